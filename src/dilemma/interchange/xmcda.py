"""Decision tables in XMCDA: 2.x, 3.x and 4 read, from one file or from the files of a folder; 3.1.1 written.

Facts of the versions: names have a namespace that changes with each; the root is `XMCDA` up to 3.x and
`xmcda` in 4. The direction of a criterion stands inside `criteria` in 2.x and in `criteriaScales` from 3 on;
a file without a scale means that more is better. A value may be `real`, `integer`, `rational` or an interval.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from dilemma.interchange.decision_table import BadTable, DecisionTable, TableCriterion, span_of
from dilemma.records import dataclass
from dilemma.scenario.quantity import LARGEST_NUMBER, exact_quantity, parse_quantity
from dilemma.scenario.yaml.parser import read_regular_file
from dilemma.scenario.yaml.text import make_visible, yaml_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from dilemma.scenario.quantity import Quantity

_MOST_BYTES = 4 * 1024 * 1024
_COMPANIONS = (
    "alternatives.xml",
    "criteria.xml",
    "criteriaScales.xml",
    "criteria_scales.xml",
    "performanceTable.xml",
    "performance_table.xml",
    "weights.xml",
    "criteriaWeights.xml",
    "criteriaValues.xml",
)
"""The files in which web services spread one decision; others of the folder hold parameters of methods."""
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:XMCDA|xmcda)[\s>]")
_NAMESPACE = "http://www.decision-deck.org/2019/XMCDA-3.1.1"


def is_xmcda(content: bytes) -> bool:
    """Return whether the beginning of a file is that of an XMCDA file of any version."""
    return _ROOT.search(content[:4096]) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Criterion:
    """A criterion as the files state it; an end that is not stated is None."""

    name: str
    falls: bool = False
    has_direction: bool = False
    low: float | None = None
    high: float | None = None


_NOTHING = exact_quantity(0.0)


def read_xmcda(content: bytes, path: Path) -> DecisionTable:
    """Return the table of an XMCDA file; what it lacks is taken from the files of usual names beside it.

    Raises:
        FaultyFile: it is no XML, something is missing, or it holds a kind of value that is not read.
    """
    roots = [_parse(content, path.name)]
    notes = []
    if any(_first(roots[0], part) is None for part in ("performanceTable", "criteria")):
        companions = _companions(path)
        roots += companions.values()
        notes += [f"Read together with {', '.join(companions)}"] if companions else []
    tables = [table for root in roots for table in _all(root, "performanceTable")]
    if len(tables) != 1:
        none = "has no `performanceTable`, nor has a file of that name beside it"
        raise BadTable(path.name, f"has {len(tables)} performance tables; keep one" if tables else none)
    levels = _levels(tables[0], path.name)
    criteria = _criteria(roots, path.name, notes) or {
        key: _Criterion(name=key) for row in levels.values() for key in row
    }
    alternatives = _entries(roots, "alternatives", "alternative")
    names = {item.get("id", ""): _name(item) for item in alternatives}
    options = _counted(alternatives, levels, notes)
    scores = {
        (row, column): levels[option].get(key)
        for row, option in enumerate(options)
        for column, key in enumerate(criteria)
    }
    weights = _weights(roots, path.name)
    columns = []
    for column, (key, criterion) in enumerate(criteria.items()):
        column_scores = [scores[row, column] for row in range(len(options))]
        columns.append(_column(criterion, column_scores, weights.get(key, _NOTHING) if weights else None))
    notes += _approximations(list(criteria.values()), columns, scores)
    return DecisionTable(
        title=path.stem.replace("-", " ").replace("_", " ").capitalize(),
        options=tuple(names.get(option, option) for option in options),
        criteria=tuple(columns),
        scores=scores,
        notes=tuple(notes),
    )


def _column(criterion: _Criterion, scores: list[Quantity | None], weight: Quantity | None) -> TableCriterion:
    """Return a criterion with a scale: the one stated, or the span of its levels, marked as a guess."""
    low, high = criterion.low, criterion.high
    assumed: tuple[str, ...] = ()
    if low is None or high is None or low >= high:
        low, high = span_of(scores, lower_is_better=False)
        assumed = ("scale",)
    worst, best = (high, low) if criterion.falls else (low, high)
    return TableCriterion(name=criterion.name, worst=worst, best=best, assumed=assumed, weight=weight)


def _approximations(
    criteria: list[_Criterion], columns: list[TableCriterion], scores: dict[tuple[int, int], Quantity | None]
) -> Iterator[str]:
    """Yield what the files leave open, and what stands in for it."""
    silent = [f"`{make_visible(item.name)}`" for item in criteria if not item.has_direction]
    if silent:
        yield f"No direction is stated for {', '.join(silent)}: in XMCDA more is then better"
    guessed = sum(bool(column.assumed) for column in columns)
    if guessed:
        yield f"{guessed} scales have no ends in the file; each runs from the worst to the best level as yet"
    weightless = [f"`{make_visible(column.name)}`" for column in columns if column.weight is _NOTHING]
    if weightless:
        yield f"No weight is stated for {', '.join(weightless)}, beside others that have one: it gets 0"
    missing = sum(score is None for score in scores.values())
    if missing:
        yield f"{missing} cells hold nothing and are unknown: the whole scale is possible"


def _parse(content: bytes, name: str) -> Element:
    if len(content) > _MOST_BYTES:
        raise BadTable(name, "is larger than 4 MiB; no decision needs that", "too-large")
    # An entity may stand for a billion letters, and no XMCDA file needs one.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadTable(name, "declares a DOCTYPE, which XMCDA does without; delete it", "not-a-table")
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        line, column = error.position
        message = f"is no XML: line {line}, column {column + 1} cannot be read; repair it"
        raise BadTable(name, message, "not-a-table") from None


def _companions(path: Path) -> dict[str, Element]:
    """Return the roots of the other files of the decision in the same folder."""
    found = {}
    for name in _COMPANIONS:
        other = path.with_name(name)
        if other.is_file() and name != path.name:
            content = read_regular_file(other, _MOST_BYTES + 1)
            if is_xmcda(content):
                found[name] = _parse(content, name)
    return found


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a name at any depth, whatever their namespace."""
    return (child for child in element.iter() if _tag(child) == tag)


