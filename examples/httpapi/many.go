package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

// many answers lines as they come, with no bound on their number: a client that reads
// while it sends gets the first answers before it has sent the last line. One that sends
// everything before it reads uses the batch.
func (s *service) many(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "detail", "audience", "record")
	if err != nil {
		return err
	}
	if err := checkMedia(r, ndjson...); err != nil {
		return err
	}
	control := http.NewResponseController(w)
	_ = control.EnableFullDuplex() // HTTP/2 always is, and tests need not be
	inLang(w, q.lang)
	w.Header().Set("Content-Type", "application/x-ndjson")
	in := lineReaders.Get().(*bufio.Reader)
	in.Reset(r.Body)
	defer func() {
		in.Reset(nil)
		lineReaders.Put(in)
	}()
	out := bufio.NewWriterSize(w, 32<<10)
	d := newDesk()
	defer d.done()
	j := lineJob{desk: d, s: s, checker: s.state.Load().checker, query: q, form: "many"}
	for more := true; more; {
		extend(control)
		line, err := readLine(in)
		more = err == nil || errors.Is(err, errLong)
		j.n++
		switch {
		case errors.Is(err, io.EOF) && len(line) > 0:
			err = nil // the last line may lack its end
		case errors.Is(err, io.EOF):
			return out.Flush()
		case errors.Is(err, errLong):
			err = problemTooLarge()
		case errors.Is(err, os.ErrDeadlineExceeded):
			err = newProblem(http.StatusRequestTimeout, "too-slow", "请求体发送过慢", "The body took too long")
		case err != nil:
			err = newProblem(http.StatusBadRequest, "cut-off", "请求体不完整", "The body is incomplete")
		case s.draining.Load():
			err, more = newProblem(http.StatusServiceUnavailable, "stopping", "服务正在停止", "The service is stopping"), false
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		j.answer(line, maxKept, err)
		if _, err := out.Write(j.out); err != nil {
			return nil // the client went away
		}
		if in.Buffered() == 0 { // nothing else is there: it may wait for this answer
			if out.Flush() != nil || control.Flush() != nil {
				return nil
			}
		}
	}
	_ = out.Flush()
	return nil
}

// extend gives the client and the answers the time of a request for the next line.
func extend(control *http.ResponseController) {
	now := time.Now()
	_ = control.SetReadDeadline(now.Add(readTimeout)) // tests have no connection
	_ = control.SetWriteDeadline(now.Add(writeTimeout))
}

var lineReaders = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, maxBody+len("\r\n")) }}

var errLong = errors.New("the line is too long")

// readLine reads a line with its end, valid until the next call. Of a longer one than
// the reader holds it skips the rest.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = in.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return nil, errLong
}
