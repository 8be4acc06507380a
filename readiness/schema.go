package readiness

import "embed"

//go:generate go run ./internal/gen

//go:embed submission.schema.json report.schema.json policy.schema.json applicant.schema.json
var schemas embed.FS

// Schemas holds the JSON Schemas (2020-12) of what goes in and out:
// submission.schema.json is what ParseSubmission in Strict mode and Validate
// take, report.schema.json is the Document of the standard suite, with the
// closed lists of checks, codes, actions and evidence, applicant.schema.json is an
// ApplicantView, and policy.schema.json is
// what ParsePolicy takes. They are made from the Go types and the suite. The
// files can be read by several goroutines, and served as they are.
func Schemas() embed.FS { return schemas }
