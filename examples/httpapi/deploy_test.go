package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func deployed(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("deploy", name))
	require.NoError(t, err)
	return b
}

func readYAML[T any](t *testing.T, name string) (v T) {
	t.Helper()
	d := yaml.NewDecoder(strings.NewReader(string(deployed(t, name))))
	require.NoError(t, d.Decode(&v), name)
	return v
}

// measured are the metrics that the service shows after some requests, with their labels.
func measured(t *testing.T) map[string]map[string]bool {
	t.Helper()
	r := newRig(t, nil)
	r.ask("POST", "/v1/assess", sample(t))
	r.ask("POST", "/v1/assess", "{")
	labels := map[string]map[string]bool{"up": {"job": true}}
	line := regexp.MustCompile(`(?m)^([a-z_]+)(?:\{(.*)\})? \S+$`)
	for _, m := range line.FindAllStringSubmatch(r.ask("GET", "/metrics", "").Body.String(), -1) {
		if labels[m[1]] == nil {
			labels[m[1]] = map[string]bool{"job": true, "instance": true} // Prometheus adds these
		}
		for _, l := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(m[2], -1) {
			labels[m[1]][l[1]] = true
		}
	}
	return labels
}

// holdExpression holds that the service has each metric and label that a query names.
func holdExpression(t *testing.T, labels map[string]map[string]bool, expr string) {
	t.Helper()
	selector := regexp.MustCompile(`\b(payready_\w+|process_\w+|go_\w+|up)\b(?:\{([^}]*)\})?`)
	found := selector.FindAllStringSubmatch(expr, -1)
	require.NotEmpty(t, found, expr)
	for _, m := range found {
		require.Contains(t, labels, m[1], expr)
		for _, l := range regexp.MustCompile(`(\w+)(?:=~|!=|=)"`).FindAllStringSubmatch(m[2], -1) {
			require.True(t, labels[m[1]][l[1]], "%s has no label %s", m[1], l[1])
		}
	}
	by := regexp.MustCompile(`by \(([^)]+)\) \((?:\w+\()*\(?(payready_\w+)`)
	for _, m := range by.FindAllStringSubmatch(expr, -1) {
		for l := range strings.SplitSeq(m[1], ", ") {
			require.True(t, labels[m[2]][l], "%s has no label %s", m[2], l)
		}
	}
	require.Equal(t, strings.Count(expr, "("), strings.Count(expr, ")"), expr)
}

func TestAlertsNameMetrics(t *testing.T) {
	labels := measured(t)
	rules := readYAML[struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Labels      struct{ Severity string }
				Annotations struct{ Summary string }
			}
		}
	}](t, "alerts.yml").Groups[0].Rules
	require.NotEmpty(t, rules)
	for _, r := range rules {
		holdExpression(t, labels, r.Expr)
		require.Regexp(t, `^Payready[A-Z]\w+$`, r.Alert)
		require.Contains(t, []string{"page", "ticket"}, r.Labels.Severity, r.Alert)
		require.NotEmpty(t, r.Annotations.Summary, r.Alert)
	}
}

func TestDashboardNamesMetrics(t *testing.T) {
	labels := measured(t)
	var d struct {
		UID, Title string
		Panels     []struct {
			ID         int
			Title      string
			Datasource struct{ UID string }
			GridPos    struct{ X, Y, W, H int }
			Targets    []struct{ RefID, Expr, LegendFormat string }
		}
	}
	require.NoError(t, json.Unmarshal(deployed(t, "dashboard.json"), &d))
	require.NotEmpty(t, d.Panels)
	source := readYAML[struct{ Datasources []struct{ UID string } }](t, "grafana.yml").Datasources[0].UID
	covered := map[[2]int]string{}
	for _, p := range d.Panels {
		require.Equal(t, source, p.Datasource.UID)
		require.NotEmpty(t, p.Targets, p.Title)
		for _, q := range p.Targets {
			holdExpression(t, labels, q.Expr)
		}
		for x := range p.GridPos.W {
			for y := range p.GridPos.H {
				at := [2]int{p.GridPos.X + x, p.GridPos.Y + y}
				require.Less(t, at[0], 24, p.Title)
				require.Empty(t, covered[at], "%s lies over %s", p.Title, covered[at])
				covered[at] = p.Title
			}
		}
	}
}

// A mistake in a query would be noticed.
func TestExpressionsAreHeld(t *testing.T) {
	labels := measured(t)
	for _, expr := range []string{`payready_report_total`, `payready_reports_total{verdikt="ready"}`, `sum by (nobody) (rate(payready_reports_total[5m]))`, `rate(up[5m]`} {
		require.True(t, failsWith(func(t *testing.T) { holdExpression(t, labels, expr) }), expr)
	}
}

