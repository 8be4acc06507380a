//go:build long && !race

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/payready/payready/examples/wasm/internal/build"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// compiled builds the module for an operating system of Go's.
func compiled(t *testing.T, goos string, small bool) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "payready.wasm")
	require.NoError(t, build.Compile(t.Context(), ".", goos, out, small))
	return out
}

// A caller sends lines and takes an answer for each.
type caller struct {
	in  io.Writer
	out *bufio.Reader
}

func (c *caller) call(t testing.TB, line []byte) []byte {
	_, err := c.in.Write(append(line, '\n'))
	require.NoError(t, err)
	answer, err := c.out.ReadBytes('\n')
	require.NoError(t, err)
	return answer
}

// inNode runs the module of a browser in Node.
func inNode(t *testing.T, wasm string) *caller {
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("Node is not installed")
	}
	require.NoError(t, err)
	glue, err := build.Glue(t.Context())
	require.NoError(t, err)
	cmd := exec.Command(node, "node.mjs", glue, wasm) // #nosec G204 -- a program that is installed
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		in.Close()
		require.NoError(t, cmd.Wait())
	})
	return &caller{in, bufio.NewReader(out)}
}

// inWazero runs the module of WASI inside this process.
func inWazero(t *testing.T, wasm string) *caller {
	ctx := context.Background()
	b, err := os.ReadFile(wasm)
	require.NoError(t, err)
	r := wazero.NewRuntime(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	module, err := r.CompileModule(ctx, b)
	require.NoError(t, err)
	calls, in := io.Pipe()
	out, answers := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := r.InstantiateModule(ctx, module, wazero.NewModuleConfig().WithStdin(calls).WithStdout(answers).WithStderr(os.Stderr))
		answers.Close()
		done <- err
	}()
	t.Cleanup(func() {
		in.Close()
		require.NoError(t, <-done)
		require.NoError(t, r.Close(ctx))
	})
	return &caller{in, bufio.NewReader(out)}
}

// differs collects the vectors that a wrapper does not pass.
type differs struct{ names []string }

func (d *differs) Helper()      {}
func (d *differs) Name() string { return "vectors" }
func (d *differs) Errorf(format string, args ...any) {
	name, _, _ := strings.Cut(fmt.Sprintf(format, args...), ": ")
	d.names = append(d.names, name)
}

// vectors runs all vectors in a language and returns the names of those that differ.
func (c *caller) vectors(t *testing.T, lang string) []string {
	var d differs
	n := 0
	kit.RunVectors(&d, func(in kit.VectorInput) ([]byte, error) {
		n++
		line, err := json.Marshal(map[string]any{"call": "assess", "submission": json.RawMessage(in.Submission), "policy": json.RawMessage(orNull(in.Policy)), "bins": string(in.BINs), "lang": lang})
		require.NoError(t, err)
		var a struct{ Report json.RawMessage }
		require.NoError(t, json.Unmarshal(c.call(t, line), &a))
		return a.Report, nil
	}, kit.SameVersions)
	require.Greater(t, n, 300)
	return d.names
}

func orNull(b []byte) []byte {
	if b == nil {
		return []byte("null")
	}
	return b
}

// abroad are the vectors that need the telephone numbers of other countries.
var abroad = []string{"identity.mobile/foreign", "identity.mobile/landline"}

func TestVectors(t *testing.T) {
	runtimes := []struct {
		name, goos string
		run        func(*testing.T, string) *caller
		langs      []string
	}{{"node", "js", inNode, []string{"zh-CN", "en"}}, {"wazero", "wasip1", inWazero, []string{"en"}}}
	for _, r := range runtimes {
		for _, small := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, small %t", r.name, small), func(t *testing.T) {
				c := r.run(t, compiled(t, r.goos, small))
				for _, lang := range r.langs {
					var want []string
					if small {
						want = abroad
					}
					got := c.vectors(t, lang)
					slices.Sort(got)
					require.Equal(t, want, got, lang)
				}
			})
		}
	}
}
