package main

import (
	"bytes"
	"text/template"
)

var templates = template.Must(template.New("").Parse(`
{{define "check"}}
var {{.Var}} = Check{
	ID: "{{.ID}}", Rev: 1,
	Title:    Text{ZH: "TODO 通过时成立的事", EN: "TODO what holds when it passes"},
	Purpose:  Text{ZH: "TODO 为什么要检查", EN: "TODO why it is asked"},
	Severity: Low, Need: Optional,
	Needs: []intake.Field{intake.{{.Const}}},
{{- if .Observed}}
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.Field{{.Section}}CapturedAt},
{{- end}}
	Cites: []Cite{
		{Title: "TODO what it rests on", Source: "TODO rule, notice or page", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "no", Status: Pass, Message: Text{ZH: "TODO 没有发现", EN: "TODO it is not so"}},
		{Code: "yes", Status: Fail, Action: &remedy.ContactSupport,
			Message: Text{ZH: "TODO 发现了什么", EN: "TODO it is so"}},
{{- if .Observed}}
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.Field{{.Section}}CapturedAt},
			Message: Text{ZH: "采集时间过久，请重新采集", EN: "Observed too long ago: observe it again"}},
{{- end}}
	},
	Run: func(c *Case) Outcome {
{{- if .Observed}}
		until, fresh := c.{{if eq .Section "Device"}}deviceFresh{{else}}networkFresh{{end}}()
		switch {
		case !fresh:
			return c.Is("stale")
		case c.sub.{{.Section}}.{{.Member}} == intake.Yes:
			return c.until(until, "yes")
		}
		return c.until(until, "no")
{{- else}}
		if c.sub.{{.Section}}.{{.Member}} == intake.Yes {
			return c.Is("yes")
		}
		return c.Is("no")
{{- end}}
	},
}
{{end}}
{{define "checks file"}}package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)
{{end}}
{{define "fixtures"}}
of("{{.ID}}",
	is("no", func(s *intake.Submission) { s.{{.Section}}.{{.Member}} = intake.No }),
	is("yes", func(s *intake.Submission) { s.{{.Section}}.{{.Member}} = intake.Yes }),
{{- if .Observed}}
	is("stale", func(s *intake.Submission) { s.{{.Section}}.{{.Member}} = intake.No }, Captured(ago(time.Hour))),
{{- end}}
),{{end}}
{{define "member"}}	{{.Member}} Fact ` + "`" + `json:"{{.JSON}},omitzero" validate:"lte=2"` + "`" + `
{{end}}
{{define "const"}}
	{{.Const}} Field = "/{{.Path}}"{{end}}
{{define "row"}}
	{{"{"}}{{.Const}}, text("TODO 是否如此（{{.ID}}）", "TODO whether it is so ({{.ID}})"), remedy.Integrator, func(s *Submission) bool { return s.{{.Section}}.{{.Member}}.Known() }},{{end}}
`))

// Path is the input's JSON Pointer without its first slash.
func (p plan) Path() string { return p.sectionJSON() + "/" + p.JSON }

// text executes a template, all of which are tried by the tests.
func (p plan) text(name string) (string, error) {
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, name, p)
	return b.String(), err
}
