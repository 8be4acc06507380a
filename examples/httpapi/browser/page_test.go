//go:build long

package browser

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// submission is the page's sample after a change.
func submission(t *testing.T, change func(map[string]any)) string {
	t.Helper()
	b, err := os.ReadFile("../page/sample.json")
	require.NoError(t, err)
	var sub map[string]any
	require.NoError(t, json.Unmarshal(b, &sub))
	change(sub)
	b, err = json.Marshal(sub)
	require.NoError(t, err)
	return string(b)
}

func axeScript(t *testing.T) string {
	t.Helper()
	file := os.Getenv("PAYREADY_AXE")
	if file == "" {
		t.Skip("PAYREADY_AXE does not name axe.min.js")
	}
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(b)
}

// accessible holds that axe, which the page has run, finds nothing: its rules of WCAG 2.2 AA and its best practices.
func (p *page) accessible(name string) {
	p.t.Helper()
	found := eval[[]string](p, `axe.run(document, {resultTypes: ['violations']}).then((r) =>
		r.violations.flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.target.join(' ') + ': ' + n.failureSummary)))`)
	require.Empty(p.t, found, name)
}

// Every input of the schema has a control with a name of its own, and what is typed
// there stands in the submission.
func TestEveryInputHasAControl(t *testing.T) {
	p := open(t, browser(t), serve(t), 1280, 900, "light")
	b, err := os.ReadFile("../../../readiness/submission.schema.json")
	require.NoError(t, err)
	var schema node
	require.NoError(t, json.Unmarshal(b, &schema))
	paths := inputs(schema, "", nil)
	require.Greater(t, len(paths), 140)
	names := map[string]string{}
	for _, lang := range []string{"zh-CN", "en"} {
		p.speak(lang)
		clear(names)
		for _, path := range paths {
			id := "f" + strings.ReplaceAll(path, "/", "-")
			label := eval[string](p, `document.querySelector('label[for="`+id+`"]')?.textContent ?? ''`)
			require.NotEmpty(t, label, path)
			require.NotEqual(t, "undefined", label, path)
			require.Empty(t, names[label], "%s and %s are both %s", path, names[label], label)
			names[label] = path
			require.Equal(t, lang == "zh-CN", regexp.MustCompile(`\p{Han}`).MatchString(label), label)
		}
	}
	p.submit("{}")
	for path, typed := range map[string]string{
		"/applicant/verification/ocr/name": "王小明", "/applicant/verification/ocr/number": "110101199003071233",
		"/card/length": "19", "/network/forwarded_for": "192.0.2.1\n192.0.2.2", "/card/balance_fen": "-12.30",
	} {
		id := "#f" + strings.ReplaceAll(path, "/", "-")
		eval[bool](p, `(() => { const e = document.querySelector('`+id+`'); e.closest('details').open = true; e.value = `+quoted(t, typed)+`; e.dispatchEvent(new Event('input')); return true; })()`)
	}
	require.JSONEq(t, `{"applicant":{"verification":{"ocr":{"name":"王小明","number":"110101199003071233"}}},
		"card":{"length":19,"balance_fen":-1230},"network":{"forwarded_for":["192.0.2.1","192.0.2.2"]}}`, eval[string](p, `document.getElementById('source').value`))
	p.silent()
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	require.NoError(t, err)
	return string(b)
}

type node struct {
	Ref        string `json:"$ref"`
	Properties map[string]node
	Defs       map[string]node `json:"$defs"`
}

// inputs lists the leaves of the schema as JSON Pointers.
func inputs(root node, path string, list []string) []string {
	return leaves(root, root, path, list)
}

func leaves(root, n node, path string, list []string) []string {
	if n.Ref != "" {
		n = root.Defs[n.Ref[strings.LastIndex(n.Ref, "/")+1:]]
	}
	if len(n.Properties) == 0 {
		return append(list, path)
	}
	for name, child := range n.Properties {
		list = leaves(root, child, path+"/"+name, list)
	}
	return list
}

