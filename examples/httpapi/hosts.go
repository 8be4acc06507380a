package main

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// hosts are the names that the service answers to; "*" stands for any. When a
// name of somebody else's is made to resolve to this service (DNS rebinding), a
// browser still says that name.
type hosts []string

// loopback are the names by which a machine calls itself.
var loopback = hosts{"localhost", "127.0.0.1", "::1"}

func (h *hosts) UnmarshalText(b []byte) error {
	*h = nil
	for name := range strings.SplitSeq(string(b), ",") {
		name = strings.ToLower(strings.TrimSuffix(name, "."))
		if name != "*" && !isHost(name) {
			return errors.New("must be names and addresses without ports, separated by commas, or *")
		}
		*h = append(*h, name)
	}
	return nil
}

func (h hosts) MarshalText() ([]byte, error) { return []byte(strings.Join(h, ",")), nil }

// isHost reports whether s is an address or could be a name.
func isHost(s string) bool {
	if _, err := netip.ParseAddr(s); err == nil {
		return true
	}
	return s != "" && len(s) <= 253 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}

// has reports whether a request's Host is one of the names, at any port.
func (h hosts) has(host string) bool {
	if slices.Contains(h, "*") {
		return true
	}
	u := url.URL{Host: host}
	name, port := u.Hostname(), u.Port()
	if again := strings.TrimSuffix(host, ":"+port); again != name && again != "["+name+"]" {
		return false
	}
	return slices.Contains(h, strings.ToLower(strings.TrimSuffix(name, ".")))
}

// addressed refuses what is meant for another host.
func (s *service) addressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.hosts.has(r.Host) {
			s.writeProblem(w, r, newProblem(http.StatusMisdirectedRequest, "host", "服务不接受发往这个主机名的请求", "The service does not answer to this host"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