def _first(element: Element, tag: str) -> Element | None:
    return next(_all(element, tag), None)


def _text(element: Element, tag: str) -> str:
    child = _first(element, tag)
    return (child.text or "").strip() if child is not None else ""


def _name(element: Element) -> str:
    """Return the name of an element, else its id."""
    return element.get("name", "") or element.get("id", "")


def _is_active(element: Element) -> bool:
    return _text(element, "active").lower() not in ("false", "0")


def _entries(roots: Iterable[Element], section: str, *tags: str) -> list[Element]:
    """Return the elements of some names right inside the sections of a name, in all files."""
    sections = (part for root in roots for part in _all(root, section))
    return [item for part in sections for item in part if _tag(item) in tags]


def _counted(
    alternatives: list[Element], levels: dict[str, dict[str, Quantity | None]], notes: list[str]
) -> list[str]:
    """Return the ids of the alternatives that count: active, not fictive, with a row in the table."""
    if not alternatives:
        return list(levels)
    listed = {item.get("id", "") for item in alternatives}
    real = dict.fromkeys(
        item.get("id", "")
        for item in alternatives
        if _is_active(item) and _text(item, "type").lower() != "fictive"
    )
    left_out = sorted(listed - real.keys())
    if left_out:
        notes.append(f"Left out, for the file calls them inactive or fictive: {', '.join(left_out)}")
    unlisted = sorted(levels.keys() - listed)
    if unlisted:
        notes.append(f"Left out, for `alternatives` does not list them: {', '.join(unlisted)}")
    return [key for key in real if key in levels]


