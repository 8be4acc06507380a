package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/payready/payready/readiness"
)

// Text writes a report that fits a screen, for a terminal of 80 columns, without
// colours: the verdict, when, what is in the way with its cause, and what to do. No
// line is wider.
func Text(w io.Writer, d readiness.Document) error { return Options{}.Text(w, d) }

// Text writes the report for a terminal of 80 columns.
func (o Options) Text(w io.Writer, d readiness.Document) error {
	b := bufio.NewWriter(w)
	t := &texter{w: b, color: o.Color}
	t.view(newView(d, o))
	return b.Flush()
}

const (
	terminal   = 80 // columns
	labelWidth = 12
	titleWidth = 36 // a wider title has its message on the next line
)

type texter struct {
	w     *bufio.Writer
	color bool
}

// paint is a terminal colour (ECMA-48); "" means none.
type paint string

const (
	red    paint = "31"
	green  paint = "32"
	yellow paint = "33"
	faint  paint = "2"
)

var (
	statusPaints  = map[readiness.Status]paint{readiness.Pass: green, readiness.Warn: yellow, readiness.Fail: red, readiness.StatusUnknown: yellow, readiness.StatusError: red}
	verdictPaints = map[readiness.Verdict]paint{readiness.Ready: green, readiness.Fix: red, readiness.Review: red, readiness.Stop: red}
)

func (t *texter) paint(p paint, s string) string {
	if !t.color || p == "" || s == "" {
		return s
	}
	return "\x1b[" + string(p) + "m" + s + "\x1b[0m"
}

func (t *texter) line(s string) { fmt.Fprintln(t.w, strings.TrimRight(s, " ")) }

// put writes text after head and indents the following lines by the width of head,
// which is wide columns.
func (t *texter) put(head string, wide int, p paint, text string) {
	for i, line := range broken(text, terminal-wide) {
		if i > 0 {
			head = strings.Repeat(" ", wide)
		}
		t.line(head + t.paint(p, line))
	}
}

func (t *texter) view(v *view) {
	if v.Score == "" {
		t.put("", 0, "", v.Sentence)
	} else {
		head := v.Head
		p, ok := verdictPaints[v.verdict]
		if !ok {
			p = yellow
		}
		t.put(t.paint(p, head)+"  ", columns(head)+2, "", v.Score+"  "+v.Sentence)
	}
	for _, f := range v.Facts {
		if f.Label == "" {
			t.put("  ", 2, "", f.Value)
			continue
		}
		head := "  " + pad(f.Label, labelWidth) + " "
		t.put(head, columns(head), "", f.Value)
	}
	t.reasons(v.Way)
	t.reasons(v.Rest)
	t.groups(v.Groups)
	for _, l := range []list{v.Steps, v.Asks, v.Broken} {
		t.list(l)
	}
}

func (t *texter) reasons(l reasons) {
	if len(l.Entries) == 0 {
		return
	}
	t.line("")
	t.line(l.Title)
	for _, r := range l.Entries {
		t.put("  "+t.paint(statusPaints[r.status], r.Mark)+" ", 4, "", r.Text)
		for _, s := range r.Also {
			t.put("    · ", 6, faint, s)
		}
		if r.Do != "" {
			s := r.Who + r.Do
			if r.After != "" {
				s += "  " + together("["+r.After+"]")
			}
			t.put("    → ", 6, "", s)
		}
		for _, s := range []string{r.Say, r.Note} {
			if s != "" {
				t.put("      ", 6, faint, s)
			}
		}
	}
}

func (t *texter) groups(groups []group) {
	titles := 0
	for _, g := range groups {
		for _, it := range g.Items {
			if n := columns(it.Title); n <= titleWidth {
				titles = max(titles, n)
			}
		}
	}
	if len(groups) > 0 {
		t.line("")
	}
	for _, g := range groups {
		score := ""
		if g.Scored {
			score = "  –"
			if g.Known {
				score = fmt.Sprintf("  %s %d", bar(g.Score), g.Score)
			}
		}
		lines := broken(g.Title, titleWidth)
		for _, line := range lines[:len(lines)-1] {
			t.line(line)
		}
		t.line(pad(lines[len(lines)-1], titles+5) + score)
		for _, it := range g.Items {
			t.item(it, titles)
		}
	}
}

func (t *texter) item(it item, titles int) {
	mark := "  " + t.paint(statusPaints[it.status], it.Mark) + " "
	under := titles + 6 // where messages begin
	if columns(it.Title) <= titles {
		t.put(mark+pad(it.Title, titles)+"  ", under, "", it.Message)
	} else {
		t.put(mark, 4, "", it.Title)
		t.put(strings.Repeat(" ", under), under, "", it.Message)
	}
	for _, extra := range []string{it.Say, it.Note} {
		if extra != "" {
			t.put(strings.Repeat(" ", under), under, faint, extra)
		}
	}
}

func (t *texter) list(l list) {
	if len(l.Entries) == 0 {
		return
	}
	t.line("")
	t.put("", 0, "", l.Title)
	for i, e := range l.Entries {
		head := "  ? "
		if l.Ordered {
			head = fmt.Sprintf("  %d. ", i+1)
		}
		s := e.Text
		if e.Code != "" {
			s += "  " + e.Code
		}
		if e.Note != "" {
			s += "  " + together("["+e.Note+"]")
		}
		t.put(head, columns(head), "", s)
	}
}

func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// bar draws a score as ten columns.
func bar(score int) string {
	n := (percent(score) + 5) / 10
	return strings.Repeat("█", n) + strings.Repeat("░", 10-n)
}

// together keeps a text on one line. broken turns its no-break spaces into plain
// ones.
func together(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// broken breaks a text into one or more lines of at most most columns. A piece that
// is too wide is cut anywhere.
func broken(s string, most int) []string {
	var lines []string
	line, wide := "", 0
	flush := func() {
		lines = append(lines, strings.TrimRight(strings.ReplaceAll(line, "\u00a0", " "), " "))
		line, wide = "", 0
	}
	for _, piece := range pieces(s) {
		if line != "" && wide+columns(strings.TrimRight(piece, " ")) > most {
			flush()
		}
		for _, r := range piece {
			n := runeColumns(r)
			if r != ' ' && wide+n > most {
				flush()
			}
			line += string(r)
			wide += n
		}
	}
	flush()
	return lines
}

// pieces splits text where a line may break: after a space and on either side of a
// wide character, but not before closing or after opening punctuation.
func pieces(s string) []string {
	var out []string
	start, prev := 0, rune(0)
	for i, next := range s {
		if i > 0 && mayBreak(prev, next) {
			out = append(out, s[start:i])
			start = i
		}
		prev = next
	}
	return append(out, s[start:])
}

func mayBreak(r, next rune) bool {
	switch {
	case next == ' ' || runeColumns(next) == 0:
		return false
	case r == ' ':
		return true
	case strings.ContainsRune("，。；：、）”！？》」%", next) || strings.ContainsRune("（“《「", r) || next == '\u00a0' || r == '\u00a0':
		return false
	}
	return runeColumns(r) == 2 || runeColumns(next) == 2
}
