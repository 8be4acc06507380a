package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

var moment = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

// try runs the program in Chinese, unless the arguments say otherwise.
func try(args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = run(args, &o, &e, func() time.Time { return moment })
	return status, o.String(), e.String()
}

// book writes a workbook. A cell that is no string is stored as a number or a date.
func book(t *testing.T, rows ...[]any) string {
	f := excelize.NewFile()
	for i, row := range rows {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	name := filepath.Join(t.TempDir(), "表.xlsx")
	require.NoError(t, f.SaveAs(name))
	return name
}

func file(t *testing.T, name string, b []byte) string {
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(name, b, 0o600))
	return name
}

// answers assesses a table and returns the rows of the result.
func answers(t *testing.T, table string, args ...string) (rows [][]string, out string) {
	result := filepath.Join(t.TempDir(), "out.xlsx")
	_, out, errs := try(append(append([]string{"-o", result}, args...), table)...)
	require.Empty(t, errs)
	f, err := excelize.OpenFile(result)
	require.NoError(t, err)
	defer f.Close()
	rows, err = f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	return rows, out
}

func gbk(t *testing.T, s string) []byte {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	require.NoError(t, err)
	return b
}

const csvTable = "姓名,身份证号,银行卡号,手机号,开户行,金额(元)\n" + readinesstest.Name + "," + readinesstest.Document + "," + readinesstest.PAN + "," + readinesstest.Mobile + ",中国工商银行北京分行,\"8,000.00\"\n"

// One payout, kept in the ways that people keep it, is read alike.
func TestTablesAsTheyAreKept(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(strings.ReplaceAll(csvTable, "\"8,000.00\"", "8000"), ",", "\t")))
	require.NoError(t, err)
	n, d, c, m := readinesstest.Name, readinesstest.Document, readinesstest.PAN, readinesstest.Mobile
	for name, table := range map[string]string{
		"UTF-8":             file(t, "a.csv", []byte(csvTable)),
		"UTF-8 with a mark": file(t, "a.csv", []byte("\ufeff"+csvTable)),
		"GBK":               file(t, "a.csv", gbk(t, csvTable)),
		"UTF-16, with tabs": file(t, "a.txt", utf16),
		"semicolons":        file(t, "a.csv", []byte(strings.ReplaceAll(strings.ReplaceAll(csvTable, "\"8,000.00\"", "8000"), ",", ";"))),
		"a title, numbers and a total": book(t, []any{"2026年11月工资发放表"}, []any{}, []any{"序号", "员工姓名*", "身份证号码", "工资卡号", "联系电话", "开户银行", "实发工资（元）", "备注"},
			[]any{1, n, d, c, m, "工行", 8000.0, ""}, []any{"合计", "", "", "", "", "", 8000.0}, []any{"制表：", "", "审核："}),
		"English":       book(t, []any{"Payee Name", "ID Number", "Card No.", "Mobile", "Bank", "Amount (CNY)"}, []any{n, d, c, m, "ICBC", "CNY8,000"}[:6]),
		"paths and fen": book(t, []any{"applicant.name", "applicant.document.number", "card.number", "applicant.mobile", "card.issuer", "payout.amount_fen"}, []any{n, d, c, m, "ICBC", 800000}),
		"ten thousands": book(t, []any{"收款人姓名", "证件号", "收款账号", "手机", "收款银行", "放款金额(万元)"}, []any{n, d, "'" + c, m, "中国工商银行", "0.8"}),
		"full width":    book(t, []any{"姓　名", "身份证号", "银行卡号", "手机号", "开户行", "金额"}, []any{n, d, c, m, "工商银行", "￥８，０００．００"}),
	} {
		t.Run(name, func(t *testing.T) {
			if name == "English" {
				table = book(t, []any{"Payee Name", "ID Number", "Card No.", "Mobile", "Bank", "Amount (CNY)"}, []any{n, d, c, m, "ICBC", "8,000"})
			}
			rows, out := answers(t, table)
			require.Len(t, rows, 2, out)
			require.Equal(t, []string{"王**", "622202*********0125", "8,000.00", "信息不足"}, rows[1][2:6], out)
			require.Contains(t, rows[1][8], "补充：", "what is missing is asked for")
			for _, personal := range []string{n, d, c, m} {
				require.NotContains(t, fmt.Sprint(rows)+out, personal)
			}
		})
	}
}

