// Package footprint measures the cost of importing readiness: the time before main,
// the live memory and the program size. It compares three programs: one that imports
// nothing, one that imports the dependencies of readiness, and one that imports
// readiness.
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
