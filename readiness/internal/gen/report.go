package main

import (
	"reflect"
	"slices"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	wordlist "github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/remedy"
)

// reportSchema describes the Document of the standard suite, with closed lists of
// checks and codes.
func reportSchema(b *builder) *schema {
	suite := readiness.Suite()
	field := &schema{AnyOf: []*schema{ref("field"), text("^/extra/[a-z][a-z0-9_-]{0,31}$|^/history/attempts/[0-9]{1,5}/(fixed|refunded_at)$")}}
	check := ref("check")
	b.need = func(options, _ string) bool { return options == "" }
	b.own = map[string]*schema{
		"Document.schema":          constant(readiness.ReportSchema),
		"Document.id":              text("^[A-Za-z0-9_-]{0,64}$"),
		"Document.coverage":        integer(0, 1000),
		"DocumentChecker.hash":     text("^([0-9a-f]{16})?$"),
		"Probability.calibration":  text("^[0-9a-f]{16}$"),
		"Probability.success":      shareSchema(),
		"Probability.low":          shareSchema(),
		"Probability.high":         shareSchema(),
		"Probability.payouts":      integer(1, int64(intake.MaxFen)),
		"DocumentCard.masked":      text(`^[0-9*]*$`),
		"DocumentCard.funding":     words(append([]string{""}, wordlist.Of(reflect.TypeFor[cardbin.Funding]())...)),
		"DocumentCard.class_hint":  words(append([]string{""}, wordlist.Of(reflect.TypeFor[cardbin.ClassHint]())...)),
		"DocumentCategory.id":      words(categories(suite)),
		"DocumentFinding.check":    check,
		"DocumentFinding.category": words(categories(suite)),
		"DocumentFinding.code":     text("^[a-z0-9]+(-[a-z0-9]+)*$"),
		"DocumentFinding.action":   ref("action"),
		"DocumentFinding.fixer":    ref("fixer"),
		"DocumentFinding.effort":   ref("effort"),
		"DocumentFinding.audience": words([]string{"applicant", "internal"}),
		"DocumentFinding.missing":  {Type: types{"array"}, Items: field},
		"DocumentFinding.evidence": {Type: types{"object"}},
		"DocumentFix.action":       ref("action"),
		"DocumentFix.fixer":        ref("fixer"),
		"DocumentFix.effort":       ref("effort"),
		"DocumentFix.clears":       {Type: types{"array"}, Items: check},
		"DocumentQuestion.field":   field,
		"DocumentQuestion.ask":     ref("fixer"),
		"DocumentQuestion.checks":  {Type: types{"array"}, Items: check},
		"Problem.check":            check,
		"Problem.field":            field,
		"Problem.kind":             text("^[a-z]+(-[a-z]+)*$"),
	}
	b.smallNumbers()

	s := b.object(reflect.TypeFor[readiness.Document](), "")
	s.Dialect, s.ID, s.Title = dialect, "urn:payready:report:1", "Report"
	s.Comment = "Generated from the standard suite of engine " + readiness.EngineVersion + ", with closed lists of checks and codes. " +
		"A later engine may add members, checks and codes, so readers should ignore what they do not know. Reports with custom checks do not match this schema."
	finding := s.property("findings").Items
	for _, c := range suite {
		finding.AllOf = append(finding.AllOf, &schema{
			If:   &schema{Properties: members{{"check", constant(string(c.ID))}}},
			Then: ref(string(c.ID)),
		})
	}

	s.Defs = append(s.Defs, b.scalars("date", "moment")...)
	s.Defs = append(s.Defs,
		member{"check", words(ids(suite))},
		member{"field", words(inputs).describe("", "JSON Pointer to an input in the submission.")},
		member{"action", actions()},
		member{"fixer", words(fixers()).describe("", b.docs["Owner"])},
		member{"effort", words(efforts())},
		member{"engine_code", choice(
			code{readiness.CodeNoInput, "unknown", "Inputs are missing; the member missing lists them."},
			code{readiness.CodeNotApplicable, "not_applicable", "The check does not apply."},
			code{readiness.CodeSkipped, "skipped", "A gate that the check depends on failed."},
			code{readiness.CodeSuppressed, "skipped", "The policy suppresses the check for a time."},
			code{readiness.CodeError, "error", "The check itself failed to run."})},
	)
	for i := range suite {
		s.Defs = append(s.Defs, member{string(suite[i].ID), checkSchema(&suite[i])})
	}
	return s
}

