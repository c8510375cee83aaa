"""The twin agrees with the audit's tables, worked cases and closed forms, and its draws with its sums."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import changes, figures, files, preference, sampling, spread
from .assessment import Run, assess
from .chances import Chances
from .curves import Curve
from .evidence import likelihoods, pattern_likelihood, posterior
from .figures import Exact
from .generate import generate, generate_later
from .judgements import Judgement, incomplete_beta
from .scenario import Decision, load_decision

HERE = Path(__file__).parent
FROZEN, CASES = HERE.parent / "frozen", HERE / "cases"
MEANS = files.load(HERE / "means.yaml")
DRAWS = 40_000


def frozen(name: str, profile: str | None = None, **what_if: Any) -> Decision:
    """Load a frozen scenario."""
    return load_decision(FROZEN / f"{name}.yaml", profile, **what_if)


@cache
def case(name: str, wrong: str = "", signpost: str = "", too_close: float | None = None) -> dict[str, Any]:
    """Assess one of the small cases."""
    what_ifs = {} if too_close is None else {"rules.too_close": too_close}
    evidence = {signpost: True} if signpost else {}
    return assess(
        Run(
            CASES / f"{name}.yaml",
            evidence=evidence,
            wrong=(wrong,) if wrong else (),
            changes=what_ifs,
            draws=DRAWS,
        )
    )


def word(content: Any) -> Any:
    """Return a word of the verdict, whether or not other draws could change it."""
    return getattr(content, "word", content)


def near(estimate: sampling.Estimate, expected: float) -> bool:
    """Tell whether an estimate agrees within four of its errors."""
    return abs(estimate.value - expected) < 4 * estimate.error


@pytest.mark.parametrize("name", MEANS["values"])
def test_the_means_are_those_of_the_audit(name: str) -> None:
    """Values, leaders, margins and probabilities agree to the two decimals that were published."""
    for profile, row in MEANS["values"][name].items():
        outcome = figures.exact(frozen(name, profile))
        assert outcome.values == pytest.approx(row["values"], abs=0.00501), profile
        order = figures.ranking(outcome.values)
        assert frozen(name).options[order[0]] == row["leader"], profile
        margin = outcome.values[order[0]] - outcome.values[order[1]]
        assert margin == pytest.approx(row["margin"], abs=0.00501), profile
    assert frozen(name).chances.means() == pytest.approx(MEANS["futures"][name], abs=0.000051)


def test_where_the_modes_lead_elsewhere_both_are_known() -> None:
    """On two pages the old central numbers cross the rule or name another option."""
    nuclear, nato = frozen("nuclear"), frozen("nato", "cost-first")
    at_modes = np.sort(figures.exact(nuclear, modes=True).values)
    assert at_modes[-1] - at_modes[-2] == pytest.approx(2.08, abs=0.005)
    leaders = [
        nato.options[figures.best(figures.exact(nato, modes=modes).values)[0]] for modes in (True, False)
    ]
    assert leaders == ["enmesh", "wait_out"]


SMALL: dict[str, tuple[list[float], float, str, str | None]] = {  # values, first share, verdict, advised
    "mode-not-mean": ([63 + 1 / 3, 75.0], 0.375, "lean", "safe"),
    "bend-in-range": ([39.7917, 32.5], 0.5, "too-close", "risky"),
    "bend-in-range-as-beta": ([39.7917, 32.5], 0.5, "too-close", "risky"),
    "bend-triangular": ([88.3704, 86.6667], 1 - 40**2 / 5000, "too-close", "risky"),
    "weights-alone": ([52.0, 50.0], 0.58333, "too-close", "a"),
    "no-single-judgement": ([46.6667, 57.0], 0.0318, "clear", "safe"),
    "tie-break-dominated": ([50.0, 51.0], 0.0, "clear", "better"),
    "close-but-always-first": ([50.0, 48.125], 1.0, "clear", "a"),
    "clone": ([60.0, 48.0], 0.8577, "clear", "a"),
    "three-ties": ([50.0, 50.0, 50.0], 0.5, "too-close", None),
}


@pytest.mark.parametrize("name", SMALL)
def test_the_small_cases_have_the_right_values_and_verdicts(name: str) -> None:
    """Each case of the audit comes out as its table says."""
    values, first, verdict, advised = SMALL[name]
    tree = case(name)
    assert [row["value"] for row in tree["options"].values()] == pytest.approx(values, abs=5e-5)
    leading = next(iter(tree["options"].values()))
    assert near(leading["first_rank_share"], first)
    assert word(tree["recommendation"]["verdict"]) == verdict
    assert word(tree["recommendation"]["advised"]) == advised


def test_information_goes_draw_by_draw() -> None:
    """Knowing a level is worth what the bend, the cut and the evidence leave open."""
    assert near(case("bend-in-range")["information"]["evpi_judgements"], 9.58333)
    moved = case("clip-adjustment", wrong="squeeze")
    assert moved["options"]["moved"]["value"] == pytest.approx(13.8889, abs=5e-5)
    assert near(moved["options"]["moved"]["first_rank_share"], 0.560)
    assert near(moved["information"]["evpi_judgements"], 2.77)
    assert word(moved["recommendation"]["verdict"]) == "too-close"
    storm = case("evidence-and-ranges", signpost="S")
    assert near(storm["options"]["a"]["first_rank_share"], 0.972)
    assert near(storm["information"]["evpi_judgements"], 0.20)
    assert storm["probabilities"]["storm"] == pytest.approx(0.9)


def test_a_wider_scale_and_a_clone_change_no_verdict() -> None:
    """One decision written in two ways has one verdict."""
    for one, other in (("invariance", "invariance-wider-scale"), ("clone", "clone-three")):
        pair = [case(name, too_close=0.0)["recommendation"]["verdict"] for name in (one, other)]
        assert word(pair[0]) == word(pair[1]) == "clear"


def test_a_beta_beyond_the_scale_keeps_its_mean() -> None:
    """The end segments go on; the published shares of the two drugs come out."""
    tree = case("beta-beyond-scale")
    assert [row["value"] for row in tree["options"].values()] == pytest.approx([63.3333, 58.6667], abs=5e-5)
    assert near(tree["ladder"]["open"]["first_rank_shares"]["north"], 0.547)


def test_the_ladder_of_nato_is_that_of_the_issue() -> None:
    """First in 84 % with the spread of plain weights, 92 without, and 57 to 98 by pattern."""
    rng = np.random.default_rng(1)
    enmesh = frozen("nato").number("enmesh")

    def first(decision: Decision, pattern: str) -> float:
        sample = sampling.draw(decision, rng, DRAWS, pattern=pattern)
        return sampling.first_shares(sample.values, sample.mass)[enmesh].value

    exact_points = frozen("nato", changes={"rules.weight_spread": 0})
    shares = [first(frozen("nato"), pattern) for pattern in sampling.PATTERNS]
    assert [*shares, first(exact_points, "independent")] == pytest.approx([0.84, 0.57, 0.98, 0.92], abs=0.008)


def test_the_small_exact_figures_are_those_of_the_issue() -> None:
    """Floors, poles, variance, temper and break-evens come out where the issue gives a number."""
    rng, climate, nato = np.random.default_rng(2), frozen("climate"), frozen("nato")
    sample = sampling.draw(climate, rng, DRAWS)
    waiting = climate.number("wait_out")
    assert near(sampling.below_floor_shares(climate, sample)[waiting]["norms"], 0.281)
    assert waiting not in figures.below_floor(climate, figures.exact(climate))
    conflict = figures.dilemma(climate, figures.exact(climate))
    assert conflict is not None
    assert conflict.index == pytest.approx(27.9, abs=0.05)
    parts = spread.spread_of_lead(nato, nato.number("enmesh"), nato.number("counter"), rng).shares
    assert parts["scores"] == pytest.approx(0.62, abs=0.01)
    for decision in (nato, climate):
        pairs = preference.stochastic_dominance(decision, figures.exact(decision))["second"]
        assert "wait_out" in {worse for _, worse in pairs}
    after = [change for change in changes.break_evens(nato, {"N4": True}) if change.kind == "chance"]
    assert [(change.of, round(change.level, 3)) for change in after] == [("rupture", 0.051)]


def test_evidence_of_one_group_adds_up() -> None:
    """What speaks for a future raises it, whatever was seen before, and the mean posterior is the prior."""
    nato = frozen("nato")
    one, two = (
        figures.exact(nato, evidence).chances[0] for evidence in ({"N4": True}, {"N4": True, "N3": True})
    )
    assert one == pytest.approx(0.4129, abs=5e-5)
    assert two > one
    for name in MEANS["values"]:
        decision = frozen(name)
        prior, size = decision.chances.means(), len(decision.futures)
        law = {key: decision.signposts[key] for key in decision.signposts}
        for first in law:
            for answer in (True, False):
                before = likelihoods(law, {first: answer}, {}, size)
                for second in set(law) - {first}:
                    parts = [
                        likelihoods(law, {first: answer, second: reply}, {}, size) for reply in (True, False)
                    ]
                    assert parts[0] + parts[1] == pytest.approx(before, abs=1e-12)
                    mean = sum(posterior(prior, part) * float(prior @ part) for part in parts)
                    assert mean / float(prior @ before) == pytest.approx(posterior(prior, before), abs=1e-12)


def test_the_joint_law_is_a_law() -> None:
    """All patterns of a group sum to one under each future, at every dependence."""
    rows = np.random.default_rng(3).random((3, 4))
    for rho in (0.0, 0.5, 0.95):
        total = sum(pattern_likelihood(rows, [bool(k & 1), bool(k & 2), bool(k & 4)], rho) for k in range(8))
        assert total == pytest.approx(np.ones(4))


@pytest.mark.parametrize(
    "judged",
    [
        Judgement("uniform", (5.0, 65.0)),
        Judgement("triangular", (-10.0, 30.0, 80.0)),
        Judgement("triangular", (0.0, 0.0, 50.0)),
        Judgement("normal", (30.0, 25.0)),
        Judgement("beta", (0.6, 3.0, -20.0, 90.0)),
        Judgement("beta", (60.0, 40.0, 0.0, 100.0)),
    ],
)
@pytest.mark.parametrize("added", [0.0, -25.0, 60.0])
def test_means_by_pieces_are_means_of_draws(judged: Judgement, added: float) -> None:
    """The exact mean through a bent and cut value function is that of half a million quantiles."""
    u = (np.arange(200_000) + 0.5) / 200_000
    for curve in (Curve((0.0, 100.0), (0.0, 100.0)), Curve((0.0, 20.0, 70.0), (100.0, 30.0, 0.0))):
        assert curve.mean(judged, added) == pytest.approx(
            float(curve.sample(judged, u, added).mean()), abs=2e-3
        )
    assert judged.moment(2) == pytest.approx(float((judged.levels(u) ** 2).mean()), rel=1e-3)


def test_the_incomplete_beta_is_exact() -> None:
    """Closed forms: a power, its mirror image, and a half at the middle."""
    assert incomplete_beta(2.5, 1.0, 0.3) == pytest.approx(0.3**2.5, rel=1e-13)
    assert incomplete_beta(1.0, 4.0, 0.3) == pytest.approx(1 - 0.7**4, rel=1e-13)
    assert incomplete_beta(7.0, 7.0, 0.5) == pytest.approx(0.5, rel=1e-13)


def test_a_chance_that_two_questions_share_enters_by_its_joint_moments() -> None:
    """One chance between 0 and 1, asked twice: a half, a sixth and a third, and the products alike."""
    law = Judgement("uniform", (0.0, 1.0))
    chances = Chances(3, "chain", (law, law), ("tide", "tide"))
    assert chances.means() == pytest.approx([1 / 2, 1 / 6, 1 / 3], abs=1e-15)
    drawn = chances.draws(np.random.default_rng(6), DRAWS)
    assert chances.products() == pytest.approx(drawn.T @ drawn / DRAWS, abs=0.005)


def test_what_was_set_is_exact() -> None:
    """A chance and a probability that were set have no range, and the others keep their proportion."""
    set_chance = frozen("nato", changes={"futures.rupture.chance": 0.3}).chances
    assert set_chance.draws(np.random.default_rng(7), 50)[:, 0] == pytest.approx(np.full(50, 0.3))
    free = Chances(3, "free", (Judgement("uniform", (0.2, 0.4)),) * 3, ("a", "b", "c"), fixed=1)
    assert free.means() == pytest.approx([0.35, 0.3, 0.35])
    drawn = free.draws(np.random.default_rng(8), 50)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(50))


def test_options_move_the_odds_of_the_mean_chance() -> None:
    """Enmeshing lowers the odds of rupture by e to the power -0.3, and nothing else moves."""
    nato = frozen("nato")
    outcome = figures.exact(nato, endogenous=True)
    p, q = nato.chances.means()[0], outcome.by_option[nato.number("enmesh"), 0]
    assert q / (1 - q) == pytest.approx(p / (1 - p) * np.exp(-0.3))
    assert outcome.by_option[nato.number("wait_out")] == pytest.approx(nato.chances.means())


def test_settling_a_judgement_is_worth_its_closed_form() -> None:
    """A chance after evidence and a bent range, by hand."""
    storm = spread.settling_one(load_decision(CASES / "evidence-and-ranges.yaml"), {"S": True})
    assert storm == pytest.approx({"futures.storm.chance": 0.2}, abs=1e-6)
    bend = spread.settling_one(load_decision(CASES / "bend-in-range.yaml"))
    assert bend == pytest.approx({"scores.risky.loss": 9.583333}, abs=1e-5)


def test_draws_agree_with_sums_on_every_generated_scenario(tmp_path: Path) -> None:
    """The mean of the drawn values is the exact value, weights fixed; after evidence too."""
    rng, scores = np.random.default_rng(4), []
    for generated in (*generate(), *generate_later()):
        path, eyes = generated.write(tmp_path)
        decision = load_decision(path, eyes or "none", wrong=generated.wrong)
        if decision.chances.kind == "free":
            continue  # by its means renormalised, which is not the mean of what is renormalised draw by draw
        outcome = figures.exact(decision, generated.evidence)
        sample = sampling.draw(decision, rng, 4000, observed=generated.evidence).with_weights(outcome.weights)
        for o, drawn in enumerate(sample.values.T):
            estimate = sampling.mean(drawn, sample.mass)
            scores.append((estimate.value - outcome.values[o]) / max(estimate.error, 1e-9))
    assert max(map(abs, scores)) < 4.5
    assert np.mean(np.abs(scores) < 2) == pytest.approx(0.95, abs=0.05)


def table(values: list[list[float]], chances: list[float]) -> Exact:
    """Return a decision of one criterion by its values in each future."""
    by_future, p = np.array(values, dtype=float), np.array(chances)
    return Exact(by_future[:, None, :], np.ones(1), p, np.tile(p, (len(by_future), 1)))


def test_the_worked_table_of_the_method_comes_out() -> None:
    """The rules over futures have the answers worked out by hand for options A, W, C and E."""
    outcome = table([[50, 45, 30], [90, 30, 10], [40, 50, 55], [65, 55, 35]], [0.35, 0.40, 0.25])
    assert outcome.values == pytest.approx([43, 46, 47.75, 53.5])
    assert figures.best(outcome.by_future.min(axis=1)) == [2]
    assert outcome.regret.max(axis=1)[3] == pytest.approx(25)
    assert [(o, round(end, 9)) for _, end, o in figures.hurwicz(outcome.by_future)] == [
        (2, round(1 / 3, 9)),
        (3, 0.5),
        (1, 1.0),
    ]
    shares = figures.starr(outcome.by_future, np.random.default_rng(5))
    assert shares == pytest.approx([0, 1 / 4, 16 / 45, 71 / 180], abs=0.006)
    assert outcome.evpi_futures == pytest.approx(13.75)
    others = np.array([0, 0.40, 0.25]) / 0.65
    starts = outcome.by_future @ others
    moved = list(changes.nearest(starts, outcome.by_future[:, 0] - starts, 0.35, 0.0, 1.0))
    assert [level for level, _ in moved] == pytest.approx([12 / 77, 1 / 2])


def test_temper_turns_where_two_sure_values_meet() -> None:
    """Half 0 and half 30 is worth a sure 12 at the tolerance that solves Howard's equation."""
    ((below, option),) = preference.risk_tolerance(table([[0, 30], [12, 12]], [0.5, 0.5]))
    assert option == 1
    assert np.exp(-12 / below) == pytest.approx((1 + np.exp(-30 / below)) / 2)


def test_a_group_has_the_mean_of_its_values() -> None:
    """Members who differ in weights alone have one value either way; pools of chances are probabilities."""
    members = [frozen("order", name) for name in ("equal", "realist")]
    assert figures.mean_of_values(members) == pytest.approx(figures.value_of_means(members))
    rows = np.array([[0.9, 0.1], [0.5, 0.5]])
    assert figures.linear_pool(rows) == pytest.approx([0.7, 0.3])
    assert figures.log_pool(rows) == pytest.approx([0.75, 0.25])
