"""The assessment of one scenario: every measure called once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis import rules
from dilemma.analysis.break_evens import break_evens, never
from dilemma.analysis.choices import who_chooses
from dilemma.analysis.decision import TIE, best, decide, order
from dilemma.analysis.dominance import dominated_by
from dilemma.analysis.information import evpi_of_futures
from dilemma.analysis.leave_one_out import leave_one_out
from dilemma.analysis.poles import dilemma_index, pole_values
from dilemma.analysis.recommendation import recommend
from dilemma.analysis.results import (
    Assessment,
    HurwiczInterval,
    Information,
    OptionResult,
    ProfileName,
    Rules,
    ScenarioName,
    TradeOff,
)
from dilemma.analysis.table import table
from dilemma.analysis.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.decision import Decision
    from dilemma.analysis.results import Warned
    from dilemma.analysis.table import Floats
    from dilemma.scenario.model import Scenario


def assess(
    scenario: Scenario, *, views: Iterable[Scenario] | None = None, warnings: Sequence[Warned] = ()
) -> Assessment:
    """Works out everything about a scenario, with all its edits made.

    Args:
        scenario: what to assess.
        views: the same scenario as each profile sees it, for who would choose what; None if nobody asks.
        warnings: what a reader should know of the file, passed on.
    """
    stated = table(scenario)
    at = decide(scenario, stated)
    poles = pole_values(scenario, at.expected_scores)
    options = _options(scenario, at, poles)
    ranked = [options[place] for place in order(at.value)]
    return Assessment(
        scenario=ScenarioName(id=scenario.id, title=scenario.file.title, as_of=scenario.file.as_of),
        profile=_profile(scenario),
        weights=_named(at.criteria, at.weights),
        probabilities=_named(at.futures, at.probabilities),
        chances=_named(at.futures[: len(at.chances)], at.chances),
        options=tuple(ranked),
        recommendation=recommend(at, poles, too_close=scenario.too_close, rule=scenario.tie_break),
        rules=_rules(at),
        screened=tuple(option.id for option in ranked if not option.below_floor),
        who_chooses=None if views is None else who_chooses(views, stated),
        leave_one_out=leave_one_out(at),
        windows=windows(scenario),
        warnings=tuple(warnings),
        break_evens=break_evens(scenario, at),
        never=never(at),
        trade_off=_trade_off(at),
        dilemma_index=dilemma_index(poles),
        information=Information(evpi_futures=evpi_of_futures(at)),
    )


def _profile(scenario: Scenario) -> ProfileName | None:
    seen = scenario.profile
    return None if seen is None else ProfileName(id=seen.id, title=seen.file.title)


def _named(names: tuple[str, ...], numbers: Floats) -> dict[str, float]:
    return dict(zip(names, numbers.tolist(), strict=True))


def _options(scenario: Scenario, at: Decision, poles: Mapping[str, Floats]) -> list[OptionResult]:
    """One result an option, in file order."""
    ranks = _ranks(at.value)
    regret = rules.regret(at.in_future)
    expected = at.expected_scores
    stronger = dominated_by(at.scores)
    return [
        OptionResult(
            id=option,
            stance=scenario.stance(option),
            rank=ranks[place],
            value=float(at.value[place]),
            values_by_future=_named(at.futures, at.in_future[place]),
            contributions=_named(at.criteria, at.weights * expected[place]),
            worst_value=float(at.in_future[place].min()),
            max_regret=float(regret[place].max()),
            expected_regret=float(regret[place] @ at.probabilities),
            pole_values={pole: float(values[place]) for pole, values in poles.items()} or None,
            below_floor=_below_floor(scenario, at.criteria, expected[place]),
            dominated_by=tuple(at.options[other] for other in stronger[place]),
        )
        for place, option in enumerate(at.options)
    ]


def _ranks(values: Floats) -> list[int]:
    """1 for the highest; options that tie share the better rank."""
    return [1 + int((values > value + TIE).sum()) for value in values]


def _below_floor(scenario: Scenario, criteria: tuple[str, ...], expected: Floats) -> tuple[str, ...]:
    return tuple(
        name
        for name, score in zip(criteria, expected, strict=True)
        if name in scenario.floors and score < scenario.floors[name] - TIE
    )


def _rules(at: Decision) -> Rules:
    def named(places: Iterable[int]) -> tuple[str, ...]:
        return tuple(at.options[place] for place in places)

    intervals = []
    for lead in rules.hurwicz(at.in_future):
        leaders = named(lead.leaders)
        ties = leaders if len(leaders) > 1 else ()
        intervals.append(HurwiczInterval(start=lead.start, stop=lead.stop, option=leaders[0], ties=ties))
    return Rules(
        expected_value=named(best(at.value)),
        maximin=named(rules.maximin(at.in_future)),
        minimax_regret=named(rules.minimax_regret(at.in_future)),
        laplace=named(rules.laplace(at.in_future)),
        hurwicz=tuple(intervals),
    )


def _trade_off(at: Decision) -> tuple[TradeOff, ...]:
    """What the first option gains over the second on each criterion, the largest gain first."""
    first, second = order(at.value)[:2]
    gains = at.weights * (at.expected_scores[first] - at.expected_scores[second])
    named = _named(at.criteria, gains)
    pairs = [TradeOff(criterion=criterion, gain=gain) for criterion, gain in named.items()]
    return tuple(sorted(pairs, key=lambda pair: -pair.gain))