// smallNumbers bounds what counts and scores the parts of a report have.
func (b *builder) smallNumbers() {
	for _, t := range []reflect.Type{reflect.TypeFor[readiness.Document](), reflect.TypeFor[readiness.DocumentFinding](), reflect.TypeFor[readiness.DocumentFix](),
		reflect.TypeFor[readiness.DocumentQuestion](), reflect.TypeFor[readiness.DocumentCategory](), reflect.TypeFor[readiness.BestRoute]()} {
		for f := range fieldsOf(t) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Type.Kind() == reflect.Int && b.own[t.Name()+"."+name] == nil {
				b.own[t.Name()+"."+name] = integer(0, 100)
			}
		}
	}
}

func (s *schema) property(name string) *schema {
	for _, m := range s.Properties {
		if m.name == name {
			return m.schema
		}
	}
	return nil
}

// checkSchema returns the schema of a check's findings, with its codes and evidence.
func checkSchema(c *readiness.Check) *schema {
	var codes []code
	for _, r := range c.Reasons {
		codes = append(codes, code{r.Code, statusOf(r), bilingual(r.Message)})
	}
	evidence := &schema{Type: types{"object"}, AdditionalProperties: false}
	for _, k := range c.Evidence {
		evidence.Properties = append(evidence.Properties, member{k.Name, evidenceSchema(k)})
	}
	return &schema{
		Title: bilingual(c.Title),
		Properties: members{
			{"category", constant(c.ID.Category())},
			{"code", &schema{AnyOf: []*schema{choice(codes...), ref("engine_code")}}},
			{"evidence", evidence},
		},
	}
}

// A code is a word and its meaning.
type code struct{ word, status, meaning string }

func choice(list ...code) *schema {
	s := &schema{}
	for _, c := range list {
		s.AnyOf = append(s.AnyOf, &schema{Const: c.word, Title: c.status, Description: c.meaning})
	}
	return s
}

// statusOf returns the status of a reason, such as "fail, timed".
func statusOf(r readiness.Reason) string {
	switch r.Status {
	case readiness.Fail:
		return "fail, " + r.Kind.String()
	case readiness.StatusUnknown:
		return "unknown, " + r.Because.String()
	}
	return r.Status.String()
}

func evidenceSchema(k readiness.Key) *schema {
	switch k.Unit {
	case intake.UnitFact:
		return &schema{Type: types{"boolean", "null"}}
	case intake.UnitFen:
		return integer(-int64(intake.MaxFen), int64(intake.MaxFen)).describe("", "CNY in fen")
	case intake.UnitDay:
		return ref("date")
	case intake.UnitInstant:
		return ref("moment")
	case intake.UnitWord:
		return words(k.Words)
	case intake.UnitWords:
		return &schema{Type: types{"array"}, Items: words(k.Words), UniqueItems: true}
	}
	return integer(-int64(intake.MaxFen), int64(intake.MaxFen))
}

func ids(suite []readiness.Check) []readiness.ID {
	out := make([]readiness.ID, len(suite))
	for i, c := range suite {
		out[i] = c.ID
	}
	return out
}

// categories returns the categories in the order of the suite.
func categories(suite []readiness.Check) (out []string) {
	for _, c := range suite {
		if !slices.Contains(out, c.ID.Category()) {
			out = append(out, c.ID.Category())
		}
	}
	return out
}

func actions() *schema {
	s := &schema{}
	for _, a := range remedy.Actions() {
		s.AnyOf = append(s.AnyOf, &schema{Const: a.ID, Title: a.Owner.String(), Description: bilingual(a.Text)})
	}
	return s
}

func fixers() []string {
	return []string{remedy.Applicant.String(), remedy.Bank.String(), remedy.Channel.String(), remedy.Integrator.String(), remedy.Nobody.String()}
}

func efforts() []string {
	return []string{remedy.EffortNone.String(), remedy.Low.String(), remedy.Medium.String(), remedy.High.String()}
}
