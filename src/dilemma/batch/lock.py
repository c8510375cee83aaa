"""A lock on an open file, which the system takes back when its holder dies, however it dies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

if sys.platform == "win32":
    import msvcrt

    # The byte that is locked. Windows lets nobody read it, so it is one that is never written.
    _LOCKED_BYTE = 1 << 30

    def try_lock(file: IO[bytes]) -> bool:
        """Return whether the file is locked by us from now on; False where another process holds it."""
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Return whether the file is locked by us from now on; False where another process holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network file systems have no locks; there, nothing guards against a second run.
            return True
        return True
