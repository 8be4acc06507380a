package remedy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/remedy"
)

func TestActions(t *testing.T) {
	all := remedy.Actions()
	require.True(t, slices.IsSortedFunc(all, func(a, b remedy.Action) int { return strings.Compare(a.ID, b.ID) }))
	texts := map[string]string{}
	for _, a := range all {
		t.Run(a.ID, func(t *testing.T) {
			require.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, a.ID)
			require.NotEqual(t, remedy.OwnerNone, a.Owner)
			require.Equal(t, a.Owner == remedy.Nobody, a.Effort == remedy.EffortNone, "waiting, and only waiting, is no work")
			for _, lang := range []remedy.Lang{remedy.ZH, remedy.EN} {
				s := a.Text[lang]
				require.NotEmpty(t, s)
				require.Empty(t, texts[s], "two actions with one text are one action")
				texts[s] = a.ID
				require.LessOrEqual(t, len([]rune(s)), 160, "short enough to be read on a phone")
				require.NotRegexp(t, promises, s)
			}
			require.True(t, strings.HasSuffix(a.Text[remedy.ZH], "。"))
			require.True(t, strings.HasSuffix(a.Text[remedy.EN], "."))
			require.True(t, strings.ContainsFunc(a.Text[remedy.ZH], func(r rune) bool { return unicode.Is(unicode.Han, r) }))
			require.False(t, strings.ContainsFunc(a.Text[remedy.EN], func(r rune) bool { return unicode.Is(unicode.Han, r) }))
			got, ok := remedy.ActionByID(a.ID)
			require.True(t, ok)
			require.Equal(t, a, got)
			require.False(t, a.IsZero())
		})
	}
}

// A card reported lost gets the same advice as an expired one.
func TestReplacingACardNamesNoCause(t *testing.T) {
	for _, s := range remedy.ReplaceCardAtBank.Text {
		require.NotRegexp(t, "过期|挂失|expired|lost", s)
	}
}

// The applicant is spoken to, in the words of the apps they use, and a bank's record
// follows the document, never the other way round.
func TestTheReaderIsTheApplicant(t *testing.T) {
	for _, a := range remedy.Actions() {
		if a.Owner == remedy.Applicant {
			require.NotRegexp(t, "请收款人|收款应用", a.Text[remedy.ZH], a.ID)
			require.NotRegexp(t, "[Hh]ave the payee", a.Text[remedy.EN], a.ID)
		}
	}
	require.Contains(t, remedy.UpdateBankRecord.Text[remedy.ZH], "与有效证件一致")
	require.NotContains(t, remedy.UpdateBankRecord.Text[remedy.ZH], "姓名")
	require.Equal(t, "请改填在银行预留的本人手机号。", remedy.CorrectMobile.Text[remedy.ZH])
}

// Words that promise an outcome or teach how to get around a limit. Splitting may
// appear only as "不要拆分" and "Do not split".
var promises = regexp.MustCompile(`(?i)一定|必定|必然|保证|百分之百|肯定|即可到账|will succeed|guarantee|certainly|for sure|always works|` +
	`分多次|分笔|小额多次|(^|[^要])拆分|(^|[^o][^t]|[^t]) split|绕过|规避|bypass|evade|avoid detection`)

func TestPromisesAreFound(t *testing.T) {
	for _, s := range []string{"修改后一定成功", "请拆分金额", "This will succeed.", "Then split the amount.", "分多次提交", "规避风控"} {
		require.Regexp(t, promises, s)
	}
	for _, s := range []string{"不要拆分金额。", "Do not split it."} {
		require.NotRegexp(t, promises, s)
	}
}

