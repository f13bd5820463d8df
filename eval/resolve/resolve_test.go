package resolve_test

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/resolve"
)

// Most of the cases were played on BitBake 2.0 to 2.19 as projects of files, with the same tasks, dependencies and messages, but for
// how messages are laid out.
var cases = []struct{ name, project, targets, want string }{
	{"one task", "recipe a", "a:do_compile", "2 tasks"},
	{"short task", "recipe a", "a:compile", "2 tasks"},
	{"what comes before a task", "recipe a", "a:do_compile-", "1 tasks"},
	{"deptask", `
		recipe a
		DEPENDS = b
		do_compile[deptask] = do_fetch
		recipe b`, "a", `4 tasks
a:do_compile > b:do_fetch (deptask DEPENDS b)`},
	{"own name in DEPENDS", `
		recipe a
		DEPENDS = a
		do_compile[deptask] = do_fetch`, "a", `3 tasks
a:do_compile > a:do_fetch (addtask) (deptask DEPENDS a)`},
	{"depends", `
		recipe a
		do_compile[depends] = b:do_fetch
		recipe b`, "a", `4 tasks
a:do_compile > b:do_fetch (depends b:do_fetch)`},
	{"depends on a task that is not there", `
		recipe a
		do_compile[depends] = b:do_x
		recipe b`, "a", `ERROR Task do_compile in /a.bb depends upon non-existent task do_x in /b.bb
  by a do_compile[depends] b:do_x`},
	{"malformed depends", `
		recipe a
		do_compile[depends] = b`, "a", `ERROR Error for /a.bb:do_compile[depends], dependency b in 'b' does not contain exactly one ':' character.
 Task 'depends' should be specified in the form 'packagename:task'
  by a do_compile[depends] b`},
	{"no provider", "recipe busybox", "busyboxx", "ERROR Nothing PROVIDES 'busyboxx'. Close matches:\n  busybox"},
	{"a package is no recipe", "recipe b\nPACKAGES = thing", "thing", "ERROR Nothing PROVIDES 'thing'. Close matches:\n  b RPROVIDES thing"},
	{"skipped", "recipe a\nSKIP = not here", "a", "ERROR Nothing PROVIDES 'a'\na was skipped: not here"},
	{"provider skipped", `
		recipe a
		DEPENDS = v
		recipe b
		PROVIDES = v
		SKIP = not here`, "a", `error: Nothing PROVIDES 'v' (but /a.bb DEPENDS on or otherwise requires it)
b PROVIDES v but was skipped: not here
ERROR Required build target 'a' has no buildable providers.
Missing or unbuildable dependency chain was: ['a', 'v']
  by a DEPENDS v`},
	{"a chain of what cannot be built", `
		recipe a
		DEPENDS = b
		recipe b
		DEPENDS = c
		recipe c
		DEPENDS = nothere`, "a", `error: Nothing PROVIDES 'nothere' (but /c.bb DEPENDS on or otherwise requires it)
ERROR Required build target 'a' has no buildable providers.
Missing or unbuildable dependency chain was: ['a', 'b', 'c', 'nothere']
  by a DEPENDS b
  by b DEPENDS c
  by c DEPENDS nothere`},
	{"another provider where the first cannot be built", `
		set PREFERRED_PROVIDER_v = b
		recipe a
		DEPENDS = v
		do_compile[deptask] = do_compile
		recipe b
		PROVIDES = v
		DEPENDS = nothere
		recipe c
		PROVIDES = v`, "a", `error: Nothing PROVIDES 'nothere' (but /b.bb DEPENDS on or otherwise requires it)
5 tasks
a:do_compile > c:do_compile (deptask DEPENDS v)`},
	{"several providers", `
		recipe b
		PROVIDES = v
		recipe c
		PROVIDES = v`, "v", `info: Multiple providers are available for v (b, c)
Consider defining a PREFERRED_PROVIDER entry to match v
3 tasks`},
	{"preferred provider", `
		set PREFERRED_PROVIDER_v = c
		recipe a
		DEPENDS = v
		do_compile[deptask] = do_compile
		recipe b
		PROVIDES = v
		recipe c
		PROVIDES = v`, "a", `5 tasks
a:do_compile > c:do_compile (deptask DEPENDS v)`},
	{"PREFERRED_PROVIDERS", `
		set PREFERRED_PROVIDERS = v:c bad
		recipe b
		PROVIDES = v
		recipe c
		PROVIDES = v`, "v", `error: Malformed option in PREFERRED_PROVIDERS variable: bad
3 tasks`},
	{"the recipe of the name comes first", `
		recipe a
		PROVIDES = b
		recipe b`, "b", `info: Multiple providers are available for b (b, a)
Consider defining a PREFERRED_PROVIDER entry to match b
3 tasks`},
	{"preferred version is not there", `
		set PREFERRED_VERSION_a = 7
		recipe a_1
		recipe a_2`, "a", `warning: preferred version 7 of a not available (for item a)
versions of a available: 1 2
3 tasks`},
	{"required version is not there", `
		set REQUIRED_VERSION_a = 3
		recipe a_1`, "a", `error: required version 3 of a not available (for item a)
versions of a available: 1
ERROR Nothing PROVIDES 'a'
No eligible PROVIDERs exist for 'a'`},
	{"run time", `
		recipe a
		RDEPENDS:a = virt
		RRECOMMENDS:a = dyn-x c++-y
		do_build[rdeptask] = do_compile
		recipe b
		RPROVIDES:b = virt
		recipe c
		PACKAGES_DYNAMIC = ^dyn-.*
		recipe d
		PACKAGES_DYNAMIC = ^c++-.*`, "a", `9 tasks
a:do_build > b:do_compile (rdeptask RDEPENDS:a virt)
a:do_build > c:do_compile (rdeptask RRECOMMENDS:a dyn-x)
a:do_build > d:do_compile (rdeptask RRECOMMENDS:a c++-y)`},
	{"run-time provider by a preferred provider", `
		set PREFERRED_PROVIDER_v = d
		recipe a
		RDEPENDS:a = virt
		do_build[rdeptask] = do_compile
		recipe b
		PROVIDES = v
		RPROVIDES:b = virt
		recipe d
		PROVIDES = v
		RPROVIDES:d = virt`, "a", `5 tasks
a:do_build > d:do_compile (rdeptask RDEPENDS:a virt)`},
	{"a package that nobody has", `
		recipe a
		RDEPENDS:a = nothere`, "a", `error: Nothing RPROVIDES 'nothere' (but /a.bb RDEPENDS on or otherwise requires it)
info: Runtime target 'nothere' is unbuildable, removing...
Missing or unbuildable dependency chain was: ['nothere']
ERROR Required build target 'a' has no buildable providers.
Missing or unbuildable dependency chain was: ['a', 'nothere']
  by a RDEPENDS:a nothere`},
	{"assumed to be provided", `
		set ASSUME_PROVIDED = tool ^lib.*
		recipe a
		DEPENDS = tool libx b
		do_compile[deptask] = do_fetch
		do_fetch[depends] = tool:do_x
		recipe b
		PROVIDES = libx`, "a", `4 tasks
a:do_compile > b:do_fetch (deptask DEPENDS b)`},
	{"an assumed target", "set ASSUME_PROVIDED = a\nrecipe a", "a", `warning: Explicit target "a" is in ASSUME_PROVIDED, ignoring
0 tasks`},
	{"world", `
		recipe a
		recipe b
		NOT_WORLD = 1
		recipe c
		PROVIDES = virtual/c
		recipe e
		PROVIDES = ef
		recipe f
		PROVIDES = ef
		recipe g
		task fetch`, "world", "3 tasks"},
	{"calculate_extra_depends", `
		recipe a
		DEPENDS = b
		EXTRA = all of world
		do_compile[deptask] = do_fetch
		recipe b
		recipe c`, "a", `5 tasks
a:do_compile > a:do_fetch (addtask) (deptask DEPENDS a)
a:do_compile > b:do_fetch (deptask DEPENDS b)
a:do_compile > c:do_fetch (deptask DEPENDS c)`},
	{"multiconfigs", `
		recipe a
		recipe mc:x:a
		recipe mc:y:a`, "mc:*:a:do_fetch", "5 tasks"}, // the main one gets the default task
	{"no such multiconfig", "recipe a", "mc:none:a", "ERROR Multiconfig dependency mc:none:a depends on nonexistent multiconfig configuration named none"},
	{"mcdepends count for all tasks that have the flag", `
		recipe a
		do_compile[mcdepends] = mc::x:b:do_compile
		do_fetch[mcdepends] = mc::x:c:do_fetch
		recipe mc:x:b
		recipe mc:x:c`, "a", `6 tasks
a:do_compile > mc:x:b:do_compile (mcdepends mc::x:b:do_compile)
a:do_compile > mc:x:c:do_fetch (mcdepends mc::x:c:do_fetch)
a:do_fetch > mc:x:b:do_compile (mcdepends mc::x:b:do_compile)
a:do_fetch > mc:x:c:do_fetch (mcdepends mc::x:c:do_fetch)`},
	{"recursion", `
		recipe a
		DEPENDS = b
		do_compile[deptask] = do_compile
		do_build[recrdeptask] = do_extra
		recipe b
		DEPENDS = c
		do_compile[deptask] = do_compile
		recipe c
		task fetch
		task compile after fetch
		task extra`, "a", `8 tasks
a:do_build > c:do_extra (recrdeptask)
a:do_compile > b:do_compile (deptask DEPENDS b)
b:do_compile > c:do_compile (deptask DEPENDS c)`},
	{"recursion over itself and in a circle", `
		recipe a
		RDEPENDS:a = b
		DEPENDS = c
		do_build[recrdeptask] = do_build
		recipe b
		RDEPENDS:b = a
		do_build[recrdeptask] = do_build
		recipe c
		RDEPENDS:c = d
		do_build[recrdeptask] = do_build do_fetch
		recipe d
		do_build[recrdeptask] = do_compile`, "a", `6 tasks
a:do_build > d:do_build (recrdeptask)`},
	{"recursion over another task's dependencies", `
		recipe a
		DEPENDS = b
		do_compile[deptask] = do_compile
		task list
		do_list[recrdeptask] = do_extra
		do_list[recideptask] = do_compile
		recipe b
		DEPENDS = c
		do_compile[deptask] = do_compile
		recipe c
		task compile
		task extra`, "a:do_list", `2 tasks
a:do_list > c:do_extra (recrdeptask)`},
	{"two tasks in a circle", `
		recipe a
		task one after two
		task two after one
		task build after one`, "a", `ERROR Task /a.bb:do_one has circular dependency on /a.bb:do_two
  by a do_one[deps] do_two
  by a do_two[deps] do_one`},
	{"three recipes in a circle", `
		recipe a
		DEPENDS = b
		do_compile[deptask] = do_compile
		recipe b
		DEPENDS = c
		do_compile[deptask] = do_compile
		recipe c
		DEPENDS = a
		do_compile[deptask] = do_compile`, "a", `ERROR 6 unbuildable tasks were found.
Dependency loop #1 found:
  Task /a.bb:do_compile waits for /b.bb:do_compile
  Task /b.bb:do_compile waits for /c.bb:do_compile
  Task /c.bb:do_compile waits for /a.bb:do_compile
  by a DEPENDS b
  by a do_compile[deptask] do_compile
  by b DEPENDS c
  by b do_compile[deptask] do_compile
  by c DEPENDS a
  by c do_compile[deptask] do_compile`},
	{"a circle that nobody needs", `
		recipe a
		do_compile[depends] = b:do_fetch
		recipe b
		task fetch
		task one after two
		task two after one`, "a", `4 tasks
a:do_compile > b:do_fetch (depends b:do_fetch)`},
	{"no such task", "recipe a", "a:do_compil", "ERROR Task do_compil does not exist for target a (/a.bb:do_compil). Close matches:\n  do_compile"},
	{"two versions", `
		recipe a
		RDEPENDS:a = one two
		do_build[rdeptask] = do_compile
		recipe b_1
		PACKAGES = one
		recipe b_2
		PACKAGES = two`, "a", "ERROR Multiple versions of b are due to be built (/b_1.bb /b_2.bb). Only one version of a given PN should be built in any given build. " +
		"You likely need to set PREFERRED_VERSION_b to select the correct version or don't depend on multiple versions.\n" +
		"  by a RDEPENDS:a one\n  by a do_build[rdeptask] do_compile\n  by a RDEPENDS:a two\n  by a do_build[rdeptask] do_compile"},
	{"two providers of one name", `
		recipe b
		PROVIDES = thing
		recipe c
		PROVIDES = thing`, "b c", `error: Multiple .bb files are due to be built which each provide thing:
  /b.bb
  /c.bb
/b.bb has unique dependees:
  
/c.bb has unique dependees:
  
/b.bb has unique provides:
  b
/b.bb has unique rprovides:
  b
/c.bb has unique provides:
  c
/c.bb has unique rprovides:
  c
6 tasks`},
	{"what the providers have in common", `
		recipe a
		DEPENDS = b c thing
		do_compile[deptask] = do_compile
		recipe b
		PROVIDES = thing
		PACKAGES = p b
		RPROVIDES:p = r
		recipe c
		PROVIDES = thing c2
		PACKAGES = p
		PACKAGES_DYNAMIC = ^c-.*
		set PREFERRED_PROVIDER_thing = b
		recipe d
		DEPENDS = c
		do_compile[deptask] = do_compile`, "a d", `error: Multiple .bb files are due to be built which each provide thing:
  /b.bb
  /c.bb
/b.bb has unique dependees:
  
/c.bb has unique dependees:
  /d.bb:do_compile
/b.bb has unique provides:
  b
/b.bb has unique rprovides:
  b
  r
/c.bb has unique provides:
  c
  c2
/c.bb has unique rprovides:
  ^c-.*
10 tasks
a:do_compile > b:do_compile (deptask DEPENDS b) (deptask DEPENDS thing)
a:do_compile > c:do_compile (deptask DEPENDS c)
d:do_compile > c:do_compile (deptask DEPENDS c)`},
	{"three providers, of which the last is alone in the comparison", `
		recipe b
		PROVIDES = thing
		recipe c
		PROVIDES = thing
		recipe d
		PROVIDES = thing
		PACKAGES = d x`, "b c d", `error: Multiple .bb files are due to be built which each provide thing:
  /b.bb
  /c.bb
  /d.bb
/b.bb has unique dependees:
  
/c.bb has unique dependees:
  
/d.bb has unique dependees:
  
/b.bb has unique provides:
  b
/b.bb has unique rprovides:
  b
/c.bb has unique provides:
  c
/c.bb has unique rprovides:
  c
/d.bb has unique provides:
  d
/d.bb has unique rprovides:
9 tasks`},
	{"two providers that are allowed", `
		set BB_MULTI_PROVIDER_ALLOWED = thing
		recipe b
		PROVIDES = thing
		recipe c
		PROVIDES = thing`, "b c", "6 tasks"},
}

