"""Tables of one decision in thousands of layouts: each that is accepted must rank its options as it does.

`python -m tests.interchange.layouts --count 2400` prints how many are accepted, asked about and refused.
"""

from __future__ import annotations

import random
import tempfile
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.markdown_tables import read_markdown
from dilemma.interchange.table_answers import OpenTable, TableAnswers, parse_points
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.scenario.model import Scenario

OPTIONS = ("Ferry", "Tunnel", "Bridge", "Causeway")
CRITERIA = ("Access", "Construction cost", "Cost control", "Delay")
BURDENS = frozenset(["Construction cost", "Delay"])
WEIGHTS = (40.0, 30.0, 20.0, 10.0)
SCORES = ((2.0, 1.0, 4.0, 1.0), (5.0, 5.0, 2.0, 4.0), (4.0, 3.0, 3.0, 3.5), (3.0, 4.0, 1.0, 2.0))
"""Ratings from 1 to 5 by option and criterion; of the burdens a lower one is better."""

_WEIGHT_WORDS = (
    "Weight",
    "Weights",
    "Weighting",
    "Weight (%)",
    "Importance",
    "Relative weight",
    "Wt",
    "#weight",
)
_TOTAL_WORDS = {
    "sum": ("Total", "Sum", "TOTAL:", "Total score", "Overall", "Totaalscore", "Tally", "合计"),
    "weighted sum": ("Weighted total", "Total", "Weighted score", "Final score", "Net score", "Bottom line"),
    "weighted mean": ("Weighted average", "Total", "Weighted mean", "Overall score", "**Total**"),
    "mean": ("Average", "Mean score", "Average score"),
    "rank": ("Rank", "Ranking", "Overall rank", "Medals"),
    "share": ("% of maximum", "Percentage", "Total (%)"),
}
_CODES = {
    "words": ("higher", "lower"),
    "ends": ("max", "min"),
    "kinds": ("benefit", "cost"),
    "signs": ("+", "-"),
    "numbers": ("1", "-1"),
    "changes": ("increasing", "decreasing"),
    "arrows": ("↑", "↓"),
    "phrases": ("larger-the-better", "The lower the better"),
}
_DIRECTION_WORDS = ("Direction", "Type", "Objective", "Polarity", "Goal", "Impact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a table looks like; each part is one of a few kinds, `""` for none."""

    turned: bool = False
    corner: str = "Option"
    dialect: str = ","
    weights: str = "points"
    weight_word: str = "Weight"
    weight_last: bool = False
    total: str = ""
    total_word: str = "Total"
    slip: bool = False
    directions: str = "words"
    direction_word: str = "Direction"
    scale: str = ""
    notes: str = ""
    group: str = ""
    around: str = ""
    cells: str = "plain"
    products: str = ""
    in_heads: str = ""
    legend: str = ""
    verdict: str = ""


def random_design(lot: random.Random) -> Design:
    """Return a design, each part of which is drawn by itself."""
    total = lot.choice(["", "", *_TOTAL_WORDS])
    return Design(
        turned=lot.random() < 0.5,
        corner=lot.choice(
            [*["Option", "Options", "Alternative", "Criterion", "Criteria", "Factor", "", "Item"], "Model"]
        ),
        dialect=lot.choice([",", ";", ";comma", "\t", "\tcomma", "md"]),
        weights=lot.choice(["", "points", "points", "shares", "percent", "ratings"]),
        weight_word=lot.choice(_WEIGHT_WORDS),
        weight_last=lot.random() < 0.3,
        total=total,
        total_word=lot.choice(_TOTAL_WORDS[total]) if total else "",
        slip=lot.random() < 0.2,
        directions=lot.choice(["", "heads", "brackets", *_CODES]),
        direction_word=lot.choice(_DIRECTION_WORDS),
        scale=lot.choice(["", "", "ends", "brackets", "column"]),
        notes=lot.choice(["", "", "Notes", "Reason", "Comment", "Rationale"]),
        group=lot.choice(["", "", "", "No.", "Group"]),
        around=lot.choice(["", "", "title", "blank", "footer"]),
        cells=lot.choice(["plain", "plain", "plain", "bold", "shares", "notes", "gaps", "dashes", "marks"]),
        products=lot.choice([*[""] * 7, "rows", "rows", "repeated", "cells", "arrows", "brackets"]),
        in_heads=lot.choice([*[""] * 5, " ({}%)", " (×{})", ", weight: {}", " - {}%"]),
        legend=lot.choice([*[""] * 4, "1 = low; 5 = high", "Scores: 1 (poor) to 5 (excellent)"]),
        verdict=lot.choice([*[""] * 6, "Decision", "Recommendation", "Justification of the board"]),
    )


def weights_of(design: Design) -> tuple[float, ...]:
    """Return the weights that a table states; equal ones where it states none."""
    if design.in_heads:
        return WEIGHTS
    if not design.weights:
        return (1.0,) * len(CRITERIA)
    return (5.0, 4.0, 2.0, 1.0) if design.weights == "ratings" else WEIGHTS


def expected_ranking(design: Design) -> tuple[str, ...]:
    """Return the options from best to worst: a weighted sum of ratings, burdens turned round."""
    weights = weights_of(design)

    def value(scores: Sequence[float]) -> float:
        turned = (
            6 - score if name in BURDENS else score for name, score in zip(CRITERIA, scores, strict=True)
        )
        return sum(weight * score for weight, score in zip(weights, turned, strict=True))

    order = sorted(zip(OPTIONS, SCORES, strict=True), key=lambda pair: -value(pair[1]))
    return tuple(name for name, _ in order)


def _totals(design: Design) -> list[float]:
    weights = weights_of(design)
    whole = sum(weights)
    products = [sum(w * s for w, s in zip(weights, scores, strict=True)) for scores in SCORES]
    by_rule = {
        "sum": [sum(scores) for scores in SCORES],
        "mean": [sum(scores) / len(scores) for scores in SCORES],
        "weighted sum": products,
        "weighted mean": [product / whole for product in products],
        "share": [100 * product / whole / 5 for product in products],
    }
    if design.total == "rank":
        ordered = sorted(products, reverse=True)
        return [1.0 + ordered.index(product) for product in products]
    totals = by_rule[design.total]
    return [total + 0.05 if design.slip and index == 1 else total for index, total in enumerate(totals)]


def _number(value: float, design: Design) -> str:
    text = f"{round(value, 3):g}"
    return text.replace(".", ",") if design.dialect.endswith("comma") else text


def _total(value: float, design: Design) -> str:
    places = ("🥇 1st", "2nd", "3rd", "4th")
    return places[int(value) - 1] if design.total_word == "Medals" else _number(value, design)


def _score(value: float, row: int, column: int, design: Design) -> str:
    text = _number(value, design)
    if design.cells == "bold":
        return f"**{text}**"
    if design.cells == "shares" and value == int(value):
        return f"{text}/5"
    if design.cells == "dashes" and (row + column) % 2 == 0:
        return f"{text} — by our count in May"
    if design.cells == "marks":
        return f"🟠 {text}"
    if design.cells == "notes" and (row + column) % 3 == 0:
        return f"{text} (by our count)"
    return text


def _weight(value: float, design: Design) -> str:
    if design.weights == "shares":
        return _number(value / 100, design)
    return f"{value:g}%" if design.weights == "percent" else _number(value, design)


def _titles(design: Design) -> list[str]:
    titles: list[str] = []
    for name in CRITERIA:
        mark = ""
        if design.directions == "heads" and not design.in_heads:
            mark = " ↓" if name in BURDENS else " ↑"
        elif design.directions == "brackets" and not design.in_heads:
            mark = " (lower is better)" if name in BURDENS else ""
        elif design.scale == "brackets" and not design.in_heads:
            mark = " (1-5)"
        if design.in_heads:
            mark += design.in_heads.format(f"{weights_of(design)[len(titles)]:g}")
        titles.append(name + mark)
    return titles


def _describing_lines(design: Design) -> Iterator[list[str]]:
    """Yield the lines that describe the criteria, each with its label first."""
    if design.directions in _CODES:
        gain, burden = _CODES[design.directions]
        yield [design.direction_word, *(burden if name in BURDENS else gain for name in CRITERIA)]
    if design.scale == "ends":
        yield ["Worst", *("5" if name in BURDENS else "1" for name in CRITERIA)]
        yield ["Best", *("1" if name in BURDENS else "5" for name in CRITERIA)]
    if design.scale == "column":
        yield ["Scale", *("1 to 5" for _ in CRITERIA)]
    if design.notes:
        yield [design.notes, "from the survey of May", "two firms were asked", "", "as in the last plan"]


def grid(design: Design) -> list[list[str]]:
    """Return the cells of a table, with its options in rows before it is turned."""
    weight = [design.weight_word, *(_weight(value, design) for value in weights_of(design))]
    head = [design.corner, *_titles(design)]
    above = list(_describing_lines(design))
    if _has_weight_line(design):
        above = [*above, weight] if design.weight_last else [weight, *above]
    lines = [
        [name, *(_score(value, row, column, design) for column, value in enumerate(scores))]
        for row, (name, scores) in enumerate(zip(OPTIONS, SCORES, strict=True))
    ]
    if design.cells == "gaps":
        lines[0][3] = "?"
    if design.products:
        lines = _with_products(lines, design)
    rows = [head, *above, *lines]
    if design.total:
        totals = dict(zip(OPTIONS, _totals(design), strict=True))
        whole = (
            {weight[0]: _weight(sum(weights_of(design)), design)}
            if design.turned and _has_weight_line(design)
            else {}
        )
        column = [design.total_word]
        for row in rows[1:]:
            column.append(_total(totals[row[0]], design) if row[0] in totals else whole.get(row[0], ""))
        rows = [[*row, cell] for row, cell in zip(rows, column, strict=True)]
    if design.verdict:
        texts = dict(zip(OPTIONS, ("✅ Selected", "❌ Rejected", "Rejected", "Fallback"), strict=True))
        rows = [
            [*row, texts.get(row[0], design.verdict if not index else "")] for index, row in enumerate(rows)
        ]
    if design.turned:
        rows = [list(row) for row in zip(*rows, strict=True)]
    return _with_group(rows, design)


def _has_weight_line(design: Design) -> bool:
    return bool(design.weights) and not design.in_heads


def _with_products(lines: list[list[str]], design: Design) -> list[list[str]]:
    """Return the lines of the options with their weighted scores, in lines or in cells of their own."""
    if not (design.weights or design.in_heads) or "?" in lines[0]:
        return lines
    weights = weights_of(design)
    products = [[_number(w * s, design) for w, s in zip(weights, scores, strict=True)] for scores in SCORES]
    if design.products in ("rows", "repeated"):
        pairs = zip(lines, products, strict=True)
        return [
            line
            for scores, weighted in pairs
            for line in (
                scores,
                [f"{scores[0]} weighted" if design.products == "rows" else "Weighted score", *weighted],
            )
        ]
    sign = " / " if design.products == "cells" and design.weights == "shares" else " → "
    sign, end = (" (", ")") if design.products == "brackets" else (sign, "")
    factor = 0.01 if sign == " / " else 1.0
    return [
        [
            name,
            *(
                f"{_number(score, design)}{sign}{_number(factor * weight * score, design)}{end}"
                for score, weight in zip(scores, weights, strict=True)
            ),
        ]
        for name, scores in zip(OPTIONS, SCORES, strict=True)
    ]


def _with_group(rows: list[list[str]], design: Design) -> list[list[str]]:
    if design.group == "No.":
        return [[design.group if not index else str(index), *row] for index, row in enumerate(rows)]
    if design.group == "Group" and design.turned:
        groups = ["Group", "Use", "Money", "", "Time", *[""] * len(rows)]
        return [[group, *row] for group, row in zip(groups, rows, strict=False)]
    return rows


def text_of(design: Design) -> str:
    """Return a table as a file of its dialect."""
    rows = grid(design)
    if design.dialect == "md":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + "---|" * len(rows[0]))
        legend = f"\n\n{_legend(design)}\n" if design.legend else "\n\nThat is all.\n"
        return "# Which crossing?\n\nWe compared four.\n\n" + "\n".join(lines) + legend
    sign = design.dialect[0]
    lines = [sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in rows]
    if design.around == "title":
        lines.insert(0, "Which crossing should we build?" + sign * (len(rows[0]) - 1))
    if design.around == "blank":
        lines = [sign * (len(rows[0]) - 1)] * 2 + lines
    if design.around == "footer":
        lines += [
            sign * (len(rows[0]) - 1),
            "Source: the ministry of works in May" + sign * (len(rows[0]) - 1),
        ]
    if design.legend and design.around != "footer":
        lines += [sign * (len(rows[0]) - 1), _legend(design) + sign * (len(rows[0]) - 1)]
    return "\n".join(lines) + "\n"


