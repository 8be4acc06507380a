package cnname

import "slices"

// compareLatin compares names without hanzi. bankBytes is the length of the
// bank's record as it was given.
func compareLatin(claimed, bank *text, bankBytes int) Result {
	a, b := claimed.chars.runes(), bank.chars.runes()
	if bank.hole {
		if r := compareLatinHoles(claimed.all.runes(), bank.all.runes()); r.Class != Different {
			return r // a space among what was lost
		}
		return compareLatinHoles(a, bank.all.runes())
	}
	if slices.Equal(a, b) {
		return Result{Class: Equivalent}
	}
	wordsA, okA := wordsOf(claimed.all.runes())
	wordsB, okB := wordsOf(bank.all.runes())
	inWords := okA && okB
	cut := Result{Class: MaskedCompatible, Visible: uint8(len(b)), Total: uint8(len(a))}
	switch {
	case inWords && sameWords(wordsA, wordsB), tiled(b, wordsA, all), tiled(a, wordsB, all):
		return Result{Class: TokenOrder}
	case beginsWith(a, b) && isField(bankBytes):
		return cut
	case inWords && (missesWords(wordsA, wordsB) || missesWords(wordsB, wordsA)), tiled(b, wordsA, some), tiled(a, wordsB, some):
		return Result{Class: MissingPart}
	case beginsWith(a, b) && bankBytes >= minCut && endsInWord(claimed.all.runes(), len(b)) && len(a) > len(b)+1:
		return cut
	case (isField(bankBytes) || bankBytes >= minCut && len(a) > len(b)+1) && tiled(b, wordsA, cutShort):
		return cut // in another order, as cards have the surname first
	case tiled(b, wordsA, initialed), tiled(a, wordsB, initialed):
		return Result{Class: MissingPart}
	}
	if r := compareSwapped(a, b); r.Class == Transposed {
		return r
	}
	if r := compareMisread(a, b); r.Class == ConfusableGlyph {
		return r
	}
	switch len(a) - len(b) {
	case 1, -1:
		return compareGap(a, b)
	case 0:
		return differingLetters(a, b)
	}
	return Result{Class: Different}
}

// minCut is the shortest record that is taken for a name cut short in a field of
// any length. It must end in a word and lack more than one letter: else it may as
// well be another name.
const minCut = 15

// isField reports whether a record fills a field of a known length, of 20, 26 or
// 30 bytes, or all but the space behind its last word. ISO/IEC 7813 and EMV give
// a name 26.
func isField(bytes int) bool {
	switch bytes {
	case 19, 20, 25, 26, 28, 29, 30:
		return true
	}
	return false
}

// beginsWith reports whether a is b and more.
func beginsWith(a, b []rune) bool { return len(a) > len(b) && slices.Equal(a[:len(b)], b) }

// endsInWord reports whether the head of a name that has so many letters ends
// within a word.
func endsInWord(name []rune, letters int) bool {
	for _, r := range name {
		if letters == 0 {
			return r != space
		}
		if r != space {
			letters--
		}
	}
	return false
}

// compareLatinHoles compares a record in which letters could not be written.
func compareLatinHoles(a, b []rune) Result {
	if len(a) != len(b) {
		return Result{Class: Different}
	}
	if !slices.ContainsFunc(b, isShown) {
		return Result{Class: AllMasked, Total: uint8(len(a))}
	}
	r := differingLetters(a, b)
	for i, y := range b {
		if y != hole && y != a[i] {
			return r
		}
	}
	if r.Differing <= maxSlips {
		r.Class = RecordDefect
	}
	return r
}

// differingLetters is the result for names of one length that are different.
func differingLetters(a, b []rune) Result {
	r := Result{Class: Different}
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if r.Differing++; r.Differing == 1 {
			r.Position = uint8(i + 1)
		}
	}
	return r
}

// compareSwapped finds two neighbours that are swapped in names of one length
// that differ.
func compareSwapped(a, b []rune) Result {
	if len(a) != len(b) {
		return Result{Class: Different}
	}
	i := 0
	for a[i] == b[i] {
		i++
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:]) {
		return Result{Class: Transposed, Position: uint8(i + 1), Differing: 2}
	}
	return Result{Class: Different}
}

// misread are letters that optical readers take for each other, in capitals or in
// small letters.
var misread = [...][2]string{
	{"I", "L"}, {"I", "1"}, {"L", "1"}, {"Q", "G"}, {"Q", "9"}, {"G", "9"}, {"O", "0"}, {"O", "Q"}, {"S", "5"}, {"B", "8"}, {"Z", "2"},
	{"U", "V"}, {"RN", "M"}, {"VV", "W"}, {"CL", "D"},
}

