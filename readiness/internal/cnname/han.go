package cnname

import (
	"slices"
	"strings"
)

// A relation is how two characters at one place relate, the worse the higher.
type relation uint8

const (
	same relation = iota
	variant
	placeholder
	homophone
	glyph
	near
	unrelated
)

// relationClass is the class of a name whose worst place is of that relation.
var relationClass = [...]Class{DotDiffers, Variant, RarePlaceholder, Homophone, ConfusableGlyph, NearHomophone, Different}

// relate says how a character of the claim relates to one of the bank's record.
func relate(claimed, bank rune) relation {
	switch {
	case claimed == bank:
		return same
	case bank == hole && rare(claimed):
		return placeholder
	case bank == hole:
		return unrelated
	case variants(claimed, bank):
		return variant
	}
	sameSound, nearSound := soundsLike(claimed, bank)
	switch {
	case sameSound:
		return homophone
	case lookAlike(claimed, bank):
		return glyph
	case nearSound:
		return near
	}
	return unrelated
}

// More differences than these make another name: maxSlips characters that are
// misheard or misread, or that the bank could not write, which may be all of a
// name of four hanzi, and maxDiffering with those that are written in another
// form. The longest names of minorities, in traditional characters, differ in
// about ten of 25 places.
const (
	maxSlips     = 4
	maxDiffering = 12
)

// A formCount counts the characters of a name that are written in another form.
type formCount int

// alike reports whether two characters are the same, or forms of one while there
// are not more of these than a name has.
func (n *formCount) alike(x, y rune) bool {
	if x == y {
		return true
	}
	*n++
	return *n <= maxDiffering && variants(x, y)
}

// compareHan compares names with hanzi character by character.
func compareHan(a, b []rune) Result {
	if len(a) == len(b) {
		return compareInPlace(a, b)
	}
	r := compareRare(a, b, 0)
	if r.Class == Different && (len(a) == len(b)+1 || len(b) == len(a)+1) {
		return compareGap(a, b)
	}
	return r
}

// compareInPlace compares names of one length.
func compareInPlace(a, b []rune) Result {
	var r Result
	worst, slips, firstSlip := same, 0, 0
	for i, x := range a {
		y := b[i]
		if x == y {
			continue
		}
		if r.Differing++; r.Differing == 1 {
			r.Position = uint8(i + 1)
		}
		if r.Differing > maxDiffering {
			r.Class = Different
			return r
		}
		how := relate(x, y)
		if how > variant {
			if slips++; slips == 1 {
				firstSlip = i
			}
		}
		if how == unrelated || slips > maxSlips {
			return compareUnrelated(a, b, int(r.Position)-1, firstSlip)
		}
		worst = max(worst, how)
	}
	r.Class = relationClass[worst]
	return r
}

// compareUnrelated compares names of one length in which a character has nothing
// in common with the other: two are swapped, or the bank has the pinyin of one
// letter for a rare one. They differ from first on, and before slip by their
// form only.
func compareUnrelated(a, b []rune, first, slip int) Result {
	r := Result{Class: Different, Position: uint8(first + 1)}
	for i := range a {
		if a[i] != b[i] {
			r.Differing++
		}
	}
	if r.Differing == 2 && a[first] == b[first+1] && a[first+1] == b[first] {
		r.Class = Transposed
		return r
	}
	if slices.ContainsFunc(b, isLetter) {
		if rare := compareRare(a, b, slip); rare.Class != Different {
			return rare
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
	var forms formCount
	i := 0
	for i < len(short) && forms.alike(long[i], short[i]) {
		i++
	}
	for j := i; j < len(short); j++ {
		if !forms.alike(long[j+1], short[j]) {
			return Result{Class: Different}
		}
	}
	if class == ExtraChar && rare(long[i]) {
		class = RarePlaceholder
	}
	return Result{Class: class, Position: uint8(i + 1), Differing: 1}
}

// compareRare follows both names while the bank has something else for the rare
// characters of the claim: pinyin, parts, a placeholder. Before the place from
// they differ by their form only.
func compareRare(a, b []rune, from int) Result {
	r := Result{Class: RarePlaceholder}
	var forms formCount
	j := from // the place in b
	for i := from; i < len(a); i++ {
		spare := (len(b) - j) - (len(a) - i) // what b has more for the rest
		if spare < 0 {
			return Result{Class: Different}
		}
		x := a[i]
		if x == b[j] {
			j++
			continue
		}
		class, n := RarePlaceholder, 0
		if rare(x) {
			class, n = writtenRare(x, b[j:], spare)
		}
		switch {
		case n > 0:
			r.Class = class
		case forms.alike(x, b[j]):
			j++
			continue
		case b[j] == hole && rare(x):
			n = 1
		default:
			return Result{Class: Different}
		}
		j += n
		if r.Differing++; r.Differing == 1 {
			r.Position = uint8(i + 1)
		}
		if r.Differing > maxSlips {
			return Result{Class: Different}
		}
	}
	if r.Differing == 0 || j < len(b) {
		return Result{Class: Different}
	}
	return r
}

// writtenRare finds the pinyin or the parts of a rare character at the head of
// the bank's record, and returns how many runes they are, 0 for neither.
func writtenRare(x rune, b []rune, spare int) (Class, int) {
	if n := pinyinAt(x, b); n > 0 {
		return RarePinyin, n
	}
	if spare > 0 {
		return RareSplit, partsAt(x, b)
	}
	return RareSplit, 0
}

// partsAt returns how many runes at the head of b are the parts of x, with or
// without brackets, and 0 when they are not.
func partsAt(x rune, b []rune) int {
	opened := 0
	if strings.ContainsRune("([【{〔（［", b[0]) {
		opened = 1
	}
	for way := range strings.FieldsSeq(waysToSplit(x)) {
		n := prefix(b[opened:], way)
		switch {
		case n == 0:
		case opened == 0:
			return n
		case opened+n < len(b) && strings.ContainsRune(")]】}〕）］", b[opened+n]):
			return opened + n + 1
		}
	}
	return 0
}

// prefix returns how many runes s has when b begins with them, else 0.
func prefix(b []rune, s string) int {
	n := 0
	for _, r := range s {
		if n == len(b) || b[n] != r {
			return 0
		}
		n++
	}
	return n
}
