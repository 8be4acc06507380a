package readiness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

func schemaOf(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	b, err := readiness.Schemas().ReadFile(name + ".schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource(name, doc))
	s, err := c.Compile(name)
	require.NoError(t, err)
	return s
}

func takes(t *testing.T, s *jsonschema.Schema, b []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	require.NoError(t, err, string(b))
	return s.Validate(doc)
}

func TestSubmissionSchemaTakesWhatIsWritten(t *testing.T) {
	s := schemaOf(t, "submission")
	for name, story := range stories {
		sub := story()
		b, err := sub.RevealJSON()
		require.NoError(t, err)
		require.NoError(t, takes(t, s, b), name)
		redacted, err := sub.MarshalJSON()
		require.NoError(t, err)
		if bytes.Contains(redacted, []byte("[redacted]")) {
			require.Error(t, takes(t, s, redacted), "what was redacted must not be assessed")
		}
	}
	samples, err := filepath.Glob("../examples/readycheck/testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, samples)
	for _, name := range samples {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, takes(t, s, b), name)
	}
}

func TestReportSchemaTakesEveryReport(t *testing.T) {
	s := schemaOf(t, "report")
	for name, story := range stories {
		r := readiness.Assess(story())
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			for _, d := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
				b, err := r.Document(l, d).MarshalJSON()
				require.NoError(t, err)
				require.NoError(t, takes(t, s, b), name)
				for _, a := range []render.Audience{render.Support} {
					b, err := render.For(r.Document(l, d), a).MarshalJSON()
					require.NoError(t, err)
					require.NoError(t, takes(t, s, b), name)
				}
			}
		}
	}
	var zero readiness.Report
	b, err := zero.Document(readiness.EN, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	require.NoError(t, takes(t, s, b))
	goldens, err := filepath.Glob("testdata/golden/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, goldens)
	for _, name := range goldens {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, takes(t, s, b), name)
	}
}

func TestReportSchemaRefuses(t *testing.T) {
	s := schemaOf(t, "report")
	good, err := os.ReadFile("testdata/golden/refused.en.json")
	require.NoError(t, err)
	for _, c := range []struct{ name, old, new string }{
		{"another schema", `"payready.report/1"`, `"payready.report/2"`},
		{"a verdict of its own", `"verdict": "fix"`, `"verdict": "approve"`},
		{"a score above 100", `"score": 4`, `"score": 101`},
		{"a score in words", `"score": 4`, `"score": "3"`},
		{"no verdict", `"verdict": "fix",`, ``},
		{"an unknown member", `"verdict": "fix",`, `"verdict": "fix", "colour": "red",`},
		{"an unknown check", `"check": "identity.name"`, `"check": "identity.nose"`},
		{"an unknown category", `"category": "identity"`, `"category": "card"`},
		{"the code of another check", `"code": "homophone"`, `"code": "frozen"`},
		{"an unknown action", `"action": "mend-bank-name-record"`, `"action": "change-name"`},
		{"an unknown fixer", `"fixer": "applicant"`, `"fixer": "police"`},
		{"an unknown effort", `"effort": "medium"`, `"effort": "huge"`},
		{"an unknown audience", `"audience": "applicant"`, `"audience": "all"`},
		{"an evidence key of another check", `"limit_fen"`, `"points"`},
		{"evidence in words", `"position": 2`, `"position": "2"`},
		{"a word outside the list", `"vpn_transport"`, `"vpn"`},
		{"a time without offset", `12:00:00+08:00`, `12:00:00`},
		{"a card number", `622202*********0125`, `622202*********0125 x`},
	} {
		require.Contains(t, string(good), c.old, c.name)
		require.Error(t, takes(t, s, []byte(strings.Replace(string(good), c.old, c.new, 1))), c.name)
	}
}

