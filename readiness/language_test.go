package readiness_test

import (
	"regexp"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
)

// What Chinese writes in Latin letters, too, and what is filled in.
var latin = regexp.MustCompile(`\{[a-z_]+\}|VPN|App|IP|BIN|root|Tor|SIM|GPS|Wi-Fi|CVN|Token|Luhn|OCR|ID|URL|SDK|MAC|Excel|SM3|GBK|iOS|Via`)

// Every text that can be shown says in Chinese what it says, and in English likewise.
func TestEachLanguageIsItself(t *testing.T) {
	look := func(where string, text readiness.Text) {
		require.NotEmpty(t, text[readiness.ZH], where)
		require.NotEmpty(t, text[readiness.EN], where)
		require.NotRegexp(t, "[A-Za-z]{2,}", latin.ReplaceAllString(text[readiness.ZH], ""), where)
		for _, r := range text[readiness.EN] {
			require.False(t, unicode.Is(unicode.Han, r), "%s: %s", where, text[readiness.EN])
		}
	}
	for _, c := range readiness.Suite() {
		look(string(c.ID), c.Title)
		look(string(c.ID), c.Purpose)
		for _, r := range c.Reasons {
			look(string(c.ID)+" "+r.Code, r.Message)
		}
	}
	for _, a := range remedy.Actions() {
		look(a.ID, a.Text)
	}
	for name, text := range readiness.Texts() {
		look(name, text)
	}
	for _, in := range intake.Inputs() {
		look(string(in.Field), in.Label)
	}
}

// And so it is with what the messages are filled in with: of every fixture, what the
// report says in either language.
func TestEachLanguageIsItselfWhenItIsFilledIn(t *testing.T) {
	names := regexp.MustCompile(`wechatpay|alipay|mch_transfer|pay_bank`) // of channels and their products
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		found, _ := r.Find(f.Check)
		where := string(f.Check) + " " + f.Code
		zh, en := found.Message(readiness.ZH), found.Message(readiness.EN)
		require.NotRegexp(t, "[A-Za-z]{2,}", latin.ReplaceAllString(names.ReplaceAllString(zh, ""), ""), where)
		require.NotContains(t, names.ReplaceAllString(en, ""), "_", where)
		require.NotRegexp(t, `\p{Han}`, en, where)
	}
}
