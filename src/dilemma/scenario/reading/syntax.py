"""What PyYAML's two parsers complain of, said in the author's terms at the author's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem, Span
from dilemma.scenario.reading import faults
from dilemma.scenario.reading.characters import first_invisible, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from dilemma.scenario.reading.places import Places

_WORD = re.compile(r"!<[^>\s]*>|[^\s,\[\]{}]*")
_IMPOSSIBLE = re.compile(
    r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000|0010)[0-9a-fA-F]{8}"
)
_DIRECTIVE = re.compile("^%", re.MULTILINE)
_TIGHT_COLON = re.compile(r"\s*(?:- +)*([\w-]+):(\S.*)")


@dataclass(frozen=True, slots=True)
class _Complaint:
    """A parser's complaint: its words, where it stands, and where that began to go wrong."""

    words: str
    at: int
    since: int | None
    places: Places

    @property
    def character(self) -> str:
        """The character complained of; nothing at the end of the file."""
        return self.places.text[self.at : self.at + 1]

    @property
    def opened(self) -> str:
        """Where the text, list or mapping in question began."""
        return "" if self.since is None else f"opened on line {self.places.line(self.since)}"

    def problem(self, message: str) -> Problem:
        """A fault of syntax at the character complained of."""
        return Problem(self.places.span(self.at, self.at + 1), "yaml-syntax", message)


def explained(error: yaml.MarkedYAMLError, places: Places) -> Problem:
    """A parser's complaint as a problem: the same one, whichever of the two parsers complains."""
    mark = error.problem_mark or error.context_mark
    complaint = _Complaint(
        f"{error.context or ''}: {error.problem or ''}".lower(),
        _within(mark.index if mark else 0, places),
        error.context_mark.index if error.context_mark else None,
        places,
    )
    explain = next((rule for words, rule in _RULES if re.search(words, complaint.words)), _unexplained)
    return explain(complaint)


def impossible_escape(places: Places, start: int) -> Problem:
    """The first escape from an offset on that stands for half a character, or for none."""
    match = _IMPOSSIBLE.search(places.text, start)
    return _bad_escape(places, match.start() if match else start, match.end() if match else start)


def directive(places: Places, end: int) -> Problem | None:
    """The first line before an offset that speaks to YAML itself, such as `%YAML 1.1`, if there is one."""
    match = _DIRECTIVE.search(places.text, 0, end)
    message = "a line that begins with `%` is a YAML directive, which is not allowed; remove it"
    return Problem(places.first_line(match.start()), "yaml-syntax", message) if match else None


def _within(offset: int, places: Places) -> int:
    """The offset, or the end of the last line with text on it where the file ends before it."""
    return min(offset, len(places.text.rstrip()))


def _tab(complaint: _Complaint) -> Problem:
    if complaint.character != "\t":
        return _bad_start(complaint)
    return faults.tab_indentation(complaint.places.span(complaint.at, complaint.at + 1))


def _bad_start(complaint: _Complaint) -> Problem:
    return complaint.problem(f"text cannot begin with {quoted(complaint.character)}; put it in quotes")


def _reference(complaint: _Complaint) -> Problem:
    """An alias, anchor or tag that is not even well formed, as Markdown's `*emphasis*` makes it."""
    start = complaint.at if complaint.since is None else complaint.since
    match = _WORD.match(complaint.places.text, start)
    end = match.end() if match else start
    refuse = {"*": faults.alias, "&": faults.anchor}.get(complaint.places.text[start : start + 1], faults.tag)
    return refuse(complaint.places.span(start, end), complaint.places.text[start:end])


def _colon(complaint: _Complaint) -> Problem:
    """A second `: ` on a line, as prose has it, or a key where the text above has not ended."""
    before = complaint.places.before(complaint.at)
    if re.search(r":\s", before):
        return complaint.problem("`: ` inside text makes YAML read another key; put the text in quotes")
    above = _line_above(complaint)
    return (above and _not_quite_a_key(above)) or complaint.problem(
        "this key is read as part of the text above it; indent it like the keys around it, "
        "or put text of several lines in quotes"
    )


def _loose_colon(complaint: _Complaint) -> Problem:
    return complaint.problem("a `:` inside brackets needs a space behind it; write `key: value`")


def _line_above(complaint: _Complaint) -> Span | None:
    """The text of the last line before the complaint's that has any."""
    text = complaint.places.text[: complaint.places.line_start(complaint.at)].rstrip()
    start = text.rfind("\n") + 1
    indent = len(text) - start - len(text[start:].lstrip(" "))
    return complaint.places.first_line(start + indent) if text else None


def _no_colon(complaint: _Complaint) -> Problem:
    """A line among keys without `: `."""
    start = complaint.at if complaint.since is None else complaint.since
    place = complaint.places.first_line(start)
    return _not_quite_a_key(place) or Problem(
        place, "yaml-syntax", f"{quoted(_words(place))} stands among keys but has no `: `; write `key: value`"
    )


