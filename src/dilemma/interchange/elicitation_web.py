"""Problems of mcda-elicitation-web (JSON, schema 1.3 to 1.4.x), read as decision tables.

Facts of the format: the unit is a text up to 1.3.x and a mapping from 1.4; a percentage may be stored as a
proportion beside a scale from 0 to 100; the partial value function (`pvf`) may be missing, for from 1.4.7 it
is chosen later; a cell has an effect, a distribution or both.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dilemma.interchange.decision_table import BadTable, DecisionTable, TableCriterion, round_level, span_of
from dilemma.scenario.quantity import BadQuantity, Quantity, exact_quantity, parse_quantity
from dilemma.scenario.yaml.text import make_visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_REFUSED = {
    "relative-": "a distribution relative to a baseline",
    "dmnorm": "a multivariate distribution",
    "dsurv": "a survival distribution",
    "dt": "Student's t distribution",
}
_HUNDREDFOLD = 100.0


def is_problem(content: bytes) -> bool:
    """Return whether a JSON file names parts of a problem."""
    return b'"performanceTable"' in content and b'"alternatives"' in content


def read_problem(content: bytes, path: Path) -> DecisionTable:
    """Return the table of a problem.

    Raises:
        FaultyFile: its schema is another, or it holds what a scenario cannot.
    """
    data = _parse_json(content, path.name)
    is_whole = isinstance(data, dict) and {"criteria", "alternatives", "performanceTable"} <= set(data)
    if not is_whole or not isinstance(data["performanceTable"], list):
        message = "has no criteria, alternatives and performance table of mcda-elicitation-web"
        raise BadTable(path.name, message)
    return _Reader(data, path.name).read(path)


class _Reader:
    """A problem with the name of its file; notes gather while it is read."""

    def __init__(self, data: dict[str, Any], file: str) -> None:
        self.data, self.file = data, file
        self.notes: list[str] = []
        self.version = _version(data.get("schemaVersion"))
        if self.version is None:
            version = data.get("schemaVersion", "none")
            raise self.refusal(
                f"has the schema version {make_visible(str(version))}; 1.3.0 to 1.4.7 are read, so open it "
                "in the program once and save it again"
            )

    def refusal(self, message: str, code: str = "not-a-decision") -> BadTable:
        """Return the error that refuses the file."""
        return BadTable(self.file, message, code)

    def read(self, path: Path) -> DecisionTable:
        """Return the table."""
        alternatives = self.mapping(self.data, "alternatives")
        criteria = self.mapping(self.data, "criteria")
        sources = {key: self.source(key, criterion) for key, criterion in criteria.items()}
        cells = self.cells(sources)
        columns: list[TableCriterion] = []
        scores: dict[tuple[int, int], Quantity | None] = {}
        for column, (key, criterion) in enumerate(criteria.items()):
            levels = [cells.get((option, key)) for option in alternatives]
            fold = self.fold(key, sources[key], levels)
            levels = [_times(level, fold) for level in levels]
            scores.update({(row, column): level for row, level in enumerate(levels)})
            columns.append(self.criterion(criterion, sources[key], levels, fold))
        missing = sum(score is None for score in scores.values())
        if missing:
            self.notes.append(f"{missing} cells hold nothing and are unknown: the whole scale is possible")
        weights, ranking = self.preferences(list(criteria))
        return DecisionTable(
            title=self.text(self.data.get("title")) or path.stem,
            options=tuple(self.title(item, key) for key, item in alternatives.items()),
            criteria=tuple(
                replace(column, weight=weights.get(key))
                for key, column in zip(criteria, columns, strict=True)
            ),
            scores=scores,
            ranking=ranking,
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def mapping(self, part: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
        """Return a mapping of mappings."""
        entries = part.get(key)
        if not isinstance(entries, dict) or not all(isinstance(item, dict) for item in entries.values()):
            raise self.refusal(f"has no mapping `{key}` of things by their ids")
        return dict(entries)

    def text(self, value: object) -> str:
        """Return a text on one line; empty for anything else."""
        return " ".join(value.split()) if isinstance(value, str) else ""

    def title(self, item: dict[str, Any], key: str) -> str:
        """Return the name of a thing: its title, else its id."""
        return self.text(item.get("title")) or key

    def source(self, key: str, criterion: dict[str, Any]) -> dict[str, Any]:
        """Return the data source of a criterion, the first of several."""
        sources = criterion.get("dataSources")
        if (
            not isinstance(sources, list)
            or not sources
            or not all(isinstance(item, dict) for item in sources)
        ):
            raise self.refusal(f"has no `dataSources` for the criterion `{make_visible(key)}`")
        if len(sources) > 1:
            self.notes.append(f"`{make_visible(key)}` has {len(sources)} sources of data; the first is read")
        return dict(sources[0])

    def cells(self, sources: Mapping[str, dict[str, Any]]) -> dict[tuple[str, str], Quantity | None]:
        """Return the score of each alternative and criterion, as stored."""
        cells: dict[tuple[str, str], Quantity | None] = {}
        for entry in self.data["performanceTable"]:
            performance = entry.get("performance") if isinstance(entry, dict) else None
            if not isinstance(performance, dict):
                raise self.refusal("has an entry of `performanceTable` without a `performance`")
            criterion, alternative = str(entry.get("criterion")), entry.get("alternative")
            if criterion not in sources:
                raise self.refusal(
                    f"has an effect on the criterion `{make_visible(criterion)}`, which it does not list"
                )
            if entry.get("dataSource", sources[criterion].get("id")) != sources[criterion].get("id"):
                continue
            if alternative is None:
                kind = self.text((performance.get("distribution") or {}).get("type"))
                raise self.refusal(
                    f"holds {_describe(kind)} for `{make_visible(criterion)}`; state a distribution for "
                    "each alternative instead"
                )
            cells[str(alternative), criterion] = self.performance(performance, criterion)
        return cells

    def performance(self, performance: dict[str, Any], criterion: str) -> Quantity | None:
        """Return the level of a cell: its distribution, else its effect; None where both are empty."""
        parts = [performance.get(key) for key in ("distribution", "effect")]
        measured = [part for part in parts if isinstance(part, dict) and part.get("type") != "empty"]
        if len(measured) > 1 and measured[0].get("type") != "exact":
            self.notes.append("Where a cell has an effect and a distribution, the distribution counts")
        if not measured:
            return None
        try:
            return self.level(measured[0], criterion)
        except BadQuantity as bad:
            message = f"has a cell on `{make_visible(criterion)}` that {bad.message}"
            raise self.refusal(message, bad.code) from None

    def level(self, part: dict[str, Any], criterion: str) -> Quantity | None:
        """Return the quantity of an effect or a distribution, in the unit in which it is stored."""
        kind = self.text(part.get("type"))
        parameters = part.get("parameters")
        pairs = parameters.items() if isinstance(parameters, dict) else ()
        numbers = {key: float(item) for key, item in pairs if _is_number(item)}
        if kind == "exact" and _is_number(part.get("value")):
            return self.effect(part)
        if kind == "dnorm" and {"mu", "sigma"} <= set(numbers):
            mean, deviation = numbers["mu"], numbers["sigma"]
            return parse_quantity({"normal": [mean, deviation]}) if deviation else exact_quantity(mean)
        if kind == "dbeta" and {"alpha", "beta"} <= set(numbers):
            return parse_quantity({"beta": [numbers["alpha"], numbers["beta"]]})
        if kind == "dgamma" and min(numbers.get("alpha", 0.0), numbers.get("beta", 0.0)) > 0:
            self.notes.append("A gamma distribution becomes the normal of the same mean and deviation")
            shape, rate = numbers["alpha"], numbers["beta"]
            return parse_quantity({"normal": [shape / rate, math.sqrt(shape) / rate]})
        if kind == "range" and {"lowerBound", "upperBound"} <= set(numbers):
            return parse_quantity([numbers["lowerBound"], numbers["upperBound"]])
        raise self.refusal(f"holds {_describe(kind)} for `{make_visible(criterion)}`, which is not read")

    def effect(self, part: dict[str, Any]) -> Quantity:
        """Return an exact effect; a range where only two bounds were typed."""
        typed = part.get("input")
        if isinstance(typed, dict) and "value" not in typed:
            bounds = [typed[key] for key in ("lowerBound", "upperBound") if _is_number(typed.get(key))]
            if len(bounds) == 2:
                # Percentages were stored as they were typed until 1.4.6, which stores proportions.
                typed_in_percent = typed.get("scale") == "percentage" and (self.version or ()) < (1, 4, 6)
                return parse_quantity(
                    [bound / (_HUNDREDFOLD if typed_in_percent else 1.0) for bound in bounds]
                )
        if isinstance(typed, dict) and "lowerBound" in typed:
            self.notes.append("The confidence interval beside an effect is not read; its value is exact")
        return exact_quantity(float(part["value"]))

    def fold(self, key: str, source: dict[str, Any], levels: list[Quantity | None]) -> float:
        """Return what turns stored levels into those of the unit shown: 1, or 100 for a percentage."""
        unit = source.get("unitOfMeasurement")
        is_percent = unit.get("type") == "percentage" if isinstance(unit, dict) else unit == "%"
        if not is_percent:
            return 1.0
        function = source.get("pvf")
        ends = function.get("range", []) if isinstance(function, dict) else []
        largest = max(
            [abs(end) for end in ends if _is_number(end)]
            + [abs(bound) for level in levels if level for bound in (*level.bounds, level.mean)],
            default=0.0,
        )
        if largest <= 1.0:
            self.notes.append("Percentages stored as proportions are read as percentages: 0.6 is 60%")
            return _HUNDREDFOLD
        small = all(level is None or abs(level.mean) <= 1.0 for level in levels)
        if isinstance(unit, dict) or (small and ends and max(map(abs, ends)) > 1.0):
            raise self.refusal(
                f"mixes percentages and proportions for `{make_visible(key)}`; write all of them one way",
                "unclear-number",
            )
        return 1.0

    def criterion(
        self, item: dict[str, Any], source: dict[str, Any], levels: list[Quantity | None], fold: float
    ) -> TableCriterion:
        """Return a criterion without its weight."""
        name = self.title(item, self.text(item.get("id")) or "criterion")
        unit = source.get("unitOfMeasurement")
        label = self.text(unit.get("label") if isinstance(unit, dict) else unit) or None
        asks = self.text(item.get("description")) or None
        function = source.get("pvf")
        favourable = item.get("isFavorable")
        if not isinstance(function, dict) or not isinstance(function.get("range"), list):
            falls = favourable is False
            assumed = ("scale",) if isinstance(favourable, bool) else ("scale", "direction")
            self.notes.append(
                f"`{make_visible(name)}` has no value function yet; its scale runs from worst to best level"
            )
            worst, best = span_of(levels, lower_is_better=falls)
            return TableCriterion(name=name, worst=worst, best=best, unit=label, asks=asks, assumed=assumed)
        low, high = (round_level(fold * end) for end in self.ends(function, name))
        falls = function.get("direction") == "decreasing"
        worst, best = (high, low) if falls else (low, high)
        points = self.points(function, (worst, best), fold, name)
        return TableCriterion(name=name, worst=worst, best=best, unit=label, asks=asks, points=points)

    def ends(self, function: dict[str, Any], name: str) -> tuple[float, float]:
        """Return the lower and the upper end of a value function."""
        ends = function["range"]
        if len(ends) != 2 or not all(map(_is_number, ends)) or ends[0] >= ends[1]:
            raise self.refusal(
                f"has a `pvf.range` for `{make_visible(name)}` that does not rise", "bad-scale"
            )
        if function.get("direction") not in ("increasing", "decreasing"):
            raise self.refusal(
                f"has no `pvf.direction` for `{make_visible(name)}`; it is increasing or decreasing"
            )
        return float(ends[0]), float(ends[1])

    def points(
        self, function: dict[str, Any], ends: tuple[float, float], fold: float, name: str
    ) -> tuple[tuple[float, float], ...]:
        """Return the points of a piecewise value function; none for a straight one."""
        kind = function.get("type")
        if kind == "linear":
            return ()
        cutoffs, values = function.get("cutoffs"), function.get("values")
        if kind != "piecewise-linear" or not isinstance(cutoffs, list) or not isinstance(values, list):
            raise self.refusal(
                f"has a value function of the kind `{make_visible(str(kind))}` for `{make_visible(name)}`"
            )
        inner = [
            (round_level(fold * cutoff), round_level(_HUNDREDFOLD * value))
            for cutoff, value in zip(cutoffs, values, strict=False)
        ]
        worst, best = ends
        return tuple(sorted([(worst, 0.0), *inner, (best, _HUNDREDFOLD)], key=lambda point: point[1]))

    def preferences(self, criteria: list[str]) -> tuple[dict[str, Quantity], tuple[int, ...]]:
        """Return the weights by criterion and the ranking that the statements of preference make."""
        statements = self.data.get("preferences") or []
        kinds = {self.text(item.get("type")) if isinstance(item, dict) else "" for item in statements}
        if not kinds:
            return {}, ()
        if kinds == {"ordinal"}:
            return {}, self.ranking(statements, criteria)
        if kinds <= {"exact swing", "ratio bound", "upper ratio"}:
            return self.swings(statements, criteria), ()
        raise self.refusal(
            f"has statements of preference of the kinds {', '.join(sorted(kinds))}; one kind is read"
        )

    def ranking(self, statements: list[dict[str, Any]], criteria: list[str]) -> tuple[int, ...]:
        """Return the order of criteria that a chain of pairs makes."""
        after = dict(self.pair(item, criteria) for item in statements)
        (first, *others) = [key for key in after if key not in after.values()] or [""]
        chain = [first]
        while chain[-1] in after and len(chain) <= len(criteria):
            chain.append(after[chain[-1]])
        if others or sorted(chain) != sorted(criteria) or len(after) != len(statements):
            raise self.refusal("has ordinal preferences that make no chain through all criteria")
        return tuple(criteria.index(key) for key in chain)

    def swings(self, statements: list[dict[str, Any]], criteria: list[str]) -> dict[str, Quantity]:
        """Return points by criterion: 100 for the first of all, and ranges where ratios have bounds."""
        links: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
        for item in statements:
            (heavy, light), (low, high) = self.pair(item, criteria), self.ratio(item)
            links[heavy].append((light, 1.0 / high, 1.0 / low))
            links[light].append((heavy, low, high))
        start = self.pair(statements[0], criteria)[0]
        points = {start: (100.0, 100.0)}
        waiting = [start]
        while waiting:
            key = waiting.pop(0)
            for other, low, high in links[key]:
                if other not in points:
                    points[other] = (round_level(points[key][0] * low), round_level(points[key][1] * high))
                    waiting.append(other)
        if set(points) != set(criteria) or len(statements) != len(criteria) - 1:
            raise self.refusal("has statements of preference that do not weigh every criterion exactly once")
        return {
            key: exact_quantity(low) if low == high else parse_quantity([low, high])
            for key, (low, high) in points.items()
        }

    def pair(self, statement: dict[str, Any], criteria: list[str]) -> tuple[str, str]:
        """Return the two criteria of a statement, the more important first."""
        pair = statement.get("criteria")
        if not isinstance(pair, list) or len(pair) != 2 or not set(map(str, pair)) <= set(criteria):
            raise self.refusal("has a statement of preference without two criteria of the problem")
        return str(pair[0]), str(pair[1])

    def ratio(self, statement: dict[str, Any]) -> tuple[float, float]:
        """Return the bounds of the weight of the first criterion over that of the second."""
        kind = statement["type"]
        if kind == "ratio bound":
            bounds = statement.get("bounds")
        elif kind == "exact swing":
            bounds = [statement.get("ratio")] * 2
        else:
            bounds = [1.0, statement.get("bound")]
        if not isinstance(bounds, list) or len(bounds) != 2 or not all(map(_is_number, bounds)):
            raise self.refusal(f"has a statement of the kind `{kind}` without its numbers")
        low, high = float(bounds[0]), float(bounds[1])
        if not 0 < low <= high:
            raise self.refusal(f"has a statement of the kind `{kind}` whose ratio is not above 0")
        return low, high


def _version(version: object) -> tuple[int, ...] | None:
    """Return a schema version that is read, as numbers."""
    parts = str(version).split(".")
    numbers = (
        tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else ()
    )
    return numbers if len(numbers) == 3 and (1, 3, 0) <= numbers <= (1, 4, 99) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _describe(kind: str) -> str:
    known = next((words for start, words in _REFUSED.items() if kind.startswith(start)), None)
    return f"{known} (`{make_visible(kind)}`)" if known else f"an effect of the kind `{make_visible(kind)}`"


def _times(level: Quantity | None, fold: float) -> Quantity | None:
    if level is None or fold == 1.0:
        return level
    scaled = level.on_line(0.0, fold)
    return type(scaled)(tuple(round_level(number) for number in scaled.parameters))


def _parse_json(content: bytes, name: str) -> Any:
    """Return the value of a JSON file.

    Raises:
        BadTable: it is no JSON.
    """
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadTable(name, "is not UTF-8; save it again as UTF-8", "not-utf8") from None
    except json.JSONDecodeError as error:
        message = f"is no JSON: line {error.lineno}, column {error.colno} cannot be read; repair it"
        raise BadTable(name, message, "not-a-table") from None
    except RecursionError:
        raise BadTable(name, "is nested too deeply to be a decision", "not-a-table") from None
