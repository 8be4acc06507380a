//go:build long

package browser

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

var (
	update = flag.Bool("update", false, "write the small pictures of testdata")
	shots  = flag.String("shots", "", "a `folder` for whole screenshots, to look at")
)

// states are what the page can look like, by the change that leads there from a
// submission that is ready.
var states = []struct {
	name   string
	change func(sub map[string]any)
	class  string // of the verdict
}{
	{"empty", func(sub map[string]any) { clear(sub) }, "incomplete"},
	{"ready", func(map[string]any) {}, "ready"},
	{"caution", func(sub map[string]any) {
		in(sub, "device")["vpn_transport"] = true
		in(sub, "device")["system_proxy"] = true
		delete(in(sub, "card"), "element_check")
		delete(in(in(sub, "applicant"), "verification"), "carrier")
		in(sub, "history")["platform_score"] = 20
	}, "caution"},
	{"fix", func(sub map[string]any) {
		in(sub, "applicant")["name"] = "王小明"
		in(sub, "card")["state"] = "reported_lost"
		in(sub, "card")["account_class"] = "II"
		in(sub, "device")["vpn_transport"] = true
	}, "fix"},
	{"wait", func(sub map[string]any) {
		in(sub, "history")["attempts"] = []any{map[string]any{
			"order_id": "P-0", "outcome": "failed", "same_card": true,
			"submitted_at": "2026-11-24T11:00:00+08:00", "ended_at": "2026-11-24T11:00:05+08:00",
		}}
	}, "wait"},
	{"paid", func(sub map[string]any) {
		in(sub, "history")["attempts"] = []any{map[string]any{
			"order_id": "P-1", "outcome": "succeeded", "same_card": true,
			"submitted_at": "2026-11-24T11:00:00+08:00", "ended_at": "2026-11-24T11:00:05+08:00",
		}}
	}, "paid"},
	{"invalid", func(sub map[string]any) {
		in(sub, "payout")["amount_fen"] = -5
		in(sub, "card")["length"] = 3
	}, "fix"}, // the one before
}

func in(m map[string]any, name string) map[string]any { return m[name].(map[string]any) }

// Every state at both widths, by day and by night, is without a finding of axe, without
// an error, without a sideways scroll, and looks as it did.
func TestStates(t *testing.T) {
	ctx := browser(t)
	url := serve(t)
	axe := axeScript(t)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			lang := map[string]string{"light": "zh-CN", "dark": "en"}[scheme]
			p := open(t, ctx, url, width, 900, scheme)
			p.speak(lang)
			eval[bool](p, axe+"; true")
			for _, s := range states {
				name := fmt.Sprintf("%s-%d-%s", s.name, width, scheme)
				t.Log(name)
				if s.name == "invalid" {
					p.submit(submission(t, states[3].change))
				}
				p.submit(submission(t, s.change))
				p.until(`document.getElementById('verdict').classList.contains('` + s.class + `')`)
				require.Equal(t, s.name == "invalid", eval[bool](p, `document.body.classList.contains('stale')`), name)
				require.LessOrEqual(t, eval[int64](p, `document.documentElement.scrollWidth`), width, name)
				eval[bool](p, `document.activeElement.blur(), scrollTo(0, 0), true`)
				p.picture(name)
				p.accessible(name)
			}
			p.silent()
		}
	}
}

// picture compares what is seen with the small picture of testdata.
func (p *page) picture(name string) {
	p.t.Helper()
	var shot, whole []byte
	p.do(chromedp.CaptureScreenshot(&shot))
	if *shots != "" {
		p.do(chromedp.FullScreenshot(&whole, 100))
		require.NoError(p.t, os.WriteFile(filepath.Join(*shots, name+".png"), whole, 0o600))
	}
	seen := shrink(p.t, shot)
	file := filepath.Join("testdata", name+".png")
	if *update {
		var b bytes.Buffer
		require.NoError(p.t, png.Encode(&b, seen))
		require.NoError(p.t, os.WriteFile(file, b.Bytes(), 0o600))
		return
	}
	b, err := os.ReadFile(file)
	require.NoError(p.t, err)
	was, err := png.Decode(bytes.NewReader(b))
	require.NoError(p.t, err)
	require.Equal(p.t, was.Bounds(), seen.Bounds(), name)
	require.LessOrEqual(p.t, different(was, seen), 0.03, "%s: part of the picture that changed", name)
}

// block is the side of the square that becomes one dot: letters blur, so that another
// rasterizer of fonts changes little, while boxes, colours and lines of text stay.
const block = 8

func shrink(t *testing.T, b []byte) *image.Gray {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(b))
	require.NoError(t, err)
	size := full.Bounds().Size().Div(block)
	small := image.NewGray(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			sum := 0
			for i := range block * block {
				sum += int(color.GrayModel.Convert(full.At(x*block+i%block, y*block+i/block)).(color.Gray).Y)
			}
			small.SetGray(x, y, color.Gray{Y: uint8(sum / (block * block))}) // #nosec G115 -- a mean of bytes
		}
	}
	return small
}

// different returns the part of the dots that differ by more than an eighth of the
// whole range.
func different(a, b image.Image) float64 {
	size, n := a.Bounds().Size(), 0
	for y := range size.Y {
		for x := range size.X {
			d := int(color.GrayModel.Convert(a.At(x, y)).(color.Gray).Y) - int(color.GrayModel.Convert(b.At(x, y)).(color.Gray).Y)
			if d > 32 || d < -32 {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}

// A picture that changed is seen to have changed: otherwise the comparison holds
// nothing.
func TestPicturesDiffer(t *testing.T) {
	read := func(name string) image.Image {
		b, err := os.ReadFile(filepath.Join("testdata", name+".png"))
		require.NoError(t, err)
		i, err := png.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		return i
	}
	for _, width := range []string{"1280", "390"} {
		for _, scheme := range []string{"light", "dark"} {
			for i, a := range states {
				for _, b := range states[:i] {
					require.Greater(t, different(read(a.name+"-"+width+"-"+scheme), read(b.name+"-"+width+"-"+scheme)), 0.03, a.name+" "+b.name)
				}
			}
		}
	}
}
