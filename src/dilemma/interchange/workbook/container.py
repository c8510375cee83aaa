"""The file round a workbook: refused unread if it is no plain workbook of a fair size."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from dilemma.interchange.cells import fault, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.problems import Problem

    Why: TypeAlias = "tuple[str, str] | None"

LARGEST = 8 * 1024 * 1024
"""Bytes a workbook may have, packed and unpacked; that of a large scenario unpacks to half a million."""

MOST_MEMBERS = 1000
MOST_MERGED = 10_000
MOST_SIGNS = 1_000_000
"""Tags that all parts may have; the table of a large scenario has half as many."""

MOST_STYLES = 20_000
MOST_OF = {
    "c": 200_000,
    "row": 50_000,
    **dict.fromkeys(("si", "r"), 60_000),
    **dict.fromkeys(("font", "fill", "border", "xf", "dxf", "cellStyle", "numFmt", "col"), MOST_STYLES),
    **dict.fromkeys(("definedName", "sheet", "dataValidation", "cfRule", "hyperlink", "comment"), 10_000),
}
"""Elements of which openpyxl makes an object each, and how many there may be."""

DAMAGED = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,  # of bzip2
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What unpacking raises where a byte is not what it was."""

OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ELEMENT = re.compile(rb"<(?:[^\s<>/:]*:)?(" + "|".join(MOST_OF).encode() + rb")(?=[\s/>])")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_MERGED = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def refusal(content: bytes, name: str) -> Problem | None:
    """Why a file is not opened as a workbook; None when it may be."""
    why = _why_not(content)
    return fault(whole_file(name), *why) if why else None


def _why_not(content: bytes) -> Why:
    if len(content) > LARGEST:
        return _too_large("is larger")
    if content.startswith(OLD_FORMAT):
        if ENCRYPTED in content:
            return "encrypted", "the workbook has a password; save it without one"
        return (
            "not-a-workbook",
            "the file is in the old format of Excel; save it as an Excel workbook (.xlsx)",
        )
    if _is_text(content):
        return "not-a-workbook", "the file is no workbook but text; rename it to end in .csv if it is a table"
    try:
        with _opened(content) as archive:
            return _inside(archive)
    except _Damaged:
        return "not-a-workbook", "the file is no workbook, or a damaged one; save it as .xlsx again"


class _Damaged(Exception):
    """Some byte of an archive is not what it was."""


def _opened(content: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(content))
    except DAMAGED:
        raise _Damaged from None


def _read(archive: ZipFile, member: ZipInfo | str) -> bytes:
    try:
        return archive.read(member)
    except DAMAGED:
        raise _Damaged from None


def _is_text(content: bytes) -> bool:
    start = content[:4096]
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not (
        start.startswith(b"PK") or _CONTROL.search(start) or not start.strip()
    )


def _too_large(how: str) -> Why:
    return (
        "too-large",
        f"the workbook {how} than {LARGEST // 1024**2} MiB; take out pictures and other sheets",
    )


def _inside(archive: ZipFile) -> Why:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST:
        return _too_large("unpacks to more")
    names = {member.filename for member in members}
    if "mimetype" in names and _read(archive, "mimetype").startswith(OPEN_DOCUMENT):
        return "not-a-workbook", "the file is an OpenDocument one; save it as an Excel workbook (.xlsx)"
    if "xl/workbook.xml" not in names:
        return "not-a-workbook", "the file is no workbook in the format of Excel (.xlsx)"
    # No member unpacks to more than it says, so that reading one is safe.
    crowded = _crowd(_read(archive, member) for member in members)  # a part may have any ending
    if crowded:
        return crowded
    parts = (_read(archive, member) for member in members if _XML.search(member.filename))
    return next((why for part in parts if (why := _part(part))), None)


def _crowd(parts: Iterable[bytes]) -> Why:
    """More elements than any scenario needs, which bytes do not tell: an empty one takes four."""
    signs, found = 0, Counter[bytes]()
    for part in parts:
        signs += part.count(b"<")
        if signs > MOST_SIGNS:
            return _crowded(MOST_SIGNS, "elements")
        found.update(_ELEMENT.findall(part))
    spoken = {name.decode(): count for name, count in found.items()}
    return next(
        (_crowded(MOST_OF[each], f"`{each}`") for each in spoken if spoken[each] > MOST_OF[each]), None
    )


def _crowded(most: int, what: str) -> Why:
    message = f"the workbook holds more than {most:,} {what}; copy the table into a new workbook"
    return "too-large", message


def _part(content: bytes) -> Why:
    """What no spreadsheet program writes, and what is made to grow when it is opened."""
    stated = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    plain = not stated or stated[1].lower() in (b"utf-8", b"us-ascii")
    if b"<!DOCTYPE" in content or b"\0" in content or not plain:
        return "not-a-workbook", "the workbook holds what no spreadsheet program writes; save it again"
    if sum(_area(found.decode("latin-1")) for found in _MERGED.findall(content)) > MOST_MERGED:
        return "too-large", f"the workbook merges more than {MOST_MERGED:,} cells; unmerge them"
    return None


def _area(reference: str) -> int:
    """How many cells a range has; more than any may have where it is not written as programs write it."""
    found = _RANGE.fullmatch(reference)
    if not found:
        return MOST_MERGED + 1
    if not found[3]:
        return 1
    width = _column(found[3]) - _column(found[1]) + 1
    return width * (int(found[4]) - int(found[2]) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
