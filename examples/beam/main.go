// Beam counts past payouts as an Apache Beam pipeline: on one machine with the runner
// inside the process, or on Flink or Spark. The summary has the same bytes as that of
// readycheck backtest run.
//
//	go run . -submissions in.ndjson -outcomes out.ndjson -key-file key -summary summary.json
//	go run . -runner flink -endpoint host:8099 …
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local" // others: gcs, s3
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism" // the one inside the process
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"

	"github.com/payready/payready/readiness"
)

// A job is what the pipeline reads, how it judges, and where it writes.
type job struct{ submissions, outcomes, summary, keyFile, policyFile string }

func main() {
	var j job
	flag.StringVar(&j.submissions, "submissions", "", "submissions as they were at the time, one JSON document per line; a `pattern` of files")
	flag.StringVar(&j.outcomes, "outcomes", "", "what became of them, one JSON document per line; a `pattern` of files")
	flag.StringVar(&j.summary, "summary", "", "the `file` to write")
	flag.StringVar(&j.keyFile, "key-file", "", "a `file` with the key that hides IDs; summaries of one key merge")
	flag.StringVar(&j.policyFile, "policy", "", "policy document, a JSON `file`; the default is the standard policy")
	flag.Parse()
	beam.Init()
	if err := j.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (j *job) run(ctx context.Context) error {
	if j.submissions == "" || j.outcomes == "" || j.summary == "" || j.keyFile == "" {
		return errors.New("-submissions, -outcomes, -summary and -key-file are needed")
	}
	key, err := os.ReadFile(j.keyFile)
	if err != nil {
		return err
	}
	policy, err := j.policy()
	if err != nil {
		return err
	}
	p, s := beam.NewPipelineWithRoot()
	summary := count(s, textio.Read(s, j.submissions), textio.Read(s, j.outcomes), policy, bytes.TrimSpace(key))
	textio.Write(s, j.summary, summary)
	_, err = beam.Run(ctx, cmp.Or(*runners.Runner, "prism"), p)
	return err
}

// policy returns the policy's JSON, which goes with the pipeline to every worker.
func (j *job) policy() ([]byte, error) {
	if j.policyFile == "" {
		return readiness.StandardPolicy().Canonical(), nil
	}
	b, err := os.ReadFile(j.policyFile)
	if err != nil {
		return nil, err
	}
	p, err := readiness.ParsePolicy(b)
	if err != nil {
		return nil, err
	}
	return p.Canonical(), nil
}
