from json import *
from json import JSONDecodeError, JSONDecoder, JSONEncoder
