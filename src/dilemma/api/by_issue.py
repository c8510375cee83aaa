"""What is typed about several issues at once, handed to each: `ISSUE:WHAT` to one, `WHAT` to all it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dilemma.errors import BadRequest, BadSetting, UnknownId
from dilemma.scenario.suggest import IDS, remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Something = TypeVar("Something")


def settings_by_issue(given: Sequence[str], issues: Iterable[str]) -> dict[str, list[str]]:
    """What-ifs by issue: `ISSUE:PATH=VALUE` goes to one, `PATH=VALUE` to all.

    Raises:
        BadSetting: the issue is none of these.
    """
    found: dict[str, list[str]] = {name: [] for name in issues}
    for text in given:
        path, equals, value = text.partition("=")
        issue, colon, rest = path.partition(":")
        if colon and issue.strip() not in found:
            raise BadSetting(f"there is no issue `{issue}`{remedy(issue, found)}")
        for name in [issue.strip()] if colon else found:
            found[name].append(f"{rest}{equals}{value}" if colon else text)
    return found


def ids_by_issue(
    given: Mapping[str, Something], known: Mapping[str, Collection[str]], kind: str
) -> dict[str, dict[str, Something]]:
    """What is said of ids, by issue: `ISSUE:ID` goes to one, `ID` to every issue that has it.

    Args:
        given: what is said, by id as typed.
        known: the ids of each issue.
        kind: what they are ids of, for the message.

    Raises:
        BadRequest: no issue has the id, there is no such issue, or two things are said of one id.
    """
    found: dict[str, dict[str, Something]] = {name: {} for name in known}
    for text, said in given.items():
        for issue, key in _places(text, known, kind):
            if found[issue].setdefault(key, said) != said:
                raise BadRequest(f"two things are said of {kind} `{key}` on `{issue}`; say one")
    return found


def own(key: str, issue: str) -> str | None:
    """The id that `ID` or `ISSUE:ID` means on an issue; None where it is another issue's."""
    of, colon, rest = key.partition(":")
    if not colon:
        return key
    return rest if of == issue else None


def _places(text: str, known: Mapping[str, Collection[str]], kind: str) -> list[tuple[str, str]]:
    """The issues and ids that a text means."""
    issue, colon, key = (part.strip() for part in text.partition(":"))
    if not colon:
        places = [(name, issue) for name, ids in known.items() if issue in ids]
        if not places:
            every = dict.fromkeys(each for ids in known.values() for each in ids)
            some = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
            raise UnknownId(
                f"no issue has {some} `{issue}`{remedy(issue, every, most=IDS)}", kind=kind, id=issue
            )
        return places
    if issue not in known:
        raise UnknownId(f"there is no issue `{issue}`{remedy(issue, known)}", kind="issue", id=issue)
    if key not in known[issue]:
        raise UnknownId(
            f"`{issue}` has no {kind} `{key}`{remedy(key, known[issue], most=IDS)}", kind=kind, id=key
        )
    return [(issue, key)]
