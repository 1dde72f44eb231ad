"""A pack on disk: what somebody edited is never overwritten, and nothing is ever half written."""

import errno
import json
from pathlib import Path

import pytest
from tests.limits import files_no_larger_than

from schemekit.errors import PackError
from schemekit.pack import writing
from schemekit.pack.manifest import MANIFEST, Made, Manifest, read_manifest
from schemekit.pack.planning import Plan, plan
from schemekit.pack.writing import FOLDER, JOURNAL, finish_interrupted, write
from schemekit.presets.answers import WORK


def made(document: str, text: str, file: str = "") -> Made:
    return Made(document, "md", file or f"{document}.md", text.encode())


def build(folder: Path, *files: Made) -> Plan:
    pack = folder / FOLDER
    return write(folder, pack, plan(pack, files, Manifest((), "toy/1", {"months": 12})))


def test_a_first_build_writes_every_file_and_a_manifest(tmp_path: Path) -> None:
    done = build(tmp_path, made("handbook", "one"), made("agreement", "two"))

    assert [each.fate for each in done.steps] == ["new", "new"]
    assert (tmp_path / FOLDER / "handbook.md").read_text() == "one"
    manifest = read_manifest(tmp_path / FOLDER)
    assert manifest is not None
    assert [each.document for each in manifest.files] == ["handbook", "agreement"]
    assert manifest.answers == {"months": 12}
    assert not (tmp_path / WORK / JOURNAL).exists()


def test_building_again_changes_only_what_differs(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"), made("agreement", "two"))

    done = build(tmp_path, made("handbook", "one"), made("agreement", "newer"))

    assert [each.fate for each in done.steps] == ["same", "changed"]
    assert (tmp_path / FOLDER / "agreement.md").read_text() == "newer"


def test_an_edited_file_is_kept_and_the_new_version_put_beside_it(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    (tmp_path / FOLDER / "handbook.md").write_text("one, with my logo")

    done = build(tmp_path, made("handbook", "two"))
    again = build(tmp_path, made("handbook", "two"))
    third = build(tmp_path, made("handbook", "three"))

    assert [each.fate for each in done.steps] == ["kept"]
    assert [each.target for each in again.steps] == [""]
    assert [each.target for each in third.steps] == ["handbook (new).md"]
    assert (tmp_path / FOLDER / "handbook.md").read_text() == "one, with my logo"
    assert (tmp_path / FOLDER / "handbook (new).md").read_text() == "three"


def test_an_edited_new_version_is_not_overwritten_either(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    (tmp_path / FOLDER / "handbook.md").write_text("edited")
    build(tmp_path, made("handbook", "two"))
    (tmp_path / FOLDER / "handbook (new).md").write_text("edited too")

    build(tmp_path, made("handbook", "three"))

    found = {each.name: each.read_text() for each in (tmp_path / FOLDER).glob("*.md")}
    assert found["handbook.md"] == "edited"
    assert found["handbook (new).md"] == "edited too"
    assert found["handbook (new) 2.md"] == "three"


def test_a_file_without_a_manifest_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "handbook.md").write_text("mine")

    done = build(tmp_path, made("handbook", "made"))

    assert [each.fate for each in done.steps] == ["kept"]
    assert (tmp_path / FOLDER / "handbook.md").read_text() == "mine"


def test_a_file_no_longer_called_for_is_left_and_listed(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"), made("agreement", "two"))

    done = build(tmp_path, made("handbook", "one"))
    back = build(tmp_path, made("handbook", "one"), made("agreement", "three"))

    assert [(each.file, each.fate) for each in done.of("left")] == [("agreement.md", "left")]
    assert [each.fate for each in back.steps] == ["same", "changed"]


def test_a_file_that_is_open_in_word_is_left_and_the_rest_is_done(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"), made("agreement", "two"))
    (tmp_path / FOLDER / "~$ndbook.md").write_text("lock")

    done = build(tmp_path, made("handbook", "newer"), made("agreement", "newer"))
    (tmp_path / FOLDER / "~$ndbook.md").unlink()
    later = build(tmp_path, made("handbook", "newer"), made("agreement", "newer"))

    assert [each.fate for each in done.steps] == ["open", "changed"]
    assert [each.fate for each in later.steps] == ["changed", "same"]
    assert (tmp_path / FOLDER / "handbook.md").read_text() == "newer"


def test_a_disk_that_refuses_changes_nothing_and_is_said(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))

    with files_no_larger_than(1), pytest.raises(PackError, match=r"cannot be written.*too large"):
        build(tmp_path, made("handbook", "two"))

    assert (tmp_path / FOLDER / "handbook.md").read_text() == "one"
    assert not (tmp_path / WORK / "staged").exists()
    assert [each.fate for each in build(tmp_path, made("handbook", "two")).steps] == ["changed"]


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_run_killed_between_two_moves_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    build(tmp_path, made("handbook", "one"), made("agreement", "two"))
    real = writing._put
    moved: list[str] = []

    def put(source: Path, folder: Path, target: str, expected: str) -> bool:
        if len(moved) == survived:
            raise KeyboardInterrupt
        moved.append(target)
        return real(source, folder, target, expected)

    monkeypatch.setattr(writing, "_put", put)
    files = (made("handbook", "newer"), made("agreement", "newer"), made("plan", "new"))
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, *files)
    monkeypatch.undo()

    assert finish_interrupted(tmp_path, tmp_path / FOLDER)
    assert {each.name: each.read_text() for each in (tmp_path / FOLDER).glob("*.md")} == {
        "handbook.md": "newer",
        "agreement.md": "newer",
        "plan.md": "new",
    }
    assert [each.fate for each in build(tmp_path, *files).steps] == ["same"] * 3


def test_a_new_pack_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Path) -> Path:
        raise KeyboardInterrupt

    files = (made("handbook", "one"), made("page", "two", "web/page.md"))
    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, *files)
    monkeypatch.undo()

    assert not (tmp_path / FOLDER).exists()
    assert not finish_interrupted(tmp_path, tmp_path / FOLDER)
    assert [each.fate for each in build(tmp_path, *files).steps] == ["new", "new"]
    assert (tmp_path / FOLDER / "web" / "page.md").read_text() == "two"