// A mistake is told at its field, which the message links to; mended, all is as before.
func TestMistakesStandAtTheirFields(t *testing.T) {
	p := open(t, browser(t), serve(t), 390, 844, "light")
	p.submit(submission(t, func(sub map[string]any) { in(sub, "card")["length"] = 3 }))
	require.NotEmpty(t, eval[string](p, `document.getElementById('f-card-length-bad').textContent`))
	require.Equal(t, "true", eval[string](p, `document.getElementById('f-card-length').getAttribute('aria-invalid')`))
	require.Equal(t, "true", eval[string](p, `document.getElementById('result').getAttribute('aria-busy')`))
	p.do(chromedp.Click(`#problem a`, chromedp.ByQuery))
	require.Equal(t, "f-card-length", eval[string](p, `document.activeElement.id`))
	p.do(chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent("19"))
	p.until(`document.getElementById('problem').hidden`)
	require.Empty(t, eval[string](p, `document.getElementById('f-card-length-bad').textContent`))
	require.False(t, eval[bool](p, `document.body.classList.contains('stale')`))
	p.silent()
}

// A link holds codes only; whoever opens it sees the same causes, in either language.
func TestLinkHoldsCodesOnly(t *testing.T) {
	ctx, url := browser(t), serve(t)
	p := open(t, ctx, url, 1280, 900, "light")
	p.speak("en")
	p.submit(submission(t, states[3].change))
	p.do(chromedp.Click("#share"))
	p.until(`location.hash.includes('verdict=fix')`)
	hash := eval[string](p, `location.hash`)
	require.Regexp(t, `^#verdict=fix&score=\d+&found=([a-z-]+\.[a-z0-9-]+(%2F[a-z0-9-]+)+\+?)+$`, hash)
	titles := `[...document.querySelectorAll('#reasons .do')].map((e) => e.textContent).sort()`
	want := eval[[]string](p, titles)
	require.Len(t, want, 4)

	q := open(t, ctx, url+hash, 390, 844, "dark")
	q.speak("en")
	require.False(t, eval[bool](q, `document.getElementById('shared').hidden`))
	require.Equal(t, want, eval[[]string](q, titles))
	require.Equal(t, "{}", eval[string](q, `document.getElementById('source').value`))
	eval[bool](q, axeScript(t)+"; true")
	q.accessible("shared")
	q.speak("zh-CN")
	require.NotEqual(t, want, eval[[]string](q, titles))
	q.submit("{}")
	require.Empty(t, eval[string](q, `location.hash`))
	require.True(t, eval[bool](q, `document.getElementById('shared').hidden`))

	for _, hostile := range []string{"#verdict=constructor&score=1", "#verdict=ready&score=1e3", "#verdict=fix&score=1&found=%3Cimg%3E/x+a.b/c"} {
		h := open(t, ctx, url+hostile, 390, 844, "light")
		require.NotContains(t, eval[string](h, `document.body.textContent`), "<img>")
		h.silent()
	}
	p.silent()
	q.silent()
}

func TestLanguageIsKept(t *testing.T) {
	ctx, url := browser(t), serve(t)
	p := open(t, ctx, url, 1280, 900, "light")
	p.speak("en")
	again := open(t, ctx, url, 1280, 900, "light")
	require.Equal(t, "en", eval[string](again, `document.documentElement.lang`))
	require.Equal(t, "payready · Will this payout go through?", eval[string](again, `document.title`))
	again.speak("zh-CN")
}

