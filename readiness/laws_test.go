package readiness_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// edges are moments around which days, months, years and holidays turn.
var edges = []time.Time{
	time.Date(2025, 12, 31, 23, 59, 59, 0, workday.China),
	time.Date(2026, 2, 13, 17, 10, 0, 0, workday.China), // before 春节 and its make-up Saturday
	time.Date(2026, 2, 23, 20, 30, 0, 0, workday.China),
	time.Date(2026, 9, 30, 23, 50, 0, 0, workday.China),  // before 国庆
	time.Date(2026, 10, 10, 12, 0, 0, 0, workday.China),  // a make-up Saturday
	time.Date(2026, 12, 30, 12, 0, 0, 0, workday.China),  // the calendar ends
	time.Date(2023, 12, 31, 17, 10, 0, 0, workday.China), // and begins
	noon,
}

var someCodes = []struct{ channel, product, status, code string }{
	{"", "", "", ""},
	{"unionpay", "acp", "", "38"}, // risk control
	{"iso8583_unionpay_pos", "field39", "", "65"},
	{"unionpay", "acp", "", "81"},
	{"wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"},
	{"iso20022", "ExternalStatusReason1Code", "RJCT", "DT03"},
	{"ainong", "transfer", "", "2022"},
	{"ainong", "transfer", "", "2025"},
	{"netease_epay", "cashier", "", "016017"},
	{"payermax", "disbursement", "FAILED", "TRANSACTION_EXCEED_LIMIT"},
	{"somebody", "else", "FAIL", "X1"},
}

func anyFact(t *rapid.T, label string) intake.Fact {
	return rapid.SampledFrom([]intake.Fact{intake.Unknown, intake.No, intake.Yes}).Draw(t, label)
}

// anyAttempt draws an attempt that has ended, or not, before at.
func anyAttempt(t *rapid.T, at time.Time, outcomes ...intake.AttemptOutcome) intake.Attempt {
	code := rapid.SampledFrom(someCodes).Draw(t, "code")
	a := intake.Attempt{
		OrderID: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "order"),
		Outcome: rapid.SampledFrom(outcomes).Draw(t, "outcome"),
		Channel: code.channel, Product: code.product, Status: code.status, Code: code.code,
		SameCard: anyFact(t, "same card"), Fixed: anyFact(t, "fixed"),
		Amount: intake.Some(intake.Yuan(rapid.SampledFrom([]int64{1, 500, 8_000}).Draw(t, "amount"))),
	}
	a.SubmittedAt = at.Add(-time.Duration(rapid.IntRange(0, 15*24*60).Draw(t, "minutes ago")) * time.Minute)
	if rapid.IntRange(0, 5).Draw(t, "ended") > 0 {
		a.EndedAt = a.SubmittedAt.Add(time.Minute)
	}
	if a.Fixed == intake.Yes && rapid.Bool().Draw(t, "since") {
		a.FixedAt = a.SubmittedAt.Add(5 * time.Hour)
	}
	return a
}

