package cnname

import (
	"strings"
)

// A Charset is what a channel can carry. The zero Charset carries everything.
type Charset uint8

const (
	AnyCharset Charset = iota
	GB2312
	GBK
)

// Fit returns the first character, from 1, of the canonical name that the
// charset lacks, 0 for none, and how many bytes that name has in GB 18030. Of
// what is too long to be a name nothing is said.
func Fit(name string, set Charset) (outside uint8, bytes int) {
	if len(name) > maxBytes {
		return 0, 0
	}
	n := uint8(0)
	for _, r := range Canonical(name) {
		n++
		switch {
		case r < 0x80:
			bytes++
		case inGBK(r) || strings.ContainsRune(doubleByte, r):
			bytes += 2
		default:
			bytes += 4
		}
		if outside == 0 && (set == GB2312 && !inGB2312(r) || set == GBK && !inGBK(r)) {
			outside = n
		}
	}
	return outside, bytes
}

// Unsteady reports whether systems may write the name differently: it has a
// rare character, or a dot between its parts.
func Unsteady(name string) bool {
	if len(name) > maxBytes {
		return false
	}
	for _, r := range name {
		if isDot(r) || rare(replace(r)) {
			return true
		}
	}
	return false
}

// inGB2312 knows what of GB 2312-80 can stand in a name: hanzi, the letters of
// pinyin, the dot and the apostrophe.
func inGB2312(r rune) bool {
	switch {
	case r < 0x80:
		return true
	case isURO(r):
		return !rare(r)
	}
	return strings.ContainsRune("·‘’āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüê", r)
}

// inGBK knows what of GBK can stand in a name. The last 80 characters of its
// standard are left out: Windows, Java and most channels lack them.
func inGBK(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FA5 || inGB2312(r) ||
		strings.ContainsRune("〇ɑńňɡ", r) ||
		0xF900 <= r && r <= 0xFAFF && strings.ContainsRune("\uF92C\uF979\uF995\uF9E7\uF9F1\uFA0C\uFA0D\uFA0E\uFA0F\uFA11\uFA13\uFA14\uFA18\uFA1F\uFA20\uFA21\uFA23\uFA24\uFA27\uFA28\uFA29", r)
}

// doubleByte are further characters that GB 18030 writes in two bytes: an
// accented letter and those last ones of GBK that Unicode has a code for.
const doubleByte = "ǹ㑇㑳㖞㘎㘚㤘㥮㧏㧐㧟㩳㭎㱮㳠䁖䅟䌷䎬䎱䏝䓖䙌䙡䜣䜩䝼䞍䥇䥺䥽䦂䦃䦅䦆䦛䦟䦶䦷䱷䲟䲠䲡䲢䲣䴓䴔䴕䴖䴗䴘䴙䶮"
