"""A batch: a pack for each department, whatever happens on the way."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from tests.departments.conftest import Batch

from schemekit.departments.orders import Outcome
from schemekit.departments.summary import table
from schemekit.errors import ContentError, PackError, PresetError
from schemekit.pack.alone import alone
from schemekit.pack.writing import FOLDER
from schemekit.presets.answers import WORK

LIST = "folder;name;tools\nNorth;Ann;rake;\nSouth;Bob;spade\nWest;Cy;\n"
PRESET = 'format = "schemekit-preset/1"\ntitle = "Acme"\n[answers]\nname = "Acme"\n'


def answers(folder: Path) -> str:
    return (folder / "answers.toml").read_text(encoding="utf-8")


def times(out: Path) -> dict[Path, int]:
    """When each file of the packs was last written."""
    return {each: each.stat().st_mtime_ns for each in out.glob(f"*/{FOLDER}/**/*.*")}


def test_each_row_becomes_a_scheme_folder_of_its_own(batch: Batch, tmp_path: Path) -> None:
    done = batch(LIST)

    assert (done.made, done.unchanged, done.failed) == (3, 0, 0)
    north = tmp_path / "out" / "North"
    assert 'name = "Ann"' in answers(north)
    assert 'tools = ["rake"]' in answers(north)
    assert 'name = "list.csv"' in answers(north)
    assert "Ann" in (north / FOLDER / "text" / "01-guide.md").read_text(encoding="utf-8")
    assert (north / FOLDER / "read-me-first.html").is_file()


def test_a_bad_row_is_told_and_never_stops_the_others(batch: Batch, tmp_path: Path) -> None:
    done = batch("folder;name;tools\nNorth;Ann;hammer\n../out;Bob;\nWest;Cy;rake\n")

    assert (done.made, done.failed) == (1, 2)
    assert [each.where for each in done.troubled] == ["list.csv, row 2", "list.csv, row 3"]
    assert "'hammer' is not an option of 'tools'" in done.troubled[0].problems[0]
    assert not (tmp_path / "out" / "North").exists()
    assert (tmp_path / "out" / "West" / FOLDER).is_dir()


def test_what_has_not_changed_is_left_untouched(batch: Batch, tmp_path: Path) -> None:
    batch(LIST)
    before = times(tmp_path / "out")

    done = batch(LIST)

    assert (done.made, done.unchanged) == (0, 3)
    assert times(tmp_path / "out") == before
    assert [each.state for each in done.outcomes] == ["unchanged"] * 3
    assert "as it stood when its pack was made" in (done.summary or Path()).read_text()
    assert done.outcomes[0].documents == ("Guide to the garden of Ann",)


def test_only_the_row_that_changed_is_made_again(batch: Batch) -> None:
    batch(LIST)

    done = batch(LIST.replace("Bob", "Bea"))

    assert [each.folder for each in done.outcomes if each.state == "made"] == ["South"]


def test_new_content_a_new_preset_and_another_format_make_everything_again(
    batch: Batch, toy: Path, tmp_path: Path
) -> None:
    preset = tmp_path / "acme.toml"
    preset.write_text(PRESET)
    batch(LIST, presets=[preset])
    assert batch(LIST, presets=[preset]).unchanged == 3

    preset.write_text(PRESET.replace('"Acme"\n[', '"Acme and sons"\n['))
    assert batch(LIST, presets=[preset]).made == 3
    gate = toy / "clauses" / "gate.md"
    gate.write_text("Shut the gate behind you.\n")
    assert batch(LIST, presets=[preset]).made == 3
    assert batch(LIST, presets=[preset], formats=("md",)).made == 3


def test_a_file_that_is_gone_is_made_again(batch: Batch, tmp_path: Path) -> None:
    batch(LIST)
    gone = tmp_path / "out" / "West" / FOLDER / "text" / "01-guide.md"
    gone.unlink()

    done = batch(LIST)

    assert (done.made, done.unchanged) == (1, 2)
    assert gone.is_file()


def test_an_edited_document_is_kept_and_told(batch: Batch, tmp_path: Path) -> None:
    batch(LIST)
    guide = tmp_path / "out" / "West" / FOLDER / "text" / "01-guide.md"
    guide.write_text("mine", encoding="utf-8")

    done = batch(LIST.replace("Cy", "Cyd"))

    assert guide.read_text(encoding="utf-8") == "mine"
    assert guide.with_name("01-guide (new).md").is_file()
    assert done.outcomes[2].kept == ("text/01-guide.md",)


def changed_in_its_folder(out: Path, before: str, after: str) -> None:
    path = out / "North" / "answers.toml"
    path.write_text(answers(out / "North").replace(before, after), encoding="utf-8")


def test_an_answer_changed_in_its_folder_is_kept_while_its_row_is_as_it_was(
    batch: Batch, tmp_path: Path
) -> None:
    batch(LIST)
    changed_in_its_folder(tmp_path / "out", '"Ann"', '"Anna"')

    done = batch(LIST)

    assert (done.made, done.unchanged) == (1, 2)
    assert "Name was changed in its folder" in done.outcomes[0].notices[0]
    assert 'name = "Anna"' in answers(tmp_path / "out" / "North")
    assert batch(LIST).unchanged == 3


def test_an_answer_changed_in_its_folder_and_in_its_row_is_nobodys_to_decide(
    batch: Batch, tmp_path: Path
) -> None:
    batch(LIST)
    changed_in_its_folder(tmp_path / "out", '"Ann"', '"Anna"')

    done = batch(LIST.replace("Ann;", "Annie;"))

    assert done.failed == 1
    assert "its folder says 'Anna', the list says 'Annie'" in done.troubled[0].problems[0]
    assert 'name = "Anna"' in answers(tmp_path / "out" / "North")


def test_an_answer_taken_out_of_the_row_goes_and_one_added_in_the_folder_stays(
    batch: Batch, tmp_path: Path
) -> None:
    batch(LIST)
    changed_in_its_folder(tmp_path / "out", "[origin]", 'word_garden = "plot"\n\n[origin]')

    done = batch(LIST.replace("Ann;rake", "Ann;"))

    assert done.failed == 0
    assert "tools" not in answers(tmp_path / "out" / "North")
    assert 'word_garden = "plot"' in answers(tmp_path / "out" / "North")


def test_answers_that_stood_in_the_folder_before_are_not_overwritten(
    batch: Batch, tmp_path: Path
) -> None:
    own = tmp_path / "out" / "North" / "answers.toml"
    own.parent.mkdir(parents=True)
    own.write_text('format = "schemekit-answers/1"\n[answers]\nname = "Ada" # ours\n')

    done = batch(LIST)

    assert done.failed == 1
    assert own.read_text().endswith('name = "Ada" # ours\n')


def test_a_folder_of_answers_files_is_a_list_too(batch: Batch, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    (folder / "east").mkdir(parents=True)
    (folder / "acme.toml").write_text(PRESET)
    head = 'format = "schemekit-answers/1"\n'
    (folder / "north.toml").write_text(head + 'presets = ["acme"]\n[answers]\ntools = ["rake"]\n')
    (folder / "east" / "answers.toml").write_text(head + '[answers]\nname = "Eve"\n')
    (folder / "torn.toml").write_text(head + "[answers")

    done = batch(folder)

    assert {each.folder: each.state for each in done.outcomes} == {
        "east": "made", "north": "made", "torn": "failed",
    }  # fmt: skip
    north = tmp_path / "out" / "north"
    assert 'presets = ["acme"]' in answers(north)
    assert (north / WORK / "presets" / "acme.toml").is_file()
    assert "Acme" in (north / FOLDER / "text" / "01-guide.md").read_text(encoding="utf-8")
    (folder / "acme.toml").write_text(PRESET.replace('name = "Acme"', 'name = "Zenith"'))
    assert [each.folder for each in batch(folder).outcomes if each.state == "made"] == ["north"]


def test_what_the_command_line_sets_holds_for_every_department(
    batch: Batch, tmp_path: Path
) -> None:
    batch(LIST, settings=(("word_garden", "allotment"),))

    for each in ("North", "South", "West"):
        assert 'word_garden = "allotment"' in answers(tmp_path / "out" / each)
        assert 'word_garden = "command line"' in answers(tmp_path / "out" / each)


def test_a_lock_refuses_the_row_that_contradicts_it(batch: Batch, tmp_path: Path) -> None:
    preset = tmp_path / "acme.toml"
    preset.write_text(PRESET + '[locked.name]\nreason = "Policy 1"\nowner = "HR"\n')

    done = batch("folder;name\nNorth;Ann\nSouth;Acme\n", presets=[preset])

    assert (done.made, done.failed) == (1, 1)
    assert "locked by the preset acme: Policy 1 (HR)" in done.troubled[0].problems[0]


def test_a_preset_from_a_newer_version_stops_the_batch_before_it_begins(
    batch: Batch, tmp_path: Path
) -> None:
    preset = tmp_path / "acme.toml"
    preset.write_text(PRESET.replace("preset/1", "preset/2"))

    with pytest.raises(PresetError, match="written by a newer schemekit"):
        batch(LIST, presets=[preset])
    assert not (tmp_path / "out").exists()


def test_strict_leaves_out_the_department_whose_check_fails(
    batch: Batch, toy: Path, tmp_path: Path
) -> None:
    checks = toy / "checks.toml"
    checks.write_text(checks.read_text().replace('"warning"', '"error"'))
    rows = "folder;name;tools;spades\nNorth;Ann;spade;60\nSouth;Bob;spade;6\n"

    done = batch(rows, strict=True)

    assert (done.made, done.failed) == (1, 1)
    assert "60 spades are many." in done.troubled[0].problems[0]
    assert not (tmp_path / "out" / "North" / "answers.toml").exists()
    assert batch(rows).outcomes[0].errors == ("60 spades are many.",)


def test_content_that_is_wrong_stops_the_batch_with_what_is_wrong(batch: Batch, toy: Path) -> None:
    (toy / "documents" / "02-broken.md").write_text("no head")

    with pytest.raises(ContentError, match="02-broken"):
        batch(LIST)


def test_the_differences_from_the_preset_are_told(batch: Batch, tmp_path: Path) -> None:
    preset = tmp_path / "acme.toml"
    preset.write_text(PRESET + 'tools = ["rake"]\n')

    done = batch("folder;name;tools\nNorth;;rake\nSouth;Bob;rake; spade\n", presets=[preset])

    assert done.outcomes[0].differs == ()
    assert done.troubled[0].folder == "South"
    done = batch('folder;name;tools\nNorth;;rake\nSouth;Bob;"rake; spade"\n', presets=[preset])
    assert done.outcomes[1].differs == (
        "Name: Bob (preset: Acme)",
        "Tools: A rake; A spade (preset: A rake)",
    )


def test_the_table_of_the_summary_holds_no_formula() -> None:
    evil = Outcome("=1+1", 1, "x", "made", differs=("@SUM(A1)", "b"), problems=("\t=2",))
    text = table([evil]).decode("utf-8-sig")

    cells = next(iter(list(csv.reader(StringIO(text)))[1:]))

    assert cells[0] == "'=1+1"
    assert "'@SUM(A1); b" in cells
    assert not any(each.lstrip().startswith(("=", "+", "-", "@")) for each in cells)


def test_the_summary_can_be_read_and_an_edited_one_is_kept(batch: Batch, tmp_path: Path) -> None:
    done = batch(LIST + "East;Eve;hammer\n")
    assert done.summary is not None
    page = done.summary.read_text(encoding="utf-8")
    assert '<a href="North/pack/read-me-first.html">North</a>' in page
    assert "is not an option of" in page
    kept = tmp_path / "out" / "summary.csv"
    kept.write_text("my notes", encoding="utf-8")

    batch(LIST)

    assert kept.read_text(encoding="utf-8") == "my notes"
    assert (tmp_path / "out" / "summary (new).csv").is_file()


def test_two_batches_in_one_folder_are_told_of_each_other(batch: Batch, tmp_path: Path) -> None:
    with alone(tmp_path / "out" / WORK), pytest.raises(PackError, match="another schemekit"):
        batch(LIST)


def test_a_department_that_another_program_is_building_is_told_and_left(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schemekit.pack.alone.PATIENCE", 0.1)
    with alone(tmp_path / "out" / "North" / WORK):
        done = batch(LIST)

    assert (done.made, done.failed) == (2, 1)
    assert "another schemekit is at work" in done.troubled[0].problems[0]
    assert batch(LIST).failed == 0
