// Command peerbench compares payready with the same assessment built from
// off-the-shelf packages, in parts and as a whole, and measures how its cost grows.
// It writes BENCHMARKS.md of package readiness:
//
//	go -C readiness/internal/peerbench run .
//
// It is a separate module, so that payready does not depend on the packages it is
// compared with.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payready/payready/readiness"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "../../BENCHMARKS.md", "the file to write")
	count := flag.Int("count", 6, "the number of rounds")
	span := flag.String("benchtime", "100ms", "the duration of each measurement")
	before := flag.String("before", "", "compare with a checkout of an earlier version instead of writing the file")
	rounds := flag.Int("rounds", 10, "the number of rounds with -before")
	testing.Init()
	flag.Parse()
	if err := flag.Set("test.benchtime", *span); err != nil {
		log.Fatal(err)
	}
	var b bytes.Buffer
	if *before != "" {
		if err := compare(&b, *before, *rounds); err != nil {
			log.Fatal(err)
		}
		fmt.Print(b.String())
		return
	}
	write(&b, *count)
	if err := os.WriteFile(*out, b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

func write(b *bytes.Buffer, count int) {
	fmt.Fprintf(b, `# Benchmarks

Written by this command, which measures everything in %d rounds and reports the
medians:

    go -C readiness/internal/peerbench run .

%s, %d CPUs, %s/%s, %s. Compare times only within one table, not
between days or machines.

## What callers wait for

From the JSON of a submission to the JSON of its report, in memory that is used again,
in Chinese. The glue is the same as a service would build it from validator (input
shape, check digit), phonenumbers (mobile numbers), go-pinyin (names), maxminddb
(IP addresses), a map (card prefixes), expr (one compiled rule for each of the
%d checks) and encoding/json. It does less: it has no reasons, evidence, fixes,
questions or unknowns, does not say when an obstacle clears, and ignores rare
characters, masked values, failure codes, holidays and maintenance windows.

`+header, count, runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, time.Now().UTC().Format(time.DateOnly), len(readiness.Suite()))
	table(b, callers(), count)
	b.WriteString("\n## Where the time goes\n\nOf the refused submission. Document is the same report as structs.\n\n" + header)
	table(b, writing(), count)
	lasts, err := time.ParseDuration(flag.Lookup("test.benchtime").Value.String())
	lines := 100_000
	if err != nil { // so many runs instead: a test
		lasts, lines = 0, 100
	}
	if err := processes(b, count, 10*lasts, lines); err != nil {
		log.Fatal(err)
	}
	b.WriteString("\n## The parts, compared with off-the-shelf packages\n\n" + header)
	table(b, peers(), count)
	b.WriteString(`
No state is kept between assessments. Assess copies the submission and allocates
once, about a kilobyte; AssessInto avoids both.
Both sides validate the shape of the input. The submission has three times as many
fields as the glue's struct, and an assessment does not need this validation.

## How the cost grows

A whole assessment in reused memory, with one growing input. The cost is linear or
better; the last column is the cost of one more element.

| input | size | time | for each more |
|---|---:|---:|---:|
`)
	for _, s := range scales() {
		rows := make([]row, len(s.sizes))
		for i, n := range s.sizes {
			rows[i] = row{ours: s.run(n)}
		}
		growth(b, s, measure(rows, count))
	}
	writeRoutes(b, count)
	b.WriteString("\n## In parallel\n\n| goroutines | assessments a second | times one |\n|---:|---:|---:|\n")
	parallel(b, count)
}

const header = `| work | payready | allocations | the glue | allocations | times faster | target |
|---|---:|---:|---:|---:|---:|---|
`

func table(b *bytes.Buffer, rows []row, count int) {
	for _, m := range measure(rows, count) {
		b.WriteString(m.String())
	}
}

// processes measures the example programs.
func processes(b *bytes.Buffer, count int, lasts time.Duration, lines int) error {
	p, err := build(lines)
	defer p.remove()
	if err != nil {
		return err
	}
	p.writeBatch(b, count, lines)
	return p.writeHTTP(b, count, lasts)
}

// A measurement is the median of a row.
type measurement struct {
	row
	ours, theirs             time.Duration
	oursAllocs, theirsAllocs int64
}

// measure measures all rows in each round, so that a slow spell of the machine
// affects all of them.
func measure(rows []row, count int) []measurement {
	type times struct{ ours, theirs []time.Duration }
	all := make([]times, len(rows))
	out := make([]measurement, len(rows))
	for range count {
		for i, r := range rows {
			t, allocs := bench(r.ours)
			all[i].ours, out[i].oursAllocs = append(all[i].ours, t), allocs
			if r.theirs != nil {
				t, allocs := bench(r.theirs)
				all[i].theirs, out[i].theirsAllocs = append(all[i].theirs, t), allocs
			}
		}
	}
	for i := range rows {
		out[i].row, out[i].ours, out[i].theirs = rows[i], median(all[i].ours), median(all[i].theirs)
	}
	return out
}

// bench returns the time of one run in tenths of a nanosecond.
func bench(f func()) (tenths time.Duration, allocs int64) {
	r := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
	})
	return r.T * 10 / time.Duration(r.N), r.AllocsPerOp()
}

