package readinesstest

import (
	"github.com/payready/payready/readiness"
)

// TB is the part of [testing.TB] that the kit needs.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// AssertVerdict reports whether the report has the verdict. If not, it marks the
// test as failed and logs the findings that led to the actual verdict.
func AssertVerdict(t TB, want readiness.Verdict, r readiness.Report) bool {
	t.Helper()
	if r.Verdict == want {
		return true
	}
	t.Errorf("verdict %s, want %s: %s%s", r.Verdict, want, r, costs(&r))
	return false
}

// AssertFinding reports whether the check found the code. If not, it marks the test
// as failed.
func AssertFinding(t TB, r readiness.Report, check readiness.ID, code string) bool {
	t.Helper()
	f, ok := r.Find(check)
	switch {
	case !ok:
		t.Errorf("%s is not in the suite, or the policy disabled it", check)
	case f.Code != code:
		t.Errorf("%s found %s (%s), want %s", check, f.Code, f.Status, code)
	default:
		return true
	}
	return false
}

// costs lists the codes of the findings that did not pass.
func costs(r *readiness.Report) (s string) {
	for f := range r.Findings() {
		switch f.Status {
		case readiness.Pass, readiness.NotApplicable:
		default:
			s += "\n\t" + string(f.Check) + ": " + f.Status.String() + " " + f.Code
		}
	}
	return s
}
