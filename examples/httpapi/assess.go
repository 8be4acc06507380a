package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

// Limits on requests. A realistic submission has a few KiB, and a batch is a page of
// submissions, not a file.
const (
	maxBody       = 64 << 10
	maxBatch      = 1 << 20
	maxBatchLines = 1000

	// A batch is answered with so many bytes, and so many for each of its own; what
	// comes after is told to be sent again. A report on real data has a few times the
	// size of its submission, but one on {} has some thousand times.
	batchAnswer     = 1 << 20
	batchAnswerEach = 16
)

// assess answers a submission with its report, or with a badge if a picture is asked for.
func (s *service) assess(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "detail", "audience", "record")
	if err != nil {
		return err
	}
	d := newDesk()
	defer d.done()
	if err := d.read(w, r, maxBody, "application/json"); err != nil {
		return err
	}
	if err := d.assess(s, s.state.Load().checker, d.in.Bytes(), "assess", &q); err != nil {
		return err
	}
	inLang(w, q.lang)
	if wantsPicture(r) && !q.applicant {
		return writePicture(w, func(w io.Writer) error { return render.Badge(w, d.report.Document(q.lang, readiness.DetailFailed)) })
	}
	if d.out, err = q.answer(d.out[:0], &d.report); err != nil {
		return err
	}
	d.write(w)
	return nil
}

var ndjson = []string{"application/x-ndjson", "application/jsonl", "application/ndjson"}

// batch answers each line with a report or a problem, in order. It reads the whole
// body first, so that a client may send everything before it reads.
func (s *service) batch(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "detail", "audience", "record")
	if err != nil {
		return err
	}
	d := newDesk()
	defer d.done()
	if err := d.read(w, r, maxBatch, ndjson...); err != nil {
		return err
	}
	body := d.in.Bytes()
	if bytes.Count(bytes.TrimRight(body, "\r\n"), []byte{'\n'}) >= maxBatchLines {
		return problemTooLarge()
	}
	inLang(w, q.lang)
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := bufio.NewWriterSize(w, 32<<10)
	j := lineJob{desk: d, s: s, checker: s.state.Load().checker, query: q, form: "batch"}
	left := batchAnswer + batchAnswerEach*len(body)
	for line := range bytes.Lines(body) {
		j.n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var full error
		if left == 0 {
			full = problemAnswerTooLarge()
		}
		if tooLarge := j.answer(line, left, full); tooLarge {
			left = 0
		}
		left -= min(len(j.out), left)
		if _, err := out.Write(j.out); err != nil {
			break // the client went away
		}
	}
	out.Flush()
	return nil
}

// A query holds the query parameters.
type query struct {
	lang      readiness.Lang
	detail    readiness.Detail
	applicant bool // audience=applicant
	hours     int

	unrecorded bool   // record=no
	format     string // of a backtest
}

// readQuery rejects unknown parameters and invalid escapes, so that a misspelt
// parameter is not replaced by a default.
func readQuery(r *http.Request, allowed ...string) (query, error) {
	q := query{lang: acceptedLang(r.Header.Get("Accept-Language")), hours: 24}
	if r.URL.Path == "/v1/assess/batch" || r.URL.Path == "/v1/assess-many" {
		q.detail = readiness.DetailFailed
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, problemParameter("", allowed)
	}
	for name, values := range values {
		if !slices.Contains(allowed, name) || len(values) != 1 {
			return q, problemParameter(name, allowed)
		}
		var err error
		switch v := values[0]; name {
		case "lang":
			err = q.lang.UnmarshalText([]byte(v))
		case "detail":
			err = q.detail.UnmarshalText([]byte(v))
		case "audience":
			if q.applicant = v == "applicant"; !q.applicant && v != "engineer" {
				return q, problemParameter(name, allowed)
			}
		case "record":
			if q.unrecorded = v == "no"; !q.unrecorded && v != "yes" {
				return q, problemParameter(name, allowed)
			}
		case "format":
			if q.format = v; !slices.Contains(parameterValues[name], v) {
				return q, problemParameter(name, allowed)
			}
		case "hours":
			q.hours, err = strconv.Atoi(v)
			if q.hours < 1 || q.hours > 7*24 {
				return q, problemParameter(name, allowed)
			}
		}
		if err != nil {
			return q, problemParameter(name, allowed)
		}
	}
	return q, nil
}

var languages = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// acceptedLang returns Chinese unless the header prefers English.
func acceptedLang(header string) readiness.Lang {
	if header == "" || len(header) > 256 { // more than any browser sends
		return readiness.ZH
	}
	if _, i := language.MatchStrings(languages, header); i == 1 {
		return readiness.EN
	}
	return readiness.ZH
}

// langOf returns the language of the answer to a request: what it asks for, if that
// can be read, or what it accepts.
func langOf(r *http.Request) readiness.Lang {
	var lang readiness.Lang
	if lang.UnmarshalText([]byte(r.URL.Query().Get("lang"))) == nil {
		return lang
	}
	return acceptedLang(r.Header.Get("Accept-Language"))
}

func inLang(w http.ResponseWriter, l readiness.Lang) {
	w.Header().Set("Content-Language", l.String())
	w.Header().Add("Vary", "Accept, Accept-Language")
}

// checkMedia refuses a body that is of none of the media types.
func checkMedia(r *http.Request, types ...string) error {
	if media := r.Header.Get("Content-Type"); media != types[0] {
		media, params, err := mime.ParseMediaType(media)
		charset := params["charset"]
		if err != nil || !slices.Contains(types, media) || charset != "" && !strings.EqualFold(charset, "utf-8") {
			return newProblem(http.StatusUnsupportedMediaType, "media-type", "此接口接受 UTF-8 编码的 "+types[0], "The route accepts "+types[0]+" in UTF-8")
		}
	}
	if r.Header.Get("Content-Encoding") != "" {
		return newProblem(http.StatusUnsupportedMediaType, "media-type", "此接口不接受压缩的请求体", "The route does not accept encoded bodies")
	}
	return nil
}

// read reads a body of one of the media types, of at most limit bytes, into d.in.
func (d *desk) read(w http.ResponseWriter, r *http.Request, limit int64, types ...string) error {
	if err := checkMedia(r, types...); err != nil {
		return err
	}
	if r.ContentLength > limit {
		return cutOff(w, problemTooLarge())
	}
	_, err := d.in.ReadFrom(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return cutOff(w, problemTooLarge())
	case errors.Is(err, os.ErrDeadlineExceeded):
		return cutOff(w, newProblem(http.StatusRequestTimeout, "too-slow", "请求体发送过慢", "The body took too long"))
	case err != nil:
		return cutOff(w, newProblem(http.StatusBadRequest, "cut-off", "请求体不完整", "The body is incomplete"))
	}
	return nil
}

// cutOff closes the connection after the response, without reading the rest of the
// body.
func cutOff(w http.ResponseWriter, p *problem) *problem {
	w.Header().Set("Connection", "close")
	return p
}
