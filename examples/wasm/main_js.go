//go:build js

package main

import "syscall/js"

// main gives the page a function payready(line) that answers a call, and waits for calls.
func main() {
	var d desk
	js.Global().Set("payready", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return string(d.answer(nil))
		}
		return string(d.answer([]byte(args[0].String())))
	}))
	select {}
}
