package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// batchFlags are the flags of assess for files of submissions.
type batchFlags struct {
	ndjson, csv     bool
	workers         int
	out, bad        string
	resume, summary bool
	keyFile         string
}

func (c *call) addBatchFlags(flags *flag.FlagSet) *batchFlags {
	var o batchFlags
	flags.BoolVar(&o.ndjson, "ndjson", false, c.in("读多笔，每行一个 JSON；每行输出一个", "read many submissions, one JSON document per line, and write one per line"))
	flags.BoolVar(&o.csv, "csv", false, c.in("读多笔，带表头的表格；每行输出一个 JSON", "read many submissions, a table with a header, and write one JSON document per line"))
	flags.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), c.in("并行数 `N`，不影响输出", "the number `N` of workers and of cores to use; it does not affect the output"))
	flags.StringVar(&o.out, "out", "", c.in("结果写入 `FILE`", "write the documents to `FILE`"))
	flags.BoolVar(&o.resume, "resume", false, c.in("以相同选项接着上次中断处运行", "continue an interrupted run with the same flags"))
	flags.StringVar(&o.bad, "bad", "", c.in("读不了的行写入 `FILE`（每行一个 JSON），不写标准错误", "write the unreadable lines to `FILE`, as NDJSON, instead of standard error"))
	flags.BoolVar(&o.summary, "summary", false, c.in("打印笔数和金额：有 -out 时写标准输出，否则写标准错误", "print counts and amounts, to standard output with -out and otherwise to standard error"))
	flags.StringVar(&o.keyFile, "key-file", "", c.in("`FILE` 为重复标记的密钥，用于比较多次运行；默认随机", "`FILE` with the key for the tags of repeated pairs, to compare runs; random by default"))
	return &o
}

func (o *batchFlags) many() bool { return o.ndjson || o.csv }

var errBatchFlags = say("-workers、-out、-resume、-bad、-summary 和 -key-file 须与 -ndjson 或 -csv 同用", "-workers, -out, -resume, -bad, -summary and -key-file need -ndjson or -csv")

// check rejects meaningless combinations.
func (o *batchFlags) check(set map[string]bool) error {
	switch {
	case !o.many():
		for _, name := range []string{"workers", "out", "resume", "bad", "summary", "key-file"} {
			if set[name] {
				return errBatchFlags
			}
		}
	case o.ndjson && o.csv:
		return say("-ndjson 与 -csv 只能用一个", "use -ndjson or -csv, not both")
	case set["format"] || set["color"]:
		return say("-format 和 -color 只用于单笔：多笔按 JSON 输出", "-format and -color are for a single submission: many are written as JSON")
	case o.workers < 1 || o.workers > 1024:
		return say("-workers 须为 1 至 1024", "-workers must be 1 to 1024")
	case o.resume && o.out == "":
		return say("-resume 须与 -out 同用", "-resume needs -out")
	case o.keyFile != "" && !o.summary:
		return say("-key-file 须与 -summary 同用", "-key-file needs -summary")
	}
	return nil
}

// checkpointEvery is the most work that a kill may lose.
const checkpointEvery = time.Second

// A batchRun is one run over files.
type batchRun struct {
	*call
	batchFlags
	batch
	input    io.Reader
	size     int64 // 0 if unknown
	empty    readiness.Report
	id       string // see checkpoint.Run
	docs     *output
	badLines *output // nil means standard error
	tally    *tally
	pairs    *pairFinder // nil without a summary
	progress progress
	saved    time.Time
	last     checkpoint // after the last complete chunk
}

var errNothing = say("没有内容：输入中没有提交数据", "nothing to read: the input has no submission")

func (c *call) assessMany(o *batchFlags, b batch, name string) int {
	// Use no more cores than workers. The garbage collector, the reader and the
	// writer share them.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(min(o.workers, runtime.GOMAXPROCS(0))))
	// Little memory is live, and nearly all allocations are short-lived. Collecting
	// less often saves a sixth of the time for 20 MB.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	r := &batchRun{call: c, batchFlags: *o, batch: b}
	err := r.all(name)
	if err == nil && r.tally.assessed().N+r.tally.bad() == 0 {
		err = &fileError{name, errNothing}
	}
	if err != nil {
		return c.refuse(err)
	}
	if n := r.tally.RefusedIDs; n > 0 {
		c.note(say("有 %d 个编号被拒，首个在第 %d 行；这些结果改用行号作编号", "ids rejected: %d, the first on line %d; these documents have ids from their lines", n, r.tally.FirstRefused))
	}
	return r.tally.status()
}

