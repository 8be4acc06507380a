package cardbin

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/payready/payready/cardbin/internal/index"
)

// Limits on what [Table.Overlay] and [ReadUnionPay] read.
const (
	MaxFileBytes = 16 << 20
	MaxFileRows  = 100_000

	maxField  = 128 // bytes of a name in a file
	maxErrors = 100 // errors to report
)

// Errors of a file as a whole. Test for them with [errors.Is].
var (
	ErrTooLarge error = &reason{"cardbin: file: more than 16 MiB or 100,000 rows, or a table of more than 131,071", "超过 16 MiB 或 10 万行，或合并后的卡表超过 131071 行"}
	ErrEncoding error = &reason{"cardbin: file: not UTF-8; decode a file in GB 18030 first", "不是 UTF-8；GBK、GB 18030 的文件请先另存为 UTF-8"}
	ErrMore     error = &reason{"cardbin: file: more errors, not listed", "其余错误不再列出"}
)

// A reason is an error in English and in Chinese.
type reason struct{ en, zh string }

func (r *reason) Error() string { return r.en }

// Chinese returns the error in Chinese, as do all errors of [Table.Overlay] that are not
// the reader's.
func (r *reason) Chinese() string { return r.zh }

// A RowError is an error in one line of a file. It never contains the content of
// the line.
type RowError struct {
	Line   int
	Column string // "" if the error concerns the whole line
	Err    error
}

func (e *RowError) Error() string {
	where := "cardbin: line " + strconv.Itoa(e.Line) + ": "
	if e.Column != "" {
		where += e.Column + ": "
	}
	return where + e.Err.Error()
}

func (e *RowError) Unwrap() error { return e.Err }

// Chinese returns the error in Chinese: line, column, and what must stand there.
func (e *RowError) Chinese() string {
	where := "第 " + strconv.Itoa(e.Line) + " 行"
	if e.Column != "" {
		where += " " + e.Column
	}
	why := e.Err.Error()
	switch err, own := e.Err.(interface{ Chinese() string }); {
	case own:
		why = err.Chinese()
	case e.Err == csv.ErrFieldCount:
		why = "列数与表头不一致"
	case e.Err == csv.ErrQuote, e.Err == csv.ErrBareQuote:
		why = "引号不成对"
	}
	return where + "：" + why
}

// Overlay returns a copy of the table with rows replaced, added or removed. The
// table itself is not changed.
//
// The file is CSV in UTF-8 (RFC 4180), at most [MaxFileBytes] and
// [MaxFileRows]. Lines that begin with # are comments; those before the header
// may give the source: "# source: core banking", "# version: 2026-11",
// "# licence: internal", "# date: 2026-11-20", "# what: own debit ranges". The
// header names the columns, in any order:
//
//	prefix          2–10 digits                        required
//	pan_length      12–19                              required
//	issuer          code: capitals, digits, _ ; ≤ 32   required for set
//	action          set (or empty) | remove
//	funding         debit | credit | quasi_credit | prepaid | unknown (or empty)
//	card_name       the product
//	kind            card (or empty) | token | test
//	class_hint      none (or empty) | class_ii | class_iii | class_ii_or_iii | e_account
//	issuer_name     Chinese name; required for a new code
//	issuer_name_en  English name
//	category        a name of Category; for a new code
//	region          two capitals, CN if empty; for a known code, where these cards are issued
//	source          source of this row, instead of the file's
//
// The key of a row is (prefix, pan_length). The action set replaces the row, but
// keeps the values of columns that the file does not have. A known issuer keeps its
// name; a new issuer takes it from the first row with its code. It is an error to
// repeat a key or to remove a row that does not exist.
//
// Overlay reports all errors, joined. Each is a *[RowError], [ErrTooLarge],
// [ErrEncoding] or [ErrMore]. On error there is no table. An unknown column of the
// header is reported by its number, counted from 1.
func (t *Table) Overlay(r io.Reader) (*Table, error) {
	b, err := readFile(r)
	if err != nil {
		return nil, err
	}
	hash := fnv.New64a()
	hash.Write(b)
	src := sourceOf(b)
	e := newEditor(t, src)
	e.file(b)
	if err := e.errs.join(); err != nil {
		return nil, err
	}
	out, err := e.table()
	if err != nil {
		return nil, err
	}
	out.sources = append(slices.Clone(t.sources), src)
	out.version = fmt.Sprintf("%s+%016x", t.version, hash.Sum64())
	return out, nil
}

// readFile reads a file within the limits and removes its byte order mark.
func readFile(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("cardbin: file: %w", err)
	}
	if len(b) > MaxFileBytes {
		return nil, ErrTooLarge
	}
	if !utf8.Valid(b) {
		return nil, ErrEncoding
	}
	return bytes.TrimPrefix(b, []byte("\ufeff")), nil
}

