// Gen writes the JSON Schemas, CHECKS.md and ERRORS.md from the suite and the types of package
// readiness. It needs no network.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the files of the package in dir, where go generate runs.
func run(dir string) error {
	files, err := Generate(dir)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Generate returns the contents of the files by name. The schema descriptions are
// the comments in the package in dir and in its subpackage intake.
func Generate(dir string) (map[string][]byte, error) {
	docs, err := readComments(filepath.Join(dir, "intake"), dir)
	if err != nil {
		return nil, err
	}
	problems, err := httpProblems(filepath.Join(dir, "../examples/httpapi"))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"CHECKS.md": checksMarkdown(), "ERRORS.md": errorsMarkdown(problems)}
	for name, build := range map[string]func(*builder) *schema{
		"submission.schema.json": submissionSchema,
		"report.schema.json":     reportSchema,
		"policy.schema.json":     policySchema,
		"applicant.schema.json":  applicantSchema,
	} {
		b := &builder{docs: docs}
		s := build(b)
		if b.err != nil {
			return nil, fmt.Errorf("%s: %w", name, b.err)
		}
		if files[name], err = s.file(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, nil
}
