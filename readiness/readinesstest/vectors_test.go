package readinesstest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

var update = flag.Bool("update", false, "rewrite the vectors")

// maxVectors bounds the size of the embedded vectors.
const maxVectors = 3 << 20

// story is a submission with more than one problem.
type story struct {
	name   string
	sub    intake.Submission
	policy *readiness.Policy
}

func stories() []story {
	friday := time.Date(2026, 11, 27, 17, 30, 0, 0, kit.Moment.Location())
	var basics intake.Submission
	ready := kit.Ready()
	basics.At, basics.History.Attempts = ready.At, ready.History.Attempts
	basics.Applicant.Name, basics.Applicant.Document.Number, basics.Applicant.Mobile = ready.Applicant.Name, ready.Applicant.Document.Number, ready.Applicant.Mobile
	basics.Card.Number, basics.Payout.Amount = ready.Card.Number, ready.Payout.Amount
	checked := basics
	checked.Card.ElementCheck = ready.Card.ElementCheck
	paused := readiness.StandardPolicy()
	paused.ID = "paused"
	paused.Checks = map[readiness.ID]readiness.Override{"card.quick-pay": {Suppressed: readiness.Suppression{Until: kit.Moment.AddDate(0, 1, 0), Reason: "channel outage"}}}
	return []story{
		{"nothing-known", intake.Submission{}, nil},
		{"nothing-known-lenient", intake.Submission{}, readiness.LenientPolicy()},
		{"basics", basics, nil},
		{"basics-and-an-element-match", checked, nil},
		{"basics-strict", basics, readiness.StrictPolicy()},
		{"ready", ready, nil},
		{"ready-strict", ready, readiness.StrictPolicy()},
		{"a-batch-without-client", checked, readiness.BackofficePolicy()},
		{"everything-wrong", kit.Ready(kit.BankName("王小明"), kit.ClassII(18_000, 0, 0), kit.InState(intake.StateFrozen), kit.WithVPN, kit.Rebound(6)), nil},
		{"somebody-elses-card", kit.Ready(kit.BankName("李四"), kit.BankDocument(0, "110101190001010030"), kit.BankMobile("13900000000")), nil},
		{"a-dot-at-the-bank", kit.Ready(kit.Called("买买提·艾力"), kit.BankName("买买提艾力")), nil},
		{"a-truncated-card-with-a-vpn", kit.Ready(kit.Truncated, kit.WithVPN), nil},
		{"a-foreign-card", kit.Ready(kit.Numbered(kit.CardNumber("400000", 16))), nil},
		{"pending-and-refused", kit.Ready(kit.Pending(kit.Moment.Add(-time.Hour)), kit.Refused(kit.Moment.Add(-20*time.Hour), "", "", "")), nil},
		{"on-a-fraud-list-and-pending", kit.Ready(kit.FraudListed, kit.Pending(kit.Moment.Add(-time.Hour))), nil},
		{"friday-evening-through-hvps", kit.Ready(kit.Amount(intake.Yuan(900_000)), kit.Clearing(intake.HVPS), kit.At(friday)), nil},
		{"quota-of-the-day-and-a-cool-down", kit.Ready(kit.ClassII(6_000, 5_000, 5_000), kit.Refused(kit.Moment.Add(-time.Hour), "", "", "")), nil},
		{"a-suppressed-check", kit.Ready(kit.WithoutQuickPay), paused},
	}
}

