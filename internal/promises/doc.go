// Package promises tests what the library promises about itself: what it imports and
// uses, its licences, and its start-up cost. It has only tests.
package promises
