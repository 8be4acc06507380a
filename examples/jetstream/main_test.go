package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

func flags() settings {
	return settings{replicas: 1, parallel: 8, maxPending: 100, jitter: time.Millisecond}
}

func TestTheDemoShowsEveryDecision(t *testing.T) {
	s := flags()
	s.store = t.TempDir()
	for range 2 { // the second run finds the streams of the first, and decides nothing again
		var out, log logBuffer
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- run(ctx, s, &out, &log) }()
		shown := regexp.MustCompile(`(?m)^payout\.\w+\.demo-\w+$`)
		require.Eventually(t, func() bool { return len(shown.FindAllString(out.String(), -1)) == 5 }, 15*time.Second, 20*time.Millisecond)
		cancel()
		require.NoError(t, <-ended)
		require.ElementsMatch(t, []string{
			"payout.ready.demo-ready", "payout.caution.demo-caution", "payout.ready.demo-wait",
			"payout.needs_fix.demo-fix", "payout.ask.demo-ask",
		}, shown.FindAllString(out.String(), -1))
		require.NotContains(t, log.String(), "WARN")
	}
}

func TestRunOnAServerElsewhere(t *testing.T) {
	q := newQueue(t, small)
	s := flags()
	s.url = q.url
	var out, log logBuffer
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, s, &out, &log) }()
	caution := samples(time.Now())[1]
	q.put(t, caution)
	subject, _ := q.decision(t, caution.ID)
	cancel()
	require.NoError(t, <-ended)
	require.Equal(t, subjectCaution, subject)
	require.Empty(t, out.String(), "no samples on somebody's queue")
	require.Len(t, q.counts(t, streamDecisions), 1)
}

func TestFlagsAreRefused(t *testing.T) {
	policy := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(policy, []byte(`{"id":"x","unheard_of":1}`), 0o600))
	for name, spoil := range map[string]func(*settings){
		"parallel":         func(s *settings) { s.parallel = 0 },
		"max-pending":      func(s *settings) { s.maxPending = 0 },
		"jitter":           func(s *settings) { s.jitter = -1 },
		"a missing policy": func(s *settings) { s.policy = policy + ".not" },
		"a wrong policy":   func(s *settings) { s.policy = policy },
		"no server there":  func(s *settings) { s.url = "nats://127.0.0.1:1" },
	} {
		t.Run(name, func(t *testing.T) {
			s := flags()
			spoil(&s)
			var out, log logBuffer
			require.Error(t, run(context.Background(), s, &out, &log))
		})
	}
}

func TestAPolicyIsUsed(t *testing.T) {
	s := flags()
	s.policy = filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(s.policy, readiness.StrictPolicy().Canonical(), 0o600))
	checker, rules, err := s.judgement()
	require.NoError(t, err)
	require.NotEqual(t, new(readiness.Checker).Hash(), checker.Hash())
	require.Equal(t, time.Millisecond, rules.Jitter)
}

func TestTheInnerServerSyncsWhatItAcknowledges(t *testing.T) {
	srv, err := startServer(t.TempDir())
	require.NoError(t, err)
	defer stopServer(srv)
	require.True(t, srv.JetStreamConfig().SyncAlways)
	require.Equal(t, "127.0.0.1", srv.Addr().(*net.TCPAddr).IP.String())
}
