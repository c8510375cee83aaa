"""A panel of people who filled in a questionnaire, by hand arithmetic on a scenario of two options.

Values of the file: accommodate 20 on norms and (80 - 30) / 60 = 83.33 on cost; counter 70 and 25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.elicitation.conftest import SMALL

import dilemma
from dilemma.errors import BadRequest
from dilemma.report.formats import markdown
from dilemma.report.sections.panel import panel_document

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "file: answers\nscenario: small\nsteps:\n  - {ask: method, answer: swing}\n"
OF_NORMS = """\
  - {ask: rank.1, answer: norms cost standing}
  - {ask: swing.cost, answer: 0, comment: We can pay.}
  - {ask: swing.standing, answer: 0}
"""
OF_COST = """\
  - {ask: rank.1, answer: cost norms standing}
  - {ask: swing.norms, answer: 0}
  - {ask: swing.standing, answer: 0}
"""
OF_BOTH = """\
  - {ask: rank.1, answer: norms=cost standing}
  - {ask: swing.standing, answer: 0}
"""
KEPT = "  - {ask: chance.storm, answer: keep}\n  - {ask: chance.calm, answer: keep}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The scenario, with answers of Ana, who minds norms, and Ben, who minds cost and doubts its score."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    answers = tmp_path / "answers"
    answers.mkdir()
    (answers / "ana.answers.yaml").write_text(
        f"{HEAD}{OF_NORMS}{KEPT}person: {{name: Ana}}\n", encoding="utf-8"
    )
    (answers / "ben.answers.yaml").write_text(
        f"{HEAD}{OF_COST}{KEPT}"
        "  - {ask: judgement.scores.counter.cost, answer: 35, first: 20, comment: It is cheaper.}\n"
        "person: {name: Ben, role: Treasury}\n",
        encoding="utf-8",
    )
    return tmp_path


def panel(small: Path, *members: str, **asked: object) -> dilemma.Panel:
    """The panel of the people in the folder."""
    return dilemma.panel(small / "small.yaml", members or [f"{small}/answers/"], **asked)  # type: ignore[arg-type]


def test_people_choose_by_their_own_weights_and_scores(small: Path) -> None:
    """Ben scores counter (80 - 35) / 60 = 75 on cost; the group reads the mean of 25 and 75."""
    result = panel(small)
    ana, ben = result.members
    assert (ana.values["counter"], ana.values["accommodate"]) == pytest.approx((70, 20))
    assert (ben.values["counter"], ben.values["accommodate"]) == pytest.approx((75, 250 / 3))
    # half of 70 and of 50; half of 20 and of 83.33
    assert result.group.values["counter"] == pytest.approx(60)
    assert result.group.values["accommodate"] == pytest.approx(155 / 3)
    assert result.settings is None


def test_disputes_count_by_what_hangs_on_them(small: Path) -> None:
    """All at 35: 72.5 to 51.67; all at 65, the file's: 47.5 to 51.67. The lead differs by 25 points."""
    disputes = {dispute.of: dispute for dispute in panel(small).disputes or ()}
    assert list(disputes) == ["weights.norms", "weights.cost", "scores.counter.cost"]
    score = disputes["scores.counter.cost"]
    assert (score.low, score.high, score.file) == (35, 65, 65)
    assert score.moves == pytest.approx(25)
    assert (score.if_low, score.if_high) == ("counter", "accommodate")
    assert [(answer.profile, answer.value, answer.own, answer.comment) for answer in score.answers] == [
        ("ana", 65, False, None),
        ("ben", 35, True, "It is cheaper."),
    ]
    # All weight on norms: 70 to 20; none: 50 to 83.33.
    weight = disputes["weights.norms"]
    assert weight.moves == pytest.approx(250 / 3)
    assert (weight.if_low, weight.if_high) == ("accommodate", "counter")
    assert disputes["weights.cost"].answers[0].comment == "We can pay."


def test_probabilities_of_people_are_averaged(small: Path) -> None:
    """A storm at 80% for Ana and 20% for Ben is 50% for the group; standing alone tells the options apart."""
    (small / "answers" / "ana.answers.yaml").unlink()
    (small / "answers" / "ben.answers.yaml").unlink()
    for name, chance in (("ana", "80%"), ("ben", "20%")):
        (small / "answers" / f"{name}.answers.yaml").write_text(
            HEAD
            + "  - {ask: rank.1, answer: standing norms cost}\n  - {ask: swing.norms, answer: 0}\n"
            + f"  - {{ask: swing.cost, answer: 0}}\n  - {{ask: chance.storm, answer: {chance}}}\n"
            + "  - {ask: chance.calm, answer: 100%}\n",
            encoding="utf-8",
        )
    result = panel(small)
    # accommodate: 10 in a storm, 60 in calm
    assert [member.values["accommodate"] for member in result.members] == pytest.approx([20, 50])
    assert result.group.values["accommodate"] == pytest.approx(35)
    (dispute,) = result.disputes or ()
    assert dispute.of == "futures.storm.chance"
    assert [dispute.low, dispute.high] == pytest.approx([0.2, 0.8])


