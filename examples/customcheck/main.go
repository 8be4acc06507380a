// Customcheck shows how a team adapts the checklist: it adds a check with its own
// input, removes a check, and changes the severity of another.
package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/render"
)

// riskLevel is an input that only this team has. Submissions have it under "extra",
// as in {"extra": {"risk_level": 3}}.
var riskLevel = intake.ExtraField("risk_level")

// withinRiskLevel checks the level given by the team's own scoring service.
var withinRiskLevel = readiness.Check{
	ID: "team.risk-level", Rev: 1,
	Title:    readiness.Text{readiness.ZH: "内部风险等级", EN: "Internal risk level"},
	Severity: readiness.High, Gate: true, Need: readiness.Required,
	Needs:    []intake.Field{riskLevel},
	Cites:    []readiness.Cite{{Title: "Levels above 3 go to manual review", Source: "our own rules"}},
	Evidence: []readiness.Key{{Name: "level", Unit: intake.UnitCount}},
	Reasons: []readiness.Reason{
		{Code: "low", Status: readiness.Pass,
			Message: readiness.Text{readiness.ZH: "等级 {level}，可自动打款", EN: "Level {level}: payout is automatic"}},
		{Code: "review", Status: readiness.Fail, Kind: readiness.Reviewing, Action: &remedy.ReviewAccount, Internal: true,
			Message: readiness.Text{readiness.ZH: "等级 {level}，需人工复核", EN: "Level {level}: manual review required"}},
	},
	Run: func(c *readiness.Case) readiness.Outcome {
		level, ok := c.Extra(riskLevel).Int()
		switch note := readiness.Note("level", intake.Count(level)); {
		case !ok:
			return c.Missing(riskLevel)
		case level > 3:
			return c.Is("review", note)
		default:
			return c.Is("low", note)
		}
	},
}

// EN is short for readiness.EN.
const EN = readiness.EN

// checker returns the standard checker with three changes: a check of our own, one less,
// and one that weighs more.
func checker(own readiness.Check) (*readiness.Checker, error) {
	suite := append(readiness.Suite(), own)
	suite = slices.DeleteFunc(suite, func(c readiness.Check) bool { return c.ID == "card.issuer-standing" })
	policy := readiness.StandardPolicy()
	policy.ID = "team"
	policy.Checks = map[readiness.ID]readiness.Override{"network.vpn": {Severity: readiness.Medium}}
	return readiness.New(readiness.Config{Suite: suite, Policy: policy})
}

func main() {
	c, err := checker(withinRiskLevel)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	report := c.Assess(readinesstest.Ready(func(s *intake.Submission) {
		s.Extra = intake.Extra{riskLevel: intake.Count(4)}
	}))
	if err := render.Text(os.Stdout, report.Document(EN, readiness.DetailFailed)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
