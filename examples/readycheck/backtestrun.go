package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// Sides of a join.
const (
	sideSubmission byte = iota
	sideOutcome
)

// A pastReader reads payouts of the past: submissions, which it assesses with one or more
// checkers, or reports.
type pastReader struct {
	checkers []*readiness.Checker
	reports  bool
	report   readiness.Report
	rows     []backtest.Row // one for each checker
}

// read fills the rows in from a line. It returns the ID to join by.
func (p *pastReader) read(line []byte) (id string, err error) {
	if p.reports {
		var d readiness.Document
		if err := json.Unmarshal(line, &d); err != nil {
			return "", err
		}
		p.rows[0].Amount, p.rows[0].Channel = intake.Opt[intake.Fen]{}, ""
		return d.ID, p.rows[0].ReadDocument(&d)
	}
	sub, err := intake.ParseSubmission(line, intake.Strict)
	if err != nil {
		return "", err
	}
	for i, c := range p.checkers {
		c.AssessInto(&p.report, &sub)
		p.rows[i].Read(&p.report)
		p.rows[i].ReadSubmission(&sub)
	}
	return sub.ID, nil
}

var (
	errTooLong = say("这一行过长", "the line is too long")
	errReport  = say("不是报告", "not a report")
)

// explain is an error of read that repeats nothing of the line.
func (p *pastReader) explain(err error) error {
	if p.reports {
		return errReport
	}
	return err
}

// A packedRow is a row in the temporary file of a join.
type packedRow struct {
	ID       string
	At       int64 `json:",omitempty"`
	Verdict  readiness.Verdict
	Score    int
	Checker  string
	Issuer   string
	Amount   int64
	Channel  string   `json:",omitempty"`
	Findings []uint16 // as the index numbers them
}

func pack(index *backtest.FindingIndex, w *backtest.Row) (packedRow, error) {
	out := packedRow{ID: w.ID, Verdict: w.Verdict, Score: w.Score, Checker: w.Checker, Issuer: w.Issuer, Amount: -1, Channel: w.Channel}
	if w.Amount.OK {
		out.Amount = int64(w.Amount.V)
	}
	if !w.At.IsZero() {
		out.At = w.At.Unix()
	}
	var err error
	out.Findings, err = index.Number(w.Findings)
	return out, err
}

// at is when the row was assessed, zero if that is not known.
func (r *packedRow) at() time.Time {
	if r.At == 0 {
		return time.Time{}
	}
	return time.Unix(r.At, 0)
}

func unpack(index *backtest.FindingIndex, in *packedRow, w *backtest.Row) {
	*w = backtest.Row{ID: in.ID, At: in.at(), Verdict: in.Verdict, Score: in.Score, Checker: in.Checker, Issuer: in.Issuer, Channel: in.Channel, Findings: index.Append(w.Findings[:0], in.Findings)}
	if in.Amount >= 0 {
		w.Amount = intake.Some(intake.Fen(in.Amount))
	}
}

// A past joins payouts with their outcomes.
type past struct {
	joiner
	index   backtest.FindingIndex
	reader  pastReader
	problem func(backtest.Problem)
	note    func(message)
	lines   int64
	bad     int64
}

// unreadable counts a line that cannot be read, and names the first.
func (p *past) unreadable(file string, line int64, err error) {
	p.problem(backtest.Unreadable)
	if p.bad++; p.bad <= maxNamed {
		p.note(unreadable(file, line, err))
	}
}

// submissions reads the first file.
func (p *past) submissions(name string, r io.Reader) error {
	lines := newLineReader(r)
	p.reader.rows = make([]backtest.Row, max(1, len(p.reader.checkers)))
	for {
		line, tooLong, err := lines.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case !tooLong && isBlank(line):
			continue
		}
		p.lines++
		if lines.number == 1 {
			line = bytes.TrimPrefix(line, bom)
			if _, err := parseHeader(line, intake.Lenient); err == nil {
				return say("这是表格；SUBMISSIONS 须为每行一个 JSON", "this is a table; SUBMISSIONS has one JSON document per line")
			}
		}
		id, err := p.reader.read(line)
		switch {
		case tooLong:
			p.unreadable(name, lines.number, errTooLong)
			continue
		case err != nil:
			p.unreadable(name, lines.number, p.reader.explain(err))
			continue
		case id == "":
			p.problem(backtest.NoID)
			continue
		}
		packed := make([]packedRow, len(p.reader.rows))
		for i := range p.reader.rows {
			p.reader.rows[i].ID = id
			if packed[i], err = pack(&p.index, &p.reader.rows[i]); err != nil {
				return err
			}
		}
		b, err := json.Marshal(packed)
		if err != nil {
			return err
		}
		if err := p.add(id, sideSubmission, b); err != nil {
			return err
		}
	}
}

