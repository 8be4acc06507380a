package readiness

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// ReportSchema names the version of the report document.
const ReportSchema = "payready.report/1"

// EngineVersion changes with every release.
const EngineVersion = "0.1.0"

// A Document is a report written out in one language, as a plain struct that
// marshals to the report's JSON. Times are China time to the second. Scores,
// penalties and gains are points out of 100; coverage is per mille.
type Document struct {
	Schema          string                `json:"schema"`
	ID              string                `json:"id"`
	Verdict         Verdict               `json:"verdict"`
	Score           int                   `json:"score"`
	Floor           int                   `json:"floor"`
	Ceiling         int                   `json:"ceiling"`
	Coverage        int                   `json:"coverage"`
	Lang            Lang                  `json:"lang"`
	Detail          Detail                `json:"detail"`
	AssessedAt      intake.Opt[time.Time] `json:"assessed_at,omitzero"`
	ValidUntil      intake.Opt[time.Time] `json:"valid_until,omitzero"`
	EarliestAt      intake.Opt[time.Time] `json:"earliest_at,omitzero"`
	EarliestVerdict intake.Opt[Verdict]   `json:"earliest_verdict,omitzero"`
	NextQueryAt     intake.Opt[time.Time] `json:"next_query_at,omitzero"`
	Probability     Probability           `json:"success_probability,omitzero"` // none without a calibration
	BestRoute       BestRoute             `json:"best_route,omitzero"`          // for a payout without a channel, if the policy asks for it

	Engine  string          `json:"engine"`
	Checker DocumentChecker `json:"checker"`
	Data    DocumentData    `json:"data"`
	Card    DocumentCard    `json:"card"`

	Categories []DocumentCategory `json:"categories"`
	Findings   []DocumentFinding  `json:"findings"`
	Fixes      []DocumentFix      `json:"fixes"`
	Questions  []DocumentQuestion `json:"questions"`
	Errors     []Problem          `json:"errors,omitempty"`
}

// DocumentChecker says which configuration made the report.
type DocumentChecker struct {
	Policy string `json:"policy"` // the policy's ID
	Hash   string `json:"hash"`   // Checker.Hash
}

// DocumentData holds the versions of the data tables used.
type DocumentData struct {
	BINs       string `json:"bins"`
	Calendar   string `json:"calendar"`
	FailCodes  string `json:"fail_codes"`
	Regions    string `json:"regions"`
	Names      string `json:"names"`
	SpecialIPs string `json:"special_ips"`
}

// DocumentCard says what is known of the card, never its full number.
type DocumentCard struct {
	Masked     string `json:"masked"` // first six and last four digits, "" if unknown
	Issuer     string `json:"issuer"`
	IssuerName string `json:"issuer_name"`
	Funding    string `json:"funding"`
	ClassHint  string `json:"class_hint"`
}

type DocumentCategory struct {
	ID      string `json:"id"`
	Score   int    `json:"score"`
	Pass    int    `json:"pass"`
	Warn    int    `json:"warn"`
	Fail    int    `json:"fail"`
	Unknown int    `json:"unknown"`
}

type DocumentFinding struct {
	Check    ID                    `json:"check"`
	Category string                `json:"category"`
	Status   Status                `json:"status"`
	Because  UnknownBecause        `json:"why,omitzero"`
	Code     string                `json:"code"`
	Kind     intake.Opt[Kind]      `json:"kind,omitzero"` // for a fail
	Severity Severity              `json:"severity"`
	Gate     bool                  `json:"gate"`
	Need     Need                  `json:"need"`
	Title    string                `json:"title,omitzero"`
	Message  string                `json:"message,omitzero"`
	Advice   string                `json:"advice,omitzero"`
	Action   string                `json:"action,omitzero"`
	Owner    string                `json:"fixer,omitzero"`
	Effort   string                `json:"effort,omitzero"`
	Audience string                `json:"audience,omitzero"` // "applicant", or "internal": not to be shown to the applicant
	ClearsAt intake.Opt[time.Time] `json:"clears_at,omitzero"`
	Penalty  int                   `json:"penalty"`
	Gain     int                   `json:"gain"`
	Evidence map[string]any        `json:"evidence,omitzero"`
	Missing  []intake.Field        `json:"missing,omitzero"`  // inputs that would settle it
	Cause    string                `json:"cause,omitzero"`    // explains it together with others; its action is the advice
	Prevents []string              `json:"prevents,omitzero"` // for a fail, with detail full: "channel product code", at most 16
}

