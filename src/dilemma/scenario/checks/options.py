"""Check of the stances of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.files.parts import STANCES

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_stances(draft: Draft) -> Iterator[Finding]:
    """Check that every option takes one of the four stances."""
    for key, option in draft.file.options.items():
        if option.stance is None and key not in STANCES:
            listed = ", ".join(f"`{stance}`" for stance in STANCES)
            message = f"option `{key}` takes no stance; add `stance:` with one of {listed}"
            yield Finding(("options", key), "missing-stance", message, at_key=True)
