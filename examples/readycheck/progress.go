package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/payready/payready/readiness"
)

// A progress shows the progress of a batch on a terminal, and nothing otherwise. It
// has no goroutine: it is called for every chunk and draws from time to time.
type progress struct {
	w       io.Writer // nil to be silent
	total   int64     // bytes of the input; 0 if unknown
	now     func() time.Time
	columns func() int // width of the terminal; 0 if unknown
	lang    readiness.Lang

	begun, drawn time.Time
	offset       int64 // at the start, to compute the speed of a resumed run
	number       int64
	shown        bool
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columnsOf returns the width of the terminal w, or 0 if it is unknown.
func columnsOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}

const redrawEvery = 200 * time.Millisecond

// begin sets the position at the start of the batch.
func (p *progress) begin(offset, number int64) {
	p.begun, p.offset, p.number = p.now(), offset, number
}

// at draws the bar, unless it was drawn just before.
func (p *progress) at(offset, number int64) {
	if p.w == nil {
		return
	}
	now := p.now()
	if now.Sub(p.drawn) < redrawEvery {
		return
	}
	p.drawn, p.shown = now, true
	fmt.Fprintf(p.w, "\r%s\x1b[K", p.line(now.Sub(p.begun).Seconds(), offset, number))
}

// line returns the bar, no wider than the terminal: a wrapped line would not be
// overwritten by the next one.
func (p *progress) line(seconds float64, offset, number int64) string {
	rate := 0.0
	if seconds > 0 {
		rate = float64(number-p.number) / seconds
	}
	text, bar := fmt.Sprintf(both("%d 行  每秒 %.0f", "%d lines  %.0f/s").In(p.lang), number, rate), 0
	if p.total > 0 {
		share := min(1, float64(offset)/float64(p.total))
		text = fmt.Sprintf(" %3.0f %%  %s", share*100, text)
		if done := offset - p.offset; done > 0 {
			rest := seconds * float64(max(0, p.total-offset)) / float64(done)
			text += fmt.Sprintf(both("  剩余 %s", "  %s left").In(p.lang), time.Duration(rest*float64(time.Second)).Round(time.Second))
		}
		bar = widestBar
		if c := p.columns(); c > 0 {
			bar = max(0, min(bar, c-1-columnsWide(text)))
		}
		full := int(share * float64(bar))
		text = strings.Repeat("█", full) + strings.Repeat("░", bar-full) + text
	}
	if c := p.columns(); c > 0 && bar == 0 {
		text = clip(text, max(0, c-1))
	}
	return text
}

const widestBar = 24

// clear removes the bar before a permanent line.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown, p.drawn = false, time.Time{}
	}
}
