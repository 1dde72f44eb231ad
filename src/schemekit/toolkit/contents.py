"""Evidence, recommendations, registers and documents, read on top of the questionnaire.

Apart from `loading` so that a first prompt never waits for Markdown to be parsed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from schemekit.errors import ContentError, Problem
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.defaults import Default, DefaultsFile
from schemekit.toolkit.documents import (
    Clause,
    DocumentTemplate,
    parse_clauses,
    parse_document,
    parse_line,
    parse_passage,
)
from schemekit.toolkit.evidence import (
    Evidence,
    EvidenceFile,
    Reference,
    ReferencesFile,
    SourceRecommendation,
)
from schemekit.toolkit.examples import Example, ExampleFile, read_example
from schemekit.toolkit.linking import unknown
from schemekit.toolkit.linking_contents import link_contents
from schemekit.toolkit.meanings import parse as parse_expression
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.reading import Reading
from schemekit.toolkit.recommendations import Recommendation, RecommendationsFile
from schemekit.toolkit.registers import (
    ColumnKind,
    Register,
    RegisterFile,
    RegisterRow,
    RegisterTable,
    RowTable,
)
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.templates import Blocks
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.workbooks import WorkbookFile, WorkbookTemplate

Read = TypeVar("Read")
READ_ME: Final = "read-me-first.md"


def read_contents(reading: Reading, questionnaire: Questionnaire) -> Toolkit:
    """Everything beside the questionnaire; mistakes are added to `reading.problems`."""
    evidence, advised = _evidence(reading)
    clauses = _clauses(reading)
    documents = _documents(reading, clauses)
    workbooks = _workbooks(reading)
    _same_numbers(reading, (*documents.values(), *workbooks.values()))
    read_me = _tried(
        reading, lambda: parse_document(reading.folders.file(READ_ME), reading.words, clauses)
    )
    if read_me is None:
        reading.finished()
        raise AssertionError(READ_ME)  # what could not be read has left a problem
    toolkit = Toolkit(
        about=reading.about,
        questionnaire=questionnaire,
        evidence=evidence,
        defaults=_defaults(reading),
        references=_references(reading),
        source_recommendations=advised,
        recommendations=_recommendations(reading),
        registers=_registers(reading),
        documents=documents,
        workbooks=workbooks,
        examples=_examples(reading, documents),
        clauses=clauses,
        read_me=read_me,
        places=reading.places,
        local_words=frozenset(reading.words.values()),
    )
    reading.problems += link_contents(toolkit)
    return toolkit


_NUMBER: Final[ColumnKind] = "number"


def _tried(reading: Reading, parse: Callable[[], Read]) -> Read | None:
    """What `parse` comes to; None, with its problems noted, where it finds any."""
    try:
        return parse()
    except ContentError as wrong:
        reading.problems += wrong.problems
        return None


def _evidence(
    reading: Reading,
) -> tuple[dict[str, Evidence], dict[str, SourceRecommendation]]:
    evidence: dict[str, Evidence] = {}
    advised: dict[str, SourceRecommendation] = {}
    for file, found in reading.each("evidence", EvidenceFile):
        reading.place(file, "evidence", (each.id for each in found.evidence))
        reading.place(
            file, "source_recommendation", (each.id for each in found.source_recommendation)
        )
        title = found.source.title
        evidence |= {e.id: e.model_copy(update={"source": title}) for e in found.evidence}
        advised |= {each.id: each for each in found.source_recommendation}
    return evidence, advised


def _defaults(reading: Reading) -> dict[str, Default]:
    defaults: dict[str, Default] = {}
    for file, found in reading.each("defaults", DefaultsFile):
        reading.place(file, "default", (each.id for each in found.default))
        defaults |= {each.id: each for each in found.default}
    return defaults


def _references(reading: Reading) -> dict[str, Reference]:
    references: dict[str, Reference] = {}
    for file, found in reading.gathered("references", ReferencesFile):
        reading.place(file, "reference", (each.id for each in found.reference))
        references |= {each.id: each for each in found.reference}
    return references


def _recommendations(reading: Reading) -> dict[str, Recommendation]:
    parsed: dict[str, Recommendation] = {}
    for file, found in reading.each("recommendations", RecommendationsFile):
        reading.place(file, "recommendation", (each.id for each in found.recommendation))
        for table in found.recommendation:
            where = f"{reading.places[table.id]}, recommendation {table.id!r}"
            advice = _passage(reading, table.advice, where)
            parsed[table.id] = Recommendation(table, advice)
    return parsed


def _passage(reading: Reading, text: str, where: str) -> Blocks:
    return _tried(reading, lambda: parse_passage(text, where, reading.words)) or ()


def _registers(reading: Reading) -> dict[str, Register]:
    registers: dict[str, Register] = {}
    for file, found in reading.each("registers", RegisterFile):
        register = found.table
        reading.place(file, "register", (register.id,))
        reading.place(file, "row", (each.id for each in found.row))
        rows = tuple(_row(reading, each, register) for each in found.row)
        columns = {**register.columns, **dict.fromkeys(register.computed, _NUMBER)}
        reading.problems += _sorted_by_known(register, reading.places[register.id])
        registers[register.id] = Register(
            register.id, register.title, columns, rows, register.order
        )
    return registers


def _sorted_by_known(register: RegisterTable, where: str) -> Iterator[Problem]:
    counted = [name for name, kind in register.columns.items() if kind in {"number", "date"}]
    names = [each.removeprefix("-") for each in register.order]
    told = f"{where}, register {register.id!r}"
    yield from unknown(names, [*counted, *register.computed], "column of numbers or dates", told)


def _row(reading: Reading, row: RowTable, register: RegisterTable) -> RegisterRow:
    where = f"{reading.places[row.id]}, row {row.id!r}"
    written = dict(_written(reading, row, register, where))
    texts: dict[str, Blocks] = {}
    values: dict[str, Expression] = {}
    for name, text in written.items():
        kind = register.columns.get(name, _NUMBER)
        if kind in {"text", "prose"}:
            parse = parse_line if kind == "text" else parse_passage
            texts[name] = _parsed_column(reading, parse, text, where)
        else:
            texts[name] = _parsed_column(reading, parse_line, f"{{{{ {text} }}}}", where)
            if texts[name]:
                values[name] = parse_expression(text)
    return RegisterRow(row.id, row.when, texts, row.evidence, values, row.defaults)


def _written(
    reading: Reading, row: RowTable, register: RegisterTable, where: str
) -> Iterator[tuple[str, str]]:
    """Each column with what stands in it, computed ones with the row’s own columns put in."""
    columns = register.columns
    for name in columns:
        given = row.columns.get(name)
        if isinstance(given, int | float) and not isinstance(given, bool):
            given = str(given)
        if isinstance(given, str):
            yield name, given
            continue
        problem = Problem(where, f"the column {name!r} is missing.", f"Add {name} = …")
        reading.problems.append(problem)
    for name in row.columns:
        if name not in columns:
            known = ", ".join(columns)
            what = f"there is no column {name!r}."
            reading.problems.append(Problem(where, what, f"There are {known}."))
    for name, formula in register.computed.items():
        yield name, re.sub(r"[a-z_]\w*", lambda found: _put_in(found[0], row, columns), formula)


def _put_in(name: str, row: RowTable, columns: Mapping[str, str]) -> str:
    return f"({row.columns.get(name, name)})" if name in columns else name


def _parsed_column(
    reading: Reading,
    parse: Callable[[str, str, Mapping[str, str]], Blocks],
    written: str,
    where: str,
) -> Blocks:
    return _tried(reading, lambda: parse(written, where, reading.words)) or ()


def _clauses(reading: Reading) -> Mapping[str, Clause]:
    files = {
        f"clauses/{file.name.rsplit('/', 1)[-1]}": file
        for file in reading.folders.below("clauses", ".md")
    }
    try:
        return parse_clauses(files, reading.words)
    except ContentError as wrong:
        reading.problems += wrong.problems
        for file in files.values():
            if any(each.where.startswith(file.name) for each in wrong.problems):
                reading.lose("clauses", file)
        return {}


def _documents(reading: Reading, clauses: Mapping[str, Clause]) -> dict[str, DocumentTemplate]:
    found: list[DocumentTemplate] = []
    for file in reading.folders.below("documents", ".md"):
        template = _tried(reading, _parser(file, reading.words, clauses))
        if template is not None:
            reading.place(file, "document", (template.id,))
            found.append(template)
        else:
            reading.lose("documents", file)
    return {each.id: each for each in sorted(found, key=lambda each: each.number)}


def _workbooks(reading: Reading) -> dict[str, WorkbookTemplate]:
    found: list[WorkbookTemplate] = []
    for file, written in reading.each("workbooks", WorkbookFile):
        reading.place(file, "workbook", (written.workbook.id,))
        found.append(WorkbookTemplate(file, written.workbook, written.sheet))
    return {each.id: each for each in sorted(found, key=lambda each: each.number)}


def _examples(reading: Reading, documents: Mapping[str, DocumentTemplate]) -> dict[str, Example]:
    found: dict[str, Example] = {}
    for file, written in reading.each("examples", ExampleFile):
        read = read_example(file, written, documents, reading.words, reading.problems)
        if read is not None and read.document in found:
            what = f"{found[read.document].name} is an example of {read.document!r} already."
            reading.problems.append(Problem(file.name, what, "Keep one of the two."))
        elif read is not None:
            found[read.document] = read
    return found


def _parser(
    file: SourceFile, words: Mapping[str, str], clauses: Mapping[str, Clause]
) -> Callable[[], DocumentTemplate]:
    return lambda: parse_document(file, words, clauses)


def _same_numbers(
    reading: Reading, documents: Iterable[DocumentTemplate | WorkbookTemplate]
) -> None:
    first: dict[int, DocumentTemplate | WorkbookTemplate] = {}
    for each in documents:
        if each.number in first:
            other = first[each.number].name
            reading.problems.append(
                Problem(each.name, f"number {each.number} is taken by {other}.", "Take a free one.")
            )
        first.setdefault(each.number, each)
