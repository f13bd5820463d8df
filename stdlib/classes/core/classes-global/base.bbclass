# The tasks that every recipe has.

addtask fetch
addtask unpack after do_fetch
addtask patch after do_unpack
addtask prepare_recipe_sysroot before do_configure after do_fetch
addtask configure after do_patch
addtask compile after do_configure
addtask install after do_compile
addtask populate_sysroot after do_install
addtask package after do_install
addtask packagedata after do_package
addtask package_qa after do_package before do_build
addtask build after do_populate_sysroot do_packagedata
addtask clean
addtask cleanall after do_clean
addtask listtasks

python do_fetch() {
    bb.note("fetching %s" % (d.getVar("SRC_URI") or "nothing"))
}
do_fetch[network] = "1"

python do_unpack() {
    bb.note("unpacking %s" % (d.getVar("SRC_URI") or "nothing"))
}
do_unpack[cleandirs] = "${UNPACKDIR}"

python do_patch() {
    pass
}

python do_prepare_recipe_sysroot() {
    pass
}
do_prepare_recipe_sysroot[deptask] = "do_populate_sysroot"

base_do_configure() {
    :
}
do_configure[dirs] = "${B}"

base_do_compile() {
    oe_runmake || die "make failed"
}
do_compile[dirs] = "${B}"

base_do_install() {
    :
}
do_install[dirs] = "${B}"
do_install[cleandirs] = "${D}"
do_install[fakeroot] = "1"

python do_populate_sysroot() {
    pass
}

python do_package() {
    pass
}

python do_packagedata() {
    pass
}

python do_package_qa() {
    pass
}
do_package_qa[rdeptask] = "do_packagedata"

do_build() {
    :
}
do_build[noexec] = "1"
do_build[recrdeptask] = "do_package_qa"

do_clean() {
    rm -rf ${WORKDIR}
}
do_clean[nostamp] = "1"

do_cleanall() {
    :
}
do_cleanall[nostamp] = "1"

python do_listtasks() {
    for task in bb.build.listtasks(d):
        bb.plain("%s  %s" % (task, d.getVarFlag(task, "doc") or ""))
}
do_listtasks[nostamp] = "1"

EXPORT_FUNCTIONS do_configure do_compile do_install

# What shell functions of recipes call.
die() {
    bbfatal "$*"
}

bbnote() {
    echo "NOTE: $*"
}

bbwarn() {
    echo "WARNING: $*"
}

bbfatal() {
    echo "ERROR: $*"
    exit 1
}

oe_runmake() {
    ${MAKE} ${EXTRA_OEMAKE} "$@"
}

python () {
    # A recipe that is not for this machine or host is skipped, with the reason.
    import re
    for variable, value in (("COMPATIBLE_MACHINE", d.getVar("MACHINE")), ("COMPATIBLE_HOST", d.getVar("HOST_SYS"))):
        pattern = d.getVar(variable)
        if pattern and not re.match(pattern, value or ""):
            raise bb.parse.SkipRecipe("incompatible with %s %s (not in %s)" % (variable, value, pattern))

    # The options of PACKAGECONFIG: enabled argument, disabled argument, build dependencies, runtime dependencies.
    chosen = (d.getVar("PACKAGECONFIG") or "").split()
    for option, text in sorted((d.getVarFlags("PACKAGECONFIG") or {}).items()):
        if option in ("doc", "defaultval"):
            continue
        parts = [part.strip() for part in text.split(",")] + [""] * 4
        on, off, depends, rdepends = parts[:4]
        argument = on if option in chosen else off
        if argument:
            d.appendVar("PACKAGECONFIG_CONFARGS", " " + argument)
        if option in chosen and depends:
            d.appendVar("DEPENDS", " " + depends)
        if option in chosen and rdepends:
            d.appendVar("RDEPENDS:" + d.getVar("PN"), " " + rdepends)
}
PACKAGECONFIG_CONFARGS ??= ""
