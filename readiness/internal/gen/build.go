package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	wordlist "github.com/payready/payready/readiness/internal/words"
)

// A builder converts Go types to schemas.
type builder struct {
	docs  comments
	null  bool                       // whether null stands for unknown
	title func(path string) string   // title of the member at a JSON Pointer
	own   map[string]*schema         // "Type.member": what the Go type does not express
	named map[reflect.Type]*schema   // types with their own schema
	need  func(tag, typ string) bool // whether a member must be given
	err   error
}

func (b *builder) fail(format string, args ...any) *schema {
	b.err = errors.Join(b.err, fmt.Errorf(format, args...))
	return &schema{}
}

// object returns the schema of a struct at path.
func (b *builder) object(t reflect.Type, path string) *schema {
	s := &schema{Type: b.types("object"), Description: b.docs[t.Name()], AdditionalProperties: false}
	for f := range fieldsOf(t) {
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		at := path + "/" + name
		m := b.own[t.Name()+"."+name]
		if m == nil {
			m = b.value(f.Type, at)
			b.shape(m, f.Type, f.Tag.Get("validate"), t.Name()+"."+f.Name)
		}
		if d := b.docs[t.Name()+"."+f.Name]; d != "" {
			m.Description = d
		}
		if b.title != nil {
			m.describe(b.title(at), "")
		}
		s.Properties = append(s.Properties, member{name, m})
		if b.need != nil && b.need(options, t.Name()+"."+name) {
			s.Required = append(s.Required, name)
		}
	}
	return s
}

// fieldsOf yields the fields that are in JSON.
func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && !yield(f) {
				return
			}
		}
	}
}

func (b *builder) types(name string) types {
	if b.null {
		return types{name, "null"}
	}
	return types{name}
}

// value returns the schema of any type.
func (b *builder) value(t reflect.Type, path string) *schema {
	if s, ok := b.named[t]; ok {
		c := *s
		return &c
	}
	switch t {
	case reflect.TypeFor[intake.Secret]():
		return ref("secret")
	case reflect.TypeFor[readiness.Date]():
		return ref("date")
	case reflect.TypeFor[time.Time]():
		return ref("moment")
	case reflect.TypeFor[readiness.Clock]():
		return ref("clock")
	case reflect.TypeFor[intake.Fact]():
		return &schema{Type: b.types("boolean")}
	case reflect.TypeFor[intake.Percent]():
		s := integer(0, 100)
		s.Type = b.types("number")
		return s
	case reflect.TypeFor[readiness.Risk]():
		return &schema{AnyOf: []*schema{{Type: types{"number"}, Minimum: new(int64)}, constant("none")}}
	case reflect.TypeFor[readiness.PerMille]():
		return &schema{Type: types{"number"}, Minimum: new(int64(0)), Maximum: new(int64(1000))}
	case reflect.TypeFor[time.Weekday]():
		return integer(0, 6)
	}
	if strings.HasPrefix(t.Name(), "Opt[") {
		return b.value(t.Field(0).Type, path)
	}
	if t.Kind() == reflect.Uint8 {
		return b.enum(t)
	}
	switch t.Kind() {
	case reflect.Bool:
		return &schema{Type: b.types("boolean")}
	case reflect.String:
		return &schema{Type: b.types("string")}
	case reflect.Int, reflect.Int64:
		s := integer(-int64(intake.MaxFen), int64(intake.MaxFen))
		s.Type = b.types("integer")
		return s
	case reflect.Struct:
		return b.object(t, path)
	case reflect.Slice:
		return &schema{Type: b.types("array"), Items: b.value(t.Elem(), path+"/0")}
	case reflect.Map:
		return &schema{Type: b.types("object"), AdditionalProperties: b.value(t.Elem(), path+"/*")}
	}
	return b.fail("%s: no schema for %s", path, t)
}

// enum returns the words of an enumeration: those that survive a round trip.
func (b *builder) enum(t reflect.Type) *schema {
	list := wordlist.Of(t)
	if len(list) == 0 {
		return b.fail("%s has no words", t)
	}
	s := words(list)
	if b.null {
		s.Enum = append(s.Enum, nil)
	}
	return s.describe("", b.docs[t.Name()])
}

// shape adds the constraints of a validate tag. An unknown tag is an error, so that
// no limit is lost.
func (b *builder) shape(s *schema, t reflect.Type, tag, where string) {
	if tag == "" {
		return
	}
	tag, inner, dive := strings.Cut(tag, "dive")
	if dive && s.Items != nil {
		b.shape(s.Items, t.Elem(), strings.TrimPrefix(inner, ","), where)
	}
	p := params(tag)
	for name, v := range p {
		n := number(v)
		switch name {
		case "omitempty", "moment", "": // expressed by the type
		case "text":
			s.MaxLength = &n
		case "code":
			s.MaxLength, s.Pattern = new(int64(64)), "^[ -~]*$"
		case "country":
			s.Pattern = "^([A-Za-z]{2})?$"
		case "hexadecimal":
			s.Pattern = "^((0[xX])?[0-9a-fA-F]+)?$"
		case "submission_id":
			s.Pattern = "^[A-Za-z0-9_-]{0,64}$"
		case "digits":
			switch {
			case p["len"] != "":
				s.Pattern = "^([0-9]{" + p["len"] + "})?$"
			default:
				s.Pattern = "^([0-9]{" + p["min"] + "," + p["text"] + "})?$"
			}
		case "len", "min":
			if _, ok := p["digits"]; !ok {
				b.fail("%s: %s without digits", where, name)
			}
		case "max":
			s.MaxItems = &n
		case "gte", "lte":
			if s.Enum != nil && name == "gte" { // one of the words, not unknown
				s.Enum = slices.DeleteFunc(s.Enum, func(v any) bool { return v == nil })
			}
			if s.Enum != nil || s.Minimum == nil || t == reflect.TypeFor[intake.Opt[intake.Percent]]() {
				continue // the type expresses the bounds of an enumeration or a percentage
			}
			if name == "gte" {
				s.Minimum = &n
			} else {
				s.Maximum = &n
			}
		default:
			b.fail("%s: unknown tag %q", where, name)
		}
	}
}

func params(tag string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(tag, ",") {
		name, v, _ := strings.Cut(part, "=")
		out[name] = v
	}
	return out
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// scalars returns definitions shared by the schemas.
func (b *builder) scalars(names ...string) (out members) {
	for _, name := range names {
		s := &schema{Type: b.types("string")}
		switch name {
		case "secret":
			s.Description = "Personal data. It never appears in reports, errors or logs."
			s.Not = constant("[redacted]")
		case "date":
			s.Description = "A date in China: 2006-01-02."
			s.Format, s.Pattern = "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
		case "moment":
			s.Description = "A time with its UTC offset (RFC 3339), in the years 2000 to 2099: 2026-11-24T12:00:00+08:00."
			s.Format, s.Pattern = "date-time", `^(20[0-9]{2}|1999-12-31)[0-9-]*T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`
		case "clock":
			s.Description = "A time of day in China, such as 23:30. 24:00 is the end of the day."
			s.Pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
		}
		out = append(out, member{name, s})
	}
	return out
}
