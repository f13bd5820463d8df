# Recipes that install units of systemd.
SYSTEMD_PACKAGES ??= "${PN}"
SYSTEMD_AUTO_ENABLE ??= "enable"
RDEPENDS:${PN}:append = "${@bb.utils.contains('DISTRO_FEATURES', 'systemd', ' systemd', '', d)}"
FILES:${PN}:append = " ${systemd_system_unitdir}"
