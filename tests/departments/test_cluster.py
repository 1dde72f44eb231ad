"""Departments made by a Dask cluster: processes of this computer that know only its address."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from socket import socket
from time import sleep
from typing import Any, Final

import pytest
from tests.cli.calling import Call
from tests.departments.conftest import Batch, brief_of
from tests.departments.killing import die_there
from tests.departments.test_interrupted import AMOUNT, LIST, ROOT, leftovers, packs

from schemekit.departments import cluster as clusters
from schemekit.departments.cluster import Cluster
from schemekit.departments.orders import Brief
from schemekit.errors import PackError, UsageError
from schemekit.presets.answers import WORK

pytest.importorskip("distributed")
QUIET: Final = ("--no-dashboard", "--host", "127.0.0.1")
SLOW = pytest.mark.validated


@contextmanager
def running(*command: str, **named: Any) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, **named,
    )  # fmt: skip
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.wait()


def dask(what: str, *more: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"distributed.cli.dask_{what}", *more, *QUIET)


@contextmanager
def scheduling() -> Iterator[str]:
    """A scheduler, and where it answers."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # a department that kills its worker is not tried on another one by Dask too
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with running(*dask("scheduler", "--port", str(port)), env=environment):
        yield f"tcp://127.0.0.1:{port}"


@pytest.fixture
def lonely() -> Iterator[str]:
    """The address of a scheduler that has no worker yet."""
    with scheduling() as address:
        yield address


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers."""
    with scheduling() as address, ExitStack() as workers:
        for _ in range(2):
            workers.enter_context(running(*dask("worker", address, "--nthreads", "1")))
        yield address


@SLOW
def test_a_cluster_makes_the_same_bytes(
    batch: Batch, toy: Path, tmp_path: Path, cluster: str
) -> None:
    batch(LIST, out=tmp_path / "here")

    there = tmp_path / "there"
    done = batch(LIST, start=partial(Cluster, cluster, brief_of(toy, there)), out=there)

    assert (done.made, done.failed) == (AMOUNT, 0)
    assert packs(there) == packs(tmp_path / "here")
    assert not list((there / WORK).glob("cluster-*"))
    assert batch(LIST, out=there).unchanged == AMOUNT


class Deadly(Cluster):
    """A cluster of which one worker is killed by the department `victim`, as often as `left`."""

    def __init__(self, address: str, brief: Brief, victim: str, left: list[None]) -> None:
        super().__init__(address, brief)
        self.victim, self.left = victim, left

    def submit(self, fn: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        if given[1].folder == self.victim and self.left:
            self.left.pop()
            return super().submit(die_there, *given, **named)
        return super().submit(fn, *given, **named)


@SLOW
@pytest.mark.parametrize(("times", "failed"), [(1, 0), (2, 1)])
def test_a_department_that_kills_a_worker_of_the_cluster_takes_nobody_with_it(  # noqa: PLR0917
    batch: Batch, toy: Path, tmp_path: Path, cluster: str, times: int, failed: int
) -> None:
    left: list[None] = [None] * times
    brief = brief_of(toy, tmp_path / "out")

    done = batch(LIST, start=lambda: Deadly(cluster, brief, "ward 007", left))

    assert (done.made, done.failed) == (AMOUNT - failed, failed)
    said = (*done.outcomes[7].notices, *done.outcomes[7].problems)
    assert "stopped" in said[0]
    assert leftovers(tmp_path / "out") == []


@SLOW
@pytest.mark.parametrize(
    ("hidden", "said"),
    [("out", "does not see the folder .*all workers share"), ("toy", "not see the same content")],
)
def test_a_worker_that_sees_something_else_makes_nothing(  # noqa: PLR0917
    batch: Batch, toy: Path, tmp_path: Path, lonely: str, hidden: str, said: str
) -> None:
    (tmp_path / "out").mkdir()
    worker = " ".join(dask("worker", lonely, "--nthreads", "1"))
    hide = ("unshare", "--mount", "sh", "-c", f"mount -t tmpfs tmpfs {tmp_path / hidden} && exec")
    if os.geteuid() or subprocess.run([*hide[:-1], "true"], check=False).returncode:
        pytest.skip("only an administrator can hide a folder from a worker")

    with (
        running(*hide[:-1], f"{hide[-1]} {worker}"),
        pytest.raises(PackError, match=said),
    ):
        batch(LIST, start=partial(Cluster, lonely, brief_of(toy, tmp_path / "out")))

    assert not list((tmp_path / "out").glob("ward*"))
    assert not list((tmp_path / "out" / WORK).glob("cluster-*"))


@SLOW
def test_ctrl_c_leaves_the_cluster_and_says_how_to_carry_on(
    call: Call, tmp_path: Path, cluster: str
) -> None:
    (tmp_path / "d.csv").write_text("folder\n" + "".join(f"ward {each}\n" for each in range(12)))
    asked = ("batch", "d.csv", "-o", "out", "--preset", "nhs-trust", "--format", "md")
    started = subprocess.Popen(
        [sys.executable, "-m", "schemekit", *asked, "--dask", cluster],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not list(tmp_path.glob("out/*/pack/manifest.json")) and started.poll() is None:
        sleep(0.05)

    os.killpg(started.pid, signal.SIGINT)
    _, err = started.communicate()
    again = call(*asked, "--workers", "1")

    assert started.returncode == 130
    assert "the same command carries on" in err
    assert "Traceback" not in err
    assert again.code == 0
    assert ", 0 not made" in again.out
    assert leftovers(tmp_path / "out") == []


@SLOW
def test_a_cluster_without_workers_is_said(
    batch: Batch, toy: Path, tmp_path: Path, lonely: str
) -> None:
    start: Callable[[], Executor] = partial(Cluster, lonely, brief_of(toy, tmp_path / "out"))

    with pytest.raises(UsageError, match="has no worker"):
        batch(LIST, start=start)


@pytest.mark.parametrize(
    ("address", "said"),
    [("here", "is no address of a scheduler"), ("tcp://127.0.0.1:1", "nobody answers at tcp")],
)
def test_an_address_where_nobody_answers_is_said(  # noqa: PLR0917 - fixtures and cases
    batch: Batch,
    toy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    said: str,
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    start: Callable[[], Executor] = partial(Cluster, address, brief_of(toy, tmp_path / "out"))

    with pytest.raises(UsageError, match=said):
        batch(LIST, start=start)


def test_where_dask_is_not_installed_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("folder\na\n")
    code = (
        "import sys; sys.modules['distributed'] = None; from schemekit.cli.program import run; "
        "sys.exit(run(['batch', 'd.csv', '-o', 'out', '--dask', 'tcp://127.0.0.1:1']))"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert said.returncode == 2
    assert "Dask is not installed here" in said.stderr
    assert 'pip install "schemekit[dask]"' in said.stderr
