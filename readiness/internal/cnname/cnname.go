// Package cnname compares the name that a person claims with the name in a
// bank's record.
//
// Banks in China compare names by what is written, not by likeness, and so does
// Compare. Its [Class] says how two names differ, because that decides who can
// mend it, and never how much they resemble each other:
//
//   - Exact, Equivalent and DotDiffers are the same characters; Variant has
//     another form of a character, traditional, old or vulgar.
//   - Homophone, NearHomophone, ConfusableGlyph, Transposed, ExtraChar and
//     MissingChar are what a slip of ear, eye or hand leaves.
//   - RarePlaceholder, RarePinyin, RareSplit and Romanised are what a bank's
//     system leaves of a character that it cannot write, RecordDefect what it
//     leaves of one that it has damaged, or read in a wrong encoding.
//   - TokenOrder and MissingPart are names in Latin letters with their words in
//     another order, or some of them left out.
//   - MaskedCompatible, MaskedConflict and AllMasked compare what a masked
//     record shows; HashMatch and HashMiss come from [CompareHash].
//
// Names are in hanzi, with the dot U+00B7 between the parts of a minority name,
// or in Latin letters. Compare reads the bank's record differently from the
// claim: only there is a star a mask, and a question mark or pinyin a rare
// character. For every other class Compare is symmetric, ExtraChar and
// MissingChar becoming each other.
//
// A [Result] never holds a character of a name. The time is linear in the length
// of the names, which is limited, and names as people have them cost no memory.
package cnname

import "slices"

//go:generate go run ./gen

// Version is the day on which the tables were read from their sources:
// data/sources.csv.
const Version = "2026-12-01"

// A name has at most this many characters and bytes, or nothing is looked at.
// Accents and invisible marks count, though they are dropped, and a ligature
// counts for its letters. The longest minority names have about 25 characters.
const (
	maxRunes = 64
	maxBytes = 4 * maxRunes
)

// Class is how a claimed name relates to the bank's record. Its String is the
// code of the finding. The zero Class means that nothing was compared.
type Class uint8

const (
	NotCompared      Class = iota
	Exact                  // the same bytes
	Equivalent             // the same after normalisation, or as passports spell it
	MaskedCompatible       // what the bank shows agrees, a Latin name cut short among it
	HashMatch              // the bank's hash is that of the name
	DotDiffers             // the same but for the dot between its parts: another one, or none
	Variant                // another form of the same character: traditional, old, vulgar
	TokenOrder             // Latin: the same parts in another order
	Homophone              // other characters that sound the same
	NearHomophone          // other characters that many speakers pronounce the same
	ConfusableGlyph        // other characters that look alike
	Transposed             // two neighbours are swapped
	ExtraChar              // the claim has one character more
	MissingChar            // the claim has one character less
	RarePlaceholder        // the bank has a box, a question mark or nothing for a rare character
	RarePinyin             // the bank has the pinyin of a rare character; of a common one, RecordDefect
	RareSplit              // the bank has the parts of a rare character
	Romanised              // the bank has the pinyin of the whole name
	MaskedConflict         // what the bank shows disagrees
	Different              // another name
	TooLong                // not a name: more than 64 characters or 256 bytes
	HashMiss               // the bank's hash is not that of the name; nothing more can be said
	AllMasked              // the bank shows nothing
	RecordDefect           // the bank's system has lost or garbled characters that it could have written
	MissingPart            // Latin: one name has fewer parts, or initials for them
	classes
)

var classNames = [classes]string{
	"", "exact", "equivalent", "masked-compatible", "hash-match", "dot-differs", "variant", "token-order",
	"homophone", "near-homophone", "confusable-glyph", "transposed", "extra-char", "missing-char",
	"rare-placeholder", "rare-pinyin", "rare-split", "romanised", "masked-conflict", "different", "too-long",
	"hash-miss", "all-masked", "record-defect",
	"missing-part",
}

