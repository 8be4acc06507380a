package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/payready/payready/readiness/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secrets stand in hostile bodies, paths and headers: no answer, log line or
// metric may hold any of them.
var secrets = []string{"王小明", "110101199003071233", "13800001234", "6222020000000000125"}

// A logBuffer is a log that tests read.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A rig is a service under test.
type rig struct {
	*service
	t   *testing.T
	h   http.Handler
	log *logBuffer
}

func newRig(t *testing.T, change func(*options)) *rig {
	opt := options{inflight: 16, batches: 2, hosts: hosts{"example.com", "127.0.0.1", "x"}}
	if change != nil {
		change(&opt)
	}
	log := &logBuffer{}
	s, err := newService(opt, slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	require.NoError(t, err)
	return &rig{s, t, s.handler(), log}
}

// ask sends one request. Headers are given as "Name: value".
func (r *rig) ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	return w
}

// problem holds an answer to be one, and returns it.
func (r *rig) problem(w *httptest.ResponseRecorder, status int, name string) problem {
	r.t.Helper()
	require.Equal(r.t, status, w.Code, w.Body.String())
	require.Equal(r.t, "application/problem+json", w.Header().Get("Content-Type"))
	require.Contains(r.t, []string{"zh-CN", "en"}, w.Header().Get("Content-Language"))
	var p problem
	require.NoError(r.t, json.Unmarshal(w.Body.Bytes(), &p))
	require.Equal(r.t, "urn:payready:problem:"+name, p.Type)
	require.Equal(r.t, status, p.Status)
	require.NotEmpty(r.t, p.Title)
	require.Equal(r.t, w.Header().Get("X-Request-Id"), p.RequestID)
	r.silent(w)
	return p
}

// silent holds that neither the answer nor the log tells what was sent.
func (r *rig) silent(w *httptest.ResponseRecorder) {
	r.t.Helper()
	said := w.Body.String() + r.log.String()
	for _, h := range w.Header() {
		said += strings.Join(h, " ")
	}
	for _, s := range secrets {
		require.NotContains(r.t, said, s)
	}
}

func sample(t *testing.T) string {
	b, err := os.ReadFile("page/sample.json")
	require.NoError(t, err)
	return string(b)
}

// broken is the sample with a name that the bank does not know.
func broken(t *testing.T) string {
	return strings.Replace(sample(t), "王晓明", "王小明", 1)
}

type verdict struct {
	Schema, ID, Verdict, Lang, Detail string
	Score                             int
	Findings                          []struct{ Check, Status, Message string }
}

func decode[T any](t *testing.T, b []byte) T {
	t.Helper()
	var v T
	require.NoError(t, json.Unmarshal(b, &v), string(b))
	return v
}

func TestAssess(t *testing.T) {
	r := newRig(t, nil)
	w := r.ask("POST", "/v1/assess", sample(t))
	require.Equal(t, 200, w.Code)
	require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	got := decode[verdict](t, w.Body.Bytes())
	require.Equal(t, "payready.report/1", got.Schema)
	require.Equal(t, "sample-1", got.ID)
	require.Equal(t, "ready", got.Verdict)
	require.Equal(t, 100, got.Score)
	require.Equal(t, "full", got.Detail)

	w = r.ask("POST", "/v1/assess?detail=summary", broken(t))
	got = decode[verdict](t, w.Body.Bytes())
	require.Equal(t, "fix", got.Verdict)
	require.Empty(t, got.Findings[0].Message)
	r.silent(w)

	got = decode[verdict](t, r.ask("POST", "/v1/assess", "{}").Body.Bytes())
	require.Equal(t, "incomplete", got.Verdict)
}

func TestLanguage(t *testing.T) {
	r := newRig(t, nil)
	for _, c := range []struct{ query, accept, want string }{
		{"", "", "zh-CN"},
		{"?lang=en", "", "en"},
		{"?lang=zh", "en", "zh-CN"},
		{"", "en-GB,en;q=0.9", "en"},
		{"", "zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"},
		{"", "fr,en;q=0.5", "en"},
		{"", "fr", "zh-CN"},
		{"", ";;;q", "zh-CN"},
		{"", strings.Repeat("en,", 200), "zh-CN"},
	} {
		w := r.ask("POST", "/v1/assess"+c.query, "{}", "Accept-Language: "+c.accept)
		require.Equal(t, c.want, w.Header().Get("Content-Language"), c)
		require.ElementsMatch(t, []string{"Accept-Encoding", "Accept, Accept-Language"}, w.Header().Values("Vary"))
		require.Equal(t, c.want, decode[verdict](t, w.Body.Bytes()).Lang, c)
	}
}

