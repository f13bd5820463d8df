# bb.compress: what its modules share. The compressing programs are not started while metadata is parsed.
class CompressionError(OSError):
    pass

def refuse(program):
    raise CompressionError("%s is not started while metadata is parsed" % program)

def open_wrap(program, filename, mode="rb", *args, **kwargs):
    if "b" in mode and "t" in mode:
        raise ValueError("Invalid mode: %r" % mode)
    if not isinstance(filename, (str, bytes)) and not hasattr(filename, "read") and not hasattr(filename, "write"):
        raise TypeError("a file's name or a file is needed")
    if isinstance(filename, (str, bytes)) and "r" in mode:
        open(filename, "rb").close() # what is not there is reported as such
    refuse(program)
