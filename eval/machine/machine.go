// Package machine is what an evaluation is told of the machine that it runs on, besides files: the one place that asks. By
// default it starts no process and opens no connection.
package machine

import (
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/knead-build/knead/eval/host"
)

// Machine implements host.Machine with the real machine's facts. The zero value grants nothing. It is safe for concurrent
// use.
type Machine struct {
	// Runner runs processes, where the embedder grants that; nil refuses.
	Runner func(host.Command) (host.Result, error)
	// Connect lets metadata open connections.
	Connect bool
	// Clock tells the time; nil: the time when it was first asked, so that one run sees one time.
	Clock func() time.Time

	once  sync.Once
	start time.Time
}

var _ host.Machine = (*Machine)(nil)

// Uname returns what uname tells.
func (m *Machine) Uname() [5]string { return uname() }

// CPUs returns how many processors the process may use.
func (m *Machine) CPUs() int { return runtime.NumCPU() }

// IDs returns the process's user and group.
func (m *Machine) IDs() (uid, gid int) { return os.Getuid(), os.Getgid() }

// Now returns the time.
func (m *Machine) Now() time.Time {
	if m.Clock != nil {
		return m.Clock()
	}
	m.once.Do(func() { m.start = time.Now() })
	return m.start
}

// Run runs a command, where that is granted.
func (m *Machine) Run(c host.Command) (host.Result, error) {
	if m.Runner == nil {
		return host.Result{}, host.ErrNotGranted
	}
	return m.Runner(c)
}

// Network reports whether connections are granted.
func (m *Machine) Network() bool { return m.Connect }
