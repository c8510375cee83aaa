"""Whatever a killed program leaves behind, going on from it ends in the file of one that was not killed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.batch.ledger import _LEDGER_FORMAT, CaseFault, Progress
from dilemma.batch.partial_file import AnotherRequest, NotToBeTouched, PartialFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXTS = ["one\n", "", "zwei \N{LATIN SMALL LETTER U WITH DIAERESIS}\n", "three\nfour\n", "five\n"]
REQUEST = {"version": "1", "samples": "64"}


def begun(target: Path, texts: Sequence[str]) -> PartialFile:
    """A part to which some texts were added, as one case each."""
    part = PartialFile(target, REQUEST)
    part.look()
    part.begin()
    for text in texts[part.progress.cases :]:
        faults = [] if text else [CaseFault("nothing came of it", 1)]
        part.add(text, cases=1, answered=bool(text), faults=faults)
    return part


def look(target: Path) -> PartialFile:
    """A part after a look at what is there."""
    part = PartialFile(target, REQUEST)
    try:
        part.look(len(TEXTS))
    finally:
        part.close()
    return part


@settings(deadline=None, max_examples=60)  # files are waited for
@given(st.integers(0, len(TEXTS)), st.data())
def test_what_is_cut_short_is_made_up_for(count: int, data: st.DataObject) -> None:
    """Cut anywhere, with bytes too many or too few, both files lead to the same end."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "out.csv"
        part = begun(target, TEXTS[:count])
        part.close()
        ledger = part.ledger.read_bytes()
        header = ledger.index(b"\n") + 1  # has reached the disk before there is a part
        part.ledger.write_bytes(ledger[: data.draw(st.integers(header, len(ledger)))])
        content = part.path.read_bytes() + b"half a li"
        part.path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
        again = begun(target, TEXTS)
        again.finish("end\n")
        assert target.read_text(encoding="utf-8") == "".join(TEXTS) + "end\n"
        assert (again.progress.cases, again.progress.answered) == (5, 4)
        assert again.faults == [CaseFault("nothing came of it", 1)]
        assert [path.name for path in Path(folder).iterdir()] == ["out.csv"]


def test_nothing_is_lost_that_was_written_down(tmp_path: Path) -> None:
    """What the ledger speaks of is not done again."""
    begun(tmp_path / "out.csv", TEXTS[:3]).close()
    part = PartialFile(tmp_path / "out.csv", REQUEST)
    part.look()
    size = len("".join(TEXTS[:3]).encode())
    assert part.progress == Progress(cases=3, answered=2, size=size)
    part.close()


def test_the_unfinished_file_is_the_beginning_of_the_finished_one(tmp_path: Path) -> None:
    """Whoever looks into it sees rows as they will stay."""
    part = begun(tmp_path / "out.csv", TEXTS[:3])
    assert part.path.read_text(encoding="utf-8") == "".join(TEXTS[:3])
    assert part.path.name == "out.csv.part"
    part.close()


def test_another_request_is_told_apart(tmp_path: Path) -> None:
    """What differs is named; the files are left as they are."""
    part = begun(tmp_path / "out.csv", TEXTS[:3])
    part.close()
    before = part.path.read_bytes(), part.ledger.read_bytes()
    other_part = PartialFile(tmp_path / "out.csv", {**REQUEST, "samples": "128", "seed": "1"})
    with pytest.raises(AnotherRequest) as other:
        other_part.look()
    other_part.close()
    assert other.value.differs == ("samples", "seed")
    assert (part.path.read_bytes(), part.ledger.read_bytes()) == before


def test_a_ledger_of_another_form_is_not_guessed_at(tmp_path: Path) -> None:
    """A later version may write other lines; they are not taken for ours."""
    part = begun(tmp_path / "out.csv", TEXTS[:1])
    part.close()
    part.ledger.write_text(json.dumps({"ledger": 99, "request": REQUEST}) + "\n")
    with pytest.raises(AnotherRequest):
        look(tmp_path / "out.csv")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The finished file stands where the link leads, with the mode of the one it replaces."""
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "out.csv", tmp_path / "out.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    begun(link, TEXTS).finish()
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "".join(TEXTS)
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("left", ["", '{"ledg', '{"ledger": 2, "request": {"vers'])
def test_killed_before_anything_was_done(left: str, tmp_path: Path) -> None:
    """A ledger without its first line stands beside no part; it is ours to begin again."""
    (tmp_path / "out.csv.ledger").write_text(left)
    begun(tmp_path / "out.csv", TEXTS).finish()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    """While one run holds the ledger, another is refused and changes nothing; afterwards it is free."""
    part = begun(tmp_path / "out.csv", TEXTS[:3])
    with pytest.raises(NotToBeTouched, match=r"^another run is writing .*out\.csv; wait"):
        look(tmp_path / "out.csv")
    part.add(TEXTS[3], cases=1, answered=1, faults=[])
    part.finish()
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "".join(TEXTS[:4])
    begun(tmp_path / "out.csv", TEXTS).discard()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("out.csv.part", "mine\n"),
        ("out.csv.ledger", "assets: 5\n"),
        ("out.csv.ledger", "no end of line"),
        ("out.csv.ledger", "[" * 100_000 + "\n"),
    ],
)
def test_what_is_not_ours_is_left_alone(name: str, content: str, tmp_path: Path) -> None:
    """Somebody's own file of such a name is neither overwritten nor deleted, and nothing is put beside it."""
    (tmp_path / name).write_text(content)
    with pytest.raises(NotToBeTouched, match=f"^{name} is there already and not of an unfinished run; move"):
        look(tmp_path / "out.csv")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, content)]


