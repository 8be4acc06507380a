package cardbin

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payready/payready/cardbin/internal/index"
	"github.com/payready/payready/internal/typed"
)

// MinPANDigits is the shortest card number that [ParsePAN] accepts.
const MinPANDigits = 12

// maxPANInput is the longest text worth reading: 19 full-width digits and as
// many separators, three bytes each, with room to spare.
const maxPANInput = 128

// Why a text is not a card number. Test with [errors.Is].
var (
	ErrEmpty     = errors.New("no digits")
	ErrTooShort  = errors.New("fewer than 12 digits")
	ErrTooLong   = errors.New("more than 19 digits")
	ErrCharacter = errors.New("a character that is no digit, space or hyphen")
	// ErrSpreadsheet is a number written as a quantity, like 6.22202E+18: whoever
	// exported the table must export it again, with the column as text. The holder
	// of the card did nothing wrong. See also [PAN.Rounded].
	ErrSpreadsheet = errors.New("a number that a spreadsheet has rewritten")
)

// A ParseError says why and where a text is not a card number. It never holds
// any of the text.
type ParseError struct {
	Pos int   // byte offset in the input of what was wrong; its length when something was missing
	Err error // ErrEmpty, ErrTooShort, ErrTooLong, ErrCharacter or ErrSpreadsheet
}

func (e *ParseError) Error() string {
	return "cardbin: card number: " + e.Err.Error() + " (at byte " + strconv.Itoa(e.Pos) + ")"
}

func (e *ParseError) Unwrap() error { return e.Err }

// A PAN is a card number (primary account number) of 12 to 19 digits; a
// leading zero is a digit like any other. It is 16 bytes, comparable with ==,
// usable as a map key and safe to copy. The zero PAN is no card number.
//
// Under every fmt verb, in slog, JSON, text and XML it prints as [PAN.Masked].
// Printers that walk memory instead of asking (fmt on somebody's unexported
// field, spew, testify) show words that are not the number. That keeps numbers
// out of logs by accident; it is no encryption.
type PAN struct {
	mixed  uint64 // the number × mix, mod 2⁶⁴
	digits uint64
}

// mix is odd, so that unmix undoes it: mix × unmix = 1 mod 2⁶⁴. All numbers of
// 19 digits are below 2⁶⁴. The plain number, or a digit a nibble, would be read
// off %d or %x of a struct that holds a PAN in an unexported field.
const (
	mix   = 0x9E3779B97F4A7C15
	unmix = 0xF1DE83E19937733D
)

// ParsePAN reads a card number as people and banks write it: ASCII or
// full-width digits with spaces, hyphens and invisible marks anywhere between,
// of whatever kind Unicode has, and the apostrophe or ="…" that keeps it text in
// a spreadsheet. The error is a *[ParseError].
//
// It says nothing of the check digit: see [PAN.LuhnValid], [PAN.Rounded] and
// [Record.Luhn].
func ParsePAN(s string) (PAN, error) {
	if number, ok := plainNumber(s); ok {
		return PAN{number * mix, uint64(len(s))}, nil
	}
	return parseTyped(s)
}

// parseTyped reads what is not digits alone.
func parseTyped(s string) (PAN, error) {
	if len(s) > maxPANInput {
		return PAN{}, &ParseError{maxPANInput, ErrTooLong}
	}
	text := typed.Unquote(s)
	number, digits := uint64(0), 0
	for i := 0; i < len(text); {
		size, d := 1, uint64(text[i]-'0')
		if d > 9 {
			if text[i] == ' ' || text[i] == '-' { // as most do
				i++
				continue
			}
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			r = typed.ASCII(r)
			switch {
			case r >= '0' && r <= '9':
				d = uint64(r - '0')
			case typed.Skip(r):
				i += size
				continue
			case typed.Rewritten(text):
				return PAN{}, &ParseError{strings.Index(s, text) + i, ErrSpreadsheet}
			default:
				return PAN{}, &ParseError{strings.Index(s, text) + i, ErrCharacter}
			}
		}
		if digits == MaxPANDigits {
			return PAN{}, &ParseError{strings.Index(s, text) + i, ErrTooLong}
		}
		number = number*10 + d
		digits++
		i += size
	}
	switch {
	case digits == 0:
		return PAN{}, &ParseError{len(s), ErrEmpty}
	case digits < MinPANDigits:
		return PAN{}, &ParseError{len(s), ErrTooShort}
	}
	return PAN{number * mix, uint64(digits)}, nil
}

// plainNumber reads what most numbers are: 12 to 19 ASCII digits and nothing
// else.
func plainNumber(s string) (number uint64, ok bool) {
	if len(s) < MinPANDigits || len(s) > MaxPANDigits {
		return 0, false
	}
	for ; len(s) >= 8; s = s[8:] {
		w := word(s) ^ zeros
		if !digitWord(w) {
			return 0, false
		}
		number = number*1e8 + eightDigits(w)
	}
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		number = number*10 + uint64(d)
	}
	return number, true
}

func (p PAN) number() uint64 { return p.mixed * unmix }

// IsZero reports whether p is the zero PAN, which is no card number.
func (p PAN) IsZero() bool { return p == PAN{} }

