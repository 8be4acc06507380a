// Package shape validates the form of inputs: lengths, ranges and alphabets. It
// reports the field and the kind of mistake, never the value. The errors of the
// underlying validator contain values, so they do not leave this package.
//
// With the build tag payready_small, for a browser, a reader of the same tags stands in
// for the validator, which would be a quarter of such a program.
package shape

import (
	"reflect"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Problem is a field with an invalid value.
type Problem struct {
	Path string // JSON Pointer
	Kind string // too-long, too-many, out-of-range, malformed
}

// A Checker validates structs by their tags. It is safe for concurrent use after
// its fields are set.
type Checker struct {
	once sync.Once
	v    engine
	// Unwrap returns the plain value of a wrapper type, or nil if it is unset.
	Unwrap func(reflect.Value) any
	// Types are the wrapper types that Unwrap accepts.
	Types []any
	// Tags are additional tags.
	Tags map[string]func(value any) bool
}

// kinds maps a validator tag to the kind of mistake. Other tags mean malformed.
var kinds = map[string]string{
	"text": "too-long", "max": "too-many",
	"gte": "out-of-range", "lte": "out-of-range", "moment": "out-of-range",
}

// textTags look at a text; text=N is handled by each engine.
var textTags = [...]struct {
	name string
	is   func(string) bool
}{{"word", isWord}, {"digits", isDigits}, {"country", isCountry}}

// alias keeps struct tags short.
const alias, aliased = "code", "text=64,word"

// isText accepts valid UTF-8 of at most most bytes.
func isText(s, most string) bool {
	n := 0
	for _, c := range most {
		n = n*10 + int(c-'0')
	}
	return len(s) <= n && utf8.ValidString(s)
}

// isWord accepts printable ASCII.
func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsPrint(r) }) < 0
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// isCountry accepts two ASCII letters.
func isCountry(s string) bool {
	return len(s) == 2 && strings.Trim(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
