package intake_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
)

var inputs = flag.Int("inputs", 3000, "random inputs that are read in both ways")

// requireSameReading reads an input in both ways. What the fast reader is sure of the
// slow one reads alike; all else is the slow reader's.
func requireSameReading(t require.TestingT, in []byte) (sure bool) {
	for _, m := range []intake.Mode{intake.Strict, intake.Lenient} {
		var slow, fast intake.Submission
		slowErr := intake.ParseSlow(&slow, in, m)
		sure = intake.ReadFast(&fast, in)
		if sure {
			require.NoError(t, slowErr, "%q", in)
			requireEqual(t, &slow, &fast)
		}
		got, err := intake.ParseSubmission(in, m)
		require.Equal(t, slowErr, err, "%q", in)
		requireEqual(t, &slow, &got)
	}
	return sure
}

// requireEqual compares all that two submissions hold. Of times the moment and the
// offset count: time.Parse takes the machine's own zone where its offset is the same.
func requireEqual(t require.TestingT, want, got *intake.Submission) {
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(got).Elem()
	var differ string
	walk(a, b, "", func(path string, x, y any) {
		if !reflect.DeepEqual(x, y) {
			differ = fmt.Sprint(path, ": ", x, " ", y)
		}
	})
	require.Empty(t, differ)
}

func walk(a, b reflect.Value, path string, leaf func(path string, x, y any)) {
	switch x := a.Interface().(type) {
	case time.Time:
		leaf(path, x.Format(time.RFC3339Nano), b.Interface().(time.Time).Format(time.RFC3339Nano))
		return
	case intake.Secret:
		leaf(path, x.Reveal(), b.Interface().(intake.Secret).Reveal())
		return
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() {
				walk(a.Field(i), b.Field(i), path+"/"+a.Type().Field(i).Name, leaf)
			}
		}
		if a.NumField() > 0 && !a.Type().Field(0).IsExported() {
			leaf(path, a.Interface(), b.Interface())
		}
	case reflect.Slice:
		leaf(path+" nil", a.IsNil(), b.IsNil())
		leaf(path+" length", a.Len(), b.Len())
		for i := range min(a.Len(), b.Len()) {
			walk(a.Index(i), b.Index(i), fmt.Sprint(path, "/", i), leaf)
		}
	default:
		leaf(path, a.Interface(), b.Interface())
	}
}

// fill sets every member that the generator of the fast reader knows.
func fill(v reflect.Value, n *int) {
	*n++
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Date(2026, 11, 1+*n%28, *n%24, 59, 58, 0, time.FixedZone("", 8*3600))
		return
	case *intake.Secret:
		*x = intake.Hide(fmt.Sprint("隐私", *n))
		return
	case *intake.Extra:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprint("文字", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Int64:
		v.SetInt(int64(*n))
	default:
		if v.CanUint() {
			v.SetUint(uint64(*n))
		} else if v.CanInt() {
			v.SetInt(int64(1 + *n%12))
		}
	}
}

// everything is a submission with every input but those of custom checks.
func everything(t testing.TB) []byte {
	var s intake.Submission
	n := 0
	fill(reflect.ValueOf(&s).Elem(), &n)
	b, err := s.RevealJSON()
	require.NoError(t, err)
	return b
}

// Every member is read fast: the generated reader knows all of them.
func TestEveryMemberIsReadFast(t *testing.T) {
	in := everything(t)
	require.True(t, requireSameReading(t, in), "go generate ./readiness/intake")
	var s intake.Submission
	require.NoError(t, intake.ParseInto(&s, in, intake.Strict))
	for i := range intake.Inputs() {
		require.True(t, intake.Inputs()[i].Given(&s), intake.Inputs()[i].Field)
	}
}

