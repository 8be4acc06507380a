package render_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

// small is a report of two checks.
var small = readiness.Document{
	Verdict: readiness.Fix, Score: 19, Floor: 19, Ceiling: 19, Coverage: 1000, Lang: readiness.EN,
	Categories: []readiness.DocumentCategory{{ID: "card", Score: 50, Pass: 1, Fail: 1}},
	Findings: []readiness.DocumentFinding{
		{Check: "card.number", Category: "card", Status: readiness.Pass, Code: "ok", Title: "Card number is well formed", Message: "The number is well formed", Audience: "applicant"},
		{Check: "card.state", Category: "card", Status: readiness.Fail, Gate: true, Penalty: 50, Code: "cancelled", Title: "Card is in normal state", Message: "The card was cancelled", Audience: "applicant",
			Action: "bind-other-card", Advice: "Bind another debit card of your own that is in normal use.", Owner: "applicant", Effort: "medium"},
	},
	Fixes: []readiness.DocumentFix{{Action: "bind-other-card", Owner: "applicant", Effort: "medium", Clears: []readiness.ID{"card.state"},
		Text: "Bind another debit card of your own that is in normal use.", ScoreAfter: 100, VerdictAfter: readiness.Ready}},
}

func ExampleText() {
	_ = render.Text(os.Stdout, small)
	// Output:
	// FIX  19/100  would very likely fail now: fix this first
	//
	// In the way
	//   ✗ The card was cancelled
	//     → applicant: Bind another debit card of your own that is in normal use.
	//       [score after: 100, READY]
	//       card.state cancelled
}

func ExampleMarkdown() {
	_ = render.Markdown(os.Stdout, small)
	// Output:
	// # FIX · 19/100
	//
	// would very likely fail now: fix this first
	//
	// ## In the way
	//
	// - ✗ The card was cancelled
	//   - → applicant: Bind another debit card of your own that is in normal use. (score after: 100, READY)
	//   - (card.state cancelled)
}

func ExampleHTML() {
	var page strings.Builder
	_ = render.HTML(&page, small)
	fmt.Println(strings.Contains(page.String(), "<h1>would very likely fail now: fix this first</h1>"))
	// Output: true
}

func ExampleFor() {
	for _, f := range render.For(small, render.Support).Findings {
		fmt.Println(f.Check, f.Code)
	}
	// Output: card.state cancelled
}

func ExampleOptions_Text() {
	_ = render.Options{Verbose: true}.Text(os.Stdout, small)
	// Output:
	// FIX  19/100  would very likely fail now: fix this first
	//
	// In the way
	//   ✗ The card was cancelled
	//     → applicant: Bind another debit card of your own that is in normal use.
	//       [score after: 100, READY]
	//       card.state cancelled
	//
	// Card                             █████░░░░░ 50
	//   ✓ Card number is well formed  The number is well formed
	//   ✗ Card is in normal state     The card was cancelled
	//                                 card.state cancelled
}

func ExampleOptions_Markdown() {
	_ = render.Options{Audience: render.Support}.Markdown(os.Stdout, small)
	// Output:
	// # FIX · 19/100
	//
	// would very likely fail now: fix this first
	//
	// ## In the way
	//
	// - ✗ The card was cancelled
	//   - → applicant: Bind another debit card of your own that is in normal use. (score after: 100, READY)
	//   - (Say: Bind another debit card of your own that is in normal use.)
	//   - (card.state cancelled)
}

func ExampleApplicantText() {
	_ = render.ApplicantText(os.Stdout, readiness.ApplicantView{
		Lang: readiness.EN, State: "act", Headline: "Before the payout, please do this",
		Steps: []string{"Bind another debit card of your own that is in normal use."},
	})
	// Output:
	// Before the payout, please do this
	//
	// What to do
	//   1. Bind another debit card of your own that is in normal use.
}

func ExampleOptions_HTML() {
	var page strings.Builder
	_ = render.Options{Audience: render.Support}.HTML(&page, small)
	fmt.Println(strings.Contains(page.String(), "Say: Bind another debit card of your own"))
	// Output: true
}
