package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/workday"
)

// outcomesOf makes a line a minute for each of three banks, in which one bank fails for a
// while.
func outcomesOf(start time.Time, minutes, badFrom, badTo int) []string {
	var out []string
	for m := range minutes {
		for i, bank := range []string{"ICBC", "农业银行", "CCB"} {
			result := `"result":"succeeded"`
			if i == 1 && m >= badFrom && m < badTo {
				result = `"result":"failed","text":"银行系统维护"`
			}
			out = append(out, fmt.Sprintf(`{"id":"o%d-%d","applicant":"13800%06d","issuer":%q,"channel":"house",%s,"ended_at":%q,"amount_fen":100}`,
				m, i, m, bank, result, start.Add(time.Duration(m)*time.Minute).Format(time.RFC3339)))
		}
	}
	return out
}

var watchStart = time.Date(2026, 11, 24, 8, 0, 0, 0, workday.China)

func TestWatchFindsWhatIsDown(t *testing.T) {
	in := strings.Join(outcomesOf(watchStart, 600, 400, 430), "\n")
	status, out, errs := try(in, "watch", "-lang", "en", "-channels", "house", "-")
	require.Equal(t, exitNotReady, status)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Regexp(t, `^2026-11-24 14:4\d  begun      Agricultural Bank of China, (house|all channels)  maintenance of the bank  \d of \d, 0.\d expected, CNY \d.00, since 14:40, sure to at least \d\d.\d %$`, lines[0])
	require.Regexp(t, `recovered  Agricultural.*  30 of 3\d, .*, since 14:40, until 15:10, `, lines[len(lines)-1])
	require.Equal(t, "readycheck: 1800 lines, 1 incident\n", errs)
	require.NotContains(t, out+errs, "13800")

	status, out, _ = try(in, "watch", "-format", "json", "-")
	require.Equal(t, exitNotReady, status)
	d := json.NewDecoder(strings.NewReader(out))
	var last incident.Incident
	for n := 0; d.More(); n++ {
		require.NoError(t, d.Decode(&last))
	}
	require.Equal(t, incident.Recovered, last.State)
	require.Equal(t, incident.Place{Issuer: "ABC"}, last.Place, "house is nobody's channel")

	_, out, _ = try(in, "watch", "-lang", "zh-CN", "-")
	require.Contains(t, out, "中国农业银行，各通道  银行维护  30/3")
	require.NotRegexp(t, `[a-z]`, strings.ReplaceAll(out, "house", ""), "one language")

	status, out, _ = try(strings.Join(outcomesOf(watchStart, 600, 0, 0), "\n"), "watch", "-")
	require.Equal(t, exitReady, status)
	require.Empty(t, out)
}

func TestWatchSaysWhatItDidNotCount(t *testing.T) {
	in := outcomesOf(watchStart, 30, 0, 0)
	in = append(in, `{"id":"a","result":"succeeded"}`, `{"result":"succeeded","ended_at":"2026-11-24T08:29:00+08:00"}`, `{"id":"b","ended_at":"2026-11-24T08:29:00+08:00"}`,
		`{"id":"c","result":"held","ended_at":"2026-11-24T08:29:00+08:00"}`, `{"id":"d","result":"failed","ended_at":"2026-11-24T08:00:00+08:00"}`, `{"id":"e","result":"failed","ended_at":"2027-11-24T08:00:00+08:00"}`,
		"", `{"id":"13800138000","unheard_of":1}`, "13800138000", `{"id":"`+strings.Repeat("x", 300_000)+`"}`)
	status, _, errs := try(strings.Join(in, "\n"), "watch", "-lang", "en", "-")
	require.Equal(t, exitUnusable, status)
	for _, want := range []string{"99 lines, 0 incidents", "they cannot be read: 3 lines", "1 line without ended_at", "1 line with neither id", "1 line without a result", "1 line of payouts that were held", "1 line too late", "1 line from the future",
		"line 98: has a member that is not known; there are: applicant, ", "line 99: no valid JSON object", "line 100: the line is too long"} {
		require.Contains(t, errs, want)
	}
	require.NotContains(t, errs, "13800")
}

