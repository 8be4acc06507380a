package cnname

import (
	"math/bits"
	"unicode/utf8"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

// Runes of a normal form that stand for something else.
const (
	dot     = runes.MiddleDot
	star    = '*'      // a hidden character
	hole    = '\uFFFD' // a character that a system could not write
	someone = '某'      // "a certain", a mask in print
)

// A text is the normal form of a name: its characters, and where it has gaps
// between them. With hanzi those are its dots, without it has single spaces
// between upper-case words.
type text struct {
	runes  [maxRunes]rune
	n      uint
	dots   uint32 // the kinds of its dots, a bit for each
	gaps   uint64 // the places of its gaps, counted like those of characters …
	gapped uint   // … and how many there are
	han    bool   // has hanzi
	masked bool   // the bank's: has hidden characters
	hole   bool   // the bank's: has characters that could not be written
	spaces uint64 // before which runes spaces or dots were typed, a bit for each
}

func (t *text) equal(u *text) bool {
	return t.gaps == u.gaps && equal(t.runes[:t.n], u.runes[:u.n])
}

// sameDots reports whether both have one kind of dot or both have several.
func (t *text) sameDots(u *text) bool {
	return t.dots == u.dots || t.dots&(t.dots-1) != 0 && u.dots&(u.dots-1) != 0
}

// plainHan reports whether a name is its own normal form and hides nothing:
// nothing but characters of the URO.
func plainHan(s string) bool {
	rest := s
	for ; len(rest) >= 3; rest = rest[3:] {
		if r := uroOf(rest[0], rest[1], rest[2]); r == 0 || r == someone {
			return false
		}
	}
	return rest == "" && s != ""
}

// uroOf returns the character of the URO that three bytes make, 0 when they make
// none. All of them have three, which saves the general decoding.
func uroOf(a, b, c byte) rune {
	r := rune(a)<<12 + rune(b)<<6 + rune(c) - (0xE0<<12 + 0x80<<6 + 0x80)
	if (b^0x80)|(c^0x80) < 0x40 && uint32(r-0x4E00) < 0xA000-0x4E00 {
		return r
	}
	return 0
}

// A room holds the bytes of a name, with some behind, so that a rune cut short
// is no matter.
type room [maxBytes + 3]byte

// read is false when the name is longer than a name can be. What most runes do
// is computed rather than branched on: no mixture of them makes that slow.
func (t *text) read(s string, side *side, room *room) bool {
	if len(s) > maxBytes {
		return false
	}
	clear(room[copy(room[:], s):][:3])
	kept, _ := &t.runes, *side // asked once whether they are there, not for every rune
	seen := runes.Role(0)
	n, skipped := uint(0), uint(0) // the runes that are kept, and the others
	for i := uint(0); i < uint(len(s)); {
		r := rune(room[i])
		if r < 0xE0 {
			if r < utf8.RuneSelf {
				i++
			} else {
				r, i = two(r, tail(room[i+1]), i)
			}
		} else if r < 0xF0 {
			r, i = three(r, uint32(room[i+1])|uint32(room[i+2])<<8, i)
		} else {
			r, i = four(r, tail(room[i+1]), tail(room[i+2]), tail(room[i+3]), i)
		}
		r, role := side.see(r)
		seen |= role
		if role&(runes.Dot|runes.Space|runes.Drop|runes.Several|runes.Surrogate) != 0 {
			switch {
			case role&runes.Drop != 0:
				skipped++
			case role&(runes.Dot|runes.Space) != 0:
				t.noteGap(r, role, n)
				skipped++
			case role&runes.Several != 0:
				n, skipped, seen = t.readSeveral(role&runes.Instead, side, n, skipped, seen)
			default: // of three bytes that make no rune the first is broken
				kept[n%maxRunes] = utf8.RuneError
				_, role = side.see(utf8.RuneError)
				seen |= role
				n++
				i -= 2
			}
			if n+skipped > maxRunes {
				return false
			}
			continue
		}
		if n >= maxRunes {
			return false
		}
		kept[n] = r
		n++
	}
	t.n = n
	t.settle(seen)
	return n+skipped <= maxRunes
}

// readSeveral reads what is listed at a place instead of one rune, behind n others
// that are kept and some that are not. It returns how many there are then.
func (t *text) readSeveral(at runes.Role, side *side, n, skipped uint, seen runes.Role) (uint, uint, runes.Role) {
	for _, role := range several[at:] {
		if role == 0 {
			break
		}
		r := rune(role & runes.Instead)
		if role&runes.Several != 0 {
			r, role = side.see(r)
		}
		seen |= role
		if role&(runes.Dot|runes.Space) != 0 {
			t.noteGap(r, role, n)
			skipped++
			continue
		}
		t.runes[n%maxRunes] = r
		n++
	}
	return n, skipped, seen
}

// noteGap notes a space, or a dot of a kind, behind n runes.
func (t *text) noteGap(kind rune, role runes.Role, n uint) {
	t.spaces |= 1 << (n % maxRunes)
	if role&runes.Dot != 0 {
		t.dots |= 1 << ((kind - runes.DotKinds) & 31)
		t.gaps |= 1 << ((n + t.gapped) % maxRunes)
		t.gapped++
	}
}

func (t *text) spaceBefore(i int) bool { return t.spaces>>(i%maxRunes)&1 == 1 }

// settle gives what was seen the meaning it has in a name with hanzi or without.
func (t *text) settle(seen runes.Role) {
	t.han = seen&runes.Hanzi != 0
	t.masked, t.hole = seen&runes.Mask != 0, seen&runes.Hole != 0
	if !t.han && !t.hole {
		if seen&runes.Joint != 0 {
			t.settleLatin()
		}
		return
	}
	if seen&runes.X != 0 {
		t.maskX()
	}
}

// two, three and four decode the bytes at i as package utf8 does, and return
// where the next rune is. That three make a surrogate is left to its role.
func two(a, b rune, i uint) (r rune, next uint) {
	if a < 0xC2 || b >= 0x40 {
		return utf8.RuneError, i + 1
	}
	return a&0x1F<<6 + b, i + 2
}

// three takes its last two bytes in one word.
func three(a rune, bc uint32, i uint) (r rune, next uint) {
	r = a<<12 + rune(bc&0xFF)<<6 + rune(bc>>8) - (0xE0<<12 + 0x80<<6 + 0x80)
	if bc&0xC0C0 != 0x8080 || r < 0x800 {
		return utf8.RuneError, i + 1
	}
	return r, i + 3
}

func four(a, b, c, d rune, i uint) (r rune, next uint) {
	r = a&0xF<<18 + b<<12 + c<<6 + d
	if b|c|d >= 0x40 || uint32(r)-0x10000 > utf8.MaxRune-0x10000 {
		return utf8.RuneError, i + 1
	}
	return r, i + 4
}

// tail returns the six bits of a byte that is not the first of its rune, more
// when it cannot be one.
func tail(b byte) rune { return rune(b) ^ 0x80 }

// settleLatin leaves single gaps of what stands between words.
func (t *text) settleLatin() {
	all, spaces := t.runes[:t.n], t.spaces
	n, gaps, gapped := uint(0), uint64(0), uint(0)
	gap := false // one belongs before the next letter
	for _, r := range all {
		gap = gap || spaces&1 == 1
		spaces >>= 1
		switch r {
		case '-', ',':
			gap = true
			continue
		case '\'':
			continue
		}
		if gap && n > 0 {
			gaps |= 1 << ((n + gapped) % maxRunes)
			gapped++
		}
		gap = false
		t.runes[n%maxRunes] = r
		n++
	}
	t.n, t.gaps, t.gapped = n, gaps, gapped
}

// maskX reads a run of X between hanzi as a mask; in XUE it is a letter.
func (t *text) maskX() {
	all := t.runes[:t.n]
	for i := 0; i < len(all); i++ {
		if all[i] != 'X' {
			continue
		}
		end := i + 1
		for end < len(all) && all[end] == 'X' && !t.spaceBefore(end) {
			end++
		}
		if (i == 0 || t.spaceBefore(i) || !isLetter(all[i-1])) && (end == len(all) || t.spaceBefore(end) || !isLetter(all[end])) {
			t.masked = true
			for j := i; j < end; j++ {
				all[j] = star
			}
		}
		i = end - 1
	}
}

// spread puts the gaps of a name between its characters.
func (t *text) spread() {
	gap := ' '
	if t.han || t.hole {
		gap = dot
	}
	from := t.n
	t.n += t.gapped
	for to, gaps := t.n, t.gaps; from < to; {
		to--
		if gaps>>(to%maxRunes)&1 == 1 {
			t.runes[to%maxRunes] = gap
		} else {
			from--
			t.runes[to%maxRunes] = t.runes[from%maxRunes]
		}
	}
}

// cut parts characters at the first of their gaps.
func cut(a []rune, gaps uint64) (part, rest []rune, others uint64) {
	if gaps == 0 {
		return a, nil, 0
	}
	at := min(bits.TrailingZeros64(gaps), len(a))
	return a[:at], a[at:], gaps >> 1 >> at
}

func isLetter(r rune) bool { return 'A' <= r && r <= 'Z' }

// replace gives private-use characters of GBK and radicals the character they
// stand for.
func replace(r rune) rune {
	if 0xE815 <= r && r <= 0xE864 || 0x2E80 <= r && r <= 0x2EF3 {
		r, _ = claims.see(r)
	}
	return r
}
