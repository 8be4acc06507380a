package readiness

import (
	"strconv"
	"strings"
)

// engineTexts are the messages of the engine's own reasons.
var engineTexts = struct {
	noInput, skipped, suppressed, notApplicable, broken Text
}{
	noInput:       Text{ZH: "缺少：", EN: "Missing: "},
	skipped:       Text{ZH: "前面的必要检查未通过，暂不检查", EN: "Not looked at, because a check it rests on failed"},
	suppressed:    Text{ZH: "按策略暂停至 ", EN: "Suppressed by policy until "},
	notApplicable: Text{ZH: "不适用", EN: "Does not apply"},
	broken:        Text{ZH: "检查自身出错，结果未知", EN: "The check itself went wrong; its answer is unknown"},
}

// fill replaces {key} in a message by the finding's evidence of that name.
func fill(s string, l Lang, f Finding) string {
	if !strings.Contains(s, "{") {
		return s
	}
	for k, v := range f.Evidence() {
		s = strings.ReplaceAll(s, "{"+k.Name+"}", v.text(l, k))
	}
	return s
}

// text is the value as people read it.
func (v Value) text(l Lang, k Key) string {
	switch v.unit {
	case UnitFact:
		return Text{ZH: [...]string{"未知", "否", "是"}[min(v.Fact(), Yes)], EN: v.Fact().String()}.In(l)
	case UnitFen:
		return Text{ZH: Fen(v.n).String() + " 元", EN: "CNY " + Fen(v.n).String()}.In(l)
	case UnitDay:
		return v.Date().String()
	case UnitInstant:
		return v.Time().Format("2006-01-02 15:04")
	case UnitWord:
		return v.word
	case UnitWords:
		return strings.Join(v.words(k), ", ")
	}
	return strconv.FormatInt(v.n, 10)
}

// words are the members of a set of words.
func (v Value) words(k Key) []string {
	out := []string{}
	for i, w := range k.Words {
		if v.n&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	return out
}
