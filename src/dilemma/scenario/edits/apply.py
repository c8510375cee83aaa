"""All edits of one run, made in one order: profile, share, what-if."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import seen_by
from dilemma.scenario.edits.share import at_share
from dilemma.scenario.edits.what_if import with_setting

if TYPE_CHECKING:
    from dilemma.scenario.edits.what_if import Setting
    from dilemma.scenario.model import Profile, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What a run changes in a scenario before it is assessed."""

    profile: Profile | None = None
    share: float | None = None
    settings: tuple[Setting, ...] = ()


def edited(scenario: Scenario, edits: Edits) -> Scenario:
    """The scenario with every edit made; the file's own judgements are not touched.

    Raises:
        LookupError: the profile does not apply, or there is no coalition to set a share of.
        FaultyFile: the profile names what the scenario does not have.
        BadSetting: a what-if cannot be meant.
    """
    if edits.profile is not None:
        scenario = seen_by(scenario, edits.profile)
    if edits.share is not None:
        scenario = at_share(scenario, edits.share)
    for given in edits.settings:
        scenario = with_setting(scenario, given)
    return scenario
