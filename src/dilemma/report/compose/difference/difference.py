"""A difference as a document: whether the choice moved, then which changes moved it, in reviewable order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.change_names import ChangeNames, now, texts, was
from dilemma.report.compose.what_if import what_if
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Run,
    Table,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.names import listed
from dilemma.report.numbers import percent, points, signed, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.difference.difference_results import Difference, Lead, Side, Step
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

MOST_ROWS = 20  # changes shown when not all are asked for
MOST_PARTS = 6  # of a step, likewise
MOST_NAMED = 5  # of what has no effect, likewise
NOTHING = 1e-9  # a smaller effect is none
VERDICTS = {"clear": "clear", "lean": "lean", "too-close": "too close"}


def difference(result: Difference, old: Scenario, new: Scenario, *, full: bool) -> Document:
    """The answer, both versions side by side, the changes with their effects, and what has none."""
    names = ChangeNames(old, new)
    acting, idle = _parted(result)
    blocks: list[Block] = [
        Heading(result.new.scenario.title, 1),
        _compared(result),
        *what_if(result.settings, new),
        *_answer(result, names),
        _sides(result, names),
        *(_changes(result, acting, names, full=full) if acting else []),
        *_besides(result, idle, names, full=full),
    ]
    return Document(result.new.scenario.title, tuple(blocks))


def _compared(result: Difference) -> Facts:
    """What was compared, and whose eyes looked."""
    return Facts((("Old", result.old.source), ("New", result.new.source), ("Seen by", _eyes(result))))


def _eyes(result: Difference) -> str:
    old, new = (
        side.profile.title if side.profile else "nobody in particular" for side in (result.old, result.new)
    )
    return old if old == new else f"{old}; the new version by {new}"


def _parted(result: Difference) -> tuple[list[Step], list[Step]]:
    """The changes that do something, and those that leave the lead, the rules and the floors as they are."""
    acting = [step for step in result.changes if _acts(step, result.old.central)]
    return acting, [step for step in result.changes if step not in acting]


def _acts(step: Step, before: Lead) -> bool:
    effects = (step.effect, step.effect_last)
    if step.moves_choice or step.needed or any(effect is None or abs(effect) > NOTHING for effect in effects):
        return True
    return bool(_remark(step, before))


def _answer(result: Difference, names: ChangeNames) -> list[Block]:
    old, new = result.old.central, result.new.central
    was_ = names.choice(old.option, old.ties)
    if result.choice_moved:
        leads = names.choice(new.option, new.ties)
        said = f"The choice moved: {leads} in place of {was_}."
        if new.too_close:
            said = f"The lead passes to {leads}, but it is now too close to call."
        return [paragraph(strong(said), _behind(result, names)), *_together(result, names)]
    if not result.changes:
        return [paragraph(strong("Nothing that is computed differs."), f" {was_} leads as before.")]
    return [paragraph(strong(f"The choice stays: {was_}."), _lead(result)), *_together(result, names)]


def _behind(result: Difference, names: ChangeNames) -> str:
    old, new = result.old.central, result.new.central
    name = names.option(old.option)
    if new.lead is None:
        return f" {name} led by {points(old.margin)} points and is no option any more."
    return f" {name} led by {points(old.margin)} points and is now {points(-new.lead)} behind."


def _lead(result: Difference) -> str:
    old, new = result.old.central, result.new.central
    if result.effect is None or abs(result.effect) <= NOTHING:
        return f" It leads by {points(new.margin)} points, as before."
    was_, is_ = told_apart(old.margin, new.margin, points)
    return f" It led by {was_} points and now leads by {is_}."


def _together(result: Difference, names: ChangeNames) -> list[Block]:
    """What no single change shows: that several are needed, or that they cancel."""
    movers = [step for step in result.changes if step.moves_choice]
    if result.choice_moved and not movers:
        needed = [_name(step, names) for step in result.changes if step.needed]
        alone = "No single change moves the choice; together they do."
        if needed:
            which = "any one of these" if len(needed) > 1 else "this one"
            alone += f" It would not have moved without {which}: {listed(needed)}."
        return [paragraph(alone)]
    if movers and not result.choice_moved:
        said = listed([_name(step, names) for step in movers])
        return [paragraph(f"Alone, it would have moved by: {said}. The other changes make up for it.")]
    return []


def _name(step: Step, names: ChangeNames) -> str:
    return names.part(step.parts[0]) if len(step.parts) == 1 else names.head(step)


def _sides(result: Difference, names: ChangeNames) -> Table:
    columns = (
        Column(""),
        Column("choice"),
        Column("by", "right"),
        Column("over"),
        Column("verdict"),
        Column("first in", "right"),
    )
    rows = (_side("old", result.old, names), _side("new", result.new, names))
    return Table(columns, rows)


def _side(label: str, side: Side, names: ChangeNames) -> tuple[Cell, ...]:
    found = side.recommendation
    return (
        muted(label),
        Run(names.choice(found.option, found.ties), "strong"),
        points(found.margin),
        "" if found.ties else names.option(found.runner_up),
        VERDICTS[found.verdict],
        percent(side.first_rank_share),
    )


def _changes(result: Difference, acting: Sequence[Step], names: ChangeNames, *, full: bool) -> list[Block]:
    shown = acting if full else acting[:MOST_ROWS]
    columns = (
        Column("change"),
        Column("was"),
        Column("is"),
        Column("alone", "right"),
        Column("last", "right"),
        Column("alone it makes"),
    )
    rows = tuple(row for step in shown for row in _rows(step, result.old.central, names, full=full))
    blocks: list[Block] = [Heading("What each change does"), Table(columns, rows)]
    if len(shown) < len(acting):
        blocks.append(paragraph(muted(f"{len(acting) - len(shown)} more with smaller effects under --full.")))
    return [*blocks, _sum(result, names), paragraph(muted(_reading(result, names)))]


def _rows(step: Step, before: Lead, names: ChangeNames, *, full: bool) -> list[tuple[Cell, ...]]:
    effects = (_effect(step.effect), _effect(step.effect_last), _then(step, before, names))
    if len(step.parts) == 1:
        part = step.parts[0]
        return [(names.part(part), was(part), now(part), *effects)]
    shown = step.parts if full else step.parts[:MOST_PARTS]
    rows: list[tuple[Cell, ...]] = [(names.head(step), "", "", *effects)]
    rows += [(f"\N{EM SPACE}{names.part(part)}", was(part), now(part), "", "", "") for part in shown]
    if len(shown) < len(step.parts):
        rows.append((muted(f"\N{EM SPACE}and {len(step.parts) - len(shown)} more"), "", "", "", "", ""))
    return rows


def _effect(effect: float | None) -> str:
    return "\N{EN DASH}" if effect is None else signed(effect)


def _then(step: Step, before: Lead, names: ChangeNames) -> Run:
    """What this alone would make of the choice, where it makes anything of it."""
    if step.alone is not None and step.moves_choice:
        return Run(names.choice(step.alone.option, step.alone.ties), "bad")
    remark = _remark(step, before)
    return Run(remark or ("needed" if step.needed else ""), "plain" if remark or step.needed else "muted")


def _remark(step: Step, before: Lead) -> str:
    alone = step.alone
    if alone is None or alone.option != before.option:
        return ""
    if alone.below_floor != before.below_floor:
        return "below a floor" if set(alone.below_floor) - set(before.below_floor) else "above the floor"
    if alone.too_close != before.too_close:
        return "too close to call" if alone.too_close else "no longer too close"
    return ""


def _sum(result: Difference, names: ChangeNames) -> Block:
    """All changes together, against the sum of each by itself."""
    if result.effect is None:
        return paragraph(f"Together they take {names.option(result.old.central.option)} off the list.")
    together = f"Together: {signed(result.effect)}."
    if result.sum_of_effects is None or len(result.changes) == 1:
        return paragraph(strong(together))
    apart = f" One by one they add up to {signed(result.sum_of_effects)}"
    if signed(result.sum_of_effects) == signed(result.effect):
        return paragraph(strong(together), f"{apart} too.")
    return paragraph(strong(together), f"{apart}; the rest is what they do to one another.")


def _reading(result: Difference, names: ChangeNames) -> str:
    option = names.option(result.old.central.option)
    return (
        f"Points added to the lead of {option} over the best other option. Alone: the old version with this "
        "change only. Last: what it adds once all the others are made."
    )


def _besides(result: Difference, idle: Sequence[Step], names: ChangeNames, *, full: bool) -> list[Block]:
    """What differs and does nothing to the choice."""
    blocks = [
        *_idle(idle, names, full=full),
        *_unused(result, names, full=full),
        *_texts(result),
        *_warnings(result),
    ]
    return [Heading("What else changed"), *blocks] if blocks else []


def _idle(idle: Sequence[Step], names: ChangeNames, *, full: bool) -> list[Block]:
    """Changes that leave the lead as it is: named, not tabled."""
    if not idle:
        return []
    many = f"{len(idle)} change{' leaves' if len(idle) == 1 else 's leave'} the lead as it is"
    shown = [_spelled(step, names) for step in (idle if full else idle[:MOST_NAMED])]
    more = [f"and {len(idle) - len(shown)} more under --full"] if len(shown) < len(idle) else []
    return [paragraph(f"{many}:"), bullets(*shown, *more)]


def _spelled(step: Step, names: ChangeNames) -> str:
    if len(step.parts) > 1:
        return names.head(step)
    part = step.parts[0]
    return f"{names.part(part)}: was {was(part)}, is {now(part)}"


def _unused(result: Difference, names: ChangeNames, *, full: bool) -> list[Block]:
    """Judgements that differ and that this assessment does not use."""
    if not result.unused:
        return []
    found = result.unused if full else result.unused[:MOST_NAMED]
    shown = [f"{names.part(part)}: was {was(part)}, is {now(part)}" for part in found]
    more = (
        [f"and {len(result.unused) - len(shown)} more under --full"]
        if len(shown) < len(result.unused)
        else []
    )
    return [paragraph("Changed, and not used in this assessment:"), bullets(*shown, *more)]


def _texts(result: Difference) -> list[Block]:
    if not result.texts:
        return []
    return [paragraph(f"Reworded: {texts(dict(result.texts))}.")]


def _warnings(result: Difference) -> list[Block]:
    if not result.warnings:
        return []
    said = bullets(*(warned.message for warned in result.warnings))
    return [paragraph(muted("Warnings that the old version had not:")), said]
