package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// judge is a check of a team's own: its outcome is the one given.
func judge(t *testing.T, r readiness.Reason) *readiness.Checker {
	r.Message = readiness.Text{readiness.ZH: "内部原因", readiness.EN: "internal reason"}
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), readiness.Check{
		ID: "team.list", Title: r.Message, Severity: readiness.Critical, Gate: true,
		Reasons: []readiness.Reason{r},
		Run:     func(c *readiness.Case) readiness.Outcome { return c.Is(r.Code) },
	})})
	require.NoError(t, err)
	return c
}

func TestEachVerdictGoesToItsSubject(t *testing.T) {
	q := newQueue(t, small)
	start(t, q.worker())
	for _, c := range []struct {
		kind, subject string
		verdict       readiness.Verdict
		finding       readiness.ID
	}{
		{"ready", subjectReady, readiness.Ready, ""},
		{"caution", subjectCaution, readiness.Caution, "card.account-class"},
		{"fix", subjectNeedsFix, readiness.Fix, "card.state"},
		{"ask", subjectAsk, readiness.Incomplete, ""},
	} {
		t.Run(c.kind, func(t *testing.T) {
			q.put(t, sample(c.kind, "id-"+c.kind))
			subject, d := q.decision(t, "id-"+c.kind)
			require.Equal(t, c.subject, subject)
			require.Equal(t, c.verdict, d.Verdict)
			require.Equal(t, "id-"+c.kind, d.ID)
			require.WithinDuration(t, noon, d.AssessedAt, time.Minute)
			require.Equal(t, new(readiness.Checker).Hash(), d.Checker)
			require.Equal(t, c.kind == "ask" || c.kind == "caution", len(d.Questions) > 0)
			for _, x := range d.Questions {
				require.NotEmpty(t, x.Text.ZH)
				require.NotEmpty(t, x.Text.EN)
			}
			if c.finding == "" {
				require.Empty(t, d.Findings)
				return
			}
			require.NotEmpty(t, d.Findings)
			f := d.Findings[0]
			require.Equal(t, c.finding, f.Check)
			for _, text := range []string{f.Message.ZH, f.Message.EN, f.Advice.ZH, f.Advice.EN, f.Action} {
				require.NotEmpty(t, text)
			}
			require.NotEqual(t, f.Message.ZH, f.Message.EN)
			require.Equal(t, "applicant", f.Fixer)
		})
	}
	q.settled(t, time.Second)
}

// Whoever pays on the ready subject pays on ready alone.
func TestOnlyReadyIsReady(t *testing.T) {
	for v := range readiness.Verdict(255) {
		for _, at := range []time.Time{{}, noon.Add(time.Hour)} {
			report := readiness.Report{Verdict: v, EarliestAt: at}
			subject, _ := standardRules.route(&report, noon, 1)
			require.Equal(t, v == readiness.Ready, subject == subjectReady, v)
		}
	}
}

// What Validate refuses is not decided.
func TestWhatCannotBeRightIsDead(t *testing.T) {
	q := newQueue(t, small)
	start(t, q.worker())
	for kind, c := range map[string]struct {
		spoil func(*intake.Submission)
		field string
	}{
		"too-many": {func(s *intake.Submission) {
			s.History.Attempts = make([]intake.Attempt, 10_001)
		}, "/history/attempts"},
		"out-of-range": {func(s *intake.Submission) { s.Payout.Amount = intake.Some[intake.Fen](-1) }, "/payout/amount_fen"},
		"too-long":     {func(s *intake.Submission) { s.Applicant.Name = intake.Hide(strings.Repeat("张", 1000)) }, "/applicant/name"},
	} {
		sub := sample("ready", "bad-"+kind)
		c.spoil(&sub)
		before := len(q.all(t, streamDead))
		q.put(t, sub)
		q.settled(t, 5*time.Second)
		dead := q.all(t, streamDead)
		require.Len(t, dead, before+1, kind)
		require.Contains(t, string(dead[before].Data), `"kind":"`+kind+`","field":"`+c.field+`"`)
	}
	require.Empty(t, q.counts(t, streamDecisions))
}

