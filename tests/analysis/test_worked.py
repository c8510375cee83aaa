"""Published worked examples come out of the program's own objects; their files cite the source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml

from dilemma.analysis.core import decision, decision_rules, probabilities
from dilemma.analysis.core.decision import Decision, best_indices, build_decision, decide, dominating_options
from dilemma.analysis.core.decision_rules import evpi_of_futures
from dilemma.analysis.core.scores import score_array
from dilemma.analysis.monitoring import signpost_results, triggers
from dilemma.analysis.sensitivity.break_evens import lead_changes, probability_lines, weight_lines
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.api.evidence import EditedVariants
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.model import interpolate_value
from dilemma.scenario.resolve import resolve_scenario
from dilemma.scenario.schema.files import ScenarioFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.monitoring import WatchedSignpost
    from dilemma.analysis.sensitivity.break_evens import ValueLine
    from dilemma.scenario.model import Scenario

WORKED = Path(__file__).parents[1] / "worked"

HEAD = {"dilemma": 1, "title": "An example", "question": "Which?", "as_of": "2000-01-01"}


@dataclass(frozen=True, slots=True)
class Case:
    """One check of one example, with the table of inputs it speaks of."""

    example: str
    place: int
    inputs: Mapping[str, Any]
    check: Mapping[str, Any]

    def __str__(self) -> str:
        """The readable id of the test."""
        return f"{self.example}:{self.place}:{self.check['op']}"


def cases() -> Iterator[Case]:
    """Every check of every copied example, in order."""
    for path in sorted(WORKED.glob("*.yaml")):
        example = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for place, check in enumerate(example.get("checks", ()), start=1):
            inputs = example["inputs"]
            yield Case(path.stem, place, inputs.get(check.get("table"), inputs), check)


def same(found: Any, case: Case) -> None:
    """Asserts that figures are those expected, within the tolerance the file gives."""
    expected, tolerance = case.check["expect"], case.check["tol"]
    if isinstance(expected, dict):
        found = dict(zip(_names(expected, case), np.asarray(found).tolist(), strict=True))
    assert found == pytest.approx(expected, abs=tolerance, rel=0)


def _names(expected: Mapping[str, Any], case: Case) -> Sequence[str]:
    """The axis of the figures: whichever of options, criteria, futures and signals the file answers by."""
    axes = (case.inputs.get(axis, ()) for axis in ("options", "criteria", "futures", "signals"))
    return next(axis for axis in axes if set(axis) == set(expected))


def leads(places: Iterable[int], case: Case, key: str = "best") -> None:
    """Asserts that exactly the named options lead; several are a tie."""
    named = case.check[key]
    expected = {named} if isinstance(named, str) else set(named)
    assert {case.inputs["options"][place] for place in places} == expected


def row(by_name: Mapping[str, float], names: Iterable[str]) -> Floats:
    """Numbers by name as an array in the order of `names`."""
    return np.array([by_name[name] for name in names], dtype=np.float64)


def grid(table: Mapping[str, Mapping[str, float]], rows: Iterable[str], columns: Sequence[str]) -> Floats:
    """A table by row and column as an array."""
    return np.array([row(table[name], columns) for name in rows])


# The decisions an example may describe.


def under_futures(inputs: Mapping[str, Any], options: Sequence[str] = ()) -> Decision:
    """Payoffs as a decision with one criterion; costs are negated, absent probabilities equal."""
    options, futures = tuple(options or inputs["options"]), tuple(inputs["futures"])
    sign = -1.0 if inputs.get("sense") == "min" else 1.0
    equal = dict.fromkeys(futures, 1.0 / len(futures))
    return build_decision(
        options=options,
        criteria=("payoff",),
        futures=futures,
        scores=sign * grid(inputs["payoffs"], options, futures)[:, None, :],
        weights=np.ones(1),
        probabilities=row(inputs.get("probabilities", equal), futures),
    )


def under_criteria(inputs: Mapping[str, Any], given: Any) -> Decision:
    """Scores, or raw numbers on straight lines from 0 to 1, as a decision in one future."""
    options, criteria = tuple(inputs["options"]), tuple(inputs["criteria"])
    return build_decision(
        options=options,
        criteria=criteria,
        futures=("always",),
        scores=scored(inputs)[:, :, None],
        weights=weighed(inputs, given),
        probabilities=np.ones(1),
    )


def scored(inputs: Mapping[str, Any]) -> Floats:
    """The scores of an example, [option, criterion]."""
    options, criteria = inputs["options"], inputs["criteria"]
    if "scores" in inputs:
        return grid(inputs["scores"], options, criteria)
    ends = inputs["ranges"]
    lines = {name: ((ends[name]["worst"], 0.0), (ends[name]["best"], 1.0)) for name in criteria}
    return np.array(
        [
            [interpolate_value(inputs["raw"][option][name], lines[name]) for name in criteria]
            for option in options
        ]
    )


def weighed(inputs: Mapping[str, Any], given: Any) -> Floats:
    """Weights in the order of the criteria: swing points, a ranking, or points by name; normalised."""
    criteria = inputs["criteria"]
    if given == "from_swing":
        return decision.normalize_weights(row(inputs["swing_points"], criteria))
    if given == "roc":
        ranked = inputs["rank_order"]
        centroid = decision.rank_order_centroid([1] * len(ranked))
        return row(dict(zip(ranked, centroid, strict=True)), criteria)
    return decision.normalize_weights(row(inputs[given] if isinstance(given, str) else given, criteria))


def by_future(inputs: Mapping[str, Any], options: Sequence[str] = ()) -> Decision:
    """Scores by criterion and future, weighed by swing, with equal probabilities."""
    options, futures = tuple(options or inputs["options"]), tuple(inputs["futures"])
    tables = [grid(inputs["scores_by_future"][future], options, inputs["criteria"]) for future in futures]
    return build_decision(
        options=options,
        criteria=tuple(inputs["criteria"]),
        futures=futures,
        scores=np.stack(tables, axis=-1),
        weights=weighed(inputs, "from_swing"),
        probabilities=np.full(len(futures), 1.0 / len(futures)),
    )


def by_branch(inputs: Mapping[str, Any]) -> Decision:
    """The branches of a value tree as criteria of their own, each scored by the leaves below it.

    The program moves the weight of a leaf, not of a branch; with inner proportions kept a branch is a leaf
    whose score is the weighted mean of its own.
    """
    leaves, points = under_criteria(inputs, "from_swing"), weighed(inputs, "from_swing")
    inside = [np.isin(leaves.criteria, members) for members in inputs["groups"].values()]
    branch_scores = [leaves.scores[:, own, 0] @ points[own] / points[own].sum() for own in inside]
    return build_decision(
        options=leaves.options,
        criteria=tuple(inputs["groups"]),
        futures=leaves.futures,
        scores=np.column_stack(branch_scores)[:, :, None],
        weights=np.array([points[own].sum() for own in inside]),
        probabilities=leaves.probabilities,
    )


# The scenarios an example may describe, for what is worked out from one.


def in_scenario(parts: Mapping[str, Any]) -> Scenario:
    """A scenario of the given parts, with what every file must say."""
    options = {option: {"stance": "enmesh"} for option in parts["scores"]}
    raw = {**HEAD, **parts, "options": options}
    return resolve_scenario(ScenarioFile.model_validate(raw), "example", Path("example.yaml"), {})


def with_signals(inputs: Mapping[str, Any]) -> Scenario:
    """Payoffs over futures as one criterion in natural units, and each signal as a signpost.

    An example without payoffs gets two options that are worth the same.
    """
    futures = inputs["futures"]
    payoffs = inputs.get("payoffs", {option: dict.fromkeys(futures, 0) for option in ("one", "other")})
    worst, best = ends(payoffs)
    return in_scenario(
        {
            "criteria": {"payoff": {"scale": {"worst": worst, "best": best}}},
            "futures": {name: {"probability": inputs["probabilities"][name]} for name in futures},
            "scores": {option: {"payoff": dict(row)} for option, row in payoffs.items()},
            "signposts": {
                signal: {
                    "event": f"The signal is {signal}",
                    "kind": "conduct",
                    "likelihood": {name: inputs["likelihoods"][name][signal] for name in futures},
                }
                for signal in inputs["signals"]
            },
        }
    )


def ends(payoffs: Mapping[str, Mapping[str, float]]) -> tuple[float, float]:
    """The least and the largest payoff; a scale of any length where they are the same."""
    every = [payoff for row in payoffs.values() for payoff in row.values()]
    return min(every), max(*every, min(every) + 1)


def by_ranking(inputs: Mapping[str, Any], ranking: Sequence[str]) -> Scenario:
    """Raw numbers on straight scales, with nothing known of the weights but their order."""
    scales = {name: {"scale": dict(inputs["ranges"][name])} for name in inputs["criteria"]}
    named = {option: f"option{place}" for place, option in enumerate(inputs["options"])}
    scores = {named[option]: dict(row) for option, row in inputs["raw"].items()}
    return in_scenario({"criteria": scales, "weights": list(ranking), "scores": scores})


def signalled(inputs: Mapping[str, Any]) -> dict[str, WatchedSignpost]:
    """What the program says of each signal beforehand."""
    scenario = with_signals(inputs)
    at = decide(scenario)
    found = signpost_results(
        scenario, EditedVariants(scenario, Edits()), at, score_array(scenario), triggers(at)
    )
    return {each.id: each for each in found}


# What each operation asks for.


def line_of(lines: Iterable[ValueLine], name: str) -> ValueLine:
    """The line along which one named number moves."""
    return next(line for line in lines if line.of == name)


def switch(line: ValueLine, case: Case, scale: float = 1.0) -> None:
    """Asserts that the lead changes hands once along a line, where the file says."""
    assert [scale * change.at for change in lead_changes(line)] == [
        pytest.approx(case.check["expect"], abs=case.check["tol"], rel=0)
    ]


def swing(case: Case) -> None:
    """Swing points divided by their sum, times a scale."""
    same(case.check["scale"] * weighed(case.inputs, "from_swing"), case)


def ranks(case: Case) -> None:
    """Rank-order centroids; the only weights by rank the program offers."""
    assert case.check.get("method", case.inputs.get("method")) == "roc"
    centroid = decision.rank_order_centroid([1] * case.check["n"])
    same(weighed(case.inputs, "roc") if "order" in case.check else centroid, case)


def additive(case: Case) -> None:
    """Values; the contributions of an option add up to its own."""
    made = under_criteria(case.inputs, case.check["weights"])
    same(made.value, case)
    contributions = made.weights * made.expected_scores
    np.testing.assert_allclose(contributions.sum(axis=1), made.value, rtol=0, atol=1e-12)


def best_option(case: Case) -> None:
    """Who has the highest value."""
    leads(best_indices(under_criteria(case.inputs, case.check["weights"]).value), case, "expect")


def frontier(case: Case) -> None:
    """Options not dominated on benefit and cost."""
    benefit = under_criteria(case.inputs, case.check["weights"]).value
    pairs = np.column_stack([benefit, -row(case.inputs["cost"], case.inputs["options"])])
    stronger = dominating_options(pairs[:, :, None])
    leads((place for place, beaten in enumerate(stronger) if not beaten), case, "expect")


def extra_point(case: Case) -> None:
    """The difference in cost over the difference in value."""
    made = under_criteria(case.inputs, case.check["weights"])
    start, end = (made.options.index(case.check[key]) for key in ("start", "end"))
    cost = row(case.inputs["cost"], made.options)
    same((cost[end] - cost[start]) / (made.value[end] - made.value[start]), case)


def branch_end(case: Case) -> None:
    """A value with one branch of the tree at weight 0 or 100."""
    made = by_branch(case.inputs)
    line = line_of(weight_lines(made), case.check["group"])
    at = line.at.tolist().index(case.check["group_weight"] / 100)
    same(line.values[at, made.options.index(case.check["option"])], case)


def branch_switch(case: Case) -> None:
    """The weight of a branch at which the lead changes hands, and between whom."""
    made = by_branch(case.inputs)
    line = line_of(weight_lines(made), case.check["group"])
    switch(line, case, scale=100.0)
    below, above = (made.options[lead.leaders[0]] for lead in line.leads())
    assert [below, above] == case.check["between"]


def branch_now(case: Case) -> None:
    """The weight of a branch is the sum of its leaves'."""
    made = by_branch(case.inputs)
    same(100 * made.weights[made.criteria.index(case.check["group"])], case)


