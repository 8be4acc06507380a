package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var listPage = page{
	about: both(`列出提交数据、策略和结果所用的词，一行一个：

issuers：卡表中每家银行的代码、地区、类别和名称；checks：每项检查的编号、需要程度、严重程度和标题，不通过即拦截的标 gate；reasons：每种结论的检查、代码、状态、种类和说明；channels：失败码表中的通道和产品；fields：每个字段的路径、写法、由谁提供和名称；words：字段及其可用的取值。

-format json 输出同样的内容，更完整，为一个对象列表。通道的状态和代码用 diagnose -list。`,
		`Lists the words that submissions, policies and reports are written in, one entry in
a line:

  issuers   code, region, category and name of every bank of the card table
  checks    ID, need, severity and title of every check; "gate" if its fail blocks
  reasons   check, code, status, kind and message of every finding there can be
  channels  channel and product of the table of failure codes
  fields    pointer, form, who can say it, and name of every input
  words     pointer of an input and the words that it may be

-format json writes the same, and more of each, as one list of objects. diagnose -list
has the statuses and codes of a channel.`),
	status: []readiness.Text{both("已列出", "listed"), {}, both("没有这个列表，或 -bins 的表无法使用", "there is no such list, or the table of -bins is unusable")},
	examples: []string{
		"readycheck list issuers | grep 村镇银行",
		"readycheck list -lang en -format json reasons",
	},
}

// lists make the entries of each list.
var lists = map[string]func(l readiness.Lang, s *setup) ([]entry, error){
	"issuers": listIssuers, "checks": listChecks, "reasons": listReasons,
	"channels": listChannels, "fields": listFields, "words": listWords,
}

// An entry is a line of a list: what JSON has of it, and its cells, of which only the
// last may be wider than its characters are many.
type entry struct {
	object any
	cells  []string
}

