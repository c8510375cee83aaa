"""Zip archives that do not tell when they were made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_REPLACEMENTS: Mapping[str, bytes] = {}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can name


def normalize_zip(content: bytes, replacements: Mapping[str, bytes] = _NO_REPLACEMENTS) -> bytes:
    """Return an archive with the same members in the same order, all of one time and one system.

    Args:
        content: the bytes of the archive.
        replacements: new contents of some members, by name.
    """
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _EPOCH)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3  # Unix everywhere; Python would put down the system it runs on
            new.writestr(member, replacements[name] if name in replacements else old.read(name))
    return out.getvalue()
