package render_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
	"golang.org/x/text/width"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

var moment = time.Date(2026, 11, 25, 1, 0, 0, 0, time.FixedZone("", 8*3600))

// hostile returns a document whose texts all come from next, which is called with
// the path of the field.
func hostile(next func(path string) string) readiness.Document {
	var d readiness.Document
	fill(reflect.ValueOf(&d).Elem(), "", next)
	return d
}

func fill(v reflect.Value, path string, next func(string) string) {
	switch v.Interface().(type) {
	case intake.Opt[time.Time]:
		v.Set(reflect.ValueOf(intake.Some(moment)))
		return
	case map[string]any:
		v.Set(reflect.ValueOf(map[string]any{next(path): next(path), "list": []any{next(path), 1.5, nil, map[string]any{"x": next(path)}}}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(next(path))
	case reflect.Int:
		v.SetInt(int64(len(next(path))*1_000_003 - 50))
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fill(v.Field(i), path+"/"+f.Name, next)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), path, next)
		}
	}
}

var nasty = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `</style><b>`, `{{.}}`, `<!--`, `]]>`, `&lt;b&gt;`,
	"**bold**", "`code`", "[text](http://evil.example)", "![i](x)", "| a | b |", "http://evil.example/x", "www.evil.example", "a@evil.example", "<http://evil.example>", "~~no~~",
	"# heading", "1. list", "- item", "> quote", "```", "a\n\n# b", "\\", "\\|", "&copy;", "ftp://evil.example", "@someone", "_a_", "mailto:a@evil.example",
	"\x1b[31mred\x1b[0m", "\x1b]0;title\a", "\u202egnp.exe", "a\u200bb", "\x00", "\xff\xfe", "a\r\nb", "\tt", "\u2028", "\ue000", "\u0085",
	"王晓明王晓明王晓明王晓明王晓明王晓明王晓明王晓明王晓明王晓明王晓明王晓明", "ＡＢＣ　１２３", "ｱｲｳ", "한국어 텍스트", "e\u0301\u0301\u0301", "👍👍🏽👨‍👩‍👧",
	strings.Repeat("x", 500), strings.Repeat("长", 500), strings.Repeat("a ", 300), strings.Repeat("，", 200), strings.Repeat("\u0301", 300), "", " ",
}

func TestHostileDocuments(t *testing.T) {
	for _, s := range nasty {
		d := hostile(func(string) string { return s })
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN, 77} {
			d.Lang = l
			isHarmless(t, d)
		}
	}
	i := 0
	isHarmless(t, hostile(func(string) string { i++; return nasty[i%len(nasty)] }))
	odd := hostile(func(string) string { return "x" })
	odd.Verdict, odd.Findings[0].Status, odd.EarliestVerdict = 200, 200, intake.Some[readiness.Verdict](99)
	isHarmless(t, odd)
}

func TestRandomDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := append([]string{"字", "a", " ", "（", "）", "，"}, nasty...)
		next := func(string) string {
			return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(parts), rapid.StringN(0, 20, 60)), 0, 6).Draw(t, "parts"), "")
		}
		d := hostile(next)
		d.Lang = readiness.Lang(rapid.IntRange(0, 1).Draw(t, "lang"))
		d.Verdict = readiness.Verdict(rapid.IntRange(0, 7).Draw(t, "verdict"))
		for i := range d.Findings {
			d.Findings[i].Status = readiness.Status(rapid.IntRange(0, 6).Draw(t, "status"))
			d.Findings[i].Audience = rapid.SampledFrom([]string{"applicant", "internal", ""}).Draw(t, "audience")
		}
		isHarmless(t, d)
	})
}

type tester interface {
	require.TestingT
	Helper()
}

// isHarmless checks what a terminal, a Markdown reader and a browser make of the
// output for d.
func isHarmless(t tester, d readiness.Document) {
	t.Helper()
	for _, a := range audiences {
		for _, color := range []bool{false, true} {
			var b strings.Builder
			require.NoError(t, render.Options{Audience: a, Color: color, Verbose: color}.Text(&b, d))
			isPlainText(t, ansi.ReplaceAllString(b.String(), ""))
		}
		for format, check := range map[string]func(tester, string){"md": isPlainMarkdown, "html": isPlainHTML} {
			var b strings.Builder
			require.NoError(t, formats[format](render.Options{Audience: a, Verbose: a == render.Engineer}, &b, d))
			check(t, b.String())
		}
	}
}

func isPlainText(t tester, s string) {
	t.Helper()
	require.True(t, utf8.ValidString(s))
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		n := 0
		for _, r := range line {
			require.False(t, unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || r == '\u00a0', "%q in %q", r, line)
			k := width.LookupRune(r).Kind()
			switch {
			case unicode.In(r, unicode.Mn, unicode.Me):
			case k == width.EastAsianWide || k == width.EastAsianFullwidth:
				n += 2
			default:
				n++
			}
		}
		require.LessOrEqual(t, n, 80, line)
		require.Equal(t, strings.TrimRight(line, " "), line)
	}
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM))

