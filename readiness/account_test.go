package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// Prefixes whose issuer names them Class II, Class III, either, or that are of
// electronic accounts.
const (
	rangeII, rangeIII, rangeEither, rangeElectronic = "623676", "623677", "623559", "623050"
)

// on binds a card of a range, of which nobody has said the class.
func on(prefix, bank string) kit.Change {
	digits := 19
	if prefix == rangeEither {
		digits = 16
	}
	return kit.All(unstated, func(s *intake.Submission) {
		s.Card.Number, s.Card.Issuer = intake.Hide(kit.CardNumber(prefix, digits)), bank
	})
}

func unstated(s *intake.Submission) { s.Card.AccountClass, s.Card.Sources.AccountClass = 0, 0 }

// by states the class.
func by(class intake.AccountClass, source intake.Provenance) kit.Change {
	return func(s *intake.Submission) { s.Card.AccountClass, s.Card.Sources.AccountClass = class, source }
}

// yuan is the amount of the payout.
func yuan(n int64) kit.Change { return kit.Amount(intake.Yuan(n)) }

// arrived adds a payout of that many yuan to the card, some days ago.
func arrived(n int64, days int) kit.Change {
	at := kit.Moment.AddDate(0, 0, -days)
	return kit.All(func(s *intake.Submission) { s.Payout.OrderID = "order-1" },
		kit.Attempted(intake.Attempt{Outcome: intake.OutcomeSucceeded, OrderID: "order-0", SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(n)), SubmittedAt: at, EndedAt: at}))
}

func faceToFace(f intake.Fact) kit.Change {
	return func(s *intake.Submission) { s.Card.FaceToFaceVerified = f }
}

func holding(n int64) kit.Change {
	return func(s *intake.Submission) { s.Card.Balance = intake.Some(intake.Yuan(n)) }
}

