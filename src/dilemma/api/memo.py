"""The memo on a scenario, as text or as a file, with its coalition and the portfolio it belongs to."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, overload

from dilemma.api import arguments, coalition, portfolio
from dilemma.api.assess import assess_loaded, edited_viewpoints, load
from dilemma.api.evidence import evidence_options
from dilemma.api.viewpoints import find_profile
from dilemma.errors import (
    CannotWrite,
    DilemmaError,
    FaultyFile,
    MissingLetters,
    MissingPackage,
    NoCoalition,
    OnlyPlaceholders,
)
from dilemma.records import dataclass
from dilemma.scenario.edits.apply import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.api.request import RunRequest
    from dilemma.report.document import Document
    from dilemma.report.formats.registry import Format
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.portfolio import LoadedPortfolio

_SAMPLES = 64  # samples of a portfolio of which only the choice is reported
# A fault in another file, or a profile without weights for another issue, must not prevent the report.
_FAULTS_ELSEWHERE = (DilemmaError, OSError)


@overload
def memo(
    name: Name,
    output: None = None,
    *,
    profile: Name | None = ...,
    settings: Settings = ...,
    share: float | None = ...,
    seen: Signposts = ...,
    observed: Name | None = ...,
    wrong: Sequence[str] = ...,
    draft: bool = ...,
    run: Run | None = ...,
    library: Library | None = ...,
) -> str: ...


@overload
def memo(
    name: Name,
    output: str | Path,
    *,
    profile: Name | None = ...,
    settings: Settings = ...,
    share: float | None = ...,
    seen: Signposts = ...,
    observed: Name | None = ...,
    wrong: Sequence[str] = ...,
    draft: bool = ...,
    run: Run | None = ...,
    library: Library | None = ...,
) -> Path: ...


@arguments.usable_paths()
def memo(
    name: Name,
    output: str | Path | None = None,
    *,
    profile: Name | None = None,
    settings: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    draft: bool = False,
    run: Run | None = None,
    library: Library | None = None,
) -> str | Path:
    """Write the memo on a scenario.

    >>> text = dilemma.memo("order", run=dilemma.Run(samples=64))
    >>> text.startswith("# The UN system and territorial integrity")
    True

    `dilemma.memo("order", "order.docx")` writes it to a file instead.

    Args:
        name: a scenario by name or path.
        output: a file that ends in `.md`, `.txt`, `.html`, `.pdf` or `.docx`, which says how it is written;
            None for none.
        profile: the profile to assess with; None for the framework's choice.
        settings: what-ifs, as a mapping from path to value or a list of `PATH=VALUE`.
        share: the share of partners that act; None for the assumed one.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
        observed: an observations file by name or path.
        wrong: assumptions marked as wrong, by id.
        draft: whether to mark every page as a draft, as a memo on placeholders has to be.
        run: seed, samples and so on; None for the defaults.
        library: where files are looked up; None for the standard places.

    Returns:
        The memo in Markdown; the path of the file where one is named.

    Raises:
        CannotWrite: the ending stands for no format that people read.
        MissingPackage: what writes the format is not installed.
        OnlyPlaceholders: some judgements only hold their cells open, and no draft is asked for.
        DilemmaError: the request or a file is at fault.
    """
    chosen = _memo_format(output)
    library = arguments.library_argument(library)
    loaded = load(name, library)
    refuse_placeholders(loaded.scenario, draft=arguments.switch("draft", draft))
    request = arguments.request_argument(
        profile=profile,
        settings=settings,
        share=share,
        seen=seen,
        observed=observed,
        wrong=wrong,
        run=replace(arguments.run_argument(run), everything=True),
    )
    issue = _assess_issue(arguments.name_argument("name", name), loaded, request, library)
    content = _write_memo(issue, chosen, library, draft=draft)
    if output is None:
        return str(content)
    from dilemma.whole_file import refuse_to_overwrite_judgements, write_whole  # noqa: PLC0415

    path = Path(output)
    refuse_to_overwrite_judgements(path)
    write_whole(path, content if isinstance(content, bytes) else content.encode(errors="replace"))
    return path


def refuse_placeholders(scenario: Scenario, *, draft: bool) -> None:
    """Refuse a memo on judgements that only hold their cells open, unless a draft is asked for.

    Raises:
        OnlyPlaceholders: there are some, and no draft is asked for.
    """
    if scenario.placeholders and not draft:
        raise OnlyPlaceholders(scenario.id, len(scenario.placeholders), len(scenario.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedIssue:
    """An issue of a memo: its result, the scenario with and without the edits of the run, the request."""

    name: str
    result: Assessment
    view: Scenario
    loaded: LoadedScenario
    edits: Edits
    request: RunRequest


def _assess_issue(name: str, loaded: LoadedScenario, request: RunRequest, library: Library) -> AssessedIssue:
    """Return a scenario assessed as requested; `name` is what its reader types for it."""
    request = replace(request, evidence=request.evidence.of(loaded.scenario.id))
    edits = request.edits(find_profile(request.profile, loaded, library), loaded.scenario, library)
    result = assess_loaded(loaded, edits, request.run, library=library)
    view = apply_edits(loaded.scenario, edits)
    return AssessedIssue(name=name, result=result, view=view, loaded=loaded, edits=edits, request=request)


def issue_document(issue: AssessedIssue, library: Library | None = None, *, draft: bool) -> Document:
    """Return the memo as a document, with the coalition and the portfolio of the same run."""
    from dilemma.report.memo.memo import memo_document  # noqa: PLC0415  who assesses writes no memo

    coalition, gap = coalition_or_gap(issue.loaded, issue.edits, library)
    plan = related_portfolio(issue.loaded, issue.edits, issue.request, library)
    return memo_document(
        issue.result, issue.view, coalition=coalition, coalition_gap=gap, portfolio=plan, draft=draft
    )


def issue_page(issue: AssessedIssue, document: Document, library: Library | None = None) -> str:
    """Return the memo as a page with sliders."""
    from dilemma.report.formats.html import write_report  # noqa: PLC0415  one format of several
    from dilemma.report.sections.sliders import TypedCommand  # noqa: PLC0415  as above

    request = issue.request
    edits, people = tuple(request.settings), tuple(request.profiles)
    evidence, today = evidence_options(request.evidence), request.run.today
    command = TypedCommand(
        name=issue.name, settings=edits, share=request.share, profiles=people, evidence=evidence, today=today
    )
    views = edited_viewpoints(issue.loaded, issue.edits, library)
    return write_report(issue.result, issue.view, issue.loaded.scenario, command, document, views=views)


def _memo_format(output: str | Path | None) -> Format:
    """Return the format that the ending of a file stands for; Markdown without a file.

    Raises:
        CannotWrite: no format for people ends like this.
        MissingPackage: what writes it is not installed.
    """
    from dilemma.report.formats.registry import (  # noqa: PLC0415  who assesses writes no memo
        Audience,
        Format,
        format_by_ending,
        formats_for,
    )

    if output is None:
        return Format.markdown
    ending = Path(arguments.name_argument("output", output)).suffix
    chosen, readable = format_by_ending(ending), formats_for(Audience.screen, Audience.page)
    if chosen not in readable:
        endings = ", ".join(known for format_ in readable for known in format_.entry.endings)
        fault = f"`{ending}` is no ending of a memo" if ending else "the file of a memo has an ending"
        raise CannotWrite(f"{fault}; end it in one of {endings}")
    extra = chosen.entry.extra
    if extra is not None and find_spec(extra.module) is None:
        raise MissingPackage(f"a memo in {ending}", extra.package)
    return chosen


def _write_memo(issue: AssessedIssue, chosen: Format, library: Library, *, draft: bool) -> str | bytes:
    """Return the memo in a format."""
    from dilemma.report.formats.registry import Format, OutputOptions  # noqa: PLC0415  as above

    document = issue_document(issue, library, draft=draft)
    if chosen is Format.html:
        return issue_page(issue, document, library)
    if chosen.entry.document is None:
        raise CannotWrite(f"a memo cannot be written as {chosen}")
    with naming_field(issue.view):
        return chosen.entry.document(document, OutputOptions(day=issue.result.today))


@contextmanager
def naming_field(scenario: Scenario) -> Iterator[None]:
    """Name the key of a scenario that holds letters which a format lacks."""
    try:
        yield
    except MissingLetters as error:
        texts = _texts(scenario.file.model_dump(by_alias=True, warnings=False))
        field = next((path for path, text in texts if error.text in text), None)
        raise MissingLetters(error.text, field) from None


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a file with the path of keys that leads to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, path)


def coalition_or_gap(
    loaded: LoadedScenario, edits: Edits, library: Library | None = None
) -> tuple[CoalitionResult | None, str]:
    """Return the coalition of a scenario with the edits of a run, and in a sentence why there is none.

    Both are nothing where the file names no members.
    """
    file_coalition = loaded.scenario.file.coalition
    if file_coalition is None or not file_coalition.members:
        return None, ""
    try:
        return coalition.coalition_loaded(loaded, edits, library=library), ""
    except NoCoalition:
        return None, "This was not worked out: no partner has a profile with weights for this issue."
    except FaultyFile:  # there is no threshold, so there is no chain to report
        return None, "This was not worked out: for one partner acting together gets worse as more take part."


def related_portfolio(
    loaded: LoadedScenario, edits: Edits, request: RunRequest, library: Library | None = None
) -> PortfolioResult | None:
    """Return the best choice on all issues of the scenario's framework, under the same profile.

    An observed event counts on every issue that has a signpost for it.

    Returns:
        The portfolio; None if no framework joins the scenario to others, or if one of them is at fault or
        has no weights from the profile.
    """
    with suppress(*_FAULTS_ELSEWHERE):
        loaded_portfolio = _find_portfolio(loaded, library)
        if loaded_portfolio is None:
            return None
        evidence = replace(
            request.evidence,
            seen=_observations_by_issue(request.evidence.seen, loaded, loaded_portfolio),
            wrong=(),
        )
        issue_edits = portfolio.edits_by_issue(
            loaded_portfolio, request.profile, (), evidence, today=request.run.today, library=library
        )
        issue_edits[loaded.scenario.id] = edits
        return portfolio.choose_portfolio(
            loaded_portfolio, issue_edits, replace(request.run, samples=_SAMPLES)
        )
    return None


def _observations_by_issue(
    observations: Mapping[str, bool], loaded: LoadedScenario, loaded_portfolio: LoadedPortfolio
) -> dict[str, bool]:
    """Return the observations by `ISSUE:ID`, for every issue that has a signpost for the same event."""
    signposts = loaded.scenario.file.signposts
    return {
        f"{issue_id}:{key}": happened
        for key, happened in observations.items()
        for issue_id, issue in loaded_portfolio.scenarios.items()
        if key in issue.scenario.file.signposts
        and issue.scenario.file.signposts[key].event == signposts[key].event
    }


def _find_portfolio(loaded: LoadedScenario, library: Library | None) -> LoadedPortfolio | None:
    """Return the portfolio of a scenario's framework; None if it has none, or none with this very file."""
    framework = loaded.scenario.file.framework
    if framework is None:
        return None
    loaded_portfolio = portfolio.load_issues(framework, library)
    issue = loaded_portfolio.scenarios.get(loaded.scenario.id)
    return loaded_portfolio if issue is not None and issue.scenario.path == loaded.scenario.path else None
