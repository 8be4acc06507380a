package readiness_test

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

	"github.com/payready/payready/readiness"
)

const private = "张伟丰"

// holder is somebody else's struct.
type holder struct {
	Name   readiness.Secret
	hidden readiness.Secret
	deep   *readiness.Secret
	list   []readiness.Secret
	byName map[string]readiness.Secret
}

func TestSecretShowsNothing(t *testing.T) {
	s := readiness.Hide(private)
	h := holder{Name: s, hidden: s, deep: &s, list: []readiness.Secret{s}, byName: map[string]readiness.Secret{"a": s}}
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
	fmt.Fprint(out, fmt.Errorf("%w %v", readiness.ErrRedacted, h))
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
	require.Equal(t, private, readiness.Hide(private).Reveal())
	require.Equal(t, readiness.Secret{}, readiness.Hide(""))
	require.Equal(t, "", readiness.Secret{}.Reveal())
	require.True(t, readiness.Hide(private).Equal(readiness.Hide(string([]byte(private)))))
	require.False(t, readiness.Hide(private).Equal(readiness.Hide("张伟")))
	require.True(t, readiness.Secret{}.IsZero())

	var s readiness.Secret
	require.ErrorIs(t, s.UnmarshalText([]byte("[redacted]")), readiness.ErrRedacted)
	require.NoError(t, s.UnmarshalText([]byte(private)))
	require.Equal(t, private, s.Reveal())
}
