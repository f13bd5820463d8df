package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
)

// fetcher is what BitBake's fetcher of some schemes reads of an item of SRC_URI (lib/bb/fetch2).
type fetcher struct {
	schemes  string
	params   string // that it reads besides those that all do
	required string // of these
	// repository says that it asks for a revision, SRCREV, and downloads no file with a checksum.
	repository bool
	// checksum says that a download needs one, since which release.
	checksum      bool
	since, before interp.Release
}

var (
	styhead    = interp.Release{Major: 2, Minor: 10}
	walnascar  = interp.Release{Major: 2, Minor: 12}
	whinlatter = interp.Release{Major: 2, Minor: 16}
)

// fetchers are BitBake's. cvs, bzr and osc went in 2026, gomod came in 2024.
var fetchers = []fetcher{
	{schemes: "http https ftp ftps", params: "protocol downloadfilename redirectauth", checksum: true},
	{schemes: "s3 az gs", params: "downloadfilename", checksum: true},
	{schemes: "sftp", params: "protocol downloadfilename", checksum: true},
	{schemes: "ssh", params: "protocol"},
	{schemes: "file"},
	{schemes: "git gitsm gitannex", repository: true,
		params: "protocol branch nobranch tag rev rebaseable nocheckout bareclone usehead subpath destsuffix lfs"},
	{schemes: "hg", params: "module protocol rev destsuffix scmdata", required: "module", repository: true},
	{schemes: "svn", params: "module protocol rev path_spec nopegrevision ssh externals transportuser scmdata date", required: "module", repository: true},
	{schemes: "p4", params: "module remotepath", repository: true},
	{schemes: "repo", params: "protocol branch manifest scmdata", repository: true},
	{schemes: "ccrc", params: "protocol vob module", required: "vob", repository: true},
	{schemes: "npm", params: "package version downloadfilename destsuffix", required: "package version"},
	{schemes: "npmsw", params: "dev destsuffix"},
	{schemes: "crate", params: "protocol downloadfilename", checksum: true},
	{schemes: "gomod", params: "protocol version mod module downloadfilename unpackpath redirectauth", required: "version", checksum: true, since: styhead},
	{schemes: "gomodgit", params: "protocol version module repo branch nobranch srcrev subpath", required: "version", repository: true, since: styhead},
	{schemes: "cvs", params: "module method tag date localdir fullpath norecurse port rsh scmdata", required: "module", before: wrynose},
	{schemes: "bzr", params: "protocol rev scmdata", before: wrynose, repository: true},
	{schemes: "osc", params: "protocol module rev", before: wrynose, repository: true},
}

// commonParams are read of every item: by BitBake itself, and by OpenEmbedded's classes, which apply patches, take kernels'
// configuration apart, and put Go's dependencies in place.
var commonParams = strings.Fields(`
	name user pswd proto localpath srcdate unpack subdir striplevel dos extract
	apply patchdir patchname pname pnum mindate maxdate minrev maxrev rev notrev minver maxver
	type is_go_dependency go_subdir go_pathmajor go_module_path`)

var checksumLengths = map[string]int{"md5sum": 32, "sha1sum": 40, "sha256sum": 64, "sha384sum": 96, "sha512sum": 128}

// isChecksum reports whether a parameter or a flag of SRC_URI gives a checksum.
func isChecksum(name string) bool {
	kind := name[strings.LastIndexByte(name, '.')+1:]
	return checksumLengths[kind] > 0 || kind == "goh1sum"
}

// fetcherOf returns the fetcher of a scheme in a release; nil where there is none.
func fetcherOf(scheme string, release interp.Release) *fetcher {
	for i := range fetchers {
		f := &fetchers[i]
		if slices.Contains(strings.Fields(f.schemes), scheme) && !release.Less(f.since) && (f.before == interp.Release{} || release.Less(f.before)) {
			return f
		}
	}
	return nil
}

// Schemes returns the schemes of SRC_URI that a release has fetchers for.
func Schemes(release interp.Release) []string {
	var out []string
	for i := range fetchers {
		for _, s := range strings.Fields(fetchers[i].schemes) {
			if fetcherOf(s, release) != nil {
				out = append(out, s)
			}
		}
	}
	return out
}

// Parameters returns the parameters that a release reads of SRC_URI's items of a scheme, its fetcher's first; none for a scheme without
// a fetcher.
func Parameters(scheme string, release interp.Release) []string {
	f := fetcherOf(scheme, release)
	if f == nil {
		return nil
	}
	out := f.reads()
	if f.checksum {
		out = append(out, slices.Sorted(maps.Keys(checksumLengths))...)
	}
	return out
}

// reads returns the parameters that are read of a fetcher's items.
func (f *fetcher) reads() []string { return append(strings.Fields(f.params), commonParams...) }

// checksumsOf returns the checksums of an item by the names of the flags that they are, or would be, given in: an item's own
// parameters count before SRC_URI's flags.
func checksumsOf(p *lint.RecipePass, s *lint.Source) map[string]string {
	out := map[string]string{}
	prefix := ""
	if name := s.Params["name"]; name != "" {
		prefix = name + "."
	}
	for _, kind := range append(slices.Sorted(maps.Keys(checksumLengths)), "goh1sum") {
		for _, value := range []string{s.Params[prefix+kind], s.Params[kind], flagText(p, "SRC_URI", prefix+kind)} {
			if value != "" {
				out[prefix+kind] = value
				break
			}
		}
	}
	return out
}

// revision returns the revision that the metadata asks for of an item, "" where it asks for none (bb.fetch2.srcrev_internal_helper).
func revision(p *lint.RecipePass, s *lint.Source) (value, variable string) {
	pn, names := p.Get("PN"), []string{}
	if name := s.Params["name"]; name != "" {
		names = append(names, "SRCREV_"+name+":pn-"+pn, "SRCREV_"+name)
	} else {
		names = append(names, "SRCREV_default:pn-"+pn, "SRCREV_default")
	}
	for _, name := range append(names, "SRCREV:pn-"+pn, "SRCREV") {
		if value := p.Get(name); value != "" && value != "INVALID" {
			return value, name
		}
	}
	return "", "SRCREV"
}
