package cnname_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnname"
)

func TestCompare(t *testing.T) {
	long, widest := strings.Repeat("王", 64), strings.Repeat("𠮷", 64)
	for _, c := range []struct {
		name, claimed, bank string
		want                Result
	}{
		{"exact", "王晓明", "王晓明", Result{Class: Exact}},
		{"exact with a dot", "买买提·艾力", "买买提·艾力", Result{Class: Exact}},
		{"exact at the limit", long, long, Result{Class: Exact}},
		{"claim of 256 bytes", widest, "王", Result{Class: Different}},
		{"record of 256 bytes", "王", widest, Result{Class: Different}},
		{"no names", "", "", Result{}},
		{"no claim", "", "王晓明", Result{}},
		{"no record", "王晓明", "\u200b ", Result{}},
		{"too many characters", long + "明", "王", Result{Class: TooLong}},
		{"too many bytes", "王", strings.Repeat("王", 1<<20), Result{Class: TooLong}},
		{"64 characters with their accents", strings.Repeat("e\u0301", 32), strings.Repeat("E", 32), Result{Class: Equivalent}},
		{"65 characters with their accents", strings.Repeat("e\u0301", 32) + "e", strings.Repeat("E", 33), Result{Class: TooLong}},
		{"64 characters with invisible ones", "王", "王" + strings.Repeat("\u200b", 63), Result{Class: Equivalent}},
		{"65 characters with invisible ones", "王", "王" + strings.Repeat("\u200b", 64), Result{Class: TooLong}},
		{"64 letters with a ligature", strings.Repeat("A", 62) + "Ǆ", strings.Repeat("A", 62) + "DZ", Result{Class: Equivalent}},
		{"65 letters with a ligature", strings.Repeat("A", 63) + "Ǆ", "A", Result{Class: TooLong}},
		{"64 accents", strings.Repeat("\u0301", 64), "A", Result{}},
		{"65 accents", strings.Repeat("\u0301", 65), "A", Result{Class: TooLong}},
		{"every broken byte counts", strings.Repeat("\xe4\xb8", 33), "A", Result{Class: TooLong}},
		{"64 stars", long, strings.Repeat("*", 64), Result{Class: AllMasked, Total: 64}},
		{"one shown behind 63 stars", long, strings.Repeat("*", 63) + "王", Result{Class: MaskedCompatible, Visible: 1, Total: 64}},
		{"too long once decomposed", strings.Repeat("\uFDFA", 8), "王", Result{Class: TooLong}},

		{"spaces", " 王 晓明\u3000", "王晓明", Result{Class: Equivalent}},
		{"bidi and zero-width marks", "\u202a王晓\u200b明\u202c", "王晓明", Result{Class: Equivalent}},
		{"variation selector", "王晓明\U000E0100", "王晓明", Result{Class: Equivalent}},
		{"kangxi radical", "⾺晓明", "馬晓明", Result{Class: Equivalent}},
		{"radical supplement", "⻢晓明", "马晓明", Result{Class: Equivalent}},
		{"compatibility ideograph", "\uF9E1晓明", "李晓明", Result{Class: Equivalent}},
		{"compatibility ideograph beyond the BMP", "\U0002F81A晓明", "冬晓明", Result{Class: Equivalent}},
		{"private use of GBK", "李\uE863", "李䶮", Result{Class: Equivalent}},
		{"private use of GBK for a radical", "\uE815", "厂", Result{Class: Equivalent}},
		{"Latin in full width", "ＳＭＩＴＨ　john", "SMITH JOHN", Result{Class: Equivalent}},
		{"Latin with accents", "Müller-Łukasz Đỗ", "MULLER LUKASZ DO", Result{Class: Equivalent}},
		{"Latin with combining accents", "Mu\u0308ller", "MULLER", Result{Class: Equivalent}},
		{"Latin with comma, dot and apostrophe", "O’Brien, J. Patrick", "OBRIEN J PATRICK", Result{Class: Equivalent}},
		{"Latin with nothing but a dot", "SMITH.JOHN", "SMITH JOHN", Result{Class: Equivalent}},
		{"Latin joined", "WANG XIAOMING", "WANGXIAOMING", Result{Class: Equivalent}},

		{"another dot", "买买提•艾力", "买买提·艾力", Result{Class: DotDiffers}},
		{"full stop", "买买提。艾力", "买买提·艾力", Result{Class: DotDiffers}},
		{"ASCII stop", "买买提.艾力", "买买提·艾力", Result{Class: DotDiffers}},
		{"no dot", "买买提艾力", "买买提·艾力", Result{Class: DotDiffers}},
		{"the same wrong dot", "买买提•艾力 ", "买买提•艾力", Result{Class: Equivalent}},
		{"a dot of a Korean keyboard", "阿·买提", "阿ㆍ买提", Result{Class: DotDiffers}},
		{"an old form of a character", "李清达喻", "李淸逹喩", Result{Class: Variant, Position: 2, Differing: 3}},
		{"two kinds of dots", "阿·买提•艾力", "阿·买提·艾力", Result{Class: DotDiffers}},

		{"traditional", "王曉明", "王晓明", Result{Class: Variant, Position: 2, Differing: 1}},
		{"simplified", "王晓明", "王曉明", Result{Class: Variant, Position: 2, Differing: 1}},
		{"vulgar form of a surname that is another one", "肖晓明", "萧晓明", Result{Class: Homophone, Position: 1, Differing: 1}},
		{"beyond the BMP", "王吉", "王𠮷", Result{Class: Variant, Position: 2, Differing: 1}},
		{"two standard characters", "甯静", "宁静", Result{Class: Homophone, Position: 1, Differing: 1}},
		{"simplified form beyond GB 2312", "张𪨧明", "张崙明", Result{Class: Variant, Position: 2, Differing: 1}},
		{"variant and dot", "買買提艾力", "买买提·艾力", Result{Class: Variant, Position: 1, Differing: 2}},
		{"homophone", "王晓明", "王小明", Result{Class: Homophone, Position: 2, Differing: 1}},
		{"homophone by a rare reading of a surname", "黑明", "贺明", Result{Class: Homophone, Position: 1, Differing: 1}},
		{"homophone and variant", "王晓國", "王小国", Result{Class: Homophone, Position: 2, Differing: 2}},
		{"retroflex", "张三", "脏三", Result{Class: NearHomophone, Position: 1, Differing: 1}},
		{"nasal", "林英", "凌英", Result{Class: NearHomophone, Position: 1, Differing: 1}},
		{"n and l", "牛明", "刘明", Result{Class: NearHomophone, Position: 1, Differing: 1}},
		{"h and f", "黄明", "方明", Result{Class: NearHomophone, Position: 1, Differing: 1}},
		{"look-alike", "王未", "王末", Result{Class: ConfusableGlyph, Position: 2, Differing: 1}},
		{"look-alike that sounds the same in old books alone", "王玉", "王王", Result{Class: ConfusableGlyph, Position: 2, Differing: 1}},
		{"look-alike with another reading", "李杭", "李抗", Result{Class: ConfusableGlyph, Position: 2, Differing: 1}},
		{"look-alike with a reading of its family", "李崎", "李畸", Result{Class: ConfusableGlyph, Position: 2, Differing: 1}},
		{"look-alike that sounds the same", "李玥", "李钥", Result{Class: Homophone, Position: 2, Differing: 1}},
		{"look-alike of Unihan", "王妹", "王妺", Result{Class: ConfusableGlyph, Position: 2, Differing: 1}},
		{"swapped", "王雅航", "王航雅", Result{Class: Transposed, Position: 2, Differing: 2}},
		{"swapped and changed", "王雅航国", "王航雅宝", Result{Class: Different, Position: 2, Differing: 3}},
		{"one more", "王晓明国", "王晓国", Result{Class: ExtraChar, Position: 3, Differing: 1}},
		{"one more at the end", "王晓明", "王晓", Result{Class: ExtraChar, Position: 3, Differing: 1}},
		{"one less", "王国", "王晓国", Result{Class: MissingChar, Position: 2, Differing: 1}},
		{"one less beside a variant", "王國", "王晓国", Result{Class: MissingChar, Position: 2, Differing: 1}},
		{"two less", "王", "王晓国", Result{Class: Different}},
		{"two more", "王晓国", "王", Result{Class: Different}},
		{"one more and another", "王晓明国", "李晓国", Result{Class: Different}},
		{"another", "王晓明", "李建国", Result{Class: Different, Position: 1, Differing: 3}},

		{"box for a rare character", "李䶮明", "李□明", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"question mark for a character beyond the BMP", "何𬱖", "何?", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"broken UTF-8 for a rare character", "李䶮明", "李\xff明", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"nothing but boxes", "䶮䶮", "??", Result{Class: RarePlaceholder, Position: 1, Differing: 2}},
		{"two marks for one", "李䶮明", "李?", Result{Class: Different}},
		{"rare character dropped", "李䶮明", "李明", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"box and homophone", "李䶮明", "李□名", Result{Class: Homophone, Position: 2, Differing: 2}},
		{"question mark for a common character", "王伟", "王?", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"two question marks for a common character", "王伟", "王??", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"question mark for a common character beside a homophone", "王伟明", "王?名", Result{Class: Homophone, Position: 2, Differing: 2}},
		{"nothing but question marks", "王伟", "??", Result{Class: AllMasked, Total: 2}},
		{"nothing but question marks, two for each", "王伟", "????", Result{Class: AllMasked, Total: 2}},
		{"two question marks for a rare character", "李𬭎", "李??", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"three question marks for two rare characters", "䶮䶮明", "???明", Result{Class: RarePlaceholder, Position: 1, Differing: 2}},
		{"five question marks for a rare character", "李䶮", "李?????", Result{Class: Different}},
		{"question mark for the dot", "古丽米热·艾比布力", "古丽米热?艾比布力", Result{Class: DotDiffers}},
		{"two question marks for the dot", "古丽米热·艾比布力", "古丽米热??艾比布力", Result{Class: DotDiffers}},
		{"question marks for the dot and a rare character", "阿·䶮力", "阿??力", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"a question mark where the dot is not", "古丽·艾力", "古丽艾?力", Result{Class: MissingChar, Position: 4, Differing: 1}},
		{"hyphen for the dot", "古丽米热·艾比布力", "古丽米热-艾比布力", Result{Class: DotDiffers}},
		{"hyphen claimed for the dot", "古丽米热－艾比布力", "古丽米热·艾比布力", Result{Class: DotDiffers}},
		{"enumeration comma for the dot", "古丽米热·艾比布力", "古丽米热、艾比布力", Result{Class: DotDiffers}},
		{"comma for the dot", "古丽米热·艾比布力", "古丽米热，艾比布力", Result{Class: DotDiffers}},
		{"slash for the dot", "古丽米热·艾比布力", "古丽米热/艾比布力", Result{Class: DotDiffers}},
		{"backslash for the dot", "古丽米热·艾比布力", `古丽米热\艾比布力`, Result{Class: DotDiffers}},
		{"colon for the dot", "古丽米热·艾比布力", "古丽米热：艾比布力", Result{Class: DotDiffers}},
		{"apostrophe for the dot", "古丽米热·艾比布力", "古丽米热'艾比布力", Result{Class: DotDiffers}},
		{"underscore for the dot", "古丽米热·艾比布力", "古丽米热_艾比布力", Result{Class: DotDiffers}},
		{"two underscores for the dot", "古丽米热·艾比布力", "古丽米热__艾比布力", Result{Class: DotDiffers}},
		{"slash in the claim", "古丽米热/艾比布力", "古丽米热·艾比布力", Result{Class: ExtraChar, Position: 5, Differing: 1}},
		{"pinyin", "李䶮明", "李YAN明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"wrong pinyin of one letter", "李㐅", "李A", Result{Class: Different, Position: 2, Differing: 1}},
		{"pinyin of one letter", "李妸明", "李E明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin of one letter beside a box", "䶮妸明", "□E明", Result{Class: RarePinyin, Position: 1, Differing: 2}},
		{"pinyin with X", "李㙘", "李Yao", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"ü as YU", "王㛎", "王LYU", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin, and the rest cut off", "䶮王明", "YAN王", Result{Class: Different}},
		{"a box and pinyin", "李䶮䶮", "李□YAN", Result{Class: RarePinyin, Position: 2, Differing: 2}},
		{"pinyin in brackets", "谢堃", "谢(kun)", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin in brackets before more", "谢堃明", "谢【KUN】明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin, bracket cut off", "谢堃", "谢(kun", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin, bracket not closed", "谢堃明", "谢(kun明", Result{Class: Different}},
		{"pinyin with the tone", "谢堃", "谢kun1", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin with the tone in brackets", "谢堃明", "谢(kun1)明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin with a number that is no tone", "谢堃", "谢kun7", Result{Class: Different}},
		{"wrong pinyin in brackets", "谢堃", "谢(gun)", Result{Class: Different}},
		{"pinyin of a character by its traditional form", "张𫰍明", "张WEI明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"pinyin of a character that no dictionary has", "张𰎝明", "张JUN明", Result{Class: RarePinyin, Position: 2, Differing: 1}},
		{"letters that are no pinyin", "张𰎝明", "张JXN明", Result{Class: Different}},
		{"wrong pinyin", "李䶮明", "李YANG明", Result{Class: Different}},
		{"pinyin of a common character", "李明", "李MING", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"pinyin of a common character in the middle", "王晓明", "王XIAO明", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"pinyin of a common character in brackets", "王晓明", "王(xiao)明", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"pinyin of all but the surname", "王晓明", "王XIAOMING", Result{Class: RecordDefect, Position: 2, Differing: 2}},
		{"pinyin of a common and a rare character", "王晓堃", "王XIAOKUN", Result{Class: RecordDefect, Position: 2, Differing: 2}},
		{"wrong pinyin of a common character", "王晓明", "王XIAN明", Result{Class: Different}},
		{"pinyin of another behind the surname", "王晓明", "王XIAOMIN", Result{Class: Different}},
		{"parts", "王韡", "王韦华", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts by the traditional form", "张𬭎明", "张钅宏明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"three parts by their names", "张禤明", "张衣四羽明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts within parts", "张嶍明", "张山羽白明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"a part in traditional form", "王韡", "王韋華", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts, one of them 某", "张𤧀明", "张王某明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts in brackets", "李䶮明", "李（龙天）明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts, bracket not closed", "李䶮明", "李（龙天明", Result{Class: Different}},
		{"parts, bracket cut off", "李䶮", "李(龙天", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts with a slash", "张䶮", "张[龙/天]", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts with a plus", "张䶮明", "张龙+天明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts with their places", "张䶮", "张（上龙下天）", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"parts with their places, no brackets", "张䶮明", "张上龙下天明", Result{Class: RareSplit, Position: 2, Differing: 1}},
		{"other parts with their places", "张䶮", "张（上龙下大）", Result{Class: Different}},
		{"parts of a common character", "王明", "王日月", Result{Class: Different}},
		{"underscores for a rare character", "张䶮", "张__", Result{Class: RarePlaceholder, Position: 2, Differing: 1}},
		{"GBK read as Latin", "王小明", "ÍõÐ¡Ã÷", Result{Class: RecordDefect}},
		{"GBK read as Latin, a mask among it", "王子", "Íõ×Ó", Result{Class: RecordDefect}},
		{"UTF-8 read as Windows-1252", "王晓明", "çŽ‹æ™“æ˜Ž", Result{Class: RecordDefect}},
		{"UTF-8 read as ISO 8859-1", "王晓明", "ç\u008e\u008bæ\u0099\u0093æ\u0098\u008e", Result{Class: RecordDefect}},
		{"UTF-8 read as GBK", "王晓明", "鐜嬫檽鏄�", Result{Class: RecordDefect}},
		{"UTF-8 read as GBK, a question mark", "王晓明", "鐜嬫檽鏄?", Result{Class: RecordDefect}},
		{"UTF-8 of another read as GBK", "王晓红", "鐜嬫檽鏄�", Result{Class: Different}},
		{"GBK of another read as Latin", "王小红", "ÍõÐ¡Ã÷", Result{Class: Different}},
		{"escape of JSON", "张䶮", `张\u4dae`, Result{Class: RecordDefect}},
		{"escape of JSON in two halves", "何𬱖", `何\ud873\udc56`, Result{Class: RecordDefect}},
		{"escape of HTML", "王晓明", "王晓&#26126;", Result{Class: RecordDefect}},
		{"escape of HTML in hexadecimal", "张䶮", "张&#x4DAE;", Result{Class: RecordDefect}},
		{"escape of URLs", "王明", "%E7%8E%8B%e6%98%8e", Result{Class: RecordDefect}},
		{"code point", "张䶮", "张U+4DAE", Result{Class: RecordDefect}},
		{"escape of another", "王晓红", "王晓&#26126;", Result{Class: MaskedConflict, Total: 3}},
		{"parts cut off", "王堃", "王方方", Result{Class: Different}},
		{"other parts", "王韡", "王韦花", Result{Class: Different}},
		{"no parts at all", "王韡", "王一", Result{Class: Different, Position: 2, Differing: 1}},
		{"three parts", "王堃", "王方方土", Result{Class: RareSplit, Position: 2, Differing: 1}},

		{"romanised", "王晓明", "WANG XIAOMING", Result{Class: Romanised}},
		{"romanised, surname last", "王晓明", "Xiaoming Wang", Result{Class: Romanised}},
		{"romanised, surname of two last", "欧阳晓明", "XIAOMING OUYANG", Result{Class: Romanised}},
		{"romanised with ü", "吕明", "LYU MING", Result{Class: Romanised}},
		{"romanised with V", "吕明", "LV MING", Result{Class: Romanised}},
		{"romanised with U", "吕明", "LU MING", Result{Class: Romanised}},
		{"romanised with a dot", "买买提·艾力", "MAIMAITI AILI", Result{Class: Romanised}},
		{"no ü", "吕明", "LRU MING", Result{Class: Different}},
		{"pinyin of another", "王晓明", "WANG XIAOMIN", Result{Class: Different}},
		{"pinyin cut short", "明敏", "MIN", Result{Class: Different}},
		{"pinyin and more", "王晓明", "WANG XIAOMING JR", Result{Class: Different}},
		{"pinyin claimed", "WANG XIAOMING", "王晓明", Result{Class: Different}},

		{"Latin words in another order", "JOHN SMITH", "SMITH JOHN", Result{Class: TokenOrder}},
		{"Latin words with a space behind", "JOHN SMITH ", "SMITH JOHN", Result{Class: TokenOrder}},
		{"Latin letter with a space behind", "A ", "B", Result{Class: Different, Position: 1, Differing: 1}},
		{"Latin words twice", "ANNA ANNA LEE", "ANNA LEE LEE", Result{Class: Different}},
		{"Latin letters swapped", "SMIHT JOHN", "SMITH JOHN", Result{Class: Transposed, Position: 4, Differing: 2}},
		{"Latin letter more", "SMITTH JOHN", "SMITH JOHN", Result{Class: ExtraChar, Position: 5, Differing: 1}},
		{"Latin letter less", "SMTH JOHN", "SMITH JOHN", Result{Class: MissingChar, Position: 3, Differing: 1}},
		{"Latin letter changed", "SMYTH JOHN", "SMITH JOHN", Result{Class: Different, Position: 3, Differing: 1}},
		{"Latin cut at 30 bytes", "FERNANDEZ DE CORDOBA Y GONZALEZ", "FERNANDEZ DE CORDOBA Y GONZALE", Result{Class: MaskedCompatible, Visible: 26, Total: 27}},
		{"Latin cut at 26 bytes", "FERNANDEZ DE CORDOBA Y GONZALEZ", "FERNANDEZ DE CORDOBA Y GON", Result{Class: MaskedCompatible, Visible: 22, Total: 27}},
		{"Latin cut at 20, joined", "Sara Annabella Korhonen", "SARAANNABELLAKORHONE", Result{Class: MaskedCompatible, Visible: 20, Total: 21}},
		{"Latin cut in a word at 17 bytes", "FERNANDEZ DE CORDOBA", "FERNANDEZ DE CORD", Result{Class: MaskedCompatible, Visible: 15, Total: 18}},
		{"Latin without its last letter", "ANNA MARIA SCHMIDT", "ANNA MARIA SCHMID", Result{Class: ExtraChar, Position: 16, Differing: 1}},
		{"Latin cut too short", "JOHANNES SMITH", "JOHANNES SM", Result{Class: Different}},
		{"Latin cut, and another letter", "FERNANDEZ DE CORDOBA Y GONZALEZ", "FERNANDES DE CORDOBA Y GON", Result{Class: Different}},
		{"Latin words joined in another order", "John Smith", "SMITHJOHN", Result{Class: TokenOrder}},
		{"Latin words, two of three joined in another order", "John Michael Smith", "SMITH JOHNMICHAEL", Result{Class: TokenOrder}},
		{"Latin words claimed joined", "SMITHJOHN", "JOHN SMITH", Result{Class: TokenOrder}},
		{"Latin words joined, and a letter", "John Smith", "SMITHJOHNX", Result{Class: Different}},
		{"Latin with a slash", "Michael Chen", "CHEN/MICHAEL", Result{Class: TokenOrder}},
		{"Latin with a slash, in order", "Chen Michael", "CHEN/MICHAEL", Result{Class: Equivalent}},
		{"Latin with an en dash", "Jean–Pierre Martin", "JEAN-PIERRE MARTIN", Result{Class: Equivalent}},
		{"Latin with an initial", "Michael David Chen", "MICHAEL D CHEN", Result{Class: MissingPart}},
		{"Latin with the initial claimed", "MICHAEL D CHEN", "Michael David Chen", Result{Class: MissingPart}},
		{"Latin with an initial and a stop, surname first", "Michael David Chen", "CHEN, MICHAEL D.", Result{Class: MissingPart}},
		{"Latin with nothing but initials", "Michael David Chen", "M D C", Result{Class: Different}},
		{"Latin with two initials", "Michael David Chen", "M D CHEN", Result{Class: MissingPart}},
		{"Latin with another initial", "Michael David Chen", "MICHAEL E CHEN", Result{Class: Different}},
		{"Latin without the middle name", "Michael David Chen", "MICHAEL CHEN", Result{Class: MissingPart}},
		{"Latin without a middle initial", "Michael D Chen", "MICHAEL CHEN", Result{Class: MissingPart}},
		{"Latin without the middle name, joined", "Michael David Chen", "CHENMICHAEL", Result{Class: MissingPart}},
		{"Latin with the surname alone", "Michael Chen", "CHEN", Result{Class: Different}},
		{"Latin with another middle name", "Michael David Chen", "MICHAEL JOHN CHEN", Result{Class: Different}},
		{"Latin I and L misread", "Mohammed Saim Fattah", "MOHAMMED SALM FATTAH", Result{Class: ConfusableGlyph, Position: 11, Differing: 1}},
		{"Latin Q and G misread", "Ishaq Ali", "ISHAG ALI", Result{Class: ConfusableGlyph, Position: 5, Differing: 1}},
		{"Latin M and RN misread", "Tom Barnes", "TOM BAMES", Result{Class: ConfusableGlyph, Position: 6, Differing: 1}},
		{"Latin misread in five places", "ILILI", "LILIL", Result{Class: Different, Position: 1, Differing: 5}},
		{"Latin letter lost", "Müller Jan", "M?LLER JAN", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"Latin space lost", "Jan Müller", "JAN?M?LLER", Result{Class: RecordDefect, Position: 4, Differing: 2}},
		{"Latin letter lost, and another", "Müller Jan", "M?LLER JON", Result{Class: Different, Position: 2, Differing: 2}},
		{"Latin with a letter of two", "Jörg Weiß", "JORG WEISS", Result{Class: Equivalent}},
		{"Latin with the old letters of the north", "Þór Ærø", "THOR AERO", Result{Class: Equivalent}},
		{"Latin with an accent on a letter of two", "Ǽl Œuvré", "AEL OEUVRE", Result{Class: Equivalent}},
		{"Latin as passports spell it", "Jürgen Müller", "JUERGEN MUELLER", Result{Class: Equivalent}},
		{"Latin as passports spell it, claimed", "JUERGEN MUELLER", "Jürgen Müller", Result{Class: Equivalent}},
		{"Latin as passports spell it, decomposed", "Mu\u0308ller", "MUELLER", Result{Class: Equivalent}},
		{"Latin as passports of the north spell it", "Søren Åkesson", "SOEREN AAKESSON", Result{Class: Equivalent}},
		{"Latin as passports spelt it", "Muñoz Ügür", "MUNXXOZ UXXGUXXR", Result{Class: Equivalent}},
		{"Latin as passports spell it, surname first", "Jürgen Müller", "MUELLER/JUERGEN", Result{Class: TokenOrder}},
		{"Latin as passports spell it, masked", "Jürgen Müller", "JUERGEN M******", Result{Class: MaskedCompatible, Visible: 8, Total: 14}},
		{"Latin as passports spell it, and another", "Jürgen Müller", "JUERGEN MUELLED", Result{Class: Different}},
		{"Latin that looks like a passport's", "Muller", "MUELLER", Result{Class: MissingChar, Position: 3, Differing: 1}},
		{"Latin letter dropped", "Rastko Đorđević", "RASTKO ORDEVIC", Result{Class: RecordDefect, Position: 7, Differing: 1}},
		{"Latin letters dropped", "Nguyễn Thị Hòa", "NGUYN TH HA", Result{Class: RecordDefect, Position: 5, Differing: 3}},
		{"Latin letter that became two marks", "Müller", "M??LLER", Result{Class: RecordDefect, Position: 2, Differing: 1}},
		{"Latin letter of ASCII dropped", "Rastko Đorđević", "RASTKO DRDEVIC", Result{Class: ExtraChar, Position: 8, Differing: 1}},
		{"Latin letter dropped, and another", "Rastko Đorđević", "RASTKO ORDEVIT", Result{Class: Different}},
		{"Latin cut, surname first", "Sara Annabella Korhonen", "KORHONEN SARA ANNABE", Result{Class: MaskedCompatible, Visible: 18, Total: 21}},
		{"Latin cut, surname first, joined", "Sara Annabella Korhonen", "KORHONENSARAANNABELL", Result{Class: MaskedCompatible, Visible: 20, Total: 21}},
		{"Latin cut at 16, surname first", "John Alexander Smith", "SMITHJOHNALEXAND", Result{Class: MaskedCompatible, Visible: 16, Total: 18}},
		{"Latin cut too short, surname first", "John Alexander Smith", "SMITHJOHNALEX", Result{Class: Different}},
		{"Latin cut, surname first, and another letter", "John Alexander Smith", "SMITHJOHNALEXAMD", Result{Class: Different}},
		{"Latin initials joined", "Michael David Chen", "MDCHEN", Result{Class: MissingPart}},
		{"Latin initials joined, surname first", "Michael David Chen", "CHENMD", Result{Class: MissingPart}},
		{"Latin initials joined, one lost", "Michael David Chen", "MCHEN", Result{Class: Different}},
		{"Latin short word and an initial", "Li Na", "LIN", Result{Class: ExtraChar, Position: 4, Differing: 1}},
		{"Latin with an underscore", "Robert Lee", "ROBERT_LEE", Result{Class: Equivalent}},

		{"masked", "王晓明", "王*明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked, full width", "王晓明", "＊晓明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked with 某", "王晓明", "王某明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked with X", "王晓明", "王XX", Result{Class: MaskedCompatible, Visible: 1, Total: 3}},
		{"masked with x in front", "王晓明", "x晓明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked variant", "王曉明", "*晓明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked behind, fixed width", "欧阳晓明", "欧*", Result{Class: MaskedCompatible, Visible: 1, Total: 4}},
		{"masked behind, wide", "王明", "王***", Result{Class: MaskedCompatible, Visible: 1, Total: 2}},
		{"masked behind, nothing left to hide", "王明", "王明*", Result{Class: MaskedConflict, Total: 2}},
		{"masked before the dot", "买买提·艾力", "**·艾力", Result{Class: MaskedCompatible, Visible: 2, Total: 5}},
		{"masked before the dot, wider", "阿·艾力", "**·艾力", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked parts, one more", "买买提·艾力", "**·艾力·*", Result{Class: MaskedConflict, Total: 5}},
		{"masked in the middle, fixed width", "王晓明", "王**明", Result{Class: MaskedConflict, Total: 3}},
		{"masked, homophone shown", "王晓明", "*小明", Result{Class: MaskedConflict, Total: 3}},
		{"masked with a circle", "王晓明", "王○明", Result{Class: MaskedCompatible, Visible: 2, Total: 3}},
		{"masked, one star before the last character", "王晓明", "*明", Result{Class: MaskedCompatible, Visible: 1, Total: 3}},
		{"masked, one star before another", "王晓明", "*名", Result{Class: MaskedConflict, Total: 3}},
		{"masked, one star before the last of a part", "买买提·艾力", "*·*力", Result{Class: MaskedCompatible, Visible: 1, Total: 5}},
		{"masked, one star amid", "欧阳娜娜", "欧*娜", Result{Class: MaskedConflict, Total: 4}},
		{"masked, dots among what is hidden", "阿·买买提·艾力", "阿·***", Result{Class: MaskedCompatible, Visible: 1, Total: 6}},
		{"masked, a dot under a star", "阿·买·提艾", "阿·**提艾", Result{Class: MaskedCompatible, Visible: 3, Total: 4}},
		{"masked, a dot under a star, another behind it", "阿·买·提力", "阿·**提艾", Result{Class: MaskedConflict, Total: 4}},
		{"masked, a dot that is shown and is not there", "阿买提艾力", "阿·*艾力", Result{Class: MaskedConflict, Total: 5}},
		{"masked Latin, a space under a star", "JO AN LEE", "JO** LEE", Result{Class: MaskedConflict, Total: 7}},
		{"masked Latin, as long with the space", "JO AN LEE", "JO*** LEE", Result{Class: MaskedCompatible, Visible: 5, Total: 7}},
		{"masked, box for a rare character", "李䶮明", "*□明", Result{Class: MaskedCompatible, Visible: 1, Total: 3}},
		{"masked Latin", "JOHN SMITH", "J*** SMITH", Result{Class: MaskedCompatible, Visible: 6, Total: 9}},
		{"masked Latin against hanzi", "王明", "W*** MING", Result{Class: MaskedConflict, Total: 2}},
		{"all masked", "王晓明", "***", Result{Class: AllMasked, Total: 3}},
		{"all masked but the dot", "买买提·艾力", "**·*", Result{Class: AllMasked, Total: 5}},
		{"all masked, the same on both sides", "***", "***", Result{Class: AllMasked, Total: 3}},
		{"star in the claim", "王*明", "王晓明", Result{Class: Different, Position: 2, Differing: 1}},
		{"NUL in the claim", "王\x00明", "王晓明", Result{Class: Different, Position: 2, Differing: 1}},
		{"characters beyond the tables", "王\U0003FFFD", "王\U0003FFFC", Result{Class: Different, Position: 2, Differing: 1}},
		{"different names of today", "王彬", "王斌", Result{Class: Homophone, Position: 2, Differing: 1}},
		{"kana stays whole", "ガ明", "カ明", Result{Class: Different, Position: 1, Differing: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(c.claimed, c.bank)
			require.Equal(t, c.want.Class.String(), got.Class.String())
			got.Defect = false // TestDefect
			require.Equal(t, c.want, got)
		})
	}
	require.Empty(t, Class(99).String())
}

// The bank's record is off where it has the form that no document has.
func TestDefect(t *testing.T) {
	for _, c := range []struct {
		claimed, bank string
		want          bool
	}{
		{"李䶮", "李□", true}, {"李䶮", "李", true}, {"李䶮", "李YAN", true}, {"李䶮", "李(龙天)", true}, {"王伟", "王?", true},
		{"王晓明", "王曉明", true}, {"王曉明", "王晓明", false}, {"王吉", "王𠮷", true}, {"王𠮷", "王吉", false},
		{"买买提·艾力", "买买提•艾力", true}, {"买买提·艾力", "买买提艾力", true}, {"买买提•艾力", "买买提·艾力", false}, {"买买提艾力", "买买提·艾力", false},
		{"张𬭎明", "张鋐明", true}, {"张鋐明", "张𬭎明", false}, {"张𪨧明", "张崙明", false},
		{"Michael David Chen", "MICHAEL D CHEN", true}, {"Michael D Chen", "MICHAEL DAVID CHEN", false},
		{"王晓明", "王晓明", false}, {"王晓明", "王小明", false}, {"王晓明", "李建国", false}, {"王晓明", "王*明", false},
	} {
		require.Equal(t, c.want, Compare(c.claimed, c.bank).Defect, "%s %s", c.claimed, c.bank)
	}
}

func TestOneCharacter(t *testing.T) {
	for _, c := range []struct {
		claimed, bank string
		want          bool
	}{
		{"谯婉嵘", "谯婉蝶", true}, {"王晓明", "王小明", true}, {"王", "李", true}, {"王晓明", "王晓", false}, {"王晓明", "李建明", false},
		{"王晓明", "王晓明", false}, {"王雅航", "王航雅", false},
	} {
		require.Equal(t, c.want, Compare(c.claimed, c.bank).OneCharacter(), "%s %s", c.claimed, c.bank)
	}
}

// names draws texts in which every path of the comparison is near.
func names(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		"王", "肖", "萧", "晓", "小", "曉", "明", "名", "敏", "未", "末", "䶮", "龙", "天", "YAN", "?", "*", "X", "·", "•", " ", "A", "L", "-", "国", "國", "\u200b", "\uE863", "𠮷", "\xff",
	}), 0, 8).Draw(t, label), "")
}

var oneSided = map[Class]bool{MaskedCompatible: true, MaskedConflict: true, AllMasked: true, RarePlaceholder: true, RarePinyin: true, RareSplit: true, Romanised: true}

func TestSymmetry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := names(t, "a"), names(t, "b")
		if strings.ContainsAny(a+b, "*?X\uFFFD") { // they have a meaning in the bank's record alone
			return
		}
		r, s := Compare(a, b), Compare(b, a)
		r.Defect, s.Defect = false, false // of one side
		if oneSided[r.Class] || oneSided[s.Class] {
			return
		}
		switch s.Class {
		case ExtraChar:
			s.Class = MissingChar
		case MissingChar:
			s.Class = ExtraChar
		}
		require.Equal(t, r, s)
	})
}

