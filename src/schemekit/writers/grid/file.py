"""The spreadsheet file: its parts as XlsxWriter makes them, in a zip file of our own packing."""

from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from schemekit.writers.grid.tab import Tab
from schemekit.writers.word.package import packed, repacked, zipped

_SHARED: Final = (".rels", "theme1.xml", "styles.xml", "[Content_Types].xml")
"""Ends of the names of parts that say nothing of an organisation."""


class SpreadsheetFile(Workbook):  # type: ignore[misc]  # XlsxWriter says none of its types
    """One file while it is written, all in memory."""

    worksheet_class = Tab

    def __init__(self, font: str) -> None:
        super().__init__(
            BytesIO(),
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {"font_name": font, "font_size": 10},
            },
        )
        self._parts = _Parts()

    def written(self) -> bytes:
        """The finished file."""
        self.close()
        if not all(each.complete for each in self.worksheets()):
            raise AssertionError("XlsxWriter asked for no rows, so a table is missing")
        return zipped(
            repacked(name, content) if name.endswith(_SHARED) else packed(name, content)
            for name, content in self._parts.made
        )

    def _get_packager(self) -> Packager:
        return self._parts


class _Parts(Packager):  # type: ignore[misc]  # the same
    """The parts of a file, kept here: XlsxWriter would deflate them more slowly."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[str, bytes]] = []

    def _create_package(self) -> list[object]:
        self.made = [
            (name, written.getvalue().encode()) for written, name, _ in super()._create_package()
        ]
        return []
