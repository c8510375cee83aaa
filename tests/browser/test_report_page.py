"""The report in a real browser: offline, by hand, by key, in print, and to the last digit of the program."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from tests.browser.conftest import VIEWS
from tests.report.memo.test_two_pages import CASES, HERE, count_pages, memo

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, assess_loaded, load
from dilemma.api.memo import issue_page
from dilemma.api.viewpoints import find_profile
from dilemma.report.formats import html
from dilemma.report.numbers import format_percent, format_points, format_whole_points
from dilemma.report.sections.comparison import summarize_result
from dilemma.report.sections.sliders import TypedCommand
from dilemma.report.text import Names, capitalize
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.load import load_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser
    from tests.browser.conftest import Open

    from dilemma.analysis.results.assessment import Assessment

STATES = 25
QUICK = Run(samples=64, everything=False)


def known(result: Assessment, name: str) -> dict[str, float]:
    """The program's values under the names of the page, best first."""
    names = Names(load(name).scenario)
    return {capitalize(names.option(each.id)): each.value for each in result.options}


def test_the_page_asks_for_nothing_and_says_nothing(nato: Path, visit: Open) -> None:
    """Opened from the disk with the network off, it loads itself alone and the console stays empty."""
    opened = visit(nato)
    opened.page.wait_for_timeout(200)
    assert opened.requests == [nato.as_uri()]
    assert opened.messages == []


def test_the_policy_is_enforced(nato: Path, visit: Open) -> None:
    """A picture from elsewhere, or a script put in later, is refused by the page's own policy."""
    opened = visit(nato)
    opened.page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))"
    )
    put_in = (
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.evil = 1'}))"
    )
    opened.page.evaluate(put_in)
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.evil") is None
    for refused in ("https://example.org/x.png", "inline script"):
        assert any(refused in said and "Content Security Policy" in said for said in opened.messages), refused


def test_the_first_ranking_is_the_programs(nato: Path, visit: Open) -> None:
    """Before anything is moved, the page has the program's values in the program's order."""
    values = visit(nato).values()
    wanted = known(assess("nato"), "nato")
    assert list(values) == list(wanted)
    assert values == pytest.approx(wanted, abs=1e-9, rel=0)


def fragments(seed: int) -> tuple[list[float], list[float], str]:
    """A random state of all sliders, as numbers and as the end of a link."""
    drawn = random.Random(seed)
    points = [float(drawn.randint(0, 100)) for _ in range(7)]
    points[drawn.randrange(7)] += 1 if sum(points) == 0 else 0
    chances = [drawn.randint(0, 100) / 100 for _ in range(3)]
    return points, chances, f"#w={','.join(map(str, points))}&q={','.join(map(str, chances))}"


TOLD: tuple[dict[str, Any], ...] = (
    {},
    {"seen": ["N6", "N8"], "not_seen": ["N1"], "wrong": ["congress", "deals-move"]},
)


@pytest.mark.parametrize("told", TOLD, ids=["as judged", "after something was seen"])
def test_the_ranking_is_the_programs_at_random_states(
    told: dict[str, Any], report: Callable[..., Path], visit: Open
) -> None:
    """At fifty states of the sliders in all, values and order are those of `assess --set`, to 1e-9.

    So they are after something was seen, which weighs the futures and moves the share, and with assumptions
    taken to be wrong.
    """
    opened, found = visit(report("nato", **told)), load("nato")
    criteria = [leaf.id for leaf in found.scenario.leaves]
    seen = dict.fromkeys(told.get("seen", ()), True) | dict.fromkeys(told.get("not_seen", ()), False)
    first = STATES if told else 0
    for seed in range(first, first + STATES):
        points, chances, fragment = fragments(seed)
        opened.page.evaluate("fragment => { location.hash = fragment }", fragment)
        opened.page.wait_for_function("hash => location.hash === hash", arg=fragment)
        weights = ", ".join(f"{key}: {value}" for key, value in zip(criteria, points, strict=True))
        settings = [f"weights={{{weights}}}"]
        settings += [
            f"futures.{key}.chance={value}"
            for key, value in zip(("rupture", "cooperative", "transactional"), chances, strict=True)
        ]
        wanted = assess("nato", settings=settings, seen=seen, wrong=told.get("wrong", ()), run=QUICK)
        opened.page.wait_for_function(
            "value => Math.abs(document.querySelector('#live tbody tr').dataset.value - value) < 1e-9",
            arg=wanted.first.value,
        )
        values, expected = opened.values(), known(wanted, "nato")
        assert list(values) == list(expected), fragment
        assert values == pytest.approx(expected, abs=1e-9, rel=0), fragment
        near = len(wanted.recommendation.within_rule) > 1
        assert any(words in opened.verdict() for words in ("counts as a tie", " tie.")) == near, fragment
        futures = opened.page.locator("#futures").inner_text()
        shown = [
            f"{names_of_futures(key)} {format_percent(odd)}" for key, odd in wanted.probabilities.items()
        ]
        assert all(each in futures for each in shown), (futures, shown)


