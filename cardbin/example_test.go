package cardbin_test

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/payready/payready/cardbin"
)

func Example() {
	pan, err := cardbin.ParsePAN("6222 0212 3456 7890 123")
	if err != nil {
		fmt.Println(err)
		return
	}
	match, known := cardbin.Default().Lookup(pan)
	fmt.Println(pan, known)
	fmt.Println(match.Issuer().NameZH, match.Funding(), match.Network(), match.How)
	fmt.Println("Luhn:", pan.LuhnValid(), "which counts as", match.Luhn())
	// Output:
	// 622202*********0123 true
	// 中国工商银行 debit unionpay exact
	// Luhn: false which counts as usual
}

func ExampleParsePAN() {
	_, err := cardbin.ParsePAN("6222 0212 3456 789O")
	var pe *cardbin.ParseError
	fmt.Println(errors.As(err, &pe), pe.Pos, errors.Is(err, cardbin.ErrCharacter))
	fmt.Println(err)
	// Output:
	// true 18 true
	// cardbin: card number: a character that is no digit, space or hyphen (at byte 18)
}

func ExamplePAN_Reveal() {
	pan, _ := cardbin.ParsePAN("６２２２－０２１２－３４５６－１２３４")
	fmt.Printf("%v %d %x\n", pan, pan, pan)
	fmt.Println(pan.Reveal(), pan.BIN(6), pan.Last4(), pan.Len())
	// Output:
	// 622202******1234 622202******1234 622202******1234
	// 6222021234561234 622202 1234 16
}

func ExampleLuhn() {
	fmt.Println(cardbin.Luhn("79927398713"), cardbin.Luhn("79927398710"))
	// Output: true false
}

func ExampleTable_LookupPrefix() {
	m, known := cardbin.Default().LookupPrefix("622202", 19)
	fmt.Println(known, m.How, m.Issuer().Code, m.Funding())
	// Output: true exact ICBC debit
}

func ExampleNetworkOf() {
	fmt.Println(cardbin.NetworkOf("424242", 16), cardbin.NetworkOf("622202", 19))
	// Output: visa unionpay
}

func ExampleTable_FindIssuer() {
	table := cardbin.Default()
	for _, name := range []string{"工行", "BOCOM", "招商银行股份有限公司", "no bank"} {
		iss, ok := table.FindIssuer(name)
		fmt.Println(iss.Code, ok)
	}
	fmt.Println(table.Succeeded("LYBANK", "ZYB"))
	// Output:
	// ICBC true
	// COMM true
	// CMB true
	//  false
	// true
}

func ExampleTable_Overlay() {
	table, err := cardbin.Default().Overlay(strings.NewReader(`# source: core banking
# version: 2026-11
prefix,pan_length,issuer,issuer_name,funding,class_hint
62220219,19,EXBANK,示例银行,debit,class_ii
`))
	if err != nil {
		fmt.Println(err) // every error, with its line
		return
	}
	pan, _ := cardbin.ParsePAN("6222021912345678901")
	m, _ := table.Lookup(pan)
	fmt.Println(m.Issuer().NameZH, m.ClassHint(), m.Source())
	// Output: 示例银行 class_ii core banking@2026-11
}

func ExampleReadUnionPay() {
	file, _ := simplifiedchinese.GB18030.NewEncoder().String("招商银行(03080000),一卡通,16,62999900,借记卡\n")
	overlay, err := cardbin.ReadUnionPay(simplifiedchinese.GB18030.NewDecoder().Reader(strings.NewReader(file)))
	fmt.Print(string(overlay), err)
	// Output:
	// prefix,pan_length,funding,issuer,issuer_name,region,card_name
	// 62999900,16,debit,CMB,招商银行,CN,一卡通
	// <nil>
}

func ExampleTable_All() {
	for r := range cardbin.Default().All() {
		fmt.Println(r.Prefix(), r.PANLength(), r.Issuer().Code, r.Funding())
		break
	}
	// Output: 018572 18 YNRCC debit
}

func ExampleTable_Stats() {
	s := cardbin.Default().Stats()
	fmt.Println(s.Rows, s.Prefixes, s.Issuers)
	// Output: 2460 2406 375
}