func TestStopGoesToNeedsFixAndInternalReasonsStayInside(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Checker = judge(t, readiness.Reason{Code: "listed", Status: readiness.Fail, Kind: readiness.Stopping, Internal: true})
	start(t, w)
	q.put(t, sample("fix", "s-1"))
	subject, d := q.decision(t, "s-1")
	require.Equal(t, subjectNeedsFix, subject)
	require.Equal(t, readiness.Stop, d.Verdict)
	require.Len(t, d.Findings, 1)
	require.EqualValues(t, "card.state", d.Findings[0].Check)
}

func TestWarningsAreTold(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Checker = judge(t, readiness.Reason{Code: "odd", Status: readiness.Warn})
	start(t, w)
	q.put(t, sample("ready", "s-1"))
	_, d := q.decision(t, "s-1")
	require.Equal(t, []Finding{{
		Check: "team.list", Status: readiness.Warn, Code: "odd",
		Message: Bilingual{ZH: "内部原因", EN: "internal reason"},
	}}, d.Findings)
}

// cooling is a request whose cool-down ends that much after noon.
func cooling(id string, left time.Duration) intake.Submission {
	s := sample("wait", id)
	s.History.Attempts[0].EndedAt = noon.Add(left - 24*time.Hour)
	return s
}

func TestWaitComesAgainAtItsTimeAndHoldsUpNobody(t *testing.T) {
	q := newQueue(t, small)
	start(t, q.worker())
	ends := q.now().Add(2 * time.Second).Truncate(time.Second)
	q.put(t, cooling("w-1", ends.Sub(noon)), sample("ready", "r-1"))

	subject, d := q.decision(t, "r-1")
	require.Equal(t, subjectReady, subject)
	require.True(t, d.AssessedAt.Before(ends), "ready while the other waits")

	subject, d = q.decision(t, "w-1")
	require.Equal(t, subjectReady, subject)
	require.Equal(t, readiness.Ready, d.Verdict)
	require.False(t, d.AssessedAt.Before(ends))
	require.WithinDuration(t, ends, d.AssessedAt, 2*time.Second)
	require.Contains(t, q.log.String(), "verdict=wait")
}

// pending is a request with a payout whose outcome is open.
func pending(id string) intake.Submission {
	s := sample("ready", id)
	s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomePending, SubmittedAt: noon.Add(-time.Hour)}}
	return s
}

// A pending payout among a thousand others is found, and that not all were looked at
// is said.
func TestALongHistoryHidesNothing(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Rules.MaxWaits = 1
	start(t, w)
	for i, place := range []int{0, 500, 1000} {
		sub := sample("ready", fmt.Sprint("long-", i))
		sub.Payout.OrderID = "P-1"
		old := intake.Attempt{OrderID: "P-0", Outcome: intake.OutcomeSucceeded, SameCard: intake.No, Amount: intake.Some(intake.Yuan(1)), SubmittedAt: noon.AddDate(-1, 0, 0)}
		sub.History.Attempts = slices.Repeat([]intake.Attempt{old}, 1001)
		sub.History.Attempts[place] = intake.Attempt{Outcome: intake.OutcomePending, SubmittedAt: noon.AddDate(-2, 0, 0)}
		q.put(t, sub)
		subject, d := q.decision(t, sub.ID)
		require.Equal(t, subjectNeedsFix, subject)
		require.Equal(t, readiness.Wait, d.Verdict)
		require.EqualValues(t, "payout.in-flight", d.Findings[0].Check)
		require.Equal(t, []readiness.Problem{{Field: intake.FieldHistoryAttempts, Kind: "too-many"}}, d.Errors)
	}
	require.Empty(t, q.all(t, streamDead))
}

func TestQueryCaseIsBounded(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Rules.Retry, w.Rules.MaxWaits = 10*time.Millisecond, 3
	start(t, w)
	q.put(t, pending("p-1"))
	subject, d := q.decision(t, "p-1")
	require.Equal(t, subjectNeedsFix, subject)
	require.Equal(t, readiness.Wait, d.Verdict)
	require.EqualValues(t, "payout.in-flight", d.Findings[0].Check)
	require.Equal(t, 2, strings.Count(q.log.String(), "msg=waits"))
}

