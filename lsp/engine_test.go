package lsp

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// workspace is a build directory with a core layer that has two machines, and a layer that is in no build.
var workspace = map[string]string{
	"build/conf/bblayers.conf": "BBPATH = \"${TOPDIR}\"\nBBLAYERS = \"${TOPDIR}/../core\"\n",
	"build/conf/local.conf":    "MACHINE = \"small\"\n",
	"core/conf/layer.conf": `BBPATH .= ":${LAYERDIR}"
BBFILES += "${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend"
BBFILE_COLLECTIONS += "core"
BBFILE_PATTERN_core = "^${LAYERDIR}/"
LAYERSERIES_COMPAT_core = "master"
LAYERSERIES_CORENAMES = "master"
`,
	"core/conf/bitbake.conf": `PN = "${@bb.parse.vars_from_file(d.getVar('FILE', False),d)[0] or 'defaultpkgname'}"
PV = "${@bb.parse.vars_from_file(d.getVar('FILE', False),d)[1] or '1.0'}"
PROVIDES = "${PN}"
OVERRIDES = "${MACHINE}:forcevariable"
FILE_DIRNAME = "${@os.path.dirname(d.getVar('FILE'))}"
TMPDIR ?= "${TOPDIR}/tmp"
CACHE = "${TMPDIR}/cache"
T = "${TMPDIR}/${PN}"
B = "${TMPDIR}/b"
PF = "${PN}-${PV}"
require conf/local.conf
require conf/machine/${MACHINE}.conf
`,
	"core/conf/machine/small.conf": "SPEED = \"slow\"\n",
	"core/conf/machine/large.conf": "SPEED = \"fast\"\n",
	"core/classes/base.bbclass":    "addtask build\ndo_build() {\n\ttrue\n}\n",
	"core/recipes/a_1.0.bb":        "SUMMARY = \"${SPEED} ${MORE}\"\nMORE = \"nothing\"\ninclude a.inc\n",
	"core/recipes/b_1.0.bb":        "SUMMARY = \"b\"\n",
	"alone/conf/layer.conf":        strings.ReplaceAll(layerConf, "demo", "alone"),
	"alone/recipes/c_1.0.bb":       "SUMMARY = \"of c\"\nLICENSE = \"MIT\"\n",
}

// capable are the capabilities of a client that can all that counts here.
const capable = `{"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true},
	"didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
	"semanticTokens": {"refreshSupport": true}}, "window": {"workDoneProgress": true}}`

// value returns a variable's value at a document, as knead.value has it.
func (c *client) value(path, name string) string {
	c.t.Helper()
	var out *struct{ Value string }
	c.command("knead.value", map[string]any{"uri": uri(path), "name": name}, &out)
	if out == nil {
		return "(none)"
	}
	return out.Value
}

func (c *client) command(name string, argument, result any) {
	c.t.Helper()
	c.call("workspace/executeCommand", protocol.ExecuteCommandParams{Command: name, Arguments: []any{argument}}, result)
}

// eventually waits until a condition holds that the server brings about by itself.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}

