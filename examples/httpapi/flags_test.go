//go:build long

package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/stretchr/testify/require"
)

// A program is the built service in a process of its own.
type program struct {
	*exec.Cmd
	t     *testing.T
	url   string
	lines chan string // of its log
}

func built(t *testing.T) string {
	bin := filepath.Join(t.TempDir(), "httpapi")
	do(t, ".", "go", "build", "-o", bin, ".")
	return bin
}

// launch starts the program, and fails unless it listens.
func launch(t *testing.T, bin string, args, env []string) *program {
	p := &program{Cmd: exec.Command(bin, args...), t: t, lines: make(chan string, 1000)}
	p.Env = env
	stderr, err := p.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, p.Start())
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	listening := regexp.MustCompile(`"listening","addr":"([^"]+)"`)
	for line := range p.lines {
		if m := listening.FindStringSubmatch(line); m != nil {
			p.url = "http://" + m[1]
			return p
		}
	}
	t.Fatalf("%s %q does not listen", args, env)
	return nil
}

func (p *program) ask(method, path, body string, headers ...string) (*http.Response, string) {
	p.t.Helper()
	req, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	require.NoError(p.t, err)
	req.Header.Set("Content-Type", "application/json")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
		if name == "Host" {
			req.Host = value
		}
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(p.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(p.t, err)
	return resp, string(b)
}

// hold begins a request that never ends.
func (p *program) hold(path, media string) {
	p.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	require.NoError(p.t, err)
	p.t.Cleanup(func() { conn.Close() })
	_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 9\r\n\r\n{", path, media)
	require.NoError(p.t, err)
}

// A trial is a value of a flag and how the service shows that it took it. The check is
// false without the flag.
type trial struct {
	value string
	shows func(p *program) bool
}

func trials(t *testing.T) map[string]trial {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		taken := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC) // before what is asked
		require.NoError(t, os.Chtimes(path, taken, taken))
		return path
	}
	assessed := func(body, says string) func(p *program) bool {
		return func(p *program) bool { _, got := p.ask("POST", "/v1/assess", body); return strings.Contains(got, says) }
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := free.Addr().String()
	require.NoError(t, free.Close())
	notice, err := filepath.Abs("../../readiness/workday/testdata/2027.csv")
	require.NoError(t, err)
	large := `{"at":"2027-02-09T12:00:00+08:00","payout":{"amount_fen":200000000,"system":"hvps"}}`
	asked := `{"at":"2026-11-24T12:00:00+08:00","network":{"client_ip":"175.16.199.10"}}`
	recorded := func(p *program) bool {
		p.ask("POST", "/v1/assess", sample(t))
		_, got := p.ask("GET", "/v1/backtest?format=summary", "")
		return strings.Contains(got, `"schema"`)
	}
	return map[string]trial{
		"addr": {addr, func(p *program) bool { return p.url == "http://"+addr }},
		"hosts": {"pay.example,127.0.0.1", func(p *program) bool {
			resp, _ := p.ask("GET", "/healthz", "", "Host: pay.example")
			return resp.StatusCode == 200
		}},
		"cors": {"https://a.example,https://pay.example", func(p *program) bool {
			resp, _ := p.ask("OPTIONS", "/v1/assess", "", "Origin: https://pay.example", "Access-Control-Request-Method: POST")
			return resp.StatusCode == 204 && resp.Header.Get("Access-Control-Allow-Origin") == "https://pay.example"
		}},
		"policy": {file("policy.json", policyStart+`ours"}`), func(p *program) bool {
			_, got := p.ask("GET", "/v1/checks", "")
			return strings.HasPrefix(got, `{"policy":"ours"`)
		}},
		"bins":     {file("bins.csv", "prefix,pan_length,issuer,issuer_name\n622202,19,OURS,本行\n"), assessed(sample(t), `"issuer_name":"本行"`)},
		"codes":    {file("codes.csv", ourCodes), assessed(failedThere, `"bind-other-card"`)},
		"holidays": {notice, func(p *program) bool { return !assessed(large, `"calendar-unknown"`)(p) }},
		"list":     {"tor=" + file("none.txt", "192.0.2.1") + ",vpn=" + file("vpn.txt", "175.16.199.0/24"), assessed(asked, `"check":"network.vpn","category":"network","status":"fail"`)},
		"mmdb":     {file("country.mmdb", country(t, "175.16.199.0/24", "US")), assessed(asked, `"code":"abroad"`)},
		"inflight": {"1", func(p *program) bool {
			return becomesBusy(p, "/v1/assess", "application/json")
		}},
		"batches": {"1", func(p *program) bool {
			return becomesBusy(p, "/v1/assess/batch", ndjson[0])
		}},
		"record":     {"10", recorded},
		"record-key": {file("key", "0123456789abcdef"), nil},
		"drain": {"1s", func(p *program) bool {
			require.NoError(t, p.Process.Signal(syscall.SIGTERM))
			for range 20 {
				time.Sleep(10 * time.Millisecond)
				if resp, err := http.Get(p.url + "/readyz"); err == nil {
					resp.Body.Close()
					if resp.StatusCode == 503 {
						return true
					}
				}
			}
			return false
		}},
		"log": {"DEBUG", func(p *program) bool {
			p.ask("GET", "/healthz", "")
			select {
			case line := <-p.lines:
				return strings.Contains(line, `"route":"GET /healthz"`)
			case <-time.After(200 * time.Millisecond):
				return false
			}
		}},
	}
}

// becomesBusy reports whether a request is refused while another one holds the only place.
func becomesBusy(p *program, path, media string) bool {
	for range 5 {
		p.hold(path, media)
		if resp, _ := p.ask("POST", path, "{}", "Content-Type: "+media); resp.StatusCode == 503 {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// country is a database that knows one network.
func country(t *testing.T, network, code string) string {
	w, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "GeoLite2-Country", BuildEpoch: 1795132800 /* 2026-11-20 */, IncludeReservedNetworks: true})
	require.NoError(t, err)
	_, n, err := net.ParseCIDR(network)
	require.NoError(t, err)
	require.NoError(t, w.Insert(n, mmdbtype.Map{"country": mmdbtype.Map{"iso_code": mmdbtype.String(code)}}))
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	require.NoError(t, err)
	return b.String()
}

// Every flag works from the built program, as a flag and as a variable; a flag wins; and
// there is no flag without a trial.
func TestFlagsAndVariables(t *testing.T) {
	bin := built(t)
	all := trials(t)
	flagSet(new(options)).VisitAll(func(f *flag.Flag) { require.Contains(t, all, f.Name) })
	for name, c := range all {
		var o options
		require.NotNil(t, flagSet(&o).Lookup(name))
		t.Run(name, func(t *testing.T) {
			base := []string{"-addr", "127.0.0.1:0"}
			if name == "addr" {
				base = nil
			}
			if c.shows == nil { // a key is seen by a bad one
				for _, way := range [][2][]string{{append(base, "-"+name, os.DevNull, "-record", "1"), nil}, {append(base, "-record", "1"), {variable(name) + "=" + os.DevNull}}} {
					cmd := exec.Command(bin, way[0]...)
					cmd.Env = way[1]
					out, err := cmd.CombinedOutput()
					require.Error(t, err)
					require.Contains(t, string(out), "at least 16 bytes")
				}
				launch(t, bin, append(base, "-"+name, c.value, "-record", "1"), nil)
				return
			}
			if name != "addr" {
				require.False(t, c.shows(launch(t, bin, base, nil)), "without it")
			}
			p := launch(t, bin, append(base, "-"+name, c.value), []string{variable(name) + "=x"})
			require.True(t, c.shows(p), "as a flag, which wins")
			require.NoError(t, p.Process.Kill())
			_ = p.Wait()
			require.True(t, c.shows(launch(t, bin, base, []string{variable(name) + "=" + c.value})), "as a variable")
		})
	}
}

func TestBadVariables(t *testing.T) {
	for name, value := range map[string]string{
		"inflight": "many", "batches": "0", "drain": "soon", "log": "LOUD", "hosts": "http://x", "record": "-1",
		"cors": "https://pay.example/", "list": "nobody=x", "mmdb": "a,,b",
	} {
		t.Setenv(variable(name), value)
		log := &logBuffer{}
		require.Equal(t, 2, run(t.Context(), nil, nil, log), name)
		require.NoError(t, os.Unsetenv(variable(name)))
	}
}

// What is refused is refused in a sentence that names the flag or the variable.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"-inflight", "0"}, "-inflight must be at least 1"},
		{[]string{"-batches", "0"}, "-batches must be at least 1"},
		{[]string{"-record", "-1"}, "-record must not be negative"},
		{[]string{"-record-key", "key"}, "-record-key is of no use without -record"},
		{[]string{"-drain", "-1s"}, "-drain must not be negative"},
		{[]string{"serve"}, `unexpected argument "serve": there are only flags`},
		{[]string{"-policy", "none"}, "policy: open none"},
		{[]string{"-bins", "none"}, "bins: open none"},
		{[]string{"-holidays", "none"}, "holidays: open none"},
		{[]string{"-list", "vpn=none"}, "list: open none"},
		{[]string{"-mmdb", "none"}, "mmdb: open none"},
		{[]string{"-record", "1", "-record-key", "none"}, "record-key: open none"},
	} {
		log := &logBuffer{}
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
		require.NotZero(t, run(ctx, nil, append([]string{"-addr", "127.0.0.1:0"}, c.args...), log), c.says)
		stop()
		require.Contains(t, log.String(), c.says)
	}
	t.Setenv(variable("drain"), "soon")
	log := &logBuffer{}
	require.Equal(t, 2, run(t.Context(), nil, nil, log))
	require.Contains(t, log.String(), `invalid value "soon" for PAYREADY_DRAIN`)
}

func do(t *testing.T, dir, program string, args ...string) {
	cmd := exec.CommandContext(t.Context(), program, args...) // #nosec G204 -- programs of the tests
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}
