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
	runes  [maxRunes]rune
	n      int
	dot    rune // the dot as it was written; -1 for several kinds
	han    bool // has hanzi
	loose  bool // has runes whose meaning depends on han
	mixed  bool // has single spaces or X, which mean something else among hanzi
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

// plainHan reports whether a name is its own normal form and hides nothing:
// nothing but characters of the URO.
func plainHan(s string) bool {
	for i := 0; i < len(s); i += 3 {
		if r := uroAt(s, i); r == 0 || r == someone {
			return false
		}
	}
	return s != ""
}

// uroAt returns the character of the URO that s has at i, 0 when there is
// none. All of them are three bytes, which saves the general decoding.
func uroAt(s string, i int) rune {
	s = s[i:]
	if len(s) < 3 {
		return 0
	}
	a, b, c := rune(s[0])-0xE0, rune(s[1])-0x80, rune(s[2])-0x80
	if r := a<<12 + b<<6 + c; uint32(b|c) < 0x40 && uint32(r-0x4E00) < 0xA000-0x4E00 {
		return r
	}
	return 0
}

// read is false when the name is longer than a name can be. Masks and holes
// have a meaning only in the bank's record.
func (t *text) read(s string, bank bool) bool {
	ok := true
	for i := t.readHan(s, 0); i < len(s) && ok; i = t.readHan(s, i) {
		if i = t.readLetters(s, i); i < len(s) {
			i, ok = t.readOthers(s, i, bank)
		}
	}
	if t.loose || t.mixed && (t.han || t.hole) {
		t.settle(bank)
	}
	return ok
}

// readHan reads a run of characters of the URO from i on, as far as there is
// room, and returns where it ends.
func (t *text) readHan(s string, i int) int {
	n := t.n
	for n < maxRunes {
		r := uroAt(s, i)
		if r == 0 || r == someone {
			break
		}
		t.runes[n] = r
		n, i = n+1, i+3
	}
	t.han = t.han || n > t.n
	t.n = n
	return i
}

// readLetters reads a run of letters and of single spaces between them.
func (t *text) readLetters(s string, i int) int {
	n := t.n
	for ; i < len(s) && n < maxRunes; i++ {
		r := rune(s[i])
		switch upper := r &^ 0x20; {
		case isLetter(upper):
			r = upper
			t.mixed = t.mixed || r == 'X'
		case r == ' ' && n > 0 && t.runes[n-1] != ' ' && i+1 < len(s) && isLetter(rune(s[i+1]&^0x20)):
			t.mixed = true
		default:
			t.n = n
			return i
		}
		t.runes[n] = r
		n++
	}
	t.n = n
	return i
}

// readOthers reads the rune at i, and more until characters of the URO or letters
// may come. It is false when there is no more room.
func (t *text) readOthers(s string, i int, bank bool) (next int, ok bool) {
	for more := true; more; more = i < len(s) && !isLetter(rune(s[i]&^0x20)) && (s[i] < 0xE5 || s[i] > 0xE9) {
		r, size := decode(s[i:])
		i += size
		role := uint16(0)
		if r < roleLimit {
			role = roleOf(r)
		} else {
			role = farRole(r)
		}
		switch {
		case role > runes.Hanzi && (role < 'A' || role > 'Z' || role == 'X'):
			if !t.add(r, role, bank) {
				return i, false
			}
			continue
		case t.n == maxRunes:
			return i, false
		case role == runes.Hanzi:
			t.han = true
		case role > runes.Hanzi:
			r = rune(role)
		}
		t.runes[t.n] = r
		t.n++
	}
	return i, true
}

