package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/planted"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// printed returns the output of the commands for a submission and its parts.
func printed(t *testing.T, s intake.Submission) string {
	var all strings.Builder
	say := func(stdin string, args ...string) {
		_, out, errs := try(stdin, args...)
		all.WriteString(out + errs)
	}
	in, err := s.RevealJSON()
	if err != nil { // invalid UTF-8 has no JSON
		in = []byte("{}")
	}
	one := string(in)
	for _, lang := range []string{"zh-CN", "en"} {
		for format := range formats {
			for who := range audiences {
				say(one, "assess", "-format", format, "-audience", who, "-lang", lang, "-")
			}
		}
		say(one, "when", "-lang", lang, "-")
		say(one+"\n", "assess", "-ndjson", "-summary", "-lang", lang, "-")
	}
	say(one+"\n"+one+"\n{\n", "assess", "-ndjson", "-")
	say(one[:len(one)/2], "assess", "-")
	say(one+one, "assess", "-lenient", "-")
	numbers := []string{s.Applicant.Document.Number.Reveal(), s.Applicant.Mobile.Reveal(), s.Card.Number.Reveal()}
	for _, n := range numbers {
		say("", "document", n)
		say("", "mobile", n)
		say("", "diagnose", "wechatpay", n)
		say("", "diagnose", n, n, n, n)
		say("", "help", n)
		say("", n)
		for _, command := range []string{"assess", "when", "name", "document", "mobile", "ip", "version", "completion", "help"} {
			say(n, command, "-"+n)
			say(n, command, "-lang", n, "-")
			say(n, command, n, n, n, n, n)
			say(n, command, "-")
		}
	}
	say("", "bin", s.Card.Number.Reveal())
	say("", "ip", s.Network.ClientIP.Reveal())
	say("", "name", s.Applicant.Name.Reveal())
	say("", s.Applicant.Name.Reveal(), s.Applicant.Mobile.Reveal())
	return all.String()
}

// With markers in every Secret of a submission and in arguments, no four consecutive
// characters of a marker are printed, except in the masked card.
func TestNothingPersonalComesOut(t *testing.T) {
	for _, shapes := range [][]byte{{0}, {1, 0x10}, {3}, {4}, {5}, {6}, {0x30}} {
		leak := planted.Leak(func() intake.Submission { return readinesstest.Ready() }, uint64(shapes[0]), shapes,
			func(s intake.Submission) string { return printed(t, s) })
		require.Empty(t, leak, "with shapes %v", shapes)
	}
}