// isPlainMarkdown checks that headings, lists and tables are ours, and that the
// document contributes only text.
func isPlainMarkdown(t tester, s string) {
	t.Helper()
	source := []byte(s)
	headings := 0
	doc := gfm.Parser().Parse(gtext.NewReader(source))
	require.NoError(t, ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Paragraph, *ast.TextBlock, *ast.Text, *ast.String, *ast.List, *ast.ListItem, *extast.TableHeader, *extast.TableCell:
		case *ast.Heading:
			if headings++; headings == 1 {
				require.Equal(t, 1, n.Level)
			} else {
				require.Equal(t, 2, n.Level)
			}
		case *extast.Table:
			require.Len(t, n.Alignments, 3)
		case *extast.TableRow:
			require.Equal(t, 3, n.ChildCount(), s)
		case *ast.CodeSpan:
			require.Regexp(t, `^[A-Za-z0-9/_.-]+$`, string(n.FirstChild().(*ast.Text).Value(source)))
		case *ast.RawHTML:
			require.Contains(t, []string{"<br>", "<!-- -->"}, string(n.Segments.Value(source)), s)
		default:
			require.Fail(t, fmt.Sprintf("%T in\n%s", n, s))
		}
		return ast.WalkContinue, nil
	}))
}

var elements = map[string]string{ // and the attributes they may have
	"html": "lang", "head": "", "meta": "charset name content http-equiv", "title": "", "style": "", "body": "",
	"header": "class", "main": "class", "div": "class aria-hidden", "section": "class aria-labelledby", "footer": "",
	"h1": "", "h2": "id", "p": "class", "span": "class aria-hidden", "strong": "", "code": "", "i": "style", "b": "style",
	"dl": "", "dt": "", "dd": "", "ul": "class", "ol": "class", "li": "class",
}

// isPlainHTML checks that elements and attributes are ours, and that no attribute
// contains text of the document.
func isPlainHTML(t tester, s string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(s))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			require.ErrorIs(t, z.Err(), io.EOF)
			require.Empty(t, open, "every element ends")
			return
		case html.StartTagToken:
			tok := z.Token()
			allowed, ok := elements[tok.Data]
			require.True(t, ok, "<%s> in\n%s", tok.Data, s)
			for _, a := range tok.Attr {
				require.Contains(t, strings.Fields(allowed), a.Key, tok.Data)
				require.Regexp(t, `^[\w ,;:%.'=-]*$|^-?$`, a.Val)
			}
			if tok.Data != "meta" {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			require.NotEmpty(t, open)
			require.Equal(t, open[len(open)-1], tok.Data)
			open = open[:len(open)-1]
		case html.CommentToken, html.SelfClosingTagToken:
			require.Fail(t, "unexpected "+z.Token().String())
		}
	}
}

// Escaping loses no text.
func TestEscapedTextIsStillRead(t *testing.T) {
	d := readiness.Document{Lang: readiness.EN, Findings: []readiness.DocumentFinding{
		{Check: "a.b", Category: "a", Status: readiness.Fail, Title: `1 < 2 & "3"`, Message: "a|b *c* _d_ [e](f) `g` http://h www.i j@k #l ~~m~~ &copy;", Code: "x"},
	}}
	doc, err := html.Parse(strings.NewReader(written(t, "html", render.Options{Verbose: true}, d)))
	require.NoError(t, err)
	var text strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
	}
	require.Contains(t, text.String(), d.Findings[0].Title)
	require.Contains(t, text.String(), d.Findings[0].Message)

	var out strings.Builder
	require.NoError(t, gfm.Convert([]byte(written(t, "md", render.Options{Verbose: true}, d)), &out))
	for _, s := range []string{"1 &lt; 2 &amp; &quot;3&quot;", "a|b *c* _d_ [e](f) `g` http://h www.i j", "#l ~~m~~ &amp;copy;"} {
		require.Contains(t, out.String(), s)
	}
	require.Contains(t, written(t, "txt", render.Options{Verbose: true}, d), d.Findings[0].Title)
}

// Ten megabytes in one field give no more than a few lines.
func TestLongTextsAreCut(t *testing.T) {
	d := readiness.Document{Findings: []readiness.DocumentFinding{{Check: "a.b", Category: "a", Title: "t", Message: strings.Repeat("长", 10<<20/3)}}}
	for format := range formats {
		out := written(t, format, render.Options{Verbose: true}, d)
		require.Less(t, len(out), 20<<10, format)
		require.Equal(t, 1000, strings.Count(out, "长"), format)
		require.Contains(t, out, "…")
	}
}
