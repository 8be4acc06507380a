package cnname

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emmansun/gmsm/sm3"

	"github.com/payready/payready/readiness/internal/gb18030"
)

// Algorithm is how a bank hashed a name. The zero Algorithm is unknown: both
// are tried.
type Algorithm uint8

const (
	AnyAlgorithm Algorithm = iota
	SHA256
	SM3 // GB/T 32905
)

// Encoding is how a bank wrote the name that it hashed. The zero Encoding is
// unknown: both are tried.
type Encoding uint8

const (
	AnyEncoding Encoding = iota
	UTF8
	GB18030
)

var (
	algorithmNames = [...]string{"", "sha256", "sm3"}
	encodingNames  = [...]string{"", "utf-8", "gb18030"}
	errHash        = errors.New("cnname: no such hash algorithm or encoding")
)

// String returns the name used in JSON, "" for AnyAlgorithm.
func (a Algorithm) String() string { return nameOf(algorithmNames[:], uint8(a)) }

// String returns the name used in JSON, "" for AnyEncoding.
func (e Encoding) String() string { return nameOf(encodingNames[:], uint8(e)) }

// MarshalText writes the name used in JSON.
func (a Algorithm) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// MarshalText writes the name used in JSON.
func (e Encoding) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads the name used in JSON. The error never repeats the input.
func (a *Algorithm) UnmarshalText(b []byte) error { return findName(algorithmNames[:], b, (*uint8)(a)) }

// UnmarshalText reads the name used in JSON. The error never repeats the input.
func (e *Encoding) UnmarshalText(b []byte) error { return findName(encodingNames[:], b, (*uint8)(e)) }

func nameOf(names []string, i uint8) string {
	if int(i) >= len(names) {
		i = 0
	}
	return names[i]
}

func findName(names []string, b []byte, to *uint8) error {
	for i, name := range names {
		if string(b) == name {
			*to = uint8(i)
			return nil
		}
	}
	return errHash
}

// Forms that are tried: each with two encodings and two algorithms. Of a name's
// spaces so many are tried as a hyphen.
const (
	maxForms   = 20
	maxHyphens = 6
)

// A form is one way in which a bank may have written the claimed name.
type form struct {
	class Class
	text  string
}

// CompareHash holds the claimed name against the hash of the bank's record in
// hexadecimal. A hit is HashMatch where Compare would say Exact or Equivalent;
// on another dot or none it is DotDiffers, on the simplified form Variant. Everything
// else is HashMiss, which says nothing: homophones are not tried, because that
// would be an oracle for guessing the bank's name. At most 80 hashes are made.
// A hash that cannot be one is NotCompared.
func CompareHash(claimed string, algorithm Algorithm, encoding Encoding, hexSum string) Result {
	var want [32]byte
	if len(hexSum) != hex.EncodedLen(len(want)) {
		return Result{}
	}
	if _, err := hex.Decode(want[:], []byte(hexSum)); err != nil {
		return Result{}
	}
	switch Inspect(claimed).Status {
	case Empty:
		return Result{}
	case NameTooLong:
		return Result{Class: TooLong}
	}
	for _, f := range forms(claimed) {
		hit := encoding != GB18030 && hits([]byte(f.text), algorithm, want)
		if !hit && encoding != UTF8 {
			b, ok := toGB18030(f.text)
			hit = ok && hits(b, algorithm, want)
		}
		switch {
		case hit && f.class == Variant:
			r := Compare(claimed, f.text)
			return Result{Class: Variant, Position: r.Position, Differing: r.Differing}
		case hit:
			return Result{Class: f.class}
		}
	}
	return Result{Class: HashMiss}
}

func hits(b []byte, algorithm Algorithm, want [32]byte) bool {
	return algorithm != SM3 && sha256.Sum256(b) == want || algorithm != SHA256 && sm3.Sum(b) == want
}

// forms lists at most maxForms ways in which the bank may have written the claimed
// name, each once.
func forms(claimed string) []form {
	list := make([]form, 0, maxForms)
	add := func(class Class, text string) {
		if text != "" && len(list) < maxForms && !slices.ContainsFunc(list, func(f form) bool { return f.text == text }) {
			list = append(list, form{class, text})
		}
	}
	canonical := Canonical(claimed)
	add(HashMatch, claimed)
	if Compare(claimed, canonical).Class == DotDiffers {
		add(DotDiffers, canonical)
	}
	add(HashMatch, canonical)
	if !strings.ContainsFunc(canonical, isHan) {
		latinForms(canonical, add)
		return list
	}
	add(Variant, strings.Map(foldTo, canonical))
	if strings.ContainsRune(canonical, dot) {
		for _, other := range [...]string{"", "•", "・", "‧", "．", "."} {
			add(DotDiffers, strings.ReplaceAll(canonical, string(dot), other))
		}
	}
	return list
}

// latinForms lists a name as typed and in capitals, without accents or as passports
// spell them, with its words apart, joined, or two of them joined by a hyphen, as a
// double given name is, and with one capital a word.
func latinForms(canonical string, add func(Class, string)) {
	var t text
	t.read(canonical, claim)
	capitals := string(t.all.runes())
	for _, name := range [...]string{canonical, capitals} {
		add(HashMatch, name)
		add(HashMatch, strings.ReplaceAll(name, " ", ""))
	}
	add(HashMatch, capitalized(canonical))
	add(HashMatch, capitalized(capitals))
	for _, s := range [...]spelling{passport, passportX} {
		var spelt text
		if t.foreign == 0 || !spelt.readSpelt(canonical, claim, s) {
			continue
		}
		name := string(spelt.all.runes())
		add(HashMatch, name)
		add(HashMatch, strings.ReplaceAll(name, " ", ""))
		add(HashMatch, capitalized(name))
	}
	for _, name := range [...]string{capitals, canonical} {
		for i, n := 0, 0; i < len(name) && n < maxHyphens; i++ {
			if name[i] == ' ' {
				add(HashMatch, name[:i]+"-"+name[i+1:])
				n++
			}
		}
	}
}

// capitalized writes the first letter of every word as a capital, the others small.
func capitalized(name string) string {
	first := true
	return strings.Map(func(r rune) rune {
		was := first
		first = !unicode.IsLetter(r)
		if was {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, name)
}

// toGB18030 is false for what is not UTF-8 and for the characters whose code
// moved between the editions of 2000, 2005 (one) and 2022 (24): no one code is
// right.
func toGB18030(s string) ([]byte, bool) {
	if !utf8.ValidString(s) {
		return nil, false
	}
	for _, r := range s {
		switch r {
		case 0x1E3F, 0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE:
			return nil, false
		}
		if 0x9FB4 <= r && r <= 0x9FBB || 0xFE10 <= r && r <= 0xFE19 || isPrivate(r) {
			return nil, false
		}
	}
	return gb18030.Encode(s), true
}
