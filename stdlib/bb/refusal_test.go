package bb_test

import (
	"strings"
	"testing"
)

// TestFetchRefuses tries what cannot be done while metadata is parsed, and shows what metadata gets of it.
func TestFetchRefuses(t *testing.T) {
	p := newProgram(t, "2.18.0")
	got := p.run(`
import bb.fetch2
d.setVar("DL_DIR", "/dl")
d.setVar("PN", "x")
d.setVar("SRC_URI", "git://h.org/p;branch=main;protocol=https http://x.org/a-1.tar.gz")
d.setVar("SRCREV", "AUTOINC")

def show(f, *args):
    try:
        print(type(f(*args)).__name__)
    except Exception as e:
        print("%s: %s" % (type(e).__name__, e))

show(bb.fetch2.get_srcrev, d)
d.delVar("__BBINSRCREV")
d.setVar("BB_NO_NETWORK", "1")
show(bb.fetch2.get_srcrev, d)
d.setVar("SRCREV", "1" * 40)
f = bb.fetch2.Fetch([], d)
show(f.download)
show(f.checkstatus)
show(f.unpack, "/w")
show(f.expanded_urldata)
show(bb.fetch2.FetchData, "nothing://x", d)
show(bb.fetch2.runfetchcmd, "git status", d)
show(bb.fetch2.FetchData("gitsm://h.org/p;branch=main", d).method.implicit_urldata, bb.fetch2.FetchData("gitsm://h.org/p;branch=main", d), d)
`)
	want := `FetchError: Fetcher failure for URL: 'git://h.org/p;branch=main;protocol=https'. its newest revision is asked for, and evaluation may not ask the repository; set SRCREV to a revision
NetworkAccess: Network access disabled through BB_NO_NETWORK
FetchError: Fetcher failure for URL: 'git://h.org/p;branch=main;protocol=https'. downloading needs a running build
FetchError: Fetcher failure for URL: 'git://h.org/p;branch=main;protocol=https'. asking whether it is there needs a running build
UnpackError: Unpack failure for URL: 'git://h.org/p;branch=main;protocol=https'. unpacking needs a running build
list
NoMethodError: Could not find a fetcher which supports the URL: 'nothing://x'
FetchError: Fetcher failure: Fetch command git status failed with exit code 126
FetchError: Fetcher failure for URL: 'gitsm://h.org/p;branch=main'. finding the submodules needs a running build
`
	for line := range strings.Lines(want) {
		if !strings.Contains(got, strings.TrimSuffix(line, "\n")) {
			t.Errorf("nothing begins with %q in\n%s", line, got)
		}
	}
}

// TestRefusedNames tries names that belong to a running BitBake.
func TestRefusedNames(t *testing.T) {
	p := newProgram(t, "2.18.0")
	got := p.run(`
import bb.build, bb.codeparser, bb.event, bb.utils
for f in (bb.build.exec_task, bb.event.register, bb.codeparser.PythonParser, bb.utils.disable_network):
    try:
        f("x", None)
    except RuntimeError as e:
        print(e)
`)
	for _, name := range []string{"bb.build.exec_task", "bb.event.register", "bb.codeparser.PythonParser", "bb.utils.disable_network"} {
		if !strings.Contains(got, name+" needs a running BitBake") {
			t.Errorf("%s does not refuse:\n%s", name, got)
		}
	}
}

// TestEvents makes events as metadata does.
func TestEvents(t *testing.T) {
	p := newProgram(t, "2.18.0")
	got := p.run(`
import bb.event, bb.progress
e = bb.event.MetadataEvent("kind", {"a": 1})
print(e.type, e._localdata, bb.event.getName(e))
e = bb.event.SanityCheckFailed("text", network_error=True)
print(e._msg, e._network_error)
e = bb.event.BuildCompleted(3, "name", ["a"], failures=1)
print(e.total, e.name, e.getPkgs(), e.getFailures(), e.msg)
print(bb.event.NoProvider("x", dependees=["a"], close_matches=["xy"]))
try:
    bb.event.FilesMatchingFound("x")
except TypeError as e:
    print(e)
with bb.progress.MultiStageProgressReporter(d, [1, 3]) as r:
    r.next_stage(10)
    r.update(5)
    r.next_stage()
    r.update(50)
`)
	want := `kind {'a': 1} MetadataEvent
text True
3 name ['a'] 1 Building Failed
Nothing PROVIDES 'x' (but a DEPENDS on or otherwise requires it). Close matches:
  xy
FilesMatchingFound.__init__() missing the argument 'matches'
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := len(p.host.parser.fired); n != 4 {
		t.Errorf("%d events of progress, not 4", n)
	}
}
