package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Worker takes requests off the queue and decides each of them once. It never
// sends a payout. Any number of workers may share one queue.
type Worker struct {
	JS       jetstream.JetStream
	Requests jetstream.Consumer
	Checker  *readiness.Checker
	Rules    Rules
	Parallel int              // messages handled at the same time
	Now      func() time.Time // the moment at which a request is judged
	Log      *slog.Logger     // gets IDs, codes and counts, nothing personal

	// Refresh, when set, brings a request up to date before it is judged again:
	// asks the channel how the pending payout ended. Without it a query case
	// stays one, and people get it when Rules.MaxWaits is reached.
	Refresh func(context.Context, *intake.Submission) error
}

// Run works until ctx ends, then finishes what it has taken and returns nil.
func (w *Worker) Run(ctx context.Context) error {
	it, err := w.Requests.Messages(
		jetstream.PullMaxMessages(4*w.Parallel),
		jetstream.WithMessagesErrOnMissingHeartbeat(false)) // it reconnects by itself
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, it.Drain)
	defer stop()

	var g sync.WaitGroup
	var mu sync.Mutex
	var ended error
	for range w.Parallel {
		g.Go(func() {
			for {
				msg, err := it.Next()
				if err != nil {
					mu.Lock()
					defer mu.Unlock()
					// One of them is told why, the others that it is over and no more.
					if ended == nil || ended == jetstream.ErrMsgIteratorClosed {
						ended = err
					}
					return
				}
				w.handle(context.WithoutCancel(ctx), msg)
			}
		})
	}
	g.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return ended
}

// handle settles one message: decided, to come again, or dead. ctx has no
// deadline: every call to the server then has the client's own of five seconds,
// and a message is given back long before ackWait.
func (w *Worker) handle(ctx context.Context, msg jetstream.Msg) {
	meta, err := msg.Metadata()
	if err != nil {
		w.Log.Error("not a stream's message", "err", err)
		return
	}
	log := w.Log.With("seq", meta.Sequence.Stream, "delivery", meta.NumDelivered)

	if err := w.settle(ctx, log, msg, meta); err != nil {
		// Not the message's fault: the stream, the network or Refresh.
		delay := backoff(time.Second, meta.NumDelivered)
		log.Warn("comes again", "err", err, "in", delay)
		if err := msg.NakWithDelay(delay); err != nil {
			log.Warn("not told to come again: it will, unacknowledged", "err", err)
		}
	}
}

func (w *Worker) settle(ctx context.Context, log *slog.Logger, msg jetstream.Msg, meta *jetstream.MsgMetadata) error {
	if meta.NumDelivered > w.Rules.MaxDeliveries {
		return w.bury(ctx, log, msg, meta, poison{Kind: "too-many-deliveries"})
	}
	sub, bad := parse(msg)
	if bad != nil {
		return w.bury(ctx, log, msg, meta, *bad)
	}
	log = log.With("id", sub.ID)

	now := w.Now()
	// The facts are as old as the message says, also when it comes again.
	if sub.ObservedAt.IsZero() {
		if sub.ObservedAt = sub.At; sub.At.IsZero() {
			sub.ObservedAt = meta.Timestamp
		}
		if sub.ObservedAt.After(now) {
			sub.ObservedAt = now
		}
	}
	sub.At = now
	if w.Refresh != nil && meta.NumDelivered > 1 {
		if err := w.refresh(ctx, &sub); err != nil {
			return fmt.Errorf("refresh: %w", err)
		}
	}

	report := w.Checker.Assess(sub)
	subject, delay := w.Rules.route(&report, now, meta.NumDelivered)
	log = log.With("verdict", report.Verdict, "score", report.Score)
	if subject == "" {
		log.Info("waits", "for", delay)
		return msg.NakWithDelay(delay)
	}

	body, err := json.Marshal(newDecision(&report, w.Checker.Hash()))
	if err != nil {
		return err
	}
	first, err := decide(ctx, w.JS, subject, sub.ID, body)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	if first {
		log.Info("decided", "subject", subject)
	} else {
		log.Info("was decided before")
	}
	return w.ack(ctx, msg)
}

func (w *Worker) refresh(ctx context.Context, sub *intake.Submission) error {
	ctx, cancel := context.WithTimeout(ctx, ackWait/2)
	defer cancel()
	return w.Refresh(ctx, sub)
}

// ack waits for the server's word that the message is gone. Without it the
// message comes again and finds its decision.
func (w *Worker) ack(ctx context.Context, msg jetstream.Msg) error {
	if err := msg.DoubleAck(ctx); err != nil {
		return fmt.Errorf("ack: %w", err)
	}
	return nil
}

// poison says what is wrong with a message that cannot be handled: the kind and
// the field, never a value.
type poison struct {
	Kind  string       `json:"kind"`
	Field intake.Field `json:"field,omitzero"`
}

func parse(msg jetstream.Msg) (intake.Submission, *poison) {
	sub, err := intake.ParseSubmission(msg.Data(), intake.Strict)
	if err == nil {
		// The ID becomes part of a subject, and may be a number of somebody's.
		err = sub.Validate()
	}
	var bad *intake.InputError
	var shape *intake.ShapeError
	switch {
	case errors.As(err, &bad):
		return sub, &poison{bad.Kind, bad.Field}
	case errors.As(err, &shape):
		return sub, &poison{shape.Problems[0].Kind, shape.Problems[0].Field}
	case sub.ID == "":
		return sub, &poison{"missing", intake.FieldID}
	}
	if id := msg.Headers().Get(nats.MsgIdHdr); id != "" && id != sub.ID {
		return sub, &poison{"id-mismatch", intake.FieldID}
	}
	return sub, nil
}

// bury puts the body into quarantine, tells what was wrong with it, and takes
// it off the queue. Both are written at least once: a repeat within the
// server's window is dropped, a later one is harmless.
func (w *Worker) bury(ctx context.Context, log *slog.Logger, msg jetstream.Msg, meta *jetstream.MsgMetadata, p poison) error {
	// Names the message without quoting it: its own ID may be anything.
	ref := fmt.Sprintf("%s.%d.%d", meta.Stream, meta.Sequence.Stream, meta.Timestamp.UnixNano())
	if _, err := w.JS.Publish(ctx, subjectQuarantine, msg.Data(), jetstream.WithMsgID(ref)); err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	letter, err := json.Marshal(struct {
		poison
		Ref string `json:"ref"` // the Nats-Msg-Id of the body in quarantine
	}{p, ref})
	if err != nil {
		return err
	}
	if _, err := w.JS.Publish(ctx, subjectDead, letter, jetstream.WithMsgID(ref)); err != nil {
		return fmt.Errorf("dead letter: %w", err)
	}
	log.Warn("dead", "kind", p.Kind, "field", p.Field)
	return w.ack(ctx, msg)
}
