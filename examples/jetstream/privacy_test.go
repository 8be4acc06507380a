package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"
)

// personal is what the samples hold in clear, and pieces of it.
var personal = []string{"王晓明", "晓明", "110101199003071233", "19900307", "13800001234", "38000012", "6222020000000000125", "622202", "00000125"}

// Whatever crosses the server is looked at, the server's own events included:
// subjects and headers always, bodies wherever a request itself does not
// belong.
func TestNothingPersonalLeaves(t *testing.T) {
	q := newQueue(t, small)
	type seen struct{ subject, headers, body string }
	traffic := make(chan seen, 100_000)
	eaves, _ := q.connect(t)
	_, err := eaves.Subscribe(">", func(m *nats.Msg) {
		traffic <- seen{m.Subject, fmt.Sprint(m.Header), string(m.Data)}
	})
	require.NoError(t, err)
	require.NoError(t, eaves.Flush())

	w := q.worker()
	w.Rules.Retry, w.Rules.MaxWaits = time.Millisecond, 2
	start(t, w)
	for _, kind := range []string{"ready", "caution", "fix", "ask"} {
		q.put(t, sample(kind, "id-"+kind))
	}
	q.put(t, cooling("id-wait", time.Second), pending("id-query"))
	for i, body := range []string{
		"王晓明 13800001234",
		`{"id":"13800001234"}`,
		`{"id":"6222020000000000125","applicant":{"name":"王晓明"}}`,
		`{"王晓明":1}`,
		`{"applicant":{"13800001234":1}}`,
		`{"extra":{"110101199003071233":"王晓明"}}`,
		`{"id":"x","applicant":{"name":"王晓明","name":"王晓明"}}`,
		`{"id":"x","card":{"state":"6222020000000000125"}}`,
		`{"id":"x","at":"13800001234"}`,
	} {
		_, err := q.js.Publish(context.Background(), subjectRequested, []byte(body))
		require.NoError(t, err, i)
	}
	q.settled(t, 10*time.Second)
	require.Len(t, q.counts(t, streamDecisions), 6)
	require.Len(t, q.all(t, streamDead), 9)
	require.NoError(t, eaves.Flush())
	eaves.Close()

	clean := func(where, s string) {
		t.Helper()
		for _, p := range personal {
			if strings.Contains(s, p) {
				t.Errorf("%s: %q in %q", where, p, s)
			}
		}
	}
	kinds := map[string]int{}
	for len(traffic) > 0 {
		m := <-traffic
		clean("subject", m.subject)
		clean("headers of "+m.subject, m.headers)
		kind, _, _ := strings.Cut(strings.TrimPrefix(m.subject, "payout."), ".")
		kinds[kind]++
		switch kind {
		case "requested", "quarantine", "_INBOX": // an inbox is where requests are delivered
		default:
			clean("body on "+m.subject, m.body)
		}
	}
	for _, kind := range []string{"requested", "quarantine", "ready", "needs_fix", "ask", "dead", "_INBOX"} {
		require.NotZero(t, kinds[kind], kind)
	}
	clean("log", q.log.String())
	for _, line := range []string{"msg=decided", "msg=waits", "msg=dead"} {
		require.Contains(t, q.log.String(), line)
	}
}
