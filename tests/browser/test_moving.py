"""A report that moves: its bottom line and charts follow the sliders, and the rest says that it stands."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from tests.browser.test_report_page import known

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.api.viewpoints import find_profile
from dilemma.report.charts.svg import chart_table
from dilemma.report.document import Heading, Paragraph
from dilemma.report.memo.memo import memo_document
from dilemma.report.numbers import format_points
from dilemma.report.sections import charts
from dilemma.report.text import Names, capitalize
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Open, Opened

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

NATO = load("nato")
CRITERIA = [leaf.id for leaf in NATO.scenario.leaves]
PROFILES = ("none", "frontline", "realist", "order-first")
# What a page cannot work out: how often an option comes first or falls short, and so how firm its lead is;
# and which range of a judgement moves the lead most.
FIRMNESS = re.compile(
    r" ?The lead is (clear|moderate, not decisive): [^.]* ranks first in \S+ of simulations that vary [^.]*\."
    r"|; [^.;]* beats [^.;]* in \S+ of simulations that vary [^.;]*"
    r"| Sampling error alone could turn .*? would settle it\."
    r"| The single judgement that matters most is .* at the other [^.]*\."
    r"| Each judgement counts by the mean of its range\. At the most likely values, [^.]*\."
    r"| The lead rests on an assumption that nothing supports .* leads?\."
)
TABLES = """() => Object.fromEntries([...document.querySelectorAll('figure[data-chart]')].map(figure => [
  figure.dataset.chart,
  [...figure.querySelectorAll('table.live tr')].map(row => [...row.cells].map(cell => cell.textContent)),
]))"""


def assessed(
    settings: list[str], profile: str | None = None, samples: int = 64
) -> tuple[Assessment, Scenario]:
    """The program's own result at a state of the sliders, with the scenario that it is of."""
    made = make_edits(find_profile(profile, NATO), settings, None)
    return assess_loaded(NATO, made, Run(samples=samples)), apply_edits(NATO.scenario, made)


def states(count: int) -> list[tuple[str, str, list[str]]]:
    """Random states: a profile, the fragment of a link, and the settings of the same."""
    drawn = random.Random(7)
    found = []
    for index in range(count):
        points = [drawn.randint(0, 100) for _ in CRITERIA]
        points[index % len(points)] += 1
        chances = [drawn.randint(1, 99) / 100 for _ in range(3)]
        profile = PROFILES[index % len(PROFILES)]
        weights = ", ".join(f"{key}: {value}" for key, value in zip(CRITERIA, points, strict=True))
        settings = [f"weights={{{weights}}}"]
        settings += [
            f"futures.{future.id}.chance={chance}"
            for future, chance in zip(NATO.scenario.futures, chances, strict=False)
        ]
        fragment = f"#p={profile}&w={','.join(map(str, points))}&q={','.join(map(str, chances))}"
        found.append((profile, fragment, settings))
    return found


def bottom_line(result: Assessment, scenario: Scenario) -> str:
    """The program's bottom line, without what only it can tell."""
    blocks = memo_document(result, scenario).blocks
    start = next(index for index, block in enumerate(blocks) if block == Heading("Bottom line"))
    texts = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        assert isinstance(block, Paragraph)
        texts.append("".join(run if isinstance(run, str) else run.text for run in block.runs))
    return squeezed(FIRMNESS.sub("", " ".join(texts)))


def squeezed(text: str) -> str:
    """A text with one space between words."""
    return " ".join(text.split())


def tabled(chart: Any) -> list[list[str]]:
    """The numbers of a chart as the program shows them."""
    table = chart_table(chart)
    return [[column.title for column in table.columns], *[list(map(str, row)) for row in table.rows]]


def line_table(result: Assessment, names: Names, kind: str, key: str) -> list[list[str]]:
    """The values at both ends of a line, as the program works them out."""
    series = next(each for each in result.series or () if (each.kind, each.of) == (kind, key))
    shown = [series.values[option.id] for option in result.options]
    rows = [
        [text, *(format_points(values[end]) for values in shown)] for text, end in (("0%", 0), ("100%", -1))
    ]
    of = names.criterion(key) if kind == "weight" else names.future(key)
    return [
        [f"{kind.capitalize()} of {of}", *(capitalize(names.option(each.id)) for each in result.options)],
        *rows,
    ]


