package main

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/stretchr/testify/require"
)

// BenchmarkQueue decides requests that stand in the queue, on the embedded
// server: as it is, and without an fsync for every write.
func BenchmarkQueue(b *testing.B) {
	const n = 5_000
	for _, sync := range []bool{true, false} {
		b.Run(fmt.Sprintf("fsync=%t", sync), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				srv, err := runServer(&server.Options{
					Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: b.TempDir(),
					SyncAlways: sync, NoLog: true, NoSigs: true,
				})
				require.NoError(b, err)
				topology := small
				topology.MaxPending = 20_000
				q := openQueue(b, srv.ClientURL(), topology)
				q.put(b, numbered("ready", n)...)
				w := q.worker()
				w.Parallel, w.Log = 64, slog.New(slog.DiscardHandler)
				b.StartTimer()
				stop := start(b, w)
				q.settled(b, time.Minute)
				b.StopTimer()
				stop()
				q.requireOnce(b, n)
				q.nc.Close()
				stopServer(srv)
				b.StartTimer()
			}
			b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "requests/s")
		})
	}
}
