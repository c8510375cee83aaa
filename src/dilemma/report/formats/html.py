"""Documents as one HTML page: styles and script inside, and a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dilemma.report.charts import svg
from dilemma.report.document import Heading
from dilemma.report.memo.memo import memo_document
from dilemma.report.numbers import format_points
from dilemma.report.sections.comparison import side_by_side_document
from dilemma.report.sections.sliders import slider_data
from dilemma.report.text import Names, sanitize, split_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.charts.chart import Chart
    from dilemma.report.document import Block, Document
    from dilemma.report.sections.comparison import ResultSummary
    from dilemma.report.sections.sliders import TypedCommand
    from dilemma.scenario.model import Scenario


_PACKAGE = "dilemma.report.formats"
_TAG, _QUOTED = re.compile("<[^>]+>"), re.compile(r"""="([^\s"'=<>`]+)\"""")


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
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    environment.policies["json.dumps_function"] = _write_json
    environment.filters |= {"kind": _class_name, "unknown": _raise_unknown_kind, "drawn": _draw_markup}
    environment.filters |= {"linked": _link_addresses}
    environment.filters |= {"table": svg.chart_table, "points": format_points}
    environment.globals |= {"asset": _asset, "policy": _content_policy}
    return environment


def _write_json(data: Any, **settings: Any) -> str:
    """Return data as JSON, whole numbers without a fraction: a page is mailed, and half of it is numbers."""
    return json.dumps(_shorten_numbers(data), **settings)


def _shorten_numbers(data: Any) -> Any:
    if isinstance(data, float):
        return int(data) if data.is_integer() else data
    if isinstance(data, Mapping):
        return {key: _shorten_numbers(value) for key, value in data.items()}
    return [_shorten_numbers(value) for value in data] if isinstance(data, list | tuple) else data


@cache
def _asset(name: str) -> Markup:
    """Return a style sheet or script of the package as a page has it, without comments and indents."""
    lines = files(_PACKAGE).joinpath("assets", name).read_text(encoding="utf-8").splitlines()
    bare = (line.strip() for line in lines)
    return Markup("\n".join(line for line in bare if line and not line.startswith("//")))


def _content_policy(styles: Iterable[str], scripts: Iterable[str] = (), *, workers: bool = False) -> str:
    """Return a content security policy that allows these styles and scripts, by their hashes, and no more."""
    parts = ["default-src 'none'", f"style-src {_hashes(styles)}"]
    parts += [f"script-src {_hashes(scripts)}"] if list(scripts) else []
    # A worker is made of a script that stands in the page, so it loads nothing either.
    parts += ["worker-src blob:"] if workers else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hashes(names: Iterable[str]) -> str:
    """Return the hashes of assets in the form of a policy."""
    digests = (hashlib.sha256(_asset(name).encode()).digest() for name in names)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _sanitize_value(value: Any) -> Any:
    """Replace the invisible characters of a text; leave markup that was made here as it is."""
    # Markup is a subclass of str: its texts are sanitized already, and its line breaks must stay.
    return sanitize(value) if type(value) is str else value


def _link_addresses(text: str) -> Markup:
    """Return a text with its web addresses as links; a page that is opened learns nothing of this one."""
    link = Markup('<a href="{0}" rel="noreferrer">{1}</a>')
    return Markup("").join(
        part.text if part.address is None else link.format(part.address, part.text)
        for part in split_addresses(sanitize(text))
    )


def _class_name(part: object) -> str:
    """Return the name of the class of a block or cell, by which the templates tell them apart."""
    return type(part).__name__


def _raise_unknown_kind(part: object) -> NoReturn:
    """Raise for a block or cell that no branch of a template handles.

    No type checker reads the templates, so their last branch ends here.

    Raises:
        TypeError: always.
    """
    raise TypeError(f"no template spells a {_class_name(part)}")


def _draw_markup(chart: Chart, number: int) -> Markup:
    """Return a chart as SVG; its number begins the ids, so that charts can share a page."""
    return Markup(_TAG.sub(_unquote, svg.draw(chart, prefix=f"chart{number}")))


def _unquote(tag: re.Match[str]) -> str:
    """Return a tag without the quotes that HTML does not need; they are a thirtieth of a page."""
    # A slash right after a bare value would be a part of it.
    return _QUOTED.sub(r"=\1", tag[0].replace('"/>', '" />'))


def write_comparison(results: Sequence[ResultSummary]) -> str:
    """Return the page on a comparison, from what its table needs of each result; it has no script."""
    document = side_by_side_document(results)
    return _render_template("comparison.html", title=document.title, body=document.blocks)


def write(document: Document) -> str:
    """Return a document as an HTML page."""
    return _render_template(
        "document.html", title=document.title, body=document.blocks, mark=document.watermark
    )


def write_fragment(document: Document) -> str:
    """Return the blocks of a document alone, without styles or script."""
    return _render_template("fragment.html", blocks=document.blocks)


def write_report(
    result: Assessment,
    scenario: Scenario,
    base: Scenario,
    request: TypedCommand,
    document: Document | None = None,
    *,
    views: Sequence[Scenario] = (),
) -> str:
    """Return the page on one assessment.

    Args:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        base: the scenario without them.
        request: the command it comes from.
        document: the memo, if it says more than the result alone does.
        views: the scenario with the same edits by other profiles, to switch to on the page.
    """
    names = Names(scenario)
    document = document or memo_document(result, scenario)
    body, annex = _split_annex(document.blocks)
    page = _render_template(
        "report.html",
        title=document.title,
        body=body,
        annex=annex,
        mark=document.watermark,
        result=result,
        names=names,
        data=slider_data(result, scenario, base, request, names, views=views),
    )
    # Most marks of charts have one of these; the style sheet says it shorter.
    page = re.sub(" stroke=currentColor stroke-width=1(?=[ >])", " class=l", page)
    return page.replace(" stroke=currentColor", " class=o").replace(" text-anchor=middle", " class=m")


def write_questionnaire(data: Mapping[str, Any]) -> str:
    """Return the page of a questionnaire, from its questions as plain data."""
    return _render_template("ask.html", title=data["title"], data=data)


def _split_annex(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks before the annex, and the blocks of the annex."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.new_page:
            return blocks[:index], blocks[index:]
    return blocks, ()
