// Package render formats a report as text for a terminal, as Markdown and as an
// HTML page, for engineers and support. It formats a [readiness.Document], so it can
// also render a report that was stored or received from another service. Texts in a
// document are never interpreted as markup or terminal escapes.
//
// For most uses, call [Text], [Markdown] or [HTML]: the verdict, what is in the way
// and its cause, what to do, and when. Use [Options] for the whole checklist or for
// support, and [For] to get the part of a document that support may have. [Badge] and
// [Timeline] are pictures to show elsewhere. What
// applicants read is [ApplicantText], [ApplicantMarkdown] and [ApplicantHTML].
//
// All functions are safe for concurrent use.
package render

// Options choose what is written. The zero Options writes what matters to an engineer,
// without colours.
type Options struct {
	Audience Audience
	Verbose  bool // the whole checklist, too
	Color    bool // use terminal colours in Text
}
