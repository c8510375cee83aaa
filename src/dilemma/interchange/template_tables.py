"""The tables of a template with options, futures, signposts and the coalition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.template import (
    JudgementField,
    Template,
    TemplateColumn,
    TemplateLine,
    TemplateTable,
    clip_text,
    is_in_file,
    quantity_cells,
    scores_table,
    weights_table,
)
from dilemma.scenario.lexicon import lexicon_words
from dilemma.scenario.quantity import LARGEST_NUMBER, Quantity, exact_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Coalition, Future, Member, Signpost
    from dilemma.scenario.yaml.nodes import Node


_SHARE_LABEL = "share the scores assume"
_GAIN_LABEL = "points gained per share"
_PART_LABEL = "part of the points above"
_LEVERAGE_LABEL = "leverage"
_JOINS_LABEL = "chance of joining"
_COALITION_COLUMNS = (
    TemplateColumn("what", 28),
    TemplateColumn("of", 22),
    TemplateColumn("low", 9, "The lowest chance of joining, from 0 to 1; empty if it is exact."),
    TemplateColumn("most likely", 9, "Shares and chances from 0 to 1; leverages sum to 1."),
    TemplateColumn("high", 9, "The highest chance of joining, from 0 to 1; empty if it is exact."),
    TemplateColumn("why", 70),
)


def _coalition_table(scenario: Scenario, file_node: Node) -> TemplateTable | None:
    """Return the table of the coalition; None if the scenario has none."""
    coalition = scenario.file.coalition
    if coalition is None:
        return None
    purpose = f"How the scores of {scenario.title_of(coalition.option)} move with the partners that act."
    lines = (
        _share_line(coalition, file_node),
        *_gain_lines(coalition, file_node),
        *_member_lines(coalition, file_node),
    )
    return TemplateTable(name="Coalition", purpose=purpose, columns=_COALITION_COLUMNS, keys=2, lines=lines)


def _share_line(coalition: Coalition, file_node: Node) -> TemplateLine:
    path: KeyPath = ("coalition", "assumed_share")
    return _number_line(
        (_SHARE_LABEL, None),
        coalition.assumed_share,
        coalition.why,
        _number_fields(file_node, path, low=0, high=1),
    )


def _gain_lines(coalition: Coalition, file_node: Node) -> Iterator[TemplateLine]:
    for criterion, gain in coalition.per_share.items():
        fields = _number_fields(file_node, ("coalition", "per_share", criterion))
        yield _number_line((_GAIN_LABEL, criterion), gain, None, fields)
    for option, part in coalition.also.items():
        fields = _number_fields(file_node, ("coalition", "also", option), low=0, high=1)
        yield _number_line((_PART_LABEL, option), part, None, fields)


def _member_lines(coalition: Coalition, file_node: Node) -> Iterator[TemplateLine]:
    for key, member in coalition.members.items():
        path: KeyPath = ("coalition", "members", key)
        fields = _number_fields(file_node, (*path, "leverage"), low=0, high=1)
        yield _number_line((_LEVERAGE_LABEL, key), member.leverage, member.why, fields)
        if member.joins is not None:
            yield _joins_line(key, member, file_node, (*path, "joins"))


def _number_line(
    names: tuple[str, str | None], number: float, why: str | None, fields: tuple[JudgementField, ...]
) -> TemplateLine:
    return TemplateLine(
        values=(*names, *quantity_cells(exact_quantity(number)), clip_text(why)),
        fields=fields,
        in_framework=not fields,
    )


def _number_fields(
    file_node: Node, path: KeyPath, low: float = -LARGEST_NUMBER, high: float = LARGEST_NUMBER
) -> tuple[JudgementField, ...]:
    """Return the field for the number of a line, if the scenario's own file states it."""
    field = JudgementField(path=path, columns=(3,), kind="number", low=low, high=high, required=True)
    return (field,) if is_in_file(file_node, path) else ()


def _joins_line(key: str, member: Member, file_node: Node, path: KeyPath) -> TemplateLine:
    field = JudgementField(path=path, columns=(2, 3, 4), kind="quantity", low=0, high=1, required=True)
    values = (_JOINS_LABEL, key, *quantity_cells(member.joins), None)
    in_file = is_in_file(file_node, path)
    return TemplateLine(values=values, fields=(field,) if in_file else (), in_framework=not in_file)


_FUTURES_SHEET = "Futures"
_FUTURE_COLUMNS = (
    TemplateColumn("future", 18),
    TemplateColumn("title", 28),
    TemplateColumn("question", 60),
    TemplateColumn("low", 9, "The lowest chance, from 0 to 1; empty if it is exact or a word."),
    TemplateColumn("most likely", 9, "The chance, from 0 to 1: 0.3 for 30%."),
    TemplateColumn("high", 9, "The highest chance, from 0 to 1; empty if it is exact or a word."),
    TemplateColumn("in words", 22, "A word instead of numbers."),
    TemplateColumn("why", 60, "The reason, in a sentence."),
)
_CHANCE_NOTES = {
    "chain": "Asked in order: each chance is of what the earlier futures leave, and the last takes the rest.",
    "free": "Each probability stands by itself; together they make 1.",
    "equal": "No chances are stated, so all futures count the same; state them in the file.",
}


