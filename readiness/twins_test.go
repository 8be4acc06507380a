package readiness_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// twins is how many random submissions are written in both ways.
var twins = flag.Int("twins", 200, "random submissions whose documents are compared with the slow ones")

// requireTwins compares every document of a report, and its JSON, with what the slow
// way says.
func requireTwins(t require.TestingT, r *readiness.Report, name string) {
	for _, a := range []readiness.Audience{readiness.Engineer, readiness.Support} {
		require.Equal(t, summaryOf(r.Document(readiness.ZH, readiness.DetailFailed).For(a)), string(r.AppendSummary(nil, a)), name)
	}
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		for _, d := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
			slow := readiness.SlowDocument(r, l, d)
			require.Equal(t, slow, r.Document(l, d), name)
			for _, a := range []readiness.Audience{readiness.Engineer, readiness.Support} {
				want, wantErr := slow.For(a).MarshalJSON()
				got, err := r.AppendJSON([]byte("before "), l, d, a)
				if wantErr != nil {
					require.EqualError(t, err, wantErr.Error(), name)
					continue
				}
				require.NoError(t, err, name)
				require.Equal(t, "before "+string(want), string(got), name)
			}
		}
	}
}

// summaryOf is Report.AppendSummary, from a document of what failed.
func summaryOf(d readiness.Document) string {
	quote := func(s string) string {
		b, _ := jsontext.AppendQuote(nil, s)
		return string(b)
	}
	var codes []string
	for _, f := range d.Findings {
		codes = append(codes, quote(string(f.Check))+":"+quote(f.Code))
	}
	s := fmt.Sprintf(`{"id":%s,"verdict":"%s","score":%d`, quote(d.ID), d.Verdict, d.Score)
	if len(codes) > 0 {
		s += `,"codes":{` + strings.Join(codes, ",") + `}`
	}
	if len(d.Errors) > 0 {
		b, _ := json.Marshal(d.Errors)
		s += `,"errors":` + string(b)
	}
	return s + `}`
}

func TestTwinsOfEveryVector(t *testing.T) {
	for i, c := range allCases(t) {
		if !long.Tests && i%8 != 0 {
			continue
		}
		r := c.checker.Assess(c.sub)
		requireTwins(t, &r, c.name)
	}
	for i, f := range readinesstest.Fixtures() {
		if !long.Tests && i%8 != 4 {
			continue
		}
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		requireTwins(t, &r, string(f.Check)+"/"+f.Code)
	}
	for name, story := range stories {
		r := readiness.Assess(story())
		requireTwins(t, &r, name)
	}
	requireTwins(t, &readiness.Report{}, "the zero report")
}

// A report of random parts: each input is one of two vectors', or unknown.
func anyMix(cases []caseOf, seed uint64) (*readiness.Checker, intake.Submission) {
	random := rand.New(rand.NewPCG(seed, 25))
	a, b := cases[random.IntN(len(cases))], cases[random.IntN(len(cases))]
	s := a.sub
	mix(random, 1+random.IntN(40), reflect.ValueOf(&s).Elem(), reflect.ValueOf(&b.sub).Elem())
	return cases[random.IntN(len(cases))].checker, s
}

// mix replaces inputs of to by those of from, one of hundred by chance, and leaves out
// a third as many.
func mix(random *rand.Rand, chance int, to, from reflect.Value) {
	if to.Kind() == reflect.Struct && to.NumField() > 2 && to.Type().Field(0).IsExported() && to.Type().PkgPath() == reflect.TypeFor[intake.Submission]().PkgPath() {
		for i := range to.NumField() {
			mix(random, chance, to.Field(i), from.Field(i))
		}
		return
	}
	switch n := random.IntN(300); {
	case n < 3*chance:
		to.Set(from)
	case n > 299-chance:
		to.SetZero()
	}
}

func TestTwinsOfRandomSubmissions(t *testing.T) {
	cases := allCases(t)
	if long.Tests {
		*twins = max(*twins, 1000)
	}
	var r readiness.Report
	for seed := range uint64(*twins) {
		c, s := anyMix(cases, seed)
		c.AssessInto(&r, &s)
		requireTwins(t, &r, s.ID)
	}
}

