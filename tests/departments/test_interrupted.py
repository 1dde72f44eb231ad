"""Kills, crashes and full disks: nothing is lost, nothing is half-written, the rest goes on."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Final

import pytest
from tests.departments.conftest import Batch
from tests.departments.dying import Deadly, broken
from tests.limits import files_no_larger_than

from schemekit.departments.batch import FAULTS
from schemekit.pack.writing import FOLDER, JOURNAL, STAGED
from schemekit.presets.answers import WORK

ROOT: Final = Path(__file__).parents[2]
AMOUNT: Final = 30
LIST: Final = "folder;name;tools\n" + "".join(
    f"ward {number:03};Ward {number};{('rake', 'spade')[number % 2]}\n" for number in range(AMOUNT)
)


def packs(out: Path) -> dict[str, bytes]:
    """Every file of every pack, by its path."""
    found = (each for each in out.glob(f"*/{FOLDER}/**/*") if each.is_file())
    return {each.relative_to(out).as_posix(): each.read_bytes() for each in found}


def leftovers(out: Path) -> list[Path]:
    return [each for name in (STAGED, JOURNAL) for each in out.glob(f"*/{WORK}/{name}")]


def test_a_worker_that_is_killed_takes_nobody_with_it(batch: Batch) -> None:
    left: list[None] = [None]

    done = batch(LIST, start=lambda: Deadly("ward 007", left))

    assert (done.made, done.failed) == (AMOUNT, 0)
    assert "A worker stopped" in done.outcomes[7].notices[0]


def test_a_department_that_kills_its_worker_twice_is_told_and_the_others_are_made(
    batch: Batch,
) -> None:
    left: list[None] = [None] * 2

    done = batch(LIST, start=lambda: Deadly("ward 007", left))

    assert (done.made, done.failed) == (AMOUNT - 1, 1)
    assert done.troubled[0].folder == "ward 007"
    assert "stopped twice" in done.troubled[0].problems[0]
    assert batch(LIST).made == 1


def test_workers_that_cannot_start_are_told_for_each_row_and_the_batch_ends(batch: Batch) -> None:
    done = batch("folder;name\na;A\nb;B\n", start=broken)

    assert (done.made, done.failed) == (0, 2)


def test_a_fault_of_ours_is_told_in_its_row_and_goes_into_a_log(
    batch: Batch, tmp_path: Path
) -> None:
    class Faulty(ThreadPoolExecutor):
        def submit(self, fn, /, *given, **named):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN002, ANN003, ANN202
            if given[1].folder == "ward 003":
                return super().submit(lambda: 1 // 0)
            return super().submit(fn, *given, **named)

    done = batch(LIST, start=lambda: Faulty(2))

    assert (done.made, done.failed) == (AMOUNT - 1, 1)
    assert "our fault" in done.troubled[0].problems[0]
    log = (tmp_path / "out" / WORK / FAULTS).read_text(encoding="utf-8")
    assert "row 5" in log
    assert "ZeroDivisionError" in log


def test_a_disk_that_refuses_is_told_in_words_and_nothing_is_half_written(
    batch: Batch, tmp_path: Path
) -> None:
    batch("folder;name\na;A\n")
    before = packs(tmp_path / "out")

    with files_no_larger_than(4_000):
        done = batch("folder;name\na;Anna\nb;B\n")

    assert (done.made, done.failed) == (0, 2)
    assert "cannot be written" in done.troubled[0].problems[0]
    assert "cannot be written" in str(done.problems[0])
    assert packs(tmp_path / "out") == before
    assert leftovers(tmp_path / "out") == []
    assert batch("folder;name\na;Anna\nb;B\n").made == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 600 kilobytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder))
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator can make a small disk; the test above needs none")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up_half_way_loses_nothing(
    batch: Batch, small_disk: Path, tmp_path: Path
) -> None:
    batch(LIST, out=tmp_path / "whole")
    whole = packs(tmp_path / "whole")

    done = batch(LIST, out=small_disk / "out")

    assert done.made > 3
    assert done.failed > 3
    assert all("space" in each.problems[0].lower() for each in done.troubled)
    there = packs(small_disk / "out")
    assert there == {name: whole[name] for name in there}
    assert leftovers(small_disk / "out") == []
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    again = batch(LIST, out=small_disk / "out")
    assert again.failed == 0
    assert packs(small_disk / "out") == whole
    assert again.summary is not None


def killed_and_resumed(batch: Batch, toy: Path, tmp_path: Path, times: int) -> None:
    """A batch killed at random moments, then carried on: each time nothing is half-written."""
    batch(LIST, out=tmp_path / "whole")
    whole = packs(tmp_path / "whole")
    out, listed = tmp_path / "out", tmp_path / "list.csv"
    command = [sys.executable, "-m", "tests.departments.dying", str(toy), str(listed), str(out)]
    chance = random.Random(times)  # noqa: S311 - moments, not secrets
    for number in range(times):
        started = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        goal = chance.uniform(0, 1) * AMOUNT
        while len(list(out.glob(f"*/{FOLDER}/manifest.json"))) < goal and started.poll() is None:
            sleep(0.01)
        sleep(chance.uniform(0, 0.1))
        if number % 2:
            started.send_signal(signal.SIGKILL)
        else:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        there = packs(out)

        assert {name: there[name] for name in there if "manifest" not in name} == {
            name: whole[name] for name in there if "manifest" not in name
        }
        if number % 4 == 3:
            batch(LIST)
            assert packs(out) == whole
            assert leftovers(out) == []
            subprocess.run(["rm", "-r", str(out)], check=True)
    done = batch(LIST)

    assert done.failed == 0
    assert packs(out) == whole
    assert leftovers(out) == []


def test_a_batch_killed_at_random_moments_is_carried_on(
    batch: Batch, toy: Path, tmp_path: Path
) -> None:
    killed_and_resumed(batch, toy, tmp_path, 2)


@pytest.mark.validated
def test_a_batch_killed_twenty_times_is_carried_on(batch: Batch, toy: Path, tmp_path: Path) -> None:
    killed_and_resumed(batch, toy, tmp_path, 20)
