package readiness_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/planted"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/render"
)

// talkative answers lookups with an error that quotes the address.
type talkative struct{}

func (talkative) LookupIP(a netip.Addr) (intake.IPRecord, bool, error) {
	return intake.IPRecord{}, false, errors.New("no record of " + a.String())
}

// careless are checks that would let input out if the engine let them.
var careless = sync.OnceValues(func() (*readiness.Checker, error) {
	list := readiness.Suite()
	for name, run := range map[string]func(c *readiness.Case, all string) readiness.Outcome{
		"panics":          func(c *readiness.Case, all string) readiness.Outcome { panic(all) },
		"panics-an-error": func(c *readiness.Case, all string) readiness.Outcome { panic(fmt.Errorf("bad: %s", all)) },
		"invents-a-code":  func(c *readiness.Case, all string) readiness.Outcome { return c.Is(all) },
		"invents-evidence": func(c *readiness.Case, all string) readiness.Outcome {
			return c.Is("ok", readiness.Note(all, intake.Count(1)))
		},
		"invents-a-word": func(c *readiness.Case, all string) readiness.Outcome {
			return c.Is("ok", readiness.Note("tier", intake.Word(all)))
		},
		"asks-for-it": func(c *readiness.Case, all string) readiness.Outcome { return c.Missing(intake.Field(all)) },
	} {
		check := custom(nil)
		check.ID = readiness.ID("team." + name)
		check.Run = func(c *readiness.Case) readiness.Outcome { return run(c, strings.Join(secrets(c.Submission()), " ")) }
		list = append(list, check)
	}
	p := readiness.StandardPolicy()
	p.TrustedProxies = []string{"10.0.0.0/8"}
	return readiness.New(readiness.Config{Suite: list, IPs: talkative{}, Policy: p})
})

// secrets are the texts of a submission.
func secrets(s *intake.Submission) (out []string) {
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch x := v.Interface().(type) {
		case intake.Secret:
			if !x.IsZero() {
				out = append(out, x.Reveal())
			}
			return
		case time.Time:
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(*s))
	return out
}

// printers write, together, all that can be printed of a submission and its
// report.
var printers = []func(testing.TB, *bytes.Buffer, intake.Submission){writeReports, writePrinted, writeErrors}

func writeReports(t testing.TB, out *bytes.Buffer, s intake.Submission) {
	writeReport(t, out, s)
	if s.Card.Length.OK {
		s.Card.Number = intake.Secret{}
		writeReport(t, out, s)
	}
}

func writeReport(t testing.TB, out io.Writer, s intake.Submission) {
	c, err := careless()
	require.NoError(t, err)
	for _, c := range []*readiness.Checker{{}, c} {
		r := c.Assess(s)
		b, err := json.Marshal(r)
		require.NoError(t, err)
		out.Write(b)
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			for _, d := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
				b, err := r.Document(l, d).MarshalJSON()
				require.NoError(t, err)
				out.Write(b)
			}
			doc := r.Document(l, readiness.DetailFull)
			for _, who := range []render.Audience{render.Engineer, render.Support} {
				o := render.Options{Audience: who, Verbose: true}
				require.NoError(t, o.Text(out, doc))
				require.NoError(t, o.Markdown(out, doc))
				require.NoError(t, o.HTML(out, doc))
				fmt.Fprintf(out, "%+v", render.For(doc, who))
			}
			told := r.ForApplicant(l)
			require.NoError(t, render.ApplicantText(out, told))
			require.NoError(t, render.ApplicantMarkdown(out, told))
			require.NoError(t, render.ApplicantHTML(out, told))
			fmt.Fprintf(out, "%+v", told)
		}
		fmt.Fprintf(out, "%v %+v %#v", r, &r, r)
		fmt.Fprintf(out, "%+v %+v %+v", r.Fixes(), r.Questions(), r.Categories())
		for f := range r.Findings() {
			fmt.Fprintf(out, "%v %+v %#v", f, f, f)
		}
		fmt.Fprint(out, c.Verify(readiness.Document{}, s))
		if !s.At.IsZero() {
			for x := range c.Schedule(s, s.At, s.At.Add(36*time.Hour)) {
				fmt.Fprintf(out, "%+v", x)
			}
		}
	}
}

