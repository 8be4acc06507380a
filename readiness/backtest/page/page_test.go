package page_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/page"
	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

func answers(t *testing.T) backtest.Answers {
	var s backtest.Summary
	month := synthetic.Month{Seed: 4, Payouts: 4000, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	for p := range month.All() {
		r := readiness.Assess(p.Submission)
		row := backtest.Row{Amount: intake.Some(p.Amount), Channel: p.Channel, Outcome: p.Outcome}
		row.Read(&r)
		if r.Verdict == readiness.Fix && p.Submission.At.Second()%2 == 0 {
			row.Outcome = backtest.Outcome{Result: backtest.Held}
		}
		s.Add(&row)
	}
	s.MadeUp()
	s.Problem(backtest.NoSubmission)
	return s.Answer(backtest.Options{Costs: backtest.Costs{Failed: 5_00, GoodStopped: 30_00}})
}

// What Chinese writes in Latin letters: hashes, codes of channels, and VPN.
var latin = regexp.MustCompile(`wechatpay|[0-9a-f]{16}|[A-Z][A-Z_]{3,}|VPN|App|IP`)

func TestEachLanguageIsItself(t *testing.T) {
	a := answers(t)
	for l, wrong := range map[readiness.Lang]func(string) bool{
		readiness.ZH: func(s string) bool {
			return regexp.MustCompile(`[A-Za-z]{2,}`).MatchString(latin.ReplaceAllString(s, ""))
		},
		readiness.EN: func(s string) bool {
			return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		},
	} {
		for _, write := range []func(*strings.Builder) error{
			func(b *strings.Builder) error { return page.Text(b, &a, l) },
			func(b *strings.Builder) error { return page.Markdown(b, &a, l) },
		} {
			var b strings.Builder
			require.NoError(t, write(&b))
			for line := range strings.SplitSeq(b.String(), "\n") {
				require.False(t, wrong(line), line)
				require.NotContains(t, line, "%!")
			}
		}
	}
}

// Every section is there, and says that the payouts are made up.
func TestTextSaysWhatWasFound(t *testing.T) {
	a := answers(t)
	require.Len(t, a.Checkers, 1)
	a.Checks[0].Inverted, a.Unlisted = true, 7
	a.Checkers = append(a.Checkers, backtest.CheckerAnswer{Checker: "0123456789abcdef", N: 2})
	var b strings.Builder
	require.NoError(t, page.Text(&b, &a, readiness.EN))
	for _, want := range []string{
		"made up", "(4000 payouts), 0123456789abcdef (2 payouts)", "2 configurations, whose scores do not compare", "7 findings are none of this suite's", "held and have no outcome", "failures that would have been caught", "inverted", "state of the card",
		"BANK_CARD_STATUS_ABNORMAL", "Supposing", "Chance that a failure scored lower", "Sending from this score on", "outcomes without a payout",
	} {
		require.Contains(t, b.String(), want)
	}
}

// The file is whole by itself: it parses, and nothing in it is fetched or runs.
func TestHTMLNeedsNothingElse(t *testing.T) {
	a := answers(t)
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		var b strings.Builder
		require.NoError(t, page.HTML(&b, &a, l))
		doc, err := html.Parse(strings.NewReader(b.String()))
		require.NoError(t, err)
		figures := 0
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			require.NotContains(t, []string{"script", "img", "link", "iframe", "object", "a"}, n.Data)
			if n.Data == "svg" {
				figures++
			}
			for _, at := range n.Attr {
				require.NotContains(t, []string{"href", "src", "style", "onload"}, at.Key)
			}
		}
		require.Equal(t, 2, figures)
		require.Contains(t, b.String(), `class="made-up"`)
		require.NotContains(t, b.String(), "url(")
		if dir := os.Getenv("PAYREADY_PAGES"); dir != "" {
			require.NoError(t, os.WriteFile(dir+"/backtest-"+l.String()+".html", []byte(b.String()), 0o600))
		}
	}
}

// A name from a suite of the caller's own is no markup.
func TestNamesAreNoMarkup(t *testing.T) {
	a := answers(t)
	a.Checks[0].Check, a.Checks[0].Few = `<b>"x"|`, false
	var b strings.Builder
	require.NoError(t, page.HTML(&b, &a, readiness.EN))
	require.NotContains(t, b.String(), "<b>")
	b.Reset()
	require.NoError(t, page.Markdown(&b, &a, readiness.EN))
	require.NotContains(t, b.String(), "<b>")
	require.Contains(t, b.String(), `\|`)

	var empty backtest.Summary
	nothing := empty.Answer(backtest.Options{})
	require.NoError(t, page.HTML(&b, &nothing, readiness.ZH))
}
