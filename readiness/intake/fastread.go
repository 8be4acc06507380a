package intake

import (
	"encoding"
	"encoding/binary"
	"math/bits"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/internal/jsonread"
	"github.com/payready/payready/readiness/workday"
)

//go:generate go run ./internal/gen

// A fastReader reads the JSON of a submission that is just as it should be. Of anything
// else it is unsure and gives up, and the JSON module reads the submission again and
// says what is wrong. So it needs no errors, and may refuse what is allowed but rare.
//
// All Secrets share one copy of the input.
type fastReader struct {
	b      []byte
	i      int
	copied string // b, once a text was needed
	unsure bool
}

// readFast reads a submission. It is false if it is unsure; s may then hold anything.
func readFast(s *Submission, b []byte) bool {
	if len(b) > MaxSubmissionBytes || !utf8.Valid(b) {
		return false
	}
	r := fastReader{b: b}
	*s = Submission{}
	if !r.readSubmission(s) || r.peek() != 0 || r.i != len(b) {
		return false
	}
	s.ID = strings.Clone(s.ID) // a report keeps it, and nothing else
	return true
}

func (r *fastReader) refuse() bool {
	r.unsure = true
	return false
}

// peek skips white space, of which programs write none, and returns the next byte, or 0
// at the end.
func (r *fastReader) peek() byte {
	if r.i < len(r.b) && r.b[r.i] > ' ' {
		return r.b[r.i]
	}
	return r.peekFar()
}

func (r *fastReader) peekFar() byte {
	for ; r.i < len(r.b); r.i++ {
		switch c := r.b[r.i]; c {
		case ' ', '\n', '\t', '\r':
		default:
			return c
		}
	}
	return 0
}

// skip reads one byte, if it is the next one.
func (r *fastReader) skip(c byte) bool {
	if r.peek() != c {
		return false
	}
	r.i++
	return true
}

// object begins an object and reports whether it has a member.
func (r *fastReader) object() bool {
	if !r.skip('{') {
		return r.refuse()
	}
	return !r.skip('}')
}

// more ends an element and reports whether another follows.
func (r *fastReader) more(end byte) bool {
	switch {
	case r.unsure:
		return false
	case r.skip(','):
		return true
	case r.skip(end):
		return false
	}
	return r.refuse()
}

// member reads the name of a member and its colon and returns its index among the names,
// or -1. Programs write members in one order, so it looks first at what comes after the
// last one.
func (r *fastReader) member(names []string, last int) int {
	if r.peek() != '"' {
		return -1
	}
	b := r.b[r.i+1:]
	for range names {
		if last++; last == len(names) {
			last = 0
		}
		if n := len(names[last]); n < len(b) && b[n] == '"' && string(b[:n]) == names[last] {
			r.i += n + 2
			if !r.skip(':') {
				break
			}
			return last
		}
	}
	return -1
}

func (r *fastReader) null() bool { return r.peek() == 'n' && r.literal("null") }

func (r *fastReader) literal(s string) bool {
	if r.peek() != s[0] || len(r.b)-r.i < len(s) || string(r.b[r.i:r.i+len(s)]) != s {
		return false
	}
	r.i += len(s)
	return true
}

// quoted reads a string without escapes and returns what stands between the quotation
// marks. It looks at eight bytes at a time: names and strings are most of what there is
// to read.
func (r *fastReader) quoted() (text []byte, plain bool) {
	if r.peek() != '"' {
		return nil, false
	}
	b, n := r.b[r.i+1:], 0
	for n+8 <= len(b) {
		if found := special(binary.LittleEndian.Uint64(b[n:])); found != 0 {
			n += bits.TrailingZeros64(found) / 8
			break
		}
		n += 8
	}
	for n < len(b) && b[n] >= ' ' && b[n] != '"' && b[n] != '\\' {
		n++ // among the last bytes of all
	}
	if n == len(b) || b[n] != '"' {
		return nil, false
	}
	r.i += n + 2
	return b[:n], true
}

// special marks, in the highest bit of its byte, the first of eight bytes that is a
// quotation mark, a backslash or a control character. Bytes after it may be marked, too.
func special(w uint64) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	quote, slash := w^'"'*ones, w^'\\'*ones
	return ((quote-ones)&^quote | (slash-ones)&^slash | (w-' '*ones)&^w) & tops
}

// str reads a string.
func (r *fastReader) str() (string, bool) {
	b, plain := r.quoted()
	if plain {
		if len(b) == 0 {
			return "", true
		}
		if r.copied == "" {
			r.copied = string(r.b)
		}
		end := r.i - 1
		return r.copied[end-len(b) : end], true
	}
	return r.escaped()
}

