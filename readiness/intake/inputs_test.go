package intake_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

var moment = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// A leaf is a member of Submission, or of a struct in it, that has a JSON name of
// its own: what an input is.
type leaf struct {
	path  intake.Field
	index []int // of reflect.Value.FieldByIndex
}

func leaves(t reflect.Type, path string, index []int) (out []leaf) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		below := append(append([]int{}, index...), i)
		ours := strings.HasPrefix(f.Type.PkgPath(), "github.com/payready/payready/readiness")
		switch {
		case name == "extra":
		case ours && f.Type.Kind() == reflect.Struct && f.Type.NumField() > 0 && f.Type.Field(0).Tag.Get("json") != "":
			out = append(out, leaves(f.Type, path+"/"+name, below)...)
		default:
			out = append(out, leaf{intake.Field(path + "/" + name), below})
		}
	}
	return out
}

// set makes a member known.
func set(t *testing.T, v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *intake.Secret:
		*x = intake.Hide("x")
	case *time.Time:
		*x = moment
	case *workday.Date:
		*x = workday.Date{Year: 2026, Month: 1, Day: 1}
	default:
		switch v.Kind() {
		case reflect.Uint8:
			v.SetUint(1)
		case reflect.String:
			v.SetString("x")
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		case reflect.Struct: // Opt
			v.FieldByName("OK").SetBool(true)
		default:
			t.Fatalf("no way to set %s", v.Type())
		}
	}
}

// known lists the inputs that are given.
func known(s *intake.Submission) (out []intake.Field) {
	for _, in := range intake.Inputs() {
		if in.Given(s) {
			out = append(out, in.Field)
		}
	}
	return out
}

// Every member of Submission has a row in the table of inputs, in its order, and
// no row is of anything else.
func TestEveryMemberHasARow(t *testing.T) {
	rows := map[intake.Field]bool{}
	var order []intake.Field
	for _, in := range intake.Inputs() {
		assert.False(t, rows[in.Field], "two rows of inputs are of %s", in.Field)
		rows[in.Field] = true
		order = append(order, in.Field)
	}
	var want []intake.Field
	for _, l := range leaves(reflect.TypeFor[intake.Submission](), "", nil) {
		want = append(want, l.path)
		assert.True(t, rows[l.path], "Submission holds %s, but inputs.go has no row for it", l.path)
		delete(rows, l.path)
	}
	for f := range rows {
		assert.Fail(t, "inputs.go has a row for what Submission does not hold", f)
	}
	if !t.Failed() {
		require.Equal(t, want, order, "the rows stand in the order of Submission")
	}
}

// A row says everything that there is to know of an input: a label of its own in
// each language, who can say it, and when it is given.
func TestEveryRowIsWhole(t *testing.T) {
	for _, l := range []remedy.Lang{remedy.ZH, remedy.EN} {
		labelled := map[string]intake.Field{}
		for _, in := range intake.Inputs() {
			if !assert.NotEmpty(t, in.Label[l], "the row of %s in inputs.go lacks its label in %s", in.Field, l) {
				continue
			}
			other, taken := labelled[in.Label[l]]
			assert.False(t, taken, "the row of %s in inputs.go has the label of %s in %s", in.Field, other, l)
			labelled[in.Label[l]] = in.Field
		}
	}
	for _, in := range intake.Inputs() {
		assert.NotZero(t, in.Owner, "the row of %s in inputs.go lacks its owner", in.Field)
		assert.NotNil(t, in.Given, "the row of %s in inputs.go lacks its given function", in.Field)
	}
}

// An input is given when its own member is known, and no other is.
func TestGivenLooksAtItsOwnMember(t *testing.T) {
	rows := map[intake.Field]intake.Input{}
	for _, in := range intake.Inputs() {
		if in.Given == nil {
			continue // TestEveryRowIsWhole names it
		}
		rows[in.Field] = in
		assert.False(t, in.Given(&intake.Submission{}), "of an empty submission %s is given", in.Field)
	}
	for _, l := range leaves(reflect.TypeFor[intake.Submission](), "", nil) {
		var s intake.Submission
		set(t, reflect.ValueOf(&s).Elem().FieldByIndex(l.index))
		for f, in := range rows {
			if f == l.path {
				assert.True(t, in.Given(&s), "the given function of %s does not see it", f)
			} else {
				assert.False(t, in.Given(&s), "the given function of %s looks at %s", f, l.path)
			}
		}
	}
}