func (r *batchRun) all(name string) error {
	defer r.close()
	lines, err := r.open(name)
	if err != nil {
		return err
	}
	if err := r.start(lines); err != nil {
		return err
	}
	r.progress.begin(lines.offset, lines.number)
	err = r.batch.run(lines, r.take)
	r.progress.clear()
	if err != nil {
		return errors.Join(err, r.save())
	}
	if err := r.finish(); err != nil {
		return err
	}
	if r.pairs == nil {
		return nil
	}
	again, err := r.pairs.repeats()
	if err != nil {
		return err
	}
	to := r.stderr
	if r.out != "" {
		to = r.stdout
	}
	return r.tally.write(to, &r.empty, r.tracer, r.batch.lang, again)
}

// open opens the input and all outputs, and reads the header of a table. It changes
// nothing yet.
func (r *batchRun) open(name string) (lines *lineReader, err error) {
	r.input = r.stdin
	if name != "-" {
		f, err := openInput(name)
		if err != nil {
			return nil, err
		}
		r.input = f
	}
	var files []os.FileInfo
	if f, ok := r.input.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			r.size = info.Size()
			files = append(files, info)
		}
	}
	if r.out != "" { // what a run removes or replaces beside its output
		for _, beside := range []string{checkpointName(r.out), checkpointName(r.out) + ".tmp"} {
			if info, err := os.Stat(beside); err == nil && len(files) > 0 && os.SameFile(info, files[0]) {
				return nil, say("%s 是 -out 的进度文件，不能作为输入", "%s is where the progress of -out is kept, and cannot be read", beside)
			}
		}
	}
	r.docs = &output{w: bufio.NewWriter(r.stdout)}
	for _, o := range []struct {
		name string
		to   **output
	}{{r.out, &r.docs}, {r.bad, &r.badLines}} {
		if o.name == "" {
			continue
		}
		if *o.to, err = create(o.name); err != nil {
			return nil, err
		}
		info, err := (*o.to).f.Stat()
		if err != nil {
			return nil, err
		}
		for _, other := range files {
			if os.SameFile(info, other) {
				return nil, say("%s 既读又写，或写了两次", "%s is both read and written, or written twice", o.name)
			}
		}
		files = append(files, info)
	}
	if r.summary {
		r.pairs = &pairFinder{limit: pairsInMemory}
		if r.key, err = readKey(r.keyFile); err != nil {
			return nil, err
		}
	}
	lines = newLineReader(r.input)
	if r.docs.regular() {
		lines.sign()
	}
	var header []byte
	if r.csv {
		line, tooLong, err := lines.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if tooLong {
			line = nil
		}
		header = bytes.Clone(bytes.TrimPrefix(line, bom))
		if r.columns, err = parseHeader(header, r.mode); err != nil {
			return nil, &fileError{name, err}
		}
	}
	return lines, r.identify(header)
}

// identify makes the digest of all that shapes the output. The report on
// nothing names engine, policy, tables, language and detail; the sources of what is
// known of addresses are named by what they hold.
func (r *batchRun) identify(header []byte) error {
	r.empty = r.checker.Assess(intake.Submission{})
	doc, err := r.empty.Document(r.batch.lang, r.detail).MarshalJSON()
	if err != nil {
		return err
	}
	flags, err := json.Marshal([]any{r.csv, r.mode, r.audience, r.badLines != nil, header, doc, r.sources})
	if err != nil {
		return err
	}
	digest := sha256.Sum256(flags)
	r.id = hex.EncodeToString(digest[:])
	r.places = map[readiness.ID]int{}
	for f := range r.empty.Findings() {
		r.places[f.Check] = len(r.places)
	}
	r.tally = newTally(len(r.places))
	return nil
}

