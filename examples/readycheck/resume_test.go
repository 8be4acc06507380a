package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/examples/readycheck/internal/sample"
	"github.com/payready/payready/internal/long"
)

// cut returns n bytes and then fails.
func cut(text string, n int) io.Reader {
	return io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(errors.New("cut")))
}

// A run that is interrupted again and again has the same documents, bad lines,
// summary and exit status as an uninterrupted one.
func TestResume(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	leaveNothing(t)
	dir := t.TempDir()
	var table bytes.Buffer
	require.NoError(t, sample.CSV(&table, sample.Options{N: 1500, Seed: 5, Bad: 5}))
	key := file(t, "key", "a key that is long enough")
	for format, in := range map[string]string{"-ndjson": ndjson(t, sample.Options{N: 1500, Seed: 5, Bad: 5}), "-csv": table.String()} {
		paths := func(run string) (out, bad string, args []string) {
			out, bad = filepath.Join(dir, run+format+".out"), filepath.Join(dir, run+format+".bad")
			return out, bad, []string{"assess", format, "-workers", "3", "-detail", "summary", "-summary", "-key-file", key, "-out", out, "-bad", bad}
		}
		wholeOut, wholeBad, args := paths("whole")
		wantStatus, wantSummary, errs := try(in, append(args, "-")...)
		require.Empty(t, errs)

		out, bad, args := paths("cut")
		var stdout, stderr bytes.Buffer
		rnd := rand.New(rand.NewPCG(1, 2))
		for n := 0; n < len(in); n += rnd.IntN(len(in) / 5) {
			stdout.Reset()
			run(append(args, "-resume", "-"), cut(in, n), &stdout, &stderr)
			require.Empty(t, stdout.String())
			// a kill leaves output written after the checkpoint
			spoilEnd(t, out)
			spoilEnd(t, bad)
		}
		require.FileExists(t, out+".progress")
		status, summary, _ := try("", append(args, "-resume", file(t, "in", in))...)
		require.Equal(t, wantStatus, status)
		require.Equal(t, wantSummary, summary)
		sameFile(t, wholeOut, out)
		sameFile(t, wholeBad, bad)
		require.NoFileExists(t, out+".progress")
		require.NoFileExists(t, out+".progress.tmp")
	}
}

func spoilEnd(t *testing.T, name string) {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"half a docum`)
	require.NoError(t, errors.Join(err, f.Close()))
}

func sameFile(t *testing.T, a, b string) {
	x, err := os.ReadFile(a)
	require.NoError(t, err)
	y, err := os.ReadFile(b)
	require.NoError(t, err)
	require.NotEmpty(t, x)
	require.True(t, bytes.Equal(x, y), "%s and %s differ", a, b)
}

// An earlier part that was changed is found, at the same length and with the same
// lines, whether the input is a file or a pipe, read for its pairs or not.
func TestResumeRefusesAnInputThatChanged(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	in := ndjson(t, sample.Options{N: 400, Seed: 6})
	var table bytes.Buffer
	require.NoError(t, sample.CSV(&table, sample.Options{N: 400, Seed: 6}))
	for format, in := range map[string]string{"-ndjson": in, "-csv": table.String()} {
		out := filepath.Join(t.TempDir(), "out")
		interrupt := func() {
			run([]string{"assess", format, "-out", out, "-"}, cut(in, len(in)/2), io.Discard, io.Discard)
			require.FileExists(t, out+".progress")
		}
		interrupt()
		var at checkpoint
		b, err := os.ReadFile(out + ".progress")
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &at))
		header := 0
		if format == "-csv" {
			header = strings.Index(in, "\n") + 1
		}
		rnd := rand.New(rand.NewPCG(6, 6))
		for i := range 12 {
			place := header + rnd.IntN(int(at.Input)-header)
			if in[place] == '\n' {
				place--
			}
			changed := in[:place] + string(in[place]^1) + in[place+1:]
			for _, args := range [][]string{{file(t, "in", changed)}, {"-"}, {"-summary", "-"}, {"-summary", file(t, "in", changed)}} {
				interrupt()
				before, err := os.ReadFile(out)
				require.NoError(t, err)
				status, _, errs := try(changed, append([]string{"assess", format, "-out", out, "-resume"}, args...)...)
				require.Equal(t, exitUnusable, status, "%s %d", args, i)
				require.Contains(t, errs, "not that of the earlier run")
				after, err := os.ReadFile(out)
				require.NoError(t, err)
				require.True(t, bytes.HasPrefix(before, after), "nothing was written")
			}
		}
		interrupt()
		place := int(at.Input)
		changed := in[:place] + "\n" + in[place:]
		status, _, errs := try(changed, "assess", format, "-out", out, "-resume", "-")
		require.Equal(t, exitNotReady, status, "what is still to come may change: %s", errs)

		// A run that was killed when it was done stands at the end; there the last line
		// may lack its end, and grow.
		whole := sha256.Sum256([]byte(strings.TrimSuffix(in, "\n")))
		at.Input, at.Read = int64(len(in)-1), hex.EncodeToString(whole[:])
		b, err = json.Marshal(at)
		require.NoError(t, err)
		for _, args := range [][]string{{"-"}, {"-summary", "-"}} {
			require.NoError(t, os.WriteFile(out+".progress", b, 0o600))
			status, _, errs = try(strings.TrimSuffix(in, "\n")+"x\n", append([]string{"assess", format, "-out", out, "-resume"}, args...)...)
			require.Equal(t, exitUnusable, status)
			require.Contains(t, errs, "not that of the earlier run")
		}
	}
}

