"""Whatever a killed program leaves behind, going on from it ends in the file of one that was not killed."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.batch.part import AnotherRequest, Fault, Part, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = ["one\n", "", "zwei \N{LATIN SMALL LETTER U WITH DIAERESIS}\n", "three\nfour\n", "five\n"]
REQUEST = {"version": "1", "samples": "64"}


def begun(target: Path, texts: Sequence[str]) -> Part:
    """A part to which some texts were added, as one case each."""
    part = Part(target, REQUEST)
    part.look()
    part.begin()
    for text in texts[part.progress.cases :]:
        faults = [] if text else [Fault("nothing came of it", 1)]
        part.add(text, cases=1, answered=bool(text), faults=faults)
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
        part.ledger.write_bytes(ledger[: data.draw(st.integers(0, len(ledger)))])
        content = part.path.read_bytes() + b"half a li"
        part.path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
        again = begun(target, TEXTS)
        again.finish("end\n")
        assert target.read_text(encoding="utf-8") == "".join(TEXTS) + "end\n"
        assert (again.progress.cases, again.progress.answered) == (5, 4)
        assert again.faults == [Fault("nothing came of it", 1)]
        assert [path.name for path in Path(folder).iterdir()] == ["out.csv"]


def test_nothing_is_lost_that_was_written_down(tmp_path: Path) -> None:
    """What the ledger speaks of is not done again."""
    begun(tmp_path / "out.csv", TEXTS[:3]).close()
    part = Part(tmp_path / "out.csv", REQUEST)
    part.look()
    size = len("".join(TEXTS[:3]).encode())
    assert part.progress == Progress(cases=3, answered=2, size=size)


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
    with pytest.raises(AnotherRequest) as other:
        Part(tmp_path / "out.csv", {**REQUEST, "samples": "128", "seed": "1"}).look()
    assert other.value.differs == ("samples", "seed")
    assert (part.path.read_bytes(), part.ledger.read_bytes()) == before


def test_a_ledger_of_another_form_is_not_guessed_at(tmp_path: Path) -> None:
    """A later version may write other lines; they are not taken for ours."""
    part = begun(tmp_path / "out.csv", TEXTS[:1])
    part.close()
    part.ledger.write_text(json.dumps({"ledger": 99, "request": REQUEST}) + "\n")
    with pytest.raises(AnotherRequest):
        Part(tmp_path / "out.csv", REQUEST).look()


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
