"""The questionnaire: filled in by keyboard alone and offline, its file is what the program reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from tests.elicitation.conftest import SMALL

import dilemma
from dilemma.api.questionnaire import questionnaire_subject, spread_of_answers
from dilemma.elicitation.judgements import judgement_text
from dilemma.elicitation.people import read_person
from dilemma.elicitation.question import BadAnswer
from dilemma.elicitation.questionnaire import questionnaire_data
from dilemma.elicitation.state import FRESH_START, WalkState
from dilemma.elicitation.walk import Walk, answer_question, next_question, replay_answers
from dilemma.errors import FaultyFile
from dilemma.report.formats import html
from dilemma.scenario.parse import load_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Open

    Questions = Callable[..., Path]

# Scores in doubt, so that there is something to ask about; the lead is small.
DOUBTFUL = SMALL.replace("norms: 70, cost: 65", "norms: [20, 60], cost: [35, 65]")


@pytest.fixture
def questions(tmp_path: Path) -> Questions:
    """Writes the page on a scenario and says where."""

    def written(name: str | None = None, *, number: int = 1, answers: list[str] | None = None) -> Path:
        if name is None:
            (tmp_path / "small.yaml").write_text(DOUBTFUL, encoding="utf-8")
        subject, expected = questionnaire_subject(name or str(tmp_path / "small.yaml"), 10)
        spread = spread_of_answers(answers, subject, number) if answers else None
        page = tmp_path / f"questions-{number}.html"
        data = questionnaire_data(subject, expected, round=number, spread=spread)
        page.write_text(html.write_questionnaire(data), encoding="utf-8")
        return page

    return written


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until the element has the focus; fail where it cannot be reached."""
    for _ in range(80):
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"{selector} cannot be reached by keyboard")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Reach an element by keyboard, and press a key on it."""
    tab_to(page, selector)
    page.keyboard.press(key)


def type_into(page: Page, selector: str, text: str) -> None:
    """Reach a field by keyboard, and type."""
    tab_to(page, selector)
    page.keyboard.type(text)


def heading(page: Page) -> str:
    """The title of the step shown."""
    return page.locator("#heading").inner_text()


def saved(page: Page, folder: Path) -> Path:
    """Save the file by keyboard and return where it is."""
    with page.expect_download() as download:
        press(page, "#download")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def fill_in(page: Page) -> str:
    """Go through the small questionnaire by keyboard, with second thoughts, and return the score judged."""
    type_into(page, "#field-name", "Zo\u00eb \u03a9 Example")
    press(page, "#next")
    press(page, "#next")
    assert heading(page) == "What matters to you"
    press(page, "li:nth-child(2) .up")  # norms, cost, standing: cost goes to the top
    press(page, "#method-swing", "Space")
    press(page, "#next")
    type_into(page, "#points-norms", "60-80")
    type_into(page, "#points-standing", "90")
    assert "You ranked Norms above Standing" in page.locator(".alert").inner_text()
    press(page, ".alert button")  # the points are right
    press(page, "#next")
    assert heading(page) == "A check of your weights"
    press(page, "main input[type=radio]", "Space")
    press(page, "#next")
    assert heading(page) == "How likely"
    assert "The file" not in page.locator("main").inner_text()
    type_into(page, "[id='number-chance.storm']", "15")
    press(page, ".card .buttons button")
    assert "The file says: " in page.locator("main").inner_text()
    press(page, "[id='own-chance.storm']", "ArrowDown")  # takes the file's
    type_into(page, "[id='number-chance.calm']", "unlikely")
    press(page, "#next")
    assert heading(page) == "Your own judgement"
    judged = page.locator("main input[type=text]").first.get_attribute("id") or ""
    type_into(page, f"[id='{judged}']", "45")
    reveal = page.locator(".card .buttons button").first
    assert reveal.is_disabled()  # no reason yet
    type_into(page, "main textarea", 'It "works":\n{really}, \u200bno #doubt')
    assert reveal.is_enabled()
    press(page, "#next")
    assert heading(page) == "Read it again"
    press(page, "#next")
    return judged.removeprefix("number-judgement.")


def test_a_questionnaire_by_keyboard_alone(questions: Questions, visit: Open, tmp_path: Path) -> None:
    """Offline from a file: every step by Tab, Enter, Space and letters; the panel reads what is saved."""
    opened = visit(questions(), width=390)
    judged = fill_in(opened.page)
    path = saved(opened.page, tmp_path)
    assert path.name == "small-zoe-\u03c9-example.answers.yaml"
    assert opened.messages == []
    assert all(url.startswith(("file:", "blob:")) for url in opened.requests)

    subject, _ = questionnaire_subject(str(tmp_path / "small.yaml"), 10)
    person = read_person(path, subject)
    points = person.profile.file.weights["small"].points
    weights = {name: quantity.parameters for name, quantity in points.items()}
    assert weights == {"norms": (60, 80), "cost": (100,), "standing": (90,)}
    settings = {str(setting): setting.value for setting in person.settings}
    assert settings == {"futures.calm.chance": "unlikely", judged: 45}
    assert person.comments[f"judgement.{judged}"] == 'It "works": {really}, no #doubt'
    assert not person.outdated
    firsts = {step.ask: step.first for step in load_file(path, "answers").model.steps if step.first}
    assert firsts == {"chance.storm": "15%"}
    other = tmp_path / "partner.yaml"
    other.write_text(
        "dilemma: 1\nfile: profile\ntitle: P\nweights: {small: {norms: 1, cost: 1, standing: 1}}\n",
        encoding="utf-8",
    )
    result = dilemma.panel(tmp_path / "small.yaml", [path, other])
    assert [member.title for member in result.members] == ["Zo\u00eb \u03a9 Example", "P"]


def test_the_page_and_the_walk_ask_the_same(questions: Questions) -> None:
    """Chances and judgements in one order with one text; what a trade-off says is one sentence."""
    del questions
    subject, expected = questionnaire_subject("nato", 10)
    data = questionnaire_data(subject, expected)
    walk = Walk(subject=subject, start=WalkState(profile=FRESH_START, method="keep", checked=(("a", "b"),)))
    asked = []
    while (question := next_question(walk)) is not None:
        asked.append(question)
        walk = answer_question(walk, question, "skip")
    assert [question.id for question in asked] == [
        entry["id"] for entry in data["chances"] + data["judgements"]
    ]
    for question, entry in zip(asked, data["chances"] + data["judgements"], strict=True):
        assert (entry["title"] if "low" in entry else entry["text"]) in question.text[0]
    assert len(data["judgements"]) == 10
    assert len({judgement_text(subject, path) for path in subject.judgements}) == 10


NUMBERS = [
    *("0.3", "30%", "30", ".25", "10-30%", "0.1-0.3", "10 to 30", "likely", "Very  Unlikely", "100%", "0"),
    *("perhaps", "1,5", "-3", "101", "130%", "30-10", "20-20%", "0.1 0.2 0.3", "5e-1", "x", "3 to", "99999%"),
]


def test_the_page_accepts_what_the_program_reads(questions: Questions, visit: Open) -> None:
    """Whatever the page takes for a number, written as the page writes it, is an answer to the walk."""
    page = visit(questions()).page
    subject, _ = questionnaire_subject("nato", 10)
    walk = Walk(subject=subject, start=WalkState(profile=FRESH_START, method="keep", checked=(("a", "b"),)))
    question = next_question(walk)
    assert question is not None
    accepted = 0
    for typed in NUMBERS:
        read: Any = page.evaluate("text => readChance(text)", typed)
        if isinstance(read, dict):
            accepted += 1
            after = answer_question(walk, question, read["text"])
            assert after.steps[-1].answer not in ("skip", "keep")
        else:
            assert isinstance(read, str), typed
            if typed not in ("0.1 0.2 0.3", "20-20%"):  # the page is the narrower of the two
                with pytest.raises(BadAnswer):
                    answer_question(walk, question, typed)
    assert accepted == 11


def test_random_answers_are_always_read(questions: Questions, visit: Open, tmp_path: Path) -> None:
    """Two hundred states drawn at random on the page, contradictions and gaps among them, replay whole."""
    page = visit(questions("nato")).page
    subject, _ = questionnaire_subject("nato", 10)
    files: list[str] = page.evaluate(DRAWN)
    path = tmp_path / "drawn.answers.yaml"
    contradictions = 0
    for text in files:
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            walk = replay_answers(subject, load_file(path, "answers"))
        except FaultyFile as faulty:
            pytest.fail(f"{faulty}\n{text}")
        assert next_question(walk) is None, text
        contradictions += "repair." in text
    assert contradictions > 10


def test_a_page_with_nothing_to_ask_saves_a_file_all_the_same(
    questions: Questions, visit: Open, tmp_path: Path
) -> None:
    """One criterion has no weight to give, and where nothing is in doubt there is no judgement to ask for."""
    sure = tmp_path / "sure.yaml"
    sure.write_text(
        "dilemma: 1\ntitle: Sure\nquestion: Which?\nas_of: 2026-06-01\noptions: {a: {}, b: {}}\n"
        "criteria: {norms: {}}\nscores: {a: {norms: 30}, b: {norms: 70}}\n",
        encoding="utf-8",
    )
    page = visit(questions(str(sure))).page
    answers = tmp_path / "ana.answers.yaml"
    answers.write_text(page.evaluate("answersFile({ ...blank(), name: 'Ana' })"), encoding="utf-8")
    subject, _ = questionnaire_subject(str(sure), 10)
    assert read_person(answers, subject).open == ()


# Draws states of the page with a generator of its own, and returns the files it would save.
DRAWN = """() => {
  let seed = 7;
  const draw = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % below;
  };
  return Array.from({ length: 200 }, () => {
    const made = blank();
    made.name = 'Person ' + draw(100);
    if (draw(8)) {
      made.method = draw(3) ? 'swing' : 'ranking';
      made.ordered = true;
      made.order.sort(() => draw(3) - 1);
      for (const id of made.order.slice(1)) if (draw(6)) made.points[id] = String(draw(11) * 10);
    }
    if (clash(made)) sortByPoints(made);
    for (const pair of tradePairs(made)) {
      const kind = draw(4);
      if (kind === 1) made.trades[pair.join('.')] = { yes: true };
      if (kind > 1) made.trades[pair.join('.')] = { text: String(1 + draw(100)) };
      const trade = tradeState(made, pair);
      if (!trade.conflict || !draw(2)) continue;
      const way = repairs(made, pair, trade.offered, trade.amount)[draw(2)];
      repair(made, pair, way[0], way[2]);
    }
    for (const question of [...data.chances, ...data.judgements]) {
      const text = 'low' in question ? String(draw(101)) : ['20%', 'likely', '10-40%', ''][draw(4)];
      made.numbers[question.id] = { text, choice: draw(5) ? 'own' : 'file', shown: true, first: text };
      if (!draw(3)) made.comments[question.id] = 'Why: "so" # ' + String.fromCodePoint(0x1f600 + draw(40));
    }
    return answersFile(made);
  });
}"""


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("\u017di\u017eek, S.", "zizek-s"),
        ("\u674e\u56db", "\u674e\u56db"),
        ("\uae40", "\uae40"),
        ("!?", "answers"),
    ],
)
def test_each_person_has_a_file_of_their_own(name: str, part: str, questions: Questions, visit: Open) -> None:
    """The file is called after the person in any script, so that one reply never replaces another."""
    page = visit(questions()).page
    assert page.evaluate("name => fileName({ name })", name) == f"small-{part}.answers.yaml"


def test_the_second_round_shows_how_the_first_spread(
    questions: Questions, visit: Open, tmp_path: Path
) -> None:
    """Quartiles and comments without names; answers resume from the browser, and the file says round 2.

    One's own answers of the first round return on request, without the numbers that came before the file's.
    """
    folder = tmp_path / "answers"
    folder.mkdir()
    questions()
    for name, points, chance in (("Ana", 20, "10%"), ("Ben", 40, "20%"), ("Cora", 90, "60%")):
        (folder / f"{name}.answers.yaml").write_text(
            f"file: answers\nscenario: small\nperson: {{name: {name}}}\nsteps:\n"
            "  - {ask: method, answer: swing}\n  - {ask: rank.1, answer: norms cost standing}\n"
            f"  - {{ask: swing.cost, answer: {points}, comment: Comment of {points}.}}\n"
            f"  - {{ask: swing.standing, answer: 0}}\n  - {{ask: chance.storm, answer: {chance}}}\n",
            encoding="utf-8",
        )
    path = questions(number=2, answers=[f"{folder}/"])
    text = path.read_text(encoding="utf-8")
    assert not [name for name in ("Ana", "Ben", "Cora") if name in text]
    page = visit(questions()).page
    fill_in(page)
    before = page.evaluate("() => steps(state)")
    page.goto(path.as_uri())
    assert (
        "answers of round 1 by Zo\u00eb \u03a9 Example. Are they yours?" in page.locator("main").inner_text()
    )
    assert page.evaluate("() => steps(state)[0]") == '  - {ask: method, answer: "skip"}'
    press(page, "#earlier")
    assert page.locator("#earlier").count() == 0
    assert (
        page.evaluate("() => steps(state)")
        == [re.sub(', first: "[^"]*"', "", line) for line in before]
        != before
    )
    page.locator("#field-name").fill("Ana")
    for _ in range(2):
        page.locator("#next").click()
    page.locator("#method-swing").check()
    page.locator("#next").click()
    # 20, 40, 90: half of three numbers lie between 30 and 65
    shown = page.locator(".spread").all_inner_texts()
    assert any("from 20 to 90. The middle one is 40; half lie between 30 and 65." in one for one in shown)
    assert any("3 answers, all of them 0." in one for one in shown)
    assert any("Comment of 20." in one for one in shown)
    page.reload()
    assert heading(page) == "How much it matters"
    assert "You go on where you stopped" in page.locator("#notice").inner_text()
    assert "round: 2" in page.evaluate("() => answersFile(state)")


@pytest.mark.parametrize("dark", [False, True])
def test_every_step_is_accessible(questions: Questions, visit: Open, dark: bool) -> None:
    """No step has a fault that axe finds, nor is any wider than a telephone."""
    page = visit(questions("nato"), width=390, dark=dark).page
    page.evaluate("() => { state.name = 'A'; state.method = 'swing'; state.ordered = true; }")
    for index in range(9):
        page.evaluate("index => show(index)", index)
        if heading(page) in ("How likely", "Your own judgement"):
            page.locator("main input[type=text]").first.fill("30")
            if heading(page) == "Your own judgement":
                page.locator("main textarea").first.fill("Because.")
            page.locator(".card .buttons button").first.click()
        results = Axe().run(page)
        assert results.violations_count == 0, f"{heading(page)}: {results.generate_report()}"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, heading(page)


def test_a_repair_leaves_the_trade_off_answered(questions: Questions, visit: Open) -> None:
    """Other weights make other pairs worth asking about; one that a person has answered stays."""
    page = visit(questions("nato")).page
    before, conflict, after, state = page.evaluate(REPAIRED)
    assert conflict
    assert before[0] in after
    assert len(after) == 2
    assert state == {"yes": True}


# Answers the first trade-off against the weights, repairs them in the second way, and returns the pairs.
REPAIRED = """() => {
  const made = blank();
  Object.assign(made, { method: 'swing', ordered: true });
  made.order.slice(1).forEach((id, index) => { made.points[id] = String(90 - 10 * index); });
  const before = tradePairs(made);
  made.trades[before[0].join('.')] = { text: '1' };
  const trade = tradeState(made, before[0]);
  const way = repairs(made, before[0], trade.offered, trade.amount)[1];
  repair(made, before[0], way[0], way[2]);
  const turned = tradePairs(made).map((pair) => [...pair].sort());
  const wanted = [...before[0]].sort().join();
  const kept = tradePairs(made).find((pair) => [...pair].sort().join() === wanted);
  const first = [...before[0]].sort();
  return [[first], trade.conflict, turned, kept && made.trades[kept.join('.')]];
}"""