def value_of(case: Case) -> None:
    """Values on a straight or a broken line; the program's corners run from worst to best."""
    given = case.inputs["functions"][case.check["function"]]
    points = given.get("points") or [(given["worst"], 0.0), (given["best"], 1.0)]
    corners = tuple(sorted(((level, worth) for level, worth in points), key=lambda corner: corner[1]))
    same([interpolate_value(level, corners) for level in case.check["x"]], case)


def rule(
    figures: Callable[[Floats], Floats], winners: Callable[[Floats], Iterable[int]]
) -> Callable[[Case], None]:
    """A rule over futures: each option's own figure, and who wins."""

    def run(case: Case) -> None:
        in_future = (by_future if "scores_by_future" in case.inputs else under_futures)(case.inputs).in_future
        sign = (
            -1.0
            if case.inputs.get("sense") == "min" and winners is not decision_rules.minimax_regret
            else 1.0
        )
        same(sign * figures(in_future), case)
        leads(winners(in_future), case)

    return run


def mixed(in_future: Floats, alpha: float) -> Floats:
    """Alpha of the best future and the rest of the worst."""
    return np.asarray(alpha * in_future.max(axis=1) + (1 - alpha) * in_future.min(axis=1))


def hurwicz_leaders(in_future: Floats, alpha: float) -> set[int]:
    """Who leads at one alpha: all whose stretch holds it, so that both sides of a boundary tie."""
    held = (
        lead for lead in decision_rules.hurwicz(in_future) if lead.start - 1e-9 <= alpha <= lead.stop + 1e-9
    )
    return {place for lead in held for place in lead.leaders}


