package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/payready/payready/readiness"
)

// Markdown writes the checklist as GitHub-flavoured Markdown.
func Markdown(w io.Writer, d readiness.Document) error {
	b := bufio.NewWriter(w)
	l := d.Lang
	fmt.Fprintf(b, "# %s · %d/100\n\n%s\n\n", strings.ToUpper(d.Verdict.String()), d.Score, verdicts[d.Verdict].In(l))
	item := func(label text, value string) { fmt.Fprintf(b, "- %s: %s\n", label.In(l), escape(value)) }
	item(words.spread, fmt.Sprintf("%d – %d", d.Floor, d.Ceiling))
	item(words.coverage, fmt.Sprintf("%d.%d %%", d.Coverage/10, d.Coverage%10))
	if d.Card.Masked != "" {
		item(words.card, d.Card.Masked+" "+d.Card.IssuerName)
	}
	if d.AssessedAt.OK {
		item(words.at, clock(d.AssessedAt.V))
	}
	if d.EarliestAt.OK {
		item(words.earliest, fmt.Sprintf("%s (%s)", clock(d.EarliestAt.V), d.EarliestVerdict.V))
	}
	if d.NextQueryAt.OK {
		item(words.nextQuery, clock(d.NextQueryAt.V))
	}
	if d.ValidUntil.OK {
		item(words.valid, clock(d.ValidUntil.V))
	}
	for _, c := range d.Categories {
		fmt.Fprintf(b, "\n## %s · %d\n\n", escape(category(c.ID).In(l)), c.Score)
		row(b, "", words.check.In(l), words.finding.In(l))
		row(b, "---", "---", "---")
		for _, f := range d.Findings {
			if f.Category == c.ID {
				row(b, marks[f.Status], title(f), message(f))
			}
		}
	}
	if len(d.Fixes) > 0 {
		fmt.Fprintf(b, "\n## %s\n\n", words.fixFirst.In(l))
		for i, f := range d.Fixes {
			fmt.Fprintf(b, "%d. %s (%s → %d %s)\n", i+1, escape(f.Text), fixer(f.Fixer).In(l), f.ScoreAfter, f.VerdictAfter)
		}
	}
	if len(d.Questions) > 0 {
		fmt.Fprintf(b, "\n## %s\n\n", words.ask.In(l))
		for _, q := range d.Questions {
			fmt.Fprintf(b, "- %s `%s` (%d … %d)\n", escape(q.Text), q.Field, q.ScoreIfBad, q.ScoreIfGood)
		}
	}
	for _, e := range d.Errors {
		fmt.Fprintf(b, "\n> %s%s: %s\n", e.Check, e.Field, e.Kind)
	}
	return b.Flush()
}

func row(b *bufio.Writer, cells ...string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteString(" | ")
		} else {
			b.WriteString("| ")
		}
		b.WriteString(escape(c))
	}
	b.WriteString(" |\n")
}

// escape keeps text from being read as markup.
var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`, "\n", " ").Replace
