"""Checks of a scenario's structure: size, options, criteria, term, coalition, scores and chances."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.scenario.dates import last_day
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.lexicon import band, lexicon_words
from dilemma.scenario.model import score_limits, walk_criteria
from dilemma.scenario.quantity import Quantity
from dilemma.scenario.resolve import resolve_chance
from dilemma.scenario.schema.files import ScenarioFile
from dilemma.scenario.schema.parts import STANCES, TELLING_KINDS
from dilemma.scenario.suggest import intended_words, suggest_word
from dilemma.scenario.validation.finding import Draft, Finding
from dilemma.scenario.yaml.text import comparable_text, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.lexicon import Lexicon
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.schema.judgement import Chance, Judgement, Row
    from dilemma.scenario.schema.parts import Criterion, Signpost


SIZE_LIMITS = {"options": 100, "criteria": 500, "futures": 100}
"""How many of each a scenario may have."""

MOST_ROWS = 5_000
"""Rows of scores, one for each option on each criterion; time and memory are in proportion to them."""


def check_size(draft: Draft) -> Iterator[Finding]:
    """Check that no part of the choice, and no table of scores, is larger than anyone could judge."""
    counts = {
        "options": len(draft.file.options),
        "criteria": len(draft.leaf_criteria),
        "futures": len(draft.file.futures),
    }
    for part, count in counts.items():
        if count > SIZE_LIMITS[part]:
            message = f"there are {count:,} {part}, more than {SIZE_LIMITS[part]:,}; leave some out"
            yield Finding((part,), "too-many", message, at_key=True)
    rows = counts["options"] * counts["criteria"]
    if rows > MOST_ROWS:
        message = (
            f"{counts['options']:,} options on {counts['criteria']:,} criteria need {rows:,} rows of scores, "
            f"more than {MOST_ROWS:,}; leave some out"
        )
        yield Finding(("scores",), "too-many", message, at_key=True)


def check_stances(draft: Draft) -> Iterator[Finding]:
    """Check that every option takes one of the four stances, wherever a framework gives them a meaning."""
    if isinstance(draft.file, ScenarioFile) and draft.file.framework is None:
        return
    for key, option in draft.file.options.items():
        if option.stance is None and key not in STANCES:
            listed = ", ".join(f"`{stance}`" for stance in STANCES)
            message = f"option `{key}` takes no stance; add `stance:` with one of {listed}"
            yield Finding(("options", key), "missing-stance", message, at_key=True)


def warn_of_equal_titles(scenario: Scenario) -> Iterator[Finding]:
    """Warn of options, criteria or futures that readers cannot tell apart by their titles."""
    criterion_paths = {key: path for path, key, _ in walk_criteria(scenario.file.criteria)}
    # Reports leave out what the title of an option adds in brackets.
    options: dict[KeyPath, tuple[str, str]] = {
        ("options", key): (key, scenario.title_of(key).partition(" (")[0]) for key in scenario.options
    }
    criteria: dict[KeyPath, tuple[str, str]] = {
        criterion_paths[leaf.id]: (leaf.id, leaf.title) for leaf in scenario.leaves
    }
    futures: dict[KeyPath, tuple[str, str]] = {
        ("futures", future.id): (future.id, future.title) for future in scenario.futures
    }
    yield from _warn_of_equal("options", options)
    yield from _warn_of_equal("criteria", criteria)
    yield from _warn_of_equal("futures", futures)


def _warn_of_equal(kind: str, titles: Mapping[KeyPath, tuple[str, str]]) -> Iterator[Finding]:
    """Warn of each title that an earlier one equals, by the paths of what has them: an id and a title."""
    ids: dict[str, str] = {}
    for path, (key, title) in titles.items():
        other = ids.setdefault(comparable_text(title), key)
        if other != key:
            message = f"{kind} `{other}` and `{key}` read alike, as `{title}`; give each a title of its own"
            yield Finding((*path, "title"), "equal-titles", message, severity="warning")


def check_criteria(draft: Draft) -> Iterator[Finding]:
    """Check that each criterion stands once in the tree, no group has a scale, every scale two ends."""
    known: set[str] = set()
    for path, key, criterion in walk_criteria(draft.file.criteria):
        if key in known:
            message = f"criterion `{key}` stands twice in the tree; give one of them another id"
            yield Finding(path, "repeated-criterion", message, at_key=True)
        known.add(key)
        yield from (
            _check_group(path, key, criterion)
            if criterion.criteria
            else _check_leaf_criterion(path, key, criterion)
        )


def _check_group(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    for value, word in (
        (criterion.scale, "scale"),
        (criterion.value, "value"),
        (criterion.floor, "floor"),
        (criterion.screen or None, "screen"),
        (criterion.worst, "worst"),
        (criterion.best, "best"),
    ):
        if value is not None:
            message = (
                f"criterion `{key}` is a group and has no `{word}` of its own; move it to one of its criteria"
            )
            yield Finding((*path, word), "scored-group", message, at_key=True)


def _check_leaf_criterion(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    scale = criterion.scale
    if criterion.screen and criterion.floor is None:
        message = f"criterion `{key}` excludes below a floor and has none; add `floor:`, or remove `screen`"
        yield Finding((*path, "screen"), "screen-without-floor", message, at_key=True)
    if scale and scale.worst == scale.best:
        message = f"the scale of criterion `{key}` is {scale.worst:g} at worst and at best; give it two ends"
        yield Finding((*path, "scale"), "flat-scale", message, at_key=True)
    elif criterion.value is not None:
        yield from _check_value_function(path, key, criterion)


def _check_value_function(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    """Check that a value function runs from the worst level at 0 to the best at 100 without turning back."""
    points = criterion.value or ()
    value_path = (*path, "value")
    worst, best = (criterion.scale.worst, criterion.scale.best) if criterion.scale else (0.0, 100.0)
    if len(points) < 2 or points[0][0] != worst or points[-1][0] != best:
        message = (
            f"the value function of criterion `{key}` must run from the worst level, {worst:g}, "
            f"to the best, {best:g}"
        )
        yield Finding(value_path, "value-ends", message)
        return
    if points[0][1] != 0 or points[-1][1] != 100:
        message = f"the value function of criterion `{key}` must give the worst level 0 and the best 100"
        yield Finding(value_path, "value-ends", message)
    # Where less is better, levels fall from worst to best.
    sign = 1 if best > worst else -1
    for number, (point, next_point) in enumerate(pairwise(points), start=2):
        if sign * (next_point[0] - point[0]) <= 0 or next_point[1] < point[1]:
            message = (
                f"the value function of criterion `{key}` turns back at point {number}; "
                "order the points from worst to best, values never falling"
            )
            yield Finding((*value_path, number - 1), "value-order", message)


def check_term(draft: Draft) -> Iterator[Finding]:
    """Check that the term is not over when the evidence stops."""
    ends, stops = draft.file.term_ends, draft.file.as_of
    if ends and last_day(ends) < last_day(stops):
        message = f"the term ends on {ends}, before the evidence stops on {stops}"
        yield Finding(("term_ends",), "term-over", message)


_LEVERAGE_TOLERANCE = 1e-6


def check_leverages(draft: Draft) -> Iterator[Finding]:
    """Check that the leverages of a coalition's members sum to 1."""
    coalition = draft.file.coalition
    if coalition is None or not coalition.members:
        return
    total = sum_in_order(member.leverage for member in coalition.members.values())
    if abs(total - 1) > _LEVERAGE_TOLERANCE:
        message = f"the leverages of the members sum to {total:g}; make them sum to 1"
        yield Finding(("coalition", "members"), "leverage-sum", message, at_key=True)