// vectors generates the files.
func vectors(t *testing.T) map[string][]byte {
	type item struct {
		Name       string                    `json:"name"`
		Policy     json.RawMessage           `json:"policy"`
		BINs       []string                  `json:"bins,omitempty"`
		Data       *readiness.DocumentData   `json:"data,omitempty"`
		Submission json.RawMessage           `json:"submission"`
		Report     map[string]map[string]any `json:"report"`
	}
	var head readiness.Document
	files := map[string][]item{}
	add := func(file, name string, f kit.Fixture) {
		checker, err := f.Checker(nil)
		require.NoError(t, err)
		it := item{Name: name, Policy: json.RawMessage("null"), Report: map[string]map[string]any{}}
		if f.Policy != nil {
			it.Policy = f.Policy.Canonical()
		}
		it.Submission, err = f.Submission.RevealJSON()
		require.NoError(t, err)
		r := checker.Assess(f.Submission)
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			d := r.Document(l, readiness.DetailFull)
			it.Report[l.String()] = shortened(t, d, f.Check)
			if f.BINs == nil {
				head = d
			} else {
				it.BINs, it.Data = strings.Split(strings.TrimSpace(kit.Overlay), "\n"), &d.Data
			}
		}
		files[file] = append(files[file], it)
	}
	for _, f := range kit.Fixtures() {
		add(f.Check.Category(), string(f.Check)+"/"+f.Code, f)
	}
	for _, s := range stories() {
		add("story", "story/"+s.name, kit.Fixture{Policy: s.policy, Submission: s.sub})
	}
	out := map[string][]byte{}
	for name, items := range files {
		var b bytes.Buffer
		line := func(prefix string, v any, suffix string) {
			b.WriteString(prefix)
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			require.NoError(t, e.Encode(v))
			b.Truncate(b.Len() - 1)
			b.WriteString(suffix)
		}
		line(`{"schema":`, kit.VectorSchema, ",\n")
		line(`"engine":`, head.Engine, ",\n")
		line(`"data":`, head.Data, ",\n\"vectors\":[\n")
		for i, it := range items {
			line("", it, map[bool]string{false: ",\n", true: "\n]}\n"}[i == len(items)-1])
		}
		out[name+".json"] = b.Bytes()
	}
	return out
}

// shortened returns a report in the form of a vector; see Vectors.
func shortened(t *testing.T, d readiness.Document, about readiness.ID) map[string]any {
	d.Findings = slices.DeleteFunc(slices.Clone(d.Findings), func(f readiness.DocumentFinding) bool {
		costs := f.Status != readiness.Pass && f.Status != readiness.NotApplicable && (f.Status != readiness.StatusUnknown || f.Need != readiness.Optional)
		return f.Check != about && !costs
	})
	for i := range d.Findings {
		d.Findings[i].Prevents = nil
	}
	b, err := d.MarshalJSON()
	require.NoError(t, err)
	var m map[string]any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&m))
	delete(m, "engine")
	delete(m, "data")
	delete(m["checker"].(map[string]any), "hash")
	return m
}

func TestVectorsAreFresh(t *testing.T) {
	want := vectors(t)
	if *update {
		old, err := filepath.Glob("vectors/*.json")
		require.NoError(t, err)
		for _, name := range old {
			require.NoError(t, os.Remove(name))
		}
		for name, b := range want {
			require.NoError(t, os.WriteFile(filepath.Join("vectors", name), b, 0o644))
		}
		return
	}
	files, err := fs.Glob(kit.Vectors(), "*")
	require.NoError(t, err)
	require.Len(t, files, len(want))
	size := 0
	for name, b := range want {
		got, err := fs.ReadFile(kit.Vectors(), name)
		require.NoError(t, err)
		require.True(t, bytes.Equal(b, got), "%s is stale: go generate", name)
		size += len(got)
	}
	require.Less(t, size, maxVectors)
	t.Logf("%d bytes", size)
}

// wrapper does what a wrapper does, using the library itself.
func wrapper(l readiness.Lang) func(kit.VectorInput) ([]byte, error) {
	return func(in kit.VectorInput) ([]byte, error) {
		var cfg readiness.Config
		var err error
		if in.Policy != nil {
			if cfg.Policy, err = readiness.ParsePolicy(in.Policy); err != nil {
				return nil, err
			}
		}
		if in.BINs != nil {
			if cfg.BINs, err = cardbin.Default().Overlay(bytes.NewReader(in.BINs)); err != nil {
				return nil, err
			}
		}
		checker, err := readiness.New(cfg)
		if err != nil {
			return nil, err
		}
		sub, err := intake.ParseSubmission(in.Submission, intake.Strict)
		if err != nil {
			return nil, err
		}
		r := checker.Assess(sub)
		return r.Document(l, readiness.DetailFull).MarshalJSON()
	}
}