func TestParameters(t *testing.T) {
	r := newRig(t, nil)
	for _, target := range []string{
		"/v1/assess?lang=fr", "/v1/assess?detail=13800001234", "/v1/assess?detial=full", "/v1/assess?lang=en&lang=en",
		"/v1/assess?hours=3", "/v1/schedule?hours=0", "/v1/schedule?hours=169", "/v1/schedule?hours=x", "/v1/schedule?lang=xx", "/v1/schedule?detail=full",
		"/v1/assess/batch?hours=1",
	} {
		r.problem(r.ask("POST", target, "{}"), 400, "parameter")
	}
	r.problem(r.ask("GET", "/v1/checks?x=13800001234", ""), 400, "parameter")
}

func TestRefusedBodies(t *testing.T) {
	r := newRig(t, nil)
	for _, c := range []struct {
		name, body, problem, field, kind string
		status                           int
	}{
		{"empty", "", "unreadable", "", "syntax", 400},
		{"no JSON", "王小明 13800001234", "unreadable", "", "syntax", 400},
		{"invalid UTF-8", "{\"id\":\"\xff\"}", "unreadable", "/id", "syntax", 400},
		{"cut short", `{"card":{"number":"6222020000000000125`, "unreadable", "/card/number", "syntax", 400},
		{"two", `{}{}`, "unreadable", "", "syntax", 400},
		{"duplicate", `{"at":null,"at":null}`, "unreadable", "/at", "duplicate", 400},
		{"unknown field", `{"card":{"13800001234":1}}`, "unreadable", "/card", "unknown-field", 400},
		{"type", `{"applicant":{"name":13800001234}}`, "unreadable", "/applicant/name", "type", 400},
		{"value", `{"card":{"state":"王小明"}}`, "unreadable", "/card/state", "value", 400},
		{"redacted", `{"applicant":{"name":"[redacted]"}}`, "unreadable", "/applicant/name", "redacted", 400},
		{"shape", `{"id":"13800001234"}`, "shape", "/id", "malformed", 422},
	} {
		for _, target := range []string{"/v1/assess", "/v1/schedule"} {
			p := r.problem(r.ask("POST", target, c.body), c.status, c.problem)
			require.Len(t, p.Errors, 1, c.name)
			require.EqualValues(t, c.field, p.Errors[0].Field, c.name)
			require.Equal(t, c.kind, p.Errors[0].Kind, c.name)
		}
	}
	p := r.problem(r.ask("POST", "/v1/schedule", "{}"), 422, "shape")
	require.Equal(t, []intake.Mistake{{Field: "/at", Kind: "missing", Allowed: []string{"2026-11-24T10:00:00+08:00"},
		Text: "必填；须为带时区的时间（RFC 3339），例如 2026-11-24T10:00:00+08:00"}}, p.Errors)
}

// A problem teaches in the language asked for, and its shape is the same everywhere.
func TestProblemsTeachInBothLanguages(t *testing.T) {
	r := newRig(t, nil)
	for target, want := range map[string]string{
		"/v1/assess?lang=en":    "must be one of normal, receive_only, no_receive, expired, reported_lost, frozen, cancelled, dormant; did you mean reported_lost?",
		"/v1/assess?lang=zh-CN": "须为以下之一：normal、receive_only、no_receive、expired、reported_lost、frozen、cancelled、dormant；是否指 reported_lost？",
	} {
		p := r.problem(r.ask("POST", target, `{"card":{"state":"lost"}}`), 400, "unreadable")
		require.Equal(t, want, p.Errors[0].Text)
		require.Equal(t, "reported_lost", p.Errors[0].Nearest)
	}
	p := r.problem(r.ask("POST", "/v1/assess?lang=en&detale=full", `{}`), 400, "parameter")
	require.Equal(t, "there are the query parameters lang, detail, audience, record", p.Errors[0].Text)
	p = r.problem(r.ask("POST", "/v1/assess?detail=all", `{}`), 400, "parameter")
	require.Equal(t, "查询参数 detail 最多出现一次，只能为 full、failed、summary", p.Errors[0].Text)
}