def hurwicz(case: Case) -> None:
    """Hurwicz's rule at one alpha."""
    alpha = float(case.check["alpha"])
    rule(lambda given: mixed(given, alpha), lambda given: hurwicz_leaders(given, alpha))(case)


def regret_matrix(case: Case) -> None:
    """Every regret, by option and future."""
    expected = grid(case.check["expect"], case.inputs["options"], case.inputs["futures"])
    found = decision_rules.regret(under_futures(case.inputs).in_future)
    np.testing.assert_allclose(found, expected, rtol=0, atol=case.check["tol"])


def expected_regret(case: Case) -> None:
    """Regrets weighed by probability; the least is that of the highest value, and is the EVPI."""
    made = under_futures(case.inputs)
    found = decision_rules.regret(made.in_future) @ made.probabilities
    same(found, case)
    leads(best_indices(-found), case)
    assert best_indices(-found) == best_indices(made.value)
    assert found.min() == pytest.approx(evpi_of_futures(made))


def expected_value(case: Case) -> None:
    """Payoffs weighed by probability, before or after a signal."""
    made = after(case, case.check["signal"]) if "signal" in case.check else under_futures(case.inputs)
    same(made.value, case)
    leads(best_indices(made.value), case)


def after(case: Case, signal: str) -> Decision:
    """The decision with the probabilities a signal leaves."""
    posterior = dict(zip(case.inputs["futures"], updated(case, signal).tolist(), strict=True))
    return under_futures({**case.inputs, "probabilities": posterior})


