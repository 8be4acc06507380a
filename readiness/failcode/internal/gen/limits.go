package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/workday"
)

// limits writes the rows of limits.csv in their own order: of two that apply on a
// day, the later one counts.
func limits(b *bytes.Buffer, in *input) error {
	for i, r := range in.limits {
		line, err := limit(in, r)
		if err != nil {
			return fmt.Errorf("limits.csv: row %d: %w", i+1, err)
		}
		b.WriteString(line)
	}
	return nil
}

func limit(in *input, r []string) (string, error) {
	system, channel, product := r[0], r[1], r[2]
	switch {
	case (system == "") == (channel == ""):
		return "", errors.New("is of a system or of a channel")
	case channel != "" && !slices.Contains(in.table.Products(channel), product):
		return "", fmt.Errorf("products.csv has no %s %s", channel, product)
	}
	kind := slices.Index(names[failcode.LimitKind](), r[3])
	confidence := slices.Index(names[failcode.Confidence](), r[7])
	fen, err := strconv.ParseInt(r[4], 10, 64)
	if kind < 0 || confidence < 0 || err != nil || fen < 0 {
		return "", errors.New("its kind, amount or confidence is none")
	}
	days := [2]string{"workday.Date{}", "workday.Date{}"}
	for i, s := range r[5:7] {
		if s == "" {
			continue
		}
		var d workday.Date
		if err := d.UnmarshalText([]byte(s)); err != nil {
			return "", err
		}
		days[i] = fmt.Sprintf("workday.Date{Year: %d, Month: %d, Day: %d}", d.Year, d.Month, d.Day)
	}
	return fmt.Sprintf("{%q, %q, %q, %d, %d, %s, %s, %d, %q, %q},\n", system, channel, product, kind, fen, days[0], days[1], confidence, r[8], r[9]), nil
}

// names returns the words of an enumeration by its values.
func names[E interface {
	~uint8
	String() string
}]() (out []string) {
	for v := E(0); v.String() != ""; v++ {
		out = append(out, v.String())
	}
	return out
}

// limitsDoc writes the section of CODES.md on limits.
func limitsDoc(b *bytes.Buffer, in *input) {
	b.WriteString("\n## Limits\n\nWhat a payment system or a product takes at most, as far as that is public, in CNY. " +
		"`usual` is the largest payment of a merchant who was not granted more. Of two rows that apply on a day, the later one counts. " +
		"No public number was found for the other channels.\n\n" +
		"| of | kind | amount | from | until | confidence | source | note |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range in.limits {
		of := r[0]
		if of == "" {
			of = r[1] + " " + r[2]
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", of, r[3], yuan(r[4]), r[5], r[6], r[7], r[8], r[9])
	}
}

func yuan(fen string) string {
	n, _ := strconv.ParseInt(fen, 10, 64) // limits has read it
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}
