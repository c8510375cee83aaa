"""The cases of a comparison: every scenario through every pair of eyes in every variant, in stable order."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.analysis.run import SAMPLES, Run
from dilemma.api.evidence import Told, observations_file
from dilemma.api.eyes import ALL, KINDS, NONE
from dilemma.errors import FaultyFile, FileChanged
from dilemma.scenario.checks.together import DEFAULT
from dilemma.scenario.edits.vary import Grid
from dilemma.scenario.library import FOLDERS, Library, is_path, standard
from dilemma.scenario.reading.read import content
from dilemma.scenario.shape import known_as, load, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BESIDE = tuple(kind for kind in FOLDERS if kind != "scenario")  # what a scenario may be read together with
HOMES = 16  # folders whose files are kept in memory; scenarios of one folder follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of every case alike.

    Attributes:
        settings: what-ifs, as typed.
        share: the share of partners that act; None for the assumed one.
        told: what was seen and what is taken to be wrong.
        run: seed, samples and the like.
    """

    settings: tuple[str, ...] = ()
    share: float | None = None
    told: Told = field(default_factory=Told)
    run: Run = field(default_factory=Run)


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario through one pair of eyes in one variant.

    Attributes:
        scenario: its file.
        eyes: a profile by name or path, or None for the framework's choice.
        settings: the what-ifs of the variant, as typed.
        willing: whether it is passed over where the profile has no weights for the scenario.
    """

    scenario: Path
    eyes: str | None
    settings: tuple[str, ...]
    willing: bool


class Cases:
    """All cases of a comparison; scenarios change slowest, variants fastest.

    Attributes:
        scenarios: their files.
        whose: profiles by name or path; none for the framework's choice, `all` for every one that applies.
        variants: the grid of what-ifs.
        asked: what is asked of each.
        library: where files are found by name.
    """

    def __init__(
        self, scenarios: Sequence[Path], whose: Sequence[str], variants: Grid, asked: Asked, library: Library
    ) -> None:
        self.scenarios, self.whose = tuple(scenarios), tuple(whose)
        self.variants, self.asked, self.library = variants, asked, library
        self._ids = Counter(path.stem for path in self.scenarios)
        self._hashes: dict[Path, str] = {}
        # Scenarios of one folder follow one another, so a few folders are enough.
        self._beside = lru_cache(maxsize=HOMES)(self._texts)
        self._everyone = lru_cache(maxsize=HOMES)(everyone)

    def __len__(self) -> int:
        """How many cases there are, those passed over included."""
        return len(self.variants) * sum(len(list(self._eyes(path))) for path in self.scenarios)

    def __iter__(self) -> Iterator[Case]:
        """The cases, in order."""
        for path in self.scenarios:
            for eyes, willing in self._eyes(path):
                for settings in self.variants:
                    yield Case(path, eyes, settings, willing)

    def called(self, path: Path) -> str | None:
        """The path of a scenario as a reader would type it, where another one compared has the same id."""
        return shown(path) if self._ids[path.stem] > 1 else None

    def beside(self, path: Path) -> Mapping[Path, bytes]:
        """The texts of all files that a scenario may be read together with."""
        near = self.library.near(path)
        return {**self._beside(near), **_original(path, near)}

    def text(self, path: Path) -> bytes | OSError:
        """The text of a scenario, or why it cannot be read.

        Raises:
            FileChanged: it is not what it was when the fingerprint was taken.
        """
        try:
            text: bytes | OSError = content(path)
        except OSError as error:
            text = error
        if path in self._hashes and self._hashes[path] != _hash(text):
            raise FileChanged(shown(path))
        return text

    def fingerprint(self) -> dict[str, str]:
        """What the results follow from, in words and hashes; equal for equal requests on equal files."""
        self._hashes = {path: _hash(self.text(path)) for path in self.scenarios}
        return {
            "scenarios": _hash(f"{path} {self._hashes[path]}" for path in self.scenarios),
            "files beside the scenarios": _hash(
                f"{name} {_hash(text)}"
                for folder in dict.fromkeys(path.parent for path in self.scenarios)
                for name, text in self.beside(folder / "any").items()
            ),
            "profiles": repr(self.whose),
            "variants": repr(self.variants.axes),
            "samples": repr(self.asked.run.samples),
            "seed": repr(self.asked.run.seed),
            "options": repr(replace(self.asked, run=replace(self.asked.run, samples=SAMPLES, seed=0))),
        }

    def _eyes(self, path: Path) -> Iterator[tuple[str | None, bool]]:
        """Whose eyes a scenario is seen through, and whether they are passed over where they do not apply."""
        for name in self.whose or (None,):
            if name == ALL:
                everyone = self._everyone(self.library.near(path))
                some = [(each.name, True) for each in everyone if each.may_see(known_as(path))]
                yield from some or [(ALL, False)]  # one case, which says that it is nobody
            else:
                yield name, False

    def _texts(self, near: Library) -> dict[Path, bytes]:
        """The texts of a library, scenarios left out, and of what was given as a path."""
        given = [Path(name) for name in self.whose if is_path(name)]
        observed = self.asked.told.observed
        given += [Path(observed)] if isinstance(observed, Path) or (observed and is_path(observed)) else []
        typed = {path: content(path) for path in given}
        return dict(_readable(path for kind in BESIDE for path in _files(near, kind))) | typed


def cases(
    names: Sequence[str | Path],
    whose: Sequence[str] = (),
    variants: Grid | None = None,
    asked: Asked | None = None,
    library: Library | None = None,
) -> Cases:
    """The cases of a comparison, with every name looked up.

    Raises:
        UnknownName: no scenario goes by a name.
        UnknownId: an id is said to be of a scenario that is not compared.
        OSError: a path leads to no file.
    """
    library, asked = library or standard(), asked or Asked()
    found = tuple(_found(name, library) for name in names)
    _known(whose, asked.told.observed, {library.near(path) for path in found})
    asked.told.known_to({path.stem for path in found})
    return Cases(found, whose, variants or Grid(), asked, library)


def _found(name: str | Path, library: Library) -> Path:
    path = library.meant("scenario", name)
    path.lstat()  # a path at which there is nothing is told of before any work, a broken link in its turn
    return path


def _known(whose: Sequence[str], observed: str | Path | None, libraries: Iterable[Library]) -> None:
    """Refuses a name that nobody goes by before any work, for it would be refused in every case."""
    named = [name for name in whose if name not in (ALL, NONE) and not is_path(name)]
    for near in libraries:
        for name in named:
            near.find("profile", name)
        if observed is not None:
            observations_file(observed, near)


def _readable(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """The files that can be read; whoever needs another one will say that it is not there."""
    for path in paths:
        with suppress(OSError):
            yield path, content(path)


def _original(path: Path, near: Library) -> dict[Path, bytes]:
    """Of the scenario that a variant is of, only that it is there; where it is not, of all that are."""
    there = near.all("scenario") if known_as(path)[1:] else {}
    meant = [name for name in known_as(path)[1:] if name in there]
    return {there[name]: b"" for name in meant or there}


def _files(near: Library, kind: str) -> Iterator[Path]:
    for root in near.roots:
        yield from Library((root,)).all(kind).values()


@dataclass(frozen=True, slots=True)
class Person:
    """A profile as far as it has to be known to ask it.

    Attributes:
        name: what it goes by.
        kind: its place in the order of kinds; after all of them where its file is at fault.
        weighs: the scenarios it has weights for; None where its file is at fault, which is to be told.
    """

    name: str
    kind: int
    weighs: frozenset[str] | None

    def may_see(self, names: Iterable[str]) -> bool:
        """Whether it may have weights for a scenario by its names; default ones do not fit every one."""
        return self.weighs is None or bool(self.weighs & {*names, DEFAULT})


def everyone(near: Library) -> tuple[Person, ...]:
    """Every profile of a library, allies first; those whose file is at fault come last."""
    found = (_person(name, path) for name, path in near.all("profile").items())
    return tuple(sorted(found, key=lambda person: person.kind))


def _person(name: str, path: Path) -> Person:
    try:
        file = load(path, "profile").model
    except (FaultyFile, OSError):
        return Person(name, len(KINDS), None)
    return Person(name, KINDS.index(file.kind), frozenset(file.weights))


def _hash(of: bytes | OSError | Iterator[str]) -> str:
    if isinstance(of, OSError):
        return "unreadable"
    return sha256(of if isinstance(of, bytes) else "\n".join(of).encode()).hexdigest()
