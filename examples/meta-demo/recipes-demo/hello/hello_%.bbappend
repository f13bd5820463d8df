FILESEXTRAPATHS:prepend := "${THISDIR}/files:"
THISDIR = "${@os.path.dirname(d.getVar('FILE') or '')}"

SRC_URI += "file://hello.service"

inherit systemd
SYSTEMD_SERVICE:${PN} = "hello.service"
