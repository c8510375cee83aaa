"""Several issues decided together, from files: the shipped framework, published examples, what is refused."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.core.decision import dominating_options
from dilemma.analysis.core.run import Run
from dilemma.api.portfolio import find_common_profiles, load_issues, portfolio
from dilemma.errors import BadSetting, DilemmaError, FaultyFile, NoPortfolio, TooManyPortfolios
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.portfolio import PortfolioResult

FEW = Run(samples=64)
WORKED = Path(__file__).parents[1] / "worked"
PUBLISHED: Any = yaml.load((WORKED / "portfolios.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
LINKED, CORE = PUBLISHED["linked"], PUBLISHED["core"]
ISSUES = ("nato", "climate", "nuclear", "threat-reduction")


def computed() -> list[list[str]]:
    """The rows of the independently computed table of portfolios."""
    text = (WORKED / "allies-together.md").read_text(encoding="utf-8")
    part = text.partition("## Portfolio\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    return rows[2:]


def write(root: Path, name: str, content: Mapping[str, Any], folder: str = ".") -> None:
    """Writes a file of a library."""
    (root / folder).mkdir(exist_ok=True)
    text = yaml.dump({"dilemma": 1, **content}, sort_keys=False, Dumper=yaml.CSafeDumper)
    (root / folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def issue(options: Mapping[str, Any], criteria: tuple[str, ...], weights: Any) -> dict[str, Any]:
    """A scenario whose options are stances or their ids, with scores by criterion."""
    return {
        "title": "An issue",
        "question": "What?",
        "as_of": "2024-11-24",
        "options": {key: {} for key in options},
        "criteria": {key: {} for key in criteria},
        "weights": weights,
        "scores": {key: dict(zip(criteria, scores, strict=True)) for key, scores in options.items()},
    }


@pytest.fixture
def linked(tmp_path: Path) -> Library:
    """The published example as files."""
    for name, options in LINKED["issues"].items():
        write(
            tmp_path,
            name,
            issue({key: [value] for key, (value, _) in options.items()}, ("worth",), {"worth": 1}),
        )
    links = []
    for link in LINKED["links"]:
        (one, taken), (other, option) = ((key, link[key]) for key in link if key != "add")
        then = {"scenario": other, "option": option, "criterion": "worth", "add": link["add"]}
        links.append({"when": {one: taken}, "then": then})
    joined = {"scenarios": list(LINKED["issues"]), "links": links}
    write(
        tmp_path, "three", {"file": "framework", "title": "Three issues", "portfolio": joined}, "frameworks"
    )
    return Library((tmp_path,))


# Costs differ by issue in the published example, so each option gets a name of its own there.


@pytest.fixture
def costed(tmp_path: Path) -> Library:
    """The published example with options named by issue, so that each has its own cost."""
    costs: dict[str, float] = {}
    for name, options in LINKED["issues"].items():
        found = issue(
            {f"{key}-{name}": [value] for key, (value, _) in options.items()}, ("worth",), {"worth": 1}
        )
        found["options"] = {f"{key}-{name}": {"stance": key} for key in options}
        costs |= {f"{key}-{name}": float(cost) for key, (_, cost) in options.items()}
        write(tmp_path, name, found)
    links = []
    for link in LINKED["links"]:
        (one, taken), (other, option) = ((key, link[key]) for key in link if key != "add")
        then = {"scenario": other, "option": f"{option}-{other}", "criterion": "worth", "add": link["add"]}
        links.append({"when": {one: f"{taken}-{one}"}, "then": then})
    joined = {"scenarios": list(LINKED["issues"]), "links": links, "capital": {"budget": 8, "cost": costs}}
    write(
        tmp_path, "three", {"file": "framework", "title": "Three issues", "portfolio": joined}, "frameworks"
    )
    return Library((tmp_path,))


def stances(choice: Mapping[str, str]) -> str:
    """A choice by the stances of its options, in order."""
    return " ".join(option.partition("-")[0] for option in choice.values())


# The shipped framework.


@pytest.mark.parametrize("row", computed(), ids=lambda row: row[0])
def test_portfolios_of_the_shipped_framework(row: list[str]) -> None:
    """Best, second best and one stance everywhere, to the printed precision of an independent computation."""
    profile, best, mean, second, second_mean, *everywhere = row
    found = portfolio("allies", profile=profile, run=FEW, library=LIBRARY)
    assert found.runner_up is not None
    assert ", ".join(found.best.choice.values()) == best
    assert f"{found.best.mean:.2f}" == mean
    assert ", ".join(found.runner_up.choice.values()) == second
    assert f"{found.runner_up.mean:.2f}" == second_mean
    assert [f"{value:.1f}" for value in found.same_stance.values()] == everywhere
    assert tuple(found.same_stance) == ("accommodate", "wait_out", "counter", "enmesh")


def test_the_convergence_area_is_named() -> None:
    """Threat reduction alone has an index near zero; every index is that of the issue's assessment."""
    found = portfolio("allies", run=FEW, library=LIBRARY)
    assert [each.id for each in found.convergence] == ["threat-reduction"]
    for each in found.issues:
        assert each.dilemma_index == dilemma.assess(each.id, library=LIBRARY).dilemma_index


