package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed page
var pageFiles embed.FS

// pageCSP restricts the page to its own files and this service. It forbids inline
// scripts and styles, markup from strings, and frames.
const pageCSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// An asset is one file of the page.
type asset struct {
	name, media, etag string
	body              []byte
	encoded           func() []encoded // made for the first client that accepts one
}

func loadAssets() ([]asset, error) {
	list := []asset{
		{name: "page.html", media: "text/html; charset=utf-8"},
		{name: "page.css", media: "text/css; charset=utf-8"},
		{name: "icon.svg", media: "image/svg+xml"},
		{name: "sample.json", media: "application/json"},
	}
	for _, module := range []string{"dom.js", "fields.js", "inputs.js", "page.js", "past.js", "result.js", "routes.js", "share.js", "transport.js", "words.js"} {
		list = append(list, asset{name: module, media: "text/javascript; charset=utf-8"})
	}
	for i := range list {
		a := &list[i]
		var err error
		if a.body, err = pageFiles.ReadFile("page/" + a.name); err != nil {
			return nil, err
		}
		body := a.body
		a.encoded = sync.OnceValue(func() []encoded { return encode(body) })
		sum := sha256.Sum256(a.body)
		a.etag = `"` + hex.EncodeToString(sum[:8]) + `"`
	}
	return list, nil
}

// path returns the path of the asset.
func (a asset) path() string {
	if a.name == "page.html" {
		return "/{$}"
	}
	return "/" + a.name
}

func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.media)
	h.Set("Content-Security-Policy", pageCSP)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	body, etag := a.body, a.etag
	if accept := r.Header.Get("Accept-Encoding"); accept != "" {
		for _, e := range a.encoded() {
			if accepts(accept, e.name) {
				body, etag = e.body, strings.TrimSuffix(etag, `"`)+"-"+e.name+`"`
				h.Set("Content-Encoding", e.name)
				break
			}
		}
	}
	h.Set("Etag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
