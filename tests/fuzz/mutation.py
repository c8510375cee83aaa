"""Mutates scenario files as files of lines, keys, values and references, not only as bytes."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING, Any

from dilemma.scenario.schema.kinds import MODELS, json_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Mutation = Callable[[str, Random], str]

VALUES = """
0 1 -1 2 0.5 0.3 50 99.999 100 101 -0.0 1e-9 1e-308 5e-324 1e15 1.1e15 1e16 1e308 1e309 .nan .inf -.inf
0x7f 0o17 007 1_000 1:30 12345678901234567890 0.30000000000000004 true false yes NO null ~ '' "" '0' {}
[] [[]] {a: 1} [1, 2] [2, 1] [0, 0] [0, 50, 100] [50, 50, 50] [1, 2, 3, 4] [-1e15, 1e15]
{normal: [50, 10]} {normal: [0, 1e15]} {normal: [50, -1]} {beta: [2, 3]} {beta: [2, 3, 0, 100]}
{beta: [1e-9, 1e-9]} {beta: [1e9, 1e9, 0, 1]} {beta: [1, 1, 5, 5]} likely unlikely almost_certain
'almost certain' 'roughly even chance' AJ [AJ] all none default score range why from 2024-11-24
2024-02-30 0001-01-01 9999-12-31 2025/2026 2024-11 2024 accommodate wait_out counter enmesh order
leadership own high low 'a\u202eb' "\\u200b" "\\uD800" "\\x1b[31m" é 漢字 \U0001f600 *a &a !!int !x <<: ?
- | > @ % ` \t \x1b \x85 \u2028 \ufeff \x00 ../../etc/passwd /dev/full ..\\.. C:\\a.yaml =1+1 <script>
""".replace("\n", " ")
TEXTS = (r"\u202e", r"\u200b", r"\e[31m", r"\U0001F600", "=1+1", "<script>", r"\n# x", "%s {0}", "|*_`[a](b)")
SIGNS = ("{", "}", "[", "]", ",", ": ", ":", "#", " #", "'", '"', "\n", "- ", "|\n", "---\n", "\\", "")
# A value in brackets or quotes is one value, spaces and all.
_VALUE = re.compile(r"\{.*?\}(?= |$)|\[.*?\]+(?= |$)|'.*?'|\".*?\"|[^ ]+")
_WORD = re.compile(r"[^\s,:{}\[\]#\"']+")
_NUMBER = re.compile(r"(?<![\w.-])-?\d+(\.\d+)?(?![\w.-])")
_TEXT = re.compile(r"(?<=: )[A-Z][^,}\n#:]*")
_PART = re.compile(r"^[a-z_]+:.*\n(?:[ #].*\n|\n)*", re.MULTILINE)
_REFERENCE = re.compile(r"(?<=: )[A-Za-z_][\w-]*(?=\s*[,}\n])|[A-Za-z_][\w-]*(?=: )")


