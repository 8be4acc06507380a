package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
)

// Subjects and names of what is known of past payouts.
const (
	subjectAssessed = "payout.assessed" // with the ID, as those of decisions
	subjectOutcome  = "payout.outcome"
	streamPast      = "PAYOUT_PAST"
	bucketBacktest  = "PAYOUT_BACKTEST"
	keySummary      = "summary.json.gz" // packed, it is smaller than a message may be
)

// assessed returns the body that says what the checker said, by codes alone.
func assessed(report *readiness.Report, sub *intake.Submission) ([]byte, error) {
	var row backtest.Row
	row.Read(report)
	row.ReadSubmission(sub)
	row.Channel = failcode.Default().Resolve(row.Channel, "").Channel // "" for a name that may be anything
	return json.Marshal(row)
}

// outcome returns the message of whoever knows what became of a payout. A repeat is
// harmless. Bank and applicant are for the watch, and need not be known.
func outcome(o *incident.Outcome) (*nats.Msg, error) {
	body, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	return &nats.Msg{Subject: subjectOutcome, Data: body}, nil
}

// A Recording joins what was assessed with what became of it, and keeps the summary in a
// key-value bucket. It reads the whole stream when it starts, so that it needs no state of
// its own, and a crash loses nothing. One process of a queue records.
type Recording struct {
	JS       jetstream.JetStream
	Replicas int           // of its bucket
	Key      []byte        // hides the IDs
	Most     int           // payouts that are kept in memory
	Every    time.Duration // how often the summary is stored
	Log      *slog.Logger
}

// Run records until ctx ends, and then stores the summary once more.
func (r *Recording) Run(ctx context.Context) error {
	if err := r.run(ctx); ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
		return err
	}
	return nil // it ended before it began
}

func (r *Recording) run(ctx context.Context) error {
	bucket, err := r.JS.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: bucketBacktest, Replicas: r.Replicas})
	if err != nil {
		return fmt.Errorf("bucket: %w", err)
	}
	// An ordered consumer gives every message once and in order, also over a reconnect.
	past, err := r.JS.OrderedConsumer(ctx, streamPast, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return fmt.Errorf("consumer: %w", err)
	}
	rec := &backtest.Recorder{Key: r.Key, Most: r.Most}
	reading, err := past.Consume(func(m jetstream.Msg) { r.take(rec, m) })
	if err != nil {
		return err
	}
	defer func() {
		reading.Stop()
		<-reading.Closed()
	}()
	tick := time.NewTicker(r.Every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := store(ctx, bucket, rec); err != nil {
				r.Log.Warn("the summary is not stored, and will be tried again", "err", err)
			}
		case <-ctx.Done():
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return store(ctx, bucket, rec)
		}
	}
}

// take records a message by the time at which the server stored it, which is the same
// whenever it is read again.
func (r *Recording) take(rec *backtest.Recorder, m jetstream.Msg) {
	meta, err := m.Metadata()
	if err != nil {
		r.Log.Error("not a stream's message", "err", err)
		return
	}
	if m.Subject() == subjectOutcome {
		var o incident.Outcome
		if err = o.UnmarshalJSON(m.Data()); err == nil {
			became := backtest.Outcome{ID: o.ID, Result: o.Result, Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, EndedAt: o.EndedAt, Amount: o.Amount}
			if receipt := rec.Outcome(&became, meta.Timestamp); receipt != backtest.Taken && receipt != backtest.Again {
				r.Log.Warn("outcome", "seq", meta.Sequence.Stream, "receipt", receipt)
			}
		}
	} else {
		var row backtest.Row
		if err = json.Unmarshal(m.Data(), &row); err == nil && !strings.HasSuffix(m.Subject(), "."+row.ID) {
			err = errOtherID
		}
		if err == nil {
			rec.Report(&row, meta.Timestamp)
		}
	}
	if err != nil {
		rec.Problem(backtest.Unreadable)
		r.Log.Warn("unreadable", "seq", meta.Sequence.Stream)
	}
}

func store(ctx context.Context, bucket jetstream.KeyValue, rec *backtest.Recorder) error {
	b, err := rec.Summary().MarshalJSON()
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err = w.Write(b)
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	_, err = bucket.Put(ctx, keySummary, packed.Bytes())
	return err
}
