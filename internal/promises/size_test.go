package promises_test

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What a reader can hold in mind at once.
const (
	maxFileLines     = 500
	maxFunctionLines = 80
	maxBranches      = 25 // of a function, by McCabe's count
)

// longer are the functions that may be over a limit, and why: each is one list of
// conditions, which names of parts would only hide.
var longer = map[string]string{
	"readiness/policycheck.go (*Window).problems":     "one line for each member of a window",
	"readiness/policychannels.go (*Channel).problems": "one line for each member of a profile",
	"readiness/checks_payout.go runChannelSupport":    "what the profile refuses, then what it takes to know that",
}

// No file has over 500 lines, and no function over 80 lines or more than 25 ways
// through it, generated code left aside.
func TestSizes(t *testing.T) {
	used := map[string]bool{}
	for _, s := range library(t) {
		if ast.IsGenerated(s.tree) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, s.name))
		if !assert.NoError(t, err) {
			continue
		}
		if n := strings.Count(string(text), "\n"); n > maxFileLines {
			assert.Fail(t, "a file is too long", "%s has %d lines, at most %d", s.name, n, maxFileLines)
		}
		s.functions(func(name string, body ast.Node) {
			lines := s.fset.Position(body.End()).Line - s.fset.Position(body.Pos()).Line + 1
			ways := branches(body)
			if lines <= maxFunctionLines && ways <= maxBranches {
				return
			}
			if place := s.name + " " + name; longer[place] != "" {
				used[place] = true
			} else {
				assert.Fail(t, "a function is too long", "%s has %d lines and %d branches, at most %d and %d", place, lines, ways, maxFunctionLines, maxBranches)
			}
		})
	}
	for place := range longer {
		assert.True(t, used[place], "%s is within the limits: it leaves the list", place)
	}
}

// functions calls f with every function of the file, and with those that a
// top-level variable holds, such as the Run of a check.
func (s source) functions(f func(name string, body ast.Node)) {
	for _, d := range s.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				name = "(" + receiver(d.Recv.List[0].Type) + ")." + name
			}
			f(name, d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					ast.Inspect(v, func(n ast.Node) bool {
						lit, ok := n.(*ast.FuncLit)
						if ok {
							f("a function in "+v.Names[0].Name, lit)
						}
						return !ok
					})
				}
			}
		}
	}
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return "*" + receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "?"
}

// branches counts as gocyclo does: one, and one more for every if, loop, case that
// is not default, && and ||.
func branches(n ast.Node) int {
	count := 1
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			count++
		case *ast.CaseClause:
			if n.List != nil {
				count++
			}
		case *ast.CommClause:
			if n.Comm != nil {
				count++
			}
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				count++
			}
		}
		return true
	})
	return count
}