func write(t *testing.T, p, text string) {
	t.Helper()
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSwitch(t *testing.T) {
	dir := writeFiles(t, workspace)
	c := start(t, capable, dir)
	a := filepath.Join(dir, "core/recipes/a_1.0.bb")
	c.open(a, workspace["core/recipes/a_1.0.bb"])
	var machines []string
	if c.command("knead.machines", nil, &machines); !slices.Equal(machines, []string{"large", "small"}) {
		t.Errorf("machines %v", machines)
	}
	if got := c.value(a, "SUMMARY"); got != "slow nothing" {
		t.Errorf("at first %q", got)
	}
	var status struct{ Machine, Kind string }
	if c.command("knead.switch", map[string]any{"machine": "large"}, &status); status.Machine != "large" || status.Kind != "build directory" {
		t.Errorf("after the switch %+v", status)
	}
	if got := c.value(a, "SUMMARY"); got != "fast nothing" {
		t.Errorf("after the switch %q", got)
	}
	c.asked("workspace/semanticTokens/refresh", 1)
	c.command("knead.switch", map[string]any{"set": []string{"MORE:forcevariable=set"}}, &status)
	if got := c.value(a, "SUMMARY"); got != "fast set" {
		t.Errorf("with an assignment %q", got)
	}
	c.command("knead.switch", map[string]any{"machine": "", "set": []string{}}, &status)
	if got := c.value(a, "SUMMARY"); got != "slow nothing" {
		t.Errorf("switched back %q", got)
	}
	c.command("knead.switch", map[string]any{"machine": "none"}, nil)
	if got := c.value(a, "SUMMARY"); got != "slow nothing" {
		t.Errorf("with a machine that is not there, the last good value is not %q", got)
	}
}

func TestSettings(t *testing.T) {
	dir := writeFiles(t, workspace)
	c := startWith(t, capable, map[string]func(json.RawMessage) any{
		"workspace/configuration": func(json.RawMessage) any { return []any{map[string]any{"machine": "large"}} },
	}, filepath.Join(dir, "build"))
	a := filepath.Join(dir, "core/recipes/a_1.0.bb")
	eventually(t, "the machine is not the configured one", func() bool { return c.value(a, "SPEED") == "fast" })
}

// TestGood breaks the configuration: what was known before goes on, and edits of recipes count.
func TestGood(t *testing.T) {
	dir := writeFiles(t, workspace)
	c := start(t, "{}", dir)
	a, local := filepath.Join(dir, "core/recipes/a_1.0.bb"), filepath.Join(dir, "build/conf/local.conf")
	c.open(a, workspace["core/recipes/a_1.0.bb"])
	if got := c.value(a, "SUMMARY"); got != "slow nothing" {
		t.Errorf("at first %q", got)
	}
	c.open(local, "MACHINE = \"small\"\ninherit\n")
	if got := c.value(a, "SUMMARY"); got != "slow nothing" {
		t.Errorf("with a broken configuration %q", got)
	}
	c.diagnostics(local, 1, func(list []protocol.Diagnostic) bool { return len(list) > 0 })
	c.change(a, 2, "SUMMARY = \"edited ${SPEED}\"\n")
	if got := c.value(a, "SUMMARY"); got != "edited slow" {
		t.Errorf("edited beside a broken configuration %q", got)
	}
	c.asked("window/showMessage", 1)
	c.change(local, 2, "MACHINE = \"large\"\n")
	if got := c.value(a, "SUMMARY"); got != "edited fast" {
		t.Errorf("with a mended configuration %q", got)
	}
}

// TestWatched changes files on disk.
func TestWatched(t *testing.T) {
	for _, watching := range []bool{true, false} {
		dir := writeFiles(t, workspace)
		capabilities := "{}"
		if watching {
			capabilities = capable
		}
		c := start(t, capabilities, dir)
		a, b := filepath.Join(dir, "core/recipes/a_1.0.bb"), filepath.Join(dir, "core/recipes/b_1.0.bb")
		if watching {
			c.asked("client/registerCapability", 2)
		}
		c.open(a, workspace["core/recipes/a_1.0.bb"])
		if got := c.value(a, "SUMMARY") + c.value(b, "SUMMARY"); got != "slow nothingb" {
			t.Errorf("at first %q", got)
		}
		inc := filepath.Join(dir, "core/recipes/a.inc")
		write(t, inc, "MORE = \"included\"\n")
		write(t, b, "SUMMARY = \"another text\"\n")
		if watching {
			c.notify("workspace/didChangeWatchedFiles", protocol.DidChangeWatchedFilesParams{Changes: []protocol.FileEvent{
				{URI: uri(inc), Type: protocol.FileChangeTypeCreated}, {URI: uri(b), Type: protocol.FileChangeTypeChanged},
				{URI: uri(filepath.Join(dir, "elsewhere")), Type: protocol.FileChangeTypeDeleted},
			}})
		} else {
			c.notify("textDocument/didSave", protocol.DidSaveTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: uri(a)}})
		}
		if got := c.value(a, "SUMMARY") + c.value(b, "SUMMARY"); got != "slow includedanother text" {
			t.Errorf("watching %v: %q", watching, got)
		}
		if !watching {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, "core/conf/machine")); err != nil {
			t.Fatal(err)
		}
		c.notify("workspace/didChangeWatchedFiles", protocol.DidChangeWatchedFilesParams{Changes: []protocol.FileEvent{
			{URI: uri(filepath.Join(dir, "core/conf/machine")), Type: protocol.FileChangeTypeDeleted},
		}})
		var status []struct{ Failed bool }
		if c.command("knead.builds", nil, &status); len(status) == 0 || !status[0].Failed {
			t.Errorf("a folder is gone, and nothing fails: %+v", status)
		}
	}
}

