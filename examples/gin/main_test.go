package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

// All tests share one router, because gin's validator is global.
var routes = sync.OnceValues(func() (*gin.Engine, error) {
	gin.SetMode(gin.TestMode)
	return router(func() time.Time { return time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC) })
})

// ask posts a body and returns the answer.
func ask(t *testing.T, accept, body string) *httptest.ResponseRecorder {
	r, err := routes()
	require.NoError(t, err)
	req := httptest.NewRequest(http.MethodPost, "/payouts/assess", strings.NewReader(body))
	req.Header.Set("Accept-Language", accept)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

// with returns the sample with one field changed, or without it if value is nil.
func with(t *testing.T, field string, value any) string {
	b, err := os.ReadFile("sample.json")
	require.NoError(t, err)
	var m map[string]any
	require.NoError(t, json.Unmarshal(b, &m))
	if m[field] = value; value == nil {
		delete(m, field)
	}
	b, err = json.Marshal(m)
	require.NoError(t, err)
	return string(b)
}

func errorsOf(t *testing.T, w *httptest.ResponseRecorder) map[string]string {
	require.Equal(t, http.StatusBadRequest, w.Code, w.Body.String())
	var answer struct{ Errors map[string]string }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Errors
}

func TestTags(t *testing.T) {
	for _, c := range []struct {
		tag, field, good, bad, zh, en string
	}{
		{"han_name", "name", "买买提·艾力", "Smith", "name不是有效的中文姓名", "name must be a Chinese name"},
		{"resident_id", "document", "110101199003071233", "110101199003071234", "document不是有效的居民身份证号码", "document must be a resident ID number"},
		{"adult_resident_id", "document", "110101199003071233", "110101201003071233", "document必须是年满 18 周岁者的居民身份证号码", "document must be the resident ID number of an adult"},
		{"cn_mobile", "mobile", "+86 138 0000 1234", "01012345678", "mobile不是有效的内地手机号", "mobile must be a mainland mobile number"},
		{"bank_card", "card", "6222 0200 0000 0000 125", "622202000000000012x", "card不是有效的银行卡号", "card must be a bank card number"},
		{"debit_card", "card", "6222020000000000125", "4000000000000002", "card必须是借记卡卡号", "card must be the number of a debit card"},
	} {
		t.Run(c.tag, func(t *testing.T) {
			require.Equal(t, http.StatusOK, ask(t, "en", with(t, c.field, c.good)).Code)
			require.Equal(t, map[string]string{c.field: c.zh}, errorsOf(t, ask(t, "zh-CN,zh;q=0.9,en;q=0.8", with(t, c.field, c.bad))))
			require.Equal(t, map[string]string{c.field: c.en}, errorsOf(t, ask(t, "en-GB,en;q=0.9,zh;q=0.1", with(t, c.field, c.bad))))
		})
	}
}

// The validator's own tags also use the client's language.
func TestRequired(t *testing.T) {
	require.Equal(t, map[string]string{"card": "card为必填字段"}, errorsOf(t, ask(t, "", with(t, "card", nil))))
	require.Equal(t, map[string]string{"card": "card is a required field"}, errorsOf(t, ask(t, "en", with(t, "card", nil))))
	require.Len(t, errorsOf(t, ask(t, "en", "{}")), 5)
}

// No answer contains a value that was sent, in any field.
func TestNoAnswerHoldsAValue(t *testing.T) {
	for _, field := range []string{"name", "document", "mobile", "card", "amount_fen"} {
		for _, value := range []any{"QZX-7788", "\x00QZX\u202e", strings.Repeat("QZX", 2_000), 778899001122, []string{"QZX"}, true} {
			for _, accept := range []string{"zh", "en"} {
				w := ask(t, accept, with(t, field, value))
				if field == "amount_fen" && value == 778899001122 {
					require.Equal(t, http.StatusOK, w.Code)
				} else {
					require.NotEmpty(t, errorsOf(t, w))
				}
				require.NotContains(t, w.Body.String(), "QZX")
				require.NotContains(t, w.Body.String(), "7788")
			}
		}
	}
	for _, body := range []string{"", "QZX", `{"card":"QZX`, `{"card":` + strings.Repeat("9", maxBody) + `}`} {
		require.Equal(t, map[string]string{"body": "The body cannot be read"}, errorsOf(t, ask(t, "en", body)))
		require.Equal(t, map[string]string{"body": "请求格式不正确"}, errorsOf(t, ask(t, "fr", body)))
	}
}

func TestTheReportIsTheAnswer(t *testing.T) {
	sample, err := os.ReadFile("sample.json")
	require.NoError(t, err)
	for accept, lang := range map[string]string{"": "zh-CN", "en": "en", "de": "zh-CN"} {
		w := ask(t, accept, string(sample))
		require.Equal(t, http.StatusOK, w.Code)
		var v readiness.ApplicantView
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &v))
		require.Equal(t, lang, v.Lang.String())
		require.Equal(t, readiness.ApplicantSchema, v.Schema)
		require.NotEmpty(t, v.Headline)
		require.NotContains(t, w.Body.String(), "verdict")
		for _, value := range []string{"王晓明", "110101199003071233", "13800001234", "6222020000000000125"} {
			require.NotContains(t, w.Body.String(), value)
		}
	}
}
