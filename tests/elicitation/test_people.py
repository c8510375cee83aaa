"""Answers files of questionnaires: read as people, replayed like a walk, told apart by name and round."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Protocol

import pytest

from dilemma.elicitation.people import (
    expand_members,
    latest_round,
    load_answers,
    missing_people,
    read_invited,
    read_member,
    read_person,
    subject_fingerprint,
)
from dilemma.errors import BadRequest, FaultyFile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.elicitation.conftest import Prepare

    from dilemma.elicitation.people import Person


class Read(Protocol):
    """Reads answers as a person."""

    def __call__(self, steps: str, head: str = "person: {name: Ana}\n", name: str = "ana") -> Person:
        """The person of the answers after a head."""
        ...


HEAD = "file: answers\nscenario: small\ndate: 2025-03-02\n"
WEIGHTS = """\
steps:
  - {ask: method, answer: swing}
  - {ask: rank.1, answer: norms cost standing}
  - {ask: swing.cost, answer: 50, comment: Money is tight.}
  - {ask: swing.standing, answer: 0}
"""


@pytest.fixture
def person(prepare: Prepare, tmp_path: Path) -> Read:
    """Reads answers given on the small scenario, with a profile beside it that nobody asked for."""

    def read(steps: str, head: str = "person: {name: Ana}\n", name: str = "ana") -> Person:
        path = tmp_path / f"{name}.answers.yaml"
        path.write_text(f"{HEAD}{head}{steps}", encoding="utf-8")
        return read_person(path, prepare(partner=True))

    return read


def test_a_questionnaire_starts_from_no_profile(person: Read) -> None:
    """It is not asked whose eyes, though a profile is there; the weights are the person's alone."""
    ana = person(WEIGHTS)
    points = ana.profile.file.weights["small"].points
    assert {key: points[key].central for key in points} == {"norms": 100, "cost": 50, "standing": 0}
    assert ana.profile.file.title == "Ana"
    assert ana.profile.id == "ana"
    assert ana.profile.file.elicited["small"].date == "2025-03-02"


def test_numbers_of_their_own_become_what_ifs(person: Read) -> None:
    """Chances in words or numbers and scores are settings; what is kept or skipped is the file's."""
    ana = person(
        WEIGHTS
        + "  - {ask: trade.norms.cost, answer: 'yes'}\n"
        + "  - {ask: chance.storm, answer: unlikely}\n"
        + "  - {ask: chance.calm, answer: keep}\n"
        + "  - {ask: judgement.scores.counter.norms, answer: 30-40}\n"
        + "  - {ask: judgement.scores.counter.standing.storm, answer: keep}\n"
    )
    assert {str(setting): setting.value for setting in ana.settings} == {
        "futures.storm.chance": "unlikely",
        "scores.counter.norms": [30, 40],
    }
    assert ana.open == ()


def test_what_is_skipped_or_never_reached_is_open(person: Read) -> None:
    """A skipped chance, and those after the last answer; a trade-off left out is no gap."""
    ana = person(WEIGHTS + "  - {ask: chance.storm, answer: skip}\n")
    assert ana.open == ("chance.storm", "chance.calm")
    assert person(WEIGHTS).open == ana.open  # the trade-off after the weights is not reached


