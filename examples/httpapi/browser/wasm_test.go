//go:build long

package browser

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// site builds the page without a server and serves its files. The second result lists
// what was asked for.
func site(t *testing.T) (string, func() []string) {
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "run", "./site", "-brotli=false", "-o", dir)
	build.Dir = "../../wasm"
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	var mu sync.Mutex
	var asked []string
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.RequestURI())
		mu.Unlock()
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string{}, asked...)
	}
}

// The page without a server judges with the network off, and what is typed goes nowhere.
// A telephone number of another country loads the larger module, once there is a network.
func TestPageWithoutAServer(t *testing.T) {
	url, asked := site(t)
	p := open(t, browser(t), url, 1280, 900, "light")
	p.speak("zh-CN")
	p.silent()
	loaded := len(asked())
	verdict := func(class string) {
		t.Helper()
		p.until(`document.getElementById('verdict').classList.contains('` + class + `')`)
	}
	offline := func(off bool) {
		p.do(network.Enable(), network.EmulateNetworkConditions(off, 0, -1, -1))
	}
	foreign := func(sub map[string]any) {
		in(sub, "applicant")["mobile"] = "+1 415 555 2671"
		delete(in(in(sub, "card"), "holder"), "mobile")
	}
	says := `document.getElementById('checks').textContent`

	offline(true)
	p.submit(submission(t, func(map[string]any) {}))
	verdict("ready")
	p.submit(submission(t, func(sub map[string]any) { in(sub, "card")["state"] = "cancelled" }))
	verdict("fix")
	p.submit(submission(t, foreign))
	p.until(says + `.includes('此版本不识别其他国家和地区的号码')`)
	p.do(chromedp.Click("#routes summary", chromedp.ByQuery))
	p.until(`document.querySelectorAll('#routes-list > li').length > 1`)
	require.Len(t, asked(), loaded, "nothing was asked for")

	offline(false)
	p.submit(submission(t, foreign))
	p.until(`!` + says + `.includes('此版本不识别其他国家和地区的号码')`)
	require.Equal(t, []string{"/payready.wasm"}, asked()[loaded:])
	for _, uri := range asked() {
		require.NotContains(t, uri, "?", "files only, and nothing with them")
	}
}
