package cnname

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
)

// compareRare compares names in which the bank has something else for characters of
// the claim: pinyin, placeholders, or the parts of rare ones. A placeholder may also
// stand for a dot.
func compareRare(claimed, bank *text) Result {
	m := rareMatch{claimed: claimed.all.runes(), bank: bank.all.runes()}
	d, ok := m.follow(0, 0, damage{})
	switch {
	case !ok || d.chars == 0 && !d.dots:
		return Result{Class: Different}
	case d.chars == 0 && d.forms > 0:
		return Result{Class: Variant, Position: d.formPlace, Differing: uint8(d.forms)}
	case d.chars == 0:
		return Result{Class: DotDiffers}
	case d.class == RecordDefect && !slices.ContainsFunc(bank.chars.runes(), isShown):
		return Result{Class: AllMasked, Total: uint8(claimed.chars.n)}
	}
	return Result{Class: d.class, Position: d.place, Differing: d.chars}
}

// A rareMatch follows a claim and a record, both with their dots.
type rareMatch struct {
	claimed, bank []rune
	// dead has, by place in the claim, a bit for every place in the record from which
	// the rest was found to differ, so that none is tried twice, be it with less
	// damage before.
	dead [maxRunes + 1]uint64
}

// damage is what a record has done to a claim up to some place.
type damage struct {
	class            Class
	chars            uint8 // how many characters are damaged
	dots             bool  // a dot is
	forms            formCount
	place, formPlace uint8 // of the first damaged character, and of the first in another form
}

// follow reports whether the rest of the record, from j on, is what a system makes of
// the rest of the claim, from i on.
func (m *rareMatch) follow(i, j int, d damage) (damage, bool) {
	if m.dead[i]>>j&1 == 1 {
		return d, false
	}
	from, at := i, j
	for ; i < len(m.claimed); i++ {
		x := m.claimed[i]
		for x != dot && j < len(m.bank) && m.bank[j] == dot {
			j++
		}
		left := m.bank[j:]
		if x == dot && len(left) > 0 && left[0] == dot {
			j++
			continue
		}
		if x == dot {
			lost := d
			lost.dots = true
			for n := 1; n <= min(holesAt(left), 2); n++ { // it has two bytes in GB 18030 and in UTF-8
				if end, ok := m.follow(i+1, j+n, lost); ok {
					return end, true
				}
			}
			continue
		}
		if len(left) == 0 {
			break
		}
		if x == left[0] {
			j++
			continue
		}
		if end, ok := m.followDamaged(i, j, d); ok {
			return end, true
		}
		if !d.forms.alike(x, left[0]) {
			break
		}
		if d.forms == 1 {
			d.formPlace = m.place(i)
		}
		j++
	}
	if i == len(m.claimed) && !slices.ContainsFunc(m.bank[j:], func(r rune) bool { return r != dot }) {
		return d, true
	}
	m.dead[from] |= 1 << at
	return d, false
}

// followDamaged is follow for a record that has something else for a character.
func (m *rareMatch) followDamaged(i, j int, d damage) (damage, bool) {
	if d.chars == maxSlips {
		return d, false
	}
	if d.chars++; d.chars == 1 {
		d.place = m.place(i)
	}
	x, left := m.claimed[i], m.bank[j:]
	after := func(class Class, n int) (damage, bool) {
		worse := d
		if d.class != RecordDefect && (d.class == NotCompared || class != RarePlaceholder) {
			worse.class = class
		}
		return m.follow(i+1, j+n, worse)
	}
	placeholder := RecordDefect
	if rare(x) {
		placeholder = RarePlaceholder
	}
	if class, n := writtenOut(x, left); n > 0 {
		if end, ok := after(class, n); ok {
			return end, true
		}
	}
	for _, id := range readingsOf(x) { // with the pinyin of the next character behind
		if n := spelled(left, syllables[id].letters); n > 0 && n < len(left) && isLetter(left[n]) {
			if end, ok := after(pinyinClass(x), n); ok {
				return end, true
			}
		}
	}
	for n := 1; n <= holesAt(left); n++ {
		if end, ok := after(placeholder, n); ok {
			return end, true
		}
	}
	return d, false
}

// place is that of a character of the claim, from 1, without the dots.
func (m *rareMatch) place(i int) uint8 {
	place := uint8(1)
	for _, r := range m.claimed[:i] {
		if r != dot {
			place++
		}
	}
	return place
}

// writtenOut finds the pinyin of a character, or the parts of a rare one, at the head of
// the bank's record, and returns how many runes they are, 0 for neither. The parts of a
// common character may be another name.
func writtenOut(x rune, b []rune) (Class, int) {
	if b[0] == hole {
		return NotCompared, 0
	}
	opened := 0
	if strings.ContainsRune("([【{〔（［", b[0]) {
		opened = 1
	}
	class, n := pinyinClass(x), pinyinAt(x, b[opened:])
	end := opened + n
	switch {
	case n > 0 && end < len(b) && '1' <= b[end] && b[end] <= '5': // the tone
		end++
	case n == 0 && rare(x):
		class, n = RareSplit, partsAt(x, b[opened:])
		end = opened + n
	}
	switch {
	case n == 0:
		return class, 0
	case opened == 0, end == len(b): // where the field ends, the bracket is cut off
		return class, end
	case strings.ContainsRune(")]】}〕）］", b[end]):
		return class, end + 1
	}
	return class, 0
}

// pinyinClass is the class of a record that has the pinyin of a character.
func pinyinClass(x rune) Class {
	if rare(x) {
		return RarePinyin
	}
	return RecordDefect
}

// compareSplitSomeone compares a record in which 某 is no mask but a part of a rare
// character, as 王某 for 𤧀.
func compareSplitSomeone(a *text, bank string) Result {
	var b text
	b.read(bank, claim) // which knows no masks
	return compareRare(a, &b)
}

// holesAt returns how many placeholders at the head of b a character may have
// left: one for each byte of it in GB 18030 or UTF-8.
func holesAt(b []rune) int {
	n := 0
	for n < len(b) && n < 4 && b[n] == hole {
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
	if n := composedAt(x, b, 0); n > 0 {
		return n
	}
	return describedAt(x, b)
}

// describedAt is partsAt for parts with words between that say where each of them is,
// as 上龙下天, 龙加天 or 龙/天.
func describedAt(x rune, b []rune) int {
	var parts [maxRunes]rune
	var ends [maxRunes]int
	n := 0
	for i, r := range b {
		if r != dot && r != '+' && !strings.ContainsRune("上下左右内外中加", r) {
			parts[n], ends[n] = r, i+1
			n++
		}
	}
	if n == len(b) {
		return 0
	}
	if n = composedAt(x, parts[:n], 0); n == 0 {
		return 0
	}
	return ends[n-1]
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
