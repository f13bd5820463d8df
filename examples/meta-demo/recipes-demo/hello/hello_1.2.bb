require hello.inc

SRC_URI[sha256sum] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

DEPENDS += "greeting"

do_install:append() {
    install -d ${D}${sysconfdir}
    echo "${DEMO_VERSION}" > ${D}${sysconfdir}/hello-version
}

python do_report() {
    """Print what the recipe is called."""
    name, version = d.getVar("PN"), d.getVar("PV")
    bb.plain(f"{name} {version}")
}
addtask report after do_install before do_build
do_report[doc] = "Print what the recipe is called"
do_report[nostamp] = "1"