def check_score_completeness(draft: Draft) -> Iterator[Finding]:
    """Check that no score is missing, with one finding a row."""
    # What a mistyped id stands for is reported where it is mistyped, not as missing.
    mistyped = intended_words(draft.file.scores, draft.file.options)
    for option in draft.file.options:
        rows = draft.file.scores.get(option, {})
        present = {*rows, *intended_words(rows, draft.leaf_ids)}
        missing = [leaf for leaf in draft.leaf_ids if leaf not in present]
        if missing and option not in mistyped:
            listed = ", ".join(f"`{leaf}`" for leaf in missing)
            path: KeyPath = ("scores", option) if option in draft.file.scores else ("scores",)
            message = f"option `{option}` has no score on {listed}; add what is missing"
            yield Finding(path, "missing-score", message, at_key=True)
        for leaf in draft.leaf_ids:
            if leaf in rows:
                yield from _check_row(draft, ("scores", option, leaf), rows[leaf])


def _check_row(draft: Draft, path: KeyPath, row: Row) -> Iterator[Finding]:
    if row.every is not None:
        return
    _, option, leaf = path
    if not draft.file.futures:
        message = f"the score of `{option}` on `{leaf}` must be one judgement, for the file has no futures"
        yield Finding(path, "missing-score", message, at_key=True)
        return
    present = {*row.futures, *intended_words(row.futures, draft.file.futures)}
    missing = [future for future in draft.file.futures if future not in present]
    # A row without any of the futures holds mistyped keys, and those are reported.
    if missing and (len(missing) < len(draft.file.futures) or not row.futures):
        listed = ", ".join(f"`{future}`" for future in missing)
        message = f"the score of `{option}` on `{leaf}` is missing in {listed}; add it"
        yield Finding(path, "missing-score", message, at_key=True)


