package readiness

import "math/bits"

// A bitset is a set of small numbers: indexes of inputs or of checks.
type bitset [3]uint64

// maxBits is the capacity of a bitset: it holds numbers below maxBits.
const maxBits = 3 * 64

func (s *bitset) add(i int)                    { s[uint(i)/64] |= 1 << (uint(i) % 64) }
func (s *bitset) drop(i int)                   { s[uint(i)/64] &^= 1 << (uint(i) % 64) }
func (s *bitset) has(i int) bool               { return s[uint(i)/64]&(1<<(uint(i)%64)) != 0 }
func (s *bitset) join(t *bitset)               { s[0], s[1], s[2] = s[0]|t[0], s[1]|t[1], s[2]|t[2] }
func (s *bitset) remove(t *bitset)             { s[0], s[1], s[2] = s[0]&^t[0], s[1]&^t[1], s[2]&^t[2] }
func (s *bitset) empty() bool                  { return *s == bitset{} }
func (s *bitset) intersects(t *bitset) bool    { return s[0]&t[0]|s[1]&t[1]|s[2]&t[2] != 0 }
func (s *bitset) intersection(t bitset) bitset { return bitset{s[0] & t[0], s[1] & t[1], s[2] & t[2]} }

// each yields the members in ascending order.
func (s bitset) each(yield func(i int) bool) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(w*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}
