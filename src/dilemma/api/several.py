"""Several scenarios through several pairs of eyes, as one result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from dilemma.analysis.results import Comparison
    from dilemma.scenario.library import Library


def compare(
    names: Sequence[str | Path],
    *,
    profiles: Sequence[str] = (),
    settings: Sequence[str] = (),
    vary: Sequence[str] = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Assesses several scenarios through several pairs of eyes, in the order given.

    Args:
        names: scenarios by name or path.
        profiles: whose eyes; none given for the framework's choice, `all` for every profile that applies.
        settings: what-ifs made in each of them.
        vary: what-ifs of several values, such as `futures.rupture.chance=0.1:0.5:5`; several span a grid.
        share: the share of partners that act, in each of them.
        run: seed, samples and the like, for each of them.
        library: where to look; the standard places when None.
        executor: who does the work, if not this process; any that can import this program. The results are
            the same, and the executor is left as it is.

    Raises:
        DilemmaError, OSError: as for `assess`.
    """
    from dilemma.analysis.results import Comparison  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.api.cases import Asked, cases  # noqa: PLC0415  one scenario alone needs none of it
    from dilemma.api.comparing import assessments  # noqa: PLC0415  likewise
    from dilemma.scenario.edits.vary import grid  # noqa: PLC0415  likewise

    asked = Asked(settings=tuple(settings), share=share, run=run or Run())
    every = cases(names, profiles, grid(vary, settings), asked, library)
    return Comparison(assessments=tuple(assessments(every, executor)))
