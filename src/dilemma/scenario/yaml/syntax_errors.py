"""Problems for what YAML allows and a scenario file does not.

Syntax errors of PyYAML's two parsers, in the author's terms and at the author's line.

Checks of a text, a key or a value before it becomes part of a tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Problem, Span
from dilemma.scenario.yaml.nodes import yaml_1_1_reading
from dilemma.scenario.yaml.text import FORBIDDEN_CHARACTERS, first_invisible, name_character, quote_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import yaml

    from dilemma.scenario.yaml.nodes import Node, Scalar, SourceMap


MOST_LEVELS = 40
"""Lists and mappings that may stand inside one another, the outermost counted."""

MOST_NODES = 200_000
"""Keys, values, lists and mappings that a file may hold together."""


def duplicate_key(span: Span, key: str, first: Span) -> Problem:
    """Return the problem of a key given twice in one mapping, located at the second of the two."""
    return Problem(
        span,
        "duplicate-key",
        f"key {quote_text(key)} is given twice in this mapping, "
        f"first on line {first.line}, column {first.column}; keep one of the two",
    )


def merge_key(span: Span) -> Problem:
    """Return the problem of a `<<` that would take another mapping's keys."""
    return Problem(span, "merge-key", "merge key `<<` is not allowed; write the keys themselves here")


def complex_key(span: Span) -> Problem:
    """Return the problem of a list or mapping where a key should stand."""
    return Problem(
        span,
        "complex-key",
        "a key must be text, not a list or mapping; put text that begins with `[` or `{` in quotes",
    )


def invisible_character(span: Span, character: str, where: str) -> Problem:
    """Return the problem of an invisible character in a key or beside a colon."""
    return Problem(
        span,
        "invisible-character",
        f"{where} holds the invisible character {name_character(character)}; delete it",
    )


def control_character(span: Span, character: str) -> Problem:
    """Return the problem of a character that no text may hold."""
    return Problem(
        span, "control-character", f"character {name_character(character)} is not allowed; delete it"
    )


def alias(span: Span, word: str) -> Problem:
    """Return the problem of a `*name`, or of text that begins like one."""
    return Problem(
        span,
        "alias",
        f"alias {quote_text(word)} is not allowed; "
        "write the value itself, or put text that begins with `*` in quotes",
    )


def anchor(span: Span, word: str) -> Problem:
    """Return the problem of an `&name`, or of text that begins like one."""
    return Problem(
        span,
        "anchor",
        f"anchor {quote_text(word)} is not allowed; remove it, or put text that begins with `&` in quotes",
    )


def tag(span: Span, word: str) -> Problem:
    """Return the problem of a `!name`, or of text that begins like one."""
    return Problem(
        span,
        "tag",
        f"tag {quote_text(word)} is not allowed; remove it, or put text that begins with `!` in quotes",
    )


def not_finite(span: Span, text: str) -> Problem:
    """Return the problem of an infinity or NaN, written as such or as a number beyond all floats."""
    wrong = "too large a number" if text.strip("+-")[:1].isdigit() else "not a finite number"
    return Problem(span, "not-finite", f"{quote_text(text)} is {wrong}; write a finite one")


def yaml_1_1(span: Span, text: str, value: Scalar, old_value: str) -> Problem:
    """Return the warning for a plain value that means one thing here and another to a YAML 1.1 tool."""
    our_reading, suggestion = "text", "; put it in quotes"
    if not isinstance(value, str):
        our_reading, suggestion = f"`{value}`", "" if yaml_1_1_reading(f"{value}") else f"; write `{value}`"
    old_reading = old_value if old_value == "text" else f"`{old_value}`"
    message = f"{quote_text(text)} means {our_reading} here, but YAML 1.1 tools read it as {old_reading}{suggestion}"
    return Problem(span, "yaml-1.1", message, severity="warning")


def tab_indentation(span: Span) -> Problem:
    """Return the problem of a tab among the spaces that indent a line."""
    return Problem(span, "tab-indentation", "a tab stands where YAML counts spaces; use spaces")


def too_deep(span: Span) -> Problem:
    """Return the problem of one list or mapping too many inside the others."""
    return Problem(
        span,
        "too-deep",
        f"lists and mappings stand more than {MOST_LEVELS} deep in one another; flatten them",
    )


def too_many_nodes(span: Span) -> Problem:
    """Return the problem of one key or value too many."""
    return Problem(
        span, "too-many-nodes", f"the file holds more than {MOST_NODES:,} keys and values; split it"
    )


def second_document(span: Span) -> Problem:
    """Return the problem of another document in the same file."""
    return Problem(
        span,
        "second-document",
        "a second document begins here, but a file holds one; move it to a file of its own",
    )


