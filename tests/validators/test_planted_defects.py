"""Faults that Word would stumble over, planted one at a time: none may pass unseen."""

from pathlib import Path
from typing import Final

import pytest
from tests.validators import sdk
from tests.validators.lint import lint
from tests.validators.planted import BODY, TYPES, Planted, rich, spoilt

STYLED: Final = '<w:pStyle w:val="BodyText"/>'
_RELS: Final = "word/_rels/document.xml.rels"
_BOX: Final = r"(<w:alias [^>]*/><w:tag [^>]*/>)(<w:id [^>]*/>)"
_END: Final = r"(<w:sectPr>(?:(?!<w:sectPr>).)*</w:sectPr>)</w:body>"
_NUM: Final = '<w:num w:numId="99"><w:abstractNumId w:val="0"/></w:num>'
_MARK: Final = '<w:bookmarkStart w:id="'

DEFECTS: Final = (
    Planted("picture id twice", BODY, '<wp:docPr id="2"', '<wp:docPr id="1"', "ID01"),
    Planted("control id twice", BODY, '<w:id w:val="2"/>', '<w:id w:val="1"/>', "SDT01"),
    Planted("bookmark name twice", BODY, 'w:name="_Toc000000002"', 'w:name="_Toc000000001"',
            "BM01"),
    Planted("bookmark id twice", BODY, f'{_MARK}2"', f'{_MARK}1"', "BM02"),
    Planted("order in a paragraph", BODY, STYLED, f'<w:jc w:val="left"/>{STYLED}'),
    Planted("order of settings", "word/settings.xml", "</w:settings>",
            '<w:documentProtection w:edit="forms" w:enforcement="1"/></w:settings>'),
    Planted("list before its kind", "word/numbering.xml", "<w:abstractNum ",
            f"{_NUM}<w:abstractNum "),
    Planted("link without relationship", BODY, 'r:id="rIdLink1"', 'r:id="rIdLink99"', "REL03"),
    Planted("picture without relationship", BODY, 'r:embed="rIdPicture"', 'r:embed="rIdNo"',
            "REL03"),
    Planted("relationship to nothing", _RELS, 'Target="footnotes.xml"', 'Target="notes.xml"',
            "REL01"),
    Planted("part without its type", TYPES, r'<Override PartName="/word/footnotes.xml"[^>]*/>', "",
            "CT03"),
    Planted("control without content", BODY, "<w:sdtContent>.*?</w:sdtContent>", "", "SDT04"),
    Planted("paragraph inside a line", BODY, "<w:sdtContent>", "<w:sdtContent><w:p/>", "SDT05"),
    Planted("unknown lock", BODY, '<w:lock w:val="sdtLocked"/>', '<w:lock w:val="shut"/>', "SDT09"),
    Planted("order in a control", BODY, _BOX, r"\2\1", "SDT08"),
    Planted("control of two kinds", BODY, "<w:text/>", "<w:text/><w:richText/>", "SDT07"),
    Planted("cell without paragraph", BODY, r"(<w:tc><w:tcPr>.*?</w:tcPr>).*?</w:tc>",
            r"\1</w:tc>", "TBL01"),
    Planted("note that is not there", BODY, '<w:footnoteReference w:id="1"/>',
            '<w:footnoteReference w:id="99"/>', "FN02"),
    Planted("field without end", BODY, '<w:fldChar w:fldCharType="end"/>', "", "FLD01"),
    Planted("word that Word lacks", BODY, STYLED, f'{STYLED}<w:jc w:val="middle"/>'),
    Planted("colour with a hash", "word/styles.xml", 'w:val="1F2626"', 'w:val="#1F2626"', "CLR01"),
    Planted("store that is not there", BODY, r'w:storeItemID="\{0', 'w:storeItemID="{F', "SDT13"),
    Planted("style that is not there", BODY, STYLED, '<w:pStyle w:val="Missing"/>', "STY01"),
    Planted("list that is not there", BODY, '<w:numId w:val="3"/>', '<w:numId w:val="777"/>',
            "NUM01"),
    Planted("malformed", BODY, "</w:body>", "", "XML01"),
    Planted("undeclared prefix", BODY, 'mc:Ignorable="w14"', 'mc:Ignorable="w14 w99"', "MC01"),
    Planted("link to no bookmark", BODY, 'w:anchor="_Toc000000002"', 'w:anchor="_Toc9"', "BM05"),
    Planted("bookmark without end", BODY, r'<w:bookmarkEnd w:id="3"/>', "", "BM03"),
    Planted("table without grid", BODY, "<w:tblGrid>.*?</w:tblGrid>", "", "TBL02"),
    Planted("tenth level", BODY, '<w:ilvl w:val="0"/>', '<w:ilvl w:val="9"/>', "NUM02"),
    Planted("slip in a tick box", BODY, "w14:checked ", "w14:check ", "SDT12"),
    Planted("template, not document", TYPES, r"document\.main\+xml", "template.main+xml", "CT03"),
    Planted("control id in words", BODY, '<w:id w:val="2"/>', '<w:id w:val="two"/>', "SDT02"),
    Planted("text after the last section", BODY, _END, r"\1<w:p/></w:body>"),
    Planted("store id without braces", "customXml/itemProps1.xml", r'"\{(.*?)\}"', r'"\1"',
            "XML02"),
    Planted("long bookmark name", BODY, 'w:name="_Toc000000002"', f'w:name="{"n" * 41}"', "BM04"),
    Planted("illegal character", BODY, r"</w:t>", "&#xFFFE;</w:t>", "XML01"),
    Planted("list item twice", BODY, 'w:value="blue"', 'w:value="red"', "SDT11"),
    Planted("separators not in the settings", "word/settings.xml",
            "<w:footnotePr>.*?</w:footnotePr>", "", "FN03"),
)  # fmt: skip
OF_NUMBERS: Final = (
    Planted("level of another style", "word/numbering.xml", 'w:val="Heading3"', 'w:val="Heading4"',
            "NUM03"),
    Planted("style on another level", "word/styles.xml",
            '<w:ilvl w:val="1"/><w:numId w:val="2"/>', '<w:ilvl w:val="0"/><w:numId w:val="2"/>',
            "NUM03"),
    Planted("style of a list that is not there", "word/styles.xml", '<w:numId w:val="2"/>',
            '<w:numId w:val="777"/>', "NUM01"),
    Planted("number typed and counted", BODY, "(?<!1[.] )When to dig<", "1. When to dig<", "NUM04"),
    Planted("contents without the number", BODY, "1[.]1 Which spade<", "Which spade<", "NUM04"),
    Planted("reference to the number before", BODY, ">1[.]1</w:t>", ">1.0</w:t>", "NUM05"),
    Planted("reference to a number by words that are none", BODY, "REF _Ref_which_spade ",
            "REF _Ref_lists ", "NUM05"),
)  # fmt: skip
"""Faults that were found with numbered sections, not among those that were tried."""
ONLY_THE_SDK: Final = tuple(each for each in DEFECTS if not each.rule)


def test_a_document_of_everything_has_no_finding() -> None:
    assert lint(rich()) == []


def test_the_defects_are_as_many_as_were_tried() -> None:
    assert len({each.name for each in DEFECTS}) == 39
    assert len(ONLY_THE_SDK) == 5


@pytest.mark.parametrize(
    "planted", [*(each for each in DEFECTS if each.rule), *OF_NUMBERS], ids=str
)
def test_our_own_lint_finds(planted: Planted) -> None:
    rules = {each.rule.split()[0] for each in lint(spoilt(planted))}

    assert planted.rule in rules


@pytest.mark.validated("Open XML SDK")
def test_the_sdk_finds_the_rest_and_nothing_in_the_document_without_fault(tmp_path: Path) -> None:
    files = {"none": tmp_path / "none.docx"}
    files["none"].write_bytes(rich())
    for planted in ONLY_THE_SDK:
        files[planted.name] = tmp_path / f"{planted.name}.docx"
        files[planted.name].write_bytes(spoilt(planted))
    found = sdk.validate(files.values())

    silent = [name for name, file in files.items() if not found[file]]
    assert silent == ["none"]
