"""From a file without faults to the scenario it means: every score found, every word a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dilemma.scenario.files.judgement import Judgement
from dilemma.scenario.lexicon import band
from dilemma.scenario.model import ALWAYS, Outlook, Scenario
from dilemma.scenario.quantities import Quantity
from dilemma.scenario.tree import leaves

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dilemma.scenario.files.judgement import Chance, Row
    from dilemma.scenario.files.parts import Future
    from dilemma.scenario.files.scenario_file import ScenarioFile
    from dilemma.scenario.files.sources_file import Source
    from dilemma.scenario.lexicon import Lexicon


def resolve(file: ScenarioFile, name: str, path: Path, sources: Mapping[str, Source]) -> Scenario:
    """The scenario a file means; the file has passed every check."""
    leafs = leaves(file.criteria)
    futures = outlooks(file)
    names = [future.id for future in futures]
    rules = file.rules
    return Scenario(
        id=name,
        path=path,
        file=file,
        leaves=leafs,
        futures=futures,
        chances=form(file.futures),
        weights=file.weights,
        rows={
            (option, leaf.id): cells(file.scores[option][leaf.id], names)
            for option in file.options
            for leaf in leafs
        },
        sources=sources,
        floors={leaf.id: leaf.criterion.floor for leaf in leafs if leaf.criterion.floor is not None},
        too_close=2.0 if rules.too_close is None else rules.too_close,
        tie_break=rules.tie_break or "order",
        assumed_share=file.coalition.assumed_share if file.coalition else None,
    )


def form(futures: Mapping[str, Future]) -> Literal["chain", "free", "equal"]:
    """How probabilities are stated: a chain of chances, each on its own, or not at all."""
    if any(future.probability for future in futures.values()):
        return "free"
    return "chain" if any(future.chance for future in futures.values()) else "equal"


def outlooks(file: ScenarioFile) -> tuple[Outlook, ...]:
    """The futures in order, their words of likelihood turned into ranges."""
    if not file.futures:
        return (Outlook(ALWAYS, "Always"),)
    return tuple(_outlook(key, future, file.lexicon) for key, future in file.futures.items())


def _outlook(key: str, future: Future, lexicon: Lexicon) -> Outlook:
    stated = future.probability or future.chance
    title = future.title or key
    if stated is None:
        return Outlook(key, title)
    return Outlook(key, title, spelled(stated, lexicon), stated.shared, stated.family)


def spelled(chance: Chance, lexicon: Lexicon) -> Quantity:
    """A chance as a quantity: a word of the lexicon becomes the range of its band."""
    if isinstance(chance.range, Quantity):
        return chance.range
    known = band(chance.range, lexicon)
    if known is None:
        raise ValueError(f"`{chance.range}` is not a word of the {lexicon} lexicon")
    return Quantity("uniform", known)


def cells(row: Row, futures: list[str]) -> tuple[Judgement, ...]:
    """One judgement for each future; reason, source and confidence of the row hold where a cell has none."""
    return tuple(_cell(row, row.every or row.futures[future]) for future in futures)


def _cell(row: Row, judgement: Judgement) -> Judgement:
    if judgement is row.every:
        return judgement
    return Judgement.model_construct(
        score=judgement.score,
        why=judgement.why or row.why,
        sources=judgement.sources or row.sources,
        confidence=judgement.confidence or row.confidence,
    )
