"""Coalition, signposts and dates that cannot be meant as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.dates import last_day
from dilemma.scenario.files.parts import TELLING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Signpost

LEVERAGE_TOLERANCE = 1e-6


def leverage(draft: Draft) -> Iterator[Finding]:
    """The leverages of a coalition's members sum to 1."""
    given = draft.file.coalition
    if given is None or not given.members:
        return
    total = 0.0
    for member in given.members.values():
        total += member.leverage
    if abs(total - 1) > LEVERAGE_TOLERANCE:
        message = f"the leverages of the members sum to {total:g}; make them sum to 1"
        yield Finding(("coalition", "members"), "leverage-sum", message, at_key=True)


def likelihoods(draft: Draft) -> Iterator[Finding]:
    """A signpost that bears on the futures says how likely it is under each of them."""
    for key, signpost in draft.file.signposts.items():
        telling = signpost.kind in TELLING
        missing = [future for future in draft.file.futures if future not in signpost.likelihood]
        if missing and (telling or signpost.likelihood):
            listed = ", ".join(f"`{future}`" for future in missing)
            path = ("signposts", key, "likelihood") if signpost.likelihood else ("signposts", key)
            message = f"signpost `{key}` has no likelihood under {listed}; say how likely it is there"
            yield Finding(path, "missing-likelihood", message, at_key=True)
        if signpost.settles in draft.file.futures:
            yield from _settling(key, signpost)


def _settling(key: str, signpost: Signpost) -> Iterator[Finding]:
    for future, likelihood in signpost.likelihood.items():
        if signpost.settles and future != signpost.settles and likelihood != 0:
            message = (
                f"signpost `{key}` settles `{signpost.settles}`, so it cannot happen under `{future}`; "
                "give it likelihood 0 there"
            )
            yield Finding(("signposts", key, "likelihood", future), "settles-elsewhere", message)
    if signpost.settles and signpost.likelihood.get(signpost.settles) == 0:
        message = (
            f"signpost `{key}` settles `{signpost.settles}`, but never happens under it; raise its likelihood"
        )
        yield Finding(("signposts", key, "likelihood", signpost.settles), "settles-never", message)


def share_movers(draft: Draft) -> Iterator[Finding]:
    """Only a capacity signpost moves the share of partners, and only where there are some."""
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


def term(draft: Draft) -> Iterator[Finding]:
    """The term is not over when the evidence stops."""
    ends, stops = draft.file.term_ends, draft.file.as_of
    if ends and last_day(ends) < last_day(stops):
        message = f"the term ends on {ends}, before the evidence stops on {stops}"
        yield Finding(("term_ends",), "term-over", message)
