package cli

import (
	"bufio"
	"io"
	"os"

	"github.com/spf13/cobra"
)

func (a *app) dumpCommand() *cobra.Command {
	out := ""
	c := &cobra.Command{
		Use:   "dump",
		Short: "Write all values and flags as JSON lines",
		Long: `Write the configuration's variables and flags as one line of JSON, for comparison with what another
implementation evaluates: {"virtualfn": "", "vars": {name: value}, "flags": {name: {flag: value}}}.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			return a.writeTo(out, w.DumpConfig)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "write to this `file`")
	return c
}

// writeTo calls write with standard output, or with a file where one is named.
func (a *app) writeTo(file string, write func(io.Writer) error) error {
	if file == "" {
		b := bufio.NewWriter(a.stdout)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	if err := write(b); err != nil {
		_ = f.Close() // the first error counts
		return err
	}
	if err := b.Flush(); err != nil {
		_ = f.Close() // the first error counts
		return err
	}
	return f.Close()
}
