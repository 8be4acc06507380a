package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCORS(t *testing.T) {
	r := newRig(t, func(o *options) { o.origins = origins{"https://pay.example"} })
	w := r.ask("POST", "/v1/assess", "{}", "Origin: https://pay.example")
	require.Equal(t, 200, w.Code)
	require.Equal(t, "https://pay.example", w.Header().Get("Access-Control-Allow-Origin"))
	require.Contains(t, w.Header().Values("Vary"), "Origin")
	require.Empty(t, w.Header().Get("Access-Control-Allow-Credentials"))
	w = r.ask("OPTIONS", "/v1/assess", "", "Origin: https://pay.example", "Access-Control-Request-Method: POST")
	require.Equal(t, 204, w.Code)
	require.Equal(t, "GET, POST", w.Header().Get("Access-Control-Allow-Methods"))
	w = r.ask("POST", "/v1/assess", "{", "Origin: https://pay.example")
	require.Equal(t, "https://pay.example", w.Header().Get("Access-Control-Allow-Origin"), "the page may read what is wrong")

	for _, origin := range []string{"", "https://pay.example.evil.example", "http://pay.example", "https://PAY.example", "null", "*"} {
		w := r.ask("OPTIONS", "/v1/assess", "", "Origin: "+origin, "Access-Control-Request-Method: POST")
		require.Equal(t, 405, w.Code, origin)
		require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"), origin)
	}
	w = newRig(t, nil).ask("POST", "/v1/assess", "{}", "Origin: https://pay.example")
	require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
}

func TestOrigins(t *testing.T) {
	for s, ok := range map[string]bool{
		"https://a.example": true, "http://localhost:8080,https://b.example": true, "": false, "*": false, "https://a.example/": false,
		"https://a.example/path": false, "ftp://a.example": false, "a.example": false, "https://u:p@a.example": false, "https://": false,
	} {
		var o origins
		require.Equal(t, ok, o.UnmarshalText([]byte(s)) == nil, s)
	}
}
