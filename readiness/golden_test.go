package readiness_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a committed file.
func golden(t *testing.T, name string, got []byte) {
	path := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

// stories are submissions whose whole report is pinned.
var stories = map[string]func() intake.Submission{
	"ready":   full,
	"nothing": func() intake.Submission { return intake.Submission{} },
	"refused": func() intake.Submission {
		s := full()
		rename(&s, "王小明", "王晓明")
		classII(&s, 18_000, 0, 0)
		s.Card.State = intake.StateFrozen
		s.Device.VPNTransport = intake.Yes
		return s
	},
	"waiting": func() intake.Submission {
		s := full()
		s.History.Attempts = []intake.Attempt{
			{Outcome: intake.OutcomeFailed, EndedAt: noon.Add(-20 * time.Hour), SameCard: intake.Yes},
			{Outcome: intake.OutcomePending, SubmittedAt: noon.Add(-time.Hour)},
		}
		return s
	},
	"truncated-card": func() intake.Submission {
		s := full()
		s.Card.Number = intake.Secret{}
		s.Card.BIN, s.Card.Length, s.Card.Last4 = intake.Hide("622202"), intake.Some[int64](19), intake.Hide("0125")
		return s
	},
	"foreign-card": func() intake.Submission {
		s := full()
		s.Card.Number = intake.Hide("4000 0000 0000 0002")
		return s
	},
}

func TestGoldenReports(t *testing.T) {
	for name, story := range stories {
		r := readiness.Assess(story())
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			doc := r.Document(l, readiness.DetailFull)
			b, err := doc.MarshalJSON()
			require.NoError(t, err)
			var pretty bytes.Buffer
			require.NoError(t, json.Indent(&pretty, b, "", "  "))
			golden(t, name+"."+l.String()+".json", append(pretty.Bytes(), '\n'))

			var text bytes.Buffer
			require.NoError(t, render.Text(&text, doc))
			golden(t, name+"."+l.String()+".txt", text.Bytes())

			var again readiness.Document
			require.NoError(t, json.Unmarshal(b, &again))
			c, err := again.MarshalJSON()
			require.NoError(t, err)
			require.JSONEq(t, string(b), string(c), "a document reads back as it was")
		}
	}
}

// The same submission gives the same bytes, and the JSON of a Report is its
// Document in Chinese, in full.
func TestReportMarshalsAsItsDocument(t *testing.T) {
	r := readiness.Assess(stories["refused"]())
	a, err := json.Marshal(r)
	require.NoError(t, err)
	b, err := r.Document(readiness.ZH, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, string(b), string(a))
	for range 20 {
		again := readiness.Assess(stories["refused"]())
		c, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(a), string(c))
	}
}

func TestAReusedReportIsAsAFreshOne(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	for name, story := range stories {
		s := story()
		c.AssessInto(&r, &s)
		fresh := c.Assess(s)
		a, err := json.Marshal(r)
		require.NoError(t, err)
		b, err := json.Marshal(fresh)
		require.NoError(t, err)
		require.Equal(t, string(b), string(a), name)
	}
}
