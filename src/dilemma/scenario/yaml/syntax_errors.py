"""Syntax errors of PyYAML's two parsers, in the author's terms and at the author's line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.scenario.problems import Problem, Span
from dilemma.scenario.yaml.refusals import (
    IMPOSSIBLE_ESCAPE,
    alias,
    anchor,
    bad_escape,
    find_directive,
    invisible_character,
    second_document,
    tab_indentation,
    tag,
)
from dilemma.scenario.yaml.text import first_invisible, quote_text

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from dilemma.scenario.yaml.nodes import SourceMap

_WORD = re.compile(r"!<[^>\s]*>|[^\s,\[\]{}]*")
_TIGHT_COLON = re.compile(r"\s*(?:- +)*([\w-]+):(\S.*)")


@dataclass(frozen=True, slots=True)
class _Complaint:
    """A parser's complaint: its words, its offset, and the offset where the construct in question began."""

    words: str
    offset: int
    context_offset: int | None
    source_map: SourceMap

    @property
    def character(self) -> str:
        """The character complained of; empty at the end of the file."""
        return self.source_map.text[self.offset : self.offset + 1]

    @property
    def opening(self) -> str:
        """A phrase for the line on which the text, list or mapping in question began."""
        return (
            ""
            if self.context_offset is None
            else f"opened on line {self.source_map.line(self.context_offset)}"
        )

    def problem(self, message: str) -> Problem:
        """Return a syntax error at the character complained of."""
        return Problem(self.source_map.span(self.offset, self.offset + 1), "yaml-syntax", message)


def explain_syntax_error(error: yaml.MarkedYAMLError, source_map: SourceMap) -> Problem:
    """Return the problem for a parser's complaint, the same one whichever of the two parsers complains."""
    # A complaint may carry only the mark of its context, or none at all.
    mark = error.problem_mark or error.context_mark
    complaint = _Complaint(
        f"{error.context or ''}: {error.problem or ''}".lower(),
        # A file may end before the place complained of; then the end of its last line with text is meant.
        min(mark.index if mark else 0, len(source_map.text.rstrip())),
        error.context_mark.index if error.context_mark else None,
        source_map,
    )
    explain = next((rule for words, rule in _RULES if re.search(words, complaint.words)), _unknown_complaint)
    return complaint.problem(explain.format(complaint)) if isinstance(explain, str) else explain(complaint)


def _token_start(complaint: _Complaint) -> Problem:
    # Both parsers use the same words for a tab and for a character that cannot begin anything.
    if complaint.character != "\t":
        return _bad_start(complaint)
    return tab_indentation(complaint.source_map.span(complaint.offset, complaint.offset + 1))


def _bad_start(complaint: _Complaint) -> Problem:
    return complaint.problem(f"text cannot begin with {quote_text(complaint.character)}; put it in quotes")


def _property_or_alias(complaint: _Complaint) -> Problem:
    """Explain an alias, anchor or tag that is not even well formed, as Markdown's `*emphasis*` makes one."""
    start = complaint.offset if complaint.context_offset is None else complaint.context_offset
    match = _WORD.match(complaint.source_map.text, start)
    end = match.end() if match else start
    refuse = {"*": alias, "&": anchor}.get(complaint.source_map.text[start : start + 1], tag)
    return refuse(complaint.source_map.span(start, end), complaint.source_map.text[start:end])


def _second_colon(complaint: _Complaint) -> Problem:
    """Explain a second `: ` on a line, as in prose, or a key where the text above has not ended."""
    before = complaint.source_map.before(complaint.offset)
    # An earlier colon on the line makes this one part of a sentence.
    if re.search(r":\s", before):
        return complaint.problem("`: ` inside text makes YAML read another key; put the text in quotes")
    # The last line with text before the complaint's.
    text = complaint.source_map.text[: complaint.source_map.line_start(complaint.offset)].rstrip()
    start = text.rfind("\n") + 1
    indent = len(text) - start - len(text[start:].lstrip(" "))
    above = complaint.source_map.first_line(start + indent) if text else None
    return (above and _malformed_key(above)) or complaint.problem(
        "this key is read as part of the text above it; indent it like the keys around it, "
        "or put text of several lines in quotes"
    )


def _missing_colon(complaint: _Complaint) -> Problem:
    """Explain a line among keys without `: `."""
    start = complaint.offset if complaint.context_offset is None else complaint.context_offset
    span = complaint.source_map.first_line(start)
    return _malformed_key(span) or Problem(
        span,
        "yaml-syntax",
        f"{quote_text(_text_of(span))} stands among keys but has no `: `; write `key: value`",
    )


