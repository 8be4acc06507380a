package main

import (
	"encoding/hex"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestTablesAreCurrent(t *testing.T) {
	files, err := generate("../data")
	require.NoError(t, err)
	require.Equal(t, 3, len(files))
	for name, content := range files {
		got, err := os.ReadFile("../" + name)
		require.NoError(t, err)
		require.True(t, string(content) == string(got), "%s is stale: run go generate", name)
	}
}

// The private-use characters of GBK are those whose bytes decode to the target
// today. x/text follows the edition of 2005, which has none for the rest.
func TestPrivateUseAgreesWithGB18030(t *testing.T) {
	g := generator{dir: "../data"}
	rows, err := g.rows("pua.csv", 4)
	require.NoError(t, err)
	require.Len(t, rows, 80)
	agree := 0
	for _, row := range rows {
		gbk, err := hex.DecodeString(row[2])
		require.NoError(t, err)
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(gbk)
		require.NoError(t, err)
		if string(decoded) == "\uFFFD" {
			continue
		}
		agree++
		require.Equal(t, row[3], string(decoded), row[0])
	}
	require.Greater(t, agree, 60)
}

// What is listed by hand is not listed elsewhere, and once.
func TestHandListsAddSomething(t *testing.T) {
	g := generator{dir: "../data"}
	seen := map[[2]string]bool{}
	for _, name := range []string{"variants_hand.csv", "glyph_pairs.csv", "glyph_hand.csv"} {
		columns := 2
		if name == "glyph_pairs.csv" {
			columns = 4
		}
		rows, err := g.rows(name, columns)
		require.NoError(t, err)
		for _, row := range rows {
			key := [2]string{min(row[0], row[1]), max(row[0], row[1])}
			require.False(t, seen[key], "%s: %s", name, key)
			seen[key] = true
		}
	}
}
