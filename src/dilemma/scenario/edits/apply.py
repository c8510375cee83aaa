"""All edits of one run, made in one order: profile, what-if, share."""

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
        BadSetting: a what-if cannot be meant, or the share is none.
    """
    if edits.profile is not None:
        scenario = seen_by(scenario, edits.profile)
    for given in edits.settings:
        scenario = with_setting(scenario, given)
    # Last, for it is counted from the assumed share, which a what-if may set.
    return scenario if edits.share is None else at_share(scenario, edits.share)
