package cnname

import "slices"

// A relation is how two characters at one place relate, the worse the higher.
type relation uint8

const (
	same relation = iota
	variant
	placeholder
	lost
	homophone
	glyph
	near
	unrelated
)

// relationClass is the class of a name whose worst place is of that relation.
var relationClass = [...]Class{DotDiffers, Variant, RarePlaceholder, RecordDefect, Homophone, ConfusableGlyph, NearHomophone, Different}

// relate says how a character of the claim relates to one of the bank's record.
func relate(claimed, bank rune) relation {
	switch {
	case claimed == bank:
		return same
	case bank == hole && rare(claimed):
		return placeholder
	case bank == hole:
		return lost
	case variants(claimed, bank):
		return variant
	}
	sameSound, nearSound := soundsLike(claimed, bank)
	switch {
	case lookAlike(claimed, bank): // the table leaves out those that usually sound the same
		return glyph
	case sameSound:
		return homophone
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

// compareHan compares names with hanzi.
func compareHan(claimed, bank *text) Result {
	a, b := claimed.chars.runes(), bank.chars.runes()
	if len(a) == len(b) {
		r := compareInPlace(a, b)
		if r.Class == Different && (bank.hole || slices.ContainsFunc(b, isLetter)) {
			if damaged := compareRare(claimed, bank); damaged.Class != Different {
				return damaged
			}
		}
		return r
	}
	r := compareRare(claimed, bank)
	if r.Class == Different && (len(a) == len(b)+1 || len(b) == len(a)+1) {
		return compareGap(a, b)
	}
	return r
}

// compareInPlace compares names of one length.
func compareInPlace(a, b []rune) Result {
	var r Result
	worst, slips := same, 0
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
			slips++
		}
		if how == unrelated || slips > maxSlips {
			return compareUnrelated(a, b, int(r.Position)-1)
		}
		worst = max(worst, how)
	}
	r.Class = relationClass[worst]
	if worst == lost && !slices.ContainsFunc(b, isShown) {
		return Result{Class: AllMasked, Total: uint8(len(a))}
	}
	return r
}

// compareUnrelated compares names of one length, different from the place first on,
// in which a character has nothing in common with the other.
func compareUnrelated(a, b []rune, first int) Result {
	r := Result{Class: Different, Position: uint8(first + 1)}
	for i := range a {
		if a[i] != b[i] {
			r.Differing++
		}
	}
	if r.Differing == 2 && a[first] == b[first+1] && a[first+1] == b[first] {
		r.Class = Transposed
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
