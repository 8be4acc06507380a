package readiness

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/payready/payready/readiness/intake"
)

// A Difference is one point on which a stored report and a new assessment disagree.
// Was and Is hold codes, numbers, versions and times.
type Difference struct {
	Path string // JSON Pointer into the document; findings by check ID
	Was  string
	Is   string
}

// Verify calls Checker.Verify on the standard Checker.
func Verify(d Document, sub intake.Submission) []Difference { return (&Checker{}).Verify(d, sub) }

// Verify assesses sub again and returns the differences from d, a stored report of
// it. There are none if engine, policy and data are the ones that d names. The causes
// come first (engine, checker, data), then what they changed. Of a document with less
// than full detail, Verify compares what it has.
func (c *Checker) Verify(d Document, sub intake.Submission) []Difference {
	r := c.Assess(sub)
	is := r.Document(d.Lang, d.Detail)
	var out []Difference
	compare := func(path, was, now string) {
		if was != now {
			out = append(out, Difference{path, was, now})
		}
	}
	compare("/schema", d.Schema, is.Schema)
	compare("/engine", d.Engine, is.Engine)
	compare("/checker/policy", d.Checker.Policy, is.Checker.Policy)
	compare("/checker/hash", d.Checker.Hash, is.Checker.Hash)
	compare("/data/bins", d.Data.BINs, is.Data.BINs)
	compare("/data/calendar", d.Data.Calendar, is.Data.Calendar)
	compare("/data/fail_codes", d.Data.FailCodes, is.Data.FailCodes)
	compare("/data/regions", d.Data.Regions, is.Data.Regions)
	compare("/data/names", d.Data.Names, is.Data.Names)
	compare("/data/special_ips", d.Data.SpecialIPs, is.Data.SpecialIPs)

	compare("/id", d.ID, is.ID)
	compare("/assessed_at", moment(d.AssessedAt), moment(is.AssessedAt))
	compare("/verdict", d.Verdict.String(), is.Verdict.String())
	compare("/score", strconv.Itoa(d.Score), strconv.Itoa(is.Score))
	compare("/floor", strconv.Itoa(d.Floor), strconv.Itoa(is.Floor))
	compare("/ceiling", strconv.Itoa(d.Ceiling), strconv.Itoa(is.Ceiling))
	compare("/coverage", strconv.Itoa(d.Coverage), strconv.Itoa(is.Coverage))
	compare("/valid_until", moment(d.ValidUntil), moment(is.ValidUntil))
	compare("/earliest_at", moment(d.EarliestAt), moment(is.EarliestAt))
	compare("/card/masked", d.Card.Masked, is.Card.Masked)
	compare("/card/issuer", d.Card.Issuer, is.Card.Issuer)

	codes := func(list []DocumentFinding) map[ID]string {
		m := make(map[ID]string, len(list))
		for _, f := range list {
			m[f.Check] = f.Status.String() + " " + f.Code
		}
		return m
	}
	was, now := codes(d.Findings), codes(is.Findings)
	var ids []ID
	for id := range was {
		ids = append(ids, id)
	}
	for id := range now {
		if _, ok := was[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b ID) int { return cmp.Compare(a, b) })
	for _, id := range ids {
		compare("/findings/"+string(id), was[id], now[id])
	}
	return out
}
