// Package utcoffset tells whether a country's clocks show an offset from UTC.
// It can contradict a claimed country, never confirm one: China shares +08:00
// with Hong Kong, Macao, Taiwan, Singapore and Malaysia.
package utcoffset

//go:generate go run ./gen

import (
	"slices"
	"strings"
)

type country struct {
	code string
	used uint64 // places in offsets
}

// Used reports whether the clocks of a country (ISO 3166-1 alpha-2) stand so
// many minutes east of UTC at some time of the year. It is not known for codes
// without an inhabited zone.
func Used(code string, minutes int64) (used, known bool) {
	i, known := slices.BinarySearchFunc(countries[:], code, func(c country, code string) int { return strings.Compare(c.code, code) })
	if !known {
		return false, false
	}
	for j, o := range offsets {
		if int64(o) == minutes {
			return countries[i].used&(1<<j) != 0, true
		}
	}
	return false, true
}
