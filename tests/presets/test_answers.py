"""The answers file: saved whole, nothing dropped, and said plainly when it cannot be read."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.errors import AnswerError, AnswersError
from schemekit.interview.interview import Interview
from schemekit.presets.answers import Saved, keep_copy, read_answers, write_answers
from schemekit.presets.layers import Held
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED

NONE: Mapping[str, Held] = {}
HEAD = 'format = "schemekit-answers/1"\n'


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@settings(max_examples=40, deadline=None)
@given(name=st.text(min_size=1, max_size=150), note=st.text(max_size=400))
def test_every_text_that_can_be_an_answer_comes_back_from_the_file(
    toolkit: Toolkit, tmp_path_factory: pytest.TempPathFactory, name: str, note: str
) -> None:
    interview = Interview(toolkit.questionnaire)
    try:
        interview = interview.answered("organisation_name", name).answered("intro_note", note)
    except AnswerError:
        return
    path = tmp_path_factory.mktemp("scheme") / "answers.toml"

    write_answers(path, Saved(interview.replies), NONE)
    back = read_answers(path, toolkit.questionnaire)

    assert {key: each.value for key, each in back.replies.items()} == {
        key: each.value for key, each in interview.replies.items()
    }


def test_not_sure_yet_and_whose_word_it_is_come_back(toolkit: Toolkit, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    replies = {
        "mentors": Held(12, "preset nhs-trust"),
        "sponsor_name": Held(UNANSWERED, "not sure yet"),
    }

    write_answers(path, Saved(replies, presets=("nhs-trust",), depth="quick"), NONE)
    back = read_answers(path, toolkit.questionnaire)

    assert back.replies == replies
    assert (back.presets, back.depth, back.revision) == (("nhs-trust",), "quick", 1)


def test_comments_unknown_ids_and_hidden_answers_are_kept(toolkit: Toolkit, tmp_path: Path) -> None:
    path = written(
        tmp_path / "answers.toml",
        HEAD + "# agreed with Priya\n[answers]\nmentors = 12 # in March\nbarriesr = ['time']\n",
    )

    saved = read_answers(path, toolkit.questionnaire)
    parked = {"mentors": saved.replies["mentors"]}
    write_answers(path, saved, parked)
    text = path.read_text(encoding="utf-8")
    again = read_answers(path, toolkit.questionnaire)

    assert "Did you mean 'barriers'" in str(saved.notices[0])
    assert "# agreed with Priya" in text
    assert again.unused == {"barriesr": ["time"]}
    assert again.replies["mentors"].value == 12


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "[answers]\nmentors = \n", "line 3"),
        (HEAD + "[answers]\nmentors = 'many'\n", "line 3, mentors: The number of mentors"),
        (HEAD + "[answers]\nbarriers = ['tim']\n", "Did you mean 'time'?"),
        (HEAD + "[answers]\nmentors = 'many'\nnation = 'walse'\n", "Did you mean 'wales'?"),
        ("[answers]\n", "the format is not"),
        (HEAD + "answers = 3\n", "'answers' is not a table"),
        (HEAD + "depth = 'deep'\n[answers]\n", "There are quick, standard, full"),
        (HEAD + f"[answers]\nintro_note = '{'x' * 999_980}'\n", "larger than 1,000,000 bytes"),
        (HEAD + "[answers]\nintro_note = '" + "x" * 6000 + "'\n", "5,000 characters or less"),
    ],
)
def test_a_file_that_cannot_be_read_names_line_and_remedy(
    toolkit: Toolkit, tmp_path: Path, text: str, message: str
) -> None:
    path = written(tmp_path / "answers.toml", text)

    with pytest.raises(AnswersError) as wrong:
        read_answers(path, toolkit.questionnaire)

    assert message in str(wrong.value)
    assert str(path) in str(wrong.value)


def test_a_broken_file_names_its_last_good_copy(toolkit: Toolkit, tmp_path: Path) -> None:
    path = written(tmp_path / "answers.toml", HEAD + "[answers]\nmentors = 12\n")
    keep_copy(path)
    written(path, HEAD + "[answers]\nmentors = 1")
    written(path, HEAD + "[answers")

    with pytest.raises(AnswersError, match=r"answers\.toml\.bak"):
        read_answers(path, toolkit.questionnaire)


def test_a_second_window_never_overwrites_the_first(toolkit: Toolkit, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    first = write_answers(path, Saved({"mentors": Held(12, "you")}), NONE)
    write_answers(path, first, NONE)

    with pytest.raises(AnswersError, match="changed in another window"):
        write_answers(path, first, NONE)
    assert read_answers(path, toolkit.questionnaire).revision == 2


def test_a_folder_that_cannot_be_written_is_said_and_leaves_no_scraps(tmp_path: Path) -> None:
    blocked = written(tmp_path / "file", "not a folder")

    with pytest.raises(AnswersError, match="We cannot save in"):
        write_answers(blocked / "answers.toml", Saved(), NONE)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
