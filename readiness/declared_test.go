package readiness_test

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// readFor is what a check's code reaches and its finding does not depend on.
var readFor = map[string]string{
	"card.account-class /card/nonbound_inbound_this_year_fen":  "only the day's part of the quota is used",
	"card.account-class /payout/channel":                       "payouts are counted through any channel",
	"card.account-class /payout/product":                       "payouts are counted through any channel",
	"card.class-quota /payout/channel":                         "payouts are counted through any channel",
	"card.class-quota /payout/product":                         "payouts are counted through any channel",
	"identity.name /card/debited_at":                           "only the elements of the bond are used",
	"identity.document /card/debited_at":                       "only the elements of the bond are used",
	"identity.mobile /card/debited_at":                         "only the elements of the bond are used",
	"payout.channel-support /payout/available_fen":             "only the permission of the account is used",
	"payout.channel-support /payout/merchant_paid_today_fen":   "only the permission of the account is used",
	"payout.channel-quota /payout/available_fen":               "only what the account paid today is used",
	"history.unresolved-cause /payout/merchant_paid_today_fen": "only the balance of the account is used",
	"payout.funds /payout/merchant_paid_today_fen":             "only the balance of the account is used",
}

// declaredFor is what a check declares although its code does not reach it.
var declaredFor = map[string]string{
	"payout.review /review/reasons": "what a clearance is of; the run reads it for the other checks",
}

// Every check declares the inputs that its code can reach, and no other. What code reaches
// is taken from the source: the fields of a submission that a check's Run names, and the
// functions that it names, and theirs. What is asked for by name, by Case.Known, it does not
// see, and five factors that share a type are one. The function newest is left out: it reads
// the order number only to choose which of too many attempts to keep.
func TestChecksDeclareWhatTheyRead(t *testing.T) {
	runs := parse(t).checks()
	unused := maps.Clone(readFor)
	for _, check := range readiness.Suite() {
		got, ok := runs[string(check.ID)]
		require.True(t, ok, "no code of %s", check.ID)
		declared := slices.Concat(check.Needs, check.Optional)
		for field := range got {
			if slices.Contains(declared, intake.Field(field)) {
				continue
			}
			key := string(check.ID) + " " + field
			if _, ok := unused[key]; !ok {
				t.Errorf("%s reads %s", check.ID, field)
			}
			delete(unused, key)
		}
		for _, field := range declared {
			if _, ok := declaredFor[string(check.ID)+" "+string(field)]; !ok && !got[string(field)] {
				t.Errorf("%s declares %s and does not read it", check.ID, field)
			}
		}
	}
	require.Empty(t, unused, "nothing reads these any more")
}

// parsed is the source of readiness and intake.
type parsed struct {
	t      *testing.T
	at     *token.FileSet
	info   types.Info
	pkg    *types.Package // loaded last
	files  []*ast.File
	bodies map[types.Object]body
	paths  map[*types.Var][]string // where a field of a struct stands in a submission
	leaves map[string]bool
}

func parse(t *testing.T) *parsed {
	p := &parsed{
		t: t, at: token.NewFileSet(), bodies: map[types.Object]body{}, paths: map[*types.Var][]string{}, leaves: map[string]bool{},
		info: types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
	}
	p.load("intake", "github.com/payready/payready/readiness/intake")
	p.walk(p.pkg.Scope().Lookup("Submission").Type(), "")
	require.True(t, p.leaves["/card/holder/name_hash/hex"])
	p.load(".", "github.com/payready/payready/readiness")
	for _, f := range p.files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && f.Name.Name != "newest" {
				p.bodies[p.info.Defs[f.Name]] = p.body(f.Body)
			}
		}
	}
	return p
}

// Import returns the package loaded before, and for any other one an empty package: what
// is not of this module's two packages has no type then, and need not have.
func (p *parsed) Import(of string) (*types.Package, error) {
	if p.pkg != nil && p.pkg.Path() == of {
		return p.pkg, nil
	}
	empty := types.NewPackage(of, path.Base(of))
	empty.MarkComplete()
	return empty, nil
}

func (p *parsed) load(dir, of string) {
	info, err := build.ImportDir(dir, 0)
	require.NoError(p.t, err)
	var files []*ast.File
	for _, name := range info.GoFiles {
		f, err := parser.ParseFile(p.at, path.Join(dir, name), nil, parser.SkipObjectResolution)
		require.NoError(p.t, err)
		files = append(files, f)
	}
	conf := types.Config{Importer: p, Error: func(error) {}}
	p.pkg, _ = conf.Check(of, p.at, files, &p.info)
	p.files = append(p.files, files...)
}

