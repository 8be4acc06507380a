package page

import (
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
)

// Category returns a few words for a kind of failure.
func Category(c failcode.Category) readiness.Text { return categories[c] }
