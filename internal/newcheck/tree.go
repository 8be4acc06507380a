package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	suiteFile      = "readiness/suite.go"
	submissionFile = "readiness/intake/submission.go"
	inputsFile     = "readiness/intake/inputs.go"
	peopleFile     = "readiness/readinesstest/people.go"
)

// A tree is the sources that a check stands in, by name, and what is to be
// written.
type tree struct {
	files map[string]*source
}

type source struct {
	text  []byte
	dirty bool
	fset  *token.FileSet
	ast   *ast.File
}

func (s *source) parse(name string) (err error) {
	s.fset = token.NewFileSet()
	s.ast, err = parser.ParseFile(s.fset, name, s.text, parser.SkipObjectResolution)
	return err
}

func readTree(root string) (*tree, error) {
	t := &tree{files: map[string]*source{}}
	for _, pattern := range []string{"readiness/*.go", submissionFile, inputsFile, peopleFile, "readiness/readinesstest/fixtures*.go"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, full := range names {
			if strings.HasSuffix(full, "_test.go") {
				continue
			}
			text, err := os.ReadFile(full)
			if err != nil {
				return nil, err
			}
			short, err := filepath.Rel(root, full)
			if err != nil {
				return nil, err
			}
			s := &source{text: text}
			if err := s.parse(short); err != nil {
				return nil, err
			}
			t.files[filepath.ToSlash(short)] = s
		}
	}
	for _, name := range []string{suiteFile, submissionFile, inputsFile, peopleFile} {
		if t.files[name] == nil {
			return nil, errors.New("run it at the root of the module: there is no " + name)
		}
	}
	return t, nil
}

// changed lists the files to be written.
func (t *tree) changed() (names []string) {
	for name, s := range t.files {
		if s.dirty {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// insert puts text at a place of a file and formats it.
func (t *tree) insert(name string, at token.Pos, text string) error {
	s := t.files[name]
	i := s.fset.Position(at).Offset
	return t.write(name, string(s.text[:i])+text+string(s.text[i:]))
}

func (t *tree) write(name, text string) error {
	b, err := format.Source([]byte(text))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s := &source{text: b, dirty: true}
	t.files[name] = s
	return s.parse(name)
}

// checks lists the checks that are written, variable and ID, in no order.
func (t *tree) checks() map[string]string {
	out := map[string]string{}
	for name, s := range t.files {
		if !strings.HasPrefix(name, "readiness/checks_") {
			continue
		}
		for _, d := range s.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if len(v.Values) != 1 {
					continue
				}
				if lit, ok := v.Values[0].(*ast.CompositeLit); ok {
					if id := literalID(lit); id != "" {
						out[v.Names[0].Name] = id
					}
				}
			}
		}
	}
	return out
}

// literalID is the ID of a check's literal, "" for any other.
func literalID(lit *ast.CompositeLit) string {
	if typ, ok := lit.Type.(*ast.Ident); !ok || typ.Name != "Check" {
		return ""
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && name(kv.Key) == "ID" {
			return unquote(kv.Value)
		}
	}
	return ""
}

func name(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func unquote(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		if s, err := strconv.Unquote(lit.Value); err == nil {
			return s
		}
	}
	return ""
}

func (t *tree) hasID(id string) bool {
	for _, other := range t.checks() {
		if other == id {
			return true
		}
	}
	return false
}

// hasVar reports whether package readiness has a top-level name.
func (t *tree) hasVar(v string) bool {
	for file, s := range t.files {
		if filepath.ToSlash(filepath.Dir(file)) != "readiness" {
			continue
		}
		for _, d := range s.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == v {
					return true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if vs, ok := spec.(*ast.ValueSpec); ok && slices.ContainsFunc(vs.Names, func(n *ast.Ident) bool { return n.Name == v }) {
						return true
					}
				}
			}
		}
	}
	return false
}

// literal finds the composite literal that a file's top-level variable is.
func (t *tree) literal(file, variable string) (*ast.CompositeLit, error) {
	for _, d := range t.files[file].ast.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && v.Names[0].Name == variable && len(v.Values) == 1 {
				if lit, ok := v.Values[0].(*ast.CompositeLit); ok {
					return lit, nil
				}
			}
		}
	}
	return nil, fmt.Errorf("%s has no list %s", file, variable)
}

func lines(b []byte) int { return bytes.Count(b, []byte("\n")) }
