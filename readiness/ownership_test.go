package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func nothingOnRecord(s *sub) { s.Card.Holder = intake.Holder{} }

func all(list ...func(*sub)) func(*sub) {
	return func(s *sub) {
		for _, change := range list {
			change(s)
		}
	}
}

func returnedDaysAgo(n int) func(*sub) {
	return func(s *sub) {
		s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: intake.OutcomeReturned, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -n)})
	}
}

func TestOwnership(t *testing.T) {
	const id = "consistency.ownership"
	const other = "110101199003071241"
	matched := func(n int64, daysAgo int) func(*sub) { return elements(n, intake.Match, noon.AddDate(0, 0, -daysAgo)) }
	refused := func(of ...intake.Element) func(*sub) { return elements(4, intake.Mismatch, noon, of...) }
	spouse := all(onRecord("李芳"), holderDocument(0, other))
	testFacts(t, &readiness.Checker{}, []factCase{
		{"three elements", all(nothingOnRecord, matched(3, 0)), id, "verified-by-elements", pass, "2027-11-24T12:00:00+08:00"},
		{"two elements", all(nothingOnRecord, matched(2, 0)), id, "unconfirmed", unknown, ""},
		{"at the binding, 300 days ago", all(nothingOnRecord, matched(3, 300), boundDaysAgo(299)), id, "verified-by-elements", pass, ""},
		{"just a day before the binding", all(nothingOnRecord, matched(3, 31), boundDaysAgo(30)), id, "verified-by-elements", pass, ""},
		{"before the card was bound anew", all(nothingOnRecord, matched(3, 32), boundDaysAgo(30)), id, "stale", unknown, ""},
		{"a year ago", all(nothingOnRecord, matched(3, 365)), id, "stale", unknown, ""},
		{"money came back since", all(nothingOnRecord, matched(3, 10), returnedDaysAgo(5)), id, "stale", unknown, ""},
		{"money came back before", all(nothingOnRecord, matched(3, 5), returnedDaysAgo(10)), id, "verified-by-elements", pass, ""},
		{"another name since", all(nothingOnRecord, matched(3, 10), func(s *sub) { s.Applicant.NameChangedOn = day(2026, 11, 20) }), id, "stale", unknown, ""},
		{"another document since", all(nothingOnRecord, matched(3, 10), func(s *sub) { s.Applicant.Document.ChangedOn = day(2026, 11, 20) }), id, "stale", unknown, ""},
		{"all but the mobile", all(nothingOnRecord, refused(intake.MobileElement)), id, "verified-by-elements", pass, ""},

		{"on record", unchecked, id, "on-record", pass, ""},
		{"masked", all(unchecked, onRecord("*晓明"), holderDocument(0, "110***********1233")), id, "on-record", pass, ""},
		{"hashed", all(unchecked, hashed("王晓明")), id, "on-record", pass, ""},
		{"in another form", all(unchecked, onRecord("王曉明")), id, "on-record", pass, ""},
		{"only the name", all(unchecked, holderDocument(0, "")), id, "unconfirmed", unknown, ""},
		{"only masks", all(unchecked, onRecord("***")), id, "unconfirmed", unknown, ""},
		{"a payout", all(unchecked, nothingOnRecord, paidBefore(200)), id, "proven-by-payout", pass, ""},
		{"a payout, and money that came back since", all(unchecked, nothingOnRecord, paidBefore(20), returnedDaysAgo(5)), id, "stale", unknown, ""},
		{"a debit", all(unchecked, nothingOnRecord, debitedDaysAgo(20)), id, "proven-by-debit", pass, ""},
		{"a debit of an earlier binding", all(unchecked, nothingOnRecord, debitedDaysAgo(20), boundDaysAgo(10)), id, "stale", unknown, ""},
		{"nothing", all(unchecked, nothingOnRecord), id, "unconfirmed", unknown, ""},

		{"a spouse's, by the record", all(unchecked, spouse), id, "not-own-card", fail, ""},
		{"a spouse's, by the check", all(nothingOnRecord, refused(intake.NameElement, intake.DocumentElement)), id, "not-own-card", fail, "2026-12-24T12:00:00+08:00"},
		{"a spouse's, though a payout arrived", all(unchecked, spouse, paidBefore(1)), id, "not-own-card", fail, ""},
		{"both mistyped, as the image shows", all(unchecked, spouse, image("李芳", other)), id, "differs", unknown, ""},
		{"does not match, and nobody says what", all(nothingOnRecord, refused()), id, "not-confirmed", fail, "2026-12-24T12:00:00+08:00"},
		{"the card", all(nothingOnRecord, refused(intake.CardElement)), id, "not-confirmed", fail, ""},
		{"does not match, and the record says that it is the mobile", all(holderMobile("13900005678"), refused()), id, "on-record", pass, ""},
		{"does not match, and the name is mistyped", all(nothingOnRecord, image("王小明", number), refused()), id, "differs", unknown, ""},
		{"does not match, and the name is rare", all(nothingOnRecord, claim("王䶮"), image("王䶮", number), refused()), id, "differs", unknown, ""},
		{"another name alone", all(unchecked, onRecord("李芳"), holderDocument(0, "")), id, "not-confirmed", fail, ""},
		{"another name, the same document", all(unchecked, onRecord("李芳")), id, "differs", unknown, ""},
		{"a slip, the same document", all(unchecked, onRecord("王小明")), id, "differs", unknown, ""},
		{"another document, the same name", all(unchecked, holderDocument(0, other)), id, "differs", unknown, ""},
	})
}

// Where nothing says whose card it is, the verdict is incomplete, and one thing is
// asked: an element check, which no bank refuses, and not the bank's record, which
// none hands out.
func TestWhoseCardIsOneQuestion(t *testing.T) {
	s := full()
	unchecked(&s)
	nothingOnRecord(&s)
	r := readiness.Assess(s)
	require.Equal(t, readiness.Incomplete, r.Verdict)
	var asked []intake.Field
	for _, q := range r.Questions() {
		asked = append(asked, q.Field)
	}
	require.Equal(t, []intake.Field{intake.FieldCardElementCheckResult}, asked)
}

// Two elements are enough for a policy that says so.
func TestTwoElementsUnderAPolicy(t *testing.T) {
	p := readiness.StandardPolicy()
	p.OwnershipElements = 2
	for _, change := range []func(*sub){
		all(nothingOnRecord, elements(2, intake.Match, noon)),
		all(unchecked, nothingOnRecord, onRecord("王晓明")),
	} {
		s := full()
		change(&s)
		r := checker(t, readiness.Config{Policy: p}).Assess(s)
		f, _ := r.Find("consistency.ownership")
		require.Equal(t, readiness.Pass, f.Status)
	}
}

// Whoever waits because a report said so is not asked for a second factor again.
func TestAStatedWaitKeepsTheSecondFactor(t *testing.T) {
	s := full()
	s.Payout.System = intake.HVPS
	moveTo(&s, time.Date(2026, 12, 31, 18, 0, 0, 0, noon.Location()))
	r := readiness.Assess(s)
	require.Equal(t, readiness.Wait, r.Verdict)
	require.Greater(t, r.EarliestAt.Sub(s.At), 24*time.Hour)
	second := func(held time.Time) string {
		later := s
		later.ObservedAt, later.At, later.Payout.HeldUntil = s.At, r.EarliestAt, held
		r := readiness.Assess(later)
		f, _ := r.Find("identity.second-factor")
		return f.Code
	}
	require.Equal(t, "passed", second(r.EarliestAt))
	require.Equal(t, "stale", second(time.Time{}))
}