func TestSchedule(t *testing.T) {
	r := newRig(t, nil)
	type plan struct {
		Stretches []struct {
			From, To, Verdict string
			Open              bool
			Causes            []string
		}
	}
	got := decode[plan](t, r.ask("POST", "/v1/schedule?hours=12", sample(t)).Body.Bytes()).Stretches
	require.Equal(t, "2026-11-24T12:00:00+08:00", got[0].From)
	require.Equal(t, "2026-11-25T00:00:00+08:00", got[len(got)-1].To)
	require.True(t, got[0].Open)
	require.Equal(t, "ready", got[0].Verdict)
	require.Equal(t, "ready", got[len(got)-1].Verdict, "the usual day-cut is shown, and does not hold a payout")
	require.NotNil(t, got[0].Causes)

	cooling := strings.Replace(sample(t), `"attempts": []`, `"attempts": [{"outcome":"failed","ended_at":"2026-11-24T09:00:00+08:00"}]`, 1)
	got = decode[plan](t, r.ask("POST", "/v1/schedule", cooling).Body.Bytes()).Stretches
	require.False(t, got[0].Open)
	require.Equal(t, []string{"history.cool-down"}, got[0].Causes)
	require.True(t, got[len(got)-1].Open)
}

func TestBatch(t *testing.T) {
	r := newRig(t, nil)
	one := strings.ReplaceAll(sample(t), "\n", "")
	body := strings.Join([]string{
		one,
		"",
		strings.ReplaceAll(broken(t), "\n", ""),
		`{"card":{"number":6222020000000000125}}`,
		`{"id":"` + strings.Repeat("x", maxBody) + `"}`,
		`{"id":"last"}`,
	}, "\r\n")
	w := r.ask("POST", "/v1/assess/batch?lang=en", body, "Content-Type: application/x-ndjson")
	require.Equal(t, 200, w.Code)
	require.Equal(t, "application/x-ndjson", w.Header().Get("Content-Type"))
	r.silent(w)
	type line struct {
		Line    int
		Report  *verdict
		Problem *problem
	}
	var got []line
	for l := range strings.Lines(w.Body.String()) {
		got = append(got, decode[line](t, []byte(l)))
	}
	require.Len(t, got, 5)
	var numbers []int
	for _, l := range got {
		numbers = append(numbers, l.Line)
		require.True(t, (l.Report == nil) != (l.Problem == nil))
	}
	require.Equal(t, []int{1, 3, 4, 5, 6}, numbers)
	require.Equal(t, "ready", got[0].Report.Verdict)
	require.Equal(t, "failed", got[0].Report.Detail)
	require.Equal(t, "fix", got[1].Report.Verdict)
	require.EqualValues(t, "/card/number", got[2].Problem.Errors[0].Field)
	require.Equal(t, 413, got[3].Problem.Status)
	require.Equal(t, "last", got[4].Report.ID)
	require.Empty(t, got[4].Problem)

	w = r.ask("POST", "/v1/assess/batch", "", "Content-Type: application/jsonl")
	require.Equal(t, 200, w.Code)
	require.Empty(t, w.Body.String())
}

func TestBatchBounds(t *testing.T) {
	r := newRig(t, nil)
	ndjson := "Content-Type: application/x-ndjson"
	w := r.ask("POST", "/v1/assess/batch?detail=summary", strings.Repeat("{}\n", maxBatchLines), ndjson)
	require.Equal(t, 200, w.Code)
	require.Equal(t, maxBatchLines, strings.Count(w.Body.String(), "\n"))
	r.problem(r.ask("POST", "/v1/assess/batch", strings.Repeat("{}\n", maxBatchLines)+"{}", ndjson), 413, "too-large")
	r.problem(r.ask("POST", "/v1/assess/batch", strings.Repeat(" ", maxBatch+1), ndjson), 413, "too-large")
	r.problem(r.ask("POST", "/v1/assess/batch", "{}"), 415, "media-type")
	require.Equal(t, "en", r.ask("POST", "/v1/assess/batch?lang=en", "{}", ndjson).Header().Get("Content-Language"))
}

