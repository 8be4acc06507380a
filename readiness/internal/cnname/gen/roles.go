package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

// The table of roles is in blocks of so many runes.
const roleBlock = 128

// roleOf says what a rune does in a name, or what several are read instead.
func (g *generator) roleOf(r rune) (role runes.Role, several []rune) {
	stands := g.replaced(r)
	switch {
	case 0xD800 <= r && r < 0xE000:
		return runes.Surrogate, nil
	case runes.IsIgnorable(stands):
		return runes.Drop, nil
	case runes.IsMask(stands):
		role = runes.Mask | instead(r, narrow(stands))
		if runes.IsDot(stands) {
			role = runes.Mask | dot(stands)
		}
		if runes.IsHan(stands) {
			role |= runes.Hanzi
		}
		return role, nil
	case runes.IsHole(stands):
		return runes.Hole | instead(r, narrow(stands)), nil
	case runes.IsDot(stands):
		return dot(stands), nil
	case runes.IsSpace(stands):
		return single(r, ' '), nil
	case stands == '-', stands == ',':
		return single(r, stands), nil
	case stands == '\'', stands == '’', stands == '‘', stands == 'ʼ', stands == '`':
		return single(r, '\''), nil
	case unicode.Is(unicode.Mn, stands):
		return runes.Drop, nil
	}
	var read []rune
	for _, x := range decomposed(stands) {
		switch {
		case unicode.Is(unicode.Mn, x):
		case x < 0x80 || runes.IsDot(x) || runes.IsSpace(x):
			read = append(read, unicode.ToUpper(x))
		default:
			read = append(read, unicode.ToUpper(runes.Strokeless(x)))
		}
	}
	switch {
	case len(read) == 0:
		return runes.Drop, nil
	case len(read) == 1 && read[0] == r:
		return single(r, r), nil
	case len(read) == 1:
		role, several = g.roleOf(read[0])
		if role&runes.Instead == 0 && several == nil {
			role |= instead(r, read[0])
		}
		return role, several
	}
	return 0, read
}

// single is the role of a rune for which another is read that has no role of its
// own but these.
func single(r, x rune) runes.Role {
	role := instead(r, x)
	switch {
	case x == ' ':
		role |= runes.Space | runes.Joint
	case x == '-', x == ',', x == '\'':
		role |= runes.Joint
	case x == 'X':
		role |= runes.X
	case runes.IsHan(x):
		role |= runes.Hanzi
	}
	return role
}

func instead(r, x rune) runes.Role {
	if r == x {
		return 0
	}
	return runes.Role(x)
}

// dot is the role of a dot, with its number among all.
func dot(r rune) runes.Role {
	kind := runes.Role(runes.DotKinds)
	for x := range r {
		if runes.IsDot(x) {
			kind++
		}
	}
	return runes.Dot | runes.Joint | kind
}

// narrow is the ASCII character that a full-width one stands for.
func narrow(r rune) rune {
	if 0xFF01 <= r && r <= 0xFF5E {
		return r - 0xFEE0
	}
	return r
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

// readRoles finds what every rune does. Several that are read instead are listed
// with a zero behind.
func (g *generator) readRoles() {
	g.roles = make([]runes.Role, unicode.MaxRune+1)
	for r := range g.roles {
		role, several := g.roleOf(rune(r))
		if several != nil {
			role = runes.Several | runes.Role(len(g.several))
			g.several = append(append(g.several, several...), 0)
		}
		g.roles[r] = role
	}
}

// claimed and banked are what a role is in a claimed name and in the bank's
// record: only there are masks, and characters that could not be written.
func claimed(role runes.Role) runes.Role {
	if role&runes.Several != 0 {
		return role
	}
	return role &^ (runes.Mask | runes.Hole | runes.X)
}

func banked(role runes.Role) runes.Role {
	switch {
	case role&runes.Several != 0:
	case role&runes.Mask != 0:
		return runes.Mask | '*'
	case role&runes.Hole != 0:
		return runes.Hole | utf8.RuneError
	}
	return role
}

// writeRoles writes the blocks of 128 runes on either side, and those that differ.
func (g *generator) writeRoles() ([]byte, error) {
	place := map[[roleBlock]runes.Role]int{}
	var blocks bytes.Buffer
	index := func(side func(runes.Role) runes.Role) (at []byte) {
		for first := 0; first < len(g.roles); first += roleBlock {
			var block [roleBlock]runes.Role
			for i := range block {
				r := runes.Role(first + i)
				block[i] = side(g.roles[r])
				// What is read instead becomes how it differs: nothing, for most.
				if instead := block[i] & runes.Instead; instead != 0 && block[i]&runes.Several == 0 {
					block[i] ^= r
				}
			}
			if _, ok := place[block]; !ok {
				place[block] = len(place)
				blocks.WriteString("\t{")
				for i, v := range block {
					if v != 0 {
						fmt.Fprintf(&blocks, "%d: %#x, ", i, v)
					}
				}
				blocks.WriteString("},\n")
			}
			at = append(at, byte(place[block]))
		}
		return at
	}
	claims, banks := index(claimed), index(banked)
	if len(place) > 0x100 {
		return nil, errors.New("more than 256 blocks of roles")
	}
	if dot(unicode.MaxRune)&runes.Instead > runes.DotKinds+32 {
		return nil, errors.New("more than 32 dots")
	}
	var b bytes.Buffer
	b.WriteString("// Code generated by gen from the files of data/; DO NOT EDIT.\n\npackage cnname\n\n")
	b.WriteString("import \"github.com/payready/payready/readiness/internal/cnname/runes\"\n\n")
	putNumbers(&b, "several", "what is read instead of one rune, with its traits or Several when it is to be seen, a zero behind each", "...", g.listed())
	fmt.Fprintf(&b, "// claims has the block of every 128 runes of a claimed name, banks that of the bank's record.\n")
	fmt.Fprintf(&b, "var (\n\tclaims = side{%s}\n\tbanks = side{%s}\n)\n\n", lines(claims), lines(banks))
	fmt.Fprintf(&b, "// roles has the blocks that differ.\nvar roles = [256][128]runes.Role{\n%s}\n", &blocks)
	return format.Source(b.Bytes())
}

// listed gives what is read instead of one rune its traits, or Several when it is
// to be seen like one that was typed.
func (g *generator) listed() []runes.Role {
	list := make([]runes.Role, len(g.several))
	for i, r := range g.several {
		role := g.roles[r]
		switch {
		case r == 0:
			continue
		case role&runes.Mask == 0 && role&runes.Dot != 0:
			list[i] = role
		case role&^(runes.Hanzi|runes.Joint|runes.Space) != 0:
			list[i] = runes.Several | runes.Role(r)
		default:
			list[i] = role | runes.Role(r)
		}
	}
	return list
}

// lines is a list of numbers in lines of 64.
func lines(data []byte) string {
	var b strings.Builder
	for i, v := range data {
		if i%64 == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%d, ", v)
	}
	return b.String() + "\n"
}
