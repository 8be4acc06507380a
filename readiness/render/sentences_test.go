package render_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/render"
)

// A finding that stops a payout is in no list of steps. The finding itself tells
// engineers and support not to pay.
func TestWhatStopsSaysWhatToDo(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		if f.Check != "card.risk-flag" || f.Code != "fraud-listed" {
			continue
		}
		r := readiness.Assess(f.Submission)
		for l, want := range map[readiness.Lang]string{readiness.ZH: "停止向该收款人付款", readiness.EN: "Stop paying"} {
			d := r.Document(l, readiness.DetailFailed)
			for format := range formats {
				require.Contains(t, written(t, format, render.Options{Audience: render.Engineer}, d), want)
				require.Contains(t, written(t, format, render.Options{Audience: render.Support}, d), want)
			}
		}
	}
}

// Of a payout that was made, that comes first, and nobody is told to mend anything: who
// mends it sends it again.
func TestWhatIsPaidIsNotMended(t *testing.T) {
	r := readiness.Assess(readinesstest.Ready(readinesstest.InState(intake.StateReportedLost), func(s *intake.Submission) {
		s.Payout.OrderID = "order-1"
		s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, OrderID: "order-1", Amount: s.Payout.Amount, SameCard: intake.Yes, EndedAt: readinesstest.Moment.Add(-time.Hour)}}
	}))
	readinesstest.AssertVerdict(t, readiness.Paid, r)
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		d := r.Document(l, readiness.DetailFull)
		lost, _ := r.Find("card.state")
		paid, _ := r.Find("payout.duplicate")
		for format := range formats {
			for _, a := range []render.Audience{render.Engineer, render.Support} {
				out := written(t, format, render.Options{Audience: a}, d)
				require.NotContains(t, out, lost.Action().Text.In(l)[:20], format)
				require.Less(t, strings.Index(out, paid.Message(l)[:20]), strings.Index(out, lost.Message(l)), format)
				require.Contains(t, out, paid.Action().Text.In(l)[:20], format)
			}
		}
	}
}

// Another payout that is open is queried, also for whom nothing may be paid.
func TestWhatIsOpenIsQueriedWhateverTheVerdict(t *testing.T) {
	r := readiness.Assess(readinesstest.Ready(readinesstest.Pending(readinesstest.Moment.Add(-time.Hour)), func(s *intake.Submission) { s.Card.FraudListed = intake.Yes }))
	readinesstest.AssertVerdict(t, readiness.Stop, r)
	open, _ := r.Find("payout.in-flight")
	require.Contains(t, written(t, "txt", render.Options{}, r.Document(readiness.ZH, readiness.DetailFull)), open.Action().Text.In(readiness.ZH)[:30])
}

// A time at which the payout would still be refused is not the earliest time to
// submit, and says so.
func TestEarliestIsWhenItMayBeSubmitted(t *testing.T) {
	for _, c := range []struct {
		then   intake.Opt[readiness.Verdict]
		zh, en string
	}{
		{intake.Some(readiness.Ready), "最早可提交   2026-11-25 01:00  (可提交)", "earliest     2026-11-25 01:00  (READY)"},
		{intake.Some(readiness.Caution), "时间限制解除 2026-11-25 01:00  (存疑)", "limits end   2026-11-25 01:00  (CAUTION)"},
		{intake.Some(readiness.Incomplete), "时间限制解除 2026-11-25 01:00  (信息不足)", "limits end   2026-11-25 01:00  (INCOMPLETE)"},
		{intake.Some(readiness.Wait), "时间限制解除 2026-11-25 01:00  (等待)", "limits end   2026-11-25 01:00  (WAIT)"},
		{intake.Some(readiness.Fix), "时间限制解除 2026-11-25 01:00  (待处理)", "limits end   2026-11-25 01:00  (FIX)"},
		{intake.Some(readiness.Stop), "时间限制解除 2026-11-25 01:00  (停止)", "limits end   2026-11-25 01:00  (STOP)"},
		{intake.Opt[readiness.Verdict]{}, "最早可提交   2026-11-25 01:00\n", "earliest     2026-11-25 01:00\n"},
	} {
		d := readiness.Document{Verdict: readiness.Fix, EarliestAt: intake.Some(moment), EarliestVerdict: c.then}
		for l, want := range map[readiness.Lang]string{readiness.ZH: c.zh, readiness.EN: c.en} {
			d.Lang = l
			require.Contains(t, written(t, "txt", render.Options{}, d), "  "+want)
		}
	}
}

