"""Decision matrices of scikit-criteria (DMSY, a YAML file): read and written.

Facts of scikit-criteria 0.10: the keys under `data` are `matrix`, `objectives` (1 or -1, or words), `weights`
(of any sum, or missing), `alternatives`, `criteria`, `dtypes` and `extra`, which is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.decision_table import BadTable, DecisionTable, TableCriterion, span_of
from dilemma.scenario.quantity import LARGEST_NUMBER, exact_quantity
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import yaml_number, yaml_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.scenario.yaml.nodes import Data

_BY_DIRECTION = {
    "lower": ("-1", "min", "minimize", "minimise", "minimum", "cost", "-"),
    "higher": ("1", "max", "maximize", "maximise", "maximum", "benefit", "+"),
}
_DIRECTIONS = {word: direction for direction, words in _BY_DIRECTION.items() for word in words}
_SCALE = "scale_of_dilemma"
"""The key of `extra` in which our own files say which levels are worth 0 and 100."""


def is_dmsy(content: bytes) -> bool:
    """Return whether a YAML file says on a line of its own that it is a DMSY file."""
    return any(line.rstrip() in (b"dmsy:", b'"dmsy":', b"'dmsy':") for line in content.splitlines())


def read_dmsy(content: bytes, path: Path) -> DecisionTable:
    """Return the table of a DMSY file.

    Raises:
        FaultyFile: it is no DMSY of version 1, or its parts do not fit one another.
    """
    node, problems = parse_yaml(content, path.name)
    if node is None:
        raise BadTable(path.name, problems[0].message if problems else "is empty", "not-a-table")
    root = node.data()
    head, data = _mapping(root, "dmsy", path.name), _mapping(root, "data", path.name)
    if head.get("dm_type", "discrete-dm") != "discrete-dm" or head.get("version", 1) != 1:
        raise BadTable(path.name, "is no `discrete-dm` of version 1, the one kind of DMSY that is read")
    matrix = [_numbers(row, "matrix", path.name) for row in _list(data, "matrix", path.name)]
    width = len(matrix[0]) if matrix else 0
    if not width or any(len(row) != width for row in matrix):
        raise BadTable(path.name, "has a `matrix` that is empty, or whose rows differ in length")
    objectives = [_direction(item, path.name) for item in _list(data, "objectives", path.name)]
    weights = _numbers(data["weights"], "weights", path.name) if data.get("weights") is not None else None
    options = _names(data, "alternatives", "A", len(matrix))
    names = _names(data, "criteria", "C", width)
    for key, part, count in (
        ("objectives", objectives, width),
        ("weights", weights or [1.0] * width, width),
        ("alternatives", options, len(matrix)),
        ("criteria", names, width),
    ):
        if len(part) != count:
            raise BadTable(path.name, f"has {len(part)} `{key}` where its matrix has {count}")
    if weights and (min(weights) < 0 or not any(weights)):
        raise BadTable(path.name, "has a weight below 0, or none above 0", "no-weight")
    return _table(
        path,
        matrix=matrix,
        objectives=objectives,
        weights=weights,
        names=(options, names),
        scales=_scales(data, width, path.name),
    )


def _table(
    path: Path,
    *,
    matrix: Sequence[Sequence[float]],
    objectives: Sequence[str],
    weights: Sequence[float] | None,
    names: tuple[Sequence[str], Sequence[str]],
    scales: Sequence[Sequence[float]] | None,
) -> DecisionTable:
    options, criterion_names = names
    notes = []
    assumed = () if scales else ("scale",)
    if not scales:
        notes.append("DMSY states no scales; each runs from the worst to the best level until you state one")
        columns = zip(*([exact_quantity(level) for level in row] for row in matrix), strict=True)
        pairs = zip(columns, objectives, strict=True)
        scales = [span_of(levels, lower_is_better=objective == "lower") for levels, objective in pairs]
    if weights is None:
        notes.append("The file has no weights; scikit-criteria then takes 1 for each, as the scenario does")
    criteria = (
        TableCriterion(
            name=name,
            worst=worst,
            best=best,
            assumed=assumed,
            weight=exact_quantity(weights[column]) if weights else None,
        )
        for column, (name, (worst, best)) in enumerate(zip(criterion_names, scales, strict=True))
    )
    return DecisionTable(
        title=path.stem.replace("-", " ").replace("_", " ").capitalize(),
        options=tuple(options),
        criteria=tuple(criteria),
        scores={
            (row, column): exact_quantity(level)
            for row, line in enumerate(matrix)
            for column, level in enumerate(line)
        },
        notes=tuple(notes),
    )


def _mapping(root: Data, key: str, file: str) -> dict[str, Data]:
    part = root.get(key) if isinstance(root, dict) else None
    if not isinstance(part, dict):
        raise BadTable(file, f"has no mapping `{key}:`, which every DMSY has")
    return part


def _list(data: dict[str, Data], key: str, file: str) -> list[Data]:
    part = data.get(key)
    if not isinstance(part, list):
        raise BadTable(file, f"has no list `{key}:` under `data:`, which every DMSY has")
    return part


def _numbers(part: Data, key: str, file: str) -> list[float]:
    items = part if isinstance(part, list) else []
    numbers = [item for item in items if isinstance(item, int | float) and not isinstance(item, bool)]
    if not items or len(numbers) != len(items) or any(abs(number) > LARGEST_NUMBER for number in numbers):
        raise BadTable(file, f"holds something in `{key}` that is no number up to {LARGEST_NUMBER:g}")
    return [float(number) for number in numbers]


def _direction(item: Data, file: str) -> str:
    word = yaml_number(item) if isinstance(item, int | float) else str(item).lower()
    if word not in _DIRECTIONS:
        raise BadTable(file, f"has the objective `{word}`; it must be 1 or -1, max or min", "not-in-list")
    return _DIRECTIONS[word]


def _names(data: dict[str, Data], key: str, letter: str, count: int) -> list[str]:
    """Return the names of options or criteria; those the library gives by itself where the file has none."""
    part = data.get(key)
    if not isinstance(part, list):
        return [f"{letter}{number}" for number in range(count)]
    return [yaml_number(item) if isinstance(item, int | float) else str(item) for item in part]


def _scales(data: dict[str, Data], width: int, file: str) -> list[list[float]] | None:
    extra = data.get("extra")
    part = extra.get(_SCALE) if isinstance(extra, dict) else None
    if part is None:
        return None
    scales = [_numbers(ends, _SCALE, file) for ends in part] if isinstance(part, list) else []
    if len(scales) != width or any(len(ends) != 2 or ends[0] == ends[1] for ends in scales):
        raise BadTable(file, f"has an `extra.{_SCALE}` that does not fit its matrix", "bad-scale")
    return scales


def write_dmsy(table: DecisionTable, whose: str) -> bytes:
    """Return a DMSY file of a table, in value points from 0 to 100.

    Its weighted sum without a scaler is the value of each option. Every number has a point, so that every
    column is a float; every name is quoted, for a bare NO would be read as false.
    """
    count = len(table.criteria)
    lines = [
        f"# {table.title}, in value points: 0 is the worst, 100 the best. Weights: {whose}.",
        "# The weighted sum without a scaler gives the values of dilemma.",
        "dmsy:",
        "  dm_type: discrete-dm",
        "  version: 1",
        "data:",
        "  matrix:",
        *(f"  - [{', '.join(map(_float, row))}]" for row in table.values),
        f"  objectives: [{', '.join(['1'] * count)}]",
        f"  weights: [{', '.join(map(_float, table.shares))}]",
        f"  dtypes: [{', '.join(['float64'] * count)}]",
        f"  alternatives: [{', '.join(map(yaml_quoted, table.options))}]",
        f"  criteria: [{', '.join(yaml_quoted(criterion.name) for criterion in table.criteria)}]",
        "  extra:",
        f"    {_SCALE}: [{', '.join(['[0.0, 100.0]'] * count)}]",
    ]
    return ("\n".join(lines) + "\n").encode()


def _float(number: float) -> str:
    """Return a number with a point, in the words of YAML 1.1 and 1.2 alike."""
    text = yaml_number(number)
    return text if "." in text or "e" in text else f"{text}.0"
