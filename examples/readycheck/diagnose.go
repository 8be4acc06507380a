package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
)

// diagnose says what a failure code means and what to do about its order.
func diagnose(c *call) int {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	lang := langFlag(flags)
	at := momentFlag(flags, "at", "when it failed, RFC 3339: says when the cause clears")
	if status, ok := c.parse(flags, 1, 4); !ok {
		return status
	}
	args := flags.Args()
	if len(args) == 2 {
		return c.refuse(errDiagnose)
	}
	if len(args) == 1 {
		return c.search(args[0], *lang)
	}
	channel, product, status, code := args[0], args[1], "", args[len(args)-1]
	if len(args) == 4 {
		status = args[2]
	}
	if !failcode.Default().Has(channel, product) {
		return c.refuse(fmt.Errorf("no such channel and product; known are %q", products()))
	}
	d := failcode.Diagnose(channel, product, status, code)
	w := c.stdout
	fmt.Fprintf(w, "state      %s\nnow        %s\nretry      %s\norder      %s\nmoney      %s\n", d.State, d.Next, d.Retry, d.Order, d.Money)
	if d.Known {
		writeCause(w, d.Cause, *lang)
	} else {
		fmt.Fprintln(w, "cause      not listed: in doubt")
	}
	fmt.Fprintf(w, "action     %s\napplicant  %s\n", d.Action().Text.In(*lang), d.Applicant().In(*lang))
	if t, ok := d.Cause.ClearsAt(*at, nil); ok && !at.IsZero() {
		fmt.Fprintf(w, "clears     %s\n", t.In(china).Format(time.RFC3339))
	}
	return exitReady
}

var errDiagnose = errors.New("give CHANNEL PRODUCT [STATUS] CODE, or the CODE alone")

// search lists every meaning of a code, for want of a channel.
func (c *call) search(code string, lang readiness.Lang) int {
	found := failcode.Default().Search(code)
	if len(found) == 0 {
		return c.refuse(errors.New("no channel is known to use this code"))
	}
	for _, cause := range found {
		fmt.Fprintf(c.stdout, "%s %s %s\n", cause.Channel, cause.Product, cause.Code)
		writeCause(c.stdout, cause, lang)
	}
	return exitReady
}

func writeCause(w io.Writer, c failcode.Cause, lang readiness.Lang) {
	fmt.Fprintf(w, "cause      %s, %s: %s\n", c.Category, c.Origin, c.Meaning().In(lang))
	if checks := slices.Collect(c.Checks()); len(checks) > 0 {
		fmt.Fprintf(w, "seen by    %s\n", join(checks))
	}
}

func products() (out []string) {
	t := failcode.Default()
	for _, channel := range t.Channels() {
		for _, product := range t.Products(channel) {
			out = append(out, channel+" "+product)
		}
	}
	return out
}
