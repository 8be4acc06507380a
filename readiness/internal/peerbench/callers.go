package main

import (
	"encoding/json"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// refused is a submission with what often goes wrong: a name that sounds the same, an
// account of Class II over its limit, a frozen card, a VPN.
func refused() intake.Submission {
	s := submission()
	s.ID = "refused-1"
	s.Card.Holder.Name = intake.Hide("王小明")
	s.Card.AccountClass, s.Card.FaceToFaceVerified, s.Card.State = intake.ClassII, intake.Yes, intake.StateFrozen
	s.Payout.Amount = intake.Some(intake.Yuan(18_000))
	s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = intake.Some[intake.Fen](0), intake.Some[intake.Fen](0)
	s.Device.VPNTransport = intake.Yes
	return s
}

// callers returns what a caller waits for: from the JSON of a submission to the JSON of
// its report. The glue reads and writes what it has, with encoding/json.
func callers() (rows []row) {
	glue := must(newGlue(nil))
	for _, c := range []struct {
		name string
		sub  intake.Submission
	}{{"ready", submission()}, {"refused", refused()}, {"empty", intake.Submission{ID: "empty-1"}}} {
		var theirs func()
		if c.name != "empty" { // to the glue an empty struct is a refusal in its first line
			theirs = glue.jsonToJSON(must(json.Marshal(applicationOf(&c.sub))))
		}
		in := must(c.sub.RevealJSON())
		rows = append(rows,
			row{name: c.name + ": summary", ours: jsonToJSON(in, func(out []byte, r *readiness.Report) []byte { return r.AppendSummary(out, readiness.Engineer) }), theirs: theirs},
			row{name: c.name + ": failed", ours: jsonToJSON(in, detailed(readiness.DetailFailed)), theirs: theirs, ratio: map[string]float64{"refused": 8}[c.name]},
			row{name: c.name + ": full", ours: jsonToJSON(in, detailed(readiness.DetailFull)), theirs: theirs},
		)
	}
	return rows
}

func detailed(d readiness.Detail) func([]byte, *readiness.Report) []byte {
	return func(out []byte, r *readiness.Report) []byte {
		return must(r.AppendJSON(out, readiness.ZH, d, readiness.Engineer))
	}
}

// jsonToJSON does what a batch does with a line.
func jsonToJSON(in []byte, write func([]byte, *readiness.Report) []byte) func() {
	var checker readiness.Checker
	var sub intake.Submission
	var report readiness.Report
	var out []byte
	return func() {
		if err := intake.ParseInto(&sub, in, intake.Strict); err != nil {
			panic(err)
		}
		checker.AssessInto(&report, &sub)
		out = write(out[:0], &report)
	}
}

func (g *glue) jsonToJSON(in []byte) func() {
	return func() {
		var a application
		if err := json.Unmarshal(in, &a); err != nil {
			panic(err)
		}
		verdict, score, lines := g.assess(&a)
		must(json.Marshal(struct {
			Verdict string
			Score   int
			Lines   []line
		}{verdict, score, lines}))
	}
}

// writing returns the parts of a caller's wait, for the refused submission.
func writing() []row {
	s := refused()
	in := must(s.RevealJSON())
	report := readiness.Assess(s)
	var sub intake.Submission
	var checker readiness.Checker
	var out []byte
	rows := []row{
		{name: "read", ours: func() {
			if err := intake.ParseInto(&sub, in, intake.Strict); err != nil {
				panic(err)
			}
		}},
		{name: "check the shape", ours: func() { _ = s.Validate() }},
		{name: "assess", ours: func() { checker.AssessInto(&report, &s) }},
	}
	for _, d := range []readiness.Detail{readiness.DetailFailed, readiness.DetailFull} {
		rows = append(rows,
			row{name: "write, " + d.String(), ours: func() { out = must(report.AppendJSON(out[:0], readiness.ZH, d, readiness.Engineer)) }},
			row{name: "Document, " + d.String(), ours: func() { report.Document(readiness.ZH, d) }},
			row{name: "Document marshalled, " + d.String(), ours: func() { must(report.Document(readiness.ZH, d).MarshalJSON()) }},
		)
	}
	big := make([]byte, len(in)+len(out))
	limit := make([]byte, 0, len(big))
	return append(rows, row{name: "the limit, full: to copy all these bytes once and validate those that come in",
		ours: func() { limit = append(limit[:0], big...); valid(in) }})
}