// failsWith reports whether a check fails, on a test of its own.
func failsWith(check func(t *testing.T)) bool {
	inner := new(testing.T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(inner)
	}()
	<-done
	return inner.Failed()
}

type composed struct {
	Build struct {
		Context, Dockerfile string
		Args                map[string]string
	}
	Image       string
	Command     []string
	Environment map[string]string
	Ports       []string
	Volumes     []string
	ReadOnly    bool     `yaml:"read_only"`
	CapDrop     []string `yaml:"cap_drop"`
	SecurityOpt []string `yaml:"security_opt"`
	DependsOn   []string `yaml:"depends_on"`
}

func TestCompose(t *testing.T) {
	c := readYAML[struct {
		Services map[string]composed
		Volumes  map[string]any
	}](t, "compose.yaml")
	variables := map[string]bool{}
	flagSet(new(options)).VisitAll(func(f *flag.Flag) { variables[variable(f.Name)] = true })
	for name, s := range c.Services {
		for _, port := range s.Ports {
			require.Regexp(t, `^127\.0\.0\.1:\d+:\d+$`, port, "%s is open to this machine only", name)
		}
		for _, volume := range s.Volumes {
			source, _, _ := strings.Cut(volume, ":")
			if file, ok := strings.CutPrefix(source, "./"); ok {
				deployed(t, file)
				require.Regexp(t, `:ro$`, volume)
			} else {
				require.Contains(t, c.Volumes, source)
			}
		}
		for _, other := range s.DependsOn {
			require.Contains(t, c.Services, other)
		}
		if s.Image != "" {
			require.Regexp(t, `:v?\d+\.\d+`, s.Image, "%s has a version", name)
			continue
		}
		require.True(t, s.ReadOnly, name)
		require.Equal(t, []string{"ALL"}, s.CapDrop, name)
		require.Equal(t, []string{"no-new-privileges:true"}, s.SecurityOpt, name)
		require.FileExists(t, filepath.Join("deploy", s.Build.Context, "go.mod"))
		require.FileExists(t, filepath.Join("deploy", s.Build.Context, s.Build.Dockerfile))
	}
	for v := range c.Services["httpapi"].Environment {
		require.True(t, variables[v], v)
	}
	worker := c.Services["worker"]
	source, err := os.ReadFile("../" + worker.Build.Args["EXAMPLE"] + "/main.go")
	require.NoError(t, err)
	for _, arg := range worker.Command {
		if name, ok := strings.CutPrefix(arg, "-"); ok {
			require.Contains(t, string(source), `"`+name+`", `)
		}
	}
	scraped := readYAML[struct {
		RuleFiles     []string `yaml:"rule_files"`
		ScrapeConfigs []struct {
			JobName       string                       `yaml:"job_name"`
			StaticConfigs []struct{ Targets []string } `yaml:"static_configs"`
		} `yaml:"scrape_configs"`
	}](t, "prometheus.yml")
	require.Equal(t, []string{"alerts.yml"}, scraped.RuleFiles)
	require.Equal(t, "payready", scraped.ScrapeConfigs[0].JobName)
	host, port, _ := strings.Cut(scraped.ScrapeConfigs[0].StaticConfigs[0].Targets[0], ":")
	require.Contains(t, c.Services, host)
	require.Contains(t, strings.Split(c.Services["httpapi"].Environment["PAYREADY_HOSTS"], ","), host, "the service answers to this name")
	require.Contains(t, string(deployed(t, "Dockerfile")), "PAYREADY_ADDR=:"+port+"\n")
}

// The image holds the program alone, which runs as nobody.
func TestDockerfile(t *testing.T) {
	var stages []string
	var last map[string]string // instructions of the last stage
	for line := range strings.Lines(string(deployed(t, "Dockerfile"))) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		instruction, rest, ok := strings.Cut(line, " ")
		require.True(t, ok, line)
		require.Contains(t, []string{"FROM", "ARG", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "ENTRYPOINT"}, instruction)
		if instruction == "FROM" {
			image, stage, _ := strings.Cut(rest, " AS ")
			require.Contains(t, image, ":")
			stages, last = append(stages, stage), map[string]string{}
		}
		if from, ok := strings.CutPrefix(rest, "--from="); ok {
			name, _, _ := strings.Cut(from, " ")
			require.True(t, slices.Contains(stages, name), name)
		}
		last[instruction] = rest
	}
	require.Len(t, stages, 2)
	require.Regexp(t, `distroless/static-debian\d+:nonroot$`, last["FROM"])
	require.Equal(t, "65532:65532", last["USER"])
	require.Equal(t, "--from=build /program /program", last["COPY"])
	require.Equal(t, `["/program"]`, last["ENTRYPOINT"])
	require.NotContains(t, last, "RUN")
}
