package main

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPictures(t *testing.T) {
	r := newRig(t, nil)
	for _, c := range []struct{ target, accept, says string }{
		{"/v1/assess?lang=en", "image/svg+xml", "READY</text>"},
		{"/v1/assess?lang=zh-CN", "Image/SVG+XML;q=1, */*", "可提交</text>"},
		{"/v1/schedule?lang=en&hours=48", "image/svg+xml", "<title>When to submit · 11-24 12:00 – 11-26 12:00</title>"},
	} {
		w := r.ask("POST", c.target, sample(t), "Accept: "+c.accept)
		require.Equal(t, 200, w.Code, w.Body)
		require.Equal(t, svg, w.Header().Get("Content-Type"))
		require.Equal(t, pictureCSP, w.Header().Get("Content-Security-Policy"))
		require.Contains(t, w.Body.String(), c.says)
		require.NoError(t, xml.Unmarshal(w.Body.Bytes(), new(struct{ XMLName xml.Name })))
		r.silent(w)
	}
	for _, accept := range []string{"", "*/*", "application/json, image/svg+xml", "image/*", ";", "image/svg+xml/"} {
		w := r.ask("POST", "/v1/assess", sample(t), "Accept: "+accept)
		require.Equal(t, "application/json", w.Header().Get("Content-Type"), accept)
	}
	w := r.ask("POST", "/v1/assess?audience=applicant", sample(t), "Accept: image/svg+xml")
	require.Equal(t, "application/json", w.Header().Get("Content-Type"), "what applicants read has no score")
	w = r.ask("POST", "/v1/assess", strings.Repeat("x", 9), "Accept: image/svg+xml")
	r.problem(w, 400, "unreadable")
}
