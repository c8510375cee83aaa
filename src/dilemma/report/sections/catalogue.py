"""The catalogue: the scenarios and profiles there are, a profile as a briefing, the meaning of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, bullets, muted, paragraph, strong
from dilemma.report.numbers import format_plain, format_signed
from dilemma.report.text import join_names
from dilemma.scenario.schema.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.report.document import Cell
    from dilemma.report.measures import Measure
    from dilemma.scenario.model import Profile
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.files import Adjustment
    from dilemma.scenario.schema.judgement import Weights


_PROFILE_KINDS = {"ally": "An ally", "worldview": "A way of weighing", "person": "A person"}
_DEFAULT_WEIGHTS = "default"  # the entry for scenarios without one of their own
_EVERY_OPTION = "every option"


def profile_document(profile: Profile) -> Document:
    """Return everything a profile states, as it states it; points are swing points, of any total."""
    file = profile.file
    like = f", such as {join_names(file.like)}" if file.like else ""
    blocks: list[Block] = [
        Heading(file.title, 1),
        paragraph(muted(f"{_PROFILE_KINDS[file.kind]}{like}. To use it: --as {profile.id}.")),
        *([paragraph(file.description)] if file.description else []),
        Heading("What weighs how much"),
        *(_weights_paragraph(key, weights, file.relevance.get(key)) for key, weights in file.weights.items()),
    ]
    if file.adjustments:
        blocks += [Heading("Scores adjusted for this perspective"), _adjustments_table(file.adjustments)]
    if file.conditions:
        blocks += [Heading("Conditions"), bullets(*file.conditions)]
    return Document(file.title, (*blocks, *([paragraph(file.notes)] if file.notes else [])))


def _weights_paragraph(key: str, weights: Weights, relevance: str | None) -> Block:
    """Return the weights for one scenario, the highest first, or the ranking they come from."""
    label = "any other" if key == _DEFAULT_WEIGHTS else key
    remark = f" ({relevance} relevance)" if relevance else ""
    return paragraph(
        strong(label), muted(f"{remark}: "), _list_swing_points(weights) or _list_ranking(weights), hang=2
    )


def _list_swing_points(weights: Weights) -> str:
    """Return the swing points by criterion, the highest first; empty where there is only a ranking."""
    points = sorted(weights.points.items(), key=lambda item: -item[1].central)
    return ", ".join(f"{_spell_id(name)} {_format_quantity(quantity)}" for name, quantity in points)


def _format_quantity(quantity: Quantity) -> str:
    """Return a quantity with its range, if it has one."""
    low, high = quantity.bounds
    if low == high:
        return format_plain(quantity.central)
    return f"{format_plain(quantity.central)} ({format_plain(low)} to {format_plain(high)})"


def _list_ranking(weights: Weights) -> str:
    """Return the criteria from the most to the least important, those that tie together."""
    return ", then ".join(" and ".join(_spell_id(name) for name in tie) for tie in weights.ranking)


def _adjustments_table(adjustments: Sequence[Adjustment]) -> Table:
    """Return the scores that the profile reads otherwise."""
    columns = (Column("in"), Column("option"), Column("criterion"), Column("points", "right"), Column("why"))
    return Table(columns, tuple(_adjustment_row(adjustment) for adjustment in adjustments))


def _adjustment_row(adjustment: Adjustment) -> tuple[Cell, ...]:
    """Return one adjustment: where it applies, the points it adds, and why."""
    future = f" in {_spell_id(adjustment.future)}" if adjustment.future else ""
    option = _spell_id(adjustment.option) if adjustment.option else _EVERY_OPTION
    criterion = f"{_spell_id(adjustment.criterion)}{future}"
    return (
        ", ".join(adjustment.scenarios),
        option,
        criterion,
        format_signed(adjustment.add),
        adjustment.why or "",
    )


def _spell_id(key: str) -> str:
    """Return an id with spaces for underscores."""
    return key.replace("_", " ")


_CATALOGUE_COLUMNS = (Column("name"), Column("title"))


def catalogue_document(entries: Sequence[Mapping[str, str]]) -> Document:
    """Return one table for each kind of file and each folder that holds files of it."""
    tables: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entry in entries:
        folder = entry["path"].rpartition("/")[0] or "."
        tables.setdefault((entry["kind"], folder), []).append((entry["name"], entry["title"]))
    blocks: list[Block] = []
    for (kind, folder), rows in tables.items():
        blocks += [Heading(f"{KINDS[kind].plural} in {folder}"), Table(_CATALOGUE_COLUMNS, tuple(rows))]
    if not blocks:
        blocks.append(paragraph("There are no scenarios here; `dilemma new NAME` writes one."))
    return Document("Catalogue", tuple(blocks))


def measure_document(measure: Measure) -> Document:
    """Return one measure: definition, formula, how to read it, reference."""
    texts = {
        "Formula: ": measure.formula,
        "How to read it: ": measure.reading,
        "Reference: ": measure.reference,
    }
    return Document(
        measure.title,
        (
            Heading(measure.title, 1),
            paragraph(measure.definition),
            *(paragraph(muted(label), text) for label, text in texts.items() if text),
        ),
    )


def measures_document(measures: Iterable[Measure]) -> Document:
    """Return every measure by id and title."""
    rows = tuple((measure.id, measure.title) for measure in measures)
    return Document("Measures", (Table((Column("--explain"), Column("")), rows),))