def test_the_bottom_line_and_the_charts_are_the_programs(nato: Path, visit: Open) -> None:
    """At random states and through several eyes, sentences and tables of charts are the program's."""
    opened = visit(nato)
    compared = 0
    for profile, fragment, settings in states(12):
        opened.page.evaluate("fragment => { location.hash = fragment }", fragment)
        opened.page.wait_for_function("hash => location.hash === hash", arg=fragment)
        result, scenario = assessed(settings, profile)
        names = Names(scenario)
        opened.page.wait_for_function(
            "value => Math.abs(document.querySelector('#live tbody tr').dataset.value - value) < 1e-9",
            arg=result.first.value,
        )
        text = squeezed(opened.page.locator("#bottom-line").inner_text())
        near, verdict = result.recommendation.within_rule, result.recommendation.verdict
        if len(near) > 1:  # how the program goes on needs simulations
            assert all(capitalize(names.option(key)) in text or names.option(key) in text for key in near)
            assert "only the program can tell" in text
        elif verdict != "too-close":
            assert text == bottom_line(result, scenario)
            compared += 1
        tables = opened.page.evaluate(TABLES)
        assert tables["contributions"] == tabled(charts.contributions_chart(result, names)), fragment
        assert tables["difference"] == tabled(charts.trade_off_chart(result, names)), fragment
        assert tables["poles"] == tabled(charts.poles_chart(result, names)), fragment
        assert tables["futures"] == tabled(charts.future_values_chart(result, names)), fragment
        along = [name for name in tables if "." in name]
        assert {name.partition(".")[0] for name in along} >= {"weight", "probability"}
        for name in along:
            kind, _, key = name.partition(".")
            if kind in {"weight", "probability"}:
                assert tables[name] == line_table(result, names, kind, key), (name, fragment)
    assert compared >= 6
    assert opened.messages == []


def test_what_does_not_follow_says_so(nato: Path, visit: Open) -> None:
    """Nothing is marked until a slider moves; then every section and every chart that stays is."""
    opened = visit(nato)
    shown = opened.page.locator(".filed:visible")
    assert shown.count() == 0
    assert not opened.page.locator("#bottom-line").is_visible()
    opened.page.get_by_label("cost", exact=True).press("End")
    for heading in opened.page.locator(".memo h2, .memo h3").all()[1:]:
        assert heading.inner_text().endswith("as filed")
    for figure in opened.page.locator("figure").all():
        drawn = figure.locator("svg.live").count()
        assert drawn + figure.locator("p.filed:visible").count() == 1
    assert opened.page.locator("figure svg.live").count() >= 5
    assert opened.page.locator("#filed-line").inner_text().startswith("as filed")
    opened.page.get_by_role("button", name="Start again").click()
    assert shown.count() == 0
    assert opened.page.locator("figure svg.live").count() == 0


@pytest.mark.parametrize("profile", PROFILES)
def test_another_pair_of_eyes(profile: str, nato: Path, visit: Open) -> None:
    """Switching to a profile shows what the program finds through it, and names what to type."""
    opened = visit(nato)
    opened.page.locator("#profile").select_option(label=title_of(profile))
    result, _ = assessed([], profile)
    assert opened.values() == pytest.approx(known(result, "nato"), abs=1e-9, rel=0)
    assert opened.page.locator("#command").inner_text() == f"dilemma assess nato --as {profile}"
    assert opened.page.locator(".memo dd", has_text=title_of(profile)).count() == 1


def title_of(profile: str) -> str:
    """A profile as the page names it."""
    found = find_profile(profile, NATO)
    return found.file.title if found else "equal weights"


def test_compared_with_another(nato: Path, visit: Open) -> None:
    """Beside each value stands that of what it is compared with, and every slider has its mark."""
    opened = visit(nato)
    opened.page.locator("#compare").select_option(label=title_of("frontline"))
    result, _ = assessed([], "frontline")
    beside = opened.page.locator("#live tbody tr").evaluate_all(
        "rows => Object.fromEntries(rows.map(row => [row.dataset.option, row.cells[3].textContent]))"
    )
    assert beside == {each.id: f"({format_points(each.value)})" for each in result.options}
    assert opened.page.locator(".tick:visible").count() == len(CRITERIA) + 3
    assert opened.page.locator("#beside").inner_text().startswith("Marks and numbers in brackets: Frontline")
    assert opened.page.locator(".filed:visible").count() == 0


