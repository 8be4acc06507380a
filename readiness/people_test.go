package readiness_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// people are the applicants whose findings of identity and consistency are read
// as a whole, in testdata/people. An empty list of checks is all of them.
var people = []struct {
	name   string
	change func(*sub)
	checks []readiness.ID
}{
	{"whole-record", func(*sub) {}, nil},
	{"renamed", names("王梓曦", "王招娣"), []readiness.ID{"consistency.holder-name", "consistency.holder-document"}},
	{"third-party-card", both(names("王晓明", "李四"), holderDocument(intake.ResidentID, "110101199003071241")), []readiness.ID{"consistency.holder-name", "consistency.holder-document"}},
	{"foreigner-three-names", both(names("JOHN PAUL SMITH", "SMITH JOHN PAUL"), document(0, "911398199012310021")), []readiness.ID{"consistency.holder-name", "identity.document"}},
	{"uyghur-dot", names("买买提·艾力", "买买提•艾力"), []readiness.ID{"identity.name", "consistency.holder-name"}},
	{"uyghur-dot-typed", names("买买提•艾力", "买买提·艾力"), []readiness.ID{"identity.name", "consistency.holder-name"}},
	{"no-code-at-the-bank", names("李䶮", "李□"), []readiness.ID{"identity.name", "consistency.holder-name"}},
	{"pinyin-at-the-bank", names("王韡", "王WEI"), []readiness.ID{"consistency.holder-name"}},
	{"no-code-in-the-channel", both(names("李䶮", "李䶮"), channel("gb2312")), []readiness.ID{"identity.name"}},
	{"elements-refuse-a-rare-name", both(names("王韡", ""), elements(4, intake.Mismatch, noon, intake.NameElement)), []readiness.ID{"consistency.elements"}},
	{"one-character", names("王小明", "王晓明"), []readiness.ID{"consistency.holder-name"}},
}

func TestPeople(t *testing.T) {
	c := narrow(t)
	for _, p := range people {
		t.Run(p.name, func(t *testing.T) {
			s := full()
			p.change(&s)
			r := c.Assess(s)
			var b strings.Builder
			for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
				fmt.Fprintln(&b, "##", l)
				for f := range r.Findings() {
					if p.checks == nil && f.Category() != "identity" && f.Category() != "consistency" || p.checks != nil && !slices.Contains(p.checks, f.Check) {
						continue
					}
					fmt.Fprintf(&b, "%s  %s: %s\n", f.Status, f.Title(l), f.Message(l))
					if a := f.Action(); !a.IsZero() {
						fmt.Fprintf(&b, "  → %s: %s\n", a.Owner, a.Text.In(l))
					}
				}
			}
			// No character of either name is told: all the finding says is the place.
			out := b.String()
			for _, r := range "梓曦招娣李四䶮韡艾力买提晓" {
				require.NotContains(t, out, string(r))
			}
			path := filepath.Join("testdata", "people", p.name+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				require.NoError(t, os.WriteFile(path, []byte(out), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), out)
		})
	}
}
