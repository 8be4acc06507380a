package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// A report on a payout without a channel names the first of Routes, if the policy asks for
// it, and is else what it would be. Whoever is no engineer reads of no channel.
func TestBestRoute(t *testing.T) {
	named, none := 0, 0
	var into readiness.Report
	p := readiness.StandardPolicy()
	plain := checker(t, readiness.Config{Policy: p})
	p.BestRoute = true
	c := checker(t, readiness.Config{Policy: p})
	require.Equal(t, plain.Hash(), c.Hash(), "it judges alike")
	for _, f := range kit.Fixtures() {
		s := f.Submission
		s.Payout.Channel = ""
		var want readiness.BestRoute
		if routes := plain.Routes(s); len(routes) > 0 {
			r := routes[0]
			want = readiness.BestRoute{Channel: r.Channel, Product: r.Product, Verdict: r.Report.Verdict, Score: r.Report.Score}
			named++
		} else {
			none++
		}
		r, without := c.Assess(s), plain.Assess(s)
		require.Equal(t, want, r.BestRoute, f.Check, f.Code)
		c.AssessInto(&into, &s)
		require.Equal(t, want, into.BestRoute, f.Check, f.Code)
		require.Zero(t, without.BestRoute)
		d := r.Document(readiness.EN, readiness.DetailFull)
		require.Equal(t, want, d.BestRoute)
		for a := readiness.Engineer; a <= readiness.Support; a++ {
			said, err := r.AppendJSON(nil, readiness.EN, readiness.DetailFull, a)
			require.NoError(t, err)
			written, err := d.For(a).MarshalJSON()
			require.NoError(t, err)
			require.Equal(t, string(written), string(said))
			if a != readiness.Engineer {
				require.NotContains(t, string(said), "best_route")
			}
		}
		d.BestRoute = readiness.BestRoute{}
		require.Equal(t, without.Document(readiness.EN, readiness.DetailFull), d, "nothing else differs")
	}
	require.Greater(t, named, 100)
	require.Greater(t, none, 5)
}

func TestBestRouteIsNotForAll(t *testing.T) {
	p, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","best_route":true,"channels":[{"channel":"alipay"},{"channel":"wechatpay","weight":9}]}`))
	require.NoError(t, err)
	c := checker(t, readiness.Config{Policy: p})
	s := kit.Ready()
	s.Payout.Channel, s.Payout.Product = "", ""
	require.Equal(t, readiness.BestRoute{Channel: "wechatpay", Verdict: readiness.Ready, Score: 100}, c.Assess(s).BestRoute)

	through := s
	through.Payout.Channel = "alipay"
	require.Zero(t, c.Assess(through).BestRoute, "the channel is chosen")

	for _, outcome := range []intake.AttemptOutcome{intake.OutcomePending, intake.OutcomeSucceeded} {
		open := s
		open.History.Attempts = []intake.Attempt{{OrderID: s.Payout.OrderID, Outcome: outcome, SameCard: intake.Yes, SubmittedAt: s.At.Add(-3600e9), EndedAt: s.At.Add(-3500e9), Amount: s.Payout.Amount}}
		require.Zero(t, c.Assess(open).BestRoute, outcome)
	}
	down := c.WithHealth(readiness.Health{Channel: "wechatpay", State: intake.Down, AsOf: s.At, Until: s.At.Add(3600e9)})
	require.Equal(t, "alipay", down.Assess(s).BestRoute.Channel, "what is down now counts")
}
