"""Both of PyYAML's parsers, and problems in short: every claim about a text must hold under either parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.problems import Problem

    Found = Callable[[str], list[str]]
    Problems = Callable[[str], tuple[Problem, ...]]


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs a test with PyYAML's parser in C, and as where PyYAML was built without it."""
    if request.param == "libyaml" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML has no libyaml here")
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    return str(request.param)


@pytest.fixture
def problems(parser: str) -> Problems:
    """The problems of a text."""
    return lambda text: parse_yaml(text.encode(), "file.yaml")[1]


@pytest.fixture
def found(problems: Problems) -> Found:
    """The problems of a text, each as `line:column-end code`."""

    def short(problem: Problem) -> str:
        span = problem.span
        return f"{span.line}:{span.column}-{span.end} {problem.code}"

    return lambda text: [short(problem) for problem in problems(text)]