// What is known of the account's class against the amount: the two findings, and
// the verdict of an otherwise good payout.
func TestAccountClass(t *testing.T) {
	ii, iii := by(intake.ClassII, intake.FromBank), by(intake.ClassIII, intake.FromBank)
	none := kit.All(func(s *intake.Submission) {
		s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = intake.Some[intake.Fen](0), intake.Some[intake.Fen](0)
	}, faceToFace(intake.Yes))
	refused := kit.Refused(kit.Moment.AddDate(0, 0, -5), "wechatpay", "batch", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA")
	for name, c := range map[string]struct {
		changes      []kit.Change
		class, quota string
		verdict      readiness.Verdict
	}{
		"the bank says Class I":                      {[]kit.Change{yuan(50_000)}, "class-i", "not-applicable", readiness.Ready},
		"unknown, a small amount":                    {[]kit.Change{unstated, yuan(10_000)}, "class-unknown", "class-unknown", readiness.Ready},
		"unknown, a large amount":                    {[]kit.Change{unstated, yuan(10_001)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"unknown, large with what came today":        {[]kit.Change{unstated, yuan(6_000), arrived(5_000, 0)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"Class I by own word, small":                 {[]kit.Change{by(intake.ClassI, intake.Declared), yuan(10_000)}, "class-i-declared", "class-unknown", readiness.Ready},
		"Class I by own word, large":                 {[]kit.Change{by(intake.ClassI, intake.Declared), yuan(50_000)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"Class I by nobody's word":                   {[]kit.Change{by(intake.ClassI, 0), yuan(50_000)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"a larger payout has arrived":                {[]kit.Change{unstated, yuan(50_000), arrived(10_001, 30)}, "proven-by-payout", "not-applicable", readiness.Ready},
		"one of just the limit proves nothing":       {[]kit.Change{unstated, yuan(50_000), arrived(10_000, 30)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"nor does one of long ago":                   {[]kit.Change{unstated, yuan(50_000), arrived(50_000, 181)}, "class-unknown-large", "class-unknown", readiness.Caution},
		"a prefix of Class II binds":                 {[]kit.Change{on(rangeII, "PSBC"), yuan(20_000)}, "class-ii", "over-single", readiness.Fix},
		"a prefix of Class III binds":                {[]kit.Change{on(rangeIII, "PSBC"), yuan(5_000)}, "class-iii", "over-single", readiness.Fix},
		"whatever the applicant says":                {[]kit.Change{on(rangeIII, "PSBC"), by(intake.ClassI, intake.Declared), yuan(5_000)}, "class-iii", "over-single", readiness.Fix},
		"the bank outranks the prefix":               {[]kit.Change{on(rangeIII, "PSBC"), by(intake.ClassI, intake.FromBank), yuan(5_000)}, "class-i", "not-applicable", readiness.Ready},
		"and so does the channel":                    {[]kit.Change{on(rangeIII, "PSBC"), by(intake.ClassI, intake.FromChannel), yuan(5_000)}, "class-i", "not-applicable", readiness.Ready},
		"a payout that arrived outranks it":          {[]kit.Change{on(rangeII, "PSBC"), yuan(20_000), arrived(15_000, 30)}, "proven-by-payout", "not-applicable", readiness.Ready},
		"what no Class III account can hold came":    {[]kit.Change{on(rangeIII, "PSBC"), yuan(5_000), arrived(5_000, 30)}, "class-ii", "unknown-sums", readiness.Ready},
		"a prefix of Class II or III, large":         {[]kit.Change{on(rangeEither, "SPDB"), yuan(20_000)}, "likely-e-account", "over-single", readiness.Fix},
		"a prefix of Class II or III, small":         {[]kit.Change{on(rangeEither, "SPDB"), yuan(1_000)}, "likely-e-account", "face-to-face-unknown", readiness.Caution},
		"an electronic account, small":               {[]kit.Change{on(rangeElectronic, "ABC"), yuan(1_000)}, "likely-e-account", "class-unknown", readiness.Caution},
		"an electronic account, large":               {[]kit.Change{on(rangeElectronic, "ABC"), yuan(20_000)}, "likely-e-account", "class-unknown", readiness.Caution},
		"an electronic account that took as much":    {[]kit.Change{on(rangeElectronic, "ABC"), yuan(5_000), arrived(5_000, 30)}, "class-unknown", "class-unknown", readiness.Ready},
		"Class II, all known":                        {[]kit.Change{ii, none, yuan(3_000)}, "class-ii", "within", readiness.Ready},
		"Class II, face to face unknown":             {[]kit.Change{ii, none, faceToFace(intake.Unknown), yuan(3_000)}, "class-ii", "face-to-face-unknown", readiness.Caution},
		"Class II that has taken our money":          {[]kit.Change{ii, none, faceToFace(intake.Unknown), yuan(3_000), arrived(2_000, 30)}, "class-ii", "within", readiness.Ready},
		"Class II, near its limit, sums unknown":     {[]kit.Change{ii, faceToFace(intake.Yes), yuan(9_000)}, "class-ii", "near-cap", readiness.Caution},
		"Class II, never face to face":               {[]kit.Change{ii, faceToFace(intake.No), yuan(3_000)}, "class-ii", "not-face-to-face", readiness.Fix},
		"Class II, own bank's loan":                  {[]kit.Change{ii, faceToFace(intake.No), kit.OwnBankLoan, yuan(30_000)}, "own-bank", "own-bank", readiness.Ready},
		"unknown, own bank's loan":                   {[]kit.Change{unstated, kit.OwnBankLoan, yuan(30_000)}, "own-bank", "class-unknown", readiness.Ready},
		"Class III keeps its balance with own loans": {[]kit.Change{iii, kit.OwnBankLoan, holding(0), yuan(3_000)}, "class-iii", "over-single", readiness.Fix},
		"Class III has no limit of a day":            {[]kit.Change{iii, holding(0), yuan(1_000), arrived(1_500, 0)}, "class-iii", "within", readiness.Caution},
		"Class III that may be full":                 {[]kit.Change{iii, yuan(1_000)}, "class-iii", "unknown-sums", readiness.Caution},
		"Class III that is full":                     {[]kit.Change{iii, holding(1_500), yuan(1_000)}, "class-iii", "over-balance", readiness.Fix},
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(c.changes...))
			require.Equal(t, c.class, codeOf(t, &r, "card.account-class"))
			require.Equal(t, c.quota, codeOf(t, &r, "card.class-quota"))
			require.Equal(t, c.verdict.String(), r.Verdict.String())
		})
	}
	t.Run("a refusal for the class undoes an arrival", func(t *testing.T) {
		r := readiness.Assess(kit.Ready(unstated, yuan(50_000), arrived(50_000, 30), refused))
		require.Equal(t, "class-unknown-large", codeOf(t, &r, "card.account-class"))
	})
}

// Nobody who is told to do something about the account's class or state is sent to
// a branch first, nor told of a freeze or of control by the bank.
func TestAccountAdvice(t *testing.T) {
	for name, change := range map[string]kit.Change{
		"Class II unverified": kit.All(kit.ClassII(3_000, 0, 0), faceToFace(intake.No)),
		"Class II, unknown":   kit.All(kit.ClassII(3_000, 0, 0), faceToFace(intake.Unknown)),
		"frozen":              kit.InState(intake.StateFrozen),
		"barred":              kit.InState(intake.StateNoReceive),
		"receive-only":        kit.InState(intake.StateReceiveOnly),
		"suspended":           kit.NonCounter(intake.NonCounterSuspended),
		"frozen by a court":   kit.FrozenBy(intake.FrozenByCourt),
		"frozen by another":   kit.FrozenBy(intake.FrozenByOther),
		"frozen by whom":      kit.JudicialFreeze,
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(change))
			require.NotEmpty(t, r.Fixes())
			for f := range r.Findings() {
				a := f.Action()
				if f.Check.Category() != "card" || a.ID == "" {
					continue
				}
				for _, word := range []string{"冻结", "止付", "司法", "法院", "管控", "只收不付", "网点"} {
					require.NotContains(t, a.Text[readiness.ZH], word)
				}
				require.NotRegexp(t, "(?i)freez|frozen|court|branch", a.Text[readiness.EN])
			}
		})
	}
}

// Who froze the account decides: a person looks at what the police freeze, and for
// every other freeze another card helps.
func TestFreezes(t *testing.T) {
	for name, c := range map[string]struct {
		change  kit.Change
		code    string
		verdict readiness.Verdict
	}{
		"nobody knows who":         {kit.JudicialFreeze, "judicial-freeze", readiness.Fix},
		"said to be unknown":       {kit.FrozenBy(intake.FrozenByUnknown), "judicial-freeze", readiness.Fix},
		"another authority":        {kit.FrozenBy(intake.FrozenByOther), "judicial-freeze", readiness.Fix},
		"a court":                  {kit.FrozenBy(intake.FrozenByCourt), "court-freeze", readiness.Fix},
		"the police":               {kit.FrozenBy(intake.FrozenByPolice), "police-freeze", readiness.Review},
		"the police, on the state": {kit.All(kit.InState(intake.StateFrozen), kit.FrozenBy(intake.FrozenByPolice)), "police-freeze", readiness.Review},
		"a freezer without a freeze": {func(s *intake.Submission) {
			s.Card.FreezeBy = intake.FrozenByPolice
		}, "police-freeze", readiness.Review},
		"no freeze, freezer unknown": {func(s *intake.Submission) {
			s.Card.FreezeBy = intake.FrozenByUnknown
		}, "clear", readiness.Ready},
		"and a fraud list": {kit.All(kit.FraudListed, kit.FrozenBy(intake.FrozenByPolice)), "fraud-listed", readiness.Stop},
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(c.change))
			require.Equal(t, c.code, codeOf(t, &r, "card.risk-flag"))
			require.Equal(t, c.verdict.String(), r.Verdict.String())
			for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
				v := r.ForApplicant(l)
				said := v.Headline + strings.Join(v.Steps, "") + v.Warning
				require.NotRegexp(t, "冻结|司法|法院|公安|涉诈|管控|(?i)freez|frozen|court|police|fraud", said)
			}
		})
	}
}

// An account that was used and then left alone is not asleep; one that was never
// used since it was opened may be.
func TestDormancy(t *testing.T) {
	never := func(opened readiness.Date) kit.Change {
		return func(s *intake.Submission) { s.Card.OpenedOn, s.Card.LastActivityOn = opened, opened }
	}
	unsaid := kit.All(kit.Unchecked, func(s *intake.Submission) { s.Card.State, s.Card.StateAt = 0, time.Time{} })
	for name, c := range map[string]struct {
		change kit.Change
		code   string
	}{
		"never used for seven months":  {never(readiness.Date{Year: 2026, Month: 4, Day: 20}), "dormant-likely"},
		"never used for five months":   {never(readiness.Date{Year: 2026, Month: 6, Day: 20}), "no-input"},
		"left alone for years":         {func(s *intake.Submission) { s.Card.LastActivityOn = readiness.Date{Year: 2020, Month: 1, Day: 2} }, "no-input"},
		"opened long ago, use unknown": {func(s *intake.Submission) { s.Card.OpenedOn = readiness.Date{Year: 2020, Month: 1, Day: 2} }, "no-input"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(unsaid, c.change))
			require.Equal(t, c.code, codeOf(t, &r, "card.state"))
		})
	}
}