func TestResolve(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := parse(t, c.project).resolve(c.targets, "", resolve.Selection{}, nil)
			if strings.TrimSpace(got) != strings.TrimSpace(c.want) {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

const three = `
	recipe a
	DEPENDS = b
	do_compile[deptask] = do_fetch
	recipe b
	DEPENDS = c
	do_compile[deptask] = do_compile
	recipe c`

func TestSelection(t *testing.T) {
	for _, c := range []struct {
		name, task string
		s          resolve.Selection
		behaviour  resolve.Behaviour
		want       string
	}{
		{"default task", "fetch", resolve.Selection{}, resolve.Behaviour{}, "1 tasks"},
		{"run one task of all", "", resolve.Selection{RunAll: []string{"compile"}}, resolve.Behaviour{}, `6 tasks
a:do_compile > b:do_fetch (deptask DEPENDS b)
b:do_compile > c:do_compile (deptask DEPENDS c)`},
		// The recipes that come in through do_compile of b are not asked for do_build.
		{"once", "", resolve.Selection{RunAll: []string{"build"}}, resolve.Behaviour{RunAllOnce: true}, `8 tasks
a:do_compile > b:do_fetch (deptask DEPENDS b)
b:do_compile > c:do_compile (deptask DEPENDS c)`},
		{"until there are no more", "", resolve.Selection{RunAll: []string{"build"}}, resolve.Behaviour{}, `9 tasks
a:do_compile > b:do_fetch (deptask DEPENDS b)
b:do_compile > c:do_compile (deptask DEPENDS c)`},
		{"only some", "", resolve.Selection{RunOnly: []string{"do_fetch"}}, resolve.Behaviour{}, "2 tasks"},
		{"none", "", resolve.Selection{RunOnly: []string{"x"}}, resolve.Behaviour{},
			"ERROR Could not find any tasks with the tasknames ['x'] to run within the taskgraphs of the targets ['a:do_build']"},
	} {
		got := parse(t, three).resolve("a", c.task, c.s, func(o *resolve.Options) { o.Behaviour = c.behaviour })
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestContinue(t *testing.T) {
	p := "recipe a\nDEPENDS = nothere\nrecipe b"
	got := parse(t, p).resolve("a b", "", resolve.Selection{}, func(o *resolve.Options) { o.Continue = true })
	want := "error: Nothing PROVIDES 'nothere' (but /a.bb DEPENDS on or otherwise requires it)\n3 tasks\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestSplit(t *testing.T) {
	for target, want := range map[string][3]string{
		"a": {"", "a", ""}, "a:do_x": {"", "a", "do_x"}, "a:x": {"", "a", "do_x"}, "mc:m:a": {"m", "a", ""}, "mc:m:a:do_x": {"m", "a", "do_x"},
		"virtual/kernel:do_deploy": {"", "virtual/kernel", "do_deploy"}, "mc:m": {"", "mc:m", ""},
	} {
		mc, name, task := resolve.Split(target)
		if got := [3]string{mc, name, task}; got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}
