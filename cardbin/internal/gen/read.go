package main

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/cardbin/internal/index"
)

// A reader reads the CSV files, keeps everything that is wrong with them, and
// hashes them.
type reader struct {
	dir  string
	hash []byte
	errs []error
}

// table calls row for each line of a file, with a function that returns the
// line's field by column name.
func (r *reader) table(name string, row func(line string, field func(string) string)) {
	b, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	sum := sha256.Sum256(b)
	r.hash = append(r.hash, sum[:]...)
	c := csv.NewReader(bytes.NewReader(b))
	all, err := c.ReadAll()
	if err != nil || len(all) == 0 {
		r.errs = append(r.errs, fmt.Errorf("%s: no rows: %w", name, err))
		return
	}
	var previous []string
	for i, rec := range all[1:] {
		line := fmt.Sprintf("%s:%d", name, i+2)
		if previous != nil && name != "sources.csv" && slices.Compare(previous[:2], rec[:2]) >= 0 {
			r.fail(line, "not sorted")
		}
		previous = rec
		row(line, func(column string) string {
			i := slices.Index(all[0], column)
			if i < 0 {
				r.fail(line, "no column "+column)
				return ""
			}
			return rec[i]
		})
	}
}

func (r *reader) fail(line, what string) { r.errs = append(r.errs, errors.New(line+": "+what)) }

func (r *reader) text(line, s string, v encoding.TextUnmarshaler) {
	if v.UnmarshalText([]byte(s)) != nil {
		r.fail(line, "unknown word "+s)
	}
}

type record struct {
	index.Key
	issuer  int
	kind    cardbin.Kind
	funding cardbin.Funding
	hint    cardbin.ClassHint
	product string
	label   string
}

type data struct {
	records []record
	issuers []cardbin.Issuer
	names   []name
	mergers [][2]string
	sources []cardbin.Source
	version string

	at     map[index.Key]int // in records
	labels map[string]string // id@version by source
}

type name struct {
	key    string
	issuer int
}

func read(dir string) (data, error) {
	r := &reader{dir: dir}
	d := data{at: map[index.Key]int{}, labels: map[string]string{}}
	r.issuers(&d)
	newest := ""
	r.table("sources.csv", func(line string, f func(string) string) {
		s := cardbin.Source{ID: f("id"), Version: f("version"), Licence: f("licence"), Date: f("date"), What: f("what")}
		d.sources = append(d.sources, s)
		d.labels[s.ID] = s.ID + "@" + s.Version
		newest = max(newest, s.Date)
	})
	r.bins(&d)
	r.corrections(&d)
	r.eAccounts(&d)
	r.regions(&d)
	slices.SortFunc(d.records, func(a, b record) int {
		if c := strings.Compare(a.Prefix, b.Prefix); c != 0 {
			return c
		}
		return int(a.PANLen) - int(b.PANLen)
	})
	sum := sha256.Sum256(r.hash)
	d.version = newest + "." + hex.EncodeToString(sum[:4])
	return d, errors.Join(r.errs...)
}

// row reads the columns that all tables of prefixes have; label is its source.
func (r *reader) row(d *data, line string, f func(string) string) record {
	rec := record{Key: r.key(line, f), product: f("card_name")}
	r.text(line, f("funding"), &rec.funding)
	rec.issuer = d.issuer(f("issuer"), "")
	if rec.issuer < 0 {
		r.fail(line, "no such issuer: "+f("issuer"))
	}
	return rec
}

func (r *reader) key(line string, f func(string) string) index.Key {
	n, err := strconv.Atoi(f("pan_length"))
	prefix := f("prefix")
	if err != nil || n < index.MinPAN || n > index.MaxPAN || len(prefix) < index.MinDigits || len(prefix) > index.MaxDigits || strings.Trim(prefix, "0123456789") != "" {
		r.fail(line, "prefix or length out of range")
	}
	return index.Key{Prefix: prefix, PANLen: uint8(n)}
}

// put adds a record, or replaces the one of its key. A replaced record stays in
// the label: what is corrected is still what the packages know.
func (d *data) put(rec record) {
	if i, ok := d.at[rec.Key]; ok {
		rec.label = d.records[i].label + "+" + rec.label
		d.records[i] = rec
		return
	}
	d.at[rec.Key] = len(d.records)
	d.records = append(d.records, rec)
}

// issuer returns the issuer with the code that issues in the region, the code's
// first one when no region is given, −1 when there is none.
func (d *data) issuer(code, region string) int {
	return slices.IndexFunc(d.issuers, func(i cardbin.Issuer) bool {
		return i.Code == code && (region == "" || i.Region == region)
	})
}

// issuerIn is issuer, and makes the branch or subsidiary of a bank that issues
// abroad under the bank's code.
func (d *data) issuerIn(of int, region string) int {
	if i := d.issuer(d.issuers[of].Code, region); i >= 0 {
		return i
	}
	iss := d.issuers[of]
	iss.Region, iss.Category, iss.ClearingClass, iss.Mainstream, iss.InternetOnly = region, cardbin.Overseas, "", false, false
	d.issuers = append(d.issuers, iss)
	return len(d.issuers) - 1
}

func (r *reader) bins(d *data) {
	r.table("bins.csv", func(line string, f func(string) string) {
		rec := r.row(d, line, f)
		rec.label = f("sources")
		for s := range strings.SplitSeq(rec.label, "+") {
			id := s[:max(0, strings.LastIndex(s, "@"))]
			if d.labels[id] != s {
				r.fail(line, "source is not in sources.csv: "+s)
			}
		}
		if _, dup := d.at[rec.Key]; dup {
			r.fail(line, "twice")
		}
		d.put(rec)
	})
}

