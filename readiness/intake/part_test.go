package intake_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// inputTypes are the exported types that JSON is read into.
func inputTypes() map[string]reflect.Type {
	found := map[string]reflect.Type{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		if t.Kind() == reflect.Slice {
			add(t.Elem())
			return
		}
		if !strings.HasSuffix(t.PkgPath(), "/intake") || found[t.Name()] != nil {
			return
		}
		found[t.Name()] = t
		for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
			if t.Field(i).Tag.Get("json") != "" {
				add(t.Field(i).Type)
			}
		}
	}
	add(reflect.TypeFor[intake.Submission]())
	for _, t := range []reflect.Type{reflect.TypeFor[intake.Fen](), reflect.TypeFor[intake.Percent](), reflect.TypeFor[intake.Value]()} {
		add(t)
	}
	return found
}

// notInputs are the exported types that no JSON of a submission is read into.
const notInputs = " Field Form Input InputError Mistake Mode Problem Quantities ShapeError Unit "

func TestEveryExportedTypeIsLookedAt(t *testing.T) {
	types := inputTypes()
	for name := range types {
		types[strings.SplitN(name, "[", 2)[0]] = types[name]
	}
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.IsExported() && !strings.Contains(notInputs, " "+spec.Name.Name+" ") {
				require.Contains(t, types, spec.Name.Name)
			}
			return true
		})
	}
}

// A type of the package in somebody else's struct says what it must be, and not what
// it was.
func TestEveryTypeTeachesOnItsOwn(t *testing.T) {
	const person = "13800001234" // nobody's
	for name, typ := range inputTypes() {
		own := reflect.StructOf([]reflect.StructField{{Name: "V", Type: typ, Tag: `json:"v"`}})
		refused := 0
		for _, in := range []string{person, `"` + person + `"`, "true", "1.5", `["` + person + `"]`, `{"` + person + `":[]}`} {
			at := name + " " + in
			err := json.Unmarshal([]byte(`{"v":`+in+`}`), reflect.New(own).Interface())
			if err == nil {
				continue
			}
			refused++
			zh, en := intake.Mistakes(err, remedy.ZH), intake.Mistakes(err, remedy.EN)
			require.Len(t, zh, 1, at)
			require.Len(t, en, 1, at)
			require.Regexp(t, `\p{Han}`, zh[0].Text, at)
			require.NotRegexp(t, `\p{Han}`, en[0].Text, at)
			require.Regexp(t, "must|there are", en[0].Text, at)
			if en[0].Kind == "unknown-field" || typ.Kind() == reflect.Uint8 {
				for _, word := range en[0].Allowed {
					require.Contains(t, en[0].Text, word, at)
					require.Contains(t, zh[0].Text, word, at)
				}
			}
			shown, jsonErr := json.Marshal(append(zh, en...))
			require.NoError(t, jsonErr)
			require.NotContains(t, string(shown)+err.Error(), person, at)
		}
		require.Greater(t, refused, 2, name)
	}
}

// ownRequest is a struct of somebody else's.
type ownRequest struct {
	Card     intake.Card                `json:"card"`
	Payout   *intake.Payout             `json:"payout"`
	Attempts []intake.Attempt           `json:"attempts"`
	SMS      intake.FactorCheck         `json:"sms"`
	State    intake.CardState           `json:"state"`
	Name     intake.Secret              `json:"name"`
	Amount   intake.Fen                 `json:"amount"`
	Left     intake.Opt[intake.Fen]     `json:"left"`
	Since    intake.Opt[time.Time]      `json:"since"`
	Loss     intake.Opt[intake.Percent] `json:"loss"`
	Extra    intake.Extra               `json:"extra"`
}

