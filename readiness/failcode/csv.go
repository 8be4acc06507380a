package failcode

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// readCSV calls row for each record and joins the errors. The header holds the
// required columns in order, followed by any of the optional ones. Each record
// passed to row has all required and optional fields in the order of the lists;
// a field missing from the header is empty.
func readCSV(r io.Reader, required, optional []string, row func(line int, f []string) []error) error {
	if r == nil {
		return wrong("no reader", "没有输入")
	}
	// One byte over the limit distinguishes a full input from a truncated one.
	limited := &io.LimitedReader{R: r, N: maxOverlayBytes + 1}
	in := csv.NewReader(limited)
	in.Comment, in.FieldsPerRecord = '#', -1
	var errs []error
	fail := func(line int, err error) {
		if len(errs) < maxErrors {
			var m *mistake
			if !errors.As(err, &m) {
				m = &mistake{en: err.Error(), zh: "列数不一致，或引号不成对"} // of encoding/csv
			}
			at := *m
			at.line = line
			errs = append(errs, &at)
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
				fail(line, wrong("the header must be %s, and behind it may have %s", "表头须为 %s，其后可有 %s", strings.Join(required, ","), strings.Join(optional, ",")))
				return errors.Join(errs...)
			}
			continue
		case len(f) != width:
			fail(line, wrong("a row has %d fields", "每行须有 %d 列", width))
			continue
		}
		if rows++; rows > maxOverlayRows {
			fail(line, wrong("there are more than %d rows", "超过 %d 行", maxOverlayRows))
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
		errs = append(errs, wrong("there may be more; reading stopped here", "可能还有其他错误，读到这里为止"))
	case limited.N <= 0:
		errs = append(errs, wrong("the input is longer than 4 MiB", "输入超过 4 MiB"))
	case width == 0 && len(errs) == 0:
		errs = append(errs, wrong("the input is empty", "输入为空"))
	}
	return errors.Join(errs...)
}

// A mistake is what is wrong with a file, in both languages. intake.Mistakes takes it.
type mistake struct {
	line   int // 0 if it is of the whole
	en, zh string
}

func wrong(en, zh string, args ...any) error {
	return &mistake{en: fmt.Sprintf(en, args...), zh: fmt.Sprintf(zh, args...)}
}

func (m *mistake) Error() string {
	if m.line > 0 {
		return fmt.Sprintf("failcode: line %d: %s", m.line, m.en)
	}
	return "failcode: " + m.en
}

// Chinese returns the error in Chinese.
func (m *mistake) Chinese() string {
	if m.line > 0 {
		return fmt.Sprintf("第 %d 行：%s", m.line, m.zh)
	}
	return m.zh
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