func listCommand(c *call) int {
	flags := flag.NewFlagSet("list", flag.ContinueOnError)
	lang := c.langFlag(flags)
	format := flags.String("format", "text", c.in("text 或 json", "text or json"))
	var s setup
	s.addBINs(c, flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	entries, ok := lists[flags.Arg(0)]
	switch {
	case !ok:
		return c.refuse(say("可列出 %s", "there are lists of %s", strings.Join(argWords["list"], ", ")))
	case *format != "text" && *format != "json":
		return c.refuse(say("-format 须为 text 或 json", "-format is text or json"))
	}
	all, err := entries(*lang, &s)
	if err != nil {
		return c.refuse(err)
	}
	write := writeCells
	if *format == "json" {
		write = writeObjects
	}
	if err := write(c.stdout, all); err != nil {
		return c.refuse(err)
	}
	return exitReady
}

// writeObjects writes an object in a line, so that lists can be compared by line.
func writeObjects(w io.Writer, all []entry) error {
	before := "["
	for _, e := range all {
		b, err := json.Marshal(e.object)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n%s", before, b)
		before = ","
	}
	_, err := fmt.Fprintln(w, "\n]")
	return err
}

func writeCells(w io.Writer, all []entry) error {
	var width []int
	for _, e := range all {
		width = append(width, make([]int, max(0, len(e.cells)-len(width)))...)
		for i, cell := range e.cells {
			width[i] = max(width[i], columnsWide(cell))
		}
	}
	for _, e := range all {
		last := len(e.cells) - 1
		for i, cell := range e.cells[:last] {
			fmt.Fprint(w, pad(cell, width[i]), "  ")
		}
		if _, err := fmt.Fprintln(w, e.cells[last]); err != nil {
			return err
		}
	}
	return nil
}

func listIssuers(l readiness.Lang, s *setup) (out []entry, err error) {
	table, err := s.table()
	if err != nil {
		return nil, err
	}
	for _, i := range table.Issuers() {
		name := i.NameZH
		if l == readiness.EN && i.NameEN != "" || name == "" {
			name = i.NameEN
		}
		out = append(out, entry{
			struct {
				Code          string           `json:"code"`
				Region        string           `json:"region"`
				Category      cardbin.Category `json:"category"`
				NameZH        string           `json:"name_zh"`
				NameEN        string           `json:"name_en"`
				ClearingClass string           `json:"clearing_class"`
				Mainstream    bool             `json:"mainstream"`
				InternetOnly  bool             `json:"internet_only"`
			}{i.Code, i.Region, i.Category, i.NameZH, i.NameEN, i.ClearingClass, i.Mainstream, i.InternetOnly},
			[]string{i.Code, i.Region, i.Category.String(), name},
		})
	}
	return out, nil
}

func listChecks(l readiness.Lang, _ *setup) (out []entry, err error) {
	for _, c := range readiness.Suite() {
		gate := "-"
		if c.Gate {
			gate = "gate"
		}
		out = append(out, entry{
			struct {
				ID       readiness.ID       `json:"id"`
				Need     readiness.Need     `json:"need"`
				Severity readiness.Severity `json:"severity"`
				Gate     bool               `json:"gate"`
				Needs    []intake.Field     `json:"needs"`
				Optional []intake.Field     `json:"optional"`
				Title    string             `json:"title"`
				Purpose  string             `json:"purpose"`
			}{c.ID, c.Need, c.Severity, c.Gate, slices.Concat([]intake.Field{}, c.Needs), slices.Concat([]intake.Field{}, c.Optional), c.Title.In(l), c.Purpose.In(l)},
			[]string{string(c.ID), c.Need.String(), fmt.Sprint(c.Severity), gate, c.Title.In(l)},
		})
	}
	return out, nil
}

func listReasons(l readiness.Lang, _ *setup) (out []entry, err error) {
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			kind, action := "", remedy.Action{}
			if r.Status == readiness.Fail {
				kind = r.Kind.String()
			}
			if r.Action != nil {
				action = *r.Action
			}
			out = append(out, entry{
				struct {
					Check    readiness.ID     `json:"check"`
					Code     string           `json:"code"`
					Status   readiness.Status `json:"status"`
					Kind     string           `json:"kind"`
					Internal bool             `json:"internal"`
					Message  string           `json:"message"`
					Action   string           `json:"action"`
					Owner    string           `json:"owner"`
					Advice   string           `json:"advice"`
				}{c.ID, r.Code, r.Status, kind, r.Internal, r.Message.In(l), action.ID, or(action.Owner.String(), ""), action.Text.In(l)},
				[]string{string(c.ID), r.Code, r.Status.String(), or(kind, "-"), r.Message.In(l)},
			})
		}
	}
	return out, nil
}

func listChannels(readiness.Lang, *setup) (out []entry, err error) {
	t := failcode.Default()
	for _, channel := range t.Channels() {
		for _, product := range t.Products(channel) {
			out = append(out, entry{
				struct {
					Channel string `json:"channel"`
					Product string `json:"product"`
				}{channel, product},
				[]string{channel, product},
			})
		}
	}
	return out, nil
}

func listFields(l readiness.Lang, _ *setup) (out []entry, err error) {
	fields, err := inputFields()
	for _, f := range fields {
		out = append(out, entry{
			struct {
				Field string   `json:"field"`
				Form  string   `json:"form"`
				Words []string `json:"words,omitempty"`
				Owner string   `json:"owner"`
				Name  string   `json:"name"`
			}{f.pointer, f.form(), f.words(), f.owner.String(), f.label.In(l)},
			[]string{f.pointer, f.form(), f.owner.String(), f.label.In(l)},
		})
	}
	return out, err
}

func listWords(_ readiness.Lang, _ *setup) (out []entry, err error) {
	fields, err := inputFields()
	for _, f := range fields {
		if words := f.words(); len(words) > 0 {
			out = append(out, entry{
				struct {
					Field string   `json:"field"`
					Words []string `json:"words"`
				}{f.pointer, words},
				[]string{f.pointer, strings.Join(words, " ")},
			})
		}
	}
	return out, err
}
