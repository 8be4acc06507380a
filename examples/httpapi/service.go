package main

import (
	"log/slog"
	"net/http"
	"sync/atomic"
)

// A service answers HTTP requests. It is safe for concurrent use.
type service struct {
	hosts    hosts
	files    files
	log      *slog.Logger
	metrics  *metrics
	state    atomic.Pointer[state]
	draining atomic.Bool
	inflight chan struct{} // a place for each API request under way
	batches  chan struct{} // a place for each batch among them
	openapi  []byte
	assets   []asset
}

func newService(opt options, log *slog.Logger) (*service, error) {
	s := &service{
		hosts: opt.hosts, files: opt.files, log: log, metrics: newMetrics(),
		inflight: make(chan struct{}, opt.inflight),
		batches:  make(chan struct{}, opt.batches),
	}
	st, err := opt.files.load()
	if err != nil {
		return nil, err
	}
	s.use(st)
	s.metrics.reloaded(true)
	if s.openapi, err = buildOpenAPI(); err != nil {
		return nil, err
	}
	s.assets, err = loadAssets()
	return s, err
}

// handler routes. Everything that judges a submission stands behind the limit
// on requests at a time; what an operator looks at does not.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	api := func(pattern string, h handler, gates ...chan struct{}) {
		mux.Handle(pattern, s.answer(h, append(gates, s.inflight)...))
	}
	api("POST /v1/assess", s.assess)
	api("POST /v1/assess/batch", s.batch, s.batches)
	api("POST /v1/schedule", s.schedule)
	api("GET /v1/checks", s.checks)
	api("GET /v1/schema/{name}", s.schema)
	mux.Handle("GET /openapi.json", s.answer(s.serveOpenAPI))
	mux.Handle("GET /healthz", s.answer(healthz))
	mux.Handle("GET /readyz", s.answer(s.readyz))
	mux.Handle("GET /metrics", s.metrics.handler())
	for _, a := range s.assets {
		mux.Handle("GET "+a.path(), a)
	}
	return s.observe(s.addressed(s.route(mux)))
}

// healthz says that the process answers.
func healthz(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, []byte(`{"status":"ok"}`))
}

// readyz says that requests may be sent here: no more once a stop has begun.
func (s *service) readyz(w http.ResponseWriter, _ *http.Request) error {
	if s.draining.Load() {
		return newProblem(http.StatusServiceUnavailable, "stopping", "The service is stopping")
	}
	return writeJSON(w, []byte(`{"status":"ready"}`))
}

// writeJSON answers. Whether the client is still there to read is not asked.
func writeJSON(w http.ResponseWriter, b []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.Write(append(b, '\n'))
	return nil
}