// start goes to the position where the run begins or continues.
func (r *batchRun) start(lines *lineReader) error {
	r.progress = progress{lang: r.batch.lang, total: r.size, now: time.Now, columns: func() int { return columnsOf(r.stderr) }}
	if isTerminal(r.stderr) {
		r.progress.w = r.stderr
	}
	r.saved = time.Now()
	at := &checkpoint{Input: lines.offset, Line: lines.number, Tally: r.tally}
	if r.resume {
		found, err := loadCheckpoint(checkpointName(r.out), r.id, len(r.tally.Failed))
		if err != nil {
			return err
		}
		if found != nil {
			at = found
		}
	} else if r.out != "" {
		if err := removeCheckpoint(r.out); err != nil {
			return err
		}
	}
	if err := r.goTo(lines, at); err != nil {
		return err
	}
	r.tally = at.Tally
	if r.badLines != nil {
		if err := r.badLines.startAt(at.Bad); err != nil {
			return err
		}
	}
	if r.out != "" {
		return r.docs.startAt(at.Out)
	}
	return nil
}

// goTo goes to the checkpoint's place in the input, by reading what stands before
// it: for its digest, and for its pairs when they are looked for.
func (r *batchRun) goTo(lines *lineReader, at *checkpoint) error {
	switch {
	case r.size > 0 && at.Input > r.size:
		return errInputChanged
	case at.Input == lines.offset:
		return nil
	case r.pairs != nil:
		r.replay, r.replayRead = at.Input, at.Read
		return nil
	}
	return lines.skipTo(at)
}

// take writes the results of a chunk.
func (r *batchRun) take(c *chunk, more bool) error {
	r.progress.at(c.end, c.number)
	if r.pairs != nil {
		if err := r.pairs.add(c.pairs); err != nil {
			return err
		}
	}
	if c.replay {
		return nil
	}
	if _, err := r.docs.Write(c.out); err != nil {
		return err
	}
	for _, bad := range c.bad {
		if err := r.report(bad); err != nil {
			return err
		}
	}
	r.tally.add(c)
	r.last = checkpoint{Input: c.end, Read: c.read, Line: c.number, Out: r.docs.n}
	if r.badLines != nil {
		r.last.Bad = r.badLines.n
	}
	switch {
	case r.out == "" && !more: // nothing else is ready: flush for the reader
		return r.docs.w.Flush()
	case time.Since(r.saved) >= checkpointEvery:
		r.saved = time.Now()
		return r.save()
	}
	return nil
}

func (r *batchRun) report(bad badLine) error {
	if r.badLines != nil {
		b, err := json.Marshal(bad)
		if err != nil {
			return err
		}
		_, err = r.badLines.Write(append(b, '\n'))
		return err
	}
	r.progress.clear()
	_, err := fmt.Fprintf(r.stderr, readiness.Text{readiness.ZH: "readycheck: 第 %d 行：%s\n", readiness.EN: "readycheck: line %d: %s\n"}.In(r.batch.lang), bad.Line, mistakeLine(bad.Mistake, r.batch.lang))
	return err
}

func (r *batchRun) sync() error { return errors.Join(r.docs.sync(), r.badLines.sync()) }

// save writes a checkpoint, if there is an output file to resume.
func (r *batchRun) save() error {
	if err := r.sync(); err != nil || !r.docs.regular() || r.last.Input == 0 {
		return err
	}
	p := r.last
	p.Schema, p.Run, p.Tally = checkpointSchema, r.id, r.tally
	return p.save(checkpointName(r.out))
}

// finish removes the checkpoint, which would mean that the run was interrupted.
func (r *batchRun) finish() error {
	if err := r.sync(); err != nil {
		return err
	}
	if r.out == "" {
		return nil
	}
	return removeCheckpoint(r.out)
}

func (r *batchRun) close() {
	if f, ok := r.input.(*os.File); ok && r.input != r.stdin {
		f.Close()
	}
	r.docs.close()
	r.badLines.close()
	if r.pairs != nil {
		r.pairs.close()
	}
}

// readKey reads a key, or generates one for this run.
func readKey(name string) ([]byte, error) {
	if name == "" {
		key := make([]byte, 32)
		_, err := rand.Read(key)
		return key, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, ofFlag("-key-file", err)
	}
	defer f.Close()
	key, err := io.ReadAll(io.LimitReader(f, 4096+1))
	if err != nil {
		return nil, ofFlag("-key-file", err)
	}
	key = bytes.TrimSpace(key)
	if len(key) < 16 || len(key) > 4096 {
		return nil, say("-key-file：密钥须为 16 至 4096 字节", "-key-file: a key must have 16 to 4096 bytes")
	}
	return key, nil
}
