//go:build !js

package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestServeAnswersLineByLine(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, serve(strings.NewReader(`{"call":"version"}`+"\n"+`{"call":"pay"}`+"\n"), &out))
	require.Equal(t, 2, strings.Count(out.String(), "\n"))
}
