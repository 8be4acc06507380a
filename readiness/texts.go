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

// appendFilled appends a message in which each {key} is replaced by the finding's
// evidence of that name.
func appendFilled(b []byte, s string, l Lang, f Finding) []byte {
	for {
		before, rest, found := strings.Cut(s, "{")
		b = append(b, before...)
		if !found {
			return b
		}
		name, after, closed := strings.Cut(rest, "}")
		if k, v, ok := f.evidence(name); ok && closed {
			b, s = appendValue(b, v, l, k), after
		} else {
			b, s = append(b, '{'), rest
		}
	}
}

// evidence returns the first evidence under a name.
func (f Finding) evidence(name string) (*Key, intake.Value, bool) {
	n := f.note()
	for i, k := range n.keys {
		if k == 0 {
			break
		}
		if key := &f.planned().Check.Evidence[k-1]; key.Name == name {
			return key, key.value(n.values[i]), true
		}
	}
	return nil, intake.Value{}, false
}

// appendValue formats a value for people.
func appendValue(b []byte, v intake.Value, l Lang, k *Key) []byte {
	switch v.Unit() {
	case intake.UnitFact:
		return append(b, Text{ZH: [...]string{"未知", "否", "是"}[min(v.Fact(), intake.Yes)], EN: v.Fact().String()}.In(l)...)
	case intake.UnitFen:
		n, _ := v.Int()
		if spoken(l) == EN {
			return intake.Fen(n).AppendTo(append(b, "CNY "...))
		}
		return append(intake.Fen(n).AppendTo(b), " 元"...)
	case intake.UnitDay:
		return v.Date().AppendTo(b)
	case intake.UnitInstant:
		return v.Time().AppendFormat(b, "2006-01-02 15:04")
	case intake.UnitWord:
		return append(b, k.saying(slices.Index(k.Words, v.Word()), l)...)
	case intake.UnitWords:
		first := true
		for i := range k.Words {
			if v.Set()&(1<<i) == 0 {
				continue
			}
			if !first {
				b = append(b, labelSeparator.In(l)...)
			}
			b, first = append(b, k.saying(i, l)...), false
		}
		return b
	}
	n, _ := v.Int()
	return strconv.AppendInt(b, n, 10)
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
