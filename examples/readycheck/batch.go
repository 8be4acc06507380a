package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A batch assesses a file of submissions, one per line, in constant memory. One
// goroutine splits the input into chunks, workers assess them, and the caller's
// goroutine takes them in order. The number of chunks is fixed, so the slowest part
// sets the pace.
type batch struct {
	checker  *readiness.Checker
	tracer   *tracer
	mode     intake.Mode
	lang     readiness.Lang
	detail   readiness.Detail
	audience audience
	sources  []string // see sourceFlags.held
	columns  *columns // of a table; nil for NDJSON
	workers  int
	places   map[readiness.ID]int // of the checks, in reading order
	key      []byte               // key of the pairs' tags; nil to ignore repeated pairs

	// Lines before this offset were assessed by an earlier run, which read this up to there: they
	// are read for their pairs only.
	replay     int64
	replayRead string
}

// A chunk holds some lines and their results.
type chunk struct {
	raw    []byte
	lines  []inputLine
	replay bool
	end    int64  // offset in the input behind it
	number int64  // of its last line
	read   string // SHA-256 of the input up to end
	err    error  // of reading, behind these lines

	out      []byte // documents, one per line
	outcomes []outcome
	causes   []met
	pairs    []pair
	bad      []badLine
	done     chan struct{}
}

type inputLine struct {
	from, to int // in raw
	number   int64
	tooLong  bool
}

// An outcome is what the tally needs from a report.
type outcome struct {
	verdict readiness.Verdict
	amount  intake.Opt[intake.Fen]
	failed  [2]uint64 // bits by index of the finding; a suite has at most 128 checks

	refusedID int64 // the line, if its id was rejected
}

// A badLine is a line that could not be read. It has no text of the line.
type badLine struct {
	Line int64 `json:"line"`
	intake.Mistake
}

const (
	chunkLines = 16
	chunkBytes = intake.MaxSubmissionBytes

	// About 30 ms of work, so that no worker waits while a checkpoint is written.
	chunksPerWorker = 32
)

// run assesses the lines of in and passes the chunks to take, in order. It returns
// at the end of the input, or if reading or take fails, and leaves no goroutine.
func (b *batch) run(in *lineReader, take func(c *chunk, more bool) error) error {
	n := chunksPerWorker * b.workers
	free, work, ordered := make(chan *chunk, n), make(chan *chunk, n), make(chan *chunk, n)
	for range n {
		free <- &chunk{done: make(chan struct{}, 1)}
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		defer close(ordered)
		defer close(work)
		for {
			select {
			case <-stop:
				return
			case c := <-free:
				more := b.fill(c, in)
				ordered <- c
				work <- c
				if !more {
					return
				}
			}
		}
	})
	for range b.workers {
		group.Go(func() {
			w := b.worker()
			for c := range work {
				w.assess(c)
				c.done <- struct{}{}
			}
		})
	}
	var failed error
	for c := range ordered {
		<-c.done
		if failed == nil {
			if failed = errors.Join(take(c, len(ordered) > 0), c.err); failed != nil {
				close(stop)
			}
		}
		free <- c
	}
	group.Wait()
	return failed
}

// fill reads the next lines, at least one unless the input ends. It does not wait
// for more, so that the lines of a pipe are answered as they come.
func (b *batch) fill(c *chunk, in *lineReader) (more bool) {
	c.raw, c.lines, c.err = c.raw[:0], c.lines[:0], nil
	c.replay = in.offset < b.replay
	defer func() { c.end, c.number, c.read = in.offset, in.number, in.sum() }()
	for {
		line, tooLong, err := in.next()
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			c.err = err
			return false
		}
		if c.replay && (in.offset > b.replay || ended || in.offset == b.replay && in.sum() != b.replayRead) {
			c.err = errInputChanged
			return false
		}
		if ended {
			return false
		}
		if tooLong || !isBlank(line) {
			from := len(c.raw)
			c.raw = append(c.raw, line...)
			c.lines = append(c.lines, inputLine{from, len(c.raw), in.number, tooLong})
		}
		if len(c.lines) == chunkLines || len(c.raw) >= chunkBytes || in.r.Buffered() == 0 || in.offset == b.replay {
			return true
		}
	}
}

