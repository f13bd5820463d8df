package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/rules"
)

// variableCases are corners of the rules about variables: what each finds in a layer, as "line: part of the message" of the recipe
// x_1.0.bb, or of what else is named.
var variableCases = []struct {
	name, rule, text string
	want             []string
}{
	// Defaults.
	{"+= on a ?= before it adds to that", "lost-default", "A ?= \"a\"\nA += \"b\"\n", nil},
	{"+= that is overwritten loses nothing", "lost-default", "A += \"b\"\nA ??= \"a\"\nA = \"c\"\n", nil},
	{"an empty default is no loss", "lost-default", "A ??= \"\"\nA += \"b\"\n", nil},
	{"a class's ?= that comes too late", "lost-default",
		"-- recipes/x/x_1.0.bb --\nA += \"b\"\ninherit mine\n-- classes-recipe/mine.bbclass --\nA ?= \"a\"\n", []string{"1: += takes the place of a default of A"}},
	{"an include's ?= may apply to another recipe", "idle-default",
		"-- recipes/x/x_1.0.bb --\nA = \"a\"\nrequire x.inc\n-- recipes/x/x.inc --\nA ?= \"b\"\n", nil},
	{"an append's ?=", "idle-default",
		"-- recipes/x/x_1.0.bb --\nA = \"a\"\n-- recipes/x/x_1.0.bbappend --\nA ?= \"b\"\n", []string{"x_1.0.bbappend:1: this ?= never applies"}},

	// Overwritten.
	{"an inherit may read", "overwritten-assignment", "A = \"a\"\ninherit deploy\nA = \"b\"\n", nil},
	{"a deferred inherit reads the last", "overwritten-assignment", "A = \"a\"\ninherit_defer deploy\nA = \"b\"\n", []string{"1: A is overwritten"}},
	{":= reads", "overwritten-assignment", "A = \"a\"\nB := \"${A}\"\nA = \"b\"\n", nil},
	{"what is added is lost, too", "overwritten-assignment", "A ?= \"a\"\nA += \"b\"\nA = \"c\"\n", []string{"1: A is", "2: A is"}},
	{":append stays", "overwritten-assignment", "A:append = \"a\"\nA = \"b\"\n", nil},
	{"an override's append before it", "assignment-behind-append", "A:append:x = \"a\"\nA = \"b\"\n", nil},

	// Removals.
	{"of what an override that does not hold adds", "idle-removal", "A = \"a\"\nA:append:other = \" b\"\nA:remove = \"b\"\n", nil},
	{"of what another machine configures", "idle-removal",
		"-- recipes/x/x_1.0.bb --\nA:append = \"${B}\"\nA:remove = \"b\"\n-- conf/machine/other.conf --\nB = \"b\"\n", nil},
	{"of what a function may give", "idle-removal", "A = \"${@bb.data.inherits_class('x', d)}\"\nA:remove = \"b\"\n", nil},
	{"of a choice", "idle-removal", "A = \"${@bb.utils.contains('DISTRO_FEATURES', 'x', 'b', '', d)}\"\nA:remove = \"b zz\"\n", []string{"2: there is no zz in A"}},
	{"of an option that anybody may choose", "idle-removal", "PACKAGECONFIG[b] = \"--b\"\nPACKAGECONFIG:remove = \"b\"\n", nil},
	{"under an override that does not hold", "idle-removal", "A = \"a\"\nA:remove:other = \"b\"\n", nil},

	// Words that become one.
	{"a version is no list", "glued-words", "PV:append = \"+git\"\n", nil},
	{"a blank at the end will do", "glued-words", "DEPENDS = \"a \"\nDEPENDS:append = \"b\"\n", nil},
	{"in a variant alone", "glued-words", "BBCLASSEXTEND = \"native\"\nEXTRA_OECONF = \"a\"\nEXTRA_OECONF:append:class-native = \"b\"\n", []string{"3: makes one word of two: ab"}},
	{"the word stands in the list besides", "glued-words", "DEPENDS = \"b a\"\nDEPENDS:append = \"b c\"\n", []string{"2: makes one word of two: ab"}},
	{"in front", "glued-words", "DEPENDS = \"a\"\nDEPENDS:prepend = \"b\"\n", []string{"2: makes one word of two: ba"}},
	{"luck", "missing-blank", "DEPENDS = \"a \"\nDEPENDS:append = \"b\"\n", []string{"2: brings no blank"}},
	{"no luck is another rule's", "missing-blank", "DEPENDS = \"a\"\nDEPENDS:append = \"b\"\n", nil},

	// Overrides that replace.
	{"set elsewhere", "override-replaces", "A = \"a\"\nA:class-target = \"b\"\nA:class-target += \"c\"\n", nil},
	{"of a package", "override-replaces", "SUMMARY = \"a\"\nSUMMARY:x-doc += \"b\"\n", nil},
	{"nothing to lose", "override-replaces", "A:class-target:append = \" b\"\n", nil},
	{":append behind an override", "override-replaces", "A = \"a\"\nA:class-target:append = \" b\"\n", []string{"2: takes the place of the value of A"}},

	// Overrides.
	{"what Python puts together", "undefined-override",
		"python () {\n    d.setVar('OVERRIDES', d.getVar('OVERRIDES') + ':mine-' + d.getVar('PV'))\n}\nA:mine-1.0 = \"a\"\nA:yours-1.0 = \"b\"\n",
		[]string{"5: nothing brings the override yours-1.0"}},
	{"what a machine that is not chosen brings", "undefined-override",
		"-- recipes/x/x_1.0.bb --\nA:board = \"a\"\nA:soc = \"b\"\nA:rev-b = \"c\"\nA:rev-d = \"d\"\n" +
			"-- conf/machine/board.conf --\nMACHINEOVERRIDES =. \"soc:\"\nMACHINEOVERRIDES .= \":rev-${@bb.utils.contains('MACHINE_FEATURES', 'q', 'b', 'c', d)}\"\n",
		[]string{"4: nothing brings the override rev-d"}},
	{"packages, tasks and recipes", "undefined-override",
		"PACKAGES += \"more\"\ndo_it() {\n    :\n}\naddtask it_now\nA:more = \"a\"\nA:task-it-now = \"b\"\nA:pn-x = \"c\"\nA:pn-y = \"d\"\nA:${PN}-doc = \"e\"\nA:${PN}-none = \"f\"\n",
		[]string{"9: pn-y", "11: ${PN}-none"}},
	{"a key is no override", "undefined-override",
		"A:some-key = \"a\"\nB:x1 = \"b\"\nC:x1 = \"c\"\npython () {\n    d.getVar('A:some-key')\n    d.getVar('B:' + d.getVar('PV'))\n}\n", []string{"3: x1"}},
	{"what anything may become", "undefined-override", "A:${PV}-x = \"a\"\n", nil},
	{"a function", "undefined-override", "do_compile:append:taget() {\n    :\n}\n", []string{"1: taget"}},
	{"more than one class", "unreachable-override", "A:class-native:class-target = \"a\"\nA:class-target:class-devupstream = \"b\"\n", []string{"1: class-native and class-target"}},
	{"a task that is not there", "unreachable-override", "A:task-nothing = \"a\"\nA:task-compile = \"b\"\n", []string{"1: no such task"}},
	{"a multilib", "unreachable-override", "A:pn-lib32-x = \"a\"\n", nil},

	// Packages.
	{"of another configuration", "unknown-package",
		"PACKAGES += \"${@bb.utils.contains('PACKAGECONFIG', 'a', '${PN}-a', '', d)} ${MORE}\"\nMORE = \"${PN}-b\"\nFILES:${PN}-a = \"/a\"\nFILES:${PN}-b = \"/b\"\nFILES:${PN}-c = \"/c\"\n",
		[]string{"5: the recipe makes no package x-c"}},
	{"that code makes", "unknown-package", "PACKAGES_DYNAMIC += \"^${PN}-plugin(?!.*-dbg)-.*\"\nFILES:${PN}-plugin-a = \"/a\"\nFILES:x-tool = \"/b\"\n", []string{"3: x-tool"}},
	{"an override that is no package", "unknown-package", "RDEPENDS:class-target = \"a\"\n", nil},

	// Names.
	{"put together by code", "unread-variable", "MY_A = \"a\"\nYOUR_BOX = \"b\"\nNOBODYS = \"c\"\npython () {\n    d.getVar('MY_' + d.getVar('PV'))\n    d.getVar('%s_BOX' % d.getVar('PV'))\n}\n",
		[]string{"3: nobody reads NOBODYS"}},
	{"by a list, a flag and inline Python", "unread-variable", "A1_X = \"a\"\nMY_LIST = \"A1_X\"\nSTAMP = \"${MY_LIST}\"\nB1_X = \"b\"\ndo_compile[vardeps] += \"B1_X\"\nC1_X = \"1\"\nS = \"${@C1_X}\"\n", nil},
	{"described or exported", "unread-variable", "A1_X = \"a\"\nA1_X[doc] = \"for users\"\nexport B1_X = \"b\"\n", nil},
	{"a comment and a description read nothing", "unread-variable", "A1_X = \"a\"\n# ${A1_X}\nB1_X[doc] = \"more than A1_X\"\n", []string{"1: nobody reads A1_X"}},
	{"numbers are no slips", "misspelled-variable", "MY_NAME1 = \"a\"\nMY_NAME2 = \"b\"\nS = \"${MY_NAME1}\"\n", nil},
	{"short names are no slips", "misspelled-variable", "MY_ID = \"a\"\nMY_LD = \"b\"\nS = \"${MY_ID}\"\n", nil},
	{"letters that changed places", "misspelled-variable", "SUMAMRY = \"a\"\nDESCRIPTOIN = \"b\"\nHOMPAGE = \"c\"\n", []string{"1: is it SUMMARY?", "2: is it DESCRIPTION?", "3: is it HOMEPAGE?"}},
	{"set by code", "unset-variable", "python () {\n    d.setVar('A1_X', 'a')\n    d.getVar('A1_X')\n    d.getVar('B1_X')\n}\n", []string{"4: nobody sets B1_X"}},
	{"a slip in code", "unset-variable", "MY_OPTION = \"a\"\npython () {\n    # d.getVar('MY_OTHER')\n    d.getVar('MY_OPTOIN')\n}\n", []string{"4: nobody sets MY_OPTOIN; is it MY_OPTION?"}},
	{"a comment reads nothing", "renamed-reference", "# ${BB_HASHBASE_WHITELIST}\n", nil},
	{"code", "renamed-reference", "python () {\n    d.getVar('PNBLACKLIST')\n}\n", []string{"2: PNBLACKLIST has been renamed to SKIP_RECIPE"}},

	// Context.
	{"inherited where a feature is on", "out-of-context",
		"-- recipes/x/x_1.0.bb --\nA1_X = \"a\"\ninherit ${@bb.utils.contains('DISTRO_FEATURES', 'x', 'mine', '', d)}\n-- classes-recipe/mine.bbclass --\nS = \"${A1_X}\"\n", nil},
	{"inherited by a variant", "out-of-context",
		"-- recipes/x/x_1.0.bb --\nA1_X = \"a\"\nBBCLASSEXTEND = \"mine\"\n-- classes-recipe/mine.bbclass --\nS = \"${A1_X}\"\n", nil},
	{"a class for all recipes", "out-of-context", "-- recipes/x/x_1.0.bb --\nA1_X = \"a\"\n-- classes/mine.bbclass --\nS = \"${A1_X}\"\n", nil},

	// Descriptions and names of sources.
	{"a package's section is another", "section-case", "SECTION = \"Libs\"\nSECTION:${PN}-dev = \"devel\"\n", []string{"1: SECTION has capital letters: Libs"}},
	{"at the beginning where code adds it", "python-modules",
		"python () {\n    d.appendVar('RDEPENDS:' + d.getVar('PN'), ' python3')\n}\nCLEANBROKEN = \"1\"\n", []string{"1: python3 is all"}},
	{"local sources need no home page", "missing-variable", "SUMMARY = \"a\"\nSRC_URI = \"file://a\"\n", nil},
	{"a class's summary", "missing-variable", "-- recipes/x/x_1.0.bb --\ninherit mine\n-- classes-recipe/mine.bbclass --\nSUMMARY = \"a\"\n", nil},
	{"a file that is named like a variant", "base-name", "-- recipes/x/x-native_1.0.bb --\ninherit native\nS = \"${UNPACKDIR}/${PN}\"\n", nil},
	{"continued lines", "long-summary", "SUMMARY = \"" + strings.Repeat("a ", 30) + "\\\n" + strings.Repeat("b ", 30) + "\"\n", []string{"1: SUMMARY has 119 characters"}},
	{"a folder of the sources that has the name", "hardcoded-path", "do_install() {\n    cp ${S}/etc/x ${D}${sysconfdir}\n    rm -r ${D}/var\n    # ${D}/usr\n}\n", nil},
	{"the longest folder", "hardcoded-path", "FILES:${PN} = \"/usr/share/man/x /usr/sharex\"\n", []string{"1: /usr/share/man is ${mandir}", "1: /usr is ${prefix}"}},
}

func TestVariables(t *testing.T) {
	for _, c := range variableCases {
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			i := slices.IndexFunc(rules.All, func(r *lint.Rule) bool { return r.ID == c.rule })
			if i < 0 {
				t.Fatal("there is no such rule")
			}
			found := check(t, rules.All[i], c.text)
			if len(found) != len(c.want) {
				t.Errorf("%d findings, not %d", len(found), len(c.want))
			}
			for i, f := range found {
				if i >= len(c.want) || !matches(f, c.want[i]) {
					t.Errorf("found %v", f.Diagnostic)
				}
			}
		})
	}
}

// matches reports whether a finding is what a case wants: "[FILE:]LINE: PART OF THE MESSAGE".
func matches(f *lint.Finding, want string) bool {
	place, message, _ := strings.Cut(want, ": ")
	if !strings.Contains(place, ":") {
		place = "x_1.0.bb:" + place
	}
	return f.Known() && strings.Contains(f.Place.String(), "/"+place+":") && strings.Contains(f.Message, message)
}
