"""What two words mean: a scenario, a file, a revision of either."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.repositories import Repository

from dilemma.errors import NoRevision, UnknownName
from dilemma.scenario.git import FileVersion, parse_versions
from dilemma.scenario.library import Library

LIBRARY = Library((Path("scenarios"),))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The working folder, a repository of one commit with a branch whose name looks like a path."""
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.commit(mine="title: Mine\n", scenarios__nato="title: NATO\n")
    made.git("branch", "origin/main")
    return made


def shown(given: FileVersion) -> tuple[str, str, str | None]:
    """Source, path and revision."""
    return given.source, given.path.as_posix(), given.revision.name if given.revision else None


@pytest.mark.parametrize(
    ("typed", "old", "new"),
    [
        (("nato", "mine.yaml"), ("nato", "scenarios/nato.yaml", None), ("mine.yaml", "mine.yaml", None)),
        (("gone.yaml", "nato"), ("gone.yaml", "gone.yaml", None), ("nato", "scenarios/nato.yaml", None)),
        (
            ("HEAD", "nato"),
            ("HEAD:scenarios/nato.yaml", "scenarios/nato.yaml", "HEAD"),
            ("nato", "scenarios/nato.yaml", None),
        ),
        (
            ("mine.yaml", "origin/main"),
            ("mine.yaml", "mine.yaml", None),
            ("origin/main:mine.yaml", "mine.yaml", "origin/main"),
        ),
        (
            ("HEAD:nato", "main"),
            ("HEAD:nato", "scenarios/nato.yaml", "HEAD"),
            ("main:scenarios/nato.yaml", "scenarios/nato.yaml", "main"),
        ),
        (
            ("HEAD^{/a change}:mine.yaml", "origin/main:./mine.yaml"),
            ("HEAD^{/a change}:mine.yaml", "mine.yaml", "HEAD^{/a change}"),
            ("origin/main:./mine.yaml", "mine.yaml", "origin/main"),
        ),
    ],
)
@pytest.mark.usefixtures("repository")
def test_two_words(typed: tuple[str, str], old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Files and scenarios first, then revisions; a revision alone is of the other version's file."""
    assert tuple(map(shown, parse_versions(*typed, LIBRARY))) == (old, new)


def test_paths_of_a_revision_begin_at_the_top(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a subfolder, `./` and `../` begin there and anything else at the top, as git has it."""
    monkeypatch.chdir(repository.folder / "scenarios")
    first, second = parse_versions("HEAD:./nato.yaml", "HEAD:mine.yaml", LIBRARY)
    assert (first.path.as_posix(), second.path.as_posix()) == ("scenarios/nato.yaml", "mine.yaml")
    first, _ = parse_versions("HEAD:../mine.yaml", "nato.yaml", LIBRARY)
    assert first.path.as_posix() == "mine.yaml"


def test_a_file_elsewhere_has_its_own_repository(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revision alone is looked up where the other file stands, not where one types; it says so."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    first, _ = parse_versions("HEAD", str(repository.folder / "mine.yaml"), LIBRARY)
    there = repository.folder.resolve()
    assert shown(first) == (f"HEAD:mine.yaml in {there}", "mine.yaml", "HEAD")
    by_name, _ = parse_versions("HEAD", "nato", Library((repository.folder / "scenarios",)))
    assert by_name.source == f"HEAD:scenarios/nato.yaml in {there}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("HEAD", "main"),
            "neither `HEAD` nor `main` is a scenario or a file; of a revision, say `HEAD:PATH`",
        ),
        (("natto", "main"), "neither `natto` nor `main` is a scenario or a file; did you mean `nato`?"),
        (("HEAD..main", "nato"), "`HEAD..main` is a range of revisions; name its two ends one by one"),
        (("natto", "nato"), "`natto` is neither a scenario, a file nor a revision; did you mean `nato`?"),
        (("HEAD~7", "nato"), "`HEAD~7` is neither a scenario, a file nor a revision: git knows no revision"),
        ((":nato", "nato"), "`:nato` names no revision before the colon"),
        (("HEAD:", "nato"), "`HEAD:` names no file after the colon"),
        (("v9:mine.yaml", "nato"), "git knows no revision `v9` here"),
        (("HEAD:../x.yaml", "nato"), "is outside the repository"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_means_nothing(typed: tuple[str, str], said: str) -> None:
    """Each slip is answered in one sentence with what to write."""
    with pytest.raises(NoRevision) as refused:
        parse_versions(*typed, LIBRARY)
    assert said in str(refused.value.args[0])


@pytest.mark.usefixtures("repository")
def test_a_name_in_a_revision_is_a_scenario() -> None:
    """A name that no scenario has is refused with those that have one."""
    with pytest.raises(UnknownName):
        parse_versions("HEAD:natto", "nato", LIBRARY)


def test_a_scenario_that_went_by_another_name(repository: Repository) -> None:
    """A name that a revision knows and the working folder does not any more is looked up there."""
    repository.git("mv", "scenarios/nato.yaml", "scenarios/alliance.yaml")
    repository.commit()
    old, new = parse_versions("HEAD~1:nato", "HEAD:alliance", LIBRARY)
    assert shown(old) == ("HEAD~1:nato", "scenarios/nato.yaml", "HEAD~1")
    assert shown(new) == ("HEAD:alliance", "scenarios/alliance.yaml", "HEAD")
    with pytest.raises(UnknownName, match="there is no scenario `natto`"):
        parse_versions("HEAD~1:natto", "HEAD:alliance", LIBRARY)


def test_a_profile_is_no_version(repository: Repository) -> None:
    """Eyes in place of a version are answered with the option that means them."""
    repository.write("scenarios/profiles/middle-power.yaml", "file: profile\n")
    with pytest.raises(NoRevision, match=r"is a profile .* add --as middle-power"):
        parse_versions("nato", "middle-power", LIBRARY)
