# Recipes that are built by Meson.
DEPENDS:prepend = "meson-native ninja-native "
B = "${WORKDIR}/build"
EXTRA_OEMESON ??= ""

meson_do_configure() {
    meson setup "${B}" "${S}" --prefix=${prefix} ${EXTRA_OEMESON} ${PACKAGECONFIG_CONFARGS}
}

meson_do_compile() {
    meson compile -C "${B}"
}

meson_do_install() {
    DESTDIR="${D}" meson install -C "${B}"
}

EXPORT_FUNCTIONS do_configure do_compile do_install
