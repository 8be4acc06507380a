package readiness_test

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
)

var (
	moments   = []intake.Field{intake.FieldAt, intake.FieldObservedAt}
	cardReads = []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer}
	client    = []intake.Field{intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor}
	captured  = append([]intake.Field{intake.FieldDeviceCapturedAt}, moments...)
	connected = append([]intake.Field{intake.FieldNetworkCapturedAt}, moments...)
)

type pair struct{ a, b any }

// caseFacts are the facts, and the inputs that their documentation says they read.
var caseFacts = []struct {
	name  string
	reads []intake.Field
	ask   func(*readiness.Case) any
}{
	{"CompareName", []intake.Field{intake.FieldApplicantName, intake.FieldCardHolderName, intake.FieldCardHolderNameHashAlgorithm, intake.FieldCardHolderNameHashEncoding, intake.FieldCardHolderNameHashHex},
		func(c *readiness.Case) any { return c.CompareName() }},
	{"CompareDocument", []intake.Field{intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber, intake.FieldCardHolderDocumentType, intake.FieldCardHolderDocumentNumber},
		func(c *readiness.Case) any { return c.CompareDocument() }},
	{"CompareMobile", []intake.Field{intake.FieldApplicantMobile, intake.FieldCardHolderMobile}, func(c *readiness.Case) any { return c.CompareMobile() }},
	{"Document", []intake.Field{intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber, intake.FieldApplicantDocumentBirthDate, intake.FieldAt},
		func(c *readiness.Case) any { return c.Document() }},
	{"Issuer", cardReads, func(c *readiness.Case) any { i, ok := c.Issuer(); return pair{i.Code, ok} }},
	{"MatchedElements", append([]intake.Field{intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt}, moments...),
		func(c *readiness.Case) any { n, until := c.MatchedElements(); return pair{n, until} }},
	{"ProvenUntil", append([]intake.Field{intake.FieldHistoryAttempts}, moments...), func(c *readiness.Case) any { return c.ProvenUntil() }},
	{"Attempts", []intake.Field{intake.FieldHistoryAttempts, intake.FieldAt}, func(c *readiness.Case) any { return c.Attempts() }},
	{"Channel", []intake.Field{intake.FieldPayoutChannel, intake.FieldPayoutProduct}, func(c *readiness.Case) any { return c.Channel() }},
	{"System", []intake.Field{intake.FieldPayoutSystem, intake.FieldPayoutChannel, intake.FieldPayoutProduct}, func(c *readiness.Case) any { return c.System() }},
	{"Client", client, func(c *readiness.Case) any { return c.Client() }},
	{"Address", slices.Concat(client, connected, []intake.Field{intake.FieldNetworkIPRecords}), func(c *readiness.Case) any { return c.Address() }},
	{"Whereabouts", append([]intake.Field{intake.FieldDeviceGPSCountry, intake.FieldDeviceSIMCountry, intake.FieldDeviceUTCOffsetMinutes}, captured...),
		func(c *readiness.Case) any { return c.Whereabouts() }},
	{"DeviceFresh", captured, func(c *readiness.Case) any { until, ok := c.DeviceFresh(); return pair{until, ok} }},
	{"NetworkFresh", connected, func(c *readiness.Case) any { until, ok := c.NetworkFresh(); return pair{until, ok} }},
	{"Window", slices.Concat([]intake.Field{intake.FieldAt, intake.FieldPayoutSystem, intake.FieldPayoutChannel, intake.FieldPayoutProduct}, cardReads),
		func(c *readiness.Case) any { return c.Window() }},
	{"BankHealth", slices.Concat([]intake.Field{intake.FieldHealth}, moments, cardReads), func(c *readiness.Case) any { return c.BankHealth() }},
	{"ChannelHealth", slices.Concat([]intake.Field{intake.FieldHealth, intake.FieldPayoutChannel, intake.FieldPayoutProduct}, moments, cardReads),
		func(c *readiness.Case) any { return c.ChannelHealth() }},
}

// asked returns what every fact says of a submission.
func asked(t testing.TB, f kit.Fixture) func(intake.Submission) []any {
	var out []any
	check := custom(func(c *readiness.Case) readiness.Outcome {
		out = nil
		for _, fact := range caseFacts {
			out = append(out, fact.ask(c))
		}
		return c.Is("ok")
	})
	c, err := f.Checker([]readiness.Check{check})
	require.NoError(t, err)
	return func(s intake.Submission) []any { c.Assess(s); return out }
}