def _keys(schema: Any) -> Iterator[str]:
    """Every key and every word that a schema names."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)


INTERESTING = tuple(_VALUE.findall(VALUES))
LANGUAGE = tuple(sorted({key for kind in MODELS for key in _keys(json.loads(json_schema(kind)))}))


def mutated(data: bytes, largest: int, seed: int, *, careful: float = 0.5) -> bytes:
    """A file changed in one to six places, the same bytes for the same seed.

    `careful` is the share of changes that leave most files readable.
    """
    random = Random(seed)
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        text = random.choice(CAREFUL if random.random() < careful else CARELESS)(text, random)
    return text.encode("utf-8", "surrogateescape")[:largest]


def _replaced(text: str, found: re.Match[str] | None, by: str) -> str:
    return text if found is None else text[: found.start()] + by + text[found.end() :]


def _one(pattern: re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    """One match of a pattern, found from a random place on, so that a long file costs no more."""
    return pattern.search(text, random.randrange(len(text) + 1)) or pattern.search(text)


def _other_number(text: str, random: Random) -> str:
    """A number of about the same size, or at the end of a scale."""
    found = _one(_NUMBER, text, random)
    if found is None:
        return text
    number, most = float(found[0]), 1 if abs(float(found[0])) <= 1 else 100
    by = (0, most, most / 2, most * random.random(), round(most * random.random(), 2), number / 3, -number)
    return _replaced(text, found, f"{random.choice(by):.12g}")


def _huge_number(text: str, random: Random) -> str:
    by = ("1e15", "-1e15", "1e-300", "5e-324", "-0.0", "99.99999999999999", "1e-16", "1000000", "0.1", "1e9")
    return _replaced(text, _one(_NUMBER, text, random), random.choice(by))


def _number_to_range(text: str, random: Random) -> str:
    """A range or a distribution in the place of a number."""
    found = _one(_NUMBER, text, random)
    if found is None:
        return text
    number = float(found[0])
    most = 1 if 0 <= number <= 1 else max(100, number)
    by = [
        f"[{number}, {number}]",
        f"[0, {number}]",
        f"[0, {number}, {most}]",
        f"[{number}, {number}, {most}]",
    ]
    by += [f"{{score: {{normal: [{number}, {most}]}}}}", f"{{score: {{beta: [2, 3, 0, {most}]}}}}"]
    by += [f"{{beta: [{random.random()}, 1e-3]}}", "likely", f"{{score: {number}, confidence: low}}"]
    return _replaced(text, found, random.choice(by))


def _renamed(text: str, random: Random) -> str:
    """An id under another name wherever it stands."""
    found = _one(_REFERENCE, text, random)
    if found is None or found[0] in LANGUAGE:
        return text
    new = random.choice(("x", "Z" * 200, "0", "-", "_", "1e5", "null", "accommodate", "norms", "true"))
    return re.sub(rf"(?<![\w-]){found[0]}(?![\w-])", new, text)


def _other_text(text: str, random: Random) -> str:
    """Text in quotes in the place of a text or a word; it must only be shown."""
    by = random.choice(TEXTS) * random.choice((1, 1, 300))
    return _replaced(text, _one(_TEXT, text, random), f'"{by}"')


def _without_a_part(text: str, random: Random) -> str:
    """A top-level key gone, with everything under it."""
    found = _one(_PART, text, random)
    return text if found is None else text[: found.start()] + text[found.end() :]


def _other_value(text: str, random: Random) -> str:
    return _replaced(text, _one(_WORD, text, random), random.choice(INTERESTING))


def _other_reference(text: str, random: Random) -> str:
    """An id in the place of another of the same file."""
    known = _one(_REFERENCE, text, random)
    return text if known is None else _replaced(text, _one(_REFERENCE, text, random), known[0])


def _other_key(text: str, random: Random) -> str:
    return _replaced(text, _one(_REFERENCE, text, random), random.choice(LANGUAGE))


def _new_key(text: str, random: Random) -> str:
    entry = f"{random.choice(LANGUAGE)}: {random.choice(INTERESTING)}"
    if random.random() < 0.5 and "{" in text:
        at = text.find("{", random.randrange(len(text))) + 1
        return f"{text[:at]}{entry}, {text[at:]}"
    lines = text.split("\n")
    at = random.randrange(len(lines) + 1)
    indent = re.match(" *", lines[at - 1])
    lines.insert(at, (indent[0] if indent else "") + entry)
    return "\n".join(lines)


def _without_lines(text: str, random: Random) -> str:
    lines, at, count = _some_lines(text, random)
    return "\n".join(lines[:at] + lines[at + count :])


def _lines_again(text: str, random: Random) -> str:
    """Some lines once more elsewhere, most often under other names."""
    lines, at, count = _some_lines(text, random)
    again = [re.sub(r"^(\s*[\w-]+)", r"\g<1>x", line) for line in lines[at : at + count]]
    to = random.randrange(len(lines) + 1)
    return "\n".join(lines[:to] + again + lines[to:])


def _lines_swapped(text: str, random: Random) -> str:
    lines, at, _ = _some_lines(text, random)
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _lines_indented(text: str, random: Random) -> str:
    lines, at, count = _some_lines(text, random)
    by = random.choice(("  ", " ", "\t", "", "    "))
    lines[at : at + count] = [by + line if by else line.removeprefix("  ") for line in lines[at : at + count]]
    return "\n".join(lines)


def _some_lines(text: str, random: Random) -> tuple[list[str], int, int]:
    lines = text.split("\n")
    return lines, random.randrange(len(lines)), random.choice((1, 1, 2, 5))


def _punctuation(text: str, random: Random) -> str:
    """A sign that means something to YAML, put in or taken out."""
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(SIGNS) + text[at + random.choice((0, 1)) :]


def _line_ends(text: str, random: Random) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\n")))


CAREFUL: tuple[Mutation, ...] = (
    *(_other_number, _number_to_range) * 3,
    *(_huge_number, _renamed, _other_text, _without_a_part, _without_lines, _line_ends),
)
CARELESS: tuple[Mutation, ...] = (
    *(_other_value, _other_reference, _other_key, _new_key) * 2,
    *(_without_lines, _lines_again, _lines_swapped, _lines_indented, _punctuation),
)