func TestMediaTypes(t *testing.T) {
	r := newRig(t, nil)
	for _, ok := range []string{"application/json", "Application/JSON; charset=UTF-8"} {
		require.Equal(t, 200, r.ask("POST", "/v1/assess", "{}", "Content-Type: "+ok).Code, ok)
	}
	for _, bad := range []string{"", "text/plain", "application/json; charset=gbk", "application/x-www-form-urlencoded", "a/b; ="} {
		r.problem(r.ask("POST", "/v1/assess", "{}", "Content-Type: "+bad), 415, "media-type")
	}
	r.problem(r.ask("POST", "/v1/assess", "{}", "Content-Encoding: gzip"), 415, "media-type")
}

func TestChecks(t *testing.T) {
	dir := t.TempDir()
	policy := dir + "/policy.json"
	require.NoError(t, os.WriteFile(policy, []byte(`{"schema":"payready.policy/1","id":"ours","checks":{
		"network.vpn":{"disabled":true},"network.proxy":{"severity":"low","gate":true,"need":"required"}}}`), 0o600))
	r := newRig(t, func(o *options) { o.files.policy = policy })
	w := r.ask("GET", "/v1/checks", "")
	require.Equal(t, 200, w.Code)
	got := decode[struct {
		Policy, Hash string
		Checks       []checkEntry
	}](t, w.Body.Bytes())
	require.Equal(t, "ours", got.Policy)
	require.Equal(t, r.state.Load().checker.Hash(), got.Hash)
	seen := map[string]checkEntry{}
	for _, c := range got.Checks {
		require.NotEmpty(t, c.Title["zh-CN"], c.ID)
		require.NotEmpty(t, c.Title["en"], c.ID)
		require.NotEmpty(t, c.Reasons, c.ID)
		seen[string(c.ID)] = c
	}
	require.True(t, seen["network.vpn"].Disabled)
	require.False(t, seen["network.proxy"].Disabled)
	require.True(t, seen["network.proxy"].Gate)
	require.Equal(t, "low", seen["network.proxy"].Severity.String())
	require.Equal(t, "required", seen["network.proxy"].Need.String())
	require.Equal(t, "critical", seen["timing.maintenance"].Severity.String())
}

func TestSchemas(t *testing.T) {
	r := newRig(t, nil)
	for _, name := range schemaNames {
		w := r.ask("GET", "/v1/schema/"+name, "")
		require.Equal(t, 200, w.Code)
		require.Equal(t, "application/schema+json", w.Header().Get("Content-Type"))
		require.Equal(t, "object", decode[map[string]any](t, w.Body.Bytes())["type"])
	}
	r.problem(r.ask("GET", "/v1/schema/13800001234", ""), 404, "not-found")
	r.problem(r.ask("GET", "/v1/schema/..%2Fpolicy", ""), 404, "not-found")
}

func TestNoRoute(t *testing.T) {
	r := newRig(t, nil)
	r.problem(r.ask("GET", "/13800001234", ""), 404, "not-found")
	r.problem(r.ask("GET", "/page/page.html", ""), 404, "not-found")
	r.problem(r.ask("GET", "//v1//13800001234", ""), 404, "not-found")
	w := r.ask("GET", "/v1/assess", "")
	r.problem(w, 405, "method")
	require.Equal(t, "POST", w.Header().Get("Allow"))
	r.problem(r.ask("OPTIONS", "/v1/assess", ""), 405, "method")
}

func TestHealth(t *testing.T) {
	r := newRig(t, nil)
	require.JSONEq(t, `{"status":"ok"}`, r.ask("GET", "/healthz", "").Body.String())
	require.JSONEq(t, `{"status":"ready"}`, r.ask("GET", "/readyz", "").Body.String())
	r.draining.Store(true)
	r.problem(r.ask("GET", "/readyz", ""), 503, "stopping")
	require.Equal(t, 200, r.ask("GET", "/healthz", "").Code)
	require.Equal(t, 200, r.ask("POST", "/v1/assess", "{}").Code, "requests that still come are answered")
}