def check_score_ranges(draft: Draft) -> Iterator[Finding]:
    """Check that every score lies in 0–100 or on the criterion's own scale."""
    for option, rows in draft.file.scores.items():
        for leaf in draft.leaf_criteria:
            # Missing rows are reported as such, and rows of unknown criteria as unknown.
            row = rows.get(leaf.id)
            if row is None:
                continue
            path: KeyPath = ("scores", option, leaf.id)
            if row.every is not None:
                yield from check_score_range(leaf, row.every, path)
            for future, judgement in row.futures.items():
                yield from check_score_range(leaf, judgement, (*path, future))


def check_score_range(leaf: LeafCriterion, judgement: Judgement, path: KeyPath) -> Iterator[Finding]:
    """Check that a judgement stays on the scale of its criterion, a distribution by its mean alone."""
    if judgement.unknown:  # gets the ends of the scale, whatever they are
        return
    low, high = score_limits(leaf.criterion)
    score = judgement.score
    least, most = score.bounds if score.plain else (score.mean, score.mean)
    if low <= least and most <= high:
        return
    worst = least if least < low else most
    unit = f" {leaf.criterion.scale.unit}" if leaf.criterion.scale and leaf.criterion.scale.unit else ""
    subject = f"the score {worst:g}" if score.plain else f"the mean of the {score.family}, {worst:g},"
    message = f"{subject} is outside the scale of `{leaf.id}`, {low:g} to {high:g}{unit}"
    yield Finding((*path, "score"), "outside-scale", message)


_SUM_TOLERANCE = 1e-6  # probabilities are written in decimals, which rarely sum to 1 exactly


def check_chance_ranges(draft: Draft) -> Iterator[Finding]:
    """Check that every chance is a word of the file's lexicon or lies between 0 and 1."""
    for path, chance in _chances_of(draft):
        yield from check_chance(chance, draft.file.lexicon, path)
    members = draft.file.coalition.members if draft.file.coalition else {}
    for key, member in members.items():
        if member.joins is not None:
            yield from _check_range(("coalition", "members", key, "joins"), member.joins)


_PERCENTAGE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,9})?)\s*%\s*")


def check_chance(chance: Chance, lexicon: Lexicon, path: KeyPath) -> Iterator[Finding]:
    """Check that a chance is a word of the lexicon or that its whole range lies between 0 and 1."""
    if isinstance(chance.range, Quantity):
        yield from _check_range(path, chance.range)
    elif band(chance.range, lexicon) is None:
        percent = _PERCENTAGE.fullmatch(chance.range)
        share = float(percent[1].replace(",", ".")) / 100 if percent else 0.0
        words = suggest_word(chance.range, lexicon_words(lexicon))
        suggestion = f"; write {share:g}" if percent and share <= 1 else words
        message = f"{quote_text(chance.range)} is neither a number nor a word of the `{lexicon}` lexicon"
        yield Finding((*path, "range"), "unknown-word", message + suggestion)


def _check_range(path: KeyPath, quantity: Quantity) -> Iterator[Finding]:
    low, high = quantity.bounds
    if quantity.unbounded:
        message = f"a chance cannot be {quantity.family}, for it ends at 0 and 1; use `beta: [a, b]`"
        yield Finding((*path, "range"), "wrong-type", message)
    elif low < 0 or high > 1:
        worst = low if low < 0 else high
        # A value from 2 to 100 was most likely meant as a percentage.
        percent = f"; write {worst / 100:g} for {worst:g}%" if 2 <= worst <= 100 else ""
        message = f"a chance lies between 0 and 1, not at {worst:g}{percent}"
        yield Finding((*path, "range"), "outside-chance", message)


def check_chance_form(draft: Draft) -> Iterator[Finding]:
    """Check that futures have chances in a chain, or probabilities, or neither; never a mix."""
    futures = draft.file.futures
    with_chance = [key for key, future in futures.items() if future.chance]
    with_probability = [key for key, future in futures.items() if future.probability]
    if with_chance and with_probability:
        message = (
            f"future `{with_probability[0]}` states a probability, but `{with_chance[0]}` a chance; "
            "use one of the two throughout"
        )
        yield Finding(("futures", with_probability[0], "probability"), "mixed-chances", message, at_key=True)
    elif with_probability:
        yield from _check_probabilities(draft, with_probability)
    elif with_chance:
        yield from _check_chain(draft, with_chance)


