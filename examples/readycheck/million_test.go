//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/workday"
)

// A million payouts in two files, on one core and on two: the same bytes, and less than
// 200 MB.
func TestAMillionPayouts(t *testing.T) {
	if os.Getenv("PAYREADY_BACKTEST") == "" {
		t.Skip("takes minutes and gigabytes of disk: set PAYREADY_BACKTEST")
	}
	dir := t.TempDir()
	command, submissions, outcomes := filepath.Join(dir, "readycheck"), filepath.Join(dir, "in.ndjson"), filepath.Join(dir, "out.ndjson")
	out, err := exec.Command("go", "build", "-o", command, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	writeMonth(t, submissions, outcomes, 1_000_000)
	key := filepath.Join(dir, "key")
	require.NoError(t, os.WriteFile(key, []byte("0123456789abcdef"), 0o600))
	var first []byte
	for _, cores := range []string{"1", "2"} {
		cmd := exec.Command(command, "backtest", "run", "-json", "-key-file", key, submissions, outcomes)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+cores)
		start := time.Now()
		summary, err := cmd.Output()
		require.NoError(t, err)
		used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		t.Logf("%s cores: %.1f s, %.1f s of computing, %d MB at most, a summary of %d kB", cores, time.Since(start).Seconds(),
			(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), used.Maxrss>>10, len(summary)>>10)
		require.Less(t, used.Maxrss>>10, int64(200))
		if first == nil {
			first = summary
		}
		require.True(t, bytes.Equal(first, summary), "the same bytes")
	}
}

// writeMonth writes a synthetic month as two files.
func writeMonth(t *testing.T, submissions, outcomes string, n int) {
	open := func(name string) (*os.File, *bufio.Writer) {
		f, err := os.Create(name)
		require.NoError(t, err)
		return f, bufio.NewWriterSize(f, 1<<20)
	}
	ins, in := open(submissions)
	outs, out := open(outcomes)
	month := synthetic.Month{Seed: 9, Payouts: n, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	for p := range month.All() {
		b, err := p.Submission.RevealJSON()
		require.NoError(t, err)
		in.Write(append(b, '\n')) // Flush returns its error
		p.Outcome.ID = p.Submission.ID
		b, err = json.Marshal(p.Outcome)
		require.NoError(t, err)
		out.Write(append(b, '\n'))
	}
	for _, w := range []*bufio.Writer{in, out} {
		require.NoError(t, w.Flush())
	}
	for _, f := range []*os.File{ins, outs} {
		require.NoError(t, f.Close())
	}
}
