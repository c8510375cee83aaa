"""The comparison of scenarios under profiles and variants, by jobs that any worker on any machine can run."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, groupby, islice
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

from dilemma.api import arguments
from dilemma.api.assess import assess_loaded
from dilemma.api.viewpoints import ALL_PROFILES, applicable_profiles, find_profile, no_profile_error
from dilemma.batch.engines import Engine, ExecutorEngine, SerialEngine
from dilemma.batch.ordered import Pace, run_in_order
from dilemma.errors import BadRequest, BadSetting, Crash, DilemmaError, InternalError, crash_of
from dilemma.records import dataclass
from dilemma.scenario.library import Library, MemoryFiles
from dilemma.scenario.load import applicable_profile, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment, Comparison
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.api.cases import Case, Cases
    from dilemma.api.request import RunRequest
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Profile

T = TypeVar("T")
_R = TypeVar("_R")
_USER_FAULTS = (DilemmaError, OSError)  # faults of a request or a file, not bugs


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The outcome of a case: a result, a fault or a crash; none of them if the profile does not apply.

    Attributes:
        case: the case.
        found: its result, as the job renders it.
        fault: the error in the request or a file.
        crash: the bug in this program that kept it from being assessed.
    """

    case: Case
    found: T | None = None
    fault: Exception | None = None
    crash: Crash | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether the case is skipped because its profile does not apply and need not."""
        return self.found is None and self.fault is None and self.crash is None


@dataclass(frozen=True, slots=True)
class _ScenarioCases:
    """Cases of one scenario, with the content of its file, and a name to show if its id is ambiguous."""

    text: bytes | OSError
    cases: tuple[Case, ...]
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class BatchJob(Generic[T]):
    """Cases to be assessed together by one worker: everything they need, in plain data.

    Attributes:
        parts: the cases, scenario by scenario.
        texts: the contents of all other files, by their paths on this machine.
        roots: the folders of the library.
        request: the request that applies to each case.
        render: the function that the worker applies to each result; workers must be able to import it.
    """

    parts: tuple[_ScenarioCases, ...]
    texts: Mapping[Path, bytes]
    roots: tuple[Path, ...]
    request: RunRequest
    render: Callable[[Assessment], T]

    def __str__(self) -> str:
        """Return the names of the scenarios, for a message."""
        return ", ".join(f"`{part.cases[0].scenario.stem}`" for part in self.parts)


@dataclass(frozen=True, slots=True)
class BatchResult(Generic[T]):
    """The outcomes of a job, case by case, and the seconds it took its worker."""

    outcomes: tuple[Outcome[T], ...]
    seconds: float


@arguments.usable_paths()
def compare(
    names: Sequence[Name],
    *,
    profiles: Sequence[Name] = (),
    settings: Settings = (),
    vary: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    run: Run | None = None,
    library: Library | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Assess several scenarios under several profiles, in the order given.

    >>> result = dilemma.compare(["nato", "climate"], vary={"futures.rupture.chance": [0.1, 0.5]})
    >>> [assessment.recommendation.option for assessment in result.assessments]
    ['enmesh', 'counter', 'enmesh', 'counter_quiet']

    Args:
        names: scenarios by name or path.
        profiles: profiles by name or path; empty for the framework's choice, `all` for every profile that
            applies.
        settings: what-ifs applied to each of them, as a mapping from path to value or a list of `PATH=VALUE`.
        vary: what-ifs of several values, such as `futures.rupture.chance=0.1:0.5:5`, or a mapping from path
            to a list of values; several span a grid.
        share: the share of partners that act, in each of them; None for the assumed one.
        seen: signposts, true if observed, false if looked for in vain, or a list of those observed; `ID`
            for every scenario that has it, or `SCENARIO:ID` for one.
        observed: an observations file by name or path.
        wrong: assumptions marked as wrong, as `ID` or `SCENARIO:ID`.
        run: seed, samples and so on, for each of them; None for the defaults.
        library: where files are looked up; None for the standard places.
        executor: where the work is done, any executor whose workers can import this program; None for this
            process. The results are the same, and the executor is not shut down.

    Raises:
        DilemmaError: as for `assess`.
    """
    from dilemma.analysis.results.assessment import Comparison  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.api.cases import cases  # noqa: PLC0415  one scenario alone needs none of it
    from dilemma.api.request import RunRequest  # noqa: PLC0415  as above
    from dilemma.scenario.edits.vary import parse_grid  # noqa: PLC0415  as above

    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise BadRequest(f"`executor` is one of `concurrent.futures`, or like one; it cannot be {executor!r}")
    typed = arguments.settings_list(settings)
    request = RunRequest(
        settings=typed,
        share=arguments.number_argument("share", share, BadSetting),
        evidence=arguments.evidence_argument(seen, observed, wrong),
        run=arguments.run_argument(run),
    )
    scenarios = arguments.name_list("names", names, "`['nato', 'climate']`")
    if not scenarios:
        raise BadRequest("`names` is empty; a comparison needs one scenario or more, such as `['nato']`")
    batch = cases(
        scenarios,
        arguments.name_list("profiles", profiles, "`['frontline', 'realist']`"),
        parse_grid(arguments.grid_list(vary), typed),
        request,
        arguments.library_argument(library),
    )
    return Comparison(assessments=tuple(assessments(batch, executor)))


