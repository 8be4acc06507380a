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
	var whole, one, two uint64 // with so many characters of a surname behind
	for i, x := range a {
		switch i {
		case 0:
			whole = 1
		case 1:
			one = 1
		case 2:
			two = 1
		}
		whole, one, two = all.romanise(x, whole, one, two)
	}
	_, one, two = all.romanise(a[0], 0, one, two)
	if two != 0 {
		_, _, two = all.romanise(a[1], 0, 0, two)
	}
	if (whole|one|two)>>len(b)&1 == 1 {
		return Result{Class: Romanised}
	}
	return Result{Class: Different}
}

// letterPlaces are the places of every letter, as a set. Those of V, which stands
// for ü, are also those of U.
type letterPlaces [32]uint64

func placesOf(a []rune) (p letterPlaces) {
	for i, r := range a {
		if isLetter(r) {
			p[r%32] |= 1 << i
		}
	}
	p['V'%32] |= p['U'%32]
	return p
}

// romanise returns the places where the pinyin of a character can end that begins
// at one of the given places, for three sets of them at once.
func (p *letterPlaces) romanise(r rune, x, y, z uint64) (endX, endY, endZ uint64) {
	all, yu := x|y|z, p['Y'%32]<<1&p['U'%32]
	list := ids{readingsOf(r)}
	for id := list.next(); id != 0; id = list.next() {
		letters, n := uint32(syllables[id]), syllables[id]>>32%maxRunes
		if ends := p.spell(letters, all); ends != 0 {
			endX |= x << n & ends
			endY |= y << n & ends
			endZ |= z << n & ends
		}
		if letters>>5%32 == 'V'%32 { // ü is also written YU
			ends := p.spell(letters>>10, all&p[letters%32]<<2&yu<<1)
			n = (n + 1) % maxRunes
			endX |= x << n & ends
			endY |= y << n & ends
			endZ |= z << n & ends
		}
	}
	return endX, endY, endZ
}

// spell returns the places where letters end that begin at one of the given
// places.
func (p *letterPlaces) spell(letters uint32, places uint64) uint64 {
	for ; letters != 0 && places != 0; letters >>= 5 {
		places = places & p[letters%32] << 1
	}
	return places
}
