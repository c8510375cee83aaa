"""Checks of signposts: complete likelihoods, consistent settling, and moves of an existing share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.files.parts import TELLING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Signpost


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
        if signpost.settles in draft.file.futures:
            yield from _check_settled_future(key, signpost)


def _check_settled_future(key: str, signpost: Signpost) -> Iterator[Finding]:
    """Check that a signpost that settles a future can happen under that one and under no other."""
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
