"""A file that came back is a stranger's: what is wrong with it is a sentence, and no harm done."""

import time
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree
from tests.forms.filling import BODY, changed

from schemekit.errors import FormError
from schemekit.forms.form import Form
from schemekit.forms.opening import SIZE_LIMIT
from schemekit.forms.reading import read_form

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 9}">' for number in range(1, 10)
)
BOMB = f"<!DOCTYPE w [{LAUGHS}]><w>&l9;</w>"
REMOTE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A Word file with one part more, or another in its place."""
    with ZipFile(BytesIO(content)) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    return zipped({**parts, name: part})


def with_macros(root: etree._Element) -> None:
    root[-1].set("ContentType", "application/vnd.ms-word.document.macroEnabled.main+xml")


def locked_zip(content: bytes) -> bytes:
    """A zip whose members claim to be encrypted."""
    flagged = bytearray(content)
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = flagged.find(sign)
        while place >= 0:
            flagged[place + at] |= 1
            place = flagged.find(sign, place + 4)
    return bytes(flagged)


@lru_cache(maxsize=2)
def bad_files(empty: bytes) -> dict[str, tuple[bytes, str]]:
    deep = b"<w>" * 100_000 + b"</w>" * 100_000
    return {
        "empty": (b"", "is empty"),
        "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "neither a Word file"),
        "too large": (b"PK" + b"\0" * SIZE_LIMIT, "larger than"),
        "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        "locked zip": (locked_zip(empty), "password"),
        "old Word": (OLE + b"\0" * 600, "old format"),
        "cut short": (empty[: len(empty) // 2], "cut short"),
        "scrambled": (empty[:2000] + b"\0" * 3000 + empty[5000:], "cut short|damaged"),
        "a zip": (zipped({"a.txt": b"x"}), "not a Word document"),
        "macros": (with_part(empty, "word/vbaProject.bin", b"x"), "macros"),
        "macro type": (changed(empty, with_macros, "[Content_Types].xml"), "macros"),
        "zip bomb": (with_part(empty, "word/media/a.png", b"\0" * 30_000_000), "do harm"),
        "many members": (zipped({f"{n}": b"" for n in range(2_100)}), "far more"),
        "entities": (with_part(empty, BODY, BOMB.encode()), "document type"),
        "entities in UTF-16": (with_part(empty, BODY, BOMB.encode("utf-16")), "document type"),
        "remote entity": (with_part(empty, BODY, REMOTE.encode()), "document type"),
        "deep": (with_part(empty, BODY, deep), "damaged"),
        "no XML": (with_part(empty, BODY, b"<w:document"), "damaged"),
        "another document": (with_part(empty, BODY, b"<w/>"), ""),
    }


@pytest.mark.parametrize(
    "name", bad_files(zipped({BODY: b"", "[Content_Types].xml": b"<t><o/></t>"}))
)
def test_a_bad_file_is_a_sentence_and_takes_no_time(
    empty: bytes, forms: dict[str, Form], name: str
) -> None:
    content, says = bad_files(empty)[name]
    started = time.process_time()

    if says:
        with pytest.raises(FormError, match=says) as told:
            read_form("a.docx", content, forms)
        assert str(told.value).endswith((".", "."))
    else:
        answers = read_form("a.docx", content, forms).answers
        assert {each.state for each in answers} == {"missing"}
    assert time.process_time() - started < 5


def test_a_file_named_docm_is_refused_whatever_is_in_it(
    empty: bytes, forms: dict[str, Form]
) -> None:
    with pytest.raises(FormError, match="macros"):
        read_form("a.docm", empty, forms)


def test_a_word_file_named_pdf_is_known_by_its_bytes(empty: bytes, forms: dict[str, Form]) -> None:
    assert read_form("a.pdf", empty, forms).form == "garden_form"


def test_a_form_of_another_toolkit_is_told_with_what_it_is(empty: bytes) -> None:
    with pytest.raises(FormError, match=r"'garden_form', made for 'Hill & Dale: Open gardens'"):
        read_form("a.docx", empty, {})
