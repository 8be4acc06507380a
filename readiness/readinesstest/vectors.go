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

// VectorSchema names the version of the vectors' files.
const VectorSchema = "payready.vector/1"

//go:generate go test -run ^TestVectorsAreFresh$ . -update
//go:embed vectors/*.json
var vectorFiles embed.FS

// Vectors returns the vectors: JSON files, one a category of the suite and one
// of whole stories, for wrappers of any language to be tested with.
//
// A file has a schema, the engine and the data that its reports were made with,
// and its vectors. A vector has
//
//   - a name: the check and the code that it is about, or "story/" and a word;
//   - a policy, null for the standard one, and a submission, as ParsePolicy and
//     ParseSubmission read them; the people are made up, their data in clear;
//   - where the built-in card table is not enough, bins: the lines of an overlay,
//     each ended by a newline, as cardbin.Table.Overlay reads them; and data, the
//     versions that hold with it;
//   - report: what Report marshals as, by language (zh-CN, en), cut to what the
//     vector is about: of the findings only those that cost something and the one
//     of its check, and without what changes with data and releases: engine,
//     data, the checker's hash and the codes that findings prevent.
//
// Every fixture is a vector: all that any check may find.
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

// A VectorInput is what a report is to be made from.
type VectorInput struct {
	Policy     []byte // a policy document; nil for the standard policy
	BINs       []byte // an overlay of the built-in card table, CSV; nil for none
	Submission []byte
}

// A VectorOption says how closely RunVectors looks.
type VectorOption uint8

// SameVersions compares engine and data, too: a report of another release or
// with other tables then differs, even where it says the same.
const SameVersions VectorOption = 1

// RunVectors gives every vector's input to run and compares the report that
// comes back, written in full (Detail Full) in either language, with the
// vector's. Of every vector that differs it reports the first difference by its
// JSON Pointer, findings by check.
//
// What is compared is the JSON's meaning, not its bytes. Members that a vector
// leaves out (see Vectors) are not compared; without SameVersions neither are
// the versions of engine and data.
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

// differs returns where a report is not what the vector says.
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

// cut leaves of a report what a vector has: findings by check.
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

// harmless reports whether a finding costs nothing, so that vectors of other
// checks leave it out.
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

// difference returns the JSON Pointer of the first place in which two values
// differ, members in the order of their names.
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