// A match counts whatever its age; only a screening that found nothing grows old.
func TestScreening(t *testing.T) {
	old := kit.Moment.AddDate(-3, 0, 0)
	for name, c := range map[string]struct {
		result  intake.ScreeningResult
		at      time.Time
		code    string
		verdict readiness.Verdict
	}{
		"not screened":      {0, time.Time{}, "no-input", readiness.Ready},
		"clear":             {intake.ScreeningClear, kit.Moment, "clear", readiness.Ready},
		"clear, long ago":   {intake.ScreeningClear, old, "stale", readiness.Ready},
		"a hit":             {intake.ScreeningHit, kit.Moment, "hit", readiness.Stop},
		"a possible match":  {intake.ScreeningPossible, kit.Moment, "possible", readiness.Review},
		"an old match":      {intake.ScreeningPossible, old, "possible", readiness.Review},
		"a hit of long ago": {intake.ScreeningHit, old, "hit", readiness.Stop},
		"a hit to come":     {intake.ScreeningHit, kit.Moment.AddDate(0, 0, 1), "hit", readiness.Stop},
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(kit.Screened(c.result, c.at)))
			require.Equal(t, c.code, codeOf(t, &r, "payout.screening"))
			require.Equal(t, c.verdict.String(), r.Verdict.String())
		})
	}
}

