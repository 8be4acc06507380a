package render_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

// cooling is a submission during the cool-down after a failure, before a window of HVPS
// ends.
func cooling(t testing.TB, l readiness.Lang) (readiness.Document, []readiness.Stretch) {
	t.Helper()
	var sub intake.Submission
	err := intake.ParseInto(&sub, []byte(`{"at":"2026-11-27T17:00:00+08:00","payout":{"amount_fen":200000000,"system":"hvps"},
		"history":{"attempts":[{"outcome":"failed","ended_at":"2026-11-27T16:59:00+08:00","same_card":true}]}}`), intake.Strict)
	require.NoError(t, err)
	checker, err := readiness.New(readiness.Config{})
	require.NoError(t, err)
	report := checker.Assess(sub)
	return report.Document(l, readiness.DetailFull), slices.Collect(checker.Schedule(sub, sub.At, sub.At.Add(72*time.Hour)))
}

func badge(t testing.TB, d readiness.Document) string {
	var b bytes.Buffer
	require.NoError(t, render.Badge(&b, d))
	return b.String()
}

func timeline(t testing.TB, d readiness.Document, stretches []readiness.Stretch) string {
	var b bytes.Buffer
	require.NoError(t, render.Timeline(&b, d, stretches))
	return b.String()
}

// svgElements parses a picture as strict XML and holds it to the elements and attributes
// that it needs: nothing runs, nothing is fetched, nothing lies outside.
func svgElements(t testing.TB, picture string) (list []xml.StartElement, words string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(picture))
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, text.String()
		}
		require.NoError(t, err, picture)
		switch e := token.(type) {
		case xml.StartElement:
			require.Contains(t, []string{"svg", "title", "style", "rect", "text", "path", "circle"}, e.Name.Local)
			require.Equal(t, "http://www.w3.org/2000/svg", e.Name.Space)
			for _, a := range e.Attr {
				require.Contains(t, []string{
					"xmlns", "width", "height", "viewBox", "role", "lang", "font-size", "font-weight", "class", "x", "y", "rx", "cx", "cy", "r", "d",
					"stroke", "stroke-width", "stroke-dasharray", "text-anchor", "textLength", "lengthAdjust",
				}, a.Name.Local)
			}
			list = append(list, e.Copy())
		case xml.CharData:
			text.Write(e)
		default:
			require.IsType(t, xml.EndElement{}, token, "no comments, no instructions")
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return x
}

func TestPicturesAreGolden(t *testing.T) {
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		d, stretches := cooling(t, l)
		for name, got := range map[string]string{"badge": badge(t, d), "timeline": timeline(t, d, stretches)} {
			path := filepath.Join("testdata", "golden", "cooling."+l.String()+"."+name+".svg")
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), got, path)
			svgElements(t, got)
		}
	}
}

// Every verdict has a badge of the stated width that says it in words.
func TestBadge(t *testing.T) {
	widths := map[float64]bool{}
	for v := readiness.Incomplete; v <= readiness.Stop; v++ {
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			for _, score := range []int{0, 100} {
				picture := badge(t, readiness.Document{Verdict: v, Score: score, Lang: l})
				list, words := svgElements(t, picture)
				require.Contains(t, words, strconv.Itoa(score)+"/100")
				width := number(t, attr(list[0], "width"))
				require.True(t, 116 <= width && width <= 204, width)
				widths[width] = true
				for _, e := range list {
					if e.Name.Local == "text" {
						half := number(t, attr(e, "textLength")) / 2
						require.GreaterOrEqual(t, number(t, attr(e, "x"))-half, 8.0)
						require.LessOrEqual(t, number(t, attr(e, "x"))+half, width-8)
					}
				}
			}
		}
	}
	require.Contains(t, widths, 116.0)
	require.Contains(t, widths, 204.0)
}

// A place on the bar stands for one time: whatever second one looks at, the stripe there
// is the one of the schedule.
func TestTimelineIsToScale(t *testing.T) {
	d, stretches := cooling(t, readiness.EN)
	require.Greater(t, len(stretches), 2)
	list, words := svgElements(t, timeline(t, d, stretches))
	type drawn struct {
		x, width float64
		open     bool
	}
	var stripes []drawn
	for _, e := range list {
		switch {
		case e.Name.Local == "path":
			x, width, ok := strings.Cut(strings.TrimPrefix(attr(e, "d"), "M"), " 46h")
			require.True(t, ok)
			stripes = append(stripes, drawn{number(t, x), number(t, width), false})
		case e.Name.Local == "rect" && attr(e, "stroke") == "none":
			stripes = append(stripes, drawn{number(t, attr(e, "x")), number(t, attr(e, "width")), true})
		}
	}
	require.Len(t, stripes, len(stretches))
	from, to := stretches[0].From, stretches[len(stretches)-1].To
	for at := from.Add(time.Minute); at.Before(to); at = at.Add(7 * time.Minute) {
		x := 16 + 688*float64(at.Unix()-from.Unix())/float64(to.Unix()-from.Unix())
		seen := slices.IndexFunc(stripes, func(s drawn) bool { return s.x-.01 <= x && x < s.x+s.width+.01 })
		want := slices.IndexFunc(stretches, func(s readiness.Stretch) bool { return !at.Before(s.From) && at.Before(s.To) })
		require.Equal(t, stretches[want].Open, stripes[seen].open, at)
	}
	require.Contains(t, words, "11-27 17:00 – 11-30 17:00")
	require.Contains(t, words, "WAIT, not met: Within the hours of HVPS; Cool-down is over")
}

func TestTimelineOfNothingAndOfMuch(t *testing.T) {
	d, stretches := cooling(t, readiness.ZH)
	_, words := svgElements(t, timeline(t, d, nil))
	require.Contains(t, words, "没有时间表")
	var much []readiness.Stretch
	for i := range 5000 {
		s := stretches[i%len(stretches)]
		s.From, s.To = moment.Add(time.Duration(i)*time.Hour), moment.Add(time.Duration(i+1)*time.Hour)
		much = append(much, s)
	}
	picture := timeline(t, d, much)
	list, words := svgElements(t, picture)
	require.Contains(t, words, "之后还有 990 段")
	require.Equal(t, "336", attr(list[0], "height"))
	require.Less(t, len(picture), 1<<20)
}

// Texts of a document are shown as text, cut to the picture.
func TestPicturesOfHostileDocuments(t *testing.T) {
	_, stretches := cooling(t, readiness.EN)
	for _, s := range append(slices.Clone(nasty), strings.Repeat("字", 1<<16), "]]></style><script>alert(1)</script>", "\x00\x01\uFFFE&#0;") {
		d := hostile(func(string) string { return s })
		svgElements(t, badge(t, d))
		for i := range stretches {
			stretches[i].Causes = []readiness.ID{readiness.ID(s), "x.y"}
		}
		picture := timeline(t, d, stretches)
		svgElements(t, picture)
		require.Less(t, len(picture), 64<<10)
	}
	back := []readiness.Stretch{{From: moment, To: moment.Add(-time.Hour)}, {}, {To: time.Unix(1<<60, 0)}}
	for _, e := range must(svgElements(t, timeline(t, readiness.Document{}, back))) {
		require.NotContains(t, attr(e, "width"), "-")
		require.NotContains(t, attr(e, "x")+attr(e, "d"), "NaN")
	}
}

func must(list []xml.StartElement, _ string) []xml.StartElement { return list }
