package readiness

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

// What the writer takes to need no escape is written as the JSON module writes it.
func TestTextIsQuotedAsByTheModule(t *testing.T) {
	texts := []string{"", "\xff", "a\xffb", "\xc3", "汉\xe6", "\xed\xa0\x80", "汉字", "a\u2028b", "\ufffd", "\U0001f600", "\x7f", "<&>'/"}
	for r := range rune(0x300) {
		texts = append(texts, string(r), "a"+string(r), "汉"+string(r)+"字")
	}
	for b := range 256 {
		texts = append(texts, string([]byte{byte(b)}), string([]byte{'a', byte(b), 'b'}))
	}
	for _, s := range texts {
		want, err := jsontext.AppendQuote(nil, s)
		w := new(writer).text(s)
		require.Equal(t, string(want), string(w.b), "%q", s)
		require.Equal(t, err != nil, w.broken, "%q", s)
	}
}
