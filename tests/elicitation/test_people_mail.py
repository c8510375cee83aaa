"""Answers in e-mails: attached, or pasted and then wrapped and quoted by mail programs."""

from __future__ import annotations

from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING

import pytest

from dilemma.elicitation.people import answers_in_mail, expand_members, load_answers
from dilemma.errors import BadRequest

if TYPE_CHECKING:
    from pathlib import Path

COMMENT = "It is a long comment, with a comma and so many words that no mail program leaves it on one line."
ANSWERS = f"""\
# Answers of Zoë to a questionnaire; send this file back.
dilemma: 1
file: answers
scenario: "small"
date: 2025-03-02
person: {{name: "Zoë"}}
round: 1
steps:
  - {{ask: method, answer: "ranking"}}
  - {{ask: rank.1, answer: "norms cost standing", comment: "{COMMENT}"}}
  - {{ask: chance.storm, answer: "likely"}}
"""


def mail(text: str, *, attached: str | None = None) -> bytes:
    """An e-mail with a text and perhaps a file."""
    message = EmailMessage()
    message["Subject"] = "My answers"
    message.set_content(text)
    if attached is not None:
        message.add_attachment(
            attached.encode(), maintype="application", subtype="yaml", filename="small-zoe.answers.yaml"
        )
    return message.as_bytes()


def wrapped(text: str, width: int) -> str:
    """The text as a mail program breaks it: at the last space before the width, the rest at the margin."""
    lines = []
    for line in text.splitlines():
        rest = line
        while len(rest) > width and " " in rest[4:width]:
            cut = rest.rindex(" ", 4, width)
            lines.append(rest[:cut])
            rest = rest[cut + 1 :]
        lines.append(rest)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "data",
    [
        mail("Here they are.", attached=ANSWERS),
        mail(f"Dear all,\n\n{ANSWERS}\n\nBest\nZoë"),
        mail(f"Dear all,\n\n{wrapped(ANSWERS, 72)}\n--\nZoë"),
        mail(ANSWERS).replace(b"utf-8", b"x-none"),
        mail("On Monday you wrote:\n" + "".join(f"> {line}\n" for line in ANSWERS.splitlines())),
        b"Content-Type: text/html; charset=utf-8\n\n"
        + "".join(f"<div>{escape(line)}<br></div>\n" for line in ANSWERS.splitlines()).encode(),
    ],
    ids=["attached", "pasted", "wrapped", "unknown letters", "quoted", "as a page"],
)
def test_answers_are_found_in_an_e_mail(data: bytes, tmp_path: Path) -> None:
    """Whatever the mail program did, person, answers and comment are as they were sent."""
    path = tmp_path / "mail.eml"
    path.write_bytes(data)
    model = load_answers(path).model
    assert (model.person.name, model.scenario) == ("Zoë", "small")
    assert [(step.ask, step.answer, step.comment) for step in model.steps] == [
        ("method", "ranking", None),
        ("rank.1", "norms cost standing", COMMENT),
        ("chance.storm", "likely", None),
    ]
    assert list(expand_members([f"{tmp_path}/"])) == [path]


def test_the_text_of_an_e_mail_is_a_file_too(tmp_path: Path) -> None:
    """Pasted by hand, or saved with a suffix too many; a list of people in the folder is none."""
    for name, text in (
        ("zoe.txt", f"Dear all,\n\n{wrapped(ANSWERS, 72)}\nZoë"),
        ("z.answers.yaml.txt", ANSWERS),
        ("zo.txt", "Dear all,\n" + "".join(f"    {line}\n" for line in ANSWERS.splitlines())),
        ("z.txt", "\ufeff" + ANSWERS.replace(": ", ":\u00a0")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert load_answers(tmp_path / name).model.person.name == "Zoë"
    (tmp_path / "people.txt").write_text("Zoë\nBen\n", encoding="utf-8")
    paths = [tmp_path / name for name in ("z.answers.yaml.txt", "z.txt", "zo.txt", "zoe.txt")]
    assert list(expand_members([f"{tmp_path}/"])) == paths
    assert list(expand_members(map(str, paths))) == paths
    (tmp_path / "ben.msg").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(BadRequest, match="as Outlook keeps it"):
        load_answers(tmp_path / "ben.msg")
    assert tmp_path / "ben.msg" in list(expand_members([f"{tmp_path}/"]))


def test_an_e_mail_without_answers(tmp_path: Path) -> None:
    """A folder passes it over; by name it is refused."""
    path = tmp_path / "mail.eml"
    path.write_bytes(mail("I shall answer tomorrow."))
    assert answers_in_mail(path) is None
    assert list(expand_members([str(path)])) == [path]
    with pytest.raises(BadRequest, match="holds no answers"):
        load_answers(path)
    path.write_bytes(mail("dilemma: 1\nfile: answers\nscenario: [\n"))
    with pytest.raises(BadRequest, match="are damaged"):
        load_answers(path)
