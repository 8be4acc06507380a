package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every module that this one is built and tested from comes under the licence
// that it was accepted under.
func TestLicencesAreTheAcceptedOnes(t *testing.T) {
	list, err := modulesOf("../..")
	require.NoError(t, err)
	require.Greater(t, len(list), 10)
	require.NoError(t, check(list, accepted()))
}

// What go.mod requires is accepted, also for systems other than this one.
func TestEveryRequirementIsAccepted(t *testing.T) {
	b, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && strings.HasPrefix(line, "\t") {
			require.Contains(t, accepted(), f[0])
			n++
		}
	}
	require.Greater(t, n, 10)
}

// What is built is under a licence that asks for no more than a notice.
func TestWhatIsBuiltAsksForANotice(t *testing.T) {
	for path, l := range accepted() {
		for _, name := range l.names() {
			free := []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0"}
			require.True(t, slices.Contains(free, name) || l.testsOnly && name == "MPL-2.0", "%s: %s", path, name)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	mit := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(mit, "LICENSE"), []byte("Permission is hereby granted, free of charge,\n to any person obtaining a copy of this software"), 0o600))
	for _, c := range []struct {
		name     string
		module   module
		accepted map[string]licence
		want     string
	}{
		{"accepted", module{Path: "x", Dir: mit, shipped: true}, map[string]licence{"x": {"MIT", false}}, ""},
		{"not in the list", module{Path: "x", Dir: mit}, nil, "x is not in licences.csv; it comes under [MIT]"},
		{"another licence than before", module{Path: "x", Dir: mit}, map[string]licence{"x": {"ISC", false}}, "x comes under [MIT], and was accepted under ISC"},
		{"one of two", module{Path: "x", Dir: mit}, map[string]licence{"x": {"MIT AND ISC", false}}, "accepted under MIT AND ISC"},
		{"for tests, and built", module{Path: "x", Dir: mit, shipped: true}, map[string]licence{"x": {"MIT", true}}, "tests only"},
		{"no licence", module{Path: "x", Dir: t.TempDir()}, map[string]licence{"x": {"MIT", false}}, "no licence"},
		{"not downloaded", module{Path: "x"}, map[string]licence{"x": {"MIT", false}}, "download"},
	} {
		err := check([]module{c.module}, c.accepted)
		if c.want == "" {
			require.NoError(t, err, c.name)
		} else {
			require.ErrorContains(t, err, c.want, c.name)
		}
	}
}

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	for text, want := range map[string][]string{
		"Redistribution ... met: 1. … retain this list of conditions and the following disclaimer.\n2. Redistributions in binary form": {"BSD-2-Clause"},
		"this list of conditions and the following disclaimer. 2. Redistributions in binary form … 3. Neither the name of":             {"BSD-3-Clause"},
		"   Apache License\n   Version 2.0, January 2004\n":                                                                            {"Apache-2.0"},
		"GNU AFFERO GENERAL PUBLIC LICENSE": {"AGPL"},
		"do what you want":                  nil,
	} {
		require.Equal(t, want, licencesOf(text))
	}
}

// The document parses, names every module once, and has what CycloneDX 1.6 asks
// for.
func TestTheDocumentNamesEveryModule(t *testing.T) {
	list, err := modulesOf("../..")
	require.NoError(t, err)
	name := filepath.Join(t.TempDir(), "sbom.json")
	require.NoError(t, write(name, list))
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var doc struct {
		BOMFormat, SpecVersion string
		Version                int
		Components             []struct {
			Type, Name, Version, PURL, Scope string
			Ref                              string `json:"bom-ref"`
			Licenses                         []struct{ Expression string }
			Properties                       []struct{ Name, Value string }
		}
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	require.Equal(t, "CycloneDX 1.6 1", doc.BOMFormat+" "+doc.SpecVersion+" "+string(rune('0'+doc.Version)))
	require.Len(t, doc.Components, len(list))
	refs := map[string]bool{}
	for i, c := range doc.Components {
		require.Equal(t, list[i].Path, c.Name)
		require.Equal(t, "pkg:golang/"+c.Name+"@"+c.Version, c.PURL)
		require.Equal(t, "library", c.Type)
		require.False(t, refs[c.Ref], c.Ref)
		refs[c.Ref] = true
		require.Contains(t, []string{"required", "excluded"}, c.Scope)
		require.NotEmpty(t, c.Licenses[0].Expression)
		require.Regexp(t, "^h1:", c.Properties[0].Value)
	}
	scope := func(path string) string {
		return doc.Components[slices.IndexFunc(list, func(m module) bool { return m.Path == path })].Scope
	}
	require.Equal(t, "required", scope("github.com/nyaruka/phonenumbers"))
	require.Equal(t, "excluded", scope("github.com/stretchr/testify"))
}