def _not_quite_a_key(place: Span) -> Problem | None:
    """A key and value with no space after the colon, or with a character there that only looks like one."""
    line = _words(place)
    hidden = first_invisible(line)
    if hidden:
        at = place.column + line.index(hidden)
        return faults.invisible_character(Span(place.source, place.line, at, at + 1), hidden, "this line")
    tight = _TIGHT_COLON.fullmatch(line)
    if not tight:
        return None
    remedy = quoted(f"{tight[1]}: {tight[2]}")
    return Problem(place, "yaml-syntax", f"a key and its value need a space between them; write {remedy}")


def _words(place: Span) -> str:
    return place.source.line(place.line)[place.column - 1 : place.end - 1]


def _escape(complaint: _Complaint) -> Problem:
    start = complaint.places.text.rfind("\\", 0, complaint.at + 1)
    match = _IMPOSSIBLE.match(complaint.places.text, start)
    return _bad_escape(complaint.places, start, match.end() if match else start + 2)


def _bad_escape(places: Places, start: int, end: int) -> Problem:
    word = places.text[start:end]
    return Problem(
        places.span(start, end),
        "yaml-syntax",
        f"{quoted(word)} is not a character; write the character itself, or `\\\\` for a backslash",
    )


def _unclosed_quotes(complaint: _Complaint) -> Problem:
    return complaint.problem(f"the file ends inside quotes {complaint.opened}; close them")


def _marker_in_quotes(complaint: _Complaint) -> Problem:
    return complaint.problem(f"a document ends or begins inside quotes {complaint.opened}; close them above")


def _in_brackets(complaint: _Complaint) -> Problem:
    """A list or mapping in brackets that goes on without a comma, or never ends."""
    kind, close = ("list", "]") if "sequence" in complaint.words else ("mapping", "}")
    found = f", not {quoted(complaint.character)}" if complaint.character.strip() else ""
    return complaint.problem(f"the {kind} {complaint.opened} needs a `,` or `{close}` here{found}")


def _no_value(complaint: _Complaint) -> Problem:
    found = f", not {quoted(complaint.character)}" if complaint.character.strip() else " before the end"
    return complaint.problem(f"a value must stand here{found}")


def _misplaced(complaint: _Complaint) -> Problem:
    """Text after closing quotes, an item among keys, a key among items, or a line indented like no other."""
    if complaint.places.before(complaint.at).rstrip().endswith(("'", '"')):
        return complaint.problem(
            "text goes on after its closing quote; put all of it in quotes, and double any `'` inside"
        )
    return complaint.problem(
        f"this line does not belong to the block {complaint.opened}; indent it like the lines around it, "
        "or put text of several lines in quotes"
    )


def _early_item(complaint: _Complaint) -> Problem:
    return complaint.problem(
        "a list cannot begin on this line; begin it on the next, or put text that begins with `- ` in quotes"
    )


def _question(complaint: _Complaint) -> Problem:
    return complaint.problem("text cannot begin with `? `; put it in quotes")


def _directive(complaint: _Complaint) -> Problem:
    return directive(complaint.places, complaint.at + 1) or _unexplained(complaint)


def _after_the_end(complaint: _Complaint) -> Problem:
    if re.search(r"^\.\.\.\s", complaint.places.text[: complaint.at], re.MULTILINE):
        return faults.second_document(complaint.places.span(complaint.at, complaint.at + 1))
    return complaint.problem("text goes on after the file's one value has ended; a file holds one mapping")


def _block_header(complaint: _Complaint) -> Problem:
    return complaint.problem("text after `|` or `>` begins on the next line; move it there")


def _unexplained(complaint: _Complaint) -> Problem:
    _, _, words = complaint.words.rpartition(": ")
    return complaint.problem(f"YAML cannot be read from here on: {words}")


# Words that both parsers use for one fault, in the order in which they are looked for.
_RULES: tuple[tuple[str, Callable[[_Complaint], Problem]], ...] = (
    (r"cannot start any token|found a tab", _tab),
    (r"directive|incompatible", _directive),
    (r"scanning an (alias|anchor)|(scanning|parsing) a tag|undefined tag handle", _reference),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_colon),
    (r"found unexpected ':'", _loose_colon),
    (r"escape|hexdecimal", _escape),
    (r"quoted scalar: found unexpected end", _unclosed_quotes),
    (r"quoted scalar: found unexpected document", _marker_in_quotes),
    (r"flow (sequence|mapping): .*expected ','", _in_brackets),
    (r"node content", _no_value),
    (r"block (mapping|collection): ", _misplaced),
    (r"entries are not allowed", _early_item),
    (r"mapping keys are not allowed", _question),
    (r"<document start>", _after_the_end),
    (r"scanning a block scalar", _block_header),
)
