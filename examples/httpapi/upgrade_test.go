package main

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A policy is upgraded and rolled back while clients go on asking: no request fails, each
// report has the hash of one policy and verifies, and after the log says which one is in
// use, no report has another.
func TestUpgradeAndRollbackUnderLoad(t *testing.T) {
	policy := filepath.Join(t.TempDir(), "policy.json")
	put := func(text string) {
		next := policy + ".next"
		require.NoError(t, os.WriteFile(next, []byte(text), 0o600))
		require.NoError(t, os.Rename(next, policy)) // as README.md says
	}
	one, two := policyStart+`one"}`, policyStart+`two","min_age":20}`
	checkers := map[string]*readiness.Checker{}
	for _, text := range []string{one, two} {
		parsed, err := readiness.ParsePolicy([]byte(text))
		require.NoError(t, err)
		checker, err := readiness.New(readiness.Config{Policy: parsed})
		require.NoError(t, err)
		checkers[checker.Hash()] = checker
	}
	put(one)
	p := start(t, "-policy", policy)
	submission := sample(t)
	sub, err := intake.ParseSubmission([]byte(submission), intake.Strict)
	require.NoError(t, err)

	var phase, failed, verified atomic.Int64
	var mu sync.Mutex
	seen := [3]map[string]int{{}, {}, {}} // by phase, for requests that began and ended in it
	done := make(chan struct{})
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				began := phase.Load()
				hash, ok := askHash(p.url, submission, sub, checkers)
				if !ok {
					failed.Add(1)
					continue
				}
				verified.Add(1)
				if began >= 0 && began == phase.Load() {
					mu.Lock()
					seen[began][hash]++
					mu.Unlock()
				}
			}
		})
	}
	wait := func(n int) {
		require.Eventually(t, func() bool { mu.Lock(); defer mu.Unlock(); return len(seen[n]) > 0 }, 5*time.Second, time.Millisecond)
	}
	turn := func(n int64, text string) {
		phase.Store(-1) // between two policies either is right
		put(text)
		before := strings.Count(p.log.String(), `"msg":"reloaded"`)
		p.reload <- os.Interrupt
		require.Eventually(t, func() bool { return strings.Count(p.log.String(), `"msg":"reloaded"`) > before }, 5*time.Second, time.Millisecond)
		phase.Store(n)
	}
	wait(0)
	turn(1, two)
	wait(1)
	turn(2, one)
	wait(2)
	close(done)
	clients.Wait()
	require.Zero(t, failed.Load())
	require.GreaterOrEqual(t, verified.Load(), int64(3))
	for n := range seen {
		require.Len(t, seen[n], 1, n)
	}
	require.Equal(t, hashes(seen[0]), hashes(seen[2]), "rolled back")
	require.NotEqual(t, hashes(seen[0]), hashes(seen[1]))
	p.stop()
	require.Zero(t, p.exit())
}

func hashes(m map[string]int) []string { return slices.Collect(maps.Keys(m)) }

// askHash asks for a report and returns its policy's hash, if it came and verifies under
// that policy.
func askHash(url, submission string, sub intake.Submission, checkers map[string]*readiness.Checker) (string, bool) {
	resp, err := http.Post(url+"/v1/assess", "application/json", strings.NewReader(submission))
	if err != nil {
		return "", false
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return "", false
	}
	for hash, checker := range checkers {
		if bytes.Contains(b, []byte(`"hash":"`+hash+`"`)) {
			differences, err := checker.VerifyJSON(b, sub)
			return hash, err == nil && len(differences) == 0
		}
	}
	return "", false
}
