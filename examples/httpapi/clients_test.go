//go:build long && !race

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

const clients = "../clients"

// runtimes are the clients, and the command that runs each one's driver.
var runtimes = map[string]func(t *testing.T) []string{
	"python": func(t *testing.T) []string {
		return []string{installed(t, "python3"), filepath.Join(clients, "run", "run.py")}
	},
	"php": func(t *testing.T) []string {
		return []string{installed(t, "php"), filepath.Join(clients, "run", "run.php")}
	},
	"java": func(t *testing.T) []string {
		classes := t.TempDir()
		do(t, ".", installed(t, "javac"), "-Xlint:all", "-Werror", "-d", classes, filepath.Join(clients, "Payready.java"), filepath.Join(clients, "run", "Run.java"))
		return []string{installed(t, "java"), "-cp", classes, "Run"}
	},
	"typescript": func(t *testing.T) []string {
		dir := t.TempDir()
		node := installed(t, "node")
		do(t, dir, installed(t, "npm"), "install", "--no-save", "--no-audit", "--no-fund", "typescript@5.9", "@types/node@20")
		for _, name := range []string{"payready.ts", "run/run.mts"} {
			b, err := os.ReadFile(filepath.Join(clients, name)) // #nosec G304 -- ours
			require.NoError(t, err)
			require.NoError(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"type":"module"}`), 0o600))
		do(t, dir, node, "node_modules/typescript/bin/tsc", "--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes",
			"--target", "es2022", "--module", "nodenext", "--types", "node", "--outDir", "out", "payready.ts", "run/run.mts")
		return []string{node, filepath.Join(dir, "out", "run", "run.mjs")}
	},
}

// installed returns the path of a program. Only CI insists on it.
func installed(t *testing.T, name string) string {
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("%s is not installed", name)
	}
	require.NoError(t, err)
	return path
}

// A driver is a client in another language: a line in, a line out.
type driver struct {
	in  io.WriteCloser
	out *bufio.Reader
}

type driven struct {
	Report json.RawMessage
	Pay    bool

	Unreachable bool
	Problem     *struct {
		Status  int
		Errors  []intake.Mistake
		Message string
	}
}

func drive(t *testing.T, command []string) *driver {
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...) // #nosec G204 -- likewise
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	return &driver{in, bufio.NewReader(out)}
}

func (d *driver) ask(t *testing.T, url, lang string, submission []byte) driven {
	line, err := json.Marshal(map[string]any{"url": url, "lang": lang, "submission": json.RawMessage(submission)})
	require.NoError(t, err)
	_, err = d.in.Write(append(line, '\n'))
	require.NoError(t, err)
	b, err := d.out.ReadBytes('\n')
	require.NoError(t, err)
	var out driven
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

// services are one service a configuration of the vectors.
type services map[string]string

func (s services) url(t *testing.T, in kit.VectorInput) string {
	key := string(in.Policy) + "\x00" + string(in.BINs)
	if s[key] == "" {
		s[key] = served(t, func(o *options) {
			o.files.policy = written(t, "policy.json", in.Policy)
			o.files.bins = written(t, "bins.csv", in.BINs)
		})
	}
	return s[key]
}

func served(t *testing.T, change func(*options)) string {
	server := httptest.NewServer(newRig(t, change).h)
	t.Cleanup(server.Close)
	return server.URL
}

func written(t *testing.T, name string, b []byte) string {
	if b == nil {
		return ""
	}
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, b, 0o600))
	return path
}

// misses collects the vectors that a client does not pass.
type misses []string

func (m *misses) Helper() {}
func (m *misses) Errorf(format string, args ...any) {
	name, _, _ := strings.Cut(fmt.Sprintf(format, args...), ": ")
	*m = append(*m, name)
}

// A client pays on ready alone, while it holds; and where no answer comes it says so.
func TestClientsPayOnReadyAlone(t *testing.T) {
	always := served(t, func(o *options) {
		o.files.policy = written(t, "policy.json", []byte(`{"schema":"payready.policy/1","id":"always-open","windows":[]}`))
	})
	for name, command := range runtimes {
		t.Run(name, func(t *testing.T) {
			d := drive(t, command(t))
			now := time.Now().Truncate(time.Second)
			for _, c := range []struct {
				change kit.Change
				pay    bool
			}{{func(*intake.Submission) {}, true}, {kit.ClassII(6_000, 5_000, 5_000), false}, {kit.All(kit.PlatformScore(50), kit.Without(intake.FieldHistoryAttempts)), false}} {
				s := kit.Ready(kit.At(now), c.change)
				b, err := s.RevealJSON()
				require.NoError(t, err)
				got := d.ask(t, always, "en", b)
				require.Equal(t, c.pay, got.Pay, "%.300s", got.Report)
			}
			got := d.ask(t, always, "en", []byte(`{"card":{"length":3}}`)).Problem
			require.Contains(t, got.Message, "(/card/length: "+got.Errors[0].Text+")", "what an uncaught problem prints")
			require.True(t, d.ask(t, "http://127.0.0.1:1", "en", []byte(`{}`)).Unreachable)
		})
	}
}

// Every client passes the vectors against the service, in both languages, and hears what
// the service refuses, such as a negative amount.
func TestClientsPassTheVectors(t *testing.T) {
	for name, command := range runtimes {
		t.Run(name, func(t *testing.T) {
			d := drive(t, command(t))
			running := services{}
			for _, lang := range []string{"zh-CN", "en"} {
				var missed misses
				asked, refused := 0, 0
				kit.RunVectors(&missed, func(in kit.VectorInput) ([]byte, error) {
					asked++
					got := d.ask(t, running.url(t, in), lang, in.Submission)
					sub, err := intake.ParseSubmission(in.Submission, intake.Strict)
					require.NoError(t, err)
					if err := sub.Validate(); err != nil {
						refused++
						require.Equal(t, 422, got.Problem.Status)
						require.Equal(t, intake.Mistakes(err, readiness.EN)[0].Field, got.Problem.Errors[0].Field)
						require.NotEmpty(t, got.Problem.Errors[0].Text)
						return nil, err
					}
					require.Nil(t, got.Problem)
					require.False(t, got.Pay, "the vectors' moment is past")
					return got.Report, nil
				}, kit.SameVersions)
				require.Len(t, missed, refused, "%s: %v", lang, missed)
				require.NotZero(t, refused)
				require.Greater(t, asked, 300)
			}
		})
	}
}
