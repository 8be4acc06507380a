package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/examples/readycheck/internal/sample"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness/intake"
)

func ndjson(t testing.TB, o sample.Options) string {
	var b bytes.Buffer
	require.NoError(t, sample.NDJSON(&b, o))
	return b.String()
}

func file(t testing.TB, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// leaveNothing fails the test if goroutines are left.
func leaveNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for range 1000 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
	})
}

func TestManyGiveTheSameBytesWithAnyNumberOfWorkers(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	leaveNothing(t)
	in := file(t, "in.ndjson", ndjson(t, sample.Options{N: 3_000, Seed: 1, Bad: 3}))
	status, want, bad := try("", "assess", "-ndjson", "-workers", "1", "-detail", "summary", in)
	require.Equal(t, exitUnusable, status)
	require.NotEmpty(t, bad)
	for _, workers := range []string{"2", "7"} {
		_, got, sameBad := try("", "assess", "-ndjson", "-workers", workers, "-detail", "summary", in)
		require.True(t, want == got, workers)
		require.Equal(t, bad, sameBad)
	}
	require.Equal(t, 3_000, strings.Count(want, "\n")+strings.Count(bad, "\n"))
}

func TestManyAreWhatOneIs(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	lines := ndjson(t, sample.Options{N: 300, Seed: 2})
	for _, args := range [][]string{{}, {"-lang", "en"}, {"-detail", "full"}, {"-policy", "strict"}} {
		_, out, _ := try(lines, append(append([]string{"assess", "-ndjson"}, args...), "-")...)
		docs := strings.Split(out, "\n")
		for i, line := range strings.Split(strings.TrimSuffix(lines, "\n"), "\n") {
			_, one, _ := try(line, append(append([]string{"assess", "-detail", "failed", "-format", "json"}, args...), "-")...)
			require.Equal(t, one, docs[i]+"\n")
		}
	}
}

func TestExitStatusOfMany(t *testing.T) {
	ready, err := os.ReadFile("testdata/ready.json")
	require.NoError(t, err)
	var one bytes.Buffer
	require.NoError(t, json.Compact(&one, ready))
	good := one.String()
	for in, want := range map[string]int{
		good:                        exitReady,
		good + "\r\n\n \t\n" + good: exitReady,
		"\xef\xbb\xbf" + good:       exitReady, // with a byte order mark
		good + "\n{}":               exitNotReady,
		good + "\n{":                exitUnusable,
		"{\n{}":                     exitUnusable,
		"":                          exitUnusable,
		"\n\n":                      exitUnusable,
	} {
		status, _, errs := try(in, "assess", "-ndjson", "-")
		require.Equal(t, want, status, "%q %s", in, errs)
	}
}

// A failed export is an empty file, and the run reports it.
func TestNothingToAssess(t *testing.T) {
	for _, c := range []struct{ format, in string }{
		{"-ndjson", ""}, {"-ndjson", "\n \t\r\n\n"}, {"-ndjson", "\ufeff"}, {"-ndjson", "\ufeff\r\n"},
		{"-csv", "id,card.number\n"}, {"-csv", "\ufeffid,card.number\r\n\r\n"},
	} {
		status, out, errs := try(c.in, "assess", c.format, "-")
		require.Equal(t, exitUnusable, status, "%q", c.in)
		require.Empty(t, out, "%q", c.in)
		require.Equal(t, "readycheck: standard input: nothing to read: the input has no submission\n", errs, "%q", c.in)
	}
	_, _, errs := try("{\n", "assess", "-ndjson", "-")
	require.Equal(t, "readycheck: line 1: no valid JSON from byte 1 on\n", errs, "what cannot be read was there")
}

func TestLinesWithoutAnIDAreNamedByTheirNumber(t *testing.T) {
	_, out, _ := try("\n{}\n{\"id\":\"mine\"}\n{\"id\":\"6222020000000000125\"}\n", "assess", "-ndjson", "-detail", "summary", "-")
	var ids []string
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var doc struct{ ID string }
		if errors.Is(d.Decode(&doc), io.EOF) {
			break
		}
		ids = append(ids, doc.ID)
	}
	require.Equal(t, []string{"line-2", "mine", "line-4"}, ids)
}

