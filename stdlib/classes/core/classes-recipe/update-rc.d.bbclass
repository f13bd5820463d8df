# Recipes that install init scripts.
INITSCRIPT_PARAMS ??= "defaults"
