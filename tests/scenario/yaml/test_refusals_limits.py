from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.yaml import refusals
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.refusals import MOST_LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.problems import Problem

    Found = Callable[[str], list[str]]
    Problems = Callable[[str], tuple[Problem, ...]]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("a: 1\nb: 2\na: 3", ["3:1-2 duplicate-key"], id="key twice"),
        pytest.param("a: {b: 1, c: {b: 1}, 'b': 2}", ["1:22-25 duplicate-key"], id="key twice in brackets"),
        pytest.param("NO: 1\n'NO': 2", ["2:1-5 duplicate-key"], id="key twice, once in quotes"),
        pytest.param("a: &x 1\nb: *x", ["1:4-6 anchor", "2:4-6 alias"], id="anchor and alias"),
        pytest.param(
            "a: &x\n  b: [*x, &y {}]", ["1:4-6 anchor", "2:7-9 alias", "2:11-13 anchor"], id="deeper"
        ),
        pytest.param("&x a: 1\n*x : 2", ["1:1-3 anchor", "2:1-3 alias"], id="as keys"),
        pytest.param("a: !t 1", ["1:4-6 tag"], id="tag"),
        pytest.param("a: ! 1", ["1:4-5 tag"], id="nameless tag"),
        pytest.param("a: !!int 1\nb: !<x:y,z> []", ["1:4-9 tag", "2:4-12 tag"], id="tags in full"),
        pytest.param("a: !!str &x # c\n  1", ["1:10-12 anchor"], id="anchor behind the one tag allowed"),
        pytest.param("a: &x !t 1", ["1:4-6 anchor", "1:7-9 tag"], id="both"),
        pytest.param("a: {<<: {b: 1}, '<<': 2}", ["1:5-7 merge-key"], id="merge key"),
        pytest.param(
            "a: {[b]: 1}\n? {c: 1}\n: 2", ["1:5-12 complex-key", "2:3-9 complex-key"], id="complex key"
        ),
        pytest.param("a: {{ name }}", ["1:5-14 complex-key"], id="template"),
        pytest.param(
            "a: .nan\nb: -.inf\nc: '.inf'", ["1:4-8 not-finite", "2:4-9 not-finite"], id="not finite"
        ),
        pytest.param("a: [1e400, 1.5, -9e999]", ["1:5-10 not-finite", "1:17-23 not-finite"], id="too large"),
        pytest.param("a\u200bb: 1", ["1:2-3 invisible-character"], id="zero width space"),
        pytest.param("a:\n  b\u00a0: 1", ["2:4-5 invisible-character"], id="no-break space in a key"),
        pytest.param('"a\\u200bb": 1\n"\\t": 2', ["1:1-11 invisible-character", "2:1-5 invisible-character"]),
        pytest.param("a: b\u200bc\u00a0d", [], id="invisible characters in text"),
        pytest.param("a: x\x07\x08y\nb\x7f: 1", ["1:5-7 control-character", "2:2-3 control-character"]),
        pytest.param("\ufeff\ufeffa: 1", ["1:1-2 control-character"], id="second byte order mark"),
        pytest.param('a: "\\u0007"\n"\\e": 1', ["1:4-12 control-character", "2:1-5 control-character"]),
        pytest.param('a: "\\ud83d\\ude00"', ["1:5-11 yaml-syntax"], id="half a character"),
        pytest.param('a: "b\\U00110000"', ["1:6-16 yaml-syntax"], id="no character"),
        pytest.param("a:\n\tb: 1", ["2:1-2 tab-indentation"], id="tab before a key"),
        pytest.param("a:\n  \tb: 1", ["2:3-4 tab-indentation"], id="tab behind spaces"),
        pytest.param("a:\n  - b\n\t- c", ["3:1-2 tab-indentation"], id="tab before an item"),
        pytest.param("a: [1,\n\t2]", ["2:1-2 tab-indentation"], id="tab in brackets"),
        pytest.param("a: |\n\tb", ["2:1-2 tab-indentation"], id="tab before block text"),
        pytest.param("a: b\n\tc", ["2:1-2 tab-indentation"], id="tab before more text"),
        pytest.param("a: |\n  b\n  \tc\nd: 'e\n  \tf'", [], id="tabs that are text"),
        pytest.param("a: 1\n---\nb: 2", ["2:1-4 second-document"], id="second document"),
        pytest.param("a: 1\n...\nb: 2", ["3:1-2 second-document"], id="second document without a line"),
        pytest.param("---\na: 1\n...\n", [], id="one document with its marks"),
        pytest.param("%YAML 1.1\n---\na: NO", ["1:1-10 yaml-syntax"], id="directive"),
        pytest.param("%NAME x\n---\na: NO", ["1:1-8 yaml-syntax"], id="unknown directive"),
        pytest.param("- a\n- b", ["1:1-4 not-a-mapping"], id="list"),
        pytest.param("  prose, no keys", ["1:3-17 not-a-mapping"], id="prose"),
        pytest.param("--- ~", ["1:5-6 not-a-mapping"], id="null"),
        pytest.param("one: two\u2028\nb: @", ["2:4-5 yaml-syntax"], id="line separator above a fault"),
    ],
)
def test_what_is_refused_and_where(found: Found, text: str, faults: list[str]) -> None:
    """Each refusal of the language has its code and exact place, and the rest of the file is read on."""
    assert found(text) == faults


