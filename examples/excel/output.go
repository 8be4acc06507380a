package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/payready/payready/readiness"
)

// resultColumns are the columns of a result: their names for -columns, their titles and
// widths, and what stands in them.
var resultColumns = []struct {
	name  string
	title readiness.Text
	width float64
	value func(o *outcome, l readiness.Lang) any
}{
	{"row", both("原表行号", "row"), 9, func(o *outcome, _ readiness.Lang) any { return o.line }},
	{"order", both("订单号或业务单号", "order or business number"), 24, func(o *outcome, _ readiness.Lang) any { return o.order }},
	{"name", both("姓名", "name"), 10, func(o *outcome, _ readiness.Lang) any { return o.name }},
	{"card", both("银行卡", "card"), 23, func(o *outcome, _ readiness.Lang) any { return o.card }},
	{"amount", both("金额（元）", "amount (CNY)"), 14, func(o *outcome, _ readiness.Lang) any {
		if !o.amount.OK {
			return ""
		}
		return float64(o.amount.V) / 100
	}},
	{"verdict", both("结论", "verdict"), 12, func(o *outcome, l readiness.Lang) any {
		if o.fault != "" {
			return faultWordOf.In(l)
		}
		return verdictWords[o.verdict].In(l)
	}},
	{"score", both("分数", "score"), 7, func(o *outcome, _ readiness.Lang) any {
		if o.fault != "" {
			return ""
		}
		return o.score
	}},
	{"in_the_way", both("卡在哪里", "in the way"), 44, func(o *outcome, _ readiness.Lang) any { return o.inTheWay + o.fault }},
	{"what_to_do", both("怎么处理", "what to do"), 60, func(o *outcome, _ readiness.Lang) any { return o.todo }},
	{"who", both("谁处理", "who"), 14, func(o *outcome, l readiness.Lang) any {
		if o.fault != "" {
			return both("填表人", "whoever keeps the table").In(l)
		}
		return o.who
	}},
	{"earliest", both("时间限制解除", "limits end"), 17, func(o *outcome, _ readiness.Lang) any { return o.earliest }},
}

var faultWordOf = both("表格有误", "table at fault")

var verdictOrder = []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Incomplete, readiness.Wait, readiness.Fix, readiness.Review, readiness.Paid, readiness.Stop}

var verdictWords = map[readiness.Verdict]readiness.Text{
	readiness.Ready: both("可提交", "ready"), readiness.Caution: both("有疑点", "caution"), readiness.Incomplete: both("信息不足", "incomplete"), readiness.Wait: both("等待", "wait"),
	readiness.Fix: both("待处理", "fix"), readiness.Review: both("人工复核", "review"), readiness.Paid: both("已打款", "paid"), readiness.Stop: both("不可提交", "stop"),
}

// fills are the colours of verdicts, light enough to print.
var fills = map[readiness.Verdict]string{
	readiness.Ready: "E3F4E8", readiness.Caution: "FDF0D5", readiness.Incomplete: "ECEFF3", readiness.Wait: "E1ECFA",
	readiness.Fix: "FBE3E1", readiness.Review: "F0E5F8", readiness.Paid: "DDF1F0", readiness.Stop: "F3C9C5",
}

const faultFill = "FFF3A8"

func columnNames() (out []string) {
	for _, c := range resultColumns {
		out = append(out, c.name)
	}
	return out
}

// parseColumns returns the indexes of the columns asked for, all by default.
func parseColumns(s string) (out []int, err error) {
	if s == "" {
		for i := range resultColumns {
			out = append(out, i)
		}
		return out, nil
	}
	for name := range strings.SplitSeq(s, ",") {
		i := slices.Index(columnNames(), strings.TrimSpace(name))
		if i < 0 {
			return nil, say("-columns：可用的列有 %s", "-columns: there are %s", strings.Join(columnNames(), ", "))
		}
		out = append(out, i)
	}
	return out, nil
}

// writeCSV writes UTF-8 with a mark, which Excel needs. What a spreadsheet would take
// for a formula gets an apostrophe in front.
func (res *result) writeCSV(name string, wanted []int, l readiness.Lang) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString("\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(f)
	row := make([]string, len(wanted))
	for i, c := range wanted {
		row[i] = resultColumns[c].title.In(l)
	}
	_ = w.Write(row) // the writer keeps its first error
	for i := range res.rows {
		for n, c := range wanted {
			row[n] = csvCell(resultColumns[c].value(&res.rows[i], l))
		}
		_ = w.Write(row)
	}
	w.Flush()
	return w.Error()
}

func csvCell(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case string:
		if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	}
	return ""
}

// writeWorkbook writes the rows, coloured and with a filter, and a sheet of sums.
func (res *result) writeWorkbook(name string, wanted []int, l readiness.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet := both("结果", "result").In(l)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	s, err := newStyles(f)
	if err != nil {
		return err
	}
	if err := res.writeRows(f, sheet, s, wanted, l); err != nil {
		return err
	}
	if err := res.writeSummary(f, s, l); err != nil {
		return err
	}
	return save(f, name)
}

