package main

import (
	"bytes"
	"encoding"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A kind is how a cell becomes JSON.
type kind uint8

const (
	textCell   kind = iota // a word, a date, a time or free text
	numberCell             // an integer or a percentage
	factCell               // true or false, in upper or lower case
	listCell               // a JSON array
	extraCell              // an input of a custom check: the form decides the type
)

var kindNames = [...]readiness.Text{both("文本", "text"), both("数字", "number"), {readiness.EN: "true|false"}, both("JSON 列表", "JSON list"), both("取值", "value")}

// allColumns yields the columns that a table may have: every input, named by its
// JSON Pointer with dots for slashes.
func allColumns() iter.Seq2[string, kind] {
	return func(yield func(string, kind) bool) {
		walkColumns("", reflect.TypeFor[intake.Submission](), yield)
	}
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

func walkColumns(path string, t reflect.Type, yield func(string, kind) bool) bool {
	switch t {
	case reflect.TypeFor[intake.Fact]():
		return yield(path, factCell)
	case reflect.TypeFor[intake.Opt[intake.Fen]](), reflect.TypeFor[intake.Opt[int64]](), reflect.TypeFor[intake.Opt[intake.Percent]]():
		return yield(path, numberCell)
	case reflect.TypeFor[intake.Extra]():
		return true // any name: see columnKind
	}
	switch {
	case t.Kind() == reflect.String || reflect.PointerTo(t).Implements(textUnmarshaler):
		return yield(path, textCell)
	case t.Kind() == reflect.Slice:
		return yield(path, listCell)
	}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if path != "" {
			name = path + "." + name
		}
		if !walkColumns(name, f.Type, yield) {
			return false
		}
	}
	return true
}

func columnKind(name string) (kind, bool) {
	for n, k := range allColumns() {
		if n == name {
			return k, true
		}
	}
	extra, ok := strings.CutPrefix(name, "extra.")
	return extraCell, ok && strings.Trim(extra, "abcdefghijklmnopqrstuvwxyz0123456789_-") == "" && extra != ""
}

// columns is the header of a table, prepared for converting rows to submissions.
type columns struct {
	count int
	cells []column // sorted by path, so that the members of an object are adjacent
}

type column struct {
	at   int // index in the row
	path []string
	kind kind
}

// parseHeader parses a header. Its errors name a column only if another one is known:
// a table without a header begins with personal data.
func parseHeader(line []byte, mode intake.Mode) (*columns, error) {
	switch {
	case isWorkbook(line):
		return nil, errWorkbook
	case bytes.HasPrefix(line, []byte("{")):
		return nil, say("这是 JSON，请用 -ndjson 而不是 -csv", "this is JSON: use -ndjson, not -csv")
	}
	line = bytes.Clone(line)
	names, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return nil, say("首行须为表头，列名如 card.number", "the first line must be a header with column names such as card.number")
	}
	c := &columns{count: len(names)}
	seen := map[string]bool{}
	isHeader := slices.ContainsFunc(names, func(name string) bool { _, ok := columnKind(name); return ok })
	for i, name := range names {
		k, ok := columnKind(name)
		switch {
		case !ok && mode == intake.Lenient:
			continue
		case !ok:
			return nil, unknownColumn(i, name, isHeader)
		case seen[name]:
			return nil, say("表头第 %d 列 %s 重复", "column %d of the header, %s, is a duplicate", i+1, name)
		}
		seen[name] = true
		c.cells = append(c.cells, column{i, strings.Split(name, "."), k})
	}
	if len(c.cells) == 0 {
		return nil, say("表头没有认识的列", "the header has no known column")
	}
	slices.SortFunc(c.cells, func(a, b column) int { return slices.Compare(a.path, b.path) })
	return c, nil
}

