//go:build long

package browser

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	paper "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// On paper stands the answer first, dark on white, without the form and without what
// can only be clicked; folded checks are counted. Of a result that the submission has
// left behind, the paper says so.
func TestPrint(t *testing.T) {
	ctx, url := browser(t), serve(t)
	for _, scheme := range []string{"light", "dark"} {
		p := open(t, ctx, url, 1280, 900, scheme)
		p.speak(map[string]string{"light": "zh-CN", "dark": "en"}[scheme])
		for _, i := range []int{1, 2, 3, 5, 6} {
			if states[i].name == "invalid" {
				p.submit(submission(t, states[3].change))
			}
			s := states[i]
			p.submit(submission(t, s.change))
			p.until(`document.getElementById('verdict').classList.contains('` + s.class + `')`)
			p.do(emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
			seen := eval[[]string](p, `[...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && !e.closest('#problem') && e.matches('form, form *, button, input, textarea, select, a')).map((e) => e.tagName + ' ' + e.id)`)
			require.Empty(t, seen, s.name)
			require.Equal(t, "verdict", eval[string](p, `[...document.querySelectorAll('main section, #verdict, footer')].filter((e) => e.checkVisibility()).toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0].id`), s.name)
			require.Equal(t, s.name == "invalid", eval[bool](p, `document.getElementById('problem').checkVisibility()`), s.name)
			require.Equal(t, []string{"rgb(0, 0, 0)", "rgb(255, 255, 255)"}, eval[[]string](p, `[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor === 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.body).backgroundColor : getComputedStyle(document.documentElement).backgroundColor]`), s.name)
			require.Zero(t, eval[int](p, `[...document.querySelectorAll('#checks summary')].filter((e) => !e.checkVisibility() || !e.querySelector('.count')).length`), s.name)
			p.print(s.name + "-" + scheme)
			p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
		}
		eval[bool](p, `(document.querySelector('#checks details').open = true, dispatchEvent(new Event('beforeprint')), true)`)
		require.True(t, eval[bool](p, `[...document.querySelectorAll('#checks details')].every((d) => d.open)`))
		eval[bool](p, `dispatchEvent(new Event('afterprint'))`)
		require.Equal(t, 1, eval[int](p, `document.querySelectorAll('#checks details[open]').length`), "folded as it was")
		p.silent()
	}
}

// print prints the page and keeps the sheets where -shots says.
func (p *page) print(name string) {
	p.t.Helper()
	var sheets []byte
	p.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		sheets, _, err = paper.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(false).Do(ctx)
		return err
	}))
	require.True(p.t, len(sheets) > 1000 && string(sheets[:5]) == "%PDF-", name)
	if *shots != "" {
		require.NoError(p.t, os.WriteFile(filepath.Join(*shots, "print-"+name+".pdf"), sheets, 0o600))
	}
}
