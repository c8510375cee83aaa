"""What a questionnaire is about: a scenario, the scores that matter most in it, and earlier answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.elicitation.judgements import judgements_that_matter
from dilemma.elicitation.people import expand_members, latest_round, read_person
from dilemma.elicitation.questionnaire import answers_spread
from dilemma.elicitation.state import Subject
from dilemma.errors import BadRequest
from dilemma.scenario.edits.apply import Edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.scores import Floats

_FEW_SAMPLES = 64  # the value of information on a single judgement is an integral and needs none


def questionnaire_subject(name: str, judgements: int) -> tuple[Subject, Floats]:
    """Return what to ask about, and the expected scores of the file, [option, criterion].

    Args:
        name: a scenario by name or path.
        judgements: how many scores to ask about at most, by the value of information on them.

    Raises:
        DilemmaError, OSError: as for `load`.
    """
    loaded = load(name)
    result = assess_loaded(loaded, Edits(), Run(samples=_FEW_SAMPLES, everything=True), others=False)
    decision = decide(loaded.scenario)
    worth = [entry.of for entry in result.information.evppi or ()]
    paths = judgements_that_matter(loaded.scenario, worth, decision.probabilities, judgements)
    subject = Subject(loaded=loaded, day=loaded.scenario.file.as_of, judgements=paths)
    return subject, decision.expected_scores


def spread_of_answers(names: Sequence[str], subject: Subject, number: int) -> dict[str, Any]:
    """Return how the answers of the rounds before spread, without names.

    Raises:
        BadRequest: a file holds no answers, is of this round or a later one, or there are too few people.
    """
    paths = list(expand_members(names))
    wrong = next((path for path in paths if not isinstance(path, Path)), None)
    if wrong is not None:
        fault = "holds no answers" if Path(wrong).exists() else "is not there"
        raise BadRequest(f"{wrong} {fault}; name answers files, or the folder they are in")
    people = [read_person(path, replace(subject, judgements=())) for path in paths if isinstance(path, Path)]
    late = next((person for person in people if person.round >= number), None)
    if late is not None:
        title = late.profile.file.title
        raise BadRequest(f"`{title}` answered round {late.round}, which does not come before round {number}")
    return answers_spread(latest_round(people), subject)