// Every code of every check is in the schema, and none besides it and the
// engine's.
func TestReportSchemaClosesCodes(t *testing.T) {
	s := schemaOf(t, "report")
	golden, err := os.ReadFile("testdata/golden/ready.en.json")
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(golden, &doc))
	finding := doc["findings"].([]any)[0].(map[string]any)
	try := func(c readiness.Check, code string) error {
		finding["check"], finding["category"], finding["code"] = string(c.ID), c.ID.Category(), code
		doc["findings"] = []any{finding}
		b, err := json.Marshal(doc)
		require.NoError(t, err)
		return takes(t, s, b)
	}
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			require.NoError(t, try(c, r.Code), "%s %s", c.ID, r.Code)
		}
		for _, code := range []string{readiness.CodeNoInput, readiness.CodeNotApplicable, readiness.CodeSkipped, readiness.CodeSuppressed, readiness.CodeError} {
			require.NoError(t, try(c, code), "%s %s", c.ID, code)
		}
		require.Error(t, try(c, "no-such-code"), c.ID)
	}
}

// The leaves of the submission schema are the inputs of the engine.
func TestSubmissionSchemaNamesEveryInput(t *testing.T) {
	var got []intake.Field
	var walk func(s *jsonschema.Schema, path string)
	walk = func(s *jsonschema.Schema, path string) {
		if len(s.Properties) == 0 {
			got = append(got, intake.Field(path))
			return
		}
		for name, p := range s.Properties {
			walk(p, path+"/"+name)
		}
	}
	walk(schemaOf(t, "submission"), "")
	require.ElementsMatch(t, append(slices.Clone(readiness.Fields()), "/extra"), got)
}

// probes are values of every kind, good for some inputs and bad for others.
var probes = []string{
	`null`, `true`, `false`, `0`, `1`, `-1`, `3`, `5`, `19`, `20`, `99`, `101`, `4294967296`, `9007199254740991`, `9007199254740993`, `1.5`, `0.25`,
	`"王晓明"`, `"[redacted]"`, `"110101199003071233"`, `"622202"`, `"0125"`, `"102100099996"`, `"CN"`, `"CHN"`, `"c0ffee"`, `"xyz"`,
	`"2026-11-24"`, `"2026-02-30"`, `"2026-11-24T12:00:00+08:00"`, `"2026-11-24T12:00:00"`, `"2126-11-24T12:00:00Z"`,
	`"debit"`, `"I"`, `"normal"`, `"match"`, `"bank"`, `"wifi"`, `"sha256"`, `"utf-8"`, `"failed"`, `"android"`, `"passport"`, `"unionpay"`,
	`[]`, `["name"]`, `["a","b"]`, `[null]`, `[7]`, `[{}]`, `[{"outcome":"failed"}]`, `[{"outcome":"fail"}]`, `[{"vpn_confidence":0}]`, `[{"risk":100,"ip":"1.2.3.4"}]`,
	`{}`, `{"a":1}`, `{"a":"two words"}`, `{"A":1}`, `{"name":"x"}`,
	`"` + strings.Repeat("7", 63) + `"`, `"` + strings.Repeat("a", 65) + `"`, `"` + strings.Repeat("a", 2000) + `"`,
}

// The schema takes what a strict service takes, value by value.
func TestSubmissionSchemaAgreesWithTheDecoder(t *testing.T) {
	s := schemaOf(t, "submission")
	for _, f := range append(slices.Clone(readiness.Fields()), "/extra", "/applicant", "/card/holder", "/no_such", "/card/no_such") {
		for _, probe := range probes {
			doc := probe
			for _, name := range slices.Backward(strings.Split(string(f[1:]), "/")) {
				doc = fmt.Sprintf("{%q:%s}", name, doc)
			}
			sub, err := intake.ParseSubmission([]byte(doc), intake.Strict)
			if err == nil {
				err = sub.Validate()
			}
			if isNumber := f == intake.FieldID || f == intake.FieldPayoutOrderID || f == intake.FieldPayoutBusinessID; isNumber && probe == `"110101199003071233"` {
				require.Error(t, err, "the shape of a document")
				continue // beyond a schema
			}
			got := takes(t, s, []byte(doc))
			require.Equal(t, err == nil, got == nil, "%s\nlibrary: %v\nschema: %v", doc[:min(len(doc), 200)], err, got)
		}
	}
}

func TestPolicySchemaTakesWhatIsWritten(t *testing.T) {
	s := schemaOf(t, "policy")
	for _, p := range []*readiness.Policy{readiness.StandardPolicy(), readiness.LenientPolicy(), readiness.StrictPolicy(), readiness.BackofficePolicy(), readiness.LendingPolicy(), readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		require.NoError(t, takes(t, s, p.Canonical()), p.ID)
	}
}

