"""Words inside a Markdown paragraph, heading or cell, escaped so that they read back literally."""

import re
from itertools import pairwise
from string import punctuation, whitespace
from typing import Final, assert_never

from schemekit.document.blocks import (
    Citation,
    Emphasis,
    Field,
    Inline,
    LineBreak,
    Link,
    OpenPoint,
    See,
    SeeSection,
    Strong,
    Text,
)
from schemekit.document.fields import options, shown
from schemekit.document.finish import noted
from schemekit.document.theme import Words

BLANK: Final = "______"
_LITERAL_BLANK: Final = BLANK.replace("_", r"\\_")
_APART: Final = ("", *whitespace, *punctuation)
"""What may stand beside a sign whose words begin or end with a sign."""
_MEANT: Final = re.compile(r"[\\`*_\[\]<>&|#~$^]")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_LINE_START: Final = re.compile(r"^([-+=:])|^(\d{1,9})([.)])", re.MULTILINE)
_SPACED: Final = re.compile(r"((?:\\\n|\s)*+)(\S|\S.*?\S)((?:\\\n|\s)*)", re.DOTALL)
"""Words, with the spaces and line breaks round them."""
_LAST_BREAKS: Final = re.compile(r"(?:\\\n\s*)+\Z")
_TIGHT_BLANK: Final = re.compile(rf"(?<=\S){BLANK}|{BLANK}(?=\S)")
_LONE_BLANK: Final = re.compile(rf"^{BLANK}$", re.MULTILINE)


def line(content: tuple[Inline, ...], words: Words) -> str:
    """`content` as the text of one paragraph."""
    return _LONE_BLANK.sub(_LITERAL_BLANK, _line(content, words))


def cell(content: tuple[Inline, ...], words: Words) -> str:
    """`content` as it stands between two bars, or anywhere that has one line only."""
    return _line(content, words).replace("\\\n", "<br>").replace("\n", " ")


def escaped(text: str) -> str:
    """`text` with everything that would mean something to Markdown made literal."""
    clean = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MEANT.sub(r"\\\g<0>", clean).replace("\n", "\\\n")


def _line(content: tuple[Inline, ...], words: Words) -> str:
    lines = _LAST_BREAKS.sub("", _inlines(content, words)).split("\n")
    text = "\n".join([each.strip(" \t") for each in lines])
    text = _LINE_START.sub(_literal_start, text).replace("![", r"\![")
    return _TIGHT_BLANK.sub(_LITERAL_BLANK, text)


def _inlines(content: tuple[Inline, ...], words: Words) -> str:
    said = ""
    texts = [(each, text) for each in noted(content) if (text := _inline(each, words))]
    for (inline, text), (_, after) in pairwise([*texts, (None, "")]):
        match inline:
            case Strong() | OpenPoint():
                said += _marked(text, "**", "strong", said, after)
            case Emphasis():
                said += _marked(text, "*", "em", said, after)
            case _:
                said += text
    return said


def _inline(inline: Inline, words: Words) -> str:
    match inline:
        case Text(text):
            return escaped(text)
        case LineBreak():
            return "\\\n"
        case Strong(content) | Emphasis(content):
            return _inlines(content, words)
        case Link(target, content):
            return f"[{_inlines(content, words)}]({_address(target)})"
        case See(title=title, file=file, ending=ending):
            # texts stand in a folder of their own, workbooks beside it
            target = f"../{file}.{ending}" if ending else f"{file}.md"
            return f"[{escaped(title)}]({_address(target)})"
        case SeeSection(title, anchor, number):
            return f"[{escaped(number or title)}](#{anchor})"
        case Field():
            return _space(inline, words)
        case Citation(number=number):
            return f"[^{number}]"
        case OpenPoint(label=label):
            return escaped(f"[{words.to_decide}: {label}]")
        case _:
            assert_never(inline)


def _marked(text: str, sign: str, tag: str, before: str, after: str) -> str:
    """`text` between two signs, or between tags where Markdown would not see the signs."""
    parted = _SPACED.fullmatch(text)
    if parted is None:
        return text
    lead, inner, tail = parted.groups()
    opens = inner[0].isalnum() or (_seen(inner[0]) and (before + lead)[-1:] in _APART)
    closes = inner[-1].isalnum() or (_seen(inner[-1]) and (tail + after)[:1] in _APART)
    touching = (before + lead).endswith("*") or after.startswith("*") or "*" in inner
    if opens and closes and not touching:
        return f"{lead}{sign}{inner}{sign}{tail}"
    return f"{lead}<{tag}>{inner}</{tag}>{tail}"


def _seen(sign: str) -> bool:
    return sign in punctuation


def _space(field: Field, words: Words) -> str:
    """A field in the run of a sentence."""
    if field.value and field.kind != "choices":
        return escaped(shown(field, words))
    if field.kind == "choices":
        return " ".join(rf"\[ \] {escaped(each.label)}" for each in options(field, words))
    return BLANK


def _address(target: str) -> str:
    return re.sub(r"[<>()\\\s]", lambda found: f"%{ord(found[0]):02X}", target)


def _literal_start(found: re.Match[str]) -> str:
    return rf"\{found[1]}" if found[1] else rf"{found[2]}\{found[3]}"
