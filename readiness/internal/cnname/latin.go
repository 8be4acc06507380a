package cnname

import "slices"

// compareLatin compares names without hanzi. bankBytes is the length of the
// bank's record as it was given.
func compareLatin(claimed, bank *text, bankBytes int) Result {
	a, b := claimed.chars.runes(), bank.chars.runes()
	if bank.hole { // then dots are no gaps
		b = bank.all.runes()
	}
	switch {
	case slices.Equal(a, b):
		return Result{Class: Equivalent}
	case !bank.hole && sameWords(claimed.all.runes(), bank.all.runes()):
		return Result{Class: TokenOrder}
	// Card systems keep 30 bytes of a name, and cut there or at a word.
	case 28 <= bankBytes && bankBytes <= 30 && beginsWith(claimed.all.runes(), bank.all.runes()):
		return Result{Class: MaskedCompatible, Visible: uint8(len(b)), Total: uint8(len(a))}
	case len(a) == len(b):
		return compareSwapped(a, b)
	case len(a) == len(b)+1 || len(b) == len(a)+1:
		return compareGap(a, b)
	}
	return Result{Class: Different}
}

// beginsWith reports whether a is b and more.
func beginsWith(a, b []rune) bool { return len(a) > len(b) && slices.Equal(a[:len(b)], b) }

// compareSwapped finds two neighbours that are swapped in names of one length
// that differ.
func compareSwapped(a, b []rune) Result {
	i := 0
	for a[i] == b[i] {
		i++
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:]) {
		return Result{Class: Transposed, Position: uint8(i + 1), Differing: 2}
	}
	return Result{Class: Different}
}

// maxWords is more than a name has.
const maxWords = 12

// sameWords reports whether two names have the same words in any order.
func sameWords(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	var left [maxWords][]rune // the words of b that a has not had
	n := 0
	for more := true; more; n++ {
		if n == maxWords {
			return false
		}
		left[n], b, more = cutPart(b)
	}
	for more := true; more; {
		var word []rune
		word, a, more = cutPart(a)
		i := 0
		for i < n && !slices.Equal(left[i], word) {
			i++
		}
		if i == n {
			return false
		}
		n--
		left[i] = left[n]
	}
	return true
}