def names_of_futures(key: str) -> str:
    """A future as the page names it."""
    return Names(load("nato").scenario).future(key)


def test_the_command_holds_what_was_seen(report: Callable[..., Path], visit: Open) -> None:
    """What the page shows to type gives the page's own values, evidence included."""
    opened = visit(report("nato", seen=["N6"], not_seen=["N1"], wrong=["congress"]))
    opened.page.get_by_label("rupture", exact=True).press("PageUp")
    command = opened.page.locator("#command").inner_text()
    assert command == (
        "dilemma assess nato --set futures.rupture.chance=0.22 --seen N6 --not-seen N1 --wrong congress"
    )
    settings, seen = ["futures.rupture.chance=0.22"], {"N6": True, "N1": False}
    wanted = assess("nato", settings=settings, seen=seen, wrong=["congress"], run=QUICK)
    assert opened.values() == pytest.approx(known(wanted, "nato"), abs=1e-9, rel=0)


def test_what_cannot_have_been_seen_is_said(visit: Open, tmp_path: Path) -> None:
    """Where the chances leave no future that allows what was seen, the page says so and keeps its values."""
    found = load("nato")
    made = replace(make_edits(find_profile(None, found), (), None), seen={"N6": True})
    seen = replace(
        apply_edits(found.scenario, made),
        evidence={"rupture": 1.0, "cooperative": 0.0, "transactional": 0.0, "retrenched": 0.0},
    )
    path = tmp_path / "report.html"
    path.write_text(
        html.write_report(assess_loaded(found, made), seen, found.scenario, TypedCommand("nato")),
        encoding="utf-8",
    )
    opened = visit(path)
    before = opened.values()
    opened.page.get_by_label("rupture", exact=True).press("Home")
    assert opened.verdict() == "No future is left that allows what was seen: move a chance."
    assert opened.values() == before


SCREENED = """\
dilemma: 1
title: Hard floors
question: Which?
as_of: 2024-11-24
options: {one: {title: small letters, stance: counter}, two: {title: "Two\\tcolumns", stance: enmesh},
  three: {title: "Two\\tcolumns", stance: wait_out}, four: {stance: accommodate}}
criteria: {norms: {floor: 40, screen: true}, cost: {}}
weights: {norms: 1, cost: 1}
futures: {storm: {chance: 0.5}, calm: {}}
scores:
  one: {norms: 50, cost: 60}
  two: {norms: {storm: 60, calm: 30}, cost: 50}
  three: {norms: {storm: 20, calm: 50}, cost: 90}
  four: {norms: 70, cost: 20}
"""


def test_no_option_below_a_hard_floor_leads(report: Callable[..., Path], visit: Open, tmp_path: Path) -> None:
    """Where the sliders change which options meet a hard floor, the page says so and what to type."""
    path = tmp_path / "screened.yaml"
    path.write_text(SCREENED, encoding="utf-8")
    opened = visit(report(str(path)))
    assert opened.page.locator("#live tbody tr").count() == 3
    storm = opened.page.get_by_label("storm", exact=True)
    storm.press("End")
    assert "floor" not in opened.verdict()
    storm.press("Home")
    for sentence in (
        "so the program leaves it out: Two columns (two).",
        "No longer below a hard floor here: Two col",
    ):
        assert sentence in opened.verdict()
    assert not opened.page.locator("#bottom-line").is_visible()  # the memo stands as filed
    chance = re.search(r"--set (futures.storm.chance=\S+)", opened.page.locator("#command").inner_text())
    assert chance is not None
    wanted = assess(str(path), settings=[chance[1]], run=QUICK)
    assert {option.id for option in wanted.options} == {"one", "three", "four"}
    assert opened.messages == []


