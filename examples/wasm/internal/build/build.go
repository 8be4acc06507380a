// Package build compiles the module.
package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Small is the build tag of the half without other countries' telephone numbers.
const Small = "payready_small"

// Compile builds the module in dir for js (a browser, Node) or wasip1 and writes it to
// out. Nothing is inlined: that makes it a tenth smaller once compressed, and what a
// browser waits for is the download.
func Compile(ctx context.Context, dir, goos, out string, small bool) error {
	args := []string{"build", "-trimpath", "-gcflags=all=-l", "-ldflags=-s -w", "-o", out}
	if small {
		args = append(args, "-tags", Small)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, ".")...) // #nosec G204 -- constants, and where to write
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=wasm")
	if b, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build for %s: %w\n%s", goos, err, b)
	}
	return nil
}

// Glue returns the path of Go's own JavaScript that runs a module for js.
func Glue(ctx context.Context) (string, error) {
	b, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	return filepath.Join(string(bytes.TrimSpace(b)), "lib", "wasm", "wasm_exec.js"), nil
}
