package main

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/incident"
)

// watch runs a watch until it has published at least n messages on incidents, and returns
// them.
func (q *queue) watch(t *testing.T, n int) []incident.Incident {
	t.Helper()
	w := &Watch{JS: q.js, Replicas: 1, Every: 20 * time.Millisecond, Log: q.worker().Log}
	w.Stored = func(m *jetstream.MsgMetadata) time.Time { return minuteHeard(int(m.Sequence.Stream-1) / banksHeard) }
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	require.Eventually(t, func() bool {
		s, err := q.js.Stream(ctx, streamIncidents)
		return err == nil && int(s.CachedInfo().State.Msgs) >= n
	}, 10*time.Second, 20*time.Millisecond)
	time.Sleep(5 * w.Every)
	cancel()
	require.NoError(t, <-ended)
	var out []incident.Incident
	for _, m := range q.all(t, streamIncidents) {
		var i incident.Incident
		require.NoError(t, json.Unmarshal(m.Data, &i))
		require.Equal(t, incidentSubject(&i), m.Subject)
		out = append(out, i)
	}
	return out
}

var testHour = time.Now().Truncate(time.Hour)

const (
	minutesHeard = 90
	banksHeard   = 4
)

// minuteHeard is a time within the last hours: as if messages had come then.
func minuteHeard(m int) time.Time {
	return testHour.Add(time.Duration(m-minutesHeard-60) * time.Minute)
}

// hear publishes what was heard of a few payouts in each minute: those of one bank time
// out for a while.
func (q *queue) hear(t *testing.T) {
	t.Helper()
	for m := range minutesHeard {
		for i, bank := range [banksHeard]string{"ICBC", "ABC", "CCB", "BOC"} {
			o := incident.Outcome{ID: fmt.Sprintf("order-%d-%d", m, i), Applicant: fmt.Sprintf("13800138%03d", m), Issuer: bank, Channel: "wechatpay",
				Result: backtest.Succeeded, EndedAt: minuteHeard(m)}
			if i == 1 && m >= 45 && m < 65 {
				o.Result, o.Text = backtest.Unknown, "银行处理超时"
			}
			msg, err := outcome(&o)
			require.NoError(t, err)
			_, err = q.js.PublishMsgAsync(msg)
			require.NoError(t, err)
		}
	}
	<-q.js.PublishAsyncComplete()
}

// Incidents are published, once, also by a watch that starts again.
func TestIncidentsArePublishedOnce(t *testing.T) {
	q := newQueue(t, small)
	require.Empty(t, q.watch(t, 0), "which makes the streams")
	q.hear(t)
	_, err := q.js.Publish(context.Background(), subjectOutcome, []byte("13800138000"), jetstream.WithExpectStream(streamPast))
	require.NoError(t, err)
	first := q.watch(t, 2)
	require.Equal(t, incident.Begun, first[0].State)
	require.Equal(t, "ABC", first[0].Issuer)
	require.True(t, first[0].Doubt, "what timed out may have been paid")
	require.Equal(t, incident.Recovered, first[len(first)-1].State)
	require.Equal(t, first, q.watch(t, len(first)))
	require.Contains(t, q.log.String(), "unreadable")
	require.NotContains(t, q.log.String(), "13800138")
}
