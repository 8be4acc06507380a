//go:build !payready_small

package shape

import (
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

type engine = *validator.Validate

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
	c.v.RegisterAlias(alias, aliased)
	for tag, fn := range c.Tags {
		register(c.v, tag, func(f validator.FieldLevel) bool { return fn(f.Field().Interface()) })
	}
	for _, tag := range textTags {
		register(c.v, tag.name, func(f validator.FieldLevel) bool { return tag.is(f.Field().String()) })
	}
	register(c.v, "text", func(f validator.FieldLevel) bool { return isText(f.Field().String(), f.Param()) })
}

func register(v *validator.Validate, tag string, fn validator.Func) {
	if err := v.RegisterValidation(tag, fn); err != nil {
		panic("shape: " + err.Error()) // the tag names are constants
	}
}
