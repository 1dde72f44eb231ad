"""Who may import whom, and where each library lives. Change the table before the import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import schemekit

SOURCE = Path(schemekit.__file__).parent
ALL = {
    "errors", "document", "writers", "toolkit", "presets", "interview", "guidance", "assembly",
    "pack", "making", "lints", "resources", "schemekit", "forms", "office", "choosing",
    "departments", "theming",
}  # fmt: skip
MAY_IMPORT = {
    "errors": set[str](),
    "resources": set[str](),
    "document": {"errors"},
    "writers": {"errors", "document"},  # a writer has never heard of mentoring
    "toolkit": {"errors", "document"},  # the toolkit has never heard of Word
    "lints": {"errors", "document", "toolkit"},  # run by `check` alone, never before a question
    "forms": {"errors", "document", "toolkit"},  # a form that comes back is the document given out
    "presets": {"errors", "toolkit", "resources"},
    "interview": {"errors", "toolkit", "presets"},
    "guidance": {"errors", "toolkit", "interview"},
    "choosing": {"errors", "document", "toolkit", "interview", "guidance"},
    "assembly": {"errors", "document", "toolkit", "interview", "guidance"},
    "pack": {"errors", "presets"},
    "theming": {"errors", "document", "writers"},
    "office": {"errors", "document", "writers"},  # the only part that starts another program
    "making": ALL - {"making", "schemekit", "office", "lints", "departments"},
    "departments": ALL - {"office", "lints"},
    "cli": ALL,
    "__init__": set[str](),
    "__main__": {"schemekit", "cli"},
}
LIVES_IN = {
    "markdown_it": {"document/markdown.py"},
    "mdit_py_plugins": {"document/markdown.py"},
    "docx": {"writers", "forms"},
    "isal": {"writers", "pack"},
    "lxml": {"writers", "forms"},
    "pypdf": {"forms", "writers", "office"},
    "subprocess": {"office"},
    "xlsxwriter": {"writers"},
    "weasyprint": {"writers"},
    "pydyf": {"writers"},
    "jinja2": {"toolkit"},
    "pydantic": {"toolkit", "presets"},
    "questionary": {"interview"},
    "prompt_toolkit": {"interview"},
    "tomlkit": {"presets", "cli"},
    "click": {"cli"},
    "filelock": {"pack"},
    "sqlite3": {"departments"},
    "multiprocessing": {"departments"},
    "pickle": {"toolkit/remembered.py"},  # it can run anything, so it reads our own files only
    "distributed": {"departments"},
}
THE_CLOCK = {"cli/scheme.py", "cli/program.py", "presets/answers.py"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            if node.module == "schemekit":
                yield from (f"schemekit.{each.name}" for each in node.names)
            else:
                yield node.module


def floor(name: str) -> str:
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


def test_imports_point_down() -> None:
    for name, tree in modules():
        for each in imported(tree):
            if each == "schemekit" or not each.startswith("schemekit."):
                continue
            target = each.split(".")[1]
            target = "schemekit" if target == "VERSION" else target
            allowed = MAY_IMPORT[floor(name)] | {floor(name)}

            assert target in allowed, f"{name} may not import {each}"


def test_every_library_stays_at_home() -> None:
    for name, tree in modules():
        for each in imported(tree):
            home = LIVES_IN.get(each.split(".")[0])

            assert home is None or floor(name) in home or name in home, f"{name} imports {each}"


def test_writers_do_no_disk_and_nobody_but_the_command_line_asks_the_clock() -> None:
    for name, tree in modules():
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if floor(name) == "writers":
            assert not calls & {"open", "Path"}, name
        clock = {"date.today", "datetime.now", "time", "time.time"}

        assert name in THE_CLOCK or not calls & clock, name
