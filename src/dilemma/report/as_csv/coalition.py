"""A coalition as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import eyes, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.coalition.coalition_results import Coalition, Member, Seeds, Step


class Row(NamedTuple):
    """One figure; `share` is where on the line from none to all it holds.

    A tipping share without a value is never; members of an end or a set have value 1.
    """

    figure: str
    member: str = ""
    option: str = ""
    share: float | None = None
    value: float | None = None


def write(results: Sequence[Coalition]) -> str:
    """The rows of each, under their heads."""
    found = ((each.scenario.id, eyes(each.profile), *row) for each in results for row in rows(each))
    return lines(("scenario", "profile", *Row._fields), *found)


def rows(result: Coalition) -> Iterator[Row]:
    """Every figure of a coalition."""
    yield Row("tipping_share", option=result.option, value=result.tipping_share)
    for member in result.members:
        yield from _member(member)
    yield from (Row("least_equilibrium", name, value=1.0) for name in result.least.members)
    yield from (Row("greatest_equilibrium", name, value=1.0) for name in result.greatest.members)
    yield from _steps("joins_in_round", result.steps)
    yield from _set("critical_mass", result.critical_mass)
    yield from _set("seed", result.seeds)
    for option, values in result.series.values.items():
        for share, value in zip(result.series.at, values, strict=True):
            yield Row("value", option=option, share=share, value=value)
    for reach in result.reaches:
        yield Row(f"chance_of_{reach.of}", share=reach.share, value=reach.chance)
    yield from (Row("chance_of_share", share=share, value=chance) for share, chance in result.share_chances)


def _member(member: Member) -> Iterator[Row]:
    name = member.profile
    yield Row("leverage", name, value=member.leverage)
    yield Row("joins", name, value=member.joins)
    yield Row("member_tipping_share", name, option=member.option or "", value=member.tipping_share)


def _set(figure: str, found: Seeds | None) -> Iterator[Row]:
    if found is not None:
        yield from (Row(figure, name, value=1.0) for name in found.members)
        yield from _steps(f"round_after_{figure}", found.steps)


def _steps(figure: str, steps: Sequence[Step]) -> Iterator[Row]:
    for number, step in enumerate(steps, 1):
        yield from (Row(figure, name, share=step.share, value=float(number)) for name in step.joining)
