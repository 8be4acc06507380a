package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/require"
)

func described(t *testing.T, r *rig) validator.Validator {
	t.Helper()
	w := r.ask("GET", "/openapi.json", "")
	require.Equal(t, 200, w.Code)
	doc, err := libopenapi.NewDocument(w.Body.Bytes())
	require.NoError(t, err)
	require.Equal(t, "3.1.0", doc.GetVersion())
	v, errs := validator.NewValidator(doc)
	require.Empty(t, errs)
	return v
}

func TestOpenAPIIsValid(t *testing.T) {
	ok, errs := described(t, newRig(t, nil)).ValidateDocument()
	require.True(t, ok, "%v", errs)
}

// Real answers are what the document says, headers and all.
func TestAnswersAreAsDescribed(t *testing.T) {
	r := newRig(t, func(o *options) { o.inflight, o.record = 1, 10 })
	v := described(t, r)
	ndjson := "application/x-ndjson"
	for _, c := range []struct {
		method, target, media, body string
		status                      int
	}{
		{"POST", "/v1/assess", "application/json", sample(t), 200},
		{"POST", "/v1/assess?lang=en&detail=failed", "application/json", broken(t), 200},
		{"POST", "/v1/assess?detail=summary", "application/json", "{}", 200},
		{"POST", "/v1/assess", "application/json", "{", 400},
		{"POST", "/v1/assess", "application/json", `{"id":"13800001234"}`, 422},
		{"POST", "/v1/assess", "application/json", strings.Repeat(" ", maxBody+1), 413},
		{"POST", "/v1/assess", "text/plain", "{}", 415},
		{"POST", "/v1/assess/batch", ndjson, strings.Repeat(" ", maxBatch+1), 413},
		{"POST", "/v1/schedule", "application/json", sample(t), 200},
		{"POST", "/v1/schedule?hours=168", "application/json", broken(t), 200},
		{"POST", "/v1/schedule", "application/json", "{}", 422},
		{"POST", "/v1/schedule?hours=0", "application/json", "{}", 400},
		{"POST", "/v1/outcomes", "application/json", `{"id":"sample-1","result":"succeeded"}`, 200},
		{"POST", "/v1/outcomes", "application/json", `[{"id":"sample-1","result":"failed"},{"id":"x","amount_fen":1}]`, 200},
		{"POST", "/v1/outcomes", "application/json", "[", 400},
		{"POST", "/v1/outcomes", "application/json", strings.Repeat(" ", maxBatch+1), 413},
		{"POST", "/v1/outcomes", "text/plain", "{}", 415},
		{"GET", "/v1/incidents", "", "", 200},
		{"GET", "/v1/incidents?x=1", "", "", 400},
		{"GET", "/v1/backtest", "", "", 200},
		{"GET", "/v1/backtest?format=summary", "", "", 200},
		{"GET", "/v1/backtest?format=html", "", "", 200},
		{"GET", "/v1/backtest?format=markdown&lang=en", "", "", 200},
		{"GET", "/v1/backtest?format=x", "", "", 400},
		{"GET", "/v1/checks", "", "", 200},
		{"GET", "/v1/checks?x=1", "", "", 400},
		{"GET", "/v1/schema/submission", "", "", 200},
		{"GET", "/v1/schema/other", "", "", 404},
		{"GET", "/v1/schema/report?lang=%zz", "", "", 400},
		{"GET", "/openapi.json?x=1", "", "", 400},
		{"GET", "/healthz", "", "", 200},
		{"GET", "/readyz", "", "", 200},
		{"GET", "/openapi.json", "", "", 200},
		{"GET", "/metrics", "", "", 200},
	} {
		r.answered(v, c.method, c.target, c.media, c.body, c.status)
	}
	for _, target := range []string{"/v1/checks", "/v1/schema/report", "/healthz", "/readyz", "/openapi.json", "/metrics"} {
		named := r.hosts
		r.hosts = loopback
		r.answered(v, "GET", target, "", "", 421)
		r.hosts = named
	}
	silent := newRig(t, nil)
	silent.answered(v, "GET", "/v1/backtest", "", "", 404)
	silent.answered(v, "GET", "/v1/incidents", "", "", 404)
	silent.answered(v, "POST", "/v1/outcomes", "application/json", "{}", 404)
	r.inflight <- struct{}{}
	r.answered(v, "POST", "/v1/assess", "application/json", "{}", 503)
	r.draining.Store(true)
	r.answered(v, "GET", "/readyz", "", "", 503)
}

