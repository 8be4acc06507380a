package main

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// Faults of a table: what a cell says cannot be what was meant. None of them repeats the
// cell.
var (
	faultDamaged = both("Excel 把号码当成了数字，后几位已经丢失：请把这一列设为“文本”格式，再重新填入号码", "Excel took the number for a quantity and lost its last digits: set the column to “Text” and enter the number again")
	faultError   = both("单元格是公式错误（如 #N/A）：请修正公式，或粘贴为数值", "the cell is the error of a formula (such as #N/A): mend it, or paste the value")
	faultMoney   = both("金额看不懂：请写成数字，最多两位小数，例如 8000.00", "the amount cannot be read: write a number with at most two decimals, such as 8000.00")
	faultComma   = both("金额里的逗号不是千分位：请写成 8000.00 或 8,000.00", "a comma in the amount does not divide thousands: write 8000.00 or 8,000.00")
	faultDate    = both("日期看不懂：请写成 2026-11-24 或 2026-11-24 10:00", "the date cannot be read: write 2026-11-24 or 2026-11-24 10:00")
	faultNumber  = both("须为整数", "must be an integer")
	faultFact    = both("须为 是 或 否；不知道就留空", "must be yes or no; leave it empty if it is not known")
)

func faultWord(words []string) readiness.Text {
	return both("不认识这个取值；可用："+strings.Join(choices(words, readiness.ZH), "、"), "no such word; there are "+strings.Join(words, ", "))
}

// scientific is how Excel shows a number that was too long.
var scientific = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)

// A cell is a cell of a column.
type cell struct {
	text   string
	number bool // stored as a number of more digits than a spreadsheet keeps
	d1904  bool
}

// read returns the JSON value of a cell, or what is wrong with it. It is called only
// for cells that are not empty.
func (c *column) read(in cell) (value any, fault readiness.Text) {
	text := strings.TrimSpace(width.Fold.String(in.text))
	if strings.HasPrefix(text, "#") && (strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || text == "#N/A") {
		return nil, faultError
	}
	form := c.target.path.Form()
	switch {
	case c.unit > 0:
		return money(text, c.unit)
	case form.Kind == "time" || form.Kind == "day":
		return c.date(text, in, form.Kind)
	case form.Kind == "boolean":
		if f, ok := facts[strings.ToLower(text)]; ok {
			return f == "true", readiness.Text{}
		}
		return nil, faultFact
	case form.Kind == "word":
		return word(text, form.Words)
	case form.Kind == "integer":
		return integer(text)
	case form.Kind == "percent":
		if n, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64); err == nil {
			return n, readiness.Text{}
		}
		return nil, faultNumber
	}
	if isLong(c.target.path) && (scientific.MatchString(text) || in.number) {
		return nil, faultDamaged
	}
	return strings.TrimPrefix(strings.TrimSpace(in.text), "'"), readiness.Text{} // as typed to keep digits
}

// endsInZeros reports whether a number has more than the fifteen digits that Excel keeps
// and only zeros behind them.
func endsInZeros(s string) bool {
	return len(s) > 15 && strings.Trim(s, "0123456789") == "" && strings.Trim(s[15:], "0") == ""
}

// isLong reports whether a field holds numbers that have more digits than Excel keeps.
func isLong(f intake.Field) bool {
	switch f {
	case intake.FieldCardNumber, intake.FieldApplicantDocumentNumber, intake.FieldCardHolderDocumentNumber, intake.FieldPayoutOrderID, intake.FieldPayoutBusinessID,
		intake.FieldApplicantMobile, intake.FieldCardHolderMobile, intake.FieldPayoutBranchCode:
		return true
	}
	return false
}

// thousands matches a number whose commas stand before groups of three digits. In 8,00
// and 0,800 one may be meant for a decimal point, and nobody can say.
var thousands = regexp.MustCompile(`^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$`)

