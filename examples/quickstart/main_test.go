package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

const root = "../.."

func read(t *testing.T, name string) string {
	b, err := os.ReadFile(filepath.Join(root, name))
	require.NoError(t, err)
	return string(b)
}

var readmes = []string{"README.md", "README.zh-CN.md"}

var (
	update = flag.Bool("update", false, "rewrite the output in the READMEs")
	shown  = regexp.MustCompile("(?s)```text\n.*?\n```")
)

// excerpt is the whole of the first report, and the headline of the second.
func excerpt(out string) string {
	const second = "\n可提交"
	at := strings.Index(out, second) + 1
	return out[:at+strings.IndexByte(out[at:], '\n')] + "\n  …"
}

// The READMEs show the first report that the program prints, and how the second begins.
func TestREADMEShowsTheOutput(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, false))
	block := "```text\n" + excerpt(out.String()) + "\n```"
	for _, name := range readmes {
		readme := read(t, name)
		require.Len(t, shown.FindAllString(readme, -1), 1, name)
		if *update {
			readme = shown.ReplaceAllLiteralString(readme, block)
			require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(readme), 0o644))
		}
		require.Equal(t, block, shown.FindString(readme), name)
	}
}

var (
	sourced = regexp.MustCompile("(?s)<!-- (\\S+) -->\n```\\w+\n(.*?)```\n")
	program = regexp.MustCompile("```go\n")
)

// pages are the folders with a page of their own, and the file whose code it shows.
var pages = map[string]string{
	"readiness": "readiness/example_library_test.go", "examples/gin": "examples/gin/main.go", "examples/httpapi": "examples/httpapi/client_test.go",
	"examples/jetstream": "examples/jetstream/decision.go", "examples/readycheck": "",
}

// Code in the pages is copied from files that tests compile or run, and is the same in
// every language.
func TestPagesShowCodeThatIsTested(t *testing.T) {
	for folder, file := range pages {
		var first [][]string
		for i, name := range readmes {
			page := read(t, folder+"/"+name)
			blocks := sourced.FindAllStringSubmatch(page, -1)
			require.Len(t, program.FindAllString(page, -1), len(blocks), "%s: code without the name of its file", name)
			if i == 0 {
				first = blocks
			}
			require.Equal(t, first, blocks, "%s/%s", folder, name)
		}
		for _, block := range first {
			require.Contains(t, read(t, block[1]), block[2], block[1])
		}
		require.Empty(t, longer(read(t, folder+"/"+readmes[0]), 40), "too much code in one section")
		if file != "" {
			require.Contains(t, read(t, folder+"/"+readmes[0]), "<!-- "+file+" -->")
		}
		for _, name := range readmes {
			require.Contains(t, read(t, readmes[1]), "("+folder+"/"+name+")")
			for _, m := range link.FindAllStringSubmatch(read(t, folder+"/"+name), -1) {
				target, _, _ := strings.Cut(m[1], "#")
				if target == "" || strings.HasPrefix(target, "http") {
					continue
				}
				_, err := os.Stat(filepath.Join(root, folder, target))
				require.NoError(t, err, "%s/%s: %s", folder, name, m[1])
			}
		}
	}
	require.NotContains(t, read(t, readmes[0]), "```go\n", "the first page shows no code")
}

// Whoever copies a block of the library's page into a file of theirs can compile it: all
// that it lacks is the package and the imports, which an editor adds. Here they are those
// of the file that the block is from.
func TestPageCodeCompilesAsItStands(t *testing.T) {
	page, dir, overlay := read(t, "readiness/README.md"), t.TempDir(), map[string]string{}
	here, err := os.Getwd()
	require.NoError(t, err)
	args := []string{"build", "-overlay", filepath.Join(dir, "overlay.json")}
	for i, block := range sourced.FindAllStringSubmatch(page, -1) {
		file, err := parser.ParseFile(token.NewFileSet(), block[1], read(t, block[1]), parser.ImportsOnly)
		require.NoError(t, err)
		code := "package page\n"
		for _, in := range file.Imports {
			if strings.Contains(block[2], strings.Trim(path.Base(in.Path.Value), `"`)+".") {
				code += "import " + in.Path.Value + "\n"
			}
		}
		name := fmt.Sprint("block", i)
		real := filepath.Join(dir, name+".go")
		require.NoError(t, os.WriteFile(real, []byte(code+block[2]), 0o600))
		overlay[filepath.Join(here, name, "block.go")] = real
		args = append(args, "./"+name)
	}
	require.Greater(t, len(overlay), 5)
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o600))
	out, err := exec.Command("go", args...).CombinedOutput() // #nosec G204 -- our own pages
	require.NoError(t, err, "%s", out)
}

// The page says what to do on every verdict: one that is left out would be given to
// whatever stands last.
func TestPageKnowsEveryVerdict(t *testing.T) {
	for v := range readiness.Stop + 1 {
		name := v.String()
		require.Contains(t, read(t, "readiness/README.md"), "case readiness."+strings.ToUpper(name[:1])+name[1:]+":")
	}
}

// longer returns the sections with more than that many lines of code.
func longer(readme string, lines int) (out []string) {
	for _, section := range regexp.MustCompile("(?m)^##+ ").Split(readme, -1) {
		n := 0
		for _, block := range sourced.FindAllStringSubmatch(section, -1) {
			n += strings.Count(block[2], "\n")
		}
		if n > lines {
			title, _, _ := strings.Cut(section, "\n")
			out = append(out, title)
		}
	}
	return out
}

var (
	link = regexp.MustCompile(`\]\(([^)]+)\)`)
	row  = regexp.MustCompile("(?m)^\\| (`[^|]+`) \\|")
)

// The READMEs link to each other and to existing files, and list the same packages
// and verdicts.
func TestREADMEsAgree(t *testing.T) {
	links, rows := map[string][]string{}, map[string][]string{}
	for i, name := range readmes {
		readme := read(t, name)
		require.Contains(t, strings.Join(strings.SplitN(readme, "\n", 6)[:5], "\n"), "("+readmes[1-i]+")", name)
		for _, m := range link.FindAllStringSubmatch(readme, -1) {
			_, err := os.Stat(filepath.Join(root, m[1]))
			require.NoError(t, err, "%s: %s", name, m[1])
			if !strings.HasPrefix(filepath.Base(m[1]), "README.zh-CN") && !strings.HasPrefix(m[1], "README") {
				links[name] = append(links[name], strings.NewReplacer(".zh-CN.png", ".en.png", ".zh-CN.md", ".md").Replace(m[1])) // a page has a translation, a table has none
			}
		}
		for _, m := range row.FindAllStringSubmatch(readme, -1) {
			rows[name] = append(rows[name], m[1])
		}
	}
	require.ElementsMatch(t, links[readmes[0]], links[readmes[1]])
	require.Equal(t, rows[readmes[0]], rows[readmes[1]])
	require.Greater(t, len(rows[readmes[0]]), 10)
}
