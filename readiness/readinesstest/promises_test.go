package readinesstest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	kit "github.com/payready/payready/readiness/readinesstest"
)

func place(f kit.Fixture) string { return string(f.Check) + " " + f.Code }

// mends are the fixtures that something else mends than being Ready through
// the same channel.
var mends = map[string]kit.Change{
	"payout.channel-support issuer-unsupported":       kit.Through("another"),
	"payout.channel-support network-unsupported":      kit.Through("another"),
	"payout.channel-support account-kind-unsupported": kit.Through("another"),
	"payout.channel-support branch-code-needed":       func(s *readiness.Submission) { s.Payout.BranchCode = "102100000000" },
	"payout.channel-support memo-needed":              func(s *readiness.Submission) { s.Payout.Memo = readiness.Hide("payout") },
	"timing.maintenance closed":                       kit.At(kit.Moment.Add(time.Hour)),
}

func mended(f kit.Fixture) readiness.Submission {
	s := kit.Ready(kit.Through(f.Submission.Payout.Channel))
	if change, ok := mends[place(f)]; ok {
		change(&s)
	}
	return s
}

// costly lists the checks that take something off the score.
func costly(r *readiness.Report) (out []readiness.ID) {
	for f := range r.Findings() {
		if (f.Status == readiness.Warn || f.Status == readiness.Fail || f.Status == readiness.StatusUnknown) && f.Penalty() > 0 {
			out = append(out, f.Check)
		}
	}
	return out
}

// beyond lists those of the checks that are not among others.
func beyond(all, others []readiness.ID) []readiness.ID {
	return slices.DeleteFunc(slices.Clone(all), func(id readiness.ID) bool { return slices.Contains(others, id) })
}

// several are the fixtures with more wrong than one action clears: what the
// action promises leaves the rest as it is, and Ready is beyond it.
var several = map[string]string{
	"consistency.holder-name rare-placeholder":         "the name stays a rare one",
	"consistency.holder-name rare-pinyin":              "the name stays a rare one",
	"consistency.holder-name rare-split":               "the name stays a rare one",
	"consistency.elements mismatch-encoding-suspected": "the name stays a rare one",
	"card.network overseas-unionpay":                   "the bank stays a small one",
	"card.network other-network":                       "the table stays without its prefix",
	"card.issuer-match successor":                      "the bank stays a small one",
	"card.account-class likely-e-account":              "the class stays unsaid",
	"card.class-quota face-to-face-unknown":            "the account stays one of Class II",
	"card.class-quota not-face-to-face":                "the account stays one of Class II",
	"card.class-quota over-daily":                      "the account stays one of Class II",
}

// What Fixes promises for an action is what assessing the mended submission
// gives, for every fixture.
func TestAFixKeepsItsPromise(t *testing.T) {
	kept := 0
	var left []string
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		before, after := c.Assess(f.Submission), c.Assess(mended(f))
		require.Equal(t, 100, after.Score, place(f))
		wrong := costly(&before)
		for _, plan := range before.Fixes() {
			if !slices.Contains(plan.Clears, f.Check) {
				continue
			}
			if rest := beyond(wrong, plan.Clears); len(rest) > 0 {
				left = append(left, place(f))
				require.Less(t, plan.Score, after.Score, "%s: %s", place(f), rest)
				continue
			}
			kept++
			require.Equal(t, after.Score, plan.Score, place(f))
			require.Equal(t, after.Verdict, plan.Verdict, place(f))
		}
		verdict, score := before.If(readiness.Pass, wrong...)
		require.Equal(t, after.Score, score, place(f))
		require.Equal(t, after.Verdict, verdict, place(f))
	}
	for _, name := range left {
		require.Contains(t, several, name)
	}
	require.Len(t, left, len(several))
	t.Logf("%d promises kept, %d of a part", kept, len(left))
}

