"""Part of concurrent.futures."""

from concurrent.futures import *
