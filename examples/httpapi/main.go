// Httpapi serves the library over HTTP: one submission or many in, reports out,
// and a page to try it on. README.md lists routes, flags, signals and limits.
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
	"syscall"
	"time"
)

// Time limits. A client that is slower than these is cut off: a submission has
// 64 KiB at most.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second // headers and body
	writeTimeout  = 20 * time.Second // handler and answer
	idleTimeout   = 60 * time.Second
	stopTimeout   = 15 * time.Second // for requests under way at SIGTERM
	maxHeader     = 16 << 10
)

type options struct {
	addr     string
	hosts    hosts
	files    files
	inflight int
	batches  int
	drain    time.Duration
	level    slog.Level
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	os.Exit(run(ctx, reload, os.Args[1:], os.Stderr))
}

// run serves until ctx ends, and loads the files anew at every reload.
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

// shutdown tells the load balancer first, then lets requests under way end.
func (s *service) shutdown(server *http.Server, drain time.Duration) int {
	s.draining.Store(true)
	s.log.Info("stopping")
	time.Sleep(drain)
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		s.log.Error("stopped with requests under way", "error", err)
		server.Close()
		return 1
	}
	s.log.Info("stopped")
	return 0
}

func parseFlags(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("httpapi", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "`address` to listen on")
	f.TextVar(&o.hosts, "hosts", loopback, "`names` to answer to, separated by commas; * for any, behind a proxy that looks itself")
	f.StringVar(&o.files.policy, "policy", "", "policy document, a JSON `file`; the standard policy when empty")
	f.StringVar(&o.files.bins, "bins", "", "overlay of the table of card prefixes, a CSV `file`")
	f.IntVar(&o.inflight, "inflight", 4096, "API requests at a time; more are answered 503")
	f.IntVar(&o.batches, "batches", 8, "batches among them")
	f.DurationVar(&o.drain, "drain", 0, "how long /readyz says no before a stop begins")
	f.TextVar(&o.level, "log", slog.LevelInfo, "DEBUG, INFO, WARN or ERROR; requests are logged at INFO")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 || o.inflight < 1 || o.batches < 1 || o.drain < 0 {
		f.Usage()
		return o, errors.New("bad flags")
	}
	return o, nil
}
