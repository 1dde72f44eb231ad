"""The logo in a Word file: a picture in the header of the first page."""

from typing import Final

from schemekit.document.logo import Logo
from schemekit.writers.word.text import escaped

_MILLIMETRE: Final = 36_000
_HIGH: Final = 15 * _MILLIMETRE
_WIDE: Final = 100 * _MILLIMETRE
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "[Content_Types].xml"
_END: Final = b"</Types>"


def picture(logo: Logo) -> str:
    """A run that shows the logo 15 mm high, or as wide as a page takes."""
    wide, high = _size(logo)
    named = f'id="1" name="Logo" descr="{escaped(logo.alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        '<pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def with_logo(base: dict[str, bytes], logo: Logo) -> dict[str, bytes]:
    """The parts of a base, and those that the header of the first page needs for the logo."""
    kind = f'<Default Extension="{logo.kind}" ContentType="image/{logo.kind}"/>'
    known = f'Extension="{logo.kind}"'.encode() in base[_TYPES]
    return {
        **base,
        _TYPES: base[_TYPES] if known else base[_TYPES].replace(_END, kind.encode() + _END),
        f"word/media/logo.{logo.kind}": logo.content,
        "word/_rels/header1.xml.rels": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rIdLogo" Type="{_OFFICE}/image" Target="media/logo.{logo.kind}"/>'
            "</Relationships>"
        ).encode(),
    }


def _size(logo: Logo) -> tuple[int, int]:
    """Width and height on paper, in the shape of the picture."""
    wide = max(1, round(_HIGH * logo.width / logo.height))
    if wide <= _WIDE:
        return wide, _HIGH
    return _WIDE, max(1, round(_WIDE * logo.height / logo.width))
