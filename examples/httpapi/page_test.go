package main

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

func TestPage(t *testing.T) {
	r := newRig(t, nil)
	served := map[string]bool{}
	for _, a := range r.assets {
		target := strings.Replace(a.path(), "{$}", "", 1)
		served["page/"+a.name] = true
		w := r.ask("GET", target, "")
		require.Equal(t, 200, w.Code, target)
		require.Equal(t, a.media, w.Header().Get("Content-Type"))
		require.Equal(t, string(a.body), w.Body.String())
		require.Equal(t, pageCSP, w.Header().Get("Content-Security-Policy"))
		require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
		require.Equal(t, "no-cache", w.Header().Get("Cache-Control"))
		w = r.ask("GET", target, "", "If-None-Match: "+w.Header().Get("Etag"))
		require.Equal(t, 304, w.Code)
		require.Empty(t, w.Body.String())
	}
	files, err := fs.Glob(pageFiles, "page/*")
	require.NoError(t, err)
	for _, f := range files {
		require.True(t, served[f], f)
	}
}

func TestPagePolicyIsStrict(t *testing.T) {
	require.Contains(t, pageCSP, "default-src 'none'")
	for _, loose := range []string{"unsafe", "http:", "https:", "data:", "*"} {
		require.NotContains(t, pageCSP, loose)
	}
}

// What the policy would refuse, or what would take data for markup, does not
// stand in the files.
func TestPageHasNothingInline(t *testing.T) {
	for _, a := range mustAssets(t) {
		text := string(a.body)
		switch {
		case strings.HasSuffix(a.name, ".html"):
			require.NotRegexp(t, `(?i)\son[a-z]+\s*=`, text, "event handlers")
			require.NotRegexp(t, `(?i)\sstyle\s*=|<style`, text)
			require.NotRegexp(t, `(?i)<script[^>]*>[^<]`, text)
			require.NotRegexp(t, `(?i)(src|href)="(https?:)?//`, text, "files of others")
		case strings.HasSuffix(a.name, ".js"):
			require.NotRegexp(t, `innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|DOMParser|javascript:`, text, a.name)
			require.NotRegexp(t, `https?://`, text, a.name)
			if a.name != "transport.js" {
				require.NotRegexp(t, `\bfetch\b|XMLHttpRequest|WebSocket|EventSource`, text, a.name+" leaves calls to transport.js")
			}
		case strings.HasSuffix(a.name, ".css"):
			require.NotRegexp(t, `url\(|@import`, text)
		}
	}
}

func mustAssets(t *testing.T) []asset {
	list, err := loadAssets()
	require.NoError(t, err)
	return list
}

// Every text of the page is there in both languages.
func TestPageSpeaksBothLanguages(t *testing.T) {
	files := map[string]string{}
	for _, a := range mustAssets(t) {
		files[a.name] = string(a.body)
	}
	zh, en, ok := strings.Cut(files["words.js"], "\n  en: {")
	require.True(t, ok)
	has := func(key string) {
		require.Regexp(t, `[\s{,]`+key+`:`, zh, key)
		require.Regexp(t, `[\s{,]`+key+`:`, en, key)
	}
	for _, m := range regexp.MustCompile(`data-t="(\w+)"`).FindAllStringSubmatch(files["page.html"], -1) {
		has(m[1])
	}
	for _, m := range regexp.MustCompile(`\bt(?:\(\))?\.(\w+)`).FindAllStringSubmatch(files["page.js"]+files["past.js"]+files["result.js"]+files["routes.js"], -1) {
		has(m[1])
	}
	r := newRig(t, nil)
	for _, c := range decode[struct{ Checks []checkEntry }](t, r.state.Load().checks).Checks {
		has(c.Category)
	}
}

// The page reads of a route what the service writes, and leaves out what only orders routes.
func TestPageReadsRoutes(t *testing.T) {
	script := string(fileOf(t, "routes.js"))
	members := map[string]bool{}
	for _, of := range []reflect.Type{reflect.TypeFor[readiness.DocumentRoute](), reflect.TypeFor[readiness.DocumentObstacle]()} {
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			members[name] = true
		}
	}
	read := map[string]bool{}
	for _, m := range regexp.MustCompile(`\b[ro]\.([a-z_]+)`).FindAllStringSubmatch(script, -1) {
		require.True(t, members[m[1]], m[1])
		read[m[1]] = true
	}
	for name := range members {
		require.Equal(t, !slices.Contains([]string{"success", "weight"}, name), read[name], name)
	}
}

