// Command gen writes the built-in table and CODES.md from data/*.csv, without
// a network. It reads the codes and statuses through the package's own overlay
// readers, so that the built-in table and a caller's own keep the same laws.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/payready/payready/readiness/failcode"
)

func main() {
	log.SetFlags(0)
	files, err := Generate(".")
	if err != nil {
		log.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// input is what the CSVs in a folder say.
type input struct {
	table    *failcode.Table
	statuses [][]string
	products [][]string
	sources  [][]string
	aliases  [][]string
	phrases  [][]string
	meanings map[[2]string][]string // by category and action
	counted  [][]string
}

func read(dir string) (*input, error) {
	load := func(name string) ([][]string, error) {
		b, err := os.ReadFile(filepath.Join(dir, "data", name))
		if err != nil {
			return nil, err
		}
		return csv.NewReader(bytes.NewReader(b)).ReadAll()
	}
	var in input
	var codes, meanings [][]string
	for name, to := range map[string]*[][]string{
		"codes.csv": &codes, "meanings.csv": &meanings, "statuses.csv": &in.statuses, "products.csv": &in.products, "sources.csv": &in.sources,
		"aliases.csv": &in.aliases, "phrases.csv": &in.phrases, "enumerations.csv": &in.counted,
	} {
		rows, err := load(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		*to = rows[1:]
		if name == "codes.csv" {
			codes = rows
		}
	}
	sources := map[string]bool{}
	for _, s := range in.sources {
		sources[s[0]] = false
	}
	use := func(what, id string) error {
		if _, ok := sources[id]; !ok {
			return fmt.Errorf("%s: no source %q", what, id)
		}
		sources[id] = true
		return nil
	}
	// The meanings are kept once for each category and action, and joined here.
	texts := map[[2]string][]string{}
	for _, m := range meanings {
		texts[[2]string{m[0], m[1]}] = m[2:4]
	}
	used := map[[2]string]bool{}
	in.meanings = texts
	codes[0] = append(codes[0], "meaning_zh", "meaning_en")
	for i, c := range codes[1:] {
		key := [2]string{c[3], c[10]}
		text, ok := texts[key]
		if !ok {
			return nil, fmt.Errorf("meanings.csv: nothing for %v", key)
		}
		used[key] = true
		codes[i+1] = append(c, text...)
		if err := use("codes.csv", c[14]); err != nil {
			return nil, err
		}
	}
	for _, p := range in.phrases {
		key := [2]string{p[1], p[4]}
		if _, ok := texts[key]; !ok {
			return nil, fmt.Errorf("meanings.csv: nothing for %v", key)
		}
		used[key] = true
		if err := use("phrases.csv", p[7]); err != nil {
			return nil, err
		}
	}
	for _, c := range in.counted {
		if err := use("enumerations.csv", c[3]); err != nil {
			return nil, err
		}
	}
	if len(used) != len(texts) {
		return nil, fmt.Errorf("meanings.csv: %d meanings are unused", len(texts)-len(used))
	}
	statuses := [][]string{{"channel", "product", "status", "state", "action", "deadline_hours"}}
	for _, s := range in.statuses {
		statuses = append(statuses, []string{s[0], s[1], s[2], s[3], s[6], s[7]})
		if err := use("statuses.csv", s[5]); err != nil {
			return nil, err
		}
	}
	for id, ok := range sources {
		if !ok {
			return nil, fmt.Errorf("sources.csv: %q is unused", id)
		}
	}
	t, err := new(failcode.Table).Overlay(text(codes))
	if err != nil {
		return nil, err
	}
	if t, err = t.OverlayStatuses(text(statuses)); err != nil {
		return nil, err
	}
	aliases := append([][]string{{"name", "channel", "product", "alone"}}, in.aliases...)
	if in.table, err = t.OverlayAliases(text(aliases)); err != nil {
		return nil, fmt.Errorf("aliases.csv: %w", err)
	}
	return &in, nil
}

func text(rows [][]string) *bytes.Buffer {
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(rows) // a Buffer does not fail
	return &b
}

// Generate returns the files to write, by name.
func Generate(dir string) (map[string][]byte, error) {
	in, err := read(dir)
	if err != nil {
		return nil, err
	}
	code, err := source(in)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"tables.go": code, "CODES.md": doc(in)}, nil
}
