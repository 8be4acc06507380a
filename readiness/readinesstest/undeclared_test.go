package readinesstest_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// flat returns the values of a submission by JSON Pointer.
func flat(t *testing.T, s intake.Submission) map[string]json.RawMessage {
	b, err := s.RevealJSON()
	require.NoError(t, err)
	out := map[string]json.RawMessage{}
	var walk func(path string, raw json.RawMessage)
	walk = func(path string, raw json.RawMessage) {
		var m map[string]json.RawMessage
		if raw[0] != '{' {
			out[path] = raw
			return
		}
		require.NoError(t, json.Unmarshal(raw, &m))
		for k, v := range m {
			walk(path+"/"+k, v)
		}
	}
	walk("", b)
	return out
}

func nested(t *testing.T, members map[string]json.RawMessage) intake.Submission {
	top := map[string]any{}
	for path, raw := range members {
		m := top
		names := strings.Split(path[1:], "/")
		for _, name := range names[:len(names)-1] {
			if m[name] == nil {
				m[name] = map[string]any{}
			}
			m = m[name].(map[string]any)
		}
		m[names[len(names)-1]] = raw
	}
	b, err := json.Marshal(top)
	require.NoError(t, err)
	s, err := intake.ParseSubmission(b, intake.Strict)
	require.NoError(t, err)
	return s
}

// rich is a policy with every part that a submission can select.
func rich() *readiness.Policy {
	p := readiness.StandardPolicy()
	p.ID = "rich"
	p.MinAppVersion = map[string]string{"*": "8.0.0", "ios": "9.0.0"}
	p.TrustedProxies = []string{"10.0.0.0/8"}
	p.Channels = []readiness.Channel{
		{Channel: "rich", MinAmount: intake.Yuan(10_000), NameMaxBytes: 3, CardDay: intake.Yuan(9_000), SameDaySame: "warn", System: intake.NetsUnion, IssuersAllowed: []string{"ICBC"}},
		{Channel: "rich", Product: "other", NameCharset: "gb2312", ElementsVerified: 4, SameDaySame: "gate", System: intake.HVPS, NeedsBranch: true, MemoOver: 1, NeedsQuickPay: true},
	}
	p.Windows = []readiness.Window{{Bank: "ICBC", Channel: "rich", Every: readiness.Daily, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0), Effect: readiness.Closed}}
	return p
}

// unusual are changes that cover what the fixtures leave out.
var unusual = []kit.Change{
	kit.Through("rich"),
	func(s *intake.Submission) { s.Payout.Channel, s.Payout.Product = "rich", "other" },
	func(s *intake.Submission) {
		s.Payout.BranchCode, s.Payout.Memo = "102100000000", intake.Hide("payout")
	},
	kit.Clearing(0),
	kit.Amount(intake.Yuan(2_000_000)),
	kit.Without(intake.FieldAt),
	kit.All(kit.Called("王韡"), kit.BankName("王□")),
	kit.Truncated,
	kit.All(kit.Numbered(kit.CardNumber("622230", 16)), kit.Truncated),
	kit.All(kit.Numbered(kit.CardNumber("620011", 16)), kit.Truncated),
	kit.Numbered(kit.CardNumber("700000", 16)),
	kit.Without(intake.FieldCardFunding),
	func(s *intake.Submission) {
		s.Card.Funding, s.Card.Sources.Funding = cardbin.Credit, intake.FromBank
	},
	kit.Without(intake.FieldCardAccountClass),
	kit.StatedIssuer("WEBANK"),
	kit.WithoutQuickPay,
	kit.Unchecked,
	kit.BankName(""), kit.BankDocument(0, ""), kit.BankMobile(""), kit.BankMobile("13900000000"), kit.BankHash("李四"),
	func(s *intake.Submission) { s.Card.Holder.NameHash.Algorithm = intake.SM3 },
	func(s *intake.Submission) { s.Card.Holder.NameHash.Encoding = intake.GB18030 },
	kit.ElementsSaid(intake.Match, kit.Moment.AddDate(0, -2, 0)),
	kit.WithDocument(0, "E00000000"),
	kit.WithDocument(intake.TemporaryResidentID, kit.Document),
	kit.WithDocument(intake.Passport, "E00000000"),
	kit.WithDocument(0, "110101202611250010"), // born tomorrow
	kit.Valid(readiness.Date{Year: 2020, Month: 5, Day: 6}, readiness.Date{Year: 2030, Month: 5, Day: 6}),
	kit.Without(intake.FieldApplicantDocumentNumber),
	func(s *intake.Submission) {
		s.Applicant.Document.BirthDate = readiness.Date{Year: 2015, Month: 1, Day: 1}
	},
	kit.Without(intake.FieldApplicantDocumentChangedOn),
	func(s *intake.Submission) {
		s.Applicant.Document.IssuedOn = readiness.Date{Year: 2026, Month: 11, Day: 20}
	},
	kit.Attempted(intake.Attempt{
		OrderID: "order-0", Outcome: intake.OutcomeFailed, SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(500)), EndedAt: kit.Moment.AddDate(0, 0, -5),
		Channel: "ainong", Product: "transfer", Code: "2022", Fixed: intake.Yes, FixedAt: kit.Moment.AddDate(0, 0, 1),
	}),
	kit.Without(intake.FieldDeviceVPNTransport),
	func(s *intake.Submission) { s.Device.IOSScopedKeys = []string{"utun0"} },
	func(s *intake.Submission) { s.Device.Interfaces = []string{"wg0"} },
	kit.All(kit.WithVPN, func(s *intake.Submission) { s.Device.ManagedVPN = intake.Yes }),
	kit.OffUTC(0),
	kit.WithProxy("203.0.113.7"), kit.WithProxy("192.168.8.1"),
	func(s *intake.Submission) { s.Network.ViaHeader = intake.Yes },
	kit.Without(intake.FieldNetworkClientIP),
	func(s *intake.Submission) {
		s.Network.Peer, s.Network.ForwardedFor = intake.Hide("10.0.0.7"), []intake.Secret{intake.Hide("198.18.0.1, 203.0.113.9")}
		s.Network.ClientIP = intake.Secret{}
	},
	kit.FromIP("10.0.0.7"),
	func(s *intake.Submission) {
		for i := range s.Network.IPRecords {
			s.Network.IPRecords[i].VPN, s.Network.IPRecords[i].PublicProxy, s.Network.IPRecords[i].Country = intake.Yes, intake.Yes, "JP"
		}
	},
	kit.Captured(kit.Moment.Add(-time.Hour)),
	func(s *intake.Submission) { s.ObservedAt = kit.Moment.AddDate(0, 0, -40) },
	kit.Attested(intake.AttestationFailed),
	func(s *intake.Submission) { s.Device.Attestation.AgeSeconds = intake.Some[int64](10_000) },
	func(s *intake.Submission) { s.Device.Rooted, s.Device.Platform = intake.Yes, intake.IOS },
	kit.LentWith(func(m *intake.Mandate) {
		m.Payee, m.Debit, m.SignedAt = intake.PayeeOther, 0, kit.Moment.AddDate(0, 0, 1)
	}),
	kit.Paid(kit.Moment.Add(-time.Hour)),
	func(s *intake.Submission) { s.History.Attempts = nil },
}

