package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	gotypes "go/types"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// refusals are inputs that are refused, at least one for every kind of mistake at
// every form of value.
var refusals = []string{
	`{"card":`,
	`[]`,
	`{"card":{"issuer":"A","issuer":"B"}}`,
	`{"cardd":{}}`,
	`{"card":{"nunber":"…"}}`,
	`{"amount":1}`,
	`{"card":{"colour":"red"}}`,
	`{"applicant":{"name":"[redacted]"}}`,
	// of the wrong type
	`{"card":7}`,
	`{"applicant":{"name":7}}`,
	`{"id":7}`,
	`{"payout":{"order_id":7}}`,
	`{"payout":{"branch_code":7}}`,
	`{"card":{"bin":7}}`,
	`{"device":{"region":7}}`,
	`{"card":{"holder":{"name_hash":{"hex":7}}}}`,
	`{"card":{"state":7}}`,
	`{"card":{"quick_pay":"yes"}}`,
	`{"payout":{"amount_fen":"100.50"}}`,
	`{"history":{"platform_score":"80"}}`,
	`{"device":{"loss_percent":"1"}}`,
	`{"at":7}`,
	`{"card":{"opened_on":7}}`,
	`{"history":{"attempts":{}}}`,
	`{"card":{"element_check":{"mismatched":"name"}}}`,
	`{"extra":[]}`,
	// of the right type
	`{"card":{"state":"lost"}}`,
	`{"card":{"state":"on holiday"}}`,
	`{"card":{"element_check":{"mismatched":["nam"]}}}`,
	`{"history":{"attempts":[{},{"outcome":"fail"}]}}`,
	`{"at":"2026-11-24 10:00:00"}`,
	`{"card":{"opened_on":"24.11.2026"}}`,
	`{"device":{"loss_percent":0.125}}`,
	`{"extra":{"a":[1]}}`,
	// readable, but of the wrong shape
	`{"id":"a b"}`,
	`{"at":"1999-01-01T00:00:00Z"}`,
	`{"applicant":{"name":"` + strings.Repeat("a", 257) + `"}}`,
	`{"card":{"bin":"12345"}}`,
	`{"card":{"last4":"12345"}}`,
	`{"card":{"length":11}}`,
	`{"card":{"nonbound_inbound_today_fen":-1}}`,
	`{"card":{"holder":{"name_hash":{"hex":"xyz"}}}}`,
	`{"payout":{"order_id":"一"}}`,
	`{"history":{"platform_score":101}}`,
	`{"device":{"region":"China"}}`,
	`{"id":"110101199003071233"}`,
	`{"applicant":{"mobile":"13800001234"},"payout":{"order_id":"13800001234"}}`,
	`{"device":{"loss_percent":100.01}}`,
	`{"network":{"ip_records":[` + strings.Repeat("{},", 64) + `{}]}}`,
	`{"history":{"attempts":[{"same_card":true,"amount_fen":-1}]}}`,
	`{"review":{"reasons":["` + strings.Repeat("a", 129) + `"]}}`,
}

// policyRefusals are policies that are refused.
var policyRefusals = []string{
	`{`,
	`[]`,
	`{"schema":"readiness.policy/1","schema":"readiness.policy/1"}`,
	`{}`,
	`{"schema":"` + readiness.PolicySchema + `","preset":"strickt"}`,
	`{"schema":"` + readiness.PolicySchema + `","min_agee":18}`,
	`{"schema":"` + readiness.PolicySchema + `","min_age":200}`,
	`{"schema":"` + readiness.PolicySchema + `","min_age":"18"}`,
	`{"schema":"` + readiness.PolicySchema + `","windows":[{"every":"dayly","start":"25:00","effect":"closed"}]}`,
	`{"schema":"` + readiness.PolicySchema + `","windows":[{"every":"weekly","start":"01:00","end":"02:00","effect":"closed","channel":"` + strings.Repeat("a", 65) + `"}]}`,
	`{"schema":"` + readiness.PolicySchema + `","windows":[{"every":"daily","start":"01:00","end":"02:00","effect":"closed","bank":"ICBCC","channel":"wecahtpay"}]}`,
	`{"schema":"` + readiness.PolicySchema + `","checks":{"network.vpn":{"severity":"midium","level":1},"card.nunber":{},"card.state":{"reasons":{"frozn":{}}}}}`,
	`{"schema":"` + readiness.PolicySchema + `","checks":{"network.vpn":{"suppressed":{"reason":"pilot"}}}}`,
	`{"schema":"` + readiness.PolicySchema + `","channels":[{"channel":"a","min_amount_fen":2,"max_amount_fen":1},{"channel":"a"}]}`,
	`{"schema":"` + readiness.PolicySchema + `","expected_countries":["China"],"trusted_hops":1,"trusted_proxies":["10.0.0.0/8"]}`,
}

