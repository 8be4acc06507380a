package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/width"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A result is what came of a table.
type result struct {
	rows    []outcome
	counts  map[readiness.Verdict]int
	sums    map[readiness.Verdict]intake.Fen
	failed  map[string]int // titles of checks that failed
	faulty  int            // rows that were not assessed
	skipped int            // sums and remarks below the rows
	at      time.Time
	hash    string
}

// An outcome is one row of the result. It names nobody in full.
type outcome struct {
	line     int // of the table
	order    string
	name     string // masked
	card     string // masked
	amount   intake.Opt[intake.Fen]
	verdict  readiness.Verdict
	score    int
	fault    string // of the table; then there is no verdict
	inTheWay string
	todo     string
	who      string
	earliest string
}

// judge assesses the rows below the header.
func (p *program) judge(checker *readiness.Checker, t *table, h *header, at time.Time) *result {
	res := &result{counts: map[readiness.Verdict]int{}, sums: map[readiness.Verdict]intake.Fen{}, failed: map[string]int{}, at: at, hash: checker.Hash()}
	var report readiness.Report
	for i := h.row + 1; i < len(t.rows); i++ {
		row := t.rows[i]
		if isBlank(row) {
			continue
		}
		if isTotal(row, h) {
			res.skipped++
			continue
		}
		o := outcome{line: i + 1}
		sub, err := p.submission(t, h, i)
		if err != nil {
			o.fault, o.order = strings.Join(linesOf(err, p.lang), "\n"), orderOf(row, h)
			res.faulty++
		} else {
			if sub.At.IsZero() {
				sub.At = at
			}
			checker.AssessInto(&report, &sub)
			p.fill(&o, &report, &sub)
			res.counts[o.verdict]++
			res.sums[o.verdict] += sub.Payout.Amount.V
			for f := range report.Findings() {
				if f.Status == readiness.Fail {
					res.failed[f.Title(p.lang)]++
				}
			}
		}
		res.rows = append(res.rows, o)
	}
	return res
}

// orderOf returns the number of a row that was not assessed, if it is nobody's.
func orderOf(row []string, h *header) string {
	for _, c := range h.columns {
		if c.target == nil || c.at >= len(row) || c.target.path != intake.FieldPayoutOrderID && c.target.path != intake.FieldPayoutBusinessID {
			continue
		}
		if s := strings.TrimSpace(row[c.at]); intake.ValidID(s) {
			return s
		}
	}
	return ""
}

