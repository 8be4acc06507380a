package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
)

// comments are what the source says of its types ("Type") and their fields
// ("Type.Field"), each in one line.
type comments map[string]string

func readComments(dir string) (comments, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fs.ErrNotExist
	}
	out := comments{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, s := range g.Specs {
					out.add(g, s.(*ast.TypeSpec))
				}
			}
		}
	}
	return out, nil
}

func (c comments) add(g *ast.GenDecl, t *ast.TypeSpec) {
	c[t.Name.Name] = oneLine(g.Doc) + oneLine(t.Doc)
	s, ok := t.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range s.Fields.List {
		for _, name := range f.Names {
			c[t.Name.Name+"."+name.Name] = strings.TrimSpace(oneLine(f.Doc) + " " + oneLine(f.Comment))
		}
	}
}

// oneLine is the first paragraph of a comment.
func oneLine(g *ast.CommentGroup) string {
	first, _, _ := strings.Cut(g.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}
