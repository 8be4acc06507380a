package cnname_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/cnname"
)

func TestInspect(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Inspection
	}{
		{"usual", "王晓明", Inspection{Status: OK}},
		{"with a dot", "买买提·艾力", Inspection{Status: OK}},
		{"Latin", "Jean-Pierre O'Brien, J.", Inspection{Status: OK}},
		{"Latin with an en dash", "Jean–Pierre", Inspection{Status: OK}},
		{"Latin with accents", "Nguyễn Văn Đức", Inspection{Status: OK}},
		{"spaces and marks", "\u202a 王晓明\u3000\ufeff", Inspection{Status: OK}},
		{"compatibility ideograph", "\uF9E1明", Inspection{Status: OK}},
		{"radical", "⻢明", Inspection{Status: OK}},
		{"kangxi radical", "⽂明", Inspection{Status: OK}},
		{"rare", "李䶮", Inspection{RareCharacter, 2}},
		{"in GBK alone", "王珺", Inspection{Status: OK}},
		{"traditional", "王曉明", Inspection{Status: OK}},
		{"in the part of GBK that systems lack", "葛曾䮌", Inspection{RareCharacter, 3}},
		{"beyond the BMP", "何𬱖", Inspection{RareCharacter, 2}},
		{"other dot", "买买提•艾力", Inspection{NonstandardDot, 4}},
		{"hyphen between hanzi", "古丽米热-艾比布力", Inspection{NonstandardDot, 5}},
		{"comma between hanzi", "古丽米热、艾比布力", Inspection{NonstandardDot, 5}},
		{"letters before hanzi", "Lily王", Inspection{IllegalCharacter, 1}},
		{"letters behind hanzi", "张YAN", Inspection{IllegalCharacter, 2}},
		{"stop between hanzi", "买买提.艾力", Inspection{NonstandardDot, 4}},
		{"dot between Latin words", "JOHN•SMITH", Inspection{IllegalCharacter, 5}},
		{"private use of GBK", "李\uE863", Inspection{PrivateUse, 2}},
		{"private use of a vendor", "李\uE000", Inspection{PrivateUse, 2}},
		{"private use in plane 15", "李\U000F0000", Inspection{PrivateUse, 2}},
		{"the worst counts, not the first", "䶮1", Inspection{IllegalCharacter, 2}},
		{"digit", "王明2", Inspection{IllegalCharacter, 3}},
		{"mask", "王*明", Inspection{IllegalCharacter, 2}},
		{"question mark", "王?", Inspection{IllegalCharacter, 2}},
		{"kana", "さくら", Inspection{IllegalCharacter, 1}},
		{"Uyghur", "مەمەت", Inspection{IllegalCharacter, 1}},
		{"NUL", "王\x00明", Inspection{IllegalCharacter, 2}},
		{"broken UTF-8", "王\xe6明", Inspection{IllegalCharacter, 2}},
		{"replacement character", "王\uFFFD", Inspection{IllegalCharacter, 2}},
		{"empty", "", Inspection{}},
		{"only spaces", " \u200b", Inspection{}},
		{"64 characters", strings.Repeat("王", 64), Inspection{Status: OK}},
		{"65 characters", strings.Repeat("王", 65), Inspection{Status: NameTooLong}},
		{"257 bytes", strings.Repeat("𠮷", 64) + "A", Inspection{Status: NameTooLong}},
		{"10 MB", strings.Repeat("王", 10<<20/3), Inspection{Status: NameTooLong}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Inspect(c.in)
			require.Equal(t, c.want.Status.String(), got.Status.String())
			require.Equal(t, c.want, got)
		})
	}
	require.Empty(t, Status(99).String())
}

func TestCanonical(t *testing.T) {
	for _, c := range [][2]string{
		{"王晓明", "王晓明"},
		{" 王 晓明\u200b", "王晓明"},
		{"买买提 • 艾力", "买买提·艾力"},
		{"买买提。艾力", "买买提·艾力"},
		{"买买提-艾力", "买买提·艾力"},
		{"Jean–Pierre, J.", "Jean-Pierre, J."},
		{"李\uE863", "李䶮"},
		{"⻢\uE815⽂", "马厂文"},
		{"\uF9E1明", "李明"},
		{"ＳＭＩＴＨ　 John-Paul ", "SMITH John-Paul"},
		{"Nguye\u0302\u0303n", "Nguyễn"},
		{"李\uE000", "李\uE000"},
		{"㊠ A", "項A"},       // hanzi once it is read
		{"李e \u0301", "李é"}, // the accent stands behind its letter when the space is gone
		{"王\xff", "王\xff"},
		{"", ""},
		{strings.Repeat(" ", 300), strings.Repeat(" ", 300)},
	} {
		require.Equal(t, c[1], Canonical(c[0]))
	}
}

