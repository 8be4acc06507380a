package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A process is run under test.
type process struct {
	t      *testing.T
	url    string
	log    *logBuffer
	reload chan os.Signal
	stop   func()
	status chan int
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	p := &process{t: t, log: &logBuffer{}, reload: make(chan os.Signal), stop: stop, status: make(chan int, 1)}
	go func() { p.status <- run(ctx, p.reload, append([]string{"-addr", "127.0.0.1:0"}, args...), p.log) }()
	t.Cleanup(func() { stop(); http.DefaultClient.CloseIdleConnections() })
	p.url = "http://" + p.waitFor(`"msg":"listening","addr":"([^"]+)"`)
	return p
}

// waitFor returns what a line of the log says.
func (p *process) waitFor(pattern string) string {
	p.t.Helper()
	var found []string
	require.Eventually(p.t, func() bool {
		found = regexp.MustCompile(pattern).FindStringSubmatch(p.log.String())
		return found != nil
	}, 5*time.Second, time.Millisecond, pattern)
	return found[len(found)-1]
}

func (p *process) get(path string) (int, string) {
	p.t.Helper()
	resp, err := http.Get(p.url + path)
	require.NoError(p.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(p.t, err)
	return resp.StatusCode, string(b)
}

func (p *process) exit() int {
	p.t.Helper()
	select {
	case s := <-p.status:
		return s
	case <-time.After(30 * time.Second):
		p.t.Fatal("still running")
		return -1
	}
}

const policyStart = `{"schema":"payready.policy/1","id":"`

// A channel of one's own whose code says that the card is lost, and a payout that failed
// there with it.
const (
	ourCodes    = "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source\nacme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract\n"
	failedThere = `{"at":"2026-11-24T12:00:00+08:00","history":{"attempts":[{"channel":"acme","product":"payouts","code":"E07","outcome":"failed","same_card":true,"ended_at":"2026-11-20T12:00:00+08:00"}]}}`
)

// The meaning of codes is reloaded with the rest.
func TestReloadOfCodes(t *testing.T) {
	codes := filepath.Join(t.TempDir(), "codes.csv")
	require.NoError(t, os.WriteFile(codes, []byte(ourCodes), 0o600))
	r := newRig(t, func(o *options) { o.files.codes = paths{codes} })
	answer := func() string { return r.ask("POST", "/v1/assess", failedThere).Body.String() }
	require.True(t, strings.Contains(answer(), `"bind-other-card"`))
	require.NoError(t, os.WriteFile(codes, []byte(strings.SplitAfter(ourCodes, "\n")[0]), 0o600))
	r.reload()
	require.False(t, strings.Contains(answer(), `"bind-other-card"`))
}

func TestReload(t *testing.T) {
	dir := t.TempDir()
	policy, bins, codes, holidays := filepath.Join(dir, "policy.json"), filepath.Join(dir, "bins.csv"), filepath.Join(dir, "codes.csv"), filepath.Join(dir, "2027.csv")
	notice, err := os.ReadFile("../../readiness/workday/testdata/2027.csv")
	require.NoError(t, err)
	put := func(file, text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }
	put(policy, policyStart+`one"}`)
	put(bins, "prefix,pan_length,issuer\n622202,19,ICBC\n")
	put(holidays, string(notice))
	put(codes, ourCodes)
	p := start(t, "-policy", policy, "-bins", bins, "-codes", codes, "-holidays", holidays)
	checks := func() string { _, s := p.get("/v1/checks"); return s[:30] }
	require.Contains(t, checks(), `"policy":"one"`)

	put(policy, policyStart+`two"}`)
	p.reload <- os.Interrupt
	p.waitFor(`"msg":"reloaded","policy":"two"`)
	require.Contains(t, checks(), `"policy":"two"`)

	for name, c := range map[string]struct{ file, text, says string }{
		"no JSON":          {policy, "{", "no valid JSON"},
		"a misspelt name":  {policy, policyStart + `x","horizon":3,"min_agee":18}`, "/min_agee"},
		"no such check":    {policy, policyStart + `x","checks":{"card.nope":{"disabled":true}}}`, "card.nope"},
		"a contradiction":  {policy, policyStart + `x","min_age":-1}`, "/min_age"},
		"a broken overlay": {bins, "prefix,pan_length,issuer\n1,19,ICBC\n", "line 2"},
		"a broken code":    {codes, ourCodes + "acme,payouts,E08\n", "line 3"},
		"half a year":      {holidays, "date,kind,name\n2027-02-09,holiday,春节\n", "workday: "},
	} {
		was, err := os.ReadFile(c.file)
		require.NoError(t, err)
		put(c.file, c.text)
		before := strings.Count(p.log.String(), "reload failed")
		p.reload <- os.Interrupt
		require.Eventually(t, func() bool { return strings.Count(p.log.String(), "reload failed") == before+1 }, 5*time.Second, time.Millisecond, name)
		require.Contains(t, p.log.String(), c.says, name)
		require.Contains(t, checks(), `"policy":"two"`, name)
		_, metrics := p.get("/metrics")
		require.Contains(t, metrics, "payready_config_last_reload_successful 0", name)
		require.Contains(t, metrics, `payready_config_info{hash="`, name)
		status, _ := p.get("/readyz")
		require.Equal(t, 200, status, "the old configuration serves")
		put(c.file, string(was))
	}
	require.NoError(t, os.Remove(policy))
	p.reload <- os.Interrupt
	p.waitFor("no such file")

	put(policy, policyStart+`three"}`)
	p.reload <- os.Interrupt
	p.waitFor(`"policy":"three"`)
	_, metrics := p.get("/metrics")
	require.Contains(t, metrics, "payready_config_last_reload_successful 1")
	require.Contains(t, metrics, `payready_config_reloads_total{result="failed"} 8`)
	require.Contains(t, metrics, `policy="three"`)
	require.NotContains(t, metrics, `policy="two"`)
	p.stop()
	require.Zero(t, p.exit())
}

func TestOverlayIsUsed(t *testing.T) {
	bins := filepath.Join(t.TempDir(), "bins.csv")
	require.NoError(t, os.WriteFile(bins, []byte("prefix,pan_length,issuer,issuer_name\n622202,19,OURS,本行\n"), 0o600))
	r := newRig(t, func(o *options) { o.files.bins = bins })
	require.Contains(t, r.ask("POST", "/v1/assess", sample(t)).Body.String(), `"issuer_name":"本行"`)
}

func TestHolidaysAreUsed(t *testing.T) {
	large := `{"at":"2027-02-09T12:00:00+08:00","payout":{"amount_fen":200000000,"system":"hvps"}}`
	ask := func(holidays string) string {
		r := newRig(t, func(o *options) { o.files.holidays = holidays })
		return r.ask("POST", "/v1/assess", large).Body.String()
	}
	require.Contains(t, ask(""), `"calendar-unknown"`)
	require.NotContains(t, ask("../../readiness/workday/testdata/2027.csv"), `"calendar-unknown"`)
}

func TestShutdownLetsRequestsEnd(t *testing.T) {
	p := start(t, "-drain", "200ms")
	pr, pw := io.Pipe()
	answered := make(chan int, 1)
	go func() {
		resp, err := http.Post(p.url+"/v1/assess", "application/json", pr)
		if err != nil {
			answered <- 0
			return
		}
		resp.Body.Close()
		answered <- resp.StatusCode
	}()
	_, err := io.WriteString(pw, "{")
	require.NoError(t, err)
	require.Eventually(t, func() bool { _, m := p.get("/metrics"); return strings.Contains(m, "payready_http_inflight 2") }, 5*time.Second, time.Millisecond)
	p.stop()
	p.waitFor(`"msg":"stopping"`)
	status, _ := p.get("/readyz")
	require.Equal(t, 503, status)
	time.Sleep(300 * time.Millisecond) // the drain is over, the listener closed
	_, err = http.Get(p.url + "/healthz")
	require.Error(t, err)
	require.Empty(t, p.status, "waits for the request")
	_, err = io.WriteString(pw, "}")
	require.NoError(t, err)
	require.NoError(t, pw.Close())
	require.Equal(t, 200, <-answered)
	require.Zero(t, p.exit())
	require.Contains(t, p.log.String(), `"msg":"stopped"`)
}

func TestCannotStart(t *testing.T) {
	busy := start(t)
	for name, c := range map[string]struct {
		args   []string
		status int
	}{
		"help":         {[]string{"-h"}, 0},
		"no such flag": {[]string{"-x"}, 2},
		"argument":     {[]string{"x"}, 2},
		"no room":      {[]string{"-inflight", "0"}, 2},
		"no policy":    {[]string{"-policy", filepath.Join(t.TempDir(), "none")}, 1},
		"no bins":      {[]string{"-bins", filepath.Join(t.TempDir(), "none")}, 1},
		"no holidays":  {[]string{"-holidays", filepath.Join(t.TempDir(), "none")}, 1},
		"busy address": {[]string{"-addr", strings.TrimPrefix(busy.url, "http://")}, 1},
	} {
		log := &logBuffer{}
		require.Equal(t, c.status, run(t.Context(), nil, c.args, log), name)
		require.NotEmpty(t, log.String(), name)
	}
	busy.stop()
	require.Zero(t, busy.exit())
}
