"""What is said where `all` stands for nobody: an empty answer would look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results import Warned


def nobody(names: Iterable[str], left_out: Iterable[Warned] = ()) -> LookupError:
    """The refusal to see scenarios through the eyes of nobody, with the profiles whose files are at fault."""
    listed = ", ".join(f"`{name}`" for name in names)
    faulty = "".join(f"; {each.message}" for each in left_out)
    return LookupError(
        f"no profile has weights for {listed}{faulty}; give one weights for it, or do without `all`"
    )