# Halves, what a binary number makes of them, and what is below zero.
ROUNDED = (0.5, 1.5, 2.5, 44.5, 45.5, 0.05, 0.25, 1.25, 50.35, 63.65, 63.65 - 1e-14, -0.04, -2.5)


def test_a_page_rounds_as_the_program(nato: Path, visit: Open) -> None:
    """Halves go away from zero in the script and in the program, to whole points and to one decimal."""
    page = visit(nato).page
    functions = "const { whole, points, share } = drawing([])"
    written = f"value => {{ {functions}; return [whole(value), points(value), share(value / 100)]; }}"
    for value in ROUNDED:
        wanted = [format_whole_points(value), format_points(value), format_percent(value / 100)]
        assert page.evaluate(written, value) == wanted, value


def test_a_slider_moves_by_key(nato: Path, visit: Open) -> None:
    """The arrow keys move a slider by one point, and the words and the ranking follow."""
    opened = visit(nato)
    before = opened.values()
    cost = opened.page.get_by_label("cost", exact=True)
    cost.focus()
    cost.press("ArrowRight")
    assert cost.input_value() == "23"
    cost.press("ArrowLeft")
    for _ in range(4):
        cost.press("PageUp")
    assert cost.input_value() == "62"
    assert cost.get_attribute("aria-valuetext") == "44% of the weight"
    after = opened.values()
    assert after != before
    assert next(iter(after)) == "Wait out"
    assert opened.verdict().startswith("Wait out leads")


def test_a_slider_moves_by_hand(nato: Path, visit: Open) -> None:
    """Dragging its thumb to the end sets a chance to certainty, and says so."""
    opened = visit(nato)
    slider = opened.page.get_by_label("rupture", exact=True)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    opened.page.mouse.move(box["x"] + box["width"] * 0.12 + 5, box["y"] + box["height"] / 2)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=8)
    opened.page.mouse.up()
    assert slider.input_value() == "1"
    assert opened.verdict().startswith("Counter leads")
    assert "futures.rupture.chance=1" in opened.page.locator("#command").inner_text()


def test_reset_and_link(nato: Path, visit: Open) -> None:
    """The address keeps the state for another visit, and one button brings back the program's own."""
    opened = visit(nato)
    first = opened.values()
    opened.page.get_by_label("norms", exact=True).press("End")
    moved, address = opened.values(), opened.page.url
    assert moved != first
    again = visit(nato, address.removeprefix(nato.as_uri()))
    assert again.values() == moved
    again.page.get_by_role("button", name="Start again").click()
    assert again.values() == first
    assert "#" not in again.page.url


def test_a_broken_link_is_left_alone(nato: Path, visit: Open) -> None:
    """A fragment that is no state changes nothing."""
    first = visit(nato).values()
    for fragment in ("#w=1,2&q=", "#w=a,b,c,d,e,f,g&q=0.1,0.2,0.3", "#w=-1,1,1,1,1,1,1&q=2,0,0", "#try"):
        assert visit(nato, fragment).values() == first


@pytest.mark.parametrize("profile", ["middle-power", "none"])
def test_the_saved_profile_gives_the_same_answer(
    profile: str, report: Callable[..., Path], visit: Open, tmp_path: Path
) -> None:
    """The file the page saves, with the options it shows, is read by the program to the page's values."""
    opened = visit(report("nato", profile))
    opened.page.get_by_label("cost", exact=True).press("PageUp")
    opened.page.get_by_label("time", exact=True).press("Home")
    opened.page.get_by_label("rupture", exact=True).press("PageUp")
    with opened.page.expect_download() as caught:
        opened.page.get_by_role("button", name="Save as a profile").click()
    saved = tmp_path / caught.value.suggested_filename
    caught.value.save_as(saved)
    command = opened.page.locator("#command").inner_text()
    assert command.startswith(f"dilemma assess nato --as {saved.name}")
    settings = re.findall(r"--set (\S+)", command)
    assert settings == ["futures.rupture.chance=0.22"]
    result = assess("nato", profile=str(saved), settings=settings, run=QUICK)
    assert opened.values() == pytest.approx(known(result, "nato"), abs=1e-9, rel=0)
    assert [each.code for each in result.warnings] == []
    assert load_profile(saved, load("nato").scenario.sources).file.elicited["nato"].method == {
        "norms": "kept", "security": "kept", "us_engagement": "kept", "standing": "kept",
        "cost": "swing", "time": "swing", "domestic": "kept",
    }  # fmt: skip


