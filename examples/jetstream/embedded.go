package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// startServer starts an embedded NATS server on a free loopback port, with its
// streams in dir.
func startServer(dir string) (*server.Server, error) {
	return runServer(&server.Options{
		ServerName: "payready", Host: "127.0.0.1", Port: server.RANDOM_PORT,
		JetStream: true, StoreDir: dir,
		// A single node has no replicas, so it must sync before it acknowledges. By
		// default, data may stay in the cache for two minutes.
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

// demo publishes one request of each kind and prints the decisions until ctx ends.
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

// samples returns requests for now that differ in one thing. The person and the card
// are invented.
func samples(now time.Time) []intake.Submission {
	ready := readinesstest.Ready()
	ready.ID, ready.At = "demo-ready", now
	ready.Card.StateAt, ready.Card.ElementCheck.At = now, now
	ready.Applicant.Verification.Face.At, ready.Applicant.Verification.Carrier.At = now, now
	ready.Network.IPRecords[0].AsOf = workday.DateOf(now)

	caution := ready
	caution.ID = "demo-caution"
	caution.Card.AccountClass, caution.Card.FaceToFaceVerified = intake.ClassII, intake.Unknown

	fix := ready
	fix.ID = "demo-fix"
	fix.Card.State = intake.StateCancelled

	ask := intake.Submission{ID: "demo-ask", At: now}
	ask.Applicant.Name = ready.Applicant.Name
	ask.Payout.Amount = ready.Payout.Amount

	// A failure almost a day ago, with a cool-down that ends in a few seconds.
	wait := ready
	wait.ID = "demo-wait"
	wait.History.Attempts = []intake.Attempt{{
		SameCard: intake.Yes,
		Outcome:  intake.OutcomeFailed,
		EndedAt:  now.Add(5*time.Second - 24*time.Hour),
	}}
	return []intake.Submission{ready, caution, fix, ask, wait}
}
