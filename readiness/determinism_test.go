//go:build !race

// The soak is what the race detector watches; here it would only be slow.

package readiness_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

// bytes are all that is said of a case.
func (c caseOf) bytes(t testing.TB, r *readiness.Report) []byte {
	var out bytes.Buffer
	c.checker.AssessInto(r, &c.sub)
	fmt.Fprintln(&out, c.name, c.checker.Hash())
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		doc := r.Document(l, readiness.DetailFull)
		b, err := doc.MarshalJSON()
		require.NoError(t, err)
		out.Write(b)
		if !c.render {
			continue
		}
		require.NoError(t, render.Text(&out, doc))
		require.NoError(t, render.Markdown(&out, doc))
		require.NoError(t, render.HTML(&out, doc))
	}
	if !c.sub.At.IsZero() {
		for x := range c.checker.Schedule(c.sub, c.sub.At, c.sub.At.Add(30*time.Hour)) {
			fmt.Fprintln(&out, x.From, x.To, x.Open, x.Verdict, x.Causes)
		}
	}
	return out.Bytes()
}

func digest(t testing.TB) string {
	h := sha256.New()
	var r readiness.Report
	for _, c := range allCases(t) {
		h.Write(c.bytes(t, &r))
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

var sayDigest = flag.Bool("digest", false, "print the digest of all reports and do no more")

// The same bytes in every process, on any number of processors, in any zone and
// language of the machine; and the bytes that were committed.
func TestSameBytesEverywhere(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	want := digest(t)
	if *sayDigest {
		fmt.Println("digest", want)
		return
	}
	golden(t, "all.sha256", []byte(want+"\n"))
	self, err := os.Executable()
	require.NoError(t, err)
	for _, env := range []string{
		"GOMAXPROCS=1 TZ=UTC",
		"GOMAXPROCS=2 TZ=Asia/Kathmandu LANG=zh_CN.GB18030",
		"GOMAXPROCS=8 TZ=America/St_Johns LC_ALL=tr_TR.UTF-8 GOGC=5",
		"TZ=Pacific/Kiritimati GODEBUG=asyncpreemptoff=1",
	} {
		cmd := exec.Command(self, "-test.run=^TestSameBytesEverywhere$", "-digest")
		cmd.Env = append(os.Environ(), strings.Fields(env)...)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		require.Contains(t, string(out), "digest "+want, env)
	}
}

// However goroutines that share Checkers take turns, every report is the one it
// would be alone.
func TestSameBytesInAnyInterleaving(t *testing.T) {
	cases := allCases(t)
	want := make([][]byte, len(cases))
	var r readiness.Report
	for i, c := range cases {
		want[i] = c.bytes(t, &r)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	var group sync.WaitGroup
	for seed := range uint64(8) {
		group.Go(func() {
			var r readiness.Report
			random := rand.New(rand.NewPCG(seed, 0))
			for range 60 {
				i := random.IntN(len(cases))
				if got := cases[i].bytes(t, &r); !bytes.Equal(want[i], got) {
					t.Errorf("%s differs among others", cases[i].name)
				}
			}
		})
	}
	group.Wait()
}

// The zone that a moment is given in is not part of it.
func TestSameBytesForTheSameMoment(t *testing.T) {
	var r readiness.Report
	for _, c := range allCases(t) {
		want := string(c.bytes(t, &r))
		c.sub.At, c.sub.ObservedAt = c.sub.At.UTC(), c.sub.ObservedAt.In(time.FixedZone("", -9*3600))
		c.sub.Card.StateAt = c.sub.Card.StateAt.In(time.FixedZone("x", 5*3600+1800))
		require.Equal(t, want, string(c.bytes(t, &r)), c.name)
	}
}
