package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

func valid(b []byte) bool { return utf8.Valid(b) && json.Valid(b) }

// mixed writes n submissions whose parts are of different fixtures, so that nearly every
// one has findings of its own.
func mixed(w io.Writer, n int) error {
	all := readinesstest.Fixtures()
	out := bufio.NewWriter(w)
	for i := range n {
		random := rand.New(rand.NewPCG(25, uint64(i))) // #nosec G404 -- samples must be reproducible
		part := func() *intake.Submission { return &all[random.IntN(len(all))].Submission }
		s := *part()
		s.ID = fmt.Sprintf("mixed-%d", i)
		s.Applicant, s.Card, s.Payout = part().Applicant, part().Card, part().Payout
		s.Device, s.Network, s.History = part().Device, part().Network, part().History
		b, err := s.RevealJSON()
		if err != nil {
			return err
		}
		out.Write(append(b, '\n'))
	}
	return out.Flush()
}

// programs are the example programs, built for a measurement.
type programs struct{ dir, readycheck, httpapi, plain, mixed string }

func build(lines int) (p programs, err error) {
	if p.dir, err = os.MkdirTemp("", "peerbench"); err != nil {
		return p, err
	}
	root := filepath.Join("..", "..", "..")
	p.readycheck, p.httpapi, p.plain = filepath.Join(p.dir, "readycheck"), filepath.Join(p.dir, "httpapi"), filepath.Join(p.dir, "plain")
	for dir, out := range map[string]string{filepath.Join(root, "examples", "readycheck"): p.readycheck, filepath.Join(root, "examples", "httpapi"): p.httpapi, "plain": p.plain} {
		run := exec.Command("go", "build", "-o", out, ".") // #nosec G204 -- the names are ours
		run.Dir, run.Stderr = dir, os.Stderr
		if err := run.Run(); err != nil {
			return p, fmt.Errorf("%s: %w", dir, err)
		}
	}
	p.mixed = filepath.Join(p.dir, "mixed.ndjson")
	f, err := os.Create(p.mixed)
	if err != nil {
		return p, err
	}
	defer f.Close()
	return p, mixed(f, lines)
}

func (p programs) remove() { _ = os.RemoveAll(p.dir) }

// batch returns how long a line takes, in tenths of a nanosecond.
func (p programs) batch(workers int, detail string, lines int) time.Duration {
	run := exec.Command(p.readycheck, "assess", "-ndjson", "-detail", detail, "-workers", strconv.Itoa(workers), "-out", os.DevNull, p.mixed) // #nosec G204 -- built above
	start := time.Now()
	_ = run.Run() // its status says that not all are ready
	return time.Since(start) * 10 / time.Duration(lines)
}

// first returns the time from the start of the program to its answer.
func (p programs) first() time.Duration {
	run := exec.Command(p.readycheck, "assess", "-format", "json", "-") // #nosec G204 -- built above
	run.Stdin = strings.NewReader("{}")
	start := time.Now()
	_ = run.Run() // its status says that it is not ready
	return time.Since(start) * 10
}

// writeBatch writes the table of lines a second.
func (p programs) writeBatch(b *bytes.Buffer, count, lines int) {
	b.WriteString("\n## Many lines\n\nLines of NDJSON a second, " + strconv.Itoa(lines) + " lines of which nearly every one has findings of its own, start and end of the\nprogram included.\n\n| detail | one core | two cores | times one |\n|---|---:|---:|---:|\n")
	for _, detail := range []string{"summary", "failed", "full"} {
		var one, two []time.Duration
		for range count {
			one, two = append(one, p.batch(1, detail, lines)), append(two, p.batch(2, detail, lines))
		}
		var times []float64 // by round: a slow spell of the machine affects both
		for i := range one {
			times = append(times, float64(one[i])/float64(two[i]))
		}
		fmt.Fprintf(b, "| %s | %.0f | %.0f | %.2f |\n", detail, 1e10/float64(median(one)), 1e10/float64(median(two)), median(times))
	}
	var first []time.Duration
	for range count {
		first = append(first, p.first())
	}
	fmt.Fprintf(b, "\nFrom the start of the program to the answer to one submission: %.1f ms.\n", float64(median(first))/1e7)
}

