package cli

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/machine"
)

// machine returns the machine that the metadata sees. It may start processes where the user grants that.
func (a *app) machine() host.Machine {
	m := &machine.Machine{}
	if a.allowRun {
		m.Runner = runProcess
	}
	return m
}

// runProcess runs a command and waits for it.
func runProcess(c host.Command) (host.Result, error) {
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Dir = c.Dir
	if c.Env != nil {
		cmd.Env = []string{} // an empty one, too, takes the place of the process's own
		for k, v := range c.Env {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
	}
	cmd.Stdin = strings.NewReader(c.In)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if c.Merge {
		cmd.Stderr = &stdout
	}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return host.Result{}, err
	}
	return host.Result{Stdout: stdout.String(), Stderr: stderr.String(), Status: cmd.ProcessState.ExitCode()}, nil
}
