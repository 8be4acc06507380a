package intake_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
)

// anyShape sets one input of many to something at or beyond a bound.
func anyShape(random *rand.Rand, v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = []time.Time{{}, time.Unix(0, 0), time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}[random.IntN(5)]
		return
	case *intake.Secret:
		*x = intake.Hide(anyText(random))
		return
	case *intake.Extra:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.NumField() > 3 {
			anyShape(random, v.Field(random.IntN(v.NumField())))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				anyShape(random, v.Field(i))
			}
		}
	case reflect.Slice:
		n := []int{0, 1, 2, 4, 5, 64, 65, 256, 257}[random.IntN(9)]
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range min(n, 3) {
			anyShape(random, v.Index(i))
		}
	case reflect.String:
		v.SetString(anyText(random))
	case reflect.Bool:
		v.SetBool(random.IntN(4) > 0)
	case reflect.Uint8:
		v.SetUint(uint64(random.IntN(11)))
	case reflect.Int64:
		v.SetInt([]int64{0, 1, -1, 4, 5, 12, 19, 20, 99, 100, 101, 840, 841, 1<<53 - 1, 1 << 53, -1 << 60, 4294967295, 4294967296}[random.IntN(18)])
	default:
		if v.CanUint() {
			v.SetUint(uint64(random.IntN(20_000)))
		}
	}
}

func anyText(random *rand.Rand) string {
	unit := []string{"a", "7", "王", "\xff", " ", "\x7f", "~", "F", "G", "CN", "c1", "0x", "-"}[random.IntN(13)]
	return strings.Repeat(unit, []int{0, 1, 2, 4, 6, 10, 12, 64, 65, 128, 129, 257, 1025}[random.IntN(13)])
}

// What is surely right is right to the validator, too, and nearly all that is right is
// surely so.
func TestShapedIsWhatTheValidatorSays(t *testing.T) {
	right, sure := 0, 0
	for seed := range uint64(*inputs) {
		random := rand.New(rand.NewPCG(seed, 26))
		var s intake.Submission
		for range 1 + random.IntN(6) {
			anyShape(random, reflect.ValueOf(&s).Elem())
		}
		err := intake.Misshapen(s)
		if err == nil {
			right++
		}
		if intake.Shaped(&s) {
			sure++
			require.NoError(t, err)
		}
		require.Equal(t, err, s.Validate())
	}
	require.Greater(t, right, *inputs/10)
	require.Greater(t, sure, right*9/10)
}
