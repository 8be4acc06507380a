package cnname

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/text/encoding/simplifiedchinese"
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

// A form is one way in which a bank may have written the claimed name.
type form struct {
	class Class
	text  string
}

// CompareHash holds the claimed name against the hash of the bank's record in
// hexadecimal. A hit is HashMatch where Compare would say Exact or Equivalent;
// on another dot or none it is DotDiffers, on the simplified form Variant. Everything
// else is HashMiss, which says nothing: homophones are not tried, because that
// would be an oracle for guessing the bank's name. At most 40 hashes are made.
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
		if f.text == "" {
			continue
		}
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

func forms(claimed string) [10]form {
	canonical := Canonical(claimed)
	simplified := strings.Map(foldTo, canonical)
	f := [10]form{{HashMatch, claimed}, {HashMatch, canonical}, {Variant, simplified}}
	if Compare(claimed, canonical).Class == DotDiffers {
		f[1].class = DotDiffers
	}
	others := f[3:9]
	if strings.ContainsRune(canonical, dot) {
		for i, other := range [...]string{"", "•", "・", "‧", "．", "."} {
			others[i] = form{DotDiffers, strings.ReplaceAll(canonical, string(dot), other)}
		}
	} else {
		// A double given name in Latin letters is joined by a space or a hyphen.
		for i, n := 0, 0; i < len(canonical) && n < len(others); i++ {
			if canonical[i] == ' ' {
				others[n] = form{HashMatch, canonical[:i] + "-" + canonical[i+1:]}
				n++
			}
		}
	}
	f[9] = form{HashMatch, strings.ReplaceAll(canonical, " ", "")}
	return f
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
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	return b, err == nil
}
