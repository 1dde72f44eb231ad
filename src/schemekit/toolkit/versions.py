"""Versions of a toolkit, such as `mentoring/2026.11`: which of two is the newer."""

import re


def is_newer(version: str, than: str) -> bool:
    """Whether `version` came after `than`; no, where either is no version or of another toolkit."""
    toolkit, number = _parts(version)
    other, base = _parts(than)
    same = not toolkit or not other or toolkit == other
    return bool(same and number and base and number > base)


def is_of_another(version: str, toolkit: str) -> bool:
    """Whether `version` names another toolkit than `toolkit` does."""
    one, other = _parts(version)[0], _parts(toolkit)[0]
    return bool(one and other and one != other)


def _parts(version: str) -> tuple[str, tuple[int, ...]]:
    name, slash, number = version.rpartition("/")
    numbers = re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,5}", number)
    return (name if slash else ""), tuple(map(int, number.split("."))) if numbers else ()