func TestRefreshSettlesAQueryCase(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.Rules.Retry = 10 * time.Millisecond
	calls := 0
	w.Refresh = func(_ context.Context, s *intake.Submission) error {
		if calls++; calls == 1 {
			return errors.New("the channel does not answer")
		}
		s.History.Attempts = []intake.Attempt{}
		return nil
	}
	start(t, w)
	q.put(t, pending("p-1"))
	subject, _ := q.decision(t, "p-1")
	require.Equal(t, subjectReady, subject)
	require.Equal(t, 2, calls)
	require.Contains(t, q.log.String(), "refresh: the channel does not answer")
	require.Contains(t, q.log.String(), "msg=waits", "the first time the facts are fresh")
}

// The card's state was true when the message said so, not when it was judged.
func TestFactsAreAsOldAsTheMessageSays(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	now := time.Now().Add(time.Hour)
	w.Now = func() time.Time { return now }
	var seen []intake.Submission
	w.Rules.Retry = time.Millisecond
	w.Refresh = func(_ context.Context, s *intake.Submission) error {
		seen = append(seen, *s)
		s.History.Attempts = []intake.Attempt{}
		return nil
	}
	start(t, w)
	for i, c := range []struct{ at, observed, want time.Time }{
		{now.Add(-time.Hour), time.Time{}, now.Add(-time.Hour)},
		{now.Add(-time.Hour), now.Add(-2 * time.Hour), now.Add(-2 * time.Hour)},
		{now.Add(48 * time.Hour), time.Time{}, now}, // a plan is no observation
		{time.Time{}, time.Time{}, time.Now()},      // when the queue got it
	} {
		s := pending("p-" + string(rune('a'+i)))
		s.History.Attempts[0].SubmittedAt = now.Add(-time.Hour)
		s.At, s.ObservedAt = c.at, c.observed
		q.put(t, s)
		q.decision(t, s.ID)
		require.Len(t, seen, i+1)
		require.WithinDuration(t, c.want, seen[i].ObservedAt, 10*time.Second)
		require.WithinDuration(t, now, seen[i].At, 0)
		require.WithinDuration(t, now, seen[i].Payout.HeldUntil, 0, "it waited: the applicant need not prove it again for that")
	}
}

// deadLetter is what payout.dead carries.
type deadLetter struct{ Kind, Field, Ref string }

func TestPoisonGoesToTheDeadLetters(t *testing.T) {
	body := func(s intake.Submission) string {
		b, err := s.RevealJSON()
		require.NoError(t, err)
		return string(b)
	}
	for _, c := range []struct{ name, msgID, body, kind, field string }{
		{"not JSON", "", "王晓明 13800001234", "syntax", ""},
		{"empty", "", "", "syntax", ""},
		{"unknown field", "", `{"id":"a-1","card":{"numbr":"6222020000000000125"}}`, "unknown-field", "/card"},
		{"twice", "", `{"id":"a-1","id":"a-2"}`, "duplicate", "/id"},
		{"type", "", `{"id":"a-1","payout":{"amount_fen":"8000"}}`, "type", "/payout/amount_fen"},
		{"too large", "", `{"id":"a-1","applicant":{"name":"` + strings.Repeat("王", 100_000) + `"}}`, "too-large", ""},
		{"no ID", "", `{}`, "missing", "/id"},
		{"a mobile as ID", "13800001234", body(sample("ready", "13800001234")), "malformed", "/id"},
		{"a wildcard as ID", "", body(sample("ready", "*")), "malformed", "/id"},
		{"a subject as ID", "", body(sample("ready", "a.b")), "malformed", "/id"},
		{"another message ID", "order-2", body(sample("ready", "order-1")), "id-mismatch", "/id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := newQueue(t, small)
			start(t, q.worker())
			m := &nats.Msg{Subject: subjectRequested, Data: []byte(c.body)}
			if c.msgID != "" {
				m.Header = nats.Header{nats.MsgIdHdr: {c.msgID}}
			}
			_, err := q.js.PublishMsg(context.Background(), m)
			require.NoError(t, err)
			q.settled(t, 5*time.Second)
			q.requireDead(t, c.body, c.kind, c.field)
		})
	}
}