// changes are what random combinations are made of: one or two of a kind.
var changes = map[string]kit.Change{
	"VPN":               kit.WithVPN,
	"proxy":             kit.WithProxy("203.0.113.7"),
	"homophone":         kit.BankName("王小明"),
	"masked":            kit.BankName("*晓明"),
	"variant":           kit.BankName("王曉明"),
	"rare":              kit.Called("王韡"),
	"wrong document":    kit.WithDocument(readiness.ResidentID, "110101190001010015"),
	"another document":  kit.BankDocument(0, "110101190001010030"),
	"no record":         kit.Without(readiness.FieldCardHolderName, readiness.FieldCardHolderDocumentNumber),
	"unchecked":         kit.Unchecked,
	"mismatch":          kit.ElementsSaid(readiness.Mismatch, kit.Moment),
	"expired":           kit.Valid(readiness.Date{}, readiness.Date{Year: 2026, Month: 11, Day: 1}),
	"MVNO":              kit.WithMobile("17000000000"),
	"no face":           kit.Without(readiness.FieldApplicantFaceResult),
	"image of another":  kit.ImageShows("李四", kit.Document),
	"malformed":         kit.Numbered(kit.PAN[:8]),
	"foreign":           kit.Numbered(kit.CardNumber("400000", 16)),
	"Luhn":              kit.Numbered(kit.PAN[:18] + "6"),
	"truncated":         kit.Truncated,
	"other bank":        kit.StatedIssuer("中国建设银行"),
	"Class II":          kit.ClassII(1_000, 0, 0),
	"over its cap":      kit.ClassII(18_000, 0, 0),
	"over its day":      kit.ClassII(6_000, 5_000, 5_000),
	"declared":          kit.DeclaredClass,
	"no class":          kit.Without(readiness.FieldCardAccountClass),
	"frozen":            kit.InState(readiness.StateFrozen),
	"no quick-pay":      kit.WithoutQuickPay,
	"fraud":             kit.FraudListed,
	"zero":              kit.Amount(0),
	"no money":          kit.Available(readiness.Yuan(1)),
	"pending":           kit.Pending(kit.Moment.Add(-time.Hour)),
	"refused":           kit.Refused(kit.Moment.Add(-time.Hour), "", "", ""),
	"risk block":        kit.Refused(kit.Moment.Add(-time.Hour), "unionpay", "acp", "38"),
	"history not known": kit.Without(readiness.FieldHistoryAttempts),
	"night":             kit.At(kit.Moment.Add(11*time.Hour + 30*time.Minute)),
	"large, at night":   kit.All(kit.Amount(readiness.Yuan(900_000)), kit.Clearing(readiness.HVPS), kit.At(kit.Moment.Add(6*time.Hour))),
	"old capture":       kit.Captured(kit.Moment.Add(-time.Hour)),
	"abroad":            kit.Located("CN", "", "JP"),
	"clock":             kit.ClockOff(600),
	"shared":            kit.DeviceShared(6),
	"rebound":           kit.Rebound(5),
	"failures":          kit.ElementFailures(3),
	"score":             kit.PlatformScore(90),
	"no address":        kit.Without(readiness.FieldNetworkClientIP),
}

func names(m map[string]kit.Change) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func ready(drawn []string) readiness.Submission {
	var list []kit.Change
	for _, name := range drawn {
		list = append(list, changes[name])
	}
	return kit.Ready(list...)
}

// otherwise lists the checks that were not skipped before and find something
// else now.
func otherwise(before, after *readiness.Report) (out []readiness.ID) {
	for f := range before.Findings() {
		if g, _ := after.Find(f.Check); f.Code != g.Code && f.Code != readiness.CodeSkipped {
			out = append(out, f.Check)
		}
	}
	return out
}

// Of anything that is wrong together, one thing mended never beats what was
// promised for what it clears.
func TestMendingNeverBeatsThePromise(t *testing.T) {
	promises := 0
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfNDistinct(rapid.SampledFrom(names(changes)), 1, 6, rapid.ID[string]).Draw(t, "changes")
		i := rapid.IntRange(0, len(drawn)-1).Draw(t, "mended")
		before := readiness.Assess(ready(drawn))
		after := readiness.Assess(ready(slices.Delete(slices.Clone(drawn), i, i+1)))
		changed := otherwise(&before, &after)
		_, promised := before.If(readiness.Pass, changed...)
		require.LessOrEqual(t, after.Score, promised)
		for _, plan := range before.Fixes() {
			if len(beyond(changed, plan.Clears)) == 0 {
				promises++
				require.LessOrEqual(t, after.Score, plan.Score, plan.Action.ID)
			}
		}
	})
	require.NotZero(t, promises)
	t.Logf("%d promises of one action", promises)
}

