//go:build payready_small

package cnphone

// library would ask nyaruka/phonenumbers, half of a small program.
func library(string, string) (Class, string) { return NotSupported, "" }
