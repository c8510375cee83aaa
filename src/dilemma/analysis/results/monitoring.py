"""What was seen, what to watch, and what is taken for granted, as frozen plain results."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A signpost that was looked for: whether it was seen, when, and when it was taken back, if it was."""

    id: str
    seen: bool
    date: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStatus:
    """Where a scenario stands: what is believed, who acts, what leads and by how much."""

    schema_name: ClassVar[str] = "Standing"

    probabilities: Mapping[str, float]
    share: float | None
    option: str
    ties: tuple[str, ...]
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was seen, and where the scenario stands without it and with it."""

    signposts: tuple[Seen, ...]
    before: ScenarioStatus
    after: ScenarioStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Evidence on one future that tips the choice: its odds against all others times `ratio`."""

    future: str
    ratio: float
    winner: str
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedSignpost:
    """A signpost nobody has looked for yet: what either answer would do, and what the answer is worth.

    Attributes:
        chance: how likely it is to be seen; None where no likelihoods are stated. Likewise
            `chance_not_seen`.
        if_seen: the choice then; None where it cannot be seen any more. Likewise for the rest.
        changes_choice: whether either answer puts another option first.
        ratios_if_seen: what being seen multiplies the odds of each future by, against all others together;
            a future it makes certain is left out, for its odds are without bound.
        future: the future through which it comes nearest to tipping the choice.
        tipping_ratio_if_seen: what the odds of that future must be multiplied by to tip the choice, on the
            side to which being seen moves them; None where nothing would.
        worth: expected points gained by waiting for the answer before choosing; None for one that tells
            nothing about the futures.
    """

    id: str
    event: str
    kind: str
    by: str | None
    chance: float | None
    chance_not_seen: float | None
    if_seen: str | None
    ties_if_seen: tuple[str, ...] | None
    margin_if_seen: float | None
    probabilities_if_seen: Mapping[str, float] | None
    share_if_seen: float | None
    if_not_seen: str | None
    ties_if_not_seen: tuple[str, ...] | None
    margin_if_not_seen: float | None
    probabilities_if_not_seen: Mapping[str, float] | None
    changes_choice: bool
    ratios_if_seen: Mapping[str, float] | None
    ratios_if_not_seen: Mapping[str, float] | None
    future: str | None
    tipping_ratio_if_seen: float | None
    tipping_ratio_if_not_seen: float | None
    worth: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionResult:
    """A key assumption, and what is chosen if it is wrong."""

    id: str
    says: str
    standing: str
    if_wrong: str
    ties_if_wrong: tuple[str, ...]
    margin_if_wrong: float
    values_if_wrong: Mapping[str, float]
    changes_choice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionPair:
    """Two assumptions that change the choice if both are wrong, though neither does alone."""

    assumptions: tuple[str, str]
    if_wrong: str
    ties_if_wrong: tuple[str, ...]
    margin_if_wrong: float