// Below 100 something was found, so no text may say that nothing was.
func TestReadyBelow100HasDoubts(t *testing.T) {
	for _, c := range []struct {
		verdict readiness.Verdict
		score   int
		zh, en  string
	}{
		{readiness.Ready, 100, "未发现已知障碍，可以提交", "no known obstacle: ready to submit"},
		{readiness.Ready, 99, "没有硬性障碍，可以提交，但有轻微疑点", "nothing blocks it: ready to submit, with minor doubts"},
		{readiness.Caution, 84, "没有硬性障碍，但有疑点", "nothing blocks it, but there are doubts"},
	} {
		d := readiness.Document{Verdict: c.verdict, Score: c.score}
		for l, want := range map[readiness.Lang]string{readiness.ZH: c.zh, readiness.EN: c.en} {
			d.Lang = l
			for _, a := range []render.Audience{render.Engineer, render.Support} {
				require.Contains(t, written(t, "txt", render.Options{Audience: a}, d), "/100  "+want+"\n")
			}
		}
	}
}

// What was paid is done: nothing makes it ready again. A query or a review promises
// something only if its answer is the good one.
func TestWhatDependsOnAnAnswerIsNotPromised(t *testing.T) {
	at := readinesstest.Moment
	paid := intake.Attempt{OrderID: "order-1", Outcome: intake.OutcomeSucceeded, SubmittedAt: at.Add(-time.Hour), EndedAt: at.Add(-time.Hour)}
	open := intake.Attempt{OrderID: "order-1", Outcome: intake.OutcomePending, SubmittedAt: at.Add(-time.Hour)}
	for _, c := range []struct {
		change readinesstest.Change
		action string
		says   string // of what comes after it
	}{
		{readinesstest.Attempted(paid), "treat-as-success", ""},
		{readinesstest.Attempted(open), "query-order", "若查明未付：100 分，可提交"},
		{readinesstest.OnDevice(func(d *intake.Device) { d.ScreenSharing = intake.Yes }), "review-account", "若复核放行：100 分，可提交"},
	} {
		r := readiness.Assess(readinesstest.Ready(c.change))
		d := r.Document(readiness.ZH, readiness.DetailFailed)
		fixes := slices.DeleteFunc(slices.Clone(d.Fixes), func(f readiness.DocumentFix) bool { return f.Action != c.action })
		text := written(t, "txt", render.Options{Audience: render.Engineer}, d)
		require.NotContains(t, text, "处理后", c.action)
		if c.says == "" {
			require.Empty(t, d.Fixes)
			require.NotContains(t, text, "100 分")
			require.Contains(t, text, "按成功处理")
			continue
		}
		require.Len(t, fixes, 1)
		require.Contains(t, strings.NewReplacer("\n", "", " ", "").Replace(text), strings.ReplaceAll(c.says, " ", ""))
	}
}

// What is missing is asked for once, whatever number of checks miss it.
func TestWhatIsMissingIsAskedForInOneBreath(t *testing.T) {
	r := readiness.Assess(intake.Submission{At: readinesstest.Moment})
	for l, want := range map[readiness.Lang]string{readiness.ZH: "缺少：姓名、证件号码、", readiness.EN: "Missing: name; document number; "} {
		text := written(t, "txt", render.Options{Audience: render.Engineer}, r.Document(l, readiness.DetailFailed))
		require.Equal(t, 1, strings.Count(text, strings.Fields(want)[0][:8]), text)
		require.Contains(t, text, want)
	}
}
