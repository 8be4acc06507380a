// Command gen turns cardbin/data/*.csv into cardbin/tables_gen.go, without the
// network. Run it with go generate ./cardbin.
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
