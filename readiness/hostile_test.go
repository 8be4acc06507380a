package readiness_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Whatever a submission holds, there is a clear finding and no panic.
func TestHostileInput(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*intake.Submission)
		check  readiness.ID
		code   string
	}{
		{"a name of 10 MB", func(s *intake.Submission) { s.Applicant.Name = intake.Hide(strings.Repeat("王", 10<<20/3)) }, "identity.name", "too-long"},
		{"a name that is no UTF-8", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("王\xff明") }, "identity.name", "illegal-character"},
		{"a name with NUL", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("王\x00明") }, "identity.name", "illegal-character"},
		{"a name of invisible marks", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("\u202a\u200b\u202c") }, "identity.name", "no-input"},
		{"a name with bidi marks", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("\u202e王晓明\u202c") }, "identity.name", "ok"},
		{"a bank's name of 10 MB", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.Name = intake.Hide(strings.Repeat("王", 10<<20/3))
		}, "consistency.holder-name", "no-input"},
		{"a bank's name of stars", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.Name = intake.Hide(strings.Repeat("*", 64))
		}, "consistency.holder-name", "all-masked"},
		{"a hash that is none", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.Name, s.Card.Holder.NameHash.Hex = intake.Secret{}, intake.Hide(strings.Repeat("g", 10<<20))
		}, "consistency.holder-name", "no-input"},
		{"a hash of an algorithm beyond the list", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.Name = intake.Secret{}
			s.Card.Holder.NameHash = intake.NameHash{Algorithm: 99, Encoding: 99, Hex: intake.Hide(strings.Repeat("a", 64))}
		}, "consistency.holder-name", "hash-miss"},
		{"a bank's document of 10 MB", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.DocumentNumber = intake.Hide(strings.Repeat("1", 10<<20))
		}, "consistency.holder-document", "no-input"},
		{"a bank's document of stars", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.DocumentNumber = intake.Hide("******************")
		}, "consistency.holder-document", "no-input"},
		{"document types beyond the list", func(s *intake.Submission) {
			s.Applicant.Document.Type, s.Card.Holder.DocumentType = 99, 98
		}, "consistency.holder-document", "match"},
		{"a bank's mobile of 10 MB", func(s *intake.Submission) {
			s.Card.ElementCheck = intake.ElementCheck{}
			s.Card.Holder.Mobile = intake.Hide(strings.Repeat("*", 10<<20))
		}, "consistency.holder-mobile", "no-input"},
		{"elements beyond any number", func(s *intake.Submission) {
			s.Card.Holder.Mobile = intake.Secret{}
			s.Card.ElementCheck.Elements = intake.Some[int64](math.MaxInt64)
		}, "consistency.holder-mobile", "no-input"},
		{"a comparison beyond its list", func(s *intake.Submission) { s.Card.ElementCheck.Result = 99 }, "consistency.elements", "no-input"},
		{"elements beyond their list, a million of them", func(s *intake.Submission) {
			s.Card.ElementCheck.Result = intake.Mismatch
			s.Card.ElementCheck.Mismatched = make([]intake.Element, 1_000_000)
			s.Card.ElementCheck.Mismatched[0] = 200
		}, "consistency.elements", "mismatch"},
		{"a carrier's answer beyond its list", func(s *intake.Submission) { s.Applicant.Verification.Carrier.Result = 99 }, "identity.carrier", "no-input"},
		{"a face result beyond its list", func(s *intake.Submission) { s.Applicant.Verification.Face.Result = 99 }, "identity.second-factor", "no-input"},
		{"a face result of the year 9999", func(s *intake.Submission) {
			s.Applicant.Verification.Face.At = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		}, "identity.second-factor", "passed"},
		{"an image of 10 MB", func(s *intake.Submission) {
			s.Applicant.Verification.OCR.Name = intake.Hide(strings.Repeat("王", 10<<20/3))
			s.Applicant.Verification.OCR.Number = intake.Hide(strings.Repeat("1", 10<<20))
		}, "identity.ocr", "no-input"},
		{"an image that is no UTF-8", func(s *intake.Submission) { s.Applicant.Verification.OCR.Name = intake.Hide("\xff\xfe\x00") }, "identity.ocr", "name-differs"},
		{"a validity to the end of days", func(s *intake.Submission) {
			s.Applicant.Document.ExpiresOn = readiness.Date{Year: math.MaxInt16, Month: 255, Day: 255}
		}, "identity.document-validity", "term-unusual"},
		{"a validity before all days", func(s *intake.Submission) {
			s.Applicant.Document.ExpiresOn = readiness.Date{Year: 1, Month: 1, Day: 1}
		}, "identity.document-validity", "expired"},
		{"an issue on no day", func(s *intake.Submission) {
			s.Applicant.Document.IssuedOn = readiness.Date{Year: math.MaxInt16, Month: 77, Day: 99}
		}, "identity.document-validity", "term-unusual"},
		{"a change in the year 9999", func(s *intake.Submission) {
			s.Applicant.MobileChangedOn = readiness.Date{Year: 9999, Month: 12, Day: 31}
		}, "consistency.recent-change", "mobile-recent"},
		{"a change on no day", func(s *intake.Submission) {
			s.Applicant.MobileChangedOn = readiness.Date{Year: math.MinInt16, Month: 99, Day: 99}
		}, "consistency.recent-change", "none"},
		{"a document of 10 MB", func(s *intake.Submission) {
			s.Applicant.Document.Number = intake.Hide(strings.Repeat("1", 10<<20))
		}, "identity.document", "kind-unknown"},
		{"a document that is no UTF-8", func(s *intake.Submission) {
			s.Applicant.Document.Type, s.Applicant.Document.Number = intake.ResidentID, intake.Hide("11010119900307123\xff")
		}, "identity.document", "format"},
		{"a document in full width", func(s *intake.Submission) {
			s.Applicant.Document.Number = intake.Hide("１１０１０１１９９００３０７１２３３")
		}, "identity.document", "ok"},
		{"a mobile of 10 MB", func(s *intake.Submission) { s.Applicant.Mobile = intake.Hide(strings.Repeat("1", 10<<20)) }, "identity.mobile", "malformed"},
		{"a PAN with letters", func(s *intake.Submission) { s.Card.Number = intake.Hide("62220200000000001O5") }, "card.number", "format"},
		{"a PAN of zeros", func(s *intake.Submission) { s.Card.Number = intake.Hide("0000000000000000") }, "card.number", "all-same"},
		{"a PAN of 10 MB", func(s *intake.Submission) { s.Card.Number = intake.Hide(strings.Repeat("6", 10<<20)) }, "card.number", "length"},
		{"a PAN in full width with spaces", func(s *intake.Submission) { s.Card.Number = intake.Hide("６２２２ 0200-0000 0000 125") }, "card.number", "ok"},
		{"a BIN with letters", func(s *intake.Submission) {
			s.Card.Number, s.Card.BIN, s.Card.Length = intake.Secret{}, intake.Hide("62x202"), intake.Some[int64](19)
		}, "card.number", "format"},
		{"a length of 2^62", func(s *intake.Submission) {
			s.Card.Number, s.Card.BIN, s.Card.Length = intake.Secret{}, intake.Hide("622202"), intake.Some[int64](1<<62)
		}, "card.number", "format"},
		{"an amount below zero", func(s *intake.Submission) { s.Payout.Amount = intake.Some(intake.Fen(math.MinInt64)) }, "payout.amount", "negative"},
		{"an amount beyond all", func(s *intake.Submission) { s.Payout.Amount = intake.Some(intake.Fen(math.MaxInt64)) }, "payout.amount", "over-single-limit"},
		{"sums that overflow", func(s *intake.Submission) {
			classII(s, 100, 0, 0)
			s.Card.NonboundInboundToday = intake.Some(intake.Fen(math.MaxInt64))
		}, "card.class-quota", "year-used-up"},
		{"the year 0", func(s *intake.Submission) { s.At = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) }, "identity.age", "no-input"},
		{"the year 9999", func(s *intake.Submission) { s.At = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }, "timing.maintenance", "no-input"},
		{"attempts of the year 9999", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, EndedAt: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}}
		}, "history.cool-down", "undated"},
		{"a failure by risk control of the year 9999", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, Channel: "unionpay", Product: "acp", Code: "38", EndedAt: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}}
		}, "history.risk-hold", "undated"},
		{"a code of 10 MB", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, Channel: "wechatpay", Product: "pay_bank", Code: strings.Repeat("A", 10<<20)}}
		}, "payout.in-flight", "unknown-outcome"},
		{"a code that is no UTF-8", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, Channel: "wechatpay", Product: "pay_bank", Code: "\xff\x00"}}
		}, "payout.in-flight", "unknown-outcome"},
		{"a channel of 10 MB", func(s *intake.Submission) { s.Payout.Channel = strings.Repeat("a", 10<<20) }, "payout.channel-support", "not-applicable"},
		{"a system beyond its list", func(s *intake.Submission) { s.Payout.System = 99 }, "timing.maintenance", "open"},
		{"a bank of 10 MB", func(s *intake.Submission) { s.Card.Issuer = strings.Repeat("工", 10<<20/3) }, "card.issuer-match", "unrecognised"},
		{"a bank that is no UTF-8", func(s *intake.Submission) { s.Card.Issuer = "\xff\x00" }, "card.issuer-match", "unrecognised"},
		{"funds below all", func(s *intake.Submission) { s.Payout.Available = intake.Some(intake.Fen(math.MinInt64)) }, "payout.funds", "short"},
		{"a platform score of 10 000", func(s *intake.Submission) { s.History.PlatformScore = intake.Some[int64](10_000) }, "history.platform-score", "no-input"},
		{"counters beyond all", func(s *intake.Submission) { s.History.CardsOnDocument = intake.Some[int64](math.MaxInt64) }, "history.sharing", "excessive"},
		{"counters below zero", func(s *intake.Submission) {
			s.History.ElementFailuresToday = intake.Some[int64](math.MinInt64)
			s.History.Applications30d = intake.Some[int64](math.MinInt64)
		}, "history.attempt-budget", "within"},
		{"a card bound in the year 9999", func(s *intake.Submission) { s.Card.BoundAt = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }, "history.rebinding", "steady"},
		{"a card state beyond its list", func(s *intake.Submission) { s.Card.NonCounter, s.Card.OnlineTransfer = 99, 99 }, "card.non-counter", "no-input"},
		{"ten million attempts", func(s *intake.Submission) { s.History.Attempts = make([]intake.Attempt, 100_000) }, "payout.in-flight", "no-input"},
		{"an enumeration beyond its list", func(s *intake.Submission) { s.Card.AccountClass = 99 }, "card.account-class", "class-unknown"},
		{"a fact beyond its list", func(s *intake.Submission) { s.Mandate.Cancelled = 99 }, "mandate.contract", "not-applicable"},
		{"a funding beyond its list", func(s *intake.Submission) { s.Card.Funding = 99; s.Card.Number = intake.Hide("9999000000000001") }, "card.funding", "no-input"},
		{"a state beyond its list", func(s *intake.Submission) { s.Card.State, s.Card.ElementCheck = 99, intake.ElementCheck{} }, "card.state", "no-input"},
		{"an outcome beyond its list", func(s *intake.Submission) { s.History.Attempts = []intake.Attempt{{Outcome: 99}} }, "payout.in-flight", "unknown-outcome"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := readiness.Assess(s)
			f, ok := r.Find(c.check)
			require.True(t, ok)
			require.Equal(t, c.code, f.Code)
			for _, p := range r.Errors {
				require.NotEqual(t, "check-broken", p.Kind)
			}
			_, err := r.Document(readiness.EN, readiness.DetailFull).MarshalJSON()
			require.NoError(t, err)
		})
	}
}

// Moments that no rule speaks of are unknown, and the report says so.
func TestMomentsOutOfRange(t *testing.T) {
	s := full()
	s.At = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	s.ObservedAt = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	r := readiness.Assess(s)
	require.Equal(t, readiness.Incomplete, r.Verdict)
	require.Equal(t, []readiness.Problem{{Field: "/at", Kind: "out-of-range"}, {Field: "/observed_at", Kind: "out-of-range"}}, r.Errors)
	require.True(t, r.AssessedAt.IsZero())
}
