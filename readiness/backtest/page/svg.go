package page

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/payready/payready/readiness/backtest"
)

// An svg is a drawing. Its colours are classes of the page, which knows light and dark.
type svg struct{ strings.Builder }

func (s *svg) open(width, height float64, label string) {
	fmt.Fprintf(s, `<svg viewBox="0 0 %g %g" role="img" aria-label="%s">`, width, height, template.HTMLEscapeString(label))
}

func (s *svg) close() { s.WriteString("</svg>") }

func (s *svg) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(s, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, class, x1, y1, x2, y2)
}

func (s *svg) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(s, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, x, y, max(0, w), h)
}

func (s *svg) dot(x, y, r float64) {
	fmt.Fprintf(s, `<circle class="mark" cx="%.1f" cy="%.1f" r="%.1f"/>`, x, y, r)
}

func (s *svg) text(x, y float64, anchor, say string) {
	fmt.Fprintf(s, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`, x, y, anchor, template.HTMLEscapeString(say))
}

// reliability draws what was said against what came true, with intervals.
func reliability(s *svg, steps []backtest.ReliabilityStep, label, across, upwards string) {
	const size, left, top = 280.0, 44.0, 12.0
	s.open(size+left+16, size+top+44, label)
	x := func(p float64) float64 { return left + p*size }
	y := func(p float64) float64 { return top + (1-p)*size }
	for i := range 5 {
		p := float64(i) / 4
		s.line("grid", x(p), y(0), x(p), y(1))
		s.line("grid", x(0), y(p), x(1), y(p))
		s.text(x(p), y(0)+16, "middle", fmt.Sprintf("%.0f%%", 100*p))
		s.text(x(0)-6, y(p)+4, "end", fmt.Sprintf("%.0f%%", 100*p))
	}
	s.text(x(0.5), y(0)+36, "middle", across)
	s.text(x(0)+6, y(1)+12, "start", upwards)
	s.line("rest", x(0), y(0), x(1), y(1))
	for _, r := range steps {
		s.line("span", x(r.Said), y(r.Became.Low), x(r.Said), y(r.Became.High))
		s.dot(x(r.Said), y(r.Became.Value), 4)
	}
	s.close()
}

type bar struct {
	name                   string
	value, low, high, rest float64
}

// lifts draws a bar for each check: its failure rate, with the interval, and a line where
// the rest's is. The name stands above its bar, so that it fits on a phone.
func lifts(s *svg, bars []bar, label string) {
	const width, left, step = 320.0, 4.0, 40.0
	s.open(width+left+52, step*float64(len(bars))+8, label)
	for i, b := range bars {
		y := step*float64(i) + 16
		s.text(left, y, "start", b.name)
		s.rect("bar", left, y+5, b.value*width, 10)
		s.line("span", left+b.low*width, y+10, left+b.high*width, y+10)
		s.line("rest", left+b.rest*width, y+2, left+b.rest*width, y+18)
		s.text(left+max(b.value, b.high)*width+5, y+14, "start", percent(b.value))
	}
	s.close()
}
