"""A toolkit’s files: layered folder on folder, and every mistake of every file told at once."""

from pathlib import Path

import pytest
from tests.toy import TOY, loaded, pack, write

from schemekit.errors import ContentError
from schemekit.toolkit.loading import load, load_questionnaire


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write(tmp_path / "toy", TOY)


def told(folders: list[Path]) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load(folders)
    return [str(each) for each in refused.value.problems]


def test_the_engine_runs_another_toolkit_unchanged(toy: Path) -> None:
    toolkit = load([toy])

    assert toolkit.about.title == "Garden toolkit"
    assert toolkit.questionnaire.toolkit == "garden/1"
    assert list(pack(toolkit)) == ["guide"]


def test_questions_are_asked_in_the_order_of_files_and_of_tables(toy: Path, tmp_path: Path) -> None:
    first = '[section]\nid = "first"\ntitle = "First"\n\n[[question]]\nid = "mood"\nkind = "text"\n'
    rest = 'ask = "How are you?"\nshort = "Mood"\nnoun = "your mood"\nwhy = "We care."\n'

    toolkit = loaded(toy, tmp_path / "ours", {"questions/0-first.toml": first + rest})

    assert [*toolkit.questionnaire.questions] == ["mood", "name", "tools", "spades", "word_garden"]


def test_the_same_path_replaces_and_a_new_path_adds(toy: Path, tmp_path: Path) -> None:
    jobs = TOY["registers/jobs.toml"].replace("Dig", "Rest")
    ours = write(tmp_path / "ours", {"registers/jobs.toml": jobs, "clauses/new.md": "New.\n"})

    toolkit = load([toy, ours])

    assert toolkit.places["job_dig"] == f"{ours}/registers/jobs.toml, line 7"
    assert toolkit.places["name"].startswith("templates/questions/1-garden.toml, line ")


def test_of_three_folders_the_last_wins(toy: Path, tmp_path: Path) -> None:
    two = write(tmp_path / "two", {"clauses/gate.md": "Two.\n"})
    three = write(tmp_path / "three", {"clauses/gate.md": "Three.\n"})

    assert "Three." in str(pack(load([toy, two, three]))["guide"].content)
    assert "Two." in str(pack(load([toy, three, two]))["guide"].content)


def test_the_first_prompt_needs_the_questionnaire_alone(toy: Path, tmp_path: Path) -> None:
    broken = write(tmp_path / "ours", {"documents/02-x.md": "no front matter"})

    questionnaire = load_questionnaire([toy, broken])

    assert questionnaire.questions == load([toy]).questionnaire.questions


def test_mistakes_in_several_files_are_told_together(toy: Path, tmp_path: Path) -> None:
    files = {
        "facts.toml": TOY["facts.toml"].replace("short", "shrt"),
        "checks.toml": TOY["checks.toml"].replace('"warning"', '"warnin"'),
        "documents/02-x.md": "no front matter",
        "references.toml": "[[reference",
    }

    problems = told([toy, write(tmp_path / "ours", files)])

    for file in files:
        assert any(f"ours/{file}" in each for each in problems), (file, problems)


def test_a_misspelt_key_is_told_with_its_line_and_the_nearest_key(
    toy: Path, tmp_path: Path
) -> None:
    text = TOY["questions/1-garden.toml"].replace('why = "Each needs a hook."', 'wy = "So."')
    line = text[: text.index('wy = "So."')].count("\n") + 1

    problems = told([toy, write(tmp_path / "ours", {"questions/1-garden.toml": text})])

    wrong = [each for each in problems if "'wy'" in each]
    assert len(wrong) == 1
    assert f"1-garden.toml, line {line}: question 'spades'" in wrong[0]
    assert "Did you mean 'why'?" in wrong[0]
    assert any("the key 'why' is missing" in each for each in problems)


@pytest.mark.parametrize(
    ("file", "broken"),
    [
        ("questions/1-garden.toml", "\n[[question"),
        ("registers/jobs.toml", "\n[[row"),
        ("recommendations/tools.toml", "\nnothing = "),
        ("clauses/gate.md", "{% if %}\n"),
    ],
)
def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_called_missing(
    toy: Path, tmp_path: Path, file: str, broken: str
) -> None:
    ours = write(tmp_path / "ours", {file: TOY[file] + broken})

    problems = told([toy, ours])

    assert len(problems) == 2
    assert problems[0].startswith(f"{ours}/{file}")
    assert problems[1] == (
        f"{ours}/{file}: Other files name what may stand in here, so not every name could be"
        " checked. Mend this first, and check again."
    )


def test_a_name_that_no_unread_file_can_define_is_called_missing_all_the_same(
    toy: Path, tmp_path: Path
) -> None:
    files = {
        "facts.toml": TOY["facts.toml"] + "\n[[fact",
        "clauses/gate.md": '{{ cite("nobody") }} {{ nowhere }}\n',
    }

    problems = told([toy, write(tmp_path / "ours", files)])

    assert any("there is no evidence 'nobody'" in each for each in problems)
    assert any("nowhere" in each for each in problems)
    assert not any("Other files name" in each for each in problems)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('kind = "textt"', "'textt' is no kind of question"),
        ("", "the key 'kind' is missing"),
        ('kind = "choice"', "the key 'options' is missing"),
    ],
)
def test_a_kind_that_does_not_exist_is_answered_with_those_that_do(
    toy: Path, tmp_path: Path, written: str, said: str
) -> None:
    text = TOY["questions/1-garden.toml"].replace('kind = "text"', written, 1)

    problems = told([toy, write(tmp_path / "ours", {"questions/1-garden.toml": text})])

    assert any(said in each and "question 'name'" in each for each in problems)


def test_an_id_used_twice_is_told_with_both_places(toy: Path, tmp_path: Path) -> None:
    files = {"recommendations/more.toml": TOY["recommendations/tools.toml"]}

    problems = told([toy, write(tmp_path / "ours", files)])

    assert any(
        "'clean_the_spade' is used twice" in each and "tools.toml, line 2" in each
        for each in problems
    )


def test_two_documents_cannot_have_one_number(toy: Path, tmp_path: Path) -> None:
    text = TOY["documents/01-guide.md"].replace('id = "guide"', 'id = "guide_two"')

    problems = told([toy, write(tmp_path / "ours", {"documents/02-again.md": text})])

    assert any("number 1 is taken by templates/documents/01-guide.md" in each for each in problems)


def test_a_folder_that_is_not_there_and_a_toolkit_without_its_head_are_told(
    toy: Path, tmp_path: Path
) -> None:
    (toy / "toolkit.toml").unlink()

    assert told([tmp_path / "gone"]) == [f"{tmp_path / 'gone'}: there is no such folder."]
    assert told([toy]) == ["toolkit.toml: the file is missing from the toolkit."]


def test_a_register_row_with_a_column_too_many_or_too_few_is_told(
    toy: Path, tmp_path: Path
) -> None:
    text = TOY["registers/jobs.toml"].replace('who = "{{', 'whom = "{{')

    problems = told([toy, write(tmp_path / "ours", {"registers/jobs.toml": text})])

    assert any("the column 'who' is missing" in each for each in problems)
    assert any("there is no column 'whom'" in each for each in problems)


def test_files_that_are_neither_toml_nor_markdown_are_nobody_s_business(
    toy: Path, tmp_path: Path
) -> None:
    ours = write(tmp_path / "ours", {"documents/notes.txt": "x", "documents/02-x.md~": "x"})

    assert list(load([toy, ours]).documents) == ["guide"]
