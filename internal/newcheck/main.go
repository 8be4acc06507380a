// Newcheck begins a check of the standard suite that asks a yes-or-no question:
//
//	go run ./internal/newcheck device.virtual-camera
//
// It writes the check, its line in suite.go and a fixture for each of its reasons,
// and the input /device/virtual_camera when the submission has none. Everything
// compiles and works at once; what only a person can say is marked TODO, and the
// tests fail until it is said.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/newcheck category.name")
		os.Exit(2)
	}
	if err := run(".", os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "newcheck:", err)
		os.Exit(1)
	}
}
