"""Requests about several issues, divided by issue: `ISSUE:WHAT` is for one, `WHAT` for all it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dilemma.errors import BadRequest, BadSetting, UnknownId
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Value = TypeVar("Value")


def settings_by_issue(texts: Sequence[str], issues: Iterable[str]) -> dict[str, list[str]]:
    """Return the what-ifs by issue: `ISSUE:PATH=VALUE` is for one, `PATH=VALUE` for all.

    Raises:
        BadSetting: there is no such issue.
    """
    by_issue: dict[str, list[str]] = {name: [] for name in issues}
    for text in texts:
        path, equals, value = text.partition("=")
        issue, colon, rest = path.partition(":")
        if colon and issue.strip() not in by_issue:
            raise BadSetting(f"there is no issue `{issue}`{suggest_word(issue, by_issue)}")
        for name in [issue.strip()] if colon else by_issue:
            by_issue[name].append(f"{rest}{equals}{value}" if colon else text)
    return by_issue


def ids_by_issue(
    values: Mapping[str, Value], known: Mapping[str, Collection[str]], kind: str
) -> dict[str, dict[str, Value]]:
    """Return values of ids, by issue: `ISSUE:ID` is for one, `ID` for every issue that has it.

    Args:
        values: values by id, as typed.
        known: the ids of each issue.
        kind: the kind of thing the ids name, for messages.

    Raises:
        BadRequest: no issue has the id, there is no such issue, or one id has two values.
    """
    by_issue: dict[str, dict[str, Value]] = {name: {} for name in known}
    for text, value in values.items():
        for issue, key in _find_ids(text, known, kind):
            if by_issue[issue].setdefault(key, value) != value:
                raise BadRequest(f"two things are said of {kind} `{key}` on `{issue}`; say one")
    return by_issue


def id_on_issue(key: str, issue: str) -> str | None:
    """Return the id that `ID` or `ISSUE:ID` means on an issue; None if it belongs to another issue."""
    of, colon, rest = key.partition(":")
    if not colon:
        return key
    return rest if of == issue else None


def _find_ids(text: str, known: Mapping[str, Collection[str]], kind: str) -> list[tuple[str, str]]:
    """Return the pairs of issue and id that a text means."""
    issue, colon, key = (part.strip() for part in text.partition(":"))
    if not colon:
        pairs = [(name, issue) for name, ids in known.items() if issue in ids]
        if not pairs:
            known_ids = dict.fromkeys(known_id for ids in known.values() for known_id in ids)
            noun = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
            raise UnknownId(
                f"no issue has {noun} `{issue}`{suggest_word(issue, known_ids, most=MOST_LISTED_IDS)}",
                kind=kind,
                id=issue,
            )
        return pairs
    if issue not in known:
        raise UnknownId(f"there is no issue `{issue}`{suggest_word(issue, known)}", kind="issue", id=issue)
    if key not in known[issue]:
        raise UnknownId(
            f"`{issue}` has no {kind} `{key}`{suggest_word(key, known[issue], most=MOST_LISTED_IDS)}",
            kind=kind,
            id=key,
        )
    return [(issue, key)]