// Every action variable is in the list.
func TestEveryActionIsListed(t *testing.T) {
	src, err := os.ReadFile("actions.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`(?m)^\t(\w+) +=? *= Action\{ID: "([a-z0-9-]+)"`).FindAllStringSubmatch(string(src), -1)
	require.Len(t, declared, len(remedy.Actions()))
	for _, m := range declared {
		_, ok := remedy.ActionByID(m[2])
		require.True(t, ok, m[1])
		require.Equal(t, strings.ToLower(strings.ReplaceAll(m[2], "-", "")), strings.ToLower(m[1]), "the name is the ID")
	}
}

func TestActionsAreACopy(t *testing.T) {
	remedy.Actions()[0].ID = "changed"
	require.NotEqual(t, "changed", remedy.Actions()[0].ID)
}

func TestActionByIDUnknown(t *testing.T) {
	for _, id := range []string{"", "no-such-action", "WAIT", " wait", "wait\x00", strings.Repeat("w", 1<<20)} {
		a, ok := remedy.ActionByID(id)
		require.False(t, ok)
		require.True(t, a.IsZero())
	}
}

func TestLang(t *testing.T) {
	for in, want := range map[string]remedy.Lang{"zh": remedy.ZH, "zh-CN": remedy.ZH, "en": remedy.EN} {
		got, err := remedy.ParseLang(in)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, in := range []string{"", "EN", "zh-TW", "fr", "1380013"} {
		_, err := remedy.ParseLang(in)
		require.EqualError(t, err, "remedy: language must be zh-CN or en")
	}
	b, err := json.Marshal([]remedy.Lang{remedy.ZH, remedy.EN, 9})
	require.NoError(t, err)
	require.JSONEq(t, `["zh-CN","en","en"]`, string(b))
	var back []remedy.Lang
	require.NoError(t, json.Unmarshal([]byte(`["zh","en"]`), &back))
	require.Equal(t, []remedy.Lang{remedy.ZH, remedy.EN}, back)
	require.Error(t, json.Unmarshal([]byte(`["xx"]`), &back))
}

func TestText(t *testing.T) {
	require.Equal(t, "好", remedy.Text{remedy.ZH: "好", remedy.EN: "good"}.In(remedy.ZH))
	require.Equal(t, "good", remedy.Text{remedy.ZH: "好", remedy.EN: "good"}.In(remedy.EN))
	require.Equal(t, "good", remedy.Text{remedy.EN: "good"}.In(remedy.ZH), "an empty language falls back to English")
	require.Equal(t, "good", remedy.Text{remedy.ZH: "好", remedy.EN: "good"}.In(200), "so does an unknown one")
	for _, l := range []remedy.Lang{remedy.ZH, remedy.EN, 200} {
		require.Equal(t, "好", remedy.Text{remedy.ZH: "好"}.In(l), "and English to Chinese")
		require.Empty(t, remedy.Text{}.In(l))
	}
	require.True(t, remedy.Text{}.IsZero())
	require.False(t, remedy.Text{remedy.EN: "good"}.IsZero())
}

func TestEnums(t *testing.T) {
	require.Equal(t, []string{"", "applicant", "bank", "channel", "integrator", "nobody", ""}, names[remedy.Owner](7))
	require.Equal(t, []string{"none", "low", "medium", "high", ""}, names[remedy.Effort](5))
}

func names[E interface {
	~uint8
	fmt.Stringer
}](n uint8) (out []string) {
	for i := range n {
		out = append(out, E(i).String())
	}
	return out
}

func ExampleActions() {
	for _, a := range remedy.Actions()[:2] {
		fmt.Println(a.ID, a.Owner, a.Effort, a.Text.In(remedy.EN))
	}
	// Output:
	// activate-card applicant medium Ask the card's bank to activate the card, then try again.
	// add-branch-code integrator low Add the branch code of the payee's account.
}

func ExampleActionByID() {
	a, ok := remedy.ActionByID("turn-off-vpn")
	fmt.Println(a.Text.In(remedy.ZH), ok)
	// Output: 关闭 VPN。 true
}

func ExampleText_In() {
	text := remedy.Text{remedy.ZH: "关闭 VPN", remedy.EN: "Turn off the VPN"}
	fmt.Println(text.In(remedy.EN))
	// Output: Turn off the VPN
}

func ExampleParseLang() {
	l, err := remedy.ParseLang("zh")
	fmt.Println(l, err)
	// Output: zh-CN <nil>
}
