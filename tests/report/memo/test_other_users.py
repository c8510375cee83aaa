"""Memos and screens of other users: small letters, euros, one future, ten options, a memo to discuss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.api.assess import load
from dilemma.report.document import Bullets, Paragraph, Table, plain_text
from dilemma.report.formats import markdown
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.assessment import assessment_document

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.report.document import Document

FEW = dilemma.Run(samples=64)
FOUNDRY = """\
dilemma: 1
title: supplier of castings
question: Who should deliver the castings?
as_of: 2026-11-01
options:
  keep: {title: present foundry, does: [{act: sign the extension., by: 2026-12-15, owner: purchasing}]}
  split: {title: two foundries, does: [audit the second foundry]}
criteria:
  tools: {title: cost of tools, scale: {worst: 900000, best: 0, unit: €}}
  delay: {title: days late, scale: {worst: 20, best: 0, unit: days}}
weights: {tools: 40, delay: 60}
futures:
  calm: {title: trade stays calm, short: calm, asks: Are tariffs below 10% in 2029?, chance: 0.55}
  tariffs: {title: tariffs rise, short: tariffs, asks: "If not, are they higher?"}
scores:
  keep:
    tools: {score: 0, why: nothing changes, from: [AJ]}
    delay: {score: [2, 8, 14], why: accounts of two years, from: [AJ]}
  split:
    tools: {score: [100000, 180000, 260000], why: tools are made twice}
    delay: {score: [3, 5.4, 7.8], why: accounts of two years, from: [AJ]}
signposts:
  inquiry: {event: an inquiry is opened, kind: event, by: 2027-06-30, likelihood: {calm: 0.2, tariffs: 0.8}}
assumptions:
  volume: {says: "we need 80,000 castings a year.", standing: caveated}
"""


def written(folder: Path, text: str) -> str:
    """The path of a scenario file with a text."""
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def memo_text(path: str) -> str:
    """The memo on a file as plain text, a line for each paragraph and row."""
    return markdown.write(memo(path)).replace("\xa0", " ").replace("\\", "")


def memo(path: str) -> Document:
    """The memo on a file."""
    return memo_document(dilemma.assess(path, run=FEW), load(path).scenario)


def screen(path: str) -> str:
    """Everything that a screen has on a file, on one line."""
    document = assessment_document(dilemma.assess(path, run=FEW), load(path).scenario, full=True)
    return " ".join(markdown.write(document).replace("\\", "").split())


def test_titles_in_small_letters_stand_in_sentences_as_sentences_want_them(tmp_path: Path) -> None:
    """What begins a line, a cell or a sentence has a capital, and a name within a sentence has none."""
    document = memo(written(tmp_path, FOUNDRY))
    starts = []
    for block in document.blocks:
        if isinstance(block, Bullets):
            starts += [plain_text(item) for item in block.items]
        elif isinstance(block, Table) and "What to watch" in [column.title for column in block.columns]:
            starts += [str(cell) for row in block.rows for cell in row if cell != "none\xa0yet"]
        elif isinstance(block, Paragraph):
            starts += re.split(r"(?<=[.?!]) ", plain_text(block.runs))
    assert [start for start in starts if start[:1].islower()] == []
    text = memo_text(str(tmp_path / "case.yaml"))
    assert "Where present foundry and two foundries differ most." in text
    assert (
        "- **Days late (60% of the weight): better with two foundries.** Both: Accounts of two years" in text
    )


def test_euros_have_commas_and_no_tenths(tmp_path: Path) -> None:
    """A level from a thousand on is whole, with commas, in a unit of its own."""
    text = screen(written(tmp_path, FOUNDRY))
    levels = re.findall(r"[\d,.]+ to [\d,.]+ €", text)
    assert levels
    assert not any(re.search(r"\d{4}|,\d{3}\.\d", level) for level in levels)


def test_no_future_is_the_danger_of_an_option_that_does_as_well_in_each(tmp_path: Path) -> None:
    """An option with the same scores in all futures has a value whichever comes, and no worst one."""
    path = written(tmp_path, FOUNDRY)
    text = memo_text(path)
    assert "Main danger" not in text
    assert re.search(r"Two foundries scores about \d\d whichever future comes\.", text)
    assert "All do worst in" not in text
    assert text.count("points, as in every future.") == 2
    assert "Main risk: calm" not in screen(path)


def test_a_memo_for_ministers_holds_no_key_of_a_file(tmp_path: Path) -> None:
    """What only its author can mend is counted, not listed, and every remark ends in a stop."""
    text = memo_text(written(tmp_path, FOUNDRY))
    assert "Checking the file gives 2 remarks for its author." in text
    assert "`" not in text


def test_an_event_that_decides_nothing_is_said_to(tmp_path: Path) -> None:
    """One that leaves the same leader is listed as the next, and settles nothing."""
    text = memo_text(written(tmp_path, FOUNDRY))
    assert "No event ahead decides which option leads. The next one:" in text
    assert "besides the events" not in text


@pytest.mark.parametrize(
    ("handling", "asks"),
    [
        ("For discussion: there is hardly any evidence.", False),
        ("For information only.", False),
        ("For discussion", False),
        ("For discussion in the purchasing board only.", True),
        ("Only embassies.", True),
    ],
)
def test_what_is_for_discussion_asks_for_no_approval(tmp_path: Path, handling: str, asks: bool) -> None:
    """A mark by itself takes the boxes to approve away, and every sentence that advises a decision."""
    path = written(tmp_path, FOUNDRY.replace("as_of:", f'handling: "{handling}"\nas_of:'))
    text = memo_text(path)
    assert ("☐ Approve" in text) == asks
    assert ("☐ Ask for more work" in text) != asks
    assert ("approve" in text.lower().replace("no approval", "")) == asks
    assert ("If a decision is needed now" in text) == asks


ONE_FUTURE = """\
dilemma: 1
title: Register of wells
question: Who keeps the register?
as_of: 2026-10-15
options:
  keep: {title: Keep it, does: [{act: Order software., by: 2027-03, owner: IT unit}]}
  hand: {title: Hand it over, does: [{act: Draft the decree., until: 2027-06, owner: Legal unit}]}