func isBlank(row []string) bool {
	return !slices.ContainsFunc(row, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// sumWord matches what a cell of a row that sums up says, folded: 合计, 本页小计 or 总计 9 笔,
// but neither 累计第三期放款, which is said of a payout, nor 累计-9, which may be its number.
var sumWord = regexp.MustCompile(`^((本页|本表|本月|本批|以上|全部)?(合计|总计|小计|共计|累计|总额)(金额|笔数|人数)?(共?\d+(笔|人|户|条|项|元))?|共?\d+(笔|人|户|条|项)|(total|subtotal|grandtotal)(amount)?|sum)$`)

// inWords stands before an amount in words, below the rows.
const inWords = "大写"

// isTotal reports whether a row sums up or signs, and is no payout: it has neither a
// name nor the number of a card, a document or an order, and it says so or there is nothing
// beside an amount. A row that has the number of an order, or an amount and anything else,
// is a payout of which too little is known.
func isTotal(row []string, h *header) bool {
	amount, filled := false, 0
	for _, s := range row {
		if strings.TrimSpace(s) != "" {
			filled++
		}
	}
	for _, c := range h.columns {
		if c.target == nil || c.at >= len(row) || strings.TrimSpace(row[c.at]) == "" {
			continue
		}
		if isOfPayout(c.target.path, row[c.at]) {
			return false
		}
		amount = amount || c.target.path == intake.FieldPayoutAmount
	}
	sums := slices.ContainsFunc(row, func(s string) bool { return sumWord.MatchString(folded(s)) || strings.Contains(s, inWords) })
	return sums || !(amount && filled > 1)
}

// isOfPayout reports whether a cell names a payout or its payee.
func isOfPayout(f intake.Field, s string) bool {
	const digits = "0123456789"
	switch f {
	case intake.FieldApplicantName:
		return !sumWord.MatchString(folded(s))
	case intake.FieldCardNumber, intake.FieldApplicantDocumentNumber:
		return strings.ContainsAny(width.Fold.String(s), digits+"#")
	case intake.FieldPayoutOrderID, intake.FieldPayoutBusinessID:
		words := strings.Contains(s, inWords) && !strings.ContainsAny(width.Fold.String(s), digits)
		return !words && !sumWord.MatchString(folded(s))
	}
	return false
}

// submission makes a submission of a row. The error says in which column the table is
// at fault.
func (p *program) submission(t *table, h *header, i int) (intake.Submission, error) {
	row, doc := t.rows[i], map[string]any{}
	var faults []error
	for n := range h.columns {
		c := &h.columns[n]
		if c.target == nil || c.at >= len(row) || strings.TrimSpace(row[c.at]) == "" {
			continue
		}
		in := cell{text: row[c.at], d1904: t.date1904}
		in.number = isLong(c.target.path) && endsInZeros(row[c.at]) && t.isNumber(i, c.at)
		value, fault := c.read(in)
		if !fault.IsZero() {
			faults = append(faults, message(both(c.title+"："+fault.In(readiness.ZH), c.title+": "+fault.In(readiness.EN))))
			continue
		}
		if value != nil {
			set(doc, strings.Split(string(c.target.path[1:]), "/"), value)
		}
	}
	if faults != nil {
		return intake.Submission{}, joined(faults)
	}
	b, err := json.Marshal(doc)
	if err != nil {
		return intake.Submission{}, err
	}
	sub, err := intake.ParseSubmission(b, intake.Strict)
	if err == nil {
		err = sub.Validate()
	}
	return sub, h.name(err)
}

// name says mistakes of the library by the table's own columns.
func (h *header) name(err error) error {
	if err == nil {
		return nil
	}
	zh, en := intake.Mistakes(err, readiness.ZH), intake.Mistakes(err, readiness.EN)
	var out []error
	for i, m := range zh {
		title := string(m.Field)
		for _, c := range h.columns {
			if c.target != nil && c.target.path == m.Field {
				title = c.title
			}
		}
		out = append(out, message(both(title+"："+m.Text, title+": "+en[i].Text)))
	}
	return joined(out)
}

// joined makes one message of several.
func joined(all []error) error {
	if len(all) == 0 {
		return errors.New("unreadable")
	}
	var zh, en []string
	for _, err := range all {
		m := err.(message)
		zh, en = append(zh, readiness.Text(m).In(readiness.ZH)), append(en, readiness.Text(m).In(readiness.EN))
	}
	return message(both(strings.Join(zh, "\n"), strings.Join(en, "\n")))
}

// set puts a value into nested objects.
func set(doc map[string]any, path []string, value any) {
	for _, name := range path[:len(path)-1] {
		next, ok := doc[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			doc[name] = next
		}
		doc = next
	}
	doc[path[len(path)-1]] = value
}

// fill says what the report says to whoever works through the table.
func (p *program) fill(o *outcome, r *readiness.Report, sub *intake.Submission) {
	o.order, o.name, o.amount = cmp.Or(sub.Payout.OrderID, sub.Payout.BusinessID), maskName(sub.Applicant.Name.Reveal()), sub.Payout.Amount
	o.verdict, o.score = r.Verdict, r.Score
	o.card = r.Document(p.lang, readiness.DetailSummary).Card.Masked
	var way, todo, who []string
	for f := range r.Failed() {
		switch {
		case f.Gate && (f.Kind == readiness.Done || f.Kind == readiness.Stopping): // first, and nothing is asked or mended
			way = slices.Insert(way, 0, f.Message(p.lang))
			todo, who = append(todo, f.Action().Text.In(p.lang)), append(who, owners[f.Action().Owner].In(p.lang))
		case f.Gate:
			way = append(way, f.Message(p.lang))
		}
	}
	if len(way) == 0 {
		for f := range r.Findings() {
			if f.Status == readiness.Fail || f.Status == readiness.Warn {
				way = append(way, f.Message(p.lang))
			}
		}
	}
	for _, fix := range r.Fixes() {
		if r.Verdict != readiness.Ready {
			todo, who = append(todo, fix.Action.Text.In(p.lang)), append(who, owners[fix.Action.Owner].In(p.lang))
		}
	}
	if r.Verdict == readiness.Incomplete || len(todo) == 0 && r.Verdict != readiness.Ready {
		questions := r.Questions()
		for _, q := range questions[:min(3, len(questions))] {
			todo, who = append(todo, fmt.Sprintf(p.in("补充：%s", "supply: %s"), q.Text(p.lang))), append(who, owners[q.Ask].In(p.lang))
		}
	}
	o.inTheWay, o.todo = numbered(way), numbered(todo)
	o.who = strings.Join(slices.Compact(slices.Sorted(slices.Values(who))), p.in("、", ", "))
	if !r.EarliestAt.IsZero() {
		o.earliest = r.EarliestAt.Format("2006-01-02 15:04")
	}
}

// owners are who can act, in words.
var owners = map[remedy.Owner]readiness.Text{
	remedy.Applicant: both("申请人", "applicant"), remedy.Bank: both("银行", "bank"), remedy.Channel: both("通道", "channel"), remedy.Integrator: both("接入方", "integrator"),
	remedy.Nobody: both("等待即可", "time"),
}

// numbered is a list in one cell, without repeats.
func numbered(list []string) string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	for i := range out {
		out[i] = fmt.Sprintf("%d. %s", i+1, out[i])
	}
	return strings.Join(out, "\n")
}

// maskName keeps the first character.
func maskName(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) < 2 {
		return strings.Repeat("*", len(r))
	}
	return string(r[:1]) + strings.Repeat("*", min(len(r)-1, 4))
}
