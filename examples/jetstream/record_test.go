package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/readinesstest"
)

var recordKey = []byte("0123456789abcdef key")

func (q *queue) recording() *Recording {
	return &Recording{JS: q.js, Replicas: 1, Key: recordKey, Every: 20 * time.Millisecond, Log: q.worker().Log}
}

// record runs a recording until the summary holds what is wanted, and returns its bytes.
func (q *queue) record(tb testing.TB, wanted func(*backtest.Answers) bool) string {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	_ = q.js.DeleteKeyValue(ctx, bucketBacktest) // of an earlier recording, if there was one
	ended := make(chan error, 1)
	go func() { ended <- q.recording().Run(ctx) }()
	require.Eventually(tb, func() bool {
		a := q.answers(q.summary())
		return a != nil && wanted(a)
	}, 10*time.Second, 20*time.Millisecond)
	cancel()
	require.NoError(tb, <-ended)
	return q.summary()
}

// summary is what is stored, "" for nothing.
func (q *queue) summary() string {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	bucket, err := q.js.KeyValue(ctx, bucketBacktest)
	if err != nil {
		return ""
	}
	entry, err := bucket.Get(ctx, keySummary)
	if err != nil {
		return ""
	}
	packed, err := gzip.NewReader(bytes.NewReader(entry.Value()))
	if err != nil {
		return ""
	}
	b, _ := io.ReadAll(packed)
	return string(b)
}

func (q *queue) answers(summary string) *backtest.Answers {
	var s backtest.Summary
	if s.UnmarshalJSON([]byte(summary)) != nil {
		return nil
	}
	a := s.Answer(backtest.Options{})
	return &a
}

func (q *queue) say(tb testing.TB, outcomes ...backtest.Outcome) {
	tb.Helper()
	for _, o := range outcomes {
		m, err := outcome(&incident.Outcome{ID: o.ID, Result: o.Result, Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, EndedAt: o.EndedAt, Amount: o.Amount})
		require.NoError(tb, err)
		_, err = q.js.PublishMsg(context.Background(), m)
		require.NoError(tb, err)
	}
}

// What is assessed and what became of it make the summary of one run over both. Repeats
// change nothing, and a recording that starts again says the same.
func TestOutcomesMeetWhatWasAssessed(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Record = true
	stop := start(t, w)
	q.put(t, numbered("ready", 40)...)
	q.put(t, sample("fix", "fix-1"), sample("caution", "caution-1"))
	q.settled(t, 20*time.Second)
	again := numbered("ready", 40)[:5] // the same requests, once more
	for i := range again {
		m, err := request(&again[i])
		require.NoError(t, err)
		m.Header.Del(nats.MsgIdHdr)
		_, err = q.js.PublishMsg(context.Background(), m)
		require.NoError(t, err)
	}
	q.settled(t, 20*time.Second)
	stop()
	require.Len(t, q.counts(t, streamPast), 42)

	want := backtest.Summary{Key: recordKey}
	results := map[string]backtest.Outcome{}
	for _, m := range q.all(t, streamPast) {
		var row backtest.Row
		require.NoError(t, json.Unmarshal(m.Data, &row))
		require.Equal(t, subjectAssessed+"."+row.ID, m.Subject)
		if row.ID != "order-39" {
			row.Outcome = backtest.Outcome{ID: row.ID, Result: backtest.Succeeded, EndedAt: row.At.Add(time.Hour), Channel: "wechatpay"}
			if len(row.ID)%2 == 0 {
				row.Outcome = backtest.Outcome{ID: row.ID, Channel: "wechatpay", Product: "batch", Status: "FAIL", Code: "BANK_CARD_STATUS_ABNORMAL", EndedAt: row.At.Add(time.Hour)}
			}
			results[row.ID] = row.Outcome
		} else {
			want.Problem(backtest.NoOutcome)
		}
		want.Add(&row)
	}
	for range 2 { // delivered twice
		for _, o := range results {
			q.say(t, o)
		}
	}
	wanted := string(must(want.MarshalJSON()))
	whole := func(a *backtest.Answers) bool { return a.Problems["no-outcome"] == 1 && a.FailureRate.Of == 41 }
	require.True(t, wanted == q.record(t, whole), "the same bytes")
	require.True(t, wanted == q.record(t, whole), "from the stream alone, and nothing counted twice")
}