def _malformed_key(span: Span) -> Problem | None:
    """Explain a key with no space after its colon, or with an invisible character in that place."""
    line = _text_of(span)
    character = first_invisible(line)
    if character:
        column = span.column + line.index(character)
        return invisible_character(Span(span.source, span.line, column, column + 1), character, "this line")
    # A key, after any `- `, whose colon is followed directly by the value.
    tight = _TIGHT_COLON.fullmatch(line)
    if not tight:
        return None
    suggestion = quote_text(f"{tight[1]}: {tight[2]}")
    return Problem(span, "yaml-syntax", f"a key and its value need a space between them; write {suggestion}")


def _text_of(span: Span) -> str:
    return span.source.line(span.line)[span.column - 1 : span.end - 1]


def _escape(complaint: _Complaint) -> Problem:
    # The complaint is about a character of the escape, somewhere after its backslash.
    start = complaint.source_map.text.rfind("\\", 0, complaint.offset + 1)
    match = re.compile(IMPOSSIBLE_ESCAPE).match(complaint.source_map.text, start)
    return bad_escape(complaint.source_map, start, match.end() if match else start + 2)


def _unclosed_brackets(complaint: _Complaint) -> Problem:
    """Explain a list or mapping in brackets that goes on without a comma, or never ends."""
    kind, close = ("list", "]") if "sequence" in complaint.words else ("mapping", "}")
    continuation = f", not {quote_text(complaint.character)}" if complaint.character.strip() else ""
    return complaint.problem(f"the {kind} {complaint.opening} needs a `,` or `{close}` here{continuation}")


def _missing_value(complaint: _Complaint) -> Problem:
    continuation = (
        f", not {quote_text(complaint.character)}" if complaint.character.strip() else " before the end"
    )
    return complaint.problem(f"a value must stand here{continuation}")


def _misplaced_line(complaint: _Complaint) -> Problem:
    """Explain text after closing quotes, an item among keys, a key among items, or an odd indentation."""
    if complaint.source_map.before(complaint.offset).rstrip().endswith(("'", '"')):
        return complaint.problem(
            "text goes on after its closing quote; put all of it in quotes, and double any `'` inside"
        )
    return complaint.problem(
        f"this line does not belong to the block {complaint.opening}; indent it like the lines around it, "
        "or put text of several lines in quotes"
    )


def _directive(complaint: _Complaint) -> Problem:
    return find_directive(complaint.source_map, complaint.offset + 1) or _unknown_complaint(complaint)


def _text_after_end(complaint: _Complaint) -> Problem:
    # After `...` YAML expects another document.
    if re.search(r"^\.\.\.\s", complaint.source_map.text[: complaint.offset], re.MULTILINE):
        return second_document(complaint.source_map.span(complaint.offset, complaint.offset + 1))
    return complaint.problem("text goes on after the file's one value has ended; a file holds one mapping")


def _unknown_complaint(complaint: _Complaint) -> Problem:
    # Whatever neither parser is known to say still reaches the author, in the parser's own words.
    _, _, words = complaint.words.rpartition(": ")
    return complaint.problem(f"YAML cannot be read from here on: {words}")


# Patterns that match the words of both parsers for one fault, and what explains it. The first match counts,
# so narrow patterns come before wide ones.
_RULES: tuple[tuple[str, str | Callable[[_Complaint], Problem]], ...] = (
    (r"cannot start any token|found a tab", _token_start),
    (r"directive|incompatible", _directive),
    (r"scanning an (alias|anchor)|(scanning|parsing) a tag|undefined tag handle", _property_or_alias),
    (r"mapping values are not allowed", _second_colon),
    (r"could not find expected ':'", _missing_colon),
    (r"found unexpected ':'", "a `:` inside brackets needs a space behind it; write `key: value`"),
    (r"escape|hexdecimal", _escape),
    (r"quoted scalar: found unexpected end", "the file ends inside quotes {0.opening}; close them"),
    (
        r"quoted scalar: found unexpected document",
        "a document ends or begins inside quotes {0.opening}; close them above",
    ),
    (r"flow (sequence|mapping): .*expected ','", _unclosed_brackets),
    (r"node content", _missing_value),
    (r"block (mapping|collection): ", _misplaced_line),
    (
        r"entries are not allowed",
        "a list cannot begin on this line; begin it on the next, or put text that begins with `- ` in quotes",
    ),
    (r"mapping keys are not allowed", "text cannot begin with `? `; put it in quotes"),
    (r"<document start>", _text_after_end),
    (r"scanning a block scalar", "text after `|` or `>` begins on the next line; move it there"),
)
