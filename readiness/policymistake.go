package readiness

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/words"
)

// A PolicyProblem is one thing wrong with a policy. intake.Mistakes puts it in words
// in either language.
type PolicyProblem struct {
	Path    string // JSON Pointer into the policy document; long ones are cut, and what does not print is escaped as in Go
	What    string
	Allowed []string // the words or members that may stand there
	Nearest string   // the one that was probably meant
	kind    string   // as in intake.Mistake
	zh      string   // What in Chinese
}

func (p *PolicyProblem) Error() string {
	what := p.text(EN)
	if p.Path == "" { // of the document as a whole
		return "policy: " + what
	}
	return "policy: " + p.Path + ": " + what
}

// Mistakes returns the one mistake.
func (p *PolicyProblem) Mistakes(l Lang) []intake.Mistake {
	m := intake.Mistake{Field: intake.Field(p.Path), Kind: p.kind, Allowed: p.Allowed, Nearest: p.Nearest}
	m.Text = p.text(l)
	return []intake.Mistake{m}
}

// maxListed bounds how many words a sentence lists. Allowed has them all.
const maxListed = 16

// text is the sentence, what may stand there if that is little, and what was meant.
func (p *PolicyProblem) text(l Lang) string {
	s := Text{ZH: p.zh, EN: p.What}.In(l)
	meant := p.Nearest != "" && !strings.Contains(s, p.Nearest)
	field := p.kind == "unknown-field"
	if n := len(p.Allowed); n > 0 && n <= maxListed && !(field && meant) {
		before := Text{ZH: "；可选：", EN: ": "}
		if field {
			before = Text{ZH: "；可用的字段：", EN: "; there are: "}
		}
		s += before.In(l) + Text{ZH: strings.Join(p.Allowed, "、"), EN: strings.Join(p.Allowed, ", ")}.In(l)
	}
	if meant {
		s += Text{ZH: "；是否指 " + p.Nearest + "？", EN: "; did you mean " + p.Nearest + "?"}.In(l)
	}
	return s
}

// maxPath bounds a path. The names in it are the document's own, and may be long or nested.
const maxPath = 200

// policyProblem fills a sentence of policySentences in, in both languages.
func policyProblem(path, sentence string, args ...any) *PolicyProblem {
	p := plainProblem(path, sentence)
	p.What, p.zh = fmt.Sprintf(sentence, args...), fmt.Sprintf(p.zh, args...)
	return p
}

// plainProblem is policyProblem for a sentence with nothing to fill in.
func plainProblem(path, sentence string) *PolicyProblem {
	s := policySentences()[sentence]
	return &PolicyProblem{Path: printable(path, maxPath), What: sentence, kind: s.kind, zh: s.zh}
}

// printable returns a text in one line, without controls and marks of direction, and
// no more of it than so many bytes.
func printable(s string, most int) string {
	var b strings.Builder
	for _, r := range s {
		part := string(r)
		if !unicode.IsPrint(r) {
			part = strings.Trim(strconv.QuoteRuneToASCII(r), "'")
		}
		if b.Len()+len(part) > most {
			return b.String() + "…"
		}
		b.WriteString(part)
	}
	return b.String()
}

// choose adds the words that may stand in a place, and the one that was meant.
func (p *PolicyProblem) choose(list []string, meant string) *PolicyProblem {
	p.Allowed, p.Nearest = list, words.Meant(meant, list)
	return p
}

