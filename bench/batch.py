"""Packs of many departments, beside what others would take: .venv/bin/python bench/batch.py.

Needs the extra `bench`. Ratios are taken within rounds in which all that is compared takes turns.
`--departments N` says how many the other tables make, 0 leaves them out; several, smallest first,
show whether memory grows with the list. `--only-batch` leaves out the first table.
"""

import argparse
import csv
import gc
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter, sleep
from typing import Any, Final, NamedTuple
from zipfile import ZipFile

import pypandoc
from docxtpl import DocxTemplate
from run import PRESET, PROGRAM, machine, named_by, table, taken_in_turns

from schemekit import resources
from schemekit.interview.interview import Interview, Profile
from schemekit.making import make_documents, make_drafts, make_files, make_workbooks
from schemekit.pack.manifest import Made
from schemekit.presets import files
from schemekit.presets.layers import Layers, stack
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import NumberQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.written import EmailQuestion, TextQuestion
from schemekit.writers.word.package import Member, packed, packed_once, zipped

ROUNDS: Final = 7
TEXTS: Final = 3
"""Answers in words that differ from department to department, the name among them."""
WHOLE: Final = ("docx", "xlsx", "ics", "html")
RUNS: Final = (("all new", 0), ("no change", 0), ("no change, again", 0), ("a tenth changed", 10))
"""What a batch is called for, and every how many-th row is another."""
OURS: Final = "schemekit, Word files"
OURS_WHOLE: Final = "schemekit, with workbooks and pages"
FLOOR: Final = "the floor of the same bytes"
_LUA: Final = """
for _, name in ipairs(arg) do
  local file = io.open(name, "r")
  local text = file:read("a")
  file:close()
  local document = pandoc.read(text, "markdown")
  local out = io.open(name .. ".docx", "wb")
  out:write(pandoc.write(document, "docx"))
  out:close()
end
"""


class Workload(NamedTuple):
    """The toolkit, what all departments share, and the questions in which they differ."""

    toolkit: Toolkit
    layers: Layers
    words: tuple[Question, ...]
    numbers: tuple[Question, ...]


def workload() -> Workload:
    toolkit = load([resources.templates()])
    chain = files.chain([PRESET], [resources.presets()])
    layers = stack(toolkit.questionnaire, files.layers_of(chain))
    interview = Interview(toolkit.questionnaire, layers, "full").answered(named_by(), "Acme")
    asked = [each for each in toolkit.questionnaire.questions.values() if each in interview.asked]
    words = [each for each in asked if isinstance(each, TextQuestion) and each.depth == "quick"]
    mail = [each for each in asked if isinstance(each, EmailQuestion)]
    numbers = [each for each in asked if isinstance(each, NumberQuestion) and each.depth == "quick"]
    return Workload(toolkit, layers, (*words[:TEXTS], *mail[:1]), tuple(numbers[:2]))


def answers(work: Workload, number: int) -> dict[str, str]:
    """What one department answers: who it is, whom to write to, how many take part."""
    said = {each.id: f"Department {number} of Acme {at}" for at, each in enumerate(work.words)}
    mail = {
        each.id: f"dept{number}@acme.example.org"
        for each in work.words
        if isinstance(each, EmailQuestion)
    }
    # not so few that a smaller pack would do
    amounts = {each.id: str(20 + (number * (at + 3)) % 20) for at, each in enumerate(work.numbers)}
    return {**said, **mail, **amounts}


def profile(work: Workload, number: int) -> Profile:
    interview = Interview(work.toolkit.questionnaire, work.layers, "full")
    for name, raw in answers(work, number).items():
        interview = interview.answered(name, raw)
    return interview.profile


def word_files(work: Workload, number: int) -> tuple[Made, ...]:
    theme = load_theme([resources.templates()])
    documents = make_documents(work.toolkit, profile(work, number))
    return tuple(make_files(documents, theme, ("docx",)))


def put(made: Sequence[Made], folder: Path) -> None:
    for each in made:
        (folder / each.file).write_bytes(each.content)


