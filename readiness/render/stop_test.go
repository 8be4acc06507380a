package render_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/render"
)

// What stops a payout is in no list of what to do: the finding itself says that
// nothing is to be paid, to those who pay.
func TestWhatStopsSaysWhatToDo(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		if f.Check != "card.risk-flag" || f.Code == "clear" {
			continue
		}
		r := readiness.Assess(f.Submission)
		for l, want := range map[readiness.Lang]string{readiness.ZH: "停止向该收款人付款", readiness.EN: "Stop paying"} {
			d := r.Document(l, readiness.Failed)
			for format := range formats {
				require.Contains(t, written(t, format, render.Options{Audience: render.Engineer}, d), want)
				require.Contains(t, written(t, format, render.Options{Audience: render.Support}, d), want)
				require.NotContains(t, written(t, format, render.Options{Audience: render.Applicant}, d), want)
			}
		}
	}
}
