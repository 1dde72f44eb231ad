"""Our own check of Word files, for what Microsoft's validator lets pass but Word does not."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias
from zipfile import BadZipFile

from tests.validators import control_rules, numbering_rules, package_rules, text_rules
from tests.validators.finding import Finding
from tests.validators.package import Package, opened

Rule: TypeAlias = Callable[[Package], Iterator[Finding]]
OF_PACKAGES: Final[tuple[Rule, ...]] = (
    package_rules.zip_faults,
    package_rules.malformed,
    package_rules.content_types,
    package_rules.links,
    package_rules.ignorable,
    package_rules.store_ids,
)
"""Rules for every Office file."""
OF_WORD: Final[tuple[Rule, ...]] = (
    control_rules.ids,
    control_rules.structure,
    control_rules.properties,
    control_rules.lists,
    control_rules.boxes,
    control_rules.bindings,
    text_rules.pictures,
    text_rules.bookmarks,
    text_rules.targets,
    text_rules.fields,
    text_rules.styles,
    text_rules.numbers,
    numbering_rules.bound,
    numbering_rules.told,
    text_rules.tables,
    text_rules.notes,
    text_rules.colours,
    text_rules.typing_mistakes,
)


def lint(content: bytes, rules: tuple[Rule, ...] = (*OF_PACKAGES, *OF_WORD)) -> list[Finding]:
    """Everything `rules` find in a file."""
    try:
        package = opened(content)
    except BadZipFile as wrong:
        return [Finding("PKG00 no zip file", "the file", str(wrong))]
    return [each for rule in rules for each in rule(package)]
