package promises_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	module = "github.com/payready/payready/"
	root   = "../.."
)

// A source is one file of the library.
type source struct {
	name    string // "readiness/intake/secret.go"
	tree    *ast.File
	fset    *token.FileSet
	imports map[string]string // by the name they have in the file
}

// pkg is the directory, which is the import path within the module.
func (s source) pkg() string { return path.Dir(s.name) }

func (s source) line(n ast.Node) string {
	return s.name + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// library parses every file that somebody who imports cardbin or readiness could
// come to run, whatever its build tags: not tests, commands and nested modules.
func library(t *testing.T) (out []source) {
	fset := token.NewFileSet()
	for _, top := range []string{"cardbin", "internal/typed", "readiness"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil || d.Name() == "testdata" {
					return fs.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			tree, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			if err != nil || tree.Name.Name == "main" {
				return err
			}
			short, err := filepath.Rel(root, name)
			s := source{name: filepath.ToSlash(short), tree: tree, fset: fset, imports: map[string]string{}}
			for _, im := range tree.Imports {
				p, _ := strconv.Unquote(im.Path.Value)
				s.imports[localName(im, p)] = p
			}
			out = append(out, s)
			return err
		}))
	}
	require.Greater(t, len(out), 100, "the library was found")
	return out
}

func localName(im *ast.ImportSpec, importPath string) string {
	if im.Name != nil {
		if im.Name.Name == "_" {
			return "_ " + importPath
		}
		return im.Name.Name
	}
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" { // a major version
		base = path.Base(path.Dir(importPath))
	}
	return strings.TrimSuffix(base, "-golang")
}

// uses calls f with every name of another package that the file mentions.
func (s source) uses(f func(n ast.Node, importPath, name string)) {
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			// A name that the parser resolved in the file is a variable.
			if x, ok := sel.X.(*ast.Ident); ok && x.Obj == nil && s.imports[x.Name] != "" {
				f(sel, s.imports[x.Name], sel.Sel.Name)
			}
		}
		return true
	})
}
