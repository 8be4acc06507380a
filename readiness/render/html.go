package render

import (
	_ "embed"
	"html/template"
	"io"
	"sync"

	"github.com/payready/payready/readiness"
)

//go:embed page.html
var pageSource string

// page is parsed on first use: most programs never write HTML.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

// HTML writes the checklist as a self-contained page, without scripts or external
// files. The page follows the reader's light or dark mode and suits phones, wide
// screens and paper.
func HTML(w io.Writer, d readiness.Document) error { return Options{}.HTML(w, d) }

// HTML writes the report as a self-contained page.
func (o Options) HTML(w io.Writer, d readiness.Document) error {
	return page().Execute(w, newView(d, o))
}
