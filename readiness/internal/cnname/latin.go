package cnname

// compareLatin compares names without hanzi. bankBytes is the length of the
// bank's record as it was given.
func compareLatin(ta, tb *text, bankBytes int) Result {
	if tb.hole { // then dots are no gaps
		tb.spread()
		tb.gaps, tb.gapped = 0, 0
	}
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	switch {
	case equal(a, b):
		return Result{Class: Equivalent}
	case sameWords(ta, tb):
		return Result{Class: TokenOrder}
	// Card systems keep 30 bytes of a name, and cut there or at a word.
	case 28 <= bankBytes && bankBytes <= 30 && beginsWith(ta, tb):
		return Result{Class: MaskedCompatible, Visible: uint8(len(b)), Total: uint8(len(a))}
	}
	switch len(a) - len(b) {
	case 0:
		for i := range a {
			if a[i] == b[i] {
				continue
			}
			if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && equal(a[i+2:], b[i+2:]) {
				return Result{Class: Transposed, Position: uint8(i + 1), Differing: 2}
			}
			break
		}
	case 1, -1:
		return compareGap(a, b, 0, 0)
	}
	return Result{Class: Different}
}

// beginsWith reports whether a is b and more.
func beginsWith(a, b *text) bool {
	n := b.n + b.gapped
	return a.n+a.gapped > n && a.gaps&(1<<n-1) == b.gaps && equal(a.runes[:b.n], b.runes[:b.n])
}

func equal(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// maxWords is more than a name has.
const maxWords = 12

// sameWords reports whether two names have the same words in any order.
func sameWords(ta, tb *text) bool {
	if ta.n != tb.n || ta.gapped != tb.gapped || ta.gapped >= maxWords {
		return false
	}
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	letters := rune(0) // the cheap test that keeps words from being searched
	for i := range a {
		letters += a[i] - b[i]
	}
	if letters != 0 {
		return false
	}
	type word struct{ from, to int }
	var words [maxWords]word
	left := words[:tb.gapped+1] // those of b that a has not had
	for i, from, gaps := 0, 0, tb.gaps; i < len(left); i++ {
		part, _, others := cut(b[from:], gaps)
		left[i] = word{from, from + len(part)}
		from, gaps = from+len(part), others
	}
	for gaps := ta.gaps; len(left) > 0; {
		var part []rune
		part, a, gaps = cut(a, gaps)
		i := 0
		for i < len(left) && !equal(b[left[i].from:left[i].to], part) {
			i++
		}
		if i == len(left) {
			return false
		}
		left[i] = left[len(left)-1]
		left = left[:len(left)-1]
	}
	return true
}

// maxRomanised characters have about as many letters as a bank keeps.
const maxRomanised = 16

// maxSyllable is how many letters a syllable has at most.
const maxSyllable = 6

// compareRomanised looks for the pinyin of the claimed name, also with the
// surname of one or two characters behind.
func compareRomanised(ta, tb *text) Result {
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	// A set of places fits 64 bits.
	if len(a) > maxRomanised || len(b) >= maxRunes || len(b) > maxSyllable*len(a) {
		return Result{Class: Different}
	}
	all := placesOf(b)
	var ends [3]uint64 // with so many characters of a surname behind
	for i, x := range a {
		if i < len(ends) {
			ends[i] = 1
		}
		all.romanise(x, &ends)
	}
	whole := ends[0]
	ends[0] = 0
	all.romanise(a[0], &ends)
	whole |= ends[1]
	ends[1] = 0
	if ends[2] != 0 {
		all.romanise(a[1], &ends)
		whole |= ends[2]
	}
	if whole>>len(b)&1 == 1 {
		return Result{Class: Romanised}
	}
	return Result{Class: Different}
}

// letterPlaces are the places of every letter, as a set.
type letterPlaces [32]uint64

func placesOf(a []rune) (p letterPlaces) {
	for i, r := range a {
		if isLetter(r) {
			p[r%32] |= 1 << i
		}
	}
	return p
}

// romanise replaces places by those where the pinyin of a character can end that
// begins there, in three sets at once.
func (p *letterPlaces) romanise(r rune, places *[3]uint64) {
	x, y, z := places[0], places[1], places[2]
	*places = [3]uint64{}
	for i := (ids{readingsOf(r)}); x|y|z != 0; {
		id, ok := i.next()
		if !ok {
			return
		}
		endX, endY, endZ := p.spell(syllable(id), x, y, z)
		places[0] |= endX
		places[1] |= endY
		places[2] |= endZ
	}
}

// spell returns the places where the letters of a syllable end that begins there:
// ü, here V, is also written U and YU.
func (p *letterPlaces) spell(s string, x, y, z uint64) (uint64, uint64, uint64) {
	for i := range len(s) {
		if s[i] == ' ' || x|y|z == 0 {
			break
		}
		here := p[s[i]%32]
		if s[i] == 'V' {
			u := p['U'%32]
			yu := p['Y'%32] << 1 & u
			here |= u
			x, y, z = x&here|x<<1&yu, y&here|y<<1&yu, z&here|z<<1&yu
		}
		x, y, z = x&here<<1, y&here<<1, z&here<<1
	}
	return x, y, z
}
