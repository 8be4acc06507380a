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
	"history.cool-down /payout/merchant_paid_today_fen":        "only the balance of the account is used",
	"history.unresolved-cause /payout/merchant_paid_today_fen": "only the balance of the account is used",
	"payout.funds /payout/merchant_paid_today_fen":             "only the balance of the account is used",
}

// declaredFor is what a check declares although its code does not reach it.
var declaredFor = map[string]string{
	"payout.review /review/reasons": "what a clearance is of; the run reads it for the other checks",
}

// Every check declares the inputs that its code can reach, and no other. What code reaches
// is taken from the source: the fields of a submission that a check's Run names, and the
// functions that it names, and theirs. Which of too many attempts are looked at, by newest,
// is the history's affair and no check's.
func TestChecksDeclareWhatTheyRead(t *testing.T) {
	src := parsed{t: t, at: token.NewFileSet(), info: types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}}
	files := src.load("intake", "github.com/payready/payready/readiness/intake")
	src.paths, src.leaves = map[*types.Var][]string{}, map[string]bool{}
	src.walk(src.pkg.Scope().Lookup("Submission").Type(), "")
	require.Contains(t, slices.Collect(maps.Keys(src.leaves)), "/card/holder/name_hash/hex")

	runs := src.reads(append(files, src.load(".", "github.com/payready/payready/readiness")...))
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

type parsed struct {
	t      *testing.T
	at     *token.FileSet
	info   types.Info
	pkg    *types.Package
	paths  map[*types.Var][]string // where a field of a struct stands in a submission
	leaves map[string]bool
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

func (p *parsed) load(dir, of string) (files []*ast.File) {
	info, err := build.ImportDir(dir, 0)
	require.NoError(p.t, err)
	for _, name := range info.GoFiles {
		f, err := parser.ParseFile(p.at, path.Join(dir, name), nil, parser.SkipObjectResolution)
		require.NoError(p.t, err)
		files = append(files, f)
	}
	conf := types.Config{Importer: p, Error: func(error) {}}
	p.pkg, _ = conf.Check(of, p.at, files, &p.info)
	return files
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

// reads returns what the code of each check reaches.
func (p *parsed) reads(files []*ast.File) map[string]map[string]bool {
	type body struct {
		fields map[string]bool
		funcs  map[types.Object]bool
	}
	scan := func(n ast.Node) body {
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
	bodies, checks := map[types.Object]body{}, map[string]body{}
	for _, f := range files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && f.Name.Name != "newest" {
				bodies[p.info.Defs[f.Name]] = scan(f.Body)
			}
		}
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
				checks[id] = scan(run)
			}
			return true
		})
	}
	out := map[string]map[string]bool{}
	for id, b := range checks {
		out[id] = map[string]bool{}
		seen := map[types.Object]bool{}
		for list := []body{b}; len(list) > 0; {
			b, list = list[0], list[1:]
			maps.Copy(out[id], b.fields)
			for f := range b.funcs {
				if !seen[f] {
					seen[f] = true
					list = append(list, bodies[f])
				}
			}
		}
	}
	return out
}
