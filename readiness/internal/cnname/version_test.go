package cnname_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/cnname"
)

// The version is the day of the newest source.
func TestVersion(t *testing.T) {
	b, err := os.ReadFile("data/sources.csv")
	require.NoError(t, err)
	newest := ""
	for _, day := range regexp.MustCompile(`\d{4}-\d\d-\d\d`).FindAllString(string(b), -1) {
		newest = max(newest, day)
	}
	require.Equal(t, newest, cnname.Version)
}
