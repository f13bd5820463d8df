# bb.providers: which recipe provides what. That is found out natively.
from bb import _refused
import bb

NoProvider = type("NoProvider", (bb.BBHandledException,), {"__module__": "bb.providers"})
NoRProvider = type("NoRProvider", (bb.BBHandledException,), {"__module__": "bb.providers"})
MultipleRProvider = type("MultipleRProvider", (bb.BBHandledException,), {"__module__": "bb.providers"})

def versionVariableMatch(cfgData, keyword, pn):
    """Returns the version that PREFERRED_VERSION or REQUIRED_VERSION wants of a recipe."""
    for name in (":pn-" + pn, "_" + pn, ""):
        version = cfgData.getVar(keyword + "_VERSION" + name)
        if version:
            return version
    return version

def preferredVersionMatch(pe, pv, pr, preferred_e, preferred_v, preferred_r):
    """Whether a version is the one that is wanted, which may end in "%"."""
    if (preferred_r is not None and pr != preferred_r) or (preferred_e is not None and pe != preferred_e):
        return False
    return preferred_v == pv or preferred_v is not None and preferred_v.endswith("%") and pv.startswith(preferred_v[:-1])

globals().update(_refused.functions("bb.providers", """
    allProviders buildWorldTargetList filterProviders filterProvidersRunTime findBestProvider findLatestProvider findPreferredProvider
    findProviders getRuntimeProviders sortPriorities"""))
