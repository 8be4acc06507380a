package readiness_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// leaves walks the inputs of a submission by their JSON names.
func leaves(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	for i := range v.NumField() {
		f, ft := v.Field(i), v.Type().Field(i)
		name, _, _ := strings.Cut(ft.Tag.Get("json"), ",")
		p := path + "/" + name
		switch {
		case name == "extra":
		case f.Kind() == reflect.Struct && strings.HasPrefix(f.Type().PkgPath(), "github.com/payready/payready/readiness") && ft.Type.NumField() > 0 && ft.Type.Field(0).Tag.Get("json") != "":
			leaves(f, p, visit)
		default:
			visit(p, f)
		}
	}
}

// set makes an input known.
func set(t *testing.T, v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *intake.Secret:
		*x = intake.Hide("x")
	case *time.Time:
		*x = noon
	case *workday.Date:
		*x = workday.Date{Year: 2026, Month: 1, Day: 1}
	default:
		switch v.Kind() {
		case reflect.Uint8:
			v.SetUint(1)
		case reflect.String:
			v.SetString("x")
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		case reflect.Struct: // Opt
			v.FieldByName("OK").SetBool(true)
		default:
			t.Fatalf("no way to set %s", v.Type())
		}
	}
}

func TestEveryInputIsAField(t *testing.T) {
	var want []intake.Field
	var s intake.Submission
	leaves(reflect.ValueOf(&s).Elem(), "", func(path string, _ reflect.Value) { want = append(want, intake.Field(path)) })
	require.Equal(t, want, readiness.Fields())
}

func TestKnownIsTheInputThatIsGiven(t *testing.T) {
	require.Empty(t, readiness.Known(&intake.Submission{}))
	for i, f := range readiness.Fields() {
		var s intake.Submission
		n := 0
		leaves(reflect.ValueOf(&s).Elem(), "", func(_ string, v reflect.Value) {
			if n == i {
				set(t, v)
			}
			n++
		})
		require.Equal(t, []intake.Field{f}, readiness.Known(&s))
	}
}

func TestSubmissionJSONRoundTrip(t *testing.T) {
	s := full()
	s.Extra = intake.Extra{
		intake.ExtraField("kyc_level"): intake.Count(3),
		intake.ExtraField("vip"):       intake.Truth(intake.No),
		intake.ExtraField("since"):     intake.Day(readiness.Date{Year: 2020, Month: 2, Day: 29}),
		intake.ExtraField("seen"):      intake.Instant(noon),
		intake.ExtraField("tier"):      intake.Word("gold"),
	}
	s.Device.LossPercent = intake.Some(intake.Percent(50))
	b, err := s.RevealJSON()
	require.NoError(t, err)
	got, err := intake.ParseSubmission(b, intake.Strict)
	require.NoError(t, err)
	again, err := got.RevealJSON()
	require.NoError(t, err)
	require.JSONEq(t, string(b), string(again))
	require.Equal(t, readiness.Known(&s), readiness.Known(&got))
	require.Contains(t, string(b), `"loss_percent":0.5`)
}

func TestMarshalRedacts(t *testing.T) {
	s := full()
	b, err := json.Marshal(s)
	require.NoError(t, err)
	for _, secret := range []string{"王", "110101", "13800001234", "622202"} {
		require.NotContains(t, string(b), secret)
	}
	_, err = intake.ParseSubmission(b, intake.Strict)
	var in *intake.InputError
	require.ErrorAs(t, err, &in)
	require.Equal(t, "redacted", in.Kind)
}

