"""The zip file around a Word document, whatever deflates it."""

import sys
from importlib.util import find_spec, module_from_spec
from io import BytesIO
from zipfile import ZipFile

import pytest

from schemekit.writers.word import package

PARTS = {"word/document.xml": b"<w:p>Mentoring</w:p>" * 2_000, "docProps/empty.xml": b""}


def test_parts_are_packed_without_isal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = find_spec(package.__name__)
    assert spec is not None
    assert spec.loader is not None
    lacking = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "isal", None)
    spec.loader.exec_module(lacking)

    for module in (package, lacking):
        made = module.zipped([module.packed(name, content) for name, content in PARTS.items()])

        with ZipFile(BytesIO(made)) as read:
            assert read.testzip() is None
            assert {name: read.read(name) for name in read.namelist()} == PARTS
        assert len(made) < 1_000


def test_what_is_packed_once_is_no_larger() -> None:
    content = PARTS["word/document.xml"]

    often, once = package.packed("a", content), package.packed_once("a", content)

    assert len(once.local) <= len(often.local)
