"""A comparison to be looked at: who chooses what on which issue, then every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison import TITLE, comparison
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.names import capital
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, Comparison
    from dilemma.report.document import Cell

Pairs = dict[tuple[str, str], "Assessment"]
NOBODY = "none"


def side_by_side(found: Comparison) -> Document:
    """The choices as a matrix, the list with margins, and the values behind them."""
    pairs: Pairs = {(_eyes(each), each.scenario.id): each for each in found.assessments}
    blocks: list[Block] = [
        Heading(TITLE, 1),
        paragraph(_what(found)),
        Heading("Who chooses what"),
        _matrix(pairs),
        Heading("By how much"),
        *comparison(found).blocks[1:],
    ]
    for scenario in dict.fromkeys(key for _, key in pairs):
        blocks += _values(scenario, pairs)
    return Document(TITLE, tuple(blocks))


def _eyes(result: Assessment) -> str:
    return result.profile.id if result.profile else NOBODY


def _what(found: Comparison) -> str:
    scenarios = {each.scenario.id for each in found.assessments}
    eyes = {_eyes(each) for each in found.assessments}
    stops = max(each.scenario.as_of for each in found.assessments)
    many = f"{_many(len(scenarios), 'scenario')} through {_many(len(eyes), 'pair')} of eyes"
    return f"{many}. Evidence to {stops}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _matrix(pairs: Pairs) -> Table:
    """One row a profile, one column a scenario; a choice too close to call is in brackets."""
    scenarios = list(dict.fromkeys(key for _, key in pairs))
    columns = (Column("seen by"), *(Column(capital(key)) for key in scenarios))
    rows = tuple(
        (eyes, *(_choice(pairs.get((eyes, key))) for key in scenarios))
        for eyes in dict.fromkeys(eyes for eyes, _ in pairs)
    )
    title = "The option of highest value; in brackets where it is too close to call"
    return Table(columns, rows, title=title)


def _choice(result: Assessment | None) -> Cell:
    if result is None:
        return muted("does not apply")
    choice = result.recommendation
    name = " = ".join(choice.ties) if choice.ties else choice.option
    said = capital(name.replace("_", " "))
    return muted(f"({said})") if choice.verdict == "too-close" else Run(said, "strong")


def _values(scenario: str, pairs: Pairs) -> list[Block]:
    """What every option is worth to everyone, in one scenario; the highest stands out."""
    results = {eyes: each for (eyes, key), each in pairs.items() if key == scenario}
    first = next(iter(results.values()))
    options = sorted(each.id for each in first.options)
    columns = (Column("seen by"), *(Column(capital(key.replace("_", " ")), "right") for key in options))
    rows = tuple((eyes, *_row(each, options)) for eyes, each in results.items())
    title = "Value of each option, in points of 0 to 100"
    return [Heading(first.scenario.title), Table(columns, rows, title=title)]


def _row(result: Assessment, options: list[str]) -> tuple[Cell, ...]:
    values = {each.id: each.value for each in result.options}
    leader = result.recommendation.option
    return tuple(Run(points(values[key]), "strong" if key == leader else "plain") for key in options)
