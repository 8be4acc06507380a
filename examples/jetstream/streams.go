package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/payready/payready/readiness/intake"
)

// The subjects. The subject of a decision ends in the request's ID
// (payout.ready.<id>), so the stream itself records what has been decided.
const (
	subjectRequested  = "payout.requested"
	subjectReady      = "payout.ready"
	subjectCaution    = "payout.caution"
	subjectReview     = "payout.review"
	subjectPaid       = "payout.paid"
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
	// While a decision is kept, its ID is not decided again.
	keepDecisions = 180 * 24 * time.Hour
	keepDead      = 30 * 24 * time.Hour
	// Unreadable bodies contain personal data and are kept for a week.
	keepQuarantine = 7 * 24 * time.Hour

	// ackWait is how long a worker may hold a message before another gets it. An
	// assessment takes microseconds; this allows for a slow publish.
	ackWait = 30 * time.Second
)

// A Topology configures the streams.
type Topology struct {
	Replicas   int           // 1, or 3 on a cluster
	Window     time.Duration // in which the server drops duplicate message IDs
	AckWait    time.Duration
	MaxPending int // the most requests in progress or waiting
}

// ensure creates or updates the streams and the worker's consumer.
func (t Topology) ensure(ctx context.Context, js jetstream.JetStream) (jetstream.Consumer, error) {
	streams := []jetstream.StreamConfig{
		// A work queue: a request and its personal data are deleted when it is
		// decided, and not before, so there is no age limit. The worker's rules bound
		// how long that takes.
		{Name: streamPayouts, Subjects: []string{subjectRequested}, Retention: jetstream.WorkQueuePolicy},
		{Name: streamDecisions, Subjects: []string{subjectReady + ".*", subjectCaution + ".*", subjectReview + ".*", subjectPaid + ".*", subjectNeedsFix + ".*", subjectAsk + ".*"}, MaxAge: keepDecisions,
			DenyDelete: true, DenyPurge: true},
		// What was assessed, and what became of it: codes alone, for as long as decisions.
		{Name: streamPast, Subjects: []string{subjectAssessed + ".*", subjectOutcome}, MaxAge: keepDecisions},
		{Name: streamDead, Subjects: []string{subjectDead}, MaxAge: keepDead},
		{Name: streamQuarantine, Subjects: []string{subjectQuarantine}, MaxAge: keepQuarantine},
	}
	for _, s := range streams {
		// A full stream rejects new messages rather than delete the oldest.
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
		MaxDeliver:    -1, // the worker counts deliveries: the server would drop messages silently
	})
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", consumerName, err)
	}
	return c, nil
}

// request returns a producer's message: the body is the submission in clear text, and
// the message ID is its ID. Only the body contains personal data.
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

// errUncertain means that another write for the same ID is in progress and may still
// fail.
var errUncertain = errors.New("another message for this ID is in progress")

var errOtherID = errors.New("the subject is of another ID")

// decide writes a decision unless the ID already has one, and reports whether it did.
func decide(ctx context.Context, js jetstream.JetStream, subject, id string, body []byte) (bool, error) {
	// No subject of this ID may have a message yet, whatever the verdict.
	return once(ctx, js, streamDecisions, subject+"."+id, "payout.*."+id, body)
}

// once writes a message unless the stream has one on a subject of the filter, and reports
// whether it did. The server checks and writes in one operation, so a crash cannot cause
// two. A second lock is the message ID, in case two servers both believe they are the
// leader.
func once(ctx context.Context, js jetstream.JetStream, stream, subject, filter string, body []byte) (bool, error) {
	ack, err := js.Publish(ctx, subject, body,
		jetstream.WithExpectStream(stream),
		jetstream.WithExpectLastSequenceForSubject(0, filter),
		jetstream.WithMsgID(subject[strings.LastIndexByte(subject, '.')+1:]))
	var refused *jetstream.APIError
	switch {
	case err == nil:
		return !ack.Duplicate, nil
	case !errors.As(err, &refused):
		return false, err
	case refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence:
		return false, nil
	case refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant:
		// The other write is not committed yet and may still fail, so the request
		// must not be acknowledged.
		return false, errUncertain
	}
	return false, err
}
