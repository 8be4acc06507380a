package readinesstest

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/payready/payready/readiness"
)

// A Fixture is a submission, under a policy, for which a check gives one of its
// reasons.
type Fixture struct {
	Check      readiness.ID
	Code       string
	Submission readiness.Submission
	Policy     *readiness.Policy // nil for the standard one
}

// TestCheck holds a check against the rules for checks:
//
//   - every declared reason has a fixture that gives it, and none gives another;
//   - title and messages stand in both languages, with no {key} left open;
//   - Needs and Optional are honest: without a need the finding is no-input, and
//     taking away an input that is in neither changes nothing;
//   - the same submission gives the same finding;
//   - nothing personal of the submission is in the finding.
//
// Fixtures of other checks are passed over.
func TestCheck(t TB, check readiness.Check, fixtures ...Fixture) {
	t.Helper()
	check.After = nil // judged alone
	seen := map[string]bool{}
	for _, f := range fixtures {
		if f.Check == check.ID {
			seen[f.Code] = true
			testFixture(t, check, f)
		}
	}
	for _, r := range check.Reasons {
		if !seen[r.Code] {
			t.Errorf("%s: no fixture gives %s", check.ID, r.Code)
		}
		for _, l := range languages {
			if r.Message[l] == "" || check.Title[l] == "" {
				t.Errorf("%s: %s has no text in %s", check.ID, r.Code, l)
			}
		}
	}
}

var languages = []readiness.Lang{readiness.ZH, readiness.EN}

func testFixture(t TB, check readiness.Check, f Fixture) {
	t.Helper()
	checker, err := readiness.New(readiness.Config{Policy: f.Policy, Suite: []readiness.Check{check}})
	if err != nil {
		t.Errorf("%s: %v", check.ID, err)
		return
	}
	bad := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s, fixture of %s: "+format, append([]any{check.ID, f.Code}, args...)...)
	}
	if got := codeOf(checker, f.Submission); got != f.Code {
		bad("found %s", got)
		return
	}
	if codeOf(checker, f.Submission) != codeOf(checker, f.Submission) {
		bad("not the same every time")
	}

	report := checker.Assess(f.Submission)
	finding, _ := report.Find(check.ID)
	printed := evidence(finding)
	for _, l := range languages {
		message := finding.Message(l)
		printed += finding.Title(l) + message
		if strings.ContainsAny(message, "{}") {
			bad("an open {key} in the text in %s", l)
		}
	}
	for _, secret := range secrets(f.Submission) {
		if utf8.RuneCountInString(secret) >= 2 && strings.Contains(printed, secret) {
			bad("something personal is in the finding")
		}
	}
	testInputs(t, check, checker, f, bad)
}

// testInputs takes the inputs away one by one.
func testInputs(t TB, check readiness.Check, checker *readiness.Checker, f Fixture, bad func(string, ...any)) {
	t.Helper()
	inputs := members(f.Submission)
	for field := range inputs {
		reads := slices.Contains(check.Needs, field) || slices.ContainsFunc(check.Optional, func(o readiness.Field) bool { return o == field })
		without, err := remove(f.Submission, field)
		if err != nil {
			bad("without %s: %v", field, err)
			continue
		}
		got := codeOf(checker, without)
		switch {
		case slices.Contains(check.Needs, field) && got != readiness.CodeNoInput:
			bad("needs %s, but finds %s without it", field, got)
		case !reads && got != f.Code:
			bad("does not declare %s, but finds %s without it", field, got)
		}
	}
}

func codeOf(c *readiness.Checker, s readiness.Submission) string {
	r := c.Assess(s)
	for f := range r.Findings() {
		return f.Code
	}
	return ""
}

func evidence(f readiness.Finding) (s string) {
	for k, v := range f.Evidence() {
		s += k.Name + v.Word() + v.Date().String() + " "
	}
	return s
}

// members lists the inputs that a submission gives, by their JSON Pointers.
func members(s readiness.Submission) map[readiness.Field]bool {
	out := map[readiness.Field]bool{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		if m, ok := v.(map[string]any); ok {
			for k, x := range m {
				walk(path+"/"+k, x)
			}
			return
		}
		out[readiness.Field(path)] = true
	}
	walk("", decoded(s))
	return out
}

func decoded(s readiness.Submission) map[string]any {
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

// remove returns the submission without one input.
func remove(s readiness.Submission, f readiness.Field) (readiness.Submission, error) {
	top := decoded(s)
	m := top
	path := strings.Split(string(f[1:]), "/")
	for _, name := range path[:len(path)-1] {
		m, _ = m[name].(map[string]any)
	}
	delete(m, path[len(path)-1])
	b, err := json.Marshal(top)
	if err != nil {
		return s, err
	}
	return readiness.ParseSubmission(b, readiness.Strict)
}

// secrets are the personal texts of a submission: what its own JSON redacts.
func secrets(s readiness.Submission) (out []string) {
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
