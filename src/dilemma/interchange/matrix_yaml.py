"""The YAML text of a scenario made from a matrix, each score marked as a judgement still to be justified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.problems import column_letters
from dilemma.scenario.yaml.writer import yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.interchange.matrix import Matrix, MatrixOption
    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_scores import MatrixScore
    from dilemma.scenario.yaml.nodes import Data

_HEADER = """\
# Made from {file}. The numbers are all there is so far: say why, cite sources in place of AJ (analyst
# judgement), and give [low, most likely, high] where you are not sure.
dilemma: 1
title: {title}
question: Which of these options should we choose?   # write the choice as a question of your own
as_of: {day}                                    # the evidence stops here
"""
_ASSUMED_STANCE = "   # assumed; one of accommodate, wait_out, counter, enmesh"


def render_scenario(matrix: Matrix, title: str, file: str, day: str) -> str:
    """Return the YAML text of the scenario.

    Args:
        matrix: what was read.
        title: the title of the scenario.
        file: the name of the spreadsheet, for the reasons.
        day: the day on which the evidence stops.
    """
    lines = [
        _HEADER.format(file=file, title=yaml_scalar(title), day=day),
        "options:",
        *(_render_option(option) for option in matrix.options),
        "\ncriteria:",
        *_render_criteria(matrix.criteria),
        *_render_weights(matrix),
        *_render_futures(matrix),
        "\nscores:",
        *(line for option in matrix.options for line in _render_scores(matrix, option, file)),
    ]
    return "\n".join(lines) + "\n"


def _render_option(option: MatrixOption) -> str:
    data: dict[str, Data] = {"title": option.title, "stance": option.stance}
    if option.definition:
        data["definition"] = option.definition
    if option.notes:
        data["notes"] = option.notes
    return f"  {option.id}: {yaml_flow(data)}{'' if option.has_stance else _ASSUMED_STANCE}"


def _render_criteria(criteria: Sequence[MatrixCriterion]) -> Iterator[str]:
    """Yield the lines of the criteria, those of a group below its name, where its first one stands."""
    for criterion in criteria:
        members = [other for other in criteria if criterion.group and other.group == criterion.group]
        if members and criterion is members[0]:
            yield f"  {criterion.group_id}:\n    title: {yaml_scalar(criterion.group)}\n    criteria:"
            yield from (f"    {line}" for member in members for line in _render_criterion(member))
        elif not members:
            yield from _render_criterion(criterion)


def _render_criterion(criterion: MatrixCriterion) -> Iterator[str]:
    yield f"  {criterion.id}:"
    yield f"    title: {yaml_scalar(criterion.title)}"
    if criterion.pole:
        yield f"    pole: {criterion.pole}"
    if criterion.has_scale:
        scale: dict[str, Data] = {"worst": criterion.worst, "best": criterion.best}
        yield f"    scale: {yaml_flow({**scale, 'unit': criterion.unit} if criterion.unit else scale)}"
    else:
        yield "    worst: Write what a score of 0 means."
        yield "    best: Write what a score of 100 means."
    if criterion.is_guess:
        yield "    assumed: [scale]   # write the levels worth 0 and 100 above, then delete this line"
    if criterion.notes:
        yield f"    notes: {yaml_scalar(criterion.notes)}"


def _render_weights(matrix: Matrix) -> Iterator[str]:
    weights: dict[str, Data] = {
        criterion.id: criterion.weight for criterion in matrix.criteria if criterion.weight is not None
    }
    if weights:
        yield "\n# Swing points: what going from worst to best is worth on each criterion."
        yield f"weights: {yaml_flow(weights)}"


def _render_futures(matrix: Matrix) -> Iterator[str]:
    if matrix.futures:
        yield "\nfutures:                                             # state the chance of all but the last"
        yield from (f"  {key}: {yaml_flow({'title': title})}" for key, title in matrix.futures.items())


def _render_scores(matrix: Matrix, option: MatrixOption, file: str) -> Iterator[str]:
    yield f"  {option.id}:"
    for criterion in matrix.criteria:
        scores = {
            future: matrix.scores[option.id, criterion.id, future] for future in matrix.futures or ("",)
        }
        number_text = ", ".join(_render_score(future, score) for future, score in scores.items())
        why = yaml_quoted(_reason(list(scores.values()), file))
        judgement = f"{number_text}, why: {why}, from: [AJ], confidence: low"
        yield f"    {criterion.id}: {{{judgement}}}"


def _render_score(future: str, score: MatrixScore) -> str:
    if score.is_unknown:
        return f"{future}: {{unknown: true}}" if future else "unknown: true"
    return f"{future or 'score'}: {yaml_flow(score.data)}"


def _reason(scores: Sequence[MatrixScore], file: str) -> str:
    """Return what the table says of a score, and the cells it stands in."""
    cells = [cell for score in scores for cell in score.locations]
    names = [f"{column_letters(cell.column)}{cell.line}" for cell in cells]
    notes = list(dict.fromkeys(score.note for score in scores if score.note))
    where = f"Cell{'s' if len(names) > 1 else ''} {', '.join(names)} of {file}"
    return f"{' '.join(notes)} ({where})" if notes else f"{where}; say why."