def updated(case: Case, signal: str) -> Floats:
    """Probabilities after a signal, by Bayes."""
    futures = case.inputs["futures"]
    likelihood = row({name: case.inputs["likelihoods"][name][signal] for name in futures}, futures)
    return probabilities.posterior_probabilities(row(case.inputs["probabilities"], futures), likelihood)


def posterior(case: Case) -> None:
    """Bayes' rule, signal by signal."""
    for signal, expected in case.check["expect"].items():
        named = dict(zip(case.inputs["futures"], updated(case, signal).tolist(), strict=True))
        assert named == pytest.approx(expected, abs=case.check["tol"], rel=0)


def best_after_signal(case: Case) -> None:
    """The choice once a signal is seen."""
    for signal, expected in case.check["expect"].items():
        made = after(case, signal)
        assert [made.options[place] for place in best_indices(made.value)] == [expected]


def signal_probability(case: Case) -> None:
    """How likely each signal is, before it is looked for."""
    found = signalled(case.inputs)
    same([found[signal].chance for signal in case.inputs["signals"]], case)


def informed(inputs: Mapping[str, Any]) -> float:
    """The expected payoff of choosing after the signal: its chance times the best payoff then, summed."""
    scenario, found = with_signals(inputs), signalled(inputs)
    worst, best = ends(inputs["payoffs"])
    total = 0.0
    for signal in inputs["signals"]:
        after = decide(apply_edits(scenario, Edits(seen={signal: True}))).value.max()
        total += (found[signal].chance or 0.0) * (worst + (best - worst) * after / 100)
    return float(total)