def not_a_mapping(span: Span, node: Node | None) -> Problem:
    """Return the problem of a file whose top is not a mapping of keys to values."""
    value = node.value if node else None
    content = (
        "a list" if isinstance(value, list) else "nothing" if value in (None, "") else quote_text(f"{value}")
    )
    return Problem(span, "not-a-mapping", f"the file holds {content}; write `key: value` lines")


_WORD = re.compile(r"!<[^>\s]*>|[^\s,\[\]{}]*")
_IMPOSSIBLE_ESCAPE = re.compile(
    r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000|0010)[0-9a-fA-F]{8}"
)
_DIRECTIVE = re.compile("^%", re.MULTILINE)
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


def explain_error(error: yaml.MarkedYAMLError, source_map: SourceMap) -> Problem:
    """Return the problem for a parser's complaint, the same one whichever of the two parsers complains."""
    # A complaint may carry only the mark of its context, or none at all.
    mark = error.problem_mark or error.context_mark
    complaint = _Complaint(
        f"{error.context or ''}: {error.problem or ''}".lower(),
        _clamp_offset(mark.index if mark else 0, source_map),
        error.context_mark.index if error.context_mark else None,
        source_map,
    )
    explain = next((rule for words, rule in _RULES if re.search(words, complaint.words)), _unknown_complaint)
    return explain(complaint)


def impossible_escape(source_map: SourceMap, start: int) -> Problem:
    """Return the problem of the first escape after an offset that stands for half a character or none."""
    match = _IMPOSSIBLE_ESCAPE.search(source_map.text, start)
    return _bad_escape(source_map, match.start() if match else start, match.end() if match else start)


def find_directive(source_map: SourceMap, end: int) -> Problem | None:
    """Return the problem of the first YAML directive before an offset, such as `%YAML 1.1`."""
    match = _DIRECTIVE.search(source_map.text, 0, end)
    message = "a line that begins with `%` is a YAML directive, which is not allowed; remove it"
    return Problem(source_map.first_line(match.start()), "yaml-syntax", message) if match else None


def _clamp_offset(offset: int, source_map: SourceMap) -> int:
    """Return the offset, or the end of the last line with text where the file ends before it."""
    return min(offset, len(source_map.text.rstrip()))


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
    above = _line_above(complaint)
    return (above and _malformed_key(above)) or complaint.problem(
        "this key is read as part of the text above it; indent it like the keys around it, "
        "or put text of several lines in quotes"
    )


def _loose_colon(complaint: _Complaint) -> Problem:
    return complaint.problem("a `:` inside brackets needs a space behind it; write `key: value`")


def _line_above(complaint: _Complaint) -> Span | None:
    """Return the last line with text before the complaint's."""
    text = complaint.source_map.text[: complaint.source_map.line_start(complaint.offset)].rstrip()
    start = text.rfind("\n") + 1
    indent = len(text) - start - len(text[start:].lstrip(" "))
    return complaint.source_map.first_line(start + indent) if text else None


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
    match = _IMPOSSIBLE_ESCAPE.match(complaint.source_map.text, start)
    return _bad_escape(complaint.source_map, start, match.end() if match else start + 2)


def _bad_escape(source_map: SourceMap, start: int, end: int) -> Problem:
    word = source_map.text[start:end]
    return Problem(
        source_map.span(start, end),
        "yaml-syntax",
        f"{quote_text(word)} is not a character; write the character itself, or `\\\\` for a backslash",
    )


def _unclosed_quotes(complaint: _Complaint) -> Problem:
    return complaint.problem(f"the file ends inside quotes {complaint.opening}; close them")


def _marker_in_quotes(complaint: _Complaint) -> Problem:
    return complaint.problem(f"a document ends or begins inside quotes {complaint.opening}; close them above")


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


def _item_on_key_line(complaint: _Complaint) -> Problem:
    return complaint.problem(
        "a list cannot begin on this line; begin it on the next, or put text that begins with `- ` in quotes"
    )


def _question_mark(complaint: _Complaint) -> Problem:
    return complaint.problem("text cannot begin with `? `; put it in quotes")


def _directive(complaint: _Complaint) -> Problem:
    return find_directive(complaint.source_map, complaint.offset + 1) or _unknown_complaint(complaint)


def _text_after_end(complaint: _Complaint) -> Problem:
    # After `...` YAML expects another document.
    if re.search(r"^\.\.\.\s", complaint.source_map.text[: complaint.offset], re.MULTILINE):
        return second_document(complaint.source_map.span(complaint.offset, complaint.offset + 1))
    return complaint.problem("text goes on after the file's one value has ended; a file holds one mapping")


def _block_header(complaint: _Complaint) -> Problem:
    return complaint.problem("text after `|` or `>` begins on the next line; move it there")


def _unknown_complaint(complaint: _Complaint) -> Problem:
    # Whatever neither parser is known to say still reaches the author, in the parser's own words.
    _, _, words = complaint.words.rpartition(": ")
    return complaint.problem(f"YAML cannot be read from here on: {words}")


