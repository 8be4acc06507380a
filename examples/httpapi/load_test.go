package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A shot is one kind of request under load, and what may come back.
type shot struct {
	name, method, path, media, body string
	status                          []int
}

func shots(t *testing.T) []shot {
	one := strings.ReplaceAll(sample(t), "\n", "") + "\n"
	ndjson := "application/x-ndjson"
	busy := []int{200, 503}
	return []shot{
		{"ready", "POST", "/v1/assess?lang=en", "application/json", sample(t), busy},
		{"broken", "POST", "/v1/assess", "application/json", broken(t), busy},
		{"nothing known", "POST", "/v1/assess", "application/json", "{}", busy},
		{"schedule", "POST", "/v1/schedule?hours=168", "application/json", sample(t), busy},
		{"batch", "POST", "/v1/assess/batch?detail=full", ndjson, strings.Repeat(one, 50), busy},
		{"batch of nothing", "POST", "/v1/assess/batch?detail=full", ndjson, strings.Repeat("{}\n", maxBatchLines), busy},
		{"no JSON", "POST", "/v1/assess", "application/json", "{" + secrets[0], []int{400, 503}},
		{"too large", "POST", "/v1/assess", "application/json", strings.Repeat(" ", maxBody+1), []int{413, 503}},
		{"wrong escape", "POST", "/v1/assess?lang=%zz", "application/json", "{}", []int{400, 503}},
		{"checks", "GET", "/v1/checks", "", "", busy},
		{"page", "GET", "/", "", "", []int{200}},
		{"metrics", "GET", "/metrics", "", "", []int{200}},
		{"nowhere", "GET", "/v1//checks?name=" + secrets[1], "", "", []int{404}},
	}
}

// Under load from many clients nothing but what may come back does, while the
// policy is broken and mended by signal all the time; then goroutines and memory
// are what they were. Two seconds of it; PAYREADY_LOAD=1h asks for more.
func TestLoad(t *testing.T) {
	lasts := 2 * time.Second
	if text := os.Getenv("PAYREADY_LOAD"); text != "" {
		var err error
		lasts, err = time.ParseDuration(text)
		require.NoError(t, err)
	}
	// PAYREADY_LOAD_PAUSE has each client wait between two requests, which leaves the
	// machine to others.
	var pause time.Duration
	if text := os.Getenv("PAYREADY_LOAD_PAUSE"); text != "" {
		var err error
		pause, err = time.ParseDuration(text)
		require.NoError(t, err)
	}
	policy := filepath.Join(t.TempDir(), "policy.json")
	good, wrong := policyStart+`load"}`, policyStart+`load","windows":[`+strings.Repeat("{},", 9999)+`{}]}`
	require.NoError(t, os.WriteFile(policy, []byte(good), 0o600))
	log := &watched{}
	reload, ended := make(chan os.Signal), make(chan int, 1)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	goroutines := runtime.NumGoroutine()
	go func() {
		ended <- run(ctx, reload, []string{"-policy", policy, "-inflight", "32", "-batches", "2", "-addr", "127.0.0.1:0"}, log)
	}()
	require.Eventually(t, func() bool { return log.addr.Load() != nil }, 5*time.Second, time.Millisecond)
	url := "http://" + *log.addr.Load()

	var count [2][13]atomic.Int64 // answered, busy
	var unexpected, again atomic.Int64
	kinds := shots(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: idleTimeout / 2}, Timeout: 30 * time.Second}
	end := time.Now().Add(lasts)
	var group sync.WaitGroup
	for seed := range uint64(48) {
		group.Go(func() {
			random := rand.New(rand.NewPCG(seed, 1))
			for time.Now().Before(end) {
				time.Sleep(pause)
				i := random.IntN(len(kinds))
				status, err := fire(client, url, &kinds[i])
				if err != nil && kinds[i].name != "too large" {
					// A connection that the client opened and did not need is closed after
					// headerTimeout, perhaps just when it is needed.
					again.Add(1)
					status, err = fire(client, url, &kinds[i])
				}
				switch {
				case err != nil && kinds[i].name == "too large": // cut off while it sends
				case err != nil:
					unexpected.Add(1)
					t.Errorf("%s: %v", kinds[i].name, err)
				case status == 503:
					count[1][i].Add(1)
				default:
					count[0][i].Add(1)
					if status != kinds[i].status[0] {
						unexpected.Add(1)
						t.Errorf("%s: %d", kinds[i].name, status)
					}
				}
			}
		})
	}
	reloads := 0
	var most uint64
	for n := 0; time.Now().Before(end); n++ {
		text := good
		if n%2 == 0 {
			text = wrong
		}
		require.NoError(t, os.WriteFile(policy, []byte(text), 0o600))
		select {
		case reload <- os.Interrupt:
			reloads++
		default: // one is being read
		}
		time.Sleep(100 * time.Millisecond)
		var now runtime.MemStats
		if n%10 == 9 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
		if n%600 == 599 {
			t.Logf("%v to go: %d goroutines, heap %d MB", time.Until(end).Round(time.Second), runtime.NumGoroutine(), now.HeapAlloc>>20)
		}
	}
	group.Wait()
	status, err := fire(client, url, &shot{method: "GET", path: "/readyz"})
	require.NoError(t, err)
	require.Equal(t, 200, status)
	client.CloseIdleConnections()
	// What serves is left (run, its listener, its signals), and the goroutine of Eventually.
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= goroutines+4 }, 10*time.Second, 10*time.Millisecond, "goroutines are left")
	var after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&after)
	require.Less(t, after.HeapAlloc, uint64(64<<20))
	require.Less(t, most, uint64(512<<20))
	require.Zero(t, unexpected.Load())
	require.Zero(t, log.secrets.Load())
	total := int64(0)
	for i, k := range kinds {
		total += count[0][i].Load()
		t.Logf("%-18s %8d answered %8d busy", k.name, count[0][i].Load(), count[1][i].Load())
	}
	require.LessOrEqual(t, again.Load(), 1+total/1000)
	t.Logf("%d answers in %v, %d of them asked for again, %d reloads, at most %d MB of heap, %d MB at the end", total, lasts, again.Load(), reloads, most>>20, after.HeapAlloc>>20)
	require.Positive(t, total)
	stop()
	require.Zero(t, <-ended)
}

// watched is a log too long to keep: it looks for secrets, and for the address.
type watched struct {
	addr    atomic.Pointer[string]
	secrets atomic.Int64
}

func (w *watched) Write(b []byte) (int, error) {
	for _, s := range secrets {
		if bytes.Contains(b, []byte(s)) {
			w.secrets.Add(1)
		}
	}
	if _, rest, ok := bytes.Cut(b, []byte(`"listening","addr":"`)); ok {
		addr, _, _ := strings.Cut(string(rest), `"`)
		w.addr.Store(&addr)
	}
	return len(b), nil
}

func fire(client *http.Client, url string, s *shot) (int, error) {
	req, err := http.NewRequest(s.method, url+s.path, bytes.NewReader([]byte(s.body)))
	if err != nil {
		return 0, err
	}
	if s.media != "" {
		req.Header.Set("Content-Type", s.media)
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, fmt.Errorf("body: %w", err)
	}
	return resp.StatusCode, nil
}
