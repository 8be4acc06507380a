package render

import (
	"bufio"
	"io"

	"github.com/payready/payready/readiness"
)

// ApplicantText writes what the applicant reads, for a terminal of 80 columns.
func ApplicantText(w io.Writer, a readiness.ApplicantView) error {
	b := bufio.NewWriter(w)
	(&texter{w: b}).view(tell(a))
	return b.Flush()
}

// ApplicantMarkdown writes what the applicant reads as GitHub-flavoured Markdown.
func ApplicantMarkdown(w io.Writer, a readiness.ApplicantView) error {
	b := bufio.NewWriter(w)
	(&marker{b}).view(tell(a))
	return b.Flush()
}

// ApplicantHTML writes what the applicant reads as a self-contained page.
func ApplicantHTML(w io.Writer, a readiness.ApplicantView) error { return page().Execute(w, tell(a)) }

// tell is the view of what the applicant reads.
func tell(a readiness.ApplicantView) *view {
	v := &view{Lang: a.Lang.String(), Verdict: a.State, Sentence: clean(a.Headline)}
	v.Steps = list{Title: words.todo.In(a.Lang), Ordered: true}
	for _, s := range a.Steps {
		v.Steps.Entries = append(v.Steps.Entries, entry{Text: clean(s)})
	}
	for _, s := range []string{a.Warning, a.Support} {
		if s != "" {
			v.Facts = append(v.Facts, fact{Value: clean(s)})
		}
	}
	return v
}