// DocumentFix is one action, and the score and verdict after it if it succeeds and
// brings up nothing new.
type DocumentFix struct {
	Action       string  `json:"action"`
	Cause        string  `json:"cause,omitzero"`   // the one cause of several findings
	CauseText    string  `json:"because,omitzero"` // what the matter is
	Owner        string  `json:"fixer"`
	Effort       string  `json:"effort"`
	Clears       []ID    `json:"clears"`
	Text         string  `json:"text"`
	Provided     string  `json:"provided,omitzero"` // on what the score and verdict after depend besides
	ScoreAfter   int     `json:"score_after"`
	VerdictAfter Verdict `json:"verdict_after"`
	Needed       bool    `json:"needed"` // part of the smallest set of fixes that reaches ready
}

// DocumentQuestion is an unknown input whose answer could change the verdict.
type DocumentQuestion struct {
	Field       intake.Field `json:"field"`
	Ask         string       `json:"ask"`
	Checks      []ID         `json:"checks"`
	ScoreIfGood int          `json:"score_if_good"`
	ScoreIfBad  int          `json:"score_if_bad"`
	Text        string       `json:"text"`
}

// Document returns the report written out in language l with detail d.
func (r *Report) Document(l Lang, d Detail) Document {
	doc := Document{
		Schema: ReportSchema, ID: r.ID, Verdict: r.Verdict,
		Score: r.Score, Floor: r.Floor, Ceiling: r.Ceiling, Coverage: r.Coverage,
		Lang: l, Detail: d,
		BestRoute: r.BestRoute, AssessedAt: optTime(r.AssessedAt), ValidUntil: optTime(r.ValidUntil), EarliestAt: optTime(r.EarliestAt), NextQueryAt: optTime(r.NextQueryAt),
		Engine: EngineVersion, Errors: slices.Clone(r.Errors),
		Categories: []DocumentCategory{}, Findings: []DocumentFinding{}, Fixes: []DocumentFix{}, Questions: []DocumentQuestion{},
	}
	if !r.EarliestAt.IsZero() {
		doc.EarliestVerdict = intake.Some(r.EarliestVerdict)
	}
	if r.reused() {
		doc.Errors = []Problem{{Kind: "report-reused"}}
		return doc
	}
	if r.plan == nil {
		return doc
	}
	doc.Checker = DocumentChecker{r.plan.policy.ID, r.plan.hash()}
	doc.Data = r.plan.data()
	doc.Card = r.card.document(l)
	doc.Probability, _ = r.SuccessProbability()
	o := r.outlook()
	defer o.done()
	o.scores = o.categories(o.scores[:0])
	doc.Categories = make([]DocumentCategory, len(o.scores))
	for i, c := range o.scores {
		doc.Categories[i] = DocumentCategory{c.Category, c.Score, c.Pass, c.Warn, c.Fail, c.Unknown}
	}
	shown := o.shown(d)
	doc.Findings = make([]DocumentFinding, len(shown))
	for k, i := range shown {
		r.document(&doc.Findings[k], i, l, d, o.gain(i))
	}
	if d == DetailSummary {
		return doc
	}
	fixes, questions := o.fixes(), o.questions()
	doc.Fixes, doc.Questions = make([]DocumentFix, len(fixes)), make([]DocumentQuestion, len(questions))
	ids := make([]ID, 0, idsOf(fixes, questions))
	named := func(checks []int) []ID {
		n := len(ids)
		for _, c := range checks {
			ids = append(ids, r.plan.checks[c].ID)
		}
		return ids[n:len(ids):len(ids)]
	}
	for i := range fixes {
		x := &fixes[i]
		doc.Fixes[i] = DocumentFix{
			x.action.ID, x.cause.ID, x.cause.Text.In(l), x.action.Owner.String(), x.action.Effort.String(), named(x.clears),
			x.action.Text.In(l), provisos[x.provided].In(l), x.score, x.verdict, x.needed,
		}
	}
	for i := range questions {
		q := &questions[i]
		doc.Questions[i] = DocumentQuestion{
			q.input.Field, q.input.Owner.String(), named(q.checks), q.good.score, q.bad.score, q.input.Label.In(l),
		}
	}
	return doc
}

