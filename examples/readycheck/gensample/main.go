// Gensample writes submissions of invented people, to try readycheck:
//
//	go run ./examples/readycheck/gensample -n 1000000 > big.ndjson
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/payready/payready/examples/readycheck/internal/sample"
)

func main() {
	var o sample.Options
	flag.IntVar(&o.N, "n", 1000, "the number of submissions")
	flag.Uint64Var(&o.Seed, "seed", 1, "the same seed makes the same file")
	flag.IntVar(&o.Bad, "bad", 0, "how many of 1000 lines are unreadable")
	table := flag.Bool("csv", false, "write CSV instead of NDJSON")
	flag.Parse()
	write := sample.NDJSON
	if *table {
		write = sample.CSV
	}
	if err := write(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "gensample:", err)
		os.Exit(1)
	}
}
