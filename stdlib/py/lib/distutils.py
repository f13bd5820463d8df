"""The package of distutils.version and its like."""

__version__ = '3.11.7'
