package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/payready/payready/readiness"
)

// Markdown writes the checklist as GitHub-flavoured Markdown. Texts of the document
// are escaped.
func Markdown(w io.Writer, d readiness.Document) error { return Options{}.Markdown(w, d) }

// Markdown writes the report as GitHub-flavoured Markdown.
func (o Options) Markdown(w io.Writer, d readiness.Document) error {
	b := bufio.NewWriter(w)
	m := &marker{b}
	m.view(newView(d, o))
	return b.Flush()
}

type marker struct{ w *bufio.Writer }

func (m *marker) printf(format string, args ...any) { fmt.Fprintf(m.w, format, args...) }

func (m *marker) view(v *view) {
	if v.Score == "" {
		m.printf("# %s\n", escape(v.Sentence))
	} else {
		m.printf("# %s · %s\n\n%s\n", v.Head, v.Score, escape(v.Sentence))
	}
	if len(v.Facts) > 0 {
		m.printf("\n")
	}
	for _, f := range v.Facts {
		if f.Label == "" {
			m.printf("- %s\n", escape(f.Value))
			continue
		}
		m.printf("- %s: %s\n", f.Label, escape(f.Value))
	}
	m.reasons(v.Way)
	m.reasons(v.Rest)
	for _, g := range v.Groups {
		m.group(g, v.Words)
	}
	for _, l := range []list{v.Steps, v.Asks, v.Broken} {
		m.list(l)
	}
}

func (m *marker) reasons(l reasons) {
	if len(l.Entries) == 0 {
		return
	}
	m.printf("\n## %s\n\n", l.Title)
	for _, r := range l.Entries {
		m.printf("- %s %s\n", strings.Replace(r.Mark, "#", `\#`, 1), escape(r.Text))
		for _, s := range r.Also {
			m.printf("  - · %s\n", escape(s)) // a text at the beginning of a line could be markup
		}
		if r.Do != "" {
			m.printf("  - → %s%s", escape(r.Who), escape(r.Do))
			if r.After != "" {
				m.printf(" (%s)", escape(r.After))
			}
			m.printf("\n")
		}
		for _, s := range []string{r.Say, r.Note} {
			if s != "" {
				m.printf("  - (%s)\n", escape(s))
			}
		}
	}
}

func (m *marker) group(g group, w viewWords) {
	m.printf("\n## %s", escape(g.Title))
	switch {
	case g.Scored && g.Known:
		m.printf(" · %d", g.Score)
	case g.Scored:
		m.printf(" · –")
	}
	m.printf("\n")
	if len(g.Items) == 0 {
		return
	}
	m.printf("\n| | %s | %s |\n| --- | --- | --- |\n", w.Check, w.Finding)
	for _, it := range g.Items {
		message := escape(it.Message)
		for _, extra := range []string{it.Say, it.Note} {
			if extra != "" {
				message += "<br>" + escape(extra)
			}
		}
		m.printf("| %s | %s | %s |\n", it.Mark, escape(it.Title), message)
	}
}

func (m *marker) list(l list) {
	if len(l.Entries) == 0 {
		return
	}
	m.printf("\n## %s\n\n", l.Title)
	for i, e := range l.Entries {
		head := "-"
		if l.Ordered {
			head = fmt.Sprintf("%d.", i+1)
		}
		m.printf("%s %s", head, escape(e.Text))
		if e.Code != "" {
			m.printf(" %s", code(e.Code))
		}
		if e.Note != "" {
			m.printf(" (%s)", escape(e.Note))
		}
		m.printf("\n")
	}
}

// escape keeps text from being read as markup: emphasis, code, a link, an autolinked
// address, HTML, a mention or the end of a cell.
var escape = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`,
	"://", `:\//`, "www.", `www\.`, "@", `@<!-- -->`, "#", `\#`,
).Replace

// code returns s as inline code if it has no special characters.
func code(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-.") == "" {
		return "`" + s + "`"
	}
	return escape(s)
}
