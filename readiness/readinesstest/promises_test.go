package readinesstest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
)

func place(f kit.Fixture) string { return string(f.Check) + " " + f.Code }

// mends lists the fixtures for which the fixed submission is not simply Ready
// through the same channel.
var mends = map[string]kit.Change{
	"history.abuse adds-up":                           kit.OnDevice(func(d *intake.Device) { d.Emulator = intake.Yes }), // the device is what it was
	"payout.amount over-usual-limit":                  kit.Amount(intake.Yuan(100)),
	"payout.channel-name channel-misspelt":            kit.Through("baofoo"),
	"payout.channel-name not-listed":                  kit.Through("baofoo"),
	"payout.channel-support issuer-unsupported":       kit.Through("alipay"),
	"payout.channel-support network-unsupported":      kit.Through("alipay"),
	"payout.channel-support account-kind-unsupported": kit.Through("alipay"),
	"payout.channel-support branch-code-needed":       func(s *intake.Submission) { s.Payout.BranchCode = "102100000000" },
	"payout.channel-support memo-needed":              func(s *intake.Submission) { s.Payout.Memo = intake.Hide("payout") },
	"timing.maintenance closed":                       kit.At(kit.Moment.Add(time.Hour)),
	"timing.maintenance maintenance-possible":         kit.At(kit.Moment.Add(time.Hour)),
	"timing.maintenance day-cut":                      kit.At(kit.Moment.Add(time.Hour)),

	// The name stays a rare one, and the bank stays a small one.
	"consistency.holder-name rare-placeholder":         kit.Called("王韡"),
	"consistency.holder-name rare-pinyin":              kit.Called("王韡"),
	"consistency.holder-name rare-split":               kit.Called("王韡"),
	"consistency.elements mismatch-encoding-suspected": kit.Called("王韡"),
	"card.network overseas-unionpay":                   kit.WithCard(kit.CardNumber("621071", 19), "BOP", cardbin.Debit),
	"card.issuer-match successor":                      kit.WithCard(kit.CardNumber("621071", 19), "BOP", cardbin.Debit),
	// The table does not know the prefix of the new card either.
	"card.network other-network": kit.WithCard(kit.CardNumber("62999999", 19), "", cardbin.Debit),
	"mandate.self-payment-limit over": kit.All(kit.Amount(intake.Yuan(400_000)), kit.LentWith(func(m *intake.Mandate) {
		m.Payment, m.Payee = intake.EntrustedPayment, intake.PayeeCounterparty
	})),
	// The account stays one of Class II.
	"card.class-quota face-to-face-unknown": kit.ClassII(1_000, 0, 0),
	"card.class-quota not-face-to-face":     kit.ClassII(1_000, 0, 0),
	"card.class-quota over-daily":           kit.All(kit.ClassII(6_000, 0, 5_000), kit.At(kit.Moment.AddDate(0, 0, 1))),
}

func mended(f kit.Fixture) intake.Submission {
	s := kit.Ready(kit.Through(f.Submission.Payout.Channel))
	if f.Check.Category() == "mandate" {
		kit.Lent(&s)
	}
	if change, ok := mends[place(f)]; ok {
		change(&s)
	}
	return s
}

// costly returns the checks that lower the score.
func costly(r *readiness.Report) (out []readiness.ID) {
	for f := range r.Findings() {
		if (f.Status == readiness.Warn || f.Status == readiness.Fail || f.Status == readiness.StatusUnknown) && f.Penalty() > 0 {
			out = append(out, f.Check)
		}
	}
	return out
}

// beyond returns the checks that are not in others.
func beyond(all, others []readiness.ID) []readiness.ID {
	return slices.DeleteFunc(slices.Clone(all), func(id readiness.ID) bool { return slices.Contains(others, id) })
}

