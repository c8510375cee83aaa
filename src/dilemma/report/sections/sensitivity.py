"""What would change the choice, the most plausible first, and what is worth finding out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, TextRun, muted, paragraph
from dilemma.report.numbers import format_distinct, format_lead, format_level, format_percent, format_points
from dilemma.report.text import Names, capitalize, join_names, spell_id
from dilemma.scenario.quantity import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Assessment, BreakEven
    from dilemma.analysis.results.sensitivity import Condition, Worth
    from dilemma.report.document import Cell


LINE_TITLES = {
    "probability": "probability of {}",
    "chance": "conditional probability of {}",
    "weight": "weight of {}",
    "share": "share of partners that act",
    "score": "score of {} on {}",
    "dependence": "dependence between {}",
}
_SAME_VALUE = 1e-9  # a break-even this close to the present value is the present value: a tie


def nearest_break_evens(result: Assessment) -> list[BreakEven]:
    """Return the nearest change on each side of every line, in the order of the result.

    Where a future's chance and its probability are one and the same number, it is listed once. A tie as
    things stand is no change to come, and is told in a sentence of its own.
    """
    # By line and side; the break-evens come nearest first, so that the first of a key is the one to keep.
    closest: dict[tuple[str, str, bool], BreakEven] = {}
    candidates = [
        break_even
        for break_even in result.break_evens or ()
        if abs(break_even.at - break_even.now) > _SAME_VALUE
    ]
    for break_even in sorted(candidates, key=lambda break_even: rounded(abs(break_even.at - break_even.now))):
        closest.setdefault((break_even.kind, break_even.of, break_even.at > break_even.now), break_even)
    probabilities = {
        (break_even.of, rounded(break_even.at))
        for break_even in closest.values()
        if break_even.kind == "probability"
    }
    kept = {id(break_even) for break_even in closest.values()}
    return [
        break_even
        for break_even in result.break_evens or ()
        if id(break_even) in kept
        and not (break_even.kind == "chance" and (break_even.of, rounded(break_even.at)) in probabilities)
    ]


def break_evens_section(
    result: Assessment, names: Names, *, most: int | None = None, after: int = 0, on_paper: bool = False
) -> list[Block]:
    """Return the break-evens or the first few, and what never changes the choice; nothing where withheld.

    Args:
        result: the assessment.
        names: what readers see for ids.
        most: how many are listed; None for all.
        after: how many are shown elsewhere, and are not listed again.
        on_paper: whether scores are those of the tables beside it, and not what `--set` takes; then no
            commands follow, for paper is not typed on.
    """
    if result.break_evens is None:
        return []
    break_evens = nearest_break_evens(result)
    tie = _tie_paragraphs(result, names)
    if not break_evens:
        text = "No single probability, weight, score or share would change the choice."
        return [Heading("Tipping points"), *(tie or [paragraph(text)])]
    columns = (
        Column("What else would change it" if after else "Tipping points"),
        Column("now", "right"),
        Column("changes at" if on_paper else "tips at", "right"),  # on paper as in the table of the chart
        Column("then" if on_paper else "new leader"),
        Column("", label="remark"),
    )
    rows = tuple(
        _break_even_row(break_even, names, is_observed=result.observed is not None, typed=not on_paper)
        for break_even in break_evens[after:most]
    )
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    remaining = len(break_evens) - after - len(rows)
    adjusted = any(abs(row.now - shown_numbers(row, names)[0]) > _SAME_VALUE for row in break_evens)
    before = ", before what the perspective or a dropped assumption adds" if adjusted and not most else ""
    unit = "" if on_paper or after else f"Scores are in points out of 100{before}."
    more = f"{remaining} more: add --full." if remaining else ""
    if unit or more:
        blocks.append(paragraph(muted(" ".join(filter(None, [unit, more])))))
    blocks += [] if on_paper or most is not None else _command_blocks(break_evens)
    if not remaining and result.never:
        lines = (key.partition(".") for key in result.never)
        never = join_names([line_title(kind, of, names) for kind, _, of in lines])
        blocks.append(paragraph(muted("No value of these would change the choice: "), f"{never}."))
    return blocks + tie


def _command_blocks(break_evens: Sequence[BreakEven]) -> list[Block]:
    """Return what to type to see each change, in the order of the list; nothing without any."""
    commands = tuple((change.command,) for change in break_evens if change.command)
    return [Table((Column("The same changes as commands, in the same order"),), commands)] if commands else []


def _tie_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return what decides where several options lead together; nothing without a tie."""
    ties = result.recommendation.ties
    if not ties:
        return []
    return [paragraph(f"{capitalize(names.options(ties))} tie: any small change decides between them.")]


def _break_even_row(
    break_even: BreakEven, names: Names, *, is_observed: bool, typed: bool
) -> tuple[str | TextRun, ...]:
    """Return one break-even: the line, its value now and at the change, the option that then leads."""
    winner = capitalize(names.choice(break_even.winner, break_even.ties))
    formatter = format_points if break_even.kind == "score" else format_percent
    numbers = shown_numbers(break_even, names) if typed else (break_even.now, break_even.at)
    now, threshold = format_distinct(*numbers, formatter)
    return (
        line_title(break_even.kind, break_even.of, names),
        now,
        threshold,
        winner,
        _break_even_remark(break_even, names, is_observed=is_observed),
    )


