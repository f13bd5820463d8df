# Gives each recipe a version text that says how it was made.

DEMO_VERSION = "${PN} ${PV} for ${@demo_target(d)}"

def demo_target(d):
    """Return what a recipe is built for, in words."""
    machine = d.getVar("MACHINE")
    features = sorted(set((d.getVar("DISTRO_FEATURES") or "").split()))
    return "%s (%s)" % (machine, ", ".join(features) or "no features")

python demo_version_check () {
    if not e.data.getVar("DISTRO_VERSION"):
        bb.fatal("demo-version: DISTRO_VERSION is not set")
}
addhandler demo_version_check
demo_version_check[eventmask] = "bb.event.ConfigParsed"
