# Recipes that make packages which only depend on others.
PACKAGES = "${PN}"
ALLOW_EMPTY:${PN} = "1"
do_fetch[noexec] = "1"
do_unpack[noexec] = "1"
do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
do_install[noexec] = "1"
