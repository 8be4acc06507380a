package cnname

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Runes of a normal form that stand for something else.
const (
	dot     = middleDot // a gap between the parts of a name in hanzi
	space   = ' '       // a gap between the words of a name in Latin letters
	star    = '*'       // a hidden character of the bank's record
	hole    = '\uFFFD'  // a character that the bank's system could not write
	someone = '某'       // "a certain", a mask in print
)

// A text is the normal form of a name: hanzi as typed, Latin letters in upper
// case without accents, and the gaps between its parts.
type text struct {
	all   runeList // characters and gaps
	chars runeList // characters alone
	count int      // runes that were typed, a ligature as what it is read as
	dot   rune     // the kind of dot between the parts, manyDots for several
	han   bool     // has hanzi

	spelling spelling // of Latin letters
	foreign  uint64   // a bit for each of chars that was typed as a Latin letter beyond the 26

	// Of the bank's record only:
	masked  bool // has hidden characters
	someone bool // … one of them printed as 某
	hole    bool // has characters that could not be written
}

// manyDots is the kind of the dots of a name that has several.
const manyDots = -1

// A runeList has room for the longest name, so that reading one allocates nothing.
type runeList struct {
	array [maxRunes]rune
	n     int
}

func (l *runeList) add(r rune) {
	l.array[l.n] = r
	l.n++
}

func (l *runeList) runes() []rune { return l.array[:l.n] }

// A side is where a name comes from. Masks, and characters that could not be
// written, are in the bank's record alone; in a claim they are wrong characters.
type side bool

const (
	claim  side = false
	record side = true
)

// read makes t the normal form of a name. It is false when the name is longer
// than a name can be.
func (t *text) read(name string, from side) bool {
	for _, r := range name {
		if t.see(r, from); t.count > maxRunes {
			return false
		}
	}
	if t.han || t.hole {
		t.settleHan(from)
	} else {
		t.settleLatin()
	}
	return true
}

// see adds a rune to what was read, or what it stands for.
func (t *text) see(r rune, from side) {
	switch r = replace(r); {
	case isUnified(r) && r != someone: // nearly all runes are one of the first two
		t.han = true
		t.keep(r)
	case isLetter(r):
		t.keep(r)
	case isIgnorable(r):
		t.count++
	case from == record && isMask(r):
		t.masked = true
		t.someone = t.someone || r == someone
		t.keep(star)
	case from == record && isHole(r):
		t.hole = true
		t.keep(hole)
	case isDot(r):
		t.seeDot(r)
	case isSpace(r):
		t.keep(space)
	case r == '’', r == '‘', r == 'ʼ', r == '`':
		t.keep('\'')
	case r < 0x80:
		t.keep(unicode.ToUpper(r))
	case unicode.Is(unicode.Mn, r):
		t.count++
		t.noteForeign(max(0, t.all.n-1))
	default:
		t.seeDecomposed(r, from)
	}
}

func (t *text) keep(r rune) {
	if t.count++; t.count <= maxRunes {
		t.all.add(r)
	}
}

func (t *text) seeDot(kind rune) {
	t.keep(dot)
	t.noteDot(kind)
}

func (t *text) noteDot(kind rune) {
	switch t.dot {
	case 0:
		t.dot = kind
	case kind:
	default:
		t.dot = manyDots
	}
}

// seeDecomposed reads a letter as it is spelt with those of ASCII, a ligature as its
// letters, a full-width character as the one in ASCII. Hangul and kana stay whole.
func (t *text) seeDecomposed(r rune, from side) {
	if r < 0x2000 {
		defer t.noteForeign(t.all.n)
	}
	if letters := t.spelling.letters(r); letters != "" {
		for _, letter := range letters {
			t.keep(letter)
		}
		return
	}
	var decomposition []byte
	if r < 0x3040 || 0x3100 <= r {
		decomposition = norm.NFKD.PropertiesString(string(r)).Decomposition()
	}
	if decomposition == nil {
		t.seeLetter(r, r, from)
		return
	}
	before := t.count
	for _, part := range string(decomposition) {
		if !unicode.Is(unicode.Mn, part) {
			t.seeLetter(part, r, from)
		}
	}
	if t.count == before { // nothing but accents
		t.count++
	}
}

// noteForeign notes that the letters from a place on were typed as one beyond the 26.
func (t *text) noteForeign(from int) {
	for i := from; i < t.all.n; i++ {
		if isLetter(t.all.array[i]) {
			t.foreign |= 1 << i
		}
	}
}

// seeLetter reads a letter that was typed as another rune or as itself.
func (t *text) seeLetter(letter, typed rune, from side) {
	if letters := t.spelling.letters(letter); letters != "" && letter != typed { // Ǽ
		t.seeDecomposed(letter, from)
		return
	}
	upper := unicode.ToUpper(letter)
	if upper != typed {
		t.see(upper, from)
		return
	}
	t.han = t.han || isHan(upper)
	t.keep(upper)
}

// settleHan leaves of the gaps only the dots, and what systems keep for them, and
// sees which X are masks.
func (t *text) settleHan(from side) {
	typed := t.all.runes()
	if from == record && maskX(typed) {
		t.masked = true
	}
	t.all.n = 0
	for _, r := range typed {
		if r == space {
			continue
		}
		if r == '_' && from == record { // for each byte
			t.hole = true
			r = hole
		}
		if isSeparator(r) || from == record && isSystemSeparator(r) {
			t.noteDot(r)
			r = dot
		}
		t.all.add(r)
		if r != dot {
			t.chars.add(r)
		}
	}
}

// settleLatin leaves single spaces between words. A hyphen, a comma, a slash and an
// underscore part them, an apostrophe does not.
func (t *text) settleLatin() {
	typed, foreign := t.all.runes(), t.foreign
	t.all.n, t.foreign = 0, 0
	gap := false
	for i, r := range typed {
		switch {
		case r == dot, r == space, r == '/', r == '_', isSeparator(r):
			gap = true
			continue
		case r == '\'':
			continue
		}
		if gap && t.chars.n > 0 {
			t.all.add(space)
		}
		gap = false
		t.foreign |= foreign >> i & 1 << t.chars.n
		t.all.add(r)
		t.chars.add(r)
	}
}

// maskX turns every run of X into stars that is not part of a word, as in XUE,
// and reports whether there is one.
func maskX(all []rune) (masked bool) {
	for i := 0; i < len(all); {
		if all[i] != 'X' {
			i++
			continue
		}
		end := i + 1
		for end < len(all) && all[end] == 'X' {
			end++
		}
		if (i == 0 || !isLetter(all[i-1])) && (end == len(all) || !isLetter(all[end])) {
			masked = true
			for j := range all[i:end] {
				all[i+j] = star
			}
		}
		i = end
	}
	return masked
}

// gaps returns how many gaps the name has.
func (t *text) gaps() int { return t.all.n - t.chars.n }

func isGap(r rune) bool { return r == dot || r == space }

// cutPart parts a name at its first gap.
func cutPart(all []rune) (part, rest []rune, found bool) {
	if i := slices.IndexFunc(all, isGap); i >= 0 {
		return all[:i], all[i+1:], true
	}
	return all, nil, false
}

func isLetter(r rune) bool { return 'A' <= r && r <= 'Z' }

// replace gives private-use characters of GBK and radicals the character they
// stand for.
func replace(r rune) rune {
	if i := r - 0xE815; 0 <= i && i < rune(len(privateUse)) {
		r = privateUse[i]
	}
	if i := r - 0x2E80; 0 <= i && i < rune(len(radicals)) && radicals[i] != 0 {
		r = radicals[i]
	}
	return r
}
