package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
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
		p.rows[i].Amount, p.rows[i].Channel = validAmount(&sub), sub.Payout.Channel
	}
	return sub.ID, nil
}

// A packer writes rows shortly: findings repeat, so each is kept once in memory and
// named by its number.
type packer struct {
	index    map[packedFinding]uint16
	findings []backtest.Finding
}

type packedFinding struct {
	backtest.Reason
	penalty int
	missing string
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
	Findings []uint16 // indexes among the packer's
}

var errManyFindings = say("报告中的检查结果多于任何检查清单", "the reports have more different findings than any suite")

func (p *packer) pack(w *backtest.Row) (packedRow, error) {
	out := packedRow{ID: w.ID, Verdict: w.Verdict, Score: w.Score, Checker: w.Checker, Issuer: w.Issuer, Amount: -1, Channel: w.Channel}
	if w.Amount.OK {
		out.Amount = int64(w.Amount.V)
	}
	if !w.At.IsZero() {
		out.At = w.At.Unix()
	}
	for _, f := range w.Findings {
		var missing strings.Builder
		for _, m := range f.Missing {
			missing.WriteString(string(m) + "\n")
		}
		key := packedFinding{f.Reason, f.Penalty, missing.String()}
		i, ok := p.index[key]
		if !ok {
			if len(p.findings) == 1<<16 {
				return out, errManyFindings
			}
			if p.index == nil {
				p.index = map[packedFinding]uint16{}
			}
			i = uint16(len(p.findings))
			p.index[key], p.findings = i, append(p.findings, f)
		}
		out.Findings = append(out.Findings, i)
	}
	return out, nil
}

func (p *packer) unpack(in *packedRow, w *backtest.Row) {
	*w = backtest.Row{ID: in.ID, Verdict: in.Verdict, Score: in.Score, Checker: in.Checker, Issuer: in.Issuer, Channel: in.Channel, Findings: w.Findings[:0]}
	if in.Amount >= 0 {
		w.Amount = intake.Some(intake.Fen(in.Amount))
	}
	if in.At != 0 {
		w.At = time.Unix(in.At, 0)
	}
	for _, i := range in.Findings {
		w.Findings = append(w.Findings, p.findings[i])
	}
}

// A past joins payouts with their outcomes.
type past struct {
	joiner
	packer
	reader  pastReader
	problem func(backtest.Problem)
	lines   int64
}

// submissions reads the first file.
func (p *past) submissions(r io.Reader) error {
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
		}
		id, err := p.reader.read(line)
		switch {
		case tooLong || err != nil:
			p.problem(backtest.Unreadable)
			continue
		case id == "":
			p.problem(backtest.NoID)
			continue
		}
		packed := make([]packedRow, len(p.reader.rows))
		for i := range p.reader.rows {
			p.reader.rows[i].ID = id
			if packed[i], err = p.pack(&p.reader.rows[i]); err != nil {
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
func (p *past) outcomes(r io.Reader) error {
	return readOutcomes(r, func(l *outcomeLine, err error) error {
		p.lines++
		var row outcomeRow
		if err == nil {
			row, err = l.row()
		}
		switch {
		case err != nil:
			p.problem(backtest.Unreadable)
			return nil
		case l.ID == "":
			p.problem(backtest.NoID)
			return nil
		}
		b, err := json.Marshal(row)
		if err != nil {
			return err
		}
		return p.add(l.ID, sideOutcome, b)
	})
}

// join yields every payout once, as each checker judged it, with its outcome.
func (p *past) join(yield func([]backtest.Row) error) error {
	var rows []backtest.Row
	return p.each(func(group []joined) error {
		var outcomes []outcomeRow
		var last []packedRow
		submissions := 0
		for _, r := range group {
			if r.side == sideOutcome {
				var o outcomeRow
				if err := json.Unmarshal(r.payload, &o); err != nil {
					return err
				}
				outcomes = append(outcomes, o)
				continue
			}
			submissions++
			last = nil
			if err := json.Unmarshal(r.payload, &last); err != nil {
				return err
			}
		}
		if submissions > 1 {
			p.problem(backtest.TwoSubmissions)
		}
		if submissions == 0 {
			for range outcomes {
				p.problem(backtest.NoSubmission)
			}
			return nil
		}
		var o outcomeRow
		if len(outcomes) == 0 {
			p.problem(backtest.NoOutcome)
		} else {
			contradict := false
			if o, contradict = settleOutcomes(outcomes); contradict {
				p.problem(backtest.TwoOutcomes)
			}
		}
		if rows == nil {
			rows = make([]backtest.Row, len(last))
		}
		for i := range last {
			p.unpack(&last[i], &rows[i])
			rows[i].Outcome = o.Outcome
			if !rows[i].Amount.OK {
				rows[i].Amount = o.Amount
			}
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
		return errNothing
	}
	return nil
}

func (c *call) readFile(name string, read func(io.Reader) error) error {
	if name == "-" {
		return read(c.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return read(f)
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
	key, err := readKey(o.keyFile)
	if err != nil {
		return nil, err
	}
	s := &backtest.Summary{Key: key}
	p := past{
		joiner: joiner{key: key, limit: joinMemory}, problem: s.Problem,
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