// compareMisread finds letters that were misread, one for one, or one for two.
func compareMisread(a, b []rune) Result {
	r := Result{Class: ConfusableGlyph}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if a[i] == b[j] {
			i++
			j++
			continue
		}
		n, m := misreadAt(a[i:], b[j:])
		if r.Differing++; n == 0 || r.Differing > maxSlips {
			return Result{Class: Different}
		}
		if r.Differing == 1 {
			r.Position = uint8(i + 1)
		}
		i += n
		j += m
	}
	if i < len(a) || j < len(b) {
		return Result{Class: Different}
	}
	return r
}

// misreadAt returns how many letters at the head of two names are misread ones.
func misreadAt(a, b []rune) (n, m int) {
	for _, pair := range misread {
		for x, one := range pair {
			other := pair[1-x]
			if prefix(a, one) > 0 && prefix(b, other) > 0 {
				return len(one), len(other)
			}
		}
	}
	return 0, 0
}

// maxWords is more than a name has.
const maxWords = 12

// words are the words of a name, by where they stand in it: a list of slices
// would not stay on the stack.
type words struct {
	name  []rune
	spans [maxWords]span
	n     int
}

type span struct{ from, to uint8 }

// wordsOf is false when a name has more words than a name can have.
func wordsOf(name []rune) (w words, ok bool) {
	w.name = name
	for from := 0; ; {
		if w.n == maxWords {
			return w, false
		}
		word, _, more := cutPart(name[from:])
		w.spans[w.n] = span{uint8(from), uint8(from + len(word))}
		w.n++
		if !more {
			return w, true
		}
		from += len(word) + 1
	}
}

func (w *words) word(i int) []rune { return w.name[w.spans[i].from:w.spans[i].to] }

// take removes a word, and reports whether it was there.
func (w *words) take(word []rune) bool {
	for i := range w.n {
		if slices.Equal(w.word(i), word) {
			w.remove(i)
			return true
		}
	}
	return false
}

// takeInitial is take for a word that begins with a letter.
func (w *words) takeInitial(letter rune) bool {
	for i := range w.n {
		if w.word(i)[0] == letter {
			w.remove(i)
			return true
		}
	}
	return false
}

func (w *words) remove(i int) {
	w.n--
	w.spans[i] = w.spans[w.n]
}

// sameWords reports whether two names have the same words in any order.
func sameWords(a, b words) bool {
	for i := range a.n {
		if !b.take(a.word(i)) {
			return false
		}
	}
	return b.n == 0
}

// missesWords reports whether a name is another one without some of its words, or
// with initials for them, in any order. One whole word and another, if only its
// initial, must be there.
func missesWords(a, b words) bool {
	whole, initials := 0, 0
	var letters [maxWords]rune // initials that are no word of b
	n := 0
	for i := range a.n {
		word := a.word(i)
		switch there := b.take(word); {
		case len(word) > 1 && !there:
			return false
		case len(word) > 1:
			whole++
		case there:
			initials++
		default:
			letters[n] = word[0]
			n++
		}
	}
	for _, letter := range letters[:n] {
		if !b.takeInitial(letter) {
			return false
		}
	}
	return whole > 0 && whole+initials+n > 1
}

// So many words may be joined in any order: of more there are too many orders.
const (
	maxJoined   = 6
	maxInitials = 4 // of which some may be initials
)

// How words are joined.
type joint uint8

const (
	all       joint = iota // all of them
	some                   // at least two
	cutShort               // from the first on, the last one cut short, and what was to follow
	initialed              // all of them, some by their initial alone
)

// minWhole is how many letters the whole words have among joined initials: of fewer,
// as LI and N for Li Na, the rest may as well be another name.
const minWhole = 4

// tiled reports whether letters are words of a name, joined in any order.
func tiled(letters []rune, w words, how joint) bool {
	return w.n > 1 && w.n <= maxJoined && (how != initialed || w.n <= maxInitials) && tiledFrom(letters, &w, how, 0, 0)
}

// tiledFrom is tiled for the words that are not used yet; whole is how many letters
// those have that are.
func tiledFrom(letters []rune, w *words, how joint, used, whole int) bool {
	if len(letters) == 0 {
		switch how {
		case some:
			return used > 1
		case initialed:
			return used == w.n && whole >= minWhole
		}
		return used == w.n
	}
	// The words in use stand before the others.
	for i := used; i < w.n; i++ {
		word := w.word(i)
		if how == cutShort && used > 0 && beginsWith(word, letters) {
			return true
		}
		w.spans[used], w.spans[i] = w.spans[i], w.spans[used]
		if len(word) <= len(letters) && slices.Equal(word, letters[:len(word)]) && tiledFrom(letters[len(word):], w, how, used+1, whole+len(word)) ||
			how == initialed && word[0] == letters[0] && tiledFrom(letters[1:], w, how, used+1, whole) {
			return true
		}
		w.spans[used], w.spans[i] = w.spans[i], w.spans[used]
	}
	return false
}
