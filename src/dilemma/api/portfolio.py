"""The portfolio of several issues decided together, and the political capital stated for one run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api import arguments
from dilemma.api.evidence import (
    EditedVariants,
    EvidenceRequest,
    contested_warnings,
    ids_by_issue,
    settings_by_issue,
)
from dilemma.api.viewpoints import (
    ALL_PROFILES,
    applicable_profiles,
    collect_warnings,
    find_profile,
    no_profile_error,
)
from dilemma.errors import BadRequest, NoPortfolio, UnknownId
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import standard_library
from dilemma.scenario.parse import parse_file
from dilemma.scenario.portfolio import load_portfolio, option_cost, portfolio_effects, threshold_effects
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.suggest import suggest_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.portfolio_issues import Issue
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.portfolio import LoadedPortfolio


def _check_costs(costs: Mapping[str, float], issues: Iterable[Scenario]) -> Mapping[str, float]:
    """Return the costs of options or stances after checking their names and amounts."""
    name_pairs = ((option, scenario.stance(option)) for scenario in issues for option in scenario.options)
    known = dict.fromkeys(name for names in name_pairs for name in names)
    for name, amount in costs.items():
        if name not in known:
            raise UnknownId(f"there is no option `{name}`{suggest_word(name, known)}", kind="option", id=name)
        _check_amount(f"the cost of `{name}`", amount)
    return costs


def _check_amount(what: str, amount: float) -> float:
    """Return an amount of capital after checking it against the bounds that also hold in files."""
    # Written so that NaN, which compares false with everything, is refused too.
    if not 0 <= amount <= LARGEST_NUMBER:
        raise BadRequest(f"{what} must be a number from 0 to {LARGEST_NUMBER:g}, not {amount:g}")
    return amount


@arguments.usable_paths()
def portfolio(
    framework: Name | None = None,
    *,
    profile: Name | None = None,
    settings: Settings = (),
    fixed: Settings = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    run: Run | None = None,
    library: Library | None = None,
) -> PortfolioResult:
    """Return the best option on each of the issues that a framework joins, all decided together.

    >>> result = dilemma.portfolio(run=dilemma.Run(samples=64))
    >>> result.best.choice["nato"]
    'enmesh'

    Args:
        framework: by name or path; None for the only one that joins issues.
        profile: the profile to decide with; None for the framework's choice, `none` for the scenarios' own
            weights.
        settings: what-ifs, as a mapping from path to value or a list of `PATH=VALUE`; `PATH` for every
            issue or `ISSUE:PATH` for one.
        fixed: options fixed beforehand, as a mapping from issue to option or stance, or a list of
            `ISSUE=OPTION`.
        budget: the political capital available; None for the stated one.
        costs: political capital by option or stance; each replaces the stated cost.
        seen: signposts, true if observed, false if looked for in vain, or a list of those observed; `ID`
            for every issue that has it, or `ISSUE:ID` for one.
        observed: an observations file by name or path; it must not hold observations after the day of the
            run.
        wrong: assumptions marked as wrong, as `ID` or `ISSUE:ID`.
        run: seed, samples and day; None for the defaults.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: as for `assess`; BadRequest also
            if there are too many portfolios, or none within the budget.
    """
    library = arguments.library_argument(library)
    loaded_portfolio = load_issues(arguments.optional_name("framework", framework), library)
    result = portfolio_loaded(
        loaded_portfolio,
        profile=arguments.optional_name("profile", profile),
        settings=arguments.settings_list(settings),
        fixed=arguments.settings_list(fixed, "fixed"),
        budget=arguments.number_argument("budget", budget),
        costs=arguments.amounts("costs", costs),
        evidence=arguments.evidence_argument(seen, observed, wrong),
        run=arguments.run_argument(run),
        library=library,
    )
    scenarios = tuple(loaded.scenario for loaded in loaded_portfolio.scenarios.values())
    return replace(result, scenarios=scenarios)


def load_issues(framework: Name | None = None, library: Library | None = None) -> LoadedPortfolio:
    """Return a framework by name or path, with the scenarios it joins.

    Without a name, return the only framework of the library that joins scenarios.

    Raises:
        NoPortfolio: no name is given and the library has no such framework, or several.
    """
    library = library or standard_library()
    if framework is not None:
        return load_portfolio(library.locate("framework", framework), library)
    candidates = {
        name: path
        for name, path in library.all("framework").items()
        if parse_file(path)[0].child("portfolio")
    }
    if len(candidates) != 1:
        known = f"; name one of {', '.join(f'`{name}`' for name in candidates)}" if candidates else ""
        raise NoPortfolio(f"{len(candidates) or 'no'} frameworks join several issues{known}")
    (path,) = candidates.values()
    return load_portfolio(path, library)


def portfolio_loaded(
    loaded_portfolio: LoadedPortfolio,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    fixed: Sequence[str] = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
    evidence: EvidenceRequest | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> PortfolioResult:
    """Return the portfolio of a loaded framework under one profile; arguments as for `portfolio`."""
    run = run or Run()
    issue_edits = edits_by_issue(
        loaded_portfolio, profile, settings, evidence or EvidenceRequest(), today=run.today, library=library
    )
    return choose_portfolio(loaded_portfolio, issue_edits, run, fixed=fixed, budget=budget, costs=costs)


def choose_portfolio(
    loaded_portfolio: LoadedPortfolio,
    issue_edits: Mapping[str, Edits],
    run: Run,
    *,
    fixed: Sequence[str] = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
) -> PortfolioResult:
    """Return the portfolio of a loaded framework.

    Args:
        loaded_portfolio: the framework with its scenarios.
        issue_edits: the edits of the run, by issue.
        run: seed, samples and day.
        fixed: options fixed beforehand, as `ISSUE=OPTION` or `ISSUE=STANCE`.
        budget: the political capital available; None for the stated one.
        costs: political capital by option or stance; each replaces the stated cost.
    """
    from dilemma.analysis import portfolio as analysis  # noqa: PLC0415  numpy is slow to import
    from dilemma.analysis.results.portfolio import FrameworkName  # noqa: PLC0415  as above

    scenarios = {
        name: apply_edits(loaded.scenario, issue_edits[name])
        for name, loaded in loaded_portfolio.scenarios.items()
    }
    fixed_by_issue = _fixed_options(fixed, scenarios)
    capital = loaded_portfolio.portfolio.capital
    all_costs = {**(capital.cost if capital else {}), **_check_costs(costs or {}, scenarios.values())}
    if budget is not None:
        _check_amount("the budget", budget)
    return analysis.portfolio(
        [
            _issue(loaded_portfolio, scenario, issue_edits[name], fixed_by_issue.get(name), all_costs)
            for name, scenario in scenarios.items()
        ],
        FrameworkName(id=loaded_portfolio.id, title=loaded_portfolio.file.title or loaded_portfolio.id),
        run,
        costed=bool(all_costs),
        budget=capital.budget if budget is None and capital else budget,
        fixed=fixed_by_issue.keys(),
        warnings=_warnings(loaded_portfolio, scenarios, issue_edits),
    )


def find_common_profiles(
    names: Sequence[str], loaded_portfolio: LoadedPortfolio, library: Library | None = None
) -> tuple[str | None, ...]:
    """Return the profiles meant by several names; `all` stands for every profile that fits all the issues."""
    if not names:
        return (None,)
    library = library or standard_library()
    profiles: list[str | None] = []
    for name in names:
        if name != ALL_PROFILES:
            profiles.append(name)
            continue
        by_issue = [
            [profile.id for profile in applicable_profiles(loaded.scenario, library)[0]]
            for loaded in loaded_portfolio.scenarios.values()
        ]
        common = [profile for profile in by_issue[0] if all(profile in others for others in by_issue)]
        if not common:
            raise no_profile_error(loaded_portfolio.scenarios)
        profiles += common
    return tuple(profiles)


def edits_by_issue(
    loaded_portfolio: LoadedPortfolio,
    profile: str | None,
    settings: Sequence[str],
    evidence: EvidenceRequest,
    *,
    today: str | None,
    library: Library | None = None,
) -> dict[str, Edits]:
    """Return the edits of every issue: its profile, its what-ifs and the evidence on it."""
    library = library or standard_library()
    files = {name: loaded.scenario.file for name, loaded in loaded_portfolio.scenarios.items()}
    issue_settings = settings_by_issue(settings, loaded_portfolio.scenarios)
    observations = ids_by_issue(
        evidence.seen, {name: file.signposts for name, file in files.items()}, "signpost"
    )
    assumptions = {name: file.assumptions for name, file in files.items()}
    wrong = ids_by_issue(dict.fromkeys(evidence.wrong, True), assumptions, "assumption")
    issue_edits = {}
    for name, loaded in loaded_portfolio.scenarios.items():
        viewpoint = find_profile(
            loaded_portfolio.file.viewpoint if profile is None else profile, loaded, library
        )
        base_edits = make_edits(viewpoint, issue_settings[name], None)
        issue_evidence = replace(evidence, seen=observations[name], wrong=tuple(wrong[name]))
        issue_edits[name] = issue_evidence.on(base_edits, loaded.scenario, today=today, library=library)
    return issue_edits


def _warnings(
    loaded_portfolio: LoadedPortfolio, scenarios: Mapping[str, Scenario], edits: Mapping[str, Edits]
) -> tuple[Warned, ...]:
    """Return the warnings about every issue, each prefixed with the name of the issue."""
    return tuple(
        replace(warning, message=f"{name}: {warning.message}")
        for name, loaded in loaded_portfolio.scenarios.items()
        for warning in (
            *collect_warnings(loaded, scenarios[name]),
            *contested_warnings(edits[name], scenarios[name]),
        )
    )


def _fixed_options(texts: Sequence[str], issues: Mapping[str, Scenario]) -> dict[str, tuple[str, ...]]:
    """Return the options fixed beforehand, by issue.

    Args:
        texts: each `ISSUE=OPTION`, or `ISSUE=STANCE` for all options that take the stance.
        issues: the scenarios, by issue.

    Raises:
        BadRequest: there is no such issue or option, or one issue is fixed twice.
    """
    fixed: dict[str, tuple[str, ...]] = {}
    for text in texts:
        issue, equals, option = (part.strip() for part in text.partition("="))
        if not equals:
            raise BadRequest(f"`{text}` is not ISSUE=OPTION; write for example `nato=enmesh`")
        if issue not in issues:
            raise UnknownId(
                f"there is no issue `{issue}`{suggest_word(issue, issues)}", kind="issue", id=issue
            )
        if issue in fixed:
            raise BadRequest(f"`{issue}` is settled twice; name it once")
        fixed[issue] = _matching_options(issues[issue], option)
    return fixed


def _matching_options(scenario: Scenario, name: str) -> tuple[str, ...]:
    if name in scenario.options:
        return (name,)
    options = tuple(option for option in scenario.options if scenario.stance(option) == name)
    if not options:
        raise UnknownId(
            f"`{scenario.id}` has no option `{name}`{suggest_word(name, scenario.options)}",
            kind="option",
            id=name,
        )
    return options


def _issue(
    loaded_portfolio: LoadedPortfolio,
    scenario: Scenario,
    edits: Edits,
    options: tuple[str, ...] | None,
    all_costs: Mapping[str, float],
) -> Issue:
    """Return an issue with its options, their costs, and the effects of the other issues on it."""
    from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  as above
    from dilemma.analysis.portfolio_issues import Issue  # noqa: PLC0415  as above

    excluded = {row.option for row in exclude_options(scenario).excluded}
    available = options or tuple(option for option in scenario.options if option not in excluded)
    return Issue(
        scenario=scenario,
        options=available,
        costs=tuple(option_cost(all_costs, scenario, option) for option in available),
        portfolio_effects=portfolio_effects(loaded_portfolio.portfolio, scenario.id),
        threshold_effects=threshold_effects(loaded_portfolio.portfolio, scenario),
        variants=EditedVariants(loaded_portfolio.scenarios[scenario.id].scenario, edits),
    )
