// Gen writes the types of submissions and reports into payready.ts, below its marker, out
// of the library's JSON Schemas.
package main

//go:generate go run . -dir ..

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const marker = "// Code below is generated from the JSON Schemas. DO NOT EDIT.\n"

func main() {
	dir := flag.String("dir", "..", "where payready.ts is")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
	name := filepath.Join(dir, "payready.ts")
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	own, _, ok := strings.Cut(string(b), marker)
	if !ok {
		return fmt.Errorf("%s has no marker", name)
	}
	types, err := generated(filepath.Join(dir, "..", "..", "readiness"))
	if err != nil {
		return err
	}
	return os.WriteFile(name, []byte(own+marker+types), 0o644)
}

// generated returns the types of the schemas in a directory.
func generated(dir string) (string, error) {
	var out strings.Builder
	for _, name := range []string{"submission", "report"} {
		b, err := os.ReadFile(filepath.Join(dir, name+".schema.json"))
		if err != nil {
			return "", err
		}
		var s schema
		if err := json.Unmarshal(b, &s); err != nil {
			return "", err
		}
		w := writer{defs: s.Defs}
		fmt.Fprintf(&out, "\nexport interface %s %s\n", strings.ToUpper(name[:1])+name[1:], w.object(&s, ""))
	}
	return out.String(), nil
}

// A schema is what of JSON Schema the library's schemas use.
type schema struct {
	Ref         string             `json:"$ref"`
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Type        typeNames          `json:"type"`
	Enum        []json.RawMessage  `json:"enum"`
	Const       json.RawMessage    `json:"const"`
	Properties  ordered            `json:"properties"`
	Required    []string           `json:"required"`
	Items       *schema            `json:"items"`
	AnyOf       []schema           `json:"anyOf"`
	OneOf       []schema           `json:"oneOf"`
	Defs        map[string]*schema `json:"$defs"`
}

// typeNames is one type or a list of them.
type typeNames []string

func (t *typeNames) UnmarshalJSON(b []byte) error {
	if b[0] == '[' {
		return json.Unmarshal(b, (*[]string)(t))
	}
	*t = typeNames{""}
	return json.Unmarshal(b, &(*t)[0])
}

// ordered keeps properties in the order of the schema, which is that of the library.
type ordered []property

type property struct {
	name string
	schema
}

func (o *ordered) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(strings.NewReader(string(b)))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		p := property{name: fmt.Sprint(name)}
		if err := d.Decode(&p.schema); err != nil {
			return err
		}
		*o = append(*o, p)
	}
	return nil
}

type writer struct {
	defs map[string]*schema
}

// object writes the members of an object, indented.
func (w *writer) object(s *schema, indent string) string {
	var b strings.Builder
	b.WriteString("{\n")
	for _, p := range s.Properties {
		if about := strings.TrimSpace(p.Title + strings.Repeat(". ", min(1, len(p.Title)*len(p.Description))) + p.Description); about != "" {
			fmt.Fprintf(&b, "%s  /** %s */\n", indent, strings.ReplaceAll(about, "*/", "* /"))
		}
		optional := "?"
		for _, r := range s.Required {
			if r == p.name {
				optional = ""
			}
		}
		fmt.Fprintf(&b, "%s  %s%s: %s;\n", indent, member(p.name), optional, w.typeOf(&p.schema, indent+"  "))
	}
	b.WriteString(indent + "}")
	return b.String()
}

// member quotes what is no identifier.
func member(name string) string {
	if strings.ContainsAny(name, "-./ ") {
		return fmt.Sprintf("%q", name)
	}
	return name
}

// long is the number of words from which on a list is one that releases add to, such as
// the checks: a client takes any text there.
const long = 12

// typeOf returns the TypeScript type of a schema.
func (w *writer) typeOf(s *schema, indent string) string {
	switch {
	case s.Ref != "":
		def := w.defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
		return w.typeOf(def, indent)
	case s.Const != nil:
		return string(s.Const)
	case len(s.Enum) > long:
		return "string"
	case s.Enum != nil:
		words := make([]string, len(s.Enum))
		for i, e := range s.Enum {
			words[i] = string(e)
		}
		return strings.Join(words, " | ")
	case len(s.Properties) > 0:
		return w.object(s, indent) + w.orNull(s)
	case s.Items != nil:
		return "Array<" + w.typeOf(s.Items, indent) + ">" + w.orNull(s)
	case len(s.AnyOf)+len(s.OneOf) > 0:
		var all []string
		for _, alternative := range append(s.AnyOf, s.OneOf...) {
			all = append(all, w.typeOf(&alternative, indent))
		}
		return strings.Join(all, " | ")
	}
	var all []string
	for _, t := range s.Type {
		switch t {
		case "integer":
			t = "number"
		case "object":
			t = "Record<string, unknown>"
		case "array":
			t = "Array<unknown>"
		}
		all = append(all, t)
	}
	if all == nil {
		return "unknown"
	}
	return strings.Join(all, " | ")
}

func (w *writer) orNull(s *schema) string {
	for _, t := range s.Type {
		if t == "null" {
			return " | null"
		}
	}
	return ""
}