func TestParseSubmissionRefuses(t *testing.T) {
	for _, c := range []struct {
		name, in string
		field    intake.Field
		kind     string
		lenient  bool // accepted there
	}{
		{"no JSON", `{`, "", "syntax", false},
		{"text after", `{} {}`, "", "syntax", false},
		{"a list", `[]`, "", "type", false},
		{"an unknown name", `{"card":{"nunber":"6222"}}`, "/card", "unknown-field", true},
		{"an unknown name of four digits", `{"card":{"1234":"6222"}}`, "/card", "unknown-field", true},
		{"an unknown name of digits", `{"123":1}`, "", "unknown-field", true},
		{"a name in the wrong case", `{"Card":{}}`, "", "unknown-field", true},
		{"a name twice", `{"card":{"issuer":"A","issuer":"B"}}`, "/card/issuer", "duplicate", false},
		{"a word of no list", `{"card":{"funding":"charge"}}`, "/card/funding", "value", true},
		{"a number for a word", `{"card":{"funding":1}}`, "/card/funding", "type", false},
		{"a text for a fact", `{"card":{"quick_pay":"yes"}}`, "/card/quick_pay", "type", false},
		{"a fraction", `{"payout":{"amount_fen":1.5}}`, "/payout/amount_fen", "type", false},
		{"an exponent", `{"payout":{"amount_fen":1e3}}`, "/payout/amount_fen", "type", false},
		{"beyond 2^53", `{"payout":{"amount_fen":9007199254740992}}`, "/payout/amount_fen", "type", false},
		{"beyond 64 bits", `{"payout":{"amount_fen":99999999999999999999999}}`, "/payout/amount_fen", "type", false},
		{"a number as text", `{"payout":{"amount_fen":"100"}}`, "/payout/amount_fen", "type", false},
		{"a moment without offset", `{"at":"2026-11-24T12:00:00"}`, "/at", "value", false},
		{"a day that is none", `{"applicant":{"document":{"expires_on":"2026-02-30"}}}`, "/applicant/document/expires_on", "value", false},
		{"a day for a moment", `{"at":"2026-11-24"}`, "/at", "value", false},
		{"invalid UTF-8", "{\"applicant\":{\"name\":\"\xff\"}}", "/applicant/name", "syntax", false},
		{"redacted", `{"applicant":{"name":"[redacted]"}}`, "/applicant/name", "redacted", false},
		{"in a list", `{"history":{"attempts":[{},{"outcome":"maybe"}]}}`, "/history/attempts/1/outcome", "value", true},
		{"an extra that is a list", `{"extra":{"a":[1]}}`, "/extra", "value", false},
		{"a percent of three decimals", `{"device":{"loss_percent":0.125}}`, "/device/loss_percent", "value", false},
		{"too deep", `{"extra":{"a":` + strings.Repeat("[", 20000), "/extra", "syntax", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := intake.ParseSubmission([]byte(c.in), intake.Strict)
			var in *intake.InputError
			require.ErrorAs(t, err, &in)
			require.Equal(t, c.kind, in.Kind)
			require.Equal(t, c.field, in.Field)
			_, err = intake.ParseSubmission([]byte(c.in), intake.Lenient)
			require.Equal(t, c.lenient, err == nil, "%v", err)
		})
	}
}

// Editors put a mark in front; positions are those of the caller's bytes.
func TestParseSubmissionPassesOverAByteOrderMark(t *testing.T) {
	const mark = "\ufeff"
	for _, mode := range []intake.Mode{intake.Strict, intake.Lenient} {
		s, err := intake.ParseSubmission([]byte(mark+`{"id":"a"}`), mode)
		require.NoError(t, err)
		require.Equal(t, "a", s.ID)
		for in, want := range map[string]string{
			`{"id":7}`:                 "readiness: submission: type at /id (byte 6)",
			mark + `{"id":7}`:          "readiness: submission: type at /id (byte 9)",
			mark + `{"id":"a"`:         "readiness: submission: syntax (byte 12)",
			mark + mark + `{"id":"a"}`: "readiness: submission: syntax (byte 3)",
			`{` + mark + `}`:           "readiness: submission: syntax (byte 1)",
			mark:                       "readiness: submission: syntax (byte 3)",
			mark + strings.Repeat(" ", intake.MaxSubmissionBytes-2): "readiness: submission: too-large",
		} {
			_, err := intake.ParseSubmission([]byte(in), mode)
			require.EqualError(t, err, want)
		}
	}
}

