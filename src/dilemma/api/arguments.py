"""Arguments of the library's functions: what a caller may write, as the one form the rooms below work with.

A caller of the library has no terminal that turns everything into text, so a number in place of a list or a
text in place of a number gets here. Each is refused with an error of the project that says what is wanted;
left alone, it would end in a `TypeError` far below, or worse: a text is a sequence of its letters.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import contextmanager
from errno import ENOENT
from numbers import Integral, Real
from pathlib import Path
from reprlib import Repr
from typing import TYPE_CHECKING, Any, TypeAlias

from dilemma.analysis.core.run import Run
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.request import RunRequest
from dilemma.errors import BadObservation, BadRequest, BadSetting, UnusablePath
from dilemma.scenario.library import Library, standard_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.errors import DilemmaError

Name: TypeAlias = "str | Path"
"""A scenario, profile, framework or observations file, by name or path."""
Settings: TypeAlias = "Mapping[str, object] | Sequence[str]"
"""What-ifs: `{"futures.rupture.chance": 0.3}` or `["futures.rupture.chance=0.3"]`."""
Signposts: TypeAlias = "Mapping[str, bool] | Sequence[str]"
"""Signposts looked for: `{"N6": True, "N1": False}`, or `["N6"]` for those observed."""

_SHORT = Repr()
_SHORT.maxother = _SHORT.maxstring = 60  # characters of a value that a message quotes


@contextmanager
def usable_paths() -> Iterator[None]:
    """Let a function of the front refuse a path with an error of the project where the system refuses it.

    What the rooms below meet stays an `OSError`: they go on without the file, or hand the error on as data.

    Raises:
        UnusablePath: a path is missing, of the wrong kind or forbidden, or the current folder is gone.
    """
    try:
        yield
    except OSError as error:
        # What has no path, such as a connection that an executor lost, is not about a path.
        if isinstance(error, UnusablePath) or (error.filename is None and error.errno != ENOENT):
            raise
        raise UnusablePath(error.errno, error.strerror, error.filename) from error


def name_argument(parameter: str, value: object) -> str:
    """Return a name or path as text.

    Raises:
        BadRequest: it is neither a text nor a path, it is empty, or no file can be called so.
    """
    # A path without a folder and an ending would be taken for a name.
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
        value = value if not isinstance(value, str) or Path(value).name != value else os.path.join(".", value)
    if not isinstance(value, str):
        raise BadRequest(f"`{parameter}` is a name or a path; it cannot be {_quote(value)}")
    if not value.strip():
        raise BadRequest(
            f"`{parameter}` is a name or a path; it cannot be empty; `dilemma list` shows the names"
        )
    try:
        is_possible = b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:  # half a character of UTF-16
        is_possible = False
    if not is_possible:
        raise BadRequest(f"`{parameter}` is a name or a path; no file can be called {_quote(value)}")
    return value


def optional_name(parameter: str, value: object) -> str | None:
    """Return a name or path as text; None for none."""
    return None if value is None else name_argument(parameter, value)


def name_list(parameter: str, values: object, example: str) -> tuple[str, ...]:
    """Return several names or paths as texts.

    Raises:
        BadRequest: it is one text, or holds something that is neither a text nor a path.
    """
    entries = enumerate(_entries(parameter, values, example))
    return tuple(name_argument(f"{parameter}[{index}]", value) for index, value in entries)


def settings_list(settings: object, parameter: str = "settings") -> tuple[str, ...]:
    """Return what-ifs as they would be typed, each `PATH=VALUE`.

    Raises:
        BadSetting: they are one text, or hold what is no text, or a value that no file can hold.
    """
    example = "`['futures.rupture.chance=0.3']` or a mapping such as `{'futures.rupture.chance': 0.3}`"
    if not isinstance(settings, Mapping):
        return text_list(parameter, settings, example, BadSetting)
    paths = text_list(parameter, list(settings), example, BadSetting)
    return tuple(f"{path}={_typed_value(path, settings[path])}" for path in paths)


def grid_list(vary: object) -> tuple[str, ...]:
    """Return what-ifs of several values as they would be typed; a list is the values, not a range.

    Raises:
        BadSetting: as for `settings_list`.
    """
    if isinstance(vary, Mapping):
        vary = {
            path: ",".join(_typed_value(path, value) for value in values)
            if isinstance(values, (list, tuple))
            else values
            for path, values in vary.items()
        }
    return settings_list(vary, "vary")


def text_list(
    parameter: str, values: object, example: str, error: type[DilemmaError] = BadRequest
) -> tuple[str, ...]:
    """Return several texts, such as ids.

    Raises:
        DilemmaError: of the class given, where it is one text, or holds what is no text.
    """
    texts = tuple(_entries(parameter, values, example, error))
    for text in texts:
        if not isinstance(text, str):
            raise error(f"`{parameter}` is a list such as {example}; it cannot hold {_quote(text)}")
    return texts


def number_argument(parameter: str, value: object, error: type[DilemmaError] = BadRequest) -> float | None:
    """Return a number; None for none.

    Raises:
        DilemmaError: of the class given, where it is no number.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Real):
        raise error(f"`{parameter}` is a number; it cannot be {_quote(value)}")
    try:
        return float(value)
    except OverflowError:
        raise error(f"`{parameter}` is a number; {_quote(value)} is too large") from None


