package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/payready/payready/readiness/ipintel"
	"github.com/payready/payready/readiness/workday"
)

type options struct {
	addr      string
	hosts     hosts
	origins   origins
	files     files
	inflight  int
	batches   int
	record    int
	recordKey string
	drain     time.Duration
	level     slog.Level
}

// flagSet returns the flags, which fill in o. Each has an environment variable, too.
func flagSet(o *options) *flag.FlagSet {
	f := flag.NewFlagSet("httpapi", flag.ContinueOnError)
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "`address` to listen on")
	f.TextVar(&o.hosts, "hosts", loopback, "host `names` to answer to, separated by commas; * for any, behind a proxy that checks them")
	f.TextVar(&o.origins, "cors", origins(nil), "`origins` whose pages may call, such as https://pay.example, separated by commas")
	f.StringVar(&o.files.policy, "policy", "", "policy document, a JSON `file`; the default is the standard policy")
	f.StringVar(&o.files.bins, "bins", "", "overlay of the card prefix table, a CSV `file`")
	f.Var(&o.files.codes, "codes", "failure codes, statuses and names of channels of your own, CSV `files` that overlay the table, separated by commas")
	f.StringVar(&o.files.holidays, "holidays", "", "holidays of years to add, as the State Council's notice gives them, a CSV `file` with date, kind, name")
	f.Var(&o.files.mmdbs, "mmdb", "MaxMind DB `files` of IP addresses, separated by commas")
	f.Var(&o.files.lists, "list", "lists of IP prefixes, as `LABEL=FILE` with vpn, tor, public_proxy, residential_proxy, relay or hosting, separated by commas")
	f.IntVar(&o.inflight, "inflight", 4096, "the most concurrent API requests; more are answered with 503")
	f.IntVar(&o.batches, "batches", 8, "the most concurrent batches, which count as API requests")
	f.IntVar(&o.record, "record", 0, "the most payouts to keep in memory until their outcomes come; 0 records none")
	f.StringVar(&o.recordKey, "record-key", "", "a `file` with the key that hides the IDs of recorded payouts; random by default")
	f.DurationVar(&o.drain, "drain", 0, "how long /readyz fails before the server stops")
	f.TextVar(&o.level, "log", slog.LevelInfo, "DEBUG, INFO, WARN or ERROR; requests are logged at INFO")
	return f
}

// variable returns the name of a flag's environment variable.
func variable(name string) string {
	return "PAYREADY_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// parseFlags reads the flags and, for those that are not given, the environment.
func parseFlags(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flagSet(&o)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprintln(stderr, "httpapi serves payready over HTTP. A flag that is not given is read from the\nenvironment: -record-key from "+variable("record-key")+".")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return o, err
	}
	given := map[string]bool{}
	f.Visit(func(x *flag.Flag) { given[x.Name] = true })
	var bad []error
	f.VisitAll(func(x *flag.Flag) {
		if value := os.Getenv(variable(x.Name)); value != "" && !given[x.Name] {
			if err := f.Set(x.Name, value); err != nil {
				bad = append(bad, fmt.Errorf("invalid value %q for %s: %w", value, variable(x.Name), err))
			}
		}
	})
	refuse := func(wrong bool, why string) {
		if wrong {
			bad = append(bad, errors.New(why))
		}
	}
	refuse(f.NArg() > 0, "unexpected argument "+strconv.Quote(f.Arg(0))+": there are only flags")
	refuse(o.inflight < 1, "-inflight must be at least 1")
	refuse(o.batches < 1, "-batches must be at least 1")
	refuse(o.record < 0, "-record must not be negative")
	refuse(o.recordKey != "" && o.record == 0, "-record-key is of no use without -record")
	refuse(o.drain < 0, "-drain must not be negative")
	if len(bad) > 0 {
		fmt.Fprintln(stderr, errors.Join(bad...))
		f.Usage()
		return o, errors.Join(bad...)
	}
	return o, nil
}

// A paths is a list of files, given together or one by one.
type paths []string

func (p paths) String() string { return strings.Join(p, ",") }

func (p *paths) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		if name == "" {
			return errors.New("must be files, separated by commas")
		}
		*p = append(*p, name)
	}
	return nil
}

// A labeled is a list of files, each with the label of its addresses.
type labeled struct{ paths }

func (l *labeled) Set(s string) error {
	for entry := range strings.SplitSeq(s, ",") {
		label, file, _ := strings.Cut(entry, "=")
		if _, ok := ipintel.Labeled(label, "", workday.Date{}); !ok || file == "" {
			return errors.New("must be LABEL=FILE, separated by commas")
		}
	}
	return l.paths.Set(s)
}
