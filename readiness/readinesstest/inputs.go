package readinesstest

import (
	"encoding/json"
	"strings"

	"github.com/payready/payready/readiness/intake"
)

// members returns the JSON Pointers of the inputs that a submission gives.
func members(s intake.Submission) map[intake.Field]bool {
	out := map[intake.Field]bool{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		if m, ok := v.(map[string]any); ok {
			for k, x := range m {
				walk(path+"/"+k, x)
			}
			return
		}
		out[intake.Field(path)] = true
	}
	walk("", decoded(s))
	return out
}

// decoded returns the submission's JSON as maps.
func decoded(s intake.Submission) map[string]any {
	b, err := s.RevealJSON()
	if err != nil {
		return nil
	}
	var m map[string]any
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if d.Decode(&m) != nil {
		return nil
	}
	return m
}

// remove returns the submission without some inputs.
func remove(s intake.Submission, fields ...intake.Field) (intake.Submission, error) {
	top := decoded(s)
	for _, f := range fields {
		m := top
		path := strings.Split(strings.TrimPrefix(string(f), "/"), "/")
		for _, name := range path[:len(path)-1] {
			m, _ = m[name].(map[string]any)
		}
		delete(m, path[len(path)-1])
	}
	b, err := json.Marshal(top)
	if err != nil {
		return s, err
	}
	return intake.ParseSubmission(b, intake.Strict)
}

// secrets returns the personal texts of a submission: those its JSON redacts.
func secrets(s intake.Submission) (out []string) {
	shown, err := s.MarshalJSON()
	if err != nil {
		return nil
	}
	var hidden any
	if json.Unmarshal(shown, &hidden) != nil {
		return nil
	}
	var walk func(clear, hidden any)
	walk = func(clear, hidden any) {
		switch h := hidden.(type) {
		case map[string]any:
			c, _ := clear.(map[string]any)
			for k := range h {
				walk(c[k], h[k])
			}
		case []any:
			c, _ := clear.([]any)
			for i := range min(len(h), len(c)) {
				walk(c[i], h[i])
			}
		case string:
			if c, ok := clear.(string); ok && c != h {
				out = append(out, c)
			}
		}
	}
	walk(any(decoded(s)), hidden)
	return out
}
