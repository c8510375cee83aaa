"""The refusal of `all` where no profile applies: an empty answer would look like a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import ProfileNotApplicable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results.assessment import Warned


def no_profile_error(names: Iterable[str], skipped: Iterable[Warned] = ()) -> ProfileNotApplicable:
    """Return the error that no profile has weights for scenarios, with the warnings of skipped profiles."""
    scenarios = tuple(names)
    listed = ", ".join(f"`{name}`" for name in scenarios)
    faulty = "".join(f"; {warning.message}" for warning in skipped)
    return ProfileNotApplicable(
        f"no profile has weights for {listed}{faulty}; give one weights for it, or do without `all`",
        profile=None,
        scenarios=scenarios,
    )
