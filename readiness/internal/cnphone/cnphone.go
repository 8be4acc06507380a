// Package cnphone tells what a telephone number is to a bank in China: a
// mainland mobile that can be registered on an account, or why not.
//
// Mainland mobiles are judged by the allocation of the Ministry of Industry
// and Information Technology (data/segments.csv), everything else by
// nyaruka/phonenumbers. Operators are not told: numbers can be ported. With the build tag
// payready_small, for a browser, that library is left out and its numbers are NotSupported.
//
// Results never hold a digit of a number.
package cnphone

//go:generate go run ./gen

import (
	"strings"

	"github.com/payready/payready/internal/typed"
)

// Class is what a number is. Its String is the code of the finding. The zero
// Class is invalid.
type Class uint8

const (
	_               Class = iota
	OK                    // mainland mobile
	MVNO                  // mainland mobile of a virtual operator (170, 171, 162, 165, 167)
	Foreign               // mobile of another country, Hong Kong, Macao or Taiwan
	Satellite             // satellite telephone (174, 1349, 1619)
	DataCard              // data cards and second numbers (145, 147, 149)
	UnlistedSegment       // not in the allocation, but in newer numbering data
	IoT                   // number of a thing (146, 148, and 13 digits)
	Landline              // fixed line, here or abroad
	ServiceNumber         // 400, 800, short numbers, emergency and maritime networks
	Unassigned            // the shape of a mainland mobile, and no such segment
	Malformed             // no number
	Masked                // some digits are hidden
	Spreadsheet           // written as a quantity, 1.38E+10: the table is damaged, not the number
	NotSupported          // not told by a build without the numbers of other countries
	classes
)

var classNames = [classes]string{
	"", "ok", "mvno", "foreign", "satellite", "data-card", "unlisted-segment", "iot",
	"landline", "service-number", "unassigned", "malformed", "masked", "spreadsheet", "not-supported",
}

// String returns the code of the finding, "" for the zero Class.
func (c Class) String() string {
	if c >= classes {
		c = 0
	}
	return classNames[c]
}

// Usable reports whether a number of this class can be submitted.
func (c Class) Usable() bool { return OK <= c && c <= UnlistedSegment }

// Parse tells what a number is. Spaces, hyphens, brackets, dots, full-width
// digits, invisible marks, what keeps a number text in a spreadsheet, the prefixes +86, 0086, 86, the trunk 0 and the
// dialling prefixes of cheap long-distance calls are no matter, nor is the plus
// of a country code of Hong Kong, Macao or Taiwan.
func Parse(s string) Class {
	if plain(s) {
		return mobile(s)
	}
	var buf number
	c, _ := buf.read(s)
	return c
}

// Canonical returns a usable number as it is to be submitted: the 11 digits of
// a mainland mobile, otherwise E.164 with its plus. Other text comes back as
// it is. A mainland mobile typed without a break is not copied.
func Canonical(s string) string {
	var buf number
	c, e164 := buf.read(s)
	switch {
	case !c.Usable():
		return s
	case c == Foreign:
		return e164
	}
	national := string(buf.digits[:buf.n])
	if i := strings.Index(s, national); i >= 0 {
		return s[i : i+len(national)]
	}
	return strings.Clone(national)
}

// mobile classes 11 digits that begin with 1.
func mobile(s string) Class {
	switch {
	case s[1] >= '3':
		head := int(s[1]-'0')*1000 + int(s[2]-'0')*100 + int(s[3]-'0')*10 + int(s[4]-'0')
		return Class(segments[head-3000])
	case s[1] == '0': // 106…: text message platforms
		return ServiceNumber
	}
	return Malformed
}

// plain reports whether s is 11 digits, of which the first is 1.
func plain(s string) bool {
	if len(s) != 11 || s[0] != '1' {
		return false
	}
	// The bytes of digits are 3x, and stay so when 6 is added.
	const zeros, high, six = 0x3030303030303030, 0xF0F0F0F0F0F0F0F0, 0x0606060606060606
	a, b := eight(s)^zeros, eight(s[3:])^zeros
	return (a|(a+six)|b|(b+six))&high == 0
}

// eight loads the first eight bytes of s.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const (
	maxBytes  = 96 // bounds the work: no number has as many digits, marks and spaces
	maxDigits = 24 // E.164 allows 15; dialling prefixes come on top
)

// A number is text reduced to digits, of a mainland number without prefixes.
// A hidden digit is '*'.
type number struct {
	digits [maxDigits]byte
	n      int
	plus   bool // a country code follows
	masked bool
}

// read reduces the text and classes it. Foreign numbers come with their E.164
// form.
func (b *number) read(s string) (Class, string) {
	class, e164 := b.readLine(s)
	if head, ok := withoutExtension(s); ok && class == Malformed {
		var line number
		if behind, _ := line.readLine(head); behind == Landline {
			return Landline, ""
		}
	}
	return class, e164
}

// readLine is read for a number without an extension.
func (b *number) readLine(s string) (Class, string) {
	if len(s) > maxBytes {
		return Malformed, ""
	}
	// A spreadsheet keeps 15 digits, so that zeros at the end are a mobile's own.
	if typed.Rewritten(typed.Unquote(s)) {
		return Spreadsheet, ""
	}
	if !b.fold(s) {
		return Malformed, ""
	}
	b.dropPrefixes()
	if b.masked {
		return Masked, ""
	}
	d := string(b.digits[:b.n])
	if b.plus {
		return foreign(d)
	}
	return mainland(d)
}

