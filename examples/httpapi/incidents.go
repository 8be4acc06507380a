package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
)

// maxEnded is how many incidents that are over an answer lists.
const maxEnded = 100

// incidents finds out from outcomes which bank or channel is in trouble. An outcome names
// neither bank nor applicant, so those of the payouts that were assessed are kept, as many
// as the recorder keeps. It is safe for concurrent use.
type incidents struct {
	mu      sync.Mutex
	key     []byte
	most    int
	watcher incident.Watcher
	payees  map[tag]payee
	queue   []tag // of payees, a ring, the oldest at next
	next    int
	ended   []incident.Incident // the latest last
}

// A tag is a keyed hash.
type tag [16]byte

// A payee is what is kept of a payout until it is known what became of it.
type payee struct {
	applicant tag
	issuer    string
	channel   string
	amount    intake.Opt[intake.Fen]
}

func newIncidents(key []byte, most int, codes *failcode.Table) *incidents {
	return &incidents{key: key, most: most, watcher: incident.Watcher{Counts: incident.Counts{Key: key, Codes: codes}}, payees: map[tag]payee{}}
}

func (in *incidents) tag(kind, s string) (t tag) {
	h := hmac.New(sha256.New, in.key)
	h.Write([]byte(kind + "\x00" + s))
	copy(t[:], h.Sum(nil))
	return t
}

// expect keeps whose payout an ID is: the person's by the document, or else the card.
func (in *incidents) expect(d *desk) {
	if d.sub.ID == "" {
		return
	}
	who := d.sub.Applicant.Document.Number.Reveal()
	if who == "" {
		who = d.sub.Card.Number.Reveal()
	}
	p := payee{issuer: d.row.Issuer, channel: d.row.Channel, amount: d.row.Amount}
	if who != "" {
		p.applicant = in.tag("applicant", who)
	}
	t := in.tag("id", d.sub.ID)
	in.mu.Lock()
	defer in.mu.Unlock()
	if _, known := in.payees[t]; !known {
		if len(in.queue) < in.most {
			in.queue = append(in.queue, t)
		} else {
			delete(in.payees, in.queue[in.next])
			in.queue[in.next] = t
			in.next = (in.next + 1) % in.most
		}
	}
	in.payees[t] = p
}

// hear takes an outcome as it comes.
func (in *incidents) hear(o *backtest.Outcome, now time.Time) {
	t := in.tag("id", o.ID)
	in.mu.Lock()
	defer in.mu.Unlock()
	p, known := in.payees[t]
	if !known {
		return
	}
	out := incident.Outcome{ID: string(t[:]), Issuer: p.issuer, Result: o.Result, Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, EndedAt: o.EndedAt, Amount: p.amount}
	if p.applicant != (tag{}) {
		out.Applicant = string(p.applicant[:])
	}
	if out.Channel == "" {
		out.Channel = p.channel
	}
	in.took(in.watcher.Advance(now))
	in.took(in.watcher.Add(&out))
}

// took keeps what ended.
func (in *incidents) took(events []incident.Incident) {
	for _, e := range events {
		if e.State.Over() && e.State != incident.Merged {
			in.ended = append(in.ended, e)
		}
	}
	if n := len(in.ended) - maxEnded; n > 0 {
		in.ended = append(in.ended[:0], in.ended[n:]...)
	}
}

// incidentsAnswer lists what goes on, what is over, and what was not counted.
type incidentsAnswer struct {
	Open       []incident.Incident        `json:"open"`
	Ended      []incident.Incident        `json:"ended"`
	NotCounted map[incident.Problem]int64 `json:"not_counted"`
}

func (in *incidents) answer(now time.Time) incidentsAnswer {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.took(in.watcher.Advance(now))
	a := incidentsAnswer{Open: in.watcher.Open(), Ended: append([]incident.Incident{}, in.ended...), NotCounted: map[incident.Problem]int64{}}
	for p, n := range in.watcher.Problems() {
		a.NotCounted[p] = n
	}
	return a
}

// incidents answers with the banks and channels that are in trouble now, and were.
func (s *service) incidents(w http.ResponseWriter, r *http.Request) error {
	if _, err := readQuery(r); err != nil {
		return err
	}
	b, err := json.Marshal(s.record.incidents.answer(time.Now()))
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}
