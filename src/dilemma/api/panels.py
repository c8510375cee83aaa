"""One scenario through several people's eyes, put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.api.assessing import edits, load
from dilemma.api.evidence import Told, Variants
from dilemma.api.eyes import NONE, all_eyes
from dilemma.api.warned import warnings_on
from dilemma.errors import BadRequest
from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.library import Library, standard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.analysis.panel.panel_results import Panel
    from dilemma.scenario.load import Loaded


def panel(
    name: str | Path,
    profiles: Sequence[str],
    *,
    settings: Sequence[str] = (),
    share: float | None = None,
    seen: Mapping[str, bool] | None = None,
    observed: str | Path | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> Panel:
    """What several people would choose, each and together, and what keeps them apart.

    Args:
        name: a scenario by name or path.
        profiles: the members, two or more; `all` for every profile that applies.
        settings: what-ifs made for each of them.
        share: the share of partners that act, for each of them.
        seen: signposts by id, true if seen, false if looked for in vain; everybody knows of them.
        observed: an observations file by name or path; it may hold nothing from after `today`.
        wrong: assumptions taken to be wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where to look; the standard places when None.

    Raises:
        DilemmaError, OSError: as for `assess`.
    """
    found, library = load(name, library), library or standard()
    told = Told(seen=seen or {}, observed=observed, wrong=wrong)
    made = told.on(edits(None, settings, share), found.scenario, today=today, library=library)
    return panel_loaded(found, profiles, made, library=library)


def panel_loaded(
    found: Loaded, profiles: Sequence[str], made: Edits | None = None, *, library: Library | None = None
) -> Panel:
    """The panel on a loaded scenario; everybody sees it with all edits made, through their own eyes."""
    from dilemma.analysis.panel import panel as analysis  # noqa: PLC0415  numpy is slow to import and not always needed

    members = all_eyes(profiles, found, library) if profiles else ()
    named = [member.id for member in members if member is not None]
    if len(named) < max(2, len(members)):
        raise BadRequest(f"a panel needs two profiles or more, and `{NONE}` is nobody's")
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise BadRequest(f"the panel has two members called `{twice}`; name each once")
    each_sees = [Variants(found.scenario, replace(made or Edits(), profile=member)) for member in members]
    views = [edited(found.scenario, variants.edits) for variants in each_sees]
    warned = dict.fromkeys(each for view in views for each in warnings_on(found, view))
    return analysis.panel(views, variants=each_sees, warnings=tuple(warned))
