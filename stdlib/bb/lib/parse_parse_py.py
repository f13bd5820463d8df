# bb.parse.parse_py: the package of the parsers.
