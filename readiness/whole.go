//go:build !payready_small

package readiness

// mobileNotSupported is empty: this build knows the numbers of all countries.
var mobileNotSupported []Reason