// sourceOf reads the comments before the header.
func sourceOf(b []byte) Source {
	s := Source{ID: "overlay"}
	fields := map[string]*string{"source": &s.ID, "version": &s.Version, "licence": &s.Licence, "date": &s.Date, "what": &s.What}
	for line := range bytes.Lines(b) {
		comment, ok := strings.CutPrefix(string(line[:min(len(line), 2*maxField)]), "#")
		if !ok {
			break
		}
		key, value, _ := strings.Cut(comment, ":")
		value = strings.TrimSpace(value)
		if field := fields[strings.TrimSpace(key)]; field != nil && checkText(value) == nil && value != "" {
			*field = value
		}
	}
	return s
}

// fileErrors collects errors, up to maxErrors.
type fileErrors []error

func (f *fileErrors) add(line int, column string, err error) {
	if err == nil || len(*f) > maxErrors {
		return
	}
	if len(*f) == maxErrors {
		*f = append(*f, ErrMore)
		return
	}
	*f = append(*f, &RowError{line, column, err})
}

func (f fileErrors) full() bool  { return len(f) > maxErrors }
func (f fileErrors) join() error { return errors.Join(f...) }

// readCSV calls row for every record after the header, with the line on which it
// begins. It stops if there are too many errors or rows.
func readCSV(b []byte, comma rune, errs *fileErrors, header func(line int, cells []string) bool, row func(line int, cells []string)) {
	c := csv.NewReader(bytes.NewReader(b))
	c.Comma, c.Comment, c.ReuseRecord = comma, '#', true
	for n := 0; !errs.full(); {
		cells, err := c.Read()
		var syntax *csv.ParseError
		switch {
		case err == io.EOF:
			return
		case errors.As(err, &syntax):
			errs.add(syntax.StartLine, "", syntax.Err) // a sentinel of encoding/csv
			continue
		case err != nil:
			errs.add(0, "", err)
			return
		}
		line, _ := c.FieldPos(0)
		if header != nil {
			if !header(line, cells) {
				return
			}
			header = nil
			continue
		}
		if n++; n > MaxFileRows {
			*errs = append(*errs, ErrTooLarge)
			return
		}
		row(line, cells)
	}
}

var (
	errPrefix   = &reason{"must be 2 to 10 digits", "须为 2 至 10 位数字"}
	errLength   = &reason{"must be a number from 12 to 19", "须为 12 至 19 的整数"}
	errNoColumn = &reason{"the header has no such column", "表头缺少这一列"}
	errTwice    = &reason{"this prefix and length are on an earlier line", "卡号前缀和卡号长度与前面某行重复"}
	errNoRow    = &reason{"nothing to remove: the table has no such prefix and length", "没有可删除的行：卡表中没有这一前缀和长度"}
	errAction   = &reason{"must be set or remove", "须为 set 或 remove"}
	errCode     = &reason{"must be 1 to 32 capitals, digits or _", "须为 1 至 32 个大写字母、数字或下划线"}
	errNewCode  = &reason{"a new code needs an issuer_name", "新的银行代码须同时给出 issuer_name"}
	errRegion   = &reason{"must be two capital letters", "须为两个大写字母"}
	errText     = &reason{"must be at most 128 bytes, without control or invisible characters", "须在 128 字节以内，且不含控制字符和不可见字符"}
)

// A wordError is [ErrText] with the words that a column accepts.
type wordError []string

func (e wordError) Error() string   { return "must be one of " + strings.Join(e, ", ") }
func (e wordError) Chinese() string { return "须为以下之一：" + strings.Join(e, "、") }
func (e wordError) Unwrap() error   { return ErrText }

func checkText(s string) error {
	if len(s) > maxField || strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
		return errText
	}
	return nil
}

func checkChars(s string, from, to int, allowed func(byte) bool, err error) error {
	if len(s) < from || len(s) > to {
		return err
	}
	for i := range len(s) {
		if !allowed(s[i]) {
			return err
		}
	}
	return nil
}

func isDigit(b byte) bool   { return '0' <= b && b <= '9' }
func isCapital(b byte) bool { return 'A' <= b && b <= 'Z' }
func isCode(b byte) bool    { return isCapital(b) || isDigit(b) || b == '_' }

// parseKey parses prefix and length.
func parseKey(prefix, length string) (k index.Key, column string, err error) {
	if err := checkChars(prefix, index.MinDigits, index.MaxDigits, isDigit, errPrefix); err != nil {
		return k, "prefix", err
	}
	n, err := strconv.Atoi(length)
	if err != nil || n < index.MinPAN || n > index.MaxPAN || len(length) != 2 {
		return k, "pan_length", errLength
	}
	return index.Key{Prefix: prefix, PANLen: uint8(n)}, "", nil
}