// requireDead holds that one message is dead and its body is in quarantine only.
func (q *queue) requireDead(t *testing.T, body, kind, field string) {
	t.Helper()
	require.Empty(t, q.counts(t, streamDecisions))
	dead, kept := q.all(t, streamDead), q.all(t, streamQuarantine)
	require.Len(t, dead, 1)
	require.Len(t, kept, 1)
	var letter deadLetter
	require.NoError(t, json.Unmarshal(dead[0].Data, &letter))
	require.Equal(t, deadLetter{kind, field, kept[0].Header.Get(nats.MsgIdHdr)}, letter)
	require.Len(t, kept[0].Header, 1, "nothing of the message's own headers")
	require.Equal(t, body, string(kept[0].Data))
}

func TestTooManyDeliveries(t *testing.T) {
	for limit, dead := range map[uint64]bool{2: true, 3: false} {
		t.Run(fmt.Sprint("limit ", limit), func(t *testing.T) {
			q := newQueue(t, small)
			s := sample("ready", "order-1")
			q.put(t, s)
			for range 2 { // two workers die of it
				m, err := q.requests.Next()
				require.NoError(t, err)
				require.NoError(t, m.Nak())
			}
			w := q.worker()
			w.Rules.MaxDeliveries = limit
			start(t, w)
			q.settled(t, 5*time.Second)
			if !dead {
				require.Len(t, q.counts(t, streamDecisions), 1)
				return
			}
			body, err := s.RevealJSON()
			require.NoError(t, err)
			q.requireDead(t, string(body), "too-many-deliveries", "")
		})
	}
}

func TestAnIDIsDecidedOnce(t *testing.T) {
	topology := small
	topology.Window = 100 * time.Millisecond
	q := newQueue(t, topology)
	start(t, q.worker())
	q.put(t, sample("ready", "order-1"), sample("fix", "order-1")) // within the server's window
	q.settled(t, 5*time.Second)
	require.NotContains(t, q.log.String(), "already decided", "the queue took both")

	time.Sleep(3 * topology.Window)
	q.put(t, sample("fix", "order-1")) // and after it
	q.settled(t, 5*time.Second)
	require.Contains(t, q.log.String(), "already decided")
	require.Equal(t, map[string]uint64{"payout.ready.order-1": 1}, q.counts(t, streamDecisions))
	require.Equal(t, "order-1", q.all(t, streamDecisions)[0].Header.Get(nats.MsgIdHdr))
}

// refusing is a server whose answer to a publish is that error.
type refusing struct {
	jetstream.JetStream
	code jetstream.ErrorCode
}

func (r refusing) Publish(context.Context, string, []byte, ...jetstream.PublishOpt) (*jetstream.PubAck, error) {
	return nil, fmt.Errorf("nats: %w", &jetstream.APIError{ErrorCode: r.code})
}

func TestOnlyAStoredDecisionCounts(t *testing.T) {
	const duplicateInProgress = 10158
	for code, settled := range map[jetstream.ErrorCode]bool{
		jetstream.JSErrCodeStreamWrongLastSequence:         true,
		jetstream.JSErrCodeStreamWrongLastSequenceConstant: false,
		jetstream.JSErrCodeStreamNotFound:                  false,
		duplicateInProgress:                                false,
	} {
		first, err := decide(context.Background(), refusing{code: code}, subjectReady, "order-1", nil)
		require.False(t, first)
		require.Equal(t, settled, err == nil, code)
	}
}

// A decision that cannot be stored leaves its request on the queue.
func TestNoDecisionNoAcknowledgement(t *testing.T) {
	q := newQueue(t, small)
	w := q.worker()
	w.JS = refusing{code: jetstream.JSErrCodeStreamNotFound}
	q.put(t, sample("ready", "order-1"))
	_, err := q.js.Publish(context.Background(), subjectRequested, []byte("{"))
	require.NoError(t, err)
	stop := start(t, w)
	require.Eventually(t, func() bool { return strings.Count(q.log.String(), "redelivery") >= 2 }, 5*time.Second, time.Millisecond)
	stop()
	require.EqualValues(t, 2, q.counts(t, streamPayouts)[subjectRequested])

	start(t, q.worker())
	q.settled(t, 10*time.Second)
	require.Len(t, q.counts(t, streamDecisions), 1)
	require.Len(t, q.counts(t, streamDead), 1)
}