def test_the_file_that_is_not_ours_is_named(tmp_path: Path) -> None:
    """A part beside an empty ledger is somebody's own; beside one of something else, the ledger is."""
    for ledger, name in (("", "out.csv.part"), ("no end of line", "out.csv.ledger")):
        (tmp_path / "out.csv.part").write_text("mine\n")
        (tmp_path / "out.csv.ledger").write_text(ledger)
        with pytest.raises(NotToBeTouched, match=f"^{name} is there already"):
            look(tmp_path / "out.csv")
        assert (tmp_path / "out.csv.part").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["out.csv.part", "out.csv.ledger"])
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_file_is_left_alone(name: str, make: Callable[[Path], None], tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, a link that leads nowhere: refused at once."""
    make(tmp_path / name)
    with pytest.raises(NotToBeTouched, match="not of an unfinished run"):
        look(tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_part_whose_bytes_were_changed_is_not_gone_on_from(tmp_path: Path) -> None:
    """Other bytes of the same number are noticed."""
    part = begun(tmp_path / "out.csv", TEXTS[:3])
    part.close()
    part.path.write_bytes(b"x" * part.progress.size)
    with pytest.raises(NotToBeTouched, match="is damaged"):
        look(tmp_path / "out.csv")


CHANGES: list[dict[str, Any]] = [
    {"cases": value} for value in (2, 10**9, -5, "x", None, float("nan"), float("inf"), True, 2.0)
] + [
    {"size": value} for value in (3, -1, "9", None, 1.5)
]  # fmt: skip
CHANGES += [{"answered": 0}, {"answered": "1"}, {"seal": "0"}, {"seal": None}, {"more": 1}]
CHANGES += [{"faults": value} for value in ("abc", [{"x": 1}], None, [3], [{"said": 1, "code": 1}])]


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_that_was_changed_is_not_believed(change: dict[str, Any], tmp_path: Path) -> None:
    """Whatever a line of the ledger has come to say, it is not what was sealed."""
    part = begun(tmp_path / "out.csv", TEXTS[:1])
    part.close()
    first, last = part.ledger.read_text().splitlines()
    part.ledger.write_text(f"{first}\n{json.dumps({**json.loads(last), **change})}\n")
    with pytest.raises(NotToBeTouched, match=r"^the ledger out\.csv\.ledger is damaged, .*delete both"):
        look(tmp_path / "out.csv")


@pytest.mark.parametrize("text", ["[" * 100_000, "3", "null", "{}", '{"cases": 1e400}', "\x00"])
def test_a_line_of_something_else_is_not_believed(text: str, tmp_path: Path) -> None:
    """A whole line that is none of ours is no line cut short."""
    part = begun(tmp_path / "out.csv", TEXTS[:1])
    part.close()
    with part.ledger.open("a") as ledger:
        ledger.write(f"{text}\n")
    with pytest.raises(NotToBeTouched, match="is damaged"):
        look(tmp_path / "out.csv")


@pytest.mark.parametrize(
    "request_", ['"request": []', '"request": null', '"requests": {}', '"request": {"a": 1}']
)
def test_a_first_line_that_was_changed_is_not_believed(request_: str, tmp_path: Path) -> None:
    """A request that is none is damage too."""
    part = begun(tmp_path / "out.csv", TEXTS[:1])
    part.close()
    part.ledger.write_text(f'{{"ledger": {_LEDGER_FORMAT}, {request_}}}\n')
    with pytest.raises(NotToBeTouched, match="is damaged"):
        look(tmp_path / "out.csv")


def test_no_more_cases_than_there_are(tmp_path: Path) -> None:
    """A ledger of more cases than were asked for is no ledger of this run."""
    begun(tmp_path / "out.csv", TEXTS[:3]).close()
    part = PartialFile(tmp_path / "out.csv", REQUEST)
    with pytest.raises(NotToBeTouched, match="is damaged"):
        part.look(2)
    part.close()


def test_what_is_begun_afresh_is_sealed_afresh(tmp_path: Path) -> None:
    """After a deleted part, and after a part of another request, the new one can be gone on from."""
    part = begun(tmp_path / "out.csv", TEXTS[:2])
    part.close()
    part.path.unlink()
    begun(tmp_path / "out.csv", TEXTS[:3]).close()
    assert look(tmp_path / "out.csv").progress.cases == 3
