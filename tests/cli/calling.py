"""What a call of the program comes to."""

from collections.abc import Callable
from typing import NamedTuple


class Said(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Said]
ACME = (
    *("--preset", "nhs-trust", "--set", "organisation_name=Acme NHS Trust"),
    *("--set", "pack_size=light", "--yes"),
)
