package intake

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/remedy"
)

// A Mistake tells whoever wrote the input what to write instead. What it names comes
// from the library's own lists: it holds no value and no unknown name of the input.
type Mistake struct {
	Field   Field    `json:"field"`             // JSON Pointer as far as its names are known, "" for the whole
	Kind    string   `json:"kind"`              // as in InputError and Problem
	Offset  *int64   `json:"offset,omitempty"`  // byte of the input
	Allowed []string `json:"allowed,omitempty"` // the words or names that may stand there, or an example, a pattern or a range
	Nearest string   `json:"nearest,omitempty"` // the word, or the pointer of the field, that was probably meant
	Text    string   `json:"text"`              // one sentence or two in the language asked for
}

// Mistakes explains an error of ParseSubmission, of Validate, of a policy or of a
// table in a language, or what of it is inside other errors. It returns nil for every
// other error.
func Mistakes(err error, l remedy.Lang) []Mistake {
	switch e := err.(type) {
	case interface {
		Mistakes(remedy.Lang) []Mistake
	}:
		return e.Mistakes(l)
	case interface{ Chinese() string }: // of packages that know no Mistake
		english := err.Error()
		for _, name := range [...]string{"cardbin: ", "workday: ", "ipintel: ", "failcode: "} {
			english = strings.TrimPrefix(english, name)
		}
		return []Mistake{{Kind: "value", Text: text(e.Chinese(), english).In(l)}}
	case interface{ Unwrap() []error }:
		var all []Mistake
		for _, one := range e.Unwrap() {
			all = append(all, Mistakes(one, l)...)
		}
		return all
	case interface{ Unwrap() error }:
		return Mistakes(e.Unwrap(), l)
	}
	return nil
}

// Mistakes returns the one mistake.
func (e *InputError) Mistakes(l remedy.Lang) []Mistake {
	m := Mistake{Field: e.Field, Kind: e.Kind, Nearest: e.Nearest, Allowed: e.Allowed, Text: e.text().In(l)}
	if e.Offset >= 0 {
		m.Offset = new(e.Offset)
	}
	return []Mistake{m}
}

// Mistakes returns a mistake for every problem.
func (e *ShapeError) Mistakes(l remedy.Lang) []Mistake {
	all := make([]Mistake, len(e.Problems))
	for i, p := range e.Problems {
		f, _ := formAt(p.Field.names())
		all[i] = Mistake{Field: p.Field, Kind: p.Kind, Allowed: f.allowed(), Text: p.text(f).In(l)}
	}
	return all
}

// names splits a pointer. Names of submissions need no escapes.
func (f Field) names() []string {
	if f == "" {
		return nil
	}
	return strings.Split(string(f[1:]), "/")
}

// teach adds to an error what may stand at its place below root. The pointer is the
// decoder's, whose last name may be unknown; b is the input.
func (e *InputError) teach(root form, at jsontext.Pointer, b []byte) {
	names := slices.Collect(at.Tokens())
	f, unknown := root.at(names)
	e.form = f
	switch e.Kind {
	case "unknown-field":
		e.Allowed = f.members
		e.Nearest = string(nearestField(f, unknown))
	case "type", "value":
		e.Allowed = f.allowed()
		if f.words != nil {
			e.Nearest = words.Meant(textAt(b, names), f.words)
		}
	}
}

// nearestField returns the field that was probably meant by a name: of the members
// of its object, or else one of that name elsewhere.
func nearestField(f form, name string) Field {
	if name == "" {
		return ""
	}
	if near := words.Meant(name, f.members); near != "" {
		return f.path + "/" + Field(near)
	}
	own := words.Folded(name)
	if near := highest(func(last string) bool { return last == own }); near != "" || len(own) < 3 {
		return near
	}
	return highest(func(last string) bool { return strings.Contains(last, own) })
}

// highest returns the input whose last name, folded, is as wanted and which is least
// deep in the submission, or "" if there are several.
func highest(wanted func(last string) bool) (found Field) {
	depth, several := 99, false
	for _, in := range inputs {
		n := in.Field.names()
		if len(n) > depth || !wanted(words.Folded(n[len(n)-1])) {
			continue
		}
		several = len(n) == depth
		found, depth = in.Field, len(n)
	}
	if several {
		return ""
	}
	return found
}

// textAt returns the string at a place of the input, or "".
func textAt(b []byte, names []string) (text string) {
	for _, name := range names {
		var object map[string]jsontext.Value
		var list []jsontext.Value
		if i, err := strconv.Atoi(name); err == nil && json.Unmarshal(b, &list) == nil && i < len(list) {
			b = list[i]
		} else if json.Unmarshal(b, &object) == nil {
			b = object[name]
		} else {
			return ""
		}
	}
	_ = json.Unmarshal(b, &text)
	return text
}

// text says what to write instead.
func (e *InputError) text() remedy.Text {
	f := e.form
	if f.t == nil {
		f, _ = formAt(e.Field.names())
	}
	switch e.Kind {
	case "too-large":
		return textf("超过 %d 字节", "longer than %d bytes", MaxSubmissionBytes)
	case "syntax":
		if e.Offset >= 0 {
			return textf("JSON 语法有误，位于第 %d 字节", "no valid JSON from byte %d on", e.Offset)
		}
		return text("JSON 语法有误", "no valid JSON")
	case "duplicate":
		return text("同一对象内出现两次，请只保留一个", "stands twice in its object; keep one")
	case "unknown-field":
		return join(text("没有这个字段", "no such field here"), e.meant(f))
	case "redacted":
		return text("这里是脱敏后的文本；请传原值，没有就不传", "holds redacted text; send the value itself, or leave the field out")
	case "type", "value":
		if e.Kind == "type" && f.kind() < objectForm {
			return join(text("须为带引号的字符串", "must be a string in quotes"), f.must())
		}
		return join(f.must(), e.meant(form{}))
	case "columns": // these are of a table's rows
		return text("列数与表头不一致", "has another number of cells than the header")
	case "quote":
		return text("引号不成对", "has a quote that does not close")
	case "encoding":
		return text("不是有效的 UTF-8", "no valid UTF-8")
	}
	return text("无法读取", "cannot be read")
}

