# Recipes that put files into the deploy directory.
DEPLOYDIR = "${WORKDIR}/deploy-${PN}"

do_deploy() {
    :
}
do_deploy[cleandirs] = "${DEPLOYDIR}"
addtask deploy after do_install
