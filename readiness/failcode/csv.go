package failcode

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/payready/payready/readiness/remedy"
)

// readCSV calls row for each record and joins the errors. The header holds the
// required columns in order, followed by any of the optional ones. Each record
// passed to row has all required and optional fields in the order of the lists;
// a field missing from the header is empty.
func readCSV(r io.Reader, required, optional []string, row func(line int, f []string) []error) error {
	if r == nil {
		return errors.New("failcode: no reader")
	}
	// One byte over the limit distinguishes a full input from a truncated one.
	limited := &io.LimitedReader{R: r, N: maxOverlayBytes + 1}
	in := csv.NewReader(limited)
	in.Comment, in.FieldsPerRecord = '#', -1
	var errs []error
	fail := func(line int, err error) {
		if len(errs) < maxErrors {
			errs = append(errs, &lineError{line, err})
		}
	}
	width, rows := 0, 0
	var place []int
	for len(errs) < maxErrors {
		f, err := in.Read()
		if err == io.EOF {
			break
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			fail(syntax.Line, syntax.Err)
			continue
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("failcode: %w", err))
			break
		}
		line, _ := in.FieldPos(0)
		switch {
		case width == 0:
			f[0] = strings.TrimPrefix(f[0], "\ufeff") // spreadsheets put it there
			width = len(f)
			var ok bool
			if place, ok = columns(f, required, optional); !ok {
				err := say("表头须为 %s，其后可有 %s", "the header must be %s, and behind it may have %s", strings.Join(required, ","), strings.Join(optional, ","))
				fail(line, err)
				return errors.Join(errs...)
			}
			continue
		case len(f) != width:
			fail(line, say("每行须有 %d 个字段", "a row has %d fields", width))
			continue
		}
		if rows++; rows > maxOverlayRows {
			fail(line, say("超过 %d 行", "there are more than %d rows", maxOverlayRows))
			break
		}
		full := make([]string, len(required)+len(optional))
		for i, at := range place {
			full[at] = f[i]
		}
		for _, err := range row(line, full) {
			fail(line, err)
		}
	}
	switch {
	case len(errs) >= maxErrors:
		errs = append(errs, say("可能还有其他错误，到此为止", "failcode: there may be more; reading stopped here"))
	case limited.N <= 0:
		errs = append(errs, say("文件超过 4 MiB", "failcode: the input is longer than 4 MiB"))
	case width == 0 && len(errs) == 0:
		errs = append(errs, say("文件是空的", "failcode: the input is empty"))
	}
	return errors.Join(errs...)
}

// columns returns the index in required and optional of each header column.
func columns(header, required, optional []string) ([]int, bool) {
	if len(header) < len(required) || !slices.Equal(header[:len(required)], required) {
		return nil, false
	}
	place := make([]int, 0, len(header))
	for i := range required {
		place = append(place, i)
	}
	for _, name := range header[len(required):] {
		i := slices.Index(optional, name)
		if i < 0 || slices.Contains(place, len(required)+i) {
			return nil, false
		}
		place = append(place, len(required)+i)
	}
	return place, true
}

// A mistake is what is wrong with a table, in both languages.
type mistake remedy.Text

func (m mistake) Error() string   { return remedy.Text(m).In(remedy.EN) }
func (m mistake) Chinese() string { return remedy.Text(m).In(remedy.ZH) }

func say(zh, en string, args ...any) error {
	return mistake{remedy.ZH: fmt.Sprintf(zh, args...), remedy.EN: fmt.Sprintf(en, args...)}
}

// of says which column a mistake is of.
func of(column string, err error) error {
	return mistake{remedy.ZH: column + " " + chinese(err), remedy.EN: column + " " + err.Error()}
}

// A lineError is a mistake in a line.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string   { return fmt.Sprintf("failcode: line %d: %v", e.line, e.err) }
func (e *lineError) Unwrap() error   { return e.err }
func (e *lineError) Chinese() string { return fmt.Sprintf("第 %d 行：%s", e.line, chinese(e.err)) }

// chinese is an error in Chinese. What is not ours is about quotes.
func chinese(err error) string {
	if m, ok := err.(interface{ Chinese() string }); ok {
		return m.Chinese()
	}
	return "引号有误"
}
