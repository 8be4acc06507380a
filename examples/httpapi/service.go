package main

import (
	"log/slog"
	"net/http"
	"slices"
	"sync/atomic"
)

// A service answers HTTP requests. It is safe for concurrent use.
type service struct {
	hosts    hosts
	origins  origins
	files    files
	log      *slog.Logger
	metrics  *metrics
	record   *record // nil if the service does not record
	state    atomic.Pointer[state]
	draining atomic.Bool
	inflight chan struct{} // a place for each API request in progress
	batches  chan struct{} // a place for each batch in progress
	openapi  []byte
	assets   []asset

	compressed func(http.Handler) http.HandlerFunc
}

func newService(opt options, log *slog.Logger) (*service, error) {
	s := &service{
		hosts: opt.hosts, origins: opt.origins, files: opt.files, log: log, metrics: newMetrics(),
		inflight: make(chan struct{}, opt.inflight),
		batches:  make(chan struct{}, opt.batches),
	}
	st, err := opt.files.load()
	if err != nil {
		return nil, err
	}
	if s.record, err = newRecord(opt.record, opt.recordKey, st.codes); err != nil {
		return nil, err
	}
	if s.record != nil {
		s.metrics.registry.MustRegister(s.record)
	}
	s.use(st)
	s.metrics.reloaded(true)
	if s.openapi, err = buildOpenAPI(); err != nil {
		return nil, err
	}
	if s.compressed, err = compression(); err != nil {
		return nil, err
	}
	s.assets, err = loadAssets()
	return s, err
}

// handler returns the routes. The limit on concurrent requests applies to all routes
// that assess submissions, but not to those for operators.
func (s *service) handler() http.Handler {
	return s.observe(s.compressed(s.addressed(s.shared(s.tidy(s.routes())))))
}

// routes returns the routes, with an answer to what is none.
func (s *service) routes() *http.ServeMux {
	known, all := http.NewServeMux(), http.NewServeMux()
	s.addRoutes(known)
	s.addRoutes(all)
	all.Handle("/", s.unknown(known))
	return all
}

func (s *service) addRoutes(mux *http.ServeMux) {
	api := func(pattern string, h handler, gates ...chan struct{}) {
		mux.Handle(pattern, s.answer(h, append(gates, s.inflight)...))
	}
	api("POST /v1/assess", s.assess)
	api("POST /v1/assess/batch", s.batch, s.batches)
	api("POST /v1/assess-many", s.many, s.batches)
	api("POST /v1/schedule", s.schedule)
	api("POST /v1/route", s.routesOf)
	api("POST /v1/outcomes", s.recording(s.outcomes))
	api("GET /v1/backtest", s.recording(s.backtest), s.adding()...)
	api("GET /v1/incidents", s.recording(s.incidents))
	api("GET /v1/checks", s.checks)
	api("GET /v1/schema/{name}", s.schema)
	mux.Handle("GET /openapi.json", s.answer(s.serveOpenAPI))
	mux.Handle("GET /healthz", s.answer(healthz))
	mux.Handle("GET /readyz", s.answer(s.readyz))
	mux.Handle("GET /metrics", s.metrics.handler())
	for _, a := range s.assets {
		mux.Handle("GET "+a.path(), a)
	}
}

// healthz reports that the process is alive.
func healthz(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, []byte(`{"status":"ok"}`))
}

// readyz reports whether the service accepts requests. It fails during a shutdown.
func (s *service) readyz(w http.ResponseWriter, _ *http.Request) error {
	if s.draining.Load() {
		return newProblem(http.StatusServiceUnavailable, "stopping", "服务正在停止", "The service is stopping")
	}
	return writeJSON(w, []byte(`{"status":"ready"}`))
}

// writeJSON writes a response and ignores write errors: the client may be gone.
func writeJSON(w http.ResponseWriter, b []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.Write(append(slices.Clip(b), '\n')) // #nosec G705 -- JSON under its content type, with nosniff
	return nil
}
