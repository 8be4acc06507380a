package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Signs of abuse do not go away by waiting: only another capture shows another device.
func TestWaitingDoesNotUndoAbuse(t *testing.T) {
	for name, change := range map[string]func(*intake.Submission){
		"remote control": func(s *intake.Submission) { s.Device.RemoteControl = intake.Yes },
		"screen sharing": func(s *intake.Submission) { s.Device.ScreenSharing = intake.Yes },
		"an emulator that six people use": func(s *intake.Submission) {
			s.Device.Emulator, s.History.DocumentsOnDevice = intake.Yes, intake.Some[int64](6)
		},
	} {
		s := full()
		s.Device.CapturedAt, s.ObservedAt = noon, noon
		change(&s)
		require.Equal(t, readiness.Review, readiness.Assess(s).Verdict, name)
		s.At = noon.Add(31 * time.Minute)
		require.Equal(t, readiness.Review, readiness.Assess(s).Verdict, name)
	}
}