def amounts(parameter: str, values: object) -> dict[str, float]:
    """Return numbers by name; nothing for None.

    Raises:
        BadRequest: it is no mapping of names to numbers.
    """
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise BadRequest(f"`{parameter}` maps names to numbers; it cannot be {_quote(values)}")
    numbers = {}
    for name, value in values.items():
        number = number_argument(f"{parameter}[{name!r}]", value)
        if not isinstance(name, str) or number is None:
            raise BadRequest(f"`{parameter}` maps names to numbers; it cannot hold {_quote({name: value})}")
        numbers[name] = number
    return numbers


def switch(parameter: str, value: object) -> bool:
    """Return a yes or no.

    Raises:
        BadRequest: it is something else; a word is not taken for a yes.
    """
    if not isinstance(value, bool):
        raise BadRequest(f"`{parameter}` is True or False; it cannot be {_quote(value)}")
    return value


def request_argument(
    *,
    profile: object = None,
    settings: object = (),
    share: object = None,
    seen: object = (),
    observed: object = None,
    wrong: object = (),
    endogenous: object = False,
    run: object = None,
) -> RunRequest:
    """Return the arguments that most functions share as one request.

    Raises:
        BadRequest, BadSetting, BadObservation: an argument is of the wrong kind.
    """
    profile = optional_name("profile", profile)
    return RunRequest(
        profiles=() if profile is None else (profile,),
        settings=settings_list(settings),
        share=number_argument("share", share, BadSetting),
        evidence=evidence_argument(seen, observed, wrong),
        endogenous=switch("endogenous", endogenous),
        run=run_argument(run),
    )


def evidence_argument(seen: object, observed: object, wrong: object) -> EvidenceRequest:
    """Return the evidence of a request.

    Raises:
        BadObservation: `seen` is neither a mapping nor a list of signposts.
        BadRequest: `observed` is no name, or `wrong` no list of ids.
    """
    return EvidenceRequest(
        seen=_signposts(seen),
        observed=optional_name("observed", observed),
        wrong=text_list("wrong", wrong, "`['congress']`"),
    )


def run_argument(run: object) -> Run:
    """Return how a run is made; the defaults for None.

    Raises:
        BadRequest: it is no `Run`.
    """
    if run is not None and not isinstance(run, Run):
        raise BadRequest(f"`run` is a `dilemma.Run`, such as `Run(seed=7)`; it cannot be {_quote(run)}")
    return run or Run()


def library_argument(library: object) -> Library:
    """Return where files are looked up; the standard places for None.

    Raises:
        BadRequest: it is no `Library`.
    """
    if library is None:
        return standard_library()
    if not isinstance(library, Library) or not all(isinstance(root, Path) for root in library.roots):
        example = "`Library((Path('scenarios'),))` of `dilemma.scenario.library`"
        raise BadRequest(f"`library` is a library, such as {example}; it cannot be {_quote(library)}")
    return library


def _signposts(seen: object) -> dict[str, bool]:
    """Return what was seen of each signpost; those of a list were observed."""
    example = "`['N6']` or a mapping such as `{'N6': True, 'N1': False}`"
    if not isinstance(seen, Mapping):
        return dict.fromkeys(text_list("seen", seen, example, BadObservation), True)
    # That each value is a yes or no is checked by the request itself.
    return {signpost: seen[signpost] for signpost in text_list("seen", list(seen), example, BadObservation)}


def _entries(
    parameter: str, values: object, example: str, error: type[DilemmaError] = BadRequest
) -> list[Any]:
    """Return the entries of a list, or of anything else that is gone through; nothing for None."""
    if values is None:
        return []
    if isinstance(values, str | bytes | os.PathLike):
        raise error(f"`{parameter}` is a list such as {example}, not one text; write [{_quote(values)}]")
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        raise error(f"`{parameter}` is a list such as {example}; it cannot be {_quote(values)}")
    # A set has no order, and the same request must give the same result in every process.
    return sorted(values, key=str) if isinstance(values, Set) else list(values)


def _typed_value(path: str, value: object) -> str:
    """Return the value of a what-if as it would be typed: a text as it is, the rest as YAML."""
    return value if isinstance(value, str) else _flow_value(path, value)


def _flow_value(path: str, value: object) -> str:
    """Return a value as YAML on one line."""
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    if isinstance(value, Mapping):
        items = (f"{_flow_value(path, str(key))}: {_flow_value(path, value[key])}" for key in value)
        return f"{{{', '.join(items)}}}"
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return f"[{', '.join(_flow_value(path, item) for item in value)}]"
    raise BadSetting(f"the value of `{path}` is a number, a text, a list or a mapping, not {_quote(value)}")


def _quote(value: object) -> str:
    """Return a value as Python would show it, cut to what a message has room for."""
    return _SHORT.repr(value)
