package readinesstest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Story is a payout as it happens, with what is right to say of it. A team keeps its
// own in a file of JSON lines, so that a change of policy or of release shows what it
// changes. Every list that is left out is not looked at.
type Story struct {
	ID         string            `json:"id"`
	Note       string            `json:"note"`       // what happens
	Policy     string            `json:"policy"`     // a preset; the checker given if empty
	Rules      map[string]any    `json:"rules"`      // members of a policy document, over those of the preset
	Submission intake.Submission `json:"submission"` // as ParseSubmission reads it, Lenient

	Verdict []string                  `json:"verdict"` // any of these
	Checks  map[readiness.ID][]string `json:"checks"`  // any of these: a status, or status/code
	Routes  []string                  `json:"routes"`  // exactly these, the best first: channel, product if any, verdict, earliest time if it waits, and what is in the way
	Actions []string                  `json:"actions"` // exactly these actions, in any order, among the fixes

	Never          []string `json:"never"`           // words that stand in no text of the report
	ApplicantNever []string `json:"applicant_never"` // words that must not reach the applicant
	ApplicantSays  []string `json:"applicant_says"`  // words that the applicant reads, in Chinese or English
	Say            string   `json:"say"`             // why, in short; not looked at
}

// maxStory bounds a line of a file of stories.
const maxStory = 4 << 20

// ReadStories reads a file of stories, one a line. Blank lines and lines that begin with
// # are left out. An error names the line.
func ReadStories(r io.Reader) ([]Story, error) {
	var out []Story
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxStory)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		var s struct {
			Story
			Submission json.RawMessage `json:"submission"`
		}
		err := json.Unmarshal([]byte(line), &s)
		if err == nil {
			s.Story.Submission, err = intake.ParseSubmission(s.Submission, intake.Lenient)
		}
		if err == nil && s.ID == "" {
			err = errors.New("a story needs an id")
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, s.Story)
	}
	return out, lines.Err()
}

// RunStories assesses every story with c, or with its own preset, and reports what is
// not as it should be. A nil checker stands for the standard one.
func RunStories(t TB, c *readiness.Checker, stories []Story) {
	t.Helper()
	for i := range stories {
		for _, wrong := range stories[i].Wrong(c) {
			t.Errorf("%s, %s: %s", stories[i].ID, stories[i].Note, wrong)
		}
	}
}

// Wrong assesses the story and says what is not as it should be, one sentence each.
func (s *Story) Wrong(c *readiness.Checker) (wrong []string) {
	bad := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if s.Policy != "" {
		var err error
		if c, err = s.checker(); err != nil {
			return []string{err.Error()}
		}
	}
	if c == nil {
		c = &readiness.Checker{}
	}
	r := c.Assess(s.Submission)
	if v := r.Verdict.String(); s.Verdict != nil && !slices.Contains(s.Verdict, v) {
		bad("the verdict is %s, not %s", v, strings.Join(s.Verdict, " or "))
	}
	for _, id := range slices.Sorted(maps.Keys(s.Checks)) {
		f, ok := r.Find(id)
		if want, got := s.Checks[id], f.Status.String(); !ok || !slices.Contains(want, got) && !slices.Contains(want, got+"/"+f.Code) {
			bad("%s is %s/%s, not %s", id, got, f.Code, strings.Join(want, " or "))
		}
	}
	if s.Routes != nil {
		if got := routes(c, s.Submission); !slices.Equal(got, s.Routes) {
			bad("the routes are %q, not %q", got, s.Routes)
		}
	}
	if s.Actions != nil {
		var got []string
		for _, f := range r.Fixes() {
			got = append(got, f.Action.ID)
		}
		if want := slices.Sorted(slices.Values(s.Actions)); !slices.Equal(want, slices.Sorted(slices.Values(got))) {
			bad("the actions are %q, not %q", got, s.Actions)
		}
	}
	var all, told strings.Builder
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		b, err := r.Document(l, readiness.DetailFull).MarshalJSON()
		all.Write(b)
		v, err2 := json.Marshal(r.ForApplicant(l))
		told.Write(v)
		if err = errors.Join(err, err2); err != nil {
			return []string{err.Error()}
		}
	}
	for _, w := range s.Never {
		if strings.Contains(all.String(), w) || strings.Contains(told.String(), w) {
			bad("the report says %q", w)
		}
	}
	for _, w := range s.ApplicantNever {
		if strings.Contains(told.String(), w) {
			bad("the applicant reads %q", w)
		}
	}
	for _, w := range s.ApplicantSays {
		if !strings.Contains(told.String(), w) {
			bad("the applicant does not read %q", w)
		}
	}
	return wrong
}

// checker returns one for the story's own policy.
func (s *Story) checker() (*readiness.Checker, error) {
	document := map[string]any{}
	maps.Copy(document, s.Rules)
	document["schema"], document["preset"] = readiness.PolicySchema, s.Policy
	b, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	policy, err := readiness.ParsePolicy(b)
	if err != nil {
		return nil, err
	}
	return readiness.New(readiness.Config{Policy: policy})
}

// routes writes the routes of a submission as stories do: "alipay wait 2026-11-24 12:20
// timing.maintenance/bank-down-until".
func routes(c *readiness.Checker, s intake.Submission) []string {
	out := []string{}
	for _, r := range c.Routes(s) {
		words := []string{r.Channel}
		if r.Product != "" {
			words = append(words, r.Product)
		}
		words = append(words, r.Report.Verdict.String())
		if t := r.Report.EarliestAt; !t.IsZero() {
			words = append(words, t.Format("2006-01-02 15:04"))
		}
		for _, f := range r.InTheWay() {
			words = append(words, string(f.Check)+"/"+f.Code)
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}
