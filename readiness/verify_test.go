package readiness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// stored is a report as it lies in a database: its JSON.
func stored(t testing.TB, r *readiness.Report, l readiness.Lang, d readiness.Detail) []byte {
	b, err := r.Document(l, d).MarshalJSON()
	require.NoError(t, err)
	return b
}

// troubled is a submission whose report has fixes, questions and findings of
// every status.
func troubled() intake.Submission {
	s := full()
	s.Card.State = intake.StateFrozen
	s.Device.VPNTransport = intake.Yes
	s.Payout.Amount = intake.Opt[intake.Fen]{}
	return s
}

// Every field of a Document is compared: each is changed, one at a time.
func TestVerifyFindsEveryField(t *testing.T) {
	s := troubled()
	r := readiness.Assess(s)
	fields := 0
	for _, detail := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
		var tree any
		require.NoError(t, json.Unmarshal(stored(t, &r, readiness.EN, detail), &tree))
		everyLeaf(tree, "", func(path string, change func()) {
			fields++
			change()
			b, err := json.Marshal(tree)
			require.NoError(t, err)
			found, err := readiness.VerifyJSON(b, s)
			require.NoError(t, err)
			require.NotEmpty(t, found, "%s is not compared", path)
			change() // back
		})
		b, err := json.Marshal(tree)
		require.NoError(t, err)
		found, err := readiness.VerifyJSON(b, s)
		require.NoError(t, err)
		require.Empty(t, found, "the order of members means nothing")
	}
	require.Greater(t, fields, 1000)
}

// everyLeaf calls f for every value in a tree that holds no others, with a
// function that changes it, and changes it back when it is called again.
func everyLeaf(tree any, path string, f func(path string, change func())) {
	visit := func(path string, v any, set func(any)) {
		switch v.(type) {
		case map[string]any, []any:
			everyLeaf(v, path, f)
			return
		}
		changed := false
		f(path, func() {
			if changed = !changed; !changed {
				set(v)
				return
			}
			switch x := v.(type) {
			case string:
				set(x + "x")
			case float64:
				set(x + 1)
			case bool:
				set(!x)
			default:
				set("x")
			}
		})
	}
	switch x := tree.(type) {
	case map[string]any:
		for name, v := range x {
			visit(path+"/"+name, v, func(v any) { x[name] = v })
		}
	case []any:
		for i, v := range x {
			visit(path+"/"+strconv.Itoa(i), v, func(v any) { x[i] = v })
		}
	}
}

// Of stored bytes, any that is replaced, taken out or put in either leaves the
// same values, no JSON, or is found. PAYREADY_TAMPER=1000000 asks for more of it.
func TestVerifyFindsAnyByte(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	n := 3000
	if text := os.Getenv("PAYREADY_TAMPER"); text != "" {
		var err error
		n, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	random := rand.New(rand.NewPCG(20, 9))
	s := troubled()
	r := readiness.Assess(s)
	found, harmless, broken := 0, 0, 0
	for _, detail := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
		b := stored(t, &r, readiness.ZH, detail)
		was := valuesOf(b)
		for range n / 3 {
			b := tamper(random, b)
			differences, err := readiness.VerifyJSON(b, s)
			switch now := valuesOf(b); {
			case now == nil:
				require.Error(t, err, "no JSON: %s", b)
				broken++
			case reflect.DeepEqual(was, now):
				require.NoError(t, err)
				require.Empty(t, differences, "%s", b)
				harmless++
			case err != nil: // another reader takes what this one does not: duplicate names, bad UTF-8
				broken++
			default:
				require.NotEmpty(t, differences, "%s", b)
				found++
			}
		}
	}
	require.Greater(t, found, n/4)
	t.Logf("%d found, %d no JSON, %d without a meaning", found, broken, harmless)
}

// valuesOf reads JSON with another reader than Verify does, nil when it is none.
func valuesOf(b []byte) any {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil || d.More() || !json.Valid(b) {
		return nil
	}
	return v
}

