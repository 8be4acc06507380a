package cnname

// relation is how two characters at one position relate.
type relation uint8

const (
	same relation = iota
	variant
	placeholder
	homophone
	glyph
	near
	other
)

// relationClass is the class of a name whose worst position is of that
// relation.
var relationClass = [...]Class{DotDiffers, Variant, RarePlaceholder, Homophone, ConfusableGlyph, NearHomophone, Different}

// relate classes a position: x of the claim, y of the bank.
func relate(x, y rune) relation {
	if x == y {
		return same
	}
	if y == hole {
		if rare(x) {
			return placeholder
		}
		return other
	}
	a, b := toCode(x), toCode(y)
	if a == 0 || b == 0 {
		return other
	}
	kind := pairKind(a, b)
	if kind == variantPair || foldTo(a) == foldTo(b) {
		return variant
	}
	sameSound, nearSound := soundsLike(a, b)
	switch {
	case sameSound:
		return homophone
	case kind == glyphPair:
		return glyph
	case nearSound:
		return near
	}
	return other
}

// alike reports whether two characters are the same or variants.
func alike(x, y rune) bool {
	if x == y {
		return true
	}
	a, b := toCode(x), toCode(y)
	return a != 0 && b != 0 && y != hole && (pairKind(a, b) == variantPair || foldTo(a) == foldTo(b))
}

// compareHan compares names with hanzi character by character, without dots.
func compareHan(ta, tb *text) Result {
	a, b := ta.characters(), tb.characters()
	if len(a) == len(b) {
		return compareInPlace(a, b)
	}
	r := compareRare(a, b)
	if r.Class == Different && len(a)-len(b) <= 1 && len(b)-len(a) <= 1 {
		r = compareGap(a, b)
	}
	return r
}

// More differences than these make another name: maxSlips characters that are
// misheard or misread, which may be all of a name of four hanzi, and
// maxDiffering with those that are written in another form. The longest names
// of minorities, in traditional characters, differ in about ten of 25 places.
const (
	maxSlips     = 4
	maxDiffering = 16
)

func compareInPlace(a, b []rune) Result {
	worst := same
	swapped := false
	position, differing, slips := 0, 0, 0
	for i, x := range a {
		if x == b[i] {
			continue
		}
		if differing++; differing == 1 {
			position = i + 1
			swapped = i+1 < len(a) && x == b[i+1] && a[i+1] == b[i]
		}
		switch {
		case worst == other: // one is enough
		case differing > maxDiffering:
			return Result{Class: Different, Position: uint8(position), Differing: uint8(differing)}
		case slips < maxSlips:
			r := relate(x, b[i])
			if worst = max(worst, r); r > variant {
				slips++
			}
		case alike(x, b[i]):
			worst = max(worst, variant)
		default:
			worst = other
		}
	}
	r := Result{Position: uint8(position), Differing: uint8(differing)}
	if r.Class = relationClass[worst]; worst == other {
		if swapped && r.Differing == 2 {
			r.Class = Transposed
		} else if rare := compareRare(a, b); rare.Class != Different {
			return rare // the pinyin of one letter, two parts for two characters
		}
	}
	return r
}

// compareGap finds the one character that the longer name has more. Where the
// bank lacks a rare one, its system has dropped it.
func compareGap(a, b []rune) Result {
	class, long, short := ExtraChar, a, b
	if len(a) < len(b) {
		class, long, short = MissingChar, b, a
	}
	i := 0
	for i < len(short) && alike(long[i], short[i]) {
		i++
	}
	for j := i; j < len(short); j++ {
		if !alike(long[j+1], short[j]) {
			return Result{Class: Different}
		}
	}
	if class == ExtraChar && rare(long[i]) {
		class = RarePlaceholder
	}
	return Result{Class: class, Position: uint8(i + 1), Differing: 1}
}

// compareRare follows both names while the bank has something else for the
// rare characters of the claim: pinyin, parts, a placeholder.
func compareRare(a, b []rune) Result {
	different := Result{Class: Different}
	r := Result{Class: RarePlaceholder}
	j, forms := 0, 0
	for i, x := range a {
		if j == len(b) || int(r.Differing)+forms > maxDiffering {
			return different
		}
		if x == b[j] {
			j++
			continue
		}
		pinyin, parts := 0, 0
		if rare(x) {
			pinyin, parts = pinyinAt(x, b[j:]), partsAt(x, b[j:])
		}
		switch {
		case pinyin > 0:
			r.Class, j = RarePinyin, j+pinyin
		case parts > 0:
			r.Class, j = RareSplit, j+parts
		case alike(x, b[j]):
			j++
			forms++
			continue
		case b[j] == hole && rare(x):
			j++
		default:
			return different
		}
		if r.Position == 0 {
			r.Position = uint8(i + 1)
		}
		r.Differing++
	}
	if j < len(b) || r.Differing == 0 {
		return different
	}
	return r
}

// pinyinAt returns how many letters at the head of b are a reading of x that
// ends where the letters do, and 0 when none is.
func pinyinAt(x rune, b []rune) int {
	n := 0
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n == 0 {
		return 0
	}
	for i := (ids{readingsOf(toCode(x))}); ; {
		id, ok := i.next()
		switch {
		case !ok:
			return 0
		case spells(syllable(id), b, 0)>>n&1 == 1:
			return n
		}
	}
}

// spells returns the place where the letters of a syllable end that begins at
// a place, as a set: ü, here V, is also written U and YU.
func spells(s string, letters []rune, at int) uint64 {
	for i := range len(s) {
		switch {
		case at >= len(letters):
			return 0
		case letters[at] == rune(s[i]), s[i] == 'V' && letters[at] == 'U':
			at++
		case s[i] == 'V' && letters[at] == 'Y' && at+1 < len(letters) && letters[at+1] == 'U':
			at += 2
		default:
			return 0
		}
	}
	return 1 << at
}

// partsAt returns how many runes at the head of b are the parts of x, with or
// without brackets, and 0 when they are not.
func partsAt(x rune, b []rune) int {
	n, i := 0, 0
	open := len(b) > 0 && bracket(b[0], "([【{〔（［")
	if open {
		i = 1
	}
	for _, part := range splitsOf(x) {
		switch {
		case part == '|' || part == '\n':
			if n > 0 {
				if !open {
					return n
				}
				if n < len(b) && bracket(b[n], ")]】}〕）］") {
					return n + 1
				}
			}
			if part == '\n' {
				return 0
			}
			i, n = 0, 0
			if open {
				i = 1
			}
		case i < 0: // this way does not fit
		case i < len(b) && b[i] == part:
			i++
			n = i
		default:
			i, n = -1, 0
		}
	}
	return 0
}

func bracket(r rune, set string) bool {
	for _, s := range set {
		if r == s {
			return true
		}
	}
	return false
}