func writePrinted(t testing.TB, out *bytes.Buffer, s intake.Submission) {
	type wrapped struct{ hidden intake.Submission }
	canonical := intake.Canonical(s)
	w := wrapped{s}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%q", "%d"} {
		for _, v := range []any{s, &s, canonical, w, &w, map[string]intake.Submission{"s": s}, s.Card, s.Network.ForwardedFor} {
			fmt.Fprintf(out, verb+"\n", v)
		}
	}
	noTime := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	for _, l := range []*slog.Logger{slog.New(slog.NewTextHandler(out, noTime)), slog.New(slog.NewJSONHandler(out, noTime))} {
		l.Info("x", "submission", s, "pointer", &s, "wrapped", w, "name", s.Applicant.Name, "card", s.Card)
	}
	b, err := s.MarshalJSON()
	require.NoError(t, err)
	out.Write(b)
	for _, v := range []any{s, &canonical, s.Card, s.Network, s.Applicant} {
		b, err := json.Marshal(v)
		fmt.Fprint(out, string(b), err)
		b, err = xml.Marshal(v)
		fmt.Fprint(out, string(b), err)
		fmt.Fprint(out, gob.NewEncoder(out).Encode(v))
	}
	spy := &spyT{}
	assert.Equal(spy, intake.Submission{}, s)
	assert.Equal(spy, full(), s)
	assert.Equal(spy, []intake.Submission{s}, s)
	assert.Contains(spy, []intake.Secret{s.Applicant.Name}, s.Applicant.Mobile)
	assert.Nil(spy, &s)
	assert.Empty(spy, s)
	assert.Zero(spy, s)
	assert.Len(spy, s.Network.ForwardedFor, 99)
	assert.ElementsMatch(spy, s.Network.ForwardedFor, []intake.Secret{s.Applicant.Name})
	out.WriteString(spy.out)
}

// writeErrors gives what is personal to everything that reads text.
func writeErrors(t testing.TB, out *bytes.Buffer, s intake.Submission) {
	fmt.Fprint(out, s.Validate())
	clear, err := s.RevealJSON()
	if err == nil { // what is no UTF-8 has no JSON
		for n := range 16 { // broken off, and with a letter too many
			_, err := intake.ParseSubmission(clear[:len(clear)*n/16], intake.Strict)
			fmt.Fprint(out, placeless(err))
			broken := append(append(bytes.Clone(clear[:len(clear)*n/16]), 'x'), clear[len(clear)*n/16:]...)
			_, err = intake.ParseSubmission(broken, intake.Lenient)
			fmt.Fprint(out, placeless(err))
		}
	} else {
		fmt.Fprint(out, err)
	}
	for _, text := range secrets(&s) {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		for _, in := range []string{
			`{%s:1}`, `{"applicant":{%s:{"x":1}}}`, `{%[1]s:1,%[1]s:2}`, `{"at":%s}`, `{"card":{"length":%s}}`, `{"card":{"state":%s}}`,
			`{"payout":{"amount_fen":%s}}`, `{"device":{"rooted":%s}}`, `{"extra":{%s:{"count":1}}}`, `{"extra":{"a":%s}}`,
			`{"network":{"ip_records":[{%s:1}]}}`, `{"id":%s,"at":1}`, `{"applicant":%s}`, `{"applicant":{"document":{"expires_on":%s}}}`,
		} {
			for _, mode := range []intake.Mode{intake.Strict, intake.Lenient} {
				_, err := intake.ParseSubmission(fmt.Appendf(nil, in, quoted), mode)
				fmt.Fprint(out, placeless(err))
			}
		}
		misplaced := intake.Submission{ID: text}
		misplaced.Payout.OrderID, misplaced.Payout.BranchCode, misplaced.Device.Region = text, text, text
		fmt.Fprint(out, misplaced.Validate())
		pan, err := cardbin.ParsePAN(text)
		fmt.Fprint(out, err)
		if !strings.Contains(s.Card.Number.Reveal(), text) { // whose mask is looked for by its own number
			pan = cardbin.PAN{}
		}
		fmt.Fprintf(out, "%v %+v %#v %x %d", pan, pan, pan, pan, struct{ p cardbin.PAN }{pan})
		decision := failcode.Diagnose(text, text, text, text)
		fmt.Fprintf(out, "%v %+v %v %v", decision, decision.Cause, decision.Applicant(), decision.Action())
		_, known := failcode.Default().Lookup(text, text, text)
		fmt.Fprint(out, known, failcode.Default().Search(text))
	}
}

// placeless is an error without its byte offset, of which one number is as good
// as another.
func placeless(err error) error {
	var in *intake.InputError
	if errors.As(err, &in) {
		in.Offset = 0
	}
	return err
}

func testPrivacy(t *testing.T, base func() intake.Submission, seed uint64, shapes []byte, write ...func(testing.TB, *bytes.Buffer, intake.Submission)) {
	leak := planted.Leak(base, seed, shapes, func(s intake.Submission) string {
		out := &bytes.Buffer{}
		for _, w := range write {
			w(t, out, s)
		}
		return out.String()
	})
	require.Empty(t, leak, "with shapes %v", shapes)
}

func nothing() intake.Submission { return intake.Submission{} }

// truncated has a length, so that the card's first and last digits make a card
// when its number is taken away.
func truncated() intake.Submission {
	s := full()
	s.Card.Length = intake.Some[int64](19)
	return s
}

