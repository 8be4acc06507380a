// Package utcoffset tells whether a country's clocks show an offset from UTC.
// It can contradict a claimed country, never confirm one: China shares +08:00
// with Hong Kong, Macao, Taiwan, Singapore and Malaysia.
package utcoffset

//go:generate go run ./gen

// Used reports whether the clocks of a country, given by the two letters of ISO
// 3166-1 alpha-2, stand so many minutes east of UTC at some time of the year. It
// is not known for codes without an inhabited zone.
func Used(first, second byte, minutes int64) (used, known bool) {
	a, b := first-'A', second-'A'
	if a >= letters || b >= letters {
		return false, false
	}
	set := countries[int(a)*letters+int(b)]
	if set == 0 {
		return false, false
	}
	// No zone of today is off a quarter of an hour.
	if quarter := minutes + most; quarter >= 0 && quarter <= 2*most && quarter%15 == 0 {
		used = set>>places[quarter/15]&1 == 1
	}
	return used, true
}

const (
	letters = 26
	most    = 14 * 60 // minutes from UTC
)
