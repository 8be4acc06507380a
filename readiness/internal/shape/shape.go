// Package shape validates the form of inputs: lengths, ranges and alphabets. It
// reports the field and the kind of mistake, never the value. The errors of the
// underlying validator contain values, so they do not leave this package.
package shape

import (
	"reflect"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
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
	v    *validator.Validate
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

// Check returns the invalid fields of s, a struct or a pointer to one, in the order
// of the struct.
func (c *Checker) Check(s any) []Problem {
	c.once.Do(c.build)
	err := c.v.Struct(s)
	if err == nil {
		return nil
	}
	list, ok := err.(validator.ValidationErrors)
	if !ok {
		return []Problem{{Kind: "malformed"}}
	}
	out := make([]Problem, len(list))
	for i, e := range list {
		kind, ok := kinds[e.ActualTag()]
		if !ok {
			kind = "malformed"
		}
		out[i] = Problem{pointer(e.Namespace()), kind}
	}
	return out
}

// pointer converts "Submission.network.ip_records[0].source" to a JSON Pointer.
func pointer(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	return "/" + strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(path)
}

func (c *Checker) build() {
	c.v = validator.New(validator.WithRequiredStructEnabled())
	c.v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	c.v.RegisterCustomTypeFunc(c.Unwrap, c.Types...)
	// The alias keeps struct tags short.
	c.v.RegisterAlias("code", "text=64,word")
	for tag, fn := range c.Tags {
		register(c.v, tag, func(f validator.FieldLevel) bool { return fn(f.Field().Interface()) })
	}
	for tag, fn := range map[string]validator.Func{"text": isText, "word": isWord, "digits": isDigits, "country": isCountry} {
		register(c.v, tag, fn)
	}
}

func register(v *validator.Validate, tag string, fn validator.Func) {
	if err := v.RegisterValidation(tag, fn); err != nil {
		panic("shape: " + err.Error()) // the tag names are constants
	}
}

// isText accepts valid UTF-8 of at most the given number of bytes.
func isText(f validator.FieldLevel) bool {
	s := f.Field().String()
	most := 0
	for _, c := range f.Param() {
		most = most*10 + int(c-'0')
	}
	return len(s) <= most && utf8.ValidString(s)
}

// isWord accepts printable ASCII.
func isWord(f validator.FieldLevel) bool {
	return strings.IndexFunc(f.Field().String(), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsPrint(r) }) < 0
}

func isDigits(f validator.FieldLevel) bool {
	return strings.Trim(f.Field().String(), "0123456789") == ""
}

// isCountry accepts two ASCII letters.
func isCountry(f validator.FieldLevel) bool {
	s := f.Field().String()
	return len(s) == 2 && strings.Trim(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
