package main

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A checkEntry describes a check under the policy.
type checkEntry struct {
	ID       readiness.ID       `json:"id"`
	Rev      int                `json:"rev"`
	Category string             `json:"category"`
	Title    map[string]string  `json:"title"`
	Severity readiness.Severity `json:"severity"`
	Gate     bool               `json:"gate"`
	Need     readiness.Need     `json:"need"`
	Disabled bool               `json:"disabled,omitempty"`
	Group    string             `json:"group,omitempty"`
	Needs    []intake.Field     `json:"needs"`
	Optional []intake.Field     `json:"optional,omitempty"`
	After    []readiness.ID     `json:"after,omitempty"`
	Cites    []citeEntry        `json:"cites,omitempty"`
	Reasons  []reasonEntry      `json:"reasons"`
}

type citeEntry struct {
	Title      string `json:"title"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"`
}

type reasonEntry struct {
	Code     string            `json:"code"`
	Status   readiness.Status  `json:"status"`
	Kind     string            `json:"kind,omitempty"` // the kind of fail
	Message  map[string]string `json:"message"`        // {key} stands for evidence
	Action   string            `json:"action,omitempty"`
	Fixer    string            `json:"fixer,omitempty"`
	Effort   string            `json:"effort,omitempty"`
	Advice   map[string]string `json:"advice,omitempty"`
	Asks     []intake.Field    `json:"asks,omitempty"`
	Internal bool              `json:"internal,omitempty"` // not for the applicant
}

type actionEntry struct {
	Fixer  string            `json:"fixer"`
	Effort string            `json:"effort"`
	Text   map[string]string `json:"text"`
}

// catalogue returns the checks of the suite under a policy, and the actions and causes
// that reports name, as JSON.
func catalogue(suite []readiness.Check, policy *readiness.Policy, hash string) ([]byte, error) {
	checks := make([]checkEntry, len(suite))
	for i, c := range suite {
		o := policy.Checks[c.ID]
		e := checkEntry{
			ID: c.ID, Rev: c.Rev, Category: c.ID.Category(), Title: both(c.Title),
			Severity: c.Severity, Gate: c.Gate, Need: c.Need, Disabled: o.Disabled,
			Group: c.Group, Needs: append([]intake.Field{}, c.Needs...), Optional: c.Optional, After: c.After,
		}
		if o.Severity != 0 {
			e.Severity = o.Severity
		}
		if o.Gate != intake.Unknown {
			e.Gate = o.Gate == intake.Yes
		}
		if o.Need.OK {
			e.Need = o.Need.V
		}
		for _, x := range c.Cites {
			e.Cites = append(e.Cites, citeEntry{x.Title, x.Source, x.Confidence.String()})
		}
		for _, x := range c.Reasons {
			e.Reasons = append(e.Reasons, entryOf(x))
		}
		checks[i] = e
	}
	actions := map[string]actionEntry{}
	for _, a := range remedy.Actions() {
		actions[a.ID] = actionEntry{a.Owner.String(), a.Effort.String(), both(a.Text)}
	}
	causes := map[string]map[string]string{}
	for name, text := range readiness.Texts() {
		if id, ok := strings.CutPrefix(name, "cause: "); ok {
			causes[id] = both(text)
		}
	}
	return json.Marshal(struct {
		Policy  string                       `json:"policy"`
		Hash    string                       `json:"hash"`
		Checks  []checkEntry                 `json:"checks"`
		Actions map[string]actionEntry       `json:"actions"`
		Causes  map[string]map[string]string `json:"causes"`
	}{policy.ID, hash, checks, actions, causes})
}

func entryOf(x readiness.Reason) reasonEntry {
	r := reasonEntry{Code: x.Code, Status: x.Status, Message: both(x.Message), Asks: x.Asks, Internal: x.Internal}
	if x.Status == readiness.Fail {
		r.Kind = x.Kind.String()
	}
	if a := x.Action; a != nil {
		r.Action, r.Fixer, r.Effort, r.Advice = a.ID, a.Owner.String(), a.Effort.String(), both(a.Text)
	}
	return r
}

// both returns a text in every language, by tag.
func both(t readiness.Text) map[string]string {
	return map[string]string{
		readiness.ZH.String(): t.In(readiness.ZH),
		readiness.EN.String(): t.In(readiness.EN),
	}
}

func (s *service) checks(w http.ResponseWriter, r *http.Request) error {
	if _, err := readQuery(r); err != nil {
		return err
	}
	return writeJSON(w, s.state.Load().checks)
}

// schema serves the JSON Schema of submissions, reports or policies.
func (s *service) schema(w http.ResponseWriter, r *http.Request) error {
	if _, err := readQuery(r); err != nil {
		return err
	}
	b, ok := schemaOf(r.PathValue("name"))
	if !ok {
		return newProblem(http.StatusNotFound, "not-found", "没有这个数据格式", "The schema does not exist")
	}
	w.Header().Set("Content-Type", "application/schema+json")
	w.Write(b) // #nosec G705 -- a schema of ours, as application/schema+json
	return nil
}

//go:embed openapi.json
var openAPI []byte

func (s *service) serveOpenAPI(w http.ResponseWriter, r *http.Request) error {
	if _, err := readQuery(r); err != nil {
		return err
	}
	return writeJSON(w, s.openapi)
}
