package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// A table is what a file holds, cell by cell.
type table struct {
	rows     [][]string
	sheet    string // "" for CSV
	date1904 bool
	file     *excelize.File // nil for CSV
	merged   []span
}

// A span is a cell that was merged with those below it.
type span struct{ column, first, last int }

// maxFile bounds a file: a workbook of some hundred thousand rows.
const maxFile = 200 << 20

// readTable reads a workbook or a CSV file, told apart by how they begin.
func readTable(name, sheet string) (*table, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, say("文件超过 200 MiB，请拆分", "the file has more than 200 MiB: split it")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return readWorkbook(b, sheet)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return nil, say("这是旧版 .xls 或加了密码的文件：请在 Excel 中去掉密码，另存为 .xlsx", "this is an old .xls or has a password: take the password off and save it as .xlsx in Excel")
	case len(bytes.TrimSpace(b)) == 0:
		return nil, say("文件是空的", "the file is empty")
	case bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 200)])), []byte("<")):
		return nil, say("这是网页或 XML，只是名称像 %s：请在 Excel 中打开，另存为 .xlsx", "this is a web page or XML by the name of %s: open it in Excel and save it as .xlsx", filepath.Ext(name))
	}
	text, err := decode(b)
	if err != nil {
		return nil, err
	}
	return readCSV(text)
}

func readWorkbook(b []byte, sheet string) (*table, error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipXMLSizeLimit: 2 << 30})
	if err != nil {
		return nil, say("读不了这个工作簿：可能已损坏，请在 Excel 中打开，另存为 .xlsx", "the workbook cannot be read, perhaps it is damaged: open it in Excel and save it as .xlsx")
	}
	t := &table{file: f}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		t.date1904 = *p.Date1904
	}
	var best int
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err == nil && !visible && sheet == "" || sheet != "" && name != sheet {
			continue
		}
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			continue
		}
		merged := mergedDown(f, name, rows)
		if _, score := bestHeader(rows, nil); score > best || sheet != "" {
			best, t.sheet, t.rows, t.merged = score, name, rows, merged
		}
	}
	if t.sheet == "" {
		if sheet != "" {
			return nil, say("没有这张工作表；有：%s", "there is no such sheet; there are %s", strings.Join(f.GetSheetList(), ", "))
		}
		return nil, errNoHeader
	}
	return t, nil
}

// mergedDown finds the cells that are merged with those below and repeats them there, so
// that titles of one line and of two stand in one row.
func mergedDown(f *excelize.File, sheet string, rows [][]string) (all []span) {
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		return nil
	}
	for _, m := range merged {
		column, first, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		_, last, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		last = min(last, len(rows))
		if err != nil || err2 != nil || last <= first || column > len(rows[first-1]) {
			continue
		}
		for i := first; i < last; i++ {
			for len(rows[i]) < column {
				rows[i] = append(rows[i], "")
			}
			rows[i][column-1] = rows[first-1][column-1]
		}
		all = append(all, span{column - 1, first - 1, last - 1})
	}
	return all
}

// unmerged refuses cells of payouts that are merged: nobody can say whether each row is
// meant to have the whole.
func (t *table) unmerged(h *header) error {
	for _, m := range t.merged {
		for _, c := range h.columns {
			if c.at == m.column && c.target != nil && m.last > h.row {
				return say("%s 列第 %d 至 %d 行是合并单元格：请在 Excel 中取消合并，并在每一行填上各自的值", "column %s has merged cells in rows %d to %d: unmerge them in Excel and give every row its own value",
					columnLetter(m.column), m.first+1, m.last+1)
			}
		}
	}
	return nil
}

// isNumber reports whether a cell of a workbook holds a number and not text.
func (t *table) isNumber(row, column int) bool {
	if t.file == nil {
		return false
	}
	cell, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return false
	}
	kind, err := t.file.GetCellType(t.sheet, cell)
	return err == nil && (kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset)
}

// decode finds the encoding: a mark says it, or else what is no UTF-8 is GB 18030.
func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		if err != nil {
			return "", errEncoding
		}
		return string(out), nil
	case utf8.Valid(b):
		return strings.TrimPrefix(string(b), "\ufeff"), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", errEncoding
	}
	return string(out), nil
}

var errEncoding = say("文字编码既不是 UTF-8 也不是 GB 18030：请在 Excel 中另存为“CSV UTF-8”", "the text is neither UTF-8 nor GB 18030: save it as “CSV UTF-8” in Excel")

// readCSV reads rows whose cells are divided by the mark that divides the most.
func readCSV(text string) (*table, error) {
	comma, most := ',', 0
	head := text[:min(len(text), 4096)]
	for _, mark := range ",\t;" {
		if n := strings.Count(head, string(mark)); n > most {
			comma, most = mark, n
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	t := &table{}
	for {
		before := r.InputOffset()
		row, err := r.Read()
		// The reader passes over blank lines, which are rows of a spreadsheet.
		for rest := text[before:]; err == nil; t.rows = append(t.rows, nil) {
			next, blank := strings.CutPrefix(strings.TrimPrefix(rest, "\r"), "\n")
			if !blank {
				break
			}
			rest = next
		}
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, say("第 %d 行的引号不成对", "row %d has a quote that does not close", len(t.rows)+1)
		}
		t.rows = append(t.rows, row)
	}
}
