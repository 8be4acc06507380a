// Package cnname compares the name of a person with the one a bank holds, as
// strictly as banks in China do: by what is written, not by likeness. It says
// how two names differ, because that decides who can mend it, and never how
// much they resemble each other.
//
// It takes names in hanzi, with the dot U+00B7 between the parts of a minority
// name, and in Latin letters. A Result never holds a character of a name.
//
// Compare is symmetric for the classes Exact, Equivalent, DotDiffers, Variant,
// Homophone, NearHomophone, ConfusableGlyph, Transposed, TokenOrder, Different
// and TooLong; ExtraChar and MissingChar become each other. It is not where the
// class speaks of the bank's record: MaskedCompatible, MaskedConflict and
// AllMasked (a star in a claimed name is just a wrong character),
// RarePlaceholder, RarePinyin, RareSplit and Romanised. The other way round
// these are Different.
package cnname

//go:generate go run ./gen

// Version is the day on which the tables were read from their sources:
// data/sources.csv.
const Version = "2026-11-22"

// A name has at most this many characters and bytes, or nothing is looked at.
// Accents and invisible marks count as they are typed, though they are dropped,
// and a ligature counts for what is read instead. The longest minority names
// have about 25 characters.
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
	Equivalent             // the same after normalisation
	MaskedCompatible       // what the bank shows agrees
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
	RarePinyin             // the bank has the pinyin of a rare character
	RareSplit              // the bank has the parts of a rare character
	Romanised              // the bank has the pinyin of the whole name
	MaskedConflict         // what the bank shows disagrees
	Different              // another name
	TooLong                // not a name: more than 64 characters or 256 bytes
	HashMiss               // the bank's hash is not that of the name; nothing more can be said
	AllMasked              // the bank shows nothing
	classes
)

var classNames = [classes]string{
	"", "exact", "equivalent", "masked-compatible", "hash-match", "dot-differs", "variant", "token-order",
	"homophone", "near-homophone", "confusable-glyph", "transposed", "extra-char", "missing-char",
	"rare-placeholder", "rare-pinyin", "rare-split", "romanised", "masked-conflict", "different", "too-long",
	"hash-miss", "all-masked",
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
}

// Plain reports whether a name is nothing but hanzi in their usual form: held
// against the same text, it is Exact.
func Plain(name string) bool { return len(name) <= maxBytes && plainHan(name) }

// Compare holds the claimed name against the bank's record, which may be
// masked. Who has no name on either side gets NotCompared. The time is linear
// in the length, and the length is limited.
func Compare(claimed, bank string) Result {
	if len(claimed) > maxBytes || len(bank) > maxBytes {
		return Result{Class: TooLong}
	}
	if claimed == bank && plainHan(bank) {
		return Result{Class: Exact}
	}
	var a, b text
	var room room
	if !a.read(claimed, &claims, &room) || !b.read(bank, &banks, &room) {
		return Result{Class: TooLong}
	}
	switch {
	case a.n == 0 || b.n == 0:
		return Result{}
	case b.masked:
		return compareMasked(&a, &b)
	case claimed == bank:
		return Result{Class: Exact}
	case !a.han && b.han:
		return Result{Class: Different}
	case !a.han:
		return compareLatin(&a, &b, len(bank))
	case a.equal(&b) && a.sameDots(&b):
		return Result{Class: Equivalent}
	case b.han || b.hole:
		return compareHan(&a, &b)
	}
	return compareRomanised(&a, &b)
}
