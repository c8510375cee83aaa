"""Results show as tables in a notebook, and analysis is none the wiser."""

from __future__ import annotations

import subprocess
import sys

import dilemma
from dilemma.analysis.core.run import Run


def test_an_assessment_shows_as_a_table() -> None:
    """A notebook finds a table with the option of highest value first."""
    shown = dilemma.assess("order", run=Run(samples=64))._repr_html_()  # type: ignore[attr-defined]  # notebooks ask
    assert "<table>" in shown
    assert shown.index("enmesh") < shown.index("accommodate")
    assert "<script" not in shown


def test_a_comparison_shows_as_a_table() -> None:
    """A notebook finds one row a result."""
    shown = dilemma.compare(["order", "nato"], run=Run(samples=64))._repr_html_()  # type: ignore[attr-defined]
    assert shown.count("<tr>") == 3


def test_nothing_is_loaded_before_it_is_shown() -> None:
    """Importing the library and asking for a name loads no report and no template engine."""
    code = (
        "import sys, dilemma; dilemma.assess; print('jinja2' in sys.modules, 'dilemma.report' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
