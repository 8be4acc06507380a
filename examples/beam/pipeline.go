package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

func init() {
	register.DoFn3x0[string, func(string, []byte), func([]byte)](&assessFn{})
	register.DoFn3x0[string, func(string, []byte), func([]byte)](&outcomeFn{})
	register.DoFn4x1[string, func(*[]byte) bool, func(*[]byte) bool, func([]byte), error](&joinFn{})
	register.Combiner3[tally, []byte, string](&countFn{})
	register.Emitter1[[]byte]()
	register.Emitter2[string, []byte]()
	register.Iter1[[]byte]()
	beam.RegisterCoder(reflect.TypeFor[tally](), encodeTally, decodeTally)
}

// count assesses the submissions, joins them with the outcomes by ID, and adds all up to one
// line: the JSON of a summary.
func count(s beam.Scope, submissions, outcomes beam.PCollection, policy, key []byte) beam.PCollection {
	rows, unreadable := beam.ParDo2(s.Scope("assess"), &assessFn{Policy: policy}, submissions)
	said, refused := beam.ParDo2(s.Scope("outcomes"), &outcomeFn{}, outcomes)
	joined := beam.ParDo(s.Scope("join"), &joinFn{}, beam.CoGroupByKey(s, rows, said))
	nothing := beam.CreateList(s, [][]byte{[]byte("{}")}) // so that no payouts give a summary, too
	return beam.Combine(s.Scope("count"), &countFn{Key: key}, beam.Flatten(s, joined, unreadable, refused, nothing))
}

// An item is one thing to count: a payout with what became of it, or a mistake of the input.
type item struct {
	Row     *backtest.Row    `json:"row,omitzero"`
	Problem backtest.Problem `json:"problem,omitzero"`
}

// encode encodes v, which is plain data.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // Beam takes it for the failure of the bundle
	}
	return b
}

func problem(p backtest.Problem) []byte { return encode(item{Problem: p}) }

var bom = []byte("\xef\xbb\xbf")

// assessFn reads and assesses submissions. What leaves it holds codes and IDs alone: no
// name and no number goes to another worker.
type assessFn struct {
	Policy []byte

	checker *readiness.Checker
	report  readiness.Report
}

// Setup makes one checker for all elements that the worker gets.
func (f *assessFn) Setup() error {
	policy, err := readiness.ParsePolicy(f.Policy)
	if err != nil {
		return err
	}
	f.checker, err = readiness.New(readiness.Config{Policy: policy})
	return err
}

func (f *assessFn) ProcessElement(line string, row func(string, []byte), other func([]byte)) {
	b := bytes.TrimSpace([]byte(line))
	if len(b) == 0 {
		return
	}
	sub, err := intake.ParseSubmission(b, intake.Strict)
	switch {
	case err != nil:
		other(problem(backtest.Unreadable))
		return
	case sub.ID == "":
		other(problem(backtest.NoID))
		return
	}
	f.checker.AssessInto(&f.report, &sub)
	var w backtest.Row
	w.Read(&f.report)
	w.ReadSubmission(&sub)
	row(sub.ID, encode(w))
}

// outcomeFn reads outcomes.
type outcomeFn struct{}

func (f *outcomeFn) ProcessElement(line string, said func(string, []byte), other func([]byte)) {
	b := bytes.TrimSpace(bytes.TrimPrefix([]byte(line), bom))
	if len(b) == 0 {
		return
	}
	var o backtest.Outcome
	switch {
	case o.UnmarshalJSON(b) != nil:
		other(problem(backtest.Unreadable))
	case o.ID == "":
		other(problem(backtest.NoID))
	default:
		said(o.ID, encode(o))
	}
}

// joinFn settles what was read of one ID.
type joinFn struct{}

func (f *joinFn) ProcessElement(_ string, rows, outcomes func(*[]byte) bool, emit func([]byte)) error {
	submissions, err := all[backtest.Row](rows)
	if err != nil {
		return err
	}
	said, err := all[backtest.Outcome](outcomes)
	if err != nil {
		return err
	}
	var assessed []time.Time
	for i := range submissions {
		assessed = append(assessed, submissions[i].At)
	}
	which, o := backtest.Join(assessed, said, func(p backtest.Problem) { emit(problem(p)) })
	if which >= 0 {
		submissions[which].Outcome = o
		emit(encode(item{Row: &submissions[which]}))
	}
	return nil
}

// all decodes what an iterator gives, in an order of its own: Beam promises none.
func all[T any](next func(*[]byte) bool) (out []T, err error) {
	var list [][]byte
	for b := []byte(nil); next(&b); {
		list = append(list, bytes.Clone(b))
	}
	slices.SortFunc(list, bytes.Compare)
	out = make([]T, len(list))
	for i, b := range list {
		if err := json.Unmarshal(b, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A tally is the accumulator. Between workers it travels as the summary's own JSON.
type tally struct{ summary *backtest.Summary }

func encodeTally(t tally) ([]byte, error) { return t.summary.MarshalJSON() }

func decodeTally(b []byte) (tally, error) {
	t := tally{new(backtest.Summary)}
	return t, t.summary.UnmarshalJSON(b)
}

// countFn adds up. In any order and any parts the result has the same bytes.
type countFn struct {
	Key []byte
}

func (f *countFn) CreateAccumulator() tally { return tally{&backtest.Summary{Key: f.Key}} }

func (f *countFn) AddInput(t tally, b []byte) (tally, error) {
	var x item
	if err := json.Unmarshal(b, &x); err != nil {
		return t, err
	}
	if x.Row != nil {
		t.summary.Add(x.Row)
	}
	if x.Problem != "" {
		t.summary.Problem(x.Problem)
	}
	return t, nil
}

func (f *countFn) MergeAccumulators(a, b tally) (tally, error) { return a, a.summary.Merge(b.summary) }

func (f *countFn) ExtractOutput(t tally) (string, error) {
	b, err := t.summary.MarshalJSON()
	return string(b), err
}