// codeTableRefusals are files of failure codes that are refused.
var codeTableRefusals = []string{
	"channel,product\n",
	codeTableHeader + "house,payout,,lost,bank,payee,payout,after_fix,new_after_final,no,call-bank,none,card,high,contract\n",
	codeTableHeader + "house,payout,E1,review,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract\n",
}

const codeTableHeader = "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source\n"

// cardTableRefusals are files of card prefixes that are refused.
var cardTableRefusals = []string{
	"prefix\n62\n",
	"prefix,pan_length,iban,prefix\n",
	"prefix,pan_length,issuer,funding,kind,action\n62x,19,ICBC,,,\n622,11,ICBC,,,\n622,16,icbc,,,\n622,17,ICBC,cash,coin,\n622,18,ICBC,,,drop\n629999,16,ICBC,,,remove\n622,15,ICBC,,,\n622,15,ICBC,,,\n622\n",
	"prefix,pan_length,issuer,issuer_name,region,card_name\n622,16,NEW,,,\n622,17,NEW,新,China,\n622,18,NEW,新,," + strings.Repeat("n", 129) + "\n",
	"prefix,pan_length,issuer\n6\"22,16,ICBC\n",
	"prefix,pan_length\n62,\xd6\xd0\n",
}

// errorsMarkdown returns ERRORS.md. The problems are the service's.
func errorsMarkdown(problems []httpProblem) []byte {
	d := &markdown{}
	d.introduction()
	d.line("## Submissions")
	d.line("")
	header := func() {
		d.row("kind", "input", "field", "中文", "English", "nearest")
		d.row("---", "---", "---", "---", "---", "---")
	}
	header()
	for _, in := range refusals {
		sub, err := intake.ParseSubmission([]byte(in), intake.Strict)
		if err == nil {
			err = sub.Validate()
		}
		d.mistakes(in, err)
	}
	d.mistakes("more than 262,144 bytes", refuse(make([]byte, intake.MaxSubmissionBytes+1)))
	d.mistakes("a schedule without `at`", &intake.ShapeError{Problems: []intake.Problem{{Field: intake.FieldAt, Kind: "missing"}}})
	d.line("")
	d.line("## Tables of submissions")
	d.line("")
	d.line("The rest is as above, with the field's pointer of the column.")
	d.line("")
	header()
	for _, t := range [...][2]string{{"columns", "a row of another length than the header"}, {"quote", "a quote that does not close"}, {"encoding", "a cell in GBK"}} {
		d.mistakes(t[1], &intake.InputError{Offset: -1, Kind: t[0]})
	}
	d.line("")
	table := func(title string, files []string, overlay func(io.Reader) error) {
		d.line(title)
		d.line("")
		header()
		for _, in := range files {
			d.mistakes(strings.ReplaceAll(strings.TrimSpace(in), "\n", " ⏎ "), overlay(strings.NewReader(in)))
		}
	}
	table("## Tables of card prefixes", cardTableRefusals, func(r io.Reader) error { _, err := cardbin.Default().Overlay(r); return err })
	d.mistakes("more than 16 MiB or 100,000 rows", cardbin.ErrTooLarge)
	d.mistakes("more than 100 errors", cardbin.ErrMore)
	d.line("")
	table("## Tables of failure codes", codeTableRefusals, func(r io.Reader) error { _, err := failcode.Default().Overlay(r); return err })
	d.line("")
	d.line("## Policies")
	d.line("")
	header()
	for _, in := range policyRefusals {
		_, err := readiness.Config{}.ParsePolicy([]byte(in))
		d.mistakes(in, err)
	}
	d.line("")
	d.line("## Answers of the service")
	d.line("")
	d.line("`type` ends in the word; `errors` says more where it can, as above.")
	d.line("")
	d.row("status", "type", "中文", "English")
	d.row("---", "---", "---", "---")
	for _, p := range problems {
		d.row(p.status, code1(p.name), escape(p.zh), escape(p.en))
	}
	return []byte(d.String())
}