// What Excel has damaged is the table's fault, and is named so, beside rows that are well.
func TestDamagedCellsAreTheTablesFault(t *testing.T) {
	n, d, c := readinesstest.Name, readinesstest.Document, readinesstest.PAN
	rows, out := answers(t, book(t,
		[]any{"姓名", "身份证号", "银行卡号", "金额(元)", "打款日期", "卡状态"},
		[]any{n, d, c, 8000, "2026/11/24", "正常"},
		[]any{n, d, 6222020000000000000, 8000, "2026-11-24", "正常"},
		[]any{n, d, "6.22202E+18", 8000, "2026年11月24日", "正常"},
		[]any{n, 110101190001010000, c, 8000, 46350, "正常"},
		[]any{n, d, c, "八千", "20261124", "正常"},
		[]any{n, d, c, 8000, "24/11/2026", "正常"},
		[]any{n, d, c, 8000, "2026.11.24 10:00", "挂失"},
		[]any{n, d, "#N/A", 8000, "", "不在了"},
		[]any{n, d, c, 0.1 + 0.2, "", ""},
		[]any{n, d, c, 8000.005, "", ""},
	))
	require.Len(t, rows, 11)
	for i, want := range []string{
		"", "银行卡号：Excel 把号码当成了数字", "银行卡号：Excel 把号码当成了数字", "身份证号：Excel 把号码当成了数字", "金额(元)：金额看不懂", "打款日期：日期看不懂",
		"", "银行卡号：单元格是公式错误", "", "金额(元)：金额看不懂",
	} {
		row := rows[i+1]
		if want == "" {
			require.NotEqual(t, "表格有误", row[5], i)
			continue
		}
		require.Equal(t, "表格有误", row[5], i)
		require.Contains(t, row[7], want)
		require.Equal(t, "填表人", row[9])
	}
	require.Contains(t, rows[8][7], "卡状态：不认识这个取值；可用：正常、", "and every fault of the row")
	require.Equal(t, "待处理", rows[7][5])
	require.Contains(t, rows[7][7], "挂失")
	require.Equal(t, "0.30", rows[9][4])
	require.Contains(t, out, "     7  表格有误，未评估\n")
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-24": "2026-11-24T00:00:00+08:00", "2026/1/2": "2026-01-02T00:00:00+08:00", "2026.11.24": "2026-11-24T00:00:00+08:00", "20261124": "2026-11-24T00:00:00+08:00",
		"2026年11月24日": "2026-11-24T00:00:00+08:00", "2026年11月24日 9时05分": "2026-11-24T09:05:00+08:00", "2026-11-24 10:00": "2026-11-24T10:00:00+08:00",
		"2026/11/24 10:00:30": "2026-11-24T10:00:30+08:00", "2026-11-24T10:00:00Z": "2026-11-24T10:00:00Z", "46350": "2026-11-24T00:00:00+08:00", "46350.5": "2026-11-24T12:00:00+08:00",
		"11/24/2026": "", "24.11.2026": "", "26-11-24": "", "明天": "", "2026-13-01": "", "5": "",
	} {
		c := column{target: guess("打款时间")}
		got, fault := c.read(cell{text: in})
		if want == "" {
			require.Equal(t, faultDate, fault, in)
			continue
		}
		require.Equal(t, want, got, in)
	}
}

