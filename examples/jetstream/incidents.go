package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness/incident"
)

// The subject of an incident goes on with its ID, its state and the minute that it is told
// of, so that the stream itself records what has been said.
const (
	subjectIncident = "payout.incident"
	streamIncidents = "PAYOUT_INCIDENTS"
)

// A Watch publishes incidents: which bank or channel is in trouble, from what became of
// payouts. It reads all outcomes of the stream when it starts, so that it needs no state of its own, and says nothing twice. One
// process of a queue watches. What it says is an alert, and holds nothing.
type Watch struct {
	JS       jetstream.JetStream
	Replicas int           // of its streams
	Every    time.Duration // how often it looks at the clock
	Log      *slog.Logger  // gets IDs of incidents, names of banks and channels, counts

	// Stored is when a message came, nil for the time at which the server stored it, which
	// is the same whenever it is read again.
	Stored func(*jetstream.MsgMetadata) time.Time

	watcher incident.Watcher
	bad     int64
}

// Run watches until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	said := jetstream.StreamConfig{Name: streamIncidents, Subjects: []string{subjectIncident + ".*.*"}, MaxAge: keepDecisions, Storage: jetstream.FileStorage, Replicas: w.Replicas}
	if _, err := w.JS.CreateOrUpdateStream(ctx, said); err != nil {
		return fmt.Errorf("stream %s: %w", said.Name, err)
	}
	// An ordered consumer gives every message once and in order, also over a reconnect.
	past, err := w.JS.OrderedConsumer(ctx, streamPast, jetstream.OrderedConsumerConfig{FilterSubjects: []string{subjectOutcome}})
	if err != nil {
		return fmt.Errorf("consumer: %w", err)
	}
	it, err := past.Messages()
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, it.Stop)
	defer stop()
	w.watcher.Key = []byte(rand.Text())
	for {
		msg, err := it.Next(jetstream.NextMaxWait(w.Every))
		var events []incident.Incident
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, nats.ErrTimeout):
			events = w.watcher.Advance(time.Now())
		case err != nil:
			return err
		default:
			events = w.take(msg)
		}
		for i := range events {
			if err := w.publish(ctx, &events[i]); err != nil {
				return err
			}
		}
	}
}

// take counts a message as of the time at which it came, so that one that is read again
// gives the same incidents.
func (w *Watch) take(msg jetstream.Msg) []incident.Incident {
	meta, err := msg.Metadata()
	if err != nil {
		w.Log.Error("not a stream's message", "err", err)
		return nil
	}
	at := meta.Timestamp
	if w.Stored != nil {
		at = w.Stored(meta)
	}
	events := w.watcher.Advance(at)
	var o incident.Outcome
	if o.UnmarshalJSON(msg.Data()) != nil {
		w.bad++
		w.Log.Warn("unreadable", "seq", meta.Sequence.Stream, "in all", w.bad)
		return events
	}
	return append(events, w.watcher.Add(&o)...)
}

func incidentSubject(i *incident.Incident) string {
	return fmt.Sprintf("%s.%s.%s-%d", subjectIncident, i.ID, i.State, incident.MinuteOf(i.AsOf))
}

// publish says what became of an incident, unless that was said before.
func (w *Watch) publish(ctx context.Context, i *incident.Incident) error {
	body, err := json.Marshal(i)
	if err != nil {
		return err
	}
	subject := incidentSubject(i)
	_, err = w.JS.Publish(ctx, subject, body, jetstream.WithExpectStream(streamIncidents), jetstream.WithExpectLastSequenceForSubject(0, subject))
	var refused *jetstream.APIError
	if errors.As(err, &refused) && refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence {
		return nil
	}
	if err != nil {
		return fmt.Errorf("incident: %w", err)
	}
	w.Log.Warn("incident", "id", i.ID, "state", i.State, "issuer", i.Issuer, "channel", i.Channel, "category", i.Category, "failures", i.Failures, "attempts", i.Attempts)
	return nil
}
