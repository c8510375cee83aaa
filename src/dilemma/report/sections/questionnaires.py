"""People of a panel: how they answered, who judges alike, what is most disputed, who moved between rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, bullets, muted, paragraph, strong
from dilemma.report.numbers import format_percent, format_plain, format_points, format_share, format_signed
from dilemma.report.text import Names, capitalize, join_names
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.results.panel import Cluster, Dispute, DisputedAnswer, Panel, RoundChange
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

_FEW_QUESTIONS = 3  # questions left open that are named
_FEW_DISPUTES = 3  # disputes shown without `full`
_FEW_WEIGHTS = 3  # weights named that set a group apart
_LEAST_APART = 1.0  # points of weight; less sets nobody apart


def answers_section(result: Panel, scenario: Scenario) -> list[Block]:
    """Return who is missing, and whose answers are incomplete, contradictory or out of date."""
    if result.people is None:
        return []
    names, titles = Names(scenario), _titles(result)
    remarks = [f"Missing: {join_names(result.missing)}."] if result.missing else []
    for person in result.people:
        title = titles[person.profile]
        if person.open:
            remarks.append(f"{title} left open: {_list_questions(person.open, scenario)}.")
        for gain, give in person.unresolved:
            remarks.append(
                f"{title} gave a trade-off that contradicts the weights: {names.criterion(gain)} against "
                f"{names.criterion(give)}."
            )
        if person.outdated:
            remarks.append(
                f"{title} answered before options, futures or scales changed; send the questionnaire again."
            )
    count = len(result.people)
    intro = f"{count} gave their own answers" if count != 1 else "One gave answers of their own"
    everybody = ", everybody who was invited" if result.missing == () else ""
    if not remarks:
        return [paragraph(f"{intro}{everybody}. All answers are complete and consistent.")]
    return [paragraph(f"{intro}{everybody}."), bullets(*remarks)]


def _list_questions(ids: Sequence[str], scenario: Scenario) -> str:
    """Return the questions left open, the first few by title."""
    names, scores = Names(scenario), sum(id.startswith("judgement.") for id in ids)
    titles = []
    for kind, _, rest in (id.partition(".") for id in ids):
        if kind == "judgement":
            titles += [judgement_title(rest, scenario)] if scores == 1 else []
        elif kind in ("chance", "swing"):
            what = names.future(rest) if kind == "chance" else names.criterion(rest)
            titles.append(f"{'probability' if kind == 'chance' else 'points'} of {what}")
        else:
            titles.append("what matters")
    titles = list(dict.fromkeys(titles))
    rest_count = len(titles) - _FEW_QUESTIONS
    shown = titles if rest_count <= 1 else [*titles[:_FEW_QUESTIONS], f"{rest_count} more"]
    return join_names([*shown, *([f"{scores} scores"] if scores > 1 else [])])


def clusters_section(result: Panel, names: Names) -> list[Block]:
    """Return the groups of members who judge alike; nothing where there are none."""
    if result.clusters is None:
        return []
    titles, groups = _titles(result), result.clusters.groups
    columns = (Column("Members"), Column("would choose"), Column("weight compared with the others"))
    rows = tuple(
        (
            join_names([titles[profile] for profile in group.profiles]),
            names.choice(group.option, group.ties),
            _describe_weights_apart(group, names),
        )
        for group in groups
    )
    return [
        Heading("Who judges alike"),
        Table(columns, rows),
        paragraph(
            muted(
                "Within a group, members see the leads of one option over another alike; the groups differ "
                f"(silhouette {format_share(result.clusters.silhouette)}; 1 is wholly apart). "
                "Weights in points of 100."
            )
        ),
    ]


def _describe_weights_apart(group: Cluster, names: Names) -> str:
    """Return the criteria on which a group lays most more or less weight than everybody else."""
    points = {criterion: 100 * share for criterion, share in group.weights_apart.items()}
    largest = sorted(points, key=lambda criterion: -abs(rounded(points[criterion])))[:_FEW_WEIGHTS]
    changes = [
        f"{names.criterion(criterion)} {format_signed(points[criterion])}"
        for criterion in largest
        if abs(points[criterion]) >= _LEAST_APART
    ]
    return ", ".join(changes) or "much the same; they read the scores differently"


def disputes_section(result: Panel, scenario: Scenario, *, full: bool) -> list[Block]:
    """Return the judgements most disputed, each with all answers and comments side by side."""
    if not result.disputes:
        return []
    shown = result.disputes if full else result.disputes[:_FEW_DISPUTES]
    hidden = len(result.disputes) - len(shown)
    blocks: list[Block] = [
        Heading("What is most disputed"),
        paragraph("Ordered by how far the lead of the group's choice depends on whose number is right."),
    ]
    titles = _titles(result)
    for dispute in shown:
        blocks += _dispute_blocks(dispute, scenario, titles)
    if hidden:
        blocks.append(paragraph(muted(f"And {hidden} more; --full shows them all.")))
    return blocks


def _titles(result: Panel) -> dict[str, str]:
    return {member.profile: capitalize(member.title) for member in result.members}


def _dispute_blocks(dispute: Dispute, scenario: Scenario, titles: Mapping[str, str]) -> Iterator[Block]:
    """Yield what is disputed, what hangs on it, what could settle it, and who answered what."""
    low, high = (_format_number(dispute.of, number) for number in (dispute.low, dispute.high))
    file = "" if dispute.file is None else f" (the file: {_format_number(dispute.of, dispute.file)})"
    title = capitalize(judgement_title(dispute.of, scenario))
    yield paragraph(
        strong(f"{title}: {low} to {high}{file}."),
        f" {_consequence(dispute, low, high, Names(scenario))} {_what_could_settle(dispute, scenario)}",
    )
    columns = (Column("Who"), Column("answer", "right"), Column("comment"))
    answers = sorted(dispute.answers, key=lambda answer: answer.value)
    yield Table(columns, tuple(_answer_row(answer, dispute, titles) for answer in answers))


def _answer_row(answer: DisputedAnswer, dispute: Dispute, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    number = _format_number(dispute.of, answer.value)
    comment = answer.comment or ("" if answer.own else muted("the file's number"))
    return titles[answer.profile], number if answer.own else muted(number), comment


def _consequence(dispute: Dispute, low: str, high: str, names: Names) -> str:
    """Return what the group would choose at either end."""
    if dispute.if_low == dispute.if_high:
        points = format_points(dispute.moves)
        return f"The group's choice does not depend on it; the lead changes by {points} points."
    return (
        f"If all took {low}, the group would choose {names.option(dispute.if_low)}; "
        f"if all took {high}, {names.option(dispute.if_high)}."
    )


def _what_could_settle(dispute: Dispute, scenario: Scenario) -> str:
    """Return what could settle a dispute: evidence, or only a talk about what matters."""
    kind, name, *_ = dispute.of.split(".")
    if kind == "weights":
        return "No evidence settles a weight: ask both sides what they would give up for it."
    if kind == "futures":
        return "Ask both sides which event would change their mind, and compare it with the signposts."
    option = scenario.file.options[name]
    if option.precedent:
        return f"Compare both reasons with the precedent: {option.precedent.rstrip('.')}."
    return "Compare both reasons with the sources of the score."


def judgement_title(path: str, scenario: Scenario) -> str:
    """Return the title of a judgement: `score of Counter on cost (future: rupture)`, `weight of cost`."""
    kind, name, *rest = path.split(".")
    names = Names(scenario)
    if kind == "weights":
        return f"weight of {names.criterion(name)}"
    if kind == "futures":
        return f"probability of {names.future(name)}"
    future = f" (future: {names.future(rest[1])})" if len(rest) > 1 else ""
    return f"score of {names.option(name)} on {names.criterion(rest[0])}{future}"


def _format_number(path: str, number: float) -> str:
    """Return a number as readers know its kind: a score plain, a weight or a probability in percent."""
    return format_plain(round(number, 1)) if path.startswith("scores.") else format_percent(number)


def rounds_section(result: Panel, names: Names) -> list[Block]:
    """Return what people changed between the two rounds; nothing where that is not asked for."""
    if result.moved is None:
        return []
    columns = (
        Column("Who moved"),
        Column("choice"),
        Column("weights", "right"),
        Column("judgements", "right"),
        Column("from mean", "right"),
        Column("now", "right"),
    )
    titles = _titles(result)
    closer = sum(change.distance_after < change.distance_before - TIE for change in result.moved)
    changed = sum(change.before != change.after for change in result.moved)
    nearer = f"The weights of {closer}" if closer else "No one's weights"
    return [
        Heading("Between the rounds"),
        paragraph(
            f"{changed} of {len(result.moved)} now choose another option. "
            f"{nearer} are nearer to the mean than before."
        ),
        Table(columns, tuple(_change_row(change, titles, names) for change in result.moved)),
        paragraph(
            muted(
                "Weights: points of 100 moved, put on and taken off alike. From mean: how far the weights "
                "were from the mean of all who answered both rounds. Now: how far they are."
            )
        ),
    ]


def _change_row(change: RoundChange, titles: Mapping[str, str], names: Names) -> tuple[Cell, ...]:
    before, after = names.option(change.before), names.option(change.after)
    return (
        titles[change.profile],
        f"{before}, as before" if before == after else strong(f"{before}, now {after}"),
        format_points(change.points),
        str(change.judgements),
        format_points(change.distance_before),
        format_points(change.distance_after),
    )
