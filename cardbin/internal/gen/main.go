// Command gen generates cardbin/tables_gen.go and cardbin/ISSUERS.md from
// cardbin/data/*.csv, offline. Run it with go generate ./cardbin.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	err := errors.Join(
		write(dir, "tables_gen.go", generate),
		write(dir, "ISSUERS.md", issuersPage))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(dir, name string, make func(data string) ([]byte, error)) error {
	b, err := make(filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), b, 0o644)
}
