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

// A Worker takes requests from the queue and decides each of them once. It never
// sends a payout. Any number of workers may share a queue.
type Worker struct {
	JS       jetstream.JetStream
	Requests jetstream.Consumer
	Checker  *readiness.Checker
	Rules    Rules
	Parallel int              // messages handled concurrently
	Now      func() time.Time // the time of assessment
	Log      *slog.Logger     // gets IDs, codes and counts, but no personal data

	// Health, if set, says how banks and channels do now; it is asked for every request
	// and must not block. What waits for a bank of which nobody knows when it is back is
	// looked at again when that may have changed, and is never given to people for it.
	Health func() []readiness.Health

	// Record publishes what the checker said, by codes alone, for a Recording.
	Record bool

	// Refresh, if set, updates a request before it is assessed again, for example by
	// querying the channel for the outcome of a pending payout. Without it, such a
	// request waits until Rules.MaxWaits and then goes to people.
	Refresh func(context.Context, *intake.Submission) error
}

// Run works until ctx ends. It then finishes the messages in progress and returns
// nil.
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
					// One goroutine gets the cause, the others only that it is closed.
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

// handle settles a message: it is decided, redelivered later, or dead. ctx has no
// deadline, so every call to the server has the client's timeout of five seconds, and
// a message is returned long before ackWait.
func (w *Worker) handle(ctx context.Context, msg jetstream.Msg) {
	meta, err := msg.Metadata()
	if err != nil {
		w.Log.Error("not a stream's message", "err", err)
		return
	}
	log := w.Log.With("seq", meta.Sequence.Stream, "delivery", meta.NumDelivered)

	if err := w.settle(ctx, log, msg, meta); err != nil {
		// The cause is not the message but the stream, the network or Refresh.
		delay := backoff(time.Second, meta.NumDelivered)
		log.Warn("redelivery", "err", err, "in", delay)
		if err := msg.NakWithDelay(delay); err != nil {
			log.Warn("cannot set the redelivery delay; the message is redelivered after ack wait", "err", err)
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
	// The age of the facts is that in the message, even after a redelivery.
	if sub.ObservedAt.IsZero() {
		if sub.ObservedAt = sub.At; sub.At.IsZero() {
			sub.ObservedAt = meta.Timestamp
		}
		if sub.ObservedAt.After(now) {
			sub.ObservedAt = now
		}
	}
	sub.At = now
	if meta.NumDelivered > 1 && sub.Payout.HeldUntil.IsZero() {
		sub.Payout.HeldUntil = now // it has waited in this queue: the applicant is not asked again for that
	}
	if w.Refresh != nil && meta.NumDelivered > 1 {
		if err := w.refresh(ctx, &sub); err != nil {
			return fmt.Errorf("refresh: %w", err)
		}
	}

	checker := w.Checker
	if w.Health != nil {
		checker = checker.WithHealth(w.Health()...)
	}
	report := checker.Assess(sub)
	subject, delay := w.Rules.route(&report, now, meta.NumDelivered)
	log = log.With("verdict", report.Verdict, "score", report.Score)
	if subject == "" {
		log.Info("waits", "for", delay)
		return msg.NakWithDelay(delay)
	}

	// Before the decision: an outcome may follow it at once.
	if w.Record {
		if err := w.record(ctx, &report, &sub); err != nil {
			return fmt.Errorf("record: %w", err)
		}
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
		log.Info("already decided")
	}
	return w.ack(ctx, msg)
}

// record publishes what was said of an ID for the first time.
func (w *Worker) record(ctx context.Context, report *readiness.Report, sub *intake.Submission) error {
	body, err := assessed(report, sub)
	if err != nil {
		return err
	}
	subject := subjectAssessed + "." + sub.ID
	_, err = once(ctx, w.JS, streamPast, subject, subject, body)
	return err
}

func (w *Worker) refresh(ctx context.Context, sub *intake.Submission) error {
	ctx, cancel := context.WithTimeout(ctx, ackWait/2)
	defer cancel()
	return w.Refresh(ctx, sub)
}

// ack waits until the server confirms that the message is deleted. Otherwise, the
// message is redelivered and finds its decision.
func (w *Worker) ack(ctx context.Context, msg jetstream.Msg) error {
	if err := msg.DoubleAck(ctx); err != nil {
		return fmt.Errorf("ack: %w", err)
	}
	return nil
}

// A poison says why a message cannot be handled, by kind and field but never by
// value.
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

// bury quarantines the body, publishes a dead letter, and deletes the message from
// the queue. It writes both at least once: the server drops a repeat within its
// window, and a later repeat is harmless.
func (w *Worker) bury(ctx context.Context, log *slog.Logger, msg jetstream.Msg, meta *jetstream.MsgMetadata, p poison) error {
	// ref identifies the message without its own ID, which may be anything.
	ref := fmt.Sprintf("%s.%d.%d", meta.Stream, meta.Sequence.Stream, meta.Timestamp.UnixNano())
	if _, err := w.JS.Publish(ctx, subjectQuarantine, msg.Data(), jetstream.WithMsgID(ref)); err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	letter, err := json.Marshal(struct {
		poison
		Ref string `json:"ref"` // Nats-Msg-Id of the quarantined body
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