func (r *rig) answered(v validator.Validator, method, target, media, body string, status int) {
	r.t.Helper()
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	if media != "" {
		req.Header.Set("Content-Type", media)
	}
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	require.Equal(r.t, status, w.Code, method+" "+target)
	if status == 200 && media == "application/json" {
		ok, errs := v.ValidateHttpRequest(remade(req, body))
		require.True(r.t, ok, "%s %s: %v", method, target, errs)
	}
	ok, errs := v.ValidateHttpResponse(remade(req, body), w.Result())
	require.True(r.t, ok, "%s %s: %v", method, target, errs)
}

func remade(req *http.Request, body string) *http.Request {
	again := httptest.NewRequest(req.Method, req.URL.String(), strings.NewReader(body))
	again.Header = req.Header.Clone()
	return again
}

// The validator does not read lines: each is held against its schema as the
// answer of a route that has it for its whole.
func TestBatchLinesAreAsDescribed(t *testing.T) {
	r := newRig(t, nil)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(r.openapi, &doc))
	answers := doc["paths"].(map[string]any)["/v1/assess/batch"].(map[string]any)["post"].(map[string]any)["responses"].(map[string]any)
	answers["200"].(map[string]any)["content"] = map[string]any{"application/json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/batchLine"}}}
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	parsed, err := libopenapi.NewDocument(b)
	require.NoError(t, err)
	v, errs := validator.NewValidator(parsed)
	require.Empty(t, errs)

	body := strings.ReplaceAll(sample(t), "\n", "") + "\n[]\n" + `{"id":"13800001234"}` + "\n"
	w := r.ask("POST", "/v1/assess/batch", body, "Content-Type: application/x-ndjson")
	req := httptest.NewRequest("POST", "/v1/assess/batch", strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-ndjson")
	n := 0
	for line := range strings.Lines(w.Body.String()) {
		n++
		one := httptest.NewRecorder()
		for name, values := range w.Header() {
			one.Header()[name] = values
		}
		one.Header().Set("Content-Type", "application/json")
		one.WriteString(line)
		ok, errs := v.ValidateHttpResponse(req, one.Result())
		require.True(t, ok, "%v", errs)
	}
	require.Equal(t, 3, n)
}

// The document does not take what is not so.
func TestDescriptionNotices(t *testing.T) {
	r := newRig(t, nil)
	v := described(t, r)
	real := r.ask("POST", "/v1/assess", sample(t)).Body.String()
	for _, c := range []struct{ method, target, answer string }{
		{"GET", "/healthz", `{"state":"ok"}`},
		{"POST", "/v1/assess", strings.Replace(real, `"verdict":"ready"`, `"verdict":"sure"`, 1)},
		{"POST", "/v1/assess", strings.Replace(real, `"code":"ok"`, `"code":"other"`, 1)},
		{"POST", "/v1/outcomes", `{"counts":{"taken":1},"refused":[]}`},
		{"GET", "/v1/backtest", `{"rows":{}}`},
		{"GET", "/v1/incidents", `{"open":[{"id":"x"}],"ended":[],"not_counted":{}}`},
		{"POST", "/v1/schedule", `{"stretches":[{"from":"now"}]}`},
	} {
		require.NotEqual(t, real, c.answer)
		req := httptest.NewRequest(c.method, c.target, strings.NewReader("{}"))
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		w.WriteString(c.answer)
		ok, _ := v.ValidateHttpResponse(req, w.Result())
		require.False(t, ok, c.answer)
	}
}