// isBlank reports whether a line or file is empty or white space.
func isBlank(b []byte) bool {
	for _, c := range bytes.TrimPrefix(b, bom) {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// A worker is the memory of one worker.
type worker struct {
	*batch
	rows   *rowReader
	sub    intake.Submission
	report readiness.Report
	mac    hash.Hash
}

func (b *batch) worker() *worker {
	w := &worker{batch: b}
	if b.columns != nil {
		w.rows = newRowReader(b.columns)
	}
	if b.key != nil {
		w.mac = hmac.New(sha256.New, b.key)
	}
	return w
}

func (w *worker) assess(c *chunk) {
	c.out, c.outcomes, c.causes, c.pairs, c.bad = c.out[:0], c.outcomes[:0], c.causes[:0], c.pairs[:0], c.bad[:0]
	for _, l := range c.lines {
		err := w.parse(c.raw[l.from:l.to], l.tooLong)
		if err != nil {
			c.refuse(l, err, w.lang)
			continue
		}
		if w.mac != nil {
			w.pair(c, l, &w.sub)
		}
		if c.replay {
			continue
		}
		w.checker.AssessInto(&w.report, &w.sub)
		refusedID := int64(0)
		if w.report.ID == "" {
			w.report.ID = lineID(l.number)
			if w.sub.ID != "" {
				refusedID = l.number
			}
		}
		if c.out, err = w.document(c.out); err != nil {
			c.refuse(l, err, w.lang)
			continue
		}
		c.out = append(c.out, '\n')
		w.conclude(c, refusedID)
	}
}

// document appends the report's line for the audience.
func (w *worker) document(out []byte) ([]byte, error) {
	switch {
	case w.audience == toApplicant:
		b, err := json.Marshal(w.report.ForApplicant(w.lang))
		return append(out, b...), err
	case w.detail == readiness.DetailSummary:
		return w.report.AppendSummary(out, w.audience.document()), nil
	}
	return w.report.AppendJSON(out, w.lang, w.detail, w.audience.document())
}

// parse reads a line into w.sub.
func (w *worker) parse(line []byte, tooLong bool) error {
	if tooLong {
		return &intake.InputError{Offset: -1, Kind: "too-large"}
	}
	if w.rows == nil {
		return intake.ParseInto(&w.sub, line, w.mode)
	}
	line, err := w.rows.read(line)
	if err != nil {
		return err
	}
	err = intake.ParseInto(&w.sub, line, w.mode)
	if bad := (*intake.InputError)(nil); errors.As(err, &bad) {
		bad.Offset = -1 // it refers to the JSON made from the row
	}
	return err
}

func (c *chunk) refuse(l inputLine, err error, in readiness.Lang) {
	found := intake.Mistakes(err, in)
	if found == nil {
		found = []intake.Mistake{{Kind: "unreadable", Text: linesOf(err, in)[0]}}
	}
	c.bad = append(c.bad, badLine{l.number, found[0]})
}

// conclude adds what the tally needs from the report.
func (w *worker) conclude(c *chunk, refusedID int64) {
	o := outcome{verdict: w.report.Verdict, amount: validAmount(&w.sub), refusedID: refusedID}
	for f := range w.report.Failed() {
		i := w.places[f.Check]
		o.failed[i/64] |= 1 << (i % 64)
		c.causes = append(c.causes, met{w.tracer.cause(f, &w.sub), o.amount})
	}
	c.outcomes = append(c.outcomes, o)
}

// validAmount returns the amount, or unknown if it is not positive, since a negative
// amount would lower a total.
func validAmount(sub *intake.Submission) intake.Opt[intake.Fen] {
	if amount := sub.Payout.Amount; amount.V > 0 {
		return amount
	}
	return intake.Opt[intake.Fen]{}
}

// pair records the tag of card and amount, if both are fully known.
func (w *worker) pair(c *chunk, l inputLine, sub *intake.Submission) {
	pan, err := cardbin.ParsePAN(sub.Card.Number.Reveal())
	amount := validAmount(sub)
	if err != nil || !amount.OK {
		return
	}
	var text [32]byte
	b := append(text[:0], pan.Reveal()...)
	b = binary.BigEndian.AppendUint64(b, uint64(amount.V))
	w.mac.Reset()
	w.mac.Write(b)
	var sum [sha256.Size]byte
	tag := binary.BigEndian.Uint64(w.mac.Sum(sum[:0]))
	c.pairs = append(c.pairs, pair{tag, l.number, amount.V})
}
