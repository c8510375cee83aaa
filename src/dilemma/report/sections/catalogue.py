"""The catalogue: the scenarios and profiles there are, a profile as a briefing, the meaning of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, bullets, muted, paragraph, strong
from dilemma.report.numbers import format_percent, format_signed
from dilemma.report.text import Names, capitalize, join_names, spell_id
from dilemma.scenario.schema.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dilemma.report.measures import Measure
    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.judgement import Weights
    from dilemma.scenario.schema.profile_file import Adjustment


_PROFILE_KINDS = {"ally": "An ally", "worldview": "A way of weighing", "person": "A person"}
_DEFAULT_WEIGHTS = "default"  # the entry for scenarios without one of their own
_EVERY_OPTION = "every option"
_ANY_OTHER = "any other issue"


def profile_document(profile: Profile, scenarios: Mapping[str, Scenario]) -> Document:
    """Return everything a profile states; weights are shares of all weights for a scenario.

    Args:
        profile: the profile.
        scenarios: those it has weights or adjustments for, by id, as far as known; they give the names.
    """
    file = profile.file
    names = {key: Names(scenario) for key, scenario in scenarios.items()}
    like = f", such as {join_names(file.like)}" if file.like else ""
    blocks: list[Block] = [
        Heading(file.title, 1),
        paragraph(muted(f"{_PROFILE_KINDS[file.kind]}{like}. To use it: --as {profile.id}.")),
        *([paragraph(file.description)] if file.description else []),
        Heading("Weights"),
        *(
            _weights_paragraph(key, weights, file.relevance.get(key), names)
            for key, weights in file.weights.items()
        ),
    ]
    if file.adjustments:
        adjustments = (_describe_adjustment(adjustment, names) for adjustment in file.adjustments)
        blocks += [Heading("Scores adjusted for this perspective"), bullets(*adjustments)]
    if file.conditions:
        blocks += [Heading("Conditions"), bullets(*file.conditions)]
    return Document(file.title, (*blocks, *([paragraph(file.notes)] if file.notes else [])))


def _weights_paragraph(
    key: str, weights: Weights, relevance: str | None, names: Mapping[str, Names]
) -> Block:
    """Return the weights for one scenario, the highest first, or the ranking they come from."""
    label = names[key].issue if key in names else _ANY_OTHER if key == _DEFAULT_WEIGHTS else key
    remark = f" ({relevance} relevance)" if relevance else ""
    # Criteria of no scenario in particular go by the names that the first one gives them.
    criterion = names.get(key, next(iter(names.values()))).criterion if names else spell_id
    listed = _list_shares(weights, criterion) or _list_ranking(weights, criterion)
    return paragraph(strong(capitalize(label)), muted(f"{remark}: "), listed, hang=2)


def _list_shares(weights: Weights, criterion: Callable[[str], str]) -> str:
    """Return the shares of the weights, the highest first; empty where there is only a ranking."""
    total = sum(points.central for points in weights.points.values()) or 1.0
    points = sorted(weights.points.items(), key=lambda item: -item[1].central)
    return ", ".join(f"{criterion(name)} {_format_share(quantity, total)}" for name, quantity in points)


def _format_share(quantity: Quantity, total: float) -> str:
    """Return the share that a weight is of all, with its range, if it has one."""
    central, low, high = (format_percent(end / total) for end in (quantity.central, *quantity.bounds))
    return central if low == high else f"{central} ({low} to {high})"


def _list_ranking(weights: Weights, criterion: Callable[[str], str]) -> str:
    """Return the criteria from the most to the least important, those that tie together."""
    return ", then ".join(" and ".join(map(criterion, tie)) for tie in weights.ranking)


def _describe_adjustment(adjustment: Adjustment, names: Mapping[str, Names]) -> str:
    """Return one adjustment: where it applies, the points it adds, and why."""
    issues = [names[key].issue if key in names else key for key in adjustment.scenarios]
    known = [names[key] for key in adjustment.scenarios if key in names]
    options = dict.fromkeys(name.option(adjustment.option) for name in known) if adjustment.option else {}
    option = join_names([*options], "or") or spell_id(adjustment.option or _EVERY_OPTION)
    criterion, future = adjustment.criterion, adjustment.future or ""
    criterion = known[0].criterion(criterion) if known else spell_id(criterion)
    future = known[0].future(future) if known and future else spell_id(future)
    where = f"{criterion} in {future}" if future else criterion
    points = f"{capitalize(join_names(issues))}: {option} on {where} {format_signed(adjustment.add)} points."
    return f"{points} {adjustment.why or ''}".rstrip()


_CATALOGUE_COLUMNS = (Column("title"), Column("name to type"))


def catalogue_document(entries: Sequence[Mapping[str, str]]) -> Document:
    """Return one table for each kind of file and each folder that holds files of it."""
    tables: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entry in entries:
        folder = entry["path"].rpartition("/")[0] or "."
        tables.setdefault((entry["kind"], folder), []).append((entry["title"], entry["name"]))
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
