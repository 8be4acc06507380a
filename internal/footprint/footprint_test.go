package footprint_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	_ "github.com/payready/payready/readiness" // so that a cached result ends with it
)

// A cost is what one program pays.
type cost struct {
	size  int64            // of the file, stripped
	init  map[string]work  // by package
	total float64          // ms of it
	heap  map[string]int64 // bytes live, by moment
}

// work is done before main.
type work struct{ bytes, allocs int64 }

// atStart are the packages of ours that do some, and no more than this.
var atStart = map[string]work{
	"readiness":                {1024, 16}, // closures that wait for the first call
	"readiness/intake":         {512, 8},   // one more
	"readiness/workday":        {512, 8},   // China's zone
	"readiness/internal/shape": {512, 8},   // a map of a few words
}

// initLine is "init fmt @0.1 ms, 0.02 ms clock, 16 bytes, 1 allocs".
var initLine = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, (\S+) ms clock, (\d+) bytes, (\d+) allocs`)

func measure(t *testing.T, program string) cost {
	bin := filepath.Join(t.TempDir(), program)
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", bin, "./"+program)
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	info, err := os.Stat(bin)
	require.NoError(t, err)

	var stdout, trace bytes.Buffer
	cmd := exec.Command(bin)
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	cmd.Stdout, cmd.Stderr = &stdout, &trace
	require.NoError(t, cmd.Run(), trace.String())
	c := cost{size: info.Size(), init: map[string]work{}, heap: map[string]int64{}}
	for _, m := range initLine.FindAllStringSubmatch(trace.String(), -1) {
		ms, err := strconv.ParseFloat(m[2], 64)
		require.NoError(t, err)
		bytes, err := strconv.ParseInt(m[3], 10, 64)
		require.NoError(t, err)
		allocs, err := strconv.ParseInt(m[4], 10, 64)
		require.NoError(t, err)
		c.init[m[1]] = work{bytes, allocs}
		c.total += ms
	}
	require.Contains(t, c.init, "runtime", "the trace is there")
	for line := range strings.Lines(stdout.String()) {
		f := strings.Fields(line)
		n, err := strconv.ParseInt(f[1], 10, 64)
		require.NoError(t, err)
		c.heap[f[0]] = n
	}
	return c
}

// What a program pays for readiness itself, beyond the modules of others. Memory is
// held to its bounds; times and sizes are shown only.
func TestFootprint(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	hello, others, ours := measure(t, "hello"), measure(t, "others"), measure(t, "payready")
	kib := func(n int64) float64 { return float64(n) / 1024 }
	t.Logf("%-32s %10s %10s %10s %10s", "", "hello", "others", "payready", "its own")
	row := func(name string, a, b, c float64) { t.Logf("%-32s %10.1f %10.1f %10.1f %10.1f", name, a, b, c, c-b) }
	row("init, ms", hello.total, others.total, ours.total)
	row("binary, KiB", kib(hello.size), kib(others.size), kib(ours.size))
	row("heap at start, KiB", kib(hello.heap["start"]), kib(others.heap["start"]), kib(ours.heap["start"]))
	row("heap after an Assess, KiB", kib(hello.heap["start"]), kib(others.heap["start"]), kib(ours.heap["assessed"]))
	row("heap after its Document, KiB", kib(hello.heap["start"]), kib(others.heap["start"]), kib(ours.heap["written"]))

	for pkg, is := range ours.init {
		if name, ok := strings.CutPrefix(pkg, "github.com/payready/payready/"); ok {
			t.Logf("%s before main: %d bytes, %d allocations", name, is.bytes, is.allocs)
			require.Contains(t, atStart, name, "it does work at start")
			require.LessOrEqual(t, is.bytes, atStart[name].bytes, name)
			require.LessOrEqual(t, is.allocs, atStart[name].allocs, name)
		}
	}
	require.LessOrEqual(t, kib(ours.heap["start"]-others.heap["start"]), 16.0, "what importing keeps")
	require.LessOrEqual(t, kib(ours.heap["assessed"]-others.heap["start"]), 400.0, "what assessing keeps")
}
