package readiness_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

func routing(t testing.TB, channels ...readiness.Channel) *readiness.Checker {
	p := readiness.StandardPolicy()
	p.Channels = channels
	return checker(t, readiness.Config{Policy: p})
}

// anyChannel draws a profile that may refuse much.
func anyChannel(t *rapid.T, name string) readiness.Channel {
	one := func(label string) bool { return rapid.IntRange(0, 5).Draw(t, label) == 0 }
	ch := readiness.Channel{Channel: name, Product: rapid.SampledFrom([]string{"", "", "mch_transfer", "house"}).Draw(t, "product"), System: intake.System(rapid.Uint8Range(0, 5).Draw(t, "system"))}
	if one("limited") {
		ch.MaxAmount = intake.Yuan(rapid.SampledFrom([]int64{500, 20_000}).Draw(t, "most"))
	}
	if one("quota") {
		ch.CardDay, ch.MerchantDay = intake.Yuan(10_000), intake.Yuan(50_000)
	}
	if one("choosy") {
		ch.IssuersDenied = []string{"ICBC"}
	}
	if one("spelling") {
		ch.NameCharset, ch.NameMaxBytes = "gb2312", 8
	}
	if one("four elements") {
		ch.ElementsVerified = 4
	}
	if one("hours") {
		ch.Hours = []readiness.Hours{{Start: readiness.ClockTime(rapid.IntRange(0, 23).Draw(t, "opens"), 0), End: readiness.ClockTime(rapid.IntRange(0, 24).Draw(t, "closes"), 0)}}
	}
	ch.NeedsBranch, ch.NeedsQuickPay = one("branch"), one("quick pay")
	ch.SameDaySame = rapid.SampledFrom([]string{"", "", "gate", "warn"}).Draw(t, "same")
	return ch
}

// spelled is the one name of a channel that has two here: a policy may have a profile under
// one of them alone.
func spelled(channel string) string { return strings.Replace(channel, "微信支付", "wechatpay", 1) }

var someChannels = []string{"wechatpay", "alipay", "unionpay", "house", "wecahtpay", "微信支付", "lianlian"}

// anyRouting draws a checker with some channels, and a submission that says something of
// some of them.
func anyRouting(t *rapid.T, fixtures []kit.Fixture) (*readiness.Checker, intake.Submission) {
	f := rapid.SampledFrom(fixtures).Draw(t, "fixture")
	s, p := f.Submission, readiness.StandardPolicy()
	p.Channels = nil
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(someChannels), 0, 4, spelled).Draw(t, "channels") {
		p.Channels = append(p.Channels, anyChannel(t, name))
	}
	s.Payout.Routes, s.Health = nil, nil
	for range rapid.IntRange(0, 2).Draw(t, "rows") {
		row := intake.PayoutRoute{Channel: rapid.SampledFrom(someChannels).Draw(t, "row"), Permitted: anyFact(t, "permitted")}
		row.Available = intake.Opt[intake.Fen]{V: intake.Yuan(rapid.SampledFrom([]int64{100, 90_000}).Draw(t, "available")), OK: rapid.Bool().Draw(t, "known")}
		row.MerchantPaidToday = intake.Opt[intake.Fen]{V: intake.Yuan(49_000), OK: rapid.Bool().Draw(t, "paid")}
		s.Payout.Routes = append(s.Payout.Routes, row)
	}
	for range rapid.IntRange(0, 2).Draw(t, "health") {
		h := readiness.Health{State: intake.HealthState(rapid.Uint8Range(1, 3).Draw(t, "state")), AsOf: s.At.Add(-time.Duration(rapid.IntRange(-9, 20).Draw(t, "age")) * time.Minute)}
		h.Issuer, h.Channel = rapid.SampledFrom([]string{"", "ICBC", "CCB"}).Draw(t, "bank"), rapid.SampledFrom([]string{"", "wechatpay", "alipay", "house"}).Draw(t, "through")
		if rapid.Bool().Draw(t, "ends") {
			h.Until = s.At.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "end")) * time.Minute)
		}
		s.Health = append(s.Health, h)
	}
	if rapid.Bool().Draw(t, "observed later") {
		s.ObservedAt = s.At.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "hours")) * time.Hour)
	}
	for range rapid.IntRange(0, 2).Draw(t, "attempts") {
		a := anyAttempt(t, s.At, failed, paid, returned)
		if rapid.Bool().Draw(t, "to come") {
			a.EndedAt = s.At.Add(time.Duration(rapid.IntRange(0, 48*60).Draw(t, "minutes")) * time.Minute)
		}
		s.History.Attempts = append(slices.Clone(s.History.Attempts), a)
	}
	for _, at := range []*time.Time{
		&s.Card.ElementCheck.At, &s.Card.StateAt, &s.Card.DebitedAt, &s.Card.BoundAt, &s.Device.CapturedAt, &s.Network.CapturedAt,
		&s.Applicant.Verification.Face.At, &s.Applicant.Verification.SMS.At,
	} {
		if rapid.IntRange(0, 3).Draw(t, "at another time") == 0 {
			*at = s.At.Add(time.Duration(rapid.IntRange(-48*60, 48*60).Draw(t, "minutes")) * time.Minute)
		}
	}
	c, err := readiness.New(readiness.Config{Policy: p, BINs: f.BINs, Suite: anySuite(t)})
	require.NoError(t, err)
	return c, s
}