def _legend(design: Design) -> str:
    """Return a legend; one that praises a high score would turn burdens round, where nothing else says so."""
    is_directed = design.directions in _CODES
    text = design.legend if is_directed or "excellent" not in design.legend else "1 = low; 5 = high"
    return text.replace(";", "," if design.dialect.startswith(";") else ";")


def read_design(design: Design, answers: TableAnswers | None = None) -> tuple[str, ...]:
    """Return the ranking that the program reads from a table; ties in the order of the table.

    Raises:
        FaultyFile: the table is refused or asked about.
    """
    text, decimal = text_of(design), answers.decimal if answers else None
    sheets = (
        read_markdown(text, "t.md", decimal)
        if design.dialect == "md"
        else (read_csv(text.encode(), "t.csv", decimal),)
    )
    new = import_matrix(sheets, "t", "t.csv", answers)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.yaml"
        path.write_text(new.text, encoding="utf-8")
        scenario = load_scenario(path, Library(())).scenario
    if {scenario.title_of(key) for key in scenario.options} != set(OPTIONS):
        return tuple(scenario.title_of(key) for key in scenario.options)
    if len(scenario.leaves) != len(CRITERIA):
        return tuple(leaf.title for leaf in scenario.leaves)
    return _ranking(scenario)


def _ranking(scenario: Scenario) -> tuple[str, ...]:
    points = (
        {key: weight.central for key, weight in scenario.weights.points.items()} if scenario.weights else {}
    )

    def value(option: str) -> float:
        total = 0.0
        for leaf in scenario.leaves:
            scale = leaf.criterion.scale
            worst, best = (scale.worst, scale.best) if scale else (0.0, 100.0)
            score = scenario.rows[option, leaf.id][0].score.central
            total += points.get(leaf.id, 1.0) * (score - worst) / (best - worst)
        return total

    return tuple(
        scenario.title_of(option)
        for option in sorted(scenario.options, key=lambda key: -round(value(key), 9))
    )


