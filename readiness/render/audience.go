package render

import "github.com/payready/payready/readiness"

// An Audience is a kind of reader, see [readiness.Audience].
type Audience = readiness.Audience

const (
	Engineer = readiness.Engineer
	Support  = readiness.Support
)

// For returns the part of a document that an audience may have, see
// [readiness.Document.For].
func For(d readiness.Document, a Audience) readiness.Document { return d.For(a) }