def test_a_new_pack_whose_folder_cannot_be_moved_is_moved_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_into(*_: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", looked_into)
    build(tmp_path, made("handbook", "one"), made("page", "two", "web/page.md"))

    assert (tmp_path / FOLDER / "handbook.md").read_text() == "one"
    assert (tmp_path / FOLDER / "web" / "page.md").read_text() == "two"
    assert read_manifest(tmp_path / FOLDER) is not None


def test_a_new_pack_holds_nothing_that_leads_out_of_it(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        build(tmp_path / "scheme", made("evil", "evil", "../../evil.md"))

    assert not list(tmp_path.rglob("evil.md"))


def test_what_was_edited_while_a_run_lay_interrupted_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, made("handbook", "one"))
    monkeypatch.setattr(writing, "_move", lambda work, pack: iter(()))  # noqa: ARG005 - killed here
    build(tmp_path, made("handbook", "two"))
    monkeypatch.undo()
    (tmp_path / FOLDER / "handbook.md").write_text("edited meanwhile")

    assert finish_interrupted(tmp_path, tmp_path / FOLDER)

    assert (tmp_path / FOLDER / "handbook.md").read_text() == "edited meanwhile"
    assert (tmp_path / FOLDER / "handbook (new).md").read_text() == "two"


def test_a_journal_cannot_lead_out_of_the_pack(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    staged = tmp_path / WORK / "staged"
    staged.mkdir(parents=True)
    (staged / "0").write_text("evil")
    journal = [["0", "../../evil.md", ""]]
    (tmp_path / WORK / JOURNAL).write_text(json.dumps(journal))

    with pytest.raises(PackError, match="journal"):
        finish_interrupted(tmp_path, tmp_path / FOLDER)
    assert not (tmp_path.parent / "evil.md").exists()


def test_a_folder_that_leads_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / FOLDER / "web").symlink_to(elsewhere)

    with pytest.raises(PackError):
        build(tmp_path, made("page", "two", "web/page.md"))

    assert not list(elsewhere.iterdir())


def test_what_is_edited_between_the_plan_and_the_move_is_kept(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    pack = tmp_path / FOLDER
    planned = plan(pack, [made("handbook", "two")], Manifest())
    (pack / "handbook.md").write_text("edited meanwhile")

    write(tmp_path, pack, planned)

    assert (pack / "handbook.md").read_text() == "edited meanwhile"
    assert (pack / "handbook (new).md").read_text() == "two"


def test_a_broken_manifest_makes_every_file_an_unknown_one(tmp_path: Path) -> None:
    build(tmp_path, made("handbook", "one"))
    (tmp_path / FOLDER / MANIFEST).write_text("{")

    done = build(tmp_path, made("handbook", "two"))

    assert [each.fate for each in done.steps] == ["kept"]
    assert (tmp_path / FOLDER / "handbook.md").read_text() == "one"
