package readinesstest

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// TestCheck tests a check against the rules for checks:
//
//   - every declared reason has a fixture that gives it, and no fixture gives
//     another reason;
//   - title, messages and actions exist in both languages, with every {key} filled;
//   - Needs and Optional are complete: the finding depends on every need, and
//     removing an input in neither list changes nothing;
//   - the same submission gives the same finding, including evidence and times;
//   - the finding contains no personal data of the submission.
//
// TestCheck runs the check alone, without its After. It ignores fixtures of other
// checks, so you can pass all of [Fixtures].
func TestCheck(t TB, check readiness.Check, fixtures ...Fixture) {
	t.Helper()
	check.After = nil
	fixtures = slices.DeleteFunc(slices.Clone(fixtures), func(f Fixture) bool { return f.Check != check.ID })
	seen := map[string]bool{}
	for _, f := range fixtures {
		seen[f.Code] = true
		testFixture(t, check, f)
	}
	for _, need := range check.Needs {
		if len(fixtures) > 0 && !restsOn(check, need, fixtures) {
			t.Errorf("%s: needs %s, but finds the same without it", check.ID, need)
		}
	}
	for _, l := range languages {
		if check.Title[l] == "" {
			t.Errorf("%s: no title in %s", check.ID, l)
		}
	}
	for _, r := range check.Reasons {
		if !seen[r.Code] {
			t.Errorf("%s: no fixture gives %s", check.ID, r.Code)
		}
		for _, l := range languages {
			if r.Message[l] == "" || r.Action != nil && r.Action.Text[l] == "" {
				t.Errorf("%s: %s has no text in %s", check.ID, r.Code, l)
			}
		}
	}
}

var languages = []readiness.Lang{readiness.ZH, readiness.EN}

func testFixture(t TB, check readiness.Check, f Fixture) {
	t.Helper()
	bad := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s, fixture of %s: "+format, append([]any{check.ID, f.Code}, args...)...)
	}
	f.Policy = policyOf(f.Policy, check.ID)
	checker, err := f.Checker([]readiness.Check{check})
	if err != nil {
		bad("%v", err)
		return
	}
	want := judge(checker, f.Submission)
	if want.code != f.Code {
		bad("found %s", want.code)
		return
	}
	for range 2 {
		if judge(checker, f.Submission) != want {
			bad("not the same every time")
			return
		}
	}
	for _, l := range languages {
		if strings.ContainsAny(want.message[l], "{}") {
			bad("an open {key} in the text in %s", l)
		}
	}
	for _, s := range secrets(f.Submission) {
		if tells(want.json[0]+want.json[1], s) {
			bad("something personal is in the finding")
			break
		}
	}
	for _, field := range slices.Sorted(maps.Keys(members(f.Submission))) {
		if slices.Contains(check.Needs, field) || slices.Contains(check.Optional, field) {
			continue
		}
		without, err := remove(f.Submission, field)
		if err != nil {
			bad("without %s: %v", field, err)
			continue
		}
		switch got := judge(checker, without); {
		case got.code != want.code:
			bad("does not declare %s, but finds %s without it", field, got.code)
		case got != want:
			bad("does not declare %s, but says something else without it", field)
		}
	}
}

// restsOn reports whether the check finds something else in any fixture without the
// need, or at another time. It moves Needs to Optional, because the engine does not
// run a check whose needs are missing.
func restsOn(check readiness.Check, need intake.Field, fixtures []Fixture) bool {
	check.Optional, check.Needs = slices.Concat(check.Optional, check.Needs), nil
	for _, f := range fixtures {
		f.Policy = policyOf(f.Policy, check.ID)
		checker, err := f.Checker([]readiness.Check{check})
		without, removed := remove(f.Submission, need)
		if need == intake.FieldAt {
			without = f.Submission
			without.At = without.At.AddDate(10, 0, 0).Add(12 * time.Hour)
		}
		if err != nil || removed != nil || judge(checker, without) != judge(checker, f.Submission) {
			return true
		}
	}
	return false
}

// judged is the content of a finding.
type judged struct {
	code    string
	message [2]string
	json    [2]string
}

// judge assesses with a checker of one check.
func judge(c *readiness.Checker, s intake.Submission) (j judged) {
	r := c.Assess(s)
	for f := range r.Findings() {
		j.code = f.Code
		for i, l := range languages {
			j.message[i] = f.Message(l)
			d := r.Document(l, readiness.DetailFull).Findings
			for k := range d { // the action follows from the code, or from a cause that other findings have part in
				d[k].Cause, d[k].Action, d[k].Advice, d[k].Owner, d[k].Effort = "", "", "", "", ""
			}
			b, err := readiness.Document{Findings: d}.MarshalJSON()
			if err != nil {
				j.json[i] = err.Error()
			}
			j.json[i] = string(b)
		}
	}
	return j
}

// policyOf returns the policy with the override of one check only, since the suite
// has no others.
func policyOf(p *readiness.Policy, id readiness.ID) *readiness.Policy {
	if p == nil {
		return nil
	}
	q := *p
	q.Checks = nil
	if o, ok := p.Checks[id]; ok {
		q.Checks = map[readiness.ID]readiness.Override{id: o}
	}
	return &q
}

// shortDigits is the length of a run of digits that may occur in a finding by
// chance, as in a limit or a year. Zeros at either end do not count: amounts have
// many.
const shortDigits = 5

// tells reports whether a finding reveals a secret: the text itself, or a run of
// its digits.
func tells(finding, secret string) bool {
	if utf8.RuneCountInString(secret) >= 2 && strings.Contains(finding, secret) {
		return true
	}
	notDigit := func(r rune) bool { return r < '0' || r > '9' }
	for run := range strings.FieldsFuncSeq(finding, notDigit) {
		if len(strings.Trim(run, "0")) > shortDigits && strings.Contains(secret, run) {
			return true
		}
	}
	return false
}
