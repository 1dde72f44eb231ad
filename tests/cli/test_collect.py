"""`schemekit collect`: forms go out in a pack, come back, and stand in one table."""

import json
from pathlib import Path

import openpyxl
import pytest
from tests.cli.calling import ACME, Call
from tests.forms.filling import changed, filled, without

FORM = "04-mentee-application.docx"


@pytest.fixture
def scheme(call: Call, tmp_path: Path) -> Path:
    """A scheme with a pack, and a folder for what comes back."""
    call("new", "s", *ACME, "--format", "docx", "--quiet")
    (tmp_path / "in").mkdir()
    return tmp_path


def came_back(scheme: Path, name: str, **answers: str | bool) -> Path:
    path = scheme / "in" / name
    path.write_bytes(filled((scheme / "s" / "pack" / FORM).read_bytes(), answers))
    return path


def table(scheme: Path, name: str = "returned.xlsx") -> list[dict[str, object]]:
    """The rows of the form’s sheet, each by heading."""
    book = openpyxl.load_workbook(scheme / "s" / name)
    heads, *rows = [[cell.value for cell in row] for row in book.worksheets[1].rows]
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_forms_of_a_folder_come_into_one_table(call: Call, scheme: Path) -> None:
    came_back(scheme, "ann.docx", mentee_name="Ann =1+1")
    came_back(scheme, "bo.docx", mentee_name="Bo & Co")
    (scheme / "in" / "~$ann.docx").write_bytes(b"lock")
    (scheme / "in" / "notes.txt").write_text("x", encoding="utf-8")

    said = call("collect", "s", "in")

    assert said.code == 0
    assert "2 forms read, 0 could not be read." in said.out
    assert "~$ann.docx: it only says that a form is open" in said.err
    assert [each["Mentee’s name"] for each in table(scheme)] == ["Ann =1+1", "Bo & Co"]
    assert [each["File"] for each in table(scheme)] == ["ann.docx", "bo.docx"]


def test_a_second_collect_adds_to_the_first_and_drops_nothing(call: Call, scheme: Path) -> None:
    first = came_back(scheme, "ann.docx", mentee_name="Ann")
    call("collect", "s", str(first))
    first.unlink()
    second = came_back(scheme, "ann again.docx", mentee_name="ann ", languages="Welsh")

    said = call("collect", "s", str(second))
    again = json.loads(call("collect", "s", str(second), "--json").out)

    assert said.code == 0
    assert [each["File"] for each in table(scheme)] == ["ann.docx", "ann again.docx"]
    assert "by the same person as ann.docx" in str(table(scheme)[1]["Problems"])
    assert again["read before"] == ["ann again.docx"]
    assert again["forms"] == 2
    assert [each["what"] for each in again["look"]] == [
        "A newer return of the same form by the same person as ann.docx."
    ]


def test_one_bad_file_does_not_stop_the_others(call: Call, scheme: Path) -> None:
    good = came_back(scheme, "ann.docx", mentee_name="Ann")
    bad = scheme / "in" / "bad.docx"
    bad.write_bytes(good.read_bytes()[:3000])
    (scheme / "in" / "macro.docm").write_bytes(good.read_bytes())

    said = call("collect", "s", str(bad), "in/macro.docm", "nowhere.docx", str(good), "--json")
    told = json.loads(said.out)

    assert said.code == 1
    assert [each["file"] for each in told["read"]] == ["ann.docx"]
    assert [each["file"].rsplit("/", 1)[-1] for each in told["failed"]] == [
        "bad.docx", "macro.docm", "nowhere.docx",
    ]  # fmt: skip
    assert "bad.docx: the file is cut short" in said.err
    assert "nowhere.docx: there is no such file." in said.err
    assert len(table(scheme)) == 1


def test_nothing_but_the_two_files_of_returns_is_touched(call: Call, scheme: Path) -> None:
    came_back(scheme, "ann.docx", mentee_name="Ann")
    before = {each: each.read_bytes() for each in scheme.rglob("*") if each.is_file()}

    call("collect", "s", "in")

    after = {each: each.read_bytes() for each in scheme.rglob("*") if each.is_file()}
    new = {each.relative_to(scheme).as_posix() for each in set(after) - set(before)}
    assert {each: after[each] for each in before} == before
    assert new == {"s/returned.json", "s/returned.xlsx"}


def test_a_table_that_somebody_edited_is_kept_and_the_new_one_put_beside_it(
    call: Call, scheme: Path
) -> None:
    came_back(scheme, "ann.docx", mentee_name="Ann")
    call("collect", "s", "in")
    (scheme / "s" / "returned.xlsx").write_bytes(b"mine")
    came_back(scheme, "bo.docx", mentee_name="Bo")

    for _ in range(2):
        said = call("collect", "s", "in")

    assert (scheme / "s" / "returned.xlsx").read_bytes() == b"mine"
    assert "returned (new).xlsx" in said.out
    assert len(table(scheme, "returned (new).xlsx")) == 2
    assert not (scheme / "s" / "returned (new) 2.xlsx").exists()


def test_a_damaged_file_of_returns_is_left_alone(call: Call, scheme: Path) -> None:
    came_back(scheme, "ann.docx", mentee_name="Ann")
    (scheme / "s" / "returned.json").write_text("{", encoding="utf-8")

    said = call("collect", "s", "in")

    assert said.code == 1
    assert "nothing was changed" in said.err
    assert (scheme / "s" / "returned.json").read_text(encoding="utf-8") == "{"
    assert not (scheme / "s" / "returned.xlsx").exists()


def test_how_fields_were_recognised_is_said_where_tags_have_gone(call: Call, scheme: Path) -> None:
    path = came_back(scheme, "ann.docx", mentee_name="Ann")
    path.write_bytes(changed(path.read_bytes(), without("tag", "alias")))

    said = call("collect", "s", "in")

    assert "recognised by: bookmark round the control" in said.out
    assert table(scheme)[0]["Mentee’s name"] == "Ann"


def test_a_form_of_another_scheme_is_told(call: Call, scheme: Path) -> None:
    came_back(scheme, "ann.docx", mentee_name="Ann")
    call(
        "new", "t", *ACME[:2], "--set", "organisation_name=Other Trust", "--yes", "--quiet",
        "--format", "md",
    )  # fmt: skip

    told = json.loads(call("collect", "t", "in", "--json").out)

    assert "made for 'Acme NHS Trust" in told["look"][0]["what"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("s", "empty"), 1, "no form to read"),
        (("nowhere", "in"), 2, "no answers.toml"),
        (("s",), 2, "Missing argument"),
    ],
)
def test_nothing_to_collect_is_a_sentence(
    call: Call, scheme: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (scheme / "empty").mkdir()

    said = call("collect", *arguments)

    assert said.code == code
    assert says in said.err
    assert not (scheme / "s" / "returned.json").exists()


def test_the_whole_pack_comes_back_empty_without_a_problem(call: Call, scheme: Path) -> None:
    pack = scheme / "s" / "pack"
    forms = [each for each in sorted(pack.glob("*.docx")) if each.name[:2] in {"03", "04", "05"}]

    told = json.loads(call("collect", "s", *map(str, forms), "--json").out)

    assert len(told["read"]) == 3
    assert {each["state"] for one in told["read"] for each in one["answers"]} <= {"blank", "read"}
    assert {each["what"] for each in told["look"]} == {"Left blank, and it is needed."}