// Anyone who joins documents to orders by id learns that some ids were replaced.
func TestRefusedIDsAreCounted(t *testing.T) {
	in := "{\"id\":\"a\"}\n{}\n{\"id\":\"6222020000000000125\"}\n{\n{\"id\":\"13800001234\"}\n"
	bad := filepath.Join(t.TempDir(), "bad")
	_, out, errs := try(in, "assess", "-ndjson", "-detail", "summary", "-bad", bad, "-")
	require.Equal(t, "readycheck: ids rejected: 2, the first on line 3; these documents have ids from their lines\n", errs)
	require.Contains(t, out, `"id":"line-3"`)
	require.Equal(t, 2, strings.Count(out, `"errors":[{"field":"/id","kind":"malformed"}]`))
	b, err := os.ReadFile(bad)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(b), "\n"), "the others could be read")
	require.NotContains(t, out+errs+string(b), "2020")
	_, _, errs = try("id\na\n\nb\n13800001234\n", "assess", "-csv", "-workers", "3", "-")
	require.Equal(t, "readycheck: ids rejected: 1, the first on line 5; these documents have ids from their lines\n", errs)
	_, _, errs = try("{}\n", "assess", "-ndjson", "-")
	require.Empty(t, errs)

	resumed := filepath.Join(t.TempDir(), "out")
	run([]string{"assess", "-ndjson", "-out", resumed, "-"}, cut(in, strings.Index(in, "{\n")), io.Discard, io.Discard)
	_, _, errs = try(in, "assess", "-ndjson", "-out", resumed, "-resume", "-")
	require.Contains(t, errs, "readycheck: ids rejected: 2, the first on line 3;")
}