// The schema takes what ParsePolicy takes, contradictions between members aside.
func TestPolicySchemaAgreesWithTheParser(t *testing.T) {
	s := schemaOf(t, "policy")
	for _, members := range []string{
		``, `"preset":"strict"`, `"preset":"none"`, `"preset":1`, `"id":"ours"`, `"id":"Our policy"`, `"colour":1`,
		`"max_unknown":"none"`, `"max_unknown":0.5`, `"max_unknown":-1`, `"max_unknown":"some"`,
		`"checks":{"card.luhn":{"gate":true,"severity":"low","need":"optional","disabled":false}}`, `"checks":{"card.luhn":{"gate":"yes"}}`,
		`"checks":{"card.luhn":{"severity":""}}`, `"checks":{"card.luhn":{"weight":3}}`, `"checks":{"card.luhn":null}`, `"checks":{"ours.own":{"disabled":true}}`,
		`"checks":{"card.luhn":{"suppressed":{"until":"2026-12-01T00:00:00+08:00","reason":"incident"}}}`, `"checks":{"card.luhn":{"suppressed":{"reason":"incident"}}}`,
		`"windows":[]`, `"windows":[{"every":"daily","start":"23:00","end":"00:30","effect":"day_cut"}]`, `"windows":[{"every":"daily","start":"24:01","end":"00:30","effect":"closed"}]`,
		`"windows":[{"every":"daily","effect":"shut"}]`, `"windows":[{"every":"daily"}]`, `"windows":[{"every":"weekly","weekdays":[7],"effect":"closed"}]`,
		`"windows":[{"every":"weekly","weekdays":[6],"systems":["beps"],"effect":"closed"}]`, `"windows":[{"every":"weekly","weekdays":[6],"systems":["swift"],"effect":"closed"}]`,
		`"channels":[{"channel":"a","max_amount_fen":1}]`, `"channels":[{"product":"a"}]`, `"channels":[{"channel":"a","max_amount_fen":-1}]`,
		`"channels":[{"channel":"a","name_charset":"big5"}]`, `"channels":[{"channel":"a","elements_verified":1}]`, `"channels":[{"channel":"a","account_kinds":["personal"]}]`,
		`"channels":[{"channel":"a","same_day_same_amount":"gate","quick_pay_required":true,"name_max_bytes":32}]`, `"channels":[{"channel":"a","name_max_bytes":2000}]`,
		`"expected_countries":["CN","HK"]`, `"expected_countries":["China"]`, `"expected_countries":null`, `"min_app_version":{"*":"1.0"}`, `"min_app_version":{"*":1}`,
		`"class_ii_daily_fen":0`, `"class_ii_daily_fen":10000.5`, `"trusted_hops":101`, `"trusted_hops":2`,
	} {
		agree(t, s, members)
	}
	// Every number at its bounds and beyond.
	for name, p := range s.Properties {
		if p.Minimum == nil || p.Types == nil {
			continue
		}
		least, most := p.Minimum.Num().Int64(), p.Maximum.Num().Int64()
		require.Less(t, least, most, name)
		require.Error(t, takes(t, s, policyDoc(fmt.Sprintf("%q:%d", name, least-1))), name)
		require.Error(t, takes(t, s, policyDoc(fmt.Sprintf("%q:%d", name, most+1))), name)
		for _, n := range []int64{least - 1, most + 1} {
			_, err := readiness.ParsePolicy(policyDoc(fmt.Sprintf("%q:%d", name, n)))
			require.ErrorContains(t, err, name)
		}
	}
}

func policyDoc(members string) []byte {
	return []byte(strings.TrimSuffix(`{"schema":"payready.policy/1",`+members, ",") + "}")
}

func agree(t *testing.T, s *jsonschema.Schema, members string) {
	t.Helper()
	_, err := readiness.ParsePolicy(policyDoc(members))
	got := takes(t, s, policyDoc(members))
	require.Equal(t, err == nil, got == nil, "%s\nlibrary: %v\nschema: %v", members, err, got)
}
