package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
)

// manyBody has lines of every kind, and a last one without an end.
func manyBody(t *testing.T) string {
	one := strings.ReplaceAll(sample(t), "\n", "")
	return strings.Join([]string{one, "", strings.ReplaceAll(broken(t), "\n", ""), `{"card":{"number":6222020000000000125}}`, `{"id":"` + strings.Repeat("x", maxBody) + `"}`, `{"id":"last"}`}, "\r\n")
}

// What comes as a stream is answered as a batch is.
func TestManyAnswersAsABatch(t *testing.T) {
	r := newRig(t, nil)
	for _, query := range []string{"", "?lang=en&detail=full", "?audience=applicant"} {
		batch := r.ask("POST", "/v1/assess/batch"+query, manyBody(t), "Content-Type: application/x-ndjson")
		many := r.ask("POST", "/v1/assess-many"+query, manyBody(t), "Content-Type: application/x-ndjson")
		require.Equal(t, 200, many.Code)
		require.Equal(t, batch.Body.String(), many.Body.String())
		require.Equal(t, batch.Header().Get("Content-Type"), many.Header().Get("Content-Type"))
		require.Equal(t, batch.Header().Get("Content-Language"), many.Header().Get("Content-Language"))
		r.silent(many)
	}
	r.problem(r.ask("POST", "/v1/assess-many", "{}"), 415, "media-type")
	r.problem(r.ask("POST", "/v1/assess-many?lines=1", "{}", "Content-Type: application/jsonl"), 400, "parameter")
	require.Empty(t, r.ask("POST", "/v1/assess-many", "", "Content-Type: application/jsonl").Body.String())
}

// Each line is answered before the next is sent, compressed or not, and no number of
// lines is too large.
func TestManyAnswersAsTheyCome(t *testing.T) {
	r := newRig(t, nil)
	server := httptest.NewServer(r.h)
	defer server.Close()
	for _, encoding := range []string{"identity", "gzip", "zstd"} {
		body, send := io.Pipe()
		req, err := http.NewRequest("POST", server.URL+"/v1/assess-many?lang=en", body)
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/x-ndjson")
		req.Header.Set("Accept-Encoding", encoding)
		go io.WriteString(send, "{}\n")
		resp, err := server.Client().Do(req)
		require.NoError(t, err)
		require.Equal(t, encoding, cmp.Or(resp.Header.Get("Content-Encoding"), "identity"))
		in := bufio.NewReader(decoded(t, resp))
		for range 3 * maxBatchLines {
			line, err := in.ReadString('\n')
			require.NoError(t, err)
			require.Contains(t, line, `"verdict":"incomplete"`)
			_, err = io.WriteString(send, "{}\n")
			require.NoError(t, err)
		}
		send.Close()
		rest, err := io.ReadAll(in)
		require.NoError(t, err)
		require.Equal(t, 1, strings.Count(string(rest), "\n"))
		resp.Body.Close()
	}
}

func decoded(t *testing.T, resp *http.Response) io.Reader {
	switch resp.Header.Get("Content-Encoding") {
	case "gzip":
		z, err := gzip.NewReader(resp.Body)
		require.NoError(t, err)
		return z
	case "zstd":
		z, err := zstd.NewReader(resp.Body, zstd.WithDecoderConcurrency(1))
		require.NoError(t, err)
		t.Cleanup(z.Close)
		return z
	}
	return resp.Body
}

// A client that breaks off, and a service that stops, end the stream with a problem.
func TestManyEnds(t *testing.T) {
	r := newRig(t, nil)
	req := httptest.NewRequest("POST", "/v1/assess-many", io.MultiReader(strings.NewReader("{}\n{"), failing{}))
	req.Header.Set("Content-Type", "application/x-ndjson")
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	require.Contains(t, w.Body.String(), `{"line":2,"problem":{"type":"urn:payready:problem:cut-off"`)
	r.draining.Store(true)
	w = r.ask("POST", "/v1/assess-many", "{}\n{}\n", "Content-Type: application/x-ndjson")
	require.Equal(t, 1, strings.Count(w.Body.String(), "\n"))
	require.Contains(t, w.Body.String(), `{"line":1,"problem":{"type":"urn:payready:problem:stopping"`)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// Answers and files are the same in every encoding; small answers stay as they are.
func TestEncodings(t *testing.T) {
	r := newRig(t, nil)
	server := httptest.NewServer(r.h)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	ask := func(method, path, accept string) (string, http.Header) {
		req, err := http.NewRequest(method, server.URL+path, strings.NewReader("{}"))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		if accept != "" {
			req.Header.Set("Accept-Encoding", accept)
		}
		resp, err := client.Do(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		require.Contains(t, resp.Header.Values("Vary"), "Accept-Encoding")
		b, err := io.ReadAll(decoded(t, resp))
		require.NoError(t, err)
		return string(b), resp.Header
	}
	for _, path := range []string{"POST /v1/assess", "GET /", "GET /page.js", "GET /sample.json", "GET /v1/checks", "GET /openapi.json", "GET /v1/schema/report"} {
		method, path, _ := strings.Cut(path, " ")
		plain, header := ask(method, path, "")
		require.Empty(t, header.Get("Content-Encoding"))
		for accept, want := range map[string]string{"gzip": "gzip", "zstd": "zstd", "gzip, deflate, br, zstd": "zstd", "br": "", "gzip;q=0": "", "zstd;q=0, gzip;q=0.5": "gzip"} {
			got, h := ask(method, path, accept)
			require.Equal(t, want, h.Get("Content-Encoding"), "%s %s", path, accept)
			require.Equal(t, plain, got, "%s %s", path, accept)
			if want != "" && header.Get("Etag") != "" {
				require.NotEqual(t, header.Get("Etag"), h.Get("Etag"))
			}
		}
	}
	_, header := ask("GET", "/healthz", "zstd")
	require.Empty(t, header.Get("Content-Encoding"))
}
