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
		`"preset":"strikt"`: "/preset: not one of the values of this list; did you mean strict?",
		`"checks":{"network.vpn":{"severity":"midium"}}`:                                          "/checks/network.vpn/severity: not one of the values of this list; did you mean medium?",
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
