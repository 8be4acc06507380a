package readinesstest

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// VectorSchema is the schema version of the vector files.
const VectorSchema = "payready.vector/1"

//go:generate go test -run ^TestVectorsAreFresh$ . -update
//go:embed vectors/*.json
var vectorFiles embed.FS

// Vectors returns test vectors for wrappers in other languages: a JSON file for
// each category of the suite, and one with whole stories.
//
// A file has a schema, the versions of engine and data that made its reports, and
// the vectors. A vector has
//
//   - name: the check and the code it is about, or "story/" and a word;
//   - policy, null for the standard one, and submission, in the form that
//     ParsePolicy and ParseSubmission read; the people are invented, and their data
//     is in clear text;
//   - bins, if the built-in card table is not enough: the lines of an overlay for
//     cardbin.Table.Overlay, each terminated by a newline; and data, the versions
//     with that overlay;
//   - report: the JSON of the Report by language (zh-CN, en), reduced to the
//     vector's check and the findings that cost something. It leaves out what
//     changes with data and releases: engine, data, the checker's hash and the
//     codes that findings prevent.
//
// Every fixture is a vector, so the vectors cover every reason of every check.
func Vectors() fs.FS {
	sub, err := fs.Sub(vectorFiles, "vectors")
	if err != nil {
		panic("readinesstest: " + err.Error()) // a constant, valid path
	}
	return sub
}

type vectorFile struct {
	Schema  string          `json:"schema"`
	Engine  string          `json:"engine"`
	Data    json.RawMessage `json:"data"`
	Vectors []vector        `json:"vectors"`
}

type vector struct {
	Name       string                     `json:"name"`
	Policy     json.RawMessage            `json:"policy"`
	BINs       []string                   `json:"bins"`
	Data       json.RawMessage            `json:"data"`
	Submission json.RawMessage            `json:"submission"`
	Report     map[string]json.RawMessage `json:"report"`
}

// A VectorInput is the input for one report.
type VectorInput struct {
	Policy     []byte // a policy document; nil means the standard policy
	BINs       []byte // a CSV overlay of the built-in card table; nil means none
	Submission []byte
}

// A VectorOption is an option of [RunVectors].
type VectorOption uint8

// SameVersions also compares the versions of engine and data, so that a report of
// another release or with other tables differs even if it says the same.
const SameVersions VectorOption = 1

// RunVectors calls run with the input of every vector and compares the result with
// the vector's report. run returns a report with full detail in either language. For
// every vector that differs, RunVectors reports the JSON Pointer of the first
// difference; findings are identified by check.
//
// RunVectors compares JSON values, not bytes. It ignores members that the vectors
// leave out (see [Vectors]) and, without [SameVersions], the versions of engine and
// data.
func RunVectors(t TB, run func(VectorInput) (report []byte, err error), options ...VectorOption) {
	t.Helper()
	files, err := fs.Glob(Vectors(), "*.json")
	if err != nil || len(files) == 0 {
		t.Errorf("no vectors: %v", err)
	}
	for _, name := range files {
		b, err := fs.ReadFile(Vectors(), name)
		var f vectorFile
		if err == nil {
			err = json.Unmarshal(b, &f)
		}
		if err != nil || f.Schema != VectorSchema {
			t.Errorf("%s: schema %s: %v", name, f.Schema, err)
			continue
		}
		for _, v := range f.Vectors {
			in := VectorInput{Submission: v.Submission}
			if string(v.Policy) != "null" {
				in.Policy = v.Policy
			}
			if v.BINs != nil {
				in.BINs = []byte(strings.Join(v.BINs, "\n") + "\n")
			}
			got, err := run(in)
			if err != nil {
				t.Errorf("%s: %v", v.Name, err)
				continue
			}
			if path, ok := v.differs(&f, got, slices.Contains(options, SameVersions)); ok {
				t.Errorf("%s: differs at %s", v.Name, path)
			}
		}
	}
}

// differs returns where a report differs from the vector.
func (v *vector) differs(f *vectorFile, report []byte, versions bool) (path string, ok bool) {
	var head struct {
		Lang string `json:"lang"`
	}
	if json.Unmarshal(report, &head) != nil || v.Report[head.Lang] == nil {
		return "/lang", true
	}
	got, okGot := parse(report).(map[string]any)
	want, okWant := parse(v.Report[head.Lang]).(map[string]any)
	if !okGot || !okWant {
		return "", true
	}
	if versions {
		data := f.Data
		if v.Data != nil {
			data = v.Data
		}
		switch {
		case got["engine"] != f.Engine:
			return "/engine", true
		case !same(got["data"], parse(data)):
			return "/data", true
		}
	}
	cut(got, want)
	return difference("", want, got)
}

// cut removes from a report what a vector leaves out, and indexes findings by
// check.
func cut(got, want map[string]any) {
	delete(got, "engine")
	delete(got, "data")
	if c, ok := got["checker"].(map[string]any); ok {
		delete(c, "hash")
	}
	wanted := byCheck(want["findings"])
	found := byCheck(got["findings"])
	for id, f := range found {
		f, _ := f.(map[string]any)
		delete(f, "prevents")
		if _, ok := wanted[id]; !ok && harmless(f) {
			delete(found, id)
		}
	}
	want["findings"], got["findings"] = wanted, found
}

// harmless reports whether a finding costs nothing. Vectors of other checks leave
// such findings out.
func harmless(f map[string]any) bool {
	switch f["status"] {
	case "pass", "not_applicable":
		return true
	}
	return f["status"] == "unknown" && f["need"] == "optional"
}

func byCheck(findings any) map[string]any {
	out := map[string]any{}
	list, _ := findings.([]any)
	for _, f := range list {
		m, _ := f.(map[string]any)
		id, _ := m["check"].(string)
		out[id] = m
	}
	return out
}

func parse(b []byte) any {
	var v any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

func same(a, b any) bool {
	_, differs := difference("", a, b)
	return !differs
}

// difference returns the JSON Pointer of the first difference between two values,
// with members in the order of their names.
func difference(path string, want, got any) (string, bool) {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return path, true
		}
		names := slices.AppendSeq(slices.Collect(maps.Keys(w)), maps.Keys(g))
		slices.Sort(names)
		for _, k := range slices.Compact(names) {
			x, inWant := w[k]
			y, inGot := g[k]
			p := path + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(k)
			if inWant != inGot {
				return p, true
			}
			if p, differs := difference(p, x, y); differs {
				return p, true
			}
		}
		return "", false
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return path, true
		}
		for i := range w {
			if p, differs := difference(path+"/"+strconv.Itoa(i), w[i], g[i]); differs {
				return p, true
			}
		}
		return "", false
	}
	return path, want != got
}