def evsi(case: Case) -> None:
    """What choosing after the signal gains; of two signals each alone is worth that."""
    inputs = case.inputs
    same(informed(inputs) - under_futures(inputs).value.max(), case)
    if len(inputs["signals"]) == 2:
        worst, best = ends(inputs["payoffs"])
        for signpost in signalled(inputs).values():
            assert signpost.worth is not None
            same(signpost.worth * (best - worst) / 100, case)


def acceptability(case: Case) -> None:
    """The share of weights in a stated order that gives an option each rank."""
    given = case.check["weight_info"]
    assert (given["kind"], case.check["point_scores"]) == ("order", "raw")
    scenario = by_ranking(case.inputs, given["order"])
    found = estimate_rank_acceptability(unknowns_of_scenario(scenario)).level("order").rank_shares
    for place, option in enumerate(case.inputs["options"]):
        expected = pytest.approx(case.check["expect"][option], abs=case.check["tol"], rel=0)
        assert list(found[f"option{place}"]) == expected


def perfect(case: Case) -> None:
    """The value of choosing when the future is known."""
    made = under_futures(case.inputs)
    same(made.value.max() + evpi_of_futures(made), case)


def probability_switch(case: Case) -> None:
    """The probability of a future at which two options tie."""
    make = by_future if "scores_by_future" in case.inputs else under_futures
    made = make(case.inputs, case.check["between"])
    switch(line_of(probability_lines(made), case.check["future"]), case)


def weight_switch(case: Case) -> None:
    """The weight of a criterion at which two options tie, the others in proportion."""
    made = under_criteria(case.inputs, case.check["base_weights"])
    assert set(made.options) == set(case.check["between"])
    switch(line_of(weight_lines(made), case.check["criterion"]), case)


def value_by_future(case: Case) -> None:
    """A value for each option in each future."""
    made = by_future(case.inputs)
    expected = grid(case.check["expect"], made.futures, made.options).T
    np.testing.assert_allclose(made.in_future, expected, rtol=0, atol=case.check["tol"])