def _criteria(roots: Sequence[Element], file: str, notes: list[str]) -> dict[str, _Criterion]:
    items = _entries(roots, "criteria", "criterion")
    entries = _entries(roots, "criteriaScales", "criterionScale", "criterionScales")
    scales = {_text(entry, "criterionID"): entry for entry in entries}
    if any(_first(root, "criterionFunction") is not None for root in roots):
        raise BadTable(
            file, "holds value functions, which are not read; state them in the scenario as `value:`"
        )
    idle = [item.get("id", "") for item in items if not _is_active(item)]
    if idle:
        notes.append(f"Left out, for the file calls them inactive: {', '.join(idle)}")
    return {
        key: _criterion(item, scales.get(key, item), file)
        for item in items
        if (key := item.get("id", "")) and key not in idle
    }


def _criterion(item: Element, scale: Element, file: str) -> _Criterion:
    name = _name(item)
    for kind in ("qualitative", "nominal"):
        if _first(scale, kind) is not None:
            raise BadTable(file, f"has a {kind} scale for `{make_visible(name)}`; only numbers are read")
    direction = _text(scale, "preferenceDirection").lower()
    if direction not in ("", "min", "max"):
        raise BadTable(
            file, f"has the direction `{make_visible(direction)}`; it must be min or max", "not-in-list"
        )
    ends = [_first(scale, tag) for tag in ("minimum", "maximum")]
    low, high = (_number(end, file) if end is not None else None for end in ends)
    return _Criterion(name=name, falls=direction == "min", has_direction=bool(direction), low=low, high=high)


def _levels(table: Element, file: str) -> dict[str, dict[str, Quantity | None]]:
    """Return the scores by the ids of alternative and criterion."""
    levels: dict[str, dict[str, Quantity | None]] = {}
    for row in _all(table, "alternativePerformances"):
        scores = levels.setdefault(_text(row, "alternativeID"), {})
        for cell in _all(row, "performance"):
            scores[_text(cell, "criterionID")] = _quantity(cell, file)
    return levels


def _weights(roots: Sequence[Element], file: str) -> dict[str, Quantity]:
    """Return the weights by criterion: the one set of criteria values that is called so, or the only one."""
    parts = [part for root in roots for part in _all(root, "criteriaValues")]
    named = [part for part in parts if "eight" in " ".join(part.attrib.values())]
    chosen = named or parts
    if len(chosen) > 1:
        raise BadTable(file, f"has {len(chosen)} sets of criteria values; keep the weights")
    if chosen:
        entries = list(_all(chosen[0], "criterionValue"))
        return {_text(entry, "criterionID"): _weight(entry, file) for entry in entries}
    inside = [item for root in roots for item in _all(root, "criterion")]
    return {
        item.get("id", ""): _weight(value, file)
        for item in inside
        if (value := _first(item, "criterionValue")) is not None
    }


def _weight(entry: Element, file: str) -> Quantity:
    weight = _quantity(entry, file)
    if weight is None or weight.bounds[0] < 0:
        raise BadTable(file, "has a weight that is no number, or is below 0", "no-weight")
    return weight


def _quantity(holder: Element, file: str) -> Quantity | None:
    """Return the one value inside an element; None for a cell that says it has none."""
    values = list(_all(holder, "value")) or [holder]
    if len(values) > 1:
        raise BadTable(file, f"has a cell of {len(values)} values; one is read")
    interval = _first(values[0], "interval")
    if interval is not None:
        ends = [_first(interval, tag) for tag in ("lowerBound", "upperBound")]
        low, high = (_number(end, file) if end is not None else None for end in ends)
        if low is None or high is None or low > high:
            raise BadTable(file, "has an interval without two ends that rise", "half-a-range")
        return parse_quantity([low, high])
    number = _number(values[0], file)
    return None if number is None else exact_quantity(number)