// served is one kind of server, and what it did in all rounds.
type served struct {
	name, url string
	rates     []float64
	took      []time.Duration
}

// writeHTTP writes the table of requests a second: of the service, of a handler that
// moves the same bytes in and out, and of one that reads and writes the same structs
// with encoding/json.
func (p programs) writeHTTP(b *bytes.Buffer, count int, lasts time.Duration) error {
	s := refused()
	in := must(s.RevealJSON())
	report := readiness.Assess(s)
	out := append(must(report.AppendJSON(nil, readiness.ZH, readiness.DetailFailed, readiness.Engineer)), '\n')

	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}}
	defer client.CloseIdleConnections()
	service, stop, err := start(client, p.httpapi)
	if err != nil {
		return err
	}
	defer stop()
	answer := filepath.Join(p.dir, "answer.json")
	if err := os.WriteFile(answer, out, 0o600); err != nil {
		return err
	}
	plain, stopPlain, err := start(client, p.plain, "-answer", answer)
	if err != nil {
		return err
	}
	defer stopPlain()
	list := []*served{
		{name: "the same bytes in and out", url: "http://" + plain + "/echo"},
		{name: "the service", url: "http://" + service + "/v1/assess?detail=failed"},
		{name: "the same structs in and out, encoding/json", url: "http://" + plain + "/structs"},
	}
	for range count {
		for _, x := range list {
			n, took, err := load(client, x.url, in, lasts)
			if err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
			x.rates, x.took = append(x.rates, n), append(x.took, took...)
		}
	}
	fmt.Fprintf(b, "\n## Over HTTP\n\nRefused submissions of %d bytes, answers of %d bytes, %d clients on the same machine, each with\na connection that it keeps. The service also routes, logs, counts and checks the shape. Of the\nfirst is the median of what each round says.\n\n| server | requests a second | of the first | p50 | p99 |\n|---|---:|---:|---:|---:|\n", len(in), len(out), clients)
	for _, x := range list {
		var shares []float64
		for i, rate := range x.rates {
			shares = append(shares, rate/list[0].rates[i])
		}
		slices.Sort(x.took)
		fmt.Fprintf(b, "| %s | %.0f | %.2f | %s | %s |\n", x.name, median(x.rates), median(shares),
			format(x.took[len(x.took)/2]*10), format(x.took[len(x.took)*99/100]*10))
	}
	return nil
}

// clients is how many connections load the servers.
const clients = 8

// load sends requests for a time and returns how many were answered a second, and how
// long each took.
func load(client *http.Client, url string, body []byte, lasts time.Duration) (rate float64, took []time.Duration, err error) {
	var group sync.WaitGroup
	var mu sync.Mutex
	start := time.Now()
	for range clients {
		group.Go(func() {
			var mine []time.Duration
			var failed error
			for first := true; first || time.Since(start) < lasts && failed == nil; first = false {
				begun := time.Now()
				failed = post(client, url, body)
				mine = append(mine, time.Since(begun))
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, mine...)
			if failed != nil {
				err = failed
			}
		})
	}
	group.Wait()
	return float64(len(took)) / time.Since(start).Seconds(), took, err
}

func post(client *http.Client, url string, body []byte) error {
	resp, err := client.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

// start starts a server on a free port and waits until it answers.
func start(client *http.Client, program string, args ...string) (addr string, stop func(), err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	addr = free.Addr().String()
	free.Close()
	cmd := exec.Command(program, append(args, "-addr", addr)...) // #nosec G204 -- built above; its log goes nowhere
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	for range 1000 {
		resp, err := client.Get("http://" + addr + "/readyz")
		if err == nil {
			resp.Body.Close()
			return addr, stop, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	return "", nil, fmt.Errorf("%s does not answer", program)
}
