package intake_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// refused returns the only mistake of an input.
func refused(t *testing.T, in string, l remedy.Lang) intake.Mistake {
	t.Helper()
	s, err := intake.ParseSubmission([]byte(in), intake.Strict)
	if err == nil {
		err = s.Validate()
	}
	found := intake.Mistakes(err, l)
	require.Len(t, found, 1, in)
	return found[0]
}

func TestMistakesNameWhatWasMeant(t *testing.T) {
	for _, c := range []struct{ in, field, kind, nearest string }{
		{`{"card":{"state":"lost"}}`, "/card/state", "value", "reported_lost"},
		{`{"card":{"state":"Reported-Lost"}}`, "/card/state", "value", "reported_lost"},
		{`{"card":{"state":"cancel"}}`, "/card/state", "value", "cancelled"},
		{`{"card":{"state":"receive"}}`, "/card/state", "value", ""}, // one of two
		{`{"card":{"state":"no"}}`, "/card/state", "value", ""},      // part of too many words
		{`{"history":{"attempts":[{},{"outcome":"fail"}]}}`, "/history/attempts/1/outcome", "value", "failed"},
		{`{"cardd":{}}`, "", "unknown-field", "/card"},
		{`{"Card":{}}`, "", "unknown-field", "/card"},
		{`{"card":{"openedOn":"2026-01-01"}}`, "/card", "unknown-field", "/card/opened_on"},
		{`{"history":{"attempts":[{"orderid":"a"}]}}`, "/history/attempts/0", "unknown-field", "/history/attempts/0/order_id"},
		{`{"amount_fen":1}`, "/amount_fen", "unknown-field", "/payout/amount_fen"},
		{`{"amount":1}`, "", "unknown-field", "/payout/amount_fen"},
		{`{"xyzzy":1}`, "", "unknown-field", ""},
		{`{"card":{"at":"2026-01-01"}}`, "/card/at", "unknown-field", "/at"},
	} {
		m := refused(t, c.in, remedy.EN)
		require.EqualValues(t, c.field, m.Field, c.in)
		require.Equal(t, c.kind, m.Kind, c.in)
		require.Equal(t, c.nearest, m.Nearest, c.in)
		if c.nearest != "" {
			require.Contains(t, m.Text, "did you mean "+c.nearest+"?")
			require.Contains(t, refused(t, c.in, remedy.ZH).Text, "是否指 "+c.nearest+"？")
		}
	}
}

func TestMistakesShowAnExample(t *testing.T) {
	m := refused(t, `{"at":"2026-11-24 10:00:00"}`, remedy.EN)
	require.Equal(t, "must be a time with its offset (RFC 3339), such as 2026-11-24T10:00:00+08:00", m.Text)
	require.Equal(t, []string{"2026-11-24T10:00:00+08:00"}, m.Allowed)
	b, err := json.Marshal(refused(t, `{"history":{"platform_score":101}}`, remedy.ZH))
	require.NoError(t, err)
	require.JSONEq(t, `{"field":"/history/platform_score","kind":"out-of-range","allowed":["0–100"],"text":"须为整数，不加引号，0 至 100"}`, string(b))
}

// Whatever stands in the input, a mistake does not repeat it. The numbers cannot be
// anybody's, and the name is a person's of the tests.
func TestMistakesRepeatNothing(t *testing.T) {
	for _, value := range []string{"王小明", "13800001234", "6222020000000000125", "11010519491231002X"} {
		for _, form := range []string{
			`{%q:1}`, `{"card":{%q:1}}`, `{"card":{"state":%q}}`, `{"at":%q}`, `{"id":[%q]}`, `{"card":{"element_check":{"mismatched":[%q]}}}`,
			`{"device":{"region":%q}}`, `{"extra":{%q:1}}`, `{"extra":{"a":[%q]}}`, `{"history":{"attempts":[{"outcome":%q}]}}`, `{"payout":{"branch_code":"x%s"}}`,
		} {
			in := strings.ReplaceAll(fmt.Sprintf(form, value), `"x"`, `"x`)
			for _, l := range []remedy.Lang{remedy.ZH, remedy.EN} {
				s, err := intake.ParseSubmission([]byte(in), intake.Strict)
				if err == nil {
					err = s.Validate()
				}
				require.Error(t, err, in)
				b, jsonErr := json.Marshal(intake.Mistakes(err, l))
				require.NoError(t, jsonErr)
				require.NotContains(t, string(b), value, in)
				require.NotContains(t, err.Error(), value, in)
			}
		}
	}
}

// Beside names and words of the input's own, each language is itself.
func TestMistakesSpeakOneLanguage(t *testing.T) {
	ours := regexp.MustCompile(`[a-z0-9]+(_[a-z0-9]+)*(、|$|，|；|？)|JSON|RFC|UTF|ASCII|true|false|CN|T10|order|null|[IVX]+`)
	for _, in := range []string{
		`{`, `[]`, `{"a":1}`, `{"at":7}`, `{"at":"x"}`, `{"card":{"state":"x","a":1}}`, `{"card":{"opened_on":7}}`, `{"card":{"quick_pay":7}}`, `{"payout":{"amount_fen":"x"}}`,
		`{"payout":{"order_id":"一"}}`, `{"payout":{"branch_code":"1"}}`, `{"card":{"bin":"1"}}`, `{"device":{"region":"1"}}`, `{"extra":[]}`, `{"id":"a b"}`,
		`{"card":{"length":1}}`, `{"device":{"loss_percent":"x"}}`, `{"history":{"attempts":{}}}`, `{"card":{"holder":{"name_hash":{"hex":"xyz"}}}}`, `{"id":"a","id":"b"}`,
	} {
		require.NotRegexp(t, `[A-Za-z]{2,}`, ours.ReplaceAllString(refused(t, in, remedy.ZH).Text, ""), in)
		require.NotRegexp(t, `\p{Han}`, refused(t, in, remedy.EN).Text, in)
	}
}

func TestMistakesOfWrappedAndForeignErrors(t *testing.T) {
	_, err := intake.ParseSubmission([]byte(`{"at":7}`), intake.Strict)
	require.Len(t, intake.Mistakes(fmt.Errorf("line 3: %w", errors.Join(err, errors.New("disk"), err)), remedy.ZH), 2)
	require.Nil(t, intake.Mistakes(errors.New("disk"), remedy.ZH))
	require.Nil(t, intake.Mistakes(nil, remedy.ZH))
}

func TestFormsOfFields(t *testing.T) {
	for f, want := range map[intake.Field]string{
		"/card/number": "text", "/card/state": "word", "/card/quick_pay": "boolean", "/payout/amount_fen": "integer", "/at": "time", "/card/opened_on": "day",
		"/device/loss_percent": "percent", "/history/attempts": "list", "/card": "object", "/extra": "extra", "/history/attempts/0/outcome": "word", "/no": "", "": "",
	} {
		require.Equal(t, want, f.Form().Kind, f)
	}
	require.Equal(t, "match", intake.FieldCardElementCheckResult.Form().Words[0])
	for _, in := range intake.Inputs() {
		require.NotEmpty(t, in.Field.Form().Kind, in.Field)
	}
}
