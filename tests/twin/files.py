"""Read YAML as the language reads it, and lay a scenario over its framework."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

JUDGED = {"score", "range", "normal", "beta"}


class PlainLoader(yaml.CSafeLoader):
    """A loader to which words are words: only true, false, null and numbers are anything else."""


PlainLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def load(path: Path) -> dict[str, Any]:
    """Return what a file holds."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)
    return content


def merge(base: Any, over: Any, key: str = "") -> Any:
    """Lay one mapping over another, key by key; weights, judgements and lists as wholes, null takes away."""
    whole = not isinstance(base, dict) or not isinstance(over, dict)
    if whole or key == "weights" or JUDGED & set(base) or JUDGED & set(over):
        return over
    both = dict(base)
    for name, inner in over.items():
        if inner is None:
            both.pop(name, None)
        else:
            both[name] = merge(both[name], inner, name) if name in both else _without_nulls(inner)
    return both


def _without_nulls(raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    return {key: _without_nulls(inner) for key, inner in raw.items() if inner is not None}


def load_scenario(path: Path) -> dict[str, Any]:
    """Return a scenario with its framework under it."""
    raw = load(path)
    name = raw.get("framework")
    base = load(path.parent / "frameworks" / f"{name}.yaml") if name else {}
    content: dict[str, Any] = merge(base, raw)
    futures = content.get("futures") or {}
    for name in [name for name in futures if "after" in futures[name]]:
        others = [other for other in futures if other != name]
        place = others.index(futures[name]["after"]) + 1
        futures = {key: futures[key] for key in (*others[:place], name, *others[place:])}
    return {**content, "futures": futures} if futures else content


def load_profile(path: Path, name: str) -> dict[str, Any]:
    """Return a profile, by its path or by its name beside the scenario."""
    direct = Path(name)
    return load(direct if direct.suffix == ".yaml" else path.parent / "profiles" / f"{name}.yaml")


def replace(raw: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scenario with single judgements replaced, by their dotted paths."""
    copied: dict[str, Any] = _copy(raw)
    for path, content in changes.items():
        *parents, last = path.split(".")
        inner = copied
        for name in parents:
            step = inner.get(name)
            if step is None:
                step = inner[name] = {}
            elif not isinstance(step, dict) or JUDGED & set(step):
                step = inner[name] = {future: step for future in raw["futures"]}
            inner = step
        if path.startswith("futures.") and isinstance(inner.get(last), dict):
            inner[last] = {"range": content}
        else:
            inner[last] = content
    return copied


def _copy(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _copy(inner) for key, inner in raw.items()}
    return raw
