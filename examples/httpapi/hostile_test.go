package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A page of somebody else's that its own name server turns into our address asks
// under its own name.
func TestHostsAreListed(t *testing.T) {
	r := newRig(t, func(o *options) { o.hosts = hosts{"localhost", "127.0.0.1", "::1"} })
	ask := func(method, target, host string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(method, target, strings.NewReader("{}"))
		req.Header.Set("Content-Type", "application/json")
		req.Host = host
		w := httptest.NewRecorder()
		r.h.ServeHTTP(w, req)
		return w
	}
	for _, target := range []string{"/", "/healthz", "/metrics", "/v1/checks", "/nowhere"} {
		for _, host := range []string{
			"evil.example", "evil.example:8080", "", ":8080", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.evil.example",
			"[::1", "[::1]x", "10.0.0.1", "0.0.0.0", "localhost:80:80", "王小明", "127.1",
		} {
			r.problem(ask("GET", target, host), 421, "host")
		}
	}
	r.problem(ask("POST", "/v1/assess", "evil.example"), 421, "host")
	for _, host := range []string{"localhost", "LOCALHOST:8080", "localhost.", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"} {
		require.Equal(t, 200, ask("GET", "/healthz", host).Code, host)
		require.Equal(t, 200, ask("POST", "/v1/assess", host).Code, host)
	}
	all := newRig(t, func(o *options) { o.hosts = hosts{"*"} })
	require.Equal(t, 200, all.ask("GET", "/healthz", "").Code)
}

func TestHostsByDefault(t *testing.T) {
	p := start(t)
	for host, status := range map[string]int{"": 200, "localhost:1": 200, "evil.example": 421} {
		req, err := http.NewRequest("GET", p.url+"/healthz", nil)
		require.NoError(t, err)
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, status, resp.StatusCode, host)
	}
	for _, bad := range []string{"", "a b", "localhost:80", "http://x", "a,,b"} {
		require.Equal(t, 2, run(t.Context(), nil, []string{"-hosts", bad}, &logBuffer{}), bad)
	}
}

// No path is answered with a redirect, which would repeat it, and the query.
func TestNothingRedirects(t *testing.T) {
	r := newRig(t, nil)
	for _, path := range []string{
		"//healthz", "/./healthz", "/v1/../healthz", "/healthz/", "/healthz/.", "/v1//checks", "/v1/schema//submission", "/v1/schema/..",
		"/v1/schema/%2e%2e/checks", "/v1/schema/..%2fchecks", "/%2e/healthz", "//", "/page.html/", "/index.html", "/v1", "/v1/", "/V1/checks",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
			w := r.ask(method, path+"?name=13800001234", "{}")
			require.Empty(t, w.Header().Get("Location"), path)
			require.GreaterOrEqual(t, w.Code, 400, path)
			r.silent(w)
		}
	}
	require.Equal(t, 200, r.ask("GET", "/", "").Code)
	w := r.ask("GET", "/page.html", "")
	require.Empty(t, w.Header().Get("Location"))
}

// A query that cannot be read is refused whole: what is passed over may be what
// was meant.
func TestQueriesThatCannotBeRead(t *testing.T) {
	r := newRig(t, nil)
	for _, query := range []string{
		"lang=%zz", "lang=e%6", "%zz=1", "lang=en;detail=full", ";", "lang=EN", "lang=en-US", "lang=", "lang", "lang=en%00", "lang=%65n&detail=%", "detail=", "=", "x",
	} {
		for _, target := range []string{"/v1/assess", "/v1/assess/batch", "/v1/schedule"} {
			media := "application/json"
			if target == "/v1/assess/batch" {
				media = "application/x-ndjson"
			}
			r.problem(r.ask("POST", target+"?"+query, "{}", "Content-Type: "+media), 400, "parameter")
		}
		for _, target := range []string{"/v1/checks", "/v1/schema/report", "/openapi.json"} {
			r.problem(r.ask("GET", target+"?"+query, ""), 400, "parameter")
		}
	}
	require.Equal(t, "en", r.ask("POST", "/v1/assess?lang=%65n", "{}").Header().Get("Content-Language"), "an escape that can be read is")
}

