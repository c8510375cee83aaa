"""Resolving a file without faults into its scenario: every score in place, every word a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dilemma.scenario.distributions import Quantity, Uniform
from dilemma.scenario.lexicon import band
from dilemma.scenario.model import ALWAYS, FutureChance, Scenario, list_leaf_criteria, score_limits
from dilemma.scenario.quantity import parse_quantity
from dilemma.scenario.schema.judgement import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dilemma.scenario.lexicon import Lexicon
    from dilemma.scenario.schema.files import ScenarioFile, Source
    from dilemma.scenario.schema.judgement import Chance, Row
    from dilemma.scenario.schema.parts import Criterion, Future


def resolve_scenario(file: ScenarioFile, name: str, path: Path, sources: Mapping[str, Source]) -> Scenario:
    """Return the scenario of a file that has passed every check."""
    criteria = list_leaf_criteria(file.criteria)
    futures = _resolve_futures(file)
    future_ids = [future.id for future in futures]
    rules = file.rules
    return Scenario(
        id=name,
        path=path,
        file=file,
        leaves=criteria,
        futures=futures,
        chances=_chance_form(file.futures),
        weights=file.weights,
        rows={
            (option, leaf.id): open_cells(
                leaf.criterion, resolve_row(file.scores[option][leaf.id], future_ids, file.cited)
            )
            for option in file.options
            for leaf in criteria
        },
        sources=sources,
        floors={leaf.id: leaf.criterion.floor for leaf in criteria if leaf.criterion.floor is not None},
        screens=tuple(leaf.id for leaf in criteria if leaf.criterion.screen),
        # What the rules leave open: a margin under 2 points is too close to call, and order breaks a tie.
        too_close=2.0 if rules.too_close is None else rules.too_close,
        tie_break=rules.tie_break or "order",
        dependence={key: group.dependence for key, group in file.signpost_groups.items()},
        # A plain weight is taken to be right to within half of itself.
        weight_spread=0.5 if rules.weight_spread is None else rules.weight_spread,
        score_dependence=rules.dependence or "independent",
        assumed_share=file.coalition.assumed_share if file.coalition else None,
    )


def _chance_form(futures: Mapping[str, Future]) -> Literal["chain", "free", "equal"]:
    """Return how probabilities are stated: as a chain of chances, each by itself, or not at all."""
    if any(future.probability for future in futures.values()):
        return "free"
    return "chain" if any(future.chance for future in futures.values()) else "equal"


def _resolve_futures(file: ScenarioFile) -> tuple[FutureChance, ...]:
    """Return the futures in order, their words of likelihood turned into ranges."""
    if not file.futures:
        return (FutureChance(ALWAYS, "Always"),)
    return tuple(_resolve_future(key, future, file.lexicon) for key, future in file.futures.items())


def _resolve_future(key: str, future: Future, lexicon: Lexicon) -> FutureChance:
    chance = future.probability or future.chance
    title = future.title or key
    if chance is None:
        return FutureChance(key, title)
    return FutureChance(key, title, resolve_chance(chance, lexicon), chance.shared, chance.family)


def resolve_chance(chance: Chance, lexicon: Lexicon) -> Quantity:
    """Return a chance as a quantity; a word of the lexicon becomes the range of its band."""
    if isinstance(chance.range, Quantity):
        return chance.range
    limits = band(chance.range, lexicon)
    if limits is None:
        raise ValueError(f"`{chance.range}` is not a word of the {lexicon} lexicon")
    return Uniform(limits)


def resolve_row(row: Row, futures: list[str], cited: tuple[str, ...] = ()) -> tuple[Judgement, ...]:
    """Return one judgement for each future, with the row's reason, source and confidence as defaults.

    Args:
        row: the row as its file states it.
        futures: the ids of the futures.
        cited: the sources of whatever cites none of its own.
    """
    return tuple(_complete_judgement(row, row.every or row.futures[future], cited) for future in futures)


_ALL_FIELDS = set(Judgement.model_fields)


def _complete_judgement(row: Row, judgement: Judgement, cited: tuple[str, ...]) -> Judgement:
    if judgement is row.every and (judgement.sources or not cited):
        return judgement
    # Without validation, as all its parts have been validated.
    return Judgement.model_construct(
        _ALL_FIELDS,
        score=judgement.score,
        why=judgement.why or row.why,
        sources=judgement.sources or row.sources or cited,
        confidence=judgement.confidence or row.confidence,
        placeholder=judgement.placeholder or row.placeholder,
        unknown=judgement.unknown,
    )


def open_cells(criterion: Criterion, judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Return judgements with the whole scale of their criterion wherever nothing is known."""
    whole_scale = parse_quantity(list(score_limits(criterion)))
    return tuple(
        judgement.model_copy(update={"score": whole_scale}) if judgement.unknown else judgement
        for judgement in judgements
    )