// unknownColumn names the column, and the nearest that is known.
func unknownColumn(i int, name string, isHeader bool) message {
	zh, en := "", ""
	if isHeader && len(name) <= 64 {
		zh, en = fmt.Sprintf(" %q", name), fmt.Sprintf(" (%q)", name)
		if near := columnLike(name); near != "" {
			zh, en = zh+"，是否指 "+near+"？", en+"; did you mean "+near+"?"
		} else {
			zh, en = zh+"。", en+"."
		}
	} else {
		zh, en = "。", "."
	}
	lists := both("readycheck help assess 列出可用的列，-lenient 会忽略其他列", "readycheck help assess lists the columns, and -lenient ignores others")
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		lists = both("中文表头请用 readyexcel", "readyexcel reads headers in Chinese")
	}
	return say("不认识表头第 %[1]d 列%[2]s%[4]s", "column %[1]d of the header is unknown%[3]s %[5]s", i+1, zh, en, lists.In(readiness.ZH), lists.In(readiness.EN))
}

// columnLike returns the column that was probably meant: the only one that begins with
// the name or ends in it, or the nearest.
func columnLike(name string) string {
	var all, alike []string
	for n := range allColumns() {
		all = append(all, n)
		if strings.HasPrefix(n, name) || strings.HasSuffix(n, "."+name) {
			alike = append(alike, n)
		}
	}
	if len(alike) != 1 {
		alike = append(nearest(name, all), "")
	}
	return alike[0]
}

// A rowReader converts rows to the JSON of submissions. No input has a line break,
// so each row is one line, and a stray quote spoils only its row.
type rowReader struct {
	*columns
	line bytes.Reader
	csv  *csv.Reader
	json []byte
}

func newRowReader(c *columns) *rowReader {
	r := &rowReader{columns: c}
	r.csv = csv.NewReader(&r.line)
	r.csv.FieldsPerRecord = c.count
	r.csv.ReuseRecord = true
	return r
}

// read returns the JSON of a row, valid until the next call. Empty cells are
// unknown. The error is an *intake.InputError.
func (r *rowReader) read(line []byte) ([]byte, error) {
	r.line.Reset(line)
	row, err := r.csv.Read()
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return nil, &intake.InputError{Offset: -1, Kind: "columns"}
	case err != nil:
		return nil, &intake.InputError{Offset: -1, Kind: "quote"}
	}
	b := append(r.json[:0], '{')
	var open []string // objects that are open
	for i := range r.cells {
		c := &r.cells[i]
		cell := row[c.at]
		if cell == "" {
			continue
		}
		parents := c.path[:len(c.path)-1]
		same := 0
		for same < min(len(open), len(parents)) && open[same] == parents[same] {
			same++
		}
		for range open[same:] {
			b = append(b, '}')
		}
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		for _, p := range parents[same:] {
			b = append(append(append(b, '"'), p...), `":{`...)
		}
		open = parents
		b = append(append(append(b, '"'), c.path[len(c.path)-1]...), `":`...)
		if b, err = c.kind.appendJSON(b, cell); err != nil {
			return nil, &intake.InputError{Field: c.field(), Offset: -1, Kind: err.Error()}
		}
	}
	for range open {
		b = append(b, '}')
	}
	r.json = append(b, '}')
	return r.json, nil
}

func (c *column) field() intake.Field {
	if c.kind == extraCell {
		return "/extra"
	}
	return intake.Field("/" + strings.Join(c.path, "/"))
}

// Kinds of intake.InputError.
var (
	errCellSyntax = errors.New("syntax")
	errCellUTF8   = errors.New("encoding")
	errCellType   = errors.New("type")
)

func (k kind) appendJSON(b []byte, cell string) ([]byte, error) {
	switch lower := strings.ToLower(cell); {
	case k == numberCell || k == extraCell && isNumber(cell):
		if !isNumber(cell) {
			return b, errCellType
		}
		return append(b, cell...), nil
	case k == factCell || k == extraCell && (lower == "true" || lower == "false"):
		if lower != "true" && lower != "false" {
			return b, errCellType
		}
		return append(b, lower...), nil
	case k == listCell:
		v := jsontext.Value(cell)
		if !v.IsValid() {
			return b, errCellSyntax
		}
		return append(b, cell...), nil
	}
	b, err := jsontext.AppendQuote(b, cell)
	if err != nil {
		return b, errCellUTF8
	}
	return b, nil
}

// isNumber reports whether a cell is a JSON number without an exponent.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == "" && jsontext.Value(s).IsValid()
}