// anyTime draws a policy, a history and a moment of which time decides much.
func anyTime(t *rapid.T, outcomes ...intake.AttemptOutcome) (*readiness.Checker, intake.Submission) {
	p := readiness.StandardPolicy()
	at := rapid.SampledFrom(edges).Draw(t, "near")
	if rapid.Bool().Draw(t, "anywhere") {
		at = anyMoment(t, "at")
	}
	at = at.Add(time.Duration(rapid.Int64Range(-3*86_400, 3*86_400).Draw(t, "off")) * time.Second)
	for range rapid.IntRange(0, 4).Draw(t, "windows") {
		p.Windows = append(p.Windows, anyEffective(t, anySelector(t, anyWindow(t, at)), at))
	}
	p.ProcessingMinutes = rapid.SampledFrom([]int64{1, 10, 90, 24 * 60}).Draw(t, "processing")
	p.CoolDownHours = rapid.Int64Range(0, 72).Draw(t, "cool-down")
	p.RiskHoldDays = rapid.Int64Range(0, 4).Draw(t, "hold")
	p.RiskEaseDays = p.RiskHoldDays + rapid.Int64Range(0, 4).Draw(t, "ease")
	p.PayoutsPerCardDay = rapid.Int64Range(1, 4).Draw(t, "payouts a day")
	p.HorizonDays = rapid.SampledFrom([]int64{2, 14, 30}).Draw(t, "horizon")
	p.Channels = []readiness.Channel{{
		Channel: "wechatpay", CardDay: intake.Yuan(20_000), MerchantDay: intake.Yuan(100_000),
		SameDaySame: rapid.SampledFrom([]string{"", "warn", "gate"}).Draw(t, "same day"),
	}}
	if rapid.Bool().Draw(t, "suppressed") {
		p.Checks = map[readiness.ID]readiness.Override{"card.issuer-match": {Suppressed: readiness.Suppression{Until: at.Add(30 * time.Hour), Reason: "a test"}}}
	}

	s := full()
	s.At, s.ObservedAt = at, at.Add(-time.Duration(rapid.IntRange(0, 3000).Draw(t, "observed"))*time.Minute)
	s.Payout.Channel = rapid.SampledFrom([]string{"", "wechatpay", "other"}).Draw(t, "channel")
	s.Payout.System = rapid.SampledFrom([]intake.System{0, intake.HVPS, intake.BEPS}).Draw(t, "system")
	s.Payout.Amount = intake.Some(intake.Yuan(rapid.SampledFrom([]int64{500, 8_000, 1_000_000, 2_000_000}).Draw(t, "to pay")))
	s.Payout.OrderID = rapid.SampledFrom([]string{"", "a", "c"}).Draw(t, "order")
	s.Payout.MerchantPaidToday = intake.Some(intake.Yuan(rapid.SampledFrom([]int64{0, 95_000}).Draw(t, "merchant")))
	s.Card.StateAt = at.Add(-time.Duration(rapid.IntRange(0, 30).Draw(t, "state")) * time.Hour)
	s.Card.BoundAt = at.Add(-time.Duration(rapid.IntRange(0, 40).Draw(t, "bound")) * time.Hour)
	s.Card.LastActivityOn = workday.DateOf(at).AddDays(-rapid.IntRange(170, 190).Draw(t, "idle"))
	s.Card.QuickPay = anyFact(t, "quick-pay")
	s.History.ElementFailuresToday = intake.Some(rapid.Int64Range(0, 3).Draw(t, "element failures"))
	s.History.Applications30d = intake.Some(rapid.Int64Range(0, 10).Draw(t, "applications"))
	if rapid.Bool().Draw(t, "not counted") {
		s.History.Applications30d = intake.Opt[int64]{}
	}
	for range rapid.IntRange(0, 4).Draw(t, "attempts") {
		s.History.Attempts = append(s.History.Attempts, anyAttempt(t, s.ObservedAt, outcomes...))
	}
	if rapid.IntRange(0, 3).Draw(t, "class II") == 0 {
		classII(&s, rapid.Int64Range(1, 9_000).Draw(t, "class amount"), rapid.Int64Range(0, 10_000).Draw(t, "today"), rapid.Int64Range(0, 200_000).Draw(t, "year"))
	}
	if rapid.Bool().Draw(t, "a loan") {
		anyLoan(t, p, &s)
	}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	return c, s
}

// anyLoan draws what time decides of a loan, under a policy that requires some of it.
func anyLoan(t *rapid.T, p *readiness.Policy, s *intake.Submission) {
	near := func(label string) time.Time {
		return s.At.Add(time.Duration(rapid.IntRange(-3*24*60, 3*24*60).Draw(t, label)) * time.Minute)
	}
	p.Checks = maps.Clone(p.Checks)
	if p.Checks == nil {
		p.Checks = map[readiness.ID]readiness.Override{}
	}
	p.Checks["mandate.contract"] = readiness.Override{Need: intake.Some(readiness.Required)}
	p.CoolingOffHours = rapid.Int64Range(0, 72).Draw(t, "cooling off")
	from := workday.DateOf(near("row begins"))
	p.SelfPayment = append(p.SelfPayment, readiness.SelfPaymentLimit{
		Raised: rapid.Bool().Draw(t, "raised row"), MaxAmount: intake.Yuan(rapid.SampledFrom([]int64{0, 600, 9_000}).Draw(t, "row")),
		EffectiveFrom: from, EffectiveUntil: from.AddDays(rapid.IntRange(0, 3).Draw(t, "days")),
	})
	left := rapid.SampledFrom([]int64{0, 600, 3_000_000}).Draw(t, "left")
	s.Mandate = intake.Mandate{
		Signed: anyFact(t, "signed"), SignedAt: near("signed at"), Cancelled: anyFact(t, "cancelled"),
		Approved: anyFact(t, "approved"), ApprovedAmount: intake.Opt[intake.Fen]{V: intake.Yuan(left), OK: left > 0}, ApprovedUntil: near("approved until"),
		Payment: intake.SelfPayment, BankLender: intake.Yes, RaisedLimit: anyFact(t, "raised"),
		Purpose: intake.LoanPurpose(rapid.IntRange(1, 2).Draw(t, "purpose")), ValueDate: workday.DateOf(near("value date")),
	}
}

