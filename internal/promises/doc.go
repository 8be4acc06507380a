// Package promises holds the library to what it says of itself: what it imports
// and touches, under which licences it stands, and what it costs to start. It is
// tests only; each names the promise that it fails for.
package promises
