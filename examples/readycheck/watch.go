package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	showpage "github.com/payready/payready/readiness/backtest/page"
	"github.com/payready/payready/readiness/incident"
)

var watchCommand = command{
	name: "watch", args: "OUTCOMES|-",
	does: both("从打款结果中发现银行或通道的故障", "find out from outcomes which bank or channel is in trouble"), run: watch,
}

var watchPage = page{
	about: both(`每行一个 JSON：id、applicant、issuer、channel、product、result（succeeded、failed、returned、held 或 unknown）、status、code、text、ended_at、amount_fen。applicant 可以是账户编号或其哈希，同一申请人以同样原因反复失败只计一次；没有时每笔订单各算一人，容易误报。迟迟没有结果的订单，写 result 为 unknown，text 写“超时”。

每个故障开始、扩大或结束时输出一行。与本银行、本通道同一时段的历史相比，失败明显偏多才算；首日历史不足，每天夜间的维护头几次会报出。时间取自各行的 ended_at，迟到不超过 -grace 分钟的照常计入。

-f 读到末尾后继续等待新行，此后以本机时钟为准；按 Ctrl-C 或收到 SIGTERM 时结束。重新启动时从头读一遍，历史即恢复。输出的只是提醒，不会拦下任何打款。标为“结果未知”的，先查询，不要重发。`,
		`OUTCOMES holds one JSON document per line: id, applicant, issuer, channel, product,
result (succeeded, failed, returned, held or unknown), status, code, text, ended_at,
amount_fen. applicant may be an account's number or a hash of it: somebody who fails
again and again in the same way counts once. Without it every order is somebody
else's, and false alarms are more. Write an order that hangs with the result unknown
and the text "timeout".

Writes a line when an incident begins, grows or ends. One begins when failures are
clearly more than the past of that bank and channel lets expect, at that time of the
day. On the first day there is little past, and maintenance of every night is reported
the first few times. Time is taken from ended_at; lines may come late by -grace minutes.

With -f, watch goes on at the end of the file and waits for more, by this machine's
clock, until Ctrl-C or SIGTERM. Started again it reads the file from the start, which
restores the past. What it writes is an alert: it holds no payout back. What is in
doubt is queried, never sent again.`),
	status: []readiness.Text{both("没有故障", "no incident"), both("有故障", "there were incidents"), both("输入无法使用或为空，或有读不了的行", "the input is unusable or empty, or some line cannot be read")},
	examples: []string{
		"readycheck watch outcomes.ndjson",
		"readycheck watch -f -format json -channels house,backup outcomes.ndjson",
		"tail -F outcomes.ndjson | readycheck watch -f -lang en -",
	},
}

// A watching is one run of watch.
type watching struct {
	*call
	incident.Watcher
	json, follow bool
	poll         time.Duration
	now          func() time.Time

	lines, bad, found int64
	number            int64 // of the last line, blank ones too
}

var (
	errNoOutcomes  = say("没有内容：输入中没有打款结果", "nothing to read: the input has no outcomes")
	errWatchFormat = say("-format 须为 text 或 json", "-format must be text or json")
	errGrace       = say("-grace 须为 1 到 120", "-grace must be 1 to 120")
	errAlarms      = say("-alarms 须为正数，不大于 1000", "-alarms must be above 0 and at most 1000")
)

