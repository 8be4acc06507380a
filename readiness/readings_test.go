package readiness_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Attempts that state the same are read once. Each means the same as when it is the
// only one and has to be read.
func TestEachAttemptIsReadAsIfAlone(t *testing.T) {
	var got []readiness.AttemptFact
	suite := readiness.Suite()
	i := slices.IndexFunc(suite, func(c readiness.Check) bool { return c.ID == "history.booking" })
	run := suite[i].Run
	suite[i].Run = func(c *readiness.Case) readiness.Outcome {
		if c.At().Equal(noon) { // and not while looking ahead, when more has been fixed
			got = c.Attempts()
		}
		return run(c)
	}
	c := checker(t, readiness.Config{Suite: suite})
	texts := []string{"", "余额不足", "账户状态异常", "系统繁忙"}
	rapid.Check(t, func(t *rapid.T) {
		s := full()
		for i := range rapid.IntRange(1, 60).Draw(t, "attempts") { // more different ones than are remembered
			a := anyAttempt(t, s.At, anyOutcome...)
			switch rapid.IntRange(0, 5).Draw(t, "change") {
			case 0:
				a.Code += fmt.Sprint(i)
			case 1:
				a.FailureText = intake.Hide(rapid.SampledFrom(texts).Draw(t, "text"))
			case 2:
				a.Product = ""
			case 3:
				a.Channel = ""
			case 4:
				a.Status = rapid.SampledFrom([]string{"", "SUCCESS", "FAILED", "PROCESSING"}).Draw(t, "status")
			}
			s.History.Attempts = append(s.History.Attempts, a)
		}
		c.Assess(s)
		all := slices.Clone(got)
		require.Len(t, all, len(s.History.Attempts))
		for i, a := range s.History.Attempts {
			alone := s
			alone.History.Attempts = []intake.Attempt{a}
			c.Assess(alone)
			require.Equal(t, got, all[i:i+1])
		}
	})
}

// Nothing of one assessment is remembered in the next, though the memory is.
func TestReadingsAreForgotten(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	a := intake.Attempt{Outcome: intake.OutcomeFailed, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "AMOUNT_LIMIT", EndedAt: noon.Add(-time.Hour)}
	first, second := full(), full()
	first.History.Attempts = []intake.Attempt{a, a}
	c.AssessInto(&r, &first)
	a.Code = "NAME_MISMATCH"
	second.History.Attempts = []intake.Attempt{a}
	c.AssessInto(&r, &second)
	again, err := r.Document(readiness.ZH, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	fresh := checker(t, readiness.Config{}).Assess(second) // in memory of its own
	want, err := fresh.Document(readiness.ZH, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	require.JSONEq(t, string(want), string(again))
}
