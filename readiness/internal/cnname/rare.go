package cnname

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
)

// writtenRare finds what the bank has for a rare character at the head of its
// record: pinyin, parts, or placeholders, of which a system prints one for every
// byte or half that it could not convert. It returns how many runes they are, 0
// for none. Of what the bank has, spare runes are more than the claim has.
func writtenRare(x rune, b []rune, spare int) (Class, int) {
	opened := 0
	if strings.ContainsRune("([【{〔（［", b[0]) {
		opened = 1
	}
	class, n := RarePinyin, pinyinAt(x, b[opened:])
	if n == 0 {
		class, n = RareSplit, partsAt(x, b[opened:])
	}
	if n > 0 && opened > 0 {
		if opened+n == len(b) || !strings.ContainsRune(")]】}〕）］", b[opened+n]) {
			return class, 0
		}
		n += 2
	}
	if n == 0 {
		return RarePlaceholder, min(holesAt(b), spare+1)
	}
	if n > spare+1 {
		n = 0
	}
	return class, n
}

// compareSplitSomeone compares a record in which 某 is no mask but a part of a rare
// character, as 王某 for 𤧀.
func compareSplitSomeone(a *text, bank string) Result {
	var b text
	b.read(bank, claim) // which knows no masks
	return compareRare(a.chars.runes(), b.chars.runes(), 0)
}

// maxHoles is how many placeholders a character leaves, one for each byte of it
// in GB 18030 or UTF-8.
const maxHoles = 4

func holesAt(b []rune) int {
	n := 0
	for n < len(b) && n < maxHoles && b[n] == hole {
		n++
	}
	return n
}

// partsAt returns how many runes at the head of b are the parts of x, and 0 when
// they are not.
func partsAt(x rune, b []rune) int {
	for way := range strings.FieldsSeq(waysToSplit(x)) {
		if n := prefix(b, way); n > 0 {
			return n
		}
	}
	return composedAt(x, b, 0)
}

// prefix returns how many runes s has when b begins with them, else 0.
func prefix(b []rune, s string) int {
	n := 0
	for _, r := range s {
		if n == len(b) || b[n] != r {
			return 0
		}
		n++
	}
	return n
}

// composedAt is partsAt by the table of all characters: each part is written as
// a character of its own, or as its parts in turn.
func composedAt(x rune, b []rune, depth int) int {
	first, second := partsOf(x)
	return pairAt(first, second, b, depth)
}

// pairAt returns how many runes at the head of b are two parts, 0 when they are
// not.
func pairAt(first, second uint16, b []rune, depth int) int {
	n := partAt(first, b, depth)
	if n == 0 {
		return 0
	}
	m := partAt(second, b[n:], depth)
	if m == 0 {
		return 0
	}
	return n + m
}

// partAt returns how many runes at the head of b are a part, 0 when they are not.
func partAt(id uint16, b []rune, depth int) int {
	const maxDepth = 3 // deeper, parts are strokes
	if id == 0 || len(b) == 0 {
		return 0
	}
	if i := int(id) - len(partRunes); i >= 0 {
		return pairAt(partPairs[i].first, partPairs[i].second, b, depth)
	}
	switch part := partRunes[id]; {
	case samePart(part, b[0]):
		return 1
	case depth < maxDepth:
		return composedAt(part, b, depth+1)
	}
	return 0
}

// radicalForms are parts and the characters that are written for them: those that
// they come from, or that they are called by.
const radicalForms = "亻人 氵水 冫水 讠言 訁言 钅金 釒金 艹草 艹艸 衤衣 礻示 礻衣 罒四 罒网 阝耳 扌手 忄心 犭犬 犭狗 " +
	"纟丝 糹糸 糹丝 纟系 糸丝 饣食 飠食 刂刀 灬火 𤣩王 王玉 肉月 辶走 ⻎走 ⻎辶 疒病 𥫗竹 ⺮竹 牜牛 𧾷足 ⻊足 爫爪 覀西 " +
	"丬爿 彳双 宀宝 攵文 攴文 虍虎 匚匡 囗口 囗国 亠六 龵手 ⺌小 ⺍小 ⺳网 ⺳四 𠂇左"

// samePart reports whether a part is written as a character.
func samePart(part, written rune) bool {
	if part == written || variants(part, written) {
		return true
	}
	if !strings.ContainsRune(radicalForms, part) || !strings.ContainsRune(radicalForms, written) {
		return false
	}
	for form := range strings.FieldsSeq(radicalForms) {
		if strings.ContainsRune(form, part) && strings.ContainsRune(form, written) {
			return true
		}
	}
	return false
}

// partIDs holds two ids of parts, each two little-endian bytes, for every
// character of the blocks that blockIndex knows, zeros for those without parts.
// As a sorted table it would be twice as large.
//
//go:embed parts.bin
var partIDs string

// partsOf returns the ids of the two parts of a character, zeros when it has none
// that are known.
func partsOf(r rune) (first, second uint16) {
	if i := blockIndex(r); i >= 0 {
		return uint16(word(partIDs, 2*i)), uint16(word(partIDs, 2*i+1))
	}
	if i, found := slices.BinarySearchFunc(otherParts[:], r, func(row charParts, r rune) int { return cmp.Compare(row.char, r) }); found {
		return otherParts[i].first, otherParts[i].second
	}
	return 0, 0
}