func TestCompareHash(t *testing.T) {
	sum := func(s string) string {
		h := sha256.Sum256([]byte(s))
		return hex.EncodeToString(h[:])
	}
	for _, c := range []struct {
		name, claimed, hash string
		want                Class
	}{
		{"exact", "王晓明", sum("王晓明"), HashMatch},
		{"capitals", "John Smith", sum("JOHN SMITH"), HashMatch},
		{"capitals without accents", "Jürgen Đorđević", sum("JURGEN DORDEVIC"), HashMatch},
		{"letters of two", "Jörg Weiß", sum("JORG WEISS"), HashMatch},
		{"as passports spell it", "Jürgen Müller", sum("JUERGEN MUELLER"), HashMatch},
		{"as passports spell it, joined", "Åse Holm", sum("AASEHOLM"), HashMatch},
		{"as passports spell it, capitals in front", "Åse Holm", sum("Aase Holm"), HashMatch},
		{"as passports spelt it", "Ana Muñoz", sum("ANA MUNXXOZ"), HashMatch},
		{"capitals joined", "John Smith", sum("JOHNSMITH"), HashMatch},
		{"capitals with a hyphen", "Anna Maria Lee", sum("ANNA MARIA-LEE"), HashMatch},
		{"small letters claimed in capitals", "JOHN O'BRIEN", sum("John O'Brien"), HashMatch},
		{"another order is not tried", "John Smith", sum("SMITH JOHN"), HashMiss},
		{"upper-case hexadecimal", "王晓明", strings.ToUpper(sum("王晓明")), HashMatch},
		{"GB 18030", "王晓明", sum("\xcd\xf5\xcf\xfe\xc3\xf7"), HashMatch},
		{"private use", "李\uE863", sum("李䶮"), HashMatch},
		{"as typed, not normalised", "王 明", sum("王 明"), HashMatch},
		{"simplified", "王曉明", sum("王晓明"), Variant},
		{"other dot claimed", "买买提•艾力", sum("买买提·艾力"), DotDiffers},
		{"other dot at the bank", "买买提·艾力", sum("买买提・艾力"), DotDiffers},
		{"no dot at the bank", "买买提·艾力", sum("买买提艾力"), DotDiffers},
		{"Latin with a hyphen", "ANNA MARIA LEE", sum("ANNA MARIA-LEE"), HashMatch},
		{"Latin joined", "WANG MING", sum("WANGMING"), HashMatch},
		{"a code point that moved", "\uE854", sum("\xfe\x90"), HashMiss},
		{"the first code point that moved", "龴", sum("\x82\x35\x90\x37"), HashMiss},
		{"a code point that moved is not written at all", "𠂇", sum(""), HashMiss},
		{"homophones are not tried", "王晓明", sum("王小明"), HashMiss},
		{"the empty text is no hit", "买买提·", sum(""), HashMiss},
		{"broken UTF-8", "王\xff", sum("王明"), HashMiss},
		{"no name", " ", sum(" "), NotCompared},
		{"too long", strings.Repeat("王", 65), sum("王"), TooLong},
		{"hash cut short", "王", sum("王")[:63], NotCompared},
		{"no hash", "王", strings.Repeat("g", 64), NotCompared},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, CompareHash(c.claimed, AnyAlgorithm, AnyEncoding, c.hash).Class)
		})
	}
	require.Equal(t, HashMiss, CompareHash("王", SM3, AnyEncoding, sum("王")).Class, "another algorithm")
	require.Equal(t, HashMiss, CompareHash("王", SHA256, GB18030, sum("王")).Class, "another encoding")
	// GB/T 32905, example 1: the hash of "abc".
	require.Equal(t, HashMatch, CompareHash("abc", SM3, UTF8, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0").Class)
}

func TestHashNames(t *testing.T) {
	for _, a := range []Algorithm{AnyAlgorithm, SHA256, SM3} {
		b, err := a.MarshalText()
		require.NoError(t, err)
		var got Algorithm
		require.NoError(t, got.UnmarshalText(b))
		require.Equal(t, a, got)
	}
	for _, e := range []Encoding{AnyEncoding, UTF8, GB18030} {
		b, err := e.MarshalText()
		require.NoError(t, err)
		var got Encoding
		require.NoError(t, got.UnmarshalText(b))
		require.Equal(t, e, got)
	}
	var a Algorithm
	err := a.UnmarshalText([]byte("王晓明"))
	require.ErrorContains(t, err, "no such hash")
	require.NotContains(t, err.Error(), "王")
	require.Empty(t, Algorithm(9).String())
	require.Empty(t, Encoding(9).String())
}

func TestStringsOfAnyValue(t *testing.T) {
	for i := range 256 {
		require.NotPanics(t, func() {
			_ = Class(i).String()
			_ = Status(i).String()
			_ = Algorithm(i).String()
			_ = Encoding(i).String()
		})
	}
}

func TestInspectAtTheLimit(t *testing.T) {
	require.Equal(t, RareCharacter, Inspect(strings.Repeat("𬱖", 64)).Status, "256 bytes")
	require.Equal(t, NameTooLong, Inspect(strings.Repeat("𬱖", 64)+"A").Status)
}

func TestCanonicalAtTheLimit(t *testing.T) {
	name := strings.Repeat("𠮷", 63) + " 王" // 256 bytes
	require.Equal(t, strings.Repeat("𠮷", 63)+"王", Canonical(name))
	require.Equal(t, name+" ", Canonical(name+" "), "too long to be looked at")
}

// U+FA0E and its like are no other character's form, though they stand among those.
func TestInspectCompatibilityIdeographs(t *testing.T) {
	require.Equal(t, Inspection{OK, 0}, Inspect("李\uFA0E"), "GBK has it")
	require.Equal(t, Inspection{OK, 0}, Inspect("\uF9E1明"))
}
