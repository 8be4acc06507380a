package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/payready/payready/readiness"
)

// schemaNames lists the schemas by the names under which they are served.
var schemaNames = []string{"submission", "report", "policy", "applicant"}

// schemaOf returns one of the library's JSON Schemas.
func schemaOf(name string) ([]byte, bool) {
	if !slices.Contains(schemaNames, name) {
		return nil, false
	}
	b, err := readiness.Schemas().ReadFile(name + ".schema.json")
	return b, err == nil
}

// buildOpenAPI embeds the schemas in openapi.json, so that the document is
// self-contained.
func buildOpenAPI() ([]byte, error) {
	var doc map[string]any
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		return nil, err
	}
	schemas := doc["components"].(map[string]any)["schemas"].(map[string]any)
	for _, name := range schemaNames {
		b, ok := schemaOf(name)
		if !ok {
			return nil, fmt.Errorf("no schema %s", name)
		}
		// In another document, references to a schema's definitions start at the
		// document's root.
		b = bytes.ReplaceAll(b, []byte(`"#/$defs/`), []byte(`"#/components/schemas/`+name+`/$defs/`))
		var s map[string]any
		if err := json.Unmarshal(b, &s); err != nil {
			return nil, err
		}
		delete(s, "$id")
		delete(s, "$schema")
		schemas[name] = s
	}
	return json.Marshal(doc)
}
