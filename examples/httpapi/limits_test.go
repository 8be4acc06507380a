package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// serve runs the service behind a real listener.
func (r *rig) serve(change func(*http.Server)) *httptest.Server {
	server := httptest.NewUnstartedServer(nil)
	server.Config = r.server()
	if change != nil {
		change(server.Config)
	}
	server.Start()
	r.t.Cleanup(server.Close)
	return server
}

func post(t *testing.T, s *httptest.Server, path string, body io.Reader) *http.Response {
	t.Helper()
	resp, err := s.Client().Post(s.URL+path, "application/json", body)
	require.NoError(t, err)
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func TestBodyLimit(t *testing.T) {
	r := newRig(t, nil)
	full := "{}" + strings.Repeat(" ", maxBody-2)
	require.Equal(t, 200, r.ask("POST", "/v1/assess", full).Code)
	r.problem(r.ask("POST", "/v1/assess", full+" "), 413, "too-large")
	req := httptest.NewRequest("POST", "/v1/assess", io.MultiReader(strings.NewReader(full), strings.NewReader(" ")))
	req.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	r.problem(w, 413, "too-large")
	require.Equal(t, "close", w.Header().Get("Connection"))

	body := &endless{}
	body.left.Store(maxBody + 1)
	req = httptest.NewRequest("POST", "/v1/assess", body)
	req.ContentLength = maxBody + 1
	req.Header.Set("Content-Type", "application/json")
	w = httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	r.problem(w, 413, "too-large")
	require.Zero(t, body.taken.Load(), "what announces too much is not read")
}

// endless is a body of spaces that counts what was taken of it.
type endless struct{ taken, left atomic.Int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.left.Add(-int64(len(b))) < 0 {
		return 0, io.EOF
	}
	e.taken.Add(int64(len(b)))
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestGigabyteIsCutOff(t *testing.T) {
	r := newRig(t, nil)
	s := r.serve(nil)
	for _, length := range []int64{-1, 1 << 30} { // chunked, and announced
		body := &endless{}
		body.left.Store(1 << 30)
		req, err := http.NewRequest("POST", s.URL+"/v1/assess", body)
		require.NoError(t, err)
		req.ContentLength = length
		req.Header.Set("Content-Type", "application/json")
		resp, err := s.Client().Do(req)
		if err == nil { // the cut may come before the client has read the answer
			require.Equal(t, 413, resp.StatusCode)
			resp.Body.Close()
		}
		require.Less(t, body.taken.Load(), int64(64<<20), "what the sockets' buffers hold")
	}
	require.Equal(t, 200, post(t, s, "/v1/assess", strings.NewReader("{}")).StatusCode)
}

// dial opens a connection that says what it is told, byte by byte.
func dial(t *testing.T, s *httptest.Server, say string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	_, err = io.WriteString(c, say)
	require.NoError(t, err)
	require.NoError(t, c.SetReadDeadline(time.Now().Add(5*time.Second)))
	return c
}

func TestSlowClientsAreCutOff(t *testing.T) {
	r := newRig(t, nil)
	s := r.serve(func(c *http.Server) { c.ReadHeaderTimeout, c.ReadTimeout = 50*time.Millisecond, 100*time.Millisecond })

	headers := dial(t, s, "POST /v1/assess HTTP/1.1\r\nHost: x\r\nX-Slow:")
	_, err := http.ReadResponse(bufio.NewReader(headers), nil)
	require.Error(t, err, "no answer before the headers are there")

	body := dial(t, s, "POST /v1/assess HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
	resp, err := http.ReadResponse(bufio.NewReader(body), nil)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, 408, resp.StatusCode)
	require.True(t, resp.Close)

	cut := dial(t, s, "POST /v1/assess HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
	require.NoError(t, cut.(*net.TCPConn).CloseWrite())
	resp, err = http.ReadResponse(bufio.NewReader(cut), nil)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, 400, resp.StatusCode)

	require.Empty(t, r.inflight, "every place is free again")
}

func TestHeaderLimit(t *testing.T) {
	s := newRig(t, nil).serve(nil)
	c := dial(t, s, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "+strings.Repeat("x", maxHeader+8192)+"\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, 431, resp.StatusCode)
}

func TestTimeoutsAreSet(t *testing.T) {
	s := newRig(t, nil).server()
	for name, d := range map[string]time.Duration{
		"header": s.ReadHeaderTimeout, "read": s.ReadTimeout, "write": s.WriteTimeout, "idle": s.IdleTimeout,
	} {
		require.Positive(t, d, name)
		require.LessOrEqual(t, d, time.Minute, name)
	}
	require.Equal(t, maxHeader, s.MaxHeaderBytes)
}

// hold keeps a request under way until the returned function ends it and
// returns its status.
func hold(t *testing.T, s *httptest.Server, path, media string) (end func() int) {
	t.Helper()
	c := dial(t, s, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 2\r\n\r\n{", path, media))
	return func() int {
		_, err := io.WriteString(c, "}")
		require.NoError(t, err)
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		require.NoError(t, err)
		resp.Body.Close()
		return resp.StatusCode
	}
}

func TestTooManyRequests(t *testing.T) {
	r := newRig(t, func(o *options) { o.inflight = 2; o.batches = 1 })
	s := r.serve(nil)
	full := func(n int) func() bool { return func() bool { return len(r.inflight) == n } }

	first := hold(t, s, "/v1/assess/batch", "application/x-ndjson")
	require.Eventually(t, full(1), time.Second, time.Millisecond)
	w := r.ask("POST", "/v1/assess/batch", "{}", "Content-Type: application/x-ndjson")
	r.problem(w, 503, "busy")
	require.Equal(t, "1", w.Header().Get("Retry-After"))
	require.Equal(t, 200, r.ask("POST", "/v1/assess", "{}").Code, "a full house of batches leaves room for the others")

	second := hold(t, s, "/v1/assess", "application/json")
	require.Eventually(t, full(2), time.Second, time.Millisecond)
	for _, path := range []string{"/v1/assess", "/v1/schedule"} {
		w := r.ask("POST", path, "{}")
		r.problem(w, 503, "busy")
		require.Equal(t, "1", w.Header().Get("Retry-After"))
	}
	for _, target := range []string{"/healthz", "/readyz", "/metrics", "/"} {
		require.Equal(t, 200, r.ask("GET", target, "").Code, "operators see a busy service")
	}
	require.Equal(t, 200, first())
	require.Equal(t, 200, second())
	require.Eventually(t, full(0), time.Second, time.Millisecond)
	require.Empty(t, r.batches)
	require.Equal(t, 200, r.ask("POST", "/v1/assess", "{}").Code)
}
