# Recipes that look libraries up with pkg-config.
DEPENDS:prepend = "pkgconfig-native "
