package readiness

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
)

// Every sentence that a policy is refused with has its kind and its Chinese, and
// none is left that nothing says.
func TestEveryPolicySentenceIsInBothLanguages(t *testing.T) {
	said := map[string]bool{}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range append(files, "internal/jsonread/jsonread.go", "internal/words/words.go") {
		if strings.HasSuffix(name, "_test.go") || name == "policymistake.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					said[s] = true
				}
			case *ast.CallExpr:
				// bad and policyProblem take a path and a sentence.
				name, ok := n.Fun.(*ast.Ident)
				if sel, isSel := n.Fun.(*ast.SelectorExpr); isSel {
					name, ok = sel.Sel, true
				}
				if !ok || name.Name != "bad" && name.Name != "policyProblem" || len(n.Args) < 2 {
					return true
				}
				if lit, ok := n.Args[1].(*ast.BasicLit); ok {
					s, _ := strconv.Unquote(lit.Value)
					if !ours(s) {
						require.Contains(t, policySentences(), s)
					}
				}
			}
			return true
		})
	}
	for s, of := range policySentences() {
		require.True(t, said[s], "nothing says %q", s)
		require.NotEmpty(t, of.kind, s)
		require.True(t, strings.ContainsFunc(of.zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }), s)
		require.Equal(t, strings.Count(s, "%"), strings.Count(of.zh, "%"), s)
	}
}

// ours reports whether a sentence is about a check, of New and not of a policy.
func ours(s string) bool {
	for _, begin := range []string{"reason %", "evidence %", "group %", "After %", "invalid need", "severity must be", "duplicate ID", "Run is nil", "the ID must be"} {
		if strings.HasPrefix(s, begin) {
			return true
		}
	}
	return false
}

func TestPolicyMistakesNameWhatWasMeant(t *testing.T) {
	for doc, want := range map[string]string{
		`"min_agee":18`:     "/min_agee: no such member; did you mean min_age?",
		`"preset":"strikt"`: "/preset: not one of the values of this list: backoffice, claims, lending, lenient, payroll, standard, strict; did you mean strict?",
		`"checks":{"network.vpn":{"severity":"midium"}}`:                                               "/checks/network.vpn/severity: not one of the values of this list: info, low, medium, high, critical; did you mean medium?",
		`"checks":{"network.vpn":{"level":1}}`:                                                         "/checks/network.vpn/level: no such member; there are: disabled, severity, gate, need, suppressed, risk, reasons",
		`"channels":[{"channel":"a","account_kinds":["persnal"]}]`:                                     "/channels/0/account_kinds/0: not one of the values of this list: personal, corporate; did you mean personal?",
		`"channels":[{"channel":"a","hours":[{"weekdays":["Monday"],"start":"09:00","end":"18:00"}]}]`: "/channels/0/hours/0/weekdays/0: must be 0 (Sunday) to 6 (Saturday); did you mean 1?",
		`"channels":[{"channel":"a","networks":[1]}]`:                                                  "/channels/0/networks/0: must be a string",
		`"min_age":"18"`:            "/min_age: must be an integer, without quotes",
		`"hvps_over_fen":"5000000"`: "/hvps_over_fen: must be an integer in fen, such as 800000, without quotes",
		`"windows":[{"every":"daily","start":"01:00","end":"02:00","effect":"closed","bank":""}]`: "",
	} {
		_, err := ParsePolicy([]byte(`{"schema":"` + PolicySchema + `",` + doc + `}`))
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, "policy: "+want)
	}
}

