"""The YAML text of a scenario made from a matrix, each score marked as a judgement still to be justified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.problems import column_letters
from dilemma.scenario.yaml.writer import yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.matrix import Matrix, MatrixOption
    from dilemma.interchange.matrix_layout import MatrixCriterion
    from dilemma.scenario.yaml.nodes import Data

_HEADER = """\
# Made from {file}. The numbers are all there is so far: say why, cite sources in place of AJ (analyst
# judgement), and give [low, most likely, high] where you are not sure.
dilemma: 1
title: {title}
question: Which of these options should we choose?   # write the choice as a question of your own
as_of: 2024-11-24                                    # the evidence stops here; write your own day
"""
_ASSUMED_STANCE = "   # assumed; one of accommodate, wait_out, counter, enmesh"


def render_scenario(matrix: Matrix, title: str, file: str) -> str:
    """Return the YAML text of the scenario; `file` is the name of the spreadsheet, for the reasons."""
    lines = [
        _HEADER.format(file=file, title=yaml_scalar(title)),
        "options:",
        *(_render_option(option) for option in matrix.options),
        "\ncriteria:",
        *(line for criterion in matrix.criteria for line in _render_criterion(criterion)),
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
    return f"  {option.id}: {yaml_flow(data)}{'' if option.has_stance else _ASSUMED_STANCE}"


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
        cells = {future: matrix.scores[option.id, criterion.id, future] for future in matrix.futures or ("",)}
        cell_names = [
            f"{column_letters(cell.location.column)}{cell.location.line}" for cell in cells.values()
        ]
        reason = f"Cell{'s' if len(cell_names) > 1 else ''} {', '.join(cell_names)} of {file}; say why."
        numbers: dict[str, Data] = {future or "score": cell.number for future, cell in cells.items()}
        number_text = ", ".join(f"{key}: {yaml_flow(number)}" for key, number in numbers.items())
        judgement = f"{number_text}, why: {yaml_quoted(reason)}, from: [AJ], confidence: low"
        yield f"    {criterion.id}: {{{judgement}}}"
