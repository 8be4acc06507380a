package page

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

func sorted(list []string) []string { slices.Sort(list); return list }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// field is the label of an input.
func (c *composer) field(name string) string {
	if name == "other" {
		return c.say("other")
	}
	f := intake.Field(name)
	if strings.HasPrefix(name, string(intake.FieldHistoryAttempts)) {
		f = intake.FieldHistoryAttempts // of which of them does not matter
	}
	return f.Input().Label.In(c.lang)
}

// Text writes the answers for a terminal.
func Text(w io.Writer, a *backtest.Answers, l readiness.Lang) error {
	b := bufio.NewWriter(w)
	b.WriteString(words["title"].In(l) + "\n")
	for _, s := range compose(a, l) {
		b.WriteString("\n" + s.title + "\n")
		for _, line := range s.lines {
			b.WriteString("  " + line + "\n")
		}
		widths := make([]int, len(s.head))
		for _, row := range append([][]string{s.head}, s.rows...) {
			for i, cell := range row {
				widths[i] = max(widths[i], width(cell))
			}
		}
		for _, row := range append([][]string{s.head}, s.rows...) {
			line := " "
			for i, cell := range row {
				line += " " + cell + strings.Repeat(" ", widths[i]-width(cell)+1)
			}
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	return b.Flush()
}

// width is the number of columns of a terminal: Chinese takes two a character.
func width(s string) (n int) {
	for _, r := range s {
		n++
		if r >= 0x2e80 && r < 0xffe0 {
			n++
		}
	}
	return n
}

// cellOf keeps a cell of a Markdown table within it.
var cellOf = strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", "`", "'")

// Markdown writes the answers as Markdown.
func Markdown(w io.Writer, a *backtest.Answers, l readiness.Lang) error {
	b := bufio.NewWriter(w)
	b.WriteString("# " + words["title"].In(l) + "\n")
	row := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + cellOf.Replace(cell) + " ")
		}
		b.WriteString("|\n")
	}
	for _, s := range compose(a, l) {
		b.WriteString("\n## " + s.title + "\n\n")
		for _, line := range s.lines {
			b.WriteString(line + "\n\n")
		}
		row(s.head)
		b.WriteString(strings.Repeat("|---", len(s.head)) + "|\n")
		for _, r := range s.rows {
			row(r)
		}
	}
	return b.Flush()
}

// isNumber reports whether a cell is a number or an interval, which no line breaks.
func isNumber(cell string) bool { return strings.Trim(cell, "0123456789.,%–−") == "" }

//go:embed page.html
var layout string

type htmlSection struct {
	Title  string
	Lines  []string
	Head   []string
	Rows   [][]string
	Figure template.HTML
	Under  string
}

// HTML writes the answers as one file, which adapts to a phone and to light and dark.
func HTML(w io.Writer, a *backtest.Answers, l readiness.Lang) error {
	t, err := template.New("page").Funcs(template.FuncMap{"whole": isNumber}).Parse(layout)
	if err != nil {
		return err
	}
	var sections []htmlSection
	for _, s := range compose(a, l) {
		x := htmlSection{s.title, s.lines, s.head, s.rows, "", s.under}
		if s.figure != nil {
			var pic svg
			s.figure(&pic)
			x.Figure = template.HTML(pic.String()) // #nosec G203 -- svg escapes every text that it takes
		}
		sections = append(sections, x)
	}
	return t.Execute(w, map[string]any{"Lang": l.String(), "Title": words["title"].In(l), "Sections": sections, "Synthetic": a.Synthetic})
}
