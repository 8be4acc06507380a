// Package render writes a report for people: as text for a terminal, as
// Markdown and as an HTML page, each for the engineer, for support or for the
// applicant. It takes a readiness.Document, so that a report that was stored or
// sent can be rendered as well as a fresh one; nothing that a document holds is
// taken for markup or a terminal's command.
//
// For most uses, call [Text], [Markdown] or [HTML], which write everything.
// [Options] chooses an audience, and [For] is the document that an audience may
// have.
//
// Everything here is safe for concurrent use.
package render

// Options say for whom and how a report is written. The zero Options writes
// everything, without colours.
type Options struct {
	Audience Audience
	Color    bool // of a terminal, in Text; whether there is one is for the caller to say
}