# Patterns that match the words of both parsers for one fault. The first match counts, so narrow patterns come
# before wide ones.
_RULES: tuple[tuple[str, Callable[[_Complaint], Problem]], ...] = (
    (r"cannot start any token|found a tab", _token_start),
    (r"directive|incompatible", _directive),
    (r"scanning an (alias|anchor)|(scanning|parsing) a tag|undefined tag handle", _property_or_alias),
    (r"mapping values are not allowed", _second_colon),
    (r"could not find expected ':'", _missing_colon),
    (r"found unexpected ':'", _loose_colon),
    (r"escape|hexdecimal", _escape),
    (r"quoted scalar: found unexpected end", _unclosed_quotes),
    (r"quoted scalar: found unexpected document", _marker_in_quotes),
    (r"flow (sequence|mapping): .*expected ','", _unclosed_brackets),
    (r"node content", _missing_value),
    (r"block (mapping|collection): ", _misplaced_line),
    (r"entries are not allowed", _item_on_key_line),
    (r"mapping keys are not allowed", _question_mark),
    (r"<document start>", _text_after_end),
    (r"scanning a block scalar", _block_header),
)


_MOST_FORBIDDEN = 1000
_TEXT_TAG = "tag:yaml.org,2002:str"
_PROPERTY = re.compile(r"\s+|#.*|!<[^>\s]*>|[&!][^\s,\[\]{}]*")
_TAB_INDENTATION = re.compile(r"^ *(\t)[ \t]*(?=[^\s#])", re.MULTILINE)


def check_characters(source_map: SourceMap) -> Iterator[Problem]:
    """Yield a problem for every run of forbidden characters; past a thousand the file is hopeless anyway."""
    for run in islice(FORBIDDEN_CHARACTERS.finditer(source_map.text), _MOST_FORBIDDEN):
        yield control_character(source_map.span(run.start(), run.end()), run[0][0])


def find_tab_indentation(source_map: SourceMap) -> dict[int, Problem]:
    """Return the problems of tabs that indent a line, by the offset at which the text of the line begins.

    Inside text that runs over several lines such a tab is the author's own and no fault, so a problem only
    counts if a key or value begins at its offset.
    """
    return {
        match.end(): tab_indentation(source_map.span(match.start(1), match.start(1) + 1))
        for match in _TAB_INDENTATION.finditer(source_map.text)
    }


def check_properties(event: Any, source_map: SourceMap) -> Iterator[Problem]:
    """Yield problems for the anchor before a value, and for a tag other than `!!str`."""
    if event.anchor is not None:
        span, word = _find_property("&", event.start_mark.index, source_map)
        yield anchor(span, word)
    if event.tag not in (None, _TEXT_TAG):
        span, word = _find_property("!", event.start_mark.index, source_map)
        yield tag(span, word)


def _find_property(sign: str, start: int, source_map: SourceMap) -> tuple[Span, str]:
    """Find the anchor or tag before a value by its sign, and return its location and its text."""
    match = _PROPERTY.match(source_map.text, start)
    # A tag, an anchor, comments and spaces may precede a value in any order; skip to the one wanted.
    while match and not match[0].startswith(sign):
        match = _PROPERTY.match(source_map.text, match.end())
    end = match.end() if match else start
    start = match.start() if match else start
    return source_map.span(start, end), source_map.text[start:end]


def check_key(text: str, span: Span, siblings: Mapping[str, Node], *, plain: bool) -> Problem | None:
    """Return the problem of a key, given the keys that its mapping already has."""
    # In quotes, `<<` is a key like any other.
    if plain and text == "<<":
        return merge_key(span)
    character = first_invisible(text)
    if character:
        return invisible_character(_locate_character(span, character), character, f"key {quote_text(text)}")
    return duplicate_key(span, text, siblings[text].at_key()) if text in siblings else None


def _locate_character(span: Span, character: str) -> Span:
    """Return the location of a character inside a span, or the whole span if it is written as an escape."""
    column = span.source.line(span.line).find(character, span.column - 1, span.end - 1)
    # A character written as an escape such as `\u200b` is not in the line itself.
    return span if column < 0 else Span(span.source, span.line, column + 1, column + 2)


def check_escapes(event: Any, text: str, source_map: SourceMap, span: Span) -> Problem | None:
    """Return the problem of a forbidden character that double quotes write as an escape.

    Raises:
        FaultyFile: the escape stands for half a character, beyond which libyaml cannot read.
    """
    # Those that stand in the text itself are reported already; only double quotes have escapes.
    match = FORBIDDEN_CHARACTERS.search(text) if event.style == '"' else None
    if not match:
        return None
    if "\ud800" <= match[0] < "\ue000":
        raise FaultyFile([impossible_escape(source_map, event.start_mark.index)])
    return control_character(span, match[0][0])