func watch(c *call) int {
	w := watching{call: c, poll: 500 * time.Millisecond, now: time.Now}
	flags := flag.NewFlagSet("watch", flag.ContinueOnError)
	flags.BoolVar(&w.follow, "f", false, c.in("读到末尾后等待新行", "wait for more at the end of the file"))
	format := flags.String("format", "text", c.in("输出格式：text 或 json", "text or json"))
	grace := flags.Int("grace", 2, c.in("允许迟到的分钟数", "how many minutes a line may come late"))
	channels := flags.String("channels", "", c.in("自有通道的名称（`NAMES`），逗号分隔", "`NAMES` of channels of your own, with commas"))
	flags.Float64Var(&w.AlarmsPerWeek, "alarms", 1, c.in("每周至多允许的误报次数", "the most false alarms a week"))
	var own setup
	own.addCodes(c, flags)
	c.langFlag(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	switch {
	case *format != "text" && *format != "json":
		return c.refuse(errWatchFormat)
	case *grace < 1 || *grace > 120:
		return c.refuse(errGrace)
	case !(w.AlarmsPerWeek > 0 && w.AlarmsPerWeek <= 1000):
		return c.refuse(errAlarms)
	}
	w.json, w.Grace = *format == "json", incident.Minute(*grace)
	if *channels != "" {
		w.Channels = strings.Split(*channels, ",")
	}
	var err error
	if w.Codes, err = own.failCodes(); err != nil {
		return c.refuse(err)
	}
	if w.Key, err = readKey(""); err != nil {
		return c.refuse(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return w.file(ctx, flags.Arg(0))
}

// file watches a file until it ends or, with -f, until ctx does.
func (w *watching) file(ctx context.Context, name string) int {
	in := w.stdin
	if name != "-" {
		f, err := openInput(name)
		if err != nil {
			return w.refuse(err)
		}
		defer f.Close()
		in = f
		if w.follow {
			in = &follower{ctx: ctx, r: f, poll: w.poll}
		}
	}
	err := w.read(ctx, in)
	if err == nil {
		err = w.write(w.Flush())
	}
	switch {
	case err != nil:
		return w.refuse(err)
	case w.lines == 0 && !w.follow:
		return w.refuse(errNoOutcomes)
	}
	w.note(say("读入 %[1]d 行，%[2]d 起故障", "%[3]s, %[4]s", w.lines, w.found, counted(w.lines, "line"), counted(w.found, "incident")))
	if w.bad > 0 {
		w.note(say("%[1]d 行无法读取，已略过", "left out, for they cannot be read: %[2]s", w.bad, counted(w.bad, "line")))
	}
	for _, p := range problemsInOrder {
		if n := w.Problems()[p]; n > 0 {
			text := notCounted[p]
			w.note(message{readiness.ZH: fmt.Sprintf("%d 行%s", n, text[readiness.ZH]), readiness.EN: counted(n, "line") + " " + text[readiness.EN]})
		}
	}
	switch {
	case w.bad > 0:
		return exitUnusable
	case w.found > 0:
		return exitNotReady
	}
	return exitReady
}

var problemsInOrder = []incident.Problem{incident.NoTime, incident.NoID, incident.Open, incident.Unsent, incident.Late, incident.Future}

// counted is a number of things in English.
func counted(n int64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}

var notCounted = map[incident.Problem]readiness.Text{
	incident.NoTime: both("没有 ended_at 或时间无效，未计入", "without ended_at, or with an impossible one: not counted"),
	incident.NoID:   both("既没有 id 也没有 applicant，未计入", "with neither id nor applicant: not counted"),
	incident.Open:   both("尚无结果，也没有超时等说明，未计入", "without a result, of which nothing says that it is late: not counted"),
	incident.Unsent: both("没有打出，未计入", "of payouts that were held: not counted"),
	incident.Late:   both("来得太迟，未计入；可加大 -grace", "too late to be counted; -grace allows for more"),
	incident.Future: both("时间在未来，未计入", "from the future: not counted"),
}

// read takes lines as they come. When none has come for a while, with -f the clock says
// which minutes are over.
func (w *watching) read(ctx context.Context, in io.Reader) error {
	type line struct {
		text []byte
		long bool
		err  error
	}
	lines := make(chan line)
	go func() {
		defer close(lines)
		r := newLineReader(in)
		for {
			text, long, err := r.next()
			select {
			case lines <- line{bytes.Clone(text), long, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	tick := time.NewTicker(w.poll)
	defer tick.Stop()
	heard := w.now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case l := <-lines:
			if errors.Is(l.err, io.EOF) {
				return nil
			}
			if l.err != nil {
				return l.err
			}
			heard = w.now()
			if err := w.line(l.text, l.long); err != nil {
				return err
			}
		case <-tick.C:
			if now := w.now(); w.follow && now.Sub(heard) >= 2*w.poll {
				if err := w.write(w.Advance(now)); err != nil {
					return err
				}
			}
		}
	}
}

// line counts one outcome.
func (w *watching) line(text []byte, long bool) error {
	if w.number++; !long && isBlank(text) {
		return nil
	}
	w.lines++
	var o incident.Outcome
	if long || o.UnmarshalJSON(text) != nil {
		if w.bad++; w.bad <= maxNamed {
			w.note(unreadable("", w.number, w.explain(text, long)))
		}
		return nil
	}
	return w.write(w.Add(&o))
}

func (w *watching) explain(text []byte, long bool) error {
	if long {
		return errTooLong
	}
	if w.number == 1 && text[0] != '{' {
		return say("须为每行一个 JSON；watch 不读表格", "must have one JSON document per line; watch reads no tables")
	}
	return explainOutcome(text, append([]string{"applicant", "issuer"}, outcomeColumns...), new(incident.Outcome).UnmarshalJSON)
}

func (w *watching) write(events []incident.Incident) error {
	out := bufio.NewWriter(w.stdout)
	for i := range events {
		if events[i].State == incident.Begun {
			w.found++
		}
		if !w.json {
			fmt.Fprintln(out, incidentLine(&events[i], w.lang))
		} else if err := json.NewEncoder(out).Encode(&events[i]); err != nil {
			return err
		}
	}
	return out.Flush()
}

// A follower reads a file to its end and then waits for more. A file that was cut short
// is read from the start.
type follower struct {
	ctx  context.Context
	r    *os.File
	poll time.Duration
	at   int64
}

func (f *follower) Read(b []byte) (int, error) {
	for {
		n, err := f.r.Read(b)
		f.at += int64(n)
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		select {
		case <-f.ctx.Done():
			return 0, io.EOF
		case <-time.After(f.poll):
		}
		if info, err := f.r.Stat(); err == nil && info.Size() < f.at {
			if f.at, err = f.r.Seek(0, io.SeekStart); err != nil {
				return 0, err
			}
		}
	}
}

var stateNames = map[incident.State]readiness.Text{
	incident.Begun: both("开始", "begun"), incident.Changed: both("变化", "changed"), incident.Recovered: both("恢复", "recovered"),
	incident.Merged: both("并入", "merged"), incident.Unseen: both("无消息", "unseen"), incident.Lasting: both("持续", "lasting"),
}

// incidentLine is an incident in one line.
func incidentLine(i *incident.Incident, l readiness.Lang) string {
	t := func(zh, en string) string { return both(zh, en).In(l) }
	where := i.Channel + t("，各银行", ", all banks")
	switch {
	case i.Channel == "":
		where = bankName(i.Issuer, l) + t("，各通道", ", all channels")
	case i.Issuer != "":
		where = bankName(i.Issuer, l) + t("，", ", ") + i.Channel
	}
	kinds := showpage.Category(i.Category).In(l)
	for _, c := range i.Also {
		kinds += t("、", "; ") + showpage.Category(c).In(l)
	}
	out := fmt.Sprintf("%s  %s  %s  %s  ", i.AsOf.Format("2006-01-02 15:04"), pad(stateNames[i.State].In(l), 9), where, kinds)
	out += fmt.Sprintf(t("%d/%d 笔，预计 %.1f，金额 %s 元，自 %s", "%d of %d, %.1f expected, CNY %s, since %s"),
		i.Failures, i.Attempts, float64(i.Expected)/1000, i.Amount, i.Start.Format("15:04"))
	if !i.End.IsZero() {
		out += fmt.Sprintf(t("，至 %s", ", until %s"), i.End.Format("15:04"))
	}
	out += fmt.Sprintf(t("，把握至少 %.1f %%", ", sure to at least %.1f %%"), float64(i.Confidence)/10)
	if i.Doubt {
		out += t("；先查询，不要重发", "; query, do not send again")
	}
	return out
}

// bankName is the name of a bank as the table has it.
func bankName(code string, l readiness.Lang) string {
	i, ok := cardbin.Default().FindIssuer(code)
	switch {
	case ok && l == readiness.EN && i.NameEN != "":
		return i.NameEN
	case ok && i.NameZH != "" && l == readiness.ZH:
		return i.NameZH
	}
	return code
}
