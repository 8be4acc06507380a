package render_test

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/render"
)

// ofLoans finds words that only a lender uses.
var ofLoans = regexp.MustCompile(`(?i)贷|借款|额度|\bloan|\blend|credit line|borrower`)

// A report on wages or on a claim says nothing of loans: in no rendering, for no
// audience, in no language, whatever is wrong or not known.
func TestWagesAndClaimsSayNothingOfLoans(t *testing.T) {
	said := 0
	for _, policy := range []*readiness.Policy{readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		c, err := readiness.New(readiness.Config{Policy: policy})
		require.NoError(t, err)
		submissions := []intake.Submission{{}}
		for i, f := range readinesstest.Fixtures() {
			if long.Tests || i%8 == 0 {
				submissions = append(submissions, f.Submission)
			}
		}
		for _, s := range submissions {
			r := c.Assess(s)
			for f := range r.Findings() {
				require.NotEqual(t, "mandate", f.Check.Category())
			}
			for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
				for _, text := range renderings(t, &r, l) {
					require.Empty(t, ofLoans.FindString(text), text)
					said++
				}
			}
		}
	}
	t.Logf("%d texts", said)

	c, err := readiness.New(readiness.Config{Policy: readiness.LendingPolicy()})
	require.NoError(t, err)
	r := c.Assess(intake.Submission{})
	for _, text := range renderings(t, &r, readiness.ZH)[:2] { // the words are not out of use
		require.NotEmpty(t, ofLoans.FindString(text))
	}
}

// renderings are all forms in which a report is read, that of engineers first.
func renderings(t *testing.T, r *readiness.Report, l readiness.Lang) (out []string) {
	d := r.Document(l, readiness.DetailFull)
	b, err := d.MarshalJSON()
	require.NoError(t, err)
	out = append(out, string(b))
	for _, a := range []render.Audience{render.Engineer, render.Support} {
		o := render.Options{Audience: a, Verbose: true}
		for _, write := range []func(io.Writer, readiness.Document) error{o.Text, o.Markdown, o.HTML} {
			var text strings.Builder
			require.NoError(t, write(&text, d))
			out = append(out, text.String())
		}
	}
	for _, write := range []func(io.Writer, readiness.ApplicantView) error{render.ApplicantText, render.ApplicantMarkdown, render.ApplicantHTML} {
		var text strings.Builder
		require.NoError(t, write(&text, r.ForApplicant(l)))
		out = append(out, text.String())
	}
	return out
}