// introduction says what all mistakes have in common.
func (d *markdown) introduction() {
	d.line("<!-- Code generated by readiness/internal/gen from what is refused. DO NOT EDIT. -->")
	d.line("# What is refused, and what is said")
	d.line("")
	d.line("Every mistake has one shape, wherever it is made:")
	d.line("")
	d.line("| member | |")
	d.line("|---|---|")
	d.line("| `field` | JSON Pointer as far as its names are known, `\"\"` for the whole |")
	d.line("| `kind` | a word of the first column below |")
	d.line("| `offset` | byte of the input, if known |")
	d.line("| `allowed` | the words or names that may stand there, or an example, a pattern or a range |")
	d.line("| `nearest` | the word or the field that was probably meant |")
	d.line("| `text` | a sentence in the language asked for |")
	d.line("")
	d.line("No mistake holds a value or an unknown name of the input.")
	d.line("")
	d.row("where", "how it is said")
	d.row("---", "---")
	d.row("Go", "`intake.Mistakes(err, lang)` of the error of `ParseSubmission`, `Validate`, `ParsePolicy`, `New` or `Overlay`, or of encoding/json for parts in your own structs; `err.Error()` says it in English")
	d.row("command line", "a line `POINTER: TEXT` in the language of `-lang`; exit status 2; one JSON object a line under `-bad`")
	d.row("HTTP", "`application/problem+json` (RFC 9457), its `errors` in the language of `lang` or `Accept-Language`: 400 `unreadable` for what cannot be read, 422 `shape` for the rest")
	d.row("the page", "beside the field, in the page's language")
	d.line("")
}

// A httpProblem is an answer of examples/httpapi that refuses.
type httpProblem struct{ status, name, zh, en string }

// httpProblems finds them in the service's source, each once.
func httpProblems(dir string) (all []httpProblem, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && gotypes.ExprString(call.Fun) == "newProblem" {
				all = append(all, httpProblem{httpStatus(gotypes.ExprString(call.Args[0])), literal(call.Args[1]), literal(call.Args[2]), literal(call.Args[3])})
			}
			return true
		})
	}
	slices.SortFunc(all, func(a, b httpProblem) int {
		return cmp.Or(strings.Compare(a.status, b.status), strings.Compare(a.name, b.name), strings.Compare(a.en, b.en))
	})
	return slices.Compact(all), nil
}

// httpStatus is the number of a constant such as http.StatusNotFound.
func httpStatus(constant string) string {
	for code := 400; code < 600; code++ {
		if "http.Status"+strings.ReplaceAll(http.StatusText(code), " ", "") == constant {
			return strconv.Itoa(code)
		}
	}
	return constant
}

// literal is the text of an expression. What is not a literal is one of several words.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value) // the parser has read it
		return s
	case *ast.BinaryExpr:
		return literal(e.X) + literal(e.Y)
	case *ast.Ident:
		return e.Name
	}
	return "…"
}

func refuse(b []byte) error {
	_, err := intake.ParseSubmission(b, intake.Strict)
	return err
}

// mistakes writes a row for every mistake of an input, which is cut if it is long.
func (d *markdown) mistakes(in string, err error) {
	if r := []rune(in); len(r) > 100 {
		in = string(r[:60]) + " … " + string(r[len(r)-20:])
	}
	if !utf8.ValidString(in) {
		in = "a file in GBK"
	}
	zh, en := intake.Mistakes(err, readiness.ZH), intake.Mistakes(err, readiness.EN)
	if len(zh) == 0 {
		d.row(fmt.Sprintf("NOT REFUSED: %v", err), code1(in))
	}
	for i, m := range zh {
		d.row(m.Kind, code1(in), code1(string(m.Field)), escape(m.Text), escape(en[i].Text), code1(m.Nearest))
	}
}

// code1 is code in a cell of a table.
func code1(s string) string {
	if s == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(s, "|", `\|`) + "`"
}
