# Recipes that are built by configure and make.
DEPENDS:prepend = "autoconf-native automake-native libtool-native "
B = "${WORKDIR}/build"
CONFIGUREOPTS = "--host=${HOST_SYS} --prefix=${prefix} --sysconfdir=${sysconfdir} --localstatedir=${localstatedir}"

oe_runconf() {
    "${S}/configure" ${CONFIGUREOPTS} ${EXTRA_OECONF} ${PACKAGECONFIG_CONFARGS} "$@"
}

autotools_do_configure() {
    oe_runconf
}

autotools_do_compile() {
    oe_runmake
}

autotools_do_install() {
    oe_runmake 'DESTDIR=${D}' install
}

EXPORT_FUNCTIONS do_configure do_compile do_install
