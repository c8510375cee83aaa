"""The memo: its order, its precision, and its language."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from tests.builders import LIBRARY, SCENARIOS, frozen_scenario, shipped_result

from dilemma.analysis.core.run import Run
from dilemma.analysis.results.verdict import ClosestRival, TieBreak
from dilemma.api.assess import assess
from dilemma.report.document import Bullets, Document, Facts, Figure, Heading, Paragraph, Table, plain_text
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.sources import describe_location
from dilemma.report.text import drop_stop, end_sentence
from dilemma.scenario.lexicon import lexicon_words
from dilemma.scenario.schema.files import Source
from dilemma.scenario.schema.parts import Act

ORDER = [
    "Bottom line",
    "Recommendation",
    "Context and deadlines",
    "Options",
    "Considerations",
    "Assessment",
    "Next steps",
    "Dissent",
    "Annex",
]
LAST = ["Numbers and charts", "Assumptions", "Sources", "Method", "Limits"]


@cache
def document(name: str, profile: str | None = None) -> Document:
    """The memo on one scenario."""
    result = assess(name, profile=profile, run=Run(samples=1024), library=LIBRARY)
    return memo_document(result, frozen_scenario(name))


def body(found: Document) -> list[str]:
    """Every text before the annex."""
    texts: list[str] = []
    for block in found.blocks:
        if isinstance(block, Heading):
            if block.new_page:
                break
            texts.append(block.text)
        elif isinstance(block, Paragraph):
            texts.append(plain_text(block.runs))
        elif isinstance(block, Bullets):
            texts += [plain_text(item) for item in block.items]
        elif isinstance(block, Facts):
            texts += [f"{label} {text}" for label, text in block.items]
        elif isinstance(block, Table):
            texts += [
                plain_text(tuple(cell for cell in row if not hasattr(cell, "maximum"))) for row in block.rows
            ]
    return texts


def headings(found: Document, level: int) -> list[str]:
    """The headings of one level."""
    return [each.text for each in found.blocks if isinstance(each, Heading) and each.level == level]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_parts_stand_in_the_order_of_an_options_memorandum(name: str) -> None:
    """Bottom line first, numbers last, one new page for the annex."""
    assert headings(document(name), 2)[: len(ORDER)] == ORDER
    assert headings(document(name), 3)[0] == LAST[0]
    assert [each for each in headings(document(name), 3) if each in LAST] == LAST
    assert isinstance(document(name).blocks[1], Facts)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("profile", [None, "realist", "none"])
def test_the_memo_speaks_in_whole_points(name: str, profile: str | None) -> None:
    """No number of the program before the annex has a decimal; what the file says is its own."""
    own = repr(frozen_scenario(name).file)
    strange = [
        number
        for text in body(document(name, profile))
        for number in re.findall(r"\d+\.\d+", text)
        if number not in own
    ]
    assert strange == []


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("profile", [None, "none"])
def test_likelihood_and_confidence_never_share_a_sentence(name: str, profile: str | None) -> None:
    """A sentence that speaks of confidence has no word of likelihood and no percentage of one (ICD 203)."""
    likelihoods = re.compile("|".join([*lexicon_words("icd203"), *lexicon_words("phia")]))
    for text in body(document(name, profile)):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert not ("confidence" in sentence and likelihoods.search(sentence)), sentence


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_citation_has_its_source(name: str) -> None:
    """The numbers in brackets run from one without a gap, and the list has one entry for each."""
    found = document(name)
    cited = [
        int(number)
        for text in body(found)
        for marks in re.findall(r"\[([\d,\s]+)(?:analyst\sjudgement)?\]", text)
        for number in re.findall(r"\d+", marks)
    ]
    listed = [each for each in found.blocks if isinstance(each, Bullets) and each.numbered][-1]
    assert sorted(set(cited)) == list(range(1, len(listed.items) + 1))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_word_of_likelihood_stands_beside_its_number(name: str) -> None:
    """A future's word is that of the lexicon and its probability is never left out."""
    futures = frozen_scenario(name).file.futures
    text = " ".join(body(document(name)))
    for future in futures.values():
        assert re.search(rf"{future.title}\S? \((<|>)?\d+%, [a-z ]+\)", text), future.title


def test_the_annex_has_every_chart() -> None:
    """Contributions, difference, futures, poles, ladder, changes, two lines and the map, each once."""
    drawn = [type(each.chart).__name__ for each in document("nato").blocks if isinstance(each, Figure)]
    assert drawn == [
        "StackedBars", "DivergingBars", "DotPlot", "ScatterPlot", "ShareBars",
        "TornadoChart", "LineChart", "LineChart", "WinnersMapChart",
    ]  # fmt: skip


