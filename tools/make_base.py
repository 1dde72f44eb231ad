"""Makes templates/theme/base.docx from the readable files in templates/theme/word.

Run it after changing one of them: python tools/make_base.py
"""

from pathlib import Path
from typing import Final

from schemekit.writers.word.package import packed_once, zipped

THEME: Final = Path(__file__).resolve().parent.parent / "templates" / "theme"
_FIRST: Final = "[Content_Types].xml"


def base(source: Path) -> bytes:
    """The files under `source` as a Word file, the list of types first as the format asks."""
    files = {
        path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()
    }
    order = sorted(files, key=lambda name: (name != _FIRST, name))
    return zipped(packed_once(name, files[name].read_bytes()) for name in order)


if __name__ == "__main__":
    (THEME / "base.docx").write_bytes(base(THEME / "word"))
