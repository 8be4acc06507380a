package main

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// notice reads NOTICE: by place the entries, each on one line.
func notice(t *testing.T) map[string][]string {
	b, err := os.ReadFile("../../NOTICE")
	require.NoError(t, err)
	out, place := map[string][]string{}, ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		switch text, entry := strings.CutPrefix(line, "  "); {
		case !entry:
			place = line
		case strings.HasPrefix(text, "  "):
			last := &out[place][len(out[place])-1]
			*last += " " + strings.TrimSpace(text)
		default:
			out[place] = append(out[place], text)
		}
	}
	return out
}

// A source of a table: more than one in a cell stand with ";" between them.
type source struct {
	name   string
	says   []string // version and licence
	isFact bool
}

func sources(t *testing.T, path string) (out []source) {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Contains(t, rows[0], "licence", path)
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for i, column := range rows[0] {
			cell[column] = row[i]
		}
		names := cell["source"]
		if names == "" {
			names = cell["id"]
		}
		fact := strings.HasPrefix(cell["licence"], "facts")
		if names == "the project" {
			continue
		}
		list := strings.Split(names, "; ")
		for _, name := range list {
			s := source{name: name, isFact: fact}
			if version := cell["version"]; len(list) == 1 && version != "-" {
				s.says = append(s.says, version)
			}
			if licence := cell["licence"]; !strings.Contains(licence, ";") {
				s.says = append(s.says, licence)
			}
			out = append(out, s)
		}
	}
	return out
}

// Every source of every table is in NOTICE, with its version and licence, and
// NOTICE names none that no table has.
func TestNoticeNamesTheSources(t *testing.T) {
	entries := notice(t)
	named := map[string]bool{} // entries that a source has
	require.NoError(t, filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "sources.csv" {
			return err
		}
		place, err := filepath.Rel("../..", filepath.Dir(path))
		require.NoError(t, err)
		place = filepath.ToSlash(place)
		for _, s := range sources(t, path) {
			begin := s.name + ", "
			if s.isFact {
				begin, s.says = "facts: ", nil
			}
			found := false
			for _, e := range entries[place] {
				if rest, ok := strings.CutPrefix(e, begin); ok {
					found, named[place+e] = true, true
					for _, words := range s.says {
						require.Contains(t, rest, words, "%s: %s", place, s.name)
					}
				}
			}
			require.True(t, found, "NOTICE lacks %s of %s", s.name, place)
		}
		return nil
	}))
	for place, list := range entries {
		for _, e := range list {
			if strings.HasSuffix(place, ".go") { // a table in the code names its source itself
				code, err := os.ReadFile("../../" + place)
				require.NoError(t, err)
				name, _, _ := strings.Cut(e, ",")
				require.Contains(t, string(code), name)
				continue
			}
			require.True(t, named[place+e], "no sources.csv in %s names: %s", place, e)
		}
	}
}

// Where there is a table there is a sources.csv: what NOTICE says of every folder.
func TestEveryFolderWithDataHasSources(t *testing.T) {
	tables := 0
	require.NoError(t, filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".csv" && filepath.Base(filepath.Dir(path)) == "data" {
			tables++
			require.FileExists(t, filepath.Join(filepath.Dir(path), "sources.csv"))
		}
		return err
	}))
	require.Greater(t, tables, 20)
}
