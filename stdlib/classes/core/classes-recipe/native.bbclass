# Recipes, or variants of them, that are for the build machine.
CLASSOVERRIDE = "class-native"
PACKAGE_ARCH = "${BUILD_ARCH}"
PACKAGES = ""
TARGET_ARCH = "${BUILD_ARCH}"
TARGET_VENDOR = "${BUILD_VENDOR}"
STAGING_DIR_HOST = ""

python native_names () {
    pn = e.data.getVar("PN")
    if e.data.getVar("BBEXTENDCURR") or "native" not in (e.data.getVar("BBCLASSEXTEND") or "").split() or not pn.endswith("-native"):
        return
    # A native variant needs the native variants of what it depends on.
    depends = [dep if dep.endswith(("-native", "-cross")) or dep.startswith("virtual/") else dep + "-native"
               for dep in (e.data.getVar("DEPENDS") or "").split()]
    e.data.setVar("DEPENDS", " ".join(depends))
    provides = [p if p.endswith("-native") else p + "-native" for p in (e.data.getVar("PROVIDES") or "").split()]
    e.data.setVar("PROVIDES", " ".join(dict.fromkeys(provides)))
}
addhandler native_names
native_names[eventmask] = "bb.event.RecipePreFinalise"
