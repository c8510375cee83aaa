"""A zip archive without the moment it was made."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can name


def zipped(content: bytes) -> bytes:
    """The same members in the same order, all of one time and one system."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, NEVER)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            new.writestr(member, old.read(name))
    return out.getvalue()
