"""People who filled in a questionnaire: their answers, in files, tables or e-mails, as members of a panel."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import field, replace
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.viewpoints import find_profile
from dilemma.elicitation.judgements import JUDGEMENT
from dilemma.elicitation.profile import build_profile, profile_of_text
from dilemma.elicitation.question import SKIP
from dilemma.elicitation.walk import count_questions_left, replay_answers, skip_to_end
from dilemma.elicitation.weights import own_settings, weights_data
from dilemma.errors import BadRequest, FaultyFile
from dilemma.interchange.csv_reader import (
    MARKDOWN_SUFFIXES,
    TEXT_SUFFIXES,
    WORKBOOK_SUFFIXES,
    read_spreadsheet,
)
from dilemma.interchange.people_tables import read_people
from dilemma.interchange.table_answers import TableAnswers
from dilemma.records import dataclass
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.library import SUFFIXES, is_path
from dilemma.scenario.parse import file_kind, load_file, parse_file, validate_node
from dilemma.scenario.problems import select_errors
from dilemma.scenario.validation.other_files import elicitation_record
from dilemma.scenario.yaml.parser import parse_yaml, read_content, read_regular_file
from dilemma.scenario.yaml.text import LARGEST_FILE, comparable_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from email.message import EmailMessage

    from dilemma.elicitation.state import Subject
    from dilemma.elicitation.walk import Walk, WalkStep
    from dilemma.scenario.edits.what_if import Setting
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.parse import ParsedFile
    from dilemma.scenario.schema.extra_files import AnswersFile
    from dilemma.scenario.yaml.nodes import Data

_TABLE_SUFFIXES = (*TEXT_SUFFIXES, *MARKDOWN_SUFFIXES, *WORKBOOK_SUFFIXES)
_MAIL_SUFFIXES = (".eml", ".txt")
_MAILS = (*_MAIL_SUFFIXES, ".msg")
_ANSWERS = ".answers"
"""What the name of an answers file ends with, before its suffix."""
_OTHER_KIND = re.compile(rb"^(?:file: *(?!answers)\w|options:)", re.MULTILINE)

_IMPORT_OPTION = re.compile(r", or add --(?:decimal|sheet) .*")  # a panel has no such options
_LARGEST_MAIL = 16 * 1024 * 1024
_QUOTE = re.compile(r"^(?:> ?)+")
_BREAK = re.compile(r"\s*<(?:br|/p|/div|/pre|/tr)\b[^>]*>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_START = re.compile(r"dilemma: ?1\s*$")
# What begins a line of an answers file; any other is the rest of the one before, cut by a mail program.
_LINE = re.compile(r"dilemma: |file: |scenario: |date: |person: |round: |basis: |steps:|\s*- \{ask: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's questionnaire.

    Attributes:
        profile: the weights given, as a profile file would hold them.
        settings: the probabilities and scores given, as what-ifs.
        role: what they do; None where they do not say.
        round: the round of the questionnaire.
        comments: what they wrote, by the id of the question.
        open: the questions not answered, by id, and how many were never reached.
        unresolved: pairs of criteria on which a trade-off and the weights contradict one another.
        outdated: whether options, futures or scales have changed since the page was made.
    """

    profile: Profile
    settings: tuple[Setting, ...]
    role: str | None = None
    round: int = 1
    comments: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    outdated: bool = False

    @property
    def name(self) -> str:
        """The name given, as it is compared with others."""
        return comparable_text(self.profile.file.title)


