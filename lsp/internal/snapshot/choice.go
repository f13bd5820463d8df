package snapshot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
)

// Choice is what the editor's user chose of a build's configuration.
type Choice struct {
	// Machine and Distro count in place of what the configuration says; "": that counts.
	Machine, Distro string
	// Multiconfig is the one whose recipes are looked at; "" is the main one.
	Multiconfig string
	// Set are further assignments, as --set has them.
	Set []string
}

// choiceFile is where the choice stands for the evaluation: a file that is read before bitbake.conf. No host has it.
const choiceFile = "/.knead/choice.conf"

// text returns the file's text. "forcevariable" is the override that is always the last one, so that the configuration is read with
// these values, whatever it sets itself.
func (c Choice) text() string {
	var b strings.Builder
	for _, v := range [][2]string{{"MACHINE", c.Machine}, {"DISTRO", c.Distro}} {
		if v[1] != "" && !strings.ContainsAny(v[1], "\"\n\\$ ") {
			fmt.Fprintf(&b, "%s:forcevariable = \"%s\"\n", v[0], v[1])
		}
	}
	return b.String()
}

// Equal reports whether two choices are the same.
func (c Choice) Equal(o Choice) bool {
	return c.Machine == o.Machine && c.Distro == o.Distro && c.Multiconfig == o.Multiconfig && slices.Equal(c.Set, o.Set)
}

// choose returns the build with another choice.
func (b *Build) choose(c Choice) *Build {
	n := b
	if text := c.text(); text != b.Choice.text() {
		n = n.with(fsys.Edit{Texts: map[string]string{choiceFile: text}})
	}
	if !slices.Equal(c.Set, b.Choice.Set) {
		n = n.with(fsys.Edit{})
		all := slices.Concat(b.opts.Evaluation(b.Dir).Set, c.Set)
		n.edit.Set = &all
	}
	copied := *n
	copied.Choice = c
	return &copied
}

// multiconfig returns the chosen multiconfig where a workspace has it, else "".
func (b *Build) multiconfig(w *eval.Workspace) string {
	if w.Data[b.Choice.Multiconfig] == nil {
		return ""
	}
	return b.Choice.Multiconfig
}