// anySuite draws the standard suite, or one in which some checks rest on a gate that fails
// for one channel.
func anySuite(t *rapid.T) []readiness.Check {
	suite := readiness.Suite()
	if rapid.Bool().Draw(t, "standard") {
		return suite
	}
	closed := rapid.SampledFrom(someChannels).Draw(t, "gate closed for")
	gate := custom(func(c *readiness.Case) readiness.Outcome {
		if c.Submission().Payout.Channel == closed {
			return c.Is("low")
		}
		return c.Is("ok")
	})
	gate.Optional = append(gate.Optional, intake.FieldPayoutChannel)
	for i := range suite {
		if rapid.Bool().Draw(t, "rests on it") {
			suite[i].After = append(slices.Clone(suite[i].After), gate.ID)
		}
	}
	return append([]readiness.Check{gate}, suite...)
}

// Every route is, to the last byte and field, what Assess says with that channel set alone.
// What is left out has a reason, and the order is the one that is promised.
func TestARouteIsAnAssessment(t *testing.T) {
	fixtures, seen := kit.Fixtures(), map[readiness.Verdict]int{}
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyRouting(t, fixtures)
		routes := c.Routes(s)
		for i := range routes {
			r := &routes[i]
			s.Payout.Channel, s.Payout.Product = r.Channel, r.Product
			want := c.Assess(s)
			requireSameReport(t, &want, r.Report)
			seen[r.Report.Verdict]++
			if i > 0 {
				requireInOrder(t, &routes[i-1], r)
			}
		}
		again := c.Routes(s)
		require.Len(t, again, len(routes), "the submission's own channel is left aside")
		for i := range again {
			require.Equal(t, routes[i].Channel, again[i].Channel)
			require.Equal(t, routes[i].Left, again[i].Left)
		}
	})
	for _, v := range []readiness.Verdict{readiness.Ready, readiness.Wait, readiness.Fix} {
		require.NotZero(t, seen[v], v)
	}
}

func requireSameReport(t require.TestingT, want, got *readiness.Report) {
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		a, err := want.Document(l, readiness.DetailFull).MarshalJSON()
		require.NoError(t, err)
		b, err := got.Document(l, readiness.DetailFull).MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, string(a), string(b))
		require.Equal(t, want.ForApplicant(l), got.ForApplicant(l))
	}
	require.Equal(t, [...]any{want.ID, want.Verdict, want.Score, want.Floor, want.Ceiling, want.Coverage, want.AssessedAt, want.ValidUntil, want.EarliestAt, want.EarliestVerdict, want.NextQueryAt, want.Errors},
		[...]any{got.ID, got.Verdict, got.Score, got.Floor, got.Ceiling, got.Coverage, got.AssessedAt, got.ValidUntil, got.EarliestAt, got.EarliestVerdict, got.NextQueryAt, got.Errors})
}

