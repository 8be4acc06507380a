// Jetstream is a worker on a NATS JetStream queue. It takes payout requests, decides
// each of them once, and publishes the decision on a subject for its verdict. It
// never sends a payout.
//
//	go run .                              # with an embedded server and samples
//	go run . -nats nats://host:4222 -creds worker.creds -replicas 3
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness"
)

type settings struct {
	url, creds, store, policy, key string
	replicas, parallel, maxPending int
	incidents                      bool
	record                         bool
	jitter                         time.Duration
}

func main() {
	var s settings
	flag.StringVar(&s.url, "nats", "", "the cluster's URLs; the default is an embedded server with samples")
	flag.StringVar(&s.creds, "creds", "", "credentials file for -nats")
	flag.StringVar(&s.store, "store", "", "folder for the embedded server's streams; the default is temporary")
	flag.StringVar(&s.policy, "policy", "", "policy document (JSON); the default is the standard policy")
	flag.IntVar(&s.replicas, "replicas", 1, "replicas of the streams: 3 on a cluster")
	flag.IntVar(&s.parallel, "parallel", 64, "requests handled at the same time")
	flag.IntVar(&s.maxPending, "max-pending", 20_000, "the most requests in progress or waiting; at the limit, the queue stands still")
	flag.BoolVar(&s.incidents, "incidents", false, "publish which bank or channel is in trouble, by what is heard of payouts, in one process of a queue")
	flag.BoolVar(&s.record, "record", false, "publish what is assessed, by codes alone, for -summary")
	flag.StringVar(&s.key, "summary", "", "sum up what was recorded and what became of it, in one process of a queue: a `file` with a key of at least 16 bytes, which hides IDs")
	flag.DurationVar(&s.jitter, "jitter", standardRules.Jitter, "the longest random delay added to a redelivery")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings, stdout, stderr io.Writer) error {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	checker, rules, err := s.judgement()
	if err != nil {
		return err
	}

	inner := s.url == ""
	if inner {
		dir := s.store
		if dir == "" {
			if dir, err = os.MkdirTemp("", "payready-jetstream-"); err != nil {
				return err
			}
			defer os.RemoveAll(dir)
		}
		srv, err := startServer(dir)
		if err != nil {
			return err
		}
		defer srv.WaitForShutdown()
		defer srv.Shutdown()
		s.url = srv.ClientURL()
		log.Info("server", "url", s.url, "store", dir)
	}

	nc, err := connect(s.url, s.creds, log)
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	requests, err := Topology{
		Replicas: s.replicas, Window: 2 * time.Minute, AckWait: ackWait, MaxPending: s.maxPending,
	}.ensure(ctx, js)
	if err != nil {
		return err
	}

	w := &Worker{
		JS: js, Requests: requests, Checker: checker, Rules: rules, Record: s.record,
		Parallel: s.parallel, Now: time.Now, Log: log,
	}
	parts := []func(context.Context) error{w.Run}
	if s.incidents {
		parts = append(parts, (&Watch{JS: js, Replicas: s.replicas, Every: time.Second, Log: log}).Run)
	}
	if s.key != "" {
		key, err := readKey(s.key)
		if err != nil {
			return err
		}
		parts = append(parts, (&Recording{JS: js, Replicas: s.replicas, Key: key, Most: mostRecorded, Every: 5 * time.Minute, Log: log}).Run)
	}
	if inner {
		parts = append(parts, func(ctx context.Context) error { return demo(ctx, js, stdout) })
	}
	return together(ctx, parts)
}

// mostRecorded bounds the memory of a recording: some 300 MB.
const mostRecorded = 500_000

func readKey(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if b = bytes.TrimSpace(b); len(b) < 16 {
		return nil, errors.New("-summary: a key has at least 16 bytes")
	}
	return b, nil
}

// together runs all parts until one of them ends, and then ends the others.
func together(ctx context.Context, parts []func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, len(parts))
	for _, part := range parts {
		go func() {
			defer cancel()
			ended <- part(ctx)
		}()
	}
	var err error
	for range parts {
		err = errors.Join(err, <-ended)
	}
	return err
}

// judgement returns the checker and the rules set by the flags.
func (s settings) judgement() (*readiness.Checker, Rules, error) {
	rules := standardRules
	rules.Jitter = s.jitter
	if s.parallel < 1 || s.maxPending < 1 || s.jitter < 0 {
		return nil, rules, errors.New("-parallel and -max-pending must be at least 1, and -jitter must not be negative")
	}
	var cfg readiness.Config
	if s.policy != "" {
		b, err := os.ReadFile(s.policy)
		if err != nil {
			return nil, rules, err
		}
		if cfg.Policy, err = cfg.ParsePolicy(b); err != nil {
			return nil, rules, err
		}
	}
	checker, err := readiness.New(cfg)
	return checker, rules, err
}

func connect(url, creds string, log *slog.Logger) (*nats.Conn, error) {
	opts := []nats.Option{
		nats.Name("payready"),
		nats.MaxReconnects(-1),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil { // nil if we closed the connection
				log.Warn("disconnected", "err", err)
			}
		}),
		nats.ReconnectHandler(func(nc *nats.Conn) { log.Info("reconnected") }),
		// The client's default handler prints to standard error.
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { log.Warn("nats", "err", err) }),
	}
	if creds != "" {
		opts = append(opts, nats.UserCredentials(creds))
	}
	return nats.Connect(url, opts...)
}
