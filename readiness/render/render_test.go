package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// stored reads a stored document, so that changes to the suite do not affect these
// tests.
func stored(t testing.TB, name string) readiness.Document {
	b, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	require.NoError(t, err)
	var d readiness.Document
	require.NoError(t, json.Unmarshal(b, &d))
	return d
}

var documents = []string{"refused", "waiting", "nothing"}

var audiences = map[string]render.Audience{"engineer": render.Engineer, "support": render.Support}

var formats = map[string]func(render.Options, io.Writer, readiness.Document) error{
	"txt": render.Options.Text, "md": render.Options.Markdown, "html": render.Options.HTML,
}

func written(t testing.TB, format string, o render.Options, d readiness.Document) string {
	var b bytes.Buffer
	require.NoError(t, formats[format](o, &b, d))
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, name := range documents {
		d := stored(t, name)
		for who, a := range audiences {
			for format := range formats {
				if format == "html" && name != "refused" {
					continue
				}
				path := filepath.Join("testdata", "golden", name+"."+who+"."+format)
				got := written(t, format, render.Options{Audience: a, Verbose: who == "engineer"}, d)
				if *update {
					require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
					require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
				}
				want, err := os.ReadFile(path)
				require.NoError(t, err)
				require.Equal(t, string(want), got, path)
			}
		}
	}
}

// The functions without options write the whole report, without colours.
func TestPlainFunctions(t *testing.T) {
	d := stored(t, "refused")
	for format, plain := range map[string]func(io.Writer, readiness.Document) error{"txt": render.Text, "md": render.Markdown, "html": render.HTML} {
		var b bytes.Buffer
		require.NoError(t, plain(&b, d))
		require.Equal(t, written(t, format, render.Options{Audience: render.Engineer}, d), b.String())
	}
}

// The best channel has one line, for engineers alone.
func TestBestRouteHasALine(t *testing.T) {
	d := stored(t, "refused")
	d.BestRoute = readiness.BestRoute{Channel: "wechatpay", Product: "pay_bank", Verdict: readiness.Caution, Score: 81}
	for l, line := range map[readiness.Lang]string{readiness.ZH: "最佳通道", readiness.EN: "best channel"} {
		d.Lang = l
		require.Regexp(t, `(?m)^ *`+line+` +wechatpay pay_bank  \(.+, 81\)$`, written(t, "txt", render.Options{Audience: render.Engineer}, d))
		for format := range formats {
			require.NotContains(t, written(t, format, render.Options{Audience: render.Support}, d), "wechatpay", format)
		}
	}
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestColorIsOnlyAskedForAndChangesNothingElse(t *testing.T) {
	for _, name := range documents {
		for _, a := range audiences {
			d := stored(t, name)
			plain := written(t, "txt", render.Options{Audience: a}, d)
			color := written(t, "txt", render.Options{Audience: a, Color: true}, d)
			require.NotContains(t, plain, "\x1b")
			require.Equal(t, plain, ansi.ReplaceAllString(color, ""))
			require.Contains(t, color, "\x1b[")
			require.Equal(t, strings.Count(color, "\x1b["), 2*strings.Count(color, "\x1b[0m"), "every colour ends")
		}
	}
	require.Contains(t, written(t, "txt", render.Options{Color: true}, stored(t, "refused")), "\x1b[31m✗\x1b[0m")
}

// A fresh document renders like the same document stored and read back.
func TestFreshAndStoredLookTheSame(t *testing.T) {
	var s intake.Submission
	s.At = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", 8*3600))
	s.Device.VPNTransport = intake.Yes
	s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, EndedAt: s.At.Add(-time.Hour), SameCard: intake.Yes}}
	r := readiness.Assess(s)
	fresh := r.Document(readiness.EN, readiness.DetailFull)
	b, err := fresh.MarshalJSON()
	require.NoError(t, err)
	var again readiness.Document
	require.NoError(t, json.Unmarshal(b, &again))
	for format := range formats {
		require.Equal(t, written(t, format, render.Options{Verbose: true}, fresh), written(t, format, render.Options{Verbose: true}, again))
	}
	require.Contains(t, written(t, "txt", render.Options{Verbose: true}, fresh), "client=vpn_transport points=")
}