// cornersOfFacts are what the fixtures lack: one input that is not given, where it
// decides.
func cornersOfFacts() []kit.Fixture {
	standard := readiness.StandardPolicy()
	standard.TrustedProxies = []string{"10.0.0.0/8"}
	standard.Channels = []readiness.Channel{{Channel: "a", System: intake.HVPS}, {Channel: "a", Product: "b", System: intake.BEPS}}
	standard.Windows = append(standard.Windows, readiness.Window{Bank: "ICBC", Every: readiness.Daily, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0), Effect: readiness.Closed},
		readiness.Window{Systems: []intake.System{intake.HVPS}, Every: readiness.Daily, Start: readiness.ClockTime(12, 1), End: readiness.ClockTime(13, 0), Effect: readiness.DayCut})
	var out []kit.Fixture
	for _, change := range []kit.Change{
		func(s *intake.Submission) { s.Payout.Channel, s.Payout.Product, s.Payout.System = "a", "b", 0 },
		kit.All(kit.Numbered(kit.CardNumber("622700", 19)), func(s *intake.Submission) { s.Card.Issuer, s.Payout.Channel, s.Payout.System = "", "a", 0 }),
		kit.All(kit.Numbered(kit.CardNumber("622700", 19)), func(s *intake.Submission) {
			s.Card.Issuer, s.Payout.Channel, s.Payout.Product, s.Payout.System = "", "a", "b", 0
		}),
		kit.All(kit.Numbered(kit.CardNumber("622700", 19)), kit.Clearing(intake.BEPS), func(s *intake.Submission) { s.Card.Issuer = "" }),
		func(s *intake.Submission) { s.Card.Issuer = "" },
		func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Product, s.Payout.System = "a", "b", intake.IBPS
		},
		kit.All(kit.Truncated, func(s *intake.Submission) { s.Card.Issuer = "" }),
		kit.All(kit.Without(intake.FieldCardNumber), kit.StatedIssuer("中国工商银行")),
		kit.All(kit.Without(intake.FieldNetworkClientIP), func(s *intake.Submission) {
			s.Network.Peer, s.Network.ForwardedFor = intake.Hide("10.0.0.1"), []intake.Secret{intake.Hide(kit.ClientIP)}
			s.Network.IPRecords = []intake.IPRecord{{IP: intake.Hide(kit.ClientIP), Country: "CN", AsOf: day(2026, 11, 20)}}
		}),
		kit.All(kit.BankHash(kit.Name), func(s *intake.Submission) { s.Card.Holder.NameHash.Encoding = intake.GB18030 }),
		kit.All(kit.BankHash(kit.Name), func(s *intake.Submission) { s.Card.Holder.NameHash.Algorithm = intake.SM3 }),
		kit.WithDocument(intake.Passport, "E12345678"),
		kit.All(kit.WithDocument(intake.Passport, "E12345678"), func(s *intake.Submission) { s.Applicant.Document.BirthDate = day(1900, 1, 1) }),
		kit.All(kit.WithDocument(intake.Passport, "123456789"), kit.BankDocument(intake.TravelPermit, "987654321")),
		kit.WithDocument(intake.ResidentID, "110101202801010016"),
		func(s *intake.Submission) { s.ObservedAt = s.At.Add(-time.Hour) },
		func(s *intake.Submission) {
			s.ObservedAt, s.Card.ElementCheck.At = s.At.AddDate(-1, 0, 0), time.Time{}
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, EndedAt: s.At.AddDate(0, 0, -5)}}
		},
		func(s *intake.Submission) {
			s.ObservedAt, s.Device.CapturedAt, s.Network.CapturedAt = s.At.AddDate(-1, 0, 0), time.Time{}, time.Time{}
		},
		func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, EndedAt: s.At, Fixed: intake.Yes, FixedAt: s.At.AddDate(0, 0, 1)}}
		},
		kit.ElementsSaid(intake.Mismatch, kit.Moment, intake.NameElement),
		kit.All(kit.ElementsSaid(intake.Match, kit.Moment.Add(-time.Hour)), func(s *intake.Submission) { s.Card.ElementCheck.Mismatched = []intake.Element{intake.NameElement} }),
		kit.Captured(kit.Moment.Add(-time.Hour)),
		kit.All(kit.Truncated, watched, func(s *intake.Submission) { s.Card.Issuer = "" }),
		kit.All(watched, func(s *intake.Submission) { s.Card.Issuer = "" }),
		kit.All(kit.Without(intake.FieldCardNumber), kit.StatedIssuer("中国工商银行"), watched),
	} {
		out = append(out, kit.Fixture{Submission: kit.Ready(change), Policy: standard})
	}
	return out
}

