"""Turn a scenario, seen by a profile and under what-ifs, into arrays of judgements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from . import files
from .chances import Chances, read_chances
from .curves import Curve
from .evidence import Signpost, read_signposts
from .judgements import Judgement, judgement
from .weights import Weights, read_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from .judgements import Floats

NO_FUTURE = "always"  # the name of the one future of a plain weighing


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a criterion says besides its scores."""

    name: str
    curve: Curve
    pole: str | None = None
    floor: float | None = None
    hard: bool = False
    guessed: bool = False

    @property
    def whole(self) -> Judgement:
        """Return the judgement that knows nothing: all of the scale."""
        return Judgement("uniform", (self.curve.levels[0], self.curve.levels[-1]))


@dataclass(frozen=True, slots=True)
class Rules:
    """When it is too close, and what follows."""

    too_close: float = 2.0
    tie_break: str | None = "order"
    weight_spread: float = 0.5
    dependence: str = "independent"


@dataclass(frozen=True, slots=True)
class Decision:
    """One scenario through one pair of eyes: options by criteria by futures."""

    options: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    futures: tuple[str, ...]
    cells: tuple[tuple[tuple[Judgement, ...], ...], ...]
    added: Floats
    weights: Weights
    chances: Chances
    rules: Rules
    signposts: Mapping[str, Signpost]
    dependence: Mapping[str, float]
    assumptions: Mapping[str, Floats]
    shifts: Floats
    coalition: tuple[int, float, Floats] | None = None  # the option, the assumed share, [option, criterion]

    @property
    def placeholders(self) -> bool:
        """Tell whether a judgement only holds a place."""
        return any(judged.placeholder for row in self.cells for cell in row for judged in cell)

    def number(self, option: str) -> int:
        """Return where an option stands."""
        return self.options.index(option)

    def adding(self, extra: Floats) -> Decision:
        """Return the decision with more added to its scores."""
        return replace(self, added=self.added + extra)

    def only(self, kept: Sequence[int]) -> Decision:
        """Return the decision with some of its options."""
        return replace(
            self,
            options=tuple(self.options[o] for o in kept),
            cells=tuple(self.cells[o] for o in kept),
            added=self.added[list(kept)],
            assumptions={name: extra[list(kept)] for name, extra in self.assumptions.items()},
            shifts=self.shifts[list(kept)],
            coalition=None,
        )

    def grid(self) -> Iterator[tuple[int, int, int, Judgement, Curve, float]]:
        """Yield every cell with its curve and what is added to it."""
        for o, row in enumerate(self.cells):
            for c, cell in enumerate(row):
                for f, judged in enumerate(cell):
                    yield o, c, f, judged, self.criteria[c].curve, float(self.added[o, c, f])

    def expected(self) -> Floats:
        """Return the exact mean value of every cell."""
        scores = np.zeros_like(self.added)
        for o, c, f, judged, curve, added in self.grid():
            scores[o, c, f] = curve.mean(judged, added)
        return scores

    def at_modes(self) -> Floats:
        """Return the value of every cell at its old central number."""
        scores = np.zeros_like(self.added)
        for o, c, f, judged, curve, added in self.grid():
            scores[o, c, f] = curve.value(judged.mode, added)
        return scores

    def ends(self) -> tuple[Floats, Floats]:
        """Return the least and the greatest value of every cell."""
        low, high = np.zeros_like(self.added), np.zeros_like(self.added)
        for o, c, f, judged, curve, added in self.grid():
            low[o, c, f], high[o, c, f] = curve.ends(judged, added)
        return low, high

    def sample(self, u: Floats) -> Floats:
        """Return values of all cells at quantiles of value, one for each row (draw, option, criterion)."""
        scores = np.empty((len(u), *self.added.shape))
        for o, c, f, judged, curve, added in self.grid():
            scores[:, o, c, f] = curve.sample(judged, u[:, o, c], added)
        return scores


