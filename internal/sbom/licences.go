package main

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed licences.csv
var licencesCSV string

// A licence is the licence under which a module was accepted.
type licence struct {
	expression string // SPDX
	testsOnly  bool
}

// names are the licences that the expression is made of, in order.
func (l licence) names() []string {
	names := slices.DeleteFunc(strings.Fields(l.expression), func(s string) bool { return s == "AND" || s == "OR" })
	slices.Sort(names)
	return names
}

func accepted() map[string]licence {
	out := map[string]licence{}
	for line := range strings.Lines(licencesCSV) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) == 3 && f[0] != "module" {
			out[f[0]] = licence{f[1], f[2] == "tests"}
		}
	}
	return out
}

// wordings identifies a licence by a sentence that only it contains.
var wordings = []struct{ name, sentence string }{
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
	{"Apache-2.0", "Apache License Version 2.0, January 2004"},
	{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-2-Clause", "this list of conditions and the following disclaimer. 2. Redistributions in binary form"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"GPL", "GNU GENERAL PUBLIC LICENSE"},
	{"AGPL", "GNU AFFERO GENERAL PUBLIC LICENSE"},
	{"LGPL", "GNU LESSER GENERAL PUBLIC LICENSE"},
}

// licenceIn returns the licences in a module's folder.
func licenceIn(dir string) ([]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, errors.New("its folder cannot be read: download the modules first")
	}
	var found []string
	for _, f := range files {
		name := strings.ToUpper(f.Name())
		if f.IsDir() || !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Name())) // #nosec G304 -- a module's own licence
		if err != nil {
			return nil, err
		}
		found = append(found, licencesOf(string(b))...)
	}
	slices.Sort(found)
	if found = slices.Compact(found); len(found) == 0 {
		return nil, errors.New("no licence that is known by its wording")
	}
	return found, nil
}

func licencesOf(text string) (found []string) {
	text = strings.Join(strings.Fields(text), " ")
	for _, w := range wordings {
		two := w.name == "BSD-2-Clause" && slices.Contains(found, "BSD-3-Clause") // which has its clauses, too
		if strings.Contains(text, w.sentence) && !two {
			found = append(found, w.name)
		}
	}
	return found
}
