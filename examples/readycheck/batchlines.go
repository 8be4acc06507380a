package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/payready/payready/readiness/intake"
)

// A lineReader reads lines one by one. It holds no more than the maximum size of a
// submission and skips the rest of a longer line.
type lineReader struct {
	r      *bufio.Reader
	offset int64 // offset of the next byte
	number int64 // number of the last line, from 1
}

// bom is the byte order mark that some editors write.
var bom = []byte("\ufeff")

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, intake.MaxSubmissionBytes+len("\r\n"))}
}

// next returns a line without its line ending, valid until the next call. The last
// line may lack a line ending; after it, next returns io.EOF.
func (l *lineReader) next() (line []byte, tooLong bool, err error) {
	line, err = l.r.ReadSlice('\n')
	n := len(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		var more []byte
		tooLong = true
		more, err = l.r.ReadSlice('\n')
		n += len(more)
	}
	if err != nil && !(errors.Is(err, io.EOF) && n > 0) {
		return nil, false, err // ignore an incomplete line
	}
	l.offset += int64(n)
	l.number++
	if tooLong {
		return nil, true, nil
	}
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	return line, false, nil
}

// skipTo skips to the position that an earlier run reached.
func (l *lineReader) skipTo(offset, number int64) error {
	if _, err := io.CopyN(io.Discard, l.r, offset-l.offset); err != nil {
		return errInputChanged
	}
	l.offset, l.number = offset, number
	return nil
}

var errInputChanged = errors.New("-resume: the input is not that of the earlier run")
