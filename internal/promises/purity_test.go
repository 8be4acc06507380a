package promises_test

import (
	"go/ast"
	"go/token"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// standard is what the library uses of the standard library: computation, text
// and interfaces. What could reach a network, a process, a file, a terminal, a
// clock or the environment is not among it.
var standard = strings.Fields(`
	bufio bytes cmp container/list crypto/hmac crypto/sha256 crypto/subtle embed encoding encoding/binary encoding/csv encoding/hex encoding/json
	errors fmt hash/fnv html/template io io/fs iter maps math math/bits net/netip reflect slices strconv strings sync
	time unicode unicode/utf16 unicode/utf8`)

// exceptional packages, and the only files that may import them.
var exceptional = map[string][]string{
	"unsafe":   {"readiness/intake/secret.go"},                   // a pointer and a length are what no printer follows
	"log/slog": {"readiness/intake/secret.go", "cardbin/pan.go"}, // the type that a value redacts itself with
}

// modules are the packages of others, and the only packages of ours that may
// import them.
var modules = map[string][]string{
	"github.com/go-playground/validator/v10":           {"readiness/internal/shape", "readiness/fieldrules"}, // which adds tags to it
	"github.com/go-playground/universal-translator":    {"readiness/fieldrules"},                             // those tags' messages
	"github.com/nyaruka/phonenumbers":                  {"readiness/internal/cnphone"},
	"github.com/emmansun/gmsm/sm3":                     {"readiness/internal/cnname"},
	"golang.org/x/text/encoding/simplifiedchinese":     {"readiness/internal/gb18030"},
	"golang.org/x/text/unicode/norm":                   {"readiness/internal/cnname"},
	"golang.org/x/text/width":                          {"readiness/render"},
	"github.com/go-json-experiment/json":               {"readiness", "readiness/backtest", "readiness/intake", "readiness/internal/jsonread", "readiness/render"},
	"github.com/go-json-experiment/json/jsontext":      {"readiness", "readiness/intake", "readiness/internal/jsonread"},
	"github.com/gaissmai/bart":                         {"readiness/ipintel"},
	"github.com/oschwald/maxminddb-golang/v2":          {"readiness/ipintel"},
	"github.com/oschwald/maxminddb-golang/v2/mmdbdata": {"readiness/ipintel"},
}

// A name of an allowed package that the library keeps away from.
type forbidden struct{ importPath, names, why string }

var forbiddenNames = []forbidden{
	{"time", "Now Since Until", "a clock"},
	{"time", "After AfterFunc Tick NewTimer NewTicker Sleep", "a clock that wakes somebody"},
	{"time", "Local LoadLocation", "a zone of the machine"},
	{"fmt", "Print Printf Println Scan Scanf Scanln", "a terminal"},
	{"sync", "WaitGroup", "goroutines"},
	{"iter", "Pull Pull2", "a goroutine"},
}

// slogNames are all that a value needs to redact itself.
var slogNames = []string{"Value", "StringValue", "LogValuer"}

// A use is a forbidden name that one file may have, and why.
type use struct{ file, name, why string }

var exceptions = []use{
	{"readiness/fieldrules/fieldrules.go", "time.Now", "a tag knows no moment: the clock of form fields, which Rules.Now replaces"},
}

// panics may stand where only a programming error in the file itself, which a
// test would meet, leads.
var panics = []string{
	"readiness/checker.go",                     // the standard configuration
	"readiness/internal/shape/validator.go",    // the names of tags
	"readiness/internal/shape/small.go",        // likewise
	"readiness/policyjson.go",                  // a struct of plain data has JSON
	"readiness/readinesstest/fixtures_card.go", // a constant overlay
	"readiness/readinesstest/vectors.go",       // a constant path
}

func TestPurityOfImports(t *testing.T) {
	for _, s := range library(t) {
		for name, p := range s.imports {
			require.NotEqual(t, ".", name, "%s: a dot import hides where names come from", s.name)
			if strings.HasPrefix(p, module) || slices.Contains(standard, p) {
				continue
			}
			if files, ok := exceptional[p]; ok {
				require.Contains(t, files, s.name, "only there may %s be imported", p)
				continue
			}
			require.True(t, slices.Contains(modules[p], s.pkg()), "%s imports %s, which the library does without or only in %v", s.name, p, modules[p])
		}
	}
}

func TestPurityOfNames(t *testing.T) {
	used := map[use]bool{}
	for _, s := range library(t) {
		s.uses(func(n ast.Node, importPath, name string) {
			if importPath == "log/slog" {
				require.Contains(t, slogNames, name, "%s: the library logs nothing", s.line(n))
			}
			for _, f := range forbiddenNames {
				if f.importPath != importPath || !slices.Contains(strings.Fields(f.names), name) {
					continue
				}
				full := importPath + "." + name
				i := slices.IndexFunc(exceptions, func(u use) bool { return u.file == s.name && u.name == full })
				require.GreaterOrEqual(t, i, 0, "%s: %s is %s", s.line(n), full, f.why)
				used[exceptions[i]] = true
			}
		})
	}
	for _, u := range exceptions {
		require.True(t, used[u], "%v is an exception that nothing needs", u)
	}
}

func TestPurityOfStatements(t *testing.T) {
	panicking := map[string]bool{}
	for _, s := range library(t) {
		for _, group := range s.tree.Comments {
			for _, c := range group.List {
				require.False(t, strings.HasPrefix(c.Text, "//go:linkname"), "%s: a way around imports", s.line(c))
			}
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				require.Fail(t, "the library starts no goroutine", s.line(n))
			case *ast.FuncDecl:
				require.False(t, n.Recv == nil && n.Name.Name == "init", "%s: the library does no work at start", s.line(n))
			case *ast.CallExpr:
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					require.False(t, f.Sel.Name == "Local" && len(n.Args) == 0, "%s: a zone of the machine", s.line(n))
				case *ast.Ident:
					if f.Obj != nil {
						return true
					}
					require.False(t, f.Name == "print" || f.Name == "println", "%s: the library prints nothing", s.line(n))
					if f.Name == "panic" {
						require.Contains(t, panics, s.name, "no panic crosses the API")
						panicking[s.name] = true
					}
				}
			}
			return true
		})
	}
	require.Len(t, panicking, len(panics), "a file that no longer panics leaves the list")
}

