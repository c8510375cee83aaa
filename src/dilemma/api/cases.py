"""The cases of a comparison: every scenario under every profile in every variant, in a stable order."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import DEFAULT_SAMPLES
from dilemma.api.request import RunRequest
from dilemma.api.viewpoints import ALL_PROFILES, OWN_WEIGHTS, PROFILE_KINDS
from dilemma.errors import FaultyFile, FileChanged
from dilemma.records import dataclass
from dilemma.scenario.edits.vary import SettingGrid
from dilemma.scenario.library import FOLDERS, Library, is_path, standard_library
from dilemma.scenario.parse import display_path, load_file, names_in_profiles
from dilemma.scenario.validation.other_files import DEFAULT_WEIGHTS
from dilemma.scenario.yaml.parser import read_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_COMPANION_KINDS = tuple(kind for kind in FOLDERS if kind != "scenario")  # files that a scenario may refer to
_CACHED_FOLDERS = 16  # folders whose files are kept in memory


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario under one profile in one variant.

    Attributes:
        scenario: its file.
        profile: a profile by name or path, or None for the framework's choice.
        settings: the what-ifs of the variant, as typed.
        optional: whether the case is skipped if the profile has no weights for the scenario.
    """

    scenario: Path
    profile: str | None
    settings: tuple[str, ...]
    optional: bool


class Cases:
    """All cases of a comparison; scenarios change slowest, variants fastest.

    Attributes:
        scenarios: their files.
        profiles: profiles by name or path; empty for the framework's choice, `all` for every one that
            applies.
        variants: the grid of what-ifs.
        request: the request that applies to each case.
        library: where files are looked up by name.
    """

    def __init__(
        self,
        scenarios: Sequence[Path],
        profiles: Sequence[str],
        variants: SettingGrid,
        request: RunRequest,
        library: Library,
    ) -> None:
        self.scenarios, self.profiles = tuple(scenarios), tuple(profiles)
        self.variants, self.request, self.library = variants, request, library
        # Two files of one name in different folders have the same id, and are shown by their paths.
        self._id_counts = Counter(path.stem for path in self.scenarios)
        self._hashes: dict[Path, str] = {}
        # Scenarios of one folder follow one another, so a few folders are enough.
        self._cached_texts = lru_cache(maxsize=_CACHED_FOLDERS)(self._library_texts)
        self._cached_profiles = lru_cache(maxsize=_CACHED_FOLDERS)(_list_profiles)

    def __len__(self) -> int:
        """Return the number of cases, skipped ones included."""
        return len(self.variants) * sum(len(list(self._profiles_for(path))) for path in self.scenarios)

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases, in order."""
        for path in self.scenarios:
            for profile, optional in self._profiles_for(path):
                for settings in self.variants:
                    yield Case(path, profile, settings, optional)

    def display_name(self, path: Path) -> str | None:
        """Return the path of a scenario as a reader would type it; None if its id alone is unambiguous."""
        return display_path(path) if self._id_counts[path.stem] > 1 else None

    def companion_texts(self, path: Path) -> Mapping[Path, bytes]:
        """Return the contents of all files that a scenario may refer to, by path."""
        near = self.library.near(path)
        return {**self._cached_texts(near), **_original_texts(path, near)}

    def text(self, path: Path) -> bytes | OSError:
        """Return the content of a scenario file, or the error with which it cannot be read.

        Raises:
            FileChanged: the content has changed since the fingerprint was taken.
        """
        try:
            text: bytes | OSError = read_content(path)
        except OSError as error:
            text = error
        if path in self._hashes and self._hashes[path] != _hash(text):
            raise FileChanged(display_path(path))
        return text

    def fingerprint(self) -> dict[str, str]:
        """Return all that the results depend on, in words and hashes: equal for equal requests and files."""
        self._hashes = {path: _hash(self.text(path)) for path in self.scenarios}
        return {
            "scenarios": _hash(f"{path} {self._hashes[path]}" for path in self.scenarios),
            "files beside the scenarios": _hash(
                f"{name} {_hash(text)}"
                for folder in dict.fromkeys(path.parent for path in self.scenarios)
                for name, text in self.companion_texts(folder / "any").items()
            ),
            "profiles": repr(self.profiles),
            "variants": repr(self.variants.axes),
            "samples": repr(self.request.run.samples),
            "seed": repr(self.request.run.seed),
            "options": repr(
                replace(self.request, run=replace(self.request.run, samples=DEFAULT_SAMPLES, seed=0))
            ),
        }

    def _profiles_for(self, path: Path) -> Iterator[tuple[str | None, bool]]:
        """Yield the profiles of a scenario, each with whether it is skipped if it does not apply."""
        for name in self.profiles or (None,):
            if name == ALL_PROFILES:
                entries = self._cached_profiles(self.library.near(path))
                names = [(entry.name, True) for entry in entries if entry.may_apply(names_in_profiles(path))]
                yield from names or [(ALL_PROFILES, False)]  # one case, whose result is the refusal
            else:
                yield name, False

    def _library_texts(self, near: Library) -> dict[Path, bytes]:
        """Return the contents of a library's files except scenarios, and of files requested by path."""
        paths = [Path(name) for name in self.profiles if is_path(name)]
        observed = self.request.evidence.observed
        paths += [Path(observed)] if isinstance(observed, Path) or (observed and is_path(observed)) else []
        texts = {path: read_content(path) for path in paths}
        return dict(_read_files(path for kind in _COMPANION_KINDS for path in _files(near, kind))) | texts