def _futures_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the futures: question and chance of each."""
    lines = tuple(
        _future_line(scenario, key, future, file_node) for key, future in scenario.file.futures.items()
    )
    return TemplateTable(
        name=_FUTURES_SHEET,
        purpose=_CHANCE_NOTES[scenario.chances],
        columns=_FUTURE_COLUMNS,
        keys=1,
        lines=lines,
    )


def _future_line(scenario: Scenario, key: str, future: Future, file_node: Node) -> TemplateLine:
    chance = future.probability or future.chance
    number = chance.range if chance and isinstance(chance.range, Quantity) else None
    word = chance.range if chance and isinstance(chance.range, str) else None
    values = (key, clip_text(future.title), clip_text(future.asks), *quantity_cells(number), word)
    path: KeyPath = ("futures", key, "probability" if future.probability else "chance")
    in_file = is_in_file(file_node, path)
    fields = tuple(_chance_fields(scenario, path)) if chance and in_file else ()
    in_framework = chance is not None and not in_file
    return TemplateLine(
        values=(*values, clip_text(chance.why if chance else None)), fields=fields, in_framework=in_framework
    )


def _chance_fields(scenario: Scenario, path: KeyPath) -> Iterator[JudgementField]:
    choices = lexicon_words(scenario.file.lexicon)
    yield JudgementField(
        path=path,
        columns=(3, 4, 5, 6),
        kind="quantity",
        part="range",
        bare="range",
        low=0,
        high=1,
        choices=choices,
        required=True,
    )
    yield JudgementField(path=path, columns=(7,), kind="text", part="why", bare="range")


_OPTION_COLUMNS = (
    TemplateColumn("option", 18),
    TemplateColumn("title", 24),
    TemplateColumn("stance", 14),
    TemplateColumn("what it is", 60),
    TemplateColumn("what it consists of", 70),
)


def _options_table(scenario: Scenario) -> TemplateTable:
    """Return the table of the options, in which nothing is filled in."""
    lines = []
    for key, option in scenario.options.items():
        actions = clip_text("\n".join(f"- {act.act}" for act in option.does)) or None
        definition = clip_text(option.definition)
        lines.append(
            TemplateLine(values=(key, clip_text(option.title), scenario.stance(key), definition, actions))
        )
    purpose = "What can be chosen. Nothing is filled in on this sheet."
    return TemplateTable(name="Options", purpose=purpose, columns=_OPTION_COLUMNS, keys=1, lines=tuple(lines))


_SIGNPOST_COLUMNS = (
    TemplateColumn("signpost", 14),
    TemplateColumn("event", 70),
    TemplateColumn("kind", 12),
    TemplateColumn("by", 12),
)
_LIKELIHOOD_NOTE = "How likely the event is if this future is the true one, from 0 to 1."


def _signposts_table(scenario: Scenario, file_node: Node) -> TemplateTable | None:
    """Return the table of the signposts, with a column for each future; None if there are none."""
    file = scenario.file
    if not file.signposts or not file.futures:
        return None
    likelihood_columns = tuple(TemplateColumn(f"if {key}", 16, _LIKELIHOOD_NOTE) for key in file.futures)
    lines = tuple(
        _signpost_line(key, signpost, tuple(file.futures), file_node)
        for key, signpost in file.signposts.items()
    )
    purpose = "How likely is each event under each future? What is as likely under all of them tells nothing."
    return TemplateTable(
        name="Signposts", purpose=purpose, columns=_SIGNPOST_COLUMNS + likelihood_columns, keys=1, lines=lines
    )


def _signpost_line(key: str, signpost: Signpost, futures: tuple[str, ...], file_node: Node) -> TemplateLine:
    paths = {
        column: ("signposts", key, "likelihood", future)
        for column, future in enumerate(futures, start=len(_SIGNPOST_COLUMNS))
    }
    fields = tuple(
        JudgementField(path=path, columns=(column,), kind="number", low=0, high=1, required=True)
        for column, path in paths.items()
        if is_in_file(file_node, path)
    )
    chances = tuple(signpost.likelihood.get(future) for future in futures)
    return TemplateLine(
        values=(key, clip_text(signpost.event), signpost.kind, signpost.by, *chances),
        fields=fields,
        in_framework=not is_in_file(file_node, ("signposts", key)),
    )


def build_template(scenario: Scenario, file_node: Node) -> Template:
    """Return the template of a scenario; `file_node` is the root of its own file, without its framework."""
    tables = [_options_table(scenario), weights_table(scenario, file_node)]
    if scenario.file.futures:
        tables.append(_futures_table(scenario, file_node))
    tables.append(scores_table(scenario, file_node))
    tables += [
        table
        for table in (_coalition_table(scenario, file_node), _signposts_table(scenario, file_node))
        if table
    ]
    file = scenario.file
    return Template(scenario=scenario.id, title=file.title, question=file.question, tables=tuple(tables))