def assessments(cases: Cases, executor: Executor | None = None) -> Iterator[Assessment]:
    """Yield the assessments, in order, holding few of them at a time.

    Args:
        cases: the cases.
        executor: where the work is done; None for this process.

    Raises:
        DilemmaError, OSError: as for `assess`, of the first at fault.
        InternalError: a worker met a bug in this program.
    """
    engine: Engine = ExecutorEngine(executor) if executor is not None else SerialEngine()
    for batch_result in run_jobs(cases, _identity, engine):
        for outcome in batch_result.outcomes:
            if outcome.fault is not None:
                raise outcome.fault
            if outcome.crash is not None:
                raise InternalError(outcome.crash)
            if outcome.found is not None:
                yield outcome.found


def run_jobs(
    cases: Cases, render: Callable[[Assessment], T], engine: Engine, *, skip: int = 0
) -> Iterator[BatchResult[T]]:
    """Yield the results of the cases after the first `skip`, job by job, in order.

    Raises:
        WorkersLost: workers keep dying.
    """
    pace = Pace()
    for result in run_in_order(run_job, cut_jobs(cases, pace, render, skip=skip), engine):
        pace.record(len(result.outcomes), result.seconds)
        yield result


def _identity(result: Assessment) -> Assessment:
    """Return the result without its scenario, which is large; a named function, since workers import it."""
    return replace(result, scenarios=())


def cut_jobs(
    cases: Cases, pace: Pace, render: Callable[[Assessment], T], *, skip: int = 0
) -> Iterator[BatchJob[T]]:
    """Yield the cases after the first `skip`, cut into jobs of the size that the pace gives at that time."""
    remaining = islice(cases, skip, None)
    while chunk := tuple(islice(remaining, pace.cases)):
        yield _make_job(cases, chunk, render)


def _make_job(cases: Cases, chunk: Iterable[Case], render: Callable[[Assessment], T]) -> BatchJob[T]:
    by_scenario = groupby(chunk, key=lambda case: case.scenario)
    parts = tuple(
        _ScenarioCases(cases.text(path), tuple(scenario_cases), cases.display_name(path))
        for path, scenario_cases in by_scenario
    )
    texts: dict[Path, bytes] = {}
    for part in parts:
        texts |= cases.companion_texts(part.cases[0].scenario)
    return BatchJob(parts, texts, cases.library.roots, cases.request, render)


def run_job(job: BatchJob[T]) -> BatchResult[T]:
    """Run a job, which holds everything it needs."""
    start = perf_counter()
    outcomes = tuple(chain.from_iterable(_run_scenario(job, part) for part in job.parts))
    return BatchResult(outcomes, perf_counter() - start)