def test_who_moved_between_two_rounds(small: Path) -> None:
    """From all weight on norms to half on each: 50 points off, 50 on; the other way Ben stays."""
    (small / "answers" / "ana-2.answers.yaml").write_text(
        f"{HEAD}{OF_BOTH}{KEPT}  - {{ask: judgement.scores.counter.cost, answer: 35}}\n"
        "person: {name: ANA}\nround: 2\n",
        encoding="utf-8",
    )
    (small / "answers" / "ben-2.answers.yaml").write_text(
        f"{HEAD}{OF_COST}{KEPT}  - {{ask: judgement.scores.counter.cost, answer: 35}}\n"
        "person: {name: Ben}\nround: 2\n",
        encoding="utf-8",
    )
    result = panel(small, rounds=True)
    assert [member.profile for member in result.members] == ["ana-2", "ben-2"]
    ana, ben = result.moved or ()
    assert ana.points == pytest.approx(100)
    assert (ana.judgements, ana.rounds) == (1, (1, 2))
    assert (ana.before, ana.after) == ("counter", "counter")
    # The mean was half and half, 100 points from each; it is a quarter on norms now, 50 from each.
    assert [ana.distance_before, ana.distance_after] == pytest.approx([100, 50])
    assert ben.points == pytest.approx(0)
    assert ben.judgements == 0
    scenario = dilemma.load(small / "small.yaml").scenario
    text = markdown.write(panel_document(result, scenario, full=True))
    assert "0 of 2 now choose another option. The weights of 2 are nearer to the mean than before." in text
    with pytest.raises(BadRequest, match="nobody here answered two"):
        panel(small, *(f"{small}/answers/{name}.answers.yaml" for name in ("ana", "ben")), rounds=True)


def test_the_page_says_who_is_missing_and_what_is_disputed(small: Path) -> None:
    """With comments side by side, and what the group would choose at either end."""
    result = panel(small, invited=["Ana", "Ben", "Cora"])
    assert result.missing == ("Cora",)
    text = markdown.write(panel_document(result, dilemma.load(small / "small.yaml").scenario, full=True))
    assert "Missing: Cora." in text
    assert "**Score of counter on cost: 35 to 65 (the file: 65).**" in text
    assert "If all took 35, the group would choose counter; if all took 65, accommodate." in text
    assert "It is cheaper." in text
    assert "Probabilities that people gave are averaged too." in text


@pytest.mark.parametrize(
    ("invited", "missing"),
    [
        (["Ana Silva", "BEN"], ()),  # they signed with their first names
        (["Ana Silva", "Ana Costa", "Ben"], ("Ana Silva", "Ana Costa")),  # which of the two, nobody knows
        (["Ana", "Ana Silva", "Ben"], ("Ana Silva",)),
        (["Anabel", "Benno"], ("Anabel", "Benno")),  # a part of a word is another name
        (["Silva, Ana", "Ben"], ()),
    ],
)
def test_a_first_name_on_the_list_is_the_person_who_signs_in_full(
    small: Path, invited: list[str], missing: tuple[str, ...]
) -> None:
    """And the other way round, unless the name could be somebody else's."""
    assert panel(small, invited=invited).missing == missing


def test_a_panel_of_profiles_has_no_questionnaires(small: Path) -> None:
    """It is as it was: nothing on people, and asking for them is refused."""
    profile = small / "partner.yaml"
    profile.write_text(
        "dilemma: 1\nfile: profile\ntitle: P\nweights: {small: {norms: 1, cost: 1, standing: 1}}\n",
        encoding="utf-8",
    )
    other = small / "other.yaml"
    other.write_text(profile.read_text(encoding="utf-8"), encoding="utf-8")
    result = panel(small, str(profile), str(other))
    assert (result.people, result.disputes, result.missing, result.moved) == (None, None, None, None)
    with pytest.raises(BadRequest, match="nobody in this panel filled in a questionnaire"):
        panel(small, str(profile), str(other), rounds=True)
    mixed = panel(small, str(profile), f"{small}/answers/ana.answers.yaml")
    assert [member.title for member in mixed.members] == ["Ana", "P"]


def test_a_table_of_people_goes_straight_into_a_panel(small: Path) -> None:
    """Ben scores (80 - 35) / 60 = 75 on cost, as in his answers file; Cem weighs nothing."""
    (small / "people.csv").write_text(
        "Person,norms,cost,standing,counter cost\nAna,1,0,0,\nBen,0,1,0,35\n", encoding="utf-8"
    )
    table, answers = panel(small, f"{small}/people.csv"), panel(small)
    assert [member.values for member in table.members] == [member.values for member in answers.members]
    assert [dispute.of for dispute in table.disputes or ()] == [
        dispute.of for dispute in answers.disputes or ()
    ]
    (small / "scores.csv").write_text("Person,counter cost\nCem,35\nDora,65\n", encoding="utf-8")
    third = sum(panel(small, f"{small}/scores.csv").members[0].weights.values()) / 3
    assert panel(small, f"{small}/scores.csv").members[0].weights["norms"] == pytest.approx(third)


def test_each_sheet_of_a_workbook_is_one_person(small: Path) -> None:
    """A sheet without numbers, such as a page to read first, is nobody."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Fill in your own sheet."])
    for name, score in (("Ana", 65), ("Ben", 35)):
        sheet = book.create_sheet(name)
        for row in (["", "accommodate", "counter"], ["norms", 20, 70], ["cost", 30, score]):
            sheet.append(row)
    book.save(small / "people.xlsx")
    ana, ben = panel(small, f"{small}/people.xlsx").members
    assert (ana.profile, ben.profile) == ("ana", "ben")
    assert ben.values["counter"] - ana.values["counter"] == pytest.approx(50 / 3)
