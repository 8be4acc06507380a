package main

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// origins are the origins whose pages may call the service from a browser. They get no
// credentials: whoever needs to know who calls has a proxy for that.
type origins []string

func (o *origins) UnmarshalText(b []byte) error {
	*o = nil
	for origin := range strings.SplitSeq(string(b), ",") {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Scheme+"://"+u.Host != origin {
			return errors.New("must be origins, such as https://pay.example, separated by commas")
		}
		*o = append(*o, origin)
	}
	return nil
}

func (o origins) MarshalText() ([]byte, error) { return []byte(strings.Join(o, ",")), nil }

// shared tells browsers what pages of the listed origins may do: what any client may.
func (s *service) shared(next http.Handler) http.Handler {
	if len(s.origins) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		if !slices.Contains(s.origins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Content-Language, Retry-After, "+requestIDHeader)
		if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Allow-Headers", "Content-Type, "+requestIDHeader)
		h.Set("Access-Control-Max-Age", "600")
		w.WriteHeader(http.StatusNoContent)
	})
}
