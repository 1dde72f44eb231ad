"""An overlay is told, word by word, when the central text it replaced has changed."""

from pathlib import Path

import pytest
from tests.toy import TOY, write

from schemekit.errors import ContentError
from schemekit.toolkit.loading import load
from schemekit.toolkit.upstream import notices, replaced, to_record, unrecorded

GATE = "clauses/gate.md"
BEFORE = "Close the gate behind you. We answer within two working days."
AFTER = "Close the gate behind you. We answer within three days."


@pytest.fixture
def central(tmp_path: Path) -> Path:
    return write(tmp_path / "central", {**TOY, GATE: BEFORE})


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    return write(tmp_path / "ours", {GATE: "Mind the dog.", "clauses/pond.md": "There is a pond."})


def record(overlay: Path, central: Path) -> None:
    for copy, text in to_record(overlay, (central,)):
        assert text is not None
        write(copy.parent, {copy.name: text})


def test_what_replaces_a_central_text_is_known_and_what_adds_is_not(
    central: Path, overlay: Path
) -> None:
    assert [each.name for each in replaced(overlay, (central,))] == [f"{overlay}/{GATE}"]
    assert unrecorded(overlay, (central,)) == (f"{overlay}/{GATE}",)
    assert list(notices([overlay], central, 9)) == []


def test_a_central_text_that_changed_is_told_word_by_word(central: Path, overlay: Path) -> None:
    record(overlay, central)
    unchanged = list(notices([overlay], central, 9))
    write(central, {GATE: AFTER})

    told = str(*notices([overlay], central, 9))

    assert unchanged == []
    assert f"{overlay}/{GATE}: the central text has changed since you replaced it:" in told
    assert "[gone: two working] [added: three] days." in told
    assert f'schemekit check "{overlay}" --accept' in told


def test_recording_again_ends_the_notice_and_changes_no_word_of_the_overlay(
    central: Path, overlay: Path
) -> None:
    record(overlay, central)
    write(central, {GATE: AFTER})
    record(overlay, central)

    assert list(notices([overlay], central, 9)) == []
    assert (overlay / GATE).read_text(encoding="utf-8") == "Mind the dog."
    assert unrecorded(overlay, (central,)) == ()


def test_line_breaks_alone_are_no_change(central: Path, overlay: Path) -> None:
    record(overlay, central)
    write(central, {GATE: BEFORE.replace(" ", "\n")})

    assert list(notices([overlay], central, 9)) == []


def test_a_central_text_that_is_no_more_is_told(central: Path, overlay: Path) -> None:
    record(overlay, central)
    (central / GATE).unlink()

    assert "is no more; yours is used" in str(*notices([overlay], central, 9))
    assert to_record(overlay, (central,)) == ((overlay / ".schemekit/central" / GATE, None),)


def test_an_overlay_on_an_overlay_is_told_of_that_one(
    central: Path, overlay: Path, tmp_path: Path
) -> None:
    narrower = write(tmp_path / "ward", {GATE: "Ring twice."})
    for copy, text in to_record(narrower, (central, overlay)):
        write(copy.parent, {copy.name: str(text)})
    write(overlay, {GATE: "Mind the two dogs."})

    told = str(*notices([overlay, narrower], central, 9))

    assert "Mind the [gone: dog.] [added: two dogs.]" in told


def test_the_record_is_no_content(central: Path, overlay: Path) -> None:
    record(overlay, central)

    toolkit = load([central, overlay])

    assert toolkit.clauses
    assert not any(".schemekit" in each for each in toolkit.places.values())


def test_many_places_are_counted(central: Path, overlay: Path) -> None:
    record(overlay, central)
    write(
        central, {GATE: BEFORE.replace("Close", "Shut").replace("within", "in").replace("two", "2")}
    )

    told = str(*notices([overlay], central, 1))

    assert "[gone: Close] [added: Shut]" in told
    assert "and in 1 more place\n" in told


def test_a_record_that_leads_out_of_the_overlay_is_refused(
    central: Path, overlay: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (overlay / ".schemekit").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ContentError, match="leads out of the overlay"):
        to_record(overlay, (central,))