def leaves(tree: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the criteria at the ends of the tree."""
    for name, raw in tree.items():
        if raw and raw.get("criteria"):
            yield from leaves(raw["criteria"])
        else:
            yield name, raw or {}


def _criterion(name: str, raw: Mapping[str, Any]) -> Criterion:
    scale = raw.get("scale") or {"worst": 0, "best": 100}
    points = raw.get("value") or [[scale["worst"], 0], [scale["best"], 100]]
    ordered = sorted((float(x), float(v)) for x, v in points)
    curve = Curve(tuple(x for x, _ in ordered), tuple(v for _, v in ordered))
    floor = raw.get("floor")
    return Criterion(
        name,
        curve,
        raw.get("pole"),
        None if floor is None else float(floor),
        bool(raw.get("screen", False)),
        bool(raw.get("assumed")),
    )


def _row(raw: Any, criterion: Criterion, futures: Sequence[str]) -> tuple[Judgement, ...]:
    """Read a row: one judgement for all futures, or one for each."""
    apart = isinstance(raw, dict) and not files.JUDGED & set(raw) and not raw.get("unknown")
    cells = []
    for future in futures:
        cell = raw[future] if apart else raw
        if isinstance(cell, dict) and cell.get("unknown"):
            cells.append(criterion.whole)
            continue
        judged = judgement(cell)
        cells.append(
            replace(judged, placeholder=judged.placeholder or (apart and bool(raw.get("placeholder"))))
        )
    return tuple(cells)


def _edits(edits: Sequence[Mapping[str, Any]], names: tuple[Sequence[str], ...]) -> Floats:
    """Sum edits in value points, cell by cell."""
    total = np.zeros(tuple(len(axis) for axis in names))
    for edit in edits:
        where = []
        for key, known in zip(("option", "criterion", "future"), names, strict=True):
            name = edit.get(key)
            where.append(slice(None) if name is None else known.index(name))
        total[tuple(where)] += float(edit["add"])
    return total


def _seen_by(
    profile: Mapping[str, Any], ids: Sequence[str], criteria: Sequence[str]
) -> tuple[Any, list[Any]]:
    """Return the weights and adjustments of a profile for a scenario."""
    weights, adjustments = None, []
    for name in ids:
        weights = profile["weights"].get(name) if weights is None else weights
    default = profile["weights"].get("default")
    if weights is None and default is not None and set(default) == set(criteria):
        weights = default
    if weights is None:
        raise LookupError("the profile does not apply")
    for edit in profile.get("adjustments", []):
        if set(ids) & set(edit["scenarios"]):
            adjustments.append(edit)
    return weights, adjustments


def load_decision(
    path: Path,
    profile: str | None = None,
    *,
    wrong: Sequence[str] = (),
    share: float | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Decision:
    """Read a scenario as a profile looks at it; None takes the profile of the file, `none` nobody's."""
    changes = changes or {}
    raw = files.replace(files.load_scenario(path), changes)
    criteria = tuple(_criterion(name, entry) for name, entry in leaves(raw["criteria"]))
    names = [criterion.name for criterion in criteria]
    options = tuple(raw["options"])
    futures = tuple(raw.get("futures") or {}) or (NO_FUTURE,)
    profile = profile or raw.get("as") or "none"
    weights = raw.get("weights")
    edits: list[Any] = []
    if profile != "none":
        ids = [path.stem, *([raw["variant_of"]] if raw.get("variant_of") else [])]
        weights, edits = _seen_by(files.load_profile(path, profile), ids, names)
        if isinstance(weights, dict):  # what was set goes over what the profile holds
            typed = {
                key.split(".")[1]: points for key, points in changes.items() if key.startswith("weights.")
            }
            weights = {**weights, **typed}
    axes = (options, names, futures)
    assumptions = {
        name: _edits(assumption.get("if_wrong", []), axes)
        for name, assumption in raw.get("assumptions", {}).items()
    }
    added = _edits(edits, axes) + sum((assumptions[name] for name in wrong), np.zeros(1))
    coalition = None
    if raw.get("coalition"):
        parts = {**raw["coalition"].get("also", {}), raw["coalition"]["option"]: 1.0}
        grown = np.zeros((len(options), len(names)))
        for name, per_share in raw["coalition"].get("per_share", {}).items():
            for option, part in parts.items():
                grown[options.index(option), names.index(name)] = part * float(per_share)
        assumed = float(raw["coalition"]["assumed_share"])
        coalition = (options.index(raw["coalition"]["option"]), assumed, grown)
        if share is not None:
            added += (grown * (share - assumed))[..., None]
    questions = list(futures)
    shifts = np.array(
        [[float((raw["options"][o] or {}).get("shifts", {}).get(f, 0)) for f in questions] for o in options]
    )
    set_future = next((key.split(".")[1] for key in changes if key.endswith(".probability")), None)
    groups = raw.get("signpost_groups", {})
    return Decision(
        options,
        criteria,
        futures,
        tuple(tuple(_row(raw["scores"][o][c.name], c, futures) for c in criteria) for o in options),
        added,
        read_weights(weights, names),
        read_chances(raw.get("futures") or {}, raw.get("lexicon", "icd203"), set_future),
        _rules(raw.get("rules", {})),
        read_signposts(raw.get("signposts", {}), futures),
        {name: float(group.get("dependence", 0.5)) for name, group in groups.items()},
        assumptions,
        shifts,
        coalition,
    )


def _rules(raw: Mapping[str, Any]) -> Rules:
    base = Rules()
    return Rules(
        float(raw.get("too_close", base.too_close)),
        raw.get("tie_break", base.tie_break),
        float(raw.get("weight_spread", base.weight_spread)),
        raw.get("dependence", base.dependence),
    )