// tamper returns b with one byte replaced, taken out or put in.
func tamper(random *rand.Rand, b []byte) []byte {
	i := random.IntN(len(b))
	c := byte(random.IntN(256))
	if random.IntN(2) == 0 {
		c = `abcxyz0123456789-:+., "{}[]`[random.IntN(27)] // which more often leaves JSON
	}
	switch out := bytes.Clone(b); random.IntN(4) {
	case 0:
		return append(out[:i], out[i+1:]...)
	case 1:
		return append(append(out[:i:i], c), b[i:]...)
	default:
		out[i] = c
		return out
	}
}

// What a Document has no field for is found in its bytes, and so is an order.
func TestVerifyFindsWhatIsAdded(t *testing.T) {
	s := troubled()
	r := readiness.Assess(s)
	b := stored(t, &r, readiness.EN, readiness.DetailFull)
	for name, c := range map[string]struct{ from, to, path string }{
		"a member":             {`{"schema"`, `{"approved":true,"schema"`, "/approved"},
		"a member of the card": {`"card":{`, `"card":{"limit":9,`, "/card/limit"},
		"a name like a number": {`{"schema"`, `{"13800001234":1,"schema"`, ""},
		"a name with a text":   {`{"schema"`, `{"call me":1,"schema"`, ""},
		"a check":              {`"findings":[`, `"findings":[{"check":"card.extra"},`, "/findings/card.extra"},
		"a check twice":        {`"findings":[`, `"findings":[{"check":"card.luhn"},`, "/findings/0/check"},
		"no checks":            {`"findings":[`, `"findings":[],"findingz":[`, "/findings/card.number"},
	} {
		changed := strings.Replace(string(b), c.from, c.to, 1)
		require.NotEqual(t, string(b), changed, name)
		found, err := readiness.VerifyJSON([]byte(changed), s)
		require.NoError(t, err, name)
		require.True(t, hasPath(found, c.path), "%s: %v", name, found)
		require.NotContains(t, fmt.Sprint(found), "13800001234")
		require.NotContains(t, fmt.Sprint(found), "call me")
	}
	doc := r.Document(readiness.EN, readiness.DetailFull)
	doc.Findings[0], doc.Findings[1] = doc.Findings[1], doc.Findings[0]
	require.Equal(t, []readiness.Difference{{Path: "/findings", Was: "another order"}}, readiness.Verify(doc, s))
}

func hasPath(list []readiness.Difference, path string) bool {
	for _, d := range list {
		if d.Path == path {
			return true
		}
	}
	return false
}

// Texts that were put in are not repeated.
func TestVerifyQuotesNothingPersonal(t *testing.T) {
	s := troubled()
	r := readiness.Assess(s)
	doc := r.Document(readiness.EN, readiness.DetailFull)
	doc.ID, doc.Findings[0].Message, doc.Card.Masked = "13800001234", "张三 110101199003071233", "6222021234567890123"
	doc.Engine = "110101199003071233"
	text := fmt.Sprint(readiness.Verify(doc, s))
	for _, secret := range []string{"13800001234", "张三", "110101199003071233", "6222021234567890123"} {
		require.NotContains(t, text, secret)
	}
	require.Contains(t, text, "/card/masked")
}

func TestVerifyJSONRefuses(t *testing.T) {
	for _, b := range []string{"", "{", "[]", "null", `{"id":1,"id":1}`, "{}{}", `{"id":"` + strings.Repeat("x", readiness.MaxDocumentBytes) + `"}`} {
		_, err := readiness.VerifyJSON([]byte(b), intake.Submission{})
		require.Error(t, err, "%.20s", b)
	}
	found, err := readiness.VerifyJSON([]byte("{}"), intake.Submission{})
	require.NoError(t, err)
	require.Equal(t, "/schema", found[0].Path)
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	found, err = readiness.VerifyJSON([]byte(`{"findings":`+deep+`}`), intake.Submission{})
	require.NoError(t, err)
	require.NotEmpty(t, found)
}

// What cannot even be written is no report.
func TestVerifyOfWhatCannotBeWritten(t *testing.T) {
	s := full()
	r := readiness.Assess(s)
	doc := r.Document(readiness.EN, readiness.DetailFull)
	doc.Findings[3].Evidence = map[string]any{"x": func() {}}
	require.NotEmpty(t, readiness.Verify(doc, s))
	doc = r.Document(readiness.EN, readiness.DetailFull)
	doc.Verdict, doc.Detail, doc.Lang = 200, 200, 200
	require.NotEmpty(t, readiness.Verify(doc, s))
}
