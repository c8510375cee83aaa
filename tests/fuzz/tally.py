"""What comes of fuzzed inputs: counted, and kept where they break something."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz import limits

KEPT = 3  # inputs of each kind of failure; the others are only counted


@dataclass(slots=True)
class Tally:
    """What came of the inputs so far: outcomes, and failures by what failed and where."""

    kept: Path
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def fail(self, error: BaseException, data: bytes) -> None:
        """Counts a failure; the first inputs of each kind are kept, with the traceback beside them."""
        kind = _kind(error)
        self.failures[kind] += 1
        if self.failures[kind] <= KEPT:
            self.kept.mkdir(parents=True, exist_ok=True)
            name = f"{list(self.failures).index(kind):03}-{self.failures[kind]}"
            (self.kept / f"{name}.yaml").write_bytes(data)
            said = "".join(traceback.format_exception(error))
            (self.kept / f"{name}.txt").write_text(said, encoding="utf-8", errors="replace")

    def said(self) -> str:
        """The figures, in lines."""
        total = self.outcomes.total() + self.failures.total()
        lines = [f"{total:,} inputs, {limits.largest():.0f} MB at most"]
        lines += [f"  {count:,} {outcome}" for outcome, count in self.outcomes.most_common()]
        lines += [f"  FAILED {count:,} times: {kind}" for kind, count in self.failures.most_common()]
        return "\n".join(lines)


def _kind(error: BaseException) -> str:
    """What failed and where: the error's name and the innermost line of the package it came through."""
    if isinstance(error, limits.TooSlow | limits.TooLarge):
        return type(error).__name__
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "dilemma" in frame.filename]
    return (
        f"{type(error).__name__} at {Path(places[-1].filename).name}:{places[-1].lineno}"
        if places
        else f"{error}"
    )
