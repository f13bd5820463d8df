package bb

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// fetchers returns what Python has to know of the fetchers of the release, in the order in which they are asked: module,
// class, types of URLs, and whether there are revisions, revisions that count up, checksums that ought to be given, and
// checksums at all.
func (f *fetcher) fetchers() pyvm.Value {
	r := f.s.Release
	var out []pyvm.Value
	for _, m := range r.Methods() {
		out = append(out, pyvm.NewTuple(pyvm.Str(m.Module), pyvm.Str(m.Class), pyvm.NewList(pyvm.Strings(m.Types())...), pyvm.Bool(m.SupportsRevisions()),
			pyvm.Bool(m.Sortable()), pyvm.Bool(m.RecommendsChecksum(r)), pyvm.Bool(m.SupportsChecksum(r))))
	}
	return pyvm.NewList(out...)
}

// fetchClasses are the modules of fetchers: the module, its class, and the class that it derives from, as far as it is not
// bb.fetch2.FetchMethod. Those with text in lib have it instead.
const fetchClasses = `
	az Az bb.fetch2.wget.Wget
	bzr Bzr
	clearcase ClearCase
	crate Crate bb.fetch2.wget.Wget
	cvs Cvs
	gcp GCP
	git
	gitannex GitANNEX bb.fetch2.git.Git
	gitsm
	gomod
	hg Hg
	local
	npm
	npmsw
	osc Osc
	perforce Perforce
	repo Repo
	s3 S3
	sftp SFTP
	ssh
	svn Svn
	wget Wget
`

// fetchMethodModules are the modules of the fetchers.
func fetchMethodModules() []native.Module {
	var out []native.Module
	for line := range strings.Lines(strings.TrimSpace(fetchClasses)) {
		words := strings.Fields(line)
		name := "bb.fetch2." + words[0]
		source := ""
		if len(words) == 1 {
			source = pythonSource(name)
		} else {
			base := append(slices.Clone(words), "bb.fetch2.FetchMethod")[2]
			source = fmt.Sprintf("import bb.fetch2\nimport %s\n\nclass %s(%s):\n    _fetcher = %q\n", base[:strings.LastIndexByte(base, '.')], words[1], base, words[1])
		}
		out = append(out, native.Module{Name: name, Source: source})
	}
	return out
}