// What may stand in an input, and what may not.
var oddities = []string{
	``, ` `, `{}`, " {\t}\r\n", `{} x`, `null`, `[]`, `{`, `{"id":"a"`, `{"id":"a",}`, `{,}`, `{"id"}`, `{"id":}`, `{"id":1}`, `{"id":null}`, `{"id":nullx}`,
	`{"id":"a","id":"b"}`, `{"i\u0064":"a"}`, `{"i\u0064":"a","id":"b"}`, `{"ID":"a"}`, `{"":""}`, `{"id":"a" "at":null}`, "{\"id\":\"a\x00\"}", "{\"id\":\"\xff\"}", "\ufeff{}",
	`{"applicant":{"name":"[redacted]"}}`, `{"applicant":{"name":"\u005bredacted]"}}`, `{"applicant":{"name":"王\u6653明\n"}}`, `{"applicant":{"name":"\ud800"}}`, `{"applicant":{"name":"\q"}}`, `{"applicant":{"name":"a\`, `{"applicant":{"name":""}}`,
	`{"applicant":null}`, `{"applicant":[]}`, `{"applicant":{"document":{"type":"passport"}}}`, `{"applicant":{"document":{"type":""}}}`, `{"applicant":{"document":{"type":"later"}}}`, `{"applicant":{"document":{"type":1}}}`,
	`{"card":{"quick_pay":true}}`, `{"card":{"quick_pay":tru}}`, `{"card":{"quick_pay":truex}}`, `{"card":{"quick_pay":"true"}}`, `{"card":{"quick_pay":0}}`, `{"card":{"opened_on":"2026-02-29"}}`, `{"card":{"opened_on":""}}`,
	`{"card":{"length":19}}`, `{"card":{"length":019}}`, `{"card":{"length":-0}}`, `{"card":{"length":-19 }}`, `{"card":{"length":- 19}}`, `{"card":{"length":19.0}}`, `{"card":{"length":1e1}}`, `{"card":{"length":"19"}}`, `{"card":{"length":9007199254740991}}`, `{"card":{"length":9007199254740992}}`, `{"card":{"length":-9007199254740992}}`, `{"card":{"length":99999999999999999999}}`, `{"card":{"length":}}`, `{"card":{"length":-}}`,
	`{"device":{"loss_percent":1.25}}`, `{"device":{"loss_percent":1.}}`, `{"device":{"loss_percent":.5}}`, `{"device":{"loss_percent":01}}`, `{"device":{"loss_percent":100.00}}`, `{"device":{"loss_percent":1.250}}`, `{"device":{"loss_percent":1.255}}`, `{"device":{"loss_percent":1e1}}`, `{"device":{"loss_percent":-1}}`, `{"device":{"loss_percent":null}}`,
	`{"device":{"interfaces":[]}}`, `{"device":{"interfaces":null}}`, `{"device":{"interfaces":[null,"a"]}}`, `{"device":{"interfaces":["a",]}}`, `{"device":{"interfaces":[,]}}`, `{"device":{"interfaces":["a" "b"]}}`, `{"device":{"interfaces":["a"`, `{"device":{"interfaces":{}}}`, `{"network":{"forwarded_for":["[redacted]"]}}`,
	`{"history":{"attempts":[{},null,{"order_id":"a"}]}}`, `{"history":{"attempts":[{"outcome":"failed"},{"outcom":"failed"}]}}`, `{"card":{"element_check":{"mismatched":["name",null]}}}`,
	`{"extra":{"a":1}}`, `{"extra":null}`, `{"extra":{}}`, `{"later":1}`,
	`{"at":"2026-11-24T12:00:00+08:00"}`, `{"at":"2026-11-24T12:00:00Z"}`, `{"at":"2026-11-24T12:00:00.5+08:00"}`, `{"at":"2026-11-31T12:00:00+08:00"}`, `{"at":"2026-11-30T12:00:00+08:00"}`, `{"at":"2026-11-24T24:00:00+08:00"}`, `{"at":"2026-11-24T12:60:00+08:00"}`, `{"at":"2026-11-24T12:00:60+08:00"}`, `{"at":"2026-00-24T12:00:00+08:00"}`, `{"at":"2026-11-00T12:00:00+08:00"}`, `{"at":"2026/11-24T12:00:00+08:00"}`, `{"at":"2026-11-24t12:00:00+08:00"}`, `{"at":"2026-11-24 12:00:00+08:00"}`, `{"at":"0000-01-01T00:00:00+08:00"}`, `{"at":"9999-12-28T23:59:59+08:00"}`, `{"at":"202a-11-24T12:00:00+08:00"}`, `{"at":""}`, `{"at":"2026-11-24T12:00:00-08:00"}`, `{"at":"2026-11-24T12:00:00\u002b08:00"}`,
}

func TestOdditiesReadAlike(t *testing.T) {
	for _, in := range oddities {
		requireSameReading(t, []byte(in))
	}
	requireSameReading(t, append(bytes.Repeat([]byte(" "), intake.MaxSubmissionBytes), "{}"...))
	requireSameReading(t, append(bytes.Repeat([]byte(" "), intake.MaxSubmissionBytes-2), "{}"...))
	for _, in := range []string{`{"extra":{"a":1}}`, `{"id":"a","id":"b"}`, `{"later":1}`} {
		require.False(t, requireSameReading(t, []byte(in)), in)
	}
}

// spoil changes an input at some places: what becomes of it is mostly no JSON, and
// sometimes other JSON.
func spoil(random *rand.Rand, in []byte) []byte {
	out := slices.Clone(in)
	for range random.IntN(4) {
		at := random.IntN(len(out) + 1)
		switch random.IntN(5) {
		case 0:
			out = out[:at]
		case 1:
			out = slices.Insert(out, at, " \t\"\\{}[],:0-.e\x00\xff"[random.IntN(16)])
		case 2:
			out = slices.Delete(out, at, min(len(out), at+1+random.IntN(8)))
		case 3:
			odd := strings.Trim(oddities[random.IntN(len(oddities))], "{}")
			out = slices.Insert(out, at, []byte(","+odd)...)
		case 4:
			from := random.IntN(len(in))
			out = slices.Insert(out, at, in[from:min(len(in), from+random.IntN(60))]...)
		}
	}
	return out
}

func TestRandomInputsReadAlike(t *testing.T) {
	in := everything(t)
	sure := 0
	for seed := range uint64(*inputs) {
		random := rand.New(rand.NewPCG(seed, 25))
		if requireSameReading(t, spoil(random, in)) {
			sure++
		}
	}
	require.NotZero(t, sure)
}

func FuzzReadAlike(f *testing.F) {
	f.Add(everything(f))
	for _, in := range oddities {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) { requireSameReading(t, in) })
}

func BenchmarkParse(b *testing.B) {
	in := everything(b)
	var s intake.Submission
	for name, read := range map[string]func() error{
		"slow": func() error { s = intake.Submission{}; return intake.ParseSlow(&s, in, intake.Strict) },
		"fast": func() error { return intake.ParseInto(&s, in, intake.Strict) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