// What Canonical gives is the same name, and what it gives is itself.
func TestCanonicalIsTheSameName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := names(t, "name")
		canonical := Canonical(name)
		require.Equal(t, canonical, Canonical(canonical))
		if strings.ContainsAny(name, "*?X\uFFFD") {
			return
		}
		require.Contains(t, []Class{NotCompared, Exact, Equivalent, DotDiffers}, Compare(name, canonical).Class)
	})
}

func TestNoAllocations(t *testing.T) {
	for _, c := range [][2]string{
		{"王晓明", "王晓明"}, {"王晓明", "王小明"}, {"王晓明", "王*明"}, {"买买提•艾力", "买买提·艾力"}, {"李䶮", "李(龙天)"},
		{"王晓明", "WANG XIAOMING"}, {"JOHN SMITH", "SMITH JOHN"}, {"Ｊöhn", "⻢"},
	} {
		require.Zero(t, testing.AllocsPerRun(100, func() { Compare(c[0], c[1]) }), c)
		require.Zero(t, testing.AllocsPerRun(100, func() { Inspect(c[0]) }), c)
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { Canonical("王晓明") }))
}

func FuzzCompare(f *testing.F) {
	for _, s := range [][2]string{{"王晓明", "王*明"}, {"李䶮", "李(龙天)"}, {"吕明", "LYU MING"}, {"Đỗ \uFDFA", "x\xff\x00"}, {"买买提·艾力", "**·艾力"}, {"\uE815⻢", "A-B,C. D"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		r := Compare(a, b)
		if r.Visible > r.Total {
			t.Fatal(r)
		}
		if c := Compare(a, a).Class; c != Exact && c != NotCompared && c != TooLong && c != MaskedCompatible && c != AllMasked && c != Equivalent && c != MaskedConflict {
			t.Fatal(c)
		}
		if Plain(a) && Compare(a, a).Class != Exact {
			t.Fatal("plain, and not itself")
		}
		if c := Canonical(a); Canonical(c) != c {
			t.Fatalf("%q %q", c, Canonical(c))
		}
		Inspect(a)
		CompareHash(a, AnyAlgorithm, AnyEncoding, b)
	})
}

