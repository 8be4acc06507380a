package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// maxLines is how long a file may get: internal/promises holds it.
const maxLines = 500

// sections are the parts of a submission in which the inputs of a category stand.
// Those of a new category stand with the payout.
var sections = map[string]string{
	"identity": "Applicant", "consistency": "Card", "card": "Card", "payout": "Payout", "mandate": "Mandate", "timing": "Payout",
	"network": "Network", "device": "Device", "history": "History",
}

// A plan is a check to be written, in the spellings that its places want.
type plan struct {
	ID       string // device.virtual-camera
	Category string // device
	Var      string // deviceVirtualCamera
	Section  string // Device
	Member   string // VirtualCamera
	Const    string // FieldDeviceVirtualCamera
	JSON     string // virtual_camera
	Observed bool   // the section has a time of capture, after which its inputs grow stale
}

var wellFormed = regexp.MustCompile(`^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$`)

func newPlan(id string) (plan, error) {
	m := wellFormed.FindStringSubmatch(id)
	if m == nil || len(id) > 64 {
		return plan{}, errors.New("the ID must be category.name, both in lower case with hyphens")
	}
	category, name := m[1], camel(m[2])
	section := sections[category]
	if section == "" {
		section = "Payout"
	}
	return plan{
		ID: id, Category: category, Var: strings.ToLower(camel(category)[:1]) + camel(category)[1:] + name,
		Section: section, Member: name, Const: "Field" + section + name, JSON: strings.ReplaceAll(m[2], "-", "_"),
		Observed: section == "Device" || section == "Network",
	}, nil
}

// camel turns virtual-camera into VirtualCamera.
func camel(kebab string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(kebab, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// run writes the check into the module at root, all of its files or none.
func run(root, id string, out io.Writer) error {
	p, err := newPlan(id)
	if err != nil {
		return err
	}
	t, err := readTree(root)
	if err != nil {
		return err
	}
	if t.hasID(id) {
		return fmt.Errorf("there is a check %s already", id)
	}
	if t.hasVar(p.Var) {
		return fmt.Errorf("package readiness has another %s already", p.Var)
	}
	if err := t.add(p); err != nil {
		return err
	}
	for _, name := range t.changed() {
		if err := os.WriteFile(filepath.Join(root, name), t.files[name].text, 0o600); err != nil {
			return err
		}
		fmt.Fprintln(out, "wrote", name)
	}
	fmt.Fprintln(out, "Now say what stands after TODO, and go on as CONTRIBUTING.md says under \"A new check\".")
	return nil
}
