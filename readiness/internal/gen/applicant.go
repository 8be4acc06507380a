package main

import (
	"reflect"

	"github.com/payready/payready/readiness"
)

// applicantSchema describes what an applicant may read.
func applicantSchema(b *builder) *schema {
	b.need = func(options, _ string) bool { return options == "" }
	b.own = map[string]*schema{
		"ApplicantView.schema": constant(readiness.ApplicantSchema),
		"ApplicantView.id":     text("^[A-Za-z0-9_-]{0,64}$"),
		"ApplicantView.state":  words([]string{"processing", "act", "wait", "paid"}),
		"ApplicantView.steps":  {Type: types{"array"}, Items: &schema{Type: types{"string"}}},
	}
	s := b.object(reflect.TypeFor[readiness.ApplicantView](), "")
	s.Dialect, s.ID, s.Title = dialect, "urn:payready:applicant:1", "What an applicant may read"
	s.Comment = "Generated from the Go type. It holds no verdict, score, check or reason."
	s.Defs = b.scalars("moment")
	return s
}
