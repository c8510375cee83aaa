"""Every fault the program can report, from a corpus of faulty files that announce their own problems."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.scenario.check import check_file
from dilemma.scenario.error_codes import EXPLANATIONS
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.problems import Problem

CORPUS = Path(__file__).parents[1] / "broken"
AROUND = Library((CORPUS / "around",))
FILES = sorted(CORPUS.glob("*.yaml"))

ON_ITS_LINE = re.compile(r"(error|warning): (\d+) \[([\w.-]+)\]")
ON_THE_FIRST_LINE = re.compile(r"(error|warning) (\d+):(\d+) \[([\w.-]+)\]")

Expected = tuple[int, int, str, str]

# Each too much for a file to keep: what is wrong, and the bytes that are.
MADE: dict[str, bytes] = {
    "not-utf8": "title: Café".encode("latin-1"),
    "too-large": b"# " + b"x" * 1024 * 1024,
    "too-deep": b"title: " + b"[" * 41 + b"]" * 41,
    "too-many-nodes": b"title: [" + b"0," * 200_000 + b"]",
    "too-long": b"dilemma: 1\nfile: profile\ntitle: " + b"x" * 301 + b"\nweights: {}",
    "too-many": b"dilemma: 1\ntitle: T\nquestion: Q\nas_of: 2024-11-24\ncriteria: {c: {}}\noptions:\n"
    + b"".join(b"  o%d: {stance: counter}\n" % n for n in range(101))
    + b"scores:\n"
    + b"".join(b"  o%d: {c: 5}\n" % n for n in range(101)),
}

# What looks like a code and is none, or is one that no file can bring about (see `test_wording.py`).
NO_CODES = {"utf-8", "invalid-value", "rev-parse", "rev-list", "ls-tree", "cat-file"}


def announced(text: str) -> Iterator[Expected]:
    """The problems a faulty file says it has: line, column, severity, code."""
    first, *_ = lines = text.splitlines()
    if first.startswith("# expect:"):
        for severity, line, column, code in ON_THE_FIRST_LINE.findall(first):
            yield int(line), int(column), severity, code
        return
    for number, line in enumerate(lines, start=1):
        _, _, comment = line.partition("  # ")
        for severity, column, code in ON_ITS_LINE.findall(comment):
            yield number, int(column), severity, code


def reported(problems: tuple[Problem, ...]) -> set[Expected]:
    """The same of problems that were found."""
    return {(each.span.line, each.span.column, each.severity, each.code) for each in problems}


def literals() -> Iterator[str]:
    """Every text in the code of the package, whole or as a part of one."""
    for path in sorted(Path(dilemma.scenario.__file__).parent.rglob("*.py")):
        if path.name == "explanations.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_has_exactly_the_problems_it_announces(path: Path) -> None:
    """Place, severity and code of everything found are those the file's comments say."""
    expected = set(announced(path.read_text(encoding="utf-8")))
    assert expected
    assert reported(check_file(path, AROUND)) == expected


@pytest.mark.parametrize("code", MADE)
def test_a_file_beyond_bounds_is_refused_once(code: str, tmp_path: Path) -> None:
    """Files no editor would save are refused with one problem, which names the bound."""
    path = tmp_path / "made.yaml"
    path.write_bytes(MADE[code])
    assert [problem.code for problem in check_file(path, Library(()))] == [code]


def test_the_files_around_the_faulty_ones_are_sound() -> None:
    """What faulty files name is found and has no problem of its own."""
    problems = [check_file(path, AROUND) for path in sorted((CORPUS / "around").rglob("*.yaml"))]
    assert len(problems) == 4
    assert not any(problems)


def test_every_code_is_shown_by_a_file() -> None:
    """Each explained code occurs in the corpus or is made above, and no other code does."""
    shown = {code for path in FILES for *_, code in announced(path.read_text(encoding="utf-8"))}
    assert shown | set(MADE) == set(EXPLANATIONS)


def test_every_code_in_the_program_is_explained() -> None:
    """What looks like a code in the program is explained, and what is explained is in the program."""
    found = set(literals())
    kinds = {f"unknown-{text}" for text in found if "unknown-" in found}
    codes = {text for text in found if re.fullmatch(r"[a-z]+(-[a-z0-9.]+)+", text)}
    assert codes - NO_CODES <= set(EXPLANATIONS)
    assert set(EXPLANATIONS) <= found | kinds


def test_an_explanation_is_a_sentence_or_two() -> None:
    """Explanations are read on a page, so they are whole sentences."""
    for text in EXPLANATIONS.values():
        assert text[0].isupper() or text.startswith("`")
        assert text.endswith(".")
        assert len(text) < 300


def test_a_message_stands_alone() -> None:
    """Messages are lower case or begin with the author's words, have no full stop, and end in one remedy."""
    for path in FILES:
        for problem in check_file(path, AROUND):
            assert not problem.message[0].isupper()
            assert not problem.message.endswith(".")
            assert "please" not in problem.message
            assert problem.message.count("; ") <= 1
