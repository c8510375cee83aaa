"""A difference as a document: whether the choice moved, for whom, and which changes moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.numbers import format_distinct, format_lead, format_percent, format_points, format_signed
from dilemma.report.sections.judgement_names import (
    JudgementNames,
    format_text_counts,
    format_values,
    what_if_paragraphs,
)
from dilemma.report.text import join_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.difference import Difference, DifferencePart, DifferenceStep, Lead, Side
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario


_MOST_ROWS = 20  # changes shown without `full`
_MOST_PARTS = 6  # parts of one step shown without `full`
_ONE_METHOD = (
    "Both versions are assessed by the present method, on expected values. Results with the schema version 1 "
    "took the most likely numbers for values: a difference from a figure printed then may be the method's."
)
_MOST_LISTED = 5  # changes without effect listed without `full`
_NO_EFFECT = 1e-9  # points; a smaller effect is the rounding of the arithmetic


def difference_document(result: Difference, old: Scenario, new: Scenario, *, full: bool) -> Document:
    """Return the answer, both versions side by side, the changes with their effects, and what has none.

    Args:
        result: the difference as computed.
        old: the old version.
        new: the new version.
        full: whether every change is shown, not the first few.
    """
    names = JudgementNames(old, new)
    acting = [step for step in result.changes if _has_effect(step, result.old.central)]
    idle = [step for step in result.changes if step not in acting]
    old_source, new_source = result.old.source, result.new.source
    blocks: list[Block] = [
        Heading(_title(old, new), 1),
        Facts((("Old", old_source), ("New", new_source), ("Perspective", _viewpoint_titles(result)))),
        *_issues_paragraphs(old, new),
        *what_if_paragraphs(result.settings, new),
        *_answer_paragraphs(result, names),
        _versions_table(result, names),
        *(_changes_section(result, acting, names, full=full) if acting else []),
        *_other_changes_section(result, idle, names, full=full),
        *([paragraph(muted(_ONE_METHOD))] if full else []),
    ]
    return Document(_title(old, new), tuple(blocks))


def _are_editions(old: Scenario, new: Scenario) -> bool:
    """Return whether one of the two says that it is a variant of the other."""
    return new.file.variant_of == old.id or old.file.variant_of == new.id


def _are_two_issues(old: Scenario, new: Scenario) -> bool:
    """Return whether neither the title nor the question is the same, nor one an edition of the other."""
    if _are_editions(old, new):
        return False
    return old.file.title != new.file.title and old.file.question != new.file.question


def _title(old: Scenario, new: Scenario) -> str:
    """Return the title of the issue, or of both."""
    return f"{old.file.title} compared with {new.file.title}" if _are_two_issues(old, new) else new.file.title


def _issues_paragraphs(old: Scenario, new: Scenario) -> list[Block]:
    """Return that the two are editions of one issue, or different issues; nothing where they read as one."""
    titles = f"{old.file.title}, and {new.file.title}"
    if _are_editions(old, new):
        return [
            paragraph(strong("Note: "), f"These are two editions of one issue: {titles}.{_renamed(old, new)}")
        ]
    if not _are_two_issues(old, new):
        return []
    text = f"These are two different issues, not two versions of one: {titles}."
    return [paragraph(strong("Note: "), text)]


def _renamed(old: Scenario, new: Scenario) -> str:
    """Return the futures that stand in both editions under another title, as they may be other events."""
    titles = {future.id: future.title for future in old.futures}
    renamed = [
        f"“{titles[future.id]}” is now “{future.title}”"
        for future in new.futures
        if titles.get(future.id, future.title) != future.title
    ]
    return f" Futures with another title may be other events: {join_names(renamed)}." if renamed else ""


def _viewpoint_titles(result: Difference) -> str:
    """Return the title of the profile; of both where the versions were assessed by different ones."""
    old, new = (
        side.profile.title if side.profile else "none, the scenario's own weights"
        for side in (result.old, result.new)
    )
    return old if old == new else f"{old}; the new version by {new}"


def _has_effect(step: DifferenceStep, before: Lead) -> bool:
    """Return whether a change moves the choice, the lead, the verdict or a floor."""
    effects = (step.effect, step.effect_last)
    moves_lead = any(effect is None or abs(effect) > _NO_EFFECT for effect in effects)
    return bool(step.moves_choice or step.needed or moves_lead or _side_effect(step, before))


def _answer_paragraphs(result: Difference, names: JudgementNames) -> list[Block]:
    """Return whether the choice moved or stays, and what the lead was and is."""
    old, new = result.old.central, result.new.central
    old_leader = names.choice(old.option, old.ties)
    if result.choice_moved:
        new_leader = names.choice(new.option, new.ties)
        headline = f"The choice changes: {new_leader} instead of {old_leader}."
        if new.too_close:
            close = "and it is still" if old.too_close else "but it is now"
            headline = f"{new_leader} now leads instead of {old_leader}, {close} too close to call."
        return [
            paragraph(strong(headline), _describe_old_leader(result, names)),
            *_joint_paragraphs(result, names),
        ]
    if not result.changes:
        return [paragraph(strong("No judgement differs."), f" {old_leader} leads as before.")]
    return [
        paragraph(strong(f"The choice does not change: {old_leader}."), _describe_lead(result)),
        *_joint_paragraphs(result, names),
    ]


def _describe_old_leader(result: Difference, names: JudgementNames) -> str:
    """Return how far the old choice led, and how far it now lies behind."""
    old, new = result.old.central, result.new.central
    name = names.option(old.option)
    if new.lead is None:
        return f" {name} led by {_old_lead(result)} points and is no longer an option."
    behind = format_lead(-new.lead, result.new.recommendation.too_close)
    return f" {name} led by {_old_lead(result)} points and is now {behind} behind."


def _old_lead(result: Difference) -> str:
    """Return the lead of the old choice."""
    return format_lead(result.old.central.margin, result.old.recommendation.too_close)


def _describe_lead(result: Difference) -> str:
    """Return the lead of a choice that stays, in both versions."""
    old, new = result.old.central, result.new.central
    if result.effect is None or abs(result.effect) <= _NO_EFFECT:
        return f" It leads by {_old_lead(result)} points, as before."
    leads = _old_lead(result), format_lead(new.margin, result.new.recommendation.too_close)
    if leads[0] == leads[1]:
        leads = format_distinct(old.margin, new.margin, format_points)
    return f" It led by {leads[0]} points and now leads by {leads[1]}."


def _joint_paragraphs(result: Difference, names: JudgementNames) -> list[Block]:
    """Return what no single change shows: that several are needed, or that they cancel."""
    movers = [step for step in result.changes if step.moves_choice]
    if result.choice_moved and not movers:
        needed = [_step_title(step, names) for step in result.changes if step.needed]
        sentence = "No single change would have changed the choice; together they do."
        if needed:
            which = "any one of these" if len(needed) > 1 else "this one"
            sentence += f" Without {which} it would not change: {join_names(needed)}."
        return [paragraph(sentence)]
    if movers and not result.choice_moved:
        titles = join_names([_step_title(step, names) for step in movers])
        alone = "This change alone" if len(movers) == 1 else "Each of these changes alone"
        return [paragraph(f"{alone} would have changed the choice: {titles}. The other changes offset it.")]
    return []


def _step_title(step: DifferenceStep, names: JudgementNames) -> str:
    """Return the title of a change, or of changes that come together."""
    return names.change(step.parts[0]) if len(step.parts) == 1 else names.step(step)


def _versions_table(result: Difference, names: JudgementNames) -> Table:
    """Return the recommendation of both versions."""
    columns = (
        Column("", label="version"),
        Column("choice"),
        Column("lead", "right"),
        Column("over"),
        Column("verdict"),
        Column("ranked first", "right"),
    )
    rows = (_version_row("old", result.old, names), _version_row("new", result.new, names))
    return Table(columns, rows)


def _version_row(label: str, side: Side, names: JudgementNames) -> tuple[Cell, ...]:
    """Return the recommendation of one version."""
    recommendation = side.recommendation
    return (
        muted(label),
        TextRun(names.choice(recommendation.option, recommendation.ties), "strong"),
        format_lead(recommendation.margin, recommendation.too_close),
        "" if recommendation.ties else names.option(recommendation.runner_up),
        recommendation.label,
        format_percent(side.first_rank_share),
    )


def _changes_section(
    result: Difference, acting: Sequence[DifferenceStep], names: JudgementNames, *, full: bool
) -> list[Block]:
    """Return the changes with their effects, and what they add up to."""
    shown = acting if full else acting[:_MOST_ROWS]
    columns = (Column("change"), Column("alone", "right"), Column("last", "right"), Column("effect alone"))
    rows = tuple(row for step in shown for row in _change_rows(step, result.old.central, names, full=full))
    blocks: list[Block] = [Heading("What each change does"), Table(columns, rows)]
    if len(shown) < len(acting):
        blocks.append(paragraph(muted(f"{len(acting) - len(shown)} more with smaller effects: add --full.")))
    return [*blocks, _sum_paragraph(result, names), paragraph(muted(_reading_note(result, names)))]


def _change_rows(
    step: DifferenceStep, before: Lead, names: JudgementNames, *, full: bool
) -> list[tuple[Cell, ...]]:
    """Return a change as one row, or as a row for the whole with one below it for each part."""
    effects = (
        _format_effect(step.effect),
        _format_effect(step.effect_last),
        _outcome_alone(step, before, names),
    )
    if len(step.parts) == 1:
        return [(_describe_part(step.parts[0], names), *effects)]
    shown = step.parts if full else step.parts[:_MOST_PARTS]
    rows: list[tuple[Cell, ...]] = [(names.step(step), *effects)]
    rows += [(f"\N{EM SPACE}{_describe_part(part, names)}", "", "", "") for part in shown]
    if len(shown) < len(step.parts):
        rows.append((muted(f"\N{EM SPACE}and {len(step.parts) - len(shown)} more"), "", "", ""))
    return rows


def _describe_part(part: DifferencePart, names: JudgementNames) -> str:
    """Return one changed judgement with its old and its new value."""
    return f"{names.change(part)}: {format_values(part)}"


def _format_effect(effect: float | None) -> str:
    """Return an effect in points, signed; a dash where it has none."""
    return "\N{EN DASH}" if effect is None else format_signed(effect)


def _outcome_alone(step: DifferenceStep, before: Lead, names: JudgementNames) -> TextRun:
    """Return what a change alone would make of the choice, where it makes anything of it."""
    if step.alone is not None and step.moves_choice:
        return TextRun(names.choice(step.alone.option, step.alone.ties), "bad")
    remark = _side_effect(step, before)
    return TextRun(remark or ("needed" if step.needed else ""), "plain" if remark or step.needed else "muted")


def _side_effect(step: DifferenceStep, before: Lead) -> str:
    """Return what a change alone does to the floors or the verdict, where the choice stays."""
    alone = step.alone
    if alone is None or alone.option != before.option:
        return ""
    if alone.below_floor != before.below_floor:
        return "below a floor" if set(alone.below_floor) - set(before.below_floor) else "above the floor"
    if alone.too_close != before.too_close:
        return "too close to call" if alone.too_close else "no longer too close"
    return ""


def _sum_paragraph(result: Difference, names: JudgementNames) -> Block:
    """Return the effect of all changes together, against the sum of each by itself."""
    if result.effect is None:
        return paragraph(f"Together they take {names.option(result.old.central.option)} off the list.")
    together = f"Together: {format_signed(result.effect)}."
    if result.sum_of_effects is None or len(result.changes) == 1:
        return paragraph(strong(together))
    one_by_one = f" One by one they add up to {format_signed(result.sum_of_effects)}"
    if format_signed(result.sum_of_effects) == format_signed(result.effect):
        return paragraph(strong(together), f"{one_by_one} too.")
    return paragraph(strong(together), f"{one_by_one}; the difference is interaction between them.")


def _reading_note(result: Difference, names: JudgementNames) -> str:
    """Return how to read the effects."""
    option = names.option(result.old.central.option)
    return (
        f"In points added to the lead of {option} over the best other option. Alone: if only this change is "
        "made. Last: if all the others are already made."
    )


def _other_changes_section(
    result: Difference, idle: Sequence[DifferenceStep], names: JudgementNames, *, full: bool
) -> list[Block]:
    """Return what differs and does nothing to the choice."""
    blocks: list[Block] = []
    if idle:
        count = f"{len(idle)} change{' leaves' if len(idle) == 1 else 's leave'} the lead as it is"
        texts = [_describe_change(step, names) for step in idle]
        blocks += [paragraph(f"{count}:"), _list_first(texts, full=full)]
    if result.unused:
        texts = [_describe_part(part, names) for part in result.unused]
        label = "Changed, but not used in this assessment:"
        blocks += [paragraph(label), _list_first(texts, full=full)]
    if result.texts:
        blocks.append(paragraph(f"Reworded: {format_text_counts(dict(result.texts))}."))
    if result.warnings:
        items = bullets(*(warning.message for warning in result.warnings))
        blocks += [paragraph(muted("Warnings that are new:")), items]
    return [Heading("What else changed"), *blocks] if blocks else []


def _list_first(texts: Sequence[str], *, full: bool) -> Bullets:
    """Return texts as a list: all of them, or the first few and how many more there are."""
    shown = texts if full else texts[:_MOST_LISTED]
    more = [f"and {len(texts) - len(shown)} more: add --full"] if len(shown) < len(texts) else []
    return bullets(*shown, *more)


def _describe_change(step: DifferenceStep, names: JudgementNames) -> str:
    """Return a change with its old and its new value."""
    return names.step(step) if len(step.parts) > 1 else _describe_part(step.parts[0], names)


def differences_document(results: Sequence[Difference]) -> Document:
    """Return the profiles for whom the choice moves, and those for whom it is now too close to call."""
    moved = [result for result in results if result.choice_moved]
    sentence = f"The choice does not change for any of the {len(results)} perspectives."
    if moved:
        count = f"{len(moved)} of {len(results)} perspectives"
        sentence = f"The choice changes for {count}: {_profile_titles(moved)}."
    close_results = [result for result in moved if result.new.central.too_close]
    close = f" Now too close to call: {_profile_titles(close_results)}." if close_results else ""
    return Document(results[0].new.scenario.title, (paragraph(strong(sentence), close),))


def _profile_titles(results: Sequence[Difference]) -> str:
    """Return the titles of the profiles, as prose."""
    profiles = [result.new.profile for result in results]
    return join_names([profile.title if profile else "the scenario's own weights" for profile in profiles])