// Either of two look-alikes may be the bank's. Where they also sound the same,
// that is said.
func TestLookAlikes(t *testing.T) {
	for _, pair := range strings.Fields("己巳 已巳 己已 未末 日曰 戊戌 戌戍 戊戍 人入 冶治 毫亳 祎袆 幻幼 斤斥 盲肓 折析 闪闭 由甲 玟玫 彤肜 牡牧 卯卵 壶壸 祖袓 微徽 裹褒 土士 千干 天夭 乌鸟 胄胃 昊吴") {
		r := []rune(pair)
		for _, names := range [][2]string{{"王" + string(r[0]), "王" + string(r[1])}, {"王" + string(r[1]), "王" + string(r[0])}} {
			require.Contains(t, []string{"confusable-glyph", "homophone"}, Compare(names[0], names[1]).Class.String(), pair)
		}
	}
}

// A character of today's standard is never another one after normalisation,
// and two of them that are variants are no more than that.
func TestStandardCharactersStayThemselves(t *testing.T) {
	for _, pair := range []string{"甯宁", "昇升", "乾干", "着著", "钟锺", "於于", "甦苏", "芸艺", "余馀"} {
		r := []rune(pair)
		require.NotContains(t, []Class{Exact, Equivalent}, Compare(string(r[0]), string(r[1])).Class, pair)
		require.Equal(t, string(r[0]), Canonical(string(r[0])))
	}
	require.Equal(t, Different, Compare("芸", "艺").Class, "only Japan writes 芸 for 藝")
	for _, pair := range strings.Fields("喆哲 堃坤 昇升 邨村 肖萧 付傅 闫阎 代戴 於于 甦苏 兰蓝") { // two names in the register
		r := []rune(pair)
		require.Equal(t, Homophone, Compare("王"+string(r[0]), "王"+string(r[1])).Class, pair)
	}
}

// A plain name is held against itself without being read again.
func TestPlain(t *testing.T) {
	for name, want := range map[string]bool{
		"王晓明": true, "李䶮": false, "王某": false, "王*明": false, "王 明": false, "WANG": false, "": false, "王\xff": false,
		strings.Repeat("王", 64): true, strings.Repeat("王", 2_000): false,
	} {
		require.Equal(t, want, Plain(name), "%.20s", name)
	}
}
