"""Signposts say how likely they are, settle what they can, and move a share only where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.files.parts import TELLING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Signpost


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
