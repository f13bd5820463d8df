package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/hashserv"
)

// hashOptions says how the hashes of tasks are worked out: with a connection to a hash equivalence server where the user grants
// that.
func (a *app) hashOptions() eval.HashOptions {
	o := eval.HashOptions{Report: a.show, Login: login}
	if a.allowAsk {
		o.Dial = new(net.Dialer).DialContext
	}
	return o
}

// login looks up in ~/.netrc who asks a server, as BitBake does; like that it does not take passwords from a file that others may
// read.
func login(address string) (username, password string, err error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", "", nil //nolint:nilerr // nobody
	}
	file := filepath.Join(home, ".netrc")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	username, password, err = hashserv.Login(string(text), address)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", file, err)
	}
	info, err := os.Stat(file)
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 && username != "" && username != "anonymous" {
		return "", "", fmt.Errorf("%s has passwords, but others may read it: chmod go= %s", file, file)
	}
	return username, password, err
}