func median[T ~int64 | ~float64](list []T) T {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

func (m measurement) String() string {
	theirs, allocs, ratio := "–", "–", "–"
	if m.row.theirs != nil {
		theirs, allocs, ratio = format(m.theirs), fmt.Sprint(m.theirsAllocs), fmt.Sprintf("%.*f", decimals(m), float64(m.theirs)/float64(max(1, m.ours)))
	}
	var targets []string
	if m.target > 0 {
		targets = append(targets, fmt.Sprintf("%s: %s", format(m.target*10), met(m.ours <= m.target*10)))
	}
	if m.ratio > 0 {
		targets = append(targets, fmt.Sprintf("%.0f times: %s", m.ratio, met(float64(m.theirs) >= m.ratio*float64(m.ours))))
	}
	return fmt.Sprintf("| %s | %s | %d | %s | %s | %s | %s |\n", m.name, format(m.ours), m.oursAllocs, theirs, allocs, ratio, strings.Join(targets, "; "))
}

// decimals returns the number of decimals of a ratio: one if it is small.
func decimals(m measurement) int {
	if m.theirs < 10*m.ours {
		return 1
	}
	return 0
}

func met(ok bool) string {
	if ok {
		return "met"
	}
	return "missed"
}

// format formats a time returned by bench.
func format(tenths time.Duration) string {
	switch ns := float64(tenths) / 10; {
	case ns < 100:
		return fmt.Sprintf("%.1f ns", ns)
	case ns < 1000:
		return fmt.Sprintf("%.0f ns", ns)
	case ns < 100_000:
		return fmt.Sprintf("%.2f µs", ns/1000)
	default:
		return fmt.Sprintf("%.0f µs", ns/1000)
	}
}

func growth(b *bytes.Buffer, s scale, list []measurement) {
	for i, m := range list {
		more := ""
		if i > 0 {
			more = fmt.Sprintf("%.2f ns", float64(m.ours-list[i-1].ours)/10/float64(s.sizes[i]-s.sizes[i-1]))
		}
		fmt.Fprintf(b, "| %s | %d | %s | %s |\n", s.name, s.sizes[i], format(m.ours), more)
	}
}

// parallel assesses with one goroutine and with one per CPU. Each has its own
// report, and all share one Checker.
func parallel(b *bytes.Buffer, count int) {
	var checker readiness.Checker
	s := submission()
	rate := func(goroutines int) time.Duration {
		before := runtime.GOMAXPROCS(goroutines)
		defer runtime.GOMAXPROCS(before)
		r := testing.Benchmark(func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				sub := s
				var report readiness.Report
				for pb.Next() {
					checker.AssessInto(&report, &sub)
				}
			})
		})
		return r.T * 10 / time.Duration(r.N)
	}
	var one, all []time.Duration
	for range count {
		one, all = append(one, rate(1)), append(all, rate(runtime.NumCPU()))
	}
	m, n := median(one), median(all)
	fmt.Fprintf(b, "| 1 | %.0f | 1 |\n| %d | %.0f | %.2f |\n", 1e10/float64(m), runtime.NumCPU(), 1e10/float64(n), float64(m)/float64(n))
}
