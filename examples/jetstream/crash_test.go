package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"
)

// kill runs a worker in a process of its own and has the system kill it when it
// has decided some more, in the middle of whatever it does.
func (q *queue) kill(t *testing.T, more int) {
	t.Helper()
	before := len(q.counts(t, streamDecisions))
	w := child(t, "TestChildIsAWorker", q.url)
	require.Eventually(t, func() bool { return len(q.counts(t, streamDecisions)) >= before+more }, 20*time.Second, time.Millisecond)
	require.NoError(t, w.Process.Kill())
	require.Error(t, w.Wait())
}

func TestKilledWorkersDecideEverythingOnce(t *testing.T) {
	const n, kills = 10_000, 8
	topology := small
	topology.Window = 100 * time.Millisecond // the server's own memory is of no help
	topology.AckWait = 500 * time.Millisecond
	q := newQueue(t, topology)
	q.put(t, numbered("caution", n)...)

	for i := range kills {
		q.kill(t, 1+rand.N(600))
		t.Logf("killed %d: %d decided", i+1, len(q.counts(t, streamDecisions)))
	}
	require.Less(t, len(q.counts(t, streamDecisions)), n, "killed in the middle")
	start(t, q.worker())
	start(t, q.worker())
	q.settled(t, 2*time.Minute) // seconds, unless the machine is busy
	q.requireOnce(t, n)
	require.Empty(t, q.counts(t, streamDead))
	// How many kills fell between a decision and its acknowledgement is chance:
	// TestCrashBetweenDecisionAndAcknowledgement makes one fall there.
	t.Logf("%d had been decided by a killed worker", strings.Count(q.log.String(), "already decided"))
}

// cluster starts three servers on the loopback interface, each a process.
func cluster(t *testing.T) map[string]*node {
	t.Helper()
	ports := freePorts(t, 6)
	routes := fmt.Sprintf("nats://127.0.0.1:%d,nats://127.0.0.1:%d,nats://127.0.0.1:%d", ports[0], ports[1], ports[2])
	nodes := map[string]*node{}
	for i := range 3 {
		name := fmt.Sprintf("n%d", i)
		n := &node{url: fmt.Sprintf("nats://127.0.0.1:%d", ports[3+i])}
		n.Cmd = child(t, "TestChildIsANode", name, t.TempDir(), routes, strconv.Itoa(ports[i]), strconv.Itoa(ports[3+i]))
		nodes[name] = n
	}
	return nodes
}

type node struct {
	*exec.Cmd
	url string
}

// openCluster waits until the nodes have found one another.
func openCluster(t *testing.T, nodes map[string]*node, topology Topology) *queue {
	t.Helper()
	var urls []string
	for _, n := range nodes {
		urls = append(urls, n.url)
	}
	q := &queue{url: strings.Join(urls, ","), began: time.Now()}
	require.Eventually(t, func() bool {
		nc, err := nats.Connect(q.url)
		if err != nil {
			return false
		}
		defer nc.Close()
		js, err := jetstream.New(nc)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_, err = topology.ensure(ctx, js)
		return err == nil
	}, 30*time.Second, 100*time.Millisecond, "the cluster elects a leader")
	return openQueue(t, q.url, topology)
}

func TestClusterLosesNothingWithANode(t *testing.T) {
	const n = 2_000
	nodes := cluster(t)
	topology := small
	topology.Replicas, topology.AckWait = 3, time.Second
	q := openCluster(t, nodes, topology)
	ends := q.now().Add(12 * time.Second).Truncate(time.Second)
	q.put(t, cooling("late", ends.Sub(noon)))
	q.put(t, numbered("ready", n)...)
	start(t, q.worker())
	require.Eventually(t, func() bool { return strings.Count(q.log.String(), "msg=decided") > n/4 }, 20*time.Second, time.Millisecond)

	// The one that leads the decisions is the one that hurts most.
	s, err := q.js.Stream(context.Background(), streamDecisions)
	require.NoError(t, err)
	leader := s.CachedInfo().Cluster.Leader
	require.NoError(t, nodes[leader].Process.Kill())
	require.Error(t, nodes[leader].Wait())
	decided := strings.Count(q.log.String(), "msg=decided")
	t.Logf("killed %s with %d decided", leader, decided)
	require.Less(t, decided, n, "killed in the middle")

	q.settled(t, time.Minute)
	q.requireOnce(t, n+1)
	_, late := q.decision(t, "late")
	require.False(t, late.AssessedAt.Before(ends), "what waited still waits on the other nodes")
	require.Empty(t, q.counts(t, streamDead))
}
