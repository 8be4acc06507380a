package cnname

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A spelling is how the Latin letters beyond the 26 are written with these.
type spelling uint8

const (
	bare      spelling = iota // without an accent or stroke
	passport                  // as a passport has them in the lines that machines read
	passportX                 // … in its other form for Ñ and Ü
)

// letters returns the letters of a capital or small one, "" for what only loses its
// accents. Those of passports are of ICAO Doc 9303, part 3, section 6.
func (s spelling) letters(r rune) string {
	r = unicode.ToUpper(r)
	if s != bare {
		switch r {
		case 'Ä':
			return "AE"
		case 'Å':
			return "AA"
		case 'Ö', 'Ø':
			return "OE"
		case 'Ü':
			if s == passportX {
				return "UXX"
			}
			return "UE"
		case 'Ñ':
			if s == passportX {
				return "NXX"
			}
		}
	}
	switch r {
	case 'ß', 'ẞ':
		return "SS"
	case 'Æ':
		return "AE"
	case 'Œ':
		return "OE"
	case 'Þ':
		return "TH"
	case 'Đ', 'Ð':
		return "D"
	case 'Ł':
		return "L"
	case 'Ø':
		return "O"
	case 'Ħ':
		return "H"
	case 'Ŋ':
		return "N"
	case 'Ŧ':
		return "T"
	}
	return ""
}

// readSpelt is read with another spelling.
func (t *text) readSpelt(name string, from side, s spelling) bool {
	t.spelling = s
	return t.read(norm.NFC.String(name), from)
}

// compareSpelt compares names in Latin letters of which one has letters beyond the 26,
// and that are not the same without their accents: the bank may have the passport's
// spelling of them, or may have lost them.
func compareSpelt(claimed, bank string, bare Result, a, b *text) Result {
	for _, s := range [...]spelling{passport, passportX} {
		var x, y text
		if !x.readSpelt(claimed, claim, s) || !y.readSpelt(bank, record, s) {
			continue
		}
		switch r := compare(claimed, bank, &x, &y); r.Class {
		case Equivalent, MaskedCompatible, TokenOrder, MissingPart:
			return r
		}
	}
	if bare.Class == Different || bare.Class == ExtraChar {
		if r := compareLostLetters(a, b.chars.runes()); r.Class == RecordDefect {
			return r
		}
	}
	return bare
}

// compareLostLetters finds that the record is the claim without letters beyond the 26,
// or with marks for their bytes.
func compareLostLetters(claimed *text, bank []rune) Result {
	r := Result{Class: RecordDefect}
	for i, x := range claimed.chars.runes() {
		if len(bank) > 0 && bank[0] == x {
			bank = bank[1:]
			continue
		}
		if r.Differing++; claimed.foreign>>i&1 == 0 || r.Differing > maxSlips {
			return Result{Class: Different}
		}
		if r.Differing == 1 {
			r.Position = uint8(i + 1)
		}
		bank = bank[holesAt(bank):]
	}
	if len(bank) > 0 {
		return Result{Class: Different}
	}
	return r
}