// walk finds the fields of a submission.
func (p *parsed) walk(of types.Type, at string) {
	named, ok := of.(*types.Named)
	if !ok || named.TypeArgs().Len() > 0 || named.Obj().Name() == "Secret" {
		p.leaves[at] = true
		return
	}
	fields, ok := named.Underlying().(*types.Struct)
	if !ok {
		p.leaves[at] = true
		return
	}
	for i := range fields.NumFields() {
		name, _, _ := strings.Cut(reflect.StructTag(fields.Tag(i)).Get("json"), ",")
		if f := fields.Field(i); name != "" && name != "-" {
			p.paths[f] = append(p.paths[f], at+"/"+name)
			p.walk(f.Type(), at+"/"+name)
		}
	}
}

// clock are the fields of a case that hold its moments.
var clock = map[string][]string{
	"at": {"/at"}, "dawn": {"/at"}, "today": {"/at"}, "seen": {"/at", "/observed_at"}, "observed": {"/observed_at"},
}

// A body is what a piece of code names: fields of a submission, and functions.
type body struct {
	fields map[string]bool
	funcs  map[types.Object]bool
}

func (p *parsed) body(n ast.Node) body {
	b := body{map[string]bool{}, map[types.Object]bool{}}
	ast.Inspect(n, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.SelectorExpr:
			s := p.info.Selections[x]
			if s == nil || s.Kind() != types.FieldVal {
				break
			}
			for _, at := range p.paths[s.Obj().(*types.Var)] {
				if p.leaves[at] {
					b.fields[at] = true
				}
			}
			if strings.HasSuffix(s.Recv().String(), "/readiness.Case") {
				for _, at := range clock[s.Obj().Name()] {
					b.fields[at] = true
				}
			}
		case *ast.Ident:
			if f, ok := p.info.Uses[x].(*types.Func); ok {
				b.funcs[f.Origin()] = true
			}
		}
		return true
	})
	return b
}

// reached returns the fields that a body names, and those that the functions do which it
// names, and theirs.
func (p *parsed) reached(b body) map[string]bool {
	out, seen := map[string]bool{}, map[types.Object]bool{}
	for list := []body{b}; len(list) > 0; {
		b, list = list[0], list[1:]
		maps.Copy(out, b.fields)
		for f := range b.funcs {
			if !seen[f] {
				seen[f] = true
				list = append(list, p.bodies[f])
			}
		}
	}
	return out
}

// checks returns what the code of each check reaches.
func (p *parsed) checks() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			var id string
			var run ast.Node
			for _, e := range lit.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					return true
				}
				switch key, _ := kv.Key.(*ast.Ident); {
				case key == nil:
				case key.Name == "Run":
					run = kv.Value
				case key.Name == "ID":
					if s, ok := kv.Value.(*ast.BasicLit); ok {
						id = strings.Trim(s.Value, `"`)
					}
				}
			}
			if id != "" && run != nil {
				out[id] = p.reached(p.body(run))
			}
			return true
		})
	}
	return out
}

// facts returns what the code of each fact reaches that a case has in a field.
func (p *parsed) facts(field string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			get, ok := call.Fun.(*ast.SelectorExpr) // c.facts.name.get(c, find)
			if !ok || get.Sel.Name != "get" {
				return true
			}
			if fact, ok := get.X.(*ast.SelectorExpr); ok {
				if of, ok := fact.X.(*ast.SelectorExpr); ok && of.Sel.Name == field {
					out[fact.Sel.Name] = p.reached(p.body(call.Args[1]))
				}
			}
			return true
		})
	}
	return out
}

// What is kept for one submission does not depend on the moment, and only what is found
// anew for every channel depends on the channel. What is kept for one moment does not.
func TestFactsOutlastTheMoment(t *testing.T) {
	src := parse(t)
	facts, timed, anew := src.facts("facts"), src.facts("timed"), src.factsIn("throughChannel")
	require.Len(t, facts, reflect.TypeFor[readiness.Facts]().NumField(), "a fact that nothing asks for")
	require.Len(t, timed, reflect.TypeFor[readiness.TimedFacts]().NumField(), "a fact that nothing asks for")
	channel := func(reached map[string]bool) bool { return reached["/payout/channel"] || reached["/payout/product"] }
	for name, reached := range facts {
		require.False(t, reached["/at"], name)
		require.Equal(t, anew[name], channel(reached), name)
	}
	for name, reached := range timed {
		require.False(t, channel(reached), name)
	}
}

// factsIn returns the facts that a function names.
func (p *parsed) factsIn(function string) map[string]bool {
	out := map[string]bool{}
	for _, f := range p.files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == function {
				ast.Inspect(f, func(n ast.Node) bool {
					if fact, ok := n.(*ast.SelectorExpr); ok {
						if of, ok := fact.X.(*ast.SelectorExpr); ok && of.Sel.Name == "facts" {
							out[fact.Sel.Name] = true
						}
					}
					return true
				})
			}
		}
	}
	return out
}
