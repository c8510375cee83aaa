"""A lock on an open file, which the system takes back when its holder dies, however it dies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # the byte that is locked: Windows lets nobody read one, so it is one that is never written

    def held(file: IO[bytes]) -> bool:
        """Whether the file is ours from now on; false where another process holds it."""
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def held(file: IO[bytes]) -> bool:
        """Whether the file is ours from now on; false where another process holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some file systems of large machines have no locks; there it is as it was without
            return True
        return True