// withoutExtension cuts off what is dialled behind a fixed line: one to six digits
// after a hyphen or a word. It is false when nothing looks like it.
func withoutExtension(s string) (string, bool) {
	head := strings.TrimRight(s, "0123456789")
	if n := len(s) - len(head); n < 1 || n > 6 {
		return "", false
	}
	head = strings.TrimRight(head, " ")
	for _, mark := range [...]string{"-", "－", "—", "转", "分机", "ext.", "ext"} {
		if line, ok := strings.CutSuffix(head, mark); ok {
			return line, true
		}
	}
	return "", false
}

// fold is false for text that cannot be a number.
func (b *number) fold(s string) bool {
	if len(s) > maxBytes {
		return false
	}
	for _, r := range typed.Unquote(s) {
		r = typed.ASCII(r)
		var c byte
		switch {
		case '0' <= r && r <= '9':
			c = byte(r)
		case r == '+':
			if b.n > 0 || b.plus {
				return false
			}
			b.plus = true
			continue
		case separator(r):
			continue
		case mask(r):
			c, b.masked = '*', true
		default:
			return false
		}
		if b.n == len(b.digits) {
			return false
		}
		b.digits[b.n] = c
		b.n++
	}
	return b.n > 0
}

// dropPrefixes takes away what stands in front of a mainland number, and
// leaves plus set where a foreign country code follows.
func (b *number) dropPrefixes() {
	if !b.plus && b.n > 10 && b.has("00") {
		b.drop(2)
		b.plus = true
	}
	switch {
	case b.plus && b.has("86"):
		b.plus = false
		b.drop(2)
	case !b.plus && b.n == 13 && b.has("861"):
		b.drop(2)
	case !b.plus && b.withoutPlus():
		b.plus = true
	}
	if b.plus {
		// The trunk 0 of a Taiwan mobile is no part of it behind the country code.
		if b.n == 13 && b.has("88609") {
			copy(b.digits[3:], b.digits[4:b.n])
			b.n--
		}
		return
	}
	// Prefixes of the operators for cheap long-distance calls, out of use.
	for _, p := range [...]string{"12593", "17951", "17911", "17909"} {
		if b.n == len(p)+11 && b.has(p) {
			b.drop(len(p))
		}
	}
	if b.n == 12 && b.has("01") && b.digits[2] >= '3' { // 010 is Beijing
		b.drop(1)
	}
}

// withoutPlus reports whether the digits are a number of Hong Kong, Macao or
// Taiwan whose country code lacks its plus. Length and head leave no other
// reading: the area codes 0852 and 0853 went when Guizhou's 0851 took their
// cities over on 20 December 2014, and no mainland number has 12 or 13 digits of
// which the first are 8869 or 88609. Eight digits without a country code may be
// a landline as well: they stay what they are in the mainland.
func (b *number) withoutPlus() bool {
	switch b.n {
	case 11: // eight digits behind the country code; mobiles of Macao begin with 6
		return b.has("852") || b.has("8536")
	case 12:
		return b.has("8869")
	case 13:
		return b.has("88609")
	}
	return false
}

func (b *number) has(prefix string) bool {
	return strings.HasPrefix(string(b.digits[:b.n]), prefix)
}

func (b *number) drop(n int) {
	b.n = copy(b.digits[:], b.digits[n:b.n])
}

// mainland classes digits as they are dialled in the mainland, where they may
// still lead abroad.
func mainland(d string) (Class, string) {
	n := len(d)
	switch {
	case n == 11 && d[0] == '1':
		return mobile(d), ""
	case n == 13 && (d[:4] == "1064" || d[:4] == "1410" || d[:4] == "1440" || d[:4] == "1441"):
		return IoT, ""
	case 3 <= n && n <= 6 && (d[0] == '1' || d[0] == '9'), n == 8 && (d[:2] == "95" || d[:3] == "101"):
		return ServiceNumber, "" // police, operators, banks; 1010xxxx and 95xxxxxx have eight digits
	case n == 10 && (d[:3] == "400" || d[:3] == "800"):
		return ServiceNumber, ""
	case (n == 7 || n == 8) && '2' <= d[0] && d[0] <= '8':
		return Landline, "" // without its area code
	case n < 7:
		return Malformed, ""
	}
	return library(strings.Clone(d), "CN")
}

// foreign classes the digits behind a plus.
func foreign(d string) (Class, string) {
	// +1 typed before a mainland mobile: the library would drop the second 1
	// and see somebody's number in North America.
	if len(d) == 12 && d[:2] == "11" {
		return Malformed, ""
	}
	return library("+"+d, "ZZ")
}

// separator adds the points, brackets and strokes of telephone numbers to what
// separates any number.
func separator(r rune) bool {
	switch r {
	case '.', '(', ')', '/', '\u00B7':
		return true
	}
	return typed.Skip(r)
}

func mask(r rune) bool {
	switch r {
	case '*', '×', '•', '●', '○', '■', '□', '█', '#', '?', 'x', 'X':
		return true
	}
	return typed.IsX(r)
}
