// Package gb18030 reads and writes GB 18030 as golang.org/x/text does.
//
// With the build tag payready_small, for a browser, it has a table of its own,
// from which it makes the other direction when one is needed: that package holds both,
// and HZ, which cost such a program 50 kB of its 2 MB.
package gb18030

//go:generate go run ./gen
