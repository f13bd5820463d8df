package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
)

func (a *app) layersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "layers",
		Short: "List the layers",
		Long:  "List the layers of BBLAYERS with their collection, priority, the series that they are for, and where they are.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			list, err := w.LayerInfo()
			if err != nil {
				return w.Diagnose(err)
			}
			if a.json {
				return a.writeJSON(list)
			}
			a.printLayers(list)
			return nil
		},
	}
}

func (a *app) printLayers(list []eval.LayerInfo) {
	rows := [][]string{{"LAYER", "PRIORITY", "SERIES", "DIRECTORY"}}
	for _, l := range list {
		rows = append(rows, []string{l.Name, strconv.Itoa(l.Priority), strings.Join(l.Series, " "), l.Dir})
	}
	table(a.stdout, rows)
}
