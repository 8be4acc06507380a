// Package index finds the longest prefix of a card number. It is shared by
// package cardbin and by the generator of its built-in table, so that a
// generated table and one built at run time are the same structure.
package index

import (
	"math/bits"
	"slices"
	"strings"
)

const (
	MinDigits = 2  // of a prefix
	MaxDigits = 10 // of a prefix
	MinPAN    = 12 // digits of a card number
	MaxPAN    = 19 // digits of a card number (ISO/IEC 7812-1)

	// MaxRows is what a slot's row number can hold.
	MaxRows = 1<<rowBits - 1

	headDigits = 6 // every card number is first looked up by its first six
)

// A slot is one prefix of an open-addressing hash table, 0 when free:
//
//	key 35 | first row 17 | PAN lengths 8 | longer prefixes 4
//
// key is the prefix as a number with a 1 before it, so that 018 and 18 differ.
// PAN lengths has a bit for each of 12–19 that has a row; these rows follow one
// another in that order. Longer prefixes, on a six-digit prefix, has a bit for
// each of 7–10 digits found below it: it decides without a probe that there is
// nothing longer to look for. On a shorter prefix it is not 0 when any longer one
// is found below it.
const (
	keyShift  = 29
	rowBits   = 17
	rowShift  = 12
	lensShift = 4
)

var pow10 = [MaxDigits + 1]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10}

// An Index is immutable. The zero Index is not usable: see New.
type Index struct {
	Slots []uint64   // a power of two, at least half of them free
	Shift uint8      // 64 − log2(len(Slots))
	Short [100]uint8 // by the first two digits: a bit for each of 2–5 digits that a prefix has there
}

// A Key is a prefix and the card length that it holds for.
type Key struct {
	Prefix string // MinDigits to MaxDigits ASCII digits
	PANLen uint8  // MinPAN to MaxPAN
}

// New indexes keys, which must be valid, sorted by prefix and then length,
// without duplicates, and at most MaxRows. Row numbers are positions in keys.
func New(keys []Key) Index {
	type group struct{ first, lens, longer uint64 }
	groups := make(map[uint64]*group, len(keys))
	at := func(key uint64) *group {
		g := groups[key]
		if g == nil {
			g = new(group)
			groups[key] = g
		}
		return g
	}
	x := Index{}
	for i, k := range keys {
		g := at(number(k.Prefix))
		if next := i + 1; next < len(keys) && len(k.Prefix) < headDigits &&
			len(keys[next].Prefix) > len(k.Prefix) && strings.HasPrefix(keys[next].Prefix, k.Prefix) {
			g.longer = 1
		}
		if g.lens == 0 {
			g.first = uint64(i)
		}
		g.lens |= uint64(lenBit(int(k.PANLen)))
		switch n := len(k.Prefix); {
		case n > headDigits:
			at(number(k.Prefix[:headDigits])).longer |= 1 << (n - headDigits - 1)
		case n < headDigits:
			x.Short[number(k.Prefix[:2])-100] |= 1 << (n - MinDigits)
		}
	}
	size := max(2, 1<<bits.Len(uint(2*len(groups))))
	x.Slots = make([]uint64, size)
	x.Shift = uint8(64 - bits.TrailingZeros(uint(size)))
	order := make([]uint64, 0, len(groups)) // the same input gives the same table
	for key := range groups {
		order = append(order, key)
	}
	slices.Sort(order)
	for _, key := range order {
		i := x.slot(key)
		for x.Slots[i] != 0 {
			i = (i + 1) & (len(x.Slots) - 1)
		}
		g := groups[key]
		x.Slots[i] = key<<keyShift | g.first<<rowShift | g.lens<<lensShift | g.longer
	}
	return x
}

// number returns the digits of s with a 1 before them.
func number(s string) uint64 {
	n := uint64(1)
	for i := range len(s) {
		n = n*10 + uint64(s[i]-'0')
	}
	return n
}

func lenBit(panLen int) uint8 {
	if panLen < MinPAN || panLen > MaxPAN {
		return 0
	}
	return 1 << (panLen - MinPAN)
}

// slot spreads the keys by Fibonacci hashing.
func (x *Index) slot(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> x.Shift) }

func (x *Index) probe(key uint64) uint64 {
	mask := len(x.Slots) - 1
	for i := x.slot(key); ; i++ {
		s := x.Slots[i&mask]
		if s>>keyShift == key || s == 0 {
			return s
		}
	}
}

// Find returns the row of the longest prefix of first10 that holds for cards of
// panLen digits. Failing that it returns the row of the longest prefix that
// holds for another length, the nearest one, and exact is false. Of the prefixes
// with fewer than six digits that needs one with no longer prefix below it: the
// digits of a head are given to many banks, and a card of one that the table does
// not know is none of the bank that a shorter prefix with another length is of.
// Row is −1 when no prefix matches. first10 is the first ten digits as a number; when fewer
// are known the rest are zeros and known says how many.
func (x *Index) Find(first10 uint64, known, panLen int) (row int, exact bool) {
	bit := lenBit(panLen)
	other := uint64(0)
	if known >= headDigits {
		head := x.probe(pow10[headDigits] + first10/1e4)
		if head&15 != 0 {
			part := first10
			for digits := MaxDigits; digits > headDigits; digits-- {
				if head>>(digits-headDigits-1)&1 != 0 && digits <= known {
					if s := x.probe(pow10[digits] + part); holds(s, bit) {
						return rowOf(s, bit), true
					} else if other == 0 {
						other = s
					}
				}
				part /= 10
			}
		}
		if holds(head, bit) {
			return rowOf(head, bit), true
		}
		if other == 0 && head>>lensShift&0xFF != 0 {
			other = head
		}
	}
	if short := x.Short[first10/1e8]; short != 0 {
		part := first10 / 1e5
		for digits := headDigits - 1; digits >= MinDigits; digits-- {
			if short>>(digits-MinDigits)&1 != 0 && digits <= known {
				if s := x.probe(pow10[digits] + part); holds(s, bit) {
					return rowOf(s, bit), true
				} else if other == 0 && s&15 == 0 {
					other = s
				}
			}
			part /= 10
		}
	}
	if other == 0 {
		return -1, false
	}
	return rowOf(other, nearest(uint8(other>>lensShift), panLen)), false
}

// holds reports whether the slot has a row for the card length.
func holds(slot uint64, lenBit uint8) bool { return uint8(slot>>lensShift)&lenBit != 0 }

// rowOf returns the slot's row for a length that it holds.
func rowOf(slot uint64, lenBit uint8) int {
	before := uint8(slot>>lensShift) & (lenBit - 1)
	return int(slot>>rowShift&MaxRows) + bits.OnesCount8(before)
}

// nearest returns the bit of the length in lens closest to panLen, the shorter
// of two. lens is not empty.
func nearest(lens uint8, panLen int) uint8 {
	panLen = min(max(panLen, MinPAN), MaxPAN)
	if b := lenBit(panLen); lens&b != 0 { // after clamping
		return b
	}
	for d := 1; ; d++ {
		if b := lenBit(panLen - d); lens&b != 0 {
			return b
		}
		if b := lenBit(panLen + d); lens&b != 0 {
			return b
		}
	}
}
