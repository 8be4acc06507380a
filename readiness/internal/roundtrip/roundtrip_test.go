// Package roundtrip holds that every exported type of data survives JSON, whichever
// package writes and reads it.
package roundtrip_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// values are one of every type that is data, by package. What is not set is filled in.
var values = map[string][]any{
	"cardbin": {
		cardbin.Category(0), cardbin.ClassHint(0), cardbin.Funding(0), cardbin.How(0), cardbin.Issuer{}, cardbin.Kind(0), cardbin.LuhnUse(0), cardbin.Network(0),
		cardbin.Source{}, cardbin.Stats{}, cardbin.CategoryStats{}, cardbin.FundingStats{},
	},
	"readiness/intake": {
		intake.AccountClass(0), intake.AccountKind(0), intake.Applicant{}, intake.Attempt{}, intake.AttemptOutcome(0), intake.Attestation{}, intake.AttestationVerdict(0),
		intake.Attester(0), intake.Card{}, intake.CardForm(0), intake.CardSources{}, intake.CardState(0), intake.CarrierCheck{}, intake.Comparison(0), intake.Device{},
		intake.DocumentType(0), intake.Element(0), intake.ElementCheck{}, extra, intake.Fact(0), intake.FactorCheck{}, intake.Fen(0), intake.Field(""), intake.FreezeBy(0), intake.Health{}, intake.HealthState(0), intake.PayoutRoute{},
		intake.Form{}, intake.HashAlgorithm(0), intake.History{}, intake.Holder{}, intake.IPRecord{}, intake.IPUsage(0), intake.IdentityDocument{}, intake.InputError{}, intake.Mistake{},
		intake.LoanPurpose(0), intake.LoanPayee(0), intake.LoanPayment(0), intake.Mandate{}, intake.DebitAgreement(0), intake.NameHash{}, intake.Network{}, intake.NetworkType(0), intake.NonCounter(0), intake.OCR{}, intake.Opt[intake.Fen]{}, intake.Payout{}, intake.Percent(0), intake.Platform(0),
		intake.Problem{}, intake.Provenance(0), intake.Review{}, intake.ReviewDecision(0), intake.Screening{}, intake.ScreeningResult(0), intake.Secret{}, intake.ShapeError{},
		intake.System(0), intake.TextEncoding(0), intake.Trial(0), intake.Verification{},
		intake.Truth(intake.Yes), intake.Mode(0), intake.Quantities(0), intake.Unit(0),
	},
	"readiness": {
		readiness.ApplicantView{}, readiness.Audience(0), readiness.SelfPaymentLimit{}, readiness.Calibration{}, readiness.CalibrationStep{}, readiness.Probability{}, readiness.Channel{}, readiness.Clock(0), readiness.Detail(0), readiness.Document{}, readiness.DocumentCard{},
		readiness.DocumentCategory{}, readiness.DocumentChecker{}, readiness.DocumentData{}, readiness.DocumentFinding{}, readiness.DocumentFix{}, readiness.DocumentRoute{}, readiness.BestRoute{}, readiness.DocumentObstacle{}, readiness.DocumentQuestion{},
		readiness.Effect(0), readiness.ID(""), readiness.Kind(0), readiness.Limit{}, readiness.Need(0), readiness.Override{}, readiness.Hours{}, readiness.PerMille(0), *readiness.StandardPolicy(), readiness.Problem{},
		readiness.ReasonOverride{}, readiness.Recurrence(0), readiness.Risk(0), readiness.Severity(0), readiness.Status(0), readiness.Suppression{}, readiness.UnknownBecause(0),
		readiness.Verdict(0), readiness.Window{}, readiness.Confidence(0), readiness.PolicyProblem{},
	},
	"readiness/failcode": {
		failcode.Category(0), failcode.Clears(0), failcode.Confidence(0), failcode.Direction(0), failcode.Limit{}, failcode.LimitKind(0), failcode.Money(0), failcode.Name{},
		failcode.Next(0), failcode.Order(0), failcode.Origin(0), failcode.PendingOrder{}, failcode.Report{}, failcode.Retry(0), failcode.Scope(0), failcode.Source{}, failcode.State(0),
	},
	"readiness/incident": {
		incident.Hold{}, incident.HoldRule{}, incident.Incident{}, incident.Minute(0), incident.Options{}, incident.Place{}, incident.Problem(""), incident.State(0),
	},
	"readiness/remedy":  {remedy.Action{}, remedy.Effort(0), remedy.Lang(0), remedy.Owner(0), remedy.Text{}},
	"readiness/workday": {workday.Class(0), workday.Count{}, workday.Date{}, workday.Day{}, workday.Reason(0)},
}

