//go:build !race

package readiness_test

import (
	"testing"

	"github.com/payready/payready/internal/long"
)

// The race detector would take a minute over this and sees it in FuzzPrivacy.

// Every shape of marker in every place by turns, and all alike.
func TestNothingPersonalIsPrinted(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	for shape := range 12 {
		testPrivacy(t, full, uint64(shape)*10, []byte{byte(shape)}, printers...)
	}
	for variant := range 4 {
		shapes := make([]byte, 37) // of no length that the places share
		for i := range shapes {
			shapes[i] = byte(i*7+variant*5) | byte(variant<<4)
		}
		testPrivacy(t, full, uint64(variant), shapes, printers...)
		testPrivacy(t, nothing, uint64(variant), shapes, printers...)
		testPrivacy(t, truncated, uint64(variant), []byte{byte(variant << 4)}, printers...)
	}
}
