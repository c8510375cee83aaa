"""`dilemma new` writes a scenario that loads, and never over another file."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dilemma.api.assess import load
from dilemma.api.compare import compare
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.library import standard_library
from dilemma.scenario.problems import select_errors
from dilemma.scenario.schema.files import ScenarioFile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke


_PART = re.compile(
    r"^( *)# .*\n(?:\1# .*\n)*", re.MULTILINE
)  # lines that begin with `# ` and an indent alike


def test_a_new_scenario_lacks_nothing_but_judgements(here: Path, dilemma: Invoke) -> None:
    """What is written can be assessed at once, and passes every check, strictly, once it is judged."""
    result = dilemma("new", "energy")
    assert (result.exit_code, result.stdout) == (0, "energy.yaml\n")
    assert "dilemma assess energy.yaml" in result.stderr
    path = here / "energy.yaml"
    assert [problem.code for problem in load(path).problems] == ["placeholder"] * 9
    shown = dilemma("assess", "energy.yaml", "--samples", "64").stdout
    assert shown.startswith("Energy\n")
    assert "\nNo verdict yet: 9 of 9 judgements are placeholders." in shown
    path.write_text(path.read_text().replace("placeholder: true", "why: Because., from: [AJ]"))
    assert dilemma("check", "energy.yaml", "--strict").stdout == "energy.yaml: no problems\n"
    assert "No verdict" not in dilemma("assess", "energy.yaml", "--samples", "64").stdout
    assert (here / "energy.yaml").stat().st_mode & 0o111 == 0


def test_a_new_scenario_on_a_framework_loads(here: Path, dilemma: Invoke) -> None:
    """On a framework it has no errors; until it is edited, it is warned of what nobody has judged."""
    assert dilemma("new", "energy", "--framework", "allies").exit_code == 0
    loaded = load(here / "energy.yaml")
    assert list(loaded.scenario.options) == ["accommodate", "wait_out", "counter", "enmesh"]
    assert select_errors(loaded.problems) == ()
    assert {problem.code for problem in loaded.problems} == {"flat-criterion", "placeholder", "equal-weights"}
    unweighed = next(each.message for each in loaded.problems if each.code == "equal-weights")
    assert unweighed.endswith("add `weights:`, or `variant_of:` with the scenario it is a variant of")


def test_a_variant_of_a_shipped_scenario_is_weighed_like_it(here: Path, dilemma: Invoke) -> None:
    """With `variant_of`, a new scenario on the framework has the weights of the framework's profiles."""
    dilemma("new", "energy", "--framework", "allies")
    path = here / "energy.yaml"
    path.write_text(path.read_text().replace("title:", "variant_of: nato\ntitle:", 1))
    loaded = load(path)
    assert {problem.code for problem in loaded.problems} == {"flat-criterion", "placeholder"}
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
    assert "cannot be the name of a scenario; use letters, digits, `_` and `-`" in result.stderr
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
    """Without a folder of scenarios the file stands here, and hides one that came with the program."""
    dilemma("new", "nato")
    assert (here / "nato.yaml").is_file()
    shown = dilemma("assess", "nato", "--samples", "64")
    assert (shown.exit_code, shown.stdout.partition("\n")[0]) == (0, "Nato")


@pytest.mark.parametrize("framework", [(), ("--framework", "allies")], ids=["alone", "on a framework"])
def test_any_one_part_can_be_uncommented(framework: tuple[str, ...], here: Path, dilemma: Invoke) -> None:
    """Taking `# ` away from the lines of any one part leaves a file that loads and holds that part."""
    dilemma("new", "energy", *framework)
    _, _, text = (here / "energy.yaml").read_text(encoding="utf-8").partition("\n")  # without the modeline
    parts = list(_PART.finditer(text))
    keys = {key for part in parts for key in re.findall(r"^ *# (\w+):", part[0], re.MULTILINE)}
    shown = keys | set(re.findall(r"^(\w+):", text, re.MULTILINE))
    elsewhere = {
        "file",
        "short",
        "framework",
        "variant_of",
        "sources",
        "portfolio",
        "as",
    }  # they need other files
    wanted = {field.alias or name for name, field in ScenarioFile.model_fields.items()} - elsewhere
    assert wanted - shown == ({"weights", "options", "criteria"} if framework else set())
    for part in parts:
        uncommented = re.sub(r"^( *)# ", r"\1", part[0], flags=re.MULTILINE)
        (here / "one.yaml").write_text(text[: part.start()] + uncommented + text[part.end() :])
        checked = dilemma("check", "one.yaml", "--brief")
        assert checked.exit_code == 0, f"{part[0]}\n{checked.stdout}"
        assert uncommented != part[0]


_IMPORT = (
    "import",
    "table.csv",
    "--scale",
    "1:5",
    "--direction",
    "speed=higher",
    "--direction",
    "calm=higher",
)


def test_a_new_file_bears_the_real_day(here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--today` if it is given, else SOURCE_DATE_EPOCH, else the clock; none of them is invented."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777593600")  # 1 May 2026, UTC
    dilemma("new", "first")
    dilemma("new", "second", "--today", "2026-11-29")
    (here / "table.csv").write_text("option,speed,calm\nA,3,4\nB,5,2\n")
    assert "as_of: 2026-05-01" in dilemma(*_IMPORT).stdout
    assert "as_of: 2026-11-29" in dilemma(*_IMPORT, "--today", "2026-11-29").stdout
    days = [load(here / f"{name}.yaml").scenario.file.as_of for name in ("first", "second")]
    assert days == ["2026-05-01", "2026-11-29"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    dilemma("new", "third")
    assert load(here / "third.yaml").scenario.file.as_of == date.today().isoformat()