// String returns the code of the finding, "" when nothing was compared.
func (c Class) String() string {
	if c >= classes {
		c = NotCompared
	}
	return classNames[c]
}

// A Result is the outcome of a comparison, with its evidence. Numbers that do
// not belong to the class are zero. Dots and spaces are no characters here.
type Result struct {
	Class     Class
	Position  uint8 // where the first difference is, from 1; in the longer name for a missing character
	Differing uint8 // how many characters differ
	Visible   uint8 // how many characters of a masked name are shown and agree …
	Total     uint8 // … out of how many
	Defect    bool  // the bank's record is what is off, and for the bank to correct: the claim may be what the document says
}

// OneCharacter reports whether names of one length differ in one character only,
// whatever that is: rather a slip on one side than another person.
func (r Result) OneCharacter() bool {
	return r.Differing == 1 && r.Class != ExtraChar && r.Class != MissingChar
}

// Plain reports whether a name is nothing but hanzi in their usual form: held
// against the same text, it is Exact.
func Plain(name string) bool {
	if name == "" || len(name) > maxBytes {
		return false
	}
	for _, r := range name {
		if !isURO(r) || r == someone {
			return false
		}
	}
	return true
}

// Compare holds the claimed name against the bank's record, which may be
// masked. Who has no name on either side gets NotCompared. The time is linear
// in the length, and the length is limited.
func Compare(claimed, bank string) Result {
	if len(claimed) > maxBytes || len(bank) > maxBytes {
		return Result{Class: TooLong}
	}
	if claimed == bank && Plain(bank) {
		return Result{Class: Exact}
	}
	var a, b text
	if !a.read(claimed, claim) || !b.read(bank, record) {
		return Result{Class: TooLong}
	}
	if a.chars.n == 0 || b.chars.n == 0 {
		return Result{}
	}
	r := compare(claimed, bank, &a, &b)
	if a.han && (r.Class == Different || r.Class == MaskedConflict) && garbled(claimed, bank) {
		r = Result{Class: RecordDefect}
	}
	if a.foreign|b.foreign != 0 && !a.han && !b.han {
		switch r.Class {
		case Exact, Equivalent, MaskedCompatible, AllMasked, TokenOrder:
		default:
			r = compareSpelt(claimed, bank, r, &a, &b)
		}
	}
	r.Defect = recordIsOff(r.Class, &a, &b)
	return r
}

func compare(claimed, bank string, a, b *text) Result {
	switch {
	case b.masked:
		if a.han && b.someone {
			if r := compareSplitSomeone(a, bank); r.Class == RareSplit {
				return r
			}
		}
		return compareMasked(a, b)
	case claimed == bank:
		return Result{Class: Exact}
	case !a.han && b.han:
		return Result{Class: Different}
	case !a.han:
		return compareLatin(a, b, len(bank))
	case a.dot == b.dot && slices.Equal(a.all.runes(), b.all.runes()):
		return Result{Class: Equivalent}
	case b.han || b.hole:
		return compareHan(a, b)
	}
	return compareRomanised(a.chars.runes(), b.chars.runes())
}

// recordIsOff reports whether names of a class differ because of the form that
// the bank's record has: no document has a placeholder, pinyin or parts for a
// character, another dot than U+00B7, or today a character in another form than
// the standard one.
func recordIsOff(class Class, a, b *text) bool {
	switch class {
	case RarePlaceholder, RarePinyin, RareSplit, RecordDefect:
		return true
	case MissingPart:
		return b.chars.n < a.chars.n
	case DotDiffers:
		return a.dot == middleDot
	case Variant:
		x, y := a.chars.runes(), b.chars.runes()
		if len(x) != len(y) { // a lost dot
			return true
		}
		for i := range x {
			if x[i] != y[i] && !(standard(x[i]) && !standard(y[i])) {
				return false
			}
		}
		return true
	}
	return false
}
