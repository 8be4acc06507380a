package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/payready/payready/readiness/intake"
)

// A lineReader reads lines one by one. It holds no more than the maximum size of a
// submission and skips the rest of a longer line.
type lineReader struct {
	r      *bufio.Reader
	offset int64     // of the next byte, from the start of the input
	number int64     // of the last line, from 1
	digest hash.Hash // of everything before offset; nil unless the run can be resumed
}

// bom is the byte order mark that some editors write.
var bom = []byte("\ufeff")

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, intake.MaxSubmissionBytes+len("\r\n"))}
}

// sign has the reader digest what it reads.
func (l *lineReader) sign() { l.digest = sha256.New() }

// next returns a line without its line ending, valid until the next call. The last
// line may lack a line ending; after it, next returns io.EOF.
func (l *lineReader) next() (line []byte, tooLong bool, err error) {
	line, err = l.r.ReadSlice('\n')
	n := len(line)
	digest := l.digest
	if errors.Is(err, bufio.ErrBufferFull) {
		tooLong = true
		if digest != nil {
			digest = clone(digest)
		}
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		if digest != nil {
			digest.Write(line)
		}
		line, err = l.r.ReadSlice('\n')
		n += len(line)
	}
	if err != nil && !(errors.Is(err, io.EOF) && n > 0) {
		return nil, false, err // ignore an incomplete line
	}
	if digest != nil {
		digest.Write(line)
		l.digest = digest
	}
	l.offset += int64(n)
	l.number++
	if tooLong {
		return nil, true, nil
	}
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	return line, false, nil
}

// clone copies the state of a SHA-256.
func clone(h hash.Hash) hash.Hash {
	c, err := h.(hash.Cloner).Clone()
	if err != nil {
		panic(err) // crypto/sha256 has no reason to
	}
	return c
}

// sum names everything before offset, if the reader signs.
func (l *lineReader) sum() string {
	if l.digest == nil {
		return ""
	}
	return hex.EncodeToString(l.digest.Sum(nil))
}

// skipTo goes on where an earlier run stood, if what stands before is what that
// run read.
func (l *lineReader) skipTo(at *checkpoint) error {
	var last lastByte
	if _, err := io.CopyN(io.MultiWriter(l.digest, &last), l.r, at.Input-l.offset); err != nil || l.sum() != at.Read {
		return errInputChanged
	}
	if _, err := l.r.Peek(1); err == nil && last != '\n' {
		return errInputChanged // its last line has grown
	}
	l.offset, l.number = at.Input, at.Line
	return nil
}

// A lastByte keeps the last byte that is written to it.
type lastByte byte

func (l *lastByte) Write(b []byte) (int, error) {
	if len(b) > 0 {
		*l = lastByte(b[len(b)-1])
	}
	return len(b), nil
}

var errInputChanged = say("-resume：输入与上次运行的不同", "-resume: the input is not that of the earlier run")