func TestMetrics(t *testing.T) {
	r := newRig(t, nil)
	r.ask("POST", "/v1/assess", sample(t))
	r.ask("POST", "/v1/assess/batch", strings.ReplaceAll(broken(t), "\n", "")+"\n[1]", "Content-Type: application/x-ndjson")
	r.ask("POST", "/v1/assess", `{"id":"13800001234"}`)
	r.ask("GET", "/13800001234?6222020000000000125", "", "X-Request-Id: 13800001234")
	w := r.ask("GET", "/metrics", "")
	require.Equal(t, 200, w.Code)
	r.silent(w)
	for _, want := range []string{
		`payready_reports_total{form="assess",verdict="ready"} 1`,
		`payready_reports_total{form="batch",verdict="fix"} 1`,
		`payready_problems_total{type="urn:payready:problem:shape"} 1`,
		`payready_problems_total{type="urn:payready:problem:unreadable"} 1`,
		`payready_http_request_duration_seconds_count{code="200",route="POST /v1/assess"} 1`,
		`payready_http_request_duration_seconds_count{code="422",route="POST /v1/assess"} 1`,
		`payready_http_request_duration_seconds_count{code="404",route="other"} 1`,
		`payready_data_info{table="bins",version="` + r.state.Load().bins.Version() + `"} 1`,
		`payready_data_info{table="calendar",`,
		`payready_data_timestamp_seconds{table="bins"} 1.7`,
		`payready_calendar_known_until_timestamp_seconds 1.7`,
		`payready_config_info{hash="` + r.state.Load().checker.Hash() + `",policy="standard"} 1`,
		`payready_config_last_reload_successful 1`,
		`payready_http_inflight 1`,
		`go_goroutines`,
	} {
		require.Contains(t, w.Body.String(), want)
	}
}

func TestHeaders(t *testing.T) {
	r := newRig(t, nil)
	for _, target := range []string{"/v1/checks", "/healthz", "/nope", "/metrics", "/openapi.json"} {
		h := r.ask("GET", target, "").Header()
		require.Equal(t, "no-store", h.Get("Cache-Control"), target)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), target)
		require.Equal(t, "no-referrer", h.Get("Referrer-Policy"), target)
		require.Contains(t, h.Get("Content-Security-Policy"), "frame-ancestors 'none'", target)
		require.Contains(t, h.Get("Content-Security-Policy"), "default-src 'none'", target)
		require.Empty(t, h.Get("Access-Control-Allow-Origin"), target)
	}
}

func TestRequestID(t *testing.T) {
	r := newRig(t, nil)
	for _, good := range []string{"a", "0f8fad5b-d9cb-469f-a165-70867728950e", strings.Repeat("x", 64)} {
		require.Equal(t, good, r.ask("GET", "/healthz", "", "X-Request-Id: "+good).Header().Get("X-Request-Id"))
		require.Contains(t, r.log.String(), `"id":"`+good+`"`)
	}
	for _, bad := range []string{"", "13800001234", "110101199003071233", "6222020000000000125", "a b", "a\"b", "王小明", strings.Repeat("x", 65)} {
		w := r.ask("GET", "/healthz", "", "X-Request-Id: "+bad)
		require.Regexp(t, `^[A-Z2-7]{26}$`, w.Header().Get("X-Request-Id"), bad)
		r.silent(w)
	}
}

func TestLogSaysWhatWasServed(t *testing.T) {
	r := newRig(t, nil)
	r.ask("POST", "/v1/assess?lang=en", broken(t))
	line := decode[map[string]any](t, []byte(r.log.String()))
	require.Equal(t, "POST /v1/assess", line["route"])
	require.EqualValues(t, 200, line["status"])
	require.Greater(t, line["bytes"], 1000.0)
	require.Greater(t, line["took_ms"], 0.0)
	require.ElementsMatch(t, []string{"time", "level", "msg", "id", "route", "status", "bytes", "took_ms"}, keys(line), "a closed list")
}

func keys(m map[string]any) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

func TestPanicTellsNothing(t *testing.T) {
	r := newRig(t, nil)
	r.h = r.observe(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(secrets[0]) }))
	r.problem(r.ask("GET", "/", ""), 500, "internal")
	require.Contains(t, r.log.String(), `"msg":"panic"`)
	require.Contains(t, r.log.String(), `"type":"string"`)

	r.h = r.observe(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "begun")
		panic(1)
	}))
	require.PanicsWithValue(t, http.ErrAbortHandler, func() { r.ask("GET", "/", "") })
}
