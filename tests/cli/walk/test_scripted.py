"""Without a terminal a walk replays a file of answers, or says what to type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.cli.conftest import Invoke

WORKED = Path(__file__).parents[2] / "worked"
HEAD = "dilemma: 1\ntitle: Worked\nquestion: Which one?\nas_of: 2024-01-01\n"


def scenario(scores: Mapping[str, Mapping[str, float]]) -> str:
    """A scenario of scores from 0 to 100 by option and criterion; the options take no stance that matters."""
    options = {option: {"stance": "enmesh"} for option in scores}
    criteria: dict[str, Any] = {criterion: {} for criterion in next(iter(scores.values()))}
    return HEAD + yaml.safe_dump(
        {"options": options, "criteria": criteria, "scores": scores}, sort_keys=False
    )


def replayed(dilemma: Invoke, here: Path, text: str, answers: Sequence[tuple[str, object]]) -> Any:
    """The result of a scripted walk, as data."""
    (here / "worked.yaml").write_text(text, encoding="utf-8")
    steps = [{"ask": ask, "answer": answer} for ask, answer in answers]
    file = {"file": "answers", "scenario": "worked", "steps": steps}
    (here / "answers.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")
    result = dilemma("walk", "./worked.yaml", "--answers", "answers.yaml", "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def example(name: str) -> Any:
    """A published worked example."""
    return yaml.safe_load((WORKED / f"{name}.yaml").read_text(encoding="utf-8"))


def check(found: Any, op: str) -> Any:
    """The check of an example that has an op."""
    return next(each for each in found["checks"] if each["op"] == op)


@pytest.mark.parametrize("name", ["clemen-car-swing", "gw-office-location"])
def test_the_weights_of_published_swings(name: str, dilemma: Invoke, here: Path) -> None:
    """Clemen & Reilly 2001, chapter 15; Goodwin & Wright 2004, chapter 3: points typed, weights printed."""
    found = example(name)
    points, best = found["inputs"]["swing_points"], check(found, "additive_value")["expect"]
    full = 100 / max(value for row in found["inputs"]["scores"].values() for value in row.values())
    scores = {
        option.replace(" ", "_"): {criterion: value * full for criterion, value in row.items()}
        for option, row in found["inputs"]["scores"].items()
    }
    order = sorted(points, key=lambda criterion: -points[criterion])
    answers = [("method", "swing"), ("rank.1", " ".join(order))]
    answers += [(f"swing.{criterion}", points[criterion]) for criterion in order[1:]]
    data = replayed(dilemma, here, scenario(scores), answers)
    expected = check(found, "weights_from_swing")
    scaled = {criterion: weight * expected["scale"] for criterion, weight in data["weights"].items()}
    assert scaled == pytest.approx(expected["expect"], abs=expected["tol"])
    assert data["recommendation"]["option"] == max(best, key=best.__getitem__).replace(" ", "_")


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 8])
def test_the_weights_of_a_published_ranking(count: int, dilemma: Invoke, here: Path) -> None:
    """Edwards & Barron 1994: an order typed, rank-order-centroid weights printed."""
    expected = next(each for each in example("roc-edwards-barron")["checks"] if each["n"] == count)
    names = [f"c{place}" for place in range(count)]
    scores = {"a": dict.fromkeys(names, 20.0), "b": dict.fromkeys(names, 70.0)}
    answers = [("method", "ranking"), ("rank.1", " ".join(reversed(names)))]
    weights = replayed(dilemma, here, scenario(scores), answers)["weights"]
    assert [weights[name] for name in reversed(names)] == pytest.approx(
        expected["expect"], abs=expected["tol"]
    )


def test_without_a_terminal_it_says_what_to_type(dilemma: Invoke) -> None:
    """Nothing is asked where nobody can answer; the line given works once the file is there."""
    result = dilemma("walk", "nato")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.endswith("type: dilemma walk nato --answers nato.answers.yaml\n")


def test_what_answers_leave_open_is_skipped_and_said(dilemma: Invoke, here: Path) -> None:
    """Half a walk is a walk; the rest stays as the file has it."""
    (here / "half.yaml").write_text("file: answers\nscenario: nato\n", encoding="utf-8")
    result = dilemma("walk", "nato", "--answers", "half.yaml")
    assert result.exit_code == 0
    assert "questions open; skipped" in result.stderr
    assert "Perspective: Your answers." in result.stdout


def test_a_saved_profile_assesses_to_the_result_of_the_walk(dilemma: Invoke, here: Path) -> None:
    """The line printed at the end gives the same values, and the file has no fault."""
    steps = (
        "- {ask: eyes, answer: frontline}\n- {ask: method, answer: ranking}\n- {ask: rank.1, answer: 3 1}\n"
    )
    (here / "a.yaml").write_text(f"file: answers\nscenario: nato\nsteps:\n{steps}", encoding="utf-8")
    walk = dilemma("walk", "nato", "--answers", "a.yaml", "--format", "json", "--save", "ana.yaml")
    again = dilemma("assess", "nato", "--as", "ana.yaml", "--format", "json")
    one, other = json.loads(walk.stdout), json.loads(again.stdout)
    assert one["options"] == other["options"]
    assert one["weights"] == other["weights"]
    assert dilemma("check", "ana.yaml", "a.yaml", "--strict").exit_code == 0


def test_stale_weights_are_warned_of(dilemma: Invoke, here: Path) -> None:
    """`assess` names what changed since, as data and for people."""
    text = scenario({"a": {"x": 20.0, "y": 60.0}, "b": {"x": 70.0, "y": 30.0}})
    replayed(dilemma, here, text, [("method", "ranking"), ("rank.1", "y x")])
    dilemma("walk", "./worked.yaml", "--answers", "answers.yaml", "--save", "me.yaml")
    (here / "worked.yaml").write_text(text.replace("x: {}", "x: {worst: Nothing left.}"), encoding="utf-8")
    data = json.loads(dilemma("assess", "./worked.yaml", "--as", "me.yaml", "--format", "json").stdout)
    (found,) = [each for each in data["warnings"] if each["code"] == "stale-weights"]
    assert "`worst` of criterion `x`" in found["message"]
    shown = dilemma("assess", "./worked.yaml", "--as", "me.yaml").stdout
    assert found["message"] in " ".join(shown.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--answers", "missing.yaml"), 2, "cannot use missing.yaml"),
        (("--answers", "there.yaml", "--resume"), 2, "one of the two"),
        (("--answers", "there.yaml", "--save", "there.yaml"), 2, "already there"),
        (("--answers", "there.yaml", "--save", "profile.txt"), 2, "ends in .yaml"),
        (
            ("--answers", "there.yaml"),
            1,
            "error[wrong-answer]: these answers are for `order`, not for `nato`",
        ),
        (("--answers", "other.yaml"), 1, "error[wrong-kind]"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: tuple[str, ...], code: int, words: str, dilemma: Invoke, here: Path
) -> None:
    """The command line is at fault, or the file is, with its line."""
    (here / "there.yaml").write_text("file: answers\nscenario: order\n", encoding="utf-8")
    (here / "other.yaml").write_text("file: profile\n", encoding="utf-8")
    result = dilemma("walk", "nato", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


def test_answers_replace_answers_and_nothing_else(dilemma: Invoke, here: Path) -> None:
    """`--answers-out` never costs anybody a profile or a text; the answers of an earlier walk it renews."""
    (here / "a.yaml").write_text("file: answers\nscenario: nato\n", encoding="utf-8")
    for name, text in (("me.yaml", "file: profile\ntitle: Me\nkind: person\n"), ("notes.txt", "[mine")):
        (here / name).write_text(text, encoding="utf-8")
        result = dilemma("walk", "nato", "--answers", "a.yaml", "--answers-out", name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"error: {name} is there and holds no answers of a walk; keep the answers under another name\n"
        )
        assert (here / name).read_text(encoding="utf-8") == text
    for name in ("a.yaml", "new.yaml"):
        assert dilemma("walk", "nato", "--answers", "a.yaml", "--answers-out", name).exit_code == 0
        assert "ask: eyes" in (here / name).read_text(encoding="utf-8")


def test_force_lets_a_profile_be_replaced(dilemma: Invoke, here: Path) -> None:
    """A second walk may renew the profile of the first, when told to."""
    (here / "a.yaml").write_text("file: answers\nscenario: nato\n", encoding="utf-8")
    (here / "me.yaml").write_text("old", encoding="utf-8")
    assert dilemma("walk", "nato", "--answers", "a.yaml", "--save", "me.yaml", "--force").exit_code == 0
    assert "kind: person" in (here / "me.yaml").read_text(encoding="utf-8")


def test_the_answers_of_a_questionnaire_replay(dilemma: Invoke, here: Path) -> None:
    """A walk from them ends where the panel puts the person; they are not written over."""
    steps = (
        "steps:\n  - {ask: method, answer: swing}\n"
        "  - {ask: rank.1, answer: security norms us_engagement standing cost time domestic}\n"
        "  - {ask: swing.norms, answer: 80, comment: Order first.}\n"
        "  - {ask: swing.us_engagement, answer: 20}\n  - {ask: swing.standing, answer: 20}\n"
        "  - {ask: swing.cost, answer: 10}\n  - {ask: swing.time, answer: 5}\n"
        "  - {ask: swing.domestic, answer: 5}\n  - {ask: trade.security.domestic, answer: 'yes'}\n"
        "  - {ask: chance.rupture, answer: 40%}\n  - {ask: chance.cooperative, answer: keep}\n"
        "  - {ask: chance.transactional, answer: keep}\n"
        "  - {ask: judgement.scores.enmesh.security.cooperative, answer: 20}\n"
    )
    answers = "file: answers\nscenario: nato\nperson: {name: Ana}\n" + steps
    (here / "ana.answers.yaml").write_text(answers, encoding="utf-8")
    walked = json.loads(dilemma("walk", "nato", "--answers", "ana.answers.yaml", "--format", "json").stdout)
    shown = json.loads(dilemma("panel", "nato", "ana.answers.yaml", "realist", "--format", "json").stdout)
    assert walked["profile"]["title"] == "Ana"
    values = {option["id"]: option["value"] for option in walked["options"]}
    assert values == pytest.approx(shown["members"][0]["values"])
    more = dilemma("walk", "nato", "--answers", "ana.answers.yaml", "--judgements", "4")
    assert "ana.answers.yaml leaves 3 questions open; skipped" in more.stderr
    refused = dilemma("walk", "nato", "--answers", "ana.answers.yaml", "--answers-out", "other.yaml")
    assert "is a questionnaire and stays as it is" in refused.stderr
    assert not (here / "other.yaml").exists()