// For every fixture, the result that Fixes promises for an action is the result of
// assessing the fixed submission.
func TestAFixKeepsItsPromise(t *testing.T) {
	whole, part := 0, 0
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		before, after := c.Assess(f.Submission), c.Assess(mended(f))
		wrong := costly(&before)
		promised := false
		for _, plan := range before.Fixes() {
			if f.Check == "card.class-quota" && plan.Action.ID == remedy.BindClassICard.ID {
				after := c.Assess(kit.Ready()) // there may be another action besides
				require.Equal(t, after.Score, plan.Score, place(f))
				require.Equal(t, after.Verdict, plan.Verdict, place(f))
				promised = promised || slices.Contains(plan.Clears, f.Check)
				continue
			}
			if !slices.Contains(plan.Clears, f.Check) {
				continue
			}
			promised = true
			require.Equal(t, after.Score, plan.Score, "%s: %s", place(f), plan.Action.ID)
			require.Equal(t, after.Verdict, plan.Verdict, place(f))
			if len(beyond(wrong, plan.Clears)) > 0 {
				part++
				require.Less(t, plan.Score, 100, place(f))
				continue
			}
			whole++
			require.Equal(t, 100, after.Score, place(f))
		}
		if found, _ := before.Find(f.Check); found.Status == readiness.Fail || found.Status == readiness.Warn && (found.Penalty() > 0 || !found.Action().IsZero()) {
			stops := found.Kind == readiness.Stopping || found.Kind == readiness.Done || found.Action().ID == remedy.StopPayout.ID
			require.True(t, !stops == promised || found.Action().Owner == remedy.Nobody, "%s: what stops is mended by nobody, all else by something", place(f))
		}
		verdict, score := before.If(readiness.Pass, wrong...)
		require.Equal(t, 100, score, place(f))
		require.Equal(t, readiness.Ready, verdict, place(f))
	}
	require.NotZero(t, part)
	t.Logf("%d promises of all that is wrong kept, %d of a part", whole, part)
}

// changes are the parts of random combinations: one or two of each kind.
var changes = map[string]kit.Change{
	"VPN":               kit.WithVPN,
	"proxy":             kit.WithProxy("203.0.113.7"),
	"homophone":         kit.BankName("王小明"),
	"masked":            kit.BankName("*晓明"),
	"variant":           kit.BankName("王曉明"),
	"rare":              kit.Called("王韡"),
	"wrong document":    kit.WithDocument(intake.ResidentID, "110101190001010015"),
	"another document":  kit.BankDocument(0, "110101190001010030"),
	"no record":         kit.Without(intake.FieldCardHolderName, intake.FieldCardHolderDocumentNumber),
	"unchecked":         kit.Unchecked,
	"mismatch":          kit.ElementsSaid(intake.Mismatch, kit.Moment),
	"expired":           kit.Valid(readiness.Date{}, readiness.Date{Year: 2026, Month: 11, Day: 1}),
	"MVNO":              kit.WithMobile("17000000000"),
	"no face":           kit.Without(intake.FieldApplicantFaceResult),
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
	"no class":          kit.Without(intake.FieldCardAccountClass),
	"frozen":            kit.InState(intake.StateFrozen),
	"no quick-pay":      kit.WithoutQuickPay,
	"fraud":             kit.FraudListed,
	"zero":              kit.Amount(0),
	"no money":          kit.Available(intake.Yuan(1)),
	"pending":           kit.Pending(kit.Moment.Add(-time.Hour)),
	"refused":           kit.Refused(kit.Moment.Add(-time.Hour), "", "", ""),
	"risk block":        kit.Refused(kit.Moment.Add(-time.Hour), "unionpay", "acp", "38"),
	"history not known": kit.Without(intake.FieldHistoryAttempts),
	"night":             kit.At(kit.Moment.Add(11*time.Hour + 30*time.Minute)),
	"large, at night":   kit.All(kit.Amount(intake.Yuan(900_000)), kit.Clearing(intake.HVPS), kit.At(kit.Moment.Add(6*time.Hour))),
	"old capture":       kit.Captured(kit.Moment.Add(-time.Hour)),
	"abroad":            kit.Located("CN", "", "JP"),
	"clock":             kit.ClockOff(600),
	"shared":            kit.DeviceShared(6),
	"rebound":           kit.Rebound(5),
	"failures":          kit.ElementFailures(3),
	"score":             kit.PlatformScore(10),
	"no address":        kit.Without(intake.FieldNetworkClientIP),
}

func names(m map[string]kit.Change) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func ready(drawn []string) intake.Submission {
	var list []kit.Change
	for _, name := range drawn {
		list = append(list, changes[name])
	}
	return kit.Ready(list...)
}