def ours(work: Workload, theme: Any, folder: Path, numbers: Iterator[int]) -> None:
    """A department nobody has seen yet, from its answers to its files."""
    drafts = make_drafts(work.toolkit, profile(work, next(numbers)))
    put(tuple(make_files(drafts, theme, ("docx",))), folder)


def whole(work: Workload, theme: Any, folder: Path, numbers: Iterator[int]) -> None:
    said = profile(work, next(numbers))
    drafts, workbooks = make_drafts(work.toolkit, said), make_workbooks(work.toolkit, said)
    for each in make_files(drafts, theme, WHOLE, workbooks):
        path = folder / each.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(each.content)


def docxtpl_templates(work: Workload) -> list[tuple[str, DocxTemplate]]:
    """Our own finished documents with tags where departments differ, opened once.

    Branches and loops are settled already, which is less work than schemekit does.
    """
    said = answers(work, 7)
    found = []
    for made in word_files(work, 7):
        changed = BytesIO()
        with ZipFile(BytesIO(made.content)) as old, ZipFile(changed, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                for each in work.words:
                    text = text.replace(said[each.id].encode(), f"{{{{ {each.id} }}}}".encode())
                new.writestr(name, text)
        found.append((made.file, DocxTemplate(BytesIO(changed.getvalue()))))
    return found


def by_docxtpl(
    work: Workload,
    templates: Sequence[tuple[str, DocxTemplate]],
    folder: Path,
    numbers: Iterator[int],
) -> None:
    said = answers(work, next(numbers))
    for file, template in templates:
        template.render(said)
        template.save(folder / file)


def markdown(work: Workload, folder: Path) -> list[str]:
    """The same documents as Markdown."""
    documents = make_documents(work.toolkit, profile(work, 7))
    made = make_files(documents, load_theme([resources.templates()]), ("md",))
    paths = []
    for each in made:
        path = folder / Path(each.file).name
        path.write_bytes(each.content)
        paths.append(str(path))
    return paths


def by_pandoc(paths: Sequence[str]) -> None:
    for path in paths:
        command = [pypandoc.get_pandoc_path(), path, "-f", "markdown", "-o", f"{path}.docx"]
        subprocess.run(command, check=True, capture_output=True)


def by_one_pandoc(paths: Sequence[str], script: Path) -> None:
    command = [pypandoc.get_pandoc_path(), "lua", str(script), *paths]
    subprocess.run(command, check=True, capture_output=True)


class Known(NamedTuple):
    """A document of which everything is known: what does not change, packed; the rest as text."""

    file: str
    still: tuple[Member, ...]
    texts: tuple[tuple[str, str], ...]


def known(work: Workload) -> list[Known]:
    made = [_members(each) for each in (word_files(work, 1), word_files(work, 2))]
    found = []
    for file, parts in made[0].items():
        other = made[1].get(file, {})
        same = {name for name, content in parts.items() if other.get(name) == content}
        still = tuple(packed_once(name, parts[name]) for name in parts if name in same)
        texts = tuple((name, parts[name].decode()) for name in parts if name not in same)
        found.append(Known(file, still, texts))
    return found


def _members(made: Sequence[Made]) -> dict[str, dict[str, bytes]]:
    found = {}
    for each in made:
        with ZipFile(BytesIO(each.content)) as archive:
            found[each.file] = {name: archive.read(name) for name in archive.namelist()}
    return found


def floor(documents: Sequence[Known], folder: Path) -> None:
    """What nobody can go below who makes these bytes: encode, sum, deflate, zip, write."""
    for each in documents:
        fresh = [packed(name, text.encode()) for name, text in each.texts]
        (folder / each.file).write_bytes(zipped((*each.still, *fresh)))


def one_pack(work: Workload, folder: Path) -> Iterator[str]:
    theme = load_theme([resources.templates()])
    numbers = iter(range(100, 1_000_000))
    templates, documents = docxtpl_templates(work), known(work)
    (folder / "md").mkdir()
    paths = markdown(work, folder / "md")
    script = folder / "pack.lua"
    script.write_text(_LUA)
    runs: dict[str, Callable[[], object]] = {
        OURS: partial(ours, work, theme, folder, numbers),
        FLOOR: partial(floor, documents, folder),
        "docxtpl, templates kept open": partial(by_docxtpl, work, templates, folder, numbers),
        "pandoc, one process a pack": partial(by_one_pandoc, paths, script),
        "pandoc, a process a document": partial(by_pandoc, paths),
        OURS_WHOLE: partial(whole, work, theme, folder, numbers),
    }
    for _ in range(20):
        runs[OURS]()
        runs[OURS_WHOLE]()
    gc.collect()
    gc.freeze()
    often = {OURS: 10, FLOOR: 10, OURS_WHOLE: 5}
    yield from table("One pack in a batch", taken_in_turns(runs, ROUNDS, often=often), "ms")
    size = sum(len(each.content) for each in word_files(work, 7))
    text = sum(len(text) for each in documents for _, text in each.texts)
    yield (
        f"  {len(documents)} documents, {size / 1024:.0f} kB of Word files,"
        f" {text / 1024:.0f} kB of text that differs between departments"
    )


def many(work: Workload, amount: int, folder: Path, formats: Sequence[str]) -> Iterator[str]:
    """`schemekit batch` as a person calls it: everything new, nothing new, a tenth changed."""
    listed, out = folder / "list.csv", folder / "out"
    asked = [PROGRAM, "batch", str(listed), "-o", str(out), "--preset", PRESET, "--quiet"]
    asked += [part for each in formats for part in ("--format", each)]
    yield f"{amount} departments with {', '.join(formats)}"
    most = 0
    for name, changed in RUNS:
        _list(work, listed, amount, changed)
        begun, before = perf_counter(), _processor_time()
        started = subprocess.Popen(asked)
        while started.poll() is None:
            most = max(most, *map(_most, _family(started.pid)))
            sleep(0.05)
        taken, busy = perf_counter() - begun, _processor_time() - before
        if started.returncode:
            raise SystemExit(f"{name}: the batch ended with {started.returncode}")
        each = f"{taken:>10.2f} s{taken / amount * 1000:>10.1f} ms each"
        yield f"  {name:<20}{each}{busy / amount * 1000:>10.1f} ms of processor time each"
    yield f"  most memory of any process: {most / 1024:.0f} MB" if most else "  memory: not known"
    shutil.rmtree(out)


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(number: int) -> Iterator[int]:
    """A process and all that it started, where the system tells of them."""
    yield number
    for thread in Path(f"/proc/{number}/task").glob("*/children"):
        with suppress(OSError):
            for child in thread.read_text().split():
                yield from _family(int(child))


def _most(number: int) -> int:
    """The most memory a process has had, in kilobytes; 0 where nothing tells.

    What `getrusage` tells of a child is never less than its parent had when it started it.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def _list(work: Workload, path: Path, amount: int, changed: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["folder", *answers(work, 0)])
        for number in range(amount):
            own = number + (amount if changed and number % changed == 0 else 0)
            rows.writerow([f"department-{number}", *answers(work, own).values()])


def main() -> None:
    reader = argparse.ArgumentParser(description="Packs of many departments, compared.")
    reader.add_argument("--departments", type=int, nargs="+", default=[1_000])
    reader.add_argument("--only-batch", action="store_true", help="leave out the first table")
    reader.add_argument("--folder", help="where packs are written; a temporary folder otherwise")
    asked = reader.parse_args()
    print("\n".join(machine()), flush=True)
    work = workload()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        tables = [] if asked.only_batch else [one_pack(work, Path(folder))]
        # pages and workbooks take several times as long, and their time grows in proportion
        for formats, share in ((("docx",), 1), (WHOLE, 10)):
            amounts = (max(each // share, 1) for each in sorted(asked.departments) if each)
            tables += [many(work, each, Path(folder), formats) for each in amounts]
        for lines in tables:
            print()
            for line in lines:
                print(line, flush=True)


if __name__ == "__main__":
    main()