def cases(
    names: Sequence[str | Path],
    profiles: Sequence[str] = (),
    variants: SettingGrid | None = None,
    request: RunRequest | None = None,
    library: Library | None = None,
) -> Cases:
    """Return the cases of a comparison, after looking up every name.

    Args:
        names: scenarios by name or path.
        profiles: profiles by name or path; empty for the framework's choice, `all` for every one that
            applies.
        variants: the grid of what-ifs; None for the scenarios as they are.
        request: the request that applies to each case; None for the defaults.
        library: where files are looked up; None for the standard places.

    Raises:
        UnknownName: no scenario has a name.
        UnknownId: the evidence is about a scenario that is not compared.
        OSError: a path leads to no file.
    """
    library, request = library or standard_library(), request or RunRequest()
    paths = tuple(_find_scenario(name, library) for name in names)
    _check_names(profiles, request.evidence.observed, {library.near(path) for path in paths})
    request.evidence.check_scenarios({path.stem for path in paths})
    return Cases(paths, profiles, variants or SettingGrid(), request, library)


def _find_scenario(name: str | Path, library: Library) -> Path:
    path = library.locate("scenario", name)
    path.lstat()  # report a missing file before any work; a broken link is reported as the fault of its cases
    return path


def _check_names(profiles: Sequence[str], observed: str | Path | None, libraries: Iterable[Library]) -> None:
    """Refuse an unknown name before any work, since it would be refused in every case."""
    names = [name for name in profiles if name not in (ALL_PROFILES, OWN_WEIGHTS) and not is_path(name)]
    for near in libraries:
        for name in names:
            near.find("profile", name)
        if observed is not None:
            near.locate("observations", observed)


def _read_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that can be read, with their contents; a missing one is reported where it is needed."""
    for path in paths:
        with suppress(OSError):
            yield path, read_content(path)


def _original_texts(path: Path, near: Library) -> dict[Path, bytes]:
    """Return empty contents for the original of a variant, or for all scenarios if the original is missing.

    A worker needs only to know that these files exist, not what is in them.
    """
    scenarios = near.all("scenario") if names_in_profiles(path)[1:] else {}
    originals = [name for name in names_in_profiles(path)[1:] if name in scenarios]
    return {scenarios[name]: b"" for name in originals or scenarios}


def _files(near: Library, kind: str) -> Iterator[Path]:
    for root in near.roots:
        yield from Library((root,)).all(kind).values()


@dataclass(frozen=True, slots=True)
class _ProfileEntry:
    """The properties of a profile that decide whether and when it is used.

    Attributes:
        name: its name.
        kind: the index of its kind in the order of kinds; the last one if its file is at fault.
        scenarios: the scenarios it has weights for; None if its file is at fault, which is to be reported.
    """

    name: str
    kind: int
    scenarios: frozenset[str] | None

    def may_apply(self, names: Iterable[str]) -> bool:
        """Return whether it may have weights for a scenario with these names.

        Default weights do not fit every scenario, so the answer may still turn out to be no.
        """
        return self.scenarios is None or bool(self.scenarios & {*names, DEFAULT_WEIGHTS})


def _list_profiles(near: Library) -> tuple[_ProfileEntry, ...]:
    """Return every profile of a library, allies first; those whose files are at fault come last."""
    entries = (_profile_entry(name, path) for name, path in near.all("profile").items())
    return tuple(sorted(entries, key=lambda entry: entry.kind))


def _profile_entry(name: str, path: Path) -> _ProfileEntry:
    try:
        file = load_file(path, "profile").model
    except (FaultyFile, OSError):
        return _ProfileEntry(name, len(PROFILE_KINDS), None)
    return _ProfileEntry(name, PROFILE_KINDS.index(file.kind), frozenset(file.weights))


def _hash(data: bytes | OSError | Iterator[str]) -> str:
    if isinstance(data, OSError):
        return "unreadable"
    return sha256(data if isinstance(data, bytes) else "\n".join(data).encode()).hexdigest()
