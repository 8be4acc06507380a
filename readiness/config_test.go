package readiness_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestPresetsAreAccepted(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range []*readiness.Policy{readiness.StandardPolicy(), readiness.LenientPolicy(), readiness.StrictPolicy(), readiness.BackofficePolicy(), readiness.LendingPolicy(), readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		c, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		require.False(t, seen[c.Hash()], "presets differ in their hash")
		seen[c.Hash()] = true
	}
	var zero readiness.Checker
	standard, err := readiness.New(readiness.Config{})
	require.NoError(t, err)
	require.Equal(t, standard.Hash(), zero.Hash(), "the zero Checker is the standard one")
}

func TestPresetsDiffer(t *testing.T) {
	verdict := func(p *readiness.Policy, s intake.Submission) readiness.Verdict {
		c, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		return c.Assess(s).Verdict
	}
	thin := full()
	thin.Card.State, thin.Card.AccountClass, thin.Card.Holder = 0, 0, intake.Holder{}
	thin.History.Attempts = nil
	require.Equal(t, readiness.Caution, verdict(readiness.StandardPolicy(), thin))
	require.Equal(t, readiness.Incomplete, verdict(readiness.StrictPolicy(), thin))

	office := full()
	office.Device = intake.Device{}
	c, err := readiness.New(readiness.Config{Policy: readiness.BackofficePolicy()})
	require.NoError(t, err)
	r := c.Assess(office)
	require.Equal(t, 100, r.Score)
	_, ok := r.Find("network.vpn")
	require.False(t, ok)
}

func TestNewJoinsEverythingWrong(t *testing.T) {
	p := readiness.StandardPolicy()
	p.Checks = map[readiness.ID]readiness.Override{
		"card.nunber": {Disabled: true},
		"card.luhn":   {Suppressed: readiness.Suppression{Until: noon}},
	}
	p.HorizonDays = 0
	p.RebindingExcessive = 1
	p.ExpectedCountries = []string{"cn"}
	p.TrustedProxies, p.TrustedHops = []string{"10.0.0.0/33"}, 2
	p.Windows = append(p.Windows,
		readiness.Window{Every: readiness.Weekly, Effect: readiness.Closed},
		readiness.Window{From: noon, To: noon, Effect: readiness.Closed},
		readiness.Window{Every: readiness.Daily, Start: readiness.ClockTime(23, 0), End: readiness.ClockTime(1, 0)},
	)
	p.Channels = []readiness.Channel{{Channel: "a", MinAmount: 2, MaxAmount: 1}, {Channel: "a"}, {SameDaySame: "maybe"}}
	_, err := readiness.New(readiness.Config{Policy: p})
	require.Error(t, err)
	for _, path := range []string{
		"/checks/card.nunber", "/checks/card.luhn/suppressed", "/horizon_days", "/rebinding_excessive", "/expected_countries/0",
		"/trusted_proxies/0", "/trusted_hops", "/windows/7/weekdays", "/windows/8/to", "/windows/9/effect",
		"/channels/0/min_amount_fen", "/channels/1:", "/channels/2/channel", "/channels/2/same_day_same_amount",
	} {
		require.Contains(t, err.Error(), "policy: "+path)
	}
	require.Equal(t, 14, strings.Count(err.Error(), "policy: "), err)
}

func TestTheZeroPolicyIsRefused(t *testing.T) {
	_, err := readiness.New(readiness.Config{Policy: &readiness.Policy{}})
	require.ErrorContains(t, err, "policy: /schema")
}

func TestBrokenSuites(t *testing.T) {
	good := func() readiness.Check {
		return standIn{id: "one.check", severity: readiness.Low, answer: answer{status: readiness.Pass}}.check()
	}
	for name, change := range map[string]func(*readiness.Check){
		"the ID must be":   func(c *readiness.Check) { c.ID = "nodot" },
		"severity must":    func(c *readiness.Check) { c.Severity = 0 },
		"Run is nil":       func(c *readiness.Check) { c.Run = nil },
		"After later":      func(c *readiness.Check) { c.After = []readiness.ID{"one.later"} },
		"reasons, want":    func(c *readiness.Check) { c.Reasons = nil },
		"reserved for":     func(c *readiness.Check) { c.Reasons[0].Code = "no-input" },
		"duplicate code":   func(c *readiness.Check) { c.Reasons = append(c.Reasons, c.Reasons[0]) },
		"kebab-case":       func(c *readiness.Check) { c.Reasons[0].Code = "Bad Code" },
		"worth must be":    func(c *readiness.Check) { c.Reasons[0].Worth = 50 },
		"kind is for fail": func(c *readiness.Check) { c.Reasons[0].Kind = readiness.Timed },
		"status must be":   func(c *readiness.Check) { c.Reasons[0].Status = readiness.Skipped },
		"invalid name":     func(c *readiness.Check) { c.Evidence = []readiness.Key{{Name: "x"}} },
		"invalid need":     func(c *readiness.Check) { c.Need = 9 },
	} {
		c := good()
		change(&c)
		_, err := readiness.New(readiness.Config{Suite: []readiness.Check{c}})
		if name == "After later" {
			name = "no earlier check has this ID"
		}
		require.ErrorContains(t, err, name)
	}
	_, err := readiness.New(readiness.Config{Suite: []readiness.Check{good(), good()}})
	require.ErrorContains(t, err, "suite: one.check: duplicate ID")
	_, err = readiness.New(readiness.Config{Suite: []readiness.Check{good(), {}}})
	require.ErrorContains(t, err, "suite[1]: the ID must be category.name in kebab-case\nsuite[1]: severity must be set\n", "without an ID it is its place")
	require.NotContains(t, err.Error(), "suite: :")
	_, err = readiness.New(readiness.Config{Suite: []readiness.Check{}})
	require.ErrorContains(t, err, "no checks")

	a, b := good(), good()
	a.Group, b.Group, b.ID = "g", "g", "two.check"
	_, err = readiness.New(readiness.Config{Suite: []readiness.Check{a, b}})
	require.ErrorContains(t, err, "spans categories")
}