// A bank that is down times out, too: one line, which says what to do about those.
func TestWatchNamesEveryKind(t *testing.T) {
	in := strings.ReplaceAll(strings.Join(outcomesOf(watchStart, 600, 400, 430), "\n"), `"channel":"house"`, `"channel":"wechatpay"`)
	lines := strings.Split(in, "\n")
	for i, line := range lines {
		if i%2 == 0 {
			lines[i] = strings.Replace(line, `"result":"failed","text":"银行系统维护"`, `"result":"unknown","text":"银行处理超时"`, 1)
		}
	}
	_, out, _ := try(strings.Join(lines, "\n"), "watch", "-lang", "zh-CN", "-")
	require.Regexp(t, `恢复 +中国农业银行，\S+  (银行维护、超时或结果未知|超时或结果未知、银行维护)  .*；先查询，不要重发`, out)
}

func TestWatchRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"watch"}, {"watch", "-"}, {"watch", "-format", "html", "-"}, {"watch", "-grace", "0", "-"}, {"watch", "-alarms", "0", "-"},
		{"watch", "-alarms", "NaN", "-"}, {"watch", filepath.Join(t.TempDir(), "not-there.ndjson")}, {"watch", t.TempDir()},
	} {
		status, out, errs := try("\n", args...)
		require.Equal(t, exitUnusable, status, args)
		require.Empty(t, out)
		require.NotEmpty(t, errs)
	}
}

// A buffer is written and read at the same time.
type sharedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *sharedBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *sharedBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// With -f, what is appended is read, also after the file was begun anew, and a signal
// ends it cleanly.
func TestWatchFollowsAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "outcomes.ndjson")
	lines := outcomesOf(watchStart, 600, 400, 430)
	write := func(flag int, lines []string) {
		f, err := os.OpenFile(name, flag|os.O_WRONLY|os.O_CREATE, 0o600)
		require.NoError(t, err)
		_, err = f.WriteString(strings.Join(lines, "\n") + "\n")
		require.NoError(t, err)
		require.NoError(t, f.Close())
	}
	write(os.O_TRUNC, lines[:3*410+1])
	var out, errs sharedBuffer
	w := watching{Watcher: incident.Watcher{Grace: 40}, call: &call{stdout: &out, stderr: &errs}, follow: true, poll: 5 * time.Millisecond}
	var mu sync.Mutex
	now := watchStart.Add(450 * time.Minute)
	w.now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond)
		return now
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int)
	go func() { ended <- w.file(ctx, name) }()
	seen := func(what string) {
		require.Eventually(t, func() bool { return strings.Contains(out.String(), what) }, 10*time.Second, 5*time.Millisecond, what)
	}
	seen("开始")
	require.NotContains(t, out.String(), "恢复")
	tell := func(minutes int) {
		mu.Lock()
		defer mu.Unlock()
		now = watchStart.Add(time.Duration(minutes) * time.Minute)
	}
	tell(440)
	write(os.O_TRUNC, lines[3*410:3*430]) // shorter than it was
	write(os.O_APPEND, lines[3*430:3*440])
	time.Sleep(100 * w.poll) // until they are read
	tell(500)
	seen("恢复")
	cancel()
	require.Equal(t, exitNotReady, <-ended)
	require.Contains(t, errs.String(), "起故障")
}

func TestWatchEndsBySignal(t *testing.T) {
	name := filepath.Join(t.TempDir(), "outcomes.ndjson")
	require.NoError(t, os.WriteFile(name, []byte(strings.Join(outcomesOf(watchStart, 600, 400, 430), "\n")), 0o600))
	var out, errs sharedBuffer
	ended := make(chan int)
	go func() {
		ended <- run([]string{"watch", "-f", "-lang", "zh-CN", name}, strings.NewReader(""), &out, &errs)
	}()
	require.Eventually(t, func() bool { return strings.Contains(out.String(), "恢复") }, 10*time.Second, 5*time.Millisecond)
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	require.Equal(t, exitNotReady, <-ended)
	require.Contains(t, errs.String(), "起故障")
}
