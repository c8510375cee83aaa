"""One self-contained HTML page: styles and script inside, and a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dilemma.report.charts import svg
from dilemma.report.hostile import sanitize
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.charts.model import Chart

_PACKAGE = "dilemma.report.as_html"


def _render_template(template: str, **context: Any) -> str:
    """Return a template of the package filled in; every text is escaped and free of invisible characters."""
    return _environment().get_template(template).render(**context).strip() + "\n"


@cache
def _environment() -> Environment:
    """Return the template environment, with the filters and functions that the templates use."""
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        # `finalize` sees every value that a template prints, so that no template can forget it.
        finalize=_sanitize_value,
        # A name misspelled in a template must fail rather than leave a gap in the page.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"kind": _class_name, "unknown": _raise_unknown_kind, "drawn": _draw_markup}
    environment.filters |= {"table": svg.chart_table, "points": format_points}
    environment.globals |= {"asset": _asset, "policy": _content_policy}
    return environment


@cache
def _asset(name: str) -> Markup:
    """Return a style sheet or script of the package, as it stands in the page."""
    return Markup(files(_PACKAGE).joinpath("assets", name).read_text(encoding="utf-8").strip())


def _content_policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """Return a content security policy that allows these styles and scripts, by their hashes, and no more."""
    parts = ["default-src 'none'", f"style-src {_hashes(styles)}"]
    parts += [f"script-src {_hashes(scripts)}"] if list(scripts) else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hashes(names: Iterable[str]) -> str:
    """Return the hashes of assets in the form of a policy."""
    digests = (hashlib.sha256(_asset(name).encode()).digest() for name in names)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _sanitize_value(value: Any) -> Any:
    """Replace the invisible characters of a text; leave markup that was made here as it is."""
    # Markup is a subclass of str: its texts are sanitized already, and its line breaks must stay.
    return sanitize(value) if type(value) is str else value


def _class_name(part: object) -> str:
    """Return the name of the class of a block or cell, by which the templates tell them apart."""
    return type(part).__name__


def _raise_unknown_kind(part: object) -> NoReturn:
    """Raise for a block or cell that no branch of a template handles.

    No type checker reads the templates, so their last branch ends here.

    Raises:
        TypeError: always.
    """
    message = f"no template spells a {_class_name(part)}"
    raise TypeError(message)


def _draw_markup(chart: Chart, number: int) -> Markup:
    """Return a chart as SVG; its number begins the ids, so that charts can share a page."""
    return Markup(svg.draw(chart, prefix=f"chart{number}"))