// escaped reads a string with escapes.
func (r *fastReader) escaped() (string, bool) {
	if r.peek() != '"' {
		return "", false
	}
	for end := r.i + 1; end < len(r.b); end++ {
		switch r.b[end] {
		case '\\':
			end++
		case '"':
			text, err := jsontext.AppendUnquote(nil, r.b[r.i:end+1])
			r.i = end + 1
			return string(text), err == nil
		}
	}
	return "", false
}

func (r *fastReader) text(v *string) (ok bool) {
	*v, ok = r.str()
	return ok
}

func (r *fastReader) secret(v *Secret) bool {
	s, ok := r.str()
	*v = Hide(s)
	return ok && s != redacted
}

func (r *fastReader) fact(v *Fact) bool {
	if r.peek() == 't' {
		*v = Yes
		return r.literal("true")
	}
	*v = No
	return r.literal("false")
}

func (r *fastReader) day(v *workday.Date) bool {
	b, plain := r.quoted()
	return plain && v.UnmarshalText(b) == nil
}

// chinaTime() is the location that time.Parse makes for +08:00.
// moment reads a time. One in China time with whole seconds, as nearly all are, is read
// here.
func (r *fastReader) moment(v *time.Time) bool {
	b, plain := r.quoted()
	if !plain {
		return false
	}
	const layout = "0000-00-00T00:00:00+08:00"
	if len(b) == len(layout) && string(b[19:]) == layout[19:] {
		if t, ok := clockTime(b[:19]); ok {
			*v = t
			return true
		}
	}
	return jsonread.Moment(v, b)
}

// clockTime reads a day up to the 28th of a month and a time of day, such as
// 2026-11-24T12:00:00. It is false for anything else.
func clockTime(b []byte) (time.Time, bool) {
	if b[4] != '-' || b[7] != '-' || b[10] != 'T' || b[13] != ':' || b[16] != ':' {
		return time.Time{}, false
	}
	century, year, month, day := twoDigits(b[0:2]), twoDigits(b[2:4]), twoDigits(b[5:7]), twoDigits(b[8:10])
	hour, minute, second := twoDigits(b[11:13]), twoDigits(b[14:16]), twoDigits(b[17:19])
	if century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(century*100+year, time.Month(month), day, hour, minute, second, 0, time.FixedZone("", 8*60*60)), true // as time.Parse has it; one for all
}

// twoDigits returns a number of two digits, or one over 99.
func twoDigits(b []byte) int {
	tens, units := b[0]-'0', b[1]-'0'
	if tens > 9 || units > 9 {
		return 100
	}
	return int(tens)*10 + int(units)
}

// digits reads digits as JSON allows them before a point.
func (r *fastReader) digits() ([]byte, bool) {
	start := r.i
	for r.i < len(r.b) && r.b[r.i]-'0' <= 9 {
		r.i++
	}
	b := r.b[start:r.i]
	return b, len(b) == 1 || len(b) > 1 && b[0] != '0'
}

// ends reports whether a number ends here.
func (r *fastReader) ends() bool {
	switch r.peek() {
	case ',', '}', ']':
		return true
	}
	return false
}

func readOpt[T ~int64](r *fastReader, v *Opt[T]) bool {
	negative := r.skip('-')
	b, ok := r.digits()
	if !ok || len(b) > 16 {
		return false
	}
	var n int64
	for _, c := range b {
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	*v = Some(T(n))
	return n <= jsonread.MaxInt && n >= -jsonread.MaxInt && r.ends()
}

func (r *fastReader) percent(v *Opt[Percent]) bool {
	r.peek()
	start := r.i
	if _, ok := r.digits(); !ok {
		return false
	}
	if r.i < len(r.b) && r.b[r.i] == '.' {
		r.i++
		from := r.i
		r.digits()
		if r.i == from {
			return false
		}
	}
	v.OK = true
	return v.V.UnmarshalJSON(r.b[start:r.i]) == nil && r.ends()
}

// readWord reads a word of an enumeration.
func readWord[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](r *fastReader, v *T) bool {
	b, plain := r.quoted()
	return plain && len(b) > 0 && P(v).UnmarshalText(b) == nil
}

func readList[T any](r *fastReader, v *[]T, read func(*fastReader, *T) bool) bool {
	if !r.skip('[') {
		return false
	}
	list := []T{}
	for more := !r.skip(']'); more; more = r.more(']') {
		var zero T
		list = append(list, zero)
		if !r.null() && !read(r, &list[len(list)-1]) {
			return false
		}
	}
	*v = list
	return !r.unsure
}