def best_everywhere(case: Case) -> None:
    """One option leads in every future, and so dominates all others."""
    made = under_futures(case.inputs)
    winner = made.options.index(case.check["expect"])
    assert all(best_indices(made.in_future[:, place]) == [winner] for place in range(len(made.futures)))
    stronger = dominating_options(made.scores)
    assert all(winner in beaten for place, beaten in enumerate(stronger) if place != winner)


def upwards(inputs: Mapping[str, Any], criteria: Sequence[str]) -> Floats:
    """Raw numbers with more always better, [option, criterion, future]."""
    sign = np.array([-1.0 if inputs["direction"][name] == "min" else 1.0 for name in criteria])
    return (sign * grid(inputs["raw"], inputs["options"], criteria))[:, :, None]


def dominated(case: Case) -> None:
    """Exactly the named options are dominated, by exactly the named others."""
    options = case.inputs["options"]
    stronger = dominating_options(upwards(case.inputs, case.inputs["criteria"]))
    named = {options[place]: [options[by] for by in beaten] for place, beaten in enumerate(stronger)}
    assert {option: by for option, by in named.items() if by} == case.check["expect"]


def nearly_dominated(case: Case) -> None:
    """Without the excepted criteria one option dominates the other, with them it does not."""
    options, criteria = case.inputs["options"], case.inputs["criteria"]
    option, by = options.index(case.check["option"]), options.index(case.check["by"])
    kept = [name for name in criteria if name not in case.check["exceptions"]]
    assert by in dominating_options(upwards(case.inputs, kept))[option]
    assert by not in dominating_options(upwards(case.inputs, criteria))[option]


def worst(in_future: Floats) -> Floats:
    """The worst of each option."""
    return np.asarray(in_future.min(axis=1))


def largest_regret(in_future: Floats) -> Floats:
    """The largest regret of each option."""
    return np.asarray(decision_rules.regret(in_future).max(axis=1))


RUN: dict[str, Callable[[Case], None]] = {
    "weights_from_swing": swing,
    "weights_from_ranks": ranks,
    "additive_value": additive,
    "best_option": best_option,
    "efficient_frontier": frontier,
    "cost_per_extra_point": extra_point,
    "group_end_value": branch_end,
    "group_weight_switch": branch_switch,
    "group_current_weight": branch_now,
    "weight_switch": weight_switch,
    "value_of": value_of,
    "maximin": rule(worst, decision_rules.maximin),
    "maximin_by_future": rule(worst, decision_rules.maximin),
    "maximax": rule(lambda given: given.max(axis=1), lambda given: hurwicz_leaders(given, 1.0)),
    "laplace": rule(lambda given: given.mean(axis=1), decision_rules.laplace),
    "hurwicz": hurwicz,
    "minimax_regret": rule(largest_regret, decision_rules.minimax_regret),
    "minimax_regret_by_future": rule(largest_regret, decision_rules.minimax_regret),
    "regret_matrix": regret_matrix,
    "expected_regret": expected_regret,
    "expected_value": expected_value,
    "expected_value_after_signal": expected_value,
    "posterior": posterior,
    "best_after_signal": best_after_signal,
    "evpi": lambda case: same(evpi_of_futures(under_futures(case.inputs)), case),
    "ev_with_perfect_information": perfect,
    "signal_probability": signal_probability,
    "ev_with_sample_information": lambda case: same(informed(case.inputs), case),
    "evsi": evsi,
    "smaa_rank_acceptability": acceptability,
    "probability_switch": probability_switch,
    "probability_switch_by_future": probability_switch,
    "additive_value_by_future": value_by_future,
    "best_in_every_future": best_everywhere,
    "dominated": dominated,
    "nearly_dominated": nearly_dominated,
}


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_published_result_comes_out(case: Case) -> None:
    """The program computes what the source prints, or what follows from its inputs."""
    RUN[case.check["op"]](case)


def test_every_operation_is_used() -> None:
    """The files use exactly the operations of the table, so that none is run without an example."""
    assert {case.check["op"] for case in cases()} == RUN.keys()
