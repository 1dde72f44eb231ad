"""A long list takes no more memory than a short one."""

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from tests.departments.conftest import Batch

from schemekit.departments.collecting import TURN
from schemekit.document.memory import Kept, remembered


def one_after_another() -> Executor:
    return ThreadPoolExecutor(1)


def listed(amount: int, named: str) -> str:
    return "folder;name\n" + "".join(f"w{each};{named} {each}\n" for each in range(amount))


def test_three_times_as_many_departments_leave_no_more_behind(batch: Batch, tmp_path: Path) -> None:
    batch(listed(2 * TURN, "Ward"), one_after_another, out=tmp_path / "one", formats=("md",))
    after_some = remembered()
    batch(listed(6 * TURN, "Clinic"), one_after_another, out=tmp_path / "other", formats=("md",))

    assert remembered() <= after_some * 1.1


def test_what_the_last_two_turns_asked_for_is_kept_and_nothing_else() -> None:
    kept: Kept[int, str] = Kept()
    parts = [object() for _ in range(3)]
    for each in parts:
        kept.made(each, 1, lambda: "made")
    kept.turn()
    kept.made(parts[0], 1, lambda: "made anew")
    kept.turn()

    assert len(kept) == 1
    assert kept.made(parts[0], 1, lambda: "made anew") == "made"
    assert kept.made(parts[1], 1, lambda: "made anew") == "made anew"
