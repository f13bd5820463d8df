// Command knead checks, explains and evaluates BitBake metadata.
package main

import (
	"os"

	"github.com/knead-build/knead/cmd/knead/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
