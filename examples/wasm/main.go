//go:build !js

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

// main answers calls, one a line, until the input ends.
func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	var d desk
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxCall+1)
	for lines.Scan() {
		if _, err := out.Write(append(d.answer(lines.Bytes()), '\n')); err != nil {
			return err
		}
	}
	return lines.Err()
}
