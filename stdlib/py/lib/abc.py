class abstractproperty(property):
    __isabstractmethod__ = True


class _Abstract:
    # A decorator that makes what it decorates abstract, and then what the class behind this one makes of it.
    __isabstractmethod__ = True

    def __init__(self, callable):
        setattr(callable, '__isabstractmethod__', True)
        super().__init__(callable)


class abstractclassmethod(_Abstract, classmethod):
    pass


class abstractstaticmethod(_Abstract, staticmethod):
    pass
