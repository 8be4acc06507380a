package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/planted"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

const key = "0123456789abcdef key"

// files writes the input of a job.
func files(t *testing.T, submissions, outcomes []string) *job {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	j := &job{summary: filepath.Join(dir, "summary.json"), keyFile: write("key", key+"\n")}
	half := len(submissions) / 2
	write("in-1.ndjson", strings.Join(submissions[:half], "\n")+"\n")
	write("in-2.ndjson", strings.Join(submissions[half:], "\r\n"))
	j.submissions = filepath.Join(dir, "in-*.ndjson")
	j.outcomes = write("out.ndjson", "\ufeff"+strings.Join(outcomes, "\n")+"\n\n")
	return j
}

func (j *job) result(t *testing.T) string {
	require.NoError(t, j.run(t.Context()))
	b, err := os.ReadFile(j.summary)
	require.NoError(t, err)
	return string(b)
}

// month is a synthetic month as lines, with all that can be wrong with them.
func month(t *testing.T) (submissions, outcomes []string) {
	m := synthetic.Month{Seed: 9, Payouts: 1500, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	line := func(v any) string {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		return string(b)
	}
	i := 0
	for p := range m.All() {
		i++
		p.Submission.Payout.Channel = p.Channel
		b, err := p.Submission.RevealJSON()
		require.NoError(t, err)
		submissions = append(submissions, string(b))
		o := p.Outcome
		o.ID = p.Submission.ID
		switch i % 20 {
		case 1:
			continue
		case 2: // assessed before, too
			p.Submission.At = p.Submission.At.Add(-time.Hour)
			b, err := p.Submission.RevealJSON()
			require.NoError(t, err)
			submissions = append(submissions, string(b))
		case 3:
			outcomes = append(outcomes, line(backtest.Outcome{ID: o.ID, Result: backtest.Returned, EndedAt: o.EndedAt.Add(time.Hour)}))
		case 4:
			outcomes = append(outcomes, line(o))
		case 5:
			o.EndedAt = p.Submission.At.Add(-time.Hour)
		case 6:
			o = backtest.Outcome{ID: o.ID, Result: backtest.Held}
		case 7:
			o.ID = "nobody-s"
		}
		outcomes = append(outcomes, line(o))
	}
	outcomes = append(outcomes, "{", `{"result":"failed"}`, `{"id":"x","colour":"red"}`)
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(outcomes), func(i, j int) { outcomes[i], outcomes[j] = outcomes[j], outcomes[i] })
	return append(submissions, "{", "{}", "  "), outcomes
}

// The pipeline writes what the command writes, byte for byte.
func TestTheBytesAreThoseOfReadycheck(t *testing.T) {
	submissions, outcomes := month(t)
	j := files(t, submissions, outcomes)
	got := j.result(t)

	whole := filepath.Join(t.TempDir(), "in.ndjson")
	require.NoError(t, os.WriteFile(whole, []byte(strings.Join(submissions, "\n")), 0o600))
	cmd := exec.Command("go", "run", "./examples/readycheck", "backtest", "run", "-json", "-key-file", j.keyFile, whole, j.outcomes)
	cmd.Dir = "../.."
	var want, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &want, &errs
	err := cmd.Run() // exits with 1, for lines that cannot be read
	require.ErrorContains(t, err, "exit status 1", errs.String())
	for _, problem := range []string{`"no-id":2`, `"unreadable":3`, `"two-submissions"`, `"two-outcomes"`, `"no-outcome"`, `"no-submission"`, `"outcome-too-early"`} {
		require.Contains(t, want.String(), problem)
	}
	require.True(t, want.String() == got, "the same bytes")
}

// Nothing at all is a summary, too, and what is missing is said.
func TestNoPayouts(t *testing.T) {
	j := files(t, nil, nil)
	empty, err := (&backtest.Summary{Key: []byte(key)}).MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, string(empty)+"\n", j.result(t))
	for _, spoil := range []func(*job){
		func(j *job) { j.submissions = "" }, func(j *job) { j.keyFile += "x" }, func(j *job) { j.policyFile = j.keyFile }, func(j *job) { j.policyFile = "none" },
	} {
		bad := *j
		spoil(&bad)
		require.Error(t, bad.run(t.Context()))
	}
}

// A policy of the caller's own goes to the workers.
func TestAPolicyIsUsed(t *testing.T) {
	submissions, outcomes := month(t)
	j := files(t, submissions[:20], outcomes[:20])
	was := j.result(t)
	j.policyFile = filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(j.policyFile, []byte(`{"schema":"payready.policy/1","checks":{"network.vpn":{"gate":true}}}`), 0o600))
	require.NotEqual(t, was, j.result(t))
}

// With markers in every personal input, and in outcomes, none is in the summary.
func TestNothingPersonalIsInTheSummary(t *testing.T) {
	leak := planted.Leak(func() intake.Submission { return readinesstest.Ready() }, 1, []byte{0}, func(s intake.Submission) string {
		s.ID = "order-a"
		b, err := s.RevealJSON()
		require.NoError(t, err)
		number := s.Card.Number.Reveal()
		o, err := json.Marshal(backtest.Outcome{ID: "order-a", Result: backtest.Failed, Channel: number, Product: number, Status: number, Code: number, Text: s.Applicant.Name.Reveal()})
		require.NoError(t, err)
		summary := files(t, []string{string(b), number}, []string{string(o), number, `{"id":"` + number + `"}`}).result(t)
		require.Contains(t, summary, `"unreadable":2`)
		return summary
	})
	require.Empty(t, leak)
}
