// Package cardbin reads bank card numbers and tells who issued them.
package cardbin
