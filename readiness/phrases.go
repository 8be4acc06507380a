package readiness

import (
	"strings"

	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/remedy"
)

// Text that depends on nothing but check, reason and language is looked up as JSON
// instead of being built. A check's phrases are made when a report first needs them.

// maxPrevents limits the failure codes that a document lists for a finding: enough
// to recognise the cause. Finding.Prevents returns all of them.
const maxPrevents = 16

// phrases are the parts of a check's findings, as JSON.
type phrases struct {
	head     string        // {"check" and "category"
	rank     string        // "severity", "gate" and "need"
	title    [langs]string // "title"
	reasons  []phrase      // by index of the effect
	prevents string        // "prevents"
	codes    []string      // what prevents lists
	broken   bool          // some text is not UTF-8
}

// A phrase is what one reason says.
type phrase struct {
	head    string        // "status" to "kind"
	message [langs]string // "message", or "" where it depends on the submission
	varies  [langs]bool
	missing string // "missing" of the reason
	penalty string // "penalty", and the name of "gain"
}

const langs = EN + 1

// spoken returns the language in which a text in l is shown.
func spoken(l Lang) Lang { return min(l, EN) }

// phrasesOf writes the phrases of the i-th check.
func (p *plan) phrasesOf(i int) *phrases {
	c := &p.checks[i]
	s := &phrases{reasons: make([]phrase, len(c.effects))}
	for x := range p.codes.PreventedBy(string(c.ID)) {
		if len(s.codes) == maxPrevents {
			break
		}
		s.codes = append(s.codes, x.Channel+" "+x.Product+" "+x.Code)
	}
	w := writer{}
	w.raw(`{"check":`).text(string(c.ID)).raw(`,"category":`).text(c.ID.Category())
	s.head = w.cut()
	w.raw(`,"severity":`).text(c.Severity.String()).raw(`,"gate":`).truth(c.Gate).raw(`,"need":`).text(c.Need.String())
	s.rank = w.cut()
	if len(s.codes) > 0 {
		w.raw(`,"prevents":[`)
		for j, code := range s.codes {
			w.comma(j).text(code)
		}
		w.raw(`]`)
	}
	s.prevents = w.cut()
	for l := range langs {
		w.member(`,"title":`, c.Title.In(l))
		s.title[l] = w.cut()
	}
	for j := range c.effects {
		w.phrase(&s.reasons[j], c, j)
	}
	s.broken = w.broken
	return s
}

// phrase writes what the j-th reason of a check says.
func (w *writer) phrase(x *phrase, c *planned, j int) {
	r := c.reason(j)
	w.raw(`,"status":`).text(r.Status.String())
	w.member(`,"why":`, r.Because.String())
	w.raw(`,"code":`).text(r.Code)
	if r.Status == Fail {
		w.raw(`,"kind":`).text(r.Kind.String())
	}
	x.head = w.cut()
	for l := range langs {
		message, fixed := c.fixedMessage(j, l)
		x.varies[l] = !fixed
		w.member(`,"message":`, message)
		x.message[l] = w.cut()
	}
	if r.Asks != nil {
		w.raw(`,"missing":[`)
		for k, f := range r.Asks {
			w.comma(k).text(string(f))
		}
		w.raw(`]`)
	}
	x.missing = w.cut()
	w.raw(`,"penalty":`).number(int64(c.effects[j].penalty())).raw(`,"gain":`)
	x.penalty = w.cut()
}

// fixedMessage returns the message of a check's reason. It is false if the message
// depends on the submission.
func (c *planned) fixedMessage(reason int, l Lang) (string, bool) {
	switch reason {
	case reasonNoInput, reasonCleared:
		return "", false
	case reasonSkipped:
		return engineTexts.skipped.In(l), true
	case reasonSuppressed:
		return c.suppressed.message(l), true
	case reasonNotApplicable:
		return engineTexts.notApplicable.In(l), true
	case reasonError:
		return engineTexts.broken.In(l), true
	}
	m := c.reason(reason).Message.In(l)
	if strings.Contains(m, "{") {
		return "", false
	}
	return m, true
}

// advice is an action as part of a finding, and as the parts of a fix that stand around
// its cause and around what it clears.
type advice struct{ finding, head, who, text string }

// A lexicon holds what the reports of a plan have in common, as JSON.
type lexicon struct {
	about   [audiences]string // "engine" to "data"
	labels  [langs][]string   // of the inputs, without quotation marks
	actions map[*Action]*[langs]advice
	causes  map[*cause]*[langs]string // as part of a fix
	broken  bool
}

func (p *plan) newLexicon() *lexicon {
	x := &lexicon{actions: map[*Action]*[langs]advice{}, causes: map[*cause]*[langs]string{&noCause: {}}}
	var w writer
	for a := range audiences {
		hash, data := p.hash(), p.data()
		if a != Engineer {
			hash, data = "", DocumentData{}
		}
		w.raw(`,"engine":`).text(EngineVersion).raw(`,"checker":{"policy":`).text(p.policy.ID).raw(`,"hash":`).text(hash)
		w.raw(`},"data":{"bins":`).text(data.BINs).raw(`,"calendar":`).text(data.Calendar).raw(`,"fail_codes":`).text(data.FailCodes)
		w.raw(`,"regions":`).text(data.Regions).raw(`,"names":`).text(data.Names).raw(`,"special_ips":`).text(data.SpecialIPs).raw(`}`)
		x.about[a] = w.cut()
	}
	for l := range langs {
		for i := range p.inputs {
			w.text(p.inputs[i].Label.In(l))
			label := w.cut()
			x.labels[l] = append(x.labels[l], label[1:len(label)-1])
		}
	}
	add := func(a *Action) {
		if a == nil || x.actions[a] != nil {
			return
		}
		said := new([langs]advice)
		for l := range langs {
			w.member(`,"advice":`, a.Text.In(l)).member(`,"action":`, a.ID).member(`,"fixer":`, a.Owner.String()).member(`,"effort":`, a.Effort.String())
			said[l].finding = w.cut()
			w.raw(`{"action":`).text(a.ID)
			said[l].head = w.cut()
			w.raw(`,"fixer":`).text(a.Owner.String()).raw(`,"effort":`).text(a.Effort.String()).raw(`,"clears":[`)
			said[l].who = w.cut()
			w.raw(`],"text":`).text(a.Text.In(l))
			said[l].text = w.cut()
		}
		x.actions[a] = said
	}
	add(&remedy.ProvideInput)
	for i := range allActions() {
		add(&allActions()[i]) // of earlier failures
	}
	for i := range p.causes {
		k := p.causes[i].cause
		add(k.Action)
		said := new([langs]string)
		for l := range langs {
			w.member(`,"cause":`, k.ID).member(`,"because":`, k.Text.In(l))
			said[l] = w.cut()
		}
		x.causes[k] = said
	}
	for i := range p.checks {
		for j := range p.checks[i].Reasons {
			add(p.checks[i].Reasons[j].Action)
		}
	}
	x.broken = w.broken
	return x
}

// data returns the versions of the tables.
func (p *plan) data() DocumentData {
	return DocumentData{
		p.bins.Version(), p.calendar.Version(), p.codes.Version(),
		cnid.Version, cnname.Version, netaddr.Version,
	}
}
