package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// outcomeColumns are those of a table of outcomes.
var outcomeColumns = []string{"id", "result", "channel", "product", "status", "code", "text", "ended_at", "amount_fen"}

var errOutcomeColumns = say("结果表的表头须有 id，以及 result、channel、product、status、code、text、ended_at、amount_fen 中的若干列", "a table of outcomes has a header with id and others of result, channel, product, status, code, text, ended_at and amount_fen")

// readOutcomes yields the outcomes of a file, NDJSON or a table: a table's first byte is
// not that of a JSON object. What cannot be read is yielded as an error.
func readOutcomes(r io.Reader, yield func(*backtest.Outcome, error) error) error {
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
		o := new(backtest.Outcome)
		if err == nil {
			err = fillOutcome(o, header, cells)
		}
		if err := yield(o, err); err != nil {
			return err
		}
	}
}

var errOutcome = say("不是打款结果", "not an outcome")

func fillOutcome(o *backtest.Outcome, header, cells []string) (err error) {
	for i, name := range header {
		v := cells[i]
		switch name {
		case "id":
			o.ID = v
		case "result":
			if v != "" {
				err = o.Result.UnmarshalText([]byte(v))
			}
		case "channel":
			o.Channel = v
		case "product":
			o.Product = v
		case "status":
			o.Status = v
		case "code":
			o.Code = v
		case "text":
			o.Text = v
		case "amount_fen":
			if v != "" {
				var n int64
				n, err = strconv.ParseInt(v, 10, 64)
				o.Amount = intake.Some(intake.Fen(n))
			}
		case "ended_at":
			if v != "" {
				o.EndedAt, err = time.Parse(time.RFC3339, v)
			}
		}
		if err != nil || o.Amount.V < 0 || o.Amount.V > intake.MaxFen {
			return errOutcome
		}
	}
	return nil
}

func readOutcomeLines(lines *lineReader, line []byte, err error, yield func(*backtest.Outcome, error) error) error {
	for ; err == nil; line, _, err = lines.next() {
		if line != nil && isBlank(line) {
			continue
		}
		o := new(backtest.Outcome)
		if err := yield(o, o.UnmarshalJSON(line)); err != nil {
			return err
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
