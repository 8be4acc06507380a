package readiness

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/jsonread"
	"github.com/payready/payready/readiness/internal/words"
)

// MaxPolicyBytes bounds a policy document.
const MaxPolicyBytes = 4 << 20

// presets are what a policy document may start from.
var presets = map[string]func() *Policy{
	"standard": StandardPolicy, "lenient": LenientPolicy, "strict": StrictPolicy, "backoffice": BackofficePolicy,
	"lending": LendingPolicy, "payroll": PayrollPolicy, "claims": ClaimsPolicy,
}

// ParsePolicy reads a policy document. Its member "schema" must be PolicySchema:
// no document goes without. Its member "preset" names what it starts
// from (standard, lending, strict, lenient, backoffice, payroll or claims; standard when absent), every
// other member replaces the preset's, and checks are merged by ID, each member by member. The error
// joins the mistakes, each a *PolicyProblem: unknown members, wrong types, values out of
// range, contradictions; of more than 100 it says that there may be more. Whether the checks
// and banks that it names exist is for New to say, which knows the suite and the tables, or
// for Config.ParsePolicy. One byte order mark in front is passed over.
func ParsePolicy(b []byte) (*Policy, error) { return parsePolicy(b, nil, nil, nil) }

// ParsePolicy is like the function of that name, and also says what New would say of the
// policy, so that all its mistakes are told at once: whether the suite has its checks and
// reasons, and the tables its banks, channels and products. c.Policy is not used.
func (c Config) ParsePolicy(b []byte) (*Policy, error) {
	return parsePolicy(b, c.suite(), c.bins(), c.codes())
}

func parsePolicy(b []byte, list []Check, bins *cardbin.Table, codes *failcode.Table) (*Policy, error) {
	if len(b) > MaxPolicyBytes {
		return nil, policyProblem("", "larger than 4 MiB")
	}
	b, skipped := jsonread.SkipMark(b)
	var top map[string]jsontext.Value
	if err := json.Unmarshal(b, &top); err != nil || top == nil {
		return nil, syntaxProblem(err, skipped)
	}
	var d policyDecoder
	p, begun := StandardPolicy(), true
	if raw, ok := top["preset"]; ok {
		var name string
		if json.Unmarshal(raw, &name) != nil || presets[name] == nil {
			d.bad("/preset", "not one of the values of this list").choose(slices.Sorted(maps.Keys(presets)), name)
			begun = false
		} else {
			p = presets[name]()
		}
		delete(top, "preset")
	}
	if _, ok := top["schema"]; !ok {
		d.bad("/schema", "must be %s", PolicySchema)
	}
	d.members("", top, reflect.ValueOf(p).Elem())
	if begun { // else what the document leaves out is not known
		d.add(p.problems(list, bins, codes))
	}
	d.sort()
	if errs := d.all(); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p, nil
}

// syntaxProblem says where the JSON ends that could be read. Of the document so
// many bytes were skipped before.
func syntaxProblem(err error, skipped int64) error {
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.As(err, &syntactic) && errors.Is(err, jsontext.ErrDuplicateName):
		return policyProblem(string(syntactic.JSONPointer), "stands twice")
	case errors.As(err, &syntactic):
		return policyProblem(string(syntactic.JSONPointer), "no valid JSON from byte %d on", skipped+syntactic.ByteOffset)
	}
	return policyProblem("", "must be a JSON object")
}

// policyDecoder reads members one by one, so that one mistake does not hide the
// next.
type policyDecoder struct{ mistakes }

// add takes the mistakes of the policy that was read, but for those at a place
// that has one already, above or below it, or beside it in the same element: what could
// not be read still has the preset's value.
func (d *policyDecoder) add(problems []error) {
	at, above := make(map[string]bool, len(d.list)), map[string]bool{}
	for _, err := range d.list {
		path := element(err.(*PolicyProblem).Path)
		at[path] = true
		for i := range path {
			if path[i] == '/' {
				above[path[:i]] = true
			}
		}
	}
	for _, err := range problems {
		p := err.(*PolicyProblem)
		path := element(p.Path)
		told := at[path] || above[path]
		for i := range path {
			told = told || path[i] == '/' && i > 0 && at[path[:i]]
		}
		if !told {
			d.take(p)
		}
	}
}

