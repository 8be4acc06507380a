package cnname

import "math/bits"

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
	case sameWords(a, b, ta.gaps, tb.gaps):
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
func sameWords(a, b []rune, gapsA, gapsB uint64) bool {
	if len(a) != len(b) {
		return false
	}
	letters := rune(0) // the cheap test that keeps long lists of words from being searched
	for i := range a {
		letters += a[i] - b[i]
	}
	if letters != 0 {
		return false
	}
	used := uint64(0) // words of b
	for words := 0; len(a) > 0; words++ {
		if words == maxWords {
			return false
		}
		var word, other []rune
		word, a, gapsA = cut(a, gapsA)
		found := false
		for i, rest, gaps := 0, b, gapsB; len(rest) > 0 && !found; i++ {
			other, rest, gaps = cut(rest, gaps)
			if found = used>>i&1 == 0 && equal(word, other); found {
				used |= 1 << i
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// maxRomanised characters have about as many letters as a bank keeps.
const maxRomanised = 16

// compareRomanised looks for the pinyin of the claimed name, also with the
// surname of one or two characters behind.
func compareRomanised(ta, tb *text) Result {
	a, letters := ta.runes[:ta.n], tb.runes[:tb.n]
	// Syllables have at most six letters; a set of places fits 64 bits.
	if len(a) <= maxRomanised && len(letters) < maxRunes && len(letters) <= 6*len(a) {
		for surname := range min(3, len(a)) {
			if places := romanise(a[:surname], letters, romanise(a[surname:], letters, 1)); places>>len(letters)&1 == 1 {
				return Result{Class: Romanised}
			}
		}
	}
	return Result{Class: Different}
}

// romanise returns the places where the pinyin of the characters can end that
// begins at one of the given places.
func romanise(characters, letters []rune, places uint64) uint64 {
	for _, x := range characters {
		next := uint64(0)
		word := readingsOf(x)
		for ; places != 0; places &= places - 1 {
			at := bits.TrailingZeros64(places)
			for i := (ids{word}); ; {
				id, ok := i.next()
				if !ok {
					break
				}
				next |= spells(syllable(id), letters, at)
			}
		}
		places = next
	}
	return places
}
