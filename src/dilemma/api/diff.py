"""The difference between two versions of a scenario under the same profile: each change and its effect."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.api import arguments
from dilemma.api.viewpoints import (
    ALL_PROFILES,
    PROFILE_KINDS,
    applicable_profiles,
    collect_warnings,
    find_profile_file,
    skipped_profile,
)
from dilemma.errors import BadSetting, FaultyFile, NothingToCompare, ProfileNotApplicable, UnknownName
from dilemma.records import dataclass
from dilemma.scenario.diff.changes import Version
from dilemma.scenario.diff.compare import compare_remainder, compare_versions
from dilemma.scenario.diff.mixed import bundles, mix_versions
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.edits.profile import not_applicable
from dilemma.scenario.edits.what_if import parse_settings
from dilemma.scenario.git import check_out, parse_versions
from dilemma.scenario.library import standard_library
from dilemma.scenario.load import LoadedScenario, applicable_profile, load_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.difference import Difference, DifferencePart
    from dilemma.api.arguments import Name, Settings
    from dilemma.scenario.diff.changes import Bundle, ChangePath, JudgementChange
    from dilemma.scenario.git import Checkout
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Profile, Scenario


@dataclass(frozen=True, slots=True)
class _LoadedVersion:
    """A version of a scenario as loaded: its source as typed, the scenario, and the library for its names."""

    source: str
    loaded: LoadedScenario
    library: Library

    def with_id(self, scenario_id: str) -> _LoadedVersion:
        """Return the same version under another scenario id."""
        return replace(
            self, loaded=replace(self.loaded, scenario=replace(self.loaded.scenario, id=scenario_id))
        )


def _view_versions(
    sides: tuple[_LoadedVersion, _LoadedVersion], name: str | None
) -> tuple[Version, Version] | ProfileNotApplicable:
    """Return both versions with the profile a name stands for, or with each one's own viewpoint for None.

    A profile weighs scenarios by name. Where it knows both names, each version has its own weights; where it
    knows one, the two files are two versions of one decision, and both have the weights for that name.

    Returns:
        The versions; the refusal, to be raised or told, where the profile has no weights for either name.
    """
    old, new = (side.loaded.scenario.id for side in sides)
    # First each version under its own id, then both under the old id, then both under the new one.
    for ids in dict.fromkeys(((old, new), (old, old), (new, new))):
        versions = _view_as(sides, ids, name)
        if not isinstance(versions, ProfileNotApplicable) and all(map(_has_own_weights, versions)):
            return versions
    return _view_as(sides, (old, new), name)


def _has_own_weights(version: Version) -> bool:
    """Return whether the profile has weights for the version or its original, not only default ones."""
    weights = version.profile.file.weights if version.profile else {}
    return any(name in weights for name in version.scenario.known_as)


def _view_as(
    sides: tuple[_LoadedVersion, _LoadedVersion], ids: tuple[str, str], name: str | None
) -> tuple[Version, Version] | ProfileNotApplicable:
    """Return both versions under two scenario ids with one profile, or the refusal."""
    old, new = (side.with_id(scenario) for side, scenario in zip(sides, ids, strict=True))
    before = _version(name, old, new)
    if isinstance(before, ProfileNotApplicable):
        return before
    after = _version(name, new, old)
    return after if isinstance(after, ProfileNotApplicable) else (before, after)


def _version(name: str | None, side: _LoadedVersion, other: _LoadedVersion) -> Version | ProfileNotApplicable:
    """Return a version with the profile of a name, from its own library or else from that of the other."""
    scenario = side.loaded.scenario
    try:
        path = find_profile_file(name, side.loaded, side.library)
    except UnknownName as error:
        path = other.library.near(other.loaded.scenario.path).all("profile").get(error.name)
        if path is None:
            raise
    profile = None if path is None else applicable_profile(path, scenario, side.library)
    if path is not None and profile is None and name is not None:
        return not_applicable(path.stem, scenario.id)
    return Version(scenario, profile)


def _list_profiles_of_either(sides: tuple[_LoadedVersion, _LoadedVersion]) -> tuple[str, ...]:
    """Return the names of all profiles with weights for either version, allies first."""
    profiles_by_id: dict[str, Profile] = {}
    for side in reversed(sides):
        for other in sides:
            profiles, _ = applicable_profiles(
                side.with_id(other.loaded.scenario.id).loaded.scenario, side.library
            )
            for profile in profiles:
                profiles_by_id.setdefault(profile.id, profile)
    return tuple(sorted(profiles_by_id, key=lambda name: PROFILE_KINDS.index(profiles_by_id[name].file.kind)))


@arguments.usable_paths()
def diff(
    old: Name,
    new: Name,
    *,
    profiles: Sequence[Name] = (),
    settings: Settings = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> tuple[Difference, ...]:
    """Return the changes between two versions of a scenario and their effects, one result for each profile.

    >>> (result,) = dilemma.diff("nato", "climate", run=dilemma.Run(samples=64))
    >>> result.choice_moved, result.new.recommendation.option
    (False, 'enmesh')

    Args:
        old: a scenario by name or path, or either in a revision of git: `HEAD~1:scenarios/nato.yaml`, or
            `HEAD~1` alone for the file of the other version.
        new: the other version, in the same ways.
        profiles: profiles by name or path, each read where its scenario is read; empty for each version's
            own choice, `all` for every profile that applies to both.
        settings: what-ifs applied to both, as a mapping from path to value or a list of `PATH=VALUE`.
        share: the share of partners that act, in both; None for the assumed one.
        run: seed and samples, for the robustness of either version; effects are not sampled.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: as for `assess`; NoRevision also if git cannot read a revision.
    """
    return diff_versions(
        arguments.name_argument("old", old),
        arguments.name_argument("new", new),
        profiles=arguments.name_list("profiles", profiles, "`['frontline', 'realist']`"),
        settings=arguments.settings_list(settings),
        share=arguments.number_argument("share", share, BadSetting),
        run=arguments.run_argument(run),
        library=arguments.library_argument(library),
    )


def diff_versions(
    old: str,
    new: str,
    *,
    profiles: Sequence[str] = (),
    settings: Sequence[str] = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> tuple[Difference, ...]:
    """Return the differences as `diff` does, of arguments as they are typed."""
    library, run = library or standard_library(), arguments.run_argument(run)
    edits = Edits(share=share, settings=parse_settings(settings))
    with ExitStack() as files:
        before, after = parse_versions(old, new, library)
        sides = (
            _side(files.enter_context(check_out(before, library))),
            _side(files.enter_context(check_out(after, library))),
        )
        views = _pair_views(sides, profiles, edits)
        return tuple(_compare_pair(sides, pair_view, edits, run) for pair_view in views)


def _side(checkout: Checkout) -> _LoadedVersion:
    return _LoadedVersion(checkout.source, load_scenario(checkout.path, checkout.library), checkout.library)


@dataclass(frozen=True, slots=True)
class _PairView:
    """Both versions under one profile, as stated and with the edits of the run, and the warnings."""

    versions: tuple[Version, Version]
    views: tuple[Scenario, Scenario]
    warnings: tuple[Warned, ...] = ()


def _pair_views(
    sides: tuple[_LoadedVersion, _LoadedVersion], profiles: Sequence[str], edits: Edits
) -> list[_PairView]:
    """Return both versions under each profile; for `all`, under those profiles that fit both."""
    if not profiles:
        return [_require_profile(_view_pair(sides, None, edits))]
    pair_views: list[_PairView] = []
    skipped: list[Warned] = []
    for name in profiles:
        if name != ALL_PROFILES:
            pair_views.append(_require_profile(_view_pair(sides, name, edits)))
            continue
        for profile_id in _list_profiles_of_either(sides):
            try:
                pair_view = _view_pair(sides, profile_id, edits)
            except FaultyFile as error:
                skipped.append(skipped_profile(profile_id, error.problems[0].message))
                continue
            if isinstance(pair_view, ProfileNotApplicable):
                skipped.append(skipped_profile(profile_id, str(pair_view)))
            else:
                pair_views.append(pair_view)
    if not pair_views:
        raise ProfileNotApplicable(
            "no profile has weights that fit both versions; `--as none` takes the scenario's own",
            profile=None,
            scenarios=tuple(side.loaded.scenario.id for side in sides),
        )
    return [replace(pair_view, warnings=tuple(skipped)) for pair_view in pair_views]


def _require_profile(pair_view: _PairView | ProfileNotApplicable) -> _PairView:
    """Return the versions under a profile that was named, so that it must apply."""
    if isinstance(pair_view, ProfileNotApplicable):
        raise pair_view
    return pair_view


def _view_pair(
    sides: tuple[_LoadedVersion, _LoadedVersion], name: str | None, edits: Edits
) -> _PairView | ProfileNotApplicable:
    versions = _view_versions(sides, name)
    if isinstance(versions, ProfileNotApplicable):
        return versions
    old, new = (_view(version, edits, side) for version, side in zip(versions, sides, strict=True))
    return _PairView(versions, (old, new))


def _view(version: Version, edits: Edits, side: _LoadedVersion) -> Scenario:
    """Return a version with the edits of the run; an edit that does not fit names the version."""
    from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  numpy is slow to import

    try:
        return exclude_options(apply_edits(version.scenario, replace(edits, profile=version.profile)))
    except BadSetting as error:
        raise type(error)(f"{error}, in {side.source}") from None


def _compare_pair(
    sides: tuple[_LoadedVersion, _LoadedVersion], pair_view: _PairView, edits: Edits, run: Run
) -> Difference:
    """Return the difference under one profile, with the two scenarios as their files state them."""
    from dilemma.analysis import difference as analysis  # noqa: PLC0415  numpy is slow to import

    old, new = pair_view.versions
    differences = compare_versions(old, new)
    others, texts = compare_remainder(old, new)
    before, after = (
        analysis.ComparedVersion(source=side.source, scenario=side.loaded.scenario.id, view=view)
        for side, view in zip(sides, pair_view.views, strict=True)
    )
    result = analysis.difference(
        before,
        after,
        (_Step(bundle, old, new, edits) for bundle in bundles(old, new, differences)),
        run,
        unused=[_part(change) for change in others],
        reworded=[(_dotted(text.path), text.key) for text in texts],
        warnings=(*_new_warnings(sides, pair_view.views), *pair_view.warnings),
    )
    return replace(result, scenarios=(old.scenario, new.scenario))


def _new_warnings(
    sides: tuple[_LoadedVersion, _LoadedVersion], views: tuple[Scenario, Scenario]
) -> list[Warned]:
    """Return the warnings about the new version that do not hold for the old one."""
    old, new = (list(collect_warnings(side.loaded, view)) for side, view in zip(sides, views, strict=True))
    return [warning for warning in dict.fromkeys(new) if warning not in old]


@dataclass(frozen=True, slots=True)
class _Step:
    """One step from the old version to the new: a bundle of changes, applied before the edits of the run."""

    bundle: Bundle
    old: Version
    new: Version
    edits: Edits

    @property
    def parts(self) -> tuple[DifferencePart, ...]:
        """The judgements that change."""
        return tuple(_part(change) for change in self.bundle.changes)

    @property
    def reason(self) -> str | None:
        """The reason why the changes belong together; None for a single change."""
        return self.bundle.reason

    def alone(self) -> Scenario | None:
        """Return the old version with this step alone."""
        return self._mix(self.old, self.new)

    def without(self) -> Scenario | None:
        """Return the new version without this step."""
        return self._mix(self.new, self.old)

    def _mix(self, base: Version, other: Version) -> Scenario | None:
        from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  as above

        version = mix_versions(base, other, self.bundle.paths)
        try:
            edited = apply_edits(version.scenario, replace(self.edits, profile=version.profile))
            return exclude_options(edited)
        # A what-if of the run cannot be applied to this mixture of versions, or hard floors empty it.
        except (BadSetting, NothingToCompare):
            return None


def _part(change: JudgementChange) -> DifferencePart:
    from dilemma.analysis.results.difference import DifferencePart  # noqa: PLC0415  as above

    return DifferencePart(kind=change.kind, path=_dotted(change.path), old=change.old, new=change.new)


def _dotted(path: ChangePath) -> str:
    return ".".join(path)
