package machine

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

func TestLinkerHelp(t *testing.T) {
	view := fsys.NewView(fsys.NewDisk().Overlay(map[string]string{"/.r/bin/ld": "\x7fELF\x00rosegment\x00", "/.r/bin/ld.lld": "\x00no-rosegment\x00"}), "/")
	for _, c := range []struct {
		args []string
		ok   bool
		has  bool
	}{
		{[]string{"/.r/bin/ld", "--help"}, true, false},
		{[]string{"/.r/bin/ld.lld", "--help"}, true, true},
		{[]string{"/.r/bin/ld.gold", "--help"}, false, false},
		{[]string{"/.r/bin/ld", "--version"}, false, false},
		{[]string{"/.r/bin/cc", "--help"}, false, false},
	} {
		got, ok := LinkerHelp(view, host.Command{Args: c.args})
		if ok != c.ok || strings.Contains(got.Stdout, "--no-rosegment") != c.has || got.Status != 0 {
			t.Errorf("%v: %v %+v", c.args, ok, got)
		}
	}
}