def test_an_open_choice_is_left_to_the_reader() -> None:
    """Where two are not separated, the memo says so, what decides, and what is taken if it cannot wait."""
    texts = body(document("climate"))
    assert any(text.startswith("The analysis does not separate Enmesh and Counter.") for text in texts)
    assert (
        "Your choice turns on what matters more to you. If “Cost and exposure to retaliation” matters more, "
        "choose Enmesh; if “Standing with the wider world and coalition breadth” matters more, choose "
        "Counter." in texts
    )
    advice = "If a decision is needed now, choose Counter, which does more for"
    assert any(text.startswith(advice) for text in texts)
    assert any(text.startswith("That you decide between Enmesh and Counter. If") for text in texts)
    acts = [act.act for act in frozen_scenario("climate").options["counter"].does]
    assert all(any(act.rstrip(".") in text for text in texts) for act in acts)


def test_what_a_file_says_of_handling_relevance_and_deals_is_printed() -> None:
    """Handling follows the blank for the mark, low relevance the perspective, a deal the test of deals."""
    (facts,) = (block for block in document("nato", "climate-vulnerable").blocks if isinstance(block, Facts))
    lines = dict(facts.items)
    assert lines["Perspective"] == "Climate-vulnerable partner, to whom this issue matters little"
    assert re.search(r"From _+\s+Handling _+$", str(lines["To"]))
    shown = assess("nato", library=LIBRARY, run=Run(samples=64))
    filed = frozen_scenario("nato")
    options = {**filed.file.options}
    options["enmesh"] = options["enmesh"].model_copy(update={"deal": "It has a date."})
    filed = replace(
        filed, file=filed.file.model_copy(update={"handling": "Only embassies.", "options": options})
    )
    blocks = memo_document(shown, filed).blocks
    (facts,) = (block for block in blocks if isinstance(block, Facts))
    assert str(dict(facts.items)["Handling"]).endswith("__ Only embassies.")
    lines_of_text = [plain_text(block.runs) for block in blocks if isinstance(block, Paragraph)]
    assert "Enmesh, by that test. It has a date." in lines_of_text


def test_the_order_of_a_file_recommends_nothing() -> None:
    """Where only the order of the file tells equals apart, no option and no act is put forward."""
    result = shipped_result("climate")
    rule = TieBreak(rule="file-order", option="accommodate")
    found = replace(result.recommendation, tie_break=rule, advised=None)
    texts = body(memo_document(replace(result, recommendation=found), frozen_scenario("climate")))
    assert "That you decide between Enmesh and Counter." in texts
    assert "Nothing in the analysis prefers one of them." in texts
    acts = [act.act for act in frozen_scenario("climate").options["counter"].does]
    assert not any(text == act for text in texts for act in acts)


def test_the_reason_on_a_tie_is_true() -> None:
    """An option is said to do more for a pole only where it does; else it is the one that scores highest."""
    result = shipped_result("climate")
    flat = [replace(each, pole_values=dict.fromkeys(each.pole_values or {}, 50.0)) for each in result.options]
    found = replace(result.recommendation, advised="enmesh")
    texts = body(
        memo_document(replace(result, options=tuple(flat), recommendation=found), frozen_scenario("climate"))
    )
    assert "If a decision is needed now, choose Enmesh, which scores highest." in texts


def test_a_rival_level_by_draws_alone() -> None:
    """Far behind on average and ahead in half of the simulations is said so."""
    result = shipped_result("climate")
    rival = ClosestRival(option="counter", win_share=0.48, needed_share=0.6, rival_share=0.52, lead=9.3)
    found = replace(result.recommendation, within_rule=("enmesh",), closest_rival=rival)
    text = " ".join(body(memo_document(replace(result, recommendation=found), frozen_scenario("climate"))))
    assert "Enmesh scores 9 points more on average; Counter beats Enmesh in 52% of simulations " in text


def test_no_page_is_left_for_a_signature() -> None:
    """The line to sign ends the dissent."""
    assert any(text.endswith("Signed\xa0(role):\xa0________________") for text in body(document("nato")))


def test_abbreviations_are_spelled_as_in_the_titles() -> None:
    """`us_engagement` is U.S. engagement to a reader."""
    texts = " ".join(body(document("nato")))
    assert "U.S. engagement" in texts
    assert "us engagement" not in texts


