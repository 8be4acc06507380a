package cnname_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	. "github.com/payready/payready/readiness/internal/cnname"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name, text          string
		gb2312, gbk, length int
	}{
		{"common", "王晓明", 0, 0, 6},
		{"outside GB 2312", "王珺韡", 2, 0, 6},
		{"outside GBK", "王𬱖", 2, 2, 6},
		{"in the part of GBK that systems lack", "李䶮", 2, 2, 4},
		{"a Uyghur name", "买买提·艾力", 0, 0, 12},
		{"its dot is the one that will be sent", "买买提•艾力", 0, 0, 12},
		{"spaces are not sent", " 王 晓明", 0, 0, 6},
		{"full width becomes ASCII", "ＳＭＩＴＨ ＪＯＨＮ", 0, 0, 10},
		{"an accent outside", "JÖRG", 2, 2, 7},
		{"an accent inside", "LÜ é", 2, 2, 8},
		{"zero", "李〇", 2, 0, 4},
		{"a private code that GBK maps", "李\uE863", 2, 2, 4},
		{"a private code", "李\uE000", 2, 2, 6},
		{"nothing", "", 0, 0, 0},
		{"256 bytes", strings.Repeat("𬱖", 64), 1, 1, 256},
		{"too long", strings.Repeat("䶮", 100), 0, 0, 0},
		{"no UTF-8", "王\xff", 2, 2, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, n := Fit(c.text, GB2312)
			b, m := Fit(c.text, GBK)
			all, _ := Fit(c.text, AnyCharset)
			require.Equal(t, []int{c.gb2312, c.gbk, c.length, c.length, 0}, []int{int(a), int(b), n, m, int(all)})
		})
	}
}

// GB 18030 is the measure: what GBK has is two bytes there. GB 2312 is the part
// of these whose bytes are both from A1 on and which GBK did not add.
func TestFitAgreesWithTheEncodings(t *testing.T) {
	enc := simplifiedchinese.GB18030.NewEncoder()
	for _, span := range [][2]rune{{0xC0, 0x17F}, {0x1CD, 0x1DC}, {0x3007, 0x3007}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x30000}} {
		for r := span[0]; r <= span[1]; r++ {
			s := string(r)
			if Canonical(s) != s || r == '×' || r == '÷' { // signs, not letters
				continue
			}
			b, err := enc.Bytes([]byte(s))
			require.NoError(t, err)
			outside, n := Fit(s, GBK)
			require.Equal(t, len(b), n, "%U", r)
			if outside == 0 {
				require.Len(t, b, 2, "%U", r)
			} else if len(b) == 2 {
				require.Equal(t, byte(0xFE), b[0], "%U", r)
			}
			outside, _ = Fit(s, GB2312)
			require.Equal(t, len(b) == 2 && (b[0] >= 0xB0 && b[0] <= 0xF7 && b[1] >= 0xA1 || b[0] == 0xA8 && b[1] >= 0xA1 && b[1] <= 0xBA), outside == 0, "%U", r)
		}
	}
}

func TestUnsteady(t *testing.T) {
	for name, want := range map[string]bool{
		"王晓明": false, "SMITH JOHN": false, "": false,
		"李䶮": true, "王韡": true, "买买提·艾力": true, "买买提•艾力": true, "李\uE863": true, "J. SMITH": true,
		strings.Repeat("𬱖", 64): true, strings.Repeat("䶮", 100): false,
	} {
		require.Equal(t, want, Unsteady(name), name)
	}
}

func TestTheUsualNamesCostNoMemory(t *testing.T) {
	for _, name := range []string{"王晓明", "买买提·艾力", "SMITH JOHN", "王韡"} {
		require.Zero(t, testing.AllocsPerRun(100, func() {
			Fit(name, GBK)
			_ = Unsteady(name)
		}), name)
	}
}

// The place of a variant is told for a hash as for a plain record.
func TestAHashedVariantHasItsPlace(t *testing.T) {
	sum := sha256.Sum256([]byte("王晓明"))
	require.Equal(t, Result{Class: Variant, Position: 2, Differing: 1}, CompareHash("王曉明", SHA256, UTF8, hex.EncodeToString(sum[:])))
}

// A character whose code moved between the editions of GB 18030 has no right
// hash there; its neighbours have.
func TestHashOfMovedCharacters(t *testing.T) {
	for r, want := range map[rune]Class{
		0x9FB3: HashMatch, 0x9FB4: HashMiss, 0x9FBB: HashMiss, 0x9FBC: HashMatch,
		0xFE0F: HashMatch, 0xFE10: HashMiss, 0xFE19: HashMiss, 0xFE1A: HashMatch,
	} {
		name := "王" + string(r)
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(name))
		require.NoError(t, err)
		sum := sha256.Sum256(b)
		require.Equal(t, want.String(), CompareHash(name, SHA256, GB18030, hex.EncodeToString(sum[:])).Class.String(), "%U", r)
	}
}

// The space of a double given name is tried as a hyphen at the first six places.
func TestHashOfManyWords(t *testing.T) {
	for name, want := range map[string]Class{"A-B C D E F G H I": HashMatch, "A B C D E F-G H I": HashMatch, "A B C D E F G-H I": HashMiss} {
		sum := sha256.Sum256([]byte(name))
		require.Equal(t, want, CompareHash("A B C D E F G H I", SHA256, UTF8, hex.EncodeToString(sum[:])).Class, name)
	}
}