// The keyboard reaches everything in the order in which it is seen, never under the
// head that stays on top, and with a visible ring.
func TestKeyboard(t *testing.T) {
	ctx, url := browser(t), serve(t)
	for _, width := range []int64{1280, 390} {
		p := open(t, ctx, url, width, 844, "light")
		p.submit(submission(t, states[3].change))
		eval[bool](p, `document.activeElement.blur(), scrollTo(0, 0), true`)
		var walk []string
		for range 400 {
			p.do(chromedp.KeyEvent(kb.Tab))
			at := eval[string](p, `(() => {
				const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
				if (e === document.body) return '';
				const picker = e.matches('[type=date], [type=datetime-local]'); // the browser draws the ring of its button
				const x = r.left + Math.min(r.width, 40) / 2, y = r.top + Math.min(r.height, 20) / 2;
				const top = document.elementFromPoint(x, y);
				const seen = top === e || e.contains(top) || top?.contains(e);
				return (e.id || e.dataset.lang || e.dataset.id || e.className || e.tagName) + (seen ? '' : ' HIDDEN') + (s.outlineStyle === 'none' && !picker ? ' NO RING' : '');
			})()`)
			if at == "" {
				break
			}
			walk = append(walk, at)
		}
		said := strings.Join(walk, "\n")
		require.NotContains(t, said, "HIDDEN", said)
		require.NotContains(t, said, "NO RING", said)
		require.Equal(t, "skip", walk[0])
		for _, id := range []string{"zh-CN", "en", "share", "print", "sample", "clear", "f-applicant-name", "f-payout-amount_fen"} {
			require.Contains(t, walk, id)
		}
		require.Less(t, strings.Index(said, "share"), strings.Index(said, "f-applicant-name"), "the answer comes first")

		p.do(chromedp.Focus(".skip", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
		p.until(`document.activeElement.id === 'form'`)
		p.do(chromedp.Focus("#checks summary", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
		p.until(`document.querySelector('#checks details').open`)
		p.do(chromedp.Focus("#clear"), chromedp.KeyEvent(" "))
		p.until(`document.getElementById('verdict').classList.contains('incomplete')`)
		p.silent()
	}
}

// What became of payouts is asked for when it is unfolded, and is accessible, too.
func TestPast(t *testing.T) {
	p := open(t, browser(t), serve(t), 390, 844, "dark")
	p.do(chromedp.Click("#past summary", chromedp.ByQuery))
	p.until(`!document.getElementById('past-all').hidden`)
	eval[bool](p, axeScript(t)+"; true")
	p.accessible("past")
	p.silent()
}

// The channels are asked for when the section is unfolded and on its button, never else;
// those of another submission do not stay. None is listed while a payout is open.
func TestRoutes(t *testing.T) {
	p := open(t, browser(t), serve(t), 390, 844, "light")
	p.speak("zh-CN")
	eval[bool](p, `(() => {
		const real = fetch;
		window.asked = 0;
		window.fetch = (path, options) => { asked += path.startsWith('v1/route'); return real(path, options); };
		return true;
	})()`)
	p.submit(submission(t, func(sub map[string]any) {
		in(sub, "payout")["routes"] = []any{map[string]any{"channel": "wechatpay", "product": "pay_bank"}, map[string]any{"channel": "alipay", "product": "fund.trans.uni.transfer"}}
	}))
	require.Zero(t, eval[int](p, `asked`))
	p.do(chromedp.Click("#routes summary", chromedp.ByQuery))
	p.until(`document.querySelectorAll('#routes-list > li').length > 0`)
	require.Equal(t, 1, eval[int](p, `asked`))
	first := eval[string](p, `document.querySelector('#routes-list > li').textContent`)
	require.Contains(t, first, "可以提交 100")
	p.speak("en")
	p.until(`document.querySelector('#routes-list > li')?.textContent.includes('Ready 100')`)
	require.LessOrEqual(t, eval[int64](p, `document.documentElement.scrollWidth`), int64(390))
	eval[bool](p, axeScript(t)+"; true")
	p.accessible("routes")

	before := eval[int](p, `asked`)
	p.submit(submission(t, states[5].change)) // it is paid
	require.Zero(t, eval[int](p, `document.querySelectorAll('#routes-list > li').length`), "of another submission")
	require.Equal(t, before, eval[int](p, `asked`), "not asked by itself")
	p.do(chromedp.Click("#routes-again"))
	p.until(`document.getElementById('routes-none').textContent.startsWith('No route')`)
	p.submit(submission(t, states[6].change))
	p.do(chromedp.Click("#routes-again"))
	p.until(`document.getElementById('routes-none').textContent.includes('correct them first')`)
	p.silent()
}

// A fix is said to lead somewhere only if it changes the score or the verdict, as
// package render says it.
func TestNoPromiseWithoutChange(t *testing.T) {
	p := open(t, browser(t), serve(t), 1280, 900, "light")
	p.speak("en")
	p.submit(submission(t, states[2].change))
	p.until(`document.getElementById('verdict').classList.contains('caution')`)
	score := eval[string](p, `document.getElementById('score').textContent`)
	said := eval[[]string](p, `[...document.querySelectorAll('#reasons > ul > li')].map((e) => e.textContent)`)
	require.Len(t, said, 3)
	all := strings.Join(said, "\n")
	require.Contains(t, all, "96 · Ready")
	require.NotContains(t, all, score+" · Caution")
	p.silent()
}
