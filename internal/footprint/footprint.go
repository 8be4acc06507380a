// Package footprint measures what a program pays for importing readiness: in
// time before main, in memory that stays, and in its size. Three programs are
// compared: one that imports nothing, one that imports the modules of others
// that readiness stands on, and one that imports readiness.
//
//	go test -v ./internal/footprint
package footprint

import (
	"fmt"
	"runtime"
)

// Say prints the bytes that are live now.
func Say(when string) {
	runtime.GC()
	runtime.GC() // pools forget in two steps
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(when, m.HeapAlloc)
}