def _number(holder: Element, file: str) -> float | None:
    """Return the number inside an element; None where it says there is none."""
    for child in holder.iter():
        tag, text = _tag(child), (child.text or "").strip()
        if tag in ("real", "integer"):
            return _parse_number(text, file)
        if tag == "rational":
            numerator, denominator = (
                _parse_number(_text(child, part), file) for part in ("numerator", "denominator")
            )
            if denominator == 0:
                raise BadTable(file, "has a fraction over 0; repair it", "not-a-number")
            return numerator / denominator
        if tag == "NA":
            return None
        if tag in ("label", "boolean", "fuzzyNumber", "fuzzyLabel", "rankedLabel", "valuedLabel"):
            raise BadTable(file, f"holds a value of the kind `{tag}`; numbers and intervals are read")
    return None


def _parse_number(text: str, file: str) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    if abs(number) > LARGEST_NUMBER:
        raise BadTable(file, f"holds `{make_visible(text)}` where a number belongs", "not-a-number")
    return number


def write_xmcda(table: DecisionTable, whose: str) -> bytes:
    """Return an XMCDA 3.1.1 file of a table: scales with both ends, weights as shares, levels as reals."""
    ids = [f"c{number}" for number in range(1, len(table.criteria) + 1)]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xmcda:XMCDA xmlns:xmcda="{_NAMESPACE}">',
        f"  <!-- {_comment(f'{table.title}. Weights: {whose}.')} -->",
        "  <alternatives>",
        *(
            f'    <alternative id="a{number}" name={quoteattr(name)}><type>real</type></alternative>'
            for number, name in enumerate(table.options, start=1)
        ),
        "  </alternatives>",
        "  <criteria>",
        *(
            f'    <criterion id="{key}" name={quoteattr(criterion.name)}/>'
            for key, criterion in zip(ids, table.criteria, strict=True)
        ),
        "  </criteria>",
        "  <performanceTable>",
        *(line for row in range(len(table.options)) for line in _performances(table, row, ids)),
        "  </performanceTable>",
        "  <criteriaScales>",
        *(line for key, item in zip(ids, table.criteria, strict=True) for line in _scale(key, item)),
        "  </criteriaScales>",
        '  <criteriaValues id="weights" mcdaConcept="weights">',
        *(
            f"    <criterionValue><criterionID>{key}</criterionID>"
            f"<values><value>{_real(share)}</value></values></criterionValue>"
            for key, share in zip(ids, table.shares, strict=True)
        ),
        "  </criteriaValues>",
        "</xmcda:XMCDA>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _performances(table: DecisionTable, row: int, ids: list[str]) -> Iterator[str]:
    yield f"    <alternativePerformances><alternativeID>a{row + 1}</alternativeID>"
    for column, key in enumerate(ids):
        score = table.scores[row, column]
        if score is None:
            raise ValueError("a written table has every score")
        yield (
            f"      <performance><criterionID>{key}</criterionID><values><value>{_real(score.mean)}</value>"
            "</values></performance>"
        )
    yield "    </alternativePerformances>"


def _scale(key: str, criterion: TableCriterion) -> Iterator[str]:
    low, high = sorted((criterion.worst, criterion.best))
    direction = "min" if criterion.worst > criterion.best else "max"
    yield f"    <criterionScale><criterionID>{key}</criterionID><scales><scale><quantitative>"
    yield f"      <preferenceDirection>{direction}</preferenceDirection>"
    yield f"      <minimum>{_real(low)}</minimum><maximum>{_real(high)}</maximum>"
    yield "    </quantitative></scale></scales></criterionScale>"


def _real(number: float) -> str:
    return f"<real>{yaml_number(number)}</real>"


def _comment(text: str) -> str:
    """Return a text for an XML comment, in which two hyphens may not follow one another."""
    return escape(re.sub(r"-{2,}", "-", text))
