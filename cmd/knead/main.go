// Command knead checks, explains and evaluates BitBake metadata.
package main

import (
	"os"
	"runtime/debug"

	"github.com/knead-build/knead/cmd/knead/internal/cli"
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		// A run is short and its memory small: collecting garbage less often saves a third of the time. From a gigabyte on,
		// memory counts more.
		debug.SetGCPercent(300)
		debug.SetMemoryLimit(1 << 30)
	}
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
