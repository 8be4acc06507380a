package cnname

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Status is what a name by itself gives reason to. Its String is the code of
// the finding. The zero Status means that there is no name.
type Status uint8

const (
	Empty            Status = iota
	OK                      // nothing
	NonstandardDot          // another dot than U+00B7: easily mended
	RareCharacter           // a character outside GBK, which some banks cannot write
	PrivateUse              // a character that only one vendor's systems know
	IllegalCharacter        // what no name has: digits, masks, other scripts, broken UTF-8
	NameTooLong             // more than 64 characters or 256 bytes
	statuses
)

var statusNames = [statuses]string{"", "ok", "nonstandard-dot", "rare-character", "private-use", "illegal-character", "too-long"}

// String returns the code of the finding, "" when there is no name.
func (s Status) String() string {
	if s >= statuses {
		s = Empty
	}
	return statusNames[s]
}

// An Inspection is the worst that a name gives reason to, and at which
// character, from 1, of the text as it was typed.
type Inspection struct {
	Status   Status
	Position uint8
}

// Inspect looks at a claimed name by itself. Spaces, full-width letters and
// invisible marks are no matter: Canonical mends them.
func Inspect(name string) Inspection {
	if len(name) > maxBytes {
		return Inspection{Status: NameTooLong}
	}
	han := strings.ContainsFunc(name, isHan)
	var worst Inspection
	n := 0
	for i, r := range name {
		if n++; n > maxRunes {
			return Inspection{Status: NameTooLong}
		}
		st := Empty
		switch {
		case isURO(r):
			if st = OK; !inGBK(r) {
				st = RareCharacter
			}
		case r == utf8.RuneError:
			st = IllegalCharacter // broken, or U+FFFD itself
		case !isIgnorable(r) && !isSpace(r):
			st = judge(name[i:i+utf8.RuneLen(r)], r, han)
		}
		if st > worst.Status {
			worst.Status = st
			if st > OK {
				worst.Position = uint8(n)
			}
		}
	}
	return worst
}

// judge classes one character, which is s as well as r.
func judge(s string, r rune, han bool) Status {
	switch {
	case isPrivate(r):
		return PrivateUse
	case r == dot:
		return OK
	case han && (isDot(r) || isSeparator(r)):
		return NonstandardDot
	case isDot(r):
		if r == '.' || r == '．' {
			return OK // as in J. SMITH
		}
		return IllegalCharacter
	case isHan(replace(r)):
		// Radicals and compatibility ideographs are the character they stand for.
		if r = replace(r); r < 0x3400 || r >= 0xF900 {
			if d := norm.NFKC.PropertiesString(s).Decomposition(); len(d) > 0 {
				r, _ = utf8.DecodeRune(d)
			}
		}
		if !inGBK(r) {
			return RareCharacter
		}
		return OK
	case han && unicode.Is(unicode.Latin, r):
		return IllegalCharacter // no register mixes hanzi and letters
	case unicode.Is(unicode.Latin, r), unicode.Is(unicode.Mn, r), isDash(r), r == '\'', r == '’', r == ',':
		return OK
	}
	return IllegalCharacter
}

// Canonical returns the name as it is to be submitted: U+00B7 between its
// parts, ASCII width and hyphens, Unicode characters for private ones, nothing invisible,
// with hanzi no spaces, otherwise single ones. Case and accents stay. What is
// too long or not UTF-8 comes back as it is. It allocates only when there is
// something to change.
func Canonical(name string) string {
	if len(name) > maxBytes || Plain(name) || !utf8.ValidString(name) {
		return name
	}
	visible := norm.NFKC.String(strings.Map(func(r rune) rune {
		if r = replace(r); isIgnorable(r) {
			return -1
		}
		return r
	}, name))
	if !strings.ContainsFunc(visible, isHan) {
		visible = strings.Map(func(r rune) rune {
			if isDash(r) {
				return '-'
			}
			return r
		}, visible)
		if strings.TrimSpace(visible) == visible && !strings.Contains(visible, "  ") && !strings.ContainsFunc(visible, oddSpace) {
			return visible
		}
		return strings.Join(strings.Fields(visible), " ")
	}
	return norm.NFC.String(strings.Map(func(r rune) rune { // what a space parted may belong together
		switch {
		case isSpace(r):
			return -1
		case isDot(r), isSeparator(r):
			return dot
		}
		return r
	}, visible))
}

func oddSpace(r rune) bool { return r != ' ' && unicode.IsSpace(r) }
