package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A place is where the check goes: behind the last one of its category in the
// suite, and at the end of a suite that has none.
type place struct {
	after    token.Pos // in suite.go
	neighbor string    // the ID of the check before it
	fresh    bool      // the category is new
}

func (t *tree) place(p plan) (place, error) {
	list, err := t.literal(suiteFile, "suite")
	if err != nil {
		return place{}, err
	}
	ids := t.checks()
	at := place{fresh: true}
	for _, e := range list.Elts {
		ref, ok := e.(*ast.UnaryExpr)
		if !ok || ids[name(ref.X)] == "" {
			return place{}, fmt.Errorf("%s lists what is no check of a file checks_*.go", suiteFile)
		}
		id := ids[name(ref.X)]
		same := strings.HasPrefix(id, p.Category+".")
		if same || at.fresh {
			at = place{after: e.End(), neighbor: id, fresh: !same}
		}
	}
	if at.neighbor == "" {
		return place{}, fmt.Errorf("%s lists nothing", suiteFile)
	}
	return at, nil
}

// add makes all the changes, in memory.
func (t *tree) add(p plan) error {
	at, err := t.place(p)
	if err != nil {
		return err
	}
	if err := t.addInput(p); err != nil {
		return err
	}
	if err := t.addCheck(p); err != nil {
		return err
	}
	if err := t.addLine(p, at); err != nil {
		return err
	}
	return t.addFixtures(p, at)
}

// addLine lists the check in the suite.
func (t *tree) addLine(p plan, at place) error {
	line := ",\n\t&" + p.Var
	if at.fresh {
		line = ",\n\n\t&" + p.Var
	}
	return t.insert(suiteFile, at.after, line)
}

// addCheck writes the check at the end of its category's file, or into a new one
// where there is none or it would get too long.
func (t *tree) addCheck(p plan) error {
	check, err := p.text("check")
	if err != nil {
		return err
	}
	file := "readiness/checks_" + strings.ReplaceAll(p.Category, "-", "_") + ".go"
	s := t.files[file]
	if s != nil && lines(s.text)+lines([]byte(check)) > maxLines {
		file = strings.TrimSuffix(file, ".go") + "_" + p.JSON + ".go"
		s = t.files[file]
	}
	if s != nil {
		return t.write(file, string(s.text)+check)
	}
	head, err := p.text("checks file")
	if err != nil {
		return err
	}
	return t.write(file, head+check)
}

// addFixtures puts the fixtures behind those of the check before it: they stand in
// the suite's order.
func (t *tree) addFixtures(p plan, at place) error {
	text, err := p.text("fixtures")
	if err != nil {
		return err
	}
	for file, s := range t.files {
		if !strings.HasPrefix(file, "readiness/readinesstest/") {
			continue
		}
		var end token.Pos
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && name(call.Fun) == "of" && len(call.Args) > 0 && unquote(call.Args[0]) == at.neighbor {
				end = call.End()
			}
			return true
		})
		if end != 0 {
			return t.insert(file, end, ","+strings.TrimSuffix(text, ","))
		}
	}
	return fmt.Errorf("no fixtures of %s, behind which the new ones would stand", at.neighbor)
}

// addInput gives the submission a yes-or-no input, if it has none of this name.
func (t *tree) addInput(p plan) error {
	members, err := t.section(p.Section)
	if err != nil {
		return err
	}
	for _, f := range members.List {
		if slices.ContainsFunc(f.Names, func(n *ast.Ident) bool { return n.Name == p.Member }) {
			if name(f.Type) != "Fact" {
				return fmt.Errorf("%s.%s is no yes-or-no question: write the check by hand, after a neighbour", p.Section, p.Member)
			}
			return nil
		}
	}
	for _, add := range []func(plan) error{t.addMember, t.addConst, t.addRow, t.addToReady} {
		if err := add(p); err != nil {
			return err
		}
	}
	return nil
}

// section returns the members of one of the submission's structs.
func (t *tree) section(typ string) (*ast.FieldList, error) {
	for _, d := range t.files[submissionFile].ast.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			for _, spec := range g.Specs {
				s := spec.(*ast.TypeSpec)
				if st, ok := s.Type.(*ast.StructType); ok && s.Name.Name == typ {
					return st.Fields, nil
				}
			}
		}
	}
	return nil, fmt.Errorf("%s has no struct %s", submissionFile, typ)
}

func (p plan) sectionJSON() string { return strings.ToLower(p.Section) }

func (t *tree) addMember(p plan) error {
	members, err := t.section(p.Section)
	if err != nil {
		return err
	}
	text, err := p.text("member")
	if err != nil {
		return err
	}
	return t.insert(submissionFile, members.Closing, text)
}

// addConst names the input behind the last one of its section.
func (t *tree) addConst(p plan) error {
	var end token.Pos
	ast.Inspect(t.files[inputsFile].ast, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 && strings.HasPrefix(unquote(v.Values[0]), "/"+p.sectionJSON()+"/") {
			end = v.End()
		}
		return true
	})
	return t.addToInputs(p, "const", end)
}

// addRow puts the input behind the last one of its section: the table is in the
// submission's order.
func (t *tree) addRow(p plan) error {
	list, err := t.literal(inputsFile, "inputs")
	if err != nil {
		return err
	}
	var end token.Pos
	for _, e := range list.Elts {
		if row, ok := e.(*ast.CompositeLit); ok && len(row.Elts) > 0 && strings.HasPrefix(name(row.Elts[0]), "Field"+p.Section) {
			end = e.End() + 1 // its comma
		}
	}
	return t.addToInputs(p, "row", end)
}

func (t *tree) addToInputs(p plan, template string, end token.Pos) error {
	if end == 0 {
		return fmt.Errorf("%s has no input of %s", inputsFile, p.Section)
	}
	text, err := p.text(template)
	if err != nil {
		return err
	}
	return t.insert(inputsFile, end, text)
}

// addToReady gives the kit's submission a good answer: all of it is known.
func (t *tree) addToReady(p plan) error {
	var at token.Pos
	ast.Inspect(t.files[peopleFile].ast, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == "Known" && f.Recv == nil && len(f.Body.List) > 0 {
			at = f.Body.List[len(f.Body.List)-1].Pos()
		}
		return true
	})
	if at == 0 {
		return fmt.Errorf("%s has no function Known", peopleFile)
	}
	return t.insert(peopleFile, at, "s."+p.Section+"."+p.Member+" = intake.No\n\t")
}
