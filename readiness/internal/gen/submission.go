package main

import (
	"reflect"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// submissionSchema describes what ParseSubmission, in Strict mode, and Validate
// accept.
func submissionSchema(b *builder) *schema {
	b.null = true
	b.title = func(path string) string {
		if isInput[intake.Field(path)] {
			return bilingual(label(intake.Field(path)))
		}
		return ""
	}
	b.own = map[string]*schema{"Submission.extra": extraSchema()}
	s := b.object(reflect.TypeFor[intake.Submission](), "")
	s.Type = types{"object"}
	// The comment comes first in the file.
	s.Comment = "In Java or protobuf, use boxed or optional types and leave out unset values. " +
		"Null and absent members are unknown, but false and 0 are answers."
	s.Dialect, s.ID, s.Title = dialect, "urn:payready:submission:1", "Submission"
	s.Description += " Integers have no fraction or exponent. " +
		"Lengths are in characters here and in bytes of UTF-8 in the library, which also rejects duplicate names " +
		"and an id or an order number that is a document, mobile or card number of the submission."
	s.Defs = b.scalars("secret", "date", "moment")
	return s
}

// extraSchema describes the inputs of custom checks.
func extraSchema() *schema {
	most := int64(64)
	return &schema{
		Type: types{"object", "null"}, PropertyNames: text("^[a-z][a-z0-9_-]{0,31}$"), MaxProperties: &most,
		AdditionalProperties: &schema{AnyOf: []*schema{
			{Type: types{"boolean", "null"}},
			integer(-int64(intake.MaxFen), int64(intake.MaxFen)),
			text("^[a-z][a-z0-9_-]{0,31}$"),
			ref("date"), ref("moment"),
		}},
	}
}

// inputs returns the built-in inputs in the order of the submission: the leaves of
// the struct, with each list as one input.
var inputs = leaves(reflect.TypeFor[intake.Submission](), "")

var isInput = func() map[intake.Field]bool {
	m := map[intake.Field]bool{}
	for _, f := range inputs {
		m[f] = true
	}
	return m
}()

func leaves(t reflect.Type, path string) (out []intake.Field) {
	for f := range fieldsOf(t) {
		at := path + "/" + memberName(f)
		switch {
		case at == "/extra": // of custom checks
		case isGroup(f.Type):
			out = append(out, leaves(f.Type, at)...)
		default:
			out = append(out, intake.Field(at))
		}
	}
	return out
}

// isGroup reports whether the JSON of a struct is an object of its fields.
func isGroup(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() > 0 && memberName(t.Field(0)) != ""
}

// memberName returns the name of a field in JSON.
func memberName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// label returns the name of an input for people.
func label(f intake.Field) readiness.Text {
	q := readiness.Question{Field: f}
	return readiness.Text{readiness.ZH: q.Text(readiness.ZH), readiness.EN: q.Text(readiness.EN)}
}

func bilingual(t readiness.Text) string { return t.In(readiness.ZH) + " · " + t.In(readiness.EN) }
