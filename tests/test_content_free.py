"""The engine knows kinds; the content knows mentoring: no id of content stands in the engine."""

import ast
from pathlib import Path

import schemekit
from schemekit.toolkit.linking_contents import PACK_REGISTERS
from schemekit.toolkit.toolkit import Toolkit

SOURCE = Path(schemekit.__file__).parent
EVERYDAY = {"style", "notes", "roles"}
"""Ids that are also the engine's own words: a Word style, the notes of a document, ARIA roles."""


def ids_of(toolkit: Toolkit) -> set[str]:
    clauses = {Path(each).stem for each in toolkit.places if each.startswith("clauses/")}
    return {
        *toolkit.questionnaire.questions,
        *toolkit.questionnaire.facts,
        *(each.id for each in toolkit.questionnaire.checks),
        *toolkit.documents,
        *toolkit.recommendations,
        *toolkit.evidence,
        *toolkit.registers,
        *clauses,
    } - set(PACK_REGISTERS)


def test_no_id_of_content_is_a_text_in_the_engine(toolkit: Toolkit) -> None:
    ids = ids_of(toolkit) - EVERYDAY
    found = {
        f"{path.relative_to(SOURCE)}: {node.value}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    }

    assert found == set()
