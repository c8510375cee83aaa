"""All edits of one run, made in one order: profile, share, wrong assumptions, links, what-if, signposts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dilemma.scenario.edits.assumptions import with_wrong
from dilemma.scenario.edits.endogenous import with_own_chances
from dilemma.scenario.edits.profile import seen_by
from dilemma.scenario.edits.share import at_share
from dilemma.scenario.edits.shifts import shifted
from dilemma.scenario.edits.signposts import with_observations
from dilemma.scenario.edits.what_if import with_setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.edits.what_if import Setting
    from dilemma.scenario.files.parts import Add
    from dilemma.scenario.model import Profile, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What a run changes in a scenario before it is assessed.

    Attributes:
        profile: whose eyes.
        share: the share of partners that act.
        wrong: assumptions taken to be wrong, by id.
        links: value points that choices on other issues add here.
        settings: what-ifs, the last word on any judgement.
        seen: signposts observed: true if the event happened, false if it was looked for and did not.
        dates: when each was observed, where somebody says so; shown, and no edit.
        endogenous: whether choosing an option moves the chances, by its own `shifts`.
    """

    profile: Profile | None = None
    share: float | None = None
    wrong: tuple[str, ...] = ()
    links: tuple[Add, ...] = ()
    settings: tuple[Setting, ...] = ()
    seen: Mapping[str, bool] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    endogenous: bool = False

    @property
    def what_ifs(self) -> dict[str, Any]:
        """The values set for this run alone, by path; `share` is that of the partners who act."""
        share = {} if self.share is None else {"share": self.share}
        return {**share, **{str(each): each.value for each in self.settings}}


def edited(scenario: Scenario, edits: Edits) -> Scenario:
    """The scenario with every edit made; the file's own judgements are not touched.

    Raises:
        LookupError: the profile does not apply, or there is no such coalition, assumption or signpost, or no
            option moves a chance.
        FaultyFile: the profile names what the scenario does not have.
        BadSetting: a what-if cannot be meant, the share is none, or the signposts contradict one another.
    """
    if edits.profile is not None:
        scenario = seen_by(scenario, edits.profile)
    if edits.share is not None:
        scenario = at_share(scenario, edits.share)
    for assumption in edits.wrong:
        scenario = with_wrong(scenario, assumption)
    scenario = shifted(scenario, edits.links) if edits.links else scenario
    for given in edits.settings:
        scenario = with_setting(scenario, given)
    scenario = with_observations(scenario, edits.seen) if edits.seen else scenario
    scenario = with_own_chances(scenario) if edits.endogenous else scenario
    return replace(scenario, what_ifs=edits.what_ifs) if edits.what_ifs else scenario
