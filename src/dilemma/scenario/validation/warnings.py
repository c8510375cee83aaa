"""Warnings: what a reviewer would ask for, parts that cannot matter, signposts that say little."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dilemma.scenario.dates import last_day
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.model import expected_value, interpolate_value, signpost_groups, value_points_of
from dilemma.scenario.quantity import TIE
from dilemma.scenario.suggest import suggest_word
from dilemma.scenario.validation.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import FutureChance, LeafCriterion, Scenario, ValuePoints
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.judgement import Judgement, Row


def _warn(path: KeyPath, code: str, message: str) -> Finding:
    return Finding(path, code, message, severity="warning", at_key=True)


def warn_of_missing_reasons(scenario: Scenario) -> Iterator[Finding]:
    """Warn of scores without a reason, once a row."""
    for path, row, judgements in _rows(scenario):
        if not row.why and not any(judgement.why for judgement in judgements):
            message = f"the scores of `{path[1]}` on `{path[2]}` have no reason; add `why:`"
            yield _warn(path, "no-why", message)


def warn_of_placeholders(scenario: Scenario) -> Iterator[Finding]:
    """Warn of judgements that only hold a cell open, once a row."""
    for option, leaf in scenario.placeholders:
        message = (
            f"the scores of `{option}` on `{leaf}` are placeholders; write your own with their reason, "
            "and delete `placeholder: true`"
        )
        yield _warn(("scores", option, leaf), "placeholder", message)


def warn_of_missing_sources(scenario: Scenario) -> Iterator[Finding]:
    """Warn of scores without a source, once a row."""
    for path, _, judgements in _rows(scenario):
        if not any(judgement.sources for judgement in judgements):
            message = (
                f"the scores of `{path[1]}` on `{path[2]}` cite no source; add `from:`, "
                "with `AJ` for your own judgement"
            )
            yield _warn(path, "no-source", message)


def _rows(scenario: Scenario) -> Iterator[tuple[KeyPath, Row, tuple[Judgement, ...]]]:
    """Yield every row of scores that is no placeholder, which lacks more than a reason."""
    for (option, leaf), judgements in scenario.rows.items():
        if any(judgement.placeholder for judgement in judgements):
            continue
        yield ("scores", option, leaf), scenario.file.scores[option][leaf], judgements


def warn_of_equal_weights(scenario: Scenario) -> Iterator[Finding]:
    """Warn that there are no weights, neither here nor in the profile used by default."""
    if scenario.weights is None and scenario.file.viewpoint is None:
        message = "no weights are given, so every criterion counts the same; add `weights:`"
        yield _warn(("criteria",), "equal-weights", message)


def warn_of_unweighted_profile(scenario: Scenario, profile: str) -> Iterator[Finding]:
    """Warn that neither the scenario nor the profile used by default has weights for it."""
    original = scenario.file.variant_of
    nor_original = f", nor any for `{original}` with these criteria" if original else ""
    suggestion = "" if original else ", or `variant_of:` with the scenario it is a variant of"
    message = (
        f"profile `{profile}` has no weights for `{scenario.id}`{nor_original}, "
        f"so every criterion counts the same; add `weights:`{suggestion}"
    )
    yield _warn(("framework",) if scenario.file.framework else ("as",), "equal-weights", message)


def warn_of_equal_chances(scenario: Scenario) -> Iterator[Finding]:
    """Warn that no future has a chance, so that all count the same."""
    if scenario.chances == "equal" and len(scenario.futures) > 1:
        message = (
            "no future has a chance, so all count the same; "
            "maximin, minimax regret and Hurwicz need no probabilities"
        )
        yield _warn(("futures",), "equal-chances", message)


# Standard deviations; the probability of a draw beyond them is below 1e-14.
_NORMAL_TAIL = 8.0


def warn_of_flat_criteria(scenario: Scenario) -> Iterator[Finding]:
    """Warn of criteria on which every option scores the same in every future."""
    first = next(iter(scenario.options))
    for leaf in scenario.leaves:
        columns = zip(*(_central_values(scenario, option, leaf) for option in scenario.options), strict=True)
        if all(max(column) - min(column) <= TIE for column in columns):
            # Located in the scores, as the criterion itself may stand in another file, the framework.
            path = ("scores", first, leaf.id)
            message = f"criterion `{leaf.id}` separates nothing: every option scores the same on it"
            yield Finding(path, "flat-criterion", message, severity="warning", at_key=True)


def warn_of_dominated_options(scenario: Scenario) -> Iterator[Finding]:
    """Warn of options that another dominates at expected scores, or beats even at its worst."""
    ranges = {option: _value_ranges(scenario, option) for option in scenario.options}
    for option, own in ranges.items():
        rivals = [rival for rival in ranges if rival != option]
        path = ("options", option)
        hopeless = next((rival for rival in rivals if _always_below(own, ranges[rival])), None)
        if hopeless:
            message = f"option `{option}` can never win: its best scores stay below the worst of `{hopeless}`"
            yield Finding(path, "never-wins", message, severity="warning", at_key=True)
            continue
        stronger = next((rival for rival in rivals if _is_dominated(own, ranges[rival])), None)
        if stronger:
            message = (
                f"option `{option}` is dominated: "
                f"`{stronger}` has expected scores at least as high everywhere"
            )
            yield Finding(path, "dominated-option", message, severity="warning", at_key=True)


_LowMidHigh = tuple[float, float, float]


def _value_ranges(scenario: Scenario, option: str) -> list[_LowMidHigh]:
    """Return low, expected and high value points of an option, for every criterion and future."""
    cells = []
    for leaf in scenario.leaves:
        value_points = value_points_of(leaf.criterion)
        cells += [_value_range(judgement.score, value_points) for judgement in scenario.rows[option, leaf.id]]
    return cells


@lru_cache(maxsize=4096)  # most judgements of a large table recur
def _value_range(score: Quantity, value_points: ValuePoints) -> _LowMidHigh:
    # A scale that runs downwards turns the ends round.
    low, high = sorted(interpolate_value(level, value_points) for level in _score_ends(score))
    return low, expected_value(score, value_points), high


def _score_ends(score: Quantity) -> tuple[float, float]:
    """Return low and high; the tails of a normal count as far as they are ever drawn."""
    if not score.unbounded:
        return score.bounds
    _, mean, deviation = score.standardize()
    return mean - _NORMAL_TAIL * deviation, mean + _NORMAL_TAIL * deviation


def _central_values(scenario: Scenario, option: str, leaf: LeafCriterion) -> list[float]:
    value_points = value_points_of(leaf.criterion)
    return [expected_value(judgement.score, value_points) for judgement in scenario.rows[option, leaf.id]]


def _is_dominated(own: list[_LowMidHigh], rival: list[_LowMidHigh]) -> bool:
    # Zipped twice: of most pairs of options the first cells decide.
    return all(b[1] >= a[1] - TIE for a, b in zip(own, rival, strict=True)) and any(
        b[1] > a[1] + TIE for a, b in zip(own, rival, strict=True)
    )


def _always_below(own: list[_LowMidHigh], rival: list[_LowMidHigh]) -> bool:
    return all(b[0] > a[2] + TIE for a, b in zip(own, rival, strict=True))


def warn_of_unreachable_futures(scenario: Scenario) -> Iterator[Finding]:
    """Warn of futures whose probability is 0 over the whole of every stated range."""
    left = 1.0
    for future in scenario.futures:
        if future.chance is None:
            reach = left if scenario.chances == "chain" else 1.0
        else:
            low, high = future.chance.bounds
            reach = left * high if scenario.chances == "chain" else high
            # The most that can be left is what remains at the lowest chance.
            left *= 1 - low
        if reach <= 0:
            path = ("futures", future.id)
            message = f"nobody can reach future `{future.id}`: its probability is 0"
            yield Finding(path, "unreachable-future", message, severity="warning", at_key=True)


# Likelihoods and chances are written to two decimals, so a mix of them can be some hundredths off.
_MIX_TOLERANCE = 0.03


def warn_of_uninformative_signposts(scenario: Scenario) -> Iterator[Finding]:
    """Warn of signposts that are as likely under every future, so that observing them changes nothing."""
    for key, signpost in scenario.file.signposts.items():
        likelihoods = set(signpost.likelihood.values())
        if len(signpost.likelihood) > 1 and len(likelihoods) == 1:
            message = f"signpost `{key}` is as likely under every future, so seeing it changes nothing"
            path = ("signposts", key, "likelihood")
            yield Finding(path, "uninformative-signpost", message, severity="warning", at_key=True)


def warn_of_idle_groups(scenario: Scenario) -> Iterator[Finding]:
    """Warn of a dependence stated for a group that has not two signposts to depend on one another."""
    groups = signpost_groups(scenario.file)
    for key in scenario.file.signpost_groups:
        if key not in groups:
            message = (
                f"no two signposts that bear on the futures are of group `{key}`, so its dependence changes "
                f"nothing{suggest_word(key, groups) if groups else ''}"
            )
            yield Finding(("signpost_groups", key), "idle-group", message, severity="warning", at_key=True)


def warn_of_conduct_moving_succession(scenario: Scenario) -> Iterator[Finding]:
    """Warn of conduct signposts that bear on who governs next, which only succession signposts should.

    Under the future that a question of succession decides, the likelihood of a conduct signpost should be the
    mean of its likelihoods under the later futures, weighted by their shares.
    """
    if scenario.chances != "chain":
        return
    for index, future in enumerate(scenario.futures):
        if future.family == "succession":
            yield from _check_conduct(scenario, future.id, _future_shares(scenario.futures[index + 1 :]))


def _check_conduct(scenario: Scenario, future: str, later_shares: dict[str, float]) -> Iterator[Finding]:
    for key, signpost in scenario.file.signposts.items():
        if signpost.kind != "conduct" or future not in signpost.likelihood:
            continue
        mix = sum_in_order(share * signpost.likelihood[other] for other, share in later_shares.items())
        # Where they are equal, observing the conduct leaves the odds of the succession as they are.
        if abs(signpost.likelihood[future] - mix) > _MIX_TOLERANCE + TIE:
            message = (
                f"conduct signpost `{key}` moves the question of succession: its likelihood under `{future}` "
                f"is {signpost.likelihood[future]:g}, the mix of the later futures' is {mix:.2f}"
            )
            path = ("signposts", key, "likelihood", future)
            yield Finding(path, "conduct-moves-succession", message, severity="warning", at_key=True)


def _future_shares(later: tuple[FutureChance, ...]) -> dict[str, float]:
    """Return how the later futures of a chain share what reaches them, at central chances; sums to 1."""
    shares, remainder = {}, 1.0
    for future in later:
        # The last future has no chance of its own and takes the rest.
        chance = 1.0 if future.chance is None else future.chance.central
        shares[future.id] = remainder * chance
        remainder *= 1 - chance
    return shares


def warn_of_past_deadlines(scenario: Scenario) -> Iterator[Finding]:
    """Warn of deadlines that were over when the evidence stopped."""
    stops = scenario.file.as_of
    for key, deadline in scenario.file.deadlines.items():
        if last_day(deadline.date) < last_day(stops):
            message = f"deadline `{key}` ({deadline.date}) is over before the evidence stops on {stops}"
            path = ("deadlines", key, "date")
            yield Finding(path, "past-deadline", message, severity="warning", at_key=True)


def warn_of_idle_assumptions(scenario: Scenario) -> Iterator[Finding]:
    """Warn of assumptions that change no score when they are wrong."""
    for key, assumption in scenario.file.assumptions.items():
        if all(add.add == 0 for add in assumption.if_wrong):
            message = (
                f"assumption `{key}` changes nothing if it is wrong; say what it would do under `if_wrong:`"
            )
            yield Finding(("assumptions", key), "idle-assumption", message, severity="warning", at_key=True)