func save(f *excelize.File, name string) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := f.Write(out); err != nil {
		return err
	}
	return out.Close()
}

// styles are the looks of cells.
type styles struct {
	head, bold, money, boldMoney int
	rows                         map[string]rowStyles // by colour
}

// rowStyles are for the kinds of cells of a row.
type rowStyles struct{ text, number, money int }

func newStyles(f *excelize.File) (*styles, error) {
	s := &styles{rows: map[string]rowStyles{}}
	var err error
	style := func(st *excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(st)
		}
		return id
	}
	edge := []excelize.Border{{Type: "bottom", Color: "D0D5DB", Style: 1}}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "top"}
	right := &excelize.Alignment{Horizontal: "right", Indent: 1, Vertical: "top"} // not up against the next column
	money := "#,##0.00"
	font := func(color string) *excelize.Font { // without a family some programs take another than the cells'
		return &excelize.Font{Bold: true, Color: color, Family: "Calibri", Size: 11}
	}
	s.head = style(&excelize.Style{Font: font("FFFFFF"), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"33485E"}}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	s.bold = style(&excelize.Style{Font: font("000000")})
	s.boldMoney = style(&excelize.Style{Font: font("000000"), CustomNumFmt: &money})
	s.money = style(&excelize.Style{CustomNumFmt: &money})
	for _, color := range append(slices.Collect(mapValues(fills)), faultFill) {
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
		s.rows[color] = rowStyles{
			text:   style(&excelize.Style{Fill: fill, Alignment: wrapped, Border: edge}),
			number: style(&excelize.Style{Fill: fill, Alignment: middle, Border: edge}),
			money:  style(&excelize.Style{Fill: fill, Alignment: right, Border: edge, CustomNumFmt: &money}),
		}
	}
	return s, err
}

func mapValues(m map[readiness.Verdict]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, v := range verdictOrder {
			if !yield(m[v]) {
				return
			}
		}
	}
}

// fitWidth prints a sheet on pages as wide as all of its columns.
func fitWidth(f *excelize.File, sheet string) error {
	landscape, wide, tall, fit := "landscape", 1, 0, true
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall})
}

