"""Runs a corpus of generated, plausible scenarios through every command and format, and reads the answers.

    python -m tests.corpus [--count 300] [--seed 1] [--first 107] [--only 17] [--keep FOLDER]

The scenarios are of the kind people write: titles in small letters, with accents, a tab or too many words;
flat lists and trees; scales with units, falling and rising; weights as points, as an order, or none; futures
with chances, with equal ones, with one that cannot come, or no futures; floors, a coalition, signposts and
deadlines, or none of them. No command may end with a traceback or with exit code 70, and no sentence of a
screen or a memo may contradict the figures it stands on. Each fault is printed with the number of its
scenario, which `--only` runs again; it ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from typer.testing import CliRunner

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, load
from dilemma.cli.app import app
from dilemma.report.document import Heading
from dilemma.report.formats import markdown
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.assessment import assessment_document
from dilemma.report.text import Names, capitalize
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

SUBJECTS = (
    "the lease|Seafood tariffs|port réhabilitation|eGovernment cloud|Ľudová škola|the 2026 budget|"
    "NATO burden-sharing|school\tmeals|water, gas and power|l'accord de pêche|U.S. overflight rights"
)
CHOICES = (
    "Renew as offered|renew for a year|Accept\tin part|wait|join the neighbours|Go it alone|eFP renewal|"
    "Refuser|a ban (temporary)|Übergangslösung|No deal|build our own; lease the rest|"
    "A long negotiation with every member, one after the other, until all have agreed to the same text"
)
AIMS = (
    "cost|Security|public support|time|jobs|U.S. goodwill|qualité de l'air|rule of law|"
    "access to the port, in winter and in summer|Reversibility|burden on small firms|reach|Emissions|"
    "what it says of us abroad|staff"
)
WORLDS = (
    "boom|a slump|Things go on as they are|war next door|Élections anticipées|the patron leaves|"
    "No deal at all|Rupture (before 2028)"
)
UNITS = (("euros", 0, 900, True), ("months", 0, 36, True), ("tonnes", 0, 12.5, False), ("%", 0, 100, False))
STANCES = ("accommodate", "wait_out", "counter", "enmesh")
RUNS = ("--samples", "64")
FORMATS = ("text", "markdown", "json", "csv", "html", "pdf", "docx")
ENDINGS = {"text": "txt", "markdown": "md"}
BUG = 70
# A placeholder or a raw value in what people read.
_RAW = re.compile(r"\b(?:nan|None(?! of )|inf|undefined|NaN)\b|\{[a-z_]+\}|-0\.0\b|object at 0x")


def generate(seed: int) -> dict[str, Any]:
    """Return a scenario as data: two to six options, one to twelve criteria, up to five futures."""
    drawn = random.Random(seed)
    keys = _ids(drawn.sample(CHOICES.split("|"), drawn.randint(2, 6)))
    leaves = _ids(drawn.sample(AIMS.split("|"), drawn.choice([1, 2, 3, 4, 6, 9, 12])))
    worlds = _ids(drawn.sample(WORLDS.split("|"), drawn.choice([0, 0, 2, 2, 3, 4, 5])))
    scales = {leaf: drawn.choice(UNITS) for leaf in leaves if drawn.random() < 0.25}
    data: dict[str, Any] = {
        "dilemma": 1,
        "title": drawn.choice(SUBJECTS.split("|")),
        "question": drawn.choice(["What now?", "Should we renew, and for how long?", "que faire"]),
        "as_of": drawn.choice(["2024-11-24", "2026-01-31"]),
        "options": _options(drawn, keys),
        "criteria": _criteria(drawn, leaves, scales),
        "scores": {
            key: {leaf: _row(drawn, list(worlds), scales.get(leaf)) for leaf in leaves} for key in keys
        },
    }
    chances = drawn.choice(["none", "equal", "chain", "chain", "certain"])
    if worlds:
        data["futures"] = _futures(drawn, worlds, chances)
    weights = drawn.choice(["none", "points", "points", "ranking", "skewed"])
    if weights == "ranking":
        data["weights"] = drawn.sample(list(leaves), len(leaves))
    elif weights != "none":
        most = [0, 1, 90] if weights == "skewed" else [1, 10, 20, [10, 30], 40]
        data["weights"] = dict(zip(leaves, [5, *(drawn.choice(most) for _ in leaves)], strict=False))
    _add_optional(drawn, data, list(worlds), chances)
    return data


def _ids(titles: Sequence[str]) -> dict[str, str]:
    """Return titles by ids made of their letters, as an author makes them."""
    plain = (re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:24].strip("_") for title in titles)
    return {
        f"{key or 'x'}{index}": title for index, (key, title) in enumerate(zip(plain, titles, strict=True))
    }


def _options(drawn: random.Random, keys: dict[str, str]) -> dict[str, Any]:
    stances = drawn.random() < 0.6
    options: dict[str, Any] = {}
    for index, (key, title) in enumerate(keys.items()):
        option: dict[str, Any] = {"title": title} if drawn.random() < 0.8 else {}
        if stances:
            option["stance"] = STANCES[index % 4]
        if drawn.random() < 0.3:
            option["does"] = ["Call the other side", "sign, then publish."]
        options[key] = option
    return options


def _criteria(drawn: random.Random, leaves: dict[str, str], scales: dict[str, Any]) -> dict[str, Any]:
    """Return the criteria, some in groups, some with a scale in units or a floor."""
    parts: dict[str, Any] = {}
    for key, title in leaves.items():
        part: dict[str, Any] = {"title": title} if drawn.random() < 0.8 else {}
        if drawn.random() < 0.5:
            part["asks"] = drawn.choice(["How much is it?", "who pays", "Is it good?"])
        if key in scales:
            unit, low, high, falls = scales[key]
            part["scale"] = {"worst": high if falls else low, "best": low if falls else high, "unit": unit}
        elif drawn.random() < 0.15:
            part["floor"] = drawn.choice([10, 30, 60])
        parts[key] = part
    if len(parts) < 4 or drawn.random() < 0.5:
        return parts
    names, cut = list(parts), drawn.randint(2, len(parts) - 2)
    groups = {"what it brings": names[:cut], "What it takes": names[cut:]}
    return {
        f"group{index}": {"title": title, "criteria": {name: parts[name] for name in inner}}
        for index, (title, inner) in enumerate(groups.items())
    }


def _row(drawn: random.Random, worlds: list[str], scale: Any) -> dict[str, Any]:
    """Return the score of an option on a criterion, in all futures or in each."""
    row: dict[str, Any] = {
        "why": drawn.choice(["A guess.", "last year's figure", "see the note"]),
        "from": ["AJ"],
    }
    low, high = (scale[1], scale[2]) if scale else (0, 100)

    def score() -> Any:
        middle = drawn.uniform(low, high)
        middle = drawn.choice([round(middle), round(middle, 1), low, high, (low + high) / 2])
        if drawn.random() < 0.5:
            return middle
        width = (high - low) * drawn.choice([0.0, 0.05, 0.2])
        return [max(low, middle - width), middle, min(high, middle + width)]

    if not worlds or drawn.random() < 0.5:
        return {**row, "score": score()}
    return {**row, **{world: score() for world in worlds}}


def _futures(drawn: random.Random, worlds: dict[str, str], chances: str) -> dict[str, Any]:
    """Return the futures with chances, given none before, or with equal ones; some cannot come."""
    futures: dict[str, Any] = {}
    for index, (key, title) in enumerate(worlds.items()):
        future: dict[str, Any] = {"title": title} if drawn.random() < 0.8 else {}
        if drawn.random() < 0.4:
            future["asks"] = drawn.choice(["Does it happen?", "it lasts a year"])
        if chances in {"chain", "certain"} and index < len(worlds) - 1:
            usual = [0.2, [0.1, 0.3], [0.05, 0.2, 0.6], 0.5]
            future["chance"] = drawn.choice([0, 1] if chances == "certain" and index == 0 else usual)
        futures[key] = future
    return futures


def _add_optional(drawn: random.Random, data: dict[str, Any], worlds: list[str], chances: str) -> None:
    """Add parts that a scenario may have: a rule, a signpost, a deadline, a key assumption, a dissent."""
    options = list(data["options"])
    if drawn.random() < 0.4:
        data["rules"] = {"too_close": drawn.choice([0, 2, 10, 40])}
    if worlds and chances == "chain" and drawn.random() < 0.6:
        likelihood = {world: drawn.choice([0.1, 0.5, 0.8]) for world in worlds}
        data["signposts"] = {
            "s1": {"event": "the minister resigns", "kind": "event", "likelihood": likelihood}
        }
    if drawn.random() < 0.4:
        day = drawn.choice(["2025", "2026-06-30", "2030-12"])
        data["deadlines"] = {"tender": {"event": "the tender closes", "date": day, "why": "no more bids"}}
    if drawn.random() < 0.3:
        data["dissent"] = {options[0]: "the figures on costs are too low"}
    if all("stance" in option for option in data["options"].values()) and drawn.random() < 0.5:
        leaf = next(iter(data["scores"][options[0]]))
        data["coalition"] = {"option": drawn.choice(options), "assumed_share": 0.5, "per_share": {leaf: 10}}


class _Plain(yaml.CSafeDumper):
    """YAML without anchors, which no scenario may hold."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def commands(
    name: str, options: Sequence[str], formats: Sequence[str], *, futures: bool
) -> Iterator[tuple[str, ...]]:
    """Yield every command on a scenario, each in every one of some formats that it has."""
    for format_ in formats:
        end = ENDINGS.get(format_, format_)
        yield ("assess", name, *RUNS, "--full", "--format", format_, "-o", f"a.{end}")
        yield ("compare", name, *RUNS, "--vary", "rules.too_close=1,3", "--format", format_, "-o", f"c.{end}")
        yield ("diff", name, "other.yaml", "--format", format_, "-o", f"d.{end}")
        if format_ not in {"json", "csv"}:
            yield ("report", name, *RUNS, "--format", format_, "-o", f"r.{end}")
            yield ("show", name, "--format", format_, "-o", f"s.{end}")
    yield ("check", name)
    yield ("assess", name, *RUNS)
    yield ("show", name, "--scores")
    yield ("show", name, "--sources")
    yield ("coalition", name)
    yield ("panel", name, "--as", "all")
    yield ("portfolio", name)
    yield ("export", name, "-o", "x.xlsx")
    yield ("export", name, "-o", "x.csv")
    yield ("import", "x.xlsx", "--into", name)
    yield ("import", "x.csv", "-o", "back.yaml")
    yield ("ask", name, "-o", "ask.html")
    yield ("walk", name, "--answers", "answers.yaml")
    if futures:
        yield ("assess", name, *RUNS, "--endogenous")
    yield ("assess", name, *RUNS, "--set", "rules.too_close=5")


