package cnname

import "slices"

const (
	maxSyllable  = 6  // letters
	maxRomanised = 16 // characters: about as many letters as a bank keeps
)

// compareRomanised looks for the pinyin of the claimed name, also with the
// surname of one or two characters behind.
func compareRomanised(chars, letters []rune) Result {
	if len(chars) > maxRomanised || len(letters) >= maxRunes || len(letters) > maxSyllable*len(chars) {
		return Result{Class: Different}
	}
	for surname := range min(3, len(chars)) {
		if romanised(chars, surname, letters) {
			return Result{Class: Romanised}
		}
	}
	return Result{Class: Different}
}

// romanised reports whether letters are the pinyin of a name whose first
// characters, as many as the surname has, are behind the others.
func romanised(chars []rune, surname int, letters []rune) bool {
	var bufA, bufB [maxRunes]int
	starts, ends := append(bufA[:0], 0), bufB[:0] // the places where a syllable can begin, and where it can end
	for i := range chars {
		char := chars[(i+surname)%len(chars)]
		ends = ends[:0]
		for _, id := range readingsOf(char) {
			for _, start := range starts {
				n := spelled(letters[start:], syllables[id].letters)
				if n > 0 && !slices.Contains(ends, start+n) {
					ends = append(ends, start+n)
				}
			}
		}
		starts, ends = ends, starts
	}
	return slices.Contains(starts, len(letters))
}

// pinyinAt returns how many letters at the head of b are a reading of x that
// ends where the letters do, and 0 when none is. A character whose readings are
// unknown may have any.
func pinyinAt(x rune, b []rune) int {
	n := 0
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n == 0 {
		return 0
	}
	known := readingsOf(x)
	for _, id := range known {
		if spelled(b[:n], syllables[id].letters) == n {
			return n
		}
	}
	if len(known) == 0 && slices.ContainsFunc(syllables[1:], func(s syllable) bool { return spelled(b[:n], s.letters) == n }) {
		return n
	}
	return 0
}

// spelled returns how many letters at the head of b are a syllable, 0 when they
// are another. For ü, which is V in a syllable, U is written, too, or YU.
func spelled(b []rune, syllable string) int {
	n := 0
	for _, letter := range syllable {
		if letter == 'V' && n+1 < len(b) && b[n] == 'Y' && b[n+1] == 'U' {
			n += 2
			continue
		}
		if n == len(b) || b[n] != letter && (letter != 'V' || b[n] != 'U') {
			return 0
		}
		n++
	}
	return n
}
