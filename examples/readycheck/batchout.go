package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// An output counts the bytes written, so that a resumed run knows where to continue.
type output struct {
	f *os.File // nil for standard output
	w *bufio.Writer
	n int64
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	o.n += int64(n)
	return n, err
}

// create opens a file for writing without truncating it.
func create(name string) (*output, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return &output{f: f, w: bufio.NewWriter(f)}, nil
}

// startAt truncates the file to n bytes and continues there.
func (o *output) startAt(n int64) error {
	if o.regular() {
		info, err := o.f.Stat()
		if err != nil {
			return err
		}
		if info.Size() < n {
			return say("-resume：%s 比上次运行后短", "-resume: %s is shorter than after the earlier run", o.f.Name())
		}
		if err := o.f.Truncate(n); err != nil {
			return err
		}
		if _, err := o.f.Seek(n, io.SeekStart); err != nil {
			return err
		}
	}
	o.n = n
	return nil
}

// sync flushes everything written to the disk.
func (o *output) sync() error {
	if o == nil {
		return nil
	}
	err := o.w.Flush()
	if o.regular() {
		err = errors.Join(err, o.f.Sync())
	}
	return err
}

// regular reports whether the output is a regular file, not a pipe or device.
func (o *output) regular() bool {
	if o.f == nil {
		return false
	}
	info, err := o.f.Stat()
	return err == nil && info.Mode().IsRegular()
}

func (o *output) close() {
	if o != nil && o.f != nil {
		o.f.Close()
	}
}

// A checkpoint is the position of a run, stored in a file next to its output.
// Everything it counts was on the disk before it was written. A resumed run
// truncates what was written later.
type checkpoint struct {
	Schema string `json:"schema"`
	Run    string `json:"run"` // digest of everything that affects the output, except the input
	Input  int64  `json:"input_offset"`
	Read   string `json:"input_sha256"` // of the input up to there
	Line   int64  `json:"line"`
	Out    int64  `json:"out_offset"`
	Bad    int64  `json:"bad_offset"`
	Tally  *tally `json:"tally"`
}

const checkpointSchema = "readycheck.progress/3"

func checkpointName(out string) string { return out + ".progress" }

// save replaces the checkpoint, atomically if the file system allows it.
func (p *checkpoint) save(name string) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name+".tmp", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(name)); err == nil {
		_ = dir.Sync() // not supported everywhere; the rename is done anyway
		dir.Close()
	}
	return nil
}

func removeCheckpoint(out string) error {
	for _, name := range []string{checkpointName(out) + ".tmp", checkpointName(out)} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// loadCheckpoint returns the checkpoint of an interrupted run with the same
// settings, or nil if there is none.
func loadCheckpoint(name, run string, checks int) (*checkpoint, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p := checkpoint{Tally: newTally(0)}
	if err := json.Unmarshal(b, &p); err != nil || p.Schema != checkpointSchema || min(p.Input, p.Line, p.Out, p.Bad) < 0 {
		return nil, say("-resume：%s 不是本版本的进度文件", "-resume: %s is not a checkpoint of this version", name)
	}
	if p.Run != run || len(p.Tally.Failed) != checks {
		return nil, say("-resume：上次运行的选项、策略或数据表不同，输出无法衔接", "-resume: the earlier run had other flags, another policy or other tables, so its output does not match")
	}
	return &p, nil
}
