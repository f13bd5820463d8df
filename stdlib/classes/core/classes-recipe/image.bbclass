# Images: recipes that put packages together.
IMAGE_BASENAME ?= "${PN}"
IMAGE_NAME ?= "${IMAGE_BASENAME}-${MACHINE}"
PACKAGES = ""
do_fetch[noexec] = "1"
do_unpack[noexec] = "1"
do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
do_install[noexec] = "1"

python do_rootfs() {
    bb.note("installing %s" % d.getVar("PACKAGE_INSTALL"))
}
do_rootfs[recrdeptask] = "do_packagedata"
do_rootfs[fakeroot] = "1"

python do_image_complete() {
    pass
}

addtask rootfs after do_prepare_recipe_sysroot
addtask image_complete after do_rootfs before do_build
