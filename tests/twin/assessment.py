"""Put every figure of one assessment under the names that the program gives them in JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from . import changes, figures, preference, sampling, spread, verdict
from .evidence import likelihoods, posterior
from .scenario import load_decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .judgements import Floats
    from .sampling import Estimate, Sample
    from .scenario import Decision

RUNGS = ("ranges", "order", "open")  # besides `judged`, which is exact
DRAWS = 20_000
EVPPI_ERROR = 2e-4  # a bent average over tails without end is no better in the program


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of the twin."""

    path: Path
    profile: str | None = None
    evidence: Mapping[str, bool] = field(default_factory=dict)
    wrong: Sequence[str] = ()
    share: float | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    draws: int = DRAWS
    seed: int = 13


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word that other draws could change, so that it is not compared."""

    word: Any


def decision_of(run: Run) -> Decision:
    """Read the decision of a run."""
    return load_decision(run.path, run.profile, wrong=run.wrong, share=run.share, changes=run.changes)


def assess(run: Run) -> dict[str, Any]:
    """Return every figure of a run; sampled ones are estimates with their errors."""
    whole = decision_of(run)
    decision = figures.screened(whole, run.evidence)
    outcome = figures.exact(decision, run.evidence)
    modes = figures.exact(decision, run.evidence, modes=True)
    rng = np.random.default_rng(run.seed)
    samples = {rung: sampling.draw(decision, rng, run.draws, rung, observed=run.evidence) for rung in RUNGS}
    values = {rung: sample.values for rung, sample in samples.items()}
    wins = {rung: sampling.pairwise_wins(values[rung], sample.mass) for rung, sample in samples.items()}
    deciding, beaten = wins["ranges"], sampling.beaten_in_draws(values["ranges"])
    if decision.rules.dependence != "independent":
        other = sampling.draw(
            decision, rng, run.draws, observed=run.evidence, pattern=decision.rules.dependence
        )
        deciding, beaten = (
            sampling.pairwise_wins(other.values, other.mass),
            sampling.beaten_in_draws(other.values),
        )
    reached = verdict.reach(decision, outcome, deciding, wins["order"], beaten)
    sure = not verdict.hangs_by_a_hair(
        decision, reached, [float(number) for number in outcome.values], deciding, wins["order"]
    )
    names = decision.options
    tree: dict[str, Any] = {
        "excluded": figures.excluded(whole, run.evidence),
        "weights": by_name([criterion.name for criterion in decision.criteria], outcome.weights),
        "probabilities": by_name(decision.futures, outcome.chances),
        "options": _options(decision, outcome, modes, samples["ranges"]),
        "recommendation": _recommendation(decision, outcome, reached, samples["ranges"], deciding, sure=sure),
        "rules": _rules(decision, outcome, rng),
        "ladder": _ladder(decision, outcome, samples, wins, rng=rng, draws=run.draws),
        "leave_one_out": {
            name: [names[o] for o in chosen]
            for name, chosen in figures.leave_one_out(decision, outcome).items()
        },
        "information": _information(decision, outcome, samples["ranges"], run.evidence),
        "break_evens": Unsure(None) if len(figures.best(outcome.values)) > 1 else _changes(whole, run),
        "signposts": _signposts(decision, outcome, run.evidence),
        "assumptions": {
            name: {
                "values_if_wrong": by_name(names, figures.exact(decision.adding(extra), run.evidence).values)
            }
            for name, extra in decision.assumptions.items()
            if name not in run.wrong
        },
        "first_rank_share_patterns": {
            pattern: by_name(names, shares)
            for pattern, shares in sampling.pattern_shares(decision, rng, run.draws, run.evidence).items()
        },
        "necessary": preference.necessary(decision, outcome),
        "possible": preference.possible(decision, outcome),
        "necessary_in_ranges": preference.necessary_in_ranges(decision, outcome),
        "stochastic_dominance": preference.stochastic_dominance(decision, outcome),
        "risk_tolerance": [
            {"below": below, "option": names[o]} for below, o in preference.risk_tolerance(outcome)
        ],
    }
    tree["minimax_regret_shares"] = by_name(names, sampling.least_regret_shares(samples["ranges"]))
    if (
        any(judged.kind == "exact" for judged in decision.weights.points or ())
        and decision.rules.weight_spread
    ):
        exact_points = replace(decision, rules=replace(decision.rules, weight_spread=0.0))
        sample = sampling.draw(exact_points, rng, run.draws, observed=run.evidence)
        shares = sampling.first_shares(sample.values, sample.mass)
        tree["first_rank_shares_unspread"] = by_name(names, shares)
        tree["weight_spread"] = decision.rules.weight_spread
    conflict = figures.dilemma(decision, outcome)
    if conflict is not None:
        tree["dilemma_index"] = conflict.index
        if conflict.index > figures.TIE:
            ends = {"leadership": conflict.for_leadership, "order": conflict.for_order}
            tree["dilemma_options"] = {pole: names[o] for pole, o in ends.items()}
    if reached.runner_up is not None:
        parts = spread.spread_of_lead(
            decision, reached.leader, reached.runner_up, rng, n=run.draws, observed=run.evidence
        )
        tree["variance_shares"] = {
            name: sampling.Estimate(part, 0.01) for name, part in parts.shares.items() if name != "together"
        }
        unknowns = decision.chances.unknowns
        if decision.chances.kind != "free" and len(set(unknowns)) == len(unknowns):
            bars = spread.tornado(decision, reached.leader, reached.runner_up, run.evidence)
            tenth = bars[10].width if len(bars) > 10 else 0.0
            tree["widest_inputs"] = {
                f"{bar.kind} {'scores.' if bar.kind == 'score' else ''}{bar.name}": {
                    "low": bar.low,
                    "high": bar.high,
                }
                for bar in bars[:10]
                if bar.width > tenth + 1e-9  # of equals at the end either may be listed
            }
        gaps = outcome.weights * (
            outcome.by_criterion[reached.leader] - outcome.by_criterion[reached.runner_up]
        )
        tree["trade_off"] = {
            criterion.name: {"gain": float(gap)}
            for criterion, gap in zip(decision.criteria, gaps, strict=True)
        }
    return tree


def by_name(names: Sequence[str], numbers: Floats | Sequence[Any]) -> dict[str, Any]:
    """Return numbers under their names."""
    return {
        name: number if isinstance(number, sampling.Estimate) else float(number)
        for name, number in zip(names, numbers, strict=True)
    }


def _options(
    decision: Decision, outcome: figures.Exact, modes: figures.Exact, sample: Sample
) -> dict[str, dict[str, Any]]:
    criteria = [criterion.name for criterion in decision.criteria]
    contributions = outcome.by_criterion * outcome.weights
    flagged = figures.below_floor(decision, outcome)
    dominators = figures.dominated_by(outcome.scores)
    ranks = sampling.rank_shares(sample.values, sample.mass)
    floors = sampling.below_floor_shares(decision, sample)
    expected, _ = sampling.losses(sample.values, sample.mass, decision.rules.too_close)
    poles = figures.pole_values(decision, outcome)
    rows = {}
    for o, name in enumerate(decision.options):
        rows[name] = {
            "rank": 1 + int((outcome.values > outcome.values[o] + figures.TIE).sum()),
            "value": float(outcome.values[o]),
            "value_at_modes": float(modes.values[o]),
            "values_by_future": by_name(decision.futures, outcome.by_future[o]),
            "contributions": by_name(criteria, contributions[o]),
            "worst_value": float(outcome.by_future[o].min()),
            "max_regret": float(outcome.regret[o].max()),
            "expected_regret": float(outcome.regret[o] @ outcome.chances),
            "first_rank_share": ranks[o][0],
            "below_floor": flagged.get(o, []),
            "dominated_by": [decision.options[a] for a in dominators[o]],
            "expected_loss": expected[o],
            "below_floor_share": floors[o],
        }
        if poles:
            rows[name]["pole_values"] = {pole: float(heights[o]) for pole, heights in poles.items()}
    return rows


def _recommendation(
    decision: Decision,
    outcome: figures.Exact,
    reached: verdict.Verdict,
    sample: Sample,
    wins: list[list[Estimate]],
    *,
    sure: bool,
) -> dict[str, Any]:
    names = decision.options

    def name(option: int | None) -> str | None:
        return None if option is None else names[option]

    _, shares = sampling.losses(sample.values, sample.mass, decision.rules.too_close)
    rival: dict[str, Any] | None = None
    if reached.closest is not None:
        lead = float(outcome.values[reached.leader] - outcome.values[reached.closest])
        ours = wins[reached.leader]
        apart = all(
            abs(ours[o].value - ours[reached.closest].value) > 6 * ours[o].error
            for o in range(len(names))
            if o not in (reached.leader, reached.closest)
        )
        entry = {"option": name(reached.closest), "win_share": ours[reached.closest], "lead": lead}
        rival = entry if apart and sure else {key: Unsure(content) for key, content in entry.items()}

    def word(content: Any) -> Any:
        return content if sure else Unsure(content)

    return {
        "option": name(reached.leader),
        "runner_up": name(reached.runner_up),
        "margin": reached.margin,
        "verdict": word(reached.kind),
        "no_verdict": list(reached.reasons),
        "too_close": decision.rules.too_close,
        "tie_break": word(None if reached.tie_break is None else {"option": name(reached.tie_break)}),
        "advised": word(name(reached.advised)),
        "level": word([names[o] for o in reached.level]),
        "loss_share": shares[reached.leader],
        "closest_rival": rival,
    }


def _rules(decision: Decision, outcome: figures.Exact, rng: np.random.Generator) -> dict[str, Any]:
    names, table = decision.options, outcome.by_future

    def named(options: Sequence[int]) -> list[str]:
        return [names[o] for o in options]

    starr = figures.starr(table, rng)
    return {
        "expected_value": named(figures.best(outcome.values)),
        "maximin": named(figures.best(table.min(axis=1))),
        "minimax_regret": named(figures.best(-outcome.regret.max(axis=1))),
        "laplace": named(figures.best(table.mean(axis=1))),
        "hurwicz": [{"from": low, "to": high, "option": names[o]} for low, high, o in figures.hurwicz(table)],
        "starr_shares": by_name(
            names,
            [sampling.Estimate(float(s), max(float(np.sqrt(s * (1 - s) / 100_000)), 1e-5)) for s in starr],
        ),
    }


def _ladder(
    decision: Decision,
    outcome: figures.Exact,
    samples: Mapping[str, Sample],
    wins: Mapping[str, list[list[Estimate]]],
    *,
    rng: np.random.Generator,
    draws: int,
) -> dict[str, Any]:
    names = decision.options
    first = sampling.rank_hits(outcome.values[None, :])[0]
    rungs: dict[str, Any] = {"judged": {"first_rank_shares": by_name(names, first[:, 0])}}
    for rung, sample in samples.items():
        ranks = sampling.rank_shares(sample.values, sample.mass)
        rungs[rung] = {
            "first_rank_shares": by_name(names, [row[0] for row in ranks]),
            "rank_shares": dict(zip(names, ranks, strict=True)),
            "pairwise_wins": {
                a: {b: wins[rung][i][j] for j, b in enumerate(names) if i != j} for i, a in enumerate(names)
            },
        }
    centre = sampling.central_weights(samples["ranges"])
    criteria = [criterion.name for criterion in decision.criteria]
    enough = [
        ranks[0].value > 0.02
        for ranks in sampling.rank_shares(samples["ranges"].values, samples["ranges"].mass)
    ]
    rungs["ranges"]["central_weights"] = {
        name: by_name(criteria, row)
        for name, row, often in zip(names, centre, enough, strict=True)
        if row is not None and often
    }
    alone = sampling.weights_alone(decision, outcome.by_criterion, rng, draws)
    rungs["weights"] = {"first_rank_shares": by_name(names, alone)}
    return rungs


def _information(
    decision: Decision, outcome: figures.Exact, sample: Sample, evidence: Mapping[str, bool]
) -> dict[str, Any]:
    judged, total = sampling.judgement_information(sample, outcome.weights)
    single = spread.settling_one(decision, evidence)
    return {
        "evpi_futures": outcome.evpi_futures,
        "evpi_judgements": judged,
        "evpi_total": total,
        "evppi": {of: sampling.Estimate(worth, EVPPI_ERROR) for of, worth in single.items() if worth > 1e-6},
    }


def _changes(decision: Decision, run: Run) -> dict[str, Any]:
    rows = changes.break_evens(decision, run.evidence)
    rows += changes.share_change(decision, run.evidence, run.share)
    tree: dict[str, Any] = {}
    for change in sorted(rows, key=lambda row: row.level):
        side = "below" if change.level < change.now else "above"
        tree[f"{change.kind} {change.of} {side}"] = {
            "now": change.now,
            "at": change.level,
            "winner": change.winner,
        }
    unknowns = decision.chances.unknowns
    for future, unknown in zip(decision.futures, unknowns, strict=False):
        if (
            unknowns.count(unknown) > 1
        ):  # no line: moving one of two questions that are one unknown is not defined
            tree |= {f"chance {future} {side}": Unsure(None) for side in ("below", "above")}
    return tree


def _signposts(decision: Decision, outcome: figures.Exact, evidence: Mapping[str, bool]) -> dict[str, Any]:
    """Work out both answers to every signpost not yet observed."""
    prior, size = decision.chances.means(), len(decision.futures)
    before = likelihoods(decision.signposts, evidence, decision.dependence, size)
    leader = figures.ranking(outcome.values)[0]
    tree = {}
    for name in decision.signposts:
        if name in evidence:
            continue
        worth, row = 0.0, dict[str, Any]()
        for answer, suffix in ((True, "seen"), (False, "not_seen")):
            after = likelihoods(decision.signposts, {**evidence, name: answer}, decision.dependence, size)
            chance = float(prior @ after) / float(prior @ before)
            row["chance" if answer else "chance_not_seen"] = chance
            if chance <= figures.TIE:
                continue
            p = posterior(prior, after)
            values = outcome.by_future @ p
            row[f"probabilities_if_{suffix}"] = by_name(decision.futures, p)
            row[f"if_{suffix}"] = decision.options[figures.ranking(values)[0]]
            worth += chance * float(values.max() - values[leader])
        tree[name] = {**row, "worth": worth}
    return tree
