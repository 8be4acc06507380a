package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The first digits and the length tell the network, whether the rest is held or
// not.
func TestNetworkOfATruncatedCard(t *testing.T) {
	for _, c := range []struct {
		name   string
		bin    string
		length int64
		code   string
	}{
		{"Visa", "424242", 16, "other-network"},
		{"Visa, another", "411111", 16, "other-network"},
		{"Mastercard", "550000", 16, "other-network"},
		{"JCB", "352800", 16, "other-network"},
		{"Discover", "601100", 16, "other-network"},
		{"Amex", "340000", 15, "other-network"},
		{"Visa has no such length", "424242", 15, "unknown-network"},
		{"UnionPay, no bank known", "629999", 16, "unionpay"},
		{"UnionPay, of a known bank", "622202", 19, "unionpay"},
		{"a mainland bank's own range", "955880", 19, "unionpay"},
		{"no network's", "700000", 16, "unknown-network"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s intake.Submission
			s.Card.BIN, s.Card.Length, s.Card.Last4 = intake.Hide(c.bin), intake.Some(c.length), intake.Hide("1234")
			r := readiness.Assess(s)
			f, ok := r.Find("card.network")
			require.True(t, ok)
			require.Equal(t, c.code, f.Code)
			s.Card.BIN, s.Card.Length, s.Card.Last4 = intake.Secret{}, intake.Opt[int64]{}, intake.Secret{}
			s.Card.Number = intake.Hide((c.bin + "0000000001234")[:c.length])
			r = readiness.Assess(s)
			f, _ = r.Find("card.network")
			require.Equal(t, c.code, f.Code, "whole")
		})
	}
}

func TestChannelThatNamesItsNetworks(t *testing.T) {
	networks := func(names ...string) readiness.Channel { return readiness.Channel{Channel: "bank", Networks: names} }
	number := func(s string) func(*intake.Card) {
		return func(c *intake.Card) { c.Number = intake.Hide(s) }
	}
	truncated := func(bin string) func(*intake.Card) {
		return func(c *intake.Card) { c.BIN, c.Length = intake.Hide(bin), intake.Some(int64(16)) }
	}
	for _, c := range []struct {
		name    string
		profile readiness.Channel
		card    func(*intake.Card)
		code    string
	}{
		{"on its list", networks("unionpay"), number("6222020000000000"), "supported"},
		{"on its list, truncated", networks("unionpay"), truncated("629999"), "supported"},
		{"not on its list, truncated", networks("unionpay"), truncated("424242"), "network-unsupported"},
		{"by default UnionPay alone, truncated", networks(), truncated("424242"), "network-unsupported"},
		{"network unknown", networks("unionpay"), number("7000000000000000"), "no-input"},
		{"network unknown, truncated", networks("unionpay"), truncated("700000"), "no-input"},
		{"no number", networks("unionpay"), func(*intake.Card) {}, "no-input"},
		{"it names none, network unknown", networks(), number("7000000000000000"), "supported"},
		{"another obstacle goes before it", readiness.Channel{Channel: "bank", Networks: []string{"unionpay"}, NeedsBranch: true}, number("7000000000000000"), "branch-code-needed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := readiness.StandardPolicy()
			p.ID, p.Channels = "own", []readiness.Channel{c.profile}
			checker, err := readiness.New(readiness.Config{Policy: p})
			require.NoError(t, err)
			var s intake.Submission
			s.Payout.Channel = "bank"
			c.card(&s.Card)
			r := checker.Assess(s)
			f, ok := r.Find("payout.channel-support")
			require.True(t, ok)
			require.Equal(t, c.code, f.Code)
		})
	}
}
