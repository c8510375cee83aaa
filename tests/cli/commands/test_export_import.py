"""`dilemma export` and `import`: files whole or not at all, nothing replaced unasked, faults in words."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from dilemma.errors import install_command
from dilemma.interchange.file_formats import list_formats

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

MATRIX = "option,Safety,Comfort\nStay,60,40\nLeave,20,90\n"


def typed(path: Path, cell: str, value: str) -> None:
    """Types into the sheet of scores of a workbook."""
    made = load_workbook(path)
    made["Scores"][cell] = value
    made.save(path)


def test_a_workbook_goes_to_a_meeting_and_comes_back(here: Path, dilemma: Invoke) -> None:
    """Exported, filled and imported, it makes a new file with one value changed; the old one stays."""
    assert dilemma("export", "order", "-o", "order.xlsx").exit_code == 0
    typed(here / "order.xlsx", "J4", "So it is.")
    found = dilemma("import", "order.xlsx", "--into", "order", "-o", "new.yaml")
    assert found.exit_code == 0
    assert "Scores J4" in found.stdout
    assert "1 change\n" in found.stdout
    assert found.stderr == (
        "wrote new.yaml\nProfiles know a scenario by the name of its file, so none weighs `new` yet. "
        "Add `variant_of: order` to it to keep the weights for `order`.\n"
    )
    assert dilemma("check", "new.yaml").exit_code == 0


def test_without_a_file_to_write_changes_are_only_shown(here: Path, dilemma: Invoke) -> None:
    """A look at what a meeting decided costs nothing."""
    dilemma("export", "order", "-o", "order.xlsx")
    typed(here / "order.xlsx", "J4", "So it is.")
    found = dilemma("import", "order.xlsx", "--into", "order")
    assert found.exit_code == 0
    assert "Nothing is written" in found.stderr
    assert [path.name for path in here.iterdir()] == ["order.xlsx"]


def test_an_untouched_workbook_says_so_and_writes_nothing(here: Path, dilemma: Invoke) -> None:
    """A new file that says the same would only confuse."""
    dilemma("export", "order", "-o", "order.csv")
    found = dilemma("import", "order.csv", "--into", "order", "-o", "new.yaml")
    assert (found.exit_code, found.stdout.split(":")[0]) == (0, "Nothing was changed")
    assert found.stderr.splitlines()[-1] == "new.yaml is not written."
    assert not (here / "new.yaml").exists()


def test_a_fault_is_one_line_with_its_cell(here: Path, dilemma: Invoke) -> None:
    """The file is at fault, so the exit code is 1, and nothing is written."""
    dilemma("export", "order", "-o", "order.xlsx")
    typed(here / "order.xlsx", "G4", "3,5")
    found = dilemma("import", "order.xlsx", "--into", "order", "-o", "new.yaml")
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        "order.xlsx, sheet Scores, cell G4: error[decimal-comma]: holds the text `3,5`, a number with a "
        "decimal comma; type 3.5 as a number",
        "1 error in order.xlsx",
    ]
    assert not (here / "new.yaml").exists()


def test_a_matrix_becomes_a_scenario_that_checks(here: Path, dilemma: Invoke) -> None:
    """It is written, its warnings are shown with their lines, and it can be assessed."""
    (here / "matrix.csv").write_text(MATRIX, encoding="utf-8")
    found = dilemma("import", "matrix.csv", "-o", "the-move.yaml")
    assert found.exit_code == 0
    assert found.stderr.startswith("wrote the-move.yaml\nTaken as more is better")
    assert "warning[equal-weights]" in found.stderr
    assert dilemma("check", "the-move.yaml").exit_code == 0
    assert dilemma("assess", "the-move.yaml").stdout.startswith("The move\n")
    assert dilemma("import", "matrix.csv").stdout.startswith("# Made from matrix.csv.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("export", "order", "-o", "order.pdf"),
            "end the file in .xlsx, .csv, .dmsy, .xml, .xmcda, .md or .markdown",
        ),
        (("export", "order", "-o", ".csv"), "has no name; name it, as in -o order.xlsx"),
        (("export", "order", "-o", ""), "has no name; name it, as in -o order.xlsx"),
        (("import", "matrix.csv", "-o", ".yaml"), "has no name; name it, as in -o matrix.yaml"),
        (("export", "order", "-o", "matrix.csv"), "already there"),
        (("export", "nowhere", "-o", "x.csv"), "there is no scenario `nowhere`"),
        (("import", "matrix.csv", "-o", "x.txt"), "end the file in .yaml"),
        (("import", "matrix.csv", "-o", "matrix.yaml"), "already there"),
        (("import", "nowhere.csv"), "nowhere.csv"),
        (
            ("import", "matrix.csv", "--into", "matrix.yaml", "-o", "matrix.yaml", "--force"),
            "name a new file",
        ),
    ],
)
def test_a_wrong_command_is_said_in_a_sentence(
    arguments: tuple[str, ...], says: str, here: Path, dilemma: Invoke
) -> None:
    """Exit code 2, and no file is touched."""
    (here / "matrix.csv").write_text(MATRIX, encoding="utf-8")
    dilemma("import", "matrix.csv", "-o", "matrix.yaml")
    before = {path: path.read_bytes() for path in here.iterdir()}
    found = dilemma(*arguments)
    assert found.exit_code == 2
    assert says in found.stderr
    assert {path: path.read_bytes() for path in here.iterdir()} == before


@pytest.mark.parametrize("arguments", [("export", "order", "-o", "a.xlsx"), ("import", "a.xlsx")])
def test_without_the_extra_the_way_to_get_it_is_said(
    arguments: tuple[str, ...], dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any work is done; CSV needs nothing."""
    found_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "openpyxl" else found_spec(name)
    )
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    found = dilemma(*arguments)
    assert (found.exit_code, found.stderr) == (
        2,
        f"error: a workbook needs openpyxl; {install_command('openpyxl')}\n",
    )
    assert dilemma("export", "order", "-o", "order.csv").exit_code == 0