var ended = []intake.AttemptOutcome{intake.OutcomeFailed, intake.OutcomeFailed, intake.OutcomeReturned, intake.OutcomeSucceeded}
var anyOutcome = append([]intake.AttemptOutcome{intake.OutcomeUnknown, intake.OutcomePending, intake.OutcomeReview}, ended...)

// The law of EarliestAt over everything that time decides: there no timed gate
// fails, a second earlier one does, and without it none is in sight.
func TestLawOfEarliestAt(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyTime(t, ended...)
		now := c.Assess(s)
		if timedFails(&now) == 0 {
			require.True(t, now.EarliestAt.IsZero())
			return
		}
		if now.EarliestAt.IsZero() {
			s.At = s.At.Add(time.Duration(rapid.Int64Range(0, 2*86_400).Draw(t, "later")) * time.Second)
			then := c.Assess(s)
			require.NotZero(t, timedFails(&then), "open before the horizon after all")
			return
		}
		seen++
		require.True(t, now.EarliestAt.After(now.AssessedAt))
		s.At, s.Payout.HeldUntil = now.EarliestAt, now.EarliestAt
		then := c.Assess(s)
		require.Zero(t, timedFails(&then))
		require.Equal(t, now.EarliestVerdict, then.Verdict)
		s.At = now.EarliestAt.Add(-time.Second)
		before := c.Assess(s)
		require.NotZero(t, timedFails(&before))
		s.At = now.AssessedAt.Add(time.Duration(rapid.Int64Range(0, now.EarliestAt.Unix()-now.AssessedAt.Unix()-1).Draw(t, "between")) * time.Second)
		between := c.Assess(s)
		require.NotZero(t, timedFails(&between))
	})
	require.NotZero(t, seen)
}

// Until ValidUntil nothing changes; without it, nothing within the horizon.
func TestLawOfValidUntil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyTime(t, anyOutcome...)
		now := c.Assess(s)
		until := now.ValidUntil
		if until.IsZero() {
			until = now.AssessedAt.AddDate(0, 0, 2)
		}
		require.True(t, until.After(now.AssessedAt))
		for _, at := range []time.Time{until.Add(-time.Second), s.At.Add(time.Duration(rapid.Int64Range(0, until.Unix()-s.At.Unix()-1).Draw(t, "later")) * time.Second)} {
			s.At = at
			then := c.Assess(s)
			require.Equal(t, codes(&now), codes(&then), at)
		}
	})
}

func failedGates(r *readiness.Report) (out []readiness.ID) {
	for f := range r.Findings() {
		if f.Gate && f.Status == readiness.Fail {
			out = append(out, f.Check)
		}
	}
	return out
}

// A schedule has no gaps, changes at every edge, and agrees with Assess at its
// edges and in between.
func TestScheduleAgreesWithAssess(t *testing.T) {
	changes := 0
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyTime(t, anyOutcome...)
		from := s.At.Add(time.Duration(rapid.IntRange(-24, 24).Draw(t, "from")) * time.Hour)
		to := from.Add(time.Duration(rapid.Int64Range(1, 6*86_400).Draw(t, "seconds")) * time.Second)
		agree := func(at time.Time, x readiness.Stretch) {
			moved := s
			moved.At = at
			r := c.Assess(moved)
			require.Equal(t, r.Verdict, x.Verdict, at)
			require.Equal(t, failedGates(&r), x.Causes, at)
			require.Equal(t, x.Open, x.Causes == nil)
		}
		end, last := from, readiness.Stretch{}
		for x := range c.Schedule(s, from, to) {
			require.True(t, x.From.Equal(end), "a gap")
			require.True(t, x.To.After(x.From))
			if !last.To.IsZero() {
				changes++
				require.False(t, last.Verdict == x.Verdict && len(last.Causes) == len(x.Causes) && strings.Join(ids(last), " ") == strings.Join(ids(x), " "), "no edge")
			}
			agree(x.From, x)
			agree(x.To.Add(-time.Second), x)
			agree(x.From.Add(time.Duration(rapid.Int64Range(0, x.To.Unix()-x.From.Unix()-1).Draw(t, "in"))*time.Second), x)
			end, last = x.To, x
		}
		require.True(t, end.Equal(to))
	})
	require.NotZero(t, changes)
}

