"""A family of scenarios that no author would write twice, and states of their sliders, beside the program.

By hand, for it takes long: `python -m tests.browser.family --scenarios 100 --states 20` compares every state
of every page with the program and prints the largest difference.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, edited_viewpoints, load
from dilemma.api.viewpoints import find_profile
from dilemma.report.formats import html
from dilemma.report.sections.sliders import TypedCommand
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

TITLES = (
    "eFP renewal",
    None,
    "Two\tcolumns",
    "Two\nlines",
    "A title that goes on and on " * 10,
    "<script>alert('a')</script> & <b>bold</b> \"quoted\"",
    "Same",
    "تجديد العقد كما هو معروض",
    "2024",
    "Renew (as offered)",
    "ΣΊΣΥΦΟΣ",
    "a",
    "__proto__",
    "  spaces  around  ",
)
STANCES = ("accommodate", "wait_out", "counter", "enmesh")
POLES = ("order", "leadership", "own", None)
TOLERANCE = 1e-9

# Every value of the page in its own order, by id; then what its sentence says.
READ = """() => ({
  rows: [...document.querySelectorAll('#live tbody tr')].map(
    row => [row.dataset.option, Number(row.dataset.value), row.cells[2].textContent]),
  verdict: document.getElementById('verdict').textContent,
})"""
# Moves each slider as a hand would: its value, then the event that the page listens to.
MOVE = """([weights, chances]) => {
  for (const [group, values] of [['weights', weights], ['chances', chances]]) {
    const inputs = document.querySelectorAll(`#${group} input[type=range]`);
    if (inputs.length !== values.length) throw new Error(`${inputs.length} sliders of ${group}`);
    inputs.forEach((input, place) => {
      input.value = values[place];
      input.dispatchEvent(new Event('input', {bubbles: true}));
      input.dispatchEvent(new Event('change', {bubbles: true}));
    });
  }
}"""


@dataclass(frozen=True, slots=True)
class State:
    """A state of all sliders, and the settings that give it to the program."""

    weights: list[float]
    chances: list[float]
    settings: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What was compared: pages, states, the largest difference in value, and what did not agree."""

    pages: int = 0
    states: int = 0
    largest: float = 0.0
    mismatches: list[str] = field(default_factory=list)


def generated(seed: int) -> dict[str, Any]:
    """Return a scenario as data: any titles, 2 to 12 options, 1 to 40 criteria, up to 12 futures."""
    drawn = random.Random(seed)
    options = {
        key: _without_none({"title": drawn.choice(TITLES), "stance": drawn.choice(STANCES)})
        for key in _ids(drawn, drawn.randint(2, 12), "option")
    }
    leaves = _ids(drawn, drawn.choice([1, 2, 3, 5, 8, 13, 40]), "aim")
    form = drawn.choice(["chain", "free", "equal", "none"])
    futures = [] if form == "none" else _ids(drawn, drawn.randint(1 if form != "free" else 2, 12), "world")
    data: dict[str, Any] = {
        "dilemma": 1,
        "title": drawn.choice([title for title in TITLES if title]),
        "question": "Which?",
        "as_of": "2024-11-24",
        "options": options,
        "criteria": _tree(drawn, leaves),
        "scores": {option: {leaf: _row(drawn, futures) for leaf in leaves} for option in options},
        "rules": {"too_close": drawn.choice([0, 2, 10, 60]), "tie_break": drawn.choice(POLES[:3])},
    }
    if futures:
        data["futures"] = _futures(drawn, futures, form)
    weights = drawn.choice(["points", "ranking", "none"])
    if weights == "points":
        data["weights"] = {leaf: drawn.choice([1, 5, 20, [10, 40]]) for leaf in leaves}
    elif weights == "ranking":
        data["weights"] = drawn.sample(leaves, len(leaves))
    return data


def _ids(drawn: random.Random, count: int, word: str) -> list[str]:
    """Return ids, some of digits alone, which a script may sort before the others."""
    return [str(count - index) if drawn.random() < 0.2 else f"{word}_{index}" for index in range(count)]


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _tree(drawn: random.Random, leaves: list[str], depth: int = 0) -> dict[str, Any]:
    """Return the criteria as a tree, some of them in groups of groups, some with a floor."""
    tree: dict[str, Any] = {}
    rest = leaves
    while rest:
        size = drawn.randint(2, max(2, len(rest)))
        if depth < 3 and len(rest) > 2 and drawn.random() < 0.4:
            group = {"pole": drawn.choice(POLES[:3]), "criteria": _tree(drawn, rest[:size], depth + 1)}
            tree[f"group_{depth}_{rest[0]}"] = group
            rest = rest[size:]
        else:
            floor = drawn.choice([None, None, 30, 60])
            pole = drawn.choice(POLES)
            tree[rest[0]] = _without_none({"title": drawn.choice(TITLES), "floor": floor, "pole": pole})
            rest = rest[1:]
    return tree


def _row(drawn: random.Random, futures: list[str]) -> dict[str, Any]:
    if not futures or drawn.random() < 0.3:
        return {"score": _score(drawn), "why": "W.", "from": ["AJ"]}
    return {**{future: _score(drawn) for future in futures}, "why": "W.", "from": ["AJ"]}


def _score(drawn: random.Random) -> Any:
    low, middle, high = sorted(drawn.randint(0, 100) for _ in range(3))
    return drawn.choice([0, 100, middle, middle / 3, [low, high], [low, middle, high]])