def test_a_duplicate_key_names_both_places(problems: Problems) -> None:
    """Source: language, section 5; the first place is the one that stays."""
    (problem,) = problems("x:\n  norms: 1\n  norms: 2\n")
    assert problem.location == ("file.yaml", 3, 3)
    assert problem.message == (
        "key `norms` is given twice in this mapping, first on line 2, column 3; keep one of the two"
    )


def test_an_invisible_character_is_named(problems: Problems) -> None:
    """Nobody can delete what has no name and cannot be seen."""
    (problem,) = problems("no\u200brms: 1\n")
    assert problem.message == (
        "key `no�rms` holds the invisible character U+200B (zero width space); delete it"
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_has_a_limit(found: Found, opening: str) -> None:
    """Forty levels are read, the next is refused where it opens; the file itself is the first level."""
    closing = {"[": "]", "{a: ": "}", "- ": ""}[opening]
    inside = MOST_LEVELS - 1
    assert found(f"a:\n {opening * inside}1{closing * inside}") == []
    column = 2 + len(opening) * inside
    (fault,) = found(f"a:\n {opening * (inside + 1)}1{closing * (inside + 1)}")
    assert fault.startswith(f"2:{column}-")
    assert fault.endswith(" too-deep")


def test_nodes_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first key or value too many is pointed at; the file, its key and its list are three."""
    assert refusals.MOST_NODES == 200_000
    monkeypatch.setattr(refusals, "MOST_NODES", 2_000)  # the same, and sooner
    items = 2_000 - 3
    assert parse_yaml(b"a: [%s]" % (b"1," * items), "file.yaml")[1] == ()
    _, (problem,) = parse_yaml(b"a: [%s]" % (b"1," * (items + 1)), "file.yaml")
    assert (problem.code, problem.span.column) == ("too-many-nodes", 5 + 2 * items)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        pytest.param(b"[" * 60_000, {"too-deep"}, id="60 000 brackets"),
        pytest.param(b"- " * 60_000, {"too-deep"}, id="60 000 dashes"),
        pytest.param(b"{a: " * 60_000, {"too-deep"}, id="60 000 braces"),
        pytest.param(b"{" * 60_000, {"too-deep"}, id="60 000 braces for keys"),
        pytest.param(BOMB.encode(), {"anchor", "alias"}, id="alias bomb"),
        pytest.param(MERGES.encode(), {"anchor", "alias", "merge-key"}, id="merge bomb"),
        pytest.param(b"a: &a [*a]", {"anchor", "alias"}, id="list that holds itself"),
        pytest.param(b"a: " + b"x" * 2_000_000, {"too-large"}, id="line of 2 MB"),
        pytest.param(b"a: " + b"x " * 500_000 + b": y", {"yaml-syntax"}, id="line of 1 MB"),
        pytest.param(b"a: " + b"[]" * 500_000, {"yaml-syntax"}, id="line of brackets"),
        pytest.param("a: 1".encode("utf-16"), {"not-utf8"}, id="utf-16"),
        pytest.param("a: é".encode("latin-1"), {"not-utf8"}, id="latin-1"),
        pytest.param(b"a: !!python/object/apply:os.system [ls]", {"tag"}, id="call of a program"),
        pytest.param(b"a: " + b"9" * 5000, set(), id="5000 digits"),
        pytest.param(b"a: !!int 9x\nb: !!timestamp x", {"tag"}, id="tags that lie"),
        pytest.param(b"\x01" * 1_000_000, {"control-character", "not-a-mapping"}, id="nothing but controls"),
        pytest.param(
            b"a: x\x01\n" * 30_000, {"control-character", "duplicate-key"}, id="controls everywhere"
        ),
    ],
)
@pytest.mark.usefixtures("parser")
def test_hostile_files_are_answered_soon(data: bytes, codes: set[str]) -> None:
    """No file crashes the reader, grows in memory or keeps it busy; the bound allows for slow machines."""
    begun = time.process_time()
    _, problems = parse_yaml(data, "file.yaml")
    # Whether the first of the braces are told of as keys depends on how far ahead libyaml gives up.
    assert {problem.code for problem in problems if problem.code != "complex-key"} == codes
    assert time.process_time() - begun < 5