// requireInOrder compares two routes the slow way.
func requireInOrder(t require.TestingT, a, b *readiness.Route) {
	rank := func(r *readiness.Route) int {
		order := []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Incomplete, readiness.Wait, readiness.Fix, readiness.Review, readiness.Paid, readiness.Stop}
		return slices.Index(order, r.Report.Verdict)
	}
	require.LessOrEqual(t, rank(a), rank(b))
	if rank(a) < rank(b) {
		return
	}
	if early, late := a.Report.EarliestAt, b.Report.EarliestAt; a.Report.Verdict == readiness.Wait && !early.Equal(late) {
		require.True(t, late.IsZero() || !early.IsZero() && early.Before(late), "%s %s", early, late)
		return
	}
	require.LessOrEqual(t, a.Channel+" "+a.Product, b.Channel+" "+b.Product) // the profiles say no more
}

// A custom check that forgets to declare what it reads, or panics on one channel, is what
// it would be alone.
func TestRoutesOfCustomChecks(t *testing.T) {
	said := custom(func(c *readiness.Case) readiness.Outcome {
		switch c.Submission().Payout.Channel {
		case "alipay":
			panic("alipay")
		case "wechatpay":
			return c.Is("low")
		}
		return c.Is("ok")
	})
	p := readiness.StandardPolicy()
	p.Channels = tenChannels()
	c := checker(t, readiness.Config{Policy: p, Suite: append(readiness.Suite(), said)})
	for _, r := range c.Routes(full()) {
		s := full()
		s.Payout.Channel, s.Payout.Product = r.Channel, r.Product
		want := c.Assess(s)
		requireSameReport(t, &want, r.Report)
	}
}

// What was returned stays as it is when the checker goes on.
func TestRoutesAreTheCallers(t *testing.T) {
	c := routing(t, tenChannels()...)
	s := kit.Ready(kit.Refused(noon.Add(-time.Hour), "wechatpay", "pay_bank", "AMOUNT_LIMIT"))
	routes := c.Routes(s)
	before, err := routes[0].Report.MarshalJSON()
	require.NoError(t, err)
	for range 3 {
		c.Assess(full())
		c.Routes(kit.Ready(kit.Pending(noon.Add(-time.Hour)), kit.Amount(1)))
		c.Routes(full())
	}
	after, err := routes[0].Report.MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}

// Outside its hours a channel is closed: minute by minute, against a clock that is read off.
func TestHours(t *testing.T) {
	for _, c := range []struct {
		hours readiness.Hours
		open  func(time.Time) bool
	}{
		{readiness.Hours{Start: readiness.ClockTime(9, 0), End: readiness.ClockTime(17, 30)}, func(at time.Time) bool { m := at.Hour()*60 + at.Minute(); return m >= 540 && m < 1050 }},
		{readiness.Hours{Start: readiness.ClockTime(22, 0), End: readiness.ClockTime(2, 0)}, func(at time.Time) bool { return at.Hour() >= 22 || at.Hour() < 2 }},
		{readiness.Hours{Weekdays: []time.Weekday{time.Saturday}, Start: readiness.ClockTime(20, 0), End: readiness.ClockTime(8, 0)}, func(at time.Time) bool {
			return at.Weekday() == time.Saturday && at.Hour() >= 20 || at.Weekday() == time.Sunday && at.Hour() < 8
		}},
		{readiness.Hours{Start: 0, End: readiness.ClockTime(24, 0)}, func(time.Time) bool { return true }},
	} {
		p := readiness.StandardPolicy()
		p.ProcessingMinutes, p.Channels = 1, []readiness.Channel{{Channel: "house", Hours: []readiness.Hours{c.hours}}}
		checker := checker(t, readiness.Config{Policy: p})
		s := kit.Ready(kit.Through("house"))
		for at := noon; at.Before(noon.AddDate(0, 0, 8)); at = at.Add(17 * time.Minute) {
			s.At, s.ObservedAt = at, noon
			r := checker.Assess(s)
			require.Equal(t, !c.open(at), codeOf(t, &r, "timing.maintenance") == "outside-hours", at)
		}
	}
}

