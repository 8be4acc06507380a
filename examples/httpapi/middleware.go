package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"github.com/payready/payready/readiness/intake"
)

const requestIDHeader = "X-Request-Id"

// A handler answers a request or returns an error.
type handler func(http.ResponseWriter, *http.Request) error

// answer runs h if every gate has a free place.
func (s *service) answer(h handler, gates ...chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, g := range gates {
			select {
			case g <- struct{}{}:
				defer func() { <-g }()
			default:
				s.writeProblem(w, r, problemBusy())
				return
			}
		}
		if err := h(w, r); err != nil {
			s.writeProblem(w, r, err)
		}
	})
}

// tidy refuses paths that ServeMux would redirect to a clean one: a redirect would repeat
// the path and the query.
func (s *service) tidy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if written := r.URL.EscapedPath(); path.Clean(written) != written {
			s.writeProblem(w, r, problemNotFound())
			return
		}
		next.ServeHTTP(w, r)
	})
}

// unknown answers what none of the routes does: 405 if one has another method, or else 404.
func (s *service) unknown(routes *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, _ := routes.Handler(r)
		var probe statusOnly
		h.ServeHTTP(&probe, r)
		if probe.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", probe.Header().Get("Allow"))
			s.writeProblem(w, r, newProblem(http.StatusMethodNotAllowed, "method", "此接口不接受这种方法", "The route does not accept this method"))
			return
		}
		s.writeProblem(w, r, problemNotFound())
	})
}

// observe gives every request an ID, security headers, a log line and metrics. Log
// and metrics contain only numbers and words from closed lists.
func (s *service) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := requestID(r)
		safeHeaders(w.Header(), id)
		seen := &recorder{ResponseWriter: w}
		s.metrics.inflight.Inc()
		defer func() {
			s.metrics.inflight.Dec()
			if v := recover(); v != nil && s.recovered(seen, r, v, id) {
				defer panic(http.ErrAbortHandler) // net/http closes the connection without logging
			}
			route := r.Pattern
			if route == "" || route == "/" {
				route = "other"
			}
			took := time.Since(start)
			s.metrics.served(route, seen.code(), took)
			s.log.LogAttrs(r.Context(), level(route), "request",
				slog.String("id", id), slog.String("route", route), slog.Int("status", seen.code()),
				slog.Int64("bytes", seen.bytes), slog.Float64("took_ms", float64(took.Microseconds())/1000))
		}()
		next.ServeHTTP(seen, r)
	})
}

// recovered logs the type of a panic, but not its value, which may contain anything,
// and answers the request. If part of a response was already sent, it reports that
// the connection must be aborted, so that the client notices.
func (s *service) recovered(w *recorder, r *http.Request, v any, id string) (abort bool) {
	if v == http.ErrAbortHandler {
		return true
	}
	s.log.Error("panic", "id", id, "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
	if w.status != 0 {
		return true
	}
	s.writeProblem(w, r, errInternal)
	return false
}

var errInternal = errors.New("internal")

// level keeps frequent probes out of the log.
func level(route string) slog.Level {
	switch route {
	case "GET /healthz", "GET /readyz", "GET /metrics":
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// requestID returns the client's ID if it may be logged and echoed: [A-Za-z0-9_-]{1,64},
// and no document number or 11 to 19 digits, which may be a mobile or card number, since
// nobody knows here whose numbers to look for.
func requestID(r *http.Request) string {
	id := r.Header.Get(requestIDHeader)
	if id == "" {
		return rand.Text()
	}
	digits := strings.NewReplacer("_", "", "-", "").Replace(id)
	number := strings.Trim(digits, "0123456789") == "" && 11 <= len(digits) && len(digits) <= 19
	if number || !intake.ValidID(id) {
		return rand.Text()
	}
	return id
}

// safe are headers of every answer, which share the values.
var safe = [...]struct {
	name  string
	value []string
}{
	{"Cache-Control", []string{"no-store"}},
	{"Content-Security-Policy", []string{"default-src 'none'; frame-ancestors 'none'"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	{"Referrer-Policy", []string{"no-referrer"}},
	{"X-Content-Type-Options", []string{"nosniff"}},
}

func safeHeaders(h http.Header, id string) {
	h.Set(requestIDHeader, id)
	for i := range safe {
		h[safe[i].name] = safe[i].value
	}
}

// A recorder records the status and size of a response.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// A statusOnly is a ResponseWriter that keeps only the status and the headers.
type statusOnly struct {
	header http.Header
	status int
}

func (p *statusOnly) Header() http.Header {
	if p.header == nil {
		p.header = http.Header{}
	}
	return p.header
}
func (p *statusOnly) WriteHeader(status int)      { p.status = status }
func (p *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
