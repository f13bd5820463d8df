# bb.multiprocessing: Python's own, with the context that BitBake asks for.
from multiprocessing import *
