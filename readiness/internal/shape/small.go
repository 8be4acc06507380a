//go:build payready_small

package shape

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

type engine struct{}

// Check returns the invalid fields of s, a struct or a pointer to one, in the order
// of the struct.
func (c *Checker) Check(s any) []Problem {
	v := reflect.Indirect(reflect.ValueOf(s))
	if v.Kind() != reflect.Struct {
		return []Problem{{Kind: "malformed"}}
	}
	w := walk{c: c}
	w.structure(v, "")
	return w.out
}

type walk struct {
	c   *Checker
	out []Problem
}

func (w *walk) structure(v reflect.Value, path string) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			tags := strings.ReplaceAll(f.Tag.Get("validate"), alias, aliased)
			w.value(v.Field(i), tags, path+"/"+name)
		}
	}
}

// value checks one value by its tags, of which the first that it fails counts.
func (w *walk) value(v reflect.Value, tags, path string) {
	given := !v.IsZero()
	if slices.ContainsFunc(w.c.Types, func(x any) bool { return reflect.TypeOf(x) == v.Type() }) {
		v = reflect.ValueOf(w.c.Unwrap(v))
		given = v.IsValid() && (v.Kind() == reflect.Pointer || !v.IsZero())
		v = reflect.Indirect(v)
	}
	for tags != "" {
		var tag string
		tag, tags, _ = strings.Cut(tags, ",")
		switch {
		case tag == "omitempty" && !given:
			return
		case tag == "omitempty":
		case tag == "dive":
			for i := range v.Len() {
				w.value(v.Index(i), tags, path+"/"+strconv.Itoa(i))
			}
			return
		case !w.passes(v, tag):
			name, _, _ := strings.Cut(tag, "=")
			kind, ok := kinds[name]
			if !ok {
				kind = "malformed"
			}
			w.out = append(w.out, Problem{path, kind})
			return
		}
	}
	if v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() {
		w.structure(v, path)
	}
}

func (w *walk) passes(v reflect.Value, tag string) bool {
	name, param, _ := strings.Cut(tag, "=")
	if fn := w.c.Tags[name]; fn != nil {
		return fn(v.Interface())
	}
	for _, tag := range textTags {
		if tag.name == name {
			return tag.is(v.String())
		}
	}
	n, _ := strconv.ParseInt(param, 10, 64)
	switch name {
	case "text":
		return isText(v.String(), param)
	case "hexadecimal":
		s := v.String()
		return s != "" && strings.Trim(strings.TrimPrefix(strings.ToLower(s), "0x"), "0123456789abcdef") == ""
	case "len":
		return size(v) == n
	case "min", "gte":
		return size(v) >= n
	case "max", "lte":
		return size(v) <= n
	}
	panic("shape: no such tag: " + name) // the tags are constants
}

// size is what a number tag compares: characters, items, or the number itself.
func size(v reflect.Value) int64 {
	switch {
	case v.Kind() == reflect.String:
		return int64(utf8.RuneCountInString(v.String()))
	case v.Kind() == reflect.Slice:
		return int64(v.Len())
	case v.CanUint():
		return int64(v.Uint()) // #nosec G115 -- a word of eight bits
	}
	return v.Int()
}