// Sources of addresses are pinned by what they hold, not by their names.
func TestResumeRefusesSourcesThatChanged(t *testing.T) {
	in := ndjson(t, sample.Options{N: 400, Seed: 6})
	out := filepath.Join(t.TempDir(), "out")
	list := file(t, "list", "203.0.113.0/24\n")
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	put := func(text string, at time.Time) {
		require.NoError(t, os.WriteFile(list, []byte(text), 0o600))
		require.NoError(t, os.Chtimes(list, at, at))
	}
	for name, c := range map[string]struct {
		text string
		at   time.Time
		args []string
	}{
		"other prefixes": {"203.0.114.0/24\n", day, []string{"-list", "vpn=" + list}},
		"another day":    {"203.0.113.0/24\n", day.AddDate(0, 0, 1), []string{"-list", "vpn=" + list}},
		"another label":  {"203.0.113.0/24\n", day, []string{"-list", "tor=" + list}},
		"none":           {"203.0.113.0/24\n", day, nil},
		"one more":       {"203.0.113.0/24\n", day, []string{"-list", "vpn=" + list, "-list", "tor=" + list}},
		"the same":       {"203.0.113.0/24\n", day.Add(time.Hour), []string{"-list", "vpn=" + list}},
	} {
		put("203.0.113.0/24\n", day)
		run([]string{"assess", "-ndjson", "-list", "vpn=" + list, "-out", out, "-"}, cut(in, len(in)/2), io.Discard, io.Discard)
		require.FileExists(t, out+".progress")
		put(c.text, c.at)
		status, _, errs := try(in, append(append([]string{"assess", "-ndjson", "-out", out, "-resume"}, c.args...), "-")...)
		if name == "the same" {
			require.Equal(t, exitNotReady, status, errs)
			continue
		}
		require.Equal(t, exitUnusable, status, name)
		require.Contains(t, errs, "-resume", name)
	}
}

