package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// outcomeColumns are those of a table of outcomes.
var outcomeColumns = []string{"id", "result", "channel", "product", "status", "code", "text", "ended_at", "amount_fen"}

var errOutcomeColumns = say("结果表的表头须有 id，以及 result、channel、product、status、code、text、ended_at、amount_fen 中的若干列", "a table of outcomes has a header with id and others of result, channel, product, status, code, text, ended_at and amount_fen")

// readOutcomes yields the outcomes of a file, NDJSON or a table: a table's first byte is
// not that of a JSON object. What cannot be read is yielded as an error, with its line.
func readOutcomes(r io.Reader, yield func(o *backtest.Outcome, line int64, err error) error) error {
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
	for i, name := range header {
		if !slices.Contains(outcomeColumns, name) { // nothing personal, beside a column id
			return say("不认识表头第 %[1]d 列 %[2]q；可用的列：%[3]s", "column %[1]d of the header is unknown (%[2]q); there are: %[4]s", i+1, name, strings.Join(outcomeColumns, "、"), strings.Join(outcomeColumns, ", "))
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
		o, at := new(backtest.Outcome), 0
		if bad != nil {
			at, err = bad.StartLine, say("列数与表头不一致，或引号不成对", "has another number of cells than the header, or a quote that does not close")
		} else {
			at, _ = table.FieldPos(0)
			err = fillOutcome(o, header, cells)
		}
		if err := yield(o, lines.number+int64(at), err); err != nil {
			return err
		}
	}
}

// outcomeMistakes say what a column or member of an outcome must be; all others are
// texts.
var outcomeMistakes = map[string]message{
	"result":     say("result 须为 succeeded、failed、returned、held 或 unknown", "result must be succeeded, failed, returned, held or unknown"),
	"ended_at":   say("ended_at 须为带时区的时间（RFC 3339），例如 2026-11-24T10:00:00+08:00", "ended_at must be a time with its offset (RFC 3339), such as 2026-11-24T10:00:00+08:00"),
	"amount_fen": say("amount_fen 须为整数，单位为分，例如 800000，不加引号", "amount_fen must be an integer in fen, such as 800000, without quotes"),
}

func outcomeMistake(name string) message {
	if m, ok := outcomeMistakes[name]; ok {
		return m
	}
	return say("%s 须为带引号的字符串", "%s must be a string in quotes", name)
}

// explainOutcome finds what is wrong with a line that read refuses, of which members are
// all that it knows. It repeats nothing of the line.
func explainOutcome(line []byte, members []string, read func([]byte) error) message {
	var given map[string]json.RawMessage
	if json.Unmarshal(line, &given) != nil || given == nil {
		return say("不是有效的 JSON 对象", "no valid JSON object")
	}
	for _, name := range members {
		if raw, ok := given[name]; ok && read(slices.Concat([]byte(`{"`+name+`":`), raw, []byte("}"))) != nil {
			return outcomeMistake(name)
		}
		delete(given, name)
	}
	if len(given) > 0 {
		return say("有不认识的字段；可用的字段：%[1]s", "has a member that is not known; there are: %[2]s", strings.Join(members, "、"), strings.Join(members, ", "))
	}
	return say("不是打款结果", "not an outcome")
}

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
			return outcomeMistake(name)
		}
	}
	return nil
}

func readOutcomeLines(lines *lineReader, line []byte, err error, yield func(*backtest.Outcome, int64, error) error) error {
	for ; err == nil; line, _, err = lines.next() {
		if line != nil && isBlank(line) {
			continue
		}
		o := new(backtest.Outcome)
		var bad error
		if o.UnmarshalJSON(line) != nil {
			bad = explainOutcome(line, outcomeColumns, new(backtest.Outcome).UnmarshalJSON)
		}
		if err := yield(o, lines.number, bad); err != nil {
			return err
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
