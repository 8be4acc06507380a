package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A problem is an error response (RFC 9457). It names fields and kinds of mistakes
// and never repeats input.
type problem struct {
	Type      string           `json:"type"`
	Title     string           `json:"title"`
	Status    int              `json:"status"`
	RequestID string           `json:"request_id,omitempty"` // absent in a line of a batch
	Errors    []intake.Mistake `json:"errors,omitempty"`

	title readiness.Text
	cause error // what Errors explain
}

// maxFaults bounds the mistakes that one problem tells.
const maxFaults = 100

func (p *problem) Error() string { return p.Type }

func newProblem(status int, name, zh, en string) *problem {
	return &problem{Type: "urn:payready:problem:" + name, Status: status, title: readiness.Text{readiness.ZH: zh, readiness.EN: en}}
}

// because adds an error that intake.Mistakes explains.
func (p *problem) because(err error) *problem {
	p.cause = err
	return p
}

// in fills in the texts.
func (p *problem) in(l readiness.Lang) *problem {
	q := *p
	q.Title, q.Errors = p.title.In(l), intake.Mistakes(p.cause, l)
	q.Errors = q.Errors[:min(len(q.Errors), maxFaults)]
	return &q
}

// A badParameter is a query parameter that is unknown, repeated or invalid.
type badParameter struct {
	name    string   // "" if it is not one of ours
	allowed []string // names, if it is not one of ours, or else values
}

func (badParameter) Error() string { return "parameter" }

func (b badParameter) Mistakes(l readiness.Lang) []intake.Mistake {
	kind := "value"
	text := readiness.Text{
		readiness.ZH: "查询参数 " + b.name + " 最多出现一次，只能为 " + strings.Join(b.allowed, "、"),
		readiness.EN: "the query parameter " + b.name + " may be given once, as " + strings.Join(b.allowed, ", "),
	}
	if b.name == "" {
		kind = "unknown-field"
		text = readiness.Text{
			readiness.ZH: "可用的查询参数：" + strings.Join(b.allowed, "、"),
			readiness.EN: "there are the query parameters " + strings.Join(b.allowed, ", "),
		}
		if len(b.allowed) == 0 {
			text = readiness.Text{readiness.ZH: "这里不接受查询参数", readiness.EN: "there are no query parameters here"}
		}
	}
	return []intake.Mistake{{Kind: kind, Allowed: b.allowed, Text: text.In(l)}}
}

// parameterValues are what each query parameter may be.
var parameterValues = map[string][]string{
	"lang": {"zh-CN", "en"}, "detail": {"full", "failed", "summary"}, "audience": {"engineer", "applicant"}, "hours": {"1–168"},
	"record": {"yes", "no"}, "format": {"answers", "summary", "html", "markdown"},
}

func problemParameter(name string, allowed []string) *problem {
	bad := badParameter{name, parameterValues[name]}
	if !slices.Contains(allowed, name) {
		bad = badParameter{"", allowed}
	}
	return newProblem(http.StatusBadRequest, "parameter", "查询参数未知、重复或无效", "A query parameter is unknown, repeated or invalid").because(bad)
}

func problemBusy() *problem {
	return newProblem(http.StatusServiceUnavailable, "busy", "同时请求过多，请一秒后再试", "Too many concurrent requests; try again in a second")
}

func problemNotFound() *problem {
	return newProblem(http.StatusNotFound, "not-found", "没有这个地址", "There is no such route")
}

func problemTooLarge() *problem {
	return newProblem(http.StatusRequestEntityTooLarge, "too-large", "请求体超过此接口的上限：单条 64 KiB，整批 1 MiB、1000 行",
		"The body is too large for this route: 64 KiB for one, 1 MiB and 1,000 lines for a batch")
}

func problemAnswerTooLarge() *problem {
	return newProblem(http.StatusRequestEntityTooLarge, "answer-too-large", "本行之前的结果已占满响应，请重新发送其余各行",
		"The answers before this line fill the response; send the remaining lines again")
}

// asProblem converts an error to the problem for the client. It does not describe
// errors that the client did not cause.
func asProblem(err error) *problem {
	var p *problem
	var input *intake.InputError
	var shape *intake.ShapeError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &input):
		return newProblem(http.StatusBadRequest, "unreadable", "请求体不是有效的提交数据", "The body is not a valid submission").because(err)
	case errors.As(err, &shape):
		return newProblem(http.StatusUnprocessableEntity, "shape", "提交数据中有字段无效", "Fields of the submission are invalid").because(err)
	}
	return newProblem(http.StatusInternalServerError, "internal", "内部错误，请按此请求编号查看日志", "Internal error; see the log entry with this request ID")
}

// writeProblem answers with a problem in the language of the request.
func (s *service) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	lang := langOf(r)
	p := asProblem(err).in(lang)
	p.RequestID = w.Header().Get(requestIDHeader)
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	inLang(w, lang)
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	s.metrics.problems.WithLabelValues(p.Type).Inc()
	w.WriteHeader(p.Status)
	b, _ := json.Marshal(p) // strings and integers
	w.Write(append(b, '\n'))
}