def test_settling_a_stance_gives_what_was_said_of_it() -> None:
    """The loss foretold for a settled option is the loss once it is settled, with the same choices."""
    free = portfolio("allies", profile="nuclear-power", run=FEW, library=LIBRARY)
    (foretold,) = (fix for fix in free.fixes if (fix.issue, fix.option) == ("nato", "enmesh"))
    settled = portfolio("allies", profile="nuclear-power", fixed=["nato=enmesh"], run=FEW, library=LIBRARY)
    assert settled.portfolios == free.portfolios // 4
    assert settled.best.choice == foretold.choice
    assert free.best.total - settled.best.total == pytest.approx(foretold.loss, abs=1e-9)
    assert [each.id for each in settled.issues if each.fixed] == ["nato"]


def test_settling_everything_leaves_one() -> None:
    """With every stance settled there is one portfolio and no runner-up."""
    found = portfolio("allies", fixed=[f"{name}=counter" for name in ISSUES], library=LIBRARY)
    assert (found.portfolios, found.runner_up, found.margin) == (1, None, None)
    assert found.best.first_share == 1


def test_what_ifs_for_one_issue_and_for_all() -> None:
    """A prefix sends a what-if to one issue; without one it goes to all."""
    usual = portfolio("allies", run=FEW, library=LIBRARY)
    one = portfolio("allies", settings=["nato:weights.cost=0"], run=FEW, library=LIBRARY)
    changed = [key for key in ISSUES if one.best.values[key] != usual.best.values[key]]
    assert changed == ["nato"]
    everywhere = portfolio("allies", settings=["weights.cost=0"], run=FEW, library=LIBRARY)
    assert all(everywhere.best.values[key] != usual.best.values[key] for key in ISSUES)


def test_all_eyes_are_those_that_see_every_issue() -> None:
    """`all` stands for the profiles with weights for each of the issues."""
    found = find_common_profiles(["all"], load_issues("allies", LIBRARY), LIBRARY)
    assert "middle-power" in found
    assert "realist" in found
    assert find_common_profiles([], load_issues("allies", LIBRARY), LIBRARY) == (None,)


def test_the_only_framework_need_not_be_named() -> None:
    """Without a name it is the one framework that joins issues."""
    assert load_issues(None, LIBRARY).id == "allies"


# The published example.


@pytest.mark.parametrize("budget", LINKED["best"])
def test_published_budgets(costed: Library, budget: int) -> None:
    """The best portfolio and its total at every published budget."""
    choice, total = LINKED["best"][budget]
    found = portfolio(budget=budget, library=costed)
    assert stances(found.best.choice) == choice
    assert found.best.total == pytest.approx(total, abs=1e-9)
    if budget in LINKED["takes"]:
        assert found.best.cost == LINKED["takes"][budget]


def test_what_one_more_unit_buys(costed: Library) -> None:
    """At the stated budget of 8 one more unit adds the 3 points between the published totals."""
    found = portfolio(library=costed).capital
    assert found is not None
    assert found.budget == 8
    assert found.one_more == pytest.approx(3)
    assert found.next is not None
    assert (found.next.capital, stances(found.next.choice)) == (9, LINKED["best"][9][0])
    totals = {step.capital: step.total for step in found.steps}
    assert totals[0] == 95
    assert totals[11] == max(totals.values()) == 149


def test_what_deciding_apart_would_believe(costed: Library) -> None:
    """Issue by issue one believes in 150 points, and gets 133."""
    apart = portfolio(budget=13, library=costed).apart
    assert stances(apart.choice) == LINKED["unlinked"][13]
    assert [apart.believed, apart.total] == pytest.approx(LINKED["believed"][13])
    assert apart.within_budget
    assert not portfolio(budget=8, library=costed).apart.within_budget


