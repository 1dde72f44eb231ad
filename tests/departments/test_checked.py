"""What an earlier batch found right, and by what it is known that nothing of it changed."""

from pathlib import Path

import pytest
from tests.departments.conftest import brief_of

from schemekit.departments.checked import FILE, Checked, keep_checked, read_checked
from schemekit.departments.digests import door_of, of_toolkit
from schemekit.presets.answers import WORK

FOUND = Checked("a digest", ("name", "tools"), {"owner": "name"})


def test_what_was_found_right_is_known_while_nothing_changed(tmp_path: Path) -> None:
    keep_checked(tmp_path, "door", FOUND)

    assert read_checked(tmp_path, "door") == FOUND
    assert read_checked(tmp_path, "another") is None
    assert read_checked(tmp_path / "elsewhere", "door") is None


@pytest.mark.parametrize("written", ["", "[]", '{"door": "door"}', '{"door": "door", "digest": 1'])
def test_a_spoilt_file_is_no_knowledge(tmp_path: Path, written: str) -> None:
    keep_checked(tmp_path, "door", FOUND)
    (tmp_path / WORK / FILE).write_text(written)

    assert read_checked(tmp_path, "door") is None


def door(toy: Path, tmp_path: Path) -> str:
    brief = brief_of(toy, tmp_path / "out", presets=[tmp_path / "presets" / "own.toml"])
    return door_of(brief, of_toolkit(brief.toolkit))


def test_the_door_changes_with_content_and_with_every_preset_that_may_be_found(
    toy: Path, tmp_path: Path
) -> None:
    presets = tmp_path / "presets"
    presets.mkdir()
    (presets / "own.toml").write_text('format = "schemekit-preset/1"\ntitle = "Own"\n')
    seen = [door(toy, tmp_path), door(toy, tmp_path)]

    (presets / "wider.toml").write_text('format = "schemekit-preset/1"\ntitle = "Wider"\n')
    seen.append(door(toy, tmp_path))
    (toy / "clauses" / "gate.md").write_text("Shut the gate behind you.\n")
    seen.append(door(toy, tmp_path))

    assert seen[0] == seen[1]
    assert len(set(seen)) == 3


def test_where_a_link_leads_elsewhere_everything_is_read_again(toy: Path, tmp_path: Path) -> None:
    presets = tmp_path / "presets"
    presets.mkdir()
    (presets / "own.toml").write_text('format = "schemekit-preset/1"\ntitle = "Own"\n')
    (presets / "linked.toml").symlink_to(presets / "own.toml")

    assert door(toy, tmp_path) == ""
    keep_checked(tmp_path, "", FOUND)
    assert read_checked(tmp_path, "") is None
