package main

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := progress{lang: readiness.EN, w: &out, total: 4000, now: func() time.Time { return now }, columns: func() int { return 0 }}
	p.begin(1000, 100) // a resumed run
	now = now.Add(10 * time.Second)
	p.at(2000, 300)
	require.Equal(t, "\r████████████░░░░░░░░░░░░  50 %  300 lines  20/s  20s left\x1b[K", out.String())

	out.Reset()
	now = now.Add(redrawEvery / 2)
	p.at(2100, 310)
	require.Empty(t, out.String(), "drawn a moment ago")
	p.clear()
	require.Equal(t, "\r\x1b[K", out.String())
	p.clear()
	require.Equal(t, "\r\x1b[K", out.String(), "nothing left to clear")
	p.at(5000, 1000)
	require.Contains(t, out.String(), "100 %", "a file that grew")

	out.Reset()
	p = progress{lang: readiness.EN, w: &out, now: p.now, columns: p.columns}
	p.begin(0, 0)
	now = now.Add(2 * time.Second)
	p.at(2000, 300)
	require.Equal(t, "\r300 lines  150/s\x1b[K", out.String(), "of a pipe no end is known")

	p = progress{lang: readiness.EN, now: p.now}
	p.begin(0, 0)
	p.at(1, 1)
	p.clear()
	require.False(t, p.shown)
}

// A wrapped line would stay on the screen.
func TestProgressFitsTheTerminal(t *testing.T) {
	for columns, want := range map[int]string{
		0:   "████████████░░░░░░░░░░░░  50 %  300 lines  20/s  15s left",
		120: "████████████░░░░░░░░░░░░  50 %  300 lines  20/s  15s left",
		40:  "███░░░  50 %  300 lines  20/s  15s left",
		34:  "  50 %  300 lines  20/s  15s left",
		20:  "  50 %  300 lines …",
		1:   "",
	} {
		p := progress{lang: readiness.EN, total: 4000, columns: func() int { return columns }}
		require.Equal(t, want, p.line(15, 2000, 300), columns)
	}
	p := progress{lang: readiness.EN, columns: func() int { return 8 }}
	require.Equal(t, "300 li…", p.line(2, 2000, 300))
}

func TestOnlyATerminalIsOne(t *testing.T) {
	require.False(t, isTerminal(&bytes.Buffer{}))
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer null.Close()
	require.False(t, isTerminal(null))
}
