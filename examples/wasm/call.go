// Wasm makes payready a WebAssembly module that judges payouts where they are typed: in a
// browser, so that nothing personal leaves it, or in any runtime of WASI.
//
// A call is a line of JSON, and so is its answer:
//
//	{"call":"assess","submission":{…},"policy":{…},"bins":"prefix,…","lang":"en","detail":"full","audience":"engineer"}
//	{"call":"schedule","submission":{…},"hours":24}
//	{"call":"route","submission":{…},"lang":"en"}
//	{"call":"diagnose","channel":"wechatpay","product":"mch_transfer","status":"FAIL","code":"NAME_NOT_CORRECT","lang":"en"}
//	{"call":"checks"}
//	{"call":"advice"}
//	{"call":"version"}
//
// What may be left out is policy (the standard one), bins, lang (zh-CN), detail (full),
// audience (engineer) and hours (24). With "strict":true a submission whose values are
// out of range is refused, as by the service; without, the report names them in its
// errors. The answer has one member: report, stretches, routes, decision, checks, advice, version,
// or problem with a kind and the mistakes of the input. It never repeats the input.
//
// With the build tag payready_small it is half as large and does not know the telephone
// numbers of other countries: identity.mobile is then unknown, not-supported.
package main

import (
	"errors"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// maxCall bounds a call: a submission, a policy and an overlay of cards.
const maxCall = 4 << 20

type call struct {
	Call       string             `json:"call"`
	Submission jsontext.Value     `json:"submission"`
	Policy     jsontext.Value     `json:"policy"`
	BINs       string             `json:"bins"`
	Lang       readiness.Lang     `json:"lang"`
	Detail     readiness.Detail   `json:"detail"`
	Audience   readiness.Audience `json:"audience"`
	Hours      int                `json:"hours"`
	Strict     bool               `json:"strict"`

	Channel string `json:"channel"`
	Product string `json:"product"`
	Status  string `json:"status"`
	Code    string `json:"code"`
}

type answer struct {
	Report    jsontext.Value            `json:"report,omitempty"`
	Stretches []stretch                 `json:"stretches,omitempty"`
	Routes    []readiness.DocumentRoute `json:"routes,omitzero"` // empty if there is none
	Decision  *decision                 `json:"decision,omitempty"`
	Checks    []check                   `json:"checks,omitempty"`
	Advice    *advice                   `json:"advice,omitempty"`
	Version   *version                  `json:"version,omitempty"`
	Problem   *problem                  `json:"problem,omitempty"`
}

// A stretch is a time span with one verdict, as the service has it.
type stretch struct {
	From    time.Time         `json:"from"`
	To      time.Time         `json:"to"`
	Open    bool              `json:"open"`
	Verdict readiness.Verdict `json:"verdict"`
	Causes  []readiness.ID    `json:"causes"`
}

// A decision is what to do about a failed payout.
type decision struct {
	Known  bool   `json:"known"`
	State  string `json:"state"`
	Next   string `json:"next"`
	Retry  string `json:"retry"`
	Order  string `json:"order"`
	Money  string `json:"money"`
	Action string `json:"action"`
	Text   string `json:"text"`
}

// A check is what can be found, with its texts in both languages, as the service has it.
type check struct {
	ID       readiness.ID      `json:"id"`
	Category string            `json:"category"`
	Title    map[string]string `json:"title"`
	Gate     bool              `json:"gate"`
	Reasons  []reason          `json:"reasons"`
}

// An advice is what findings advise, and why several checks find something at once, by ID.
type advice struct {
	Actions map[string]action            `json:"actions"`
	Causes  map[string]map[string]string `json:"causes"`
}

type action struct {
	Fixer  string            `json:"fixer"`
	Effort string            `json:"effort"`
	Text   map[string]string `json:"text"`
}

type reason struct {
	Code    string            `json:"code"`
	Status  readiness.Status  `json:"status"`
	Message map[string]string `json:"message"` // {key} stands for evidence
	Action  string            `json:"action,omitempty"`
	Fixer   string            `json:"fixer,omitempty"`
	Effort  string            `json:"effort,omitempty"`
	Advice  map[string]string `json:"advice,omitempty"`
}

type version struct {
	Engine string                 `json:"engine"`
	Data   readiness.DocumentData `json:"data"`
}

type problem struct {
	Kind   string           `json:"kind"` // call, submission, policy or bins
	Errors []intake.Mistake `json:"errors,omitempty"`
}

// maxFaults bounds the mistakes that one problem tells.
const maxFaults = 100

// maxStretches bounds a schedule, and maxHours its span.
const (
	maxStretches = 1000
	maxHours     = 168
)

// A desk answers calls one after the other. It keeps the checker of the last
// configuration, since most calls have the same.
type desk struct {
	policy, bins string
	checker      *readiness.Checker
}

// reading is how a call is read, by the package that reads submissions, so that the
// module holds no other. What a submission may not repeat is for its own reader to say.
var reading = json.JoinOptions(json.RejectUnknownMembers(true), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// answer answers a call. It is not for several goroutines at once.
func (d *desk) answer(line []byte) []byte {
	var c call
	if len(line) > maxCall || json.Unmarshal(line, &c, reading) != nil {
		return marshal(answer{Problem: &problem{Kind: "call"}})
	}
	a, kind, err := d.do(&c)
	if err != nil {
		mistakes := intake.Mistakes(err, c.Lang)
		a = answer{Problem: &problem{kind, mistakes[:min(len(mistakes), maxFaults)]}}
	}
	return marshal(a)
}

func marshal(a answer) []byte {
	b, err := json.Marshal(a, json.Deterministic(true))
	if err != nil {
		return []byte(`{"problem":{"kind":"call"}}`)
	}
	return b
}

var errCall = errors.New("no such call")

// do carries a call out. The kind says what an error is about.
func (d *desk) do(c *call) (a answer, kind string, err error) {
	switch c.Call {
	case "version":
		r := readiness.Assess(intake.Submission{})
		return answer{Version: &version{readiness.EngineVersion, r.Document(c.Lang, readiness.DetailSummary).Data}}, "", nil
	case "checks":
		return answer{Checks: checks()}, "", nil
	case "advice":
		return answer{Advice: adviceOf()}, "", nil
	case "diagnose":
		return answer{Decision: diagnose(c)}, "", nil
	case "assess", "schedule", "route":
	default:
		return a, "call", errCall
	}
	if kind, err := d.configure(c); err != nil {
		return a, kind, err
	}
	sub, err := intake.ParseSubmission(c.Submission, intake.Strict)
	if err == nil && c.Strict {
		err = sub.Validate()
	}
	if err != nil {
		return a, "submission", err
	}
	switch c.Call {
	case "schedule":
		return d.schedule(c, sub)
	case "route":
		return d.route(c, sub), "", nil
	}
	r := d.checker.Assess(sub)
	a.Report, err = r.AppendJSON(nil, c.Lang, c.Detail, c.Audience)
	return a, "call", err
}

// configure makes the checker that the call asks for.
func (d *desk) configure(c *call) (kind string, err error) {
	if d.checker != nil && d.policy == string(c.Policy) && d.bins == c.BINs {
		return "", nil
	}
	var cfg readiness.Config
	if c.BINs != "" {
		if cfg.BINs, err = cardbin.Default().Overlay(strings.NewReader(c.BINs)); err != nil {
			return "bins", err
		}
	}
	if len(c.Policy) > 0 && string(c.Policy) != "null" {
		if cfg.Policy, err = cfg.ParsePolicy(c.Policy); err != nil {
			return "policy", err
		}
	}
	checker, err := readiness.New(cfg)
	if err != nil {
		return "policy", err
	}
	d.policy, d.bins, d.checker = string(c.Policy), c.BINs, checker
	return "", nil
}

func (d *desk) schedule(c *call, sub intake.Submission) (a answer, kind string, err error) {
	if sub.At.IsZero() {
		return a, "submission", &intake.ShapeError{Problems: []intake.Problem{{Field: intake.FieldAt, Kind: "missing"}}}
	}
	if c.Hours == 0 {
		c.Hours = 24
	}
	if c.Hours < 1 || c.Hours > maxHours {
		return a, "call", errCall
	}
	a.Stretches = []stretch{}
	for s := range d.checker.Schedule(sub, sub.At, sub.At.Add(time.Duration(c.Hours)*time.Hour)) {
		if len(a.Stretches) == maxStretches {
			break
		}
		a.Stretches = append(a.Stretches, stretch{s.From, s.To, s.Open, s.Verdict, append([]readiness.ID{}, s.Causes...)})
	}
	return a, "", nil
}

// route lists the channels that would take the payout, as the service does.
func (d *desk) route(c *call, sub intake.Submission) answer {
	routes := d.checker.Routes(sub)
	a := answer{Routes: make([]readiness.DocumentRoute, len(routes))}
	for i := range routes {
		a.Routes[i] = routes[i].Document(c.Lang)
	}
	return a
}

func diagnose(c *call) *decision {
	x := failcode.Default().Diagnose(c.Channel, c.Product, c.Status, c.Code)
	a := x.Action()
	return &decision{
		Known: x.Known || c.Code == "" && x.StatusKnown, State: x.State.String(), Next: x.Next.String(), Retry: x.Retry.String(),
		Order: x.Order.String(), Money: x.Money.String(), Action: a.ID, Text: a.Text.In(c.Lang),
	}
}

func adviceOf() *advice {
	a := advice{map[string]action{}, map[string]map[string]string{}}
	for _, x := range remedy.Actions() {
		a.Actions[x.ID] = action{x.Owner.String(), x.Effort.String(), both(x.Text)}
	}
	for name, text := range readiness.Texts() {
		if id, ok := strings.CutPrefix(name, "cause: "); ok {
			a.Causes[id] = both(text)
		}
	}
	return &a
}

func checks() []check {
	var out []check
	for _, c := range readiness.Suite() {
		entry := check{ID: c.ID, Category: c.ID.Category(), Title: both(c.Title), Gate: c.Gate}
		for _, r := range c.Reasons {
			x := reason{Code: r.Code, Status: r.Status, Message: both(r.Message)}
			if a := r.Action; a != nil {
				x.Action, x.Fixer, x.Effort, x.Advice = a.ID, a.Owner.String(), a.Effort.String(), both(a.Text)
			}
			entry.Reasons = append(entry.Reasons, x)
		}
		out = append(out, entry)
	}
	return out
}

func both(t readiness.Text) map[string]string {
	return map[string]string{"zh-CN": t.In(readiness.ZH), "en": t.In(readiness.EN)}
}