// meant asks whether the nearest was meant. If there is none, it lists the names.
func (e *InputError) meant(f form) remedy.Text {
	switch {
	case e.Nearest != "":
		return textf("是否指 %s？", "did you mean %s?", e.Nearest)
	case len(f.members) > 0:
		return oneOf("可用的字段", "there are", f.members)
	}
	return remedy.Text{}
}

// text says what to write instead.
func (p Problem) text(f form) remedy.Text {
	switch p.Kind {
	case "too-long":
		return textf("长度须在 %d 字节以内，且为有效的 UTF-8", "must have at most %d bytes of valid UTF-8", f.bytes())
	case "too-many":
		n, _ := f.limit("max")
		return textf("最多 %d 项", "must have at most %d items", n)
	case "personal":
		return text("这是本人的证件号、手机号或卡号，请换用别的编号，例如 20261124100000001", "is a document, mobile or card number of a person; use another number, such as 20261124100000001")
	case "missing":
		return join(text("必填", "needed"), f.must())
	case "out-of-range":
		if f.kind() == momentForm {
			return text("须在 2000 至 2099 年之间", "must be in the years 2000 to 2099")
		}
	}
	return f.must()
}

// must says what may stand at a place.
func (f form) must() remedy.Text {
	number := func(zh, en string) remedy.Text {
		least, most := f.bounds()
		switch {
		case most < int64(MaxFen):
			return textf(zh+"，%d 至 %d", en+" from %d to %d", least, most)
		case least > -int64(MaxFen):
			return textf(zh+"，不小于 %d", en+" of at least %d", least)
		}
		return text(zh, strings.TrimSuffix(en, ","))
	}
	switch f.kind() {
	case objectForm:
		return text("须为 JSON 对象", "must be a JSON object")
	case wordForm:
		return oneOf("须为以下之一", "must be one of", f.words)
	case listForm:
		if f.words != nil {
			return oneOf("须为列表，各项为以下之一", "must be a list of", f.words)
		}
		return text("须为列表", "must be a list")
	case factForm:
		return text("须为 true 或 false，不加引号；不知道就不传", "must be true or false, without quotes; leave out what is not known")
	case momentForm:
		return textf("须为带时区的时间（RFC 3339），例如 %s", "must be a time with its offset (RFC 3339), such as %s", exampleMoment)
	case dayForm:
		return textf("须为日期，例如 %s", "must be a day, such as %s", exampleDay)
	case percentForm:
		return text("须为 0 至 100 的数，最多两位小数", "must be a number from 0 to 100 with at most two decimals")
	case integerForm:
		if f.t != reflect.TypeFor[Opt[int64]]() {
			return number("须为整数，单位为分，例如 800000，不加引号", "must be an integer in fen, such as 800000, without quotes,")
		}
		return number("须为整数，不加引号", "must be an integer, without quotes,")
	case extraForm:
		return text("名称和取值须为小写单词（字母开头，最多 32 个字符）；取值也可为 true、false、整数、日期或时间",
			"names and values must be words of at most 32 lower-case characters that begin with a letter; a value may also be true, false, an integer, a day or a time")
	}
	return f.mustText()
}

// mustText says what a string may be.
func (f form) mustText() remedy.Text {
	switch f.kind() {
	case digitsForm:
		if n, ok := f.limit("len"); ok {
			return textf("须为 %d 位数字", "must have %d digits", n)
		}
		least, _ := f.limit("min")
		return textf("须为 %d 至 %d 位数字", "must have %d to %d digits", least, f.bytes())
	case countryForm:
		return text("须为两个字母的国家代码，例如 CN", "must be a country code of two letters, such as CN")
	case idForm:
		return textf("只能含字母、数字、下划线和短横线，最多 64 个字符，且不得像证件号、手机号或卡号，例如 %s",
			"must have at most 64 letters, digits, underscores and dashes, and must not look like a document, mobile or card number; such as %s", exampleID)
	case codeForm:
		return text("须为文本，最多 64 个可打印的 ASCII 字符", "must be a text of at most 64 printable ASCII characters")
	case hexForm:
		return text("须为十六进制摘要，最多 64 个字符", "must be a digest of at most 64 hexadecimal characters")
	}
	if f.tag == "" {
		return remedy.Text{} // wherever it stands
	}
	return textf("须为文本，最多 %d 字节", "must be a text of at most %d bytes", f.bytes())
}

func oneOf(zh, en string, list []string) remedy.Text {
	return text(zh+"："+strings.Join(list, "、"), en+" "+strings.Join(list, ", "))
}

// textf fills in both languages.
func textf(zh, en string, args ...any) remedy.Text {
	return text(fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...))
}

// join puts two sentences after each other.
func join(a, b remedy.Text) remedy.Text {
	if b.IsZero() {
		return a
	}
	return text(a[remedy.ZH]+"；"+b[remedy.ZH], a[remedy.EN]+"; "+b[remedy.EN])
}
