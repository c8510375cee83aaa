"""What is said where `all` stands for nobody: an empty answer would look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import ProfileNotApplicable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results import Warned


def nobody(names: Iterable[str], left_out: Iterable[Warned] = ()) -> ProfileNotApplicable:
    """The refusal to see scenarios through the eyes of nobody, with the profiles whose files are at fault."""
    scenarios = tuple(names)
    listed = ", ".join(f"`{name}`" for name in scenarios)
    faulty = "".join(f"; {each.message}" for each in left_out)
    return ProfileNotApplicable(
        f"no profile has weights for {listed}{faulty}; give one weights for it, or do without `all`",
        profile=None,
        scenarios=scenarios,
    )
