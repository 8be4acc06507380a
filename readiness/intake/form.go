package intake

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/workday"
)

// A form says what may stand at one place of a submission. It is read from the
// types and tags of Submission, and only once something was refused.
type form struct {
	t       reflect.Type
	tag     string   // constraints, as package shape reads them
	path    Field    // as far as the names are known
	members []string // of an object
	words   []string // of an enumeration
}

// formAt follows a JSON Pointer's names through the types as far as they are known.
// The second result is the first name that is not, or "".
func formAt(names []string) (form, string) {
	return form{t: reflect.TypeFor[Submission]()}.at(names)
}

// at is formAt below f.
func (f form) at(names []string) (form, string) {
	for _, name := range names {
		next, ok := f.member(name)
		if !ok {
			f.fill()
			return f, name
		}
		f = next
	}
	f.fill()
	return f, ""
}

// member returns the form of a member or of an item.
func (f form) member(name string) (form, bool) {
	switch {
	case f.t == reflect.TypeFor[Extra]():
		return form{t: reflect.TypeFor[Value](), path: f.path + "/" + Field(name)}, words.Is(name)
	case f.t.Kind() == reflect.Slice && words.IsDigits(name):
		_, inner, _ := strings.Cut(f.tag, "dive")
		return form{t: f.t.Elem(), tag: strings.TrimPrefix(inner, ","), path: f.path + "/" + Field(name)}, true
	case isObject(f.t):
		for i := range f.t.NumField() {
			if m := f.t.Field(i); memberName(m) == name {
				return form{t: m.Type, tag: m.Tag.Get("validate"), path: f.path + "/" + Field(name)}, true
			}
		}
	}
	return form{}, false
}

// isObject reports whether the JSON of a type is an object of its fields.
func isObject(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() > 0 && memberName(t.Field(0)) != ""
}

// memberName returns the name of a field in JSON.
func memberName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// fill adds the names and words that may stand here.
func (f *form) fill() {
	if isObject(f.t) {
		for i := range f.t.NumField() {
			f.members = append(f.members, memberName(f.t.Field(i)))
		}
	}
	t := f.t
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	f.words = words.Of(t)
}

// limit returns the number of a constraint such as "lte=100".
func (f form) limit(name string) (int64, bool) {
	own, _, _ := strings.Cut(f.tag, "dive")
	for part := range strings.SplitSeq(own, ",") {
		if v, ok := strings.CutPrefix(part, name+"="); ok {
			n, err := strconv.ParseInt(v, 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

func (f form) has(name string) bool { return slices.Contains(strings.Split(f.tag, ","), name) }

// A kindOfForm is how a value is written.
type kindOfForm uint8

const (
	textForm kindOfForm = iota
	digitsForm
	countryForm
	idForm
	codeForm
	hexForm
	objectForm
	extraForm
	wordForm
	listForm
	factForm
	momentForm
	dayForm
	integerForm
	percentForm
)

// kind tells how the value is written.
func (f form) kind() kindOfForm {
	switch f.t {
	case reflect.TypeFor[Fact]():
		return factForm
	case reflect.TypeFor[time.Time]():
		return momentForm
	case reflect.TypeFor[workday.Date]():
		return dayForm
	case reflect.TypeFor[Opt[int64]](), reflect.TypeFor[Opt[Fen]](), reflect.TypeFor[Fen]():
		return integerForm
	case reflect.TypeFor[Opt[Percent]](), reflect.TypeFor[Percent]():
		return percentForm
	case reflect.TypeFor[Extra](), reflect.TypeFor[Value]():
		return extraForm
	}
	switch {
	case isObject(f.t):
		return objectForm
	case f.t.Kind() == reflect.Slice:
		return listForm
	case len(f.words) > 0:
		return wordForm
	}
	for tag, kind := range map[string]kindOfForm{"digits": digitsForm, "country": countryForm, "submission_id": idForm, "code": codeForm, "hexadecimal": hexForm} {
		if f.has(tag) {
			return kind
		}
	}
	return textForm
}

// Examples that a reader can copy.
const (
	exampleMoment = "2026-11-24T10:00:00+08:00"
	exampleDay    = "2026-11-24"
	exampleID     = "20261124100000001"
)

// allowed says without a language what may stand here: the words or names of a
// list, an example of a format, a pattern or a range.
func (f form) allowed() []string {
	span := func(least, most string) []string { return []string{least + "–" + most} }
	switch f.kind() {
	case objectForm:
		return f.members
	case wordForm:
		return f.words
	case listForm:
		if f.words != nil {
			return f.words
		}
		if n, ok := f.limit("max"); ok {
			return []string{"≤" + strconv.FormatInt(n, 10)}
		}
		return nil
	case factForm:
		return []string{"true", "false"}
	case momentForm:
		return []string{exampleMoment}
	case dayForm:
		return []string{exampleDay}
	case percentForm:
		return span("0", "100")
	case integerForm:
		least, most := f.bounds()
		return span(strconv.FormatInt(least, 10), strconv.FormatInt(most, 10))
	case extraForm:
		return []string{"true", "false", "12", exampleDay, exampleMoment, "[a-z][a-z0-9_-]{0,31}"}
	case digitsForm:
		if n, ok := f.limit("len"); ok {
			return []string{"[0-9]{" + strconv.FormatInt(n, 10) + "}"}
		}
		least, _ := f.limit("min")
		most, _ := f.limit("text")
		return []string{"[0-9]{" + strconv.FormatInt(least, 10) + "," + strconv.FormatInt(most, 10) + "}"}
	case countryForm:
		return []string{"[A-Z]{2}"}
	case idForm:
		return []string{"[A-Za-z0-9_-]{1,64}"}
	case codeForm:
		return []string{"[ -~]{1,64}"}
	case hexForm:
		return []string{"[0-9a-fA-F]{64}"}
	}
	if f.tag == "" {
		return nil
	}
	return []string{"≤" + strconv.FormatInt(f.bytes(), 10)}
}

// bounds returns the range of an integer.
func (f form) bounds() (least, most int64) {
	least, most = -int64(MaxFen), int64(MaxFen)
	if n, ok := f.limit("gte"); ok {
		least = n
	}
	if n, ok := f.limit("lte"); ok {
		most = n
	}
	return least, most
}

// bytes returns how long a text may be.
func (f form) bytes() int64 {
	if n, ok := f.limit("text"); ok {
		return n
	}
	return 64
}

// A Form says how the value of a field is written, for programs that make submissions
// of something else, such as tables.
type Form struct {
	Kind  string   `json:"kind"`            // text, word, list, boolean, time, day, integer, percent, object or extra
	Words []string `json:"words,omitempty"` // of a word or of a list of words
}

// Form returns how the field is written. A field that does not exist has no Kind.
func (f Field) Form() Form {
	at, unknown := formAt(f.names())
	if unknown != "" || f == "" {
		return Form{}
	}
	return Form{formNames[at.kind()], at.words}
}

var formNames = [...]string{
	textForm: "text", digitsForm: "text", countryForm: "text", idForm: "text", codeForm: "text", hexForm: "text",
	objectForm: "object", extraForm: "extra", wordForm: "word", listForm: "list", factForm: "boolean", momentForm: "time", dayForm: "day", integerForm: "integer", percentForm: "percent",
}
