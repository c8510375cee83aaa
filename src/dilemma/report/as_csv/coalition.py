"""A coalition as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import format_rows, profile_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.results.coalition import Coalition, CoalitionMember, Seeds
    from dilemma.analysis.results.coalition import Step as CascadeStep


class _CoalitionRow(NamedTuple):
    """One figure; `share` is where on the line from none to all it holds.

    A tipping share without a value means never; the members of an equilibrium or of a set have the value 1.
    """

    figure: str
    member: str = ""
    option: str = ""
    share: float | None = None
    value: float | None = None


def write_coalition(results: Sequence[Coalition]) -> str:
    """Return the figures of coalitions as CSV text with a header."""
    cells = (
        (result.scenario.id, profile_id(result.profile), *row)
        for result in results
        for row in _coalition_rows(result)
    )
    return format_rows(("scenario", "profile", *_CoalitionRow._fields), *cells)


def _coalition_rows(result: Coalition) -> Iterator[_CoalitionRow]:
    """Yield every figure of a coalition."""
    yield _CoalitionRow("tipping_share", option=result.option, value=result.tipping_share)
    for member in result.members:
        yield from _coalition_member_rows(member)
    yield from (_CoalitionRow("least_equilibrium", name, value=1.0) for name in result.least.members)
    yield from (_CoalitionRow("greatest_equilibrium", name, value=1.0) for name in result.greatest.members)
    yield from _round_rows("joins_in_round", result.steps)
    yield from _member_set_rows("critical_mass", result.critical_mass)
    yield from _member_set_rows("seed", result.seeds)
    for option, values in result.series.values.items():
        for share, value in zip(result.series.at, values, strict=True):
            yield _CoalitionRow("value", option=option, share=share, value=value)
    for reach in result.reaches:
        yield _CoalitionRow(f"chance_of_{reach.of}", share=reach.share, value=reach.chance)
    yield from (
        _CoalitionRow("chance_of_share", share=share, value=chance) for share, chance in result.share_chances
    )


def _coalition_member_rows(member: CoalitionMember) -> Iterator[_CoalitionRow]:
    """Yield what tips one member, and what its joining does for the others."""
    name = member.profile
    yield _CoalitionRow("leverage", name, value=member.leverage)
    yield _CoalitionRow("joins", name, value=member.joins)
    yield _CoalitionRow("member_tipping_share", name, option=member.option or "", value=member.tipping_share)


def _member_set_rows(figure: str, seeds: Seeds | None) -> Iterator[_CoalitionRow]:
    """Yield the members of a set that starts a cascade, and who joins after it in which round."""
    if seeds is not None:
        yield from (_CoalitionRow(figure, name, value=1.0) for name in seeds.members)
        yield from _round_rows(f"round_after_{figure}", seeds.steps)


def _round_rows(figure: str, steps: Sequence[CascadeStep]) -> Iterator[_CoalitionRow]:
    """Yield who joins in each round of a cascade; rounds count from 1."""
    for round_number, step in enumerate(steps, 1):
        yield from (
            _CoalitionRow(figure, name, share=step.share, value=float(round_number)) for name in step.joining
        )