def test_a_saved_profile_is_warned_of_once_the_scales_have_changed(
    report: Callable[..., Path], visit: Open, tmp_path: Path
) -> None:
    """What the page saves says what the weights were given against, as a walk's profile does."""
    opened = visit(report("nato"))
    fixed = "class extends Date { constructor() { super('2026-03-01T12:00:00') } }"
    opened.page.evaluate(f"() => {{ Date = {fixed} }}")
    opened.page.get_by_label("cost", exact=True).press("PageUp")
    with opened.page.expect_download() as caught:
        opened.page.get_by_role("button", name="Save as a profile").click()
    saved = tmp_path / "mine.yaml"
    caught.value.save_as(saved)
    text = saved.read_text(encoding="utf-8")
    saved.write_text(text.replace("The maximum bill", "Half the bill"), encoding="utf-8")
    (warned,) = (
        each
        for each in assess("nato", profile=str(saved), run=QUICK).warnings
        if each.code == "stale-weights"
    )
    assert "`worst` of criterion `cost`" in warned.message
    assert "2026-03-01" in warned.message


@pytest.mark.parametrize(("width", "dark"), VIEWS)
def test_nobody_is_shut_out(nato: Path, visit: Open, width: int, dark: bool) -> None:
    """Axe finds no violation at any width, in light and in dark, and nothing is wider than the screen."""
    opened = visit(nato, width=width, dark=dark)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_as_a_document(nato: Path, visit: Open) -> None:
    """In print there are no sliders and no buttons, and the tables behind the charts are open."""
    opened = visit(nato)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("#try").is_visible()
    assert opened.page.locator("figure table").first.is_visible()
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")


def test_it_reads_without_script(nato: Path, browser: Any) -> None:
    """Without JavaScript the memo and the ranking are there, and the sliders are not."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(nato.as_uri())
    assert page.locator("#live tbody tr").count() == 4
    assert not page.locator("#sliders").is_visible()
    assert page.get_by_role("heading", name="Bottom line").is_visible()
    context.close()


def test_the_comparison_is_for_everyone(visit: Open, tmp_path: Path) -> None:
    """The page of several scenarios and profiles asks for nothing and passes the same check."""
    from dilemma.api.compare import compare

    path = tmp_path / "compare.html"
    found = compare(["nato", "climate"], profiles=["middle-power", "realist", "none"], run=QUICK)
    summaries = [summarize_result(result) for result in found.assessments]
    path.write_text(html.write_comparison(summaries), encoding="utf-8")
    for dark in (False, True):
        opened = visit(path, width=390, dark=dark)
        assert Axe().run(opened.page).violations_count == 0
        assert (opened.requests, opened.messages) == ([path.as_uri()], [])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


# How wide the letter m is at a size of 10, in the first of the fonts for print that is here.
WIDTH_OF_PRINT = """() => {
  const context = document.createElement("canvas").getContext("2d");
  context.font = '10px "Times New Roman", "Liberation Serif", "Nimbus Roman", serif';
  return context.measureText("m").width;
}"""


def test_a_printed_memo_takes_two_pages(browser: Browser, tmp_path: Path) -> None:
    """Printed, every shipped page has its annex on page three, as filed and with the log."""
    context = browser.new_context(offline=True)
    page, path, pages = context.new_page(), tmp_path / "report.html", {}
    if page.evaluate(WIDTH_OF_PRINT) != pytest.approx(7.78, abs=0.02):
        pytest.skip("this test needs a font as wide as Times; apt-get install fonts-liberation")
    for case in CASES:
        name, is_late = case
        path.write_text(issue_page(*memo(name, is_late=is_late), HERE), encoding="utf-8")
        page.goto(path.as_uri())
        pages[case] = count_pages(page.pdf(prefer_css_page_size=True))
    context.close()
    assert pages == dict.fromkeys(pages, 3)
