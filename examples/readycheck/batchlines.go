package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/payready/payready/readiness/intake"
)

// lineReader takes lines one by one and never holds more than one submission
// may have: the rest of a longer line is read past.
type lineReader struct {
	r      *bufio.Reader
	offset int64 // of the next byte, from the start of the input
	number int64 // of the last line, from 1
}

// bom is the mark that editors put in front of a file.
var bom = []byte("\ufeff")

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, intake.MaxSubmissionBytes+len("\r\n"))}
}

// next returns a line without its end. It is good until the next call. The last
// line may lack its end; after it comes io.EOF.
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
		return nil, false, err // what was read of a line that broke off does not count
	}
	l.offset += int64(n)
	l.number++
	if tooLong {
		return nil, true, nil
	}
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	return line, false, nil
}

// skipTo goes on at a place where an earlier run stood.
func (l *lineReader) skipTo(offset, number int64) error {
	if _, err := io.CopyN(io.Discard, l.r, offset-l.offset); err != nil {
		return errInputChanged
	}
	l.offset, l.number = offset, number
	return nil
}

var errInputChanged = errors.New("-resume: this is not the input that the earlier run read")
