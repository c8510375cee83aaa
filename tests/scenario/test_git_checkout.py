"""A scenario of a revision is read with the framework, profiles and sources of that revision."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.repositories import Repository

from dilemma.errors import FaultyFile, NoRevision, UnknownName
from dilemma.scenario.git import check_out, parse_versions
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_profile_for, load_scenario

FRAMEWORK = """\
dilemma: 1
file: framework
title: F
options: {accommodate: {}, counter: {}}
criteria: {norms: {}, cost: {}}
futures: {storm: {chance: 0.2}, calm: {}}
"""
SCENARIO = """\
dilemma: 1
framework: base
title: Small
question: Which way?
as_of: 2024-11-24
scores: {accommodate: {norms: 20, cost: 60}, counter: {norms: 60, cost: 30}}
"""
PROFILE = "dilemma: 1\nfile: profile\ntitle: P\nweights: {small: {norms: 1, cost: 3}}\n"
LIBRARY = Library((Path("scenarios"),))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose framework and profile have changed since the first commit."""
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.commit(
        scenarios__small=SCENARIO, scenarios__frameworks__base=FRAMEWORK, scenarios__profiles__p=PROFILE
    )
    made.commit(
        scenarios__frameworks__base=FRAMEWORK.replace("0.2", "0.7"),
        scenarios__profiles__p=PROFILE.replace("cost: 3", "cost: 1"),
    )
    return made


@pytest.mark.usefixtures("repository")
def test_what_a_scenario_refers_to_is_of_its_revision() -> None:
    """The chance of the framework and the weights of the profile are those of then, and of now."""
    read = []
    with ExitStack() as files:
        for given in parse_versions("HEAD~1", "small", LIBRARY):
            at = files.enter_context(check_out(given, LIBRARY))
            scenario = load_scenario(at.path, at.library).scenario
            profile = load_profile_for(at.library.near(at.path).find("profile", "p"), scenario, at.library)
            chance = scenario.futures[0].chance
            assert chance
            read.append((chance.central, profile.file.weights["small"].points["cost"].central))
    assert read == [(0.2, 3), (0.7, 1)]


def test_the_working_tree_is_left_alone(repository: Repository) -> None:
    """Reading a revision changes no file, no index, and leaves nothing behind."""
    repository.write("scenarios/small.yaml", "unfinished")
    before = repository.git("status", "--porcelain=v2", "--branch")
    with check_out(parse_versions("HEAD~1", "small", LIBRARY)[0], LIBRARY) as at:
        folder = at.path.parent
        assert at.path.read_text(encoding="utf-8") == SCENARIO
    assert not folder.exists()
    assert repository.git("status", "--porcelain=v2", "--branch") == before


def test_a_fault_is_told_at_its_revision(repository: Repository) -> None:
    """The place of a fault names the revision and the path, never the folder it was read from."""
    repository.commit(scenarios__small=SCENARIO.replace("title", "titel"))
    repository.commit(scenarios__small=SCENARIO)
    with (
        pytest.raises(FaultyFile) as faulty,
        check_out(parse_versions("HEAD~1", "small", LIBRARY)[0], LIBRARY) as at,
    ):
        load_scenario(at.path, at.library)
    assert {problem.span.source.name for problem in faulty.value.problems} == {"HEAD~1:scenarios/small.yaml"}


def test_a_framework_that_was_not_there_then(repository: Repository) -> None:
    """A file that only the working tree has is none of the revision's."""
    repository.write("scenarios/frameworks/later.yaml", FRAMEWORK)
    repository.commit(scenarios__small=SCENARIO.replace("base", "other"))
    repository.write("scenarios/frameworks/other.yaml", FRAMEWORK)
    with (
        pytest.raises(FaultyFile, match="there is no framework `other`"),
        check_out(parse_versions("HEAD", "small", LIBRARY)[0], LIBRARY) as at,
    ):
        load_scenario(at.path, at.library)


def test_a_file_that_was_not_there_then(repository: Repository) -> None:
    """Only a file that exists in the revision can be read from it."""
    repository.write("scenarios/smaller.yaml", SCENARIO)
    with (
        pytest.raises(NoRevision, match=r"holds no file `scenarios/smaller\.yaml`; did you mean"),
        check_out(parse_versions("HEAD", "smaller", LIBRARY)[0], LIBRARY),
    ):
        pass


@pytest.mark.usefixtures("repository")
def test_a_profile_of_the_working_tree_is_not_the_revisions() -> None:
    """Names are looked up among the files of the revision alone."""
    Path("scenarios/profiles/new.yaml").write_text(PROFILE, encoding="utf-8")
    with check_out(parse_versions("HEAD", "small", LIBRARY)[0], LIBRARY) as at, pytest.raises(UnknownName):
        at.library.near(at.path).find("profile", "new")


def test_a_link_is_called_one(repository: Repository) -> None:
    """A scenario that is a link in its revision is not taken for a missing one."""
    (repository.folder / "linked.yaml").symlink_to("scenarios/small.yaml")
    repository.commit()
    with (
        pytest.raises(NoRevision, match=r"`linked.yaml` is a link, .* name the file it leads to"),
        check_out(parse_versions("HEAD:linked.yaml", "small", LIBRARY)[0], LIBRARY),
    ):
        pass
