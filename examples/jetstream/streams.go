package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness/intake"
)

// The subjects. A decision's ends in the request's ID (payout.ready.<id>): the
// stream is its own register of what has been decided.
const (
	subjectRequested  = "payout.requested"
	subjectReady      = "payout.ready"
	subjectCaution    = "payout.caution"
	subjectNeedsFix   = "payout.needs_fix"
	subjectAsk        = "payout.ask"
	subjectDead       = "payout.dead"
	subjectQuarantine = "payout.quarantine"
)

const (
	streamPayouts    = "PAYOUTS"
	streamDecisions  = "PAYOUT_DECISIONS"
	streamDead       = "PAYOUT_DEAD"
	streamQuarantine = "PAYOUT_QUARANTINE"
	consumerName     = "payready"
)

const (
	// A decision outlives its request by far: as long as it is kept, the same ID
	// is not decided again.
	keepDecisions = 180 * 24 * time.Hour
	keepDead      = 30 * 24 * time.Hour
	// Personal data that nobody could read is kept for a working week.
	keepQuarantine = 7 * 24 * time.Hour

	// ackWait is how long a worker may hold a message before another gets it.
	// Assessing takes microseconds; this is for a slow publish.
	ackWait = 30 * time.Second
)

// Topology says how the streams are kept.
type Topology struct {
	Replicas   int           // 1, or 3 on a cluster
	Window     time.Duration // in which the server itself drops a message ID that comes twice
	AckWait    time.Duration
	MaxPending int // requests that are being handled or wait for their time
}

// ensure creates the streams and the worker's consumer, or brings them up to
// date.
func (t Topology) ensure(ctx context.Context, js jetstream.JetStream) (jetstream.Consumer, error) {
	streams := []jetstream.StreamConfig{
		// A work queue: once a request is decided, its personal data is gone; not
		// before, so no age limit. The worker's rules bound how long that takes.
		{Name: streamPayouts, Subjects: []string{subjectRequested}, Retention: jetstream.WorkQueuePolicy},
		{Name: streamDecisions, Subjects: []string{subjectReady + ".*", subjectCaution + ".*", subjectNeedsFix + ".*", subjectAsk + ".*"}, MaxAge: keepDecisions,
			DenyDelete: true, DenyPurge: true},
		{Name: streamDead, Subjects: []string{subjectDead}, MaxAge: keepDead},
		{Name: streamQuarantine, Subjects: []string{subjectQuarantine}, MaxAge: keepQuarantine},
	}
	for _, s := range streams {
		// A full stream refuses its producer rather than forget the oldest.
		s.Discard, s.Storage = jetstream.DiscardNew, jetstream.FileStorage
		s.Replicas, s.Duplicates = t.Replicas, t.Window
		if _, err := js.CreateOrUpdateStream(ctx, s); err != nil {
			return nil, fmt.Errorf("stream %s: %w", s.Name, err)
		}
	}
	c, err := js.CreateOrUpdateConsumer(ctx, streamPayouts, jetstream.ConsumerConfig{
		Durable:       consumerName,
		FilterSubject: subjectRequested,
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       t.AckWait,
		MaxAckPending: t.MaxPending,
		MaxDeliver:    -1, // the worker counts: the server would drop without a word
	})
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", consumerName, err)
	}
	return c, nil
}

// request is how a producer asks: the submission in clear as the body, its ID
// as the message ID, and nothing personal outside of the body.
func request(sub *intake.Submission) (*nats.Msg, error) {
	body, err := sub.RevealJSON()
	if err != nil {
		return nil, err
	}
	return &nats.Msg{
		Subject: subjectRequested,
		Header:  nats.Header{nats.MsgIdHdr: {sub.ID}},
		Data:    body,
	}, nil
}

// errUncertain says that the same ID is being decided right now: whether that
// write will stand is not known yet.
var errUncertain = errors.New("another decision for this ID is in progress")

// decide writes a decision unless there is one for this ID, and reports whether
// it did. The check and the write are one operation of the server, so there is
// no moment between them at which a crash could decide twice.
func decide(ctx context.Context, js jetstream.JetStream, subject, id string, body []byte) (bool, error) {
	ack, err := js.Publish(ctx, subject+"."+id, body,
		jetstream.WithExpectStream(streamDecisions),
		// No subject of this ID, whatever the verdict, may hold a message yet …
		jetstream.WithExpectLastSequenceForSubject(0, "payout.*."+id),
		// … and should two servers both believe to lead, what is applied second is dropped.
		jetstream.WithMsgID(id))
	var refused *jetstream.APIError
	switch {
	case err == nil:
		return !ack.Duplicate, nil
	case !errors.As(err, &refused):
		return false, err
	case refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence:
		return false, nil
	case refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant:
		// The server says so before the other write is committed, which may
		// still fail: not a reason to acknowledge the request.
		return false, errUncertain
	}
	return false, err
}
