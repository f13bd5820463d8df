SUMMARY = "An image with the demo in it"
LICENSE = "MIT"

inherit core-image features_check

REQUIRED_DISTRO_FEATURES = "systemd"

IMAGE_INSTALL = "packagegroup-core-boot hello"
IMAGE_INSTALL:append:demo-soc = " greeting"
