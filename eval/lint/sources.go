package lint

import (
	"net/url"
	"path"
	"strings"
)

// Source is an item of SRC_URI.
type Source struct {
	Item   string // as it stands in the evaluated SRC_URI
	Scheme string
	// Path is what stands between the scheme and the parameters, with %XX decoded.
	Path   string
	Params map[string]string
	// Local is the file or folder that a file:// item means, looked for along FILESPATH as BitBake's local fetcher does; "" where
	// there is none, and of other items.
	Local string
}

// Sources returns the items of SRC_URI, in order.
func (p *RecipePass) Sources() []Source {
	if p.read.sourced {
		return p.read.sources
	}
	p.read.sourced = true
	var folders []string
	for _, item := range strings.Fields(p.Get("SRC_URI")) {
		s := parseSource(item)
		if s.Scheme == "file" {
			if folders == nil {
				folders = strings.Split(p.Get("FILESPATH"), ":")
			}
			s.Local = p.inFolders(s.Path, folders)
		}
		p.read.sources = append(p.read.sources, s)
	}
	return p.read.sources
}

func parseSource(item string) Source {
	s := Source{Item: item, Params: map[string]string{}}
	scheme, rest, _ := strings.Cut(item, "://")
	s.Scheme = strings.ToLower(scheme)
	rest, params, _ := strings.Cut(rest, ";")
	s.Path = rest
	if decoded, err := url.PathUnescape(rest); err == nil {
		s.Path = decoded
	}
	for _, param := range strings.Split(params, ";") {
		if name, value, ok := strings.Cut(param, "="); ok {
			s.Params[name] = value
		}
	}
	return s
}

// inFolders looks a file up in folders, as BitBake does along FILESPATH; "" where there is none.
func (p *RecipePass) inFolders(name string, folders []string) string {
	if path.IsAbs(name) {
		folders = []string{""}
	}
	for _, folder := range folders {
		if file := path.Join(folder, name); p.View.Exists(file) {
			return file
		}
	}
	return ""
}

// Patches returns the items of SRC_URI that do_patch applies and that are files to be read: those named .patch or .diff, and those
// with the parameter apply=yes; none with apply=no, and none that is compressed.
func (p *RecipePass) Patches() []Source {
	if !p.read.patched {
		p.read.patched = true
		for _, s := range p.Sources() {
			if s.Local != "" && s.isPatch() && p.View.IsFile(s.Local) {
				p.read.patches = append(p.read.patches, s)
			}
		}
	}
	return p.read.patches
}

func (s *Source) isPatch() bool {
	switch apply := strings.ToLower(s.Params["apply"]); apply {
	case "":
		ext := path.Ext(s.Local)
		return ext == ".patch" || ext == ".diff"
	default:
		ext := path.Ext(s.Local)
		return (apply == "yes" || apply == "y" || apply == "true" || apply == "t" || apply == "1") && !compressed[ext]
	}
}

var compressed = map[string]bool{".gz": true, ".bz2": true, ".xz": true, ".Z": true}
