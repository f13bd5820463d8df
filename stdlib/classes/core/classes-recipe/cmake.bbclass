# Recipes that are built by CMake.
DEPENDS:prepend = "cmake-native ninja-native "
B = "${WORKDIR}/build"
EXTRA_OECMAKE ??= ""

cmake_do_configure() {
    cmake -G Ninja -S "${S}" -B "${B}" -DCMAKE_INSTALL_PREFIX=${prefix} ${EXTRA_OECMAKE} ${PACKAGECONFIG_CONFARGS}
}

cmake_do_compile() {
    cmake --build "${B}"
}

cmake_do_install() {
    DESTDIR="${D}" cmake --install "${B}"
}

EXPORT_FUNCTIONS do_configure do_compile do_install
