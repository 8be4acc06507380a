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
}

type name struct {
	key    string
	issuer int
}

func read(dir string) (data, error) {
	r := &reader{dir: dir}
	var d data
	byCode := r.issuers(&d)
	newest := ""
	label := map[string]string{}
	r.table("sources.csv", func(line string, f func(string) string) {
		s := cardbin.Source{ID: f("id"), Version: f("version"), Licence: f("licence"), Date: f("date"), What: f("what")}
		d.sources = append(d.sources, s)
		label[s.ID] = s.ID + "@" + s.Version
		newest = max(newest, s.Date)
	})
	at := map[index.Key]int{}
	key := func(line string, f func(string) string) (index.Key, int) {
		n, err := strconv.Atoi(f("pan_length"))
		prefix := f("prefix")
		if err != nil || n < index.MinPAN || n > index.MaxPAN || len(prefix) < index.MinDigits || len(prefix) > index.MaxDigits || strings.Trim(prefix, "0123456789") != "" {
			r.fail(line, "prefix or length out of range")
		}
		issuer, ok := byCode[f("issuer")]
		if !ok {
			r.fail(line, "no such issuer: "+f("issuer"))
		}
		return index.Key{Prefix: prefix, PANLen: uint8(n)}, issuer
	}
	r.table("bins.csv", func(line string, f func(string) string) {
		k, issuer := key(line, f)
		rec := record{Key: k, issuer: issuer, product: f("card_name"), label: f("sources")}
		r.text(line, f("funding"), &rec.funding)
		for s := range strings.SplitSeq(rec.label, "+") {
			id := s[:max(0, strings.LastIndex(s, "@"))]
			if label[id] != s {
				r.fail(line, "source is not in sources.csv: "+s)
			}
		}
		if _, dup := at[k]; dup {
			r.fail(line, "twice")
		}
		at[k] = len(d.records)
		d.records = append(d.records, rec)
	})
	// A range that is in both files keeps its row and gains the hint.
	r.table("e_account_bins.csv", func(line string, f func(string) string) {
		k, issuer := key(line, f)
		rec := record{Key: k, issuer: issuer, product: f("card_name"), label: label["e-account-bins"]}
		r.text(line, f("funding"), &rec.funding)
		r.text(line, f("hint"), &rec.hint)
		if i, ok := at[k]; ok {
			if old := d.records[i]; old.issuer != rec.issuer || old.funding != rec.funding {
				r.fail(line, "contradicts bins.csv")
			}
			rec.label = d.records[i].label + "+" + rec.label
			d.records[i] = rec
			return
		}
		d.records = append(d.records, rec)
	})
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

func (r *reader) issuers(d *data) map[string]int {
	byCode, byKey := map[string]int{}, map[string]int{}
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
	type derived struct {
		name   string
		issuer int
	}
	var later []derived
	r.table("issuers.csv", func(line string, f func(string) string) {
		i := len(d.issuers)
		iss := cardbin.Issuer{Code: f("code"), NameZH: f("name_zh"), NameEN: f("name_en"), Region: f("region"),
			ClearingClass: f("clearing_class"), Mainstream: f("mainstream") == "1", InternetOnly: f("internet_only") == "1"}
		r.text(line, f("category"), &iss.Category)
		byCode[iss.Code] = i
		d.issuers = append(d.issuers, iss)
		add(line, iss.Code, i)
		add(line, iss.NameZH, i)
		add(line, iss.NameEN, i)
		if base, _, ok := strings.Cut(iss.NameZH, "（"); ok {
			later = append(later, derived{base, i})
		}
	})
	r.table("issuer_aliases.csv", func(line string, f func(string) string) {
		if i, ok := byCode[f("code")]; ok {
			add(line, f("alias"), i)
		} else {
			r.fail(line, "no such issuer")
		}
	})
	seen := map[string]int{}
	for _, l := range later {
		seen[l.name]++
	}
	for _, l := range later {
		if _, taken := byKey[l.name]; !taken && seen[l.name] == 1 {
			add("", l.name, l.issuer)
		}
	}
	r.table("issuer_mergers.csv", func(line string, f func(string) string) {
		m := [2]string{f("code"), f("successor")}
		for _, c := range m {
			if _, ok := byCode[c]; !ok {
				r.fail(line, "no such issuer")
			}
		}
		d.mergers = append(d.mergers, m)
	})
	for key, i := range byKey {
		d.names = append(d.names, name{key, i})
	}
	slices.SortFunc(d.names, func(a, b name) int { return strings.Compare(a.key, b.key) })
	return byCode
}
