package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/lint/licensereport"
)

// licensesOptions say what to report.
type licensesOptions struct {
	graphOptions
	licensereport.Policy
	format, out string
	tools       bool
}

// licensesFormats are the ways to write a report.
var licensesFormats = map[string]func(a *app, w io.Writer, r *licensereport.Report, g *graph.Graph, o *licensesOptions) error{
	"text": (*app).licensesTable,
	"json": func(_ *app, w io.Writer, r *licensereport.Report, _ *graph.Graph, _ *licensesOptions) error {
		return encodeJSON(w, r)
	},
	"spdx": func(_ *app, w io.Writer, r *licensereport.Report, _ *graph.Graph, _ *licensesOptions) error {
		return writeDocument(w, r.SPDX, "knead-"+version())
	},
	"cyclonedx": func(_ *app, w io.Writer, r *licensereport.Report, g *graph.Graph, _ *licensesOptions) error {
		make := func(created time.Time, tool string) ([]byte, error) { return r.CycloneDX(g, created, tool) }
		return writeDocument(w, make, "knead "+version())
	},
}

func (a *app) licensesCommand() *cobra.Command {
	o := licensesOptions{format: "text"}
	c := &cobra.Command{
		Use:   "licenses TARGET...",
		Short: "Report the licences of what targets are made of",
		Long: `Report the licences of what targets are made of, without a build: the recipes of their task graph, with LICENSE, the licences of
packages, the files that LIC_FILES_CHKSUM checks, LICENSE_FLAGS, and what INCOMPATIBLE_LICENSE leaves out.

Where a recipe's output ends up:

  installed  an image of the targets asks for a package of it: by PACKAGE_INSTALL, and from there by RDEPENDS and RRECOMMENDS
  linked     something installed is built with it: a build adds what it finds in binaries, such as shared libraries, so that
             packages of it may come along
  target     it is made for the target, and nothing that is installed needs it
  build      it is a tool of the build or of an SDK

With --deny or --allow, licences are looked for that must not be shipped: in what is installed or linked, and, where the targets
are no images, in what is made for the target. --allow lets licences through that --deny does not, and without --deny no others.
Of "A OR B" one side has to be let through; a licence with an exception is matched as "A WITH B" and as "A". For each that is not
let through it is said how the targets come to need it, and the exit code is 1.

The formats: text; json, everything; spdx, an SPDX 2.3 document; cyclonedx, a bill of materials of CycloneDX 1.6. Documents have
the time of SOURCE_DATE_EPOCH where that is set.`,
		Example: `  knead licenses core-image-minimal
  knead licenses core-image-minimal --deny 'GPL-3.0*' --deny 'AGPL-*'
  knead licenses busybox --allow MIT --allow 'GPL-2.0-*' --json
  knead licenses core-image-minimal --format spdx -o image.spdx.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.json && !cmd.Flags().Changed("format") {
				o.format = "json"
			}
			return a.licenses(cmd.Context(), args, &o)
		},
	}
	o.graphOptions.flags(c)
	f := c.Flags()
	f.StringVar(&o.format, "format", o.format, "write text, json, spdx or cyclonedx")
	f.StringVarP(&o.out, "output", "o", "", "write to this `file`")
	f.BoolVar(&o.tools, "tools", false, "list the tools of the build in the text, too")
	f.StringArrayVar(&o.Deny, "deny", nil, "complain of licences that this `pattern` matches")
	f.StringArrayVar(&o.Allow, "allow", nil, "let licences through that this `pattern` matches; without --deny only those")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(slices.Sorted(maps.Keys(licensesFormats)), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (a *app) licenses(ctx context.Context, targets []string, o *licensesOptions) error {
	write, ok := licensesFormats[o.format]
	if !ok {
		return fmt.Errorf("there is no format %s: take one of %s", o.format, strings.Join(slices.Sorted(maps.Keys(licensesFormats)), ", "))
	}
	var l *eval.Listing
	o.listing = &l
	w, g, failed, err := a.graph(ctx, targets, o.graphOptions, false)
	if err != nil {
		return err
	}
	r, err := licensereport.Read(ctx, w, g, l, targets, newFetcher(w.Release.Release))
	if err != nil {
		return err
	}
	r.Check(o.Policy, g)
	if err := a.writeTo(o.out, func(out io.Writer) error { return write(a, out, r, g, o) }); err != nil {
		return err
	}
	if len(r.Denied) > 0 && o.format != "text" {
		fmt.Fprintf(a.stderr, "knead: licences that are not let through: %d\n", len(r.Denied))
	}
	return failedError(failed || len(r.Denied) > 0)
}

// licensesTable writes a report for people.
func (a *app) licensesTable(out io.Writer, r *licensereport.Report, _ *graph.Graph, o *licensesOptions) error {
	rows := [][]string{{"RECIPE", "VERSION", "WHERE", "LICENSE", ""}}
	counts := map[licensereport.Scope]int{}
	for _, recipe := range r.Recipes {
		counts[recipe.Scope]++
		if recipe.Scope == licensereport.Build && !o.tools {
			continue
		}
		var notes []string
		if len(recipe.Flags) > 0 {
			notes = append(notes, "flags: "+strings.Join(recipe.Flags, " "))
		}
		rows = append(rows, []string{recipe.PN, recipe.Version, string(recipe.Scope), inWords(recipe.Expression, recipe.License), strings.Join(notes, "; ")})
		for _, p := range recipe.Packages {
			if p.License == recipe.License && len(p.Unwanted) == 0 {
				continue
			}
			note, where := "", ""
			if len(p.Unwanted) > 0 {
				note = "kept out of images: " + strings.Join(p.Unwanted, ", ")
			}
			if p.Installed {
				where = string(licensereport.Installed)
			}
			rows = append(rows, []string{"  " + p.Name, "", where, inWords(p.Expression, p.License), note})
		}
	}
	table(out, rows)
	fmt.Fprintf(out, "\nrecipes: %d installed, %d linked, %d more for the target, %d of the build\n",
		counts[licensereport.Installed], counts[licensereport.Linked], counts[licensereport.Target], counts[licensereport.Build])
	if len(r.Missing) > 0 {
		fmt.Fprintf(out, "no recipe of the graph names %s\n", strings.Join(r.Missing, ", "))
	}
	for _, d := range r.Denied {
		fmt.Fprintf(out, "\nnot let through: %s: %s (LICENSE of %s: %s)\n", d.Recipe, strings.Join(d.Because, ", "), strings.Join(d.Packages, ", "), d.License)
		for _, line := range d.Why {
			fmt.Fprintf(out, "  %s\n", line)
		}
	}
	return nil
}

// inWords returns a licence as SPDX has it, or as the metadata has it where that cannot be told.
func inWords(expression, text string) string {
	if expression == "" {
		return text
	}
	return expression
}

// writeDocument writes a document with the time of SOURCE_DATE_EPOCH, or now's.
func writeDocument(w io.Writer, make func(created time.Time, tool string) ([]byte, error), tool string) error {
	created := time.Now()
	if text := os.Getenv("SOURCE_DATE_EPOCH"); text != "" {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("SOURCE_DATE_EPOCH=%s is no number of seconds", text)
		}
		created = time.Unix(seconds, 0)
	}
	text, err := make(created, tool)
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
