// Package browser holds the tests of the service's page in a real browser: a Chromium
// on the path. PAYREADY_AXE names the file axe.min.js of the axe-core package. Without
// them the tests are skipped; .ci/run provides both.
package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// serve builds the service, starts it, and returns its address.
func serve(t *testing.T) string {
	bin := filepath.Join(t.TempDir(), "httpapi")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Dir = ".."
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	service := exec.Command(bin, "-addr", "127.0.0.1:0", "-record", "100")
	stderr, err := service.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, service.Start())
	t.Cleanup(func() {
		_ = service.Process.Signal(os.Interrupt)
		_ = service.Wait()
	})
	lines := bufio.NewScanner(stderr)
	listening := regexp.MustCompile(`"listening","addr":"([^"]+)"`)
	for lines.Scan() {
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			go func() {
				for lines.Scan() { // keeps the pipe empty
				}
			}()
			return "http://" + m[1] + "/"
		}
	}
	t.Fatal("the service does not listen")
	return ""
}

// browser starts a Chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium on the path")
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("font-render-hinting", "none"), chromedp.Flag("hide-scrollbars", true))...)
	t.Cleanup(stop)
	// A newer browser tells of events that the protocol here does not know yet.
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(stop)
	require.NoError(t, chromedp.Run(ctx))
	return ctx
}

// A page is one tab with the page under test.
type page struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	mistakes []string // what the console tells of errors
}

// open opens an address in a tab of its own.
func open(t *testing.T, parent context.Context, url string, width, height int64, scheme string) *page {
	ctx, stop := chromedp.NewContext(parent)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	p := &page{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			p.mistakes = append(p.mistakes, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError && !strings.Contains(e.Entry.Text, "422") { // a refusal is an answer
				p.mistakes = append(p.mistakes, e.Entry.Text+" "+e.Entry.URL)
			}
		}
	})
	p.do(chromedp.EmulateViewport(width, height),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}),
		chromedp.Navigate(url))
	p.until(`document.getElementById('f-review-decision') && !document.getElementById('verdict').hidden`)
	return p
}

func (p *page) do(actions ...chromedp.Action) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Run(p.ctx, actions...))
}

// eval runs a script and decodes its value, or that of its promise.
func eval[T any](p *page, script string) T {
	p.t.Helper()
	var v T
	p.do(chromedp.Evaluate(script, &v, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	return v
}

// until waits for a condition.
func (p *page) until(condition string) {
	p.t.Helper()
	require.Eventually(p.t, func() bool { return eval[bool](p, "!!("+condition+")") }, 10*time.Second, 20*time.Millisecond, condition)
}

// submit puts a submission into the page and waits for the answer.
func (p *page) submit(submission string) {
	p.t.Helper()
	text, err := json.Marshal(submission)
	require.NoError(p.t, err)
	eval[bool](p, `(() => {
		document.getElementById('spoken').textContent = '';
		document.getElementById('problem').hidden = true;
		const source = document.getElementById('source');
		source.value = `+string(text)+`;
		source.dispatchEvent(new Event('input'));
		return true;
	})()`)
	p.until(`document.getElementById('spoken').textContent || !document.getElementById('problem').hidden`)
}

// silent holds that the console tells of no error.
func (p *page) silent() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Empty(p.t, p.mistakes)
}

func (p *page) speak(lang string) {
	p.do(chromedp.Click(`[data-lang="`+lang+`"]`, chromedp.ByQuery))
	p.until(`document.documentElement.lang === '` + lang + `'`)
}