// money reads an amount with commas, decimals and signs of currency, exactly. A cell
// with the rounding of binary numbers, such as 0.30000000000000004, is what it rounds to.
// The point of 8.000 yuan may be meant to divide thousands.
func money(text string, unit int64) (any, readiness.Text) {
	s := strings.ReplaceAll(strings.TrimSuffix(strings.TrimLeft(text, "¥￥rRmMbB "), "元"), " ", "")
	if strings.Contains(s, ",") && !thousands.MatchString(s) {
		return nil, faultComma
	}
	decimals := 0
	for u := unit; u > 1; u /= 10 {
		decimals++
	}
	s = strings.ReplaceAll(s, ",", "")
	whole, frac, _ := strings.Cut(s, ".")
	switch {
	case len(frac) > 10: // a binary number
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, faultMoney
		}
		s = strconv.FormatFloat(f, 'f', 6, 64)
		whole, frac, _ = strings.Cut(s, ".")
	case len(frac) > max(2, decimals):
		return nil, faultMoney
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > decimals || strings.Trim(strings.TrimPrefix(whole, "-")+frac, "0123456789") != "" || whole == "" || whole == "-" {
		return nil, faultMoney
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", decimals-len(frac)), 10, 64)
	if err != nil || n > int64(intake.MaxFen) || n < 0 {
		return nil, faultMoney
	}
	return n, readiness.Text{}
}

func integer(text string) (any, readiness.Text) {
	for zh, n := range map[string]int64{"二要素": 2, "三要素": 3, "四要素": 4} {
		if text == zh {
			return n, readiness.Text{}
		}
	}
	if strings.Contains(text, ",") && !thousands.MatchString(text) {
		return nil, faultNumber
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(strings.ReplaceAll(text, ",", ""), ".0"), 10, 64)
	if err != nil {
		return nil, faultNumber
	}
	return n, readiness.Text{}
}

// word reads a word of a list, as it is or as people write it.
func word(text string, words []string) (any, readiness.Text) {
	plain := strings.ToLower(strings.NewReplacer(" ", "", "-", "_").Replace(text))
	for _, w := range words {
		if strings.EqualFold(w, plain) {
			return w, readiness.Text{}
		}
	}
	meant, ok := cellWords[plain]
	if !ok {
		meant, ok = cellWords[strings.TrimPrefix(plain, "已")] // 已注销 for 注销
	}
	for _, w := range words {
		if ok && w == meant {
			return w, readiness.Text{}
		}
		if ok && (meant == "match" && w == "passed" || meant == "passed" && w == "match" || meant == "mismatch" && w == "failed" || meant == "failed" && w == "mismatch") {
			return w, readiness.Text{} // 一致 and 通过 are said for either
		}
	}
	if ok && meant == "" {
		return nil, readiness.Text{} // said to be unknown
	}
	return nil, faultWord(words)
}

// date reads the usual ways to write a day or a moment, and Excel's own numbers.
func (c *column) date(text string, in cell, kind string) (any, readiness.Text) {
	t, ok := time.Time{}, false
	if serial, err := strconv.ParseFloat(text, 64); err == nil && (len(text) < 8 || strings.Contains(text, ".")) && serial > 20_000 && serial < 80_000 {
		if at, err := excelize.ExcelDateToTime(serial, in.d1904); err == nil {
			at = at.Round(time.Second)
			t, ok = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, workday.China), true
		}
	}
	if !ok {
		t, ok = parseTime(text, kind == "day")
	}
	if !ok || t.Year() < 1900 || t.Year() > 2199 {
		return nil, faultDate
	}
	if kind == "day" {
		return t.Format(time.DateOnly), readiness.Text{}
	}
	return t.Format(time.RFC3339), readiness.Text{}
}

// layouts are ways to write a moment that mean one thing only, year first.
var layouts = []string{
	"2006-1-2", "20060102", "2006-1-2 15:04", "2006-1-2 15:04:05", "2006-1-2T15:04:05", "20060102 15:04", "20060102 15:04:05", "20060102150405",
}

// parseTime reads a time in China, or one with its own offset.
func parseTime(s string, _ bool) (time.Time, bool) {
	s = strings.TrimSpace(width.Fold.String(s))
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", " ", "/", "-", ".", "-", "时", ":", "分", ":", "秒", "").Replace(s)
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), ":")
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, workday.China); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
