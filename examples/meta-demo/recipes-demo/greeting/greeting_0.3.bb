SUMMARY = "What is said"
LICENSE = "MIT"
LIC_FILES_CHKSUM = "file://greeting.txt;md5=5d41402abc4b2a76b9719d911017c592"

SRC_URI = "file://greeting.txt"
S = "${UNPACKDIR}"

inherit allarch

do_install() {
    install -Dm 0644 ${S}/greeting.txt ${D}${datadir}/greeting/greeting.txt
}

FILES:${PN} = "${datadir}/greeting"

BBCLASSEXTEND = "native"
