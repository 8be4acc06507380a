package readiness

import (
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/readiness/intake"
)

// engineTexts are the messages of the engine's own reasons.
var engineTexts = struct {
	noInput, skipped, suppressed, cleared, notApplicable, broken, reused Text
}{
	noInput:       Text{ZH: "缺少：", EN: "Missing: "},
	skipped:       Text{ZH: "前置检查未通过，本项暂不检查", EN: "Skipped, because a check it depends on failed"},
	suppressed:    Text{ZH: "按策略暂停至 ", EN: "Suppressed by policy until "},
	cleared:       Text{ZH: "人工复核已放行，有效期至 ", EN: "Cleared by a reviewer until "},
	notApplicable: Text{ZH: "不适用", EN: "Does not apply"},
	reused:        Text{ZH: "这份报告的内存已被另一次评估复用", EN: "The report's memory was reused for another submission"},
	broken:        Text{ZH: "检查程序出错，结果未知", EN: "The check itself broke, so its result is unknown"},
}

// Texts returns the texts that belong to no check and no action, by name: those of
// causes, of the applicant's view and of the engine's own reasons. In applicants' texts
// {time}, {id} and {what} are filled in.
func Texts() map[string]Text {
	a, e := &applicantTexts, &engineTexts
	out := map[string]Text{
		"applicant: processing": a.processing, "applicant: processing, at no known time": a.undated, "applicant: ready": a.paying,
		"applicant: paid": a.paid, "applicant: paid, at no known time": a.paidUndated, "applicant: something to do": a.act,
		"applicant: something to do in time": a.actBy, "applicant: something to give": a.provide, "applicant: a time to wait for": a.wait,
		"applicant: an open payout": a.pending, "applicant: what support needs": a.support, "applicant: under instruction": a.fraud,
		"engine: no-input": e.noInput, "engine: skipped": e.skipped, "engine: suppressed": e.suppressed, "engine: cleared": e.cleared,
		"engine: not-applicable": e.notApplicable, "engine: error": e.broken,
	}
	for i := range causes {
		out["cause: "+causes[i].ID] = causes[i].Text
	}
	return out
}

// fill replaces each {key} in a message with the finding's evidence of that name.
func fill(s string, l Lang, f Finding) string {
	if !strings.Contains(s, "{") {
		return s
	}
	for k, v := range f.Evidence() {
		s = strings.ReplaceAll(s, "{"+k.Name+"}", valueText(v, l, k))
	}
	return s
}

// valueText formats a value for people.
func valueText(v intake.Value, l Lang, k Key) string {
	switch v.Unit() {
	case intake.UnitFact:
		return Text{ZH: [...]string{"未知", "否", "是"}[min(v.Fact(), intake.Yes)], EN: v.Fact().String()}.In(l)
	case intake.UnitFen:
		n, _ := v.Int()
		return Text{ZH: intake.Fen(n).String() + " 元", EN: "CNY " + intake.Fen(n).String()}.In(l)
	case intake.UnitDay:
		return v.Date().String()
	case intake.UnitInstant:
		return v.Time().Format("2006-01-02 15:04")
	case intake.UnitWord:
		return k.saying(slices.Index(k.Words, v.Word()), l)
	case intake.UnitWords:
		var out []string
		for i := range k.Words {
			if v.Set()&(1<<i) != 0 {
				out = append(out, k.saying(i, l))
			}
		}
		return strings.Join(out, Text{ZH: "、", EN: ", "}.In(l))
	}
	n, _ := v.Int()
	return strconv.FormatInt(n, 10)
}

// inputLabels joins the labels of inputs.
func inputLabels(l Lang, list []intake.Field) string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.Input().Label.In(l)
	}
	return strings.Join(names, labelSeparator.In(l))
}

// saying returns what messages say for the key's i-th word.
func (k *Key) saying(i int, l Lang) string {
	switch {
	case i < 0 || i >= len(k.Words):
		return ""
	case i < len(k.Texts):
		return k.Texts[i].In(l)
	}
	return k.Words[i]
}

var labelSeparator = Text{ZH: "、", EN: ", "}

// wordsOf returns the members of a set of the key's words.
func wordsOf(v intake.Value, k Key) []string {
	out := []string{}
	for i, w := range k.Words {
		if v.Set()&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	return out
}
