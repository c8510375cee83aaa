"""Tables about the scenarios that ship: where the essay is in them, and what the log of events does to them.

A page marks the place of the log's tables by `<!-- log: NAME -->` and `<!-- end of log -->`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml
from pages.session import SCENARIOS

import dilemma
from dilemma.report.numbers import format_percent, format_points
from dilemma.scenario.library import Library
from dilemma.scenario.parse import load_file

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.schema.extra_files import ObservationsFile

ELEMENTS = Path(__file__).with_name("coverage.yaml")
LIBRARY = Library((SCENARIOS,))
_MARKED = re.compile(r"(<!-- log: ([\w-]+) -->\n).*?(<!-- end of log -->)", re.DOTALL)
HEAD = """\
# Where the essay is

Every element of the essay by Michael W. Manulak, "The Allies' Dilemma" (*Policy Magazine*, 24 November 2024):
its claims as `scenarios/sources/manulak-2024.yaml` numbers them; where it moves a number, as `scenario:key`;
where a reader meets it; and what is left out, or why nothing is computed. All 124 claims are in the table,
each once.

| element | claims | computes in | met in | left out, or why |
| --- | --- | --- | --- | --- |
"""


def elements() -> list[dict[str, Any]]:
    """The elements of the essay, each with `element`, `claims`, `computes`, `shown` and maybe a `remark`."""
    return cast("list[dict[str, Any]]", yaml.safe_load(ELEMENTS.read_text(encoding="utf-8")))


def coverage_page() -> str:
    """The page on where each element of the essay computes and is shown."""
    return HEAD + "".join(
        f"| {entry['element']} | {', '.join(entry['claims'])} "
        f"| {', '.join(f'`{key}`' for key in entry['computes']) or 'nowhere'} "
        f"| {entry['shown']} | {entry.get('remark', '')} |\n"
        for entry in elements()
    )


def value_at(key: str) -> object:
    """What stands at `scenario:key.key`, with the scenario's framework under it.

    Raises:
        KeyError: there is nothing there.
    """
    name, _, path = key.partition(":")
    value: Any = dilemma.load(name, LIBRARY).scenario.file
    for step in path.split("."):
        value = value[step] if isinstance(value, dict) else getattr(value, step, None)
        if value is None:
            raise KeyError(key)
    return value


def with_log(text: str) -> str:
    """A page with the tables of a log as the scenarios and the log are today."""
    return _MARKED.sub(lambda found: f"{found[1]}{log_tables(found[2])}{found[3]}", text)


def log_tables(name: str) -> str:
    """What a log does to each scenario, and how far the choice hangs on one of its entries."""
    path = LIBRARY.find("observations", name)
    log = cast("ObservationsFile", load_file(path, "observations").model)
    scenarios = list(dict.fromkeys(entry.scenario for entry in log.seen))
    rows = "".join(_effect_row(scenario, name, log) for scenario in scenarios)
    hinges = "".join(_hinge_rows(scenario, name, log) for scenario in scenarios)
    nothing = ", ".join(f"`{scenario}`" for scenario in log.nothing_on)
    return (
        f"The log stops on {log.until} and has nothing on {nothing}.\n\n"
        "| scenario | counted | first future, before and after | ahead before | ahead after |\n"
        f"| --- | --- | --- | --- | --- |\n{rows}\n"
        "| scenario | entry | the log as it stands | read as seen | read as not seen |\n"
        f"| --- | --- | --- | --- | --- |\n{hinges}"
    )


@cache
def _assessed(scenario: str, log: str | None = None, **seen: bool) -> Assessment:
    run = dilemma.Run(samples=500, everything=False, today="2026-11-29")
    return dilemma.assess(scenario, observed=log, seen=seen, run=run, library=LIBRARY)


def _ahead(result: Assessment) -> str:
    choice = result.recommendation
    close = ", too close" if choice.verdict.value == "too-close" else ""
    option = result.scenarios[0].file.options[choice.option]
    return f"{option.short or option.title} by {format_points(choice.margin)}{close}"


def _effect_row(scenario: str, name: str, log: ObservationsFile) -> str:
    before, after = _assessed(scenario), _assessed(scenario, name)
    future = next(iter(before.probabilities))
    counted = sum(entry.scenario == scenario and entry.contested is None for entry in log.seen)
    then, now = (format_percent(result.probabilities[future]) for result in (before, after))
    return f"| {scenario} | {counted} | {future} {then} to {now} | {_ahead(before)} | {_ahead(after)} |\n"


def _hinge_rows(scenario: str, name: str, log: ObservationsFile) -> str:
    """The contested entries in both readings, and of the others the one whose other reading moves most."""
    entries = [entry for entry in log.seen if entry.scenario == scenario]
    base = _assessed(scenario, name)
    others = {
        entry.signpost: _assessed(scenario, name, **{entry.signpost: not entry.seen})
        for entry in entries
        if entry.contested is None
    }
    most = max(others, key=lambda key: _distance(base, others[key]))
    rows = []
    for entry in entries:
        if entry.contested is not None or entry.signpost == most:
            remark = "matters most" if entry.contested is None else "contested, left out"
            readings = (_assessed(scenario, name, **{entry.signpost: seen}) for seen in (True, False))
            cells = " | ".join(_ahead(reading) for reading in readings)
            rows.append(f"| {scenario} | {entry.signpost}, {remark} | {_ahead(base)} | {cells} |\n")
    return "".join(rows)


def _distance(base: Assessment, other: Assessment) -> float:
    """How far the lead of the base's first option moves."""
    first = base.recommendation.option
    values = {option.id: option.value for option in other.options}
    lead = values.pop(first) - max(values.values())
    return abs(base.recommendation.margin - lead)