def outcome(design: Design) -> str:
    """Return what becomes of a table: accepted, asked (and right once answered), refused, or wrong."""
    expected = expected_ranking(design)
    try:
        return "accepted" if read_design(design) == expected else "wrong"
    except OpenTable:
        pass
    except FaultyFile as faulty:
        codes = {problem.code for problem in faulty.problems}
        if not codes <= {"weights-in-total", "unclear-number"}:
            return f"refused: {', '.join(sorted(codes))}"
    return _answered(design, expected)


def _answered(design: Design, expected: tuple[str, ...]) -> str:
    """Return what becomes of a table once its owner answers all that may be asked."""
    answers = TableAnswers(
        layout="criteria-in-rows" if design.turned else "options-in-rows",
        directions={name.casefold(): "lower" for name in BURDENS},
        decimal="," if design.dialect.endswith("comma") else ".",
        weights={}
        if design.weights or design.in_heads
        else parse_points(",".join(f"{name}=25" for name in CRITERIA)),
    )
    try:
        return "asked" if read_design(design, answers) == expected else "wrong"
    except FaultyFile as faulty:
        return f"refused: {', '.join(sorted({problem.code for problem in faulty.problems}))}"


def main() -> int:
    """Print how many layouts are accepted, asked about and refused; 1 where one is wrong."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="wrong", help="the outcome of which tables are printed")
    options = parser.parse_args()
    lot = random.Random(options.seed)
    counts: Counter[str] = Counter()
    for _ in range(options.count):
        design = random_design(lot)
        result = outcome(design)
        counts[result] += 1
        if result.startswith(options.show):
            typer.echo(f"{design}\n{text_of(design)}")
    for result, count in counts.most_common():
        typer.echo(f"{count:6} {result}")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