def test_a_trade_off_left_in_conflict_is_unresolved(person: Read) -> None:
    """Weights say 10 points of norms are worth 20 of cost; 80 is four times that, and the weights stay."""
    steps = "  - {ask: trade.norms.cost, answer: 80}\n  - {ask: repair.norms.cost, answer: keep}\n"
    assert person(WEIGHTS + steps).unresolved == (("norms", "cost"),)
    assert person(WEIGHTS + "  - {ask: trade.norms.cost, answer: 21}\n").unresolved == ()


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("  - {ask: trade.cost.norms, answer: 'yes'}\n", "not `trade.cost.norms`"),  # the lighter first
        ("  - {ask: trade.norms.standing, answer: 'yes'}\n", "not `trade.norms.standing`"),  # no weight
        ("  - {ask: chance.storm, answer: perhaps}\n", "neither a number nor one of the words"),
        ("  - {ask: chance.fog, answer: 20%}\n", "not `chance.fog`"),
        (
            "  - {ask: chance.storm, answer: skip}\n  - {ask: chance.calm, answer: skip}\n"
            "  - {ask: judgement.scores.counter.cost, answer: 90}\n",
            "`90` is more than the 80 points",
        ),
        (
            "  - {ask: chance.storm, answer: skip}\n  - {ask: chance.calm, answer: skip}\n"
            "  - {ask: judgement.scores.counter.cost, answer: 10}\n",
            "below 20, the lowest",
        ),
        (
            "  - {ask: chance.storm, answer: skip}\n  - {ask: chance.calm, answer: skip}\n"
            "  - {ask: judgement.scores.nobody.cost, answer: 30}\n",
            "`judgement.scores.nobody.cost` is answered",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(person: Read, steps: str, said: str) -> None:
    """With the question that was expected, or with what would be an answer."""
    with pytest.raises(FaultyFile, match=re.escape(said)):
        person(WEIGHTS + steps)


def test_the_last_round_of_each_person_counts(person: Read) -> None:
    """Names are one in whatever case and spacing; the same round twice is refused."""
    first = person(WEIGHTS, "person: {name: Ana  Silva}\n", "a")
    second = person(WEIGHTS, "person: {name: ana silva}\nround: 2\n", "b")
    other = person(WEIGHTS, "person: {name: Ben}\n", "c")
    assert [one.profile.id for one in latest_round([second, other, first])] == ["b", "c"]
    assert missing_people(["Ben", "Cora", "ANA SILVA"], [first, other]) == ("Cora",)
    again = person(WEIGHTS, "person: {name: ana silva}\nround: 2\n", "d")
    with pytest.raises(BadRequest, match=r"answered round 2 twice, in \S+ and \S+; leave"):
        latest_round([second, again])


def test_a_page_of_another_version_is_outdated(person: Read, prepare: Prepare) -> None:
    """The fingerprint changes with an option, a future or an end of a criterion, not with a score."""
    own = subject_fingerprint(prepare().scenario)
    assert not person(WEIGHTS, f"person: {{name: Ana}}\nbasis: {own}\n").outdated
    assert person(WEIGHTS, "person: {name: Ana}\nbasis: 0123456789ab\n").outdated
    from tests.elicitation.conftest import SMALL

    assert subject_fingerprint(prepare(SMALL.replace("norms: 20", "norms: 21")).scenario) == own
    assert subject_fingerprint(prepare(SMALL.replace("worst: Void.", "worst: Gone.")).scenario) != own
    assert (
        subject_fingerprint(prepare(SMALL.replace("fog: {}", "dusk: {}").replace("fog: ", "dusk: ")).scenario)
        != own
    )


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        (b"file: answers\nscenario: nato\nsteps: [{\n", True),
        (b"file: answers\n\0\n", True),
        ("file: answers\n".encode("utf-16"), True),
        (b"file: profile\nweights: [\n", False),
        (b"dilemma: 1\noptions: [\n", False),
    ],
)
def test_nobody_is_left_out_for_a_damaged_file(tmp_path: Path, content: bytes, counts: bool) -> None:
    """A file in a folder of answers that cannot be read is refused, unless it is of another kind."""
    (tmp_path / "a.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(content)
    assert len(list(expand_members([f"{tmp_path}/"]))) == 1 + counts


def test_a_folder_stands_for_the_answers_in_it(tmp_path: Path) -> None:
    """Other files in it are passed over; a folder with none, and a list without names, are refused."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for name in ("b.answers.yaml", "a.answers.yaml"):
        (folder / name).write_text(HEAD, encoding="utf-8")
    (folder / "profile.yaml").write_text("dilemma: 1\nfile: profile\n", encoding="utf-8")
    assert list(expand_members([f"{folder}/", "realist"])) == [
        folder / "a.answers.yaml",
        folder / "b.answers.yaml",
        "realist",
    ]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(BadRequest, match="holds no answers files"):
        list(expand_members([f"{empty}/"]))
    people = tmp_path / "people.csv"
    people.write_text("# invited\nAna,desk\n\nBen\tministry\n", encoding="utf-8")
    assert read_invited(people) == ("Ana", "Ben")
    people.write_text("\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="names nobody"):
        read_invited(people)
    people.write_text("Ana\n" * 300_000, encoding="utf-8")
    with pytest.raises(BadRequest, match="larger than 1 MiB"):
        read_invited(people)


@pytest.mark.parametrize("ending", ["eml", "txt"])
def test_no_pipe_is_waited_for_and_no_device_read_to_its_end(ending: str, tmp_path: Path) -> None:
    """What has no end, or none that comes soon, holds nobody's answers."""
    pipe, device, large = (tmp_path / f"{name}.{ending}" for name in ("pipe", "device", "large"))
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        with pytest.raises(OSError, match="Not a regular file"):
            load_answers(path)
        with pytest.raises(OSError, match="Not a regular file"):
            read_invited(path)
    with large.open("wb") as sparse:
        sparse.truncate(17 * 1024 * 1024)
    with pytest.raises(BadRequest, match="larger than 16 MiB"):
        load_answers(large)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Person;norms;cost;standing\nAna;1.500;20;30\n", "write the number without one$"),
        ("Person,norms\nAna,40\n,\nPerson,cost\nAna,30\n", "delete the others$"),
    ],
)
def test_a_panel_names_no_option_that_it_lacks(
    text: str, says: str, prepare: Prepare, tmp_path: Path
) -> None:
    """`--decimal` and `--sheet` belong to `import`."""
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyFile, match=says):
        read_member(path, prepare(), None)
