package readiness_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

// everything is all that can be printed of a submission and its report.
func everything(t testing.TB, s readiness.Submission) string {
	out := &bytes.Buffer{}
	r := readiness.Assess(s)
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		for _, d := range []readiness.Detail{readiness.Full, readiness.Failed, readiness.Summary} {
			doc := r.Document(l, d)
			b, err := doc.MarshalJSON()
			require.NoError(t, err)
			out.Write(b)
			require.NoError(t, render.Text(out, doc))
			require.NoError(t, render.Markdown(out, doc))
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%x"} {
		fmt.Fprintf(out, verb, s)
		fmt.Fprintf(out, verb, r)
		fmt.Fprintf(out, verb, &r)
	}
	slog.New(slog.NewJSONHandler(out, nil)).Info("x", "submission", s, "report", r)
	fmt.Fprint(out, s.Validate())
	b, err := s.MarshalJSON()
	require.NoError(t, err)
	out.Write(b)
	return out.String()
}

func TestNothingPersonalIsPrinted(t *testing.T) {
	for _, s := range []struct{ name, document, mobile, card, bank string }{
		{"龘靐齉", "110101199003071233", "13800001234", "6222020000000000125", "龘靐爨"},
		{"龘靐齉", "11010119900307123", "138000012345", "62220200000000001259", "龘*"},
		{"龘靐\xff", "x10101199003071233", "1380000123x", "622202000000000012x", ""},
		{"QWERTZUIOP ASDFGH", "E98765432", "+8613800001234", "6222020000000000126", "ASDFGH QWERTZUIOP"},
	} {
		sub := full()
		sub.Applicant.Name, sub.Card.Holder.Name = readiness.Hide(s.name), readiness.Hide(s.bank)
		sub.Applicant.Document.Number, sub.Card.Holder.DocumentNumber = readiness.Hide(s.document), readiness.Hide(s.document)
		sub.Applicant.Mobile, sub.Card.Holder.Mobile = readiness.Hide(s.mobile), readiness.Hide(s.mobile)
		sub.Card.Number = readiness.Hide(s.card)
		out := everything(t, sub)
		for _, r := range s.name + s.bank {
			if r > 0x2fff && r != utf8.RuneError {
				require.NotContains(t, out, string(r))
			}
		}
		for _, secret := range []string{"QWERTZ", "ASDFGH", s.document, s.mobile, s.card, "13800001234", "0000001"} {
			require.NotContains(t, out, secret)
		}
	}
}

// FuzzPrivacy plants values and searches everything printed for them.
func FuzzPrivacy(f *testing.F) {
	f.Add("王晓明", "110101199003071233", "13800001234", "6222020000000000125", "王小明")
	f.Add("SMITH JOHN", "E12345678", "+85291234567", "4242424242424242", "JOHN SMITH")
	f.Add("", "", "", "", "")
	fixed := everything(f, full()) + everything(f, readiness.Submission{})
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			fixed += r.Message.In(readiness.ZH) + r.Message.In(readiness.EN)
		}
	}
	f.Fuzz(func(t *testing.T, name, document, mobile, card, bank string) {
		s := full()
		s.Applicant.Name, s.Card.Holder.Name = readiness.Hide(name), readiness.Hide(bank)
		s.Applicant.Document.Number, s.Applicant.Mobile, s.Card.Number = readiness.Hide(document), readiness.Hide(mobile), readiness.Hide(card)
		s.Applicant.Verification.OCR = readiness.OCR{Name: s.Card.Holder.Name, Number: s.Applicant.Document.Number}
		s.Card.Holder.DocumentNumber, s.Card.Holder.Mobile = s.Applicant.Document.Number, s.Applicant.Mobile
		out := everything(t, s)
		for _, secret := range []string{name, document, mobile, card, bank} {
			if len(secret) >= 8 && !strings.Contains(fixed, secret) && strings.Trim(secret, "* 0-") != "" {
				require.NotContains(t, out, secret)
			}
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
	f.Fuzz(func(t *testing.T, in []byte) {
		strict, err := readiness.ParseSubmission(in, readiness.Strict)
		if err != nil {
			require.LessOrEqual(t, len(err.Error()), 200)
		}
		lenient, lerr := readiness.ParseSubmission(in, readiness.Lenient)
		if err != nil && lerr != nil {
			return
		}
		require.NoError(t, lerr, "what strict takes, lenient takes")
		if err == nil {
			require.Equal(t, readiness.Known(&strict), readiness.Known(&lenient))
		}
		out, err := lenient.RevealJSON()
		require.NoError(t, err)
		again, err := readiness.ParseSubmission(out, readiness.Strict)
		if err == nil {
			require.Equal(t, readiness.Known(&lenient), readiness.Known(&again))
		}
		readiness.Assess(lenient)
	})
}