// element cuts a path behind the element of the list or map that it is in. The members
// of a channel's or a check's element are looked at each for itself.
func element(path string) string {
	most := 3
	if strings.HasPrefix(path, "/channels/") || strings.HasPrefix(path, "/checks/") {
		most = 4
	}
	parts := strings.SplitN(path, "/", most+1)
	return strings.Join(parts[:min(most, len(parts))], "/")
}

func (d *policyDecoder) members(path string, m map[string]jsontext.Value, to reflect.Value) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if d.full() {
			return
		}
		at := path + "/" + clip(name)
		f, ok := memberField(to, name)
		if !ok {
			d.take(policyProblem(at, "no such member").choose(membersOf(to.Type()), name))
			continue
		}
		d.value(at, m[name], f)
	}
}

// memberField finds a struct's field by its JSON name.
func memberField(v reflect.Value, name string) (reflect.Value, bool) {
	for i := range v.NumField() {
		tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if tag == name && tag != "" {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// value decodes one value: structs and lists one by one, everything else at once.
func (d *policyDecoder) value(path string, raw jsontext.Value, to reflect.Value) {
	if raw.Kind() == 'n' {
		d.bad(path, "must not be null: leave it out instead")
		return
	}
	t := to.Type()
	switch {
	case isPlainStruct(t):
		var m map[string]jsontext.Value
		if json.Unmarshal(raw, &m) != nil {
			d.bad(path, "must be an object")
			return
		}
		d.members(path, m, to)
	case t.Kind() == reflect.Slice:
		var list []jsontext.Value
		if json.Unmarshal(raw, &list) != nil {
			d.bad(path, "must be a list")
			return
		}
		if isPlainStruct(t.Elem()) && tooMany(path, len(list), mostOf(t.Elem()), d.bad) {
			return
		}
		to.Set(reflect.MakeSlice(t, len(list), len(list)))
		for i, raw := range list {
			if d.full() {
				return
			}
			d.value(fmt.Sprintf("%s/%d", path, i), raw, to.Index(i))
		}
	case t.Kind() == reflect.Map && isPlainStruct(t.Elem()):
		var m map[string]jsontext.Value
		if json.Unmarshal(raw, &m) != nil {
			d.bad(path, "must be an object")
			return
		}
		if tooMany(path, len(m), mostOf(t.Elem()), d.bad) {
			return
		}
		merged := reflect.MakeMap(t) // the preset's own stays as it is
		for each := to.MapRange(); each.Next(); {
			merged.SetMapIndex(each.Key(), each.Value())
		}
		to.Set(merged)
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if d.full() {
				return
			}
			key, one := reflect.ValueOf(name).Convert(t.Key()), reflect.New(t.Elem()).Elem()
			if was := to.MapIndex(key); was.IsValid() {
				one.Set(was)
			}
			d.value(path+"/"+clip(name), m[name], one)
			to.SetMapIndex(key, one)
		}
	default:
		if t.Kind() == reflect.Map {
			to.SetZero() // a map of the document replaces the preset's
		}
		if err := json.Unmarshal(raw, to.Addr().Interface(), policyOptions()); err != nil {
			p := plainProblem(path, leafMistake(err, raw, t))
			var word string
			_ = json.Unmarshal(raw, &word)
			if list := words.Of(t); list != nil {
				p.choose(list, word)
			}
			if t == reflect.TypeFor[time.Weekday]() {
				p.Nearest = dayNumber(word)
			}
			d.take(p)
		}
	}
}

// dayNumber returns the number of a day by its name, "" for what is none.
func dayNumber(name string) string {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if en := d.String(); strings.EqualFold(name, en) || strings.EqualFold(name, en[:3]) {
			return strconv.Itoa(int(d))
		}
		if zh := []rune("日一二三四五六")[d]; name == "周"+string(zh) || name == "星期"+string(zh) {
			return strconv.Itoa(int(d))
		}
	}
	return ""
}

// mostOf is how many of a policy's own structs a list or map may hold, before
// there is room made for them.
func mostOf(t reflect.Type) int {
	switch t {
	case reflect.TypeFor[Channel]():
		return maxChannels
	case reflect.TypeFor[Hours]():
		return maxHours
	case reflect.TypeFor[Limit](), reflect.TypeFor[SelfPaymentLimit]():
		return maxLimits
	case reflect.TypeFor[Override]():
		return maxOverrides
	case reflect.TypeFor[ReasonOverride]():
		return maxReasons
	case reflect.TypeFor[CalibrationStep]():
		return maxCalibrationSteps
	}
	return maxWindows
}

// isPlainStruct reports whether a type is one of a policy's own structs, whose
// members are decoded one by one.
func isPlainStruct(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[Override](), reflect.TypeFor[ReasonOverride](), reflect.TypeFor[Suppression](), reflect.TypeFor[Window](),
		reflect.TypeFor[Limit](), reflect.TypeFor[SelfPaymentLimit](), reflect.TypeFor[Channel](), reflect.TypeFor[Hours](), reflect.TypeFor[Calibration](), reflect.TypeFor[CalibrationStep]():
		return true
	}
	return false
}