func TestBadLinesAreKeptApart(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"a"}`,
		`{"card":{"nunber":"6222020000000000125"}}`,
		`{"payout":{"amount_fen":"12"}}`,
		`{"id":"b"`,
		strings.Repeat(" ", intake.MaxSubmissionBytes) + "{}",
		`{"id":"c","id":"d"}`,
		strings.Repeat(" ", intake.MaxSubmissionBytes-2) + "{}\r",
		"\xff{}",
		`{"applicant":{"name":"[redacted]"}}`,
	}, "\n")
	bad := filepath.Join(t.TempDir(), "bad.ndjson")
	status, out, errs := try(in, "assess", "-ndjson", "-detail", "summary", "-bad", bad, "-")
	require.Equal(t, exitUnusable, status)
	require.Empty(t, errs)
	require.Equal(t, 2, strings.Count(out, "\n"))
	b, err := os.ReadFile(bad)
	require.NoError(t, err)
	require.Equal(t, `{"line":2,"field":"/card","kind":"unknown-field","offset":9,
{"line":3,"field":"/payout/amount_fen","kind":"type","offset":24,
{"line":4,"field":"","kind":"syntax","offset":9,
{"line":5,"field":"","kind":"too-large",
{"line":6,"field":"/id","kind":"duplicate","offset":10,
{"line":8,"field":"","kind":"syntax","offset":0,
{"line":9,"field":"/applicant/name","kind":"redacted","offset":21,
`, regexp.MustCompile(`"(allowed|text)":.*`).ReplaceAllString(string(b), ""))
	require.Contains(t, string(b), `"nearest":"/card/number","text":"no such field here; did you mean /card/number?"}`)
	_, _, errs = try(in, "assess", "-ndjson", "-")
	require.Contains(t, errs, "readycheck: line 3: /payout/amount_fen (byte 24): must be an integer in fen, such as 800000, without quotes, of at least 0\n")
	require.NotContains(t, errs+string(b)+out, "6222020000000000125")
}

// A submission has the same error at the same byte, alone or in a file.
func TestOneAndManyNameTheSameByte(t *testing.T) {
	for _, in := range []string{
		`{"id":"a","colour":1}`, `{"payout":{"amount_fen":"12"}}`, `{"id":"b"`, "x", "\ufeffx", "\ufeff{\"id\":7}", "[]", `{"id":1,"id":2}`,
	} {
		_, _, one := try(in, "assess", "-")
		_, _, many := try(in+"\n{}\n", "assess", "-ndjson", "-detail", "summary", "-")
		require.Equal(t, strings.Replace(one, "standard input", "line 1", 1), many)
		require.Regexp(t, ` \(byte | from byte `, one)
	}
}

// A line of any length costs no memory.
func TestEndlessLine(t *testing.T) {
	leaveNothing(t)
	in := io.MultiReader(strings.NewReader("{}\n"), io.LimitReader(endless{}, 256<<20), strings.NewReader("\n{}\n"))
	var before, after runtime.MemStats
	var out, errs bytes.Buffer
	runtime.ReadMemStats(&before)
	status := run([]string{"assess", "-ndjson", "-workers", "2", "-"}, in, &out, &errs)
	runtime.ReadMemStats(&after)
	require.Equal(t, exitUnusable, status)
	require.Equal(t, "readycheck: line 2: longer than 262144 bytes\n", errs.String())
	require.Contains(t, out.String(), "line-3")
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '['
	}
	return len(b), nil
}

// The lines of a pipe are answered before it sends more.
func TestLivePipe(t *testing.T) {
	leaveNothing(t)
	fromTest, toTool := io.Pipe()
	fromTool, toTest := io.Pipe()
	done := make(chan int)
	go func() {
		done <- run([]string{"assess", "-ndjson", "-detail", "summary", "-"}, fromTest, toTest, io.Discard)
	}()
	answers := json.NewDecoder(fromTool)
	for i := range 3 {
		fmt.Fprintf(toTool, "{\"id\":\"n%d\"}\n", i)
		var doc struct{ ID string }
		require.NoError(t, answers.Decode(&doc))
		require.Equal(t, fmt.Sprint("n", i), doc.ID)
	}
	toTool.Close()
	require.Equal(t, exitNotReady, <-done)
}

func TestReadingAndWritingMayFail(t *testing.T) {
	leaveNothing(t)
	lines := ndjson(t, sample.Options{N: 1000, Seed: 3})
	var out, errs bytes.Buffer
	status := run([]string{"assess", "-ndjson", "-"}, io.MultiReader(strings.NewReader(lines), iotest.ErrReader(errors.New("the disk is gone"))), &out, &errs)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs.String(), "the disk is gone")
	require.Equal(t, 1000, strings.Count(out.String(), "\n"))

	errs.Reset()
	status = run([]string{"assess", "-ndjson", "-"}, strings.NewReader(lines), full{}, &errs)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs.String(), "no space")
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestFlagsThatDoNotGoTogether(t *testing.T) {
	in := file(t, "in.ndjson", "{}\n")
	for _, args := range [][]string{
		{"-ndjson", "-csv"},
		{"-ndjson", "-format", "text"},
		{"-ndjson", "-workers", "0"},
		{"-ndjson", "-workers", "1025"},
		{"-ndjson", "-resume"},
		{"-ndjson", "-key-file", in},
		{"-ndjson", "-summary", "-key-file", in}, // too short
		{"-ndjson", "-out", in},
		{"-ndjson", "-bad", in},
		{"-ndjson", "-out", in + ".out", "-bad", in + ".out"},
		{"-ndjson", "-out", filepath.Join(t.TempDir(), "none", "out")},
		{"-summary"}, {"-workers", "2"}, {"-out", in + ".out"}, {"-bad", in + ".bad"}, {"-resume"},
		{"-bins", in}, {"-bins", in + ".none"},
	} {
		status, out, errs := try("", append(append([]string{"assess"}, args...), in)...)
		require.Equal(t, exitUnusable, status, args)
		require.Empty(t, out, args)
		require.NotEmpty(t, errs, args)
		b, err := os.ReadFile(in)
		require.NoError(t, err)
		require.Equal(t, "{}\n", string(b), args)
	}
}

func TestOverlayOfCardPrefixes(t *testing.T) {
	overlay := file(t, "overlay.csv", "prefix,pan_length,issuer,funding,issuer_name\n622202,19,OURBANK,debit,我行\n")
	_, out, _ := try("", "assess", "-bins", overlay, "-format", "json", "testdata/ready.json")
	require.Contains(t, out, `"issuer":"OURBANK"`)
}

// Documents of a file are written for the chosen audience.
func TestManyForAnAudience(t *testing.T) {
	in := file(t, "in.ndjson", ndjson(t, sample.Options{N: 200, Seed: 1}))
	_, own, _ := try("", "assess", "-ndjson", in)
	require.Contains(t, own, `"findings":[{`)
	status, out, _ := try("", "assess", "-ndjson", "-audience", "applicant", in)
	require.Equal(t, exitNotReady, status)
	require.Equal(t, 200, strings.Count(out, "\n"))
	require.NotContains(t, out, `"findings":[{`)
	require.Contains(t, out, `"state":"act"`)
	status, _, errs := try("", "assess", "-ndjson", "-color", "always", in)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "-color")
}

// The number of workers limits the cores, but only during the run.
func TestCoresAreGivenBack(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	status, _, _ := try("{}\n", "assess", "-ndjson", "-workers", "1", "-")
	require.Equal(t, 1, status)
	require.Equal(t, before, runtime.GOMAXPROCS(0))
}

// What a run keeps beside its output is no input: it would be removed.
func TestProgressFileIsNoInput(t *testing.T) {
	out := filepath.Join(t.TempDir(), "keep")
	for _, name := range []string{out + ".progress", out + ".progress.tmp"} {
		require.NoError(t, os.WriteFile(name, []byte("{}\n"), 0o600))
		status, _, errs := try("", "assess", "-ndjson", "-out", out, name)
		require.Equal(t, 2, status)
		require.Contains(t, errs, "-out")
		require.FileExists(t, name)
		require.NoFileExists(t, out)
	}
}
