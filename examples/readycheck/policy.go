package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"github.com/payready/payready/readiness"
)

// policy checks, prints or compares policy documents. A preset's name stands for its
// document.
func policy(c *call) int {
	flags := flag.NewFlagSet("policy", flag.ContinueOnError)
	c.langFlag(flags)
	if status, ok := c.parse(flags, 2, 3); !ok {
		return status
	}
	args := flags.Args()
	switch {
	case args[0] == "check" && len(args) == 2:
		checker, err := (&setup{policy: args[1]}).checker()
		if err != nil {
			return c.refuse(err)
		}
		fmt.Fprintln(c.stdout, "ok", checker.Hash())
	case args[0] == "show" && len(args) == 2:
		p, err := loadPolicy(args[1])
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

// diffPolicies prints the differences, one per line, and exits like diff: 0 if there
// are none, 1 otherwise.
func (c *call) diffPolicies(a, b string) int {
	var flat [2]map[string]string
	for i, name := range []string{a, b} {
		p, err := loadPolicy(name)
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
		fmt.Fprintf(c.stdout, "%s: %s -> %s\n", path, or(was, "(none)"), or(is, "(none)"))
	}
	return status
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
func loadPolicy(name string) (*readiness.Policy, error) {
	if preset, ok := presets[name]; ok {
		return preset(), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, readiness.MaxPolicyBytes+1))
	if err != nil {
		return nil, err
	}
	p, err := readiness.ParsePolicy(b)
	if err != nil {
		return nil, &fileError{name, err}
	}
	return p, nil
}
