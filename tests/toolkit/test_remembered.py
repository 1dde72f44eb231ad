"""A large toolkit is read once for as long as no file of it changes, whatever the disk does."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from tests.toy import TOY, pack, write

from schemekit.errors import ContentError
from schemekit.toolkit.loading import load
from schemekit.toolkit.remembered import own_folder, remembered

LONG = "/* rake it well */\n" * 12_000


class Reader:
    """Counts how often it was asked to read, and says what it read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"reading {self.times}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "schemekit"


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """The small toolkit with a file that says nothing and makes it large."""
    return write(tmp_path / "toy", {**TOY, "theme/long.css": LONG})


def kept(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.exists() else []


def test_what_was_read_of_the_same_files_is_not_read_again(home: Path, garden: Path) -> None:
    read = Reader()
    said = [remembered("toolkit", garden, read) for _ in range(3)]

    assert said == ["reading 1"] * 3
    assert len(kept(home)) == 1
    assert kept(home)[0].stat().st_mode & 0o077 == 0
    assert remembered("questions", garden, read) == "reading 2"


@pytest.mark.usefixtures("home")
def test_a_changed_a_new_and_a_missing_file_are_noticed(garden: Path) -> None:
    read = Reader()
    remembered("toolkit", garden, read)
    told = (garden / "clauses/gate.md").stat()
    before = (garden / "clauses/gate.md").read_text("utf-8")
    (garden / "clauses/gate.md").write_text(before.swapcase(), "utf-8")
    os.utime(garden / "clauses/gate.md", ns=(told.st_atime_ns, told.st_mtime_ns))

    assert remembered("toolkit", garden, read) == "reading 2"
    (garden / "clauses/new.md").write_text("New.\n", "utf-8")
    assert remembered("toolkit", garden, read) == "reading 3"
    (garden / "clauses/new.md").unlink()
    assert remembered("toolkit", garden, read) == "reading 2"


@pytest.mark.parametrize("damage", [b"", b"half", b"x" * 100, pickle.dumps("another") * 9])
def test_what_is_damaged_is_read_again(home: Path, garden: Path, damage: bytes) -> None:
    read = Reader()
    remembered("toolkit", garden, read)
    kept(home)[0].write_bytes(damage)

    assert remembered("toolkit", garden, read) == "reading 2"
    assert remembered("toolkit", garden, read) == "reading 2"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_others_may_write_is_not_believed(home: Path, garden: Path) -> None:
    read = Reader()
    remembered("toolkit", garden, read)
    kept(home)[0].chmod(0o622)
    assert remembered("toolkit", garden, read) == "reading 2"
    home.chmod(0o777)
    assert remembered("toolkit", garden, read) == "reading 3"
    assert remembered("toolkit", garden, read) == "reading 4"


def test_a_disk_that_refuses_keeps_nobody_from_reading(
    garden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    read = Reader()

    assert remembered("toolkit", garden, read) == "reading 1"
    assert remembered("toolkit", garden, read) == "reading 2"


def test_what_is_small_or_has_an_overlay_is_not_kept(
    home: Path, garden: Path, tmp_path: Path
) -> None:
    load([write(tmp_path / "small", TOY)])
    load([garden, write(tmp_path / "ours", {"clauses/gate.md": "Ours.\n"})])

    assert kept(home) == []


def test_mistakes_are_told_each_time(home: Path, garden: Path) -> None:
    (garden / "clauses/bad.md").write_text("{% if %}", "utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            load([garden])

    assert kept(home) == []


def test_no_more_than_a_few_versions_stay(home: Path, garden: Path) -> None:
    for number in range(8):
        (garden / "clauses/new.md").write_text(f"{number}.\n", "utf-8")
        remembered("toolkit", garden, Reader())

    assert len(kept(home)) == 4


@pytest.mark.usefixtures("home")
def test_a_remembered_toolkit_says_what_a_parsed_one_does(garden: Path) -> None:
    load([garden])
    parsed = pack(load([garden]))
    code = (
        "import sys; from pathlib import Path; from tests.toy import pack; "
        "from schemekit.toolkit.loading import load; "
        "made = repr(pack(load([Path(sys.argv[1])])));"
        "assert 'schemekit.toolkit.contents' not in sys.modules; print(made)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(garden)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert said.stdout.strip() == repr(parsed)


def test_it_lies_where_each_system_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    found = {}
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        found[system] = own_folder().relative_to(tmp_path).as_posix()

    assert found == {
        "linux": ".cache/schemekit",
        "darwin": "Library/Caches/schemekit",
        "win32": "local/schemekit",
    }