func TestOverrides(t *testing.T) {
	s := full()
	s.Card.Issuer = "中国建设银行"
	find := func(o readiness.Override) readiness.Finding {
		p := readiness.StandardPolicy()
		p.Checks = map[readiness.ID]readiness.Override{"card.issuer-match": o}
		c, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		r := c.Assess(s)
		f, ok := r.Find("card.issuer-match")
		require.Equal(t, !o.Disabled, ok)
		return f
	}
	require.False(t, find(readiness.Override{}).Gate)
	require.True(t, find(readiness.Override{Gate: intake.Yes}).Gate)
	require.Equal(t, readiness.High, find(readiness.Override{Severity: readiness.High}).Severity)
	require.Equal(t, readiness.Required, find(readiness.Override{Need: intake.Some(readiness.Required)}).Need)
	find(readiness.Override{Disabled: true})

	f := find(readiness.Override{Suppressed: readiness.Suppression{Until: noon.Add(time.Hour), Reason: "the channel confirmed it"}})
	require.Equal(t, readiness.Skipped, f.Status)
	require.Equal(t, readiness.CodeSuppressed, f.Code)
	require.Contains(t, f.Message(readiness.EN), "the channel confirmed it")
	require.Contains(t, f.Message(readiness.EN), "2026-11-24 13:00")
	f = find(readiness.Override{Suppressed: readiness.Suppression{Until: noon, Reason: "over"}})
	require.Equal(t, readiness.Fail, f.Status, "an expired suppression is none")
}

// What the policy suppresses is so whatever gate before it fails.
func TestSuppressedBehindAFailedGate(t *testing.T) {
	s := full()
	s.Card.Number = intake.Hide("12345")
	p := readiness.StandardPolicy()
	p.Checks = map[readiness.ID]readiness.Override{
		"card.luhn": {Suppressed: readiness.Suppression{Until: noon.Add(time.Hour), Reason: "the channel confirmed it"}},
	}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	r := c.Assess(s)
	require.Equal(t, readiness.CodeSuppressed, codeOf(t, &r, "card.luhn"))
	require.Equal(t, readiness.CodeSkipped, codeOf(t, &r, "card.network"), "its gate still holds the others back")
}

// What New was given can be changed afterwards without effect.
func TestNewCopies(t *testing.T) {
	p := readiness.StandardPolicy()
	list := readiness.Suite()
	c, err := readiness.New(readiness.Config{Policy: p, Suite: list})
	require.NoError(t, err)
	before, err := json.Marshal(c.Assess(full()))
	require.NoError(t, err)
	p.Windows[0] = readiness.Window{}
	p.ExpectedCountries[0] = "XX"
	for i := range list {
		list[i].Run = nil
		list[i].Reasons[0].Code = "changed"
		list[i].Reasons[0].Message = readiness.Text{}
	}
	after, err := json.Marshal(c.Assess(full()))
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	require.Equal(t, "ok", readiness.Suite()[0].Reasons[0].Code)
}

// Every check of the suite keeps the rules for checks.
func TestSuiteIsWellMade(t *testing.T) {
	for _, c := range readiness.Suite() {
		require.NotEmpty(t, c.Cites, c.ID)
		require.Positive(t, c.Rev, c.ID)
		require.False(t, c.Title.IsZero(), c.ID)
		for _, r := range c.Reasons {
			for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
				require.NotEmpty(t, r.Message[l], "%s %s %s", c.ID, r.Code, l)
				require.NotEmpty(t, c.Title[l], c.ID)
			}
			switch r.Status {
			case readiness.Pass:
				require.Nil(t, r.Action, "%s %s: a pass needs nothing done", c.ID, r.Code)
			case readiness.StatusUnknown:
				require.NotZero(t, r.Because, "%s %s", c.ID, r.Code)
			case readiness.Fail:
				require.NotNil(t, r.Action, "%s %s", c.ID, r.Code)
			}
			for _, bad := range []string{"will succeed", "guarantee", "一定成功", "保证", "TODO", "lorem"} {
				require.NotContains(t, strings.ToLower(r.Message[readiness.EN]+r.Message[readiness.ZH]), bad)
			}
		}
	}
}
