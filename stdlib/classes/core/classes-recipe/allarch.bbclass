# Recipes whose packages are the same on all machines.
PACKAGE_ARCH = "all"
