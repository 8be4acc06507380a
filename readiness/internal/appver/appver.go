// Package appver compares the versions of mobile apps.
//
// Semantic versioning does not fit them: four parts are common, builds stand in
// brackets or behind a hyphen, and a date behind a hyphen is no pre-release.
package appver

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payready/payready/internal/typed"
)

// A Version is what counts of an app's version. The zero Version is not one.
// Two are equal when they are the same build of the same release, however they
// are written: 2.0, 2.0.0 and v2.0.0-huawei are one.
type Version struct {
	parts numbers
	stage stage
	count uint64  // of the stage: 2 in 1.0-rc.2
	build numbers // in brackets, or a tag of digits; 0 when none is given
}

// numbers stand with points between them.
type numbers [maxParts]uint64

const (
	maxBytes  = 64
	maxParts  = 6
	maxStage  = 255
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
var stages = [...]word{
	{"alpha", alpha}, {"dev", alpha}, {"snapshot", alpha}, {"nightly", alpha}, {"canary", alpha},
	{"beta", beta}, {"preview", beta}, {"pre", beta}, {"test", beta},
	{"rc", candidate},
}

// letters mean something glued to the number and with a number behind: 106.0a1,
// 23.45b8, 4.9u1. Those of pre-releases are Apple's (2.5.3d5, in a byte: a number
// over 255 is a build) and Python's (PEP 440); updates come after the release. A
// letter alone, as in 1.2.3a, is a pre-release to some and a later one to others:
// it does not count.
var letters = [...]word{
	{"d", alpha}, {"a", alpha}, {"b", beta}, {"fc", candidate}, {"c", candidate},
	{"u", release}, {"r", release}, {"p", release},
}

type word struct {
	text  string
	stage stage
}

// Parse reads a version: an optional v, one to six numbers with points between
// them, then tags behind a hyphen, plus, underscore or space, in brackets, or
// glued to the last number, words also behind a point. A tag of digits is the build, in brackets with
// points, too; beta or rc.2 make a pre-release. It is false for anything else.
func Parse(s string) (Version, bool) {
	if len(s) > maxBytes {
		return Version{}, false
	}
	s = typed.Text(s)
	if s != "" && s[0]|0x20 == 'v' {
		s = s[1:]
	}
	v := Version{stage: release}
	var ok bool
	if v.parts, s, ok = dotted(s); !ok {
		return Version{}, false
	}
	if s != "" && isLetter(s[0]) {
		n := tagLen(s)
		if !v.addLetters(s[:n]) && !v.add(s[:n]) {
			return Version{}, false
		}
		s = s[n:]
	}
	for s != "" {
		sep := s[0]
		if strings.IndexByte("-+_ (", sep) < 0 && !isTag(s) {
			return Version{}, false
		}
		if sep == '(' {
			inside, rest, closed := strings.Cut(s[1:], ")")
			if !closed || !v.addBuild(inside) {
				return Version{}, false
			}
			s = rest
			continue
		}
		n := 1 + tagLen(s[1:])
		if tag := s[1:n]; tag == "" && sep != ' ' || !v.add(tag) {
			return Version{}, false
		}
		s = s[n:]
	}
	return v, true
}

// addBuild takes in what stands in brackets: a build with points or without, or
// tags with spaces between them, as in "build 45".
func (v *Version) addBuild(s string) bool {
	if n, rest, ok := dotted(s); ok && rest == "" {
		v.build = n
		return true
	}
	given := false
	for tag := range strings.SplitSeq(s, " ") {
		if tag == "" {
			continue
		}
		if given = true; tagLen(tag) != len(tag) || !v.add(tag) {
			return false
		}
	}
	return given
}

// add takes one tag in.
func (v *Version) add(tag string) bool {
	if n, rest, ok := number(tag); ok && rest == "" {
		v.build = numbers{n}
		return true
	}
	for _, w := range stages {
		if n, ok := w.number(tag); ok {
			v.stage, v.count = min(v.stage, w.stage), n
			return true
		}
	}
	return strings.Trim(tag, "0123456789.") != "" || tag == ""
}

// addLetters takes in what is glued to the last number, if it is one of letters.
func (v *Version) addLetters(tag string) bool {
	for _, w := range letters {
		n, ok := w.number(tag)
		switch {
		case !ok || len(tag) == len(w.text):
			continue
		case w.stage == release, n > maxStage:
			v.build = numbers{n}
		default:
			v.stage, v.count = w.stage, n
		}
		return true
	}
	return false
}

// number reads the number behind a word, in any case, with or without a point
// before it; 0 when there is none.
func (w *word) number(tag string) (uint64, bool) {
	if len(tag) < len(w.text) || !strings.EqualFold(tag[:len(w.text)], w.text) {
		return 0, false
	}
	rest := strings.TrimPrefix(tag[len(w.text):], ".")
	n, left, ok := number(rest)
	return n, rest == "" || ok && left == ""
}

// dotted reads the numbers that s begins with.
func dotted(s string) (n numbers, rest string, ok bool) {
	for i := range maxParts + 1 {
		p, rest, ok := number(s)
		if !ok || i == maxParts {
			return numbers{}, "", false
		}
		n[i], s = p, rest
		if s == "" || s[0] != '.' || isTag(s) {
			break
		}
		s = s[1:]
	}
	return n, s, true
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

// isTag reports whether a word stands behind a point, as in 1.2.3.release.
func isTag(s string) bool { return len(s) > 1 && s[0] == '.' && isLetter(s[1]) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// tagLen counts the letters, digits and points that s begins with.
func tagLen(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || '0' <= s[n] && s[n] <= '9' || s[n] == '.') {
		n++
	}
	return n
}

// Compare returns -1, 0 or +1 as v is older than, the same as or newer than w.
// It is a total order in which every part that is not given is 0.
func (v Version) Compare(w Version) int {
	return cmp.Or(
		slices.Compare(v.parts[:], w.parts[:]),
		cmp.Compare(v.stage, w.stage),
		cmp.Compare(v.count, w.count),
		slices.Compare(v.build[:], w.build[:]),
	)
}
