package readiness_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Every check that is written is asked: a check without its line in suite.go
// would compile, and say nothing.
func TestEveryCheckIsListed(t *testing.T) {
	listed := map[readiness.ID]bool{}
	for _, c := range readiness.Suite() {
		listed[c.ID] = true
	}
	files, err := filepath.Glob("checks_*.go")
	require.NoError(t, err)
	written := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			check, ok := spec.Values[0].(*ast.CompositeLit)
			if !ok {
				return true
			}
			if typ, ok := check.Type.(*ast.Ident); !ok || typ.Name != "Check" {
				return true
			}
			written++
			id := idOf(t, check)
			assert.True(t, listed[id], "%s has %s, but no line of suite.go lists &%s", name, id, spec.Names[0].Name)
			return true
		})
	}
	require.Equal(t, len(listed), written, "every check of the suite stands in a file checks_*.go")
}

// idOf reads the ID out of a check's source.
func idOf(t *testing.T, check *ast.CompositeLit) readiness.ID {
	for _, e := range check.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "ID" {
				s, err := strconv.Unquote(kv.Value.(*ast.BasicLit).Value)
				require.NoError(t, err)
				return readiness.ID(s)
			}
		}
	}
	t.Fatal("a check without an ID")
	return ""
}

// What internal/newcheck leaves to be said is marked TODO.
func TestNothingIsLeftToWrite(t *testing.T) {
	written := func(where string, texts ...string) {
		for _, s := range texts {
			if strings.HasPrefix(s, "TODO") {
				assert.Fail(t, where+" is still to be written", s)
				return
			}
		}
	}
	both := func(where string, s readiness.Text) { written(where, s[readiness.ZH], s[readiness.EN]) }
	for _, c := range readiness.Suite() {
		both(string(c.ID)+": the title", c.Title)
		both(string(c.ID)+": the purpose", c.Purpose)
		for _, cite := range c.Cites {
			written(string(c.ID)+": the cite", cite.Title, cite.Source)
		}
		for _, r := range c.Reasons {
			both(string(c.ID)+": the message of "+r.Code, r.Message)
		}
	}
	for _, in := range intake.Inputs() {
		both(string(in.Field)+": the label", in.Label)
	}
}