func (res *result) writeRows(f *excelize.File, sheet string, s *styles, wanted []int, l readiness.Lang) error {
	// What is said of the whole sheet is said before it is streamed.
	last, err := excelize.CoordinatesToCellName(len(wanted), len(res.rows)+1)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(sheet, "A1:"+last, nil); err != nil {
		return err
	}
	if err := fitWidth(f, sheet); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, c := range wanted {
		if err := w.SetColWidth(i+1, i+1, resultColumns[c].width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, len(wanted))
	for i, c := range wanted {
		row[i] = excelize.Cell{StyleID: s.head, Value: resultColumns[c].title.In(l)}
	}
	if err := w.SetRow("A1", row, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	for i := range res.rows {
		o := &res.rows[i]
		color := fills[o.verdict]
		if o.fault != "" {
			color = faultFill
		}
		lines := 1
		for n, c := range wanted {
			v := resultColumns[c].value(o, l)
			look := s.rows[color].text
			switch v := v.(type) {
			case int:
				look = s.rows[color].number
			case float64:
				look = s.rows[color].money
			case string:
				lines = max(lines, linesIn(v, resultColumns[c].width))
			}
			row[n] = excelize.Cell{StyleID: look, Value: v}
		}
		if err := w.SetRow("A"+strconv.Itoa(i+2), row, excelize.RowOpts{Height: min(400, 15*float64(lines)+3)}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// linesIn is how many lines a text takes in a column of a width in characters.
func linesIn(text string, width float64) (n int) {
	for line := range strings.SplitSeq(text, "\n") {
		wide := 0
		for _, r := range line {
			wide++
			if r >= 0x2E80 {
				wide++
			}
		}
		n += 1 + int(float64(wide)/(width-1))
	}
	return n
}

// writeSummary adds the sheet of sums.
func (res *result) writeSummary(f *excelize.File, s *styles, l readiness.Lang) error {
	sheet := both("汇总", "summary").In(l)
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	at := 0
	var err error
	row := func(style int, cells ...any) {
		at++
		for i, v := range cells {
			if err != nil {
				return
			}
			cell, _ := excelize.CoordinatesToCellName(i+1, at)
			if err = f.SetCellValue(sheet, cell, v); err == nil && style != 0 {
				err = f.SetCellStyle(sheet, cell, cell, style)
			}
			if _, isMoney := v.(float64); err == nil && isMoney {
				err = f.SetCellStyle(sheet, cell, cell, map[bool]int{false: s.money, true: s.boldMoney}[style == s.bold])
			}
		}
		if err == nil && style == s.head {
			err = f.SetRowHeight(sheet, at, 24)
		}
	}
	row(s.head, both("结论", "verdict").In(l), both("笔数", "payouts").In(l), both("金额（元）", "amount (CNY)").In(l))
	sum := 0.0
	for _, v := range verdictOrder {
		sum += float64(res.sums[v]) / 100
		row(0, verdictWords[v].In(l), res.counts[v], float64(res.sums[v])/100)
	}
	row(0, faultWordOf.In(l), res.faulty, "")
	row(s.bold, both("合计", "total").In(l), len(res.rows), sum)
	row(0)
	row(s.head, both("未通过的检查", "checks that failed").In(l), both("笔数", "payouts").In(l), "")
	titles := slices.SortedFunc(keysOf(res.failed), func(a, b string) int {
		if d := res.failed[b] - res.failed[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, t := range titles {
		row(0, both("未通过：", "not met: ").In(l)+t, res.failed[t]) // a title says what ought to be
	}
	row(0)
	row(0, both("评估时间", "as of").In(l), res.at.Format("2006-01-02 15:04"))
	row(0, both("规则指纹", "checker").In(l), res.hash)
	row(0, both("略过的行（合计、签字等）", "rows passed over (sums, signatures)").In(l), res.skipped)
	row(0, both("分数只说明有没有已知障碍，最终由银行和通道决定", "the score says whether an obstacle is known; the bank and the channel decide").In(l))
	if err == nil {
		err = f.SetColWidth(sheet, "A", "A", 34)
	}
	if err == nil {
		err = f.SetColWidth(sheet, "B", "C", 18)
	}
	if err == nil {
		err = fitWidth(f, sheet)
	}
	return err
}

func keysOf(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// writeTemplate writes an empty table: headers with comments, lists to choose from, and
// columns of numbers as text, so that no digit is lost.
func writeTemplate(name string, l readiness.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet := both("打款明细", "payouts").In(l)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	s, err := newStyles(f)
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // "@"
	if err != nil {
		return err
	}
	const wide = 18 // characters
	lines := 1
	for i := range named {
		t := &named[i]
		column := columnLetter(i)
		title := t.label.In(l)
		if t.unit > 0 {
			title += both("（元）", " (CNY)").In(l)
		}
		lines = max(lines, linesIn(title, wide))
		form := t.path.Form()
		look := text
		if t.unit > 0 {
			look = s.money
		}
		if err := f.SetColStyle(sheet, column+":"+column, look); err != nil {
			return err
		}
		if err := f.SetCellValue(sheet, column+"1", title); err != nil {
			return err
		}
		if err := f.SetCellStyle(sheet, column+"1", column+"1", s.head); err != nil {
			return err
		}
		if err := f.SetColWidth(sheet, column, column, wide); err != nil {
			return err
		}
		if len(form.Words) > 0 {
			list := excelize.NewDataValidation(true)
			list.Sqref = fmt.Sprintf("%s2:%s10000", column, column)
			if err := list.SetDropList(choices(form.Words, l)); err != nil {
				return err
			}
			if err := f.AddDataValidation(sheet, list); err != nil {
				return err
			}
		}
		if err := f.AddComment(sheet, excelize.Comment{Cell: column + "1", Author: "payready", Text: hint(t, l)}); err != nil {
			return err
		}
	}
	if err := f.SetRowHeight(sheet, 1, 15*float64(lines)+4); err != nil {
		return err
	}
	if err := fitWidth(f, sheet); err != nil {
		return err
	}
	if err := f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return save(f, name)
}

// choices are the words of a list as people write them, if there are such.
func choices(words []string, l readiness.Lang) (out []string) {
	for _, w := range words {
		best := w
		if l == readiness.ZH {
			for zh, meant := range cellWords {
				if meant == w && isHan(zh) && (best == w || len(zh) > len(best) || len(zh) == len(best) && zh < best) {
					best = zh
				}
			}
		}
		out = append(out, best)
	}
	return out
}

func isHan(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < 0x2E80 }) < 0
}

// hint says how a column is filled in.
func hint(t *target, l readiness.Lang) string {
	how := both("文本", "text")
	switch t.path.Form().Kind {
	case "time":
		how = both("例如 2026-11-24 10:00", "such as 2026-11-24 10:00")
	case "day":
		how = both("例如 2026-11-24", "such as 2026-11-24")
	case "word":
		how = both("从列表选择", "choose from the list")
	case "integer":
		how = both("整数", "an integer")
	case "boolean":
		how = both("是 或 否", "yes or no")
	}
	if t.unit > 0 {
		how = both("元，最多两位小数，例如 8000.00", "yuan with at most two decimals, such as 8000.00")
	}
	if isLong(t.path) {
		how = both("文本格式，不要让 Excel 改成数字", "as text: keep Excel from making it a number")
	}
	return how.In(l) + both("。不知道就留空。", ". Leave it empty if it is not known.").In(l)
}
