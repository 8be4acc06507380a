// Crowd makes up the payouts of a lending wallet and shows how the checker spreads them
// over verdicts and scores: a score that most payouts share tells nobody anything.
//
//	go run ./readiness/internal/crowd            # the table
//	go run ./readiness/internal/crowd -json      # the payouts, for another version to judge
//
// Seven in ten customers have been paid before. How often each thing is known or wrong is
// an assumption, written in people.go, and no statistic of anybody's payouts.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func main() {
	n := flag.Int("n", 3000, "how many payouts")
	seed := flag.Uint64("seed", 1, "of the random numbers")
	asJSON := flag.Bool("json", false, "write the payouts, one a line, instead of the table")
	reports := flag.Bool("reports", false, "read reports, one a line, and write their table")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, *n, *seed, *asJSON, *reports); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, n int, seed uint64, asJSON, reports bool) error {
	w := bufio.NewWriter(out)
	defer w.Flush()
	switch {
	case asJSON:
		for s := range payouts(seed, n) {
			line, err := s.RevealJSON() // nobody in it is real
			if err != nil {
				return err
			}
			w.Write(append(line, '\n'))
		}
		return nil
	case reports:
		s, err := read(in)
		if err != nil {
			return err
		}
		s.write(w)
		return nil
	}
	s := judge(&readiness.Checker{}, payouts(seed, n))
	s.write(w)
	return nil
}

// judge assesses payouts and counts what came out.
func judge(c *readiness.Checker, payouts iter.Seq[intake.Submission]) spread {
	s := spread{}
	for sub := range payouts {
		r := c.Assess(sub)
		s.add(r.Verdict.String(), r.Score)
	}
	return s
}

// read counts reports of any version that have a verdict and a score.
func read(in io.Reader) (spread, error) {
	s := spread{}
	dec := json.NewDecoder(in)
	for {
		var r struct {
			Verdict string `json:"verdict"`
			Score   int    `json:"score"`
		}
		switch err := dec.Decode(&r); err {
		case nil:
			s.add(r.Verdict, r.Score)
		case io.EOF:
			return s, nil
		default:
			return s, err
		}
	}
}