// answers are bad ones to questions that several checks rest on: every one of
// them then fails, or is skipped.
var answers = map[readiness.Field]kit.Change{
	readiness.FieldApplicantName:           kit.All(kit.Called("王晓明1"), kit.BankName(kit.Name)),
	readiness.FieldApplicantDocumentNumber: kit.All(kit.WithDocument(0, "390101190001010016"), kit.BankDocument(0, kit.Document)),
	readiness.FieldPayoutAmount:            kit.Amount(readiness.MaxFen + 1),
	readiness.FieldHistoryAttempts: func(s *readiness.Submission) {
		s.Payout.OrderID = "order-1"
		yesterday, anHourAgo := kit.Moment.AddDate(0, 0, -1), kit.Moment.Add(-time.Hour)
		kit.Refused(yesterday, "unionpay", "acp", "38")(s)
		for range 5 {
			kit.Refused(anHourAgo, "ainong", "transfer", "2022")(s)
		}
		s.History.Attempts[1].Fixed = readiness.No
		kit.Attempted(readiness.Attempt{Outcome: readiness.OutcomePending, OrderID: "order-1", SubmittedAt: anHourAgo})(s)
	},
}

// noAnswer are the questions to which no answer is as bad as the promise, which
// takes it that all checks fail.
var noAnswer = map[readiness.Field]string{
	readiness.FieldAt:               "no moment is before adulthood, at night and a holiday, and has the quotas and attempts of a day behind it",
	readiness.FieldApplicantMobile:  "another mobile than the bank's fails only where the channel verifies four elements",
	readiness.FieldCardHolderMobile: "another mobile than the bank's fails only where the channel verifies four elements",
	readiness.FieldCardIssuer:       "card.bin never fails: an unknown prefix is never invalid",
	readiness.FieldCardNumber:       "a malformed number leaves what rests on it skipped; a foreign one is well formed, and costs more",
}

// worst is the score of the fixture that fails these checks and in which nothing
// else costs anything.
func worst(t *testing.T, checks []readiness.ID) (score int, ok bool) {
	for _, f := range kit.Fixtures() {
		if !slices.Contains(checks, f.Check) || f.Policy != nil {
			continue
		}
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		found, _ := r.Find(f.Check)
		if found.Status == readiness.Fail && len(beyond(costly(&r), checks)) == 0 && (!ok || r.Score < score) {
			score, ok = r.Score, true
		}
	}
	return score, ok
}

// Where one input is all that is missing, the two scores of its question are
// those of a good answer, which is Ready, and of a bad one.
func TestAQuestionKeepsItsPromise(t *testing.T) {
	good, bad := 0, 0
	var named []readiness.Field
	ask := func(name string, r readiness.Report) {
		for _, q := range r.Questions() {
			if len(beyond(costly(&r), q.Checks)) > 0 {
				continue // more is missing than this
			}
			good++
			require.Equal(t, 100, q.ScoreIfGood, "%s: %s", name, q.Field)
			require.Equal(t, readiness.Ready, q.VerdictIfGood)
			if noAnswer[q.Field] != "" {
				named = append(named, q.Field)
				continue
			}
			bad++
			score, ok := 0, true
			if answer := answers[q.Field]; answer != nil && len(q.Checks) > 1 {
				score = readiness.Assess(kit.Ready(answer)).Score
			} else {
				score, ok = worst(t, q.Checks)
			}
			require.True(t, ok, "%s: %s: no fixture fails %s alone", name, q.Field, q.Checks)
			require.Equal(t, score, q.ScoreIfBad, "%s: %s", name, q.Field)
		}
	}
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		ask(place(f), c.Assess(f.Submission))
	}
	for _, f := range kit.Inputs(kit.Ready()) {
		ask("without "+string(f), readiness.Assess(kit.Ready(kit.Without(f))))
	}
	for field := range noAnswer {
		require.Contains(t, named, field)
	}
	t.Logf("%d good answers, %d bad ones", good, bad)
}
