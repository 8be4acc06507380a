package shape_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/shape"
)

// boxed is a caller's wrapper type for text.
type boxed struct{ text string }

func checker() *shape.Checker {
	return &shape.Checker{
		Types:  []any{boxed{}},
		Unwrap: func(v reflect.Value) any { return v.Interface().(boxed).text },
		Tags:   map[string]func(any) bool{"even": func(v any) bool { return v.(int)%2 == 0 }},
	}
}

func TestCheck(t *testing.T) {
	type inner struct {
		Code string `json:"code" validate:"code"`
	}
	type outer struct {
		Name  boxed   `json:"name" validate:"text=4"`
		N     int     `json:"n" validate:"even"`
		Rank  int     `json:"rank" validate:"gte=0,lte=9"`
		Land  string  `json:"land" validate:"omitempty,country"`
		Digit string  `json:"digit" validate:"digits"`
		List  []inner `json:"list" validate:"max=2,dive"`
	}
	for _, c := range []struct {
		name string
		in   outer
		want []shape.Problem
	}{
		{"nothing", outer{}, nil},
		{"as it should be", outer{boxed{"王"}, 2, 9, "cn", "123", []inner{{"A-1"}}}, nil},
		{"a text of too many bytes", outer{Name: boxed{"王小"}}, []shape.Problem{{"/name", "too-long"}}},
		{"no UTF-8", outer{Name: boxed{"\xff"}}, []shape.Problem{{"/name", "too-long"}}},
		{"a tag of the caller's", outer{N: 1}, []shape.Problem{{"/n", "malformed"}}},
		{"too high", outer{Rank: 10}, []shape.Problem{{"/rank", "out-of-range"}}},
		{"too low", outer{Rank: -1}, []shape.Problem{{"/rank", "out-of-range"}}},
		{"no country", outer{Land: "c1"}, []shape.Problem{{"/land", "malformed"}}},
		{"letters among digits", outer{Digit: "12a"}, []shape.Problem{{"/digit", "malformed"}}},
		{"in a list", outer{List: []inner{{}, {"工"}}}, []shape.Problem{{"/list/1/code", "malformed"}}},
		{"a word of 65", outer{List: []inner{{strings.Repeat("a", 65)}}}, []shape.Problem{{"/list/0/code", "too-long"}}},
		{"three", outer{List: make([]inner, 3)}, []shape.Problem{{"/list", "too-many"}}},
		{"in the struct's order", outer{N: 1, Digit: "x"}, []shape.Problem{{"/n", "malformed"}, {"/digit", "malformed"}}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, checker().Check(&c.in)) })
	}
}

func TestWhatIsNoStructIsMalformed(t *testing.T) {
	require.Equal(t, []shape.Problem{{Kind: "malformed"}}, checker().Check("13800001234"))
	require.Equal(t, []shape.Problem{{Kind: "malformed"}}, checker().Check(nil))
}

func TestATagWithoutANameIsAMistakeInTheProgram(t *testing.T) {
	c := checker()
	c.Tags[""] = func(any) bool { return true }
	require.Panics(t, func() { c.Check(struct{}{}) })
}