var extra = intake.Extra{
	intake.ExtraField("fact"): intake.Truth(intake.No), intake.ExtraField("count"): intake.Count(40), intake.ExtraField("word"): intake.Word("low"),
	intake.ExtraField("day"): intake.Day(workday.Date{Year: 2026, Month: 11, Day: 24}), intake.ExtraField("at"): intake.Instant(time.Unix(1795312800, 0)),
}

// notData are exported types with behaviour, or with less in JSON than in memory.
var notData = map[string]string{
	"cardbin.Match": "made by a Table alone", "cardbin.Record": "made by a Table alone", "cardbin.Table": "a table", "cardbin.PAN": "is masked in JSON on purpose",
	"cardbin.ParseError": "an error, with a reason that is text", "cardbin.RowError": "an error, with a reason that is text",
	"readiness/intake.Input": "has a function", "readiness/intake.Submission": "leaves out quantities and secrets on purpose; RevealJSON has all",
	"readiness/failcode.Cause": "made by a Table alone", "readiness/failcode.Decision": "made by a Table alone", "readiness/failcode.Table": "a table",
	"readiness/incident.Counts": "has tables, and a test of its own", "readiness/incident.Detector": "judges", "readiness/incident.Watcher": "judges",
	"readiness/incident.Outcome": "what a caller fills in",
	"readiness/workday.Calendar": "a table",
	"readiness.Report":           "writes its Document", "readiness.Case": "what a check sees", "readiness.Check": "has functions", "readiness.Checker": "judges", "readiness.Config": "has tables",
	"readiness.IPLookup": "an interface", "readiness.Cite": "of a check", "readiness.Key": "of a check", "readiness.Reason": "of a check", "readiness.Evidence": "of a finding",
	"readiness.Outcome": "of a check's Run", "readiness.Finding": "of a report; DocumentFinding has it in JSON", "readiness.Question": "of a report; DocumentQuestion has it in JSON",
	"readiness.Cause": "of a report", "readiness.FixPlan": "of a report; DocumentFix has it in JSON", "readiness.CategoryScore": "of a report; DocumentCategory has it in JSON",
	"readiness.Stretch": "of a schedule", "readiness.AddressFact": "what a check sees", "readiness.AttemptFact": "what a check sees", "readiness.ClientFact": "what a check sees",
	"readiness.Compared": "what a check sees", "readiness.ConfirmedFact": "what a check sees", "readiness.Difference": "what a check sees", "readiness.DocumentFact": "what a check sees",
	"readiness.Whereabouts": "what a check sees", "readiness.WindowFact": "what a check sees", "readiness.HealthFact": "what a check sees", "readiness.Route": "holds a report", "readiness.Left": "of a route",
}

// codecs write and read JSON.
var codecs = []struct {
	name string
	to   func(any) ([]byte, error)
	from func([]byte, any) error
}{
	{"encoding/json", json.Marshal, json.Unmarshal},
	{"its second version", func(v any) ([]byte, error) { return jsonv2.Marshal(v) }, func(b []byte, v any) error { return jsonv2.Unmarshal(b, v) }},
	{"yaml", toYAML, fromYAML},
}

// toYAML goes through JSON, as programs do that read configuration in YAML.
func toYAML(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var node yaml.Node // keeps integers, and days as text
	if err := yaml.Unmarshal(b, &node); err != nil {
		return nil, err
	}
	return yaml.Marshal(&node)
}