func TestResumeRefusesWhatDoesNotFit(t *testing.T) {
	in := ndjson(t, sample.Options{N: 400, Seed: 7})
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	whole := file(t, "whole", in)
	interrupt := func() {
		run([]string{"assess", "-ndjson", "-out", out, "-"}, cut(in, len(in)/2), io.Discard, io.Discard)
		require.FileExists(t, out+".progress")
	}
	for name, args := range map[string][]string{
		"other detail":   {"-ndjson", "-detail", "full", whole},
		"other language": {"-ndjson", "-lang", "zh-CN", whole},
		"other policy":   {"-ndjson", "-policy", "strict", whole},
		"other mode":     {"-ndjson", "-lenient", whole},
		"other bad file": {"-ndjson", "-bad", out + ".bad", whole},
		"shorter input":  {"-ndjson", file(t, "short", in[:1000])},
		"moved input":    {"-ndjson", file(t, "moved", "{}"+in)},
		"table":          {"-csv", "testdata/sample.csv"},
	} {
		interrupt()
		before, err := os.ReadFile(out)
		require.NoError(t, err)
		status, _, errs := try("", append([]string{"assess", "-out", out, "-resume"}, args...)...)
		require.Equal(t, exitUnusable, status, name)
		require.Contains(t, errs, "-resume", name)
		after, err := os.ReadFile(out)
		require.NoError(t, err)
		require.Equal(t, before, after, name)
	}
	for _, args := range [][]string{{"-"}, {"-summary", "-"}} {
		interrupt()
		status, _, errs := try(in[:1000], append([]string{"assess", "-ndjson", "-out", out, "-resume"}, args...)...)
		require.Equal(t, exitUnusable, status)
		require.Contains(t, errs, "not that of the earlier run")
	}
	interrupt()
	status, _, errs := try("{\n"+in, "assess", "-ndjson", "-out", out, "-resume", "-summary", "-")
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "not that of the earlier run")
	interrupt()
	require.NoError(t, os.Truncate(out, 10))
	status, _, errs = try("", "assess", "-ndjson", "-out", out, "-resume", whole)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "shorter")
	for _, text := range []string{"", "{", "{}", `{"schema":"readycheck.progress/1","input_offset":-1}`} {
		require.NoError(t, os.WriteFile(out+".progress", []byte(text), 0o600))
		status, _, errs = try("", "assess", "-ndjson", "-out", out, "-resume", whole)
		require.Equal(t, exitUnusable, status)
		require.Contains(t, errs, "checkpoint")
	}
}

// Without -resume a run starts again and discards the old output.
func TestNotResumed(t *testing.T) {
	in := ndjson(t, sample.Options{N: 400, Seed: 8})
	out := filepath.Join(t.TempDir(), "out")
	run([]string{"assess", "-ndjson", "-out", out, "-"}, cut(in, len(in)/2), io.Discard, io.Discard)
	require.FileExists(t, out+".progress")
	status, _, _ := try("{}\n", "assess", "-ndjson", "-detail", "summary", "-out", out, "-")
	require.Equal(t, exitNotReady, status)
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, 1, bytes.Count(b, []byte("\n")))
	require.NoFileExists(t, out+".progress")
	// and a finished run is repeated, not continued
	_, _, errs := try("{}\n", "assess", "-ndjson", "-detail", "summary", "-out", out, "-resume", "-")
	require.Empty(t, errs)
	again, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, b, again)
}

const killEnv = "READYCHECK_KILL_TEST"

// TestKilledProcess is the process that TestKill kills. Run alone, it does nothing.
func TestKilledProcess(t *testing.T) {
	if args := os.Getenv(killEnv); args != "" {
		os.Exit(run(strings.Split(args, "\n"), os.Stdin, os.Stdout, os.Stderr))
	}
}

// kill -9 in the middle of a run, then resume.
func TestKill(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	in := ndjson(t, sample.Options{N: 4000, Seed: 9, Bad: 2})
	whole := file(t, "in", in)
	out := filepath.Join(t.TempDir(), "out")
	args := []string{"assess", "-ndjson", "-detail", "summary", "-out", out}

	cmd := exec.Command(os.Args[0], "-test.run", "^TestKilledProcess$")
	cmd.Env = append(os.Environ(), killEnv+"="+strings.Join(append(args, "-"), "\n"))
	pipe, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	for text := in; text != ""; text = text[min(len(text), 64<<10):] { // slowly, until there is a checkpoint
		if _, err := os.Stat(out + ".progress"); err == nil {
			break
		}
		_, err := io.WriteString(pipe, text[:min(len(text), 64<<10)])
		require.NoError(t, err)
		time.Sleep(50 * time.Millisecond)
	}
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	pipe.Close()
	require.FileExists(t, out+".progress")
	left, err := os.ReadFile(out)
	require.NoError(t, err)

	wantStatus, want, _ := try("", "assess", "-ndjson", "-detail", "summary", whole)
	require.Less(t, len(left), len(want))
	status, _, _ := try("", append(args, "-resume", "-workers", "2", whole)...)
	require.Equal(t, wantStatus, status)
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	require.True(t, want == string(got))
}
