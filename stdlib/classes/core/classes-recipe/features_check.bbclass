# Recipes that need features of the distribution, or do not go with some.
REQUIRED_DISTRO_FEATURES ??= ""
ANY_OF_DISTRO_FEATURES ??= ""
CONFLICT_DISTRO_FEATURES ??= ""

python () {
    have = set((d.getVar("DISTRO_FEATURES") or "").split())
    needed = (d.getVar("REQUIRED_DISTRO_FEATURES") or "").split()
    any_of = (d.getVar("ANY_OF_DISTRO_FEATURES") or "").split()
    conflicts = (d.getVar("CONFLICT_DISTRO_FEATURES") or "").split()
    missing = [feature for feature in needed if feature not in have]
    if missing:
        raise bb.parse.SkipRecipe("missing required distro feature '%s' (not in DISTRO_FEATURES)" % missing[0])
    if any_of and not have.intersection(any_of):
        raise bb.parse.SkipRecipe("one of '%s' needs to be in DISTRO_FEATURES" % " ".join(any_of))
    for feature in conflicts:
        if feature in have:
            raise bb.parse.SkipRecipe("conflicting distro feature '%s' (in DISTRO_FEATURES)" % feature)
}