// policyOptions say how the values of a policy are read.
var policyOptions = sync.OnceValue(func() json.Options {
	return json.WithUnmarshalers(json.JoinUnmarshalers(
		json.UnmarshalFromFunc(jsonread.Int[int64]), json.UnmarshalFromFunc(jsonread.Int[intake.Fen]),
		json.UnmarshalFromFunc(jsonread.Time), jsonread.Word[Date](false), json.UnmarshalFromFunc(decodeAnyWord),
	))
})

// decodeAnyWord reads the words of every type that has some.
func decodeAnyWord(d *jsontext.Decoder, v encoding.TextUnmarshaler) error {
	b, null, err := jsonread.Text(d)
	if err != nil || null {
		return err
	}
	if len(b) == 0 && reflect.TypeOf(v).Elem().Kind() == reflect.Uint8 {
		return words.ErrUnknown
	}
	return v.UnmarshalText(b)
}

// leafMistake keeps of a decoder's error what our own types say.
func leafMistake(err error, raw jsontext.Value, t reflect.Type) string {
	whole := raw.Kind() == '0' && bytes.IndexFunc(raw, func(r rune) bool { return r == '.' || r == 'e' || r == 'E' }) < 0
	switch {
	case t == reflect.TypeFor[time.Weekday]():
		return weekdays
	case !whole && (t == reflect.TypeFor[intake.Fen]() || t == reflect.TypeFor[intake.Opt[intake.Fen]]()):
		return "must be an integer in fen, such as 800000, without quotes"
	case t.Kind() == reflect.Int64 && errors.Is(err, jsonread.ErrInteger) && !whole:
		return "must be an integer, without quotes"
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) && semantic.Err != nil {
		for _, own := range []error{words.ErrUnknown, errClock, errRisk, errPerMille, jsonread.ErrInteger, jsonread.ErrMoment, jsonread.ErrString, jsonread.ErrFact} {
			if errors.Is(err, own) {
				return own.Error()
			}
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return "must be true or false"
	case reflect.String:
		return jsonread.ErrString.Error()
	case reflect.Map:
		return "must be an object of texts"
	}
	return "must be a value of another kind"
}

// Canonical returns the policy written out in full, with every limit, in one
// form: equal policies give equal bytes, and ParsePolicy reads them back.
func (p *Policy) Canonical() []byte {
	b, err := json.Marshal(p, json.Deterministic(true))
	if err != nil {
		panic("readiness: policy has no JSON: " + err.Error()) // every field is plain data
	}
	return b
}
