package appver_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/appver"
)

func parse(t *testing.T, s string) Version {
	t.Helper()
	v, ok := Parse(s)
	require.True(t, ok, "%q", s)
	return v
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		fact, older, newer string
	}{
		{"numbers, not letters", "1.9.0", "1.10.0"},
		{"the first part counts most", "1.9.9", "2.0.0"},
		{"the fourth part counts", "8.0.44.2099", "8.0.44.2160"},
		{"the sixth part counts", "1.2.3.4.5.6", "1.2.3.4.5.7"},
		{"a missing part is zero", "2.0", "2.0.1"},
		{"a build in brackets counts", "10.5.30(10529)", "10.5.30(10530)"},
		{"a build does not outweigh a part", "10.5.30(99999)", "10.5.31(1)"},
		{"without a build is before any", "10.5.30", "10.5.30(1)"},
		{"a date is a build", "7.1.0-20241121", "7.1.0-20241122"},
		{"a dated build is no pre-release", "7.1.0", "7.1.0-20241122"},
		{"a pre-release is before the release", "8.0.44-beta", "8.0.44"},
		{"a pre-release is after the release before", "8.0.43", "8.0.44-beta"},
		{"alpha is before beta", "1.0-alpha", "1.0-beta"},
		{"beta is before rc", "1.0-beta9", "1.0-rc1"},
		{"the number of a stage counts", "1.0-rc.2", "1.0-RC10"},
		{"a stage without number is its first", "1.0-rc", "1.0-rc1"},
		{"of two stages the earlier counts", "1.0-beta-rc", "1.0-rc"},
		{"a stage outweighs a build", "1.0-beta(900)", "1.0(1)"},
		{"builds of a stage", "1.0-beta(1)", "1.0-beta(2)"},
		{"a preview is a pre-release", "1.0-preview", "1.0"},
		{"a build with points counts", "1.2.3 (4.5.6)", "1.2.3 (4.5.10)"},
		{"a build with points does not outweigh a part", "1.2.3 (9.9.9)", "1.2.4 (1.0.0)"},
		{"a build with a word", "1.2.3 (build 45)", "1.2.3 (Build 46)"},
		{"a glued stage", "2.0rc1", "2.0"},
		{"a stage behind a point", "2.0.beta2", "2.0"},
		{"a word behind a point is no part", "1.2.2.release", "1.2.3.RELEASE"},
		{"a glued stage in full", "2.0Beta2", "2.0beta10"},
		{"glued letters of pre-releases", "106.0a1", "106.0a2"},
		{"a is before b", "106.0a2", "106.0b1"},
		{"b is before the release", "23.45b8", "23.45"},
		{"b is after the release before", "23.44", "23.45b8"},
		{"Apple's development stage", "1.0d1", "1.0fc1"},
		{"an update is after the release", "4.9", "4.9u1"},
		{"updates", "4.9u1", "4.9u2"},
		{"a number behind a glued letter and a point", "5.8.1810R.1720607", "5.8.1810R.1720608"},
		{"a long date with time", "1.0.202411221530", "1.0.202411221531"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			a, b := parse(t, c.older), parse(t, c.newer)
			require.Equal(t, -1, a.Compare(b))
			require.Equal(t, 1, b.Compare(a))
		})
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct{ fact, a, b string }{
		{"trailing zeros", "2.0", "2.0.0"},
		{"a leading v", "v2.0.1", "2.0.1"},
		{"a capital v", "V2.0.1", "2.0.1"},
		{"space around", " 1.2.3\t", "1.2.3"},
		{"leading zeros", "1.02", "1.2"},
		{"an apostrophe that keeps it text in a spreadsheet", "'1.2", "1.2"},
		{"marks that nobody sees", "\u202d1.2\u200b.3\u202c", "1.2.3"},
		{"full-width characters", "１．２－ｂｅｔａ", "1.2-beta"},
		{"another hyphen and another space", "1.2\u2011beta\u00a0(3)", "1.2-beta (3)"},
		{"a store's name", "3.1.0-huawei", "3.1.0"},
		{"an architecture", "3.1.0_arm64", "3.1.0"},
		{"a word that begins like a stage", "3.1.0-predator", "3.1.0"},
		{"a letter alone, which is a pre-release to some and a patch to others", "1.2.3a", "1.2.3"},
		{"a glued store's name", "3.1.0huawei", "3.1.0"},
		{"a glued architecture", "3.1.0arm64", "3.1.0"},
		{"behind a hyphen a letter is a name", "3.1.0-b2", "3.1.0"},
		{"a glued stage and one behind a hyphen", "1.2.3beta2", "1.2.3-beta.2"},
		{"more than a stage has is a build", "8.0.44b2160", "8.0.44(2160)"},
		{"a build with points, and one without", "1.2.3(4.0)", "1.2.3-4"},
		{"a build however it is written", "3.1.0 (77)", "3.1.0+77"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			require.Equal(t, parse(t, c.a), parse(t, c.b))
			require.Zero(t, parse(t, c.a).Compare(parse(t, c.b)))
		})
	}
}

func TestNotVersions(t *testing.T) {
	for _, s := range []string{
		"", " ", "v", "latest", "1.", ".1", "1..2", "1.2.3.4.5.6.7", "-1", "1-", "1.0--2", "1.0(", "1.0()", "1.0(3", "1.0)3",
		"1.0;2", "1.0-1.2", "1.0(1..2)", "1.0(1.2", "1.0( )", "1.0(a(b))", "1.0(1.2.3.4.5.6.7)", "1.0a-", "1.0啊", "1.0(a;b)", "1.2.3\x00", "1。2", "1.1234567890123456789", "1.0(1234567890123456789)",
		strings.Repeat("1", 65), strings.Repeat("1.", 5_000_000),
	} {
		_, ok := Parse(s)
		require.False(t, ok, "%.40q", s)
	}
}

func TestNoAllocs(t *testing.T) {
	w, _ := Parse("8.0.44")
	require.Zero(t, testing.AllocsPerRun(100, func() {
		v, _ := Parse("v8.0.44.2160-rc.2(10530)")
		_ = v.Compare(w)
	}))
}

func FuzzOrder(f *testing.F) {
	f.Add("1.9.0", "1.10.0(3)", "1.10.0-beta")
	f.Add("7.1.0-20241122", "7.1", "v7.1.0-rc2")
	f.Add("1.2.3 (4.5.6)", "1.2.3b4", "1.2.3u4 (build 7)")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		u, ok1 := Parse(a)
		v, ok2 := Parse(b)
		w, ok3 := Parse(c)
		if !ok1 || !ok2 || !ok3 {
			return
		}
		require.Zero(t, u.Compare(u))
		require.Equal(t, u.Compare(v), -v.Compare(u), "antisymmetry")
		require.Equal(t, u == v, u.Compare(v) == 0, "equal is the same")
		if u.Compare(v) <= 0 && v.Compare(w) <= 0 {
			require.LessOrEqual(t, u.Compare(w), 0, "transitivity")
		}
	})
}
