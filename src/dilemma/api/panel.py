"""The program as a library: a panel of profiles and people on one scenario, and what they disagree on."""

from __future__ import annotations

from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import decide, exclude_options
from dilemma.analysis.core.run import Run
from dilemma.analysis.panel_answers import (
    JudgementAnswers,
    TwoRounds,
    count_changes,
    find_disputes,
    round_changes,
)
from dilemma.analysis.results.assessment import Warned
from dilemma.analysis.results.panel import DisputedAnswer, PersonAnswers
from dilemma.api import arguments
from dilemma.api.assess import load
from dilemma.api.evidence import EditedVariants, contested_warnings
from dilemma.api.viewpoints import OWN_WEIGHTS, collect_warnings, find_profiles, missing_option_warnings
from dilemma.elicitation.judgements import score_at
from dilemma.elicitation.people import (
    comment_on,
    expand_members,
    judged_paths,
    latest_round,
    missing_people,
    read_member,
)
from dilemma.elicitation.state import Subject
from dilemma.errors import BadRequest, NothingToCompare
from dilemma.records import dataclass
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.edits.what_if import Setting
from dilemma.scenario.model import drop_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.results.panel import Dispute, Panel, RoundChange
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.elicitation.people import Person
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Exclusion, Profile, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRequest:
    """What is asked of a panel beside its members.

    Attributes:
        edits: what all members share.
        invited: who was sent the questionnaire, by name; empty where nobody says.
        rounds: whether it is asked what members changed between two rounds.
    """

    edits: Edits = field(default_factory=Edits)
    invited: tuple[str, ...] = ()
    rounds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMembers:
    """The members in order, and their questionnaires.

    Attributes:
        profiles: one a member.
        people: those of them who filled in a questionnaire, by the id of the profile; the last round.
        all_rounds: every questionnaire read.
        excluded: what a hard floor excludes for any of them, by option; all then choose without it.
    """

    profiles: tuple[Profile, ...]
    people: dict[str, Person]
    all_rounds: tuple[Person, ...]
    excluded: Mapping[str, Exclusion] = field(default_factory=dict)

    def edits(self, profile: Profile, shared: Edits) -> Edits:
        """Return what a member changes in the file; what-ifs that all share come after their own answers."""
        return _edits_of(self.people.get(profile.id), profile, shared)

    def view(self, scenario: Scenario, profile: Profile, shared: Edits) -> Scenario:
        """Return the scenario as a member sees it, without what a hard floor excludes for anybody."""
        return drop_options(apply_edits(scenario, self.edits(profile, shared)), self.excluded)

    def excluded_warnings(self, scenario: Scenario) -> list[Warned]:
        """Return a warning for each option that is excluded for all."""
        titles = {leaf.id: leaf.title for leaf in scenario.leaves}
        return [
            Warned(
                code="excluded-option",
                message=f"{scenario.title_of(row.option)} is excluded for everybody, as for a member it is "
                f"below the hard floor on {titles[row.criterion]}",
            )
            for row in self.excluded.values()
        ]