func TestWordsOfState(t *testing.T) {
	for in, want := range map[string]string{"正常": "normal", "已注销": "cancelled", "已销户": "cancelled", "已过期": "expired", "挂失": "reported_lost", "Frozen": "frozen"} {
		got, fault := word(in, intake.FieldCardState.Form().Words)
		require.True(t, fault.IsZero(), in)
		require.Equal(t, want, got, in)
	}
}

func TestMoney(t *testing.T) {
	for in, want := range map[string]int64{
		"8000": 800000, "8,000.5": 800050, "¥8,000.00": 800000, "￥8000元": 800000, "0.01": 1, "1234567.89": 123456789, "0": 0, "0.30000000000000004": 30,
		"-1": -1, "1.234": -1, "8千": -1, "": -1, "1e3": -1, "90071992547409.92": -1, "1.2.3": -1,
		"8.000": -1, "8,000.000": -1, "8.0000000000": -1, "8.00": 800, "8.00000000000": 800, // 8.000 is eight thousand in some countries
	} {
		got, fault := money(in, 100)
		if want < 0 {
			require.Equal(t, faultMoney, fault, in)
			continue
		}
		require.Equal(t, want, got, in)
	}
	for _, in := range []string{"8,00", "8,0", "1,0000", "12,34,567", ",800", "8000,", "1,234.5,6", "1234,567", "0,800", "00,800"} { // 8.00 or 800?
		_, fault := money(in, 100)
		require.Equal(t, faultComma, fault, in)
	}
}

// Of large units three decimals and more are usual, and fen have none.
func TestMoneyOfOtherUnits(t *testing.T) {
	for _, c := range []struct {
		in         string
		unit, want int64
	}{{"0.8000", 1_000_000, 800_000}, {"0.000000", 1_000_000, 0}, {"8.000", 1_000_000, 8_000_000}, {"800.00", 1, 800}, {"800.0", 1, 800}, {"800.000", 1, -1}, {"0.8000000", 1_000_000, -1}} {
		got, fault := money(c.in, c.unit)
		if c.want < 0 {
			require.Equal(t, faultMoney, fault, c.in)
			continue
		}
		require.Equal(t, c.want, got, c.in)
	}
}

func TestIntegers(t *testing.T) {
	for in, want := range map[string]int64{"30": 30, "30.0": 30, "1,234": 1234, "1,234.0": 1234, "-5": -5, "三要素": 3, "12,345,678": 12345678} {
		got, fault := integer(in)
		require.True(t, fault.IsZero(), in)
		require.Equal(t, want, got, in)
	}
	for _, in := range []string{"30,5", "1,2", "0,800", "1234,567", "1,234,", ",123", "1.5", "1.000", "三", ""} {
		_, fault := integer(in)
		require.Equal(t, faultNumber, fault, in)
	}
}

// merge merges cells of a workbook.
func merge(t *testing.T, name string, ranges ...[2]string) string {
	f, err := excelize.OpenFile(name)
	require.NoError(t, err)
	for _, r := range ranges {
		require.NoError(t, f.MergeCell("Sheet1", r[0], r[1]))
	}
	require.NoError(t, f.Save())
	return name
}

// A table as a person keeps it: titles merged over two lines below a merged heading, blank
// rows, an apostrophe before numbers, a sum and signatures below.
func TestTitlesOverTwoLines(t *testing.T) {
	n, d, c := readinesstest.Name, readinesstest.Document, readinesstest.PAN
	table := merge(t, book(t, []any{"2026年11月理赔付款明细"}, []any{}, []any{"序号", "姓名", "身份证号", "收款信息", "", "金额（元）", "部门"}, []any{"", "", "", "银行卡号", "开户行", "", ""},
		[]any{1, n, "'" + d, "'" + c, "工行", "8,000.00", "理赔部"}, []any{}, []any{2, n, d, c, "工行", 100, ""}, []any{}, []any{"合计", "", "", "", "", 8100}, []any{"制表：张三", "", "", "审核："}),
		[2]string{"A1", "G1"}, [2]string{"A3", "A4"}, [2]string{"B3", "B4"}, [2]string{"C3", "C4"}, [2]string{"D3", "E3"}, [2]string{"F3", "F4"}, [2]string{"G3", "G4"}, [2]string{"G5", "G7"})
	rows, out := answers(t, table)
	require.Len(t, rows, 3, out)
	require.Contains(t, out, "表头在第 4 行")
	for i, want := range [][]string{{"5", "8,000.00"}, {"7", "100.00"}} {
		require.Equal(t, []string{want[0], "622202*********0125", want[1], "信息不足"}, []string{rows[i+1][0], rows[i+1][3], rows[i+1][4], rows[i+1][5]}, out)
	}
}