def subject_fingerprint(scenario: Scenario) -> str:
    """Return twelve characters that change with the options, the futures and the ends of the criteria."""
    record = elicitation_record(scenario, day="2000-01-01", started_from=None, method={})
    text = json.dumps(record.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def expand_members(names: Iterable[str]) -> Iterator[str | Path]:
    """Yield the members of a panel as typed: answers files and tables as paths, anything else as it is.

    A folder stands for the answers files, and e-mails with answers, in it, by name.

    Raises:
        BadRequest: a folder holds none.
    """
    for name in names:
        if Path(name).is_dir() and (is_path(name) or name in (".", "..")):
            yield from _files_in(Path(name))
        elif name.lower().endswith((*_TABLE_SUFFIXES, *_MAILS)) or (
            name.endswith(SUFFIXES) and Path(name).is_file() and _holds_answers(Path(name))
        ):
            yield Path(name)
        else:
            yield name


def _files_in(folder: Path) -> list[Path]:
    """Return the answers files of a folder, by name."""
    paths = sorted(
        path for path in folder.iterdir() if path.suffix.lower() in (*SUFFIXES, *_MAILS) and path.is_file()
    )
    answers = [path for path in paths if _holds_answers(path)]
    if not answers:
        raise BadRequest(f"the folder {folder} holds no answers files; name the folder they were saved in")
    return answers


def _holds_answers(path: Path) -> bool:
    """Return whether a file holds answers; nobody's may be left out because the file is damaged."""
    if path.suffix.lower() in _MAILS:
        return path.suffix.lower() == ".msg" or answers_in_mail(path) is not None
    try:
        return file_kind(parse_file(path)[0]) == "answers"
    except FaultyFile:
        return not _OTHER_KIND.search(read_content(path))


def read_person(path: Path, subject: Subject) -> Person:
    """Return the person who gave the answers of a file.

    Raises:
        FaultyFile: the file is at fault, or belongs to another scenario.
        OSError: it cannot be read.
    """
    file = load_answers(path)
    model: AnswersFile = file.model
    subject = replace(subject, day=model.date or subject.day)
    walk = replay_answers(subject, file)
    complete = skip_to_end(walk)
    title = model.person.name if model.person else _title_of(path)
    profile = replace(build_profile(complete.subject, complete.state, title), id=_id_of(path), path=path)
    return Person(
        profile=profile,
        settings=own_settings(complete.subject, complete.state),
        role=model.person.role if model.person else None,
        round=model.round,
        comments={step.ask: step.comment for step in model.steps if step.comment},
        open=tuple(_skipped(complete.steps[: len(walk.steps) + count_questions_left(walk)])),
        unresolved=tuple(_unresolved(walk)),
        outdated=model.basis is not None and model.basis != subject_fingerprint(subject.scenario),
    )


def read_member(path: Path, subject: Subject, library: Library | None) -> list[Person]:
    """Return the person of an answers file, or the people of a table.

    Who weighs nothing in a table keeps the weights that the scenario is usually seen with.

    Raises:
        FaultyFile, OSError: as for `read_person`; each cell at fault is a problem of its own.
    """
    if not path.name.lower().endswith(_TABLE_SUFFIXES) or (path.suffix == ".txt" and _holds_answers(path)):
        return [read_person(path, subject)]
    scenario = subject.scenario
    kept = apply_edits(scenario, Edits(profile=find_profile(None, subject.loaded, library))).weights
    usual: Data = weights_data(kept) if kept else [[leaf.id for leaf in scenario.leaves]]
    people = []
    try:
        filled_in = read_people(read_spreadsheet(path, str(path)), scenario, path.name, TableAnswers())
    except FaultyFile as faulty:
        raise FaultyFile(
            replace(problem, message=_IMPORT_OPTION.sub("", problem.message)) for problem in faulty.problems
        ) from None
    for person in filled_in:
        text = person.profile_text(scenario.id, path.name, usual)
        profile = profile_of_text(text, path.with_name(f"{person.id}.yaml"))
        people.append(Person(profile=profile, settings=person.scores))
    return people


def _id_of(path: Path) -> str:
    """Return what to call the person in tables for programs: the name of the file."""
    return path.stem.removesuffix(_ANSWERS)


def _title_of(path: Path) -> str:
    """Return a name for whoever walked and gave none, from that of the file."""
    return _id_of(path).replace("-", " ").replace("_", " ").strip() or path.name


def _skipped(steps: Sequence[WalkStep]) -> Iterator[str]:
    """Yield the questions left out, by id; a trade-off left out leaves nothing open."""
    for step in steps:
        if step.answer == SKIP and not step.ask.startswith(("trade.", "repair.", "clash.")):
            yield step.ask


def _unresolved(walk: Walk) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose trade-off contradicts the weights, and was left so."""
    for step in walk.steps:
        if step.ask.startswith("repair.") and step.answer in ("keep", SKIP):
            _, gain, give = step.ask.split(".")
            yield gain, give


def latest_round(people: Sequence[Person]) -> list[Person]:
    """Return each person's last questionnaire, in the order in which the people were first named.

    Raises:
        BadRequest: one person answered a round twice.
    """
    rounds: dict[tuple[str, int], Person] = {}
    for person in people:
        other = rounds.setdefault((person.name, person.round), person)
        if other is not person:
            title, files = person.profile.file.title, f"{other.profile.path} and {person.profile.path}"
            raise BadRequest(
                f"`{title}` answered round {person.round} twice, in {files}; leave one of them out"
            )
    last = {name: max(number for key, number in rounds if key == name) for name, _ in rounds}
    return [rounds[key] for key in last.items()]


def missing_people(invited: Iterable[str], people: Iterable[Person]) -> tuple[str, ...]:
    """Return who was invited and has not answered, as written on the list.

    `Deniz` on the list is the `Deniz Öztürk` who answered, and vice versa, where nobody else can be meant.
    """
    answered = [set(person.name.split()) for person in people]
    listed = {name: set(comparable_text(name).split()) for name in invited}
    left = {name: words for name, words in listed.items() if words not in answered}
    rest = [words for words in answered if words not in listed.values()]
    pairs = [
        (name, k) for name, own in left.items() for k, sign in enumerate(rest) if own & sign in (own, sign)
    ]
    count = Counter(part for pair in pairs for part in pair)
    matched = {name for name, k in pairs if count[name] == count[k] == 1}
    return tuple(name for name in left if name not in matched)


def read_invited(path: Path) -> tuple[str, ...]:
    """Return the names of a list of people, one a line; what follows a comma, semicolon or tab is left out.

    Raises:
        BadRequest: it names nobody, or is no text.
        OSError: it cannot be read.
    """
    content = read_content(path)
    if len(content) > LARGEST_FILE:
        raise BadRequest(f"{path} is larger than 1 MiB; write the names alone into it, one a line")
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadRequest(f"{path} is no text; write the names of the people into it, one a line") from None
    names = [re.split("[,;\t]", line)[0].strip() for line in lines if not line.startswith("#")]
    found = tuple(name for name in names if name and (name.lower() != "name" or name != names[0]))
    if not found:
        raise BadRequest(f"{path} names nobody; write one name a line")
    return found


def judged_paths(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the paths of the judgements that anybody gave a number of their own, in the order asked."""
    return tuple(dict.fromkeys(str(setting) for person in people for setting in person.settings))


def comment_on(person: Person, path: str) -> str | None:
    """Return what a person wrote beside a judgement, by its path; weights are under `weights.CRITERION`."""
    kind, name, *_ = path.split(".")
    question = {"futures": f"chance.{name}", "weights": f"swing.{name}"}.get(kind, f"{JUDGEMENT}{path}")
    return person.comments.get(question)


def load_answers(path: Path) -> ParsedFile:
    """Return the answers of a file, or of the e-mail saved in it.

    Raises:
        BadRequest: the e-mail holds no answers.
        FaultyFile: the answers are at fault.
        OSError: the file cannot be read.
    """
    if path.suffix.lower() == ".msg":
        raise BadRequest(
            f"{path} is an e-mail as Outlook keeps it; save its attachment, or the e-mail as text"
        )
    if path.suffix.lower() not in _MAIL_SUFFIXES:
        return load_file(path, "answers")
    text = answers_in_mail(path)
    if text is None:
        raise BadRequest(f"the e-mail {path} holds no answers; ask for the file as an attachment")
    node, problems = parse_yaml(text, str(path))
    if node is None or select_errors(problems):
        damage = f"the answers in the e-mail {path} are damaged: {problems[0].message}"
        raise BadRequest(f"{damage}; or ask for the file as an attachment")
    return validate_node(node, "answers", problems)


def answers_in_mail(path: Path) -> bytes | None:
    """Return the answers file in an e-mail, or in its text; None where it holds none.

    Raises:
        BadRequest: the e-mail is larger than any that holds answers.
        OSError: it cannot be read.
    """
    mail = read_regular_file(path, _LARGEST_MAIL + 1)
    if len(mail) > _LARGEST_MAIL:
        raise BadRequest(f"the e-mail {path} is larger than 16 MiB; save the answers attached to it alone")
    if path.suffix.lower() == ".txt":
        return _pasted(mail.decode("utf-8-sig", errors="replace"))
    message: EmailMessage = message_from_bytes(mail, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    for part in parts:
        if (part.get_filename() or "").lower().endswith(SUFFIXES):
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    bodies = [_text_of(part) for part in parts if part.get_content_type() == "text/plain"]
    pages = [_text_of(part) for part in parts if part.get_content_type() == "text/html"]
    bodies += [unescape(_TAG.sub("", _BREAK.sub("\n", page))) for page in pages]
    return next((found for body in bodies if (found := _pasted(body)) is not None), None)


def _text_of(part: EmailMessage) -> str:
    """Return the text of a part, read as UTF-8 where its encoding is unknown."""
    try:
        return str(part.get_content())
    except LookupError:
        return bytes(part.get_payload(decode=True)).decode("utf-8", "replace")


def _pasted(body: str) -> bytes | None:
    """Return the answers file pasted into a text, each of its lines whole again."""
    body = body.replace("\u00a0", " ").replace("\ufeff", "")  # as mail programs write spaces
    lines = [_QUOTE.sub("", line).rstrip() for line in body.splitlines()]
    start = next((index for index, line in enumerate(lines) if _START.match(line.lstrip())), None)
    if start is None:
        return None
    indent = lines[start][: -len(lines[start].lstrip())]
    whole: list[str] = []
    for line in (line.removeprefix(indent) for line in lines[start:]):
        if _LINE.match(line):
            whole.append(line)
        elif line and whole and not whole[-1].endswith("}"):
            whole[-1] += f" {line.strip()}"
        elif line:
            break
    return "\n".join([*whole, ""]).encode()
