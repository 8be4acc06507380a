package cardbin_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

type word interface {
	fmt.Stringer
	encoding.TextMarshaler
}

// words checks that the list has exactly the words of the values, in order.
func words[E interface {
	~uint8
	word
}, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, names ...string) {
	for i, name := range names {
		v := E(i)
		require.Equal(t, name, v.String())
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Equal(t, `"`+name+`"`, string(b))
		var back E
		require.NoError(t, P(&back).UnmarshalText([]byte(name)))
		require.Equal(t, v, back)
	}
	require.Equal(t, "unknown", E(len(names)).String(), "outside the list")
	require.Equal(t, "unknown", E(255).String())
	v := E(1)
	for _, s := range []string{"6222021234567890123", "", "DEBIT", names[1] + " "} {
		err := P(&v).UnmarshalText([]byte(s))
		require.ErrorIs(t, err, cardbin.ErrText)
		require.Equal(t, "must be one of "+strings.Join(names, ", "), err.Error(), "never the input")
		require.Equal(t, E(1), v, "unchanged")
	}
}

func TestWords(t *testing.T) {
	t.Run("Funding", func(t *testing.T) {
		words[cardbin.Funding](t, "unknown", "debit", "credit", "quasi_credit", "prepaid")
	})
	t.Run("Kind", func(t *testing.T) { words[cardbin.Kind](t, "card", "token", "test") })
	t.Run("ClassHint", func(t *testing.T) {
		words[cardbin.ClassHint](t, "none", "class_ii", "class_iii", "class_ii_or_iii", "e_account")
	})
	t.Run("Category", func(t *testing.T) {
		words[cardbin.Category](t, "unknown", "state_owned", "policy_bank", "joint_stock", "city_commercial", "rural_commercial",
			"rural_credit_union", "village_bank", "digital_private", "foreign_in_china", "overseas", "prepaid_issuer")
	})
	t.Run("Network", func(t *testing.T) {
		words[cardbin.Network](t, "unknown", "unionpay", "domestic", "visa", "mastercard", "jcb", "amex", "diners", "discover")
	})
	t.Run("LuhnUse", func(t *testing.T) { words[cardbin.LuhnUse](t, "unreliable", "usual", "always") })
	t.Run("How", func(t *testing.T) { words[cardbin.How](t, "none", "exact", "other_length", "partial") })
}
