package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// An outcomeLine is a line of a file of outcomes.
type outcomeLine struct {
	ID      string          `json:"id"`
	Result  string          `json:"result,omitempty"` // succeeded, failed, returned, held or unknown
	Channel string          `json:"channel,omitempty"`
	Product string          `json:"product,omitempty"`
	Status  string          `json:"status,omitempty"`
	Code    string          `json:"code,omitempty"`
	Text    string          `json:"text,omitempty"`
	EndedAt time.Time       `json:"ended_at,omitzero"`
	Amount  json.RawMessage `json:"amount_fen,omitempty"`
}

// An outcomeRow is an outcome, with the amount that a document does not carry.
type outcomeRow struct {
	backtest.Outcome
	Amount intake.Opt[intake.Fen]
}

var errOutcome = say("不是打款结果", "not an outcome")

func (l *outcomeLine) row() (out outcomeRow, err error) {
	out.Outcome = backtest.Outcome{Channel: l.Channel, Product: l.Product, Status: l.Status, Code: l.Code, Text: l.Text, EndedAt: l.EndedAt}
	if l.Result != "" && out.Result.UnmarshalText([]byte(l.Result)) != nil {
		return out, errOutcome
	}
	out.Result = out.Settled()
	if len(l.Amount) > 0 {
		n, err := strconv.ParseInt(string(bytes.Trim(l.Amount, `"`)), 10, 64)
		if err != nil || n < 0 || n > int64(intake.MaxFen) {
			return out, errOutcome
		}
		out.Amount = intake.Some(intake.Fen(n))
	}
	return out, nil
}

// outcomeColumns are those of a table of outcomes.
var outcomeColumns = []string{"id", "result", "channel", "product", "status", "code", "text", "ended_at", "amount_fen"}

var errOutcomeColumns = say("结果表的表头须有 id，以及 result、channel、product、status、code、text、ended_at、amount_fen 中的若干列", "a table of outcomes has a header with id and others of result, channel, product, status, code, text, ended_at and amount_fen")

// readOutcomes yields the outcomes of a file, NDJSON or a table: a table's first byte is
// not that of a JSON object. What cannot be read is yielded as an error.
func readOutcomes(r io.Reader, yield func(*outcomeLine, error) error) error {
	lines := newLineReader(r)
	line, _, err := lines.next()
	for err == nil && isBlank(line) {
		line, _, err = lines.next()
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	line = bytes.TrimPrefix(line, bom)
	if err != nil || line[0] == '{' {
		return readOutcomeLines(lines, line, err, yield)
	}
	header, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil || !slices.Contains(header, "id") {
		return errOutcomeColumns
	}
	for _, name := range header {
		if !slices.Contains(outcomeColumns, name) {
			return errOutcomeColumns
		}
	}
	table := csv.NewReader(lines.r)
	table.FieldsPerRecord = len(header)
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		l := new(outcomeLine)
		if err == nil {
			err = l.fill(header, cells)
		}
		if err := yield(l, err); err != nil {
			return err
		}
	}
}

func (l *outcomeLine) fill(header, cells []string) error {
	for i, name := range header {
		v := cells[i]
		switch name {
		case "id":
			l.ID = v
		case "result":
			l.Result = v
		case "channel":
			l.Channel = v
		case "product":
			l.Product = v
		case "status":
			l.Status = v
		case "code":
			l.Code = v
		case "text":
			l.Text = v
		case "amount_fen":
			l.Amount = json.RawMessage(v)
		case "ended_at":
			if v == "" {
				continue
			}
			t, err := time.Parse(time.RFC3339, v)
			if err != nil {
				return errOutcome
			}
			l.EndedAt = t
		}
	}
	return nil
}

func readOutcomeLines(lines *lineReader, line []byte, err error, yield func(*outcomeLine, error) error) error {
	for ; err == nil; line, _, err = lines.next() {
		if line != nil && isBlank(line) {
			continue
		}
		l := new(outcomeLine)
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		bad := d.Decode(l)
		if err := yield(l, bad); err != nil {
			return err
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// settleOutcomes returns the one of several outcomes of an ID that counts: the latest, and
// of two at once the worse. It reports whether they contradict each other. Money that
// arrived and came back does not.
func settleOutcomes(list []outcomeRow) (out outcomeRow, contradict bool) {
	out = list[0]
	for _, o := range list[1:] {
		was, is := out.Result, o.Result
		if was != is && was != backtest.Unknown && is != backtest.Unknown && !(was == backtest.Succeeded && is == backtest.Returned) && !(was == backtest.Returned && is == backtest.Succeeded) {
			contradict = true
		}
		switch c := o.EndedAt.Compare(out.EndedAt); {
		case is == backtest.Unknown || is == backtest.Held:
		case was == backtest.Unknown || was == backtest.Held, c > 0, c == 0 && badness(is) > badness(was):
			amount := out.Amount
			out = o
			if !out.Amount.OK {
				out.Amount = amount
			}
		}
	}
	return out, contradict
}

func badness(r backtest.Result) int {
	return slices.Index([]backtest.Result{backtest.Held, backtest.Unknown, backtest.Succeeded, backtest.Failed, backtest.Returned}, r)
}
