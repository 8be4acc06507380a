package main

import (
	"encoding/binary"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

// The table of roles goes up to here, in blocks; beyond it a rune stands for
// itself or is ignorable.
const (
	roleLimit = 0x30000
	roleBlock = 128
)

// read says what is read instead of a rune: its role, or with Several what.
func (g *generator) read(r rune) (role uint16, instead []rune) {
	stands := g.replaced(r)
	switch {
	case runes.IsIgnorable(stands):
		return runes.Drop, nil
	case runes.IsMask(stands) && runes.IsDot(stands):
		return runes.MaskOrDot, nil
	case runes.IsMask(stands):
		return runes.Mask, nil
	case runes.IsHole(stands):
		return runes.Hole, nil
	case runes.IsDot(stands):
		return runes.Dot, nil
	case runes.IsSpace(stands):
		return runes.Several, []rune{' '}
	case stands == '-', stands == ',', stands == 'X': // their meaning depends on the name
		return runes.Several, []rune{stands}
	case stands == '\'', stands == '’', stands == '‘', stands == 'ʼ', stands == '`':
		return runes.Several, []rune{'\''}
	case unicode.Is(unicode.Mn, stands):
		return runes.Drop, nil
	}
	for _, x := range decomposed(stands) {
		switch {
		case unicode.Is(unicode.Mn, x):
		case x < 0x80 || runes.IsDot(x) || runes.IsSpace(x):
			instead = append(instead, unicode.ToUpper(x))
		default:
			instead = append(instead, unicode.ToUpper(runes.Strokeless(x)))
		}
	}
	switch {
	case len(instead) == 0:
		return runes.Drop, nil
	case len(instead) == 1 && instead[0] == r:
		if runes.IsHan(r) {
			return runes.Hanzi, nil
		}
		return runes.Keep, nil
	}
	return runes.Several, instead
}

// replaced gives private-use characters of GBK and radicals the character they
// stand for.
func (g *generator) replaced(r rune) rune {
	if i := int(r) - 0xE815; 0 <= i && i < len(g.private) {
		r = g.private[i]
	}
	if i := int(r) - 0x2E80; 0 <= i && i < len(g.radicals) && g.radicals[i] != 0 {
		r = g.radicals[i]
	}
	return r
}

// decomposed is the compatibility decomposition, but of Hangul and kana, which
// stay whole.
func decomposed(r rune) []rune {
	if 0x3040 <= r && r < 0x3100 || 0xAC00 <= r && r < 0xD7A4 || !utf8.ValidRune(r) {
		return []rune{r}
	}
	return []rune(norm.NFKD.String(string(r)))
}

// readRoles finds what every rune is read as. What one character is read for is
// told by its code, what several, or one that has a role of its own, by text.
func (g *generator) readRoles() error {
	g.single, g.several = map[rune]rune{}, map[rune][]rune{}
	g.roles = make([]uint16, roleLimit)
	for r := range rune(roleLimit) {
		role, instead := g.read(r)
		g.roles[r] = role
		if role != runes.Several {
			continue
		}
		if len(instead) == 1 {
			if own, _ := g.read(instead[0]); own == runes.Keep || own == runes.Hanzi || instead[0] < 'A' && own == runes.Several || instead[0] == 'X' {
				if instead[0] < runes.Roles || 0xD800 <= instead[0] && instead[0] < 0x10000 {
					return fmt.Errorf("U+%04X: U+%04X has no code", r, instead[0])
				}
				g.single[r] = instead[0]
				continue
			}
		}
		g.several[r] = instead
	}
	return nil
}

// packRoles writes a byte for every block of runes, and the blocks that differ.
func (g *generator) packRoles() (index, blocks []byte, err error) {
	for r, instead := range g.single {
		g.roles[r] = g.code(instead)
	}
	place := map[string]int{}
	for block := range slices.Chunk(g.roles, roleBlock) {
		var b []byte
		for _, v := range block {
			b = binary.LittleEndian.AppendUint16(b, v)
		}
		at, ok := place[string(b)]
		if !ok {
			at = len(place)
			place[string(b)] = at
			blocks = append(blocks, b...)
		}
		if at > 0xFF {
			return nil, nil, fmt.Errorf("more than 256 blocks of roles")
		}
		index = append(index, byte(at))
	}
	return index, blocks, nil
}
