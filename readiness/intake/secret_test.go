package intake_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
)

const private = "张伟丰"

// holder is somebody else's struct.
type holder struct {
	Name   intake.Secret
	hidden intake.Secret
	deep   *intake.Secret
	list   []intake.Secret
	byName map[string]intake.Secret
}

func TestSecretShowsNothing(t *testing.T) {
	s := intake.Hide(private)
	h := holder{Name: s, hidden: s, deep: &s, list: []intake.Secret{s}, byName: map[string]intake.Secret{"a": s}}
	out := &bytes.Buffer{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%10s", "%T"} {
		fmt.Fprintf(out, verb+"\n", s)
		fmt.Fprintf(out, verb+"\n", &s)
		fmt.Fprintf(out, verb+"\n", h)
		fmt.Fprintf(out, verb+"\n", &h)
	}
	slog.New(slog.NewTextHandler(out, nil)).Info("x", "secret", s, "holder", h, "pointer", &h)
	slog.New(slog.NewJSONHandler(out, nil)).Info("x", "secret", s, "holder", h, "pointer", &h)
	for _, marshal := range []func(any) ([]byte, error){json.Marshal, xml.Marshal, func(v any) ([]byte, error) { return jsonv2.Marshal(v) }} {
		b, err := marshal(s)
		require.NoError(t, err)
		out.Write(b)
	}
	require.Error(t, gob.NewEncoder(out).Encode(s), "gob has no way to redact, so it refuses")
	fmt.Fprintln(out, assert.ObjectsAreEqual(s, h))
	fmt.Fprint(out, fmt.Errorf("%w %v", intake.ErrRedacted, h))
	spy := &spyT{}
	assert.Equal(spy, holder{}, h)
	out.WriteString(spy.out)

	require.NotEmpty(t, spy.out)
	require.Contains(t, out.String(), "[redacted]")
	for _, part := range []string{private, private[:3], fmt.Sprintf("%x", private), fmt.Sprintf("%X", private), fmt.Sprintf("%d", []byte(private))} {
		require.NotContains(t, out.String(), part)
	}
}

type spyT struct{ out string }

func (s *spyT) Errorf(format string, args ...any) { s.out += fmt.Sprintf(format, args...) }

func TestSecret(t *testing.T) {
	require.Equal(t, private, intake.Hide(private).Reveal())
	require.Equal(t, intake.Secret{}, intake.Hide(""))
	require.Equal(t, "", intake.Secret{}.Reveal())
	require.True(t, intake.Hide(private).Equal(intake.Hide(string([]byte(private)))))
	require.False(t, intake.Hide(private).Equal(intake.Hide("张伟")))
	require.True(t, intake.Secret{}.IsZero())

	var s intake.Secret
	require.ErrorIs(t, s.UnmarshalText([]byte("[redacted]")), intake.ErrRedacted)
	require.NoError(t, s.UnmarshalText([]byte(private)))
	require.Equal(t, private, s.Reveal())
}
