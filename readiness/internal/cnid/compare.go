package cnid

import "strings"

// Match is how a claimed number relates to the one a bank holds. Its String is
// the code of the finding. The zero Match means that nothing was compared.
type Match uint8

const (
	NotCompared    Match = iota
	Equal                // the same number
	MaskedMatch          // what the bank shows agrees
	Equal15              // the bank holds the 15 digit form of the same number
	KindDiffers          // numbers of different documents, or of one and its replacement: one person can have both
	Mismatch             // another number
	MaskedConflict       // what the bank shows disagrees
	matches
)

var matchNames = [matches]string{"", "match", "masked-match", "legacy-15", "kind-differs", "mismatch", "masked-conflict"}

// String returns the code of the finding, "" when nothing was compared.
func (m Match) String() string {
	if m >= matches {
		m = NotCompared
	}
	return matchNames[m]
}

// A Comparison is the outcome of Compare. Visible of the Total characters of
// the number that is not masked could be seen on both sides and agree; where
// neither or both are masked, Total counts the longer form.
type Comparison struct {
	Match          Match
	Visible, Total uint8
	Slip           bool // a mismatch by one character, or by two neighbours in the other order
}

// Compare holds a claimed number against the bank's record, either of which
// may be masked in any usual pattern. The kinds may be Unknown. It is symmetric
// in its two numbers. A mask that shows nothing, an empty number and one that
// cannot be read compare as NotCompared. Of a number that a spreadsheet has rounded
// the zeros count as hidden.
func Compare(claimKind Kind, claim string, bankKind Kind, bank string) Comparison {
	if claim == bank && len(bank) == 18 { // the plain case, without a copy
		if _, ok := seventeenOf(bank); ok && (bank[17]-'0' <= 9 || bank[17] == 'X') {
			return Comparison{Match: Equal, Visible: 18, Total: 18}
		}
	}
	var bufA, bufB [maxChars]byte
	na, maskedA, stA := foldMasked(&bufA, claim)
	nb, maskedB, stB := foldMasked(&bufB, bank)
	if stA != 0 || stB != 0 {
		return Comparison{}
	}
	maskedA = hideRounded(bufA[:na]) || maskedA
	maskedB = hideRounded(bufB[:nb]) || maskedB
	a, b := string(bufA[:na]), string(bufB[:nb])
	if maskedA || maskedB {
		c := compareMasked(a, b)
		if c.Match == MaskedConflict && (replaced(claimKind, a, bankKind, b) || maskedKindsDiffer(claimKind, bufA[:na], bankKind, bufB[:nb])) {
			c.Match = KindDiffers
		}
		return c
	}
	c := Comparison{Total: uint8(max(na, nb))}
	switch {
	case a == b:
		c.Match, c.Visible = Equal, c.Total
	case same15(a, b) || same15(b, a):
		c.Match, c.Visible = Equal15, 15
	case kindsDiffer(claimKind, a, bankKind, b), replaced(claimKind, a, bankKind, b):
		c.Match = KindDiffers
	default:
		c.Match, c.Slip = Mismatch, slipped(a, b)
	}
	return c
}

// slipped reports whether two numbers of one length differ in one character, or in two
// neighbours that have changed places. Of 18 characters the last follows from the others.
func slipped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 18 {
		a, b = a[:17], b[:17]
	}
	first, n := 0, 0
	for i := range len(a) {
		if a[i] != b[i] {
			if n == 0 {
				first = i
			}
			n++
		}
	}
	return n <= 1 || n == 2 && first+1 < len(a) && a[first] == b[first+1] && a[first+1] == b[first]
}

func same15(short, long string) bool {
	var b [18]byte
	return to18(&b, short) && string(b[:]) == long
}

// compareMasked aligns two numbers of which at least one has hidden
// characters: place by place when they are equally long, also against the 15
// digit form; otherwise a run of masks stands for any number of characters, as
// masks of a fixed width do.
func compareMasked(a, b string) Comparison {
	if len(a) < len(b) {
		a, b = b, a
	}
	total := uint8(len(a))
	if strings.IndexByte(a, '*') >= 0 && strings.IndexByte(b, '*') < 0 {
		total = uint8(len(b))
	}
	visible, ok := agree(a, b)
	if len(a) == 18 && len(b) == 15 && !ok {
		// Century and check character are what the short form lacks.
		var short [15]byte
		copy(short[:], a[:6])
		copy(short[6:], a[8:17])
		visible, ok = agree(string(short[:]), b)
	}
	switch {
	case !ok:
		return Comparison{Match: MaskedConflict, Total: total}
	case visible == 0:
		return Comparison{Total: total}
	}
	return Comparison{Match: MaskedMatch, Visible: uint8(visible), Total: total}
}

