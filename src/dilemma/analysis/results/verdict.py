"""The recommendation as a result: the verdict with its words, the rival that is closest, the tie-break."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from dilemma.records import dataclass

# Shares of samples in which a leader must beat a rival: to be ahead of it, to be ahead of one that is near,
# and, against every rival, to be in a clear lead at `ranges` and at `order`.
AHEAD, AHEAD_OF_NEAR = 0.60, 0.90
_CLEAR_IN_RANGES, _CLEAR_IN_ORDER = 0.75, 0.5


class Verdict(StrEnum):
    """What may be said of the lead; the value is the word of the JSON contract.

    Attributes:
        label: the word in a table.
        headline: what a screen and a memo say of the lead.
        rule: when it is reached, for the page on the method.
        names_one: whether one option may be named as the choice without a tie-break.
    """

    label: str
    headline: str
    rule: str
    names_one: bool

    def __new__(cls, word: str, label: str, headline: str, rule: str, names_one: bool) -> Verdict:
        """Create a member that equals its word and carries its other words."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label, member.headline, member.rule, member.names_one = label, headline, rule, names_one
        return member

    CLEAR = (
        "clear",
        "clear",
        "The lead is clear",
        f"the leader beats every rival in at least {_CLEAR_IN_RANGES} at `ranges` and in more than "
        f"{_CLEAR_IN_ORDER} at `order`",
        True,
    )
    LEAN = ("lean", "moderate", "The lead is moderate, not decisive", "none of the others", True)
    TOO_CLOSE = ("too-close", "too close", "Too close to call", "some rival is level", False)

    @classmethod
    def reached(cls, *, level: bool, at_ranges: float, at_order: float) -> Verdict:
        """Return the verdict on a leader.

        Args:
            level: whether a rival is level with it.
            at_ranges: smallest share of samples at `ranges` in which it beats a rival.
            at_order: the same at `order`.
        """
        if level:
            return cls.TOO_CLOSE
        is_clear = at_ranges >= _CLEAR_IN_RANGES and at_order > _CLEAR_IN_ORDER
        return cls.CLEAR if is_clear else cls.LEAN

    @classmethod
    def of_margin(cls, *, close: bool) -> MarginVerdict:
        """Return the verdict where nothing is simulated, given whether the lead is under the rule."""
        return cls.TOO_CLOSE if close else cls.LEAN


MarginVerdict: TypeAlias = Literal[Verdict.LEAN, Verdict.TOO_CLOSE]
FILE_ORDER = "file-order"  # the tie-break where no criterion has the pole
NO_VERDICT = "no verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieBreak:
    """Which option a tie-break prefers among those too close to call."""

    rule: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosestRival:
    """The rival that decides the verdict.

    Attributes:
        option: of those level with the leader, else of all, the one it beats least often.
        win_share: share of samples at `ranges` in which the leader beats it; a tie is half a win.
        needed_share: the `win_share` under which it is level with the leader.
        rival_share: share of those samples in which it beats the leader; a tie is half a win.
        lead: points by which the leader is ahead of it at expected values.
    """

    option: str
    win_share: float
    needed_share: float
    rival_share: float
    lead: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The option of highest value, its margin, and how much that may be leaned on.

    Attributes:
        option: the leader; of several that tie, the first in file order.
        runner_up: the next by value.
        margin: points between the two.
        verdict: None where a scale is a guess or a judgement is a placeholder.
        no_verdict: why there is none.
        within_error: the verdicts that shares two standard errors lower, or higher, would give instead, where
            one that decides is within its error of a threshold.
        too_close: the rule of the scenario, in points.
        ties: the options that share the highest value; none where one has it alone.
        tie_break: what is preferred where the verdict is too close.
        advised: the option to take: the leader, or the one that the tie-break prefers; None without a
            verdict, and where only the order of the file tells equals apart.
        within_rule: the options less than the rule behind the leader, itself included, by value.
        level: the rivals level with the leader, by value.
        closest_rival: the rival that decides the verdict.
        loss_share: share of samples at `ranges` in which the leader loses more than the rule.
    """

    option: str
    runner_up: str
    margin: float
    verdict: Verdict | None
    no_verdict: tuple[str, ...]
    within_error: tuple[Verdict, ...] = ()
    too_close: float
    ties: tuple[str, ...]
    tie_break: TieBreak | None
    advised: str | None
    within_rule: tuple[str, ...]
    level: tuple[str, ...]
    closest_rival: ClosestRival
    loss_share: float

    @property
    def label(self) -> str:
        """The word of the verdict in a table."""
        return NO_VERDICT if self.verdict is None else self.verdict.label

    @property
    def names_one(self) -> bool:
        """Whether one option may be named as the choice without a tie-break."""
        return self.verdict is not None and self.verdict.names_one

    @property
    def undecided(self) -> tuple[str, ...]:
        """The options between which the analysis does not decide, the leader first; else the leader alone."""
        alike = () if self.names_one else (*self.ties, *self.level)
        return tuple(dict.fromkeys((self.option, *alike)))
