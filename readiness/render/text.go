// Package render writes a report for people: as text for a terminal and as
// Markdown. It takes a readiness.Document, so that a report that was stored or
// sent can be rendered as well as a fresh one.
package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/payready/payready/readiness"
)

// wrapAt is the width that text is kept to.
const wrapAt = 80

var marks = map[readiness.Status]string{
	readiness.Pass:          "✓",
	readiness.Warn:          "!",
	readiness.Fail:          "✗",
	readiness.StatusUnknown: "?",
	readiness.NotApplicable: "-",
	readiness.Skipped:       "·",
	readiness.StatusError:   "#",
}

// Text writes the checklist for a terminal of 80 columns: the verdict, one line
// a check with a mark, the categories' scores, what to do first, and when.
func Text(w io.Writer, d readiness.Document) error {
	b := bufio.NewWriter(w)
	t := &texter{b: b, d: &d, l: d.Lang}
	t.head()
	t.checklist()
	t.fixes()
	t.questions()
	t.errors()
	return b.Flush()
}

type texter struct {
	b *bufio.Writer
	d *readiness.Document
	l readiness.Lang
}

func (t *texter) printf(format string, args ...any) { fmt.Fprintf(t.b, format, args...) }

// pair aligns a value behind a label.
func (t *texter) pair(label readiness.Text, value string) {
	t.printf("  %s %s\n", pad(label.In(t.l), labelWidth), value)
}

const labelWidth = 12

func (t *texter) head() {
	d := t.d
	t.printf("%s  %d/100  %s\n", strings.ToUpper(d.Verdict.String()), d.Score, verdicts[d.Verdict].In(t.l))
	t.pair(words.spread, fmt.Sprintf("%d – %d", d.Floor, d.Ceiling))
	t.pair(words.coverage, fmt.Sprintf("%d.%d %%", d.Coverage/10, d.Coverage%10))
	if d.Card.Masked != "" {
		t.pair(words.card, strings.TrimSpace(d.Card.Masked+"  "+d.Card.IssuerName))
	}
	if d.AssessedAt.OK {
		t.pair(words.at, clock(d.AssessedAt.V))
	}
	if d.EarliestAt.OK {
		t.pair(words.earliest, fmt.Sprintf("%s  (%s)", clock(d.EarliestAt.V), d.EarliestVerdict.V))
	}
	if d.NextQueryAt.OK {
		t.pair(words.nextQuery, clock(d.NextQueryAt.V))
	}
	if d.ValidUntil.OK {
		t.pair(words.valid, clock(d.ValidUntil.V))
	}
	t.printf("\n")
}

func (t *texter) checklist() {
	titles := 0
	for _, f := range t.d.Findings {
		titles = max(titles, columns(title(f)))
	}
	titles = min(titles, 36)
	for _, c := range t.d.Categories {
		t.printf("%s  %s %d\n", pad(category(c.ID).In(t.l), titles+5), pad(bar(c.Score), 10), c.Score)
		for _, f := range t.d.Findings {
			if f.Category != c.ID {
				continue
			}
			head := fmt.Sprintf("  %s %s  ", marks[f.Status], pad(title(f), titles))
			t.wrap(head, message(f))
		}
	}
	t.printf("\n")
}

func (t *texter) fixes() {
	if len(t.d.Fixes) == 0 {
		return
	}
	t.printf("%s\n", words.fixFirst.In(t.l))
	for i, f := range t.d.Fixes {
		t.wrap(fmt.Sprintf("  %d. ", i+1), f.Text+"  "+together(fmt.Sprintf("[%s → %d %s]", fixer(f.Fixer).In(t.l), f.ScoreAfter, f.VerdictAfter)))
	}
	t.printf("\n")
}

func (t *texter) questions() {
	if len(t.d.Questions) == 0 {
		return
	}
	t.printf("%s\n", words.ask.In(t.l))
	for _, q := range t.d.Questions {
		t.wrap("  ? ", q.Text+"  "+string(q.Field)+"  "+together(fmt.Sprintf("[%d … %d]", q.ScoreIfBad, q.ScoreIfGood)))
	}
	t.printf("\n")
}

func (t *texter) errors() {
	for _, e := range t.d.Errors {
		t.printf("# %s%s: %s\n", e.Check, e.Field, e.Kind)
	}
}

// wrap prints text behind head, broken into lines of the terminal's width that
// begin under it.
func (t *texter) wrap(head, text string) {
	indent := columns(head)
	line := head
	for i, part := range pieces(text) {
		if i > 0 && columns(line)+columns(strings.TrimRight(part, " ")) > wrapAt {
			t.printf("%s\n", strings.TrimRight(line, " "))
			line = strings.Repeat(" ", indent)
		}
		line += part
	}
	t.printf("%s\n", strings.TrimRight(line, " "))
}

// together keeps text on one line.
func together(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// pieces cuts text where a line may break: after a space, and after any wide
// character unless punctuation follows.
func pieces(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i, r := range runes {
		if i+1 == len(runes) {
			break
		}
		wide := columns(string(r)) == 2
		next := runes[i+1]
		if r == ' ' && next != ' ' || wide && next != ' ' && !strings.ContainsRune("，。；：、）”！？", next) && !strings.ContainsRune("（“", r) {
			out = append(out, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(out, string(runes[start:]))
}

func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// bar draws a score of 100 in ten columns.
func bar(score int) string {
	n := (score + 5) / 10
	return strings.Repeat("█", n) + strings.Repeat("░", 10-n)
}
