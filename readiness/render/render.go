// Package render formats a report as text for a terminal, as Markdown and as an
// HTML page, for engineers, support or applicants. It formats a
// [readiness.Document], so it can also render a report that was stored or received
// from another service. Texts in a document are never interpreted as markup or
// terminal escapes.
//
// For most uses, call [Text], [Markdown] or [HTML], which write the whole report.
// Use [Options] to choose an audience, and [For] to get the part of a document
// that an audience may have.
//
// All functions are safe for concurrent use.
package render

// Options choose the audience and the colours. The zero Options writes the whole
// report, without colours.
type Options struct {
	Audience Audience
	Color    bool // use terminal colours in Text
}
