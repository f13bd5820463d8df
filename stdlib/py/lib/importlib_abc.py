"""Abstract classes of loaders, inert."""


class Loader:
    pass


class Finder:
    pass


class MetaPathFinder(Finder):
    pass


class PathEntryFinder(Finder):
    pass


class InspectLoader(Loader):
    pass


class SourceLoader(Loader):
    pass