// Whatever takes the place of transport.js exports the same, but for what needs a service.
func TestTransportsExportTheSame(t *testing.T) {
	names := func(script []byte) (list []string) {
		for _, m := range regexp.MustCompile(`(?m)^export (?:async function|const) (\w+)`).FindAllSubmatch(script, -1) {
			list = append(list, string(m[1]))
		}
		return list
	}
	other, err := os.ReadFile("../wasm/site/static/transport.js")
	require.NoError(t, err)
	require.ElementsMatch(t, names(fileOf(t, "transport.js")), append(names(other), "past"))
}

// The page has a word for whatever the service may answer.
func TestPageKnowsEveryVerdictAndStatus(t *testing.T) {
	script, err := pageFiles.ReadFile("page/words.js")
	require.NoError(t, err)
	zh, en, _ := strings.Cut(string(script), "\n  en: {")
	for _, words := range []string{zh, en} {
		_, verdicts, ok := strings.Cut(words, "verdicts: {")
		require.True(t, ok)
		for v := readiness.Incomplete; v <= readiness.Stop; v++ {
			require.Regexp(t, `\b`+v.String()+`: \['[^']+', '[^']+'\]`, verdicts)
		}
		_, statuses, ok := strings.Cut(words, "statuses: {")
		require.True(t, ok)
		for s := readiness.Pass; s <= readiness.StatusError; s++ {
			require.Regexp(t, `\b`+s.String()+`: '`, statuses)
		}
	}
}

// Inputs that the form offers exist.
func TestFormFieldsAreInputs(t *testing.T) {
	r := newRig(t, nil)
	paths := regexp.MustCompile(`path: '([^']+)'`).FindAllStringSubmatch(string(fileOf(t, "fields.js")), -1)
	require.NotEmpty(t, paths)
	for _, m := range paths {
		names := strings.Split(m[1], "/")[1:]
		body := `{"` + strings.Join(names, `":{"`) + `":null` + strings.Repeat("}", len(names))
		require.Equal(t, 200, r.ask("POST", "/v1/assess", body).Code, m[1])
	}
}

// So are the words that its lists offer.
func TestFormChoicesAreWords(t *testing.T) {
	r := newRig(t, nil)
	fields := regexp.MustCompile(`path: '([^']+)', kind: 'choice'[^\n]*\n?[^\n]*`).FindAllStringSubmatch(string(fileOf(t, "fields.js")), -1)
	require.NotEmpty(t, fields)
	for _, f := range fields {
		names := strings.Split(f[1], "/")[1:]
		words := regexp.MustCompile(`\['(\w+)', '`).FindAllStringSubmatch(f[0], -1)
		require.NotEmpty(t, words, f[1])
		for _, w := range words {
			body := `{"` + strings.Join(names, `":{"`) + `":"` + w[1] + `"` + strings.Repeat("}", len(names))
			require.Equal(t, 200, r.ask("POST", "/v1/assess", body).Code, body)
		}
	}
}

func fileOf(t *testing.T, name string) []byte {
	b, err := pageFiles.ReadFile("page/" + name)
	require.NoError(t, err)
	return b
}

// The form has a Chinese word for each word of the schema.
func TestFormHasAWordForEveryWord(t *testing.T) {
	schema, ok := schemaOf("submission")
	require.True(t, ok)
	words := string(fileOf(t, "inputs.js")) + string(fileOf(t, "fields.js"))
	var look func(node any)
	look = func(node any) {
		switch n := node.(type) {
		case map[string]any:
			if list, ok := n["enum"].([]any); ok && n["title"] != nil {
				for _, word := range list {
					if s, ok := word.(string); ok {
						require.Regexp(t, `(?:\b|')`+s+`'?(?:: |', )'`, words, n["title"])
					}
				}
			}
			for _, child := range n {
				look(child)
			}
		case []any:
			for _, child := range n {
				look(child)
			}
		}
	}
	look(decode[any](t, schema))
}