def _check_probabilities(draft: Draft, with_probability: list[str]) -> Iterator[Finding]:
    """Check that every future has a probability and that they sum to 1."""
    for key in draft.file.futures:
        if key not in with_probability:
            message = f"future `{key}` has no probability, but others have; add `probability:`"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    total = 0.0
    for key in with_probability:
        chance = draft.file.futures[key].probability
        # An unknown word is reported elsewhere and has no value to add up.
        if chance and not (isinstance(chance.range, str) and band(chance.range, draft.file.lexicon) is None):
            total += resolve_chance(chance, draft.file.lexicon).central
    if len(with_probability) == len(draft.file.futures) and abs(total - 1) > _SUM_TOLERANCE:
        message = f"the probabilities sum to {total:g}; make them sum to 1"
        yield Finding(("futures",), "probabilities-sum", message, at_key=True)


def _check_chain(draft: Draft, with_chance: list[str]) -> Iterator[Finding]:
    """Check that every future but the last has a chance; the last takes the rest."""
    *conditional, last = draft.file.futures
    for key in conditional:
        if key not in with_chance:
            message = f"future `{key}` has no chance; add `chance:`, for only the last takes the rest"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    if last in with_chance:
        message = f"future `{last}` is the last and takes what the others leave; remove its chance"
        yield Finding(("futures", last, "chance"), "last-chance", message, at_key=True)


def _chances_of(draft: Draft) -> Iterator[tuple[KeyPath, Chance]]:
    """Yield the chances and probabilities of the futures, with their paths."""
    for key, future in draft.file.futures.items():
        if future.chance:
            yield ("futures", key, "chance"), future.chance
        if future.probability:
            yield ("futures", key, "probability"), future.probability


def check_likelihoods(draft: Draft) -> Iterator[Finding]:
    """Check that a signpost that bears on the futures has a likelihood under each of them."""
    for key, signpost in draft.file.signposts.items():
        # Signposts of other kinds need no likelihoods, but must not have half of them.
        must_tell = signpost.kind in TELLING_KINDS
        missing = [future for future in draft.file.futures if future not in signpost.likelihood]
        if missing and (must_tell or signpost.likelihood):
            listed = ", ".join(f"`{future}`" for future in missing)
            path = ("signposts", key, "likelihood") if signpost.likelihood else ("signposts", key)
            message = f"signpost `{key}` has no likelihood under {listed}; say how likely it is there"
            yield Finding(path, "missing-likelihood", message, at_key=True)
        if signpost.settles and all(future in draft.file.futures for future in signpost.settles):
            yield from _check_settled_future(key, signpost)


def _check_settled_future(key: str, signpost: Signpost) -> Iterator[Finding]:
    """Check that a signpost that settles futures can happen under those and under no other."""
    settled = " or ".join(f"`{future}`" for future in dict.fromkeys(signpost.settles))
    for future, likelihood in signpost.likelihood.items():
        path = ("signposts", key, "likelihood", future)
        if future not in signpost.settles and likelihood != 0:
            message = (
                f"signpost `{key}` settles {settled}, so it cannot happen under `{future}`; "
                "give it likelihood 0 there"
            )
            yield Finding(path, "settles-elsewhere", message)
        if future in signpost.settles and likelihood == 0:
            message = f"signpost `{key}` settles `{future}`, but never happens under it; raise its likelihood"
            yield Finding(path, "settles-never", message)


def check_share_moves(draft: Draft) -> Iterator[Finding]:
    """Check that only capacity signposts move the share of partners, and only where there is a coalition."""
    for key, signpost in draft.file.signposts.items():
        if signpost.moves_share is None:
            continue
        path = ("signposts", key, "moves_share")
        if signpost.kind != "capacity":
            message = (
                f"signpost `{key}` is of kind `{signpost.kind}`, but only `capacity` moves the share; "
                "remove `moves_share` or change the kind"
            )
            yield Finding(path, "moves-share", message, at_key=True)
        elif draft.file.coalition is None:
            message = (
                f"signpost `{key}` moves the share of a coalition, but there is none; remove `moves_share`"
            )
            yield Finding(path, "moves-share", message, at_key=True)
