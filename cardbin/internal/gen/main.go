// Command gen generates cardbin/tables_gen.go from cardbin/data/*.csv, offline. Run
// it with go generate ./cardbin.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	src, err := generate(filepath.Join(dir, "data"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "tables_gen.go"), src, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
