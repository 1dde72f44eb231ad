"""What the tabs of a workbook say, which is as much of its sheets’ titles as a tab can hold."""

import re
from typing import Final

from schemekit.document.workbook import Workbook

_NOT_IN_A_TAB: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TAB: Final = 31
_NO_TABS: Final = frozenset({"options", "history"})
"""The hidden sheet of lists to pick from, and a name that Excel keeps for itself."""


def tabs(workbook: Workbook) -> dict[str, str]:
    """What the tab of each sheet says, by the sheet’s id."""
    found: dict[str, str] = {}
    taken = set(_NO_TABS)
    for sheet in workbook.sheets:
        plain = _NOT_IN_A_TAB.sub(" ", sheet.title).strip("' ")[:_LONGEST_TAB].strip("' ")
        name, number = plain or sheet.id[:_LONGEST_TAB], 2
        while name.lower() in taken:
            name, number = f"{plain[: _LONGEST_TAB - 4]} {number}", number + 1
        taken.add(name.lower())
        found[sheet.id] = name
    return found
