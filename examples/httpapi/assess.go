package main

import (
	"bufio"
	"bytes"
	"encoding/json"
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
	"github.com/payready/payready/readiness/intake"
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

// assess answers a submission with its report.
func (s *service) assess(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "detail", "audience")
	if err != nil {
		return err
	}
	body, err := readBody(w, r, maxBody, "application/json")
	if err != nil {
		return err
	}
	sub, err := parse(body)
	if err != nil {
		return err
	}
	report := s.state.Load().checker.Assess(sub)
	s.metrics.reports["assess"][report.Verdict].Inc()
	b, err := q.answer(&report)
	if err != nil {
		return err
	}
	inLang(w, q.lang)
	return writeJSON(w, b)
}

// batch answers each line with a report or a problem, in order. It reads the whole
// body first, so that a client may send everything before it reads.
func (s *service) batch(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "detail", "audience")
	if err != nil {
		return err
	}
	body, err := readBody(w, r, maxBatch, "application/x-ndjson", "application/jsonl", "application/ndjson")
	if err != nil {
		return err
	}
	if bytes.Count(bytes.TrimRight(body, "\r\n"), []byte{'\n'}) >= maxBatchLines {
		return problemTooLarge()
	}
	inLang(w, q.lang)
	w.Header().Set("Content-Type", "application/x-ndjson")
	checker := s.state.Load().checker
	out := bufio.NewWriterSize(w, 32<<10)
	var sub intake.Submission
	var report readiness.Report
	n, left := 0, batchAnswer+batchAnswerEach*len(body)
	for line := range bytes.Lines(body) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		member, answer := "report", []byte(nil)
		if left == 0 {
			err = problemAnswerTooLarge()
		} else {
			sub, err = parseLine(line)
		}
		if err == nil {
			checker.AssessInto(&report, &sub)
			s.metrics.reports["batch"][report.Verdict].Inc()
			answer, err = q.answer(&report)
			if len(answer) > left {
				left, err = 0, problemAnswerTooLarge()
			}
		}
		if err != nil {
			p := asProblem(err).in(q.lang)
			s.metrics.problems.WithLabelValues(p.Type).Inc()
			member = "problem"
			answer, _ = json.Marshal(p) // strings and integers
		}
		out.WriteString(`{"line":` + strconv.Itoa(n) + `,"` + member + `":`)
		out.Write(answer)
		left -= min(len(answer), left)
		if _, err := out.WriteString("}\n"); err != nil {
			break // the client went away
		}
	}
	out.Flush()
	return nil
}

func parseLine(line []byte) (intake.Submission, error) {
	if len(line) > maxBody {
		return intake.Submission{}, problemTooLarge()
	}
	return parse(line)
}

func parse(b []byte) (intake.Submission, error) {
	sub, err := intake.ParseSubmission(b, intake.Strict)
	if err == nil {
		err = sub.Validate()
	}
	return sub, err
}

// A query holds the query parameters.
type query struct {
	lang      readiness.Lang
	detail    readiness.Detail
	applicant bool // audience=applicant
	hours     int
}

// answer is the report, or what its applicant may read.
func (q *query) answer(r *readiness.Report) ([]byte, error) {
	if q.applicant {
		return json.Marshal(r.ForApplicant(q.lang))
	}
	return r.Document(q.lang, q.detail).MarshalJSON()
}

// readQuery rejects unknown parameters and invalid escapes, so that a misspelt
// parameter is not replaced by a default.
func readQuery(r *http.Request, allowed ...string) (query, error) {
	q := query{lang: acceptedLang(r.Header.Get("Accept-Language")), hours: 24}
	if r.URL.Path == "/v1/assess/batch" {
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
	if len(header) > 256 { // more than any browser sends
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
	w.Header().Add("Vary", "Accept-Language")
}

// readBody reads a body of one of the media types, of at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64, types ...string) ([]byte, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := params["charset"]
	if err != nil || !slices.Contains(types, media) || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, newProblem(http.StatusUnsupportedMediaType, "media-type", "此接口接受 UTF-8 编码的 "+types[0], "The route accepts "+types[0]+" in UTF-8")
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, newProblem(http.StatusUnsupportedMediaType, "media-type", "此接口不接受压缩的请求体", "The route does not accept encoded bodies")
	}
	if r.ContentLength > limit {
		return nil, cutOff(w, problemTooLarge())
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, cutOff(w, problemTooLarge())
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, cutOff(w, newProblem(http.StatusRequestTimeout, "too-slow", "请求体发送过慢", "The body took too long"))
	case err != nil:
		return nil, cutOff(w, newProblem(http.StatusBadRequest, "cut-off", "请求体不完整", "The body is incomplete"))
	}
	return b, nil
}

// cutOff closes the connection after the response, without reading the rest of the
// body.
func cutOff(w http.ResponseWriter, p *problem) *problem {
	w.Header().Set("Connection", "close")
	return p
}
