package main

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
)

// A bank goes down and is seen to be: payouts to it are held by somebody's word, wait, and
// go out once each when it is back. Those to another bank go on, and nobody is told to
// change cards.
func TestPayoutsWaitForABankThatIsDown(t *testing.T) {
	q := newQueue(t, small)
	begun := seenDown(t, "ICBC")
	hold := incident.Hold{Place: incident.Place{Issuer: begun.Issuer}, Since: noon, Until: noon.Add(incident.MaxHold), By: "on-call", Incident: begun.ID}
	require.NoError(t, hold.Validate())

	var back atomic.Bool
	w := q.worker()
	w.Rules.Retry, w.Rules.MaxWaits = 200*time.Millisecond, 2
	w.Health = func() []readiness.Health {
		now := q.now()
		if back.Load() {
			return []readiness.Health{{Issuer: hold.Issuer, State: intake.Up, AsOf: now}}
		}
		row, held := hold.Health(now)
		require.True(t, held)
		return []readiness.Health{row}
	}
	start(t, w)

	held := numbered("ready", 20)
	q.put(t, held...)
	elsewhere := sample("ready", "elsewhere")
	elsewhere.Card.Number, elsewhere.Card.Issuer = intake.Hide("6217000000000000005"), ""
	q.put(t, elsewhere)
	require.Eventually(t, func() bool { return strings.Count(q.log.String(), "msg=waits") >= 60 }, 20*time.Second, 20*time.Millisecond, "each has waited several times")
	for subject := range q.counts(t, streamDecisions) {
		require.Contains(t, subject, "elsewhere", "what waits is not decided")
	}
	s := held[0]
	s.At = noon
	report := new(readiness.Checker).WithHealth(w.Health()...).Assess(s)
	require.Equal(t, "正在等待银行恢复，恢复后继续打款；您无需操作，请不要换卡", report.ForApplicant(readiness.ZH).Headline)

	back.Store(true)
	q.settled(t, 20*time.Second)
	q.requireOnce(t, len(held)+1)
	for _, m := range q.all(t, streamDecisions) {
		if !strings.HasSuffix(m.Subject, ".elsewhere") {
			require.True(t, strings.HasPrefix(m.Subject, subjectReady+"."), m.Subject)
		}
		require.NotContains(t, string(m.Data), "bind-", m.Subject)
		require.NotContains(t, string(m.Data), "换绑", m.Subject)
	}
	require.Empty(t, q.counts(t, streamDead))
}

// seenDown is the incident that five quiet hours and then half an hour of refusals by one bank make.
func seenDown(t *testing.T, bank string) (begun incident.Incident) {
	w := incident.Watcher{Counts: incident.Counts{Key: []byte("a secret of the service")}}
	from := noon.Add(-5*time.Hour - 30*time.Minute)
	for minute := range 330 {
		for i, issuer := range []string{bank, "CCB", "BOC"} {
			id := time.Duration(minute*3 + i).String()
			o := incident.Outcome{ID: id, Applicant: "account " + id, Issuer: issuer, Channel: "wechatpay", Result: backtest.Succeeded, EndedAt: from.Add(time.Duration(minute) * time.Minute)}
			if issuer == bank && minute >= 300 {
				o.Result, o.Text = backtest.Failed, "银行系统维护"
			}
			for _, e := range w.Add(&o) {
				if e.State == incident.Begun {
					begun = e
				}
			}
		}
	}
	require.Equal(t, bank, begun.Issuer)
	return begun
}
