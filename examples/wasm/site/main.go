// Site writes the page of examples/httpapi as static files that need no service: the
// module judges in the browser, and nothing that is typed leaves it.
//
//	go run ./site -o dist            # from examples/wasm
//	go run ./site -o dist -serve localhost:8080
//
// Any web server will do. Beside each module lies its brotli form, for a server that
// sends it with Content-Encoding: br, as -serve does.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/payready/payready/examples/wasm/internal/build"
)

//go:embed static/transport.js
var transport []byte

func main() {
	out := flag.String("o", "dist", "the directory to write to")
	serve := flag.String("serve", "", "then serve it on this address")
	compressed := flag.Bool("brotli", true, "write the brotli forms, which takes a minute, and hold the modules to their sizes")
	root := flag.String("root", "../..", "the root of the repository")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := write(ctx, os.DirFS(*root), *out, *compressed)
	if err == nil && *serve != "" {
		err = serveDir(ctx, *serve, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// modules are the two builds, the one that a page loads first and the whole.
var modules = []struct {
	name  string
	small bool
	most  int // bytes, compressed
}{{"small.wasm", true, 2_000_000}, {"payready.wasm", false, 4_000_000}}

// write makes the site in dir out of the repository.
func write(ctx context.Context, root fs.FS, dir string, compressed bool) error {
	files, err := page(root)
	if err != nil {
		return err
	}
	glue, err := build.Glue(ctx)
	if err != nil {
		return err
	}
	if files["wasm_exec.js"], err = os.ReadFile(glue); err != nil { // #nosec G304 -- Go's own
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- a web server reads it
		return err
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil { // #nosec G703 -- names of the page
			return err
		}
	}
	for _, m := range modules {
		out, err := filepath.Abs(filepath.Join(dir, m.name))
		if err != nil {
			return err
		}
		if err := build.Compile(ctx, ".", "js", out, m.small); err != nil {
			return err
		}
		if !compressed {
			continue
		}
		n, err := compress(out)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes in brotli, at most %d\n", m.name, n, m.most)
		if n > m.most {
			return fmt.Errorf("%s has grown too large", m.name)
		}
	}
	return nil
}

// compress writes the brotli form of a file beside it and returns its size.
func compress(name string) (int, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := w.Write(b); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return out.Len(), os.WriteFile(name+".br", out.Bytes(), 0o644)
}

// csp lets the page load its own files, start WebAssembly, and nothing else.
const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ` +
	`style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">`

// rewritten are the places in which the page speaks of a service.
var rewritten = []struct{ file, from, to string }{
	{"page.html", `<meta charset="utf-8">`, `<meta charset="utf-8">` + "\n" + csp},
	{"page.html", "本页填写的内容只发往本服务，不留存，也不写入日志。", "本页在浏览器内判断，填写的内容不离开本机。"},
	{"words.js", "本页填写的内容只发往本服务，不留存，也不写入日志。", "本页在浏览器内判断，填写的内容不离开本机。"},
	{"words.js", "What you enter is sent only to this service, which neither stores nor logs it.", "The page judges in your browser: what you enter does not leave it."},
}

// page returns the files of the page, with its calls answered by the module.
func page(root fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	entries, err := fs.ReadDir(root, "examples/httpapi/page")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if files[e.Name()], err = fs.ReadFile(root, "examples/httpapi/page/"+e.Name()); err != nil {
			return nil, err
		}
	}
	for _, r := range rewritten {
		if !bytes.Contains(files[r.file], []byte(r.from)) {
			return nil, fmt.Errorf("%s no longer says %q", r.file, r.from)
		}
		files[r.file] = bytes.ReplaceAll(files[r.file], []byte(r.from), []byte(r.to))
	}
	if files["submission.schema.json"], err = fs.ReadFile(root, "readiness/submission.schema.json"); err != nil {
		return nil, err
	}
	files["transport.js"] = transport
	files["index.html"] = files["page.html"]
	delete(files, "page.html")
	return files, nil
}

// serveDir serves the site until it is interrupted.
func serveDir(ctx context.Context, address, dir string) error {
	server := &http.Server{Addr: address, Handler: handler(dir), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	fmt.Println("http://" + address)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// handler serves a directory, modules in brotli to whom takes it.
func handler(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") && strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			r.URL.Path += ".br"
			w.Header().Set("Content-Encoding", "br")
			w.Header().Set("Content-Type", "application/wasm")
		}
		files.ServeHTTP(w, r)
	})
}
