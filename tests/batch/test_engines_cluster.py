"""A cluster through Dask: the same order, workers that die made up for, and words where there is none."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from dilemma.batch import engines as room
from dilemma.batch.engines import NoCluster, cluster_engine, is_cluster
from dilemma.batch.ordered import run_in_order

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("distributed")
dask = pytest.importorskip("dask")
TLS = "tls://127.0.0.1:1"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("tls://scheduler:8786", True),
        ("local:2", True),
        ("local:0", False),
        ("local", False),
        ("127.0.0.1:8786", False),
        ("", False),
    ],
)
def test_what_names_a_cluster(text: str, known: bool) -> None:
    """An address with its protocol, or a number of new workers of this machine."""
    assert is_cluster(text) is known


def test_a_worker_killed_in_the_middle_is_made_up_for(tmp_path: Path) -> None:
    """Results come in order, though the process that was doing one of them is killed."""
    told = tmp_path / "worker"
    sleeper = (
        f"(p := __import__('pathlib').Path({str(told)!r})).exists() or "
        "(p.write_text(str(__import__('os').getpid())), __import__('time').sleep(600))"
    )
    with cluster_engine("local:2", "0.1.0") as engine:
        results = run_in_order(eval, ["1", "2", sleeper, "3", "4"], engine)
        assert [next(results), next(results)] == [1, 2]
        while not (told.exists() and told.read_text()):
            time.sleep(0.02)
        os.kill(int(told.read_text()), signal.SIGKILL)
        assert list(results) == [True, 3, 4]


def test_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without certificates, the settings that name them are named; ones that are not there are told of."""
    with (
        pytest.raises(NoCluster, match=r"needs certificates; name them in .*tls\.ca-file"),
        cluster_engine(TLS, "0.1.0"),
    ):
        pass
    here = {f"distributed.comm.tls.{name}": "/nowhere" for name in ("ca-file", "client.cert", "client.key")}
    with (
        dask.config.set(here),
        pytest.raises(NoCluster, match=r"the certificates for tls://\S+ cannot be used: .*; name them in"),
        cluster_engine(TLS, "0.1.0"),
    ):
        pass


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without a scheduler is told of, with what to start."""
    monkeypatch.setattr(room, "_LONGEST_WAIT", 0.5)
    with (
        pytest.raises(NoCluster, match=r"no scheduler answers at tcp://127\.0\.0\.1:9; start one with"),
        cluster_engine("tcp://127.0.0.1:9", "0.1.0"),
    ):
        pytest.fail("there is nobody")


def test_workers_with_another_program_are_refused() -> None:
    """Their figures might be others, so they are not asked."""
    with (
        pytest.raises(NoCluster, match=r"has dilemma .*; install dilemma 99 there"),
        cluster_engine("local:1", "99"),
    ):
        pytest.fail("they are not the same")