// otherwise returns the checks that were not skipped before and now find something
// else.
func otherwise(before, after *readiness.Report) (out []readiness.ID) {
	for f := range before.Findings() {
		if g, _ := after.Find(f.Check); f.Code != g.Code && f.Code != readiness.CodeSkipped {
			out = append(out, f.Check)
		}
	}
	return out
}

// In any combination of problems, fixing one never gives a better result than was
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

// answers are bad answers to questions that several checks depend on. Each of those
// checks then gives its worst finding or is skipped.
var answers = map[intake.Field]kit.Change{
	intake.FieldApplicantName:           kit.All(kit.Called("王晓明1"), kit.BankName(kit.Name), kit.ImageShows(kit.Name, kit.Document)),
	intake.FieldApplicantDocumentNumber: kit.All(kit.WithDocument(0, "390101190001010016"), kit.BankDocument(0, kit.Document), kit.ImageShows(kit.Name, kit.Document)),
	intake.FieldApplicantMobile:         kit.All(kit.WithMobile("02012345678"), kit.BankMobile(kit.Mobile)),
	intake.FieldCardNumber:              kit.Numbered(kit.PAN[:18] + "x"),
	intake.FieldPayoutAmount:            kit.Amount(intake.MaxFen + 1),
	// No single time is bad in every way. A night after the document has expired,
	// before the holder is of age and just after a day of refusals gives the lowest
	// score.
	intake.FieldAt: kit.All(
		kit.WithDocument(intake.ResidentID, "110101201001010015"), kit.BankDocument(0, "110101201001010015"),
		kit.Valid(readiness.Date{}, readiness.Date{Year: 2026, Month: 11, Day: 1}),
		kit.Refused(kit.Moment.AddDate(0, 0, -1), "unionpay", "acp", "38"),
		kit.Attempted(intake.Attempt{Outcome: intake.OutcomeSucceeded, OrderID: "order-1", SubmittedAt: kit.Moment}),
		func(s *intake.Submission) { s.Payout.OrderID = "order-1" },
		refusals(kit.Moment.Add(5*time.Hour)),
		kit.Amount(intake.Yuan(900_000)), kit.Clearing(intake.HVPS), kit.At(kit.Moment.Add(6*time.Hour)),
	),
	intake.FieldHistoryAttempts: func(s *intake.Submission) {
		s.Payout.OrderID = "order-1"
		yesterday, anHourAgo := kit.Moment.AddDate(0, 0, -1), kit.Moment.Add(-time.Hour)
		kit.Refused(yesterday, "unionpay", "acp", "38")(s)
		refusals(anHourAgo)(s)
		s.History.Attempts[1].Fixed = intake.No
		kit.Attempted(intake.Attempt{Outcome: intake.OutcomePending, OrderID: "order-1", SubmittedAt: anHourAgo})(s)
	},
}

// captures are times of observations in which everything is bad.
var captures = map[intake.Field]kit.Change{
	intake.FieldDeviceCapturedAt: kit.All(
		kit.WithVPN, kit.WithProxy("203.0.113.7"), kit.MockedLocation, kit.OnNetwork(intake.NoNetwork, 0, 0), kit.ClockOff(100_000), kit.RunningApp("0.1"),
		kit.OnDevice(func(d *intake.Device) { d.RemoteControl = intake.Yes }),
	),
	intake.FieldNetworkCapturedAt: kit.FromIP("2002:cb00:7107::1"), // a tunnel
}

// worsened is a submission with, for every one of the checks that passes in it, what
// the fixtures that fail it change.
func worsened(t *testing.T, s intake.Submission, checks []readiness.ID) intake.Submission {
	now, to := readiness.Assess(s), members(t, s)
	for _, f := range kit.Fixtures() {
		if found, _ := now.Find(f.Check); f.Policy != nil || found.Status != readiness.Pass || !slices.Contains(checks, f.Check) {
			continue
		}
		r := readiness.Assess(f.Submission)
		if found, _ := r.Find(f.Check); found.Status == readiness.Fail {
			take(to, members(t, kit.Ready()), members(t, f.Submission))
		}
	}
	return submission(t, to)
}