func TestTheLibraryPassesTheVectors(t *testing.T) {
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		n := 0
		kit.RunVectors(t, func(in kit.VectorInput) ([]byte, error) {
			n++
			return wrapper(l)(in)
		}, kit.SameVersions)
		require.Equal(t, len(kit.Fixtures())+len(stories()), n)
	}
}

// reports returns the English reports of the vectors by policy and submission. Each
// has the findings of all vectors of the submission, and one of quick-pay.
func reports(t *testing.T) map[string]readiness.Document {
	out := map[string]readiness.Document{}
	files, err := fs.Glob(kit.Vectors(), "*.json")
	require.NoError(t, err)
	for _, file := range files {
		b, err := fs.ReadFile(kit.Vectors(), file)
		require.NoError(t, err)
		var f struct {
			Engine  string
			Data    readiness.DocumentData
			Vectors []struct {
				Policy, Submission json.RawMessage
				BINs               []string
				Data               readiness.DocumentData
				Report             map[string]readiness.Document
			}
		}
		require.NoError(t, json.Unmarshal(b, &f))
		for _, v := range f.Vectors {
			key := strings.TrimPrefix(string(v.Policy), "null")
			d := v.Report["en"]
			d.Engine, d.Data = f.Engine, f.Data
			if v.BINs != nil {
				key += strings.Join(v.BINs, "\n") + "\n"
				d.Data = v.Data
			}
			key += string(v.Submission)
			quickPay := readiness.DocumentFinding{Check: "card.quick-pay", Status: readiness.Pass}
			for _, x := range append(out[key].Findings, quickPay) {
				if !slices.ContainsFunc(d.Findings, func(y readiness.DocumentFinding) bool { return x.Check == y.Check }) {
					d.Findings = append(d.Findings, x)
				}
			}
			out[key] = d
		}
	}
	return out
}

// RunVectors says where a wrapper differs.
func TestRunVectorsTellsTheFirstDifference(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	right := reports(t)
	changed := func(change func(*readiness.Document)) func(kit.VectorInput) ([]byte, error) {
		return func(in kit.VectorInput) ([]byte, error) {
			d := right[string(in.Policy)+string(in.BINs)+string(in.Submission)]
			d.Findings = slices.Clone(d.Findings)
			change(&d)
			return d.MarshalJSON()
		}
	}
	find := func(d *readiness.Document, id readiness.ID) *readiness.DocumentFinding {
		return &d.Findings[slices.IndexFunc(d.Findings, func(f readiness.DocumentFinding) bool { return f.Check == id })]
	}
	for _, c := range []struct {
		name    string
		run     func(kit.VectorInput) ([]byte, error)
		options []kit.VectorOption
		where   string // the difference of every vector that differs; "" if none
		least   int    // the least number that differ
	}{
		{"none", changed(func(*readiness.Document) {}), []kit.VectorOption{kit.SameVersions}, "", 0},
		{"another engine", changed(func(d *readiness.Document) { d.Engine = "9" }), nil, "", 0},
		{"another engine, which counts", changed(func(d *readiness.Document) { d.Engine = "9" }), []kit.VectorOption{kit.SameVersions}, "/engine", 290},
		{"other data, which count", changed(func(d *readiness.Document) { d.Data.BINs = "9" }), []kit.VectorOption{kit.SameVersions}, "/data", 290},
		{"another hash", changed(func(d *readiness.Document) { d.Checker.Hash = "9" }), []kit.VectorOption{kit.SameVersions}, "", 0},
		{"another policy", changed(func(d *readiness.Document) { d.Checker.Policy = "9" }), nil, "/checker/policy", 290},
		{"a point more", changed(func(d *readiness.Document) { d.Score++ }), nil, "/score", 290},
		{"no text", changed(func(d *readiness.Document) { find(d, "card.quick-pay").Message = "" }), nil, "/findings/card.quick-pay/message", 4},
		{"a finding left out", changed(func(d *readiness.Document) {
			d.Findings = slices.DeleteFunc(d.Findings, func(f readiness.DocumentFinding) bool { return f.Check == "card.quick-pay" })
		}), nil, "/findings/card.quick-pay", 4},
		{"a pass turned into a fail", changed(func(d *readiness.Document) { find(d, "card.quick-pay").Status = readiness.Fail }), nil, "/findings/card.quick-pay", 290},
		{"a fix too many", changed(func(d *readiness.Document) { d.Fixes = append(d.Fixes, readiness.DocumentFix{}) }), nil, "/fixes", 290},
		{"another language", func(kit.VectorInput) ([]byte, error) { return []byte(`{"lang":"fr"}`), nil }, nil, "/lang", 290},
		{"no JSON", func(kit.VectorInput) ([]byte, error) { return []byte("{"), nil }, nil, "/lang", 290},
		{"an error", func(kit.VectorInput) ([]byte, error) { return nil, errors.New("no such library") }, nil, "no such library", 290},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l listener
			kit.RunVectors(&l, c.run, c.options...)
			require.GreaterOrEqual(t, len(l), c.least)
			if c.where == "" {
				require.Empty(t, l)
			}
			for _, said := range l {
				require.Contains(t, said, c.where)
			}
		})
	}
}