func TestPartsTeachLikeTheWhole(t *testing.T) {
	for _, c := range []struct{ in, field, kind, nearest, text string }{
		{`{"card":{"state":"lost"}}`, "/card/state", "value", "reported_lost", "must be one of normal, receive_only, no_receive, expired, reported_lost, frozen, cancelled, dormant; did you mean reported_lost?"},
		{`{"card":{"nunber":"1"}}`, "/card", "unknown-field", "/card/number", "no such field here; did you mean /card/number?"},
		{`{"card":{"Number":"1"}}`, "/card", "unknown-field", "/card/number", "no such field here; did you mean /card/number?"},
		{`{"card":{"amount":1}}`, "/card", "unknown-field", "/payout/amount_fen", "no such field here; did you mean /payout/amount_fen?"},
		{`{"card":{"holder":{"name":7}}}`, "/card/holder/name", "type", "", "must be a string in quotes; must be a text of at most 256 bytes"},
		{`{"card":{"state_at":"2026-11-24 10:00:00"}}`, "/card/state_at", "value", "", "must be a time with its offset (RFC 3339), such as 2026-11-24T10:00:00+08:00"},
		{`{"card":{"opened_on":"24.11.2026"}}`, "/card/opened_on", "value", "", "must be a day, such as 2026-11-24"},
		{`{"card":{"number":"[redacted]"}}`, "/card/number", "redacted", "", "holds redacted text; send the value itself, or leave the field out"},
		{`{"card":{"bin":"622202","bin":"622202"}}`, "/card/bin", "duplicate", "", "stands twice in its object; keep one"}, // encoding/json itself lets it pass
		{`{"card":[]}`, "/card", "type", "", "must be a JSON object"},
		{`{"payout":{"amount_fen":"100.50"}}`, "/payout/amount_fen", "type", "", "must be an integer in fen, such as 800000, without quotes, of at least 0"},
		{`{"payout":{"routes":[{"permitted":"yes"}]}}`, "/payout/routes/0/permitted", "type", "", "must be true or false, without quotes; leave out what is not known"},
		{`{"attempts":[{},{"outcome":"fail"}]}`, "/outcome", "value", "failed", "must be one of unknown, pending, review, failed, succeeded, returned; did you mean failed?"},
		{`{"attempts":[{"orderid":"a"}]}`, "", "unknown-field", "/order_id", "no such field here; did you mean /order_id?"},
		{`{"sms":{"result":"pass"}}`, "/result", "value", "passed", "must be one of passed, failed, unavailable; did you mean passed?"},
		{`{"state":"lost"}`, "", "value", "reported_lost", "must be one of normal, receive_only, no_receive, expired, reported_lost, frozen, cancelled, dormant; did you mean reported_lost?"},
		{`{"state":7}`, "", "type", "", "must be one of normal, receive_only, no_receive, expired, reported_lost, frozen, cancelled, dormant"},
		{`{"name":7}`, "", "type", "", "must be a string in quotes"},
		{`{"name":"[redacted]"}`, "", "redacted", "", "holds redacted text; send the value itself, or leave the field out"},
		{`{"amount":"100"}`, "", "type", "", "must be an integer in fen, such as 800000, without quotes"},
		{`{"left":100.5}`, "", "type", "", "must be an integer in fen, such as 800000, without quotes"},
		{`{"left":9007199254740992}`, "", "type", "", "must be an integer in fen, such as 800000, without quotes"},
		{`{"loss":"1"}`, "", "value", "", "must be a number from 0 to 100 with at most two decimals"},
		{`{"extra":{"a":[1]}}`, "", "value", "", "names and values must be words of at most 32 lower-case characters that begin with a letter; a value may also be true, false, an integer, a day or a time"},
	} {
		var own ownRequest
		err := json.Unmarshal([]byte(c.in), &own)
		found := intake.Mistakes(err, remedy.EN)
		require.Len(t, found, 1, "%s: %v", c.in, err)
		require.Equal(t, c.text, found[0].Text, c.in)
		require.EqualValues(t, c.field, found[0].Field, c.in)
		require.Equal(t, c.kind, found[0].Kind, c.in)
		require.Equal(t, c.nearest, found[0].Nearest, c.in)
		require.Contains(t, err.Error(), c.text, c.in)
		require.Zero(t, own.Card.State, c.in)
	}
}

// Days and kinds of funding are of packages that stand below this one.
func TestDaysAndFundingTeachOnTheirOwn(t *testing.T) {
	var own struct {
		Day     workday.Date    `json:"day"`
		Funding cardbin.Funding `json:"funding"`
	}
	for in, want := range map[string][2]string{
		`{"day":"24.11.2026"}`: {"须为真实日期，格式为 YYYY-MM-DD，例如 2026-11-24", "date must be YYYY-MM-DD and exist, such as 2026-11-24"},
		`{"funding":"charge"}`: {"须为以下之一：unknown、debit、credit、quasi_credit、prepaid", "must be one of unknown, debit, credit, quasi_credit, prepaid"},
	} {
		err := json.Unmarshal([]byte(in), &own)
		require.Equal(t, want[0], intake.Mistakes(err, remedy.ZH)[0].Text)
		require.Equal(t, want[1], intake.Mistakes(err, remedy.EN)[0].Text)
	}
}

// Read in parts, a submission is the one that is read as a whole, also what the fast
// reader leaves to the other.
func TestPartsReadLikeTheWhole(t *testing.T) {
	s := readinesstest.Ready()
	plain, err := s.RevealJSON()
	require.NoError(t, err)
	for _, b := range [][]byte{plain, []byte(strings.ReplaceAll(string(plain), `"card"`, `"\u0063ard"`)), []byte(strings.ReplaceAll(string(plain), `"state"`, `"\u0073tate"`))} {
		var parts struct {
			ID         string           `json:"id"`
			At         time.Time        `json:"at"`
			ObservedAt time.Time        `json:"observed_at"`
			Applicant  intake.Applicant `json:"applicant"`
			Card       intake.Card      `json:"card"`
			Payout     intake.Payout    `json:"payout"`
			Mandate    intake.Mandate   `json:"mandate"`
			Device     intake.Device    `json:"device"`
			Network    intake.Network   `json:"network"`
			History    intake.History   `json:"history"`
			Review     intake.Review    `json:"review"`
			Health     []intake.Health  `json:"health"`
		}
		require.NoError(t, json.Unmarshal(b, &parts))
		got := intake.Submission{
			ID: parts.ID, At: parts.At, ObservedAt: parts.ObservedAt, Applicant: parts.Applicant, Card: parts.Card, Payout: parts.Payout, Mandate: parts.Mandate,
			Device: parts.Device, Network: parts.Network, History: parts.History, Review: parts.Review, Health: parts.Health,
		}
		whole, err := intake.ParseSubmission(b, intake.Strict)
		require.NoError(t, err)
		requireEqual(t, &whole, &got)
	}
}

// null changes nothing, as encoding/json has it, and a part that is refused is left as
// it was.
func TestPartsKeepWhatTheyHad(t *testing.T) {
	own := ownRequest{State: intake.StateNormal, Name: intake.Hide("a"), Amount: 1}
	own.Card.State = intake.StateNormal
	require.NoError(t, json.Unmarshal([]byte(`{"card":null,"state":null,"name":null,"amount":null}`), &own))
	require.Equal(t, intake.StateNormal, own.Card.State)
	require.Equal(t, intake.StateNormal, own.State)
	require.Equal(t, "a", own.Name.Reveal())
	require.EqualValues(t, 1, own.Amount)
	require.Error(t, json.Unmarshal([]byte(`{"card":{"issuer":"A","state":"lost"}}`), &own))
	require.Empty(t, own.Card.Issuer)
	require.Error(t, own.Card.UnmarshalJSON([]byte(`{},"payout":{}`)))
}
