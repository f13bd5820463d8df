"""Exceptions, for old scripts."""


class DistutilsError(Exception):
    pass


for _name in ('ModuleError ClassError GetoptError ArgError FileError OptionError SetupError PlatformError ExecError InternalError TemplateError '
              'ByteCompileError').split():
    globals()['Distutils' + _name] = type('Distutils' + _name, (DistutilsError,), {'__module__': __name__})