func fromYAML(b []byte, v any) error {
	var any any
	if err := yaml.Unmarshal(b, &any); err != nil {
		return err
	}
	b, err := json.Marshal(any)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

func TestEveryTypeSurvives(t *testing.T) {
	for pkg, list := range values {
		for _, v := range list {
			name := pkg + "." + reflect.TypeOf(v).Name()
			zero, full := reflect.New(reflect.TypeOf(v)), reflect.New(reflect.TypeOf(v))
			full.Elem().Set(reflect.ValueOf(v))
			fill(full.Elem())
			for _, c := range codecs {
				for which, v := range map[string]reflect.Value{"zero": zero, "full": full} {
					b, err := c.to(v.Elem().Interface())
					require.NoError(t, err, "%s %s %s", name, which, c.name)
					back := reflect.New(v.Type().Elem())
					require.NoError(t, c.from(b, back.Interface()), "%s %s %s: %s", name, which, c.name, b)
					if pkg != "readiness/intake" || name == "readiness/intake.Extra" {
						withoutEmpty(back.Elem())
						withoutEmpty(v.Elem())
					}
					require.Equal(t, v.Elem().Interface(), back.Elem().Interface(), "%s %s %s: %s", name, which, c.name, b)
				}
			}
		}
	}
}

// fill sets what is zero to something else, but for secrets, which no JSON holds.
func fill(v reflect.Value) {
	switch v.Interface().(type) {
	case intake.Secret, *workday.Calendar: // a calendar is a table
		return
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)))
		return
	case workday.Date:
		v.Set(reflect.ValueOf(workday.Date{Year: 2026, Month: 11, Day: 24}))
		return
	case intake.Extra, intake.Value:
		return
	case readiness.Risk:
		v.SetInt(250_000_000)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.Uint8:
		v.SetUint(1)
		if list := words.Of(v.Type()); list != nil {
			w := v.Addr().Interface().(interface{ UnmarshalText([]byte) error })
			_ = w.UnmarshalText([]byte(list[len(list)-1]))
		}
	case reflect.Slice:
		if v.Len() == 0 && v.Type().Elem().Kind() != reflect.Interface {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0))
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		if v.IsZero() {
			v.SetInt(7)
		}
	}
}

// withoutEmpty sets empty lists and maps to nil: only inside a submission do the two
// differ.
func withoutEmpty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := 0; v.Kind() == reflect.Slice && i < v.Len(); i++ {
			withoutEmpty(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				withoutEmpty(v.Field(i))
			}
		}
	}
}

// Every exported type is among the values, or it is said why not.
func TestEveryTypeIsListed(t *testing.T) {
	listed := map[string]bool{}
	for pkg, list := range values {
		for _, v := range list {
			name, _, _ := strings.Cut(reflect.TypeOf(v).Name(), "[")
			listed[pkg+"."+name] = true
		}
	}
	for pkg := range values {
		for _, name := range exportedTypes(t, filepath.Join("../../..", pkg)) {
			full := pkg + "." + name
			require.True(t, listed[full] != (notData[full] != ""), "%s is to be in one of the lists", full)
		}
	}
}

// exportedTypes returns the exported types of a package, without aliases.
func exportedTypes(t *testing.T, dir string) (names []string) {
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, f.Name()), nil, 0)
		require.NoError(t, err)
		for _, d := range tree.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() && !ts.Assign.IsValid() {
					names = append(names, ts.Name.Name)
				}
			}
		}
	}
	return names
}

// A secret never survives, and says so.
func TestSecretsDoNotSurvive(t *testing.T) {
	for _, c := range codecs {
		b, err := c.to(intake.Applicant{Name: intake.Hide("王小明")})
		require.NoError(t, err)
		require.NotContains(t, string(b), "王小明")
		var back intake.Applicant
		require.ErrorIs(t, c.from(b, &back), intake.ErrRedacted)
	}
}