func TestNullAndAbsentAreUnknown(t *testing.T) {
	in := `{"id":null,"at":null,"applicant":{"name":null,"document":null,"mobile_changed_on":null,"mobile_reissued":null},
		"card":{"funding":null,"length":null,"quick_pay":null,"element_check":{"mismatched":null}},
		"payout":{"amount_fen":null},"history":{"attempts":null},"extra":null}`
	s, err := intake.ParseSubmission([]byte(in), intake.Strict)
	require.NoError(t, err)
	require.Empty(t, readiness.Known(&s))
}

func TestEmptyListsAreKnown(t *testing.T) {
	s, err := intake.ParseSubmission([]byte(`{"history":{"attempts":[]},"device":{"ios_scoped_keys":[]}}`), intake.Strict)
	require.NoError(t, err)
	require.Equal(t, []intake.Field{intake.FieldDeviceIOSScopedKeys, intake.FieldHistoryAttempts}, readiness.Known(&s))
}

func TestTooLargeJSON(t *testing.T) {
	in := `{"applicant":{"name":"` + strings.Repeat("王", 4<<20) + `"}}`
	_, err := intake.ParseSubmission([]byte(in), intake.Lenient)
	var ie *intake.InputError
	require.ErrorAs(t, err, &ie)
	require.Equal(t, "too-large", ie.Kind)
}

func TestValidate(t *testing.T) {
	require.NoError(t, full().Validate())
	require.NoError(t, intake.Submission{}.Validate())
	for _, c := range []struct {
		name   string
		change func(*intake.Submission)
		want   intake.Problem
	}{
		{"an ID with a space", func(s *intake.Submission) { s.ID = "a b" }, intake.Problem{Field: "/id", Kind: "malformed"}},
		{"an ID that is a mobile", func(s *intake.Submission) { s.ID = "13800001234" }, intake.Problem{Field: "/id", Kind: "malformed"}},
		{"a year of 9999", func(s *intake.Submission) { s.At = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }, intake.Problem{Field: "/at", Kind: "out-of-range"}},
		{"a long name", func(s *intake.Submission) { s.Applicant.Name = intake.Hide(strings.Repeat("a", 257)) }, intake.Problem{Field: "/applicant/name", Kind: "too-long"}},
		{"a name that is no UTF-8", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("\xff") }, intake.Problem{Field: "/applicant/name", Kind: "too-long"}},
		{"a BIN with letters", func(s *intake.Submission) { s.Card.BIN = intake.Hide("62220x") }, intake.Problem{Field: "/card/bin", Kind: "malformed"}},
		{"a negative amount", func(s *intake.Submission) { s.Payout.Amount = intake.Some(intake.Fen(-1)) }, intake.Problem{Field: "/payout/amount_fen", Kind: "out-of-range"}},
		{"a country of three", func(s *intake.Submission) { s.Device.SIMCountry = "CHN" }, intake.Problem{Field: "/device/sim_country", Kind: "malformed"}},
		{"an enum beyond its list", func(s *intake.Submission) { s.Card.State = 200 }, intake.Problem{Field: "/card/state", Kind: "out-of-range"}},
		{"in a list", func(s *intake.Submission) {
			s.Network.IPRecords = []intake.IPRecord{{}, {VPNConfidence: intake.Some[int64](100)}}
		}, intake.Problem{Field: "/network/ip_records/1/vpn_confidence", Kind: "out-of-range"}},
		{"too many attempts", func(s *intake.Submission) { s.History.Attempts = make([]intake.Attempt, 1001) }, intake.Problem{Field: "/history/attempts", Kind: "too-many"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			var e *intake.ShapeError
			require.ErrorAs(t, s.Validate(), &e)
			require.Equal(t, []intake.Problem{c.want}, e.Problems)
		})
	}
}