def test_costs_may_be_given_with_the_question(linked: Library) -> None:
    """Without stated costs there is no capital; given ones count by stance."""
    assert portfolio(library=linked).capital is None
    found = portfolio(costs={"counter": 4, "enmesh": 3}, budget=6, library=linked)
    assert stances(found.best.choice) == "accommodate enmesh enmesh"
    assert found.best.cost == 6


def test_ties_are_told(tmp_path: Path) -> None:
    """Portfolios as good as the best are listed, the first by the order of the files being the best."""
    for name in ("one", "two"):
        write(tmp_path, name, issue({"accommodate": [50], "counter": [50]}, ("worth",), {"worth": 1}))
    write(
        tmp_path,
        "both",
        {"file": "framework", "title": "Both", "portfolio": {"scenarios": ["one", "two"]}},
        "frameworks",
    )
    found = portfolio(library=Library((tmp_path,)))
    assert stances(found.best.choice) == "accommodate accommodate"
    assert len(found.ties) == 3
    assert (found.margin, found.verdict) == (0, "too-close")
    assert found.best.first_share == pytest.approx(0.25)


# Core indices.


def projects(root: Path, weights: Mapping[str, list[float]]) -> PortfolioResult:
    """The published projects, each an issue of doing it or not, under ranges of weights stated alike."""
    for name, (first, second, _) in CORE["projects"].items():
        found = issue({"do": [first, second], "leave": [0, 0]}, ("first", "second"), dict(weights))
        found["options"] = {"do": {"stance": "counter"}, "leave": {"stance": "wait_out"}}
        for key in ("do", "leave"):
            found["options"][f"{key}-{name}"] = found["options"].pop(key)
            found["scores"][f"{key}-{name}"] = found["scores"].pop(key)
        write(root, name, found)
    cost = {f"do-{name}": float(each[2]) for name, each in CORE["projects"].items()}
    joined = {"scenarios": list(CORE["projects"]), "capital": {"budget": CORE["budget"], "cost": cost}}
    write(root, "projects", {"file": "framework", "title": "Projects", "portfolio": joined}, "frameworks")
    return portfolio(library=Library((root,)))


def indices(found: PortfolioResult) -> list[float]:
    """How often each project is in the best portfolio."""
    return [(each.core_index or {})[f"do-{each.id}"] for each in found.issues]


def published(low: float, high: float) -> list[float]:
    """The published index by its own definition: the share of non-dominated portfolios with each project."""
    numbers = list(CORE["projects"].values())
    feasible = [
        chosen
        for size in range(len(numbers) + 1)
        for chosen in combinations(range(len(numbers)), size)
        if sum(numbers[place][2] for place in chosen) <= CORE["budget"]
    ]
    ends = {
        chosen: [
            sum(w * numbers[place][0] + (1 - w) * numbers[place][1] for place in chosen) for w in (low, high)
        ]
        for chosen in feasible
    }
    stronger = dominating_options(np.array(list(ends.values()))[:, :, None])
    kept = [chosen for chosen, others in zip(feasible, stronger, strict=True) if not others]
    return [sum(place in chosen for chosen in kept) / len(kept) for place in range(len(numbers))]


@pytest.mark.parametrize("case", CORE["weight_of_first"], ids=lambda case: str(case["range"]))
def test_core_and_exterior_projects(tmp_path: Path, case: Mapping[str, Any]) -> None:
    """What every efficient portfolio contains is in every best one, and what none contains in none.

    The published index counts efficient portfolios; ours the cases in which one is best. They must agree on
    1 and on 0 (Liesiö, Mild & Salo 2007), and do on the narrowest range altogether.
    """
    low, high = case["range"]
    assert published(low, high) == pytest.approx(case["index"], abs=1e-6)
    ours = indices(
        projects(tmp_path, {"first": [low * 100, high * 100], "second": [100 - high * 100, 100 - low * 100]})
    )
    for mine, theirs in zip(ours, case["index"], strict=True):
        if theirs in (0, 1):
            assert mine == pytest.approx(theirs, abs=1e-9)
    if set(case["index"]) == {0, 1}:
        assert ours == pytest.approx(case["index"], abs=1e-9)