def faults(seed: int, folder: Path, formats: Sequence[str] = FORMATS) -> list[str]:
    """Return all that is wrong with the answers on one scenario, which is written into the working folder."""
    data = generate(seed)
    text = yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    first = next(iter(data["options"]))
    data["options"][first]["title"] = "another title"
    (folder / "other.yaml").write_text(yaml.dump(data, Dumper=_Plain, sort_keys=False), encoding="utf-8")
    (folder / "answers.yaml").write_text("file: answers\nscenario: case\n", encoding="utf-8")
    checked = _invoke("check", "case.yaml")
    if checked[0] == 1 and "error[" in checked[1]:
        return [f"is not plausible: {checked[1][:400]}"]
    wrong: list[str] = []
    for typed in commands("case.yaml", list(data["options"]), formats, futures="futures" in data):
        code, said = _invoke(*typed)
        if code == BUG or "Traceback" in said or (code and not said.strip()):
            wrong.append(f"`{' '.join(typed)}` ends with {code}: {said[-600:]}")
        elif raw := _RAW.search(re.sub(r"```.*?```", "", said, flags=re.S)):
            wrong.append(
                f"`{' '.join(typed)}` says `{raw[0]}`: {said[max(0, raw.start() - 80) : raw.end() + 40]}"
            )
    for written in folder.glob("*.md"):
        if raw := _RAW.search(written.read_text(encoding="utf-8")):
            wrong.append(f"{written.name} says `{raw.string[max(0, raw.start() - 60) : raw.end() + 40]}`")
    library = Library((folder,))
    loaded = load(folder / "case.yaml", library)
    result = assess(folder / "case.yaml", library=library, run=Run(samples=256, everything=True))
    return wrong + [f"contradiction: {one}" for one in contradictions(result, loaded.scenario)]