// idsOf counts the checks that fixes and questions name.
func idsOf(fixes []fix, questions []question) (n int) {
	for i := range fixes {
		n += len(fixes[i].clears)
	}
	for i := range questions {
		n += len(questions[i].checks)
	}
	return n
}

// document writes the i-th check's finding to out, which is empty.
func (r *Report) document(out *DocumentFinding, i int, l Lang, d Detail, gain int) {
	c, x := &r.plan.checks[i], r.records[i]
	said := c.reason(int(x.reason))
	out.Check, out.Category, out.Status, out.Because, out.Code = c.ID, r.plan.categories[c.category], said.Status, said.Because, said.Code
	out.Severity, out.Gate, out.Need = c.Severity, c.Gate, c.Need
	out.Penalty, out.Gain, out.Missing = r.effect(i).penalty(), gain, r.missingFields(i)
	if said.Status == Fail {
		out.Kind = intake.Some(said.Kind)
	}
	if said.Kind == Timed && x.until != neverClears {
		out.ClearsAt = optTime(chinatime.Time(int64(x.until)))
	}
	if k := r.causeOf(i); k != nil {
		out.Cause = k.ID
	}
	if d == DetailSummary {
		return
	}
	out.Title = c.Title.In(l)
	message, fixed := c.fixedMessage(int(x.reason), l)
	if !fixed {
		message = r.finding(i).Message(l)
	}
	out.Message = message
	if a := r.actionOf(i); a != nil {
		out.Action, out.Advice, out.Owner, out.Effort = a.ID, a.Text.In(l), a.Owner.String(), a.Effort.String()
	}
	if d == DetailFull && said.Status == Fail {
		out.Prevents = slices.Clone(r.plan.phrases[i]().codes)
	}
	out.Audience = "applicant"
	if said.Internal {
		out.Audience = "internal"
	}
	if x.note != 0 {
		out.Evidence = r.evidence(i)
	}
}

// evidence returns the evidence of the i-th check's finding, nil for none.
func (r *Report) evidence(i int) map[string]any {
	var out map[string]any
	n, keys := r.noteOf(r.records[i]), r.plan.checks[i].Evidence
	for j, k := range n.keys {
		if k == 0 {
			break
		}
		if out == nil {
			out = map[string]any{}
		}
		key := &keys[k-1]
		v := key.value(n.values[j])
		if key.Unit == intake.UnitWords {
			out[key.Name] = wordsOf(v, *key)
		} else {
			out[key.Name] = v.Any()
		}
	}
	return out
}

func optTime(t time.Time) intake.Opt[time.Time] { return intake.Opt[time.Time]{V: t, OK: !t.IsZero()} }

// MarshalJSON writes members in the order of the struct and evidence in the order of
// its names, so that the same report gives the same bytes.
func (d Document) MarshalJSON() ([]byte, error) {
	type plain Document
	return json.Marshal(plain(d), json.Deterministic(true))
}

// UnmarshalJSON reads a report. It ignores unknown members, which a later version
// may have added.
func (d *Document) UnmarshalJSON(b []byte) error {
	type plain Document
	return json.Unmarshal(b, (*plain)(d))
}