@pytest.mark.parametrize("where", ["A post", "A post, 30 October 2025", "A post, 2025-10-30"])
def test_the_date_of_a_source_is_told_once(where: str) -> None:
    """A place that ends with its date does not have it twice."""
    source = Source(says="It was so.", where=where, date="2025-10-30", grade="B1")
    assert describe_location(source) == "A post, 30 October 2025, grade B1"


def test_the_sources_name_the_work_they_stand_in() -> None:
    """A reader learns which essay `line 31` is a line of, by the numbers of the list and not by ids."""
    texts = [plain_text(block.runs) for block in document("nato").blocks if isinstance(block, Paragraph)]
    assert any(re.match(r"\d+(, \d+| to \d+)*: Michael W. Manulak", text) for text in texts)


def test_an_abbreviation_keeps_its_stop() -> None:
    """A sentence ends in one stop, and `U.S.` keeps its own."""
    assert [drop_stop(text) for text in ("It came.", "Because of the U.S.", "None")] == [
        "It came", "Because of the U.S.", "None",
    ]  # fmt: skip
    assert [end_sentence(text) for text in ("It came", "Because of the U.S.")] == [
        "It came.", "Because of the U.S.",
    ]  # fmt: skip


def test_a_reader_can_check_the_sum() -> None:
    """In the annex the weights times the scores add up to the value, as far as they are written.

    By the published means, at equal weights on climate, Counter has 50.66 of value and Enmesh 46.64; scores
    and weights to one decimal leave the sum known to 7 x 0.0005 x 100 + 0.05 = 0.4 points at most.
    """
    table = next(
        block
        for block in document("climate", "none").blocks
        if isinstance(block, Table)
        and [column.title for column in block.columns][:2] == ["Criterion", "Weight"]
    )
    names = [column.title for column in table.columns]
    *rows, total = [[str(cell) for cell in row] for row in table.rows]
    for name, value in (("Counter", 50.66), ("Enmesh", 46.64)):
        at = names.index(name)
        assert abs(float(total[at]) - value) < 0.06
        added = sum(float(row[1].rstrip("%")) / 100 * float(row[at]) for row in rows)
        assert added == pytest.approx(value, abs=0.4)


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear"])
def test_the_bottom_line_names_the_judgement_that_matters_most(name: str) -> None:
    """It is the score or chance whose own range moves the lead most, told before anything else is."""
    result = assess(name, run=Run(samples=64), library=LIBRARY)
    texts = body(memo_document(result, frozen_scenario(name)))
    opening = texts[: texts.index("Recommendation")]
    (sentence,) = [text for text in opening if text.startswith("The single judgement that matters most")]
    widest = next(bar for bar in result.widest_inputs or () if bar.kind != "weight")
    assert ("the score of" in sentence) == (widest.kind == "score")
    assert ("the lead is" in sentence) == (min(widest.low, widest.high) >= 0.0)


def test_the_bottom_line_names_weak_ground() -> None:
    """An unsupported assumption that turns the choice is told; a better one, or an idle one, is not."""
    result = assess("nato", run=Run(samples=64), library=LIBRARY)
    tested = [replace(one, changes_choice=False) for one in result.assumptions or ()]

    def opening(standing: str, *, turns: bool) -> str:
        changed = replace(tested[0], standing=standing, changes_choice=turns, if_wrong="counter")
        shown = replace(result, assumptions=(changed, *tested[1:]))
        texts = body(memo_document(shown, frozen_scenario("nato")))
        return " ".join(texts[: texts.index("Recommendation")])

    said = "an assumption that nothing supports so far: "
    assert said in opening("unsupported", turns=True)
    assert "If it is false, Counter leads." in opening("unsupported", turns=True)
    assert said not in opening("caveated", turns=True) + opening("unsupported", turns=False)


def test_acts_that_are_over_are_marked_on_a_later_day() -> None:
    """An act due before the day of the memo is set apart; where all are, new ones are asked for."""
    found = frozen_scenario("nato")
    option = found.file.options["enmesh"]
    acts = tuple(Act.model_validate({"act": "Do it.", "by": day}) for day in ("2025-01", "2027-01"))
    for shown, marks, asked in ((acts, 1, False), (acts[:1], 1, True)):
        options = {**found.file.options, "enmesh": option.model_copy(update={"does": shown})}
        scenario = replace(found, file=found.file.model_copy(update={"options": options}))
        result = assess("nato", run=Run(samples=64, today="2026-11-29"), library=LIBRARY)
        texts = body(memo_document(result, scenario))
        assert sum("past" in text.lower() and "Do it (January 2025)" in text for text in texts) == marks
        assert ("All of its acts are past; new ones are needed: Do it (January 2025)." in texts) is asked
