"""A comparison to be looked at: who chooses what on which issue, then every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison.compared import choice, compared, head, setting, varied
from dilemma.report.compose.comparison.comparison import TITLE, table_of
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.names import capitalised
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from dilemma.analysis.results import Comparison
    from dilemma.report.compose.comparison.compared import Compared
    from dilemma.report.document import Cell

    View: TypeAlias = tuple[str, ...]  # whose eyes, and a value for every path that varies

    Pairs: TypeAlias = Mapping[tuple[View, str], Compared]


def side_by_side(found: Comparison) -> Document:
    """The choices as a matrix, the list with margins, and the values behind them."""
    return side_by_side_of([compared(result) for result in found.assessments])


def side_by_side_of(results: Sequence[Compared]) -> Document:
    """The same, from what a table needs of each result."""
    paths = varied(results)
    pairs: Pairs = {(_view(each, paths), each.scenario.id): each for each in results}
    blocks: list[Block] = [
        Heading(TITLE, 1),
        paragraph(_what(results)),
        Heading("Who chooses what"),
        _matrix(pairs, paths),
        Heading("By how much"),
        *table_of(results).blocks[1:],
    ]
    for scenario in dict.fromkeys(key for _, key in pairs):
        blocks += _values(scenario, pairs, paths)
    return Document(TITLE, tuple(blocks))


def _view(result: Compared, paths: Sequence[str]) -> View:
    """What a row of the matrix stands for."""
    settings = result.settings
    return (result.eyes, *(setting(settings[path]) if path in settings else "" for path in paths))


def _what(results: Sequence[Compared]) -> str:
    scenarios = {each.scenario.id for each in results}
    eyes = {each.eyes for each in results}
    stops = max(each.scenario.as_of for each in results)
    many = f"{_many(len(scenarios), 'scenario')} through {_many(len(eyes), 'pair')} of eyes"
    return f"{many}. Evidence to {stops}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _heads(paths: Sequence[str]) -> tuple[Column, ...]:
    return (Column("seen by"), *(Column(head(path)) for path in paths))


def _matrix(pairs: Pairs, paths: Sequence[str]) -> Table:
    """One row a view, one column a scenario; a choice too close to call is in brackets."""
    scenarios = list(dict.fromkeys(key for _, key in pairs))
    columns = (*_heads(paths), *(Column(capitalised(key)) for key in scenarios))
    rows = tuple(
        (*view, *(_choice(pairs.get((view, key))) for key in scenarios))
        for view in dict.fromkeys(view for view, _ in pairs)
    )
    title = "The option of highest value; in brackets where it is too close to call"
    return Table(columns, rows, title=title)


def _choice(result: Compared | None) -> Cell:
    if result is None:
        return muted("does not apply")
    said = capitalised(choice(result).replace("_", " "))
    too_close = result.recommendation.verdict == "too-close"
    return muted(f"({said})") if too_close else Run(said, "strong")


def _values(scenario: str, pairs: Pairs, paths: Sequence[str]) -> list[Block]:
    """What every option is worth in every view, in one scenario; the highest stands out."""
    results = {view: each for (view, key), each in pairs.items() if key == scenario}
    first = next(iter(results.values()))
    options = sorted(first.values)
    columns = (*_heads(paths), *(Column(capitalised(key.replace("_", " ")), "right") for key in options))
    rows = tuple((*view, *_row(each, options)) for view, each in results.items())
    title = "Value of each option, in points of 0 to 100"
    return [Heading(first.scenario.title), Table(columns, rows, title=title)]


def _row(result: Compared, options: Sequence[str]) -> tuple[Cell, ...]:
    leader = result.recommendation.option
    return tuple(Run(points(result.values[key]), "strong" if key == leader else "plain") for key in options)
