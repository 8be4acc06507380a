package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A field is an input with what the schema of submissions says of its form.
type field struct {
	pointer string // N stands for a place in a list
	node    *node
	label   remedy.Text
	owner   remedy.Owner
}

// A node is a part of a JSON Schema, as far as lists of fields need it.
type node struct {
	Ref        string           `json:"$ref"`
	Type       []string         `json:"-"`
	Enum       []*string        `json:"enum"`
	Minimum    *int64           `json:"minimum"`
	Maximum    *int64           `json:"maximum"`
	MaxLength  int              `json:"maxLength"`
	MaxItems   int              `json:"maxItems"`
	Properties map[string]*node `json:"properties"`
	Items      *node            `json:"items"`
}

// UnmarshalJSON takes a type or a list of them.
func (n *node) UnmarshalJSON(b []byte) error {
	type plain node
	var types struct{ Type json.RawMessage }
	if err := json.Unmarshal(b, (*plain)(n)); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &types); err != nil || types.Type == nil {
		return err
	}
	if types.Type[0] == '"' {
		n.Type = make([]string, 1)
		return json.Unmarshal(types.Type, &n.Type[0])
	}
	return json.Unmarshal(types.Type, &n.Type)
}

// inputFields returns the inputs, and behind a list those of its items.
func inputFields() (out []field, err error) {
	b, err := readiness.Schemas().ReadFile("submission.schema.json")
	if err != nil {
		return nil, err
	}
	var root node
	if err := json.Unmarshal(b, &root); err != nil {
		return nil, err
	}
	for _, in := range intake.Inputs() {
		n := &root
		for _, name := range strings.Split(string(in.Field), "/")[1:] {
			if n = n.Properties[name]; n == nil {
				break
			}
		}
		if n != nil {
			out = appendField(out, field{string(in.Field), n, in.Label, in.Owner})
		}
	}
	return out, nil
}

// appendField appends f and, if it is a list of objects, their members.
func appendField(out []field, f field) []field {
	out = append(out, f)
	if f.node.Items == nil {
		return out
	}
	for _, name := range slices.Sorted(maps.Keys(f.node.Items.Properties)) {
		member := f
		member.pointer += "/N/" + name
		member.node = f.node.Items.Properties[name]
		out = appendField(out, member)
	}
	return out
}

// words are what the field may be, if it is a word or a list of them.
func (f field) words() (out []string) {
	n := f.node
	if n.Items != nil {
		n = n.Items
	}
	for _, w := range n.Enum {
		if w != nil {
			out = append(out, *w)
		}
	}
	return out
}

// form says in short what the field takes.
func (f field) form() string {
	n := f.node
	switch {
	case n.Items != nil && len(n.Items.Enum) > 0:
		return "words"
	case n.Items != nil:
		return "list" + upTo(n.MaxItems)
	case len(n.Enum) > 0:
		return "word"
	case strings.HasSuffix(n.Ref, "/date"):
		return "2006-01-02"
	case strings.HasSuffix(n.Ref, "/moment"):
		return "2006-01-02T15:04:05+08:00"
	case slices.Contains(n.Type, "integer"):
		return "number" + between(n.Minimum, n.Maximum)
	case slices.Contains(n.Type, "number"):
		return "number"
	case slices.Contains(n.Type, "boolean"):
		return "true/false"
	}
	return "text" + upTo(n.MaxLength)
}

func upTo(most int) string {
	if most == 0 {
		return ""
	}
	return "≤" + strconv.Itoa(most)
}

// between leaves out the bounds that only keep numbers exact in JSON.
func between(least, most *int64) string {
	const exact = 1<<53 - 1
	lo, hi := *cmp.Or(least, new(int64)), *cmp.Or(most, new(int64))
	switch {
	case least == nil || lo == -exact:
		return ""
	case most == nil || hi == exact:
		return " ≥" + strconv.FormatInt(lo, 10)
	}
	return " " + strconv.FormatInt(lo, 10) + "–" + strconv.FormatInt(hi, 10)
}
