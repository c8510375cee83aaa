"""A person walks through a scenario at a terminal: to the end, interrupted, mistaken, killed."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.walk.conftest import Open, Terminal

# What is typed at each prompt of a walk through `nato`, and the prompt it is typed at.
RANKING = (
    ("Start from [fresh]: ", "frontline"),
    ("Way [swing]: ", "ranking"),
    ("First: ", "2"),
    ("Next: ", "1=3 6"),
    ("Next: ", "4 5"),
    ("you would give up [yes]: ", ""),
    ("Probability [keep]: ", "likely"),
    ("Probability [keep]: ", "20-40%"),
    ("Probability [keep]: ", ""),
)
SWING = (
    ("Start from [fresh]: ", ""),
    ("Way [swing]: ", ""),
    ("First: ", "2 1=3 6 4 5"),
    ("Points for norms and U.S. engagement: ", "80"),
    ("Points for time: ", "90"),
    ("Right is [points]: ", "order"),
    ("Points for standing: ", "60-70"),
    ("Points for cost: ", "skip"),
    ("Points for domestic: ", "5"),
    ("you would give up [yes]: ", "35"),
    ("]: ", "1"),
    ("you would give up [yes]: ", "yes"),
    ("Probability [keep]: ", ""),
    ("Probability [keep]: ", ""),
    ("Probability [keep]: ", ""),
)
SAVE = "Save as [nato-me.yaml]: "


def kept(folder: Path) -> list[str]:
    """The questions answered according to the file of answers."""
    path = folder / "nato.answers.yaml"
    if not path.exists():
        return []
    return [step["ask"] for step in yaml.safe_load(path.read_text(encoding="utf-8"))["steps"]]


def walked(walk: Terminal, script: tuple[tuple[str, str], ...]) -> list[str]:
    """Types a script; what was shown before each prompt."""
    shown = []
    for prompt, line in script:
        shown.append(walk.expect(prompt))
        walk.keys(f"{line}\n")
    return shown


@pytest.mark.parametrize("script", [RANKING, SWING], ids=["ranking", "swing"])
def test_a_whole_walk(script: tuple[tuple[str, str], ...], terminal: Open, tmp_path: Path) -> None:
    """From the title to the recommendation, with bars after every answer and a profile at the end."""
    walk = terminal("walk", "nato")
    shown = walked(walk, script)
    assert "European security and NATO" in shown[0]
    assert all("Ranking now" in text or "No change" in text for text in shown[1:])
    result = walk.expect(SAVE)
    assert "Tipping points" in result
    assert "dilemma assess nato --as nato-me.yaml" in walk.type("", "-o memo.md")
    assert walk.end() == 0
    assert yaml.safe_load((tmp_path / "nato-me.yaml").read_text(encoding="utf-8"))["kind"] == "person"
    assert len(kept(tmp_path)) == len(script)


def test_an_interrupted_walk_goes_on_where_it_stopped(terminal: Open, tmp_path: Path) -> None:
    """Ctrl-C keeps the answers, leaves the terminal as it was, and the next walk offers to resume."""
    walk = terminal("walk", "nato")
    before = walk.modes()
    walked(walk, RANKING[:4])
    walk.expect("Next: ")
    walk.interrupt("Go on with: dilemma walk nato --resume")
    assert walk.end() == 130
    assert walk.modes() == before
    assert kept(tmp_path) == ["eyes", "method", "rank.1", "rank.2"]
    again = terminal("walk", "nato")
    assert "Resume, or start anew?" in again.expect("[resume]: ")
    assert "Resumed after 4 answers." in again.type("", "Next: ")
    again.keys("4 5\n")
    walked(again, RANKING[5:])
    again.expect(SAVE)
    again.type("no", "\n")
    assert again.end() == 0


def test_starting_anew_puts_the_old_answers_aside(terminal: Open, tmp_path: Path) -> None:
    """Nothing is overwritten; whoever regrets it finds the old file."""
    walk = terminal("walk", "nato")
    walked(walk, RANKING[:2])
    walk.expect("First: ")
    walk.keys("\x04")
    assert walk.end() == 0
    old = (tmp_path / "nato.answers.yaml").read_text(encoding="utf-8")
    again = terminal("walk", "nato")
    again.expect("[resume]: ")
    assert "nato.answers.old.yaml" in again.type("anew", "Start from [fresh]: ")
    assert (tmp_path / "nato.answers.old.yaml").read_text(encoding="utf-8") == old
    assert kept(tmp_path) == []


def test_two_walks_of_one_scenario(terminal: Open, tmp_path: Path) -> None:
    """The second is refused in words while the first goes on, and may go on with its answers afterwards."""
    first = terminal("walk", "nato")
    walked(first, RANKING[:1])
    first.expect("Way [swing]: ")
    second = terminal("walk", "nato", "--resume")
    second.expect("another walk is writing nato.answers.yaml; you can finish that one first")
    assert second.end() == 2
    elsewhere = terminal("walk", "nato", "--answers-out", "mine.yaml")
    elsewhere.expect("Start from [fresh]: ")
    elsewhere.keys("\x04")
    assert elsewhere.end() == 0
    assert kept(tmp_path) == ["eyes"]
    first.process.kill()  # a lock that is left behind keeps nobody out
    first.process.wait()
    third = terminal("walk", "nato", "--resume")
    third.expect("Resumed after 1 answer.")
    third.expect("Way [swing]: ")
    third.keys("\x04")
    assert third.end() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["nato.answers.yaml"]


def test_wrong_answers_at_every_question_change_nothing(terminal: Open, tmp_path: Path) -> None:
    """Each is refused in words, help comes after the second, and the walk ends as if they had not been."""
    walk = terminal("walk", "nato")
    for prompt, line in SWING:
        walk.expect(prompt)
        done = len(kept(tmp_path))
        assert "Please try again: " in walk.type("no such thing", prompt)
        assert "These work at any question" in walk.type("%%%", prompt)
        assert len(kept(tmp_path)) == done
        walk.keys(f"{line}\n")
    walk.expect(SAVE)
    assert "no folder" in walk.type("nowhere/me", SAVE)
    walk.type("quit", "\n")
    assert walk.end() == 0
    plain = terminal("walk", "nato", "--answers", "nato.answers.yaml", "--answers-out", "again.yaml")
    assert plain.end() == 0
    assert (tmp_path / "again.yaml").read_bytes() == (tmp_path / "nato.answers.yaml").read_bytes()


def test_everything_needed_to_answer_fits_80_by_24(terminal: Open) -> None:
    """Between one answer and the next prompt stand fewer lines than the window has, none too long."""
    walk = terminal("walk", "nato")
    for text in walked(walk, SWING):
        assert text.count("\n") < 24
        assert max(len(line) for line in text.split("\n")) <= 80


def test_no_colour_says_the_same(terminal: Open) -> None:
    """With NO_COLOR there is no escape code, and not a word is missing."""
    plain = terminal("walk", "nato", NO_COLOR="1")
    coloured = terminal("walk", "nato", "--answers-out", "nato.coloured.yaml")
    one, other = plain.expect("Start from [fresh]: "), coloured.expect("Start from [fresh]: ")
    other = other.replace("nato.coloured.yaml", "nato.answers.yaml")
    assert [line.rstrip() for line in one.split("\n")] == [line.rstrip() for line in other.split("\n")]
    plain.type("frontline", "Way [swing]: ")
    assert "\x1b" not in plain.shown
    assert "\x1b" in coloured.shown


def test_another_window_size_is_taken_up(terminal: Open) -> None:
    """After a resize the next question uses the new width, and the terminal stays as it was."""
    walk = terminal("walk", "nato")
    before = walk.modes()
    walked(walk, RANKING[:2])
    walk.expect("First: ")
    walk.resize(40, 110)
    text = walk.type("2", "Next: ")
    assert 80 < max(len(line) for line in text.split("\n")) <= 110
    assert walk.modes() == before


def test_a_killed_walk_has_lost_nothing(terminal: Open, tmp_path: Path) -> None:
    """At every question all answers so far are on disk, whole; after SIGKILL one resumes."""
    walk = terminal("walk", "nato")
    for place, (prompt, line) in enumerate(RANKING[:6]):
        walk.expect(prompt)
        assert len(kept(tmp_path)) == place
        walk.keys(f"{line}\n")
    walk.expect("Probability [keep]: ")
    os.kill(walk.process.pid, signal.SIGKILL)
    assert walk.end() == -signal.SIGKILL
    assert len(kept(tmp_path)) == 6
    # The hidden file that kept a second walk out stays, and keeps nobody out any more.
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".nato.answers.yaml.lock",
        "nato.answers.yaml",
    ]
    again = terminal("walk", "nato", "--resume")
    assert "Resumed after 6 answers." in again.expect("Probability [keep]: ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_walk_asked_to_end(number: signal.Signals, terminal: Open, tmp_path: Path) -> None:
    """A closed window or a shutdown leaves the terminal as it was and every answer whole on disk."""
    walk = terminal("walk", "nato")
    before = walk.modes()
    walked(walk, RANKING[:4])
    walk.expect("Next: ")
    walk.await_reading()
    walk.process.send_signal(number)
    assert walk.end() == 128 + number
    assert walk.modes() == before
    assert kept(tmp_path) == ["eyes", "method", "rank.1", "rank.2"]
    assert [path.name for path in tmp_path.iterdir()] == ["nato.answers.yaml"]


def test_back_offers_the_answer_again_and_reaches_beyond_the_result(terminal: Open, tmp_path: Path) -> None:
    """`back` works at the first question, in the middle, and after the recommendation."""
    walk = terminal("walk", "nato")
    walk.expect("Start from [fresh]: ")
    assert "nothing to go back to" in walk.type("back", "Start from [fresh]: ")
    walk.type("frontline", "Way [swing]: ")
    walk.type("back", "Start from [frontline]: ")
    walk.keys("\n")
    walked(walk, (("Way [swing]: ", "keep"), *RANKING[5:]))
    walk.expect(SAVE)
    walk.type("back", "Probability [keep]: ")
    walk.keys("30%\n")
    walk.expect(SAVE)
    walk.type("mine", "-o memo.md")
    assert walk.end() == 0
    assert (tmp_path / "mine.yaml").exists()


def test_the_answer_alone_goes_to_standard_output(terminal: Open, tmp_path: Path) -> None:
    """Questions are talk; a redirected answer is the result, to the byte that a replay gives."""
    result = tmp_path / "result.json"
    walk = terminal("walk", "nato", "--format", "json", answer_to=result)
    walked(walk, RANKING)
    walk.expect(SAVE)
    walk.type("no", "\n")
    assert walk.end() == 0
    assert json.loads(result.read_text(encoding="utf-8"))["profile"]["id"] == "walk"
    again = terminal(
        "walk",
        "nato",
        "--answers",
        "nato.answers.yaml",
        "--format",
        "json",
        answer_to=tmp_path / "again.json",
    )
    assert again.end() == 0
    assert (tmp_path / "again.json").read_bytes() == result.read_bytes()


def test_answers_that_cannot_be_kept_are_not_asked_for_long(terminal: Open) -> None:
    """A folder that is missing is reported before the first question, with the file that was meant."""
    walk = terminal("walk", "nato", "--answers-out", "missing/answers.yaml")
    walk.expect("cannot use missing/answers.yaml")
    assert walk.end() == 2
