package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/payready/payready/readiness"
)

// policy checks, prints or compares policy documents. A preset's name stands for its
// document.
func policy(c *call) int {
	flags := flag.NewFlagSet("policy", flag.ContinueOnError)
	var s setup
	s.addBINs(c, flags)
	s.addCodes(c, flags)
	c.langFlag(flags)
	if status, ok := c.parse(flags, 2, 3); !ok {
		return status
	}
	args := flags.Args()
	switch {
	case args[0] == "check" && len(args) == 2:
		return c.checkPolicy(args[1], &s)
	case s.bins != "" || len(s.codes) > 0:
		return c.refuse(say("-codes 和 -bins 只用于 check", "-codes and -bins go with check"))
	case args[0] == "show" && len(args) == 2:
		p, err := loadPolicy(args[1], readiness.ParsePolicy)
		if err != nil {
			return c.refuse(err)
		}
		var v any
		if err := json.Unmarshal(p.Canonical(), &v); err != nil {
			return c.refuse(err)
		}
		out := json.NewEncoder(c.stdout)
		out.SetIndent("", "  ")
		if err := out.Encode(v); err != nil {
			return c.refuse(err)
		}
	case args[0] == "diff" && len(args) == 3:
		return c.diffPolicies(args[1], args[2])
	default:
		flags.Usage()
		return exitUnusable
	}
	return exitReady
}

// checkPolicy checks a document against the tables that it is used with, and notes what
// is valid but perhaps not meant.
func (c *call) checkPolicy(name string, s *setup) int {
	var config readiness.Config
	var err error
	if config.BINs, err = s.table(); err != nil {
		return c.refuse(err)
	}
	if config.FailCodes, err = s.failCodes(); err != nil {
		return c.refuse(err)
	}
	var document []byte
	p, err := loadPolicy(name, func(b []byte) (*readiness.Policy, error) {
		document = b
		return config.ParsePolicy(b)
	})
	if err != nil {
		return c.refuse(err)
	}
	config.Policy = p
	checker, err := readiness.New(config)
	if err != nil {
		return c.refuse(&fileError{name, err})
	}
	if document != nil {
		c.noteReplaced(document, p)
	}
	for i, channel := range p.Channels {
		if n := config.FailCodes.Resolve(channel.Channel, ""); n.NearChannel != "" {
			c.note(say("/channels/%d/channel：失败码表中没有这条通道，最接近的是 %s；是自有通道就不必理会",
				"/channels/%d/channel: the table of failure codes has no such channel; the nearest is %s. Pass over this if the channel is your own", i, n.NearChannel))
		}
	}
	fmt.Fprintln(c.stdout, "ok", checker.Hash())
	return exitReady
}

// noteReplaced names the lists of the preset that the document replaces: one window of
// one's own does away with all of the preset's.
func (c *call) noteReplaced(document []byte, p *readiness.Policy) {
	var given, was, is map[string]any
	_ = json.Unmarshal(bytes.TrimPrefix(document, []byte("\ufeff")), &given) // ParsePolicy has read it
	preset, ok := given["preset"].(string)
	if !ok {
		preset = "standard"
	}
	_ = json.Unmarshal(presets[preset]().Canonical(), &was)
	_ = json.Unmarshal(p.Canonical(), &is)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		before, _ := was[name].([]any)
		after, _ := is[name].([]any)
		gone := slices.DeleteFunc(before, func(x any) bool {
			return slices.ContainsFunc(after, func(y any) bool { return reflect.DeepEqual(x, y) })
		})
		if len(gone) > 0 {
			c.note(say("/%[1]s：整个替换预设的列表，预设中有 %[2]d 项不再生效；policy show %[3]s 可列出，要保留的请一并写上",
				"/%[1]s: replaces the preset's list, of which %[2]d no longer hold; policy show %[3]s prints them, for you to add what shall stay", name, len(gone), preset))
		}
	}
}

// diffPolicies prints the differences, one per line, and exits like diff: 0 if there
// are none, 1 otherwise.
func (c *call) diffPolicies(a, b string) int {
	var flat [2]map[string]string
	for i, name := range []string{a, b} {
		p, err := loadPolicy(name, readiness.ParsePolicy)
		if err != nil {
			return c.refuse(err)
		}
		var v any
		if err := json.Unmarshal(p.Canonical(), &v); err != nil {
			return c.refuse(err)
		}
		flat[i] = map[string]string{}
		flatten("", v, flat[i])
	}
	paths := maps.Clone(flat[0])
	maps.Copy(paths, flat[1])
	status := exitReady
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		was, is := flat[0][path], flat[1][path]
		if was == is {
			continue
		}
		status = exitNotReady
		fmt.Fprintf(c.stdout, "%s: %s -> %s\n", inLine(path), or(inLine(was), "(none)"), or(inLine(is), "(none)"))
	}
	return status
}

// inLine leaves of a document's own text what prints in one line.
func inLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// flatten maps JSON Pointers to the leaves of a JSON value.
func flatten(path string, v any, to map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(path+"/"+k, x, to)
		}
	case []any:
		for i, x := range v {
			flatten(path+"/"+strconv.Itoa(i), x, to)
		}
	default:
		b, _ := json.Marshal(v) // a leaf of decoded JSON
		to[path] = string(b)
	}
}

var presets = map[string]func() *readiness.Policy{
	"standard": readiness.StandardPolicy, "lenient": readiness.LenientPolicy,
	"strict": readiness.StrictPolicy, "backoffice": readiness.BackofficePolicy,
	"lending": readiness.LendingPolicy, "payroll": readiness.PayrollPolicy, "claims": readiness.ClaimsPolicy,
}

// loadPolicy reads a policy document or returns a preset by name.
func loadPolicy(name string, parse func([]byte) (*readiness.Policy, error)) (*readiness.Policy, error) {
	if preset, ok := presets[name]; ok {
		return preset(), nil
	}
	f, err := openInput(name)
	if errors.Is(err, fs.ErrNotExist) && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" { // meant as a preset
		near := meant(name, slices.Sorted(maps.Keys(presets)))
		return nil, say("没有这个策略文件，也没有这个预设%[1]s", "no such policy document and no such preset%[2]s", near...)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, readiness.MaxPolicyBytes+1))
	if err != nil {
		return nil, err
	}
	p, err := parse(b)
	if err != nil {
		return nil, &fileError{name, err}
	}
	return p, nil
}