def test_core_index_of_even_weights(tmp_path: Path) -> None:
    """Between weights of 0.3 and 0.7 alike the first two projects are best half of the time each."""
    first, second, third, fourth = indices(projects(tmp_path, {"first": [30, 70], "second": [30, 70]}))
    assert first == pytest.approx(0.5, abs=0.02)
    assert second == pytest.approx(1 - first, abs=1e-9)
    assert [third, fourth] == pytest.approx([1, 0])


@pytest.mark.parametrize(("shared", "both"), [("shared: same, ", 0.51), ("", 0.51**2)])
def test_a_shared_chance_is_drawn_once(tmp_path: Path, shared: str, both: float) -> None:
    """On one shared chance two issues turn together; on chances of their own, each by itself.

    Countering is best where the chance exceeds 0.49, which it does in 51 of 100 cases.
    """
    text = (
        "dilemma: 1\ntitle: One\nquestion: What?\nas_of: 2024-11-24\n"
        "options: {counter: {}, wait_out: {}}\ncriteria: {worth: {}}\nweights: {worth: 1}\n"
        "futures: {bad: {chance: {" + shared + "range: [0.0, 1.0]}}, good: {}}\n"
        "scores:\n  counter: {worth: {bad: 100, good: 0}}\n  wait_out: {worth: 49}\n"
    )
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    joined = {"file": "framework", "title": "Both", "portfolio": {"scenarios": ["one", "two"]}}
    write(tmp_path, "both", joined, "frameworks")
    found = portfolio(library=Library((tmp_path,)))
    assert stances(found.best.choice) == "counter counter"
    assert found.best.first_share == pytest.approx(both, abs=0.02)
    for each in found.issues:
        assert (each.core_index or {})["counter"] == pytest.approx(0.51, abs=0.02)


# What is refused.


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"fixed": ["nato"]}, "is not ISSUE=OPTION"),
        ({"fixed": ["natto=enmesh"]}, "there is no issue `natto`; did you mean `nato`"),
        ({"fixed": ["nato=enmsh"]}, "no option `enmsh`; did you mean `enmesh`"),
        ({"fixed": ["nato=enmesh", "nato=counter"]}, "settled twice"),
        (
            {"costs": {"counter": 4, "enmesh": 4, "wait_out": 1, "accommodate": 1}, "budget": 3},
            "cheapest takes 4",
        ),
    ],
)
def test_refusals(asked: dict[str, Any], says: str) -> None:
    """What cannot be meant is refused in words that help."""
    with pytest.raises(DilemmaError, match=says):
        portfolio("allies", library=LIBRARY, **asked)


def test_a_what_if_for_no_issue() -> None:
    """A prefix must be one of the issues."""
    with pytest.raises(BadSetting, match="there is no issue `order`"):
        portfolio("allies", settings=["order:weights.cost=3"], library=LIBRARY)


def test_a_link_to_nothing_is_a_fault_of_the_framework(linked: Library) -> None:
    """A link names options of its scenarios, or the framework is at fault at that place."""
    path = linked.roots[0] / "frameworks" / "three.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("nato: counter", "nato: countr", 1), encoding="utf-8"
    )
    with pytest.raises(FaultyFile, match="there is no option `countr`"):
        portfolio(library=linked)


def test_no_framework_joins_anything(tmp_path: Path) -> None:
    """With nothing to join, and with several that do, the name is asked for."""
    with pytest.raises(NoPortfolio, match="no frameworks join several issues"):
        load_issues(None, Library((tmp_path,)))
    write(tmp_path, "bare", {"file": "framework", "title": "Bare"}, "frameworks")
    with pytest.raises(NoPortfolio, match="joins no scenarios"):
        load_issues("bare", Library((tmp_path,)))


def test_too_many_say_how_to_settle_some(tmp_path: Path) -> None:
    """Beyond a million portfolios the refusal names the way out, which works."""
    names = [f"issue{place}" for place in range(11)]
    for name in names:
        options = {
            key: [50 + place] for place, key in enumerate(("accommodate", "wait_out", "counter", "enmesh"))
        }
        write(tmp_path, name, issue(options, ("worth",), {"worth": 1}))
    write(
        tmp_path,
        "all",
        {"file": "framework", "title": "All", "portfolio": {"scenarios": names}},
        "frameworks",
    )
    library = Library((tmp_path,))
    with pytest.raises(TooManyPortfolios, match="settle some of them with --fix"):
        portfolio(library=library)
    fixed = [f"{name}=counter" for name in names[:5]]
    assert portfolio(fixed=fixed, library=library).portfolios == 4**6


