"""Answers files in e-mails: attached, or pasted into the text, whose lines mail programs wrap and quote."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from html import unescape
from typing import TYPE_CHECKING

from dilemma.errors import BadRequest
from dilemma.scenario.library import SUFFIXES
from dilemma.scenario.parse import load_file, validate_node
from dilemma.scenario.problems import select_errors
from dilemma.scenario.yaml.parser import parse_yaml, read_regular_file

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from dilemma.scenario.parse import ParsedFile

MAIL_SUFFIXES = (".eml", ".txt")
_LARGEST_MAIL = 16 * 1024 * 1024
_QUOTE = re.compile(r"^(?:> ?)+")
_BREAK = re.compile(r"\s*<(?:br|/p|/div|/pre|/tr)\b[^>]*>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_START = re.compile(r"dilemma: ?1\s*$")
# What begins a line of an answers file; any other is the rest of the one before, cut by a mail program.
_LINE = re.compile(r"dilemma: |file: |scenario: |date: |person: |round: |basis: |steps:|\s*- \{ask: ")


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
    if path.suffix.lower() not in MAIL_SUFFIXES:
        return load_file(path, "answers")
    text = answers_in_mail(path)
    if text is None:
        raise BadRequest(f"the e-mail {path} holds no answers; ask for the file as an attachment")
    node, problems = parse_yaml(text, str(path))
    if node is None or select_errors(problems):
        raise BadRequest(f"the answers in the e-mail {path} are damaged: {problems[0].message}")
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
    lines = [_QUOTE.sub("", line).rstrip() for line in body.splitlines()]
    start = next((index for index, line in enumerate(lines) if _START.match(line)), None)
    if start is None:
        return None
    whole: list[str] = []
    for line in lines[start:]:
        if _LINE.match(line):
            whole.append(line)
        elif line and whole and not whole[-1].endswith("}"):
            whole[-1] += f" {line.strip()}"
        elif line:
            break
    return "\n".join([*whole, ""]).encode()
