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
		{"letters of two", strings.Repeat("Ǆ", 31) + "灑", strings.Repeat("ǅ", 31) + "洒"},
		{"holes", strings.Repeat("﹖﹖？ﹺ＊Ｘ﹖", 9), strings.Repeat("﹖？﹖䶮×ｘ﹖", 9)},
		// Nothing in these is to be foreseen by a processor.
		{"no pattern", "\u00b7\u0301\U00020d1b\u2fba\u00e9\ufe7a\u4dae\u00e9\U00020d1b\u2fba\uae40\u4dae\uae40\uae40\uae40\u6d12\uae40\u7051\ufe7a\U0001a588\U0001a588\ufe7a\ufffd\ufe7a\U00020d1b\u01c5\uf9e1\u2fba\uae40\u4dae\ufe7a\ufffd\u00b7\U00020d1b\u2fba\u00e9\u0301\u4dae\u00e9\ue863\u2fba\u4dae\u884c\u4dae\U00020d1bX\u738b\u01c5\ufe7a\u01c5\u01c5\u00e9\u4dae\u4e50\ufe7a\U0002f81a\u4daeA", "\u2022\u0301\U000210d5\u2ee2\u00e9\ufe7a\u4dae\u00e9\U000210d5\u2ee2\uae40\xff\uae40\uae40\uae40\u7051\uae40\u6d12\ufe7a\U0001a588\U0001a588\ufe7a\ufffd\ufe7a\U000210d5\u01c5\uf9e1\u2ee2\uae40\xff\ufe7a\ufffd\u2022\U000210d5\u2ee2\u00e9\u0301\u4dae\u00e9\u01c4\u2ee2\U0001a588\u548c\U0001a588\U000210d5XX\u01c5\ufe7a\u01c5\u01c5\u00e9\U0002f81a\u4e50\ufe7a\U0002f81a\xff-"},
		{"no pattern, masked", "\U0002f81a\u01c4\u01c5\u738b\ue863\u01c4\u738b\U0002f81a\u0436\u738b\u738b\u738b\u2022\u738b\uf9e1\u01c5\u00a0\u67d0\ufe7a\u2022\u738b\u01c4\uff38\u2ee2\u7051\u2ee2\u2ee2\u7051\u2ee2\u2ee2\U00020d1b\u01c4\u01c4\U0002f81a\u738b\u674e\U0002f81a\u6d12\u2ee2\u2022\U000210d5\U0002f81a\u738b\u00b7\u0416\U0002f81a\U0002f81a\U0002f81a\u01c5\u738b\U0002f81a\U0002f81a\U000210d5\u738b\u738b\u00c9", "\U0002f81a\u01c5\u01c5\u738b\ue863\u01c5\u738b\U0002f81a\u0416\u738b\u738b\u738b\u2022\u738b\uf9e1\u01c5\u00a0\u67d0\ufe7a\u2022\u738b\u01c5\uff38\u99ac\u6d12\u99ac\u99ac\u6d12\u99ac\u2ee2\U000210d5\u01c5\u01c5\U0002f81a\u738b\u674e\U0002f81a\u6d12\u99ac\u00b7\U00020d1b\U0002f81a\u738b\u2022\u0436\U0002f81a\U0002f81a\U0002f81a\u01c5\u738b\U0002f81a\U0002f81a\U00020d1b\u738b\u738b\u00e9"},
		{"romanised, many readings", strings.Repeat("繆", 16), "MOUMIUMUMUMOULIAOMIULIAOLULULUMIAOMOUMUMIUMOU"}, // found by trying all with four readings and more
		{"romanised, many places", strings.Repeat("這", 16), "ZHEIZHEIZHEZHEIZHEZHEIZHEYANZHEIZHEIZHEIZHEIZHEYAN"},
		{"words in reverse", "A B C D E F G H I J K L", "L K J I H G F E D C B A"},
		{"letters with dots", strings.Repeat("⒈", 32), strings.Repeat("⒈", 31) + "⒉"},
		{"longest latin", strings.Repeat("A ", 32), strings.Repeat("A ", 31) + "B"},
		{"lost characters and dots", strings.Repeat("䶮·", 30), strings.Repeat("?", 63)},
		{"lost between others", strings.Repeat("䶮·明", 16), strings.Repeat("??明", 20) + "国"},
		{"parts of parts", strings.Repeat("攂", 8) + "嶍", strings.Repeat("扌田田田", 8) + "山羽白"},
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