// Every category of the suite has a name in both languages.
func TestEveryCategoryIsNamed(t *testing.T) {
	var d readiness.Document
	for _, c := range readiness.Suite() {
		d.Categories = []readiness.DocumentCategory{{ID: c.ID.Category(), Score: 100}}
		d.Lang = readiness.ZH
		require.NotContains(t, written(t, "md", render.Options{Verbose: true}, d), c.ID.Category())
		d.Lang = readiness.EN
		require.Contains(t, strings.ToLower(written(t, "md", render.Options{Verbose: true}, d)), "## "+c.ID.Category())
	}
}

// A finding is shown even if the document does not list its category.
func TestNoFindingIsLost(t *testing.T) {
	d := readiness.Document{Lang: readiness.EN, Findings: []readiness.DocumentFinding{
		{Check: "ours.own", Category: "ours", Status: readiness.Fail, Title: "Our own", Message: "It is wrong", Code: "wrong"},
	}}
	for format := range formats {
		out := written(t, format, render.Options{Verbose: true}, d)
		require.Contains(t, out, "Our own")
		require.Contains(t, out, "It is wrong")
	}
}

// Messages line up, whatever characters the titles have.
func TestTitlesAlign(t *testing.T) {
	d := readiness.Document{Findings: []readiness.DocumentFinding{
		{Category: "a", Title: "卡号", Message: "M"}, {Category: "a", Title: "e\u0301e\u0301e\u0301", Message: "M"}, {Category: "a", Title: "abcdef", Message: "M"}, {Category: "a", Title: "ＡＢｱｲ", Message: "M"},
	}}
	out := written(t, "txt", render.Options{Verbose: true}, d)
	for _, line := range []string{"  ? 卡号    M\n", "  ? e\u0301e\u0301e\u0301     M\n", "  ? abcdef  M\n", "  ? ＡＢｱｲ  M\n"} {
		require.Contains(t, out, line)
	}
}

// No line begins with closing punctuation or ends with an opening one.
func TestLinesBreakAsChineseIsWritten(t *testing.T) {
	for n := range 60 {
		d := readiness.Document{Findings: []readiness.DocumentFinding{{Category: "a", Title: "t", Message: strings.Repeat("字", n) + strings.Repeat("中文，English，（括号）“引号”。", 8)}}}
		for line := range strings.Lines(written(t, "txt", render.Options{Verbose: true}, d)) {
			line = strings.TrimSpace(line)
			require.NotRegexp(t, "^[，。）”]|[（“]$", line)
		}
	}
}

// A category listed twice is shown once.
func TestCategoriesAreNotRepeated(t *testing.T) {
	d := readiness.Document{Lang: readiness.EN, Categories: []readiness.DocumentCategory{{ID: "card"}, {ID: "card"}}}
	require.Equal(t, 1, strings.Count(written(t, "md", render.Options{Verbose: true}, d), "## Card"))
}

func TestSummaryShowsCodes(t *testing.T) {
	r := readiness.Assess(intake.Submission{})
	out := written(t, "txt", render.Options{Verbose: true}, r.Document(readiness.EN, readiness.DetailSummary))
	require.Regexp(t, `\? identity\.name +no-input`, out)
}

func TestZeroDocument(t *testing.T) {
	for format := range formats {
		for _, a := range audiences {
			require.NotEmpty(t, written(t, format, render.Options{Audience: a}, readiness.Document{}))
		}
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsAreReturned(t *testing.T) {
	for format := range formats {
		require.ErrorIs(t, formats[format](render.Options{}, full{}, stored(t, "nothing")), errFull, format)
	}
}