func ids(s readiness.Stretch) (out []string) {
	for _, id := range s.Causes {
		out = append(out, string(id))
	}
	return out
}

func TestScheduleIsBounded(t *testing.T) {
	s := full()
	n := 0
	var last readiness.Stretch
	for last = range (&readiness.Checker{}).Schedule(s, noon, noon.AddDate(50, 0, 0)) {
		n++
	}
	require.Equal(t, noon.AddDate(0, 0, 366), last.To)
	require.Less(t, n, 5000)
	for range (&readiness.Checker{}).Schedule(s, noon, noon) {
		t.Fatal("nothing lies in an empty span")
	}
	for range (&readiness.Checker{}).Schedule(s, time.Time{}, noon) {
		t.Fatal("no rule speaks of the year 1")
	}
	for range (&readiness.Checker{}).Schedule(s, noon, noon.AddDate(0, 1, 0)) {
		break
	}
	for x := range (&readiness.Checker{}).Schedule(intake.Submission{}, noon, noon.AddDate(0, 0, 1)) {
		require.Equal(t, readiness.Incomplete, x.Verdict)
		require.True(t, x.Open)
	}
}

// sendsAgain are the actions that let a payout be sent once more.
var sendsAgain = map[string]bool{"resubmit-payout-do-not-reapply": true, "resend-same-order": true, "use-new-order-number": true, "use-earlier-order-number": true}

// Never twice: while an attempt is open, or may have paid, nothing is ready and
// nothing advises to send again, whatever else is said of it and at any time.
func TestNeverTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyTime(t, anyOutcome...)
		a := anyAttempt(t, s.ObservedAt, anyOutcome...)
		switch rapid.IntRange(0, 4).Draw(t, "in doubt") {
		case 0:
			a.Outcome = rapid.SampledFrom([]intake.AttemptOutcome{intake.OutcomeUnknown, intake.OutcomePending, intake.OutcomeReview, 77}).Draw(t, "open")
			a.Status = ""
		case 1: // a defective success that is booked as no success
			a.Outcome = rapid.SampledFrom([]intake.AttemptOutcome{intake.OutcomePending, intake.OutcomeReview, intake.OutcomeFailed}).Draw(t, "said")
			a.Channel, a.Product, a.Code = "iso8583_unionpay_pos", "field39", rapid.SampledFrom([]string{"A2", "a4", "A5", " A6"}).Draw(t, "defect")
			a.Status = rapid.SampledFrom([]string{"", "00", "A2"}).Draw(t, "status")
		case 2: // the channel still works on it
			a.Channel, a.Product, a.Status = "wechatpay", "pay_bank", rapid.SampledFrom([]string{"PROCESSING", "NOT_FOUND"}).Draw(t, "status")
			a.Code = rapid.SampledFrom([]string{"", "AMOUNT_LIMIT"}).Draw(t, "reason")
		case 3: // a failure that is none, or that nobody knows
			a.Outcome = rapid.SampledFrom([]intake.AttemptOutcome{intake.OutcomeFailed, intake.OutcomeReturned}).Draw(t, "said")
			a.Channel, a.Product, a.Status, a.Code = "ainong", "transfer", "", rapid.SampledFrom([]string{"1111", "2002", "2006", "9999", "never heard of"}).Draw(t, "code")
		case 4:
			a.Outcome = rapid.SampledFrom([]intake.AttemptOutcome{intake.OutcomeFailed, intake.OutcomeSucceeded}).Draw(t, "said")
			a.Channel, a.Product, a.Status = "lianlian", "instantpay", rapid.SampledFrom([]string{"PROCESSING", "CHECK", "4003", "8901"}).Draw(t, "status")
		}
		i := rapid.IntRange(0, len(s.History.Attempts)).Draw(t, "place")
		s.History.Attempts = append(s.History.Attempts[:i:i], append([]intake.Attempt{a}, s.History.Attempts[i:]...)...)
		s.At = s.At.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hours")) * time.Hour)
		r := c.Assess(s)
		f, ok := r.Find("payout.in-flight")
		require.True(t, ok)
		require.Equal(t, readiness.Fail, f.Status)
		require.NotContains(t, []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Incomplete}, r.Verdict)
		require.NotContains(t, []readiness.Verdict{readiness.Ready, readiness.Caution}, r.EarliestVerdict)
		for f := range r.Findings() {
			require.False(t, sendsAgain[f.Action().ID], f.Check)
		}
		for x := range c.Schedule(s, s.At, s.At.AddDate(0, 0, 1)) {
			require.False(t, x.Open)
		}
	})
}