// watched is what is said of the bank and of a channel that the product alone names,
// fresh when it was observed.
func watched(s *intake.Submission) {
	s.Payout.Product, s.ObservedAt = "alipay.fund.trans.uni.transfer", s.At.Add(-10*time.Minute)
	kit.Health("ICBC", "", intake.Down, s.At.Add(-20*time.Minute))(s)
	kit.Health("ICBC", "alipay", intake.Degraded, s.At.Add(-20*time.Minute))(s)
	kit.HealthUntil(s.At.Add(time.Hour))(s)
	s.Health[0].Until = s.At.Add(time.Hour)
}

// A fact rests on the inputs that its documentation names: on each of them
// somewhere, and on nothing else anywhere.
func TestFactsReadWhatTheySay(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	rests := make([]map[intake.Field]bool, len(caseFacts))
	for i := range rests {
		rests[i] = map[intake.Field]bool{}
	}
	for _, f := range append(kit.Fixtures(), cornersOfFacts()...) {
		ask := asked(t, f)
		whole := ask(f.Submission)
		for _, field := range readiness.Known(&f.Submission) {
			s := f.Submission
			kit.Without(field)(&s)
			for i, got := range ask(s) {
				if !reflect.DeepEqual(whole[i], got) {
					rests[i][field] = true
				}
			}
		}
	}
	for i, fact := range caseFacts {
		for _, field := range readiness.Fields() {
			declared := slices.Contains(fact.reads, field)
			assert.Equal(t, declared, rests[i][field], "%s says that it reads %s: %t; it does: %t", fact.name, field, declared, rests[i][field])
		}
	}
}

func factsOf(t testing.TB, s intake.Submission) map[string]any {
	out := map[string]any{}
	for i, got := range asked(t, kit.Fixture{})(s) {
		out[caseFacts[i].name] = got
	}
	return out
}

// Of a submission that says nothing nothing is known, and nothing counts for good.
func TestFactsOfNothing(t *testing.T) {
	require.Equal(t, map[string]any{
		"CompareName": readiness.Compared{Open: true}, "CompareDocument": readiness.Compared{Open: true}, "CompareMobile": readiness.Compared{Open: true},
		"Document": readiness.DocumentFact{}, "Issuer": pair{"", false},
		"MatchedElements": pair{0, time.Time{}}, "ProvenUntil": time.Time{}, "Attempts": []readiness.AttemptFact{},
		"Channel": (*readiness.Channel)(nil), "System": intake.System(0),
		"Client": readiness.ClientFact{}, "Address": readiness.AddressFact{}, "Whereabouts": readiness.Whereabouts{},
		"DeviceFresh": pair{time.Time{}, true}, "NetworkFresh": pair{time.Time{}, true}, "Window": readiness.WindowFact{},
		"BankHealth": readiness.HealthFact{}, "ChannelHealth": readiness.HealthFact{},
	}, factsOf(t, intake.Submission{}))
}

