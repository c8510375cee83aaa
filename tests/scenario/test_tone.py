"""The tone of what is shipped: nothing that reads as interference in another state's politics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.builders import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = sorted(path for path in SHIPPED.rglob("*.yaml") if path.parent.name != "sources")
SCENARIOS = sorted(SHIPPED.glob("*.yaml"))

# What a foreign ministry could not have said of another state, in words or in patterns.
REFUSED = {
    "taking a side in an election": r"\bfront-runner\b|\bopposition pledges\b|\bswing (state|voter)",
    "working on another parliament": r"\b(work|lean|press) (on|with) (members of )?Congress\b|\blobby",
    "steering money or votes": r"\bsteer\w* (investment|money|votes)|\bbuy\w* (votes|support)|\bbrib",
    "turning people on their government": r"\bagainst (the|their) (president|administration|White House)\b",
    "pitting one against another": r"\bplay\w* off\b|\bdrive a wedge\b|\bundermine (the )?(president|admin)",
    "appointments for money": r"\bcandidates? for posts?\b|\bposts? in return\b",
    "insult": r"\bvillain|\bbully|\bbullies|\bpander|\bappease|\bblackmail|\bthug|\bregime change|\btopple",
}
# An act that touches the politics of another state says how it is handled: openly, by those whose task it is.
DOMESTIC = re.compile(r"\b(Congress\w*|senators?|governors?|mayors?|districts?|states and cities)\b")
HANDLED = re.compile(r"in the open|through the embassy|through embassies|openly", re.IGNORECASE)


def texts(node: Any) -> Iterator[str]:
    """Yields every text of a file."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def faults(text: str) -> list[str]:
    """What is wrong with a text, by the name of the pattern."""
    return [name for name, pattern in REFUSED.items() if re.search(pattern, text, re.IGNORECASE)]


def unhandled(file: Any) -> list[str]:
    """The acts of a scenario that touch another state's politics and do not say how they are handled."""
    acts = [act for option in file["options"].values() for act in option.get("does") or ()]
    whole = [" ".join(texts(act)) for act in acts]
    return [text for text in whole if DOMESTIC.search(text) and not HANDLED.search(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_text_reads_as_interference(path: Path) -> None:
    """Options, reasons, signposts and profiles could be read aloud to the government they speak of."""
    found = {
        text: faults(text) for text in texts(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    }
    assert not {text: names for text, names in found.items() if names}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_acts_on_domestic_politics_say_how_they_are_handled(path: Path) -> None:
    """Whoever meets members of Congress, governors or services does so in the open, and the act says it."""
    assert not unhandled(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


@pytest.mark.parametrize(
    "text",
    [
        "Back U.S. candidates for posts in return for paid dues.",
        "Steer investment to districts.",
        "Work with Congress on the bar to withdrawal.",
        "Front-runner of the opposition pledges to restore it.",
        "A clear villain helps.",
    ],
)
def test_sentences_once_shipped_are_refused(text: str) -> None:
    """The sentences that a reader found fault with would not pass again."""
    assert faults(text)


def test_an_act_without_handling_is_found() -> None:
    """The second rule sees a bare act and accepts the same act once it says how it is handled."""
    bare, open_act = (
        "Meet members of Congress.",
        {"act": "Meet members of Congress.", "owner": "Embassy, in the open"},
    )
    assert unhandled({"options": {"enmesh": {"does": [bare, open_act]}}}) == [bare]
