package readiness_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

func toldJSON(t testing.TB, r *readiness.Report, l readiness.Lang) string {
	b, err := json.Marshal(r.ForApplicant(l))
	require.NoError(t, err)
	return string(b)
}

// What is held back for a reason that stays untold reads the same, byte for byte.
func TestUntoldReasonsReadTheSame(t *testing.T) {
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		same := map[string][]string{}
		for _, f := range readinesstest.Fixtures() {
			c, err := f.Checker(nil)
			require.NoError(t, err)
			r := c.Assess(f.Submission)
			if r.Verdict != readiness.Stop && r.Verdict != readiness.Review && r.Verdict != readiness.Caution {
				continue
			}
			if !r.AssessedAt.Equal(readinesstest.Moment) {
				continue // the time of the answer is another
			}
			if g, _ := r.Find("device.remote-control"); g.Status == readiness.Fail {
				continue // 96110
			}
			same[toldJSON(t, &r, l)] = append(same[toldJSON(t, &r, l)], string(f.Check)+" "+f.Code)
		}
		require.Len(t, same, 1, "%v", same)
	}
}

// A hit of the screening, a declined review and a hidden wait are the same bytes for the
// applicant, and so is all that a lender, its funder or its platform has to settle.
func TestAHoldTellsNothing(t *testing.T) {
	held := map[string]bool{"payout.screening hit": true, "payout.review declined": true, "payout.channel-quota over-merchant-day": true, "payout.in-flight to-approve": true}
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		told, seen := map[string]string{}, 0
		for _, f := range readinesstest.Fixtures() {
			c, err := f.Checker(nil)
			require.NoError(t, err)
			r := c.Assess(f.Submission)
			found, _ := r.Find(f.Check)
			name := string(f.Check) + " " + f.Code
			if held[name] || f.Check.Category() == "mandate" && found.Internal && found.Status == readiness.Fail {
				told[toldJSON(t, &r, l)] = name
				seen++
			}
		}
		require.Len(t, told, 1, "%v", told)
		require.Equal(t, len(held)+12, seen)
	}
}

// Nothing internal reaches the applicant: no message of an internal finding, no check,
// no code, no score, no verdict.
func TestNothingInternalIsTold(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			out := toldJSON(t, &r, l)
			for g := range r.Findings() {
				if g.Internal {
					require.NotContains(t, out, g.Message(l), "%s %s", f.Check, f.Code)
				}
				require.NotContains(t, out, string(g.Check))
			}
			for _, word := range []string{"verdict", "score", "涉案", "风控", "黑名单", "司法", "管控", "position"} {
				require.NotContains(t, out, word, "%s %s", f.Check, f.Code)
			}
			other := readiness.EN
			if l == readiness.EN {
				other = readiness.ZH
			}
			require.NotEqual(t, toldJSON(t, &r, other), out)
		}
	}
}

// While a payout is open nobody is told to change anything.
func TestNoOtherCardWhileAPayoutIsOpen(t *testing.T) {
	s := readinesstest.Ready(readinesstest.Pending(readinesstest.Moment.AddDate(0, 0, -1)), func(s *intake.Submission) { s.Card.State = intake.StateReportedLost })
	r := readiness.Assess(s)
	require.Equal(t, readiness.Wait, r.Verdict)
	for _, word := range []string{"绑", "换", "更正"} {
		require.NotContains(t, toldJSON(t, &r, readiness.ZH), word)
	}
	require.Contains(t, toldJSON(t, &r, readiness.ZH), "请勿重复申请")
}

// Steps are told for what the applicant can mend, and a time for what passes by itself.
func TestWhatTheApplicantReads(t *testing.T) {
	lost := readinesstest.Ready(func(s *intake.Submission) { s.Card.State = intake.StateReportedLost })
	r := readiness.Assess(lost)
	v := r.ForApplicant(readiness.ZH)
	require.Equal(t, "act", v.State)
	require.NotEmpty(t, v.Steps)

	ready := readiness.Assess(readinesstest.Ready())
	v = ready.ForApplicant(readiness.EN)
	require.Equal(t, "processing", v.State)
	require.Empty(t, v.Steps)
	require.NotContains(t, strings.ToLower(v.Headline), "please")

	var zero readiness.Report
	require.Equal(t, "processing", zero.ForApplicant(readiness.ZH).State)
}

// An answer is promised for when the policy says, or not at all.
func TestAnAnswerIsPromisedByThePolicyAlone(t *testing.T) {
	hit := readinesstest.Ready(func(s *intake.Submission) { s.Applicant.Screening.Result = intake.ScreeningHit })
	for hours, headline := range map[int64]string{
		0:  "订单处理中；如需说明或人工复核，请联系客服",
		24: "订单处理中，预计 2026-11-25 12:00 前反馈；如需说明或人工复核，请联系客服", // as the presets have it
		48: "订单处理中，预计 2026-11-26 12:00 前反馈；如需说明或人工复核，请联系客服",
	} {
		p := readiness.StandardPolicy()
		require.EqualValues(t, 24, p.FeedbackHours)
		p.FeedbackHours = hours
		r := checker(t, readiness.Config{Policy: p}).Assess(hit)
		require.Equal(t, headline, r.ForApplicant(readiness.ZH).Headline)
	}
}