func TestFactsOfTheKit(t *testing.T) {
	noon := kit.Moment
	got := factsOf(t, kit.Ready(
		kit.BankName("王小明"), kit.BankMobile("138****8000"), kit.StatedIssuer("中国工商银行"), kit.Located("CN", "HK", "JP"), kit.OffUTC(480),
		kit.Clearing(intake.IBPS), kit.Captured(noon.Add(-time.Minute)),
		func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{
				{Outcome: intake.OutcomeFailed, Channel: "unionpay", Product: "acp", Code: "38", SubmittedAt: noon.Add(-2 * time.Hour), EndedAt: noon.Add(-time.Hour)},
				{Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -1)},
				{Outcome: intake.OutcomeSucceeded, Channel: "unionpay", Product: "acp", Code: "38", SubmittedAt: noon.AddDate(0, 0, -2)},
				{Outcome: intake.OutcomePending, SubmittedAt: noon},
			}
		},
	))
	require.Equal(t, readiness.Compared{Class: "homophone", Position: 2}, got["CompareName"])
	require.Equal(t, readiness.Compared{Class: "match", Visible: 18, Length: 18}, got["CompareDocument"])
	require.Equal(t, readiness.Compared{Class: "masked-match", Visible: 7, Length: 11}, got["CompareMobile"])
	require.Equal(t, readiness.DocumentFact{Type: intake.ResidentID, Status: "ok", Usable: true, Birth: day(1900, 1, 1), Region: 110101}, got["Document"])
	require.Equal(t, pair{"ICBC", true}, got["Issuer"])
	n, ok := got["MatchedElements"].(pair)
	require.True(t, ok)
	require.Equal(t, 4, n.a)
	require.Equal(t, intake.IBPS, got["System"])
	require.Equal(t, netip.MustParseAddr(kit.ClientIP), got["Client"].(readiness.ClientFact).Addr)
	require.Equal(t, "public", got["Client"].(readiness.ClientFact).Kind)
	address := got["Address"].(readiness.AddressFact)
	require.Equal(t, "JP", address.Country)
	require.False(t, address.Home)
	require.Equal(t, readiness.Whereabouts{GPS: "CN", SIM: "HK", UTCOffsetMinutes: intake.Some[int64](480)}, got["Whereabouts"])
	fresh := time.Duration(readiness.StandardPolicy().CaptureFreshMinutes) * time.Minute
	require.Equal(t, fmt.Sprint(pair{noon.Add(-time.Minute).Add(fresh), true}), fmt.Sprint(got["DeviceFresh"]))
	window := got["Window"].(readiness.WindowFact)
	require.Zero(t, window.Effect)
	require.True(t, window.Until.After(noon))
	proven := got["ProvenUntil"].(time.Time)
	require.True(t, proven.Equal(noon.AddDate(0, 0, int(readiness.StandardPolicy().ProvenDays)-1)), proven)

	attempts := got["Attempts"].([]readiness.AttemptFact)
	require.Len(t, attempts, 4)
	risk, paid, contradicted, pending := attempts[0], attempts[1], attempts[2], attempts[3]
	require.True(t, risk.Failed && !risk.MayHavePaid && !risk.Open && risk.Listed)
	require.Equal(t, failcode.RiskControl, risk.Category)
	require.True(t, risk.MadeAt.Equal(noon.Add(-2*time.Hour)) && risk.EndedAt.Equal(noon.Add(-time.Hour)))
	require.NotEqual(t, remedy.OwnerNone, risk.Owner)
	require.True(t, paid.MayHavePaid && !paid.Open && !paid.Listed)
	require.Equal(t, intake.OutcomeUnknown, contradicted.Outcome, "a success with the code of a failure")
	require.True(t, contradicted.MayHavePaid && contradicted.Open)
	require.True(t, pending.MayHavePaid && pending.Open)
	require.True(t, pending.EndedAt.Equal(noon) && pending.ClearsAt.IsZero())
}

// Facts of the address come from the records that are about it.
func TestAddressFact(t *testing.T) {
	of := func(r intake.IPRecord) readiness.AddressFact {
		return factsOf(t, kit.Ready(kit.AddressIs(r)))["Address"].(readiness.AddressFact)
	}
	on := day(2026, 11, 20)
	denied := of(intake.IPRecord{AsOf: on, Country: "CN", Usage: intake.UsageMobile, VPN: intake.No, PublicProxy: intake.No, Hosting: intake.No})
	require.Equal(t, readiness.AddressFact{VPN: intake.No, PublicProxy: intake.No, Home: true, Country: "CN", CountryOn: on, AsOf: on, Until: denied.Until}, denied)
	said := of(intake.IPRecord{AsOf: on, VPN: intake.Yes, Tor: intake.Yes, ResidentialProxy: intake.Yes, Relay: intake.Yes, Hosting: intake.Yes, Risk: intake.Some[int64](95)})
	require.Equal(t, readiness.AddressFact{VPN: intake.Yes, Tor: true, ResidentialProxy: true, Relay: true, Hosting: true, Risky: true, AsOf: on, Until: said.Until}, said)
	old := of(intake.IPRecord{AsOf: day(2020, 1, 1), Country: "JP", VPN: intake.Yes, PublicProxy: intake.No})
	require.Equal(t, intake.Yes, old.VPN)
	require.Equal(t, intake.Unknown, old.PublicProxy, "an old denial is none")
	require.True(t, old.Old)
	require.Empty(t, old.Country)
	require.Equal(t, readiness.AddressFact{}, of(intake.IPRecord{IP: intake.Hide("203.0.113.9"), AsOf: on, VPN: intake.Yes}), "of another address")
}
