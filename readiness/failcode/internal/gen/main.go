// Command gen writes the built-in table and CODES.md from data/*.csv, offline. It
// reads the codes and statuses through the package's overlay readers, so the
// built-in table follows the same rules as a caller's own.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

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

// input is the content of the CSV files in a folder.
type input struct {
	table    *failcode.Table
	statuses [][]string
	products [][]string
	sources  [][]string
	aliases  [][]string
	phrases  [][]string
	meanings map[[2]string][]string // by category and action
	counted  [][]string
	limits   [][]string
	forms    [][]string // of OpenCC: table, from, to
}

func read(dir string) (*input, error) {
	var in input
	var codes, meanings [][]string
	for name, to := range map[string]*[][]string{
		"codes.csv": &codes, "meanings.csv": &meanings, "statuses.csv": &in.statuses, "products.csv": &in.products, "sources.csv": &in.sources,
		"aliases.csv": &in.aliases, "phrases.csv": &in.phrases, "enumerations.csv": &in.counted, "limits.csv": &in.limits,
		"../../internal/cnname/data/opencc.csv": &in.forms,
	} {
		b, err := os.ReadFile(filepath.Join(dir, "data", name))
		if err != nil {
			return nil, err
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		*to = rows[1:]
	}
	if err := use("sources.csv", in.sources, 0, uses{"codes.csv", codes, 14}, uses{"phrases.csv", in.phrases, 7},
		uses{"statuses.csv", in.statuses, 5}, uses{"enumerations.csv", in.counted, 3},
		uses{"limits.csv", in.limits, 8}); err != nil {
		return nil, err
	}
	if err := in.mean(codes, meanings); err != nil {
		return nil, err
	}

	head := "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source,refused,resend_days,deadline_hours,meaning_zh,meaning_en"
	t, err := new(failcode.Table).Overlay(text(append([][]string{strings.Split(head, ",")}, codes...)))
	if err != nil {
		return nil, err
	}
	statuses := [][]string{{"channel", "product", "status", "state", "action", "deadline_hours"}}
	for _, s := range in.statuses {
		statuses = append(statuses, []string{s[0], s[1], s[2], s[3], s[6], s[7]})
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

// uses are rows with an ID in one column.
type uses struct {
	what   string
	rows   [][]string
	column int
}

// use checks that every ID is defined, and that every defined ID is used.
func use(what string, rows [][]string, column int, by ...uses) error {
	used := map[string]bool{}
	for _, r := range rows {
		used[r[column]] = false
	}
	for _, u := range by {
		for _, r := range u.rows {
			id := r[u.column]
			if _, ok := used[id]; !ok {
				return fmt.Errorf("%s: %s has no %q", u.what, what, id)
			}
			used[id] = true
		}
	}
	for id, ok := range used {
		if !ok {
			return fmt.Errorf("%s: %q is unused", what, id)
		}
	}
	return nil
}

// mean gives each code its meaning. They are kept once for each category and action.
func (in *input) mean(codes, meanings [][]string) error {
	in.meanings = map[[2]string][]string{}
	for _, m := range meanings {
		in.meanings[[2]string{m[0], m[1]}] = m[2:4]
	}
	used := map[[2]string]bool{}
	find := func(category, action string) ([]string, error) {
		key := [2]string{category, action}
		used[key] = true
		text, ok := in.meanings[key]
		if !ok {
			return nil, fmt.Errorf("meanings.csv: nothing for %v", key)
		}
		return text, nil
	}
	for i, c := range codes {
		text, err := find(c[3], c[10])
		if err != nil {
			return err
		}
		codes[i] = append(c, text...)
	}
	for _, p := range in.phrases {
		if _, err := find(p[1], p[4]); err != nil {
			return err
		}
	}
	if len(used) != len(in.meanings) {
		return fmt.Errorf("meanings.csv: %d meanings are unused", len(in.meanings)-len(used))
	}
	return nil
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
