"""Write random scenarios, seeded, with every kind of judgement, for program and twin to work out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SEED = 1313
COUNT, LATER = 40, 12
STANCES = ("accommodate", "wait_out", "counter", "enmesh")
POLES = ("order", "leadership", "own")


@dataclass(frozen=True, slots=True)
class Generated:
    """A scenario with a profile or its own weights, and the what-ifs to work it out under."""

    name: str
    scenario: str
    profile: str | None
    evidence: Mapping[str, bool] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    def write(self, folder: Path) -> tuple[Path, str | None]:
        """Write the files; return the path of the scenario and that of the profile."""
        scenario, eyes = folder / f"{self.name}.yaml", folder / "profiles" / f"{self.name}-eyes.yaml"
        scenario.write_text(self.scenario, encoding="utf-8")
        if self.profile is None:
            return scenario, None
        eyes.parent.mkdir(exist_ok=True)
        eyes.write_text(self.profile, encoding="utf-8")
        return scenario, str(eyes)


@cache
def generate() -> tuple[Generated, ...]:
    """Return the scenarios that the loader takes in any version."""
    return tuple(_Writer(k, later=False).write() for k in range(COUNT))


@cache
def generate_screened() -> tuple[Generated, ...]:
    """Return three in which a hard floor excludes one option or two."""
    return tuple(_Writer(number, later=True).write() for number in (63, 71, 112))


@cache
def generate_later() -> tuple[Generated, ...]:
    """Return those with what the loader takes once the method of issue 13 has landed."""
    return tuple(_Writer(COUNT + k, later=True).write() for k in range(LATER))


class _Writer:
    """One scenario in the making."""

    def __init__(self, number: int, *, later: bool) -> None:
        self.number = number
        self.later = later
        self.rng = np.random.default_rng((SEED, number))
        self.criteria = [f"c{k}" for k in range(1, int(self.rng.integers(1, 6)) + 1)]
        self.options = STANCES[: int(self.rng.integers(2, 5))]
        self.futures = [f"f{k}" for k in range(1, int(self.rng.choice([0, 2, 3, 4])) + 1)]

    def write(self) -> Generated:
        """Return the scenario as texts."""
        raw: dict[str, Any] = {
            "dilemma": 1,
            "title": f"Generated {self.number}",
            "question": "Which of these?",
            "as_of": datetime.date(2024, 11, 24),
            "options": {name: {"title": name} for name in self.options},
            "criteria": {name: self._criterion(k) for k, name in enumerate(self.criteria)},
            "rules": self._rules(),
        }
        weights = self._weights()
        if weights is not None:
            raw["weights"] = weights
        evidence = {}
        if self.futures:
            raw["futures"] = self._futures()
            raw["signposts"] = self._signposts()
            evidence = self._evidence(raw["signposts"])
        if self.later and self.futures:
            raw["signpost_groups"] = {"tide": {"dependence": self._between(0, 0.95), "why": "One cause."}}
        raw["scores"] = {
            option: {name: self._row(raw["criteria"][name]) for name in self.criteria}
            for option in self.options
        }
        raw["assumptions"] = {
            "steady": {"says": "It goes on.", "standing": "caveated", "if_wrong": list(self._edits(2))}
        }
        name = f"generated-{self.number}"
        profile = {
            "dilemma": 1,
            "file": "profile",
            "title": f"Eyes {self.number}",
            "kind": "worldview",
            "weights": {
                name: self._weights()
                or {criterion: int(self.rng.integers(5, 60)) for criterion in self.criteria}
            },
            "adjustments": [{"scenarios": [name], **edit} for edit in self._edits(2)],
        }
        wrong = ("steady",) if self.rng.random() < 0.4 else ()
        own = self.rng.random() < 0.25
        return Generated(name, _text(raw), None if own else _text(profile), evidence, wrong)

    def _between(self, low: float, high: float) -> float:
        return round(float(self.rng.uniform(low, high)), 2)

    def _criterion(self, k: int) -> dict[str, Any]:
        """Return a criterion in points or in units, rising or falling, straight or bent."""
        raw: dict[str, Any] = {"title": f"Criterion {k + 1}", "pole": POLES[k % 3]}
        kind = self.rng.integers(4)
        if kind:
            ends = [0.0, float(self.rng.integers(4, 300))]
            worst, best = ends if self.rng.random() < 0.5 else ends[::-1]
            raw["scale"] = {"worst": worst, "best": best}
            if kind > 1:
                where, heights = np.sort(self.rng.random(2)), np.sort(self.rng.uniform(0, 100, 2))
                middle = [
                    [round(worst + float(x) * (best - worst), 3), round(float(v), 1)]
                    for x, v in zip(where, heights, strict=True)
                ]
                raw["value"] = [[worst, 0], *middle, [best, 100]]
        if self.rng.random() < 0.4:
            raw["floor"] = int(self.rng.integers(15, 45))
            if self.later and self.rng.random() < 0.3:
                raw["floor"], raw["screen"] = 8, True
        return raw

    def _rules(self) -> dict[str, Any]:
        rules: dict[str, Any] = {"too_close": float(self.rng.choice([0, 1, 2, 5]))}
        if self.rng.random() < 0.6:
            rules["tie_break"] = "order"
        if self.later:
            rules["weight_spread"] = float(self.rng.choice([0, 0.2, 0.5]))
            rules["dependence"] = str(self.rng.choice(["independent", "by_option", "by_criterion"]))
        return rules

    def _weights(self) -> Any:
        """Return points and ranges of points, a ranking with or without a tie, or nothing."""
        kind = int(self.rng.integers(4))
        if kind == 0:
            return None
        if kind == 1:
            ranked: list[Any] = [str(name) for name in self.rng.permutation(self.criteria)]
            return [ranked[:2], *ranked[2:]] if len(ranked) > 2 and self.rng.random() < 0.5 else ranked
        points: dict[str, Any] = {}
        for name in self.criteria:
            level = int(self.rng.integers(10, 80))
            ranges = [level, [level, level + 20], [level, level + 5, level + 30]]
            points[name] = ranges[0 if kind == 2 else int(self.rng.integers(3))]
        return points

    def _futures(self) -> dict[str, Any]:
        """Return a chain, probabilities, or futures without numbers."""
        kind = int(self.rng.integers(5))
        raw: dict[str, Any] = {name: {"title": name, "asks": "Does it?"} for name in self.futures}
        if kind == 0:
            return raw
        if kind == 1:
            shares = np.round(
                self.rng.dirichlet(np.full(len(self.futures), 4.0)) * 0.8 + 0.2 / len(self.futures), 2
            )
            shares[-1] = round(1 - float(shares[:-1].sum()), 2)
            for name, share in zip(self.futures, map(float, shares), strict=True):
                near = round(min(share, 1 - share) / 2, 3)
                ranges = [share, [round(share - near, 3), share, round(share + near / 2, 3)]]
                raw[name]["probability"] = ranges[int(self.rng.integers(2))]
            return raw
        for name in self.futures[:-1]:
            raw[name]["chance"] = self._chance()
        if kind == 2 and len(self.futures) > 2:
            shared = {"range": raw[self.futures[0]]["chance"], "shared": "tide"}
            raw[self.futures[0]]["chance"] = raw[self.futures[1]]["chance"] = shared
        return raw

    def _chance(self) -> Any:
        a, b, c = sorted(self._between(0.05, 0.95) for _ in range(3))
        kinds = [b, [a, c], [a, b, c], {"beta": [self._between(0.6, 5), self._between(0.6, 5)]}, "unlikely"]
        return kinds[int(self.rng.integers(len(kinds)))]

    def _row(self, criterion: Mapping[str, Any]) -> Any:
        """Return one judgement for all futures, or one for each."""
        if not self.futures or self.rng.random() < 0.3:
            return {"score": self._score(criterion), "why": "Judged.", "from": ["AJ"]}
        apart = {name: {"score": self._score(criterion)} for name in self.futures}
        return {"why": "Judged.", "from": ["AJ"], **apart}

    def _score(self, criterion: Mapping[str, Any]) -> Any:
        """Return a judgement of any kind; later ones may reach beyond the scale."""
        scale = criterion.get("scale", {"worst": 0.0, "best": 100.0})
        low, high = sorted((scale["worst"], scale["best"]))
        width = high - low
        levels = np.sort(self.rng.uniform(low, high, 3))
        a, b, c = (round(float(x), 3) for x in levels)
        kind = int(self.rng.integers(6))
        p, q = self._between(0.5, 6), self._between(0.5, 6)
        if kind < 5:
            normal = {"normal": [b, round(width * self._between(0.03, 0.3), 3) or 0.1]}
            kinds = [b, [a, c], [a, b, c], normal, {"beta": [p, q, a, c] if c > a else [p, q, low, high]}]
            return kinds[kind]
        if not self.later:
            return [a, b, c]
        # Beyond one end by as much as keeps the mean well inside.
        reach = round(width * 0.4, 3)
        return {"beta": [3.0, 3.0, round(low - reach / 2, 3), round(high - reach, 3)]}

    def _signposts(self) -> dict[str, Any]:
        """Return three of one group and one by itself."""
        signposts = {}
        for k, group in enumerate(["tide", "tide", "tide", None]):
            likelihood = {name: self._between(0.05, 0.95) for name in self.futures}
            signposts[f"S{k + 1}"] = {"event": f"Event {k + 1}", "kind": "conduct", "likelihood": likelihood}
            if group:
                signposts[f"S{k + 1}"]["group"] = group
        return signposts

    def _evidence(self, signposts: Mapping[str, Any]) -> dict[str, bool]:
        """Return answers that some future allows, whatever the dependence: nothing is certain here."""
        count = int(self.rng.choice([0, 0, 1, 2, 3]))
        chosen = sorted(str(name) for name in self.rng.choice(list(signposts), count, replace=False))
        return {name: bool(self.rng.random() < 0.5) for name in chosen}

    def _edits(self, count: int) -> Iterator[dict[str, Any]]:
        """Yield edits in value points, some large enough to be cut off at an end."""
        for _ in range(count):
            edit: dict[str, Any] = {
                "option": str(self.rng.choice(self.options)),
                "criterion": str(self.rng.choice(self.criteria)),
                "add": int(self.rng.choice([-45, -20, -6, 5, 18, 45])),
            }
            if self.futures and self.rng.random() < 0.3:
                edit["future"] = str(self.rng.choice(self.futures))
            yield edit


class Plain(yaml.CSafeDumper):
    """A dumper that says everything in full: the language has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a thing again where it comes again."""
        return True


def _text(raw: Mapping[str, Any]) -> str:
    return yaml.dump(raw, Dumper=Plain, sort_keys=False, default_flow_style=None, width=100)
