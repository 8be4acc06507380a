package readinesstest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
)

// listener records the errors that would fail a test.
type listener []string

func (l *listener) Helper()                           {}
func (l *listener) Errorf(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

func text(s string) readiness.Text { return readiness.Text{readiness.ZH: s, readiness.EN: s} }

// good is a correct check: whether the platform's score is low.
func good() readiness.Check {
	return readiness.Check{
		ID: "team.score", Title: text("Score"), Severity: readiness.Medium,
		Needs:    []intake.Field{intake.FieldHistoryPlatformScore},
		Optional: []intake.Field{intake.FieldAt},
		Evidence: []readiness.Key{
			{Name: "score", Unit: intake.UnitCount}, {Name: "clears_at", Unit: intake.UnitInstant},
			{Name: "who", Unit: intake.UnitWord, Words: []string{readinesstest.Name, "nobody"}},
			{Name: "whom", Unit: intake.UnitWords, Words: []string{readinesstest.Name, "nobody"}},
		},
		Reasons: []readiness.Reason{
			{Code: "low", Status: readiness.Pass, Message: text("It is {score}")},
			{Code: "high", Status: readiness.Fail, Kind: readiness.Timed, Message: text("It is {score}"), Action: &remedy.Wait},
		},
		Run: func(c *readiness.Case) readiness.Outcome { return score(c) },
	}
}

// score is the finding of a correct check, with additional evidence if given.
func score(c *readiness.Case, more ...readiness.Evidence) readiness.Outcome {
	n := c.Submission().History.PlatformScore.V
	notes := append([]readiness.Evidence{readiness.Note("score", intake.Count(n))}, more...)
	if n < 50 {
		return c.Is("low", notes...)
	}
	return c.Until(c.At().Add(time.Hour), "high", notes...)
}

func scored(code string, n int64) readinesstest.Fixture {
	return readinesstest.Fixture{Check: "team.score", Code: code, Submission: readinesstest.Ready(readinesstest.PlatformScore(n))}
}

func TestCheckPassesAGoodCheck(t *testing.T) {
	other := scored("low", 99)
	other.Check = "team.other"
	var l listener
	readinesstest.TestCheck(&l, good(), scored("low", 20), other, scored("high", 60), scored("low", 30))
	require.Empty(t, l)
}

func TestCheckFindsFaults(t *testing.T) {
	calls := 0
	fixtures := []readinesstest.Fixture{scored("low", 20), scored("high", 60)}
	for _, c := range []struct {
		fault  string
		change func(*readiness.Check)
		want   []string // parts of the reported errors
	}{
		{"a reason without a fixture", func(c *readiness.Check) {
			c.Reasons = append(c.Reasons, readiness.Reason{Code: "odd", Status: readiness.Warn, Message: text("x")})
		}, []string{"no fixture gives odd"}},
		{"a reason that another fixture gives", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				return c.Is("low", readiness.Note("score", intake.Count(1)))
			}
		}, []string{"fixture of high: found low", "needs /history/platform_score, but finds the same without it"}},
		{"a message in one language", func(c *readiness.Check) { c.Reasons[0].Message = readiness.Text{readiness.ZH: "低"} }, []string{"low has no text in en"}},
		{"a message in the other", func(c *readiness.Check) { c.Reasons[1].Message = readiness.Text{readiness.EN: "high"} }, []string{"high has no text in zh-CN"}},
		{"an action in one language", func(c *readiness.Check) {
			c.Reasons[1].Action = &readiness.Action{ID: "x", Text: readiness.Text{readiness.ZH: "等"}}
		}, []string{"high has no text in en"}},
		{"a title in one language", func(c *readiness.Check) { c.Title = readiness.Text{readiness.ZH: "分"} }, []string{"no title in en"}},
		{"an undeclared input", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				if c.Submission().Card.Issuer == "" {
					return c.Missing(intake.FieldCardIssuer)
				}
				return score(c)
			}
		}, []string{"fixture of low: does not declare /card/issuer, but finds no-input without it", "fixture of high: does not declare /card/issuer, but finds no-input without it"}},
		{"an undeclared input that changes the evidence alone", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				if c.Submission().Card.Issuer == "" {
					return score(c, readiness.Note("who", intake.Word("nobody")))
				}
				return score(c)
			}
		}, []string{"fixture of low: does not declare /card/issuer, but says something else without it", "fixture of high: does not declare /card/issuer, but says something else without it"}},
		{"an undeclared moment", func(c *readiness.Check) { c.Optional = nil },
			[]string{"fixture of high: does not declare /at, but finds error without it"}},
		{"a need that nothing rests on", func(c *readiness.Check) { c.Needs = append(c.Needs, intake.FieldCardNumber) },
			[]string{"needs /card/number, but finds the same without it"}},
		{"a need that is not given", func(c *readiness.Check) { c.Needs = append(c.Needs, intake.FieldPayoutMemo) },
			[]string{"fixture of low: found no-input", "fixture of high: found no-input", "needs /payout/memo, but finds the same without it"}},
		{"an open key", func(c *readiness.Check) { c.Reasons[0].Message = text("It is {points}") },
			[]string{"fixture of low: an open {key} in the text in zh-CN", "fixture of low: an open {key} in the text in en"}},
		{"a name in the evidence", func(c *readiness.Check) {
			c.Needs = append(c.Needs, intake.FieldApplicantName)
			c.Run = func(c *readiness.Case) readiness.Outcome {
				return score(c, readiness.Note("who", intake.Word(c.Submission().Applicant.Name.Reveal())))
			}
		}, []string{"fixture of low: something personal is in the finding", "fixture of high: something personal is in the finding"}},
		{"a name in a set of words", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome { return score(c, readiness.Note("whom", intake.Words(1))) }
		}, []string{"fixture of low: something personal is in the finding", "fixture of high: something personal is in the finding"}},
		{"a name in the text", func(c *readiness.Check) { c.Reasons[0].Message = text(readinesstest.Name) },
			[]string{"fixture of low: something personal is in the finding"}},
		{"the head of a number as a count", func(c *readiness.Check) {
			c.Evidence[0].Name = "bin"
			c.Reasons[0].Message, c.Reasons[1].Message = text("{bin}"), text("")
			c.Run = func(c *readiness.Case) readiness.Outcome {
				if c.Submission().History.PlatformScore.V < 50 {
					return c.Is("low", readiness.Note("bin", intake.Count(622202)))
				}
				return c.Until(c.At().Add(time.Hour), "high")
			}
		}, []string{"fixture of low: something personal is in the finding", "high has no text in zh-CN", "high has no text in en"}},
		{"another reason every other time", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				if calls++; calls%2 == 0 {
					return c.Until(c.At().Add(time.Hour), "high", readiness.Note("score", intake.Count(1)))
				}
				return c.Is("low", readiness.Note("score", intake.Count(1)))
			}
		}, []string{"fixture of low: not the same every time", "found"}},
		{"other evidence every time", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				calls++
				return score(c, readiness.Note("clears_at", intake.Instant(readinesstest.Moment.Add(time.Duration(calls)*time.Second))))
			}
		}, []string{"fixture of low: not the same every time", "fixture of high: not the same every time"}},
		{"another moment every time", func(c *readiness.Check) {
			c.Run = func(c *readiness.Case) readiness.Outcome {
				if c.Submission().History.PlatformScore.V < 50 {
					return score(c)
				}
				calls++
				return c.Until(c.At().Add(time.Duration(calls)*time.Second), "high", readiness.Note("score", intake.Count(1)))
			}
		}, []string{"fixture of high: not the same every time"}},
		{"a panic", func(c *readiness.Check) { c.Run = func(*readiness.Case) readiness.Outcome { panic("x") } },
			[]string{"fixture of low: found error", "fixture of high: found error", "needs /history/platform_score, but finds the same without it"}},
		{"a check that no suite takes", func(c *readiness.Check) { c.Severity = 0 },
			[]string{"fixture of low: suite: team.score: severity must be set", "fixture of high: suite: team.score: severity must be set"}},
	} {
		t.Run(c.fault, func(t *testing.T) {
			calls = 0
			check := good()
			c.change(&check)
			var l listener
			readinesstest.TestCheck(&l, check, fixtures...)
			require.Len(t, l, len(c.want), strings.Join(l, "\n"))
			for i, want := range c.want {
				require.Contains(t, l[i], "team.score")
				require.Contains(t, l[i], want)
			}
		})
	}
}