def _invoke(*typed: str) -> tuple[int, str]:
    """Return the exit code of a command line and what it said; an exception is a bug."""
    result = CliRunner().invoke(app, typed, prog_name="dilemma")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return BUG, f"{type(result.exception).__name__}: {result.exception}"
    return result.exit_code, result.output


def contradictions(result: Assessment, scenario: Scenario) -> Iterator[str]:
    """Yield each sentence of the full screen or the memo that the figures do not bear out."""
    full = " ".join(markdown.write(assessment_document(result, scenario, full=True)).split())
    body = memo_document(result, scenario)
    end = next((i for i, b in enumerate(body.blocks) if isinstance(b, Heading) and b.new_page), None)
    memo = " ".join(markdown.write(type(body)(body.title, body.blocks[:end])).split())
    yield from _of_screen(result, full)
    yield from _of_memo(result, scenario, memo)
    for where, text in (("screen", full), ("memo", memo)):
        for match in re.finditer(r"(?<![\d.])(\d+(?:\.\d+)?)%", text):
            if float(match[1]) > 100:
                yield f"{where}: a share of {match[0]}"
        for match in re.finditer(r"[.!?] ([a-z][a-z']+ [a-z]+)", text):
            if not re.search(r"(?:U\.S|e\.g|i\.e|vs|No)\.$", text[: match.start() + 1]):
                yield f"{where}: a sentence begins `{text[match.start() - 30 : match.end() + 20]}`"
        for match in re.finditer(r"\.\.(?!\.)|\?\.|!\.|  +\S|,\.|\b(\w+) \1\b(?= of)", text):
            yield f"{where}: odd stops in `{text[max(0, match.start() - 40) : match.end() + 20]}`"