def _break_even_remark(break_even: BreakEven, names: Names, *, is_observed: bool) -> TextRun:
    """Return whether the stated range reaches it, and how a score's move reads in its own unit.

    Once something was observed, a chance stays what it was before that, unlike a probability.
    """
    inside = ["within its range"] if break_even.within_range else []
    before = ["before the observations"] if break_even.kind == "chance" and is_observed else []
    in_unit = [text] if (text := format_levels(break_even, names)) else []
    return TextRun("; ".join([*before, *inside, *in_unit]), "bad" if inside else "muted")


def shown_numbers(break_even: BreakEven, names: Names) -> tuple[float, float]:
    """Return a break-even as it is shown, now and at the change: for a score, what `--set` takes.

    A score in a unit of its own is shown in points, and `format_levels` has what is typed.
    """
    stated = break_even.levels if _unit_of(break_even, names) is None else None
    return stated or (break_even.now, break_even.at)


def format_levels(break_even: BreakEven, names: Names) -> str:
    """Return a score's break-even in the unit of its criterion, as it can be set; empty without one."""
    unit = _unit_of(break_even, names)
    if break_even.levels is None or unit is None:
        return ""
    now, threshold = format_distinct(*break_even.levels, format_level)
    return f"{now} to {threshold}{'' if unit.startswith('%') else ' '}{unit}"


def _unit_of(break_even: BreakEven, names: Names) -> str | None:
    """Return the unit of the criterion whose score is moved; None without one."""
    criterion = break_even.of.rpartition(".")[2]
    scales = (leaf.criterion.scale for leaf in names.scenario.leaves if leaf.id == criterion)
    scale = next(scales, None) if break_even.kind == "score" else None
    return scale.unit if scale else None


def line_title(kind: str, of: str, names: Names) -> str:
    """Return the title of the number that is moved."""
    if kind == "score":
        *_, option, key = of.split(".")
        return LINE_TITLES[kind].format(names.option(option), names.criterion(key))
    by_kind = {
        "weight": names.criterion,
        "probability": names.future,
        "chance": names.future,
        "dependence": names.signpost_group,
    }
    return LINE_TITLES[kind].format(by_kind.get(kind, spell_id)(of))


def discovery_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return one sentence on where another option is best, and how well that sentence holds."""
    discovery = result.discovery
    if discovery is None:
        return []
    limits = join_names([_describe_condition(condition, names) for condition in discovery.conditions])
    coverage, density = format_percent(discovery.coverage), format_percent(discovery.density)
    option = names.option(discovery.option)
    varied = ["any probabilities"] * (len(result.probabilities) > 1)
    varied += ["any share of partners"] * (names.scenario.file.coalition is not None)
    sentence = f"With {join_names([*varied, 'weights within their ranges'])}, {option} tends to lead where"
    rule = f"This holds in {coverage} of the cases in which it leads; where it holds, it leads in {density}."
    return [paragraph(f"{sentence} {limits}. {rule}")]


def _describe_condition(condition: Condition, names: Names) -> str:
    """Return one condition in words: the line and the limits it lies between."""
    title = line_title(condition.kind, condition.of, names)
    if condition.low is not None and condition.high is not None:
        low, high = format_distinct(condition.low, condition.high, format_percent)
        return f"the {title} is between {low} and {high}"
    if condition.low is not None:
        return f"the {title} is above {format_percent(condition.low)}"
    return f"the {title} is below {format_percent(condition.high or 0.0)}"


def information_section(result: Assessment, names: Names) -> list[Block]:
    """Return the value of information in points, and the judgements most worth resolving."""
    information = result.information
    if information.evpi_futures is None:
        return []
    blocks: list[Block] = [Heading("What to find out")]
    if len(result.probabilities) > 1:
        futures = format_lead(information.evpi_futures)
        text = f"Perfect foresight about the future would be worth {futures} points at most."
        blocks.append(paragraph(text))
    if information.evpi_judgements is not None:
        kinds = " and probabilities, but not which future occurs," if len(result.probabilities) > 1 else ""
        worth = f"would be worth {format_lead(information.evpi_judgements)} points"
        blocks.append(paragraph(f"Resolving all uncertainty about scores{kinds} {worth}."))
    if information.evppi is not None:
        blocks += _worth_blocks(information.evppi, names)
    return blocks


def _worth_blocks(worths: Sequence[Worth], names: Names) -> list[Block]:
    """Return the judgements that are worth resolving, or a sentence where none is."""
    # What rounds to 0.0 points is not worth a row.
    notable = [worth for worth in worths if worth.notable and float(format_points(worth.value)) > 0]
    if not worths:
        return [paragraph("Resolving any one judgement within its stated range would not change the choice.")]
    if not notable:
        return [paragraph("Resolving any single judgement is worth less than a tenth of a point.")]
    columns = (
        Column("Judgement worth resolving"),
        Column("points", "right"),
        Column("leader if lowest"),
        Column("leader if highest"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalize(_judgement_title(worth.of, names)),
            format_points(worth.value),
            capitalize(names.option(worth.if_low)),
            capitalize(names.option(worth.if_high)),
        )
        for worth in notable
    )
    return [Table(columns, rows)]


def _judgement_title(path: str, names: Names) -> str:
    """Return a path into the file in words: `scores.counter.cost`, `futures.rupture.chance`."""
    section, key, *_ = path.split(".")
    return line_title("score", path, names) if section == "scores" else line_title("chance", key, names)
