package main

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"

	"github.com/payready/payready/readiness"
)

// A header says what each column holds.
type header struct {
	row     int // index in the table
	columns []column
}

type column struct {
	at     int
	title  string
	target *target // nil: ignored
	unit   int64   // of money: fen in one
}

var errNoHeader = say("前 20 行里找不到表头：至少要有两列认得出，例如 姓名、银行卡号、金额(元)；可用 readyexcel template 生成空表", "no header in the first 20 rows: at least two columns must be known, such as name, card number, amount; readyexcel template writes an empty table")

// maxHeaderRow is how far down a title may push the header.
const maxHeaderRow = 20

// findHeader finds the header and what its columns hold, as corrected by -map.
func findHeader(t *table, mapping string) (*header, error) {
	own, err := parseMapping(mapping)
	if err != nil {
		return nil, err
	}
	row, score := bestHeader(t.rows, own)
	if score < 2 {
		return nil, errNoHeader
	}
	h := &header{row: row, columns: columnsOf(t.rows[row], own)}
	for title := range own {
		if !slices.ContainsFunc(h.columns, func(c column) bool { return folded(c.title) == title }) {
			return nil, say("-map：表头没有其中一列；有：%s", "-map: the header lacks one of the columns; there are %s", titles(h.columns))
		}
	}
	for i, c := range h.columns {
		for _, other := range h.columns[:i] {
			if c.target != nil && c.target == other.target {
				return nil, say("%s 列和 %s 列都像是“%s”：请用 -map 指明，不要的写成 列名=-", "columns %s and %s both look like “%s”: say which with -map, and HEADER=- for the other",
					columnLetter(other.at), columnLetter(c.at), c.target.label.In(readiness.ZH))
			}
		}
	}
	return h, nil
}

// bestHeader returns the row in which the most columns are known, the first of several.
func bestHeader(rows [][]string, own map[string]*target) (row, score int) {
	for i, cells := range rows[:min(len(rows), maxHeaderRow)] {
		n := 0
		for _, c := range columnsOf(cells, own) {
			if c.target != nil {
				n++
			}
		}
		if n > score {
			row, score = i, n
		}
	}
	return row, score
}

func columnsOf(cells []string, own map[string]*target) (out []column) {
	for i, title := range cells {
		title = strings.TrimSpace(title)
		if title == "" {
			continue
		}
		c := column{at: i, title: shortTitle(title)}
		mapped, isMapped := own[folded(title)]
		if isMapped {
			c.target = mapped
		} else {
			c.target = guess(title)
		}
		if c.target != nil && c.target.unit > 0 {
			c.unit = unitOf(title, c.target.unit)
		}
		out = append(out, c)
	}
	return out
}

// shortTitle is a title in one line of at most 24 characters, since a table without a
// header begins with cells of any length.
func shortTitle(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(len(r), 24)])
}

// folded leaves out what titles of the same meaning differ in: case, width, spaces,
// marks and what stands in brackets.
func folded(s string) string {
	s = strings.ToLower(width.Fold.String(s))
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[' || r == '【':
			depth++
		case r == ')' || r == ']' || r == '】':
			depth = max(0, depth-1)
		case depth == 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// units are the words for units of money at the end of a title or in brackets, the
// longer ones first.
var units = []struct {
	word string
	fen  int64
}{
	{"万元", 10_000 * 100}, {"千元", 1000 * 100}, {"百元", 100 * 100}, {"亿元", 100_000_000 * 100},
	{"cents", 1}, {"fen", 1}, {"分", 1}, {"yuan", 100}, {"cny", 100}, {"rmb", 100}, {"元", 100},
	{"万", 10_000 * 100}, {"千", 1000 * 100}, {"百", 100 * 100}, {"亿", 100_000_000 * 100},
}

// unitOf reads the unit that a title of money names, in brackets if it has any: 金额(分),
// Amount [fen], 金额（单位：人民币万元）.
func unitOf(title string, usual int64) int64 {
	t := strings.ToLower(width.Fold.String(title))
	bracketed := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune("()[]【】", r) })
	for i := len(bracketed) - 1; i >= 0; i-- {
		part := strings.TrimSpace(bracketed[i])
		for _, u := range units {
			word, ok := strings.CutSuffix(part, u.word)
			if ok && !strings.HasSuffix(word, "部") { // 部分 is no unit
				return u.fen
			}
		}
	}
	return usual
}

// whose are words in front of a title that say whose it is: in a table of payouts, the
// payee's.
var whose = []string{"收款人", "收款方", "收款", "申请人", "客户", "员工", "借款人", "被保险人", "领款人", "用户", "持卡人", "本人", "payee", "applicant", "employee", "customer"}

// guess returns what a title stands for, or nil.
func guess(title string) *target {
	name := folded(title)
	if name == "" {
		return nil
	}
	if t := byName[name]; t != nil {
		return t
	}
	for _, w := range whose {
		if rest, ok := strings.CutPrefix(name, w); ok && byName[rest] != nil {
			return byName[rest]
		}
	}
	// The longest usual header of three or more characters that is a part of the title.
	best := ""
	for n := range byName {
		if len([]rune(n)) >= 3 && strings.Contains(name, n) && len(name) <= 3*len(n) && cmp.Or(cmp.Compare(len(n), len(best)), -strings.Compare(n, best)) > 0 {
			best = n
		}
	}
	return byName[best]
}

// byName finds targets by folded header, label or path.
var byName = func() map[string]*target {
	m := map[string]*target{}
	for _, t := range targets {
		for _, n := range append([]string{t.field(), t.label.In(readiness.ZH), t.label.In(readiness.EN)}, t.names...) {
			if n = folded(n); m[n] == nil {
				m[n] = t
			}
		}
	}
	return m
}()

// parseMapping reads -map: HEADER=FIELD, with commas; "-" ignores a column.
func parseMapping(s string) (map[string]*target, error) {
	own := map[string]*target{}
	for part := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		title, field, ok := strings.Cut(part, "=")
		field = strings.TrimSpace(field)
		if !ok || folded(title) == "" {
			return nil, say("-map 须为 列名=字段，逗号分隔", "-map must be HEADER=FIELD, with commas")
		}
		if field == "-" {
			own[folded(title)] = nil
			continue
		}
		t := guess(field)
		if t == nil {
			return nil, say("-map：没有这个字段；readycheck list fields 列出全部", "-map: no such field; readycheck list fields lists them")
		}
		own[folded(title)] = t
	}
	return own, nil
}

func titles(columns []column) string {
	var out []string
	for _, c := range columns {
		out = append(out, c.title)
	}
	return strings.Join(out, ", ")
}

// columnLetter is A for the first column.
func columnLetter(at int) string {
	name, err := excelize.ColumnNumberToName(at + 1)
	if err != nil {
		return "?"
	}
	return name
}
