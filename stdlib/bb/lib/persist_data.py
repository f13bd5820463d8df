# bb.persist_data: data that is kept between runs (before BitBake 2.12).
from bb import _refused

sqlversion = (3, 40, 1)

globals().update(_refused.functions("bb.persist_data", "persist"))
globals().update(_refused.classes("bb.persist_data", "SQLTable"))