// drawn returns a fixture of any check, or an unusual submission under rich.
func drawn(t *rapid.T, fixtures []kit.Fixture, label string) kit.Fixture {
	if rapid.Bool().Draw(t, label+" is a fixture") {
		return rapid.SampledFrom(fixtures).Draw(t, label)
	}
	f := kit.Fixture{Submission: kit.Ready(), Policy: rich()}
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(unusual)-1), 1, 4).Draw(t, label) {
		unusual[i](&f.Submission)
	}
	return f
}

// An input that a check does not declare never changes its finding.
func TestUndeclaredInputsDoNotMatter(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	suite, fixtures := readiness.Suite(), kit.Fixtures()
	rapid.Check(t, func(rt *rapid.T) {
		f, other := drawn(rt, fixtures, "submission"), drawn(rt, fixtures, "undeclared")
		own, others := flat(t, f.Submission), flat(t, other.Submission)
		for _, check := range suite {
			check.After = nil
			c, err := f.Checker([]readiness.Check{check})
			require.NoError(rt, err)
			mixed := maps.Clone(others)
			for _, path := range slices.Concat(check.Needs, check.Optional) {
				delete(mixed, string(path))
				if raw, ok := own[string(path)]; ok {
					mixed[string(path)] = raw
				}
			}
			before, after := c.Assess(f.Submission), c.Assess(nested(t, mixed))
			found, _ := before.Find(check.ID)
			require.True(rt, kit.AssertFinding(rt, after, check.ID, found.Code))
		}
	})
}

// Every fixture keeps its finding, word for word, whatever any other fixture and any
// unusual submission put into the inputs that its check does not declare; what the
// bank holds is in one of them what the applicant typed, and the reverse in another.
func TestFixturesRestOnDeclaredInputs(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	suite, fixtures := readiness.Suite(), kit.Fixtures()
	var all []map[string]json.RawMessage
	for _, f := range fixtures {
		all = append(all, flat(t, f.Submission))
	}
	others := slices.Clone(all)
	for _, change := range unusual {
		s := kit.Ready()
		change(&s)
		others = append(others, flat(t, s))
	}
	// A cause is read from the whole submission, and with it what to do.
	said := func(r readiness.Report) readiness.DocumentFinding {
		f := r.Document(readiness.ZH, readiness.DetailFull).Findings[0]
		f.Cause, f.Action, f.Advice, f.Owner, f.Effort, f.Audience = "", "", "", "", "", ""
		return f
	}
	for i, f := range fixtures {
		check := suite[slices.IndexFunc(suite, func(c readiness.Check) bool { return c.ID == f.Check })]
		check.After = nil
		c, err := f.Checker([]readiness.Check{check})
		require.NoError(t, err)
		want := said(c.Assess(f.Submission))
		declared := slices.Concat(check.Needs, check.Optional)
		for _, other := range slices.Concat(others, mirrored(t, f.Submission)) {
			mixed := maps.Clone(other)
			for _, path := range declared {
				delete(mixed, string(path))
				if raw, ok := all[i][string(path)]; ok {
					mixed[string(path)] = raw
				}
			}
			assert.Equal(t, want, said(c.Assess(nested(t, mixed))), "%s %s", f.Check, f.Code)
		}
	}
}

// mirrored returns the submission twice: what the bank holds is what the applicant
// typed, and the reverse.
func mirrored(t *testing.T, s intake.Submission) []map[string]json.RawMessage {
	bank, typed := s, s
	h, d := &bank.Card.Holder, &typed.Applicant.Document
	h.Name, h.DocumentType, h.DocumentNumber, h.Mobile = s.Applicant.Name, s.Applicant.Document.Type, s.Applicant.Document.Number, s.Applicant.Mobile
	typed.Applicant.Name, d.Type, d.Number, typed.Applicant.Mobile = s.Card.Holder.Name, s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber, s.Card.Holder.Mobile
	return []map[string]json.RawMessage{flat(t, bank), flat(t, typed)}
}
