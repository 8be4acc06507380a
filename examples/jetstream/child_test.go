package main

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/stretchr/testify/require"
)

// childArgs is what a child is told, and how it knows that it is one.
const childArgs = "PAYREADY_TEST_CHILD"

// child runs one of the tests below as a process that can be killed.
func child(t *testing.T, test string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), childArgs+"="+strings.Join(args, " "))
	_, err = cmd.StdinPipe() // closed when this process is gone, however it went
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	return cmd
}

func told(t *testing.T) []string {
	args := strings.Fields(os.Getenv(childArgs))
	if len(args) == 0 {
		t.Skip("not a test, but what other tests run and kill")
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
	return args
}

func TestChildIsAWorker(t *testing.T) {
	q := &queue{url: told(t)[0], began: time.Now()}
	var err error
	q.nc, q.js = q.connect(t)
	q.requests, err = q.js.Consumer(context.Background(), streamPayouts, consumerName)
	require.NoError(t, err)
	require.NoError(t, q.worker().Run(context.Background()))
}

func TestChildIsANode(t *testing.T) {
	args := told(t)
	name, dir, routes := args[0], args[1], args[2]
	route, err := strconv.Atoi(args[3])
	require.NoError(t, err)
	port, err := strconv.Atoi(args[4])
	require.NoError(t, err)
	srv, err := runServer(&server.Options{
		ServerName: name, Host: "127.0.0.1", Port: port,
		JetStream: true, StoreDir: dir, NoLog: true, NoSigs: true,
		Cluster: server.ClusterOpts{Name: "payready", Host: "127.0.0.1", Port: route},
		Routes:  server.RoutesFromStr(routes),
	})
	require.NoError(t, err)
	srv.WaitForShutdown()
}

// freePorts are ports of the loopback interface that nobody listens on.
func freePorts(t *testing.T, n int) []int {
	t.Helper()
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports
}