// The search itself: what is planted is found, in any dress.
func TestMarkersAreFound(t *testing.T) {
	var s intake.Submission
	m := planted.In(&s, 1, nil)
	n := 0
	for _, list := range m {
		n += len(list)
	}
	require.Len(t, secrets(&s), n)
	for path, of := range map[string]func(intake.Submission) intake.Secret{
		"/applicant/name":            func(s intake.Submission) intake.Secret { return s.Applicant.Name },
		"/card/number":               func(s intake.Submission) intake.Secret { return s.Card.Number },
		"/card/holder/name_hash/hex": func(s intake.Submission) intake.Secret { return s.Card.Holder.NameHash.Hex },
		"/network/forwarded_for/1":   func(s intake.Submission) intake.Secret { return s.Network.ForwardedFor[1] },
		"/network/ip_records/0/ip":   func(s intake.Submission) intake.Secret { return s.Network.IPRecords[0].IP },
		"/payout/memo":               func(s intake.Submission) intake.Secret { return s.Payout.Memo },
	} {
		require.Contains(t, m, path)
		for way, show := range map[string]func(string) string{
			"its middle":  func(x string) string { return x[len(x)-8 : len(x)-4] },
			"its end":     func(x string) string { return x[len(x)-4:] },
			"hexadecimal": func(x string) string { return fmt.Sprintf("%X", x) },
			"bytes":       func(x string) string { return fmt.Sprint([]byte(x)) },
			"quoted":      strconv.QuoteToASCII,
		} {
			if path == "/applicant/name" && strings.HasPrefix(way, "its") {
				show = func(x string) string { return string([]rune(x)[:1]) } // of a name, one character
			}
			leak := planted.Leak(full, 7, nil, func(s intake.Submission) string { return "a b " + show(of(s).Reveal()) + "c" })
			require.Contains(t, leak, path, way)
		}
		require.Empty(t, planted.Leak(full, 7, nil, func(intake.Submission) string { return of(s).Reveal() }), "what does not change is none")
	}
	require.Empty(t, planted.Leak(full, 7, nil, func(s intake.Submission) string { return cardbin.PAN.Masked(pan(s)) + readinesstest.PAN }))
	require.NotEmpty(t, planted.Leak(full, 7, nil, func(s intake.Submission) string { return pan(s).Last4() }))
	require.NotEmpty(t, planted.Leak(full, 7, nil, func(s intake.Submission) string { return "x" + pan(s).BIN(10) + "****" }))
}

func pan(s intake.Submission) cardbin.PAN {
	p, _ := cardbin.ParsePAN(s.Card.Number.Reveal())
	return p
}

// Nothing of a submission stands in what is said of inputs that are not looked at.
func TestRefusalsQuoteNothing(t *testing.T) {
	s := full()
	texts := secrets(&s)
	require.Greater(t, len(texts), 8)
	s.ID, s.At, s.ObservedAt = "no id", time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0)
	s.History.Attempts = make([]intake.Attempt, 2000)
	s.Device.Interfaces, s.Device.IOSScopedKeys = make([]string, 2000), make([]string, 2000)
	r := readiness.Assess(s)
	require.Len(t, r.Errors, 6)
	b, err := json.Marshal(r)
	require.NoError(t, err)
	for _, text := range append(texts, "no id") {
		require.NotContains(t, fmt.Sprintf("%s %+v", b, r.Errors), text)
	}
}

// FuzzPrivacy plants markers of any shape in every personal input and searches
// what is printed for their parts: what one of the printers writes, to try more
// shapes. Its coverage never settles, so run it with -fuzzminimizetime 1x.
func FuzzPrivacy(f *testing.F) {
	f.Add(uint64(1), []byte{0})
	f.Add(uint64(2), []byte("\x00\x11\x22\x33\x45\x56\x67\x78\x89\x9a\x0b"))
	f.Add(uint64(3), []byte{4, 6, 10, 0x20, 0x31, 0x02})
	f.Fuzz(func(t *testing.T, seed uint64, shapes []byte) {
		if len(shapes) < 64 {
			testPrivacy(t, full, seed, shapes, printers[seed%uint64(len(printers))])
		}
	})
}

// FuzzParseSubmission: no panic, and no error that quotes its input.
func FuzzParseSubmission(f *testing.F) {
	s := full()
	b, err := s.RevealJSON()
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"applicant":{"name":"王晓明","nome":"x"},"extra":{"a":1}}`))
	f.Add([]byte(`{"history":{"attempts":[{"outcome":"failed","ended_at":"2026-11-24T12:00:00+08:00"}]}}`))
	f.Add([]byte("{\"card\":{\"number\":\"\xff\"}}"))
	f.Add([]byte(`{"history":{""0`))
	f.Fuzz(func(t *testing.T, in []byte) {
		strict, err := intake.ParseSubmission(in, intake.Strict)
		if err != nil {
			require.LessOrEqual(t, len(err.Error()), 1_200) // it may list what could stand there
		}
		lenient, lerr := intake.ParseSubmission(in, intake.Lenient)
		if err != nil && lerr != nil {
			return
		}
		require.NoError(t, lerr, "what strict takes, lenient takes")
		if err == nil {
			require.Equal(t, readiness.Known(&strict), readiness.Known(&lenient))
		}
		out, err := lenient.RevealJSON()
		require.NoError(t, err)
		again, err := intake.ParseSubmission(out, intake.Strict)
		if err == nil {
			require.Equal(t, readiness.Known(&lenient), readiness.Known(&again))
		}
		readiness.Assess(lenient)
	})
}

// spyT keeps what an assertion says of a difference.
type spyT struct{ out string }

func (s *spyT) Errorf(format string, args ...any) { s.out += fmt.Sprintf(format, args...) }
