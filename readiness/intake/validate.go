package intake

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/shape"
	"github.com/payready/payready/readiness/remedy"
)

// A ShapeError lists the fields of the wrong shape: where and what kind of mistake,
// never a value. Mistakes says what may stand there, in either language.
type ShapeError struct {
	Problems []Problem `json:"problems,omitempty"`
}

// A Problem is an input of the wrong shape. It holds no value.
type Problem struct {
	Field Field  `json:"field"`
	Kind  string `json:"kind"` // malformed, out-of-range, personal, too-long, too-many; missing where a caller needs it
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
	if s.shaped() && !s.namesAnybody() {
		return nil
	}
	return s.misshapen()
}

// namesAnybody reports whether one of numbers is a number of a person. It does not
// iterate over them, which would move s to the heap.
func (s *Submission) namesAnybody() bool {
	for i := range s.History.Attempts {
		if a := &s.History.Attempts[i]; s.IsPersonal(a.OrderID) || s.IsPersonal(a.BusinessID) {
			return true
		}
	}
	return s.IsPersonal(s.ID) || s.IsPersonal(s.Payout.OrderID) || s.IsPersonal(s.Payout.BusinessID)
}

// misshapen asks the validator, and says what is wrong.
func (s Submission) misshapen() error {
	var problems []Problem
	for _, p := range shapes.Check(&s) {
		problems = append(problems, Problem{Field: Field(p.Path), Kind: p.Kind})
	}
	for f, number := range s.numbers() {
		if s.IsPersonal(*number) { // which says more than that it is malformed
			problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Field == f })
			problems = append(problems, Problem{Field: f, Kind: "personal"})
		}
	}
	if problems == nil {
		return nil
	}
	return &ShapeError{Problems: problems}
}
