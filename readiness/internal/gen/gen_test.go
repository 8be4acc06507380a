package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := Generate("../..")
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile("../../" + name)
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "%s is stale: run go generate", name)
	}
}

// Every kind of mistake that the code can return is in ERRORS.md, in the place where it is.
func TestEveryKindOfMistakeIsListed(t *testing.T) {
	b, err := os.ReadFile("../../ERRORS.md")
	require.NoError(t, err)
	listed := string(b)
	found := 0
	for pattern, kind := range map[string]*regexp.Regexp{
		"../../intake/*.go": regexp.MustCompile(`[Kk]ind(?:: | = |, out\.cause = )"([a-z-]+)"`), "../shape/*.go": regexp.MustCompile(`[Kk]ind(?:: | = | := )"([a-z-]+)"`),
		"../../policymistake.go": regexp.MustCompile(`: +\{"([a-z-]+)", "`), "../../../examples/readycheck/batch*.go": regexp.MustCompile(`Kind: "([a-z-]+)"`),
		"../../../examples/httpapi/*.go": regexp.MustCompile(`newProblem\(http\.\w+, "([a-z-]+)"`),
	} {
		names, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			require.NoError(t, err)
			for _, m := range kind.FindAllStringSubmatch(string(source), -1) {
				found++
				require.Regexp(t, `(?m)^\| (\w+ \| `+"`)?"+m[1]+"`? ", listed, name)
			}
		}
	}
	require.Greater(t, found, 60)
	require.NotContains(t, listed, "NOT REFUSED")
}

func TestEveryStatementHasAHome(t *testing.T) {
	suite := readiness.Suite()
	has := func(id readiness.ID) bool {
		return slices.ContainsFunc(suite, func(c readiness.Check) bool { return c.ID == id })
	}
	require.Len(t, claims, 32)
	exported := exportedNames(t, "../../failcode", "../../intake", "../..")
	for i, c := range claims {
		require.NotEmpty(t, c.says)
		require.NotEmpty(t, c.home(), "%d", i+1)
		for _, id := range c.checks {
			require.True(t, has(id), "%d: no check %s", i+1, id)
		}
		for _, name := range c.apis {
			require.Contains(t, exported, name, "%d", i+1)
		}
		for _, id := range c.action {
			_, ok := remedy.ActionByID(id)
			require.True(t, ok, "%d: no action %s", i+1, id)
		}
		if len(c.checks)+len(c.apis)+len(c.action) == 0 {
			require.True(t, strings.HasPrefix(c.note, "left out: "), "%d", i+1)
		}
	}
}

// exportedNames returns "package.Name" for the exported types and functions in dirs.
func exportedNames(t *testing.T, dirs ...string) map[string]bool {
	out := map[string]bool{}
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range file.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Recv == nil {
						out[file.Name.Name+"."+d.Name.Name] = d.Name.IsExported()
					}
				case *ast.GenDecl:
					for _, s := range d.Specs {
						if s, ok := s.(*ast.TypeSpec); ok {
							out[file.Name.Name+"."+s.Name.Name] = s.Name.IsExported()
						}
					}
				}
			}
		}
	}
	return out
}

// CHECKS.md covers the whole suite, and no cell breaks its table.
func TestChecksMarkdownIsWhole(t *testing.T) {
	got := string(checksMarkdown())
	for _, c := range readiness.Suite() {
		require.Contains(t, got, "\n### "+string(c.ID)+"\n")
		require.Contains(t, got, c.Title.In(readiness.ZH))
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			require.NotEmpty(t, c.Purpose[l], c.ID)
			require.NotEqual(t, c.Title[l], c.Purpose[l], c.ID)
			require.Contains(t, got, escape(c.Purpose[l]), c.ID)
		}
		require.NotEmpty(t, c.Cites, "%s rests on nothing", c.ID)
		for _, r := range c.Reasons {
			require.Contains(t, got, "| `"+r.Code+"` | ")
			if r.Action != nil {
				require.Contains(t, got, "\n| `"+r.Action.ID+"` | ")
			}
		}
		for _, k := range c.Evidence {
			require.Contains(t, got, "`"+k.Name+"` (")
		}
		_, section, _ := strings.Cut(got, "\n### "+string(c.ID)+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		section, _, _ = strings.Cut(section, "\n### ")
		for cause := range failcode.Default().PreventedBy(string(c.ID)) {
			require.Regexp(t, "(?m)^- "+regexp.QuoteMeta(cause.Channel+" "+cause.Product)+": .*`"+regexp.QuoteMeta(cause.Code)+"`", section)
		}
	}
	for _, f := range readiness.Unread() {
		require.Contains(t, got, "\n- `"+string(f)+"`\n")
	}
	columns := 0
	for line := range strings.SplitSeq(got, "\n") {
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if !strings.HasPrefix(line, "| ") {
			columns = 0
			continue
		}
		if columns == 0 {
			columns = n
		}
		require.Equal(t, columns, n, line)
	}
}

func TestGenerateFailsWithoutASource(t *testing.T) {
	_, err := Generate(t.TempDir())
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// An unknown tag stops the generator, so that no limit is lost.
func TestAnUnknownTagIsAnError(t *testing.T) {
	b := &builder{}
	b.object(reflect.TypeFor[struct {
		A string `json:"a" validate:"uuid"`
	}](), "")
	require.ErrorContains(t, b.err, "uuid")
	b = &builder{}
	b.object(reflect.TypeFor[struct {
		A complex64 `json:"a"`
	}](), "")
	require.ErrorContains(t, b.err, "complex64")
}
