# Recipes that need users and groups.
USERADD_PACKAGES ??= "${PN}"
