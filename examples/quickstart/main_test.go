package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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

// The READMEs show what the program prints.
func TestREADMEShowsTheOutput(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, false))
	block := "```text\n" + strings.TrimRight(out.String(), "\n") + "\n```"
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

// Code in the READMEs is copied from files that tests compile or run, and is the
// same in every language.
func TestREADMEShowsCodeThatIsTested(t *testing.T) {
	first := sourced.FindAllStringSubmatch(read(t, readmes[0]), -1)
	for _, name := range readmes {
		readme := read(t, name)
		blocks := sourced.FindAllStringSubmatch(readme, -1)
		require.Len(t, program.FindAllString(readme, -1), len(blocks), "%s: code without the name of its file", name)
		require.Equal(t, first, blocks, name)
	}
	for _, block := range first {
		require.Contains(t, read(t, block[1]), block[2], block[1])
	}
	require.Empty(t, longer(read(t, readmes[0]), 30), "too much code in one section")
	for _, file := range []string{
		"readiness/example_library_test.go", "examples/gin/main.go", "examples/httpapi/client_test.go",
		"examples/jetstream/decision.go", "readiness/readinesstest/usage_test.go",
	} {
		require.Contains(t, read(t, readmes[0]), "<!-- "+file+" -->")
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
			if !strings.HasPrefix(m[1], "README") {
				links[name] = append(links[name], strings.Replace(m[1], ".zh-CN.md", ".md", 1)) // a page has a translation, a table has none
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
