
# What releases do not have.

for _name, _since in {"LocalModificationsError": (2, 18), "RebaseError": (2, 18), "DummyUnpackTracer": (2, 8)}.items():
    if _release < _since:
        del globals()[_name]

import bb.checksum
_checksum_cache = bb.checksum.FileChecksumCache()
