package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// compare measures this version and another checkout in turn and writes a table of
// the medians. One program cannot contain two versions of a module, so each version
// is measured by its own peerbench, one round at a time.
func compare(b *bytes.Buffer, checkout string, rounds int) error {
	tmp, err := os.MkdirTemp("", "peerbench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	dirs := map[string]string{"now": ".", "before": filepath.Join(checkout, "readiness", "internal", "peerbench")}
	for name, dir := range dirs {
		build := exec.Command("go", "build", "-o", filepath.Join(tmp, name), ".") // #nosec G204 -- the names are ours
		build.Dir, build.Stderr = dir, os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	times := map[string]map[string][]time.Duration{"now": {}, "before": {}}
	var order []string
	for range rounds {
		for _, name := range []string{"before", "now"} {
			out := filepath.Join(tmp, "out.md")
			run := exec.Command(filepath.Join(tmp, name), "-count", "1", "-o", out) // #nosec G204 -- built above
			run.Stderr = os.Stderr
			if err := run.Run(); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			table, err := os.ReadFile(out)
			if err != nil {
				return err
			}
			for work, t := range rowsOf(string(table)) {
				times[name][work] = append(times[name][work], t)
				if name == "now" && !slices.Contains(order, work) {
					order = append(order, work)
				}
			}
		}
	}
	fmt.Fprintf(b, "\n## Against an earlier version\n\nMedians of %d rounds of both in turn.\n\n| work | before | now | now/before |\n|---|---:|---:|---:|\n", rounds)
	slices.Sort(order)
	for _, work := range order {
		if was, now := median(times["before"][work]), median(times["now"][work]); was > 0 {
			fmt.Fprintf(b, "| %s | %s | %s | %.2f |\n", work, format(was), format(now), float64(now)/float64(was))
		}
	}
	return nil
}

var (
	peer  = regexp.MustCompile(`^\| (.+?) \| ([0-9.]+ (?:ns|µs)) \| \d+ \| (–|[0-9.]+ (?:ns|µs)) \|`)
	grown = regexp.MustCompile(`^\| (.+?) \| (\d+) \| ([0-9.]+ (?:ns|µs)) \|`)
)

// rowsOf reads the times from a table written by write.
func rowsOf(table string) map[string]time.Duration {
	out := map[string]time.Duration{}
	for line := range strings.Lines(table) {
		if m := peer.FindStringSubmatch(line); m != nil {
			out[m[1]] = parseTime(m[2])
			if m[3] != "–" {
				out[m[1]+", the glue"] = parseTime(m[3])
			}
		} else if m := grown.FindStringSubmatch(line); m != nil {
			out["growth: "+m[1]+", "+m[2]] = parseTime(m[3])
		}
	}
	return out
}

// parseTime is the inverse of format.
func parseTime(s string) time.Duration {
	number, unit, _ := strings.Cut(s, " ")
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0
	}
	if unit == "µs" {
		f *= 1000
	}
	return time.Duration(f * 10)
}
