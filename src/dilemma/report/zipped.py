"""A zip archive without the moment it was made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Mapping[str, bytes] = {}
NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can name


def zipped(content: bytes, instead: Mapping[str, bytes] = NOTHING) -> bytes:
    """The same members in the same order, all of one time and one system; `instead` replaces some by name."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, NEVER)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            new.writestr(member, instead[name] if name in instead else old.read(name))
    return out.getvalue()
