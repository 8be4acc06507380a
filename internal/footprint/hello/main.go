// Hello imports nothing.
package main

import "github.com/payready/payready/internal/footprint"

func main() { footprint.Say("start") }