// Rows of the answer are the rows that a spreadsheet shows, also of CSV with blank lines
// and cells of two lines.
func TestRowsOfCSVAreCountedAsShown(t *testing.T) {
	row := readinesstest.Name + "," + readinesstest.PAN + ",100,"
	for _, end := range []string{"\n", "\r\n"} {
		table := strings.ReplaceAll("\n11月付款\n\n姓名,银行卡号,金额,备注\n"+row+"a\n\n\n"+row+"\"b\nc\"\n"+row+"d\n合计,,300,\n", "\n", end)
		rows, _ := answers(t, file(t, "a.csv", gbk(t, table)))
		var at []string
		for _, r := range rows[1:] {
			at = append(at, r[0])
		}
		require.Equal(t, []string{"5", "8", "9"}, at)
	}
}

// A row that lacks name and card is a payout nevertheless if it has the number of an
// order, or more than an amount. What sums up says so or has an amount alone.
func TestWhatIsNoTotalIsAssessed(t *testing.T) {
	n, c := readinesstest.Name, readinesstest.PAN
	rows, out := answers(t, book(t, []any{"序号", "订单号", "姓名", "银行卡号", "金额", "部门"},
		[]any{1, "A-1", n, c, 8000, ""}, []any{2, "A-2", "", "", 8000, ""}, []any{3, "", "", "", 8000, "理赔部"},
		[]any{"", "", "", "", 24000}, []any{"", "", "合计", "", 24000}, []any{"本页小计", "3 笔", "", "", 24000}, []any{"人民币（大写）", "", "", "", 24000}, []any{"审核：", "", "", "", "", "张三"}))
	var at []string
	for _, r := range rows[1:] {
		at = append(at, r[0])
	}
	require.Equal(t, []string{"2", "3", "4"}, at, out)
	require.Equal(t, []string{"A-2", "信息不足"}, []string{rows[2][1], rows[2][5]}, out)
}

// Of a payout that was made, that stands first, and the only thing to do is to book it.
func TestWhatIsPaidIsNotMended(t *testing.T) {
	sub := readinesstest.Ready(readinesstest.InState(intake.StateReportedLost), func(s *intake.Submission) {
		s.Payout.OrderID = "A-1"
		s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, OrderID: "A-1", Amount: s.Payout.Amount, SameCard: intake.Yes, EndedAt: readinesstest.Moment.Add(-time.Hour)}}
	})
	report := readiness.Assess(sub)
	var o outcome
	(&program{lang: readiness.EN}).fill(&o, &report, &sub)
	require.Equal(t, readiness.Paid, o.verdict)
	require.Regexp(t, "^1. This payment was made before.*\n2. The card has been reported lost$", o.inTheWay)
	require.Regexp(t, "^Treat it as a success and do not pay again", o.todo)
	require.NotContains(t, o.todo, "card")
}

