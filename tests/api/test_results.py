"""Results as Python shows them, and analysis is none the wiser."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.analysis.results.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = dilemma.Run(samples=64)
RESULTS: dict[str, Callable[[], Result]] = {
    "assess": lambda: dilemma.assess("order", run=QUICK),
    "compare": lambda: dilemma.compare(["order", "nato"], run=QUICK),
    "coalition": lambda: dilemma.coalition("nuclear"),
    "panel": lambda: dilemma.panel("nato", ["frontline", "realist"]),
    "portfolio": lambda: dilemma.portfolio(run=QUICK),
    "diff": lambda: dilemma.diff("nato", "climate", run=QUICK)[0],
}


def test_every_result_is_shown() -> None:
    """The tests below have an example of every class of results."""
    assert {type(result()) for result in RESULTS.values()} == set(Result.__subclasses__())


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_shows_itself(name: str) -> None:
    """A result is one line, plain data, JSON of the same, a piece of a page; and survives a pickle."""
    result = RESULTS[name]()
    assert repr(result).startswith(f"<{type(result).__name__}: ")
    assert "\n" not in repr(result)
    assert len(repr(result)) < 250
    assert json.loads(result.to_json()) == result.to_dict()
    assert '"scenarios"' not in result.to_json()
    page = result._repr_html_()
    assert "<table" in page
    assert "<script" not in page
    assert pickle.loads(pickle.dumps(result)) == result


def test_the_line_names_the_choice_and_the_lead() -> None:
    """The line has the title of the scenario, the option by its title, the verdict and the lead."""
    result = dilemma.assess("order", run=QUICK)
    line = repr(result)
    assert line.startswith("<Assessment: The UN system and territorial integrity: Enmesh (")
    assert f"({result.recommendation.verdict}), " in line
    assert " points ahead of " in line


def test_an_assessment_shows_its_titles_and_its_chart() -> None:
    """A notebook has the option of highest value first, by its title, and the ranking as a chart."""
    shown = dilemma.assess("order", run=QUICK)._repr_html_()
    assert shown.index("Enmesh") < shown.index("Accommodate")
    assert "<h3>The UN system and territorial integrity</h3>" in shown
    assert "<svg" in shown


def test_a_comparison_shows_as_a_table() -> None:
    """A notebook finds one row a result; without the scenarios at hand, options go by their ids."""
    comparison = dilemma.compare(["order", "nato"], run=QUICK)
    assert comparison._repr_html_().count("<tr>") == 3
    assert "enmesh" in repr(comparison.assessments[0])
    assert "<table" in comparison.assessments[0]._repr_html_()


def test_a_frame_has_the_rows_of_the_csv() -> None:
    """A data frame holds one option a row, with numbers as numbers."""
    pytest.importorskip("pandas")
    frame = dilemma.assess("order", run=QUICK).to_frame()
    assert next(iter(frame["option"])) == "enmesh"
    assert frame["value"].dtype.kind == "f"


def test_a_frame_without_pandas_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is missing, a sentence says what to type."""
    monkeypatch.setattr("dilemma.report.presentation.find_spec", lambda _name: None)
    with pytest.raises(
        dilemma.MissingPackage, match=r"a data frame needs pandas; .* -m pip install 'pandas'"
    ):
        dilemma.assess("order", run=QUICK).to_frame()


def test_analysis_names_the_report_in_one_place() -> None:
    """The seam by which results reach the report is the only one."""
    analysis = Path(dilemma.__file__).parent / "analysis"
    naming = {path.name for path in analysis.rglob("*.py") if "dilemma.report" in path.read_text("utf-8")}
    assert naming == {"result.py"}


def test_nothing_is_loaded_before_it_is_shown() -> None:
    """Importing the library and asking for a name loads no report and no template engine."""
    code = (
        "import sys, dilemma; dilemma.assess; print('jinja2' in sys.modules, 'dilemma.report' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
