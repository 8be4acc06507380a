// Httpapi serves the library over HTTP: it assesses submissions, alone or in
// batches, and has a page to try it. README.md lists routes, flags, signals and
// limits.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// Timeouts. Slower clients are disconnected; a submission has at most 64 KiB.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second // headers and body
	writeTimeout  = 20 * time.Second // handler and response
	idleTimeout   = 60 * time.Second
	stopTimeout   = 15 * time.Second // for requests in progress at SIGTERM
	maxHeader     = 16 << 10
)

// gcPercent lets the heap grow to five times what is in use, which is a few MB, before
// garbage is collected. GOGC overrides it.
const gcPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	context.AfterFunc(ctx, stop) // a second signal ends the process immediately
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	os.Exit(run(ctx, reload, os.Args[1:], os.Stderr))
}

// run serves until ctx ends, and reloads the files on every reload signal.
func run(ctx context.Context, reload <-chan os.Signal, args []string, stderr io.Writer) int {
	opt, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	log := slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: opt.level}))
	s, err := newService(opt, log)
	if err != nil {
		log.Error("cannot start", "error", err)
		return 1
	}
	ln, err := net.Listen("tcp", opt.addr)
	if err != nil {
		log.Error("cannot listen", "error", err)
		return 1
	}
	server := s.server()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	log.Info("listening", "addr", ln.Addr().String())
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go s.reloadOn(ctx, reload)
	select {
	case err := <-failed:
		log.Error("cannot serve", "error", err)
		return 1
	case <-ctx.Done():
		return s.shutdown(server, opt.drain)
	}
}

func (s *service) server() *http.Server {
	return &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}

// shutdown first tells the load balancer, then waits for requests in progress.
func (s *service) shutdown(server *http.Server, drain time.Duration) int {
	s.draining.Store(true)
	s.log.Info("stopping")
	time.Sleep(drain)
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		s.log.Error("stopped with requests in progress", "error", err)
		server.Close()
		return 1
	}
	s.log.Info("stopped")
	return 0
}
