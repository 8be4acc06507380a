// Package appver compares the versions of mobile apps.
//
// Semantic versioning does not fit them: four parts are common, builds stand in
// brackets or behind a hyphen, and a date behind a hyphen is no pre-release.
package appver

import (
	"cmp"
	"slices"
	"strings"
)

// A Version is what counts of an app's version. The zero Version is not one.
// Two are equal when they are the same build of the same release, however they
// are written: 2.0, 2.0.0 and v2.0.0-huawei are one.
type Version struct {
	parts [maxParts]uint64
	stage stage
	count uint64 // of the stage: 2 in 1.0-rc.2
	build uint64 // in brackets, or a tag of digits; 0 when none is given
}

const (
	maxBytes  = 64
	maxParts  = 6
	maxDigits = 18 // a date with its time is a number too: 202411221530
)

// stage orders what comes before a release. Only the zero Version has the zero
// stage.
type stage uint8

const (
	_ stage = iota
	alpha
	beta
	candidate
	release
)

// stages are the words of pre-releases. Any other word names a store or an
// architecture and does not count.
var stages = [...]struct {
	word  string
	stage stage
}{
	{"alpha", alpha}, {"dev", alpha}, {"snapshot", alpha}, {"nightly", alpha}, {"canary", alpha},
	{"beta", beta}, {"preview", beta}, {"pre", beta}, {"test", beta},
	{"rc", candidate},
}

// Parse reads a version: an optional v, one to six numbers with points between
// them, then tags behind a hyphen, plus, underscore or space, or in brackets. A
// tag of digits is the build, beta or rc.2 make a pre-release. It is false for
// anything else.
func Parse(s string) (Version, bool) {
	s = strings.Trim(s, " \t")
	if len(s) > maxBytes {
		return Version{}, false
	}
	if s != "" && s[0]|0x20 == 'v' {
		s = s[1:]
	}
	v := Version{stage: release}
	for i := range maxParts + 1 {
		n, rest, ok := number(s)
		if !ok || i == maxParts {
			return Version{}, false
		}
		v.parts[i], s = n, rest
		if s == "" || s[0] != '.' {
			break
		}
		s = s[1:]
	}
	for s != "" {
		sep := s[0]
		if strings.IndexByte("-+_ (", sep) < 0 {
			return Version{}, false
		}
		n := 1
		for n < len(s) && isTag(s[n]) {
			n++
		}
		tag := s[1:n]
		s = s[n:]
		if sep == '(' {
			if s == "" || s[0] != ')' {
				return Version{}, false
			}
			s = s[1:]
		}
		if tag == "" && sep != ' ' || !v.add(tag) {
			return Version{}, false
		}
	}
	return v, true
}

// add takes one tag in.
func (v *Version) add(tag string) bool {
	if n, rest, ok := number(tag); ok && rest == "" {
		v.build = n
		return true
	}
	for _, s := range stages {
		if len(tag) < len(s.word) || !strings.EqualFold(tag[:len(s.word)], s.word) {
			continue
		}
		rest := strings.TrimPrefix(tag[len(s.word):], ".")
		n, left, ok := number(rest)
		if rest == "" || ok && left == "" {
			v.stage, v.count = min(v.stage, s.stage), n
			return true
		}
	}
	return strings.Trim(tag, "0123456789.") != "" || tag == ""
}

// number reads the digits that s begins with.
func number(s string) (n uint64, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		if i == maxDigits {
			return 0, "", false
		}
		n = n*10 + uint64(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

func isTag(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '.'
}

// Compare returns -1, 0 or +1 as v is older than, the same as or newer than w.
// It is a total order in which every part that is not given is 0.
func (v Version) Compare(w Version) int {
	return cmp.Or(
		slices.Compare(v.parts[:], w.parts[:]),
		cmp.Compare(v.stage, w.stage),
		cmp.Compare(v.count, w.count),
		cmp.Compare(v.build, w.build),
	)
}
