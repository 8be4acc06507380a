package render

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/payready/payready/readiness"
)

//go:embed page.html
var pageSource string

// page is parsed when it is first used: most programs never write HTML.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{"upper": strings.ToUpper}).Parse(pageSource))
})

// HTML writes the checklist as a page of its own: no script, no external file,
// light or dark as the reader's system is, for phones, wide screens and paper.
func HTML(w io.Writer, d readiness.Document) error { return Options{}.HTML(w, d) }

// HTML writes the report as a page of its own.
func (o Options) HTML(w io.Writer, d readiness.Document) error {
	return page().Execute(w, newView(d, o.Audience))
}
