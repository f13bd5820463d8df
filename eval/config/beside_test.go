package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
)

// layerConf is the layer.conf of a layer.
func layerConf(collection, series, depends string) string {
	return fmt.Sprintf("BBFILE_COLLECTIONS += \"%s\"\nLAYERSERIES_COMPAT_%[1]s = \"%[2]s\"\nLAYERDEPENDS_%[1]s = \"%[3]s\"\n", collection, series, depends)
}

// TestFindBeside looks for core layers and others in a tree of layers.
func TestFindBeside(t *testing.T) {
	core := func(series string) string {
		return layerConf("core", series, "") + "LAYERSERIES_CORENAMES = \"" + series + "\"\n"
	}
	files := map[string]string{
		"/w/one/meta/conf/layer.conf":        core("scarthgap"),
		"/w/one/meta/conf/bitbake.conf":      "",
		"/w/two/meta/conf/layer.conf":        core("wrynose"),
		"/w/two/meta/conf/bitbake.conf":      "",
		"/w/mine/conf/layer.conf":            layerConf("mine", "scarthgap wrynose", "core oe3"),
		"/w/old/conf/layer.conf":             layerConf("old", "kirkstone", "core"),
		"/w/any/conf/layer.conf":             layerConf("any", "${LAYERSERIES_CORENAMES}", "core py nowhere (>= 2)"),
		"/w/repo/.git/HEAD":                  "",
		"/w/repo/oe/conf/layer.conf":         layerConf("oe", "wrynose", "core"),
		"/w/repo/py/conf/layer.conf":         layerConf("py", "wrynose", "core oe"),
		"/w/deep/repo/layer/conf/layer.conf": layerConf("deep", "wrynose", "core"),
	}
	view := fsys.NewView(fsys.NewDisk().Overlay(files), "/")
	scarthgap, _ := interp.ParseRelease("scarthgap")
	kirkstone, _ := interp.ParseRelease("kirkstone")
	for _, c := range []struct {
		layer   string
		near    []string
		release *interp.Release
		want    string
	}{
		{"/w/mine", nil, nil, "/w/two/meta [] oe3"},
		{"/w/mine", nil, &scarthgap, "/w/one/meta [] oe3"},
		{"/w/mine", nil, &kirkstone, " [] oe3"},
		{"/w/mine", []string{"/w/one/meta"}, nil, "/w/one/meta [] oe3"},
		{"/w/old", nil, nil, " []"},
		{"/w/any", nil, nil, "/w/two/meta [/w/repo/oe /w/repo/py] nowhere (>= 2)"},
		{"/w/repo/py", nil, nil, "/w/two/meta [/w/repo/oe]"},
		{"/w/deep/repo/layer", nil, nil, " []"},
		{"/w/one/meta", nil, nil, "/w/one/meta []"},
	} {
		b := config.FindBeside(view, []string{c.layer}, c.near, c.release)
		got := fmt.Sprint(b.Core, " ", b.Needed)
		for _, m := range b.Missing {
			text := m.Place.File.Text()
			if !strings.HasPrefix(text[m.Place.Span.Start:], m.Name) {
				t.Errorf("%s: %s is not at %d", c.layer, m.Name, m.Place.Span.Start)
			}
			got += " " + m.Item
		}
		if got != c.want {
			t.Errorf("%s near %v: %s, want %s", c.layer, c.near, got, c.want)
		}
	}
	if b := config.Alone(view, []string{"/w/any"}); b.Core != "" || len(b.Missing) != 2 {
		t.Errorf("alone: %v", b)
	}
}
