package readiness_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The API is a promise. These files list what others depend on; a change here
// is deliberate and belongs into CHANGELOG.md.
func TestLedgerOfChecks(t *testing.T) {
	var b strings.Builder
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprint(c.ID, " ", r.Code, " ", r.Status, " ", kindOf(r))))
		}
	}
	golden(t, "../ledger/checks.txt", []byte(b.String()))
}

func kindOf(r readiness.Reason) string {
	if r.Status == readiness.Fail {
		return r.Kind.String()
	}
	return ""
}

func TestLedgerOfJSON(t *testing.T) {
	var names []string
	for _, v := range []any{intake.Submission{}, readiness.Document{}, readiness.Policy{}} {
		jsonNames(reflect.TypeOf(v), strings.ToLower(reflect.TypeOf(v).Name()), &names)
	}
	golden(t, "../ledger/json.txt", []byte(strings.Join(names, "\n")+"\n"))
}

func jsonNames(t reflect.Type, path string, out *[]string) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || !strings.Contains(t.PkgPath(), "payready") {
		return
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" {
			continue
		}
		*out = append(*out, path+"/"+name+" "+t.Field(i).Type.String())
		jsonNames(t.Field(i).Type, path+"/"+name, out)
	}
}

func TestLedgerOfGoNames(t *testing.T) {
	var names []string
	for _, dir := range []string{"../cardbin", ".", "backtest", "failcode", "fieldrules", "incident", "intake", "ipintel", "readinesstest", "remedy", "render", "workday"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range file.Decls {
				for _, n := range exported(d) {
					names = append(names, file.Name.Name+"."+n)
				}
			}
		}
	}
	slices.Sort(names)
	golden(t, "../ledger/go.txt", []byte(strings.Join(names, "\n")+"\n"))
}

// exported lists the exported names that a declaration introduces, methods and
// fields among them.
func exported(d ast.Decl) (out []string) {
	add := func(prefix string, names ...*ast.Ident) {
		for _, n := range names {
			if n.IsExported() {
				out = append(out, prefix+n.Name)
			}
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add("", d.Name)
			break
		}
		if r := receiver(d.Recv.List[0].Type); ast.IsExported(r) {
			add(r+".", d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				add("", s.Names...)
			case *ast.TypeSpec:
				add("", s.Name)
				if st, ok := s.Type.(*ast.StructType); ok && s.Name.IsExported() {
					for _, f := range st.Fields.List {
						add(s.Name.Name+".", f.Names...)
					}
				}
			}
		}
	}
	return out
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
