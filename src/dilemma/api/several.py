"""The program as a library: several scenarios under several profiles, as one result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from dilemma.analysis.results.assessment import Comparison
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
    """Assess several scenarios under several profiles, in the order given.

    Args:
        names: scenarios by name or path.
        profiles: profiles by name or path; empty for the framework's choice, `all` for every profile that
            applies.
        settings: what-ifs applied to each of them.
        vary: what-ifs of several values, such as `futures.rupture.chance=0.1:0.5:5`; several span a grid.
        share: the share of partners that act, in each of them; None for the assumed one.
        run: seed, samples and so on, for each of them; None for the defaults.
        library: where files are looked up; None for the standard places.
        executor: where the work is done, any executor whose workers can import this program; None for this
            process. The results are the same, and the executor is not shut down.

    Raises:
        DilemmaError, OSError: as for `assess`.
    """
    from dilemma.analysis.results.assessment import Comparison  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.api.cases import RunRequest, cases  # noqa: PLC0415  one scenario alone needs none of it
    from dilemma.api.comparing import assessments  # noqa: PLC0415  likewise
    from dilemma.scenario.edits.vary import parse_grid  # noqa: PLC0415  likewise

    request = RunRequest(settings=tuple(settings), share=share, run=run or Run())
    batch = cases(names, profiles, parse_grid(vary, settings), request, library)
    return Comparison(assessments=tuple(assessments(batch, executor)))