func TestFees(t *testing.T) {
	fixed, share := intake.Some(intake.Yuan(1)), intake.Some(readiness.PerMille(600))
	for _, c := range []struct {
		channel readiness.Channel
		amount  intake.Fen
		fee     intake.Opt[intake.Fen]
	}{
		{readiness.Channel{}, intake.Yuan(8_000), intake.Opt[intake.Fen]{}},
		{readiness.Channel{FeeFixed: intake.Some(intake.Fen(0))}, intake.Yuan(8_000), intake.Some(intake.Fen(0))},
		{readiness.Channel{FeeFixed: fixed}, intake.Yuan(8_000), intake.Some(intake.Yuan(1))},
		{readiness.Channel{FeePerMille: share}, intake.Yuan(8_000), intake.Some(intake.Fen(480))},
		{readiness.Channel{FeePerMille: share, FeeMin: intake.Yuan(5)}, intake.Yuan(8_000), intake.Some(intake.Yuan(5))},
		{readiness.Channel{FeePerMille: share, FeeMin: intake.Yuan(5), FeeFixed: fixed}, intake.Yuan(10_000), intake.Some(intake.Yuan(7))},
		{readiness.Channel{FeePerMille: share}, 833, intake.Some(intake.Fen(0))}, // 0.4998 fen
		{readiness.Channel{FeePerMille: share}, 834, intake.Some(intake.Fen(1))}, // 0.5004 fen
		{readiness.Channel{FeePerMille: intake.Some(readiness.PerMille(1_000_000))}, intake.MaxFen, intake.Some(intake.MaxFen)},
	} {
		c.channel.Channel = "house"
		s := kit.Ready(kit.Amount(c.amount))
		s.Payout.Available = intake.Opt[intake.Fen]{}
		routes := routing(t, c.channel).Routes(s)
		require.Len(t, routes, 1)
		require.Equal(t, c.fee, routes[0].Fee)
	}
}

// Without a profile, all channels with built-in limits are looked at, and of them those
// that the submission names.
func TestBuiltInRoutes(t *testing.T) {
	c := new(readiness.Checker)
	s := kit.Ready()
	require.Greater(t, len(c.Routes(s)), 5)
	s.Payout.Routes = []intake.PayoutRoute{{Channel: "微信支付", Product: "pay_bank"}, {Channel: "unheard of"}}
	routes := c.Routes(s)
	require.Len(t, routes, 1)
	require.Equal(t, [2]string{"wechatpay", "pay_bank"}, [2]string{routes[0].Channel, routes[0].Product})
	require.Equal(t, readiness.Left{Single: intake.Some(intake.Yuan(20_000)), CardDay: intake.Some(intake.Yuan(20_000))}, routes[0].Left)
	require.Empty(t, c.Routes(kit.Ready(kit.Pending(noon.Add(-time.Hour)))))
}

func tenChannels() []readiness.Channel {
	var list []readiness.Channel
	for _, name := range []string{"wechatpay", "alipay", "unionpay", "lianlian", "allinpay", "baofoo", "yeepay", "huifu", "house", "desk"} {
		list = append(list, readiness.Channel{Channel: name, System: intake.NetsUnion, CardDay: intake.Yuan(20_000), MaxAmount: intake.Yuan(50_000)})
	}
	return list
}
