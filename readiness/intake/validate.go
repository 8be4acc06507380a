package intake

import (
	"reflect"
	"strings"
	"time"

	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/shape"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// A ShapeError lists the fields of the wrong shape: where and what kind of mistake,
// never a value. Mistakes says what may stand there, in either language.
type ShapeError struct{ Problems []Problem }

// A Problem is an input of the wrong shape. It holds no value.
type Problem struct {
	Field Field  `json:"field"`
	Kind  string `json:"kind"` // malformed, out-of-range, too-long, too-many; missing where a caller needs it
}

func (e *ShapeError) Error() string {
	var b strings.Builder
	b.WriteString("readiness: submission: ")
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		f, _ := formAt(p.Field.names())
		b.WriteString(string(p.Field) + ": " + p.Kind + ": " + p.text(f).In(remedy.EN))
	}
	return b.String()
}

var shapes = shape.Checker{
	Types: []any{Secret{}, Opt[int64]{}, Opt[Fen]{}, Opt[Percent]{}},
	Unwrap: func(v reflect.Value) any {
		if v.IsZero() { // most are, and Interface costs more
			if v.Type() == reflect.TypeFor[Secret]() {
				return ""
			}
			return nil
		}
		switch x := v.Interface().(type) {
		case Secret:
			return x.Reveal()
		case Opt[int64]:
			if x.OK {
				return &x.V
			}
		case Opt[Fen]:
			if x.OK {
				return &x.V
			}
		case Opt[Percent]:
			if x.OK {
				return &x.V
			}
		}
		return nil
	},
	Tags: map[string]func(any) bool{
		"submission_id": func(v any) bool { s, ok := v.(string); return ok && ValidID(s) },
		"moment":        func(v any) bool { t, ok := v.(time.Time); return ok && (t.IsZero() || chinatime.Unix(t) != 0) },
	},
}

// Validate checks the shape of a submission at the edge of a service: lengths,
// ranges, alphabets. It requires no field and does not judge; Assess does that, and
// does not need Validate first. The error is a *ShapeError.
func (s Submission) Validate() error {
	found := shapes.Check(&s)
	if len(found) == 0 {
		return nil
	}
	e := &ShapeError{Problems: make([]Problem, len(found))}
	for i, p := range found {
		e.Problems[i] = Problem{Field: Field(p.Path), Kind: p.Kind}
	}
	return e
}

// ValidID reports whether s can be a submission's ID: [A-Za-z0-9_-]{1,64}, but not
// shaped like a mobile, document or card number. Reports echo the ID, so it must not
// identify a person.
func ValidID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	digits, letters := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20-'a' < 26:
			letters++
		case c-'0' < 10:
			digits++
		case c != '_' && c != '-':
			return false
		}
	}
	for i := 3; i < len(s)-1; i++ {
		if s[i]|0x20-'a' < 26 {
			return true // documents have letters only among their first three characters and at the end
		}
	}
	if letters == 0 {
		// Mobile numbers have 11 digits, documents 15 or 18, cards 12 to 19.
		return digits < 11 || digits > 19
	}
	if isTravelDocument(s, letters, digits) {
		return false
	}
	switch cnid.Parse(cnid.Unknown, s, workday.Date{}, workday.Date{}).Status {
	case cnid.KindUnknown, cnid.Format, cnid.Length:
		return true
	}
	return false
}

// isTravelDocument reports whether s has the shape of a passport or a travel permit:
// the letter of a series, perhaps a second letter, and seven or eight digits. Chinese
// passports begin with E, G, D, S, P or K, permits with H, M or C.
func isTravelDocument(s string, letters, digits int) bool {
	return strings.IndexByte("EGDSPKHMC", s[0]&^0x20) >= 0 && letters <= 2 && (digits == 7 || digits == 8)
}
