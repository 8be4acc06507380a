package main

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"
)

const svg = "image/svg+xml"

// pictureCSP lets a picture have its own style and nothing else, for a browser that opens
// it as a page.
const pictureCSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

// wantsPicture reports whether the first media type that a client accepts is SVG.
func wantsPicture(r *http.Request) bool {
	first, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
	media, _, err := mime.ParseMediaType(first)
	return err == nil && media == svg
}

// writePicture answers with a picture. It ignores write errors: the client may be gone.
func writePicture(w http.ResponseWriter, draw func(io.Writer) error) error {
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", svg)
	h.Set("Content-Security-Policy", pictureCSP)
	w.Write(b.Bytes())
	return nil
}