criteria: {quality: {title: Quality}, speed: {title: Speed}}
weights: {quality: [40, 60], speed: 40}
futures: {now: {title: Law stays as it is}}
scores:
  keep: {quality: {score: [55, 65, 75], confidence: moderate}, speed: [20, 30, 45]}
  hand: {quality: [40, 60, 80], speed: [10, 40, 75]}
"""


def test_one_future_needs_no_word_of_futures(tmp_path: Path) -> None:
    """No worst case, no shortfall, no probabilities; and no event or gap is claimed that is not there."""
    path = written(tmp_path, ONE_FUTURE)
    body = memo_text(path).partition("## Annex")[0]
    for word in ("worst case", "hortfall", "besides the events", "Set an owner", "whichever future"):
        assert word not in body, word
    text = screen(path)
    assert "Across all" not in text
    assert "which future occurs" not in text
    assert "moderate for 1 score, and not recorded for the others" in text


def test_of_ten_options_only_the_best_pairs_are_listed(tmp_path: Path) -> None:
    """A wall of pairs is cut to those of the four best, and one list that holds twice is given once."""
    names = [f"o{number}" for number in range(10)]
    options = ", ".join(f"{key}: {{title: Option {key[1:]}}}" for key in names)
    rows = "\n".join(
        f"  {key}: {{use: {{wet: {90 - 8 * place}, dry: {92 - 8 * place}}}}}"
        for place, key in enumerate(names)
    )
    path = written(
        tmp_path,
        f"dilemma: 1\ntitle: Ten\nquestion: Which?\nas_of: 2026-11-15\noptions: {{{options}}}\n"
        f"criteria: {{use: {{title: Use}}}}\nfutures: {{wet: {{chance: 0.4}}, dry: {{}}}}\nscores:\n{rows}\n",
    )
    text = screen(path)
    assert "Every decision-maker, risk-averse or not, prefers Option 0 over all others; Option 1 over" in text
    assert "Even without risk aversion" not in text
    assert "; and likewise in 15 more pairs further down the ranking." in text
