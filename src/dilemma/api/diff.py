"""The program as a library: what changed between two versions of a scenario, and what that did."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.analysis.run import Run
from dilemma.api.eyes import ALL
from dilemma.api.versions import Side, everyone, seen_by
from dilemma.api.warned import absent, warnings_on
from dilemma.errors import BadSetting, FaultyFile, ProfileNotApplicable
from dilemma.scenario.difference.bundles import bundles
from dilemma.scenario.difference.compare import changes
from dilemma.scenario.difference.mixed import mixed
from dilemma.scenario.difference.rest import rest
from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.edits.what_if import settings as read_settings
from dilemma.scenario.library import standard
from dilemma.scenario.load import load_scenario
from dilemma.scenario.revisions.checkout import found
from dilemma.scenario.revisions.given import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.difference.difference_results import Difference, Part
    from dilemma.analysis.results import Warned
    from dilemma.scenario.difference.change import Bundle, Change, Path
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.revisions.checkout import Found


def diff(
    old: str,
    new: str,
    *,
    profiles: Sequence[str] = (),
    settings: Sequence[str] = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> tuple[Difference, ...]:
    """What changed between two versions of a scenario, and what each change did: one result a pair of eyes.

    Args:
        old: a scenario by name or path, or either in a revision of git: `HEAD~1:scenarios/nato.yaml`, or
            `HEAD~1` alone for the file of the other version.
        new: likewise.
        profiles: whose eyes, each read where its scenario is read; none given for each version's own
            choice, `all` for every profile that applies to both.
        settings: what-ifs made in both.
        share: the share of partners that act, in both.
        run: seed and samples, for how firm either version is; no sample is drawn for an effect.
        library: where to look; the standard places when None.

    Raises:
        DilemmaError, OSError: as for `api.assess`; NoRevision also
            where git cannot read a revision.
    """
    compared = compare(old, new, profiles=profiles, settings=settings, share=share, run=run, library=library)
    return tuple(each.result for each in compared)


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference with the two scenarios it is of, as their files state them."""

    result: Difference
    old: Scenario
    new: Scenario


def compare(
    old: str,
    new: str,
    *,
    profiles: Sequence[str] = (),
    settings: Sequence[str] = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> tuple[Compared, ...]:
    """The differences as `diff` gives them, each with the scenarios its names come from."""
    library, run = library or standard(), run or Run()
    asked = Edits(share=share, settings=read_settings(settings))
    with ExitStack() as files:
        sides = [_side(files.enter_context(found(each, library))) for each in meant(old, new, library)]
        pair = sides[0], sides[1]
        return tuple(_compared(pair, seen, asked, run) for seen in _views(pair, profiles, asked))


def _side(at: Found) -> Side:
    return Side(at.source, load_scenario(at.path, at.library), at.library)


@dataclass(frozen=True, slots=True)
class _Views:
    """Both versions through one pair of eyes, before and after the edits asked for, and who was left out."""

    versions: tuple[Version, Version]
    views: tuple[Scenario, Scenario]
    warnings: tuple[Warned, ...] = ()


def _views(sides: tuple[Side, Side], profiles: Sequence[str], asked: Edits) -> list[_Views]:
    """Both versions through each pair of eyes; of all profiles, those that fit both."""
    if not profiles:
        return [_applied(_seen(sides, None, asked))]
    views: list[_Views] = []
    left_out: list[Warned] = []
    for name in profiles:
        if name != ALL:
            views.append(_applied(_seen(sides, name, asked)))
            continue
        for each in everyone(sides):
            try:
                view = _seen(sides, each, asked)
            except FaultyFile as fault:
                left_out.append(absent(each, fault.problems[0].message))
                continue
            if isinstance(view, ProfileNotApplicable):
                left_out.append(absent(each, str(view)))
            else:
                views.append(view)
    if not views:
        raise ProfileNotApplicable(
            "no profile has weights that fit both versions; `--as none` asks for nobody's",
            profile=None,
            scenarios=tuple(side.loaded.scenario.id for side in sides),
        )
    return [replace(each, warnings=tuple(left_out)) for each in views]


def _applied(views: _Views | ProfileNotApplicable) -> _Views:
    """The views of a profile that has to apply.

    Raises:
        ProfileNotApplicable: it does not.
    """
    if isinstance(views, ProfileNotApplicable):
        raise views
    return views


def _seen(sides: tuple[Side, Side], name: str | None, asked: Edits) -> _Views | ProfileNotApplicable:
    versions = seen_by(sides, name)
    if isinstance(versions, ProfileNotApplicable):
        return versions
    old, new = (_view(version, asked, side) for version, side in zip(versions, sides, strict=True))
    return _Views(versions, (old, new))


def _view(version: Version, asked: Edits, side: Side) -> Scenario:
    """A version with the edits asked for; one that cannot be made says in which version."""
    try:
        return edited(version.scenario, replace(asked, profile=version.profile))
    except BadSetting as bad:
        raise type(bad)(f"{bad}, in {side.source}") from None


def _compared(sides: tuple[Side, Side], seen: _Views, asked: Edits, run: Run) -> Compared:
    from dilemma.analysis.difference import difference as analysis  # noqa: PLC0415  numpy is slow to import

    old, new = seen.versions
    differ = changes(old, new)
    others, texts = rest(old, new)
    before, after = (
        analysis.Shown(source=side.source, scenario=side.loaded.scenario.id, view=view)
        for side, view in zip(sides, seen.views, strict=True)
    )
    result = analysis.difference(
        before,
        after,
        (_Made(bundle, old, new, asked) for bundle in bundles(old, new, differ)),
        run,
        unused=[_part(change) for change in others],
        reworded=[(_dotted(text.path), text.key) for text in texts],
        warnings=(*_new_warnings(sides, seen.views), *seen.warnings),
    )
    return Compared(result, old.scenario, new.scenario)


def _new_warnings(sides: tuple[Side, Side], views: tuple[Scenario, Scenario]) -> list[Warned]:
    """What the new version is warned about, and the old one was not."""
    old, new = (list(warnings_on(side.loaded, view)) for side, view in zip(sides, views, strict=True))
    return [warned for warned in dict.fromkeys(new) if warned not in old]


@dataclass(frozen=True, slots=True)
class _Made:
    """One step between two versions, made on what the files state, then seen as the run asks."""

    bundle: Bundle
    old: Version
    new: Version
    asked: Edits

    @property
    def parts(self) -> tuple[Part, ...]:
        """The judgements that change."""
        return tuple(_part(change) for change in self.bundle.changes)

    @property
    def reason(self) -> str | None:
        """Why they come together."""
        return self.bundle.reason

    def alone(self) -> Scenario | None:
        """The old version with this alone."""
        return self._seen(self.old, self.new)

    def without(self) -> Scenario | None:
        """The new version without this."""
        return self._seen(self.new, self.old)

    def _seen(self, base: Version, other: Version) -> Scenario | None:
        version = mixed(base, other, self.bundle.paths)
        try:
            return edited(version.scenario, replace(self.asked, profile=version.profile))
        except BadSetting:  # what was set leaves nothing to weigh here
            return None


def _part(change: Change) -> Part:
    from dilemma.analysis.difference.difference_results import Part  # noqa: PLC0415  as above

    return Part(kind=change.kind, path=_dotted(change.path), old=change.old, new=change.new)


def _dotted(path: Path) -> str:
    return ".".join(path)
