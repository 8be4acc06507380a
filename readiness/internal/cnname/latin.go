package cnname

import "math/bits"

// compareLatin compares names without hanzi, which have single spaces between
// their words. bankBytes is the length of the bank's record as it was given.
func compareLatin(ta, tb *text, bankBytes int) Result {
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	var bufA, bufB [maxRunes]rune
	tightA, tightB := tight(&bufA, a), tight(&bufB, b)
	switch {
	case equal(tightA, tightB):
		return Result{Class: Equivalent}
	case sameWords(a, b):
		return Result{Class: TokenOrder}
	// Card systems keep 30 bytes of a name, and cut there or at a word.
	case 28 <= bankBytes && bankBytes <= 30 && len(a) > len(b) && equal(a[:len(b)], b):
		return Result{Class: MaskedCompatible, Visible: uint8(len(tightB)), Total: uint8(len(tightA))}
	}
	switch len(tightA) - len(tightB) {
	case 0:
		for i := range tightA {
			if tightA[i] == tightB[i] {
				continue
			}
			if i+1 < len(tightA) && tightA[i] == tightB[i+1] && tightA[i+1] == tightB[i] && equal(tightA[i+2:], tightB[i+2:]) {
				return Result{Class: Transposed, Position: uint8(i + 1), Differing: 2}
			}
			break
		}
	case 1, -1:
		return compareGap(tightA, tightB, 0, 0)
	}
	return Result{Class: Different}
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

// tight copies a without its spaces.
func tight(buf *[maxRunes]rune, a []rune) []rune {
	n := uint(0)
	for _, r := range a {
		buf[n%maxRunes] = r
		if r != ' ' {
			n++
		}
	}
	return buf[:n]
}

// maxWords is more than a name has.
const maxWords = 12

// sameWords reports whether two names have the same words in any order.
func sameWords(a, b []rune) bool {
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
	used := uint64(0) // words of b by the place where they begin
	for i, words := 0, 0; i < len(a); words++ {
		if words == maxWords {
			return false
		}
		end := wordEnd(a, i)
		found := false
		for j := 0; j < len(b) && !found; {
			endB := wordEnd(b, j)
			if found = used>>j&1 == 0 && equal(a[i:end], b[j:endB]); found {
				used |= 1 << j
			}
			j = endB + 1
		}
		if !found {
			return false
		}
		i = end + 1
	}
	return true
}

func wordEnd(a []rune, i int) int {
	for i < len(a) && a[i] != ' ' {
		i++
	}
	return i
}

// maxRomanised characters have about as many letters as a bank keeps.
const maxRomanised = 16

// compareRomanised looks for the pinyin of the claimed name, also with the
// surname of one or two characters behind.
func compareRomanised(ta, tb *text) Result {
	var buf [maxRunes]rune
	a, letters := ta.characters(), tight(&buf, tb.runes[:tb.n])
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