def _of_screen(result: Assessment, said: str) -> Iterator[str]:
    """Yield what the screen says against dominance, leaving out, settling, regret, and the dilemma index."""
    leader = result.recommendation.option
    never_first = [option for option in result.options if option.first_rank_share == 0.0]
    if ("dominated by" in said) != any(option.dominated_by for option in never_first):
        yield "an option is called dominated that is not, or the other way round"
    if "Leaving out any one criterion does not change the choice" in said:
        if any(option != leader for option in result.leave_one_out.values()):
            yield "leaving a criterion out does change the choice"
        ties = set(result.recommendation.ties)
        if any(set(tied) != ties for tied in result.leave_one_out_ties.values()):
            yield "leaving a criterion out makes or breaks a tie"
    if "Resolving any one judgement within its stated range would not change" in said and any(
        line.within_range and line.kind in ("score", "chance") for line in result.break_evens or ()
    ):
        yield "a judgement within its range changes the choice"
    shares, named = result.minimax_regret_shares, result.rules.minimax_regret
    if shares is not None and named is not None:
        most = max(shares.values())
        if ("has the least regret more often" in said) and all(shares[key] >= most for key in named):
            yield "nobody has the least regret more often"
    if "is best in every future" in said:
        yield from _of_best(result, said)


def _of_best(result: Assessment, said: str) -> Iterator[str]:
    """Yield where the leader is called the best of every future and is not."""
    first, which = result.options[0], "that can come" in said
    for future, chance in result.probabilities.items():
        if which and chance <= 1e-9:
            continue
        if any(
            one.values_by_future[future] > first.values_by_future[future] + 1e-9 for one in result.options
        ):
            yield f"{first.id} is not the best in {future}"


def _of_memo(result: Assessment, scenario: Scenario, said: str) -> Iterator[str]:
    """Yield what the memo says against the option advised, the ranking and the futures."""
    names, recommendation = Names(scenario), result.recommendation
    advice = [text.replace("\\", "") for text in re.findall(r"hat you approve (.+?)[.:]\*\*", said)]
    advised = _plain(names.option(recommendation.advised)) if recommendation.advised else None
    if recommendation.names_one and (not advised or not advice):
        yield f"one option is named, and the memo advises {advice} for {advised}"
    if (
        recommendation.names_one
        and advised
        and f"**{capitalize(advised)} scores highest" not in said.replace("\\", "")
    ):
        yield f"the bottom line does not say that {advised} scores highest"
    if not recommendation.names_one and "scores highest, " in said.partition("## Recommendation")[0]:
        yield "the choice is open, and the bottom line names one"
    if "is best in every future" in said:
        yield from _of_best(result, said)
    for future, chance in result.probabilities.items():
        title = re.escape(names.future(future))
        if chance <= 1e-9 and re.search(f"Main danger of [^.]*“{title}”", said):
            yield f"{future} cannot come, and is the main danger"


def _plain(title: str) -> str:
    """Return a title as the Markdown of these checks has it: one space for any."""
    return " ".join(title.split())


def main() -> int:
    """Print what the corpus shows: scenarios, faults, and the first of each; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="go on from this number")
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path, help="keep the scenarios and what was written here")
    asked = parser.parse_args()
    tally, keep = Counter[str](), asked.keep and asked.keep.resolve()
    numbers = [asked.only] if asked.only is not None else range(asked.first, asked.count)
    for number in numbers:
        with tempfile.TemporaryDirectory() as name:
            folder = keep / str(number) if keep else Path(name)
            folder.mkdir(parents=True, exist_ok=True)
            os.chdir(folder)
            wrong = faults(asked.seed * 1_000_000 + number, folder)
            os.chdir("/")
        tally.update(scenarios=1, faults=len(wrong), faulty=bool(wrong))
        for one in wrong:
            print(f"{number}: {one}", flush=True)  # noqa: T201  what to mend
    print(f"{tally['scenarios']} scenarios, {tally['faulty']} of them with {tally['faults']} faults")  # noqa: T201
    return int(tally["faults"] > 0)


if __name__ == "__main__":
    sys.exit(main())