// A number that fails its check digit blocks where the bank is known and has not
// confirmed it.
func TestLuhnAndWhatTheBankSays(t *testing.T) {
	mistyped := kit.Numbered(kit.PAN[:18] + "6")
	noRecord := func(s *intake.Submission) { s.Card.Holder = intake.Holder{} }
	for name, c := range map[string]struct {
		changes []kit.Change
		code    string
	}{
		"an element check confirmed it": {[]kit.Change{mistyped}, "confirmed"},
		"nobody has":                    {[]kit.Change{mistyped, kit.Unchecked, noRecord}, "mismatch"},
		"a payout arrived":              {[]kit.Change{mistyped, kit.Unchecked, noRecord, arrived(100, 30)}, "confirmed"},
		"an old element check did": {[]kit.Change{mistyped, noRecord, func(s *intake.Submission) {
			s.Card.ElementCheck.At = kit.Moment.AddDate(0, -3, 0)
		}}, "confirmed"},
		"a check from before the card was bound": {[]kit.Change{mistyped, noRecord, func(s *intake.Submission) {
			s.Card.ElementCheck.At, s.Card.BoundAt = kit.Moment.AddDate(0, -3, 0), kit.Moment.AddDate(0, -1, 0)
		}}, "mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readiness.Assess(kit.Ready(c.changes...))
			require.Equal(t, c.code, codeOf(t, &r, "card.luhn"))
		})
	}
}