// What others import counts, too.
func TestPurityOfTheImportGraph(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "./cardbin/...", "./readiness", "./readiness/intake", "./readiness/failcode", "./readiness/workday", "./readiness/remedy",
		"./readiness/render", "./readiness/ipintel", "./readiness/fieldrules", "./readiness/readinesstest", "./readiness/backtest/...", "./readiness/incident")
	cmd.Dir = root
	out, err := cmd.Output()
	require.NoError(t, err)
	deps := strings.Fields(string(out))
	require.True(t, slices.Contains(deps, module+"readiness"), "the list is there")
	for _, p := range []string{"net/http", "net/rpc", "net/smtp", "crypto/tls", "os/exec", "os/signal", "os/user", "plugin", "database/sql", "testing", "expvar"} {
		require.False(t, slices.Contains(deps, p), "the library brings %s with it", p)
	}
}

// layers are the packages by what they may rest on: those of their own line only
// where it says so, and any line below.
var layers = [][]string{
	{"internal/typed", "readiness/internal/cnname/runes", "readiness/internal/gb18030"},
	{"cardbin/internal/index", "readiness/remedy", "readiness/workday", "readiness/internal/appver", "readiness/internal/cnname",
		"readiness/internal/cnphone", "readiness/internal/jsonread", "readiness/internal/netaddr", "readiness/internal/shape",
		"readiness/internal/utcoffset", "readiness/internal/words"},
	{"cardbin", "readiness/failcode", "readiness/internal/chinatime", "readiness/internal/cnid"},
	{"readiness/intake"},
	{"readiness"},
	{"readiness/render", "readiness/ipintel", "readiness/fieldrules", "readiness/readinesstest", "readiness/backtest"},
	{"readiness/backtest/page", "readiness/backtest/synthetic", "readiness/incident"},
}

func TestImportsGoOneWay(t *testing.T) {
	layer := func(pkg string) int {
		return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, pkg) })
	}
	only := map[string][]string{ // narrower than its layer
		"cardbin":            {"cardbin/internal/index", "internal/typed"},
		"readiness/failcode": {"readiness/remedy", "readiness/workday"},
	}
	for _, s := range library(t) {
		require.GreaterOrEqual(t, layer(s.pkg()), 0, "%s has no layer", s.pkg())
		for _, p := range s.imports {
			below, ours := strings.CutPrefix(p, module)
			if !ours {
				continue
			}
			require.Greater(t, layer(s.pkg()), layer(below), "%s imports %s", s.name, below)
			if list, ok := only[s.pkg()]; ok {
				require.Contains(t, list, below, s.name)
			}
		}
	}
}

// jsonHooks are for the JSON module to call, not for people.
var jsonHooks = []string{"MarshalJSONTo", "UnmarshalJSONFrom"}

// No exported name needs a module of others to be used, but for the packages
// that are about one.
func TestExportedNamesAreOurOwn(t *testing.T) {
	for _, s := range library(t) {
		if s.pkg() == "readiness/fieldrules" || s.pkg() == "readiness/ipintel" || strings.Contains(s.pkg(), "/internal/") {
			continue
		}
		own := func(n ast.Node) {
			ast.Inspect(n, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := sel.X.(*ast.Ident); ok {
						require.Empty(t, modules[s.imports[x.Name]], "%s: %s is of another module", s.line(n), s.imports[x.Name])
					}
				}
				return true
			})
		}
		for _, d := range s.tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && !slices.Contains(jsonHooks, d.Name.Name) {
					own(d.Type)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						if st, ok := spec.Type.(*ast.StructType); ok {
							for _, f := range st.Fields.List {
								if len(f.Names) == 0 || slices.ContainsFunc(f.Names, (*ast.Ident).IsExported) {
									own(f)
								}
							}
						} else if spec.Name.IsExported() {
							own(spec.Type)
						}
					case *ast.ValueSpec:
						if d.Tok == token.VAR && spec.Type != nil && slices.ContainsFunc(spec.Names, (*ast.Ident).IsExported) {
							own(spec.Type)
						}
					}
				}
			}
		}
	}
}
