package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far a batch is. Without a terminal it is
// silent. It has no goroutine: it is told of every chunk, and draws now and
// then.
type progress struct {
	w     io.Writer // nil to be silent
	total int64     // bytes of the input, 0 when not known
	now   func() time.Time

	begun, drawn time.Time
	offset       int64 // at the begin: a run that goes on has its own pace
	number       int64
	shown        bool
}

// isTerminal reports whether w is one.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

const redrawEvery = 200 * time.Millisecond

// begin says where the batch stands when it starts.
func (p *progress) begin(offset, number int64) {
	p.begun, p.offset, p.number = p.now(), offset, number
}

// at draws the bar, unless it was drawn a moment ago.
func (p *progress) at(offset, number int64) {
	if p.w == nil {
		return
	}
	now := p.now()
	if now.Sub(p.drawn) < redrawEvery {
		return
	}
	p.drawn, p.shown = now, true
	seconds := now.Sub(p.begun).Seconds()
	rate := 0.0
	if seconds > 0 {
		rate = float64(number-p.number) / seconds
	}
	if p.total <= 0 {
		fmt.Fprintf(p.w, "\r%d lines  %.0f/s\x1b[K", number, rate)
		return
	}
	share := min(1, float64(offset)/float64(p.total))
	const width = 24
	full := int(share * width)
	left := ""
	if done := offset - p.offset; done > 0 {
		rest := seconds * float64(p.total-offset) / float64(done)
		left = "  " + time.Duration(rest*float64(time.Second)).Round(time.Second).String() + " left"
	}
	fmt.Fprintf(p.w, "\r%s%s %3.0f %%  %d lines  %.0f/s%s\x1b[K", strings.Repeat("█", full), strings.Repeat("░", width-full), share*100, number, rate, left)
}

// clear takes the bar away, for a line that is to stay.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown, p.drawn = false, time.Time{}
	}
}
