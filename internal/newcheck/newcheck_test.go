package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
)

const root = "../.."

// copied is the module in a directory of its own, without the examples.
func copied(t *testing.T) string {
	dir := t.TempDir()
	for _, top := range []string{"cardbin", "internal", "readiness"} {
		require.NoError(t, os.CopyFS(filepath.Join(dir, top), os.DirFS(filepath.Join(root, top))))
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	return dir
}

func goTest(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", append([]string{"test"}, args...)...) // #nosec G204 -- our own arguments
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// What is written compiles, keeps the rules for checks and is in the right places;
// what is left to write is named by a test.
func TestNewChecks(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	dir := copied(t)
	ids := []string{
		"device.virtual-camera", // whose inputs grow stale
		"network.relay-seen",    // likewise
		"card.co-branded",       // a category of several files
		"history.late-2nd",      // the last category
		"tax.registered",        // a new category
		"tax.exempt",            // of which there is one now
	}
	for _, id := range ids {
		var out strings.Builder
		require.NoError(t, run(dir, id, &out), id)
		require.Contains(t, out.String(), "suite.go")
	}
	for name, want := range map[string]string{
		"readiness/suite.go":                         "	&taxRegistered,\n	&taxExempt,\n}",
		"readiness/checks_device.go":                 "var deviceVirtualCamera = Check{",
		"readiness/checks_tax.go":                    "var taxExempt = Check{",
		"readiness/intake/submission.go":             "`json:\"co_branded,omitzero\" validate:\"lte=2\"`",
		"readiness/intake/inputs.go":                 `= "/history/late_2nd"`,
		"readiness/readinesstest/fixtures_device.go": `of("device.virtual-camera",`,
	} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Contains(t, string(b), want, name)
	}

	got, err := goTest(dir, "./readiness/readinesstest", "-run", "^(TestStandardSuite|TestFixturesUnderTheWholeSuite|TestReady)$")
	require.NoError(t, err, got)
	got, err = goTest(dir, "./readiness/intake", "-run", "Row|Given")
	require.NoError(t, err, got)
	got, err = goTest(dir, "./readiness", "-run", "^(TestEveryCheckIsListed|TestEveryInputIsReadOrListed)$")
	require.NoError(t, err, got)

	got, err = goTest(dir, "./readiness", "-run", "^TestNothingIsLeftToWrite$")
	require.Error(t, err)
	for _, id := range ids {
		for _, what := range []string{"title", "purpose", "cite", "message of no", "message of yes"} {
			require.Contains(t, got, id+": the "+what+" ", "the test names what is left")
		}
	}
	require.Contains(t, got, "/device/virtual_camera: the label ")
}

// What is refused leaves every file as it was.
func TestRefused(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	dir := copied(t)
	before := suite(t, dir)
	for id, why := range map[string]string{
		"":                      "the ID must be",
		"device":                "the ID must be",
		"Device.camera":         "the ID must be",
		"device.virtual_camera": "the ID must be",
		"device.a.b":            "the ID must be",
		"../x.y":                "the ID must be",
		"device.clock":          "already",
		"payout.memo":           "no yes-or-no question", // a Secret
		"card.number-check":     "already",               // the variable of card.number
	} {
		require.ErrorContains(t, run(dir, id, io.Discard), why, id)
	}
	require.Equal(t, before, suite(t, dir))
	require.ErrorContains(t, run(t.TempDir(), "device.camera", io.Discard), "root of the module")
}

func suite(t *testing.T, dir string) string {
	b, err := os.ReadFile(filepath.Join(dir, suiteFile))
	require.NoError(t, err)
	return string(b)
}

// An input that the submission has is read, not written once more.
func TestAnInputThatIsThere(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	tree, err := readTree(root)
	require.NoError(t, err)
	p, err := newPlan("device.debugger")
	require.NoError(t, err)
	require.NoError(t, tree.add(p))
	require.Equal(t, []string{"readiness/checks_device.go", "readiness/readinesstest/fixtures_device.go", suiteFile}, tree.changed())
	require.Contains(t, string(tree.files["readiness/checks_device.go"].text), "intake.FieldDeviceDebugger")
}

// A file that would get too long is left as it is.
func TestALongFile(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	tree, err := readTree(root)
	require.NoError(t, err)
	const long = "readiness/checks_device.go"
	require.NoError(t, tree.write(long, string(tree.files[long].text)+strings.Repeat("\n// filler\n", maxLines/2)))
	tree.files[long].dirty = false
	p, err := newPlan("device.virtual-camera")
	require.NoError(t, err)
	require.NoError(t, tree.add(p))
	require.False(t, tree.files[long].dirty)
	require.Contains(t, tree.changed(), "readiness/checks_device_virtual_camera.go")
}
