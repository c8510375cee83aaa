"""The edits of one run in the order they are made: profile, share, assumptions, links, what-ifs, evidence."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from dilemma.records import dataclass
from dilemma.scenario.edits.observations import apply_observations
from dilemma.scenario.edits.profile import apply_profile
from dilemma.scenario.edits.value_points import (
    add_value_points,
    apply_option_shifts,
    apply_wrong_assumption,
    set_share,
)
from dilemma.scenario.edits.what_if import apply_setting, parse_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.scenario.edits.what_if import Setting
    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.schema.parts import Add


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What a run changes in a scenario before it is assessed.

    Attributes:
        profile: the profile whose weights and readings count; None for the scenario's own.
        share: the share of partners that act.
        wrong: the ids of the assumptions marked as wrong.
        links: value points that choices on other issues of a portfolio add here.
        settings: the what-ifs, which override every other edit of a judgement.
        seen: the observed signposts, by id: true if the event happened, false if it was looked for and did
            not.
        dates: the day each was observed, where it is known; reported, without effect on the result.
        withdrawn: the day on which what was observed was taken back; reported alike.
        contested: why readers differ over signposts that a file records and that therefore do not count.
        endogenous: whether choosing an option moves the chances of the futures by its `shifts`.
    """

    profile: Profile | None = None
    share: float | None = None
    wrong: tuple[str, ...] = ()
    links: tuple[Add, ...] = ()
    settings: tuple[Setting, ...] = ()
    seen: Mapping[str, bool] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    contested: Mapping[str, str] = field(default_factory=dict)
    endogenous: bool = False

    @property
    def what_ifs(self) -> dict[str, Any]:
        """The values set for this run alone, by path; `share` is the share of partners that act."""
        share = {} if self.share is None else {"share": self.share}
        return {**share, **{str(setting): setting.value for setting in self.settings}}


def make_edits(
    profile: Profile | None, settings: Sequence[str], share: float | None, *, endogenous: bool = False
) -> Edits:
    """Return the edits of one run except its evidence, with the what-ifs read from text."""
    return Edits(profile=profile, share=share, settings=parse_settings(settings), endogenous=endogenous)


def apply_edits(scenario: Scenario, edits: Edits) -> Scenario:
    """Return the scenario with every edit made; the judgements the file states are left as they are.

    Raises:
        BadRequest: the profile does not apply, or there is no such coalition, assumption or signpost, or no
            option moves a chance.
        FaultyFile: the profile names what the scenario does not have.
        BadSetting: a what-if cannot be meant, the share is none, or the signposts contradict one another.
    """
    if edits.profile is not None:
        scenario = apply_profile(scenario, edits.profile)
    if edits.share is not None:
        scenario = set_share(scenario, edits.share)
    for assumption in edits.wrong:
        scenario = apply_wrong_assumption(scenario, assumption)
    scenario = add_value_points(scenario, edits.links) if edits.links else scenario
    # What-ifs replace judgements, so they come after the profile's; evidence meets the chances they leave.
    for setting in edits.settings:
        scenario = apply_setting(scenario, setting)
    scenario = apply_observations(scenario, edits.seen) if edits.seen else scenario
    scenario = apply_option_shifts(scenario) if edits.endogenous else scenario
    return replace(scenario, what_ifs=edits.what_ifs) if edits.what_ifs else scenario