# What was seen


def test_what_was_seen_is_its_probabilities() -> None:
    """To have seen something is to hold the probabilities that follow, in the total and in every loss."""
    seen = {"nato:N6": True, "nuclear:U3": False}
    found = portfolio(seen=seen, run=FEW, library=LIBRARY)
    settings = []
    for name, keys in (("nato", {"N6": True}), ("nuclear", {"U3": False})):
        odds = dilemma.assess(
            name, seen=keys, run=Run(samples=64, everything=False), library=LIBRARY
        ).probabilities
        settings += [f"{name}:futures.{key}.probability={p!r}" for key, p in list(odds.items())[:-1]]
    wanted = portfolio(settings=settings, run=FEW, library=LIBRARY)
    assert found.best.choice == wanted.best.choice
    assert found.best.total == pytest.approx(wanted.best.total, abs=1e-9)
    assert [each.loss for each in found.fixes] == pytest.approx(
        [each.loss for each in wanted.fixes], abs=1e-9
    )


def test_where_an_issue_stands_is_its_own_assessment() -> None:
    """Before and after are those of the issue by itself, and only issues that were looked at are there."""
    found = portfolio(seen={"N6": True}, wrong=["congress"], run=FEW, library=LIBRARY)
    alone = dilemma.assess("nato", seen={"N6": True}, wrong=["congress"], run=FEW, library=LIBRARY)
    assert found.observed == {"nato": alone.observed}
    assert found.wrong == {"nato": ("congress",)}
    assert portfolio(run=FEW, library=LIBRARY).observed is None


def test_a_log_reaches_every_issue_on_its_day() -> None:
    """Entries go to their own scenarios; the day of the run must have come."""
    found = portfolio(
        observed="after-2024", run=Run(samples=64, today="2026-12-31"), library=LIBRARY
    ).observed
    assert {name: len(each.signposts) for name, each in (found or {}).items()} == {
        "nato": 4, "climate": 2, "nuclear": 3,
    }  # fmt: skip
    with pytest.raises(BadSetting, match="from after 2024-11-24"):
        portfolio(observed="after-2024", library=LIBRARY)


# What is refused of whoever asks, in whatever language


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"budget": float("nan")}, "the budget must be a number from 0 to 1e\\+15, not nan"),
        ({"budget": float("inf")}, "the budget must be .* not inf"),
        ({"budget": -1}, "the budget must be .* not -1"),
        ({"costs": {"counter": float("nan")}}, "the cost of `counter` must be .* not nan"),
        ({"costs": {"counter": -1}}, "the cost of `counter` must be .* not -1"),
        ({"costs": {"zz": 1}}, "there is no option `zz`"),
    ],
)
def test_capital_that_cannot_be_counted(asked: Mapping[str, Any], said: str) -> None:
    """Costs and budgets keep the bounds of a file; a cost is of what some issue has."""
    with pytest.raises(DilemmaError, match=said):
        portfolio(**{"costs": {"enmesh": 1}, **asked}, run=FEW, library=LIBRARY)


def test_an_issue_by_itself_knows_nothing_of_what_is_settled() -> None:
    """What would be chosen without the others is the choice of the issue's own assessment, settled or not."""
    free = portfolio(run=FEW, library=LIBRARY)
    fixed = portfolio(fixed=["nato=counter"], run=FEW, library=LIBRARY)
    assert [each.alone for each in fixed.issues] == [each.alone for each in free.issues]
    assert fixed.issues[0].option == "counter" != fixed.issues[0].alone


@pytest.mark.parametrize(
    ("joined", "code"), [(["a"], "too-few"), ([], "too-few"), (["a", "a", "b"], "joined-twice")]
)
def test_a_portfolio_that_joins_nothing_is_its_file_s_fault(
    joined: list[str], code: str, tmp_path: Path
) -> None:
    """Fewer than two scenarios, or one named twice: the place is told; the framework itself may serve on."""
    for name in "ab":
        write(tmp_path, name, issue({"counter": [50], "enmesh": [60]}, ("worth",), {"worth": 1}))
    write(
        tmp_path, "f", {"file": "framework", "title": "F", "portfolio": {"scenarios": joined}}, "frameworks"
    )
    with pytest.raises(FaultyFile) as faulty:
        portfolio("f", library=Library((tmp_path,)))
    (problem,) = faulty.value.problems
    assert (problem.code, problem.severity) == (code, "error")
