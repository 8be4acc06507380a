package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/readinesstest"
)

// personal is what the samples hold in clear, pieces of it, and what else the
// hostile messages below hold.
var personal = []string{
	readinesstest.Name, readinesstest.Name[3:],
	readinesstest.Document, readinesstest.Document[6:14], readinesstest.Document[10:],
	readinesstest.Mobile, readinesstest.Mobile[3:],
	readinesstest.PAN, readinesstest.PAN[:8], readinesstest.PAN[len(readinesstest.PAN)-8:],
	readinesstest.ClientIP,
}

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
		readinesstest.Name + " " + readinesstest.Mobile,
		`{"id":"` + readinesstest.Mobile + `"}`,
		`{"id":"` + readinesstest.PAN + `","applicant":{"name":"` + readinesstest.Name + `"}}`,
		`{"` + readinesstest.Name + `":1}`,
		`{"applicant":{"` + readinesstest.Mobile + `":1}}`,
		`{"extra":{"` + readinesstest.Document + `":"` + readinesstest.Name + `"}}`,
		`{"id":"x","applicant":{"name":"` + readinesstest.Name + `","name":"` + readinesstest.Name + `"}}`,
		`{"id":"x","card":{"state":"` + readinesstest.PAN + `"}}`,
		`{"id":"x","at":"` + readinesstest.Mobile + `"}`,
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