// corrections are rows by hand that the packages have wrong, or lack.
func (r *reader) corrections(d *data) {
	r.table("corrections.csv", func(line string, f func(string) string) {
		rec := r.row(d, line, f)
		rec.label = d.labels["corrections"]
		r.text(line, f("kind"), &rec.kind)
		if region := f("region"); region != "" {
			if rec.issuer = d.issuer(f("issuer"), region); rec.issuer < 0 {
				r.fail(line, "no such issuer there")
			}
		}
		if i, ok := d.at[rec.Key]; ok {
			old := d.records[i]
			if old.issuer == rec.issuer && old.funding == rec.funding && old.kind == rec.kind {
				r.fail(line, "corrects nothing")
			}
		}
		d.put(rec)
	})
}

// eAccounts are ranges of electronic accounts. One that bins.csv has, too, gains
// the hint.
func (r *reader) eAccounts(d *data) {
	r.table("e_account_bins.csv", func(line string, f func(string) string) {
		rec := r.row(d, line, f)
		rec.label = d.labels["e-account-bins"]
		r.text(line, f("hint"), &rec.hint)
		if i, ok := d.at[rec.Key]; ok && (d.records[i].issuer != rec.issuer || d.records[i].funding != rec.funding) {
			r.fail(line, "contradicts what is known of the range")
		}
		d.put(rec)
	})
}

// regions are ranges that a branch or subsidiary overseas issues.
func (r *reader) regions(d *data) {
	r.table("bin_regions.csv", func(line string, f func(string) string) {
		i, ok := d.at[r.key(line, f)]
		region := f("region")
		if !ok || len(region) != 2 || region == "CN" {
			r.fail(line, "no such row, or no region overseas")
			return
		}
		rec := d.records[i]
		rec.issuer, rec.label = d.issuerIn(rec.issuer, region), d.labels["bin-regions"]
		d.put(rec)
	})
}

func (r *reader) issuers(d *data) {
	byKey := map[string]int{}
	// add enters a name. A name that could be derived from two banks' names, but
	// is neither's own, is nobody's.
	add := func(line, s string, issuer int) {
		key := string(index.AppendNameKey(nil, s))
		if other, taken := byKey[key]; taken && other != issuer {
			r.fail(line, "another issuer's name: "+s)
		} else if key != "" {
			byKey[key] = issuer
		}
	}
	var later []derived
	follows := func(name string, issuer int) {
		for _, n := range derive(name) {
			later = append(later, derived{n, issuer})
		}
	}
	r.table("issuers.csv", func(line string, f func(string) string) {
		i := len(d.issuers)
		iss := cardbin.Issuer{Code: f("code"), NameZH: f("name_zh"), NameEN: f("name_en"), Region: f("region"),
			ClearingClass: f("clearing_class"), Mainstream: f("mainstream") == "1", InternetOnly: f("internet_only") == "1"}
		r.text(line, f("category"), &iss.Category)
		if d.issuer(iss.Code, iss.Region) >= 0 {
			r.fail(line, "twice in one region")
		}
		if d.issuer(iss.Code, "") < 0 { // the code alone is the first one's
			add(line, iss.Code, i)
		}
		d.issuers = append(d.issuers, iss)
		add(line, iss.NameZH, i)
		add(line, iss.NameEN, i)
		follows(iss.NameZH, i)
		if base, _, ok := strings.Cut(iss.NameZH, "（"); ok {
			later = append(later, derived{base, i})
		}
	})
	r.table("issuer_aliases.csv", func(line string, f func(string) string) {
		if i := d.issuer(f("code"), ""); i >= 0 {
			if slices.Contains(derive(d.issuers[i].NameZH), f("alias")) {
				r.fail(line, "follows from the bank's name: "+f("alias"))
			}
			add(line, f("alias"), i)
			follows(f("alias"), i)
		} else {
			r.fail(line, "no such issuer")
		}
	})
	r.table("issuer_mergers.csv", func(line string, f func(string) string) {
		m := [2]string{f("code"), f("successor")}
		for _, c := range m {
			if d.issuer(c, "") < 0 {
				r.fail(line, "no such issuer")
			}
		}
		d.mergers = append(d.mergers, m)
	})
	d.settleNames(byKey, later)
}

// A derived name follows from a bank's own.
type derived struct {
	name   string
	issuer int
}

// settleNames adds what follows from one bank's names alone, and sorts them all.
func (d *data) settleNames(byKey map[string]int, later []derived) {
	sameUnion := func(a, b int) bool { // under two codes
		x, y := d.issuers[a].Code, d.issuers[b].Code
		return slices.Contains(d.mergers, [2]string{x, y}) && slices.Contains(d.mergers, [2]string{y, x})
	}
	owners := map[string]int{} // by key, -1 for nobody
	for _, l := range later {
		key := string(index.AppendNameKey(nil, l.name))
		switch other, seen := owners[key]; {
		case !seen:
			owners[key] = l.issuer
		case other >= 0 && other != l.issuer && !sameUnion(other, l.issuer):
			owners[key] = -1
		}
	}
	for key, i := range owners {
		if _, taken := byKey[key]; !taken && i >= 0 {
			byKey[key] = i
		}
	}
	for key, i := range byKey {
		d.names = append(d.names, name{key, i})
	}
	slices.SortFunc(d.names, func(a, b name) int { return strings.Compare(a.key, b.key) })
}
