"""How a run is made: seed, samples, precision, the day it is read."""

from __future__ import annotations

from dataclasses import dataclass

SEED = 20241124
SAMPLES = 16384


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What an assessment needs to know besides the scenario.

    Attributes:
        seed: of every sample drawn.
        samples: points drawn of all unknowns together.
        precision: samples are doubled until every share has a standard error no larger; None for `samples`.
        today: the day windows and deadlines are seen from; None for the end of the evidence.
        everything: also what the first screen does not show.
    """

    seed: int = SEED
    samples: int = SAMPLES
    precision: float | None = None
    today: str | None = None
    everything: bool = True
