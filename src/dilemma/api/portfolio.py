"""The program as a library: several issues decided together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.analysis.run import Run
from dilemma.api.assessing import edits
from dilemma.api.by_issue import ids_by_issue, settings_by_issue
from dilemma.api.capital import amount_of, known_costs
from dilemma.api.evidence import Told, Variants
from dilemma.api.eyes import ALL, applicable, eyes
from dilemma.api.nobody import nobody
from dilemma.api.warned import warnings_on
from dilemma.errors import BadRequest, NoPortfolio, UnknownId
from dilemma.scenario.edits.apply import edited
from dilemma.scenario.library import standard
from dilemma.scenario.portfolio import cost, gatherings, landings, load_portfolio
from dilemma.scenario.shape import parse
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.analysis.portfolio.issues import Issue
    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.results import Warned
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.portfolio import Joined


def portfolio(
    framework: str | Path | None = None,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    fixed: Sequence[str] = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
    seen: Mapping[str, bool] | None = None,
    observed: str | Path | None = None,
    wrong: Sequence[str] = (),
    run: Run | None = None,
    library: Library | None = None,
) -> PortfolioResult:
    """The best option on each of the issues a framework joins, all decided together.

    Args:
        framework: by name or path; None for the only one that joins issues.
        profile: whose eyes; None for the framework's choice, `none` for the scenarios' own weights.
        settings: what-ifs, `PATH=VALUE` for every issue or `ISSUE:PATH=VALUE` for one.
        fixed: options settled beforehand, as `ISSUE=OPTION` or `ISSUE=STANCE`.
        budget: the political capital there is, if not the stated one.
        costs: what options or stances take of it, over those stated.
        seen: signposts, true if seen, false if looked for in vain; `ID` for every issue that has it, or
            `ISSUE:ID` for one.
        observed: an observations file by name or path; it may hold nothing from after the day of the run.
        wrong: assumptions taken to be wrong, `ID` or `ISSUE:ID` likewise.
        run: seed, samples and day, if not the usual ones.
        library: where to look; the standard places when None.

    Raises:
        DilemmaError, OSError: as for `api.assess`; BadRequest also
            where there are too many portfolios, or none that fits the budget.
    """
    joined = load(framework, library)
    return portfolio_loaded(
        joined,
        profile=profile,
        settings=settings,
        fixed=fixed,
        budget=budget,
        costs=costs,
        told=Told(seen=seen or {}, observed=observed, wrong=wrong),
        run=run,
        library=library,
    )


def load(framework: str | Path | None = None, library: Library | None = None) -> Joined:
    """A framework by name or path, with the scenarios it joins; None for the only one that joins any."""
    library = library or standard()
    if framework is not None:
        return load_portfolio(library.meant("framework", framework), library)
    joining = {
        name: path for name, path in library.all("framework").items() if parse(path)[0].child("portfolio")
    }
    if len(joining) != 1:
        known = f"; name one of {', '.join(f'`{name}`' for name in joining)}" if joining else ""
        raise NoPortfolio(f"{len(joining) or 'no'} frameworks join several issues{known}")
    (only,) = joining.values()
    return load_portfolio(only, library)


def portfolio_loaded(
    joined: Joined,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    fixed: Sequence[str] = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
    told: Told | None = None,
    run: Run | None = None,
    library: Library | None = None,
) -> PortfolioResult:
    """The portfolio of a loaded framework, through one pair of eyes."""
    run = run or Run()
    made = edits_of(joined, profile, settings, told or Told(), today=run.today, library=library)
    return decided(joined, made, run, fixed=fixed, budget=budget, costs=costs)


def decided(
    joined: Joined,
    made: Mapping[str, Edits],
    run: Run,
    *,
    fixed: Sequence[str] = (),
    budget: float | None = None,
    costs: Mapping[str, float] | None = None,
) -> PortfolioResult:
    """The portfolio of a loaded framework, with the edits of each of its issues."""
    from dilemma.analysis.portfolio import portfolio as analysis  # noqa: PLC0415  numpy is slow to import
    from dilemma.analysis.portfolio.portfolio_results import FrameworkName  # noqa: PLC0415  as above

    seen = {name: edited(loaded.scenario, made[name]) for name, loaded in joined.scenarios.items()}
    settled = settled_options(fixed, seen)
    stated = joined.portfolio.capital
    priced = {**(stated.cost if stated else {}), **known_costs(costs or {}, seen.values())}
    if budget is not None:
        amount_of("the budget", budget)
    return analysis.portfolio(
        [_issue(joined, scenario, made[name], settled.get(name), priced) for name, scenario in seen.items()],
        FrameworkName(id=joined.id, title=joined.file.title or joined.id),
        run,
        costed=bool(priced),
        budget=stated.budget if budget is None and stated else budget,
        fixed=settled.keys(),
        warnings=_warnings(joined, seen),
    )


def eyes_for_all(
    names: Sequence[str], joined: Joined, library: Library | None = None
) -> tuple[str | None, ...]:
    """The profiles meant by several names; `all` stands for every one that applies to all the issues."""
    if not names:
        return (None,)
    meant: list[str | None] = []
    for name in names:
        if name == ALL:
            sets = [
                [each.id for each in applicable(loaded.scenario, library or standard())[0]]
                for loaded in joined.scenarios.values()
            ]
            everyone = [each for each in sets[0] if all(each in others for others in sets)]
            if not everyone:
                raise nobody(joined.scenarios)
            meant += everyone
        else:
            meant.append(name)
    return tuple(meant)


def edits_of(
    joined: Joined,
    profile: str | None,
    settings: Sequence[str],
    told: Told,
    *,
    today: str | None,
    library: Library | None = None,
) -> dict[str, Edits]:
    """The edits of every issue: one pair of eyes, its what-ifs, what was seen of it."""
    library = library or standard()
    files = {name: loaded.scenario.file for name, loaded in joined.scenarios.items()}
    by_issue = settings_by_issue(settings, joined.scenarios)
    seen = ids_by_issue(told.seen, {name: file.signposts for name, file in files.items()}, "signpost")
    assumptions = {name: file.assumptions for name, file in files.items()}
    wrong = ids_by_issue(dict.fromkeys(told.wrong, True), assumptions, "assumption")
    found = {}
    for name, loaded in joined.scenarios.items():
        eyes = _eyes(profile, joined, loaded, library)
        made = edits(eyes, by_issue[name], None)
        own = replace(told, seen=seen[name], wrong=tuple(wrong[name]))
        found[name] = own.on(made, loaded.scenario, today=today, library=library)
    return found


def _warnings(joined: Joined, seen: Mapping[str, Scenario]) -> tuple[Warned, ...]:
    """What a reader should know of every issue, under its name."""
    return tuple(
        replace(each, message=f"{name}: {each.message}")
        for name, loaded in joined.scenarios.items()
        for each in warnings_on(loaded, seen[name])
    )


def _eyes(name: str | None, joined: Joined, loaded: Loaded, library: Library | None) -> Profile | None:
    return eyes(joined.file.viewpoint if name is None else name, loaded, library)


def settled_options(given: Sequence[str], issues: Mapping[str, Scenario]) -> dict[str, tuple[str, ...]]:
    """The options settled beforehand, by issue: `ISSUE=OPTION`, or a stance for those that take it.

    Raises:
        BadRequest: no such issue or option, or one issue settled twice.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        issue, equals, option = (part.strip() for part in text.partition("="))
        if not equals:
            raise BadRequest(f"`{text}` is not ISSUE=OPTION; write for example `nato=enmesh`")
        if issue not in issues:
            raise UnknownId(f"there is no issue `{issue}`{remedy(issue, issues)}", kind="issue", id=issue)
        if issue in found:
            raise BadRequest(f"`{issue}` is settled twice; name it once")
        found[issue] = _options(issues[issue], option)
    return found


def _options(scenario: Scenario, named: str) -> tuple[str, ...]:
    if named in scenario.options:
        return (named,)
    taking = tuple(option for option in scenario.options if scenario.stance(option) == named)
    if not taking:
        raise UnknownId(
            f"`{scenario.id}` has no option `{named}`{remedy(named, scenario.options)}",
            kind="option",
            id=named,
        )
    return taking


def _issue(
    joined: Joined,
    scenario: Scenario,
    made: Edits,
    options: tuple[str, ...] | None,
    priced: Mapping[str, float],
) -> Issue:
    """An issue with the options that may be taken and all that the others do to it."""
    from dilemma.analysis.portfolio.issues import Issue  # noqa: PLC0415  as above

    taken = options or tuple(scenario.options)
    return Issue(
        scenario=scenario,
        options=taken,
        costs=tuple(cost(priced, scenario, option) for option in taken),
        landings=landings(joined.portfolio, scenario.id),
        gatherings=gatherings(joined.portfolio, scenario),
        variants=Variants(joined.scenarios[scenario.id].scenario, made),
    )