def _futures(drawn: random.Random, keys: list[str], form: str) -> dict[str, Any]:
    titles = [_without_none({"title": drawn.choice(TITLES)}) for _ in keys]
    if form == "chain":
        chances: list[dict[str, Any]] = [{"chance": drawn.randint(1, 99) / 100} for _ in keys[:-1]]
        chances.append({})
    elif form == "free":
        cuts = sorted(drawn.sample(range(1, 1000), len(keys) - 1))
        parts = [stop - start for start, stop in zip([0, *cuts], [*cuts, 1000], strict=True)]
        chances = [{"probability": part / 1000} for part in parts]
    else:
        chances = [{} for _ in keys]
    return {key: {**title, **chance} for key, title, chance in zip(keys, titles, chances, strict=True)}


def states(scenario: Scenario, chances: int, count: int, seed: int) -> Iterator[State]:
    """Yield states of the sliders of a scenario: any, and those at the ends of the scales."""
    drawn = random.Random(seed)
    leaves = [leaf.id for leaf in scenario.leaves]
    futures = [future.id for future in scenario.futures]
    chain = scenario.chances == "chain"
    for index in range(count):
        weights = [float(drawn.choice([0, 100, drawn.randint(0, 100)])) for _ in leaves]
        weights[drawn.randrange(len(leaves))] = float(drawn.randint(1, 100))
        moved = [
            drawn.choice([0.0, 1.0]) if index % 5 == 4 else drawn.randint(0, 100) / 100
            for _ in range(chances)
        ]
        if moved and not chain:
            moved[drawn.randrange(chances)] = drawn.randint(1, 100) / 100
        settings = [f"weights={json.dumps(dict(zip(leaves, weights, strict=True)))}"]
        if chain:
            settings += [
                f"futures.{key}.chance={chance}" for key, chance in zip(futures[:-1], moved, strict=True)
            ]
        elif moved:
            total = sum(moved)
            settings += [
                f"futures.{key}.probability={chance / total:.17f}"
                for key, chance in zip(futures[:-1], moved[:-1], strict=True)
            ]
        yield State(weights, moved, tuple(settings))


def write_page(path: Path) -> Path:
    """Write the report on a scenario file beside it, and return its path."""
    loaded = load(str(path))
    plain = make_edits(find_profile(None, loaded), (), None)
    view = apply_edits(loaded.scenario, plain)
    result = assess_loaded(loaded, plain, Run(samples=64))
    views = edited_viewpoints(loaded, plain)
    text = html.write_report(result, view, loaded.scenario, TypedCommand(str(path)), views=views)
    page = path.with_suffix(".html")
    page.write_text(text, encoding="utf-8")
    return page


def compare(page: Page, path: Path, count: int, seed: int, tally: Tally) -> None:
    """Move the sliders of a page to each of some states, and compare what it shows with the program."""
    tally.pages += 1
    loaded = load(str(path))
    chances = page.locator("#chances input[type=range]").count()
    for state in states(loaded.scenario, chances, count, seed):
        tally.states += 1
        page.evaluate(MOVE, [state.weights, state.chances])
        shown = page.evaluate(READ)
        moved = make_edits(find_profile(None, loaded), state.settings, None)
        wanted = assess_loaded(loaded, moved, Run(samples=64, everything=False))
        tally.mismatches += [f"seed {seed}: {text}: {state}" for text in _differences(shown, wanted, tally)]


def _differences(shown: dict[str, Any], wanted: Assessment, tally: Tally) -> Iterator[str]:
    """Yield in what the page and the program differ: order, values, the verdict, floors."""
    order = [option for option, _, _ in shown["rows"]]
    if order != [option.id for option in wanted.options]:
        yield f"the page ranks {order}"
    values = {option: value for option, value, _ in shown["rows"]}
    for option in wanted.options:
        gap = abs(values.get(option.id, float("nan")) - option.value)
        tally.largest = max(tally.largest, gap)
        if not gap <= TOLERANCE:
            yield f"{option.id} is {values.get(option.id)} on the page and {option.value} in the program"
    # A verdict needs simulations; the page tells only whether the lead is under the rule.
    verdict, recommendation = shown["verdict"], wanted.recommendation
    if any(words in verdict for words in ("counts as a tie", " tie.")) != (
        len(recommendation.within_rule) > 1
    ):
        yield f"within the rule are {recommendation.within_rule}, and the page says `{verdict}`"
    if ("falls below the minimum" in verdict) != bool(wanted.first.below_floor):
        yield f"below its floor: {wanted.first.below_floor}, and the page says `{verdict}`"


def _listen(page: Page, seed: int, tally: Tally) -> None:
    """Count whatever a page says on the console as a mismatch."""
    page.on("pageerror", lambda error: tally.mismatches.append(f"seed {seed}: {error}"))
    page.on("console", lambda message: tally.mismatches.append(f"seed {seed}: {message.text}"))


def main() -> int:
    """Compare many pages with the program, print the figures, and return 1 where they differ."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--states", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    tally, start = Tally(), time.perf_counter()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for seed in range(asked.seed, asked.seed + asked.scenarios):
            path = Path(folder) / f"case{seed}.yaml"
            path.write_text(json.dumps(generated(seed)), encoding="utf-8")
            context = browser.new_context(offline=True)
            page = context.new_page()
            _listen(page, seed, tally)
            page.goto(write_page(path).as_uri())
            compare(page, path, asked.states, seed, tally)
            context.close()
        browser.close()
    seconds = time.perf_counter() - start
    figures = f"{tally.pages} pages, {tally.states} states, largest difference {tally.largest:.3g}"
    sys.stdout.write(f"{figures}, {len(tally.mismatches)} mismatches, {seconds:.0f} s\n")
    sys.stdout.writelines(f"{mismatch}\n" for mismatch in tally.mismatches[:20])
    return 1 if tally.mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
