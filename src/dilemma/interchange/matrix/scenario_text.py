"""A matrix as the text of a scenario that loads, every score marked as a judgement still to be justified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.problems import letters
from dilemma.scenario.yaml_text import flow, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.matrix.criteria import Criterion
    from dilemma.interchange.matrix.matrix import Matrix
    from dilemma.interchange.matrix.option import Option
    from dilemma.scenario.reading.nodes import Data

HEAD = """\
# Made from {file}. The numbers are all there is so far: say why, cite sources in place of AJ (analyst
# judgement), and give [low, most likely, high] where you are not sure.
dilemma: 1
title: {title}
question: Which of these options should we choose?   # write the choice as a question of your own
as_of: 2024-11-24                                    # the evidence stops here; write your own day
"""
UNSAID = "   # assumed; one of accommodate, wait_out, counter, enmesh"


def scenario_text(found: Matrix, title: str, file: str) -> str:
    """The scenario, in the order in which one reads it."""
    lines = [
        HEAD.format(file=file, title=scalar(title)),
        "options:",
        *(_option(option) for option in found.options),
        "\ncriteria:",
        *(line for criterion in found.criteria for line in _criterion(criterion)),
        *_weights(found),
        *_futures(found),
        "\nscores:",
        *(line for option in found.options for line in _scores(found, option, file)),
    ]
    return "\n".join(lines) + "\n"


def _option(option: Option) -> str:
    data: dict[str, Data] = {"title": option.title, "stance": option.stance}
    if option.definition:
        data["definition"] = option.definition
    return f"  {option.id}: {flow(data)}{'' if option.stated else UNSAID}"


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield f"  {criterion.id}:"
    yield f"    title: {scalar(criterion.title)}"
    if criterion.pole:
        yield f"    pole: {criterion.pole}"
    if criterion.stated:
        scale: dict[str, Data] = {"worst": criterion.worst, "best": criterion.best}
        yield f"    scale: {flow({**scale, 'unit': criterion.unit} if criterion.unit else scale)}"
    else:
        yield "    worst: Write what a score of 0 means."
        yield "    best: Write what a score of 100 means."


def _weights(found: Matrix) -> Iterator[str]:
    weights: dict[str, Data] = {each.id: each.weight for each in found.criteria if each.weight is not None}
    if weights:
        yield "\n# Swing points: what going from worst to best is worth on each criterion."
        yield f"weights: {flow(weights)}"


def _futures(found: Matrix) -> Iterator[str]:
    if found.futures:
        yield "\nfutures:                                             # state the chance of all but the last"
        yield from (f"  {key}: {flow({'title': title})}" for key, title in found.futures.items())


def _scores(found: Matrix, option: Option, file: str) -> Iterator[str]:
    yield f"  {option.id}:"
    for criterion in found.criteria:
        cells = {future: found.scores[option.id, criterion.id, future] for future in found.futures or ("",)}
        places = [f"{letters(cell.place.column)}{cell.place.line}" for cell in cells.values()]
        why = f"Cell{'s' if len(places) > 1 else ''} {', '.join(places)} of {file}; say why."
        numbers: dict[str, Data] = {future or "score": cell.number for future, cell in cells.items()}
        said = ", ".join(f"{key}: {flow(number)}" for key, number in numbers.items())
        yield f"    {criterion.id}: {{{said}, why: {quoted(why)}, from: [AJ], confidence: low}}"
