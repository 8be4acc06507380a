// Package peerbench compares cardbin with another package for the same purpose. It
// is a separate module, so that cardbin does not depend on that package.
package peerbench

import (
	"math/rand/v2"
	"testing"

	"github.com/ShiraazMoollatjie/goluhn"

	"github.com/payready/payready/cardbin"
)

func numbers(length int) []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	out := make([]string, 1024)
	for i := range out {
		b := make([]byte, length)
		for j := range b {
			b[j] = byte('0' + rnd.IntN(10))
		}
		out[i] = string(b)
	}
	return out
}

// Both give the same answer, except for numbers with one digit or none.
func TestSameAnswers(t *testing.T) {
	for length := 2; length <= cardbin.MaxPANDigits; length++ {
		for _, s := range numbers(length) {
			if (goluhn.Validate(s) == nil) != cardbin.Luhn(s) {
				t.Errorf("%s: cardbin says %t", s, cardbin.Luhn(s))
			}
		}
	}
}

var sink bool

func BenchmarkLuhn(b *testing.B) {
	for _, length := range []int{16, 19} {
		all := numbers(length)
		name := map[int]string{16: "16 digits", 19: "19 digits"}[length]
		b.Run(name+"/cardbin", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sink = cardbin.Luhn(all[i%len(all)])
			}
		})
		b.Run(name+"/goluhn", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sink = goluhn.Validate(all[i%len(all)]) == nil
			}
		})
	}
}
