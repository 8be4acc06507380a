package cnname

import (
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

// A text is the normal form of a name. With hanzi it has no spaces, without it
// has single spaces between upper-case words and no dots.
type text struct {
	runes  [maxRunes + 1]rune // one more for what turns out to be dropped
	n      int
	seen   runes.Role         // what its runes do
	dots   uint32             // with hanzi: the kinds of its dots, a bit for each, …
	bare   [maxRunes + 1]rune // … and what is left without them
	bareN  int
	han    bool // has hanzi
	masked bool // the bank's: has hidden characters
	hole   bool // the bank's: has characters that could not be written
}

func (t *text) equal(u *text) bool {
	if t.n != u.n {
		return false
	}
	for i := range t.n {
		if t.runes[i] != u.runes[i] {
			return false
		}
	}
	return true
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

// read is false when the name is longer than a name can be. What a rune does is
// computed rather than branched on: no mixture of runes makes that slow.
func (t *text) read(s string, side side) bool {
	if len(s) > maxBytes {
		return false
	}
	var buf [maxBytes + 3]byte // with room behind, so that a rune cut short is no matter
	copy(buf[:], s)
	n := uint(0)
	var seen runes.Role
	for i := uint(0); i < uint(len(s)); {
		r, size := rune(buf[i]), uint(1)
		switch {
		case r < utf8.RuneSelf:
		case r < 0xE0:
			r, size = two(r, buf[i+1]) // #nosec G602 -- see buf
		case r < 0xF0:
			r, size = three(r, buf[i+1], buf[i+2]) // #nosec G602 -- see buf
		default:
			r, size = four(r, buf[i+1], buf[i+2], buf[i+3]) // #nosec G602 -- see buf
		}
		i += size
		role := roleOf(r)
		if role&runes.Several != 0 {
			n = t.readSeveral(several[role&runes.Instead:], side, n)
			continue
		}
		r, role = side.see(r, role)
		seen |= role
		if n > maxRunes {
			return false
		}
		t.runes[n] = r
		n++
		if role&runes.Drop != 0 {
			n--
		}
	}
	if n > maxRunes {
		return false
	}
	t.n = int(n)
	t.seen |= seen
	t.settle(side)
	return true
}

// readSeveral reads what stands for one rune, behind n others, and returns where
// it ends: behind the last place there is room for at most.
func (t *text) readSeveral(all []rune, side side, n uint) (end uint) {
	for _, r := range all {
		if r == 0 || n > maxRunes {
			break
		}
		r, role := side.see(r, roleOf(r))
		t.seen |= role
		t.runes[n] = r
		n++
	}
	return n
}

// A side is what only the bank's record can have.
type side struct{ masks, holes runes.Role }

var (
	claims = side{}
	banks  = side{runes.Mask, runes.Hole}
)

// see returns what a rune is read as, and does.
func (s side) see(r rune, role runes.Role) (rune, runes.Role) {
	if instead := rune(role & runes.Instead); instead != 0 {
		r = instead
	}
	if role&s.masks != 0 {
		r, role = star, runes.Mask
	}
	if role&s.holes != 0 {
		r = hole
	}
	return r, role
}

// settle gives what was seen the meaning it has in a name with hanzi or without.
func (t *text) settle(side side) {
	seen := t.seen
	t.han = seen&runes.Hanzi != 0
	t.masked, t.hole = seen&side.masks != 0, seen&side.holes != 0
	if !t.han && !t.hole {
		if seen&runes.Joint != 0 {
			t.settleLatin()
		}
		return
	}
	if seen&runes.X != 0 && side.masks != 0 {
		t.maskX()
	}
	if seen&runes.Space != 0 {
		t.dropSpaces()
	}
	if seen&runes.Dot != 0 {
		t.nameDots()
	}
}

// two, three and four decode so many bytes as package utf8 does.
func two(a rune, b byte) (r rune, size uint) {
	x := tail(b)
	if a < 0xC2 || x >= 0x40 {
		return utf8.RuneError, 1
	}
	return a&0x1F<<6 | x, 2
}

func three(a rune, b, c byte) (r rune, size uint) {
	x, y := tail(b), tail(c)
	r = a&0xF<<12 | x<<6 | y
	if x|y >= 0x40 || r < 0x800 || r&^0x7FF == 0xD800 {
		return utf8.RuneError, 1
	}
	return r, 3
}

func four(a rune, b, c, d byte) (r rune, size uint) {
	x, y, z := tail(b), tail(c), tail(d)
	r = a&0xF<<18 | x<<12 | y<<6 | z
	if x|y|z >= 0x40 || r < 0x10000 || r > utf8.MaxRune {
		return utf8.RuneError, 1
	}
	return r, 4
}

// tail returns the six bits of a byte that is not the first of its rune, more
// when it cannot be one.
func tail(b byte) rune { return rune(b) ^ 0x80 }

// nameDots notes which dots there are, makes them one, and copies what is left
// without them.
func (t *text) nameDots() {
	n := 0
	for i, r := range t.runes[:t.n] {
		if kind := r - runes.DotKinds; 0 <= kind && kind < 32 {
			t.dots |= 1 << kind
			t.runes[i] = dot
			continue
		}
		t.bare[n] = r
		n++
	}
	t.bareN = n
}

// settleLatin leaves single spaces of what stands between words.
func (t *text) settleLatin() {
	n, gap := 0, false // gap: a space belongs before the next letter
	for _, r := range t.runes[:t.n] {
		switch {
		case r == ' ', r == '-', r == ',', runes.DotKinds <= r && r < runes.DotKinds+32:
			gap = n > 0
			continue
		case r == '\'':
			continue
		}
		if gap {
			t.runes[n], gap = ' ', false
			n++
		}
		t.runes[n] = r // never ahead of what is read
		n++
	}
	t.n = n
}

// maskX reads a run of X between hanzi as a mask; in XUE it is a letter.
func (t *text) maskX() {
	all := t.runes[:t.n]
	for i := 0; i < len(all); i++ {
		end := i
		for end < len(all) && all[end] == 'X' {
			end++
		}
		if end > i && (i == 0 || !isLetter(all[i-1])) && (end == len(all) || !isLetter(all[end])) {
			t.masked = true
			for j := i; j < end; j++ {
				all[j] = star
			}
		}
		i = end
	}
}

func (t *text) dropSpaces() {
	n := uint(0)
	for _, r := range t.runes[:t.n] {
		t.runes[n%maxRunes] = r // never ahead of what is read
		if r != ' ' {
			n++
		}
	}
	t.n = int(n)
}

// characters are what is left without dots of a name with hanzi.
func (t *text) characters() []rune {
	if t.dots != 0 {
		return t.bare[:t.bareN]
	}
	return t.runes[:t.n]
}

func isLetter(r rune) bool { return 'A' <= r && r <= 'Z' }

// replace gives private-use characters of GBK and radicals the character they
// stand for.
func replace(r rune) rune {
	if 0xE815 <= r && r <= 0xE864 || 0x2E80 <= r && r <= 0x2EF3 {
		if x := rune(roleOf(r) & runes.Instead); x != 0 {
			return x
		}
	}
	return r
}
