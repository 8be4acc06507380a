package readinesstest

import (
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

const (
	icbc = "中国工商银行"
	// unlisted is a prefix in UnionPay's range that no table has.
	unlisted = "62999999"
)

// overlay adds a range of tokens and a test range, which the built-in table lacks.
const overlay = "prefix,pan_length,issuer,funding,kind\n629998,19,ICBC,debit,token\n629997,19,ICBC,debit,test\n"

// failsLuhn changes the check digit of a number that has the right one.
func failsLuhn(number string) string {
	last := len(number) - 1
	return number[:last] + string('0'+(number[last]-'0'+1)%10)
}

func overlaid() *cardbin.Table {
	t, err := cardbin.Default().Overlay(strings.NewReader(overlay))
	if err != nil {
		panic("readinesstest: " + err.Error()) // constant input; a test calls it
	}
	return t
}

func cardFixtures() []Fixture {
	debit, credit := cardbin.Debit, cardbin.Credit
	paidLastWeek := Paid(Moment.AddDate(0, 0, -7))
	table := overlaid()
	with := func(f Fixture) Fixture { f.BINs = table; return f }
	return slices.Concat(
		of("card.number",
			is("ok"),
			is("partial", Truncated),
			is("format", Numbered(PAN[:18]+"x")),
			is("spreadsheet", Numbered("6.22202E+18")),
			is("length", Numbered(PAN[:8])),
			is("all-same", Numbered(strings.Repeat("6", 16))),
			is("test-number", Numbered("4242424242424242")),
			is("contradiction", func(s *intake.Submission) { s.Card.Last4 = intake.Hide("0000") }),
		),
		of("card.luhn",
			is("ok"),
			is("confirmed", Numbered(PAN[:18]+"6")),
			is("mismatch-domestic", Unchecked, WithCard(CardNumber("999999", 16)[:15]+"9", "HXBANK", debit)),
			is("mismatch-unionpay", Unchecked, Numbered(failsLuhn(CardNumber(unlisted, 19)))),
			is("mismatch", Unchecked, Numbered(PAN[:18]+"6")),
			is("partial", Truncated),
		),
		of("card.network",
			is("unionpay"),
			is("overseas-unionpay", WithCard(CardNumber("620011", 16), "BCCARD", debit)),
			is("other-network", Numbered(CardNumber("400000", 16))),
			with(is("token", Numbered(CardNumber("629998", 19)))),
			with(is("test-range", Numbered(CardNumber("629997", 19)))),
			is("unknown-network", Numbered(CardNumber("700000", 16))),
		),
		of("card.bin",
			is("known"),
			is("proven-by-payout", Numbered(CardNumber(unlisted, 19)), paidLastWeek),
			is("length-mismatch", Numbered(CardNumber("622202", 17))),
			is("unknown-bin", Numbered(CardNumber(unlisted, 19))),
		),
		of("card.funding",
			is("debit"),
			is("proven-by-payout", paidLastWeek),
			is("conflict", WithCard(PAN, icbc, credit)),
			is("credit", WithCard(CardNumber("622230", 16), icbc, credit)),
			is("quasi-credit", WithCard(CardNumber("622210", 16), icbc, cardbin.QuasiCredit)),
			is("prepaid", WithCard(CardNumber("620021", 19), "COMM", cardbin.Prepaid)),
			is("passbook", OnPassbook),
			is("corporate", OfCompany),
		),
		of("card.issuer-match",
			is("match"),
			is("successor", WithCard(CardNumber("621071", 19), "ZYB", debit)),
			is("mismatch", StatedIssuer("中国建设银行")),
			is("unrecognised", StatedIssuer("某某银行")),
		),
		of("card.issuer-standing",
			is("mainstream"),
			is("other", WithCard(CardNumber("621071", 19), "BOP", debit)),
			is("internet-only", WithCard(CardNumber("623633", 19), "WEBANK", debit)),
		),
	)
}

func accountFixtures() []Fixture {
	asleep := func(s *intake.Submission) { s.Card.OpenedOn, s.Card.LastActivityOn = day(2026, 1, 2), day(2026, 1, 2) }
	creditsLost := func(p *readiness.Policy) { p.CreditLostCards = []string{"ICBC"} }
	received := func(yuan int64) Change {
		at := ago(30 * 24 * time.Hour)
		return Attempted(intake.Attempt{OrderID: "order-0", Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(yuan)), SubmittedAt: at, EndedAt: at})
	}
	noState := Without(intake.FieldCardState, intake.FieldCardStateAt)
	noSums := Without(intake.FieldCardNonboundInboundToday, intake.FieldCardNonboundInboundThisYear)
	noClass := Without(intake.FieldCardAccountClass, intake.FieldCardSourcesAccountClass)
	return slices.Concat(
		of("card.account-class",
			is("class-i"),
			is("proven-by-payout", noClass, Amount(intake.Yuan(30_000)), orderOne, received(40_000)),
			is("own-bank", ClassII(30_000, 0, 0), OwnBankLoan),
			is("class-i-declared", DeclaredClass),
			is("class-unknown", noClass),
			is("class-unknown-large", noClass, Amount(intake.Yuan(30_000))),
			is("likely-e-account", WithCard(CardNumber("623050", 19), "ABC", cardbin.Debit), noClass),
			is("class-ii", ClassII(1_000, 0, 0)),
			is("class-iii", ClassIII(500, 0)),
		),
		of("card.class-quota",
			is("within", ClassII(1_000, 0, 0)),
			is("own-bank", ClassII(30_000, 0, 0), OwnBankLoan),
			is("unknown-sums", ClassII(1_000, 0, 0), noSums),
			is("near-cap", ClassII(8_500, 0, 0)),
			is("face-to-face-unknown", ClassII(1_000, 0, 0), Without(intake.FieldCardFaceToFaceVerified)),
			is("over-single", ClassII(18_000, 0, 0)),
			is("over-daily", ClassII(6_000, 5_000, 5_000)),
			is("year-used-up", ClassII(6_000, 0, 195_000)),
			is("over-yearly", At(Moment.AddDate(0, 0, 35)), ClassII(6_000, 0, 195_000)),
			is("not-face-to-face", ClassII(1_000, 0, 0), func(s *intake.Submission) { s.Card.FaceToFaceVerified = intake.No }),
			is("over-balance", ClassIII(1_500, 1_000)),
			is("class-unknown", noClass),
		),
		of("card.state",
			is("normal"),
			is("implied-normal", noState),
			is("receive-only", InState(intake.StateReceiveOnly)),
			is("lost-credited", InState(intake.StateReportedLost)).under(creditsLost),
			is("expired-credited", InState(intake.StateExpired)).under(creditsLost),
			is("dormant-likely", noState, Unchecked, asleep),
			is("no-receive", InState(intake.StateNoReceive)),
			is("expired", InState(intake.StateExpired)),
			is("reported-lost", InState(intake.StateReportedLost)),
			is("frozen", InState(intake.StateFrozen)),
			is("cancelled", InState(intake.StateCancelled)),
			is("dormant", InState(intake.StateDormant)),
			is("stale", Unchecked, func(s *intake.Submission) { s.Card.StateAt = ago(48 * time.Hour) }),
		),
		of("card.non-counter",
			is("ok"),
			is("limited", NonCounter(intake.NonCounterLimited)),
			is("receive-only", NonCounter(intake.NonCounterReceiveOnly)),
			is("online-transfer-off", WithoutOnlineTransfer),
			is("suspended", NonCounter(intake.NonCounterSuspended)),
		),
		of("card.risk-flag",
			is("clear"),
			is("fraud-listed", FraudListed),
			is("police-freeze", FrozenBy(intake.FrozenByPolice)),
			is("court-freeze", FrozenBy(intake.FrozenByCourt)),
			is("judicial-freeze", JudicialFreeze),
		),
	)
}
