"""PDFs held against PDF/UA-1, which says what a PDF must have to be read by everybody."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.validators.beside import beside
from tests.validators.finding import Finding


def validate(files: Iterable[Path]) -> dict[Path, list[Finding]]:
    """The rules of PDF/UA-1 that each file breaks, as many at a time as there are processors."""
    return beside(findings, files)


def findings(file: Path) -> list[Finding]:
    rules: Any = import_module("page")  # installed by .ci/validate only
    report = rules.validate_pdf(str(file), profile=rules.ValidationProfile.PDF_UA_1)
    found = [
        Finding(f"UA {each.rule_id}", str(each.object_id), each.message) for each in report.failures
    ]
    if not report.is_compliant and not found:
        found = [Finding("UA", file.name, "is not compliant")]
    return found
