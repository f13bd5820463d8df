# An image with what a small system needs.
inherit image
IMAGE_INSTALL ?= "packagegroup-core-boot"
