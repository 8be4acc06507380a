package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness"
)

// startServer runs a NATS server inside this process, on a free port of the
// loopback interface, with its streams in dir.
func startServer(dir string) (*server.Server, error) {
	return runServer(&server.Options{
		ServerName: "payready", Host: "127.0.0.1", Port: server.RANDOM_PORT,
		JetStream: true, StoreDir: dir,
		// One node has no replicas: what it acknowledged must be on the disk, not
		// in its cache for up to two minutes.
		SyncAlways: true,
		NoLog:      true, NoSigs: true,
	})
}

func runServer(opts *server.Options) (*server.Server, error) {
	s, err := server.NewServer(opts)
	if err != nil {
		return nil, err
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, errors.New("the embedded server did not start")
	}
	return s, nil
}

// demo puts one request of each kind on the queue and shows what is decided,
// until ctx ends.
func demo(ctx context.Context, js jetstream.JetStream, out io.Writer) error {
	for _, sub := range samples(time.Now()) {
		msg, err := request(&sub)
		if err != nil {
			return err
		}
		if _, err := js.PublishMsg(ctx, msg); err != nil {
			return err
		}
	}
	decisions, err := js.OrderedConsumer(ctx, streamDecisions, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return err
	}
	shown, err := decisions.Consume(func(m jetstream.Msg) {
		fmt.Fprintf(out, "\n%s\n%s\n\n", m.Subject(), m.Data())
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	shown.Stop()
	<-shown.Closed()
	return nil
}

// samples are requests that differ in one thing. The person and the card are
// made up.
func samples(now time.Time) []readiness.Submission {
	ready := readiness.Submission{ID: "demo-ready", At: now}
	ready.Applicant.Name = readiness.Hide("王晓明")
	ready.Applicant.Document.Number = readiness.Hide("110101199003071233")
	ready.Applicant.Mobile = readiness.Hide("13800001234")
	ready.Card.Number = readiness.Hide("6222020000000000125")
	ready.Card.AccountClass = readiness.ClassI
	ready.Card.Sources.AccountClass = readiness.FromBank
	ready.Card.State = readiness.StateNormal
	ready.Card.StateAt = now
	ready.Card.QuickPay = readiness.Yes
	ready.Card.Holder.Name = readiness.Hide("王晓明")
	ready.Payout.Amount = readiness.Some(readiness.Yuan(8_000))
	ready.Device.VPNTransport = readiness.No
	ready.Device.SystemProxy = readiness.No
	ready.History.Attempts = []readiness.Attempt{}

	caution := ready
	caution.ID = "demo-caution"
	caution.Device.VPNTransport = readiness.Yes

	fix := ready
	fix.ID = "demo-fix"
	fix.Card.State = readiness.StateCancelled

	ask := readiness.Submission{ID: "demo-ask", At: now}
	ask.Applicant.Name = ready.Applicant.Name
	ask.Payout.Amount = ready.Payout.Amount

	// A failure almost a day ago: its cool-down ends in a few seconds.
	wait := ready
	wait.ID = "demo-wait"
	wait.History.Attempts = []readiness.Attempt{{
		SameCard: readiness.Yes,
		Outcome:  readiness.OutcomeFailed,
		EndedAt:  now.Add(5*time.Second - 24*time.Hour),
	}}
	return []readiness.Submission{ready, caution, fix, ask, wait}
}
