"""One self-contained page: styles and script inside, and a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dilemma.report.charts import svg
from dilemma.report.hostile import harmless
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.charts.model import Chart

PACKAGE = "dilemma.report.as_html"


def render(template: str, **said: Any) -> str:
    """A template of the package filled in; every text is escaped, and no character hides in it."""
    return _environment().get_template(template).render(**said).strip() + "\n"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters |= {"kind": _kind, "unknown": _unknown, "drawn": _drawn}
    found.filters |= {"table": svg.table, "points": points}
    found.globals |= {"asset": asset, "policy": policy}
    return found


@cache
def asset(name: str) -> Markup:
    """A style sheet or script of the package, as it stands in the page."""
    return Markup(files(PACKAGE).joinpath("assets", name).read_text(encoding="utf-8").strip())


def policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """A content security policy: these styles and scripts, by their hashes, and nothing else at all."""
    parts = ["default-src 'none'", f"style-src {_hashes(styles)}"]
    parts += [f"script-src {_hashes(scripts)}"] if list(scripts) else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hashes(names: Iterable[str]) -> str:
    digests = (hashlib.sha256(asset(name).encode()).digest() for name in names)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _shown(value: Any) -> Any:
    """Texts from files lose what would hide or turn around; markup made here is left as it is."""
    return harmless(value) if type(value) is str else value


def _kind(part: object) -> str:
    return type(part).__name__


def _unknown(part: object) -> NoReturn:
    """What the templates end in where none of their kinds fits, as no type checker reads them."""
    message = f"no template spells a {_kind(part)}"
    raise TypeError(message)


def _drawn(chart: Chart, place: int) -> Markup:
    return Markup(svg.draw(chart, prefix=f"chart{place}"))