// What is refused is refused in a copy: the caller's submission is as it was, and
// the next one finds nothing of it.
func TestAssessIntoLeavesTheSubmissionAsItIs(t *testing.T) {
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	bad := full()
	bad.ID, bad.At, bad.ObservedAt = "13800001234", far, far
	bad.History.Attempts = make([]intake.Attempt, 1001)
	bad.Network.IPRecords = make([]intake.IPRecord, 65)
	bad.Device.IOSScopedKeys, bad.Device.Interfaces = make([]string, 257), make([]string, 257)
	good, before := full(), bad
	var c readiness.Checker
	var r readiness.Report
	want, err := readiness.Assess(good).MarshalJSON()
	require.NoError(t, err)
	for range 3 {
		c.AssessInto(&r, &bad)
		require.Equal(t, before, bad)
		require.Len(t, r.Errors, 7)
		require.Empty(t, r.ID)
		c.AssessInto(&r, &good)
		got, err := r.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	}
}

func TestIDs(t *testing.T) {
	for id, ok := range map[string]bool{
		"loan-20261124-0001":                   true,
		"order_13800001234_x":                  true,
		"12345":                                true,
		"20261124120000123456":                 true,
		"":                                     true, // unknown
		"13800001234":                          false,
		"8613800001234":                        false,
		"138-0000-1234":                        false,
		"110101199003071233":                   false,
		"11010119900307123X":                   false,
		"110101900307123":                      false,
		"6222020000000000125":                  false,
		"6222-0200-0000-0000-125":              false,
		strings.Repeat("a", 65):                false,
		"王":                                    false,
		"a/b":                                  false,
		"550e8400-e29b-41d4-a716-446655440000": true,
	} {
		r := readiness.Assess(intake.Submission{ID: id})
		if ok {
			require.Equal(t, id, r.ID)
			require.Empty(t, r.Errors)
		} else {
			require.Empty(t, r.ID)
			require.Equal(t, []readiness.Problem{{Field: "/id", Kind: "malformed"}}, r.Errors, "%d bytes", len(id))
		}
	}
}

// A list is looked at up to its limit, and not at all beyond it.
func TestLimitsOfLists(t *testing.T) {
	for _, c := range []struct {
		field intake.Field
		most  int
		give  func(s *intake.Submission, n int)
	}{
		{intake.FieldHistoryAttempts, 1000, func(s *intake.Submission, n int) { s.History.Attempts = make([]intake.Attempt, n) }},
		{intake.FieldNetworkIPRecords, 64, func(s *intake.Submission, n int) { s.Network.IPRecords = make([]intake.IPRecord, n) }},
		{intake.FieldDeviceIOSScopedKeys, 256, func(s *intake.Submission, n int) { s.Device.IOSScopedKeys = make([]string, n) }},
		{intake.FieldDeviceInterfaces, 256, func(s *intake.Submission, n int) { s.Device.Interfaces = make([]string, n) }},
	} {
		var s intake.Submission
		c.give(&s, c.most)
		require.Empty(t, readiness.Assess(s).Errors, c.field)
		c.give(&s, c.most+1)
		require.Equal(t, []readiness.Problem{{Field: c.field, Kind: "too-many"}}, readiness.Assess(s).Errors)
	}
}

// The moments that a submission may be of: the years 2000 to 2099 in China.
func TestLimitsOfMoments(t *testing.T) {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, workday.China)
	end := time.Date(2100, 1, 1, 0, 0, 0, 0, workday.China)
	for at, ok := range map[time.Time]bool{first: true, first.Add(-time.Second): false, end.Add(-time.Second): true, end: false} {
		r := readiness.Assess(intake.Submission{At: at})
		require.Equal(t, ok, len(r.Errors) == 0, at)
		require.Equal(t, ok, r.AssessedAt.Equal(at), at)
	}
}
