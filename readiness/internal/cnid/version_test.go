package cnid_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/cnid"
)

// The version is that of the source.
func TestVersion(t *testing.T) {
	b, err := os.ReadFile("data/sources.csv")
	require.NoError(t, err)
	name, version, _ := strings.Cut(cnid.Version, "-")
	require.Contains(t, string(b), name)
	require.Contains(t, string(b), version)
}
