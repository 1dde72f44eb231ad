"""The seven promises of the architecture, each held to what is really made.

1 nothing a person typed is lost; 2 answers are data; 3 every claim has a source and every
recommendation a reason; 4 same answers, same bytes; 5 refuse early, everything at once, in words;
6 what the wizard can do, a file and a command line can do too; 7 offline.
"""

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from lxml import etree
from markdown_it import MarkdownIt
from tests.cli.calling import ACME, Call
from tests.conftest import ProfileOf
from tests.reading import texts, words
from tests.toy import TOY, loaded, profile, write

from schemekit import resources
from schemekit.cli.explain import explained
from schemekit.cli.options import Wishes
from schemekit.cli.scheme import open_scheme
from schemekit.document.blocks import Document, Heading, Paragraph, Table
from schemekit.document.theme import Theme
from schemekit.document.walk import every_block
from schemekit.errors import ContentError
from schemekit.guidance import advise
from schemekit.interview.interview import Interview, Profile
from schemekit.making import make_documents, make_files, make_read_me, manifest_of
from schemekit.pack.manifest import read_manifest
from schemekit.pack.planning import plan
from schemekit.pack.writing import FOLDER
from schemekit.pack.writing import write as write_pack
from schemekit.presets.answers import NAME, Saved, read_answers, write_answers
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED

HOSTILE: Final = "{{ 7*7 }} **Ward** | # <b>&amp;"
HOSTILE_PROSE: Final = (
    "# No heading\n- no item\n1. no step\n> no quote\n```\n| no | cell |\n| --- | --- |\n"
    "{% if 1 %}{{ 7*7 }}{% endif %}\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![i](http://e.vil/i.png)\n"
    "::: important\n---\n\\*not\\* *emphasis* https://e.vil &lt;\n[^1]: no note"
)
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme([resources.templates()])


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write(tmp_path / "toy", TOY)


# ── 1. Nothing a person typed is ever lost ──────────────────────────────────────────────────────


def test_an_answer_that_becomes_hidden_is_parked_and_comes_back(
    toolkit: Toolkit, tmp_path: Path
) -> None:
    asked = Interview(toolkit.questionnaire).answered("barriers", ["time"])
    told = asked.answered("time_causes", ["travel"])

    hidden = told.answered("barriers", ["visibility"])
    write_answers(tmp_path / NAME, Saved(hidden.replies), hidden.parked)
    reopened = replace(hidden, replies=read_answers(tmp_path / NAME, toolkit.questionnaire).replies)
    back = reopened.answered("barriers", ["time"])

    assert "time_causes" not in hidden.profile.held
    assert set(hidden.parked) == {"time_causes"}
    assert "[parked]" in (tmp_path / NAME).read_text(encoding="utf-8")
    assert back.profile["time_causes"] == ("travel",)
    assert back.parked == {}