// membersOf returns the JSON names of a struct's fields.
func membersOf(t reflect.Type) (out []string) {
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// policySentences are all that can be said of a policy, with the kind of mistake and
// the sentence in Chinese.
var policySentences = sync.OnceValue(func() map[string]sentence {
	return map[string]sentence{
		"larger than 4 MiB":                        {"too-large", "超过 4 MiB"},
		"no valid JSON from byte %d on":            {"syntax", "JSON 语法有误，位于第 %d 字节"},
		"stands twice":                             {"duplicate", "出现两次"},
		"there may be more than these %d mistakes": {"too-many", "可能还有其他错误，只列出前 %d 处"},
		"no such member":                           {"unknown-field", "没有这个字段"},
		"must be a JSON object":                    {"type", "须为 JSON 对象"},
		"must be an object":                        {"type", "须为对象"},
		"must be a list":                           {"type", "须为列表"},
		"must be true or false":                    {"type", "须为 true 或 false，不加引号"},
		"must be an integer in fen, such as 800000, without quotes":         {"type", "须为整数，单位为分，例如 800000，不加引号"},
		"must be an integer, without quotes":                                {"type", "须为整数，不加引号"},
		"must be an object of texts":                                        {"type", "须为对象，且各值为文本"},
		"must be a value of another kind":                                   {"type", "值的类型不对"},
		"must not be null: leave it out instead":                            {"type", "不能为 null，不需要就不写"},
		"must be an integer of at most ±(2^53−1)":                           {"type", "须为整数，绝对值不超过 2^53−1"},
		"must be a string":                                                  {"type", "须为带引号的字符串"},
		"must be true, false or null":                                       {"type", "须为 true、false 或 null"},
		"must be a moment with an offset (RFC 3339)":                        {"value", "须为带时区的时间（RFC 3339），例如 2026-11-24T10:00:00+08:00"},
		"must be HH:MM, 00:00 to 24:00":                                     {"value", "须为 HH:MM，00:00 至 24:00"},
		`must be a decimal with at most three places, or "none"`:            {"value", `须为最多三位小数的数，或 "none"`},
		"not one of the values of this list":                                {"value", "不在可用的取值之内"},
		"must be %s":                                                        {"value", "须为 %s"},
		"must be %s; start from a preset, the zero Policy has no limits":    {"value", "须为 %s；请从预设策略开始，空策略没有任何限额"},
		"must be a word of [a-z0-9_-]":                                      {"value", "须为由 [a-z0-9_-] 组成的单词"},
		"must not be negative":                                              {"out-of-range", "不能为负数"},
		"must be %d to %d":                                                  {"out-of-range", "须为 %d 至 %d"},
		"must be 0 to %d":                                                   {"out-of-range", "须为 0 至 %d"},
		"must be 0 to 1":                                                    {"out-of-range", "须为 0 至 1"},
		"must be 0 to 100":                                                  {"out-of-range", "须为 0 至 100"},
		"must be at least 1":                                                {"out-of-range", "至少为 1"},
		"must be the hash of a checker":                                     {"value", "须为检查器的哈希"},
		"must be above the step before":                                     {"value", "须大于前一档"},
		"must have 0 ≤ low ≤ success ≤ high ≤ 1":                            {"value", "须满足 0 ≤ low ≤ success ≤ high ≤ 1"},
		"must not fall as the score rises":                                  {"value", "分数升高时不能下降"},
		"must be 1 to 31, or -1 for the last":                               {"out-of-range", "须为 1 至 31，或 -1 表示最后一天"},
		"must be 1 to 5, or -1 for the last":                                {"out-of-range", "须为 1 至 5，或 -1 表示最后一个"},
		weekdays:                                                            {"out-of-range", "须为 0（星期日）至 6（星期六）"},
		"must be 2, 3 or 4, or 0 for unknown":                               {"out-of-range", "须为 2、3 或 4，不知道为 0"},
		"more than %d":                                                      {"too-many", "超过 %d 项"},
		"longer than 64 bytes":                                              {"too-long", "超过 64 字节"},
		"longer than 200 bytes":                                             {"too-long", "超过 200 字节"},
		"must be given, at most 64 bytes":                                   {"missing", "必填，最多 64 字节"},
		"needed":                                                            {"missing", "必填"},
		"needs both until and reason":                                       {"missing", "until 与 reason 须同时给出"},
		"no such check in the suite":                                        {"value", "没有这项检查"},
		"no such reason of the check":                                       {"value", "这项检查没有这个原因"},
		"no such channel; the nearest is %q":                                {"value", "没有这条通道，最接近的是 %q"},
		"no such product of %s; the nearest is %q":                          {"value", "通道 %s 没有这个产品，最接近的是 %q"},
		"no such bank; the nearest is %q":                                   {"value", "没有这家银行，最接近的是 %q"},
		"no such bank; give a code or name that package cardbin knows":      {"value", "没有这家银行，请给出卡表中的代码或名称"},
		"must be warn or fail":                                              {"value", "须为 warn 或 fail"},
		"must be personal or corporate":                                     {"value", "须为 personal 或 corporate"},
		"must be closed, day_cut or maintenance_possible":                   {"value", "须为 closed、day_cut 或 maintenance_possible"},
		"must be unionpay, visa, mastercard, jcb, amex, diners or discover": {"value", "须为 unionpay、visa、mastercard、jcb、amex、diners 或 discover"},
		`must be gb2312, gbk or ""`:                                         {"value", `须为 gb2312、gbk 或 ""`},
		`must be gate, warn or ""`:                                          {"value", `须为 gate、warn 或 ""`},
		`the platform must be android, ios, harmony or "*"`:                 {"value", `平台须为 android、ios、harmony 或 "*"`},
		"must be a version such as 8.0.44.2160 or 10.5.30(10530)":           {"value", "须为版本号，例如 8.0.44.2160 或 10.5.30(10530)"},
		"must be two capital letters (ISO 3166-1)":                          {"value", "须为两个大写字母的国家代码（ISO 3166-1）"},
		"must be a CIDR prefix":                                             {"value", "须为 CIDR 地址段，例如 10.0.0.0/8"},
		"trusts every address":                                              {"value", "等于信任所有地址"},
		"start must be 00:00 to 23:59, end 00:00 to 24:00":                  {"out-of-range", "start 须为 00:00 至 23:59，end 须为 00:00 至 24:00"},
		"the reason neither warns nor fails":                                {"conflict", "该原因既不是提示也不是不通过"},
		"the reason is a pass":                                              {"conflict", "该原因是通过"},
		"the reason does not say when it clears":                            {"conflict", "该原因没有说明何时解除"},
		"is for a fail only":                                                {"conflict", "只用于不通过的原因"},
		"is before effective_from":                                          {"conflict", "早于 effective_from"},
		"is below min_app_version":                                          {"conflict", "低于 min_app_version"},
		"is above max_amount_fen":                                           {"conflict", "高于 max_amount_fen"},
		"is above max_amount_fen: no amount fits":                           {"conflict", "高于 max_amount_fen，没有可用的金额"},
		"must be a number with at most three decimals":                      {"value", "须为最多三位小数的数"},
		"is denied too":                                                     {"conflict", "同时在拒绝名单内"},
		"must be after from":                                                {"conflict", "须晚于 from"},
		"a dated window needs from and to, in the years 2000 to 2099":       {"missing", "按日期的时段需要 from 和 to，在 2000 至 2099 年之间"},
		"conflicts with trusted_proxies: give only one of them":             {"conflict", "与 trusted_proxies 冲突，只能给出一个"},
		"the same channel and product as /channels/%d":                      {"duplicate", "与 /channels/%d 的通道和产品相同"},
	}
})

// A sentence is the kind of a mistake and its Chinese.
type sentence struct{ kind, zh string }