// What a batch is answered with is bounded as a whole.
func TestBatchAnswersAreBounded(t *testing.T) {
	r := newRig(t, nil)
	w := r.ask("POST", "/v1/assess/batch?detail=full", strings.Repeat("{}\n", maxBatchLines), "Content-Type: application/x-ndjson")
	require.Equal(t, 200, w.Code)
	require.LessOrEqual(t, w.Body.Len(), batchAnswer+batchAnswerEach*3*maxBatchLines+maxBatchLines*256)
	reports, refused, n := 0, 0, 0
	for line := range strings.Lines(w.Body.String()) {
		n++
		got := decode[struct {
			Line    int
			Report  *verdict
			Problem *problem
		}](t, []byte(line))
		require.Equal(t, n, got.Line)
		if got.Report != nil {
			require.Zero(t, refused, "once it is full nothing more comes")
			reports++
			continue
		}
		require.Equal(t, "urn:payready:problem:answer-too-large", got.Problem.Type)
		refused++
	}
	require.Equal(t, maxBatchLines, reports+refused)
	require.Greater(t, reports, 10)
	require.Positive(t, refused)

	one := strings.ReplaceAll(broken(t), "\n", "") + "\n"
	w = r.ask("POST", "/v1/assess/batch?detail=full", strings.Repeat(one, maxBatch/len(one)), "Content-Type: application/x-ndjson")
	require.Equal(t, 200, w.Code)
	require.NotContains(t, w.Body.String(), "answer-too-large", "a batch of whole submissions has room for all there is to say")
}

// A body full of mistakes is not answered with as many.
func TestFaultsAreBounded(t *testing.T) {
	r := newRig(t, nil)
	one := `{"amount_fen":-1,"order_id":"` + strings.Repeat("x", 65) + `"},`
	p := r.problem(r.ask("POST", "/v1/assess", `{"history":{"attempts":[`+strings.Repeat(one, 400)+`{}]}}`), 422, "shape")
	require.Len(t, p.Errors, maxFaults)
}

func TestSchedulesAreBounded(t *testing.T) {
	var windows []string
	for m := range 24 * 60 / 4 {
		clock := func(m int) string {
			return strconv.Itoa(m/60/10) + strconv.Itoa(m/60%10) + ":" + strconv.Itoa(m%60/10) + strconv.Itoa(m%10)
		}
		windows = append(windows, `{"every":"daily","start":"`+clock(4*m)+`","end":"`+clock(4*m+1)+`","effect":"closed"}`)
	}
	file := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"schema":"payready.policy/1","processing_minutes":1,"windows":[`+strings.Join(windows, ",")+`]}`), 0o600))
	r := newRig(t, func(o *options) { o.files.policy = file })
	type plan struct{ Stretches []struct{ From, To string } }
	got := decode[plan](t, r.ask("POST", "/v1/schedule?hours=168", sample(t)).Body.Bytes()).Stretches
	require.Len(t, got, maxStretches)
	require.Less(t, got[maxStretches-1].To, "2026-12-01T12:00:00+08:00", "the last one says how far it goes")
}

// A policy that takes its time to load holds up nothing, the end neither.
func TestReloadHoldsUpNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(file, []byte(policyStart+`one"}`), 0o600))
	p := start(t, "-policy", file)
	require.NoError(t, os.Remove(file))
	require.NoError(t, syscall.Mkfifo(file, 0o600)) // reading it waits for a writer
	p.reload <- os.Interrupt
	select {
	case p.reload <- os.Interrupt: // the first is taken, and is being read
		t.Fatal("two at a time")
	case <-time.After(100 * time.Millisecond):
	}
	status, _ := p.get("/readyz")
	require.Equal(t, 200, status)
	p.stop()
	require.Zero(t, p.exit())
	w, err := os.OpenFile(file, os.O_WRONLY, 0) // let it go
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.Eventually(t, func() bool { return strings.Contains(p.log.String(), "reload failed") }, 5*time.Second, time.Millisecond)
}
