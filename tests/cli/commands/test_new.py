"""`dilemma new` writes a scenario that loads, and never over another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.api.assess import load
from dilemma.api.compare import compare
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.library import standard_library
from dilemma.scenario.problems import select_errors

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke


def test_a_new_scenario_lacks_nothing_but_reasons(here: Path, dilemma: Invoke) -> None:
    """What is written can be assessed at once, and passes every check, strictly, once it says why."""
    result = dilemma("new", "energy")
    assert (result.exit_code, result.stdout) == (0, "energy.yaml\n")
    assert "dilemma assess energy.yaml" in result.stderr
    path = here / "energy.yaml"
    assert {problem.code for problem in load(path).problems} == {"no-why"}
    path.write_text(path.read_text().replace("Say why.", "Because."))
    assert dilemma("check", "energy.yaml", "--strict").stdout == "energy.yaml: no problems\n"
    assert dilemma("assess", "energy.yaml").stdout.startswith("Energy\n")
    assert (here / "energy.yaml").stat().st_mode & 0o111 == 0


def test_a_new_scenario_on_a_framework_loads(here: Path, dilemma: Invoke) -> None:
    """On a framework it has no errors; until it is edited, it is warned of what nobody has judged."""
    assert dilemma("new", "energy", "--framework", "allies").exit_code == 0
    loaded = load(here / "energy.yaml")
    assert list(loaded.scenario.options) == ["accommodate", "wait_out", "counter", "enmesh"]
    assert select_errors(loaded.problems) == ()
    assert {problem.code for problem in loaded.problems} == {"flat-criterion", "no-why", "equal-weights"}
    unweighed = next(each.message for each in loaded.problems if each.code == "equal-weights")
    assert unweighed.endswith("add `weights:`, or `variant_of:` with the scenario it is a variant of")


def test_a_variant_of_a_shipped_scenario_is_weighed_like_it(here: Path, dilemma: Invoke) -> None:
    """With `variant_of`, a new scenario on the framework has the weights of the framework's profiles."""
    dilemma("new", "energy", "--framework", "allies")
    path = here / "energy.yaml"
    path.write_text(path.read_text().replace("title:", "variant_of: nato\ntitle:", 1))
    loaded = load(path)
    assert {problem.code for problem in loaded.problems} == {"flat-criterion", "no-why"}
    profile = find_profile(None, loaded)
    assert profile is not None
    seen = compare([path], profiles=["all"]).assessments
    assert profile.id in {each.profile.id for each in seen if each.profile}


def test_a_new_scenario_stands_beside_the_others(here: Path, dilemma: Invoke) -> None:
    """A name goes into `./scenarios` where there is one, and is then known by its name."""
    (here / "scenarios").mkdir()
    assert dilemma("new", "energy").stdout == "scenarios/energy.yaml\n"
    assert dilemma("check", "energy").exit_code == 0
    assert dilemma("assess", "energy").exit_code == 0


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("drafts/energy.yaml", "drafts/energy.yaml"),
        ("drafts/energy.yml", "drafts/energy.yml"),
        ("drafts/energy", "drafts/energy.yaml"),
        ("./sea-lanes_2", "sea-lanes_2.yaml"),
    ],
)
def test_a_path_is_taken_as_given(typed: str, written: str, here: Path, dilemma: Invoke) -> None:
    """A path is written to where it leads, with the ending that makes it a scenario."""
    (here / "drafts").mkdir()
    assert dilemma("new", typed).stdout == f"{written}\n"
    assert (here / written).is_file()
    assert dilemma("check", written).exit_code == 0


def test_a_file_that_is_there_is_never_replaced_unasked(here: Path, dilemma: Invoke) -> None:
    """Without `--force` the file that is there stays as it is; with it, it is replaced."""
    (here / "energy.yaml").write_text("mine")
    result = dilemma("new", "energy")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == ("error: energy.yaml is already there; choose another name or add --force\n")
    assert (here / "energy.yaml").read_text() == "mine"
    assert dilemma("new", "energy", "--force").exit_code == 0
    assert (here / "energy.yaml").read_text() != "mine"


@pytest.mark.parametrize(
    "name", ["a b", "énergie", "1", "-x/..", "..", "../..", "a: b.yaml", "drafts/a'b", "x\ny", "", "a\\b"]
)
def test_a_name_that_is_no_id_is_refused(
    name: str, here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that no file of the library may have ends with 2, and nothing is written here or above."""
    (here / "inner").mkdir()
    monkeypatch.chdir(here / "inner")
    result = dilemma("new", "--", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not an id; use letters, digits, `_` and `-`" in result.stderr
    assert list(here.rglob("*")) == [here / "inner"]


def test_an_empty_name_is_not_the_folder_of_scenarios(here: Path, dilemma: Invoke) -> None:
    """Beside a folder `scenarios` an empty name writes no `scenarios.yaml`."""
    (here / "scenarios").mkdir()
    assert dilemma("new", "").exit_code == 2
    assert list(here.rglob("*")) == [here / "scenarios"]


def test_a_folder_that_is_missing_is_not_made(here: Path, dilemma: Invoke) -> None:
    """A typing error in a path makes no folders."""
    result = dilemma("new", "drafs/energy.yaml")
    assert result.exit_code == 2
    reason = "no such file or directory; there is no folder drafs"
    assert result.stderr == f"error: cannot use drafs/energy.yaml: {reason}\n"
    assert list(here.iterdir()) == []


def test_a_framework_by_its_path(here: Path, dilemma: Invoke) -> None:
    """A path will do where the framework has a name there; else it is said where to put the file."""
    shipped = standard_library().find("framework", "allies")
    assert dilemma("new", "energy", "--framework", str(shipped)).exit_code == 0
    assert load(here / "energy.yaml").scenario.options
    (here / "mine.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    result = dilemma("new", "trade", "--framework", "./mine.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "move it into a folder `frameworks` beside the scenario, and type --framework mine" in result.stderr
    )
    assert "cannot use gone.yaml" in dilemma("new", "trade", "--framework", "./gone.yaml").stderr


def test_what_is_new_is_found_by_its_name(here: Path, dilemma: Invoke) -> None:
    """Without a folder of scenarios the file stands here, and `assess` finds it by the name typed before."""
    dilemma("new", "cloud")
    assert (here / "cloud.yaml").is_file()
    assert dilemma("assess", "cloud", "--samples", "64").exit_code == 0
