// Package workday answers which days are working days in China, and how far
// that is known.
package workday
