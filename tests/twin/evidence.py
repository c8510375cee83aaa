"""What was observed, by the joint law of each group, and what that makes of the chances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .judgements import Floats

DEPENDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Signpost:
    """An event with its likelihood under each future."""

    likelihood: Floats
    group: str | None = None
    settles: int | None = None


def read_signposts(raw: Mapping[str, Any], futures: Sequence[str]) -> dict[str, Signpost]:
    """Read the signposts that tell something of the futures."""
    kept = {}
    for name, entry in raw.items():
        settled = entry.get("settles")
        likelihood = entry.get("likelihood") or ({settled: 1.0} if isinstance(settled, str) else None)
        if likelihood is not None and entry["kind"] in ("conduct", "succession"):
            shares = np.array([float(likelihood.get(f, 0.0)) for f in futures])
            one = settled if isinstance(settled, str) else None  # several stay open between them
            kept[name] = Signpost(shares, entry.get("group"), futures.index(one) if one else None)
    return kept


def pattern_likelihood(rows: Floats, answers: Sequence[bool], rho: float) -> Floats:
    """Return the chance of some answers under each future: a mixture of independence and one cause."""
    yes = np.array(answers, dtype=bool)
    alone = np.prod(np.where(yes[:, None], rows, 1 - rows), axis=0)
    top = rows[yes].min(axis=0) if yes.any() else np.ones(rows.shape[1])
    bottom = rows[~yes].max(axis=0) if (~yes).any() else np.zeros(rows.shape[1])
    return np.asarray((1 - rho) * alone + rho * np.maximum(0.0, top - bottom))


def likelihoods(
    signposts: Mapping[str, Signpost],
    observed: Mapping[str, bool],
    dependence: Mapping[str, float],
    futures: int,
) -> Floats:
    """Return the chance of all that was observed under each future."""
    total = np.ones(futures)
    groups: dict[str, list[str]] = {}
    for name in observed:
        if name in signposts:
            group = signposts[name].group
            groups.setdefault(f"group {group}" if group else name, []).append(name)
    for key, members in groups.items():
        rho = dependence.get(key.removeprefix("group "), DEPENDENCE)
        rows = np.array([signposts[name].likelihood for name in members])
        total = total * pattern_likelihood(rows, [observed[name] for name in members], rho)
    return total


def posterior(prior: Floats, likelihood: Floats) -> Floats:
    """Return the probabilities after the evidence; refuse what no future allows."""
    joint = prior * likelihood
    total = joint.sum()
    if total <= 0:
        raise ValueError("no future allows what was observed")
    return np.asarray(joint / total)
