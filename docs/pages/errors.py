"""The page on errors: every code, what it means, and the shortest faulty file that shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.check import check_file
from dilemma.scenario.error_codes import EXPLANATIONS
from dilemma.scenario.excerpt import render_problem
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from dilemma.scenario.problems import Problem

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "broken"
HEADING = """# Errors and warnings

`dilemma check` reports everything wrong with a file at once, each problem on a line that stands alone:
`file:line:column: severity[code]: message`. An error keeps a file from being used; a warning does not,
unless `--strict` is given. The codes below are stable; the examples are files of the test suite, as the
program prints them.
"""
# A faulty file announces its problems in comments that its reader here need not see.
_ANNOUNCED = re.compile(r"  # (error|warning): .*")


def errors_page() -> str:
    """The page as Markdown, in the order in which a file is read."""
    found = _problems()
    return "\n".join((HEADING, *(_entry(code, found.get(code, [])) for code in EXPLANATIONS)))


def _problems() -> dict[str, list[Problem]]:
    """The problems of the corpus by code; those of files with the fewest lines and problems first."""
    files = [check_file(path, Library((CORPUS / "around",))) for path in sorted(CORPUS.glob("*.yaml"))]
    by_code: dict[str, list[Problem]] = {}
    for problems in sorted(files, key=lambda each: (len(each), len(each[0].span.source.lines))):
        for problem in problems:
            by_code.setdefault(problem.code, []).append(problem)
    return by_code


def _entry(code: str, problems: list[Problem]) -> str:
    severities = sorted({problem.severity for problem in problems}) or ["error"]
    example = f"\n```text\n{_shown(problems[0])}\n```\n" if problems else ""
    return f"## `{code}`\n\n*{' or '.join(severities).capitalize()}.* {EXPLANATIONS[code]}\n{example}"


def _shown(problem: Problem) -> str:
    """A problem as printed, but for the path and the comments that belong to the corpus."""
    source = problem.span.source
    lines = tuple(_ANNOUNCED.sub("", line) for line in source.lines)
    name = Path(source.name).name
    return render_problem(
        replace(problem, span=problem.span._replace(source=replace(source, name=name, lines=lines)))
    )