// decode is utf8.DecodeRuneInString of what is not empty, quick for what is
// valid.
func decode(s string) (r rune, size int) {
	tail := func(i int) rune { return rune(s[i]) ^ 0x80 } // 6 bits, or more when it is no such byte
	switch lead := rune(s[0]); {
	case lead < 0xE0 && len(s) > 1:
		b := tail(1)
		if r := lead&0x1F<<6 | b; b < 0x40 && lead >= 0xC2 {
			return r, 2
		}
	case lead < 0xF0 && len(s) > 2:
		b, c := tail(1), tail(2)
		if r := lead&0xF<<12 | b<<6 | c; b|c < 0x40 && r >= 0x800 && r < 0xD800 {
			return r, 3
		}
	case len(s) > 3:
		b, c, d := tail(1), tail(2), tail(3)
		if r := lead&0xF<<18 | b<<12 | c<<6 | d; b|c|d < 0x40 && r >= 0x10000 && r <= utf8.MaxRune {
			return r, 4
		}
	}
	return utf8.DecodeRuneInString(s)
}

// add takes in a rune that does something in a name. It is false when there is
// no more room.
func (t *text) add(r rune, role uint16, bank bool) bool {
	switch role {
	case runes.Keep:
		return t.push(r)
	case runes.Hanzi:
		t.han = true
		return t.push(r)
	case runes.Drop:
		return true
	case runes.Mask, runes.MaskOrDot:
		switch {
		case bank:
			t.masked = true
			return t.push(star)
		case role == runes.MaskOrDot:
			return t.addDot(r)
		}
		t.han = t.han || r == someone
		return t.push(narrow(r))
	case runes.Hole:
		if bank {
			t.hole = true
			return t.push(hole)
		}
		return t.push(narrow(r))
	case runes.Dot:
		return t.addDot(r)
	case runes.Several:
		for _, r := range severalOf(r) {
			if !t.add(r, roleOf(r), bank) {
				return false
			}
		}
		return true
	}
	r = fromCode(role)
	t.loose = t.loose || r < 'A' || r == 'X'
	t.han = t.han || r >= 0x2E80 && runes.IsHan(r)
	return t.push(r)
}

func (t *text) addDot(r rune) bool {
	switch t.dot {
	case 0, r:
		t.dot = r
	default:
		t.dot = -1
	}
	t.loose = true
	return t.push(dot)
}

// narrow is the ASCII character that a full-width one stands for.
func narrow(r rune) rune {
	if 0xFF01 <= r && r <= 0xFF5E {
		return r - 0xFEE0
	}
	return r
}

func (t *text) push(r rune) bool {
	if t.n == maxRunes {
		return false
	}
	t.runes[t.n] = r
	t.n++
	return true
}

// settle gives the loose runes the meaning they have in a name with hanzi or
// without.
func (t *text) settle(bank bool) {
	all := t.runes[:t.n]
	t.n = 0
	if !t.han && !t.hole {
		n, gap := 0, false // gap: a space belongs before the next letter
		for _, r := range all {
			switch {
			case isLetter(r):
			case r == ' ', r == dot, r == '-', r == ',':
				gap = n > 0
				continue
			case r == '\'':
				continue
			}
			if gap {
				all[n], gap = ' ', false
				n++
			}
			all[n] = r // never ahead of what is read
			n++
		}
		t.n = n
		return
	}
	for i := 0; i < len(all); i++ {
		r := all[i]
		if r == ' ' {
			continue
		}
		end := i
		for bank && end < len(all) && all[end] == 'X' {
			end++
		}
		// A run of X between hanzi is a mask, in XUE it is a letter.
		if end > i {
			if (i == 0 || !isLetter(all[i-1])) && (end == len(all) || !isLetter(all[end])) {
				t.masked = true
				r = star
			}
			for ; i < end; i++ {
				t.push(r)
			}
			i--
			continue
		}
		t.push(r)
	}
}

// characters drops the dots and returns what is left.
func (t *text) characters() []rune {
	if t.dot != 0 {
		n := 0
		for _, r := range t.runes[:t.n] {
			if r != dot {
				t.runes[n] = r
				n++
			}
		}
		t.n = n
	}
	return t.runes[:t.n]
}

func isLetter(r rune) bool { return 'A' <= r && r <= 'Z' }

// replace gives private-use characters of GBK and radicals the character they
// stand for.
func replace(r rune) rune {
	if 0xE815 <= r && r <= 0xE864 || 0x2E80 <= r && r <= 0x2EF3 {
		if v := roleOf(r); v >= runes.Roles {
			return fromCode(v)
		}
	}
	return r
}
