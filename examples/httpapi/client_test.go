package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type report struct {
	Verdict string
	Score   int
	Fixes   []struct {
		Text       string
		ScoreAfter int `json:"score_after"`
	}
}

// ask asks the service whether a payout may be requested.
func ask(url, submission string) (r report, err error) {
	answer, err := http.Post(url+"/v1/assess?lang=zh-CN&detail=failed", "application/json", strings.NewReader(submission))
	if err != nil {
		return r, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		var problem struct{ Type, Title string } // and status, errors: never a value
		_ = json.NewDecoder(answer.Body).Decode(&problem)
		return r, fmt.Errorf("%s: %s %s", answer.Status, problem.Type, problem.Title)
	}
	return r, json.NewDecoder(answer.Body).Decode(&r)
}

// The client that the README shows, against the service itself.
func TestClient(t *testing.T) {
	p := start(t)
	submission := func(name string) string {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(b)
	}
	r, err := ask(p.url, submission("page/sample.json"))
	require.NoError(t, err)
	require.Equal(t, report{Verdict: "ready", Score: 100, Fixes: r.Fixes}, r)
	require.Empty(t, r.Fixes)

	r, err = ask(p.url, submission("../readycheck/testdata/refused.json"))
	require.NoError(t, err)
	require.Equal(t, "fix", r.Verdict)
	require.NotEmpty(t, r.Fixes)
	require.NotEmpty(t, r.Fixes[0].Text)
	require.Greater(t, r.Fixes[0].ScoreAfter, r.Score)

	_, err = ask(p.url, submission("openapi.json"))
	require.ErrorContains(t, err, "urn:payready:problem:unreadable")
	p.stop()
	require.Zero(t, p.exit())
}