// outcomes reads the second file.
func (p *past) outcomes(name string, r io.Reader) error {
	return readOutcomes(r, func(o *backtest.Outcome, line int64, err error) error {
		p.lines++
		switch {
		case err != nil:
			p.unreadable(name, line, err)
			return nil
		case o.ID == "":
			p.problem(backtest.NoID)
			return nil
		}
		b, err := json.Marshal(o)
		if err != nil {
			return err
		}
		return p.add(o.ID, sideOutcome, b)
	})
}

// join yields every payout once, as each checker judged it, with its outcome.
func (p *past) join(yield func([]backtest.Row) error) error {
	rows := make([]backtest.Row, len(p.reader.rows))
	return p.each(func(group []joined) error {
		var outcomes []backtest.Outcome
		var submissions [][]packedRow
		var assessed []time.Time
		for _, r := range group {
			if r.side == sideOutcome {
				var o backtest.Outcome
				if err := json.Unmarshal(r.payload, &o); err != nil {
					return err
				}
				outcomes = append(outcomes, o)
				continue
			}
			var packed []packedRow
			if err := json.Unmarshal(r.payload, &packed); err != nil {
				return err
			}
			submissions, assessed = append(submissions, packed), append(assessed, packed[0].at())
		}
		which, o := backtest.Join(assessed, outcomes, p.problem)
		if which < 0 {
			return nil
		}
		for i := range submissions[which] {
			unpack(&p.index, &submissions[which][i], &rows[i])
			rows[i].Outcome = o
		}
		return yield(rows)
	})
}

// readBoth reads two files, of which the second may be "" for none.
func (p *past) readBoth(c *call, submissions, outcomes string) error {
	if err := c.readFile(submissions, p.submissions); err != nil {
		return err
	}
	if outcomes != "" {
		if err := c.readFile(outcomes, p.outcomes); err != nil {
			return err
		}
	}
	if p.lines == 0 {
		return &fileError{submissions, errNothing}
	}
	return nil
}

func (c *call) readFile(name string, read func(string, io.Reader) error) error {
	if name == "-" {
		return read(name, c.stdin)
	}
	f, err := openInput(name)
	if err != nil {
		return err
	}
	defer f.Close()
	err = read(name, f)
	if said := (message{}); errors.As(err, &said) {
		return &fileError{name, err}
	}
	return err
}

var errSameFile = say("SUBMISSIONS 和 OUTCOMES 是同一个文件", "submissions and outcomes are the same file")

func (c *call) backtestFiles(o *backtestFlags, setup *setup, submissions, outcomes string) (*backtest.Summary, error) {
	if submissions == outcomes {
		return nil, errSameFile
	}
	checker, err := setup.checker()
	if err != nil {
		return nil, err
	}
	key, err := o.key(o.json)
	if err != nil {
		return nil, err
	}
	ofFiles, err := readKey("")
	if err != nil {
		return nil, err
	}
	codes, err := setup.failCodes()
	if err != nil {
		return nil, err
	}
	s := &backtest.Summary{Key: key, Codes: codes}
	p := past{
		joiner: joiner{key: ofFiles, limit: joinMemory}, problem: s.Problem, note: c.note,
		reader: pastReader{checkers: []*readiness.Checker{checker}, reports: o.reports},
	}
	defer p.close()
	if err := p.readBoth(c, submissions, outcomes); err != nil {
		return nil, err
	}
	return s, p.join(func(rows []backtest.Row) error {
		s.Add(&rows[0])
		return nil
	})
}
