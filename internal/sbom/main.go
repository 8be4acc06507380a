// Sbom writes a CycloneDX 1.6 document that lists every module from which the
// repository is built and tested, with version, checksum and licence. It fails if a
// module's licence is not the one accepted in licences.csv, so a new dependency needs
// a line there.
//
//	go run ./internal/sbom -o sbom.json . examples/httpapi …
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("sbom: ")
	out := flag.String("o", "sbom.json", "where to write the document")
	flag.Parse()
	list, err := modulesOf(flag.Args()...)
	if err == nil {
		err = check(list, accepted())
	}
	if err == nil {
		err = write(*out, list)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// A module is one that packages or tests of ours are built from.
type module struct {
	Path, Version, Sum, Dir string
	Main                    bool
	shipped                 bool // in what is built, not in tests only
}

// modulesOf lists the modules of others that the modules in some folders need,
// in the order of their paths.
func modulesOf(folders ...string) ([]module, error) {
	found := map[string]module{}
	for _, folder := range folders {
		for _, tests := range []bool{true, false} {
			cmd := exec.Command("go", "list", "-deps", fmt.Sprintf("-test=%t", tests), "-json=Module", "./...") // #nosec G204 -- arguments are ours
			cmd.Dir, cmd.Stderr = folder, os.Stderr
			b, err := cmd.Output()
			if err != nil {
				return nil, fmt.Errorf("%s: go list: %w", folder, err)
			}
			for d := json.NewDecoder(strings.NewReader(string(b))); d.More(); {
				var p struct{ Module *module }
				if err := d.Decode(&p); err != nil {
					return nil, err
				}
				if m := p.Module; m != nil && !m.Main && !strings.HasPrefix(m.Path, ours) {
					key := m.Path + "@" + m.Version
					m.shipped = !tests || found[key].shipped
					found[key] = *m
				}
			}
		}
	}
	list := make([]module, 0, len(found))
	for _, m := range found {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.Path+" "+a.Version, b.Path+" "+b.Version) })
	return list, nil
}

const ours = "github.com/payready/payready"

// check compares the licences of the modules with the accepted ones.
func check(list []module, accepted map[string]licence) error {
	var errs []error
	for _, m := range list {
		is, err := licenceIn(m.Dir)
		a, ok := accepted[m.Path]
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s: %w", m.Path, err))
		case !ok:
			errs = append(errs, fmt.Errorf("%s is not in licences.csv; it comes under %s", m.Path, is))
		case !slices.Equal(is, a.names()):
			errs = append(errs, fmt.Errorf("%s comes under %s, and was accepted under %s", m.Path, is, a.expression))
		case m.shipped && a.testsOnly:
			errs = append(errs, fmt.Errorf("%s was accepted for tests only", m.Path))
		}
	}
	return errors.Join(errs...)
}

type (
	document struct {
		Format     string      `json:"bomFormat"`
		Spec       string      `json:"specVersion"`
		Version    int         `json:"version"`
		Metadata   metadata    `json:"metadata"`
		Components []component `json:"components"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type       string       `json:"type"`
		Ref        string       `json:"bom-ref"`
		Name       string       `json:"name"`
		Version    string       `json:"version,omitempty"`
		Scope      string       `json:"scope,omitempty"`
		PURL       string       `json:"purl"`
		Licenses   []expression `json:"licenses"`
		Properties []property   `json:"properties,omitempty"`
	}
	expression struct {
		Expression string `json:"expression"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

func write(name string, list []module) error {
	accepted := accepted()
	self := component{Type: "library", Ref: "pkg:golang/" + ours, Name: ours, PURL: "pkg:golang/" + ours, Licenses: []expression{{"MIT"}}}
	doc := document{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{self}, Components: []component{}}
	for _, m := range list {
		purl := "pkg:golang/" + m.Path + "@" + m.Version
		scope := "required"
		if !m.shipped {
			scope = "excluded" // CycloneDX's word for what is in no product
		}
		doc.Components = append(doc.Components, component{
			Type: "library", Ref: purl, Name: m.Path, Version: m.Version, Scope: scope, PURL: purl,
			Licenses:   []expression{{accepted[m.Path].expression}},
			Properties: []property{{"go.sum", m.Sum}},
		})
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(name), append(b, '\n'), 0o600)
}
