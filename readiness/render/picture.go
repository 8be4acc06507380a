package render

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/workday"
)

//go:embed picture.svg
var pictureSource string

// pictures are parsed on first use, as page is.
var pictures = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("picture").Parse(pictureSource))
})

const (
	badgePad = 12

	timelineWidth = 720
	timelineRows  = 10 // stretches in words; the bar has them all
	timelineText  = 92 // columns of such a line

	// maxStretches bounds a timeline. Later stretches are left out, and the end says so.
	maxStretches = 1000
)

// A picture is what both pictures share.
type picture struct {
	Lang, Title   string
	Width, Height int
}

// Edge and Bottom are the size of a frame whose line is one pixel wide.
func (p picture) Edge() int   { return p.Width - 1 }
func (p picture) Bottom() int { return p.Height - 1 }

// A tone is the class of a verdict's colour.
func tone(v readiness.Verdict) string {
	switch v {
	case readiness.Ready, readiness.Paid:
		return "good"
	case readiness.Fix, readiness.Review, readiness.Stop:
		return "bad"
	case readiness.Incomplete:
		return "mute"
	}
	return "warn"
}

// Badge writes the verdict and the score as an SVG picture of 28 pixels' height, as wide
// as its words: 116 to 204 pixels. It has no script, font or file of others, follows the
// reader's light or dark mode, and holds no finding, card or name.
func Badge(w io.Writer, d readiness.Document) error { return Options{}.Badge(w, d) }

// Badge writes the verdict and the score as an SVG picture.
func (o Options) Badge(w io.Writer, d readiness.Document) error {
	v := newView(d, o)
	b := struct {
		picture
		Tone, Head, Score              string
		HeadWidth, HeadText, ScoreText int
		HeadMiddle, ScoreMid           int
	}{Tone: tone(v.verdict), Head: v.Head, Score: v.Score}
	b.HeadText, b.ScoreText = pixels(b.Head), pixels(b.Score)
	b.HeadWidth = b.HeadText + 2*badgePad
	b.picture = picture{v.Lang, v.Sentence + " · " + v.Score, b.HeadWidth + b.ScoreText + 2*badgePad, 28}
	b.HeadMiddle, b.ScoreMid = b.HeadWidth/2, b.HeadWidth+b.ScoreText/2+badgePad
	return pictures().ExecuteTemplate(w, "badge", b)
}

// pixels is about how wide a text of 14 pixels is. The picture says so, and a browser whose
// letters are wider or narrower fits them in.
func pixels(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			n += 10
		case runeColumns(r) == 2:
			n += 14
		default:
			n += 8
		}
	}
	return n
}

// A stripe is one stretch of a timeline.
type stripe struct {
	Tone     string
	Open     bool
	X, Width float64
	Title    string
}

type tick struct {
	X      float64
	Text   string
	Anchor string // of the text: at its start, middle or end
}

type row struct {
	Tone, Text string
	Y          int // of the text's base line
}

// Dot is the height of the dot before the text.
func (r row) Dot() int { return r.Y - 4 }

// Timeline writes when a submission may be sent as an SVG picture, 720 pixels wide and up
// to 336 high: a bar to scale, closed stretches with gaps, so that the colour is not all,
// and the first stretches in words. Stretches are those of Checker.Schedule, without gaps;
// d is the report on the same submission, for its language and the titles of checks. Of
// more than 1,000 stretches it draws the first. Nothing is drawn of none: the picture says
// that there is no schedule.
func Timeline(w io.Writer, d readiness.Document, stretches []readiness.Stretch) error {
	l := d.Lang
	stretches = stretches[:min(len(stretches), maxStretches)]
	p := struct {
		picture
		Stripes   []stripe
		Ticks     []tick
		Rows      []row
		Inside    int
		EmptyText string
	}{picture: picture{Lang: l.String(), Title: words.schedule.In(l), Width: timelineWidth, Height: 96}, Inside: timelineWidth - 32}
	if len(stretches) == 0 {
		p.EmptyText = words.noSchedule.In(l)
		return pictures().ExecuteTemplate(w, "timeline", p)
	}
	from, to := stretches[0].From, stretches[len(stretches)-1].To
	p.Title += " · " + span(from, to)
	scale := float64(p.Inside) / max(1, to.Sub(from).Seconds())
	titles := titlesOf(d)
	for i, s := range stretches {
		text := stretchText(s, titles, l)
		p.Stripes = append(p.Stripes, stripe{
			Tone: tone(s.Verdict), Open: s.Open, Title: fit(text, 4*timelineText),
			X: hundredths(16 + s.From.Sub(from).Seconds()*scale), Width: hundredths(max(0, s.To.Sub(s.From).Seconds()*scale)),
		})
		if i < timelineRows {
			p.Rows = append(p.Rows, row{tone(s.Verdict), fit(text, timelineText), 100 + 22*i})
		}
	}
	if more := len(stretches) - timelineRows; more > 0 {
		p.Rows = append(p.Rows, row{"", fmt.Sprintf(words.later.In(l), more), 100 + 22*timelineRows})
	}
	p.Height += 22*len(p.Rows) - 2
	p.Ticks = ticks(from, to, scale)
	return pictures().ExecuteTemplate(w, "timeline", p)
}

// hundredths rounds to hundredths of a pixel.
func hundredths(x float64) float64 { return math.Round(x*100) / 100 }

// ticks marks the quarters of the time.
func ticks(from, to time.Time, scale float64) []tick {
	var out []tick
	layout := "15:04"
	if to.Sub(from) > 24*time.Hour {
		layout = "01-02 15:04"
	}
	for i := range 5 {
		at := from.Add(to.Sub(from) / 4 * time.Duration(i))
		out = append(out, tick{hundredths(16 + at.Sub(from).Seconds()*scale), at.In(workday.China).Format(layout), [...]string{"start", "middle", "middle", "middle", "end"}[i]})
	}
	return out
}

func titlesOf(d readiness.Document) map[readiness.ID]string {
	titles := map[readiness.ID]string{}
	for _, f := range d.Findings {
		titles[f.Check] = f.Title
	}
	return titles
}

// stretchText says when, whether it may be submitted, and what is in the way.
func stretchText(s readiness.Stretch, titles map[readiness.ID]string, l readiness.Lang) string {
	text := span(s.From, s.To) + "  " + heads[s.Verdict].In(l)
	if s.Open || len(s.Causes) == 0 {
		return text
	}
	var causes []string
	for _, id := range s.Causes {
		title := titles[id]
		if title == "" {
			title = string(id)
		}
		causes = append(causes, clean(title))
	}
	return text + words.blockedBy.In(l) + strings.Join(slices.Compact(causes), words.comma.In(l))
}

// span is a time span in China time, with the second day only if it is another.
func span(from, to time.Time) string {
	from, to = from.In(workday.China), to.In(workday.China)
	layout := "01-02 15:04"
	if from.YearDay() == to.YearDay() && from.Year() == to.Year() {
		layout = "15:04"
	}
	return from.Format("01-02 15:04") + " – " + to.Format(layout)
}

// fit cuts a text to so many columns.
func fit(s string, most int) string {
	if columns(s) <= most {
		return s
	}
	n := 1 // the ellipsis
	for i, r := range s {
		if n += runeColumns(r); n > most {
			return s[:i] + "…"
		}
	}
	return s
}