// A table that is refused is refused with a sentence that says what to do.
func TestRefusedTables(t *testing.T) {
	for name, c := range map[string]struct{ table, want string }{
		"nothing":        {file(t, "a.csv", nil), "文件是空的"},
		"no header":      {file(t, "a.csv", []byte(readinesstest.Name+","+readinesstest.PAN+"\n")), "找不到表头：至少要有两列认得出"},
		"an old .xls":    {file(t, "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1")), "另存为 .xlsx"},
		"a web page":     {file(t, "a.xls", []byte("<html><table>")), "另存为 .xlsx"},
		"damaged":        {file(t, "a.xlsx", []byte("PK\x03\x04nothing")), "可能已损坏"},
		"no encoding":    {file(t, "a.csv", []byte("姓名,卡号\n\xff\xff\xff\n")), "CSV UTF-8"},
		"two cards":      {book(t, []any{"姓名", "银行卡号", "收款账号", "金额"}, []any{"a", "1", "2", 1}), "B 列和 C 列都像是“银行卡号”：请用 -map 指明"},
		"merged amounts": {merge(t, book(t, []any{"姓名", "银行卡号", "金额"}, []any{"a", "1", 100}, []any{"b", "2"}), [2]string{"C2", "C3"}), "C 列第 2 至 3 行是合并单元格：请在 Excel 中取消合并"},
		"a header only":  {book(t, []any{"姓名", "银行卡号"}), "没有数据行"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, errs := try(c.table)
			require.Equal(t, exitUnusable, status)
			require.Contains(t, errs, c.want)
			require.NotContains(t, out+errs, readinesstest.PAN)
		})
	}
}

func TestMappingCorrectsAHeader(t *testing.T) {
	table := book(t, []any{"姓名", "银行卡号", "收款账号", "数目"}, []any{readinesstest.Name, "旧卡", readinesstest.PAN, 100})
	rows, out := answers(t, table, "-map", "银行卡号=-,数目=金额")
	require.Equal(t, []string{"622202*********0125", "100.00"}, rows[1][3:5])
	require.Contains(t, out, "B  银行卡号 → （忽略）")
	require.Contains(t, out, "D  数目 → 打款金额  payout.amount_fen")
	for mapping, want := range map[string]string{"没有=金额": "表头没有其中一列", "数目=不知道": "没有这个字段", "数目": "须为 列名=字段"} {
		_, _, errs := try("-map", mapping, table)
		require.Contains(t, errs, want)
	}
}

func TestResultInCSV(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.csv")
	status, _, errs := try("-o", out, "-columns", "row,verdict,order", "-lang", "en", book(t, []any{"姓名", "银行卡号", "订单号"}, []any{"王晓明", readinesstest.PAN, "=1+1"}, []any{"王晓明", readinesstest.PAN, "20261124100000001"}))
	require.Empty(t, errs)
	require.Equal(t, exitNotReady, status)
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "\ufeffrow,verdict,order or business number\n2,incomplete,'=1+1\n3,incomplete,20261124100000001\n", string(b))
	_, _, errs = try("-columns", "colour", "x.xlsx")
	require.Contains(t, errs, "可用的列有 row, order")
}

// The template's own headers are read as what they are, and its lists are understood.
func TestTemplateIsRead(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		name := filepath.Join(t.TempDir(), "t.xlsx")
		status, _, errs := try("-lang", lang, "template", name)
		require.Equal(t, exitReady, status, errs)
		f, err := excelize.OpenFile(name)
		require.NoError(t, err)
		rows, err := f.GetRows(f.GetSheetName(0))
		require.NoError(t, err)
		height, err := f.GetRowHeight(f.GetSheetName(0), 1)
		require.NoError(t, err)
		for i, title := range rows[0] {
			require.GreaterOrEqual(t, height, 15*float64(linesIn(title, 18)), "no title is cut off")
			require.Same(t, &named[i], guess(title), title)
		}
		comments, err := f.GetComments(f.GetSheetName(0))
		require.NoError(t, err)
		require.Len(t, comments, len(named))
		lists, err := f.GetDataValidations(f.GetSheetName(0))
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(lists), 5)
		for i := range named {
			for l, choice := range choices(named[i].path.Form().Words, 0) {
				got, fault := word(choice, named[i].path.Form().Words)
				require.True(t, fault.IsZero(), choice)
				require.Equal(t, named[i].path.Form().Words[l], got)
			}
		}
	}
}