@arguments.usable_paths()
def panel(
    name: Name,
    profiles: Sequence[Name],
    *,
    invited: Sequence[str] = (),
    rounds: bool = False,
    settings: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> Panel:
    """Return what several people would choose, each and together, and what keeps them apart.

    >>> result = dilemma.panel("nato", ["frontline", "realist"])
    >>> [(member.profile, member.option) for member in result.members]
    [('frontline', 'thread'), ('realist', 'enmesh')]

    Args:
        name: a scenario by name or path.
        profiles: the members, two or more: profiles, answers files of a questionnaire, folders of them,
            tables of people; `all` for every profile that applies.
        invited: the names of those who were sent the questionnaire, to tell who is missing.
        rounds: whether to tell what people changed between two rounds of it.
        settings: what-ifs applied for each of them, as a mapping from path to value or a list of
            `PATH=VALUE`.
        share: the share of partners that act, for each of them; None for the assumed one.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
            Every member knows of them.
        observed: an observations file by name or path; it must not hold observations after `today`.
        wrong: assumptions marked as wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: as for `assess`.
    """
    loaded, library = load(name, library), arguments.library_argument(library)
    members = arguments.name_list("profiles", profiles, "`['frontline', 'realist']`")
    request = arguments.request_argument(
        settings=settings,
        share=share,
        seen=seen,
        observed=observed,
        wrong=wrong,
        run=Run(today=arguments.optional_name("today", today)),
    )
    asked = PanelRequest(
        edits=request.edits(None, loaded.scenario, library),
        invited=arguments.text_list("invited", invited, "`['Ana', 'Ben']`"),
        rounds=arguments.switch("rounds", rounds),
    )
    result = panel_loaded(loaded, members, asked, library=library)
    return replace(result, scenarios=(loaded.scenario,))


def panel_loaded(
    loaded: LoadedScenario,
    members: Sequence[str],
    request: PanelRequest | None = None,
    *,
    library: Library | None = None,
) -> Panel:
    """Return the panel on a loaded scenario; all members share the edits except profile and own answers.

    Raises:
        BadRequest: there are fewer than two members, one comes twice, or it is asked who moved between two
            rounds and nobody answered two.
    """
    # numpy is slow to import and not always needed
    from dilemma.analysis import panel as analysis  # noqa: PLC0415

    request = request or PanelRequest()
    group = find_members(members, loaded, library)
    group = without_excluded(group, loaded.scenario, request.edits)
    variants = [
        EditedVariants(loaded.scenario, group.edits(profile, request.edits), tuple(group.excluded))
        for profile in group.profiles
    ]
    views = [group.view(loaded.scenario, profile, request.edits) for profile in group.profiles]
    warnings = dict.fromkeys(warning for view in views for warning in collect_warnings(loaded, view))
    warnings |= dict.fromkeys(missing_option_warnings(loaded.scenario, group.profiles))
    warnings |= dict.fromkeys(group.excluded_warnings(loaded.scenario))
    warnings |= dict.fromkeys(contested_warnings(request.edits, loaded.scenario))
    result = analysis.panel(
        views, variants=variants, warnings=tuple(warnings), settings=request.edits.what_ifs
    )
    return with_questionnaires(result, loaded, group, request)


def _edits_of(person: Person | None, profile: Profile, shared: Edits) -> Edits:
    own = () if person is None else person.settings
    return replace(shared, profile=profile, settings=(*own, *shared.settings))


def without_excluded(members: PanelMembers, scenario: Scenario, shared: Edits) -> PanelMembers:
    """Return the members with what a hard floor excludes for any of them.

    Raises:
        NothingToCompare: fewer than two options are left for one of them, or for all together.
    """
    views = [members.view(scenario, profile, shared) for profile in members.profiles]
    excluded = {row.option: row for view in views for row in exclude_options(view).excluded}
    left = [option for option in scenario.options if option not in excluded]
    if excluded and len(left) < 2:
        raise NothingToCompare(
            "hard floors leave the members of the panel fewer than two options to compare; you can lower a "
            "floor, or take `screen: true` away from it",
            left=next(iter(left), None),
        )
    return replace(members, excluded=excluded)


def find_members(
    names: Sequence[str], loaded: LoadedScenario, library: Library | None = None
) -> PanelMembers:
    """Return the members that names of profiles, answers files and folders of them stand for.

    Raises:
        BadRequest: there are fewer than two, one comes twice, or one person answered a round twice.
    """
    wanted = list(expand_members(names))
    subject = Subject(loaded=loaded, day=loaded.scenario.file.as_of)
    paths = [name for name in wanted if isinstance(name, Path)]
    read = [person for path in paths for person in read_member(path, subject, library)]
    people = latest_round(read)
    others = [name for name in wanted if not isinstance(name, Path)]
    members = [
        *(person.profile for person in people),
        *(find_profiles(others, loaded, library) if others else ()),
    ]
    profiles = tuple(member for member in members if member is not None)
    ids = [member.id for member in profiles]
    if len(ids) < max(2, len(members)):
        whose = f", and `{OWN_WEIGHTS}` is no person" if OWN_WEIGHTS in others else ""
        raise BadRequest(f"a panel needs two profiles or more{whose}; name them, or type `all`")
    duplicate = next((name for name in ids if ids.count(name) > 1), None)
    if duplicate is not None:
        raise BadRequest(f"the panel has two members called `{duplicate}`; name each once")
    return PanelMembers(
        profiles=profiles, people={person.profile.id: person for person in people}, all_rounds=tuple(read)
    )


def with_questionnaires(
    result: Panel, loaded: LoadedScenario, members: PanelMembers, request: PanelRequest
) -> Panel:
    """Return a panel with who answered how, who is missing, what is disputed, and who moved.

    Raises:
        BadRequest: it is asked who moved, and nobody answered two rounds.
    """
    if not members.people:
        if request.invited or request.rounds:
            raise BadRequest("nobody in this panel filled in a questionnaire; name their answers files")
        return result
    views = [members.view(loaded.scenario, profile, request.edits) for profile in members.profiles]
    return replace(
        result,
        people=tuple(_person_answers(person) for person in members.people.values()),
        missing=missing_people(request.invited, members.people.values()) if request.invited else None,
        disputes=_disputes(result, loaded.scenario, members, request.edits, views),
        moved=_moved(loaded.scenario, members, request.edits) if request.rounds else None,
    )


def _person_answers(person: Person) -> PersonAnswers:
    return PersonAnswers(
        profile=person.profile.id,
        role=person.role,
        round=person.round,
        open=person.open,
        unresolved=person.unresolved,
        outdated=person.outdated,
    )


def _disputes(
    result: Panel, scenario: Scenario, members: PanelMembers, shared: Edits, views: Sequence[Scenario]
) -> tuple[Dispute, ...]:
    """Return the weights, probabilities and scores on which the questionnaires differ."""
    edits = [members.edits(profile, shared) for profile in members.profiles]

    def views_at(path: str, number: float) -> list[Scenario]:
        fixed = Setting(tuple(path.split(".")), number)
        changed = (replace(own, settings=(*own.settings, fixed)) for own in edits)
        return [drop_options(apply_edits(scenario, own), members.excluded) for own in changed]

    asked = [*_weight_answers(result, members), *_judgement_answers(scenario, members, views)]
    return find_disputes(views, asked, views_at)


def _weight_answers(result: Panel, members: PanelMembers) -> Iterator[JudgementAnswers]:
    """Yield what the people answered on each weight, as a share of all weight."""
    weights = {member.profile: member.weights for member in result.members}
    for criterion in result.group.weights:
        path = f"weights.{criterion}"
        answers = (
            DisputedAnswer(
                profile=key, value=weights[key][criterion], own=True, comment=comment_on(person, path)
            )
            for key, person in members.people.items()
        )
        yield JudgementAnswers(path=path, file=None, answers=tuple(answers))


def _judgement_answers(
    scenario: Scenario, members: PanelMembers, views: Sequence[Scenario]
) -> Iterator[JudgementAnswers]:
    """Yield what the people answered on each probability and score that any of them gave a number for."""
    by_profile = dict(zip((profile.id for profile in members.profiles), views, strict=True))
    for path in judged_paths(members.people.values()):
        answers = (
            DisputedAnswer(
                profile=key,
                value=_number_at(by_profile[key], path),
                own=any(str(setting) == path for setting in person.settings),
                comment=comment_on(person, path),
            )
            for key, person in members.people.items()
        )
        yield JudgementAnswers(path=path, file=_number_at(scenario, path), answers=tuple(answers))


def _number_at(view: Scenario, path: str) -> float:
    """Return the central number of a judgement: a score, a conditional chance or a probability."""
    kind, name, *rest = path.split(".")
    if kind == "scores":
        return score_at(view, path).score.central
    index = [future.id for future in view.futures].index(name)
    chance = view.futures[index].chance
    if rest == ["chance"] and chance is not None:
        return chance.central
    return float(decide(view).probabilities[index])


def _moved(scenario: Scenario, members: PanelMembers, shared: Edits) -> tuple[RoundChange, ...]:
    """Return what each person changed between the last two rounds they answered."""
    pairs = []
    for key, person in members.people.items():
        earlier = [
            other for other in members.all_rounds if other.name == person.name and other.round < person.round
        ]
        if earlier:
            old = max(earlier, key=lambda other: other.round)
            pairs.append(_two_rounds(scenario, key, (old, person), shared))
    if not pairs:
        raise BadRequest("--rounds compares two rounds, and nobody here answered two; name the files of both")
    return round_changes(pairs)


def _two_rounds(scenario: Scenario, key: str, rounds: tuple[Person, Person], shared: Edits) -> TwoRounds:
    before, after = (apply_edits(scenario, _edits_of(person, person.profile, shared)) for person in rounds)
    changed = [{str(setting): setting.value for setting in person.settings} for person in rounds]
    return TwoRounds(
        profile=key,
        rounds=(rounds[0].round, rounds[1].round),
        before=before,
        after=after,
        judgements=count_changes(changed[0], changed[1]),
    )
