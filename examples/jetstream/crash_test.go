package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"
)

// kill runs a worker on a connection of its own and cuts it after a while, in
// the middle of whatever it does: nothing more is published, nothing
// acknowledged, nothing told to come again.
func (q *queue) kill(t *testing.T, after time.Duration) {
	t.Helper()
	nc, js := q.connect(t)
	requests, err := js.Consumer(context.Background(), streamPayouts, consumerName)
	require.NoError(t, err)
	w := q.worker()
	w.JS, w.Requests = js, requests
	ended := make(chan error, 1)
	go func() { ended <- w.Run(context.Background()) }()
	time.Sleep(after)
	nc.Close()
	require.ErrorIs(t, <-ended, jetstream.ErrConnectionClosed)
}

func TestKilledWorkersDecideEverythingOnce(t *testing.T) {
	const n, kills = 10_000, 8
	topology := small
	topology.Window = 100 * time.Millisecond // the server's own memory is of no help
	topology.AckWait = 500 * time.Millisecond
	q := newQueue(t, topology)
	q.put(t, numbered("caution", n)...)

	for i := range kills {
		q.kill(t, 50*time.Millisecond+rand.N(150*time.Millisecond))
		t.Logf("killed %d: %d decided", i+1, len(q.counts(t, streamDecisions)))
	}
	require.Less(t, len(q.counts(t, streamDecisions)), n, "killed in the middle")
	start(t, q.worker())
	start(t, q.worker())
	q.settled(t, 2*time.Minute) // seconds, unless the machine is busy
	q.requireOnce(t, n)
	require.Empty(t, q.counts(t, streamDead))
	require.True(t, strings.Contains(q.log.String(), "decided before"), "a kill between decision and acknowledgement")
}

// cluster starts three servers on the loopback interface.
func cluster(t *testing.T) []*server.Server {
	t.Helper()
	ports := make([]int, 3)
	routes := make([]string, 3)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
		routes[i] = fmt.Sprintf("nats://127.0.0.1:%d", ports[i])
		require.NoError(t, l.Close())
	}
	nodes := make([]*server.Server, 3)
	var g sync.WaitGroup
	for i := range nodes {
		opts := &server.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: server.RANDOM_PORT,
			JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true,
			Cluster: server.ClusterOpts{Name: "payready", Host: "127.0.0.1", Port: ports[i]},
			Routes:  server.RoutesFromStr(strings.Join(routes, ",")),
		}
		g.Go(func() { nodes[i], _ = runServer(opts) })
	}
	g.Wait()
	for _, n := range nodes {
		require.NotNil(t, n)
		t.Cleanup(func() { stopServer(n) })
	}
	require.Eventually(t, func() bool {
		for _, n := range nodes {
			if !n.JetStreamIsCurrent() {
				return false
			}
		}
		return true
	}, 15*time.Second, 20*time.Millisecond, "the cluster elects a leader")
	return nodes
}

func TestClusterLosesNothingWithANode(t *testing.T) {
	const n = 2_000
	nodes := cluster(t)
	urls := make([]string, len(nodes))
	for i, node := range nodes {
		urls[i] = node.ClientURL()
	}
	topology := small
	topology.Replicas, topology.AckWait = 3, time.Second
	q := openQueue(t, strings.Join(urls, ","), topology)
	ends := q.now().Add(12 * time.Second).Truncate(time.Second)
	q.put(t, cooling("late", ends.Sub(noon)))
	q.put(t, numbered("ready", n)...)
	start(t, q.worker())
	require.Eventually(t, func() bool { return strings.Count(q.log.String(), "msg=decided") > n/4 }, 20*time.Second, time.Millisecond)

	// The one that leads the decisions is the one that hurts most.
	s, err := q.js.Stream(context.Background(), streamDecisions)
	require.NoError(t, err)
	leader, lost := s.CachedInfo().Cluster.Leader, 0
	for _, node := range nodes {
		if node.Name() == leader {
			stopServer(node)
			lost++
		}
	}
	require.Equal(t, 1, lost)
	decided := strings.Count(q.log.String(), "msg=decided")
	t.Logf("stopped %s with %d decided", leader, decided)
	require.Less(t, decided, n, "stopped in the middle")

	q.settled(t, time.Minute)
	q.requireOnce(t, n+1)
	_, late := q.decision(t, "late")
	require.False(t, late.AssessedAt.Before(ends), "what waited still waits on the other nodes")
	require.Empty(t, q.counts(t, streamDead))
}