def test_a_pipe_is_never_waited_for(here: Path, dilemma: Invoke) -> None:
    """Only a regular file is opened."""
    (here / "folder.csv").mkdir()
    found = dilemma("import", "folder.csv")
    assert (found.exit_code, "is a directory" in found.stderr) == (2, True)


def test_a_file_under_the_ending_of_another_is_called_what_it_is(here: Path, dilemma: Invoke) -> None:
    """Neither is damaged, and another ending is all it needs."""
    dilemma("export", "order", "-o", "order.xlsx")
    (here / "order.xlsx").rename(here / "order.csv")
    (here / "matrix.xlsx").write_text(MATRIX, encoding="utf-8")
    assert "no text but a workbook" in dilemma("import", "order.csv", "--into", "order").stderr
    assert "no workbook but text; rename it to end in .csv" in dilemma("import", "matrix.xlsx").stderr


def test_what_stands_in_a_framework_is_to_be_changed_there(here: Path, dilemma: Invoke) -> None:
    """Its chances are shared, and its file is named."""
    dilemma("export", "nato", "-o", "nato.xlsx")
    made = load_workbook(here / "nato.xlsx")
    made["Futures"]["E5"] = 0.4
    made.save(here / "nato.xlsx")
    found = dilemma("import", "nato.xlsx", "--into", "nato")
    assert found.exit_code == 1
    assert "and change the framework " in found.stderr
    assert "allies.yaml instead" in found.stderr


def test_a_matrix_at_fault_names_its_cells_and_writes_nothing(here: Path, dilemma: Invoke) -> None:
    """The scenario it makes is nowhere to be looked at."""
    (here / "m.csv").write_text(MATRIX.replace("Stay", "x" * 20_000), encoding="utf-8")
    found = dilemma("import", "m.csv", "-o", "new.yaml")
    assert (found.exit_code, found.stderr.partition(": ")[0]) == (1, "m.csv, cell A2")
    assert not (here / "new.yaml").exists()


def test_a_scenario_goes_to_another_program_and_comes_back(here: Path, dilemma: Invoke) -> None:
    """Both formats are written and read by name; the options of tables do not belong to them."""
    for ending in ("dmsy", "xml"):
        assert dilemma("export", "order", "-o", f"order.{ending}").exit_code == 0
        found = dilemma("import", f"order.{ending}", "-o", f"{ending}.yaml")
        assert (found.exit_code, found.stderr.splitlines()[0]) == (0, f"wrote {ending}.yaml")
        assert dilemma("check", f"{ending}.yaml").exit_code == 0
    refused = dilemma("import", "order.xml", "--decimal", "comma")
    assert refused.exit_code == 2
    assert "order.xml is a file of another program" in refused.stderr


def test_people_become_a_panel(here: Path, dilemma: Invoke) -> None:
    """Their files are written together and read by `panel`; without a folder there is nowhere to write."""
    heads = "Person,norms,security,US_engagement,standing,cost,time,domestic"
    (here / "p.csv").write_text(
        f"{heads}\nAnna,30,10,20,10,10,10,10\nBen,5,15,30,10,20,10,10\n", encoding="utf-8"
    )
    assert dilemma("import", "p.csv", "--people", "nato").exit_code == 2
    written = dilemma("import", "p.csv", "--people", "nato", "-o", "people", "--today", "2026-10-01")
    assert (written.exit_code, written.stderr.splitlines()[0]) == (0, "wrote 2 profiles to people")
    assert "date: 2026-10-01" in (here / "people" / "anna.yaml").read_text(encoding="utf-8")
    assert dilemma("panel", "nato", "people/anna.yaml", "people/ben.yaml").exit_code == 0
    assert dilemma("import", "p.csv", "--people", "nato", "-o", "people").exit_code == 2


def test_the_help_lists_the_formats_of_the_registry(dilemma: Invoke) -> None:
    """Whatever is read or written stands there with its endings, and nothing that is only refused."""
    for command, written in (("import", False), ("export", True)):
        text = " ".join(dilemma(command, "--help").stdout.split())
        assert [format_ for format_ in list_formats(written=written) if format_ not in text] == []
        assert "GeNIe" not in text


def test_a_question_left_open_is_no_bug(here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who closes the input at a question is told that nothing is written."""
    monkeypatch.setattr("dilemma.cli.walk_screen.at_terminal", lambda: True)
    (here / "matrix.csv").write_text("Option,Cost,Speed\nStay,3,4\nLeave,5,2\n")
    found = dilemma("import", "matrix.csv", "-o", "new.yaml")
    assert found.exit_code == 2
    assert "a question about matrix.csv was left open, so nothing is written" in found.stderr
    assert not (here / "new.yaml").exists()
