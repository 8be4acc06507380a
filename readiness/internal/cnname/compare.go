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
	kind := pairKind(x, y)
	if kind == variantPair {
		return variant
	}
	sameSound, nearSound := soundsLike(x, y)
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
	return x == y || pairKind(x, y) == variantPair
}

// variants counts the characters of a name that are written in another form.
type variants int

// alike is false when there are more of them than a name has.
func (v *variants) alike(x, y rune) bool {
	if x == y {
		return true
	}
	*v++
	return *v <= maxDiffering && alike(x, y)
}

// compareHan compares names with hanzi character by character.
func compareHan(ta, tb *text) Result {
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	if len(a) == len(b) {
		return compareInPlace(a, b)
	}
	r, head, v := compareRare(a, b, 0)
	if r.Class == Different && len(a)-len(b) <= 1 && len(b)-len(a) <= 1 {
		r = compareGap(a, b, head, v)
	}
	return r
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

func compareInPlace(a, b []rune) Result {
	worst := same
	position, differing, slips, firstSlip := 0, 0, 0, 0
	for i, x := range a {
		y := b[i]
		if x == y {
			continue
		}
		if differing++; differing == 1 {
			position = i + 1
		}
		if differing > maxDiffering {
			return Result{Class: Different, Position: uint8(position), Differing: uint8(differing)}
		}
		r := variant
		if slips < maxSlips {
			r = relate(x, y)
		} else if !alike(x, y) {
			r = other
		}
		if r > variant {
			if slips++; slips == 1 {
				firstSlip = i
			}
		}
		if worst = max(worst, r); r == other {
			return compareOthers(a, b, position-1, firstSlip, i)
		}
	}
	return Result{Class: relationClass[worst], Position: uint8(position), Differing: uint8(differing)}
}

// compareOthers compares names of one length that have characters with nothing
// in common, the first of them at other: two are swapped, or the bank has the
// pinyin of one letter for a rare one, for which anything else is longer. They
// differ from first on, and before slip by their form only.
func compareOthers(a, b []rune, first, slip, other int) Result {
	differing := 0
	for i := first; i < len(a); i++ {
		if a[i] != b[i] {
			differing++
		}
	}
	if differing == 2 && a[first] == b[first+1] && a[first+1] == b[first] {
		return Result{Class: Transposed, Position: uint8(first + 1), Differing: 2}
	}
	if isLetter(b[other]) {
		if r, _, _ := compareRare(a, b, slip); r.Class != Different {
			return r
		}
	}
	return Result{Class: Different, Position: uint8(first + 1), Differing: uint8(differing)}
}

// compareGap finds the one character that the longer name has more. Where the
// bank lacks a rare one, its system has dropped it. The names are alike up to
// head, with v differences.
func compareGap(a, b []rune, head int, v variants) Result {
	class, long, short := ExtraChar, a, b
	if len(a) < len(b) {
		class, long, short = MissingChar, b, a
	}
	i := head
	for i < len(short) && v.alike(long[i], short[i]) {
		i++
	}
	for j := i; j < len(short); j++ {
		if !v.alike(long[j+1], short[j]) {
			return Result{Class: Different}
		}
	}
	if class == ExtraChar && rare(long[i]) {
		class = RarePlaceholder
	}
	return Result{Class: class, Position: uint8(i + 1), Differing: 1}
}

// compareRare follows both names while the bank has something else for the
// rare characters of the claim: pinyin, parts, a placeholder. Before a place
// they differ by their form only. Of names that differ otherwise it also returns
// up to where they are alike, without such characters, and how many differ there.
func compareRare(a, b []rune, from int) (r Result, head int, v variants) {
	different := Result{Class: Different}
	r.Class = RarePlaceholder
	i := from
	var all variants
	for len(b) >= len(a) { // else there is no room for the rest
		for i < len(a) && a[i] == b[i] {
			i++
		}
		if i == len(a) {
			break
		}
		if r.Differing == 0 {
			head, v = i, all
		}
		x, y := a[i], b[i]
		isRare, pinyin, parts := rare(x), 0, 0
		if isRare && isLetter(y) {
			pinyin = pinyinAt(x, b[i:])
		}
		if isRare && len(b) > len(a) {
			parts = partsAt(x, b[i:])
		}
		switch {
		case pinyin > 0:
			r.Class, b = RarePinyin, b[pinyin-1:] // what follows is at the same place again
		case parts > 0:
			r.Class, b = RareSplit, b[parts-1:]
		case all.alike(x, y):
			i++
			continue
		case !isRare || y != hole:
			return different, head, v
		}
		if r.Differing == maxSlips {
			return different, head, v
		}
		i++
		if r.Differing++; r.Differing == 1 {
			r.Position = uint8(i)
		}
	}
	switch {
	case i < len(a) || i < len(b) && r.Differing > 0:
		return different, head, v
	case r.Differing == 0:
		return different, i, all
	}
	return r, 0, 0
}

// pinyinAt returns how many letters at the head of b are a reading of x that
// ends where the letters do, and 0 when none is.
func pinyinAt(x rune, b []rune) int {
	n := 0
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n > maxSyllable {
		return 0
	}
	letters := placesOf(b[:n])
	if end, _, _ := letters.romanise(x, 1, 0, 0); end>>n&1 == 0 {
		return 0
	}
	return n
}

// partsAt returns how many runes at the head of b are the parts of x, with or
// without brackets, and 0 when they are not.
func partsAt(x rune, b []rune) int {
	at := find(x, aboutParts)
	if at == 0 {
		return 0
	}
	ways := parts[at:]
	opened := 0
	switch b[0] {
	case '(', '[', '【', '{', '〔', '（', '［':
		opened = 1
	}
	for ways[0] != 0 {
		n, fits := opened, true
		for ; ways[0] != 0; ways = ways[1:] {
			fits = fits && n < len(b) && b[n] == ways[0]
			n++
		}
		ways = ways[1:]
		switch {
		case !fits:
		case opened == 0:
			return n
		case n < len(b):
			switch b[n] {
			case ')', ']', '】', '}', '〕', '）', '］':
				return n + 1
			}
		}
	}
	return 0
}
