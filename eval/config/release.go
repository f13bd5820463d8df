package config

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
)

// findRelease returns the BitBake release to follow: the one that is asked for; else the one of the core layer's series,
// with the point release of the BitBake on PATH where that is of the same series; else the BitBake on PATH; else the
// newest.
//
// It reads the layers' layer.conf as plain text, as they cannot be evaluated before the release is known.
func (l *loader) findRelease() Release {
	if l.Options.Release != nil {
		return Release{*l.Options.Release, "asked for"}
	}
	onPath, path := l.bitbakeOnPath()
	for _, dir := range GuessLayers(l.View, l.View.Cwd()) {
		text, err := l.View.ReadFile(dir + "/conf/layer.conf")
		if err != nil {
			continue
		}
		for _, name := range coreSeries(text) {
			r, ok := interp.SeriesRelease(name)
			if !ok {
				continue
			}
			if path != "" && onPath.Major == r.Major && onPath.Minor == r.Minor {
				return Release{onPath, "of the series " + name + ", as " + path}
			}
			return Release{r, "of the series " + name}
		}
	}
	if path != "" {
		return Release{onPath, "as " + path}
	}
	return Release{interp.Newest, "the newest"}
}

var (
	corenamesPattern = regexp.MustCompile(`(?m)^LAYERSERIES_CORENAMES\s*\??=\s*"([^"]*)"`)
	compatPattern    = regexp.MustCompile(`(?m)^LAYERSERIES_COMPAT_core\s*\??=\s*"([^"]*)"`)
	anyCompatPattern = regexp.MustCompile(`(?m)^LAYERSERIES_COMPAT_\S+\s*\??\+?=\s*"([^"]*)"`)
	layersPattern    = regexp.MustCompile(`(?m)^\s*BBLAYERS\s*\?{0,2}\+?=\s*"([^"]*)"`)
	versionPattern   = regexp.MustCompile(`(?m)^__version__\s*=\s*"(\d+)\.(\d+)\.(\d+)"`)
)

// coreSeries returns the names of the series that a core layer's layer.conf is of. Development branches name two in
// LAYERSERIES_CORENAMES; the one that the layer is compatible with is its own.
func coreSeries(text string) []string {
	m := corenamesPattern.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	out := strings.Fields(m[1])
	if c := compatPattern.FindStringSubmatch(text); c != nil {
		out = append(strings.Fields(c[1]), out...)
	}
	return out
}

// GuessLayers returns the directories in the bblayers.conf of a build directory, or of one above, as far as they can be read off its
// text.
func GuessLayers(view *fsys.View, dir string) []string {
	for !view.Exists(dir + "/conf/bblayers.conf") {
		up := dir[:max(0, strings.LastIndexByte(dir, '/'))]
		if up == dir || up == "" {
			return nil
		}
		dir = up
	}
	text, err := view.ReadFile(dir + "/conf/bblayers.conf")
	if err != nil {
		return nil
	}
	var out []string
	for _, m := range layersPattern.FindAllStringSubmatch(text, -1) {
		for _, w := range strings.Fields(strings.ReplaceAll(m[1], "\\\n", " ")) {
			out = append(out, strings.TrimRight(strings.ReplaceAll(w, "${TOPDIR}", dir), "/"))
		}
	}
	return out
}

// bitbakeOnPath returns the version of the BitBake that PATH leads to, and where it is; "" where there is none.
func (l *loader) bitbakeOnPath() (interp.Release, string) {
	for _, dir := range strings.Split(l.Environ["PATH"], ":") {
		if dir == "" || !l.View.IsFile(dir+"/bitbake") {
			continue
		}
		lib := dir + "/../lib/bb/__init__.py"
		text, err := l.View.ReadFile(lib)
		if err != nil {
			continue
		}
		if m := versionPattern.FindStringSubmatch(text); m != nil {
			var n [3]int
			for i := range n {
				n[i], _ = strconv.Atoi(m[i+1]) // the pattern lets digits through only
			}
			return interp.Release{Major: n[0], Minor: n[1], Patch: n[2]}, dir + "/bitbake"
		}
	}
	return interp.Release{}, ""
}
