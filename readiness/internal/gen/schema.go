package main

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A schema is a JSON Schema, with its members in reading order.
type schema struct {
	Comment     string `json:"$comment,omitzero"`
	Dialect     string `json:"$schema,omitzero"`
	ID          string `json:"$id,omitzero"`
	Ref         string `json:"$ref,omitzero"`
	Title       string `json:"title,omitzero"`
	Description string `json:"description,omitzero"`

	Type  types `json:"type,omitzero"`
	Const any   `json:"const,omitzero"`
	Enum  []any `json:"enum,omitzero"`

	Format    string `json:"format,omitzero"`
	Pattern   string `json:"pattern,omitzero"`
	MaxLength *int64 `json:"maxLength,omitzero"`
	Minimum   *int64 `json:"minimum,omitzero"`
	Maximum   *int64 `json:"maximum,omitzero"`

	Items       *schema `json:"items,omitzero"`
	MaxItems    *int64  `json:"maxItems,omitzero"`
	UniqueItems bool    `json:"uniqueItems,omitzero"`

	Properties           members  `json:"properties,omitzero"`
	PropertyNames        *schema  `json:"propertyNames,omitzero"`
	AdditionalProperties any      `json:"additionalProperties,omitzero"` // false or a *schema
	MaxProperties        *int64   `json:"maxProperties,omitzero"`
	Required             []string `json:"required,omitzero"`

	Not   *schema   `json:"not,omitzero"`
	If    *schema   `json:"if,omitzero"`
	Then  *schema   `json:"then,omitzero"`
	AllOf []*schema `json:"allOf,omitzero"`
	AnyOf []*schema `json:"anyOf,omitzero"`

	Defs members `json:"$defs,omitzero"`
}

// types is one or more types.
type types []string

func (t types) MarshalJSONTo(e *jsontext.Encoder) error {
	if len(t) == 1 {
		return e.WriteToken(jsontext.String(t[0]))
	}
	return json.MarshalEncode(e, []string(t))
}

// members is an object that keeps the order of its members.
type members []member

type member struct {
	name string
	*schema
}

func (m members) MarshalJSONTo(e *jsontext.Encoder) error {
	if err := e.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, x := range m {
		if err := e.WriteToken(jsontext.String(x.name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(e, x.schema); err != nil {
			return err
		}
	}
	return e.WriteToken(jsontext.EndObject)
}

// file returns the content of the schema's file.
func (s *schema) file() ([]byte, error) {
	b, err := json.Marshal(s, jsontext.WithIndent("  "), json.Deterministic(true))
	return append(b, '\n'), err
}

const dialect = "https://json-schema.org/draft/2020-12/schema"

func ref(name string) *schema     { return &schema{Ref: "#/$defs/" + name} }
func constant(v any) *schema      { return &schema{Const: v} }
func text(pattern string) *schema { return &schema{Type: types{"string"}, Pattern: pattern} }
func integer(least, most int64) *schema {
	return &schema{Type: types{"integer"}, Minimum: &least, Maximum: &most}
}

func words[S ~string](list []S) *schema {
	s := &schema{Enum: make([]any, len(list))}
	for i, w := range list {
		s.Enum[i] = string(w)
	}
	return s
}

// describe sets title and description if they are empty.
func (s *schema) describe(title, description string) *schema {
	if s.Title == "" {
		s.Title = title
	}
	if s.Description == "" {
		s.Description = description
	}
	return s
}