def test_back_and_forth(nato: Path, visit: Open) -> None:
    """One gesture is one step; steps are undone and done again by button and by key."""
    opened = visit(nato)
    first = opened.values()
    cost = opened.page.get_by_label("cost", exact=True)
    for _ in range(5):
        cost.press("ArrowRight")
    moved = opened.values()
    opened.page.get_by_label("time", exact=True).press("End")
    last = opened.values()
    undo, redo = (opened.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    undo.click()
    assert opened.values() == moved
    assert opened.page.get_by_label("time", exact=True).input_value() == "8"
    opened.page.keyboard.press("Control+z")
    assert opened.values() == first
    assert undo.is_disabled()
    opened.page.keyboard.press("Control+Shift+z")
    redo.click()
    assert opened.values() == last
    assert redo.is_disabled()


def test_a_score_is_set_as_the_program_sets_it(report: Callable[..., Path], visit: Open) -> None:
    """A score moved in every future, or in one, gives the values of `--set scores…`, adjustments included."""
    opened = visit(report("nato"))
    opened.page.get_by_text("Scores of the first two options").click()
    slider = opened.page.get_by_label("Counter on cost", exact=True)
    slider.press("Home")
    for _ in range(3):
        slider.press("PageUp")
    opened.page.locator("#future").select_option(label="rupture")
    opened.page.get_by_label("Enmesh on norms", exact=True).press("End")
    command = opened.page.locator("#command").inner_text()
    settings = re.findall(r"--set (\S+)", command)
    assert "scores.enmesh.norms.rupture=100" in settings
    result, _ = assessed(settings)
    assert opened.values() == pytest.approx(known(result, "nato"), abs=1e-9, rel=0)
    again = visit(report("nato"), opened.page.url.partition("report.html")[2])
    assert again.values() == opened.values()


def test_a_link_names_no_folder(nato: Path, visit: Open) -> None:
    """What is copied is the name of the file and the state, and opens to the same values."""
    opened = visit(nato)
    opened.page.get_by_label("cost", exact=True).press("End")
    opened.page.get_by_role("button", name="Copy a link to this").click()
    opened.page.locator("#done", has_text="#").wait_for()  # the clipboard answers when it will
    said = opened.page.locator("#done").inner_text()
    link = re.search(r"(\S+)#(\S+)", said)
    assert link is not None
    assert link[1] == nato.name
    assert visit(nato, f"#{link[2]}").values() == opened.values()


def test_the_sliders_are_one_tap_away(nato: Path, visit: Open) -> None:
    """On a telephone a bar leads from anywhere to the sliders and back; the address keeps the state."""
    opened = visit(nato, width=390)
    opened.page.get_by_role("link", name="Move the sliders").click()
    assert opened.page.locator("#verdict").bounding_box()["y"] < 900  # type: ignore[index]  # it is on the page
    assert opened.page.evaluate("document.activeElement.id") == "try"
    opened.page.get_by_label("cost", exact=True).press("End")
    address = opened.page.url
    opened.page.get_by_role("link", name="Back to the memo").click()
    assert opened.page.url == address
    assert opened.page.evaluate("document.activeElement.id") == "memo"
    assert opened.page.locator("#short").inner_text() == opened.verdict()


@pytest.mark.parametrize("width", [390, 1600])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nobody_is_shut_out_of_a_moved_page(nato: Path, visit: Open, width: int, dark: bool) -> None:
    """Moved, with the scores open, axe finds no violation and nothing is wider than the screen."""
    opened = visit(nato, states(3)[2][1], width=width, dark=dark)
    opened.page.get_by_text("Scores of the first two options").click()
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.messages == []


def test_it_prints_as_moved(nato: Path, visit: Open) -> None:
    """In print the moved bottom line stands with its marks, and no control does."""
    opened: Opened = visit(nato, states(3)[2][1])
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#bottom-line").is_visible()
    assert opened.page.locator(".banner").is_visible()
    assert not opened.page.locator(".jump").is_visible()
    assert opened.page.locator("figure table.live").first.is_visible()
