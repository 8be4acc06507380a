package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var china = time.FixedZone("", 8*3600)

// noon is a moment without windows: a Tuesday, a working day.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, china)

// queue is a queue on servers of its own, and what its workers log.
type queue struct {
	url      string
	nc       *nats.Conn
	js       jetstream.JetStream
	requests jetstream.Consumer
	began    time.Time
	log      logBuffer
}

func newQueue(tb testing.TB, t Topology) *queue {
	tb.Helper()
	// What is tested here is a process that dies, not a machine that loses power.
	srv, err := runServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: tb.TempDir(), NoLog: true, NoSigs: true,
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { stopServer(srv) })
	return openQueue(tb, srv.ClientURL(), t)
}

func stopServer(s *server.Server) {
	s.Shutdown()
	s.WaitForShutdown()
}

func openQueue(tb testing.TB, url string, t Topology) *queue {
	tb.Helper()
	q := &queue{url: url, began: time.Now()}
	q.nc, q.js = q.connect(tb)
	var err error
	q.requests, err = t.ensure(context.Background(), q.js)
	require.NoError(tb, err)
	return q
}

func (q *queue) connect(tb testing.TB) (*nats.Conn, jetstream.JetStream) {
	tb.Helper()
	nc, err := connect(q.url, "", slog.New(slog.DiscardHandler))
	require.NoError(tb, err)
	tb.Cleanup(nc.Close)
	js, err := jetstream.New(nc, jetstream.WithPublishAsyncMaxPending(512))
	require.NoError(tb, err)
	return nc, js
}

var small = Topology{Replicas: 1, Window: 2 * time.Minute, AckWait: 2 * time.Second, MaxPending: 1000}

// now is noon when the queue is opened, and goes on from there.
func (q *queue) now() time.Time { return noon.Add(time.Since(q.began)) }

func (q *queue) worker() *Worker {
	rules := standardRules
	rules.Jitter = 0
	return &Worker{
		JS: q.js, Requests: q.requests, Checker: new(readiness.Checker), Rules: rules,
		Parallel: 8, Now: q.now, Log: slog.New(slog.NewTextHandler(&q.log, nil)),
	}
}

// start runs w until the test ends or stop is called.
func start(tb testing.TB, w *Worker) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(tb, <-ended)
	})
	tb.Cleanup(stop)
	return stop
}

// put publishes a submission as a producer does.
func (q *queue) put(tb testing.TB, subs ...intake.Submission) {
	tb.Helper()
	for _, sub := range subs {
		m, err := request(&sub)
		require.NoError(tb, err)
		_, err = q.js.PublishMsgAsync(m, jetstream.WithStallWait(20*time.Second))
		require.NoError(tb, err)
	}
	select {
	case <-q.js.PublishAsyncComplete():
	case <-time.After(20 * time.Second):
		tb.Fatal("the producer's messages were not stored")
	}
}

// sample is one of the demo's requests, as of noon, under another ID.
func sample(kind, id string) intake.Submission {
	for _, s := range samples(noon) {
		if s.ID == "demo-"+kind {
			s.ID = id
			return s
		}
	}
	panic("no such sample")
}

func numbered(kind string, n int) []intake.Submission {
	one := sample(kind, "x")
	out := make([]intake.Submission, n)
	for i := range out {
		out[i] = one
		out[i].ID = fmt.Sprintf("order-%d", i)
	}
	return out
}

// counts says how many messages each subject of a stream has.
func (q *queue) counts(tb testing.TB, stream string) map[string]uint64 {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	s, err := q.js.Stream(ctx, stream)
	require.NoError(tb, err)
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(">"))
	require.NoError(tb, err)
	return info.State.Subjects
}

// settled waits until the queue is empty: everything is decided or dead.
func (q *queue) settled(tb testing.TB, within time.Duration) {
	tb.Helper()
	require.Eventually(tb, func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		s, err := q.js.Stream(ctx, streamPayouts)
		return err == nil && s.CachedInfo().State.Msgs == 0
	}, within, 20*time.Millisecond)
}

// all reads a whole stream.
func (q *queue) all(tb testing.TB, stream string) []*jetstream.RawStreamMsg {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	s, err := q.js.Stream(ctx, stream)
	require.NoError(tb, err)
	var out []*jetstream.RawStreamMsg
	for seq := range s.CachedInfo().State.LastSeq {
		m, err := s.GetMsg(ctx, seq+1)
		require.NoError(tb, err)
		out = append(out, m)
	}
	return out
}

// decision waits for the decision on id and returns its subject.
func (q *queue) decision(tb testing.TB, id string) (string, Decision) {
	tb.Helper()
	s, err := q.js.Stream(context.Background(), streamDecisions)
	require.NoError(tb, err)
	var subject string
	var d Decision
	require.Eventually(tb, func() bool {
		for _, kind := range []string{subjectReady, subjectCaution, subjectNeedsFix, subjectAsk} {
			if m, err := s.GetLastMsgForSubject(context.Background(), kind+"."+id); err == nil {
				subject = kind
				return json.Unmarshal(m.Data, &d) == nil
			}
		}
		return false
	}, 10*time.Second, 5*time.Millisecond, "no decision")
	return subject, d
}

// requireOnce holds that each of n numbered requests has exactly one decision.
func (q *queue) requireOnce(tb testing.TB, n int) {
	tb.Helper()
	decided := map[string]uint64{}
	for subject, count := range q.counts(tb, streamDecisions) {
		decided[subject[strings.LastIndex(subject, ".")+1:]] += count
	}
	require.Len(tb, decided, n)
	for id, count := range decided {
		require.EqualValues(tb, 1, count, id)
	}
}

// logBuffer collects what several goroutines log.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