// A policy's mistakes are told at once: a wrong preset hides no misspelt member, what
// cannot be read hides nothing beside it in a channel, and names are looked up in the
// same run.
func TestPolicyMistakesAreToldAtOnce(t *testing.T) {
	lines := func(doc string, parse func([]byte) (*Policy, error)) (out []string) {
		_, err := parse([]byte(`{"schema":"` + PolicySchema + `",` + doc + `}`))
		for _, m := range intake.Mistakes(err, EN) {
			out = append(out, string(m.Field)+" "+m.Nearest)
		}
		return out
	}
	require.Equal(t, []string{"/min_agee min_age", "/preset strict"}, lines(`"preset":"strikt","min_agee":18`, ParsePolicy))
	require.Equal(t, []string{"/channels/0/name_charset ", "/channels/0/networks "}, lines(`"channels":[{"channel":"a","networks":7,"name_charset":"gb"}]`, ParsePolicy))
	require.Equal(t, []string{"/channels/0 "}, lines(`"channels":[7]`, ParsePolicy), "and nothing of what it lacks")
	require.Equal(t, []string{
		"/channels/0/product mch_transfer", "/checks/card.nunber card.number", "/checks/card.state/reasons/frozn frozen",
		"/min_agee min_age", "/windows/0/bank ICBC", "/windows/0/channel alipay",
	}, lines(`"min_agee":18,"checks":{"card.nunber":{},"card.state":{"reasons":{"frozn":{}}}},"channels":[{"channel":"wechatpay","product":"mch_transfr"}],
		"windows":[{"every":"daily","start":"01:00","end":"02:00","effect":"closed","bank":"ICBCC","channel":"alipya"}]`, Config{}.ParsePolicy))
}

// A name of the document's own forges no line and moves no cursor, wherever it stands, and
// fills no screen.
func TestPolicyMistakesAreOneShortLine(t *testing.T) {
	const name = `red\u001b[31m\n\u009b2J\u202eok`
	const shown = `red\x1b[31m\n\u009b2J\u202eok`
	deep := strings.Repeat("[", 9000)
	for doc, path := range map[string]string{
		`"` + name + `":1`:                                        "/" + shown,
		`"checks":{"` + name + `":{"risk":7}}`:                    "/checks/" + shown,
		`"checks":{"card.state":{"reasons":{"` + name + `":{}}}}`: "/checks/card.state/reasons/" + shown,
		`"checks":{"card.state":{"` + name + `":1}}`:              "/checks/card.state/" + shown,
		`"` + name + `":1,"` + name + `":2`:                       "/" + shown,
		`"a":{"` + name + `":x}`:                                  "/a/" + shown,
		`"min_app_version":{"` + name + `":"1"}`:                  "/min_app_version/" + shown,
		`"extra":` + deep + `x`:                                   "/extra" + strings.Repeat("/0", 97) + "…",
		`"` + strings.Repeat("长", 1000) + `":1,"a":1`:             "/" + strings.Repeat("长", 21) + "…",
		`"` + strings.Repeat("长", 1000) + `":{"a":1,"a":2},"a":1`: "/" + strings.Repeat("长", 66) + "…",
		`"a/b~c":1`:             "/a~1b~0c",
		`"checks":{"a/b~c":{}}`: "/checks/a~1b~0c",
		`"checks":{"` + strings.Repeat("c", 64) + `":{"risk":"x"}}`: "/checks/" + strings.Repeat("c", 64) + "/risk",
	} {
		_, err := Config{}.ParsePolicy([]byte(`{"schema":"` + PolicySchema + `",` + doc + `}`))
		require.Error(t, err, doc[:min(len(doc), 80)])
		var paths []string
		for _, l := range []Lang{EN, ZH} {
			for _, m := range intake.Mistakes(err, l) {
				paths = append(paths, string(m.Field))
				require.False(t, strings.ContainsFunc(m.Text, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", m.Text)
				require.LessOrEqual(t, len(m.Field), 200+len("…"))
			}
		}
		require.Contains(t, paths, path)
		require.False(t, strings.ContainsFunc(strings.ReplaceAll(err.Error(), "\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", err.Error())
		require.Equal(t, len(paths)/2-1, strings.Count(err.Error(), "\n"), "a line for each mistake")
	}
}
