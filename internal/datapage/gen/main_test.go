package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/datapage"
)

const root = "../../.."

func TestDATAIsFresh(t *testing.T) {
	want, err := page(root)
	require.NoError(t, err)
	got, err := os.ReadFile(filepath.Join(root, "DATA.md"))
	require.NoError(t, err)
	require.Equal(t, want, string(got), "DATA.md is stale: run go generate ./internal/datapage")
}

// Every folder that names sources stands on the page, once.
func TestEveryTableIsListed(t *testing.T) {
	var want, got []string
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "sources.csv" && !strings.Contains(path, "testdata") {
			rel, _ := filepath.Rel(root, filepath.Dir(path))
			want = append(want, filepath.ToSlash(rel))
		}
		return err
	}))
	for _, table := range datapage.Tables {
		got = append(got, table.Folder)
		require.NotEmpty(t, table.Update, table.Name)
		require.NotEmpty(t, table.Gaps, table.Name)
		require.Equal(t, table, datapage.Find(table.Name))
	}
	require.ElementsMatch(t, want, got)
	require.Zero(t, datapage.Find("no such table"))
}
