package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/payready/payready/readiness/ipintel"
	"github.com/payready/payready/readiness/workday"
)

// loadIPs reads the sources of IP data, lists before databases, and returns an empty
// chain without any. The date of a list is that of its file.
func (f files) loadIPs() (ipintel.Chain, error) {
	var chain ipintel.Chain
	for _, entry := range f.lists.paths {
		label, name, _ := strings.Cut(entry, "=")
		set, err := loadList(label, name)
		if err != nil {
			return nil, fmt.Errorf("list: %w", err)
		}
		chain = append(chain, set)
	}
	for _, name := range f.mmdbs {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("mmdb: %w", err)
		}
		db, err := ipintel.OpenMMDB(b, filepath.Base(name))
		if err != nil {
			return nil, fmt.Errorf("mmdb: %w", err)
		}
		chain = append(chain, db)
	}
	return chain, nil
}

func loadList(label, name string) (*ipintel.PrefixSet, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	list, _ := ipintel.Labeled(label, filepath.Base(name), workday.DateOf(info.ModTime()))
	return ipintel.ReadPrefixes(file, list)
}