// Len returns the number of digits, leading zeros included: 12 to 19, and 0 for
// the zero PAN.
func (p PAN) Len() int { return int(p.digits) }

// Last4 returns the last four digits, which is how people tell their cards
// apart; "" for the zero PAN.
func (p PAN) Last4() string {
	if p.IsZero() {
		return ""
	}
	var buf [MaxPANDigits]byte
	return string(p.append(buf[:0])[p.Len()-4:])
}

// BIN returns the first n digits, at most 10: no prefix in use is longer.
// The zero PAN and n < 1 give "".
func (p PAN) BIN(n int) string {
	n = min(n, index.MaxDigits)
	if p.IsZero() || n < 1 {
		return ""
	}
	var buf [MaxPANDigits]byte
	return string(p.append(buf[:0])[:n])
}

// Masked returns the first six and the last four digits with a star for each
// digit between, as in 622202******1234 (PCI DSS 4.0, requirement 3.4.1). At
// least four digits are hidden, so 12 and 13 digits show fewer in front. The
// zero PAN gives "".
func (p PAN) Masked() string {
	var buf [MaxPANDigits]byte
	return string(p.appendMasked(buf[:0]))
}

// Reveal returns all digits, leading zeros included, for the one place that
// must send them on; "" for the zero PAN.
func (p PAN) Reveal() string {
	var buf [MaxPANDigits]byte
	return string(p.append(buf[:0]))
}

// LuhnValid reports whether the number ends in its Luhn check digit. What a
// failure means depends on the issuer: see [Record.Luhn]. False for the zero
// PAN.
func (p PAN) LuhnValid() bool { return !p.IsZero() && luhnValid(p.number()) }

// Rounded reports whether a spreadsheet has rounded the number. It keeps at most
// 15 digits and writes zeros for the rest, so that a number of 16 digits or more
// ends in 000 and no longer in its Luhn digit; when the number has been shown as
// 6.22202E+18 in between, it ends in ten zeros or more and Luhn says nothing. The
// digits in front may be right; as with [ErrSpreadsheet], only a new export brings
// the others back.
func (p PAN) Rounded() bool {
	const shown = 1e10 // 6.22202E+15, the shortest, leaves ten digits to zeros
	n := p.number()
	return p.Len() >= 16 && n%1000 == 0 && (n%shown == 0 || !p.LuhnValid())
}

// AllSame reports whether all digits are the same. No such card exists, yet
// sixteen zeros pass Luhn.
func (p PAN) AllSame() bool {
	if p.IsZero() {
		return false
	}
	ones := (tens[p.digits] - 1) / 9 // 111…1, as long as the number
	return p.number()%ones == 0      // its multiples of that length are 0 to 9 times
}

// tens holds the powers of ten. 10¹⁹ is below 2⁶⁴.
var tens = [MaxPANDigits + 1]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// head returns the first ten digits as a number.
func (p PAN) head() uint64 { return p.number() / tens[p.digits-index.MaxDigits] }

func (p PAN) append(dst []byte) []byte {
	dst = append(dst, "0000000000000000000"[:p.digits]...)
	putDigits(dst[len(dst)-p.Len():], p.number())
	return dst
}

func (p PAN) appendMasked(dst []byte) []byte {
	if p.IsZero() {
		return dst
	}
	dst = append(dst, "*******************"[:p.digits]...)
	shown, n := dst[len(dst)-p.Len():], p.number()
	head := min(6, p.Len()-8)
	putDigits(shown[:head], n/tens[p.Len()-head])
	putDigits(shown[p.Len()-4:], n)
	return dst
}

// putDigits writes the last digits of n over dst.
func putDigits(dst []byte, n uint64) {
	for len(dst) >= 2 {
		two := n % 100 * 2
		n /= 100
		dst[len(dst)-2], dst[len(dst)-1] = pairs[two], pairs[two+1]
		dst = dst[:len(dst)-2]
	}
	if len(dst) == 1 {
		dst[0] = byte('0' + n%10)
	}
}

const pairs = "00010203040506070809" + "10111213141516171819" + "20212223242526272829" + "30313233343536373839" + "40414243444546474849" +
	"50515253545556575859" + "60616263646566676869" + "70717273747576777879" + "80818283848586878889" + "90919293949596979899"

// String returns [PAN.Masked].
func (p PAN) String() string { return p.Masked() }

// Format writes [PAN.Masked], whatever the verb and its flags.
func (p PAN) Format(f fmt.State, _ rune) {
	var buf [MaxPANDigits]byte
	f.Write(p.appendMasked(buf[:0])) // fmt keeps its own errors
}

// LogValue returns [PAN.Masked].
func (p PAN) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// AppendText appends [PAN.Masked].
func (p PAN) AppendText(b []byte) ([]byte, error) { return p.appendMasked(b), nil }

// MarshalText returns [PAN.Masked]: JSON and XML never carry the number, and so
// a PAN cannot be read back from them. There is no UnmarshalText; use [ParsePAN].
func (p PAN) MarshalText() ([]byte, error) { return p.AppendText(nil) }

var _ interface {
	fmt.Formatter
	fmt.Stringer
	slog.LogValuer
} = PAN{}