// blocked is the worst that the cause of a failure can be.
var blocked = kit.All(
	kit.Refused(kit.Moment.AddDate(0, 0, -1), "unionpay", "acp", "38"),
	kit.Refused(kit.Moment.AddDate(0, 0, -5), "alipay", "fund.trans.uni.transfer", "JUDICIAL_FREEZE"),
)

// refusals adds more failures than a day allows.
func refusals(at time.Time) kit.Change {
	return func(s *intake.Submission) {
		for range 5 {
			kit.Refused(at, "ainong", "transfer", "2022")(s)
		}
	}
}

// failing returns the fixtures that fail these checks and in which no other check
// costs anything, except others.
func failing(t *testing.T, policy *readiness.Policy, checks []readiness.ID, others ...readiness.ID) (out []kit.Fixture) {
	for _, f := range kit.Fixtures() {
		if !slices.Contains(checks, f.Check) || policyID(f.Policy) != policyID(policy) {
			continue
		}
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		if found, _ := r.Find(f.Check); found.Status == readiness.Fail && len(beyond(costly(&r), slices.Concat(checks, others))) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// worst returns the lowest score of the failing fixtures.
func worst(t *testing.T, policy *readiness.Policy, checks []readiness.ID) (score int, ok bool) {
	for _, f := range failing(t, policy, checks) {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		if r := c.Assess(f.Submission); !ok || r.Score < score {
			score, ok = r.Score, true
		}
	}
	return score, ok
}

// policyID identifies a policy by its content. Nil is the standard one.
func policyID(p *readiness.Policy) string {
	if p == nil {
		return ""
	}
	return string(p.Canonical())
}

// refusedByTheBank is the submission with an element check that does not match.
func refusedByTheBank(s intake.Submission) intake.Submission {
	kit.ElementsSaid(intake.Mismatch, kit.Moment)(&s)
	return s
}

// If only one input is missing, the two scores of its question are those of the
// submission with a good and with a bad answer.
func TestAQuestionKeepsItsPromise(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	good, bad := 0, 0
	ask := func(name string, f kit.Fixture) {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		for _, q := range r.Questions() {
			if len(beyond(costly(&r), q.Checks)) > 0 {
				continue // more is missing
			}
			good++
			answered := c.Assess(answered(t, f.Submission, q.Field))
			require.Equal(t, answered.Verdict, q.VerdictIfGood, "%s: %s", name, q.Field)
			require.Equal(t, answered.Score, q.ScoreIfGood, "%s: %s", name, q.Field)

			score, ok := 0, true
			if capture := captures[q.Field]; capture != nil {
				if slices.Contains(q.Checks, "network.location") && q.Field == intake.FieldNetworkCapturedAt {
					capture = kit.All(capture, kit.Located("", "", "JP")) // located only by the address
				}
				score = c.Assess(with(t, f.Submission, q.Field, worsened(t, kit.Ready(capture), q.Checks))).Score
			} else if q.Field == intake.FieldCardElementCheckResult {
				score = c.Assess(refusedByTheBank(f.Submission)).Score
			} else if slices.Equal(q.Checks, []readiness.ID{"history.risk-hold", "history.unresolved-cause"}) {
				score = c.Assess(kit.Ready(blocked)).Score
			} else if answer := answers[q.Field]; answer != nil && len(q.Checks) > 1 {
				score = c.Assess(kit.Ready(kit.Through(f.Submission.Payout.Channel), answer)).Score
			} else {
				score, ok = worst(t, f.Policy, q.Checks)
			}
			bad++
			require.True(t, ok, "%s: %s: no fixture fails %s alone", name, q.Field, q.Checks)
			if q.Field == intake.FieldAt { // it settles so many that no fixture has all at their worst
				require.LessOrEqual(t, q.ScoreIfBad, score, "%s: %s", name, q.Field)
				continue
			}
			require.Equal(t, score, q.ScoreIfBad, "%s: %s", name, q.Field)
		}
	}
	var four *readiness.Policy
	for _, f := range kit.Fixtures() {
		ask(place(f), f)
		if f.Code == "mismatch-blocking" {
			four = f.Policy
		}
	}
	for _, field := range kit.Inputs(kit.Ready()) {
		ask("without "+string(field), kit.Fixture{Submission: kit.Ready(kit.Without(field))})
	}
	for _, field := range []intake.Field{intake.FieldApplicantMobile, intake.FieldCardHolderMobile} {
		ask("four elements without "+string(field), kit.Fixture{Submission: kit.Ready(kit.Through("four"), kit.Without(field)), Policy: four})
	}
	located := readiness.StandardPolicy()
	located.Checks = map[readiness.ID]readiness.Override{"network.location": {Severity: readiness.High}}
	ask("an old connection, and no other sign of the place", kit.Fixture{Policy: located, Submission: kit.Ready(kit.Located("", "", "CN"), func(s *intake.Submission) {
		s.Network.CapturedAt = kit.Moment.Add(-time.Hour)
	})})
	t.Logf("%d good answers, %d bad ones", good, bad)
}

// beside lists what comes with an answer: when and by whom it was observed.
var beside = map[intake.Field][]intake.Field{
	intake.FieldApplicantDocumentExpiresOn: {intake.FieldApplicantDocumentLongTerm}, // 长期 is printed in place of the day
	intake.FieldApplicantFaceResult:        {intake.FieldApplicantFaceAt},
	intake.FieldApplicantCarrierResult:     {intake.FieldApplicantCarrierAt},
	intake.FieldCardAccountClass:           {intake.FieldCardSourcesAccountClass},
	intake.FieldCardState:                  {intake.FieldCardStateAt},
	intake.FieldCardElementCheckResult:     {intake.FieldCardElementCheckAt, intake.FieldCardElementCheckElements, intake.FieldCardElementCheckMismatched},
	intake.FieldDeviceAttestationVerdict:   {intake.FieldDeviceAttestationAgeSeconds},
	intake.FieldCardHolderName:             {"/card/holder/name_hash"},
}

// unstated adds good answers that Ready leaves out.
func unstated(s *intake.Submission) {
	s.Applicant.Document.Type = intake.Passport
	s.Device.Attestation.Verdict = intake.AttestedStrong
}

// goodAnswer is a submission with a good answer to an input: Ready, which states
// most of them, else the fixture of a pass.
func goodAnswer(t *testing.T, field intake.Field) intake.Submission {
	input := field.Input()
	for _, s := range []intake.Submission{kit.Ready(), kit.Ready(unstated)} {
		if input.Given(&s) {
			return s
		}
	}
	if field == intake.FieldPayoutChannel {
		return kit.Ready(kit.Through("lianlian")) // a channel whose order numbers are its own: no fixture failed there
	}
	for _, f := range kit.Fixtures() {
		if input.Given(&f.Submission) {
			c, err := f.Checker(nil)
			require.NoError(t, err)
			r := c.Assess(f.Submission)
			if found, _ := r.Find(f.Check); found.Status == readiness.Pass {
				return f.Submission
			}
		}
	}
	return kit.Ready() // in which it is good not to be given
}

// answered is the submission with one input as a good one has it, and what it
// brings with it. Of a device, and of a connection, everything was observed when
// it was.
func answered(t *testing.T, s intake.Submission, field intake.Field) intake.Submission {
	for i := range s.History.Attempts {
		a := slices.Clone(s.History.Attempts)
		switch field {
		case intake.FieldAttemptFixed(i):
			a[i].Fixed = intake.Yes
		case intake.FieldAttemptRefundedAt(i):
			a[i].RefundedAt = kit.Moment.Add(-time.Minute)
		default:
			continue
		}
		s.History.Attempts = a
		return s
	}
	to, from := members(t, s), members(t, goodAnswer(t, field))
	fields := append([]intake.Field{field}, beside[field]...)
	if strings.HasPrefix(string(field), "/device/") {
		fields = append(fields, intake.FieldDeviceCapturedAt)
	}
	if strings.HasPrefix(string(field), "/network/") {
		fields = append(fields, intake.FieldNetworkCapturedAt)
	}
	for _, f := range fields {
		in, out := to, from
		path := strings.Split(string(f[1:]), "/")
		for _, name := range path[:len(path)-1] {
			if in[name] == nil {
				in[name] = map[string]any{}
			}
			in, _ = in[name].(map[string]any)
			out, _ = out[name].(map[string]any)
		}
		name := path[len(path)-1]
		if in[name] = out[name]; out[name] == nil {
			delete(in, name)
		}
	}
	return submission(t, to)
}
