"""The functions of os, under another name."""

from os import *