// Suites of any shape, with groups, gates and what rests on them.
func TestTwinsOfRandomSuites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyFixable(t)
		for i := range list {
			if i > 0 && rapid.IntRange(0, 2).Draw(t, "rests on another") == 0 {
				list[i].After = []readiness.ID{list[rapid.IntRange(0, i-1).Draw(t, "which")].ID}
			}
			if list[i].Reasons[0].Status == readiness.StatusUnknown {
				list[i].Reasons[0].Asks = []intake.Field{rapid.SampledFrom([]intake.Field{intake.FieldAt, "/card/state", "/extra/x", "/nowhere"}).Draw(t, "asks")}
			}
		}
		p := readiness.StandardPolicy()
		if rapid.Bool().Draw(t, "suppressed") {
			p.Checks = map[readiness.ID]readiness.Override{list[0].ID: {Suppressed: readiness.Suppression{Until: noon.AddDate(0, 0, 1), Reason: "\"a <test>\"\n"}}}
		}
		c, err := readiness.New(readiness.Config{Suite: list, Policy: p})
		require.NoError(t, err)
		r := c.Assess(intake.Submission{At: noon})
		requireTwins(t, &r, "random suite")
	})
}

// Texts that need an escape, and texts that JSON cannot hold.
func TestTwinsOfOddTexts(t *testing.T) {
	for _, odd := range []string{`"\`, "\x00\x1f\x7f\b\f\n\r\t", "<&>\u2028", "\xff", "{n}{n}{}", ""} {
		const x = intake.Field("/extra/x")
		check := readiness.Check{
			ID: "team.odd", Title: readiness.Text{readiness.EN: odd}, Severity: readiness.High, Optional: []intake.Field{x},
			Evidence: []readiness.Key{{Name: "n", Unit: intake.UnitWord, Words: []string{odd}}, {Name: "many", Unit: intake.UnitWords, Words: []string{"a", odd}}, {Name: "a", Unit: intake.UnitCount}},
			Reasons:  []readiness.Reason{{Code: "odd", Status: readiness.Fail, Message: text(odd), Action: &readiness.Action{ID: odd, Text: text(odd)}, Asks: []intake.Field{}}},
			Run: func(c *readiness.Case) readiness.Outcome {
				return c.Is("odd", readiness.Note("n", intake.Word(odd)), readiness.Note("many", intake.Words(3)), readiness.Note("a", intake.Count(1)), readiness.Note("a", intake.Count(2)))
			},
		}
		c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), check)})
		require.NoError(t, err)
		r := c.Assess(full())
		requireTwins(t, &r, odd)
		r.ID, r.Score, r.Verdict = odd, 10, readiness.Caution // as a caller may
		requireTwins(t, &r, odd)
	}
}

func FuzzTwins(f *testing.F) {
	cases := allCases(f)
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		c, s := anyMix(cases, seed)
		r := c.Assess(s)
		requireTwins(t, &r, "")
	})
}

// Failed is Findings without the rest, and stops when told.
func TestFailed(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		r := readiness.Assess(f.Submission)
		var want []readiness.ID
		for x := range r.Findings() {
			if x.Status == readiness.Fail {
				want = append(want, x.Check)
			}
		}
		var got []readiness.ID
		for x := range r.Failed() {
			require.Equal(t, readiness.Fail, x.Status)
			got = append(got, x.Check)
		}
		require.Equal(t, want, got, f.Submission.ID)
		for range r.Failed() {
			break
		}
	}
	var checker readiness.Checker
	var r readiness.Report
	s := readinesstest.Ready()
	s.Card.State = intake.StateFrozen
	checker.AssessInto(&r, &s)
	failed := r.Failed()
	held := r
	checker.AssessInto(&r, &s)
	for range held.Failed() {
		t.Error("a reused report has no findings")
	}
	for range failed {
		return
	}
	t.Error("the report that was filled again has")
}
