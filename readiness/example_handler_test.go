package readiness_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// request is what the front end sends: fields of ours beside parts of a submission.
type request struct {
	Order     string           `json:"order"`
	Applicant intake.Applicant `json:"applicant"`
	Card      intake.Card      `json:"card"`
	Payout    intake.Payout    `json:"payout"`
}

func handle(w http.ResponseWriter, r *http.Request) {
	var in request
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, intake.MaxSubmissionBytes)).Decode(&in)
	sub := intake.Submission{ID: in.Order, At: time.Now(), Applicant: in.Applicant, Card: in.Card, Payout: in.Payout}
	if err == nil {
		err = sub.Validate()
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		mistakes := intake.Mistakes(err, readiness.ZH) // where, what is allowed, what was meant
		if mistakes == nil {                           // broken JSON, or a field of ours
			mistakes = []intake.Mistake{{Kind: "syntax", Text: "请求体无法读取"}}
		}
		_ = json.NewEncoder(w).Encode(mistakes)
		return
	}
	report := readiness.Assess(sub)
	_ = json.NewEncoder(w).Encode(report.ForApplicant(readiness.ZH)) // for engineers: Document, to a log or a queue
}

func Example_handler() {
	for _, body := range []string{
		`{"order":"20261124100000001","card":{"number":"6222020000000000125","state":"lost"}}`,
		`{"order":"20261124100000001","card":{"number":"6222020000000000125","state":"reported_lost"}}`,
		`{"order":`,
	} {
		w := httptest.NewRecorder()
		handle(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		fmt.Println(w.Code, strings.Contains(w.Body.String(), "是否指 reported_lost？"), strings.Contains(w.Body.String(), "无法读取"))
	}
	// Output:
	// 400 true false
	// 200 false false
	// 400 false true
}