// Any language can read the vectors as JSON: a double holds every number, and no
// name is duplicate.
func TestVectorsAreSelfDescribing(t *testing.T) {
	names := map[string]bool{}
	files, err := fs.Glob(kit.Vectors(), "*.json")
	require.NoError(t, err)
	for _, file := range files {
		b, err := fs.ReadFile(kit.Vectors(), file)
		require.NoError(t, err)
		var f struct {
			Schema  string
			Vectors []struct {
				Name       string
				Submission json.RawMessage
				Report     map[string]struct{ Schema, Lang, Detail string }
			}
		}
		require.NoError(t, json.Unmarshal(b, &f))
		require.Equal(t, kit.VectorSchema, f.Schema)
		for _, v := range f.Vectors {
			require.False(t, names[v.Name], v.Name)
			names[v.Name] = true
			require.Equal(t, strings.TrimSuffix(file, ".json"), strings.SplitN(strings.SplitN(v.Name, "/", 2)[0], ".", 2)[0])
			require.Len(t, v.Report, 2)
			for lang, r := range v.Report {
				require.Equal(t, lang, r.Lang)
				require.Equal(t, "full", r.Detail)
				require.Equal(t, readiness.ReportSchema, r.Schema)
			}
		}
	}
	for _, f := range kit.Fixtures() {
		require.True(t, names[string(f.Check)+"/"+f.Code], "%s/%s", f.Check, f.Code)
	}
}

// With the omitted members restored, every report matches the schema.
func TestReportsOfVectorsAreWhatTheSchemaSays(t *testing.T) {
	b, err := readiness.Schemas().ReadFile("report.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("report", doc))
	schema, err := c.Compile("report")
	require.NoError(t, err)
	files, err := fs.Glob(kit.Vectors(), "*.json")
	require.NoError(t, err)
	n := 0
	for _, name := range files {
		b, err := fs.ReadFile(kit.Vectors(), name)
		require.NoError(t, err)
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		require.NoError(t, err)
		file := value.(map[string]any)
		for _, v := range file["vectors"].([]any) {
			v := v.(map[string]any)
			for lang, r := range v["report"].(map[string]any) {
				report := r.(map[string]any)
				require.Error(t, schema.Validate(report), "it is cut")
				report["engine"], report["data"] = file["engine"], file["data"]
				report["checker"].(map[string]any)["hash"] = new(readiness.Checker).Hash()
				require.NoError(t, schema.Validate(report), "%s, %s", v["name"], lang)
				n++
			}
		}
	}
	t.Logf("%d reports", n)
	require.Equal(t, 2*(len(kit.Fixtures())+len(stories())), n)
}
