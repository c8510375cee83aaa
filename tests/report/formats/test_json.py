"""Results as JSON: the contract's names and kinds, full precision, nothing that was not computed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import shipped_result

from dilemma import __version__
from dilemma.report.formats.json import to_json_object, write, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Golden

NUMBER, TEXT, TEXTS = (int, float), str, [str]
BY_ID = {"*": NUMBER}
# Section 3 of the design's page on output: what an assessment at central values must hold.
CONTRACT: dict[str, Any] = {
    "schema_version": int,
    "dilemma_version": TEXT,
    "scenario": {"id": TEXT, "title": TEXT, "as_of": TEXT},
    "profile": {"id": TEXT, "title": TEXT},
    "weights": BY_ID,
    "probabilities": BY_ID,
    "options": [
        {
            "id": TEXT,
            "stance": TEXT,
            "rank": int,
            "value": NUMBER,
            "values_by_future": BY_ID,
            "contributions": BY_ID,
            "worst_value": NUMBER,
            "max_regret": NUMBER,
            "expected_regret": NUMBER,
            "pole_values": BY_ID,
            "below_floor": TEXTS,
            "dominated_by": TEXTS,
        }
    ],
    "recommendation": {
        "option": TEXT,
        "runner_up": TEXT,
        "margin": NUMBER,
        "verdict": TEXT,
        "ties": TEXTS,
        "tie_break": {"rule": TEXT, "option": TEXT},
    },
    "rules": {
        "expected_value": TEXTS,
        "maximin": TEXTS,
        "minimax_regret": TEXTS,
        "laplace": TEXTS,
        "hurwicz": [{"from": NUMBER, "to": NUMBER, "option": TEXT}],
    },
    "screened": TEXTS,
    "who_chooses": [{"profile": TEXT, "option": TEXT, "margin": NUMBER}],
    "leave_one_out": {"*": TEXT},
    "windows": [{"id": TEXT, "date": TEXT}],
    "warnings": [{"code": TEXT, "message": TEXT}],
    "break_evens": [
        {"kind": TEXT, "of": TEXT, "now": NUMBER, "at": NUMBER, "winner": TEXT, "within_range": bool}
    ],
    "trade_off": [{"criterion": TEXT, "gain": NUMBER}],
    "dilemma_index": NUMBER,
    "information": {"evpi_futures": NUMBER},
}


def lacks(found: Any, wanted: Any, at: str = "") -> Iterator[str]:
    """Where a result is not what the contract wants."""
    if isinstance(wanted, dict):
        items = found.items() if "*" in wanted else ((key, found.get(key, ...)) for key in wanted)
        for key, value in items:
            yield from lacks(value, wanted.get(key, wanted.get("*")), f"{at}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(found, list):
            yield f"{at}: {found!r} is no list"
        else:
            for value in found:
                yield from lacks(value, wanted[0], f"{at}[]")
    elif not isinstance(found, wanted) or (isinstance(found, bool) and wanted is not bool):
        yield f"{at}: {found!r} is no {wanted}"


def paths(found: Any, ids: set[str], at: str = "") -> Iterator[str]:
    """Every name in a result, with the names above it; ids of the file are stars."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from paths(value, ids, f"{at}.*" if key in ids else f"{at}.{key}")
    elif isinstance(found, list):
        for value in found:
            yield from paths(value, ids, f"{at}[]")
    else:
        yield f"{at.lstrip('.')}: {_kind(found)}"


def ids_of(found: Any) -> set[str]:
    """The ids in a result that its file chose, not the contract; and the poles."""
    options = {option["id"] for option in found["options"]}
    return {*options, *found["weights"], *found["probabilities"], "leadership", "order", "own"}


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return "number" if isinstance(value, int | float) else "text"


@pytest.mark.parametrize("profile", [None, "none", "order-first"])
@pytest.mark.parametrize("name", ["nato", "climate", "nuclear", "order", "threat-reduction"])
def test_the_contract_is_kept(name: str, profile: str | None) -> None:
    """Every name of the contract is there with the kind of value it promises; only two may be null."""
    found = json.loads(write([shipped_result(name, profile)]))
    if found["profile"] is None:
        found["profile"] = {"id": "none", "title": ""}
    if found["recommendation"]["tie_break"] is None:
        found["recommendation"]["tie_break"] = {"rule": "", "option": ""}
    assert list(lacks(found, CONTRACT)) == []
    assert (found["schema_version"], found["dilemma_version"]) == (2, __version__)
    assert found["recommendation"]["verdict"] in ("clear", "lean", "too-close")
    assert [path for path in paths(found, ids_of(found)) if path.endswith("null")] == []


def test_names_are_pinned(golden: Golden) -> None:
    """Names are added, never renamed or removed: programs of others read them."""
    results = [json.loads(write([shipped_result(name)])) for name in ("nato", "order")]
    found = {path for each in results for path in paths(each, ids_of(each))}
    golden("names.txt", "\n".join(sorted(found)) + "\n")


def test_numbers_keep_every_digit() -> None:
    """A number read back is the number computed, to the last bit; none is infinite or undefined."""
    result = shipped_result("nato")
    text = write([result])
    found = json.loads(text)
    assert [option["value"] for option in found["options"]] == [option.value for option in result.options]
    assert found["recommendation"]["margin"] == result.recommendation.margin
    assert re.search(r"\b(NaN|Infinity)\b", text) is None
    with pytest.raises(ValueError, match="not JSON compliant"):
        write([replace(result, dilemma_index=float("nan"))])


def test_what_there_is_none_of() -> None:
    """No profile and no tie-break are null; no poles have no names."""
    assert to_json_object(shipped_result("nato", "none"))["profile"] is None
    result = shipped_result("nato")
    assert to_json_object(result)["recommendation"]["tie_break"] is None
    bare = replace(
        result,
        dilemma_index=None,
        options=tuple(replace(option, pole_values=None) for option in result.options),
    )
    found = to_json_object(bare)
    assert "dilemma_index" not in found
    assert [option for option in found["options"] if "pole_values" in option] == []


def test_text_keeps_its_letters() -> None:
    """What is not ASCII is written as it is, for people look into these files too."""
    result = shipped_result("nato")
    named = replace(result, scenario=replace(result.scenario, title="Sécurité – 安全"))
    assert '"title": "Sécurité – 安全"' in write([named])
    assert write_lines([named]).count("\n") == 1


def test_one_object_several_in_an_array() -> None:
    """One result is an object, several are an array, and lines say the same."""
    result = shipped_result("nato")
    one, two = json.loads(write([result])), json.loads(write([result, result]))
    assert two == [one, one]
    assert [json.loads(line) for line in write_lines([result, result]).splitlines()] == two