// A recording that ends before it began is none.
func TestARecordingMayEndAtOnce(t *testing.T) {
	q := newQueue(t, small)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.NoError(t, q.recording().Run(ctx))
	require.NoError(t, q.js.DeleteStream(context.Background(), streamPast))
	require.ErrorContains(t, q.recording().Run(context.Background()), "consumer: ")
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// What cannot be right is counted and stops nothing.
func TestOutcomesThatCannotBeRight(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Record = true
	start(t, w)
	q.put(t, numbered("ready", 2)...)
	q.settled(t, 20*time.Second)
	at := noon.Add(-time.Hour)
	q.say(t, backtest.Outcome{ID: "nobody-s", Result: backtest.Failed}, backtest.Outcome{Result: backtest.Failed},
		backtest.Outcome{ID: "order-0", Result: backtest.Failed, EndedAt: at})
	for subject, body := range map[string]string{
		subjectOutcome: `{"id":"order-0","colour":"red"}`, subjectAssessed + ".order-7": `{"id":"order-8"}`, subjectAssessed + ".order-9": "{",
	} {
		_, err := q.js.Publish(context.Background(), subject, []byte(body))
		require.NoError(t, err)
	}
	q.say(t, backtest.Outcome{ID: "order-1", Result: backtest.Succeeded})
	summary := q.record(t, func(a *backtest.Answers) bool { return a.Rows["succeeded"].N == 1 })
	require.Equal(t, map[string]int64{"no-submission": 1, "no-id": 1, "outcome-too-early": 1, "unreadable": 3}, q.answers(summary).Problems)
}

// No record and no summary tells whose payout it was.
func TestRecordsTellNothingPersonal(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Record = true
	start(t, w)
	sub := sample("fix", "order-1")
	sub.Payout.Channel = "wechatpay " + readinesstest.PAN
	q.put(t, sub)
	q.settled(t, 20*time.Second)
	records := string(q.all(t, streamPast)[0].Data)
	require.Contains(t, records, "card.state")
	q.say(t, backtest.Outcome{ID: "order-1", Result: backtest.Failed, Channel: readinesstest.PAN, Code: readinesstest.Mobile, Text: readinesstest.Name + readinesstest.PAN})
	q.say(t, backtest.Outcome{ID: readinesstest.PAN, Result: backtest.Failed})
	_, err := q.js.Publish(context.Background(), subjectOutcome, []byte(readinesstest.Name))
	require.NoError(t, err)
	all := records + q.record(t, func(a *backtest.Answers) bool { return a.Problems["unreadable"] == 1 }) + q.log.String()
	for _, p := range personal {
		require.False(t, strings.Contains(all, p), p)
	}
}

// Without the record nothing of it is published, and a decision is not made without it.
func TestRecordBeforeDecision(t *testing.T) {
	q := newQueue(t, small)
	stop := start(t, q.worker())
	q.put(t, sample("ready", "silent"))
	q.settled(t, 20*time.Second)
	stop()
	require.Empty(t, q.counts(t, streamPast))

	require.NoError(t, q.js.DeleteStream(context.Background(), streamPast))
	w := q.worker()
	w.Record = true
	stop = start(t, w)
	q.put(t, sample("ready", "recorded"))
	require.Eventually(t, func() bool { return strings.Contains(q.log.String(), "record: ") }, 10*time.Second, 20*time.Millisecond)
	require.Len(t, q.counts(t, streamDecisions), 1)
	_, err := small.ensure(context.Background(), q.js)
	require.NoError(t, err)
	q.settled(t, 20*time.Second)
	stop()
	require.Len(t, q.counts(t, streamDecisions), 2)
}

func TestTheDemoRecords(t *testing.T) {
	s := flags()
	s.store, s.record, s.key = t.TempDir(), true, filepath.Join(t.TempDir(), "key")
	require.Error(t, run(context.Background(), s, &logBuffer{}, &logBuffer{}), "no such key")
	require.NoError(t, os.WriteFile(s.key, []byte("short"), 0o600))
	require.Error(t, run(context.Background(), s, &logBuffer{}, &logBuffer{}))
	require.NoError(t, os.WriteFile(s.key, recordKey, 0o600))
	var out, log logBuffer
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, s, &out, &log) }()
	require.Eventually(t, func() bool { return strings.Contains(out.String(), "payout.ready.demo-wait") }, 15*time.Second, 20*time.Millisecond)
	cancel()
	require.NoError(t, <-ended)

	srv, err := startServer(s.store)
	require.NoError(t, err)
	defer stopServer(srv)
	q := &queue{url: srv.ClientURL()}
	q.nc, q.js = q.connect(t)
	defer q.nc.Close()
	require.EqualValues(t, 5, q.answers(q.summary()).Rows["unknown"].N)
}