// TestFolders adds and removes folders.
func TestFolders(t *testing.T) {
	dir := writeFiles(t, workspace)
	c := start(t, "{}", filepath.Join(dir, "build"))
	kinds := func() string {
		var status []struct{ Root, Kind string }
		c.command("knead.builds", nil, &status)
		var out []string
		for _, s := range status {
			out = append(out, filepath.Base(s.Root)+": "+s.Kind)
		}
		return strings.Join(out, ", ")
	}
	if got := kinds(); got != "build: build directory" {
		t.Error(got)
	}
	folder := func(name string) protocol.WorkspaceFolder {
		return protocol.WorkspaceFolder{URI: uri(filepath.Join(dir, name)), Name: name}
	}
	change := func(added, removed []protocol.WorkspaceFolder) {
		c.notify("workspace/didChangeWorkspaceFolders", protocol.DidChangeWorkspaceFoldersParams{Event: protocol.WorkspaceFoldersChangeEvent{Added: added, Removed: removed}})
	}
	change([]protocol.WorkspaceFolder{folder("alone"), folder("core")}, nil)
	if got := kinds(); !strings.HasPrefix(got, "alone: layers") || !strings.HasSuffix(got, "build: build directory") || strings.Contains(got, "core:") {
		t.Error(got)
	}
	change(nil, []protocol.WorkspaceFolder{folder("build"), folder("alone")})
	if got := kinds(); got != "core: layers without a build directory" {
		t.Error(got)
	}
}

// TestDiscover opens a file in no folder of the editor's.
func TestDiscover(t *testing.T) {
	files := maps.Clone(workspace)
	dir := writeFiles(t, files)
	c := start(t, "{}")
	file := filepath.Join(dir, "alone/recipes/c_1.0.bb")
	c.open(file, files["alone/recipes/c_1.0.bb"])
	if got := c.value(file, "SUMMARY"); got != "of c" {
		t.Errorf("%q", got)
	}
}

// TestKas opens a folder with a kas project: its layers, of those on disk, with its machine and what it has for local.conf.
func TestKas(t *testing.T) {
	recipe := "LICENSE = \"MIT\"\nSUMMARY = \"${MACHINE} ${FROM_KAS} ${FROM_BASE}\"\n"
	dir := writeFiles(t, map[string]string{
		"kas.yml": "header:\n  version: 14\n  includes: [kas/base.yml]\nmachine: small\nlocal_conf_header:\n  mine: |\n    FROM_KAS = \"kas\"\n" +
			"repos:\n  this:\n    layers:\n      meta-a:\n      meta-gone:\n      meta-off: disabled\n  other:\n    url: https://example.org/other.git\n    layers:\n      meta-b:\n",
		"kas/base.yml":                   "header:\n  version: 14\nmachine: large\nlocal_conf_header:\n  base: |\n    FROM_BASE = \"base\"\n",
		"meta-a/conf/layer.conf":         layerConf,
		"meta-a/conf/machine/small.conf": "",
		"meta-a/recipes/x_1.0.bb":        recipe,
		"meta-off/conf/layer.conf":       strings.ReplaceAll(layerConf, "demo", "off"),
		"other/meta-b/conf/layer.conf":   strings.ReplaceAll(layerConf, "demo", "b"),
	})
	c := start(t, "{}", dir)
	x := filepath.Join(dir, "meta-a/recipes/x_1.0.bb")
	c.open(x, recipe)
	if got := c.value(x, "SUMMARY"); got != "small kas base" {
		t.Errorf("SUMMARY is %q", got)
	}
	if got, want := c.value(x, "BBLAYERS"), dir+"/other/meta-b "+dir+"/meta-a"; !strings.HasSuffix(got, filepath.ToSlash(want)) {
		t.Errorf("BBLAYERS is %q, not ... %q", got, want)
	}
}