// lostAck is a message whose acknowledgement never arrives.
type lostAck struct{ jetstream.Msg }

func (lostAck) DoubleAck(context.Context) error  { return errors.New("no connection") }
func (lostAck) NakWithDelay(time.Duration) error { return errors.New("no connection") }

func TestCrashBetweenDecisionAndAcknowledgement(t *testing.T) {
	for name, pause := range map[string]time.Duration{"within the window": 0, "after it": 400 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			topology := small
			topology.Window, topology.AckWait = 100*time.Millisecond, 500*time.Millisecond
			q := newQueue(t, topology)
			w := q.worker()
			q.put(t, sample("caution", "order-1"))
			m, err := q.requests.Next()
			require.NoError(t, err)
			w.handle(context.Background(), lostAck{m})
			require.Len(t, q.counts(t, streamDecisions), 1)

			time.Sleep(pause)
			// The next worker would decide otherwise.
			w.Checker = judge(t, readiness.Reason{Code: "listed", Status: readiness.Fail, Kind: readiness.Stopping})
			start(t, w)
			q.settled(t, 5*time.Second)
			require.Equal(t, map[string]uint64{"payout.caution.order-1": 1}, q.counts(t, streamDecisions))
			require.Contains(t, q.log.String(), "already decided")
		})
	}
}

func TestShutdownFinishesWhatWasTaken(t *testing.T) {
	q := newQueue(t, small)
	q.put(t, numbered("ready", 500)...)
	stop := start(t, q.worker())
	q.decision(t, "order-0")
	stop()
	info, err := q.requests.Info(context.Background())
	require.NoError(t, err)
	require.Zero(t, info.NumAckPending)
	require.NotContains(t, q.log.String(), "level=WARN")
}

func TestRunReportsAConnectionThatIsClosed(t *testing.T) {
	q := newQueue(t, small)
	ended := make(chan error, 1)
	go func() { ended <- q.worker().Run(context.Background()) }()
	q.put(t, sample("ready", "order-1"))
	q.decision(t, "order-1")
	q.nc.Close()
	require.ErrorIs(t, <-ended, jetstream.ErrConnectionClosed)
}

func TestRunReportsAConsumerThatIsGone(t *testing.T) {
	q := newQueue(t, small)
	ended := make(chan error, 1)
	go func() { ended <- q.worker().Run(context.Background()) }()
	q.put(t, sample("ready", "order-1"))
	q.decision(t, "order-1")
	require.NoError(t, q.js.DeleteConsumer(context.Background(), streamPayouts, consumerName))
	require.ErrorIs(t, <-ended, jetstream.ErrConsumerDeleted)
}

// ending is a queue that ends: each that takes from it gets the next reason.
type ending struct {
	jetstream.Consumer
	why reasons
}

func (e ending) Messages(...jetstream.PullMessagesOpt) (jetstream.MessagesContext, error) {
	return e.why, nil
}

type reasons struct {
	jetstream.MessagesContext
	next chan error
}

func (r reasons) Next(...jetstream.NextOpt) (jetstream.Msg, error) {
	err := <-r.next
	if err == jetstream.ErrConsumerDeleted {
		time.Sleep(10 * time.Millisecond) // the others come first
	}
	return nil, err
}

func TestRunReportsTheReasonWhoeverIsTold(t *testing.T) {
	for told := range 3 {
		why := reasons{next: make(chan error, 3)}
		for i := range 3 {
			if i == told {
				why.next <- jetstream.ErrConsumerDeleted
			} else {
				why.next <- jetstream.ErrMsgIteratorClosed
			}
		}
		w := &Worker{Requests: ending{why: why}, Parallel: 3}
		require.ErrorIs(t, w.Run(context.Background()), jetstream.ErrConsumerDeleted)
	}
}
