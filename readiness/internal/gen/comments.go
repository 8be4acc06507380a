package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
)

// comments are the comments on types ("Type") and fields ("Type.Field"), one line
// each.
type comments map[string]string

// readComments reads the type comments of the packages in dirs. If two types have
// the same name, the one in the later folder wins.
func readComments(dirs ...string) (comments, error) {
	var names []string
	for _, dir := range dirs {
		list, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fs.ErrNotExist
		}
		names = append(names, list...)
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

// oneLine returns the first paragraph of a comment as one line.
func oneLine(g *ast.CommentGroup) string {
	first, _, _ := strings.Cut(g.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}
