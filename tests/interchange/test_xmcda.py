"""XMCDA of every version gives the same decision, and what is written is read back with the same values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from tests.interchange.foreign import loaded_from, values_of

from dilemma.api.decision_table import decision_table
from dilemma.errors import FaultyFile
from dilemma.interchange.decision_table import DecisionTable, TableCriterion
from dilemma.interchange.xmcda import is_xmcda, read_xmcda, write_xmcda
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from pathlib import Path

ALTERNATIVES = """
<alternatives>
  <alternative id="x" name="Renew"/><alternative id="y" name="Bid"><active>true</active></alternative>
  <alternative id="z" name="Sell"><active>false</active></alternative>
  <alternative id="f" name="Ideal"><type>fictive</type></alternative>
</alternatives>"""
LEVELS = {"x": ("8", "300"), "y": ("6.0", "200"), "z": ("10", "100"), "f": ("10", "100")}
# Quality runs from 0 to 10 with weight 3, price from 500 down to 100 with weight 1:
# Renew 0.75 · 80 + 0.25 · 50 = 72.5, Bid 0.75 · 60 + 0.25 · 75 = 63.75.
VALUES = {"Renew": 72.5, "Bid": 63.75}


def scale(low: int, high: int, direction: str) -> str:
    """A scale with both ends."""
    ends = f"<minimum><integer>{low}</integer></minimum><maximum><real>{high}.0</real></maximum>"
    return f"<quantitative><preferenceDirection>{direction}</preferenceDirection>{ends}</quantitative>"


def performances(wrapped: bool) -> str:
    """The performance table; values are wrapped once more from version 3 on."""
    start, end = ("<values><value>", "</value></values>") if wrapped else ("<value>", "</value>")
    rows = "".join(
        f"<alternativePerformances><alternativeID>{key}</alternativeID>"
        f"<performance><criterionID>q</criterionID>{start}<real>{quality}</real>{end}</performance>"
        f"<performance><criterionID>p</criterionID>{start}<integer>{price}</integer>{end}</performance>"
        "</alternativePerformances>"
        for key, (quality, price) in LEVELS.items()
    )
    return f"<performanceTable>{rows}</performanceTable>"


def weights(wrapped: bool) -> str:
    """The weights 3 and 1."""
    start, end = ("<values><value>", "</value></values>") if wrapped else ("<value>", "</value>")
    entries = "".join(
        f"<criterionValue><criterionID>{key}</criterionID>{start}<real>{weight}</real>{end}</criterionValue>"
        for key, weight in (("q", 3), ("p", 1))
    )
    return f'<criteriaValues mcdaConcept="weights">{entries}</criteriaValues>'


def version_2() -> str:
    """Direction and scale inside the criteria."""
    criteria = (
        f'<criteria><criterion id="q" name="Quality"><scale>{scale(0, 10, "max")}</scale></criterion>'
        f'<criterion id="p" name="Price"><scale>{scale(100, 500, "min")}</scale></criterion></criteria>'
    )
    body = ALTERNATIVES + criteria + performances(False) + weights(False)
    return f'<x:XMCDA xmlns:x="http://www.decision-deck.org/2012/XMCDA-2.2.0">{body}</x:XMCDA>'


def later(root: str, namespace: str, entry: str) -> str:
    """Direction and scale in `criteriaScales`, whose entries have another name in 4."""
    scales = "".join(
        f"<{entry}><criterionID>{key}</criterionID><scales><scale>{text}</scale></scales></{entry}>"
        for key, text in (("q", scale(0, 10, "max")), ("p", scale(100, 500, "min")))
    )
    criteria = '<criteria><criterion id="q" name="Quality"/><criterion id="p" name="Price"/></criteria>'
    parts = (
        ALTERNATIVES,
        criteria,
        performances(True),
        f"<criteriaScales>{scales}</criteriaScales>",
        weights(True),
    )
    body = "".join(parts)
    return f'<{root} xmlns="http://www.decision-deck.org/{namespace}">{body}</{root}>'


VERSIONS = {
    "2.2.0": version_2(),
    "3.1.1": later("XMCDA", "2019/XMCDA-3.1.1", "criterionScale"),
    "4.0.0": later("xmcda", "2021/XMCDA-4.0.0", "criterionScales"),
}


def table_of(text: str, tmp_path: Path) -> DecisionTable:
    """The table of an XMCDA file."""
    path = tmp_path / "decision.xml"
    path.write_text(text, encoding="utf-8")
    assert is_xmcda(path.read_bytes())
    return read_xmcda(path.read_bytes(), path)


def refusal(text: str, tmp_path: Path) -> str:
    """Why an XMCDA file is refused."""
    with pytest.raises(FaultyFile) as caught:
        table_of(text, tmp_path)
    return caught.value.problems[0].message


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_gives_the_same_decision(version: str, tmp_path: Path) -> None:
    """Inactive and fictive alternatives are left out, and the values are those worked by hand."""
    path = tmp_path / "decision.xml"
    path.write_text(VERSIONS[version], encoding="utf-8")
    assert values_of(loaded_from(path, tmp_path)) == pytest.approx(VALUES, abs=1e-9)


def test_the_files_of_a_folder_are_read_together(tmp_path: Path) -> None:
    """Each part in a file of its own is the same decision; files of other names are not read."""
    root = ElementTree.fromstring(VERSIONS["3.1.1"])
    namespace = root.tag.removesuffix("XMCDA")
    for tag, name in (
        ("alternatives", "alternatives"),
        ("criteria", "criteria"),
        ("performanceTable", "performanceTable"),
        ("criteriaScales", "criteriaScales"),
        ("criteriaValues", "weights"),
        ("performanceTable", "performancesOfLastYear"),
    ):
        part = root.find(f"{namespace}{tag}")
        assert part is not None
        whole = ElementTree.Element(root.tag)
        whole.append(part)
        (tmp_path / f"{name}.xml").write_bytes(ElementTree.tostring(whole))
    values = values_of(loaded_from(tmp_path / "performanceTable.xml", tmp_path))
    assert values == pytest.approx(VALUES, abs=1e-9)


def test_without_a_scale_more_is_better_and_the_ends_are_a_guess(tmp_path: Path) -> None:
    """The span of the levels stands in, marked as assumed, so that there is no verdict."""
    bare = VERSIONS["2.2.0"].replace(f"<scale>{scale(100, 500, 'min')}</scale>", "")
    table = table_of(bare, tmp_path)
    price = table.criteria[1]
    assert (price.worst, price.best, price.assumed) == (200.0, 300.0, ("scale",))
    assert any("No direction is stated for `Price`" in note for note in table.notes)
    path = tmp_path / "decision.xml"
    assert "scale" in loaded_from(path, tmp_path).scenario.no_verdict


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<real>8</real>", "<fuzzyNumber/>", "`fuzzyNumber`"),
        ("<real>8</real>", "<real>8,0</real>", "`8,0` where a number belongs"),
        ("<real>8</real>", "<real>12</real>", "beyond its scale from 0 to 10"),
        (">min<", ">low<", "`low`; it must be min or max"),
        ("<x:XMCDA", "<!DOCTYPE x><x:XMCDA", "DOCTYPE"),
        ("</x:XMCDA>", "", "is no XML: line"),
        ("</criteria>", "<criterionFunction/></criteria>", "value functions"),
        ("<real>3</real>", "<real>-3</real>", "below 0"),
        ("<scale><quantitative>", "<scale><qualitative/><quantitative>", "qualitative scale"),
    ],
)
def test_what_is_not_read_is_refused_by_name(old: str, new: str, words: str, tmp_path: Path) -> None:
    """The message says what stands in the file; nothing is guessed."""
    assert old in VERSIONS["2.2.0"]
    path = tmp_path / "decision.xml"
    path.write_text(VERSIONS["2.2.0"].replace(old, new), encoding="utf-8")
    with pytest.raises(FaultyFile) as caught:
        loaded_from(path, tmp_path)
    assert words in caught.value.problems[0].message


def test_a_cell_without_a_number_is_unknown_and_an_interval_a_range(tmp_path: Path) -> None:
    """Neither becomes 0 or a middle."""
    text = VERSIONS["2.2.0"].replace("<real>8</real>", "<NA/>", 1)
    interval = (
        "<interval><lowerBound><real>5</real></lowerBound><upperBound><real>7</real></upperBound></interval>"
    )
    table = table_of(text.replace("<real>6.0</real>", interval), tmp_path)
    assert table.scores[0, 0] is None
    score = table.scores[1, 0]
    assert score is not None
    assert score.to_yaml() == [5.0, 7.0]


def test_what_is_written_is_xmcda_3_1_1_with_both_ends_and_shares(tmp_path: Path) -> None:
    """Names survive, weights sum to 1, and a falling scale has the direction `min`."""
    criteria = (
        TableCriterion(name='Cost & "risk"', worst=500, best=100, weight=exact_quantity(30)),
        TableCriterion(name="Quality", worst=0, best=10, weight=exact_quantity(10)),
    )
    scores = {(0, 0): 300.0, (0, 1): 8.0, (1, 0): 200.0, (1, 1): 6.0}
    table = DecisionTable(
        title="A -- B",
        options=("Renew <now>", "NO"),
        criteria=criteria,
        scores={cell: exact_quantity(level) for cell, level in scores.items()},
    )
    path = tmp_path / "out.xml"
    path.write_bytes(write_xmcda(table, "the scenario's own"))
    root = ElementTree.fromstring(path.read_bytes())
    assert root.tag == "{http://www.decision-deck.org/2019/XMCDA-3.1.1}XMCDA"
    again = read_xmcda(path.read_bytes(), path)
    assert again.options == table.options
    assert [(item.name, item.worst, item.best) for item in again.criteria] == [
        ('Cost & "risk"', 500, 100),
        ("Quality", 0, 10),
    ]
    assert [item.weight.mean for item in again.criteria if item.weight] == [0.75, 0.25]
    assert again.scores == table.scores
    assert again.notes == ()


@pytest.mark.parametrize("name", ["nato", "climate", "order"])
def test_a_scenario_goes_out_and_comes_back_with_its_values(name: str, tmp_path: Path) -> None:
    """Ranges and futures become expected levels; the value of each option stays."""
    from dilemma.api.assess import load

    table, whose = decision_table(load(name))
    path = tmp_path / f"{name}.xml"
    path.write_bytes(write_xmcda(table, whose))
    assert values_of(loaded_from(path, tmp_path)) == pytest.approx(table_values(table), abs=1e-9)


def table_values(table: DecisionTable) -> dict[str, float]:
    """The weighted sum of each option, by its name."""
    total = sum(criterion.weight.mean for criterion in table.criteria if criterion.weight)
    values = {}
    for row, option in enumerate(table.options):
        parts = [
            criterion.weight.mean / total * criterion.value(score.mean)
            for column, criterion in enumerate(table.criteria)
            if criterion.weight and (score := table.scores[row, column]) is not None
        ]
        values[option] = sum(parts)
    return values
