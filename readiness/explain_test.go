package readiness_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// anyFixable draws stand-ins whose failures share up to six actions.
func anyFixable(t *rapid.T) []readiness.Check {
	actions := []*readiness.Action{}
	for i := range 6 {
		actions = append(actions, &readiness.Action{ID: fmt.Sprintf("do-%d", i), Text: text("x"), Owner: remedy.Applicant, Effort: readiness.Effort(i % 4)})
	}
	set := anySet(t)
	list := make([]readiness.Check, len(set))
	for i, s := range set {
		if s.answer.status == readiness.StatusError {
			s.answer.status = readiness.Warn
		}
		list[i] = s.check()
		if s.answer.status == readiness.Fail || s.answer.status == readiness.Warn {
			list[i].Reasons[0].Action = rapid.SampledFrom(actions).Draw(t, "action")
			list[i].Reasons[0].Clears = []readiness.ID{list[rapid.IntRange(0, i).Draw(t, "clears, too")].ID}
		}
	}
	return list
}

func TestNeededIsTheSmallestSet(t *testing.T) {
	marked := 0
	rapid.Check(t, func(t *rapid.T) {
		c, err := readiness.New(readiness.Config{Suite: anyFixable(t)})
		require.NoError(t, err)
		r := c.Assess(intake.Submission{At: noon})
		fixes := r.Fixes()
		smallest := -1
		for set := range 1 << len(fixes) {
			var ids []readiness.ID
			for i, f := range fixes {
				if set&(1<<i) != 0 {
					ids = append(ids, f.Clears...)
				}
			}
			if v, _ := r.If(readiness.Pass, ids...); v == readiness.Ready && (smallest < 0 || bits.OnesCount(uint(set)) < smallest) {
				smallest = bits.OnesCount(uint(set))
			}
		}
		var needed []readiness.ID
		n := 0
		for _, f := range fixes {
			if f.Needed {
				n++
				needed = append(needed, f.Clears...)
			}
		}
		if r.Verdict == readiness.Ready || smallest < 0 {
			require.Zero(t, n)
			return
		}
		marked++
		require.Equal(t, smallest, n)
		v, _ := r.If(readiness.Pass, needed...)
		require.Equal(t, readiness.Ready, v)
	})
	require.NotZero(t, marked)
}

func TestFixesAreOneEntryAnAction(t *testing.T) {
	s := full()
	rename(&s, "王小明", "王晓明")
	classII(&s, 18_000, 0, 0)
	s.Device.VPNTransport = intake.Yes
	r := readiness.Assess(s)
	var got []string
	for _, f := range r.Fixes() {
		got = append(got, fmt.Sprint(f.Action.ID, f.Clears, f.Score, f.Verdict, f.Needed))
	}
	require.Equal(t, []string{
		"turn-off-vpn[network.vpn] 9 fix false",
		"bind-class-i-card[card.account-class card.class-quota] 18 fix true",
		"mend-bank-name-record[consistency.holder-name] 18 fix true", // the image agrees with what was typed
	}, got)
	require.Empty(t, (&readiness.Report{}).Fixes())
}

// An action also clears what it settles by another check's question, where that is
// open. Waiting, which would do here too, is no fix.
func TestAFixClearsWhatItSettles(t *testing.T) {
	for _, c := range []struct {
		amount, today int64
		want          []string
	}{
		{6_000, 5_000, []string{
			"bind-class-i-card[card.account-class card.class-quota] 100 ready false",
		}},
		{1_000, 0, []string{"bind-class-i-card[card.account-class] 100 ready false"}},
	} {
		s := full()
		classII(&s, c.amount, c.today, c.today)
		r := readiness.Assess(s)
		var got []string
		for _, f := range r.Fixes() {
			got = append(got, fmt.Sprint(f.Action.ID, f.Clears, " ", f.Score, " ", f.Verdict, " ", f.Needed))
		}
		require.Equal(t, c.want, got)
	}
}

// Not paying mends nothing, so it is no fix. Nor is anything else but to query: who mends
// it sends the payout again.
func TestWhatStopsIsNoFix(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*intake.Submission)
		want   []string
	}{
		{"on a fraud list", func(s *intake.Submission) { s.Card.FraudListed = intake.Yes }, nil},
		{"frozen, another card helps", func(s *intake.Submission) { s.Card.JudicialFreeze = intake.Yes }, []string{"contact-bank ready true"}},
		{"under age", func(s *intake.Submission) {
			minor := intake.Hide("110101201501011233")
			s.Applicant.Document.Number, s.Card.Holder.DocumentNumber, s.Applicant.Verification.OCR.Number = minor, minor, minor
		}, nil},
		{"and a VPN", func(s *intake.Submission) {
			s.Card.FraudListed, s.Device.VPNTransport = intake.Yes, intake.Yes
		}, nil},
		{"and another payout is open, which is queried", func(s *intake.Submission) {
			s.Card.FraudListed = intake.Yes
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomePending, OrderID: "order-0", SubmittedAt: noon.AddDate(0, 0, -1)}}
		}, []string{"query-order stop false"}},
		{"paid, and the card is lost since", func(s *intake.Submission) {
			s.Card.State, s.Payout.OrderID = intake.StateReportedLost, "order-1"
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, OrderID: "order-1", Amount: s.Payout.Amount, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -1)}}
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := readiness.Assess(s)
			require.Less(t, r.Score, 40)
			var got []string
			for _, f := range r.Fixes() {
				got = append(got, fmt.Sprint(f.Action.ID, " ", f.Verdict, " ", f.Needed))
			}
			require.Equal(t, c.want, got)
		})
	}
}

