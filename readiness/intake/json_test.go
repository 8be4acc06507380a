package intake_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
	"github.com/stretchr/testify/require"
)

func TestSubmissionJSONRoundTrip(t *testing.T) {
	s := readinesstest.Ready()
	s.Extra = intake.Extra{
		intake.ExtraField("kyc_level"): intake.Count(3),
		intake.ExtraField("vip"):       intake.Truth(intake.No),
		intake.ExtraField("since"):     intake.Day(workday.Date{Year: 2020, Month: 2, Day: 29}),
		intake.ExtraField("seen"):      intake.Instant(moment),
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
	require.Equal(t, known(&s), known(&got))
	require.Contains(t, string(b), `"loss_percent":0.5`)
}

func TestMarshalRedacts(t *testing.T) {
	s := readinesstest.Ready()
	b, err := json.Marshal(s)
	require.NoError(t, err)
	for _, secret := range []string{readinesstest.Name, readinesstest.Document[:6], readinesstest.Mobile, readinesstest.PAN[:6]} {
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
			require.Error(t, err)
			require.True(t, strings.HasPrefix(err.Error(), want+": "), err)
		}
	}
}

func TestNullAndAbsentAreUnknown(t *testing.T) {
	in := `{"id":null,"at":null,"applicant":{"name":null,"document":null,"mobile_changed_on":null,"mobile_reissued":null},
		"card":{"funding":null,"length":null,"quick_pay":null,"element_check":{"mismatched":null}},
		"payout":{"amount_fen":null},"history":{"attempts":null},"extra":null}`
	s, err := intake.ParseSubmission([]byte(in), intake.Strict)
	require.NoError(t, err)
	require.Empty(t, known(&s))
}

func TestEmptyListsAreKnown(t *testing.T) {
	s, err := intake.ParseSubmission([]byte(`{"history":{"attempts":[]},"device":{"ios_scoped_keys":[]}}`), intake.Strict)
	require.NoError(t, err)
	require.Equal(t, []intake.Field{intake.FieldDeviceIOSScopedKeys, intake.FieldHistoryAttempts}, known(&s))
}

func TestTooLargeJSON(t *testing.T) {
	in := `{"applicant":{"name":"` + strings.Repeat("王", 4<<20) + `"}}`
	_, err := intake.ParseSubmission([]byte(in), intake.Lenient)
	var ie *intake.InputError
	require.ErrorAs(t, err, &ie)
	require.Equal(t, "too-large", ie.Kind)
}
