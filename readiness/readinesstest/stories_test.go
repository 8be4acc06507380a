package readinesstest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// The stories of the files are judged as somebody who pays out for a living would.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		stories, err := kit.ReadStories(f)
		require.NoError(t, err, name)
		require.NotEmpty(t, stories, name)
		kit.RunStories(t, nil, stories)
	}
}

// Every reason for which a loan is not, or may well be, paid out happens in a story.
func TestEveryReasonOfALoanHasAStory(t *testing.T) {
	f, err := os.Open("testdata/stories/lending.jsonl")
	require.NoError(t, err)
	defer f.Close()
	stories, err := kit.ReadStories(f)
	require.NoError(t, err)
	told := map[string]bool{}
	for _, s := range stories {
		for id, list := range s.Checks {
			for _, finding := range list {
				told[string(id)+" "+finding] = true
			}
		}
	}
	for _, c := range readiness.Suite() {
		if c.ID.Category() != "mandate" {
			continue
		}
		for _, r := range c.Reasons {
			require.True(t, told[fmt.Sprintf("%s %s/%s", c.ID, r.Status, r.Code)], "%s %s", c.ID, r.Code)
		}
	}
}

const lostCard = `{"id": "lost", "note": "the card was reported lost", "submission": {"at": "2026-11-24T12:00:00+08:00", "card": {"state": "reported_lost", "state_at": "2026-11-24T11:59:00+08:00"}}, %s}`

// Everything that a story may ask for is looked at.
func TestAStoryThatIsWrongSaysSo(t *testing.T) {
	for asked, want := range map[string]string{
		`"verdict": ["fix"]`:                                       "",
		`"verdict": ["ready", "caution"]`:                          "the verdict is fix, not ready or caution",
		`"checks": {"card.state": ["fail"]}`:                       "",
		`"checks": {"card.state": ["fail/reported-lost"]}`:         "",
		`"checks": {"card.state": ["pass", "fail/expired"]}`:       "card.state is fail/reported-lost, not pass or fail/expired",
		`"checks": {"card.colour": ["pass"]}`:                      "card.colour is unknown/, not pass",
		`"actions": ["pay"]`:                                       "not [\"pay\"]",
		`"never": ["reported-lost"]`:                               `the report says "reported-lost"`,
		`"applicant_never": ["steps"]`:                             `the applicant reads "steps"`,
		`"applicant_says": ["xyz"]`:                                `the applicant does not read "xyz"`,
		`"policy": "generous"`:                                     "/preset",
		`"policy": "payroll", "checks": {"network.vpn": ["pass"]}`: "network.vpn is",
		`"policy": "payroll", "rules": {"min_age": -1}`:            "/min_age",
	} {
		stories, err := kit.ReadStories(strings.NewReader("# a comment\n\n" + fmt.Sprintf(lostCard, asked) + "\n"))
		require.NoError(t, err)
		require.Len(t, stories, 1)
		wrong := strings.Join(stories[0].Wrong(nil), "; ")
		if want == "" {
			require.Empty(t, wrong, asked)
			continue
		}
		require.Contains(t, wrong, want, asked)
	}
	for _, bad := range []string{"{", `{"note":"x"}`, `{"id":"x","submission":{"at":1}}`} {
		_, err := kit.ReadStories(strings.NewReader("\n" + bad))
		require.ErrorContains(t, err, "line 2")
	}
}

func ExampleReadStories() {
	stories, err := kit.ReadStories(strings.NewReader(fmt.Sprintf(lostCard, `"verdict": ["ready"]`)))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range stories {
		fmt.Println(s.ID, s.Wrong(&readiness.Checker{}))
	}
	// Output: lost [the verdict is fix, not ready]
}
