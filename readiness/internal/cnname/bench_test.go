package cnname_test

import (
	"strings"
	"testing"

	. "github.com/payready/payready/readiness/internal/cnname"
)

func BenchmarkCompare(b *testing.B) {
	for _, c := range []struct{ name, claimed, bank string }{
		{"exact", "王晓明", "王晓明"},
		{"homophone", "王晓明", "王小明"},
		{"variant", "王曉明", "王晓明"},
		{"different", "王晓明", "李建国"},
		{"masked", "王晓明", "王*明"},
		{"dotted", "买买提•艾力", "买买提·艾力"},
		{"latin", "SMITH JOHN", "JOHN SMITH"},
		{"romanised", "欧阳晓明", "XIAOMING OUYANG"},
		{"rare", "李䶮明", "李(龙天)明"},
		{"longest", strings.Repeat("行乐单解", 16), strings.Repeat("和重朝长", 16)},
		{"most readings", strings.Repeat("擖", 64), strings.Repeat("哪", 64)}, // found by trying all pairs of the 80 characters with most readings
		{"all variants", strings.Repeat("灑", 64), strings.Repeat("洒", 64)},
		// Of these kinds are the slowest that a search finds.
		{"mixed", strings.Repeat("·𡃕Ж김'", 12) + "衂衂", strings.Repeat("·𠴛ж김’", 12) + "衄衂衂"},
		{"same but for a form", strings.Repeat("𡃕•𡃕é", 16), strings.Repeat("𡃕•𡃕É", 15) + "𠴛•𡃕é"},
		{"letters of two", strings.Repeat("Ǆ", 31) + "灑", strings.Repeat("ǅ", 31) + "洒"},
		{"holes", strings.Repeat("﹖﹖？ﹺ＊Ｘ﹖", 9), strings.Repeat("﹖？﹖䶮×ｘ﹖", 9)},
		{"no pattern", "\uf9e1\u36ce\u2ee2\u2ee2\u00b7\u00b7\uff58\u00b7\U00021cd2\xff\u00b7\xff\xff\xff\u00b7\xff\xff\U0001a588\u2ee2\u2ee2\u2ee2\xff\xff\u00a0\u00b7\u2ee2\u2ee2\xff\xff\u00a0\u00b7\u2ee2\u2ee2\u2ee2\xff\U000272d0\xff\xff\xff\u00b7\xff\u738b\u00a0\U0001a588\u2ee2\u00b7\u2ee2\xff\u674e\xff\u2022\xff\u91cd\uff58\u00b7\xff\u00b7\xff\u2ee2\u2ee2\u2ee2\u00b7\u2022\u2ee2", "\uf9e1\u36ce\u2fba\u2fba\u00b7\u00b7\uff58\u00b7\xff\xff\u00b7\xff\xff\xff\u00b7\xff\xff\U0001a588\u2fba\u2fba\u2fba\xff\xff\u00a0\u00b7\u2fba\u2fba\xff\xff\u00a0\u00b7\u2fba\u2fba\u2fba\xff\U000272d0\xff\xff\xff\u00b7\xff\u738b\u00a0\U0001a588\u2fba\u00b7\u2fba\xff\u674e\xff\u2022\xff\u91cd\uff58\u00b7\xff\u00b7\xff\u2fba\u2fba\u2fba\u00b7\xff\xff"}, // nothing in it is to be foreseen by a processor
		{"longest latin", strings.Repeat("A ", 32), strings.Repeat("A ", 31) + "B"},
		{"10 MB", strings.Repeat("王", 10<<20/3), "王"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Compare(c.claimed, c.bank)
			}
		})
	}
}

func BenchmarkInspect(b *testing.B) {
	for b.Loop() {
		Inspect("王晓明")
	}
}

func BenchmarkCompareHash(b *testing.B) {
	for b.Loop() {
		CompareHash("王晓明", AnyAlgorithm, AnyEncoding, "1111111111111111111111111111111111111111111111111111111111111111")
	}
}