// Nothing in the suite advises to send again, but for payout.duplicate, when every
// order is known to have ended: failcode says what may be sent.
func TestNoCheckAdvisesToSendAgain(t *testing.T) {
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			if r.Action != nil && r.Code != "number-used" && r.Code != "number-changed" {
				require.False(t, sendsAgain[r.Action.ID], "%s %s", c.ID, r.Code)
			}
		}
	}
}

// The same bytes in every zone: neither time.Local nor a zone database counts.
func TestNoZoneOfTheMachine(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	write := func() string {
		var out strings.Builder
		for name, story := range stories {
			s := story()
			if s.At.IsZero() {
				continue
			}
			p := readiness.StandardPolicy()
			p.Windows = append(p.Windows, readiness.Window{From: s.At.Add(time.Hour).Local(), To: s.At.Add(2 * time.Hour).Local(), Effect: readiness.Closed})
			p.Checks = map[readiness.ID]readiness.Override{"card.issuer-match": {Suppressed: readiness.Suppression{Until: s.At.AddDate(0, 1, 0).Local(), Reason: "a test"}}}
			c, err := readiness.New(readiness.Config{Policy: p})
			require.NoError(t, err)
			s.At = s.At.Local()
			r := c.Assess(s)
			b, err := r.Document(readiness.ZH, readiness.DetailFull).MarshalJSON()
			require.NoError(t, err)
			if name == "waiting" {
				out.Write(b)
				for x := range c.Schedule(s, s.At, s.At.AddDate(0, 0, 3)) {
					out.WriteString(x.From.String() + x.To.String() + strings.Join(ids(x), " "))
				}
			}
		}
		return out.String()
	}
	want := write()
	require.NotEmpty(t, want)
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("EST", -5*3600), time.FixedZone("NPT", 5*3600+45*60), time.FixedZone("", 14*3600)} {
		time.Local = zone
		require.Equal(t, want, write(), zone.String())
	}
}

// Failure codes name checks of the suite only, and each check names its codes.
func TestFailureCodesAndChecksAreInverse(t *testing.T) {
	catalogue := map[string]bool{}
	for _, c := range readiness.Suite() {
		catalogue[string(c.ID)] = true
	}
	want := map[string][]failcode.Cause{}
	silent, all := 0, 0
	for c := range failcode.Default().All() {
		all++
		got, ok := failcode.Default().Lookup(c.Channel, c.Product, c.Code)
		require.True(t, ok)
		require.Equal(t, c, got)
		require.NotEmpty(t, c.Meaning()[readiness.ZH], c.Code)
		require.NotEmpty(t, c.Meaning()[readiness.EN], c.Code)
		n := 0
		for id := range c.Checks() {
			require.True(t, catalogue[id], "%s of %s %s %s", id, c.Channel, c.Product, c.Code)
			want[id] = append(want[id], c)
			n++
		}
		if n == 0 {
			silent++
		}
	}
	require.Less(t, silent, all*3/5, "causes that nothing could have foreseen")
	r := readiness.Assess(full())
	for _, c := range readiness.Suite() {
		f, ok := r.Find(c.ID)
		require.True(t, ok)
		var got []failcode.Cause
		for x := range f.Prevents() {
			got = append(got, x)
		}
		require.Equal(t, want[string(c.ID)], got, c.ID)
	}
}

// In a document a failed finding names some of the codes it spares; others and
// shorter documents do not.
func TestDocumentNamesPreventedCodes(t *testing.T) {
	s := full()
	s.Card.State = intake.StateFrozen
	r := readiness.Assess(s)
	for _, f := range r.Document(readiness.EN, readiness.DetailFull).Findings {
		if f.Check == "card.state" {
			require.Len(t, f.Prevents, 16)
			require.Contains(t, f.Prevents, "ainong transfer 2024")
		} else {
			require.Empty(t, f.Prevents, f.Check)
		}
	}
	for _, d := range []readiness.Detail{readiness.DetailFailed, readiness.DetailSummary} {
		for _, f := range r.Document(readiness.EN, d).Findings {
			require.Empty(t, f.Prevents)
		}
	}
}
