//go:build long

// Package long says whether tests that take long run: with -tags long, as CI does.
package long

// Tests is whether they run.
const Tests = true
