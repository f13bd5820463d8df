package feature

import (
	"fmt"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// TestTarget has a text with the place marked by "|", and what stands there: the kind, the name in the text that the span covers,
// and what else is known of it.
func TestTarget(t *testing.T) {
	names := []string{"none", "variable", "flag", "override", "operator", "class", "include", "task", "word", "parameter", "keyword", "python", "command"}
	for _, c := range []struct{ text, want string }{
		{"FO|O = \"1\"", "variable FOO key=FOO"},
		{"|FOO = \"1\"", "variable FOO key=FOO"},
		{"FOO| = \"1\"", "variable FOO key=FOO"},
		{"FOO |= \"1\"", "operator = of=FOO"},
		{"FOO ??|= \"1\"", "operator ??= of=FOO"},
		{"FOO:app|end:arm = \"1\"", "operator append of=FOO key=FOO:arm"},
		{"FOO:append:ar|m = \"1\"", "override arm of=FOO key=FOO:arm"},
		{"FOO:a|rm = \"1\"", "override arm of=FOO key=FOO:arm"},
		{"FOO:arm| = \"1\"", "override arm of=FOO key=FOO:arm"},
		{"FI|LES:${PN}-doc = \"1\"", "variable FILES key=FILES:${PN}-doc"},
		{"FILES:${P|N}-doc = \"1\"", "variable PN key=PN"},
		{"FILES:${PN}-d|oc:append = \"1\"", "override ${PN}-doc of=FILES key=FILES:${PN}-doc"},
		{"PREFERRED_VERSION_l|inux-${X} = \"1\"", "variable PREFERRED_VERSION_linux-${X} key=PREFERRED_VERSION_linux-${X}"},
		{"do_x[de|pends] = \"1\"", "flag depends of=do_x"},
		{"PACKAGECONFIG[x|y] = \"1\"", "flag xy of=PACKAGECONFIG"},
		{"do_x[depends] += \"foo-na|tive:do_populate_sysroot\"", "word foo-native of=do_x flag=depends"},
		{"do_x[depends] += \"foo-native:do_po|pulate_sysroot\"", "task do_populate_sysroot of=foo-native"},
		{"do_x[mcdepends] = \"mc:a:b:im|g:do_build\"", "word img of=do_x flag=mcdepends"},
		{"do_x[mcdepends] = \"mc:a:b:img:do_b|uild\"", "task do_build of=img"},
		{"do_x[deptask] = \"do_b|uild\"", "task do_build"},
		{"do_x[vardeps] = \"A B|C\"", "variable BC"},
		{"do_x[dirs] = \"${B} /|x\"", "word /x of=do_x flag=dirs"},
		{"ex|port FOO = \"1\"", "keyword export"},
		{"export FO|O", "variable FOO key=FOO"},
		{"unset FO|O", "variable FOO key=FOO"},
		{"unset FOO[do|c]", "flag doc of=FOO"},
		{"un|set FOO", "keyword unset"},
		// values
		{"A = \"x ${P|N} y\"", "variable PN key=PN"},
		{"A = \"$|{PN}\"", "variable PN key=PN"},
		{"A = \"${PN|}\"", "variable PN key=PN"},
		{"A = \"${PN}|\"", "word ${PN} of=A key=A"},
		{"A = \"${FOO_${P|N}_x}\"", "variable PN key=PN"},
		{"A = \"${FO|O_${PN}_x}\"", "variable FOO_${PN}_x key=FOO_${PN}_x"},
		{"A = \"${FOO:a|rm}\"", "override arm of=FOO key=FOO:arm"},
		{"A = \"${FO|O", "variable FOO key=FOO"},
		{"A = \"${FO|O\nB = \"x\"\n", "variable FOO key=FOO"},
		{"DEPENDS = \"zl|ib\"", "word zlib of=DEPENDS key=DEPENDS"},
		{"DEPENDS += \" \\\n  zlib \\\n  open|ssl \\\n\"", "word openssl of=DEPENDS key=DEPENDS"},
		{"RDEPENDS:${PN} = \"ba|sh (>= 1.0)\"", "word bash of=RDEPENDS key=RDEPENDS:${PN}"},
		{"RDEPENDS:${PN} = \"bash (>|= 1.0)\"", "none"},
		{"RDEPENDS:${PN} = \"${PN}-d|oc\"", "word ${PN}-doc of=RDEPENDS key=RDEPENDS:${PN}"},
		{"SRC_URI = \"git://x.org/a;bra|nch=main;protocol=https\"", `parameter branch span="branch=main" of=SRC_URI key=SRC_URI item=git://x.org/a;branch=main;protocol=https`},
		{"SRC_URI = \"git://x.o|rg/a;branch=main\"", "word git://x.org/a of=SRC_URI key=SRC_URI item=git://x.org/a;branch=main"},
		{"SRC_URI = \"file://a.pa|tch;apply=${@d.getVar('A;B')}\"", "word file://a.patch of=SRC_URI key=SRC_URI item=file://a.patch;apply=${@d.getVar('A;B')}"},
		{"SRC_URI = \"file://a.patch;apply=${@d.getVar('A|B')}\"", "variable AB key=AB"},
		{"LIC_FILES_CHKSUM = \"file://COPYING;md|5=12\"", `parameter md5 span="md5=12" of=LIC_FILES_CHKSUM key=LIC_FILES_CHKSUM item=file://COPYING;md5=12`},
		{"LICENSE = \"MIT & (GPL-2.0-on|ly | BSD)\"", "word GPL-2.0-only of=LICENSE key=LICENSE"},
		{"LICENSE = \"MIT A|ND BSD\"", "keyword AND of=LICENSE key=LICENSE"},
		{"INHERIT += \"rm_w|ork\"", "class rm_work of=INHERIT key=INHERIT"},
		{"OVERRIDES = \"a:b|c:d\"", "override bc of=OVERRIDES key=OVERRIDES"},
		{"ROOTFS_POSTPROCESS_COMMAND += \"do_it|; other\"", "variable do_it"},
		{"A = \"x \\\r\n ${P|N}\"\r\n", "variable PN key=PN"},
		{"DEPENDS = \"a \\\r\n zl|ib\\\r\n\"\r\n", "word zlib of=DEPENDS key=DEPENDS"},
		{"A = \"ü ${P|N}\"", "variable PN key=PN"},
		{"A = \"x|\"", "word x of=A key=A"},
		{"A = \"|\"", "none"},
		{"A = \"\" |", "none"},
		{"|", "none"},
		// directives
		{"inh|erit autotools", "keyword inherit"},
		{"inherit auto|tools pkgconfig", "class autotools"},
		{"inherit ${@bb.utils.contains('DI|STRO_FEATURES', 'x', 'a', '', d)}", "variable DISTRO_FEATURES key=DISTRO_FEATURES"},
		{"inherit autotools ${|X}", "variable X key=X"},
		{"inherit_defer nat|ive", "class native"},
		{"require a/b-${P|V}.inc", "variable PV key=PV"},
		{"require a/b-|${PV}.inc", "variable PV key=PV"},
		{"inc|lude a.inc", "keyword include"},
		{"addtask do_a af|ter do_b before do_c", "keyword after"},
		{"addtask do_|a after do_b before do_c", "task do_a"},
		{"addtask a after do_b before do_|c", "task do_c"},
		{"addta|sk a", "keyword addtask"},
		{"deltask do|_x", "task do_x"},
		{"EXPORT_FUNCTIONS do_com|pile", "variable do_compile"},
		{"addhandler my_ha|ndler", "variable my_handler"},
		{"# a com|ment ${X}", "none"},
		// code
		{"do_ins|tall() {\n:\n}", "variable do_install key=do_install"},
		{"do_install:app|end:arm() {\n:\n}", "operator append of=do_install key=do_install:arm"},
		{"python do_x:app|end() {\n    pass\n}", "operator append of=do_x key=do_x"},
		{"pyth|on do_x() {\n    pass\n}", "keyword python"},
		{"python fake|root do_x() {\n    pass\n}", "keyword fakeroot"},
		{"fakeroot python do|_x() {\n    pass\n}", "variable do_x key=do_x"},
		{"pyth|on () {\n    pass\n}", "keyword python"},
		{"do_x() {\n    oe_run|make ${P|N}\n}", "none"},
		{"do_x() {\n    oe_runmake ${P|N}\n}", "variable PN key=PN"},
		{"do_x() {\n    oe_run|make DESTDIR=${D} install && foo\n}", "command oe_runmake"},
		{"do_x() {\n    oe_runmake inst|all && foo\n}", "none"},
		{"do_x() {\n    oe_runmake install && fo|o\n}", "command foo"},
		{"do_x() {\n    if x; then\n        my_fu|nc a\n    fi\n}", "command my_func"},
		{"do_x() {\n    A=$(my_fu|nc a)\n}", "command my_func"},
		{"do_x() {\n    A=\"${@bb.utils.contains('FO|O', 'x', '1', '0', d)}\"\n}", "variable FOO key=FOO"},
		{"do_x() {\n    ${FO|O} a\n}", "variable FOO key=FOO"},
		{"do_x() {\n    ${FOO:-|a} a\n}", "override -a of=FOO key=FOO:-a"},
		{"do_x() {\n    ${FOO%%|a} a\n}", "none"},
		{"do_x() {\n    if x; then\n        my_fu|nc a\n}", "command my_func"},
		{"do_x() {\n    my_fu|nc a\n", "command my_func"},
		{"do_x:append() {\n    d.getVar(\"FO|O\")\n}", "variable FOO key=FOO"},
		{"python do_x() {\n    a = d.getVar(\"FO|O\")\n}", "variable FOO key=FOO"},
		{"python do_x() {\n    a = d.get|Var(\"FOO\")\n}", `python d.getVar span="getVar"`},
		{"python do_x() {\n    a = d.getVar(\"FOO:a|rm\")\n}", "override arm of=FOO key=FOO:arm"},
		{"python do_x() {\n    a = e.data.get|Var(\"FOO\")\n}", `python d.getVar span="getVar"`},
		{"python do_x() {\n    localdata.setVar('DEPENDS', 'zl|ib')\n}", "word zlib of=DEPENDS key=DEPENDS"},
		{"python do_x() {\n    d.getVar(\"RDEP|ENDS:\" + pkg)\n}", "variable RDEPENDS key=RDEPENDS"},
		{"python do_x() {\n    d.getVar(\"RDEP|ENDS:%s\" % pkg)\n}", "variable RDEPENDS key=RDEPENDS"},
		{"python do_x() {\n    d.getVar(\"SRC|REV_\" + pkg)\n}", "none"},
		{"python do_x() {\n    d.getVar(f\"RDEP|ENDS:{pkg}\")\n}", "variable RDEPENDS key=RDEPENDS"},
		{"python do_x() {\n    d.getVarFlag('do_x', 'no|exec')\n}", "flag noexec of=do_x"},
		{"python do_x() {\n    d.getVarFlag('do_|x', 'noexec')\n}", "variable do_x key=do_x"},
		{"python do_x() {\n    d.appendVarFlag('do_x', 'depends', ' foo:do_bu|ild')\n}", "task do_build of=foo"},
		{"python do_x() {\n    d.appendVarFlag('do_x', 'depends', ' fo|o:do_build')\n}", "word foo of=do_x flag=depends"},
		{"python do_x() {\n    bb.utils.contains('DISTRO_FEATURES', 'syst|emd', 1, 2, d)\n}", "word systemd of=DISTRO_FEATURES key=DISTRO_FEATURES"},
		{"python do_x() {\n    bb.uti|ls.contains('DISTRO_FEATURES', 'systemd', 1, 2, d)\n}", `python bb.utils span="utils"`},
		{"python do_x() {\n    bb.data.inherits_class('na|tive', d)\n}", "class native"},
		{"python do_x() {\n    bb.build.exec_func('do_it|', d)\n}", "variable do_it key=do_it"},
		{"python do_x() {\n    \"a ${F|OO}\"\n}", "variable FOO key=FOO"},
		{"python do_x() {\n    from oe.utils import condit|ional\n}", `python oe.utils.conditional span="conditional"`},
		{"python do_x() {\n    from oe.utils import conditional as c\n    c|(1)\n}", `python oe.utils.conditional span="c"`},
		{"python do_x() {\n    import oe.path as p\n    p.jo|in(1)\n}", `python oe.path.join span="join"`},
		{"python do_x() {\n    import re\n    re.com|pile(1)\n}", `python re.compile span="compile"`},
		{"python do_x() {\n    foo = 1\n    bar(fo|o)\n}", "none"},
		{"python do_x() {\n    foo = 1\n    ba|r(foo)\n}", "python bar"},
		{"python () {\n    if d.getVar(\"A|\") ==", "variable A key=A"},
		{"python () {\n    if d.getVar(\"A|", "variable A key=A"},
		{"python () {\n    if d.getVar(\"A|\n    x = 1\n}", "variable A key=A"},
		{"python () {\n    if d.getVar(\"A|\n    x = 'y'\n}", "variable A key=A"},
		{"python () {\n    d.getVar(|\n}", "none"},
		{"python () {\n    x = bb.utils.cont|\n}", `python bb.utils.cont span="cont"`},
		{"python () {\n    x = bb.utils.contains('A', 'b|\n}", "word b of=A key=A"},
		{"python () {\n    # don't d.get|Var\n}", "none"},
		{"def my_d|ef(d):\n    return 1", "python my_def"},
		{"def my_def(d):\n    return my_o|ther(d)", "python my_other"},
		{"def my_def(d):\n    return my_d|ef(d)", "python my_def"},
		{"def my_def(d, arg):\n    return ar|g", "none"},
		{"d|ef my_def(d, arg):\n    return arg", "keyword def"},
		{"A = \"${@my_d|ef(d)}\"", "python my_def"},
		{"A = \"${@my_def(P|V)}\"", "variable PV key=PV"},
		{"A = \"${@d.getVar('P|V')}\"", "variable PV key=PV"},
		{"A = \"${@ d.getVar('P|V')}\"", "variable PV key=PV"},
		{"A = \"${@d.getVar('${P|V}')}\"", "variable PV key=PV"},
		{"A = \"${@d.getVar('P|V", "variable PV key=PV"},
		{"A = \"${@d.getVar('P|V'\"", "variable PV key=PV"},
		{"A = \"${@bb.utils.contains('A', 'b|', 'c', 'd', d)} x\"", "word b of=A key=A"},
		{"A = \"${@bb.utils.filter('DISTRO_FEATURES', 'b c|d', d)} x\"", "word cd of=DISTRO_FEATURES key=DISTRO_FEATURES"},
		{"A = \"${@oe.utils.conditional('P|V', '1', 'a', 'b', d)}\"", "variable PV key=PV"},
		{"A = \"${@'x' if d.getVar('P|V') else ''} ${@d}\"", "variable PV key=PV"},
		{"A = \"${@'x'}|${@'y'}\"", "word ${@'x'}${@'y'} of=A key=A"},
		{"A = \"${@oe.utils.any_distro_features(d, 'x1|1')}\"", "word x11 of=DISTRO_FEATURES"},
		{"#py\nimport oe.types\ndef my|def(d):\n    pass\n", `python oe.mine.mydef span="mydef"`},
		{"#py\ndef mydef(d):\n    return d.getVar('P|V')\n", "variable PV key=PV"},
		// broken
		{"FO|O", "variable FOO key=FOO"},
		{"FOO:ap|p", "override app of=FOO key=FOO:app"},
		{"FOO[do|c", "flag doc of=FOO"},
		{"DEPENDS = \"zl|ib", "word zlib of=DEPENDS key=DEPENDS"},
		{"DEPENDS += \"a \\\n  zl|ib \\\n", "word zlib of=DEPENDS key=DEPENDS"},
		{"SRC_URI:append = \" file://a.pa|tch;x=y \\", "word file://a.patch of=SRC_URI key=SRC_URI item=file://a.patch;x=y"},
		{"do_x[depends] = \"zl|ib:do_build", "word zlib of=do_x flag=depends"},
		{"inherit| ", "keyword inherit"},
		{"inh|erit", "keyword inherit"},
		{" FO|O = \"x\"", "variable FOO key=FOO"},
		{"A = \"b\" c|", "word c of=A key=A"},
	} {
		before, after, ok := strings.Cut(c.text, "|")
		if !ok {
			t.Fatalf("%q has no mark", c.text)
		}
		path := "/layer/recipes/x_1.0.bb"
		if strings.HasPrefix(c.text, "#py\n") {
			path = "/layer/lib/oe/mine.py"
		}
		r := &Request{Doc: snapshot.NewDocument(path, before+after), Pos: source.Pos(len(before))}
		got := r.Target()
		text := names[got.Kind]
		if got.Kind != None {
			text += " " + got.Name
			if span := r.Doc.Slice(got.Span); span != got.Name {
				text += fmt.Sprintf(" span=%q", span)
			}
		}
		for _, x := range []struct{ key, value string }{{"of", got.Of}, {"key", got.Key}, {"flag", got.Flag}, {"item", got.Item}} {
			if x.value != "" {
				text += " " + x.key + "=" + x.value
			}
		}
		if text != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, text, c.want)
		}
	}
}