// agree counts the visible characters that the two share. It is false when
// any of them differ.
func agree(a, b string) (visible int, ok bool) {
	if len(a) == len(b) {
		return agreeInPlace(a, b)
	}
	first, last := strings.IndexByte(b, '*'), strings.LastIndexByte(b, '*')
	if first < 0 { // the longer one carries the masks: it may only be a wide mask of a shorter number
		a, b = b, a
		first, last = strings.IndexByte(b, '*'), strings.LastIndexByte(b, '*')
	}
	head, tail := b[:first], b[last+1:]
	if len(head)+len(tail) > len(a) {
		return 0, false
	}
	n, ok := agreeInPlace(a[:len(head)], head)
	m, ok2 := agreeInPlace(a[len(a)-len(tail):], tail)
	return n + m, ok && ok2
}

func agreeInPlace(a, b string) (visible int, ok bool) {
	for i := range len(a) {
		switch {
		case a[i] == '*' || b[i] == '*':
		case a[i] != b[i]:
			return 0, false
		default:
			visible++
		}
	}
	return visible, true
}

// differ reports whether two kinds are known and have different numbers.
func differ(a, b Kind) bool {
	if a == TemporaryResidentID {
		a = ResidentID
	}
	if b == TemporaryResidentID {
		b = ResidentID
	}
	return a != b && a != Unknown && b != Unknown
}

func kindsDiffer(kindA Kind, a string, kindB Kind, b string) bool {
	kindA, kindB = guess(kindA, a), guess(kindB, b)
	switch {
	case differ(kindA, kindB):
		return true
	case kindA != kindB:
		return false
	case kindA == Passport: // a renewed passport has a new number
		return true
	}
	if kindA != ForeignPermanentResident {
		return false
	}
	formA, formB := foreignForm(a), foreignForm(b)
	return formA != 0 && formB != 0 && formA != formB
}

// replaced reports whether two numbers are of one person's travel permit and of
// its replacement: what counted the issues stood behind the number that one person
// keeps. That is no Equal: what is submitted is not what the bank holds.
func replaced(kindA Kind, a string, kindB Kind, b string) bool {
	n := lifelong(kindA, a)
	if n == 0 || n != lifelong(kindB, b) || len(a) == n && len(b) == n {
		return false
	}
	_, same := agreeInPlace(a[:n], b[:n])
	return same
}

// lifelong returns how many characters of a travel permit's number never change,
// 0 when s is none: nine with a letter in front, eight of a Taiwan resident.
func lifelong(kind Kind, s string) int {
	if kind != Unknown && kind != TravelPermit {
		return 0
	}
	switch n := len(s); {
	case (s[0] == 'H' || s[0] == 'M') && (n == 9 || n == 11):
		return 9
	case s[0] < 'A' && (n == 8 || n == 10 || n == 11):
		return 8
	}
	return 0
}

// foreignForm tells the two forms of the foreign permanent resident card by the
// length of the whole number: 15 or 18, and 0 when too little of it is shown. A
// mask of a fixed width hides the length, so the first character goes before it.
func foreignForm(s string) int {
	switch {
	case s[0] >= 'A':
		return 15
	case s[0] != '*' || len(s) == 18:
		return 18
	case len(s) == 15:
		return 15
	}
	return 0
}

// maskedKindsDiffer is kindsDiffer where characters are hidden. Residence permits
// are often given as resident IDs, and a mask may hide the digits that tell them
// apart: between these, digits alone are no sign of another kind.
func maskedKindsDiffer(kindA Kind, a []byte, kindB Kind, b []byte) bool {
	if kindA <= ResidentID && kindB <= ResidentID && a[0] < 'A' && b[0] < 'A' {
		return false
	}
	unmask(a)
	unmask(b)
	return kindsDiffer(kindA, string(a), kindB, string(b))
}

// unmask puts a digit in every hidden place of a number whose first character
// and length show what it is. What has no letter in front and is shorter than a
// resident ID may be the end of anything.
func unmask(s []byte) {
	if s[0] < 'A' && (s[0] == '*' || len(s) < 15) {
		return
	}
	for i, c := range s {
		if c == '*' {
			s[i] = '0'
		}
	}
}

// guess is tell, and takes for a passport or a travel permit what has their
// usual shape. A resident ID number cut short is neither, and HA or MA and seven
// digits are both: one of a permit, and Macao's passport.
func guess(kind Kind, s string) Kind {
	switch kind = tell(kind, s); {
	case kind != Unknown || len(s) < 8 || len(s) > 11:
	case travelPermit(s) == Unverifiable && s[1] != 'A' && (len(s) < 11 || s[0] >= 'A'):
		return TravelPermit
	case len(s) <= 9 && s[0] >= 'A' && digits(s[2:]):
		return Passport
	}
	return kind
}