def test_a_file_keeps_comments_and_ids_that_no_toolkit_knows(
    toolkit: Toolkit, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_text(
        'format = "schemekit-answers/1"\n# ask Priya about this\n[answers]\n'
        'mentors = 12 # she said twelve\nmentros = 13\n[parked]\ntime_causes = ["travel"]\n',
        encoding="utf-8",
    )

    saved = read_answers(path, toolkit.questionnaire)
    write_answers(path, saved, {})

    text = path.read_text(encoding="utf-8")
    assert "# ask Priya about this" in text
    assert "# she said twelve" in text
    assert saved.unused == {"mentros": 13}
    assert "Did you mean 'mentors'" in str(saved.notices[0])
    assert read_answers(path, toolkit.questionnaire).unused == {"mentros": 13}
    assert "time_causes" in read_answers(path, toolkit.questionnaire).replies


def test_an_edited_document_is_kept_and_every_change_is_in_the_plan(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme, tmp_path: Path
) -> None:
    pack = tmp_path / FOLDER
    build(tmp_path, toolkit, profile_of("nhs-trust", scheme_types=["peer"]), theme)
    edited = pack / "text" / "02-scheme-handbook.md"
    edited.write_text("my own words", encoding="utf-8")
    before = {path: path.read_bytes() for path in pack.rglob("*.*")}

    planned = build(tmp_path, toolkit, profile_of("nhs-trust", mentees=11), theme)

    after = {path: path.read_bytes() for path in pack.rglob("*.*")}
    touched = {
        str(path.relative_to(pack))
        for path, content in after.items()
        if before.get(path) != content
    }
    listed = {each.target for each in planned if each.target}
    assert edited.read_text(encoding="utf-8") == "my own words"
    assert (pack / "text" / "02-scheme-handbook (new).md").exists()
    assert touched == listed | {"manifest.json"}
    assert {each.fate for each in planned} >= {"new", "kept", "changed", "left"}
    assert set(before) <= set(after)


def build(folder: Path, toolkit: Toolkit, profile: Profile, theme: Theme) -> tuple[Any, ...]:
    pack = folder / FOLDER
    made = list(make_files(make_documents(toolkit, profile), theme, ["md"]))
    return write_pack(folder, pack, plan(pack, made, manifest_of(toolkit, profile))).steps


# ── 2. Answers are data ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def hostile(toolkit: Toolkit, profile_of: ProfileOf) -> tuple[Document, ...]:
    """The documents of an organisation whose every name is made of other people’s syntax."""
    return make_documents(toolkit, hostile_profile(profile_of))


def hostile_profile(profile_of: ProfileOf) -> Profile:
    names = ("organisation_name", "lead_name", "sponsor_name", "word_coordinator", "data_contact")
    return profile_of(
        "nhs-trust",
        access_rule="held_places",
        intro_note=HOSTILE_PROSE,
        evidence_of_need=HOSTILE_PROSE,
        **dict.fromkeys(names, HOSTILE),
    )


def the(documents: tuple[Document, ...], name: str) -> Document:
    return next(each for each in documents if each.id == name)


def said_in(document: Document) -> Counter[str]:
    """How often the hostile name stands in a heading, a table cell and a sentence."""
    found: Counter[str] = Counter()
    for block in every_block(document.content):
        match block:
            case Heading(content=content):
                found["heading"] += words(content).count(HOSTILE)
            case Paragraph(content):
                found["sentence"] += words(content).count(HOSTILE)
            case Table(header, rows):
                cells = [cell for row in (header, *rows) for cell in row.cells]
                found["cell"] += sum(words(cell).count(HOSTILE) for cell in cells)
            case _:
                continue
    return found


def in_word(content: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    for paragraph in docx.Document(io.BytesIO(content)).element.body.iter(f"{WORD}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{WORD}t"))
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        name = "" if style is None else str(style.get(f"{WORD}val"))
        inside = any(each.tag == f"{WORD}tc" for each in paragraph.iterancestors())
        heading = name.startswith(("Heading", "Title"))
        found["cell" if inside else "heading" if heading else "sentence"] += text.count(HOSTILE)
    return found


class Page(HTMLParser):
    """Every run of words of a page with the tags it stands in, and every start tag."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "link", "br", "hr", "input", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        place = "/".join(self.open)
        self.words[place] = self.words.get(place, "") + data

    def inside(self, *tags: str) -> str:
        found = (text for place, text in self.words.items() if set(tags) & set(place.split("/")))
        return "".join(found)


def in_page(content: bytes) -> Counter[str]:
    page = Page(content)
    return Counter(
        heading=page.inside("h1", "h2", "h3", "h4").count(HOSTILE),
        cell=page.inside("td", "th").count(HOSTILE),
        sentence=page.inside("p", "li").count(HOSTILE),
    )


def in_markdown(content: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    around: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(content.decode()):
        if token.nesting == 1:
            around.append(token.type)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            text = "".join(
                " " if each.type.endswith("break") else each.content
                for each in token.children or ()
            )
            place = around[-1] if around else ""
            cell, heading = place in {"td_open", "th_open"}, place == "heading_open"
            found["cell" if cell else "heading" if heading else "sentence"] += text.count(HOSTILE)
    return found


READERS: Final[Mapping[str, Callable[[bytes], Counter[str]]]] = {
    "docx": in_word,
    "html": in_page,
    "md": in_markdown,
}


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("document", ["handbook", "scheme_summary"])
def test_an_organisations_name_reads_back_as_it_was_typed(
    hostile: tuple[Document, ...], theme: Theme, ending: str, document: str
) -> None:
    asked = the(hostile, document)
    (made,) = make_files([asked], theme, [ending])

    found, expected = READERS[ending](made.content), said_in(asked)

    assert expected["heading"]
    assert expected["cell"]
    assert document == "scheme_summary" or expected["sentence"]
    for place, times in expected.items():
        assert found[place] >= times, place


def test_hostile_prose_stays_words_in_every_format(
    hostile: tuple[Document, ...], theme: Theme
) -> None:
    handbook = the(hostile, "handbook")
    made = {each.format: each.content for each in make_files([handbook], theme, [*READERS])}
    page = Page(made["html"])
    tokens = MarkdownIt("commonmark").enable("table").parse(made["md"].decode())
    headings = [after.content for at, after in pairwise(tokens) if at.type == "heading_open"]
    body = docx.Document(io.BytesIO(made["docx"])).element.body
    in_docx = "\n".join(
        "".join(each.text or "" for each in paragraph.iter(f"{WORD}t"))
        for paragraph in body.iter(f"{WORD}p")
    )
    own_scripts = sum(tag == "script" for tag, _ in Page(plain_page(handbook, theme)).tags)

    for line in HOSTILE_PROSE.split("\n"):
        assert not line or line in "".join(page.words.values())
        assert line in in_docx or line.replace("  ", " ") in in_docx
    assert not any("No heading" in each for each in headings)
    assert not any(
        "No heading" in each for tag in ("h1", "h2", "h3") for each in [page.inside(tag)]
    )
    assert not any(token.type == "fence" for token in tokens)
    assert sum(tag == "script" for tag, _ in page.tags) == own_scripts
    assert not any("e.vil" in value for _, attrs in page.tags for value in attrs.values())
    assert not any("javascript:" in value for _, attrs in page.tags for value in attrs.values())
    assert b"e.vil" not in b"".join(relations(made["docx"]))


def plain_page(document: Document, theme: Theme) -> bytes:
    (made,) = make_files([replace(document, content=())], theme, ["html"])
    return made.content


def relations(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(each) for each in archive.namelist() if each.endswith(".rels"))


def test_advice_titles_pre_filled_fields_and_file_properties_hold_the_same_characters(
    toy: Path, tmp_path: Path, theme: Theme
) -> None:
    guide = TOY["documents/01-guide.md"].replace(
        "\n+++\n#",
        '\n\n[[field]]\nid = "who"\nkind = "text"\nlabel = "Who {{ name }} is"\nvalue = "name"\n'
        "+++\n#",
    )
    files = {
        "documents/01-guide.md": guide + '\n{{ field("who") }}\n',
        "recommendations/tools.toml": TOY["recommendations/tools.toml"].replace(
            'title = "Clean the spade"', 'title = "Clean the spade of {{ name }}"'
        ),
    }
    toolkit = loaded(toy, tmp_path / "ours", files)
    (document,) = make_documents(toolkit, profile(toolkit, name=HOSTILE))
    made = {each.format: each.content for each in make_files([document], theme, [*READERS])}
    word = docx.Document(io.BytesIO(made["docx"]))
    page = Page(made["html"])
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as archive:
        whole = etree.fromstring(archive.read("word/document.xml"))
    in_docx = "".join(each.text or "" for each in whole.iter(f"{WORD}t"))

    assert document.title == f"Guide to the garden of {HOSTILE}"
    assert word.core_properties.title == document.title
    assert page.words["html/head/title"].startswith(document.title)
    assert f"Clean the spade of {HOSTILE}." in in_docx
    assert f"Who {HOSTILE} is" in in_docx
    assert f"Clean the spade of {HOSTILE}." in page.inside("strong")
    assert HOSTILE in {attrs.get("value") for tag, attrs in page.tags if tag == "input"}


def test_the_page_that_stands_first_holds_the_same_characters(
    toolkit: Toolkit, profile_of: ProfileOf, hostile: tuple[Document, ...], theme: Theme
) -> None:
    page = Page(make_read_me(toolkit, hostile_profile(profile_of), hostile, (), theme).content)

    assert HOSTILE in page.inside("p")
    assert HOSTILE in page.inside("td")
    assert HOSTILE in page.words["html/head/title"]
    assert "49" not in page.inside("title", "h1")


# ── 3. Every claim has a source, every recommendation a reason ──────────────────────────────────

PROFILES: Final = ("nhs-trust", "deanery", "medical-school", "employer", "time-poor", "relaunch")


def test_every_recommendation_cites_evidence_or_says_that_it_is_our_default(
    toolkit: Toolkit,
) -> None:
    for each in toolkit.recommendations.values():
        assert each.table.evidence or each.table.basis == "default", each.id
        assert set(each.table.evidence) <= set(toolkit.evidence), each.id
        assert set(each.table.rests_on) <= set(toolkit.source_recommendations), each.id


def test_evidence_that_says_it_is_cited_names_references_that_exist(toolkit: Toolkit) -> None:
    for each in toolkit.evidence.values():
        assert set(each.references) <= set(toolkit.references), each.id
        assert each.source, each.id
        assert each.references or each.strength not in {"cited", "checked", "outside"}, each.id


@pytest.mark.parametrize("preset", PROFILES)
def test_every_note_of_a_pack_leads_to_its_source_and_references(
    toolkit: Toolkit, profile_of: ProfileOf, preset: str
) -> None:
    for document in make_documents(toolkit, profile_of(preset)):
        listed = {each.id for each in document.references}
        for note in document.notes:
            evidence = toolkit.evidence[note.evidence]

            assert evidence.claim.strip() in words(note.content)
            assert f"Source: {evidence.source}" in words(note.content)
            assert set(evidence.references) <= listed


@pytest.mark.parametrize("preset", PROFILES)
def test_advice_names_real_answers_and_falls_without_them(
    toolkit: Toolkit, profile_of: ProfileOf, preset: str
) -> None:
    found = profile_of(preset)
    answers = {name: held.value for name, held in found.held.items()}

    for advice in advise(toolkit.recommendations.values(), found).advice:
        when, id_ = advice.recommendation.table.when, advice.recommendation.id
        if when is None:
            assert advice.because == ()
            assert advice.why == "This stands in every pack."
            continue
        named = {each.question for each in advice.because}
        forgotten = {name: UNANSWERED if name in named else answers[name] for name in answers}

        assert named <= set(found.held), id_
        assert advice.why.startswith("You said: "), id_
        for each in advice.because:
            options = each.answer.split("; ")
            assert set(options) <= set(found.shown(each.question).split("; ")) | {"not sure yet"}
        if not re.search("is unanswered", when.source):
            assert not when.holds(found.questionnaire.scope(forgotten)), id_


def test_explain_walks_from_everything_to_answers_evidence_and_reference(
    toolkit: Toolkit, tmp_path: Path
) -> None:
    scheme = open_scheme(tmp_path, Wishes(presets=("nhs-trust", "time-poor")))
    walked = 0
    for name in toolkit.recommendations:
        told = explained(name, scheme, toolkit)
        walked += told["applies"] == "yes"

        assert told["applies"] != "yes" or told["because"], name
        assert told["evidence"] or told["grounds"].startswith("our own default"), name
        for each in told["evidence"]:
            expected = toolkit.evidence[each["id"]].references
            assert len(each["references"]) == len(expected), name
    for name in (*toolkit.questionnaire.questions, *toolkit.questionnaire.facts):
        assert explained(name, scheme, toolkit)["title"], name
    for name in toolkit.documents:
        assert explained(name, scheme, toolkit)["applies"].startswith(("yes", "no")), name

    assert walked > 10


# ── 4 and 7. Same answers, same bytes; offline ──────────────────────────────────────────────────

UNPLUGGED: Final = """
import socket, sys

class Unplugged(socket.socket):
    def __init__(self, *_, **__):
        raise OSError("the cable is out")

socket.socket = Unplugged
socket.create_connection = socket.getaddrinfo = Unplugged
sys.argv = ["schemekit", *sys.argv[1:]]
from schemekit.__main__ import main
main()
"""
ASKED: Final = (
    "new", "s", *ACME, "--set", "barriers=time;visibility", "--format", "docx", "--format", "html",
    "--format", "md",
)  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same answers in two fresh processes that hash differently, with no network.

    The second has never read the toolkit before and parses it; the first may remember it.
    """
    folders = [tmp_path_factory.mktemp(f"seed{seed}") for seed in ("0", "1")]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", UNPLUGGED, *ASKED],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONHASHSEED": folder.name[4],
                "XDG_CONFIG_HOME": str(folder),
                **({"XDG_CACHE_HOME": str(folder)} if folder == folders[1] else {}),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    for each in running:
        said, wrong = each.communicate(timeout=60)
        assert each.returncode == 0, said + wrong
    one, other = (folder / "s" / FOLDER for folder in folders)
    return one, other


def test_the_same_answers_make_the_same_bytes(packs: tuple[Path, Path]) -> None:
    one, other = (
        {path.relative_to(pack): path.read_bytes() for path in pack.rglob("*.*")} for pack in packs
    )

    assert one.keys() == other.keys()
    assert len(one) > 20
    assert [str(path) for path, content in one.items() if content != other[path]] == []


def test_the_content_digests_are_equal_too(packs: tuple[Path, Path]) -> None:
    one, other = (read_manifest(pack) for pack in packs)

    assert one is not None
    assert other is not None
    assert [(e.document, e.format, e.content) for e in one.files] == [
        (e.document, e.format, e.content) for e in other.files
    ]
    assert all(each.content for each in one.files)


AWAY: Final = r"https://|mailto:|(\.\./)?[\w-]+\.docx$"
INSIDE: Final = r"https://|mailto:|#|(\.\./)?[\w.-]+\.html"
"""Where a link of a Word document may lead: out by hand, or to its neighbour in the pack."""


HARMLESS_FIELDS: Final = {
    b"PAGE", b"NUMPAGES", b"TOC", b"PAGEREF", b"NOTEREF", b"REF", b"HYPERLINK",
}  # fmt: skip


def made_files(pack: Path) -> Iterator[tuple[str, str, bytes]]:
    """Every part of every file: of a Word document, its members."""
    for path in sorted(pack.rglob("*.*")):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield path.name, name, archive.read(name)
        else:
            yield path.name, "", path.read_bytes()


def test_nothing_made_can_run_or_fetch_anything(packs: tuple[Path, Path]) -> None:
    for file, part, content in made_files(packs[0]):
        assert not re.search(r"vbaProject|vbaData|activeX|embeddings/|\.bin$", part), (file, part)
        assert b"attachedTemplate" not in content, (file, part)
        assert b"macroEnabled" not in content, (file, part)
        if part.endswith(".rels"):
            for relation in etree.fromstring(content):
                if relation.get("TargetMode") == "External":
                    assert str(relation.get("Type")).endswith("/hyperlink"), (file, part)
                    assert re.match(AWAY, str(relation.get("Target"))), (file, part)
        if part.startswith("word/") and part.endswith(".xml"):
            fields = re.findall(rb"<w:instrText[^>]*>\s*([A-Z]+)", content)
            assert set(fields) <= HARMLESS_FIELDS, file


def test_no_page_asks_for_anything_outside_itself(packs: tuple[Path, Path]) -> None:
    for path in packs[0].rglob("*.html"):
        page = Page(path.read_bytes())
        for tag, attrs in page.tags:
            assert tag not in {"iframe", "object", "embed", "img", "base"}, (path.name, tag)
            assert not {"src", "srcset", "data", "action", "background"} & set(attrs), path.name
            assert tag != "link" or not attrs.get("href", "").startswith("http"), path.name
            if tag == "a" and "href" in attrs:
                assert re.match(INSIDE, attrs["href"]), path.name
        assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", page.inside("style"))


# ── 5. Refuse early, refuse everything at once, say what would help ─────────────────────────────

MISTAKES: Final = {
    "questions/8-ours.toml": (
        '[section]\nid = "ours"\ntitle = "Ours"\n\n[[question]]\nid = "canteen"\nkind = "text"\n'
        'ask = "Where?"\nshort = "Where"\nnoun = "where"\nwhy = "So."\nhlep = "Say where"\n'
    ),
    "recommendations/ours.toml": (
        '[[recommendation]]\nid = "one"\ntopic = "contact"\ntitle = "One"\nadvice = "Do."\n'
        'owner = "all"\neffort = "none"\nwhen = "\'tim\' in barriers or mentess > 3"\n'
        'evidence = ["gap_in_exams_and_arpc"]\n'
    ),
    "documents/90-ours.md": (
        '+++\nid = "ours_note"\nnumber = 90\nfile = "ours"\ntitle = "Ours"\naudience = "all"\n'
        'purpose = "None."\notherwise = "it"\n+++\n# Ours\n\n'
        "{% fi mentees %}\n\nText.\n\n{% endif %}\n"
    ),
    "documents/91-more.md": (
        '+++\nid = "more_note"\nnumber = 91\nfile = "more"\ntitle = "More"\naudiance = "all"\n'
        'purpose = "None."\notherwise = "it"\n+++\n# More\n\nText.\n'
    ),
}


def test_every_mistake_of_an_overlay_is_told_at_once_with_its_place_and_the_nearest_name(
    call: Call, tmp_path: Path
) -> None:
    write(tmp_path / "ours", MISTAKES)

    said = call("check", "ours")

    lines = said.err.splitlines()
    expected = {
        "ours/questions/8-ours.toml, line 12": ("'hlep'", "Did you mean 'help'?"),
        "ours/recommendations/ours.toml, line 1": ("'tim' is not an option", "mean 'time'?"),
        "ours/recommendations/ours.toml, line 1, recommendation": ("'mentess'", "'mentees'?"),
        "ours/recommendations/ours.toml": ("'gap_in_exams_and_arpc'", "'gap_in_exams_and_arcp'?"),
        "ours/documents/90-ours.md, line 12": ("'fi mentees' is no tag", "there are if, elif"),
        "ours/documents/91-more.md, line 6": ("'audiance'", "Did you mean 'audience'?"),
    }
    assert said.code == 1
    assert "Traceback" not in said.err
    for where, told in expected.items():
        assert any(
            each.startswith(where) and all(part in each for part in told) for each in lines
        ), (where, said.err)


HOSTILE_OVERLAYS: Final[Mapping[str, tuple[str, str | bytes, str]]] = {
    "a sum that never ends": (
        "facts.toml",
        '[[fact]]\nid = "huge"\nshort = "Huge"\nvalue = "9**9**9**9"\n',
        "'pow' is not allowed",
    ),
    "a text as long as memory": (
        "facts.toml",
        '[[fact]]\nid = "huge"\nshort = "Huge"\nvalue = "\'a\' * 10**10 == \'b\'"\n',
        "'pow' is not allowed",
    ),
    "brackets without end": (
        "facts.toml",
        f'[[fact]]\nid = "deep"\nshort = "Deep"\nvalue = "{"(" * 4000}1{")" * 4000}"\n',
        "fact 'deep'",
    ),
    "a way into Python": (
        "documents/02-x.md",
        "{{ name.__class__.__mro__ }}",
        "not allowed|a column stands",
    ),
    "a call": ("documents/02-x.md", "{{ range(9) }}", "only .* can be called"),
    "an import": ("documents/02-x.md", '{% import "x" as y %}', "is no tag"),
    "a macro": ("documents/02-x.md", "{% macro x() %}", "is no tag"),
    "a path that leaves": (
        "documents/02-x.md",
        '{% include "../../../etc/passwd" %}',
        "no clause there is",
    ),
    "an absolute path": ("documents/02-x.md", '{% include "/etc/passwd" %}', "no clause there is"),
    "a loop over nothing known": (
        "documents/02-x.md",
        "{% for x in everything %}\n- a\n{% endfor %}",
        "no question with many options",
    ),
    "a loop over a range": (
        "documents/02-x.md",
        "{% for x in [1, 2] %}\n- a\n{% endfor %}",
        "loops",
    ),
    "HTML": ("documents/02-x.md", "<script>alert(1)</script>", "HTML"),
    "a private character": ("documents/02-x.md", "\ue001", "private-use"),
    "two megabytes": ("documents/02-x.md", "x " * 1_000_000, "larger than"),
    "two megabytes of table": ("facts.toml", "# " + "x" * 2_000_000, "larger than"),
    "bytes that are no text": ("documents/02-x.md", b"\xff\xfe\x00", "not UTF-8"),
    "tables in tables": ("facts.toml", "a = " + "[" * 90_000, "not complete TOML"),
}


@pytest.mark.parametrize("name", HOSTILE_OVERLAYS)
def test_a_hostile_overlay_is_refused_quickly_and_in_words(
    toy: Path, tmp_path: Path, name: str
) -> None:
    file, content, told = HOSTILE_OVERLAYS[name]
    path = tmp_path / "ours" / file
    path.parent.mkdir(parents=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if file.endswith(".toml") else head(content), encoding="utf-8")

    began = time.perf_counter()
    with pytest.raises(ContentError, match=told) as refused:
        load([toy, tmp_path / "ours"])

    assert time.perf_counter() - began < 2
    assert all(file in each.where for each in refused.value.problems)


def test_a_link_that_would_run_something_stays_words(toy: Path, tmp_path: Path) -> None:
    body = "[x](javascript:alert(1)) [y](data:text/html,z) [z](vbscript:a)"

    toolkit = loaded(toy, tmp_path / "ours", {"documents/02-x.md": head(body)})
    document = the(make_documents(toolkit, profile(toolkit)), "other")

    assert list(texts(document.content))[1] == body


def head(body: str) -> str:
    return (
        '+++\nid = "other"\nnumber = 2\nfile = "other"\ntitle = "T"\naudience = "a"\n'
        f'purpose = "p"\notherwise = "o"\n+++\n# T\n\n{body}\n'
    )


def test_clauses_that_include_each_other_are_told_with_their_circle(
    toy: Path, tmp_path: Path
) -> None:
    files = {
        "clauses/one.md": '{% include "clauses/two.md" %}\n',
        "clauses/two.md": '{% include "clauses/one.md" %}\n',
    }

    with pytest.raises(ContentError, match=r"one\.md -> clauses/two\.md -> clauses/one\.md"):
        loaded(toy, tmp_path / "ours", files)


def test_links_that_lead_in_a_circle_end_and_are_no_content(toy: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    (ours / "documents").mkdir(parents=True)
    (ours / "documents" / "again").symlink_to(ours)
    (ours / "clauses").symlink_to(ours / "clauses")
    (ours / "documents" / "02-x.md").symlink_to(ours / "documents" / "02-x.md")

    assert list(load([toy, ours]).documents) == ["guide"]


# ── 6. What the wizard can do, a file and a command line can do too ─────────────────────────────

TYPED: Final[Mapping[str, tuple[str, str]]] = {
    "organisation_name": ("  Acme   NHS Trust ", '"Acme NHS Trust"'),
    "organisation_kind": ("NHS trust or health board", '"nhs_trust"'),
    "nation": ("england", '"england"'),
    "staff_groups": ("Consultants; sas_doctors", '["sas_doctors", "consultants"]'),
    "aims": ("retention, cpd", '["cpd", "retention"]'),
    "barriers": ("time", '["time"]'),
    "mentees": ("1,200", "1200"),
    "mentors": ("0", "0"),
    "months": ("6", "6"),
    "matching": ("hybrid", '"hybrid"'),
    "launch_date": ("31/03/2027", "2027-03-31"),
    "contact_email": ("mentoring@acme.example.org", '"mentoring@acme.example.org"'),
    "intro_note": ("Two\r\nlines", '"""Two\nlines"""'),
}
"""What a person types, and what a file says, of the same answer."""


def test_an_interview_a_file_and_a_command_line_give_the_same_profile(
    toolkit: Toolkit, tmp_path: Path
) -> None:
    asked = Interview(toolkit.questionnaire, depth="quick")
    for name, (typed, _) in TYPED.items():
        asked = asked.answered(name, typed)
    lines = "\n".join(f"{name} = {written}" for name, (_, written) in TYPED.items())
    text = f'format = "schemekit-answers/1"\ndepth = "quick"\n[answers]\n{lines}\n'
    write(tmp_path / "file", {NAME: text})

    from_file = open_scheme(tmp_path / "file", Wishes()).interview
    settings = tuple((name, typed) for name, (typed, _) in TYPED.items())
    from_line = open_scheme(tmp_path / "line", Wishes(settings=settings)).interview
    as_preset = open_scheme(
        tmp_path / "other", Wishes(presets=(str(tmp_path / "file"),), yes=True)
    ).interview

    assert asked.profile["launch_date"] == date(2027, 3, 31)
    assert asked.profile["staff_groups"] == ("consultants", "sas_doctors")
    assert values(from_file) == values(asked)
    assert values(from_line) == values(asked)
    assert values(as_preset) == values(asked)


def values(interview: Interview) -> dict[str, object]:
    return {name: held.value for name, held in interview.profile.held.items()}


def test_not_sure_yet_can_be_said_in_a_file_too(toolkit: Toolkit, tmp_path: Path) -> None:
    text = 'format = "schemekit-answers/1"\nunsure = ["months"]\n[answers]\n'
    write(tmp_path, {NAME: text})

    from_file = open_scheme(tmp_path, Wishes()).interview

    assert (
        from_file.profile.held["months"]
        == (Interview(toolkit.questionnaire).unsure("months").profile.held["months"])
    )


def test_a_pack_from_a_file_is_the_pack_from_the_command_line(call: Call, tmp_path: Path) -> None:
    call("new", "line", *ACME, "--format", "md", "--set", "mentors=9", "--quiet")
    text = (
        'format = "schemekit-answers/1"\npresets = ["nhs-trust"]\ndepth = "quick"\n[answers]\n'
        'organisation_name = "Acme NHS Trust"\nmentors = 9\npack_size = "light"\n'
    )
    write(tmp_path / "file", {NAME: text})
    told = json.loads(call("build", "file", "--format", "md", "--json").out)

    for each in told["files"]:
        one = (tmp_path / "file" / "pack" / each["file"]).read_bytes()
        assert one == (tmp_path / "line" / "pack" / each["file"]).read_bytes(), each