def _run_scenario(job: BatchJob[T], part: _ScenarioCases) -> list[Outcome[T]]:
    """Return the outcomes of the cases of one scenario, with all files in memory."""
    path = part.cases[0].scenario
    if isinstance(part.text, OSError):
        return [Outcome(case, fault=part.text) for case in part.cases]
    library = Library(job.roots, MemoryFiles({**job.texts, path: part.text}))
    worker = _attempt(
        lambda: _CaseWorker(load_scenario(path, library), library, job.request, part.display_name)
    )
    if not isinstance(worker, _CaseWorker):
        return [_failure(case, worker) for case in part.cases]
    outcomes = [_run_case(worker, case, job.render) for case in part.cases]
    # Skipping every case is a fault only if no profile applies at all; else another job has other profiles.
    if all(outcome.is_skipped for outcome in outcomes):
        has_profiles = _attempt(worker.has_profiles)
        if not isinstance(has_profiles, bool):
            return [_failure(case, has_profiles) for case in part.cases]
        if not has_profiles:
            return [Outcome(case, fault=no_profile_error([path.stem])) for case in part.cases]
    return outcomes


def _run_case(worker: _CaseWorker, case: Case, render: Callable[[Assessment], T]) -> Outcome[T]:
    def run() -> Outcome[T]:
        if case.optional and case.profile is not None:
            profile = worker.applicable_profile(case.profile)
            if profile is None:
                return Outcome(case)
        else:
            profile = worker.find_profile(case.profile)
        return Outcome(case, render(worker.assess(profile, case)))

    outcome = _attempt(run)
    return outcome if isinstance(outcome, Outcome) else _failure(case, outcome)


def _attempt(task: Callable[[], _R]) -> _R | DilemmaError | OSError | Crash:
    """Return the result of a task, or its fault or crash, so that the other cases go on.

    A lack of memory is no bug, and likely to hit the next case too: it ends the job.
    """
    try:
        return task()
    except _USER_FAULTS as fault:
        return fault
    except MemoryError:
        raise
    except Exception as bug:
        return crash_of(bug)


def _failure(case: Case, reason: DilemmaError | OSError | Crash) -> Outcome[T]:
    return Outcome(case, crash=reason) if isinstance(reason, Crash) else Outcome(case, fault=reason)


class _CaseWorker:
    """A worker on one loaded scenario, which reads each profile once."""

    def __init__(
        self, loaded: LoadedScenario, library: Library, request: RunRequest, display_name: str | None
    ) -> None:
        self._loaded, self._library = loaded, library
        self._request, self._display_name = request, display_name
        self._profiles: dict[str | None, Profile | None] = {}
        self._applicable_profiles: dict[str, Profile | None] = {}

    def find_profile(self, name: str | None) -> Profile | None:
        """Return the profile meant by a name; `all` remains as a name only if no profile applies."""
        if name == ALL_PROFILES:
            raise no_profile_error([self._loaded.scenario.id])
        if name not in self._profiles:
            self._profiles[name] = find_profile(name, self._loaded, self._library)
        return self._profiles[name]

    def applicable_profile(self, name: str) -> Profile | None:
        """Return the profile of a name; None if it has no weights for the scenario."""
        if name not in self._applicable_profiles:
            path = self._library.near(self._loaded.scenario.path).find("profile", name)
            self._applicable_profiles[name] = applicable_profile(path, self._loaded.scenario, self._library)
        return self._applicable_profiles[name]

    def has_profiles(self) -> bool:
        """Return whether any profile has weights for the scenario."""
        return bool(applicable_profiles(self._loaded.scenario, self._library)[0])

    def assess(self, profile: Profile | None, case: Case) -> Assessment:
        """Return the assessment of a case under a profile."""
        request, scenario = self._request, self._loaded.scenario
        case_request = replace(
            request, settings=(*request.settings, *case.settings), evidence=request.evidence.of(scenario.id)
        )
        case_edits = case_request.edits(profile, scenario, self._library)
        result = assess_loaded(
            self._loaded,
            case_edits,
            request.run,
            library=self._library,
            others=False,
            rows_only=request.rows_only,
        )
        id_shown = self._display_name or result.scenario.id
        view = scenario if profile is None else replace(scenario, profile=profile)
        return replace(result, scenario=replace(result.scenario, id=id_shown), scenarios=(view,))