// What a caller does to a suite's Clears stays theirs.
func TestSuiteCopiesClears(t *testing.T) {
	find := func() *[]readiness.ID {
		for _, c := range readiness.Suite() {
			for _, r := range c.Reasons {
				if len(r.Clears) > 0 {
					return &r.Clears
				}
			}
		}
		t.FailNow()
		return nil
	}
	want := (*find())[0]
	(*find())[0] = "other.check"
	require.Equal(t, want, (*find())[0])
}

// The bad answer to a check that never fails is the warning that costs most.
func TestTheWorstOfACheckThatOnlyWarns(t *testing.T) {
	const x = intake.Field("/extra/x")
	check := readiness.Check{
		ID: "team.warns", Title: text("t"), Severity: readiness.Critical, Needs: []intake.Field{x},
		Reasons: []readiness.Reason{
			{Code: "good", Status: readiness.Pass, Message: text("m")},
			{Code: "mild", Status: readiness.Warn, Worth: 90, Message: text("m")},
			{Code: "bad", Status: readiness.Warn, Worth: 20, Message: text("m")},
			{Code: "so-so", Status: readiness.Warn, Worth: 60, Message: text("m")},
		},
		Run: func(c *readiness.Case) readiness.Outcome {
			if n, _ := c.Extra(x).Int(); n == 1 {
				return c.Is("good")
			}
			return c.Is("bad")
		},
	}
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), check)})
	require.NoError(t, err)
	r := c.Assess(full())
	require.Len(t, r.Questions(), 1)
	q := r.Questions()[0]
	for n, want := range map[int64]int{1: q.ScoreIfGood, 2: q.ScoreIfBad} {
		s := full()
		s.Extra = intake.Extra{x: intake.Count(n)}
		require.Equal(t, want, c.Assess(s).Score)
	}
	require.Equal(t, readiness.Caution, q.VerdictIfBad)
}

// One unknown input at a time: what a good and a bad answer give is what the
// question said.
func TestQuestionsOfOneUnknown(t *testing.T) {
	for _, c := range []struct {
		field     intake.Field
		hide      func(*intake.Submission)
		good, bad func(*intake.Submission)
	}{
		{intake.FieldCardNumber,
			func(s *intake.Submission) { s.Card.Number, s.Card.Funding = intake.Secret{}, 1 },
			func(s *intake.Submission) {},
			func(s *intake.Submission) { s.Card.Number = intake.Hide("622202000000000012x") }},
		{intake.FieldCardState,
			func(s *intake.Submission) { s.Card.State = 0 },
			func(s *intake.Submission) {},
			func(s *intake.Submission) { s.Card.State = intake.StateFrozen }},
		{intake.FieldCardElementCheckResult,
			func(s *intake.Submission) { s.Card.Holder = intake.Holder{} },
			func(s *intake.Submission) {},
			func(s *intake.Submission) {
				s.Card.Holder = intake.Holder{Name: intake.Hide("李四"), DocumentNumber: intake.Hide("110101199003071241")}
				elements(4, intake.Mismatch, noon)(s)
			}},
		{intake.FieldHistoryAttempts,
			func(s *intake.Submission) { s.History.Attempts = nil },
			func(s *intake.Submission) {}, nil},
		{intake.FieldPayoutAmount,
			func(s *intake.Submission) { s.Payout.Amount.OK = false },
			func(s *intake.Submission) {}, nil},
	} {
		base := func() intake.Submission {
			s := full()
			s.Card.ElementCheck = intake.ElementCheck{} // a match would answer for the bank
			return s
		}
		s := base()
		c.hide(&s)
		r := readiness.Assess(s)
		var q *readiness.Question
		for _, x := range r.Questions() {
			if x.Field == c.field {
				q = &x
			}
		}
		require.NotNil(t, q, c.field)
		good := base()
		c.good(&good)
		require.Equal(t, readiness.Assess(good).Score, q.ScoreIfGood, c.field)
		if c.bad != nil {
			bad := base()
			c.bad(&bad)
			require.Equal(t, readiness.Assess(bad).Score, q.ScoreIfBad, c.field)
		}
		require.NotEmpty(t, q.Text(readiness.ZH))
		require.NotZero(t, q.Ask)
	}
}

func TestVerify(t *testing.T) {
	s := full()
	r := readiness.Assess(s)
	for _, d := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
		b, err := r.Document(readiness.EN, d).MarshalJSON()
		require.NoError(t, err)
		var doc readiness.Document
		require.NoError(t, json.Unmarshal(b, &doc))
		require.Empty(t, readiness.Verify(doc, s), "a stored report of the same engine reproduces")
	}

	doc := r.Document(readiness.EN, readiness.DetailFull)
	lenient, err := readiness.New(readiness.Config{Policy: readiness.LenientPolicy()})
	require.NoError(t, err)
	changed := lenient.Verify(doc, s)
	require.Equal(t, "/checker/policy", changed[0].Path)
	require.Equal(t, "/checker/hash", changed[1].Path)
	require.Len(t, changed, 2, "the policy differs, the answer does not")

	s.Card.State = intake.StateFrozen
	var paths []string
	for _, c := range readiness.Verify(doc, s) {
		paths = append(paths, c.Path)
	}
	require.Equal(t, []string{"/verdict", "/score", "/floor", "/ceiling", "/categories/card/score", "/categories/card/pass", "/categories/card/fail"}, paths[:7])
	require.Contains(t, paths, "/findings/card.state/code")
	require.Contains(t, paths, "/fixes/contact-bank")
	for _, path := range paths[7:] {
		require.Regexp(t, "^/(findings/card.state|fixes)/", path, "what did not change does not differ")
	}
}
