"""What a batch knows of its departments: on disk, so that it outlives a kill."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from schemekit.departments.orders import STATES, Order, Outcome, State, outcome_of
from schemekit.errors import PackError, Problem
from schemekit.presets.saving import WORK

FILE: Final = "batch.sqlite"
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS departments (folder TEXT PRIMARY KEY, digest TEXT, stamp TEXT,"
    " presets TEXT, outcome TEXT) WITHOUT ROWID"
)
_TOLD: Final = "CREATE TABLE IF NOT EXISTS summary (digest TEXT)"
_RUN: Final = "CREATE TABLE run (place INTEGER PRIMARY KEY, written TEXT, state TEXT, outcome TEXT)"


class Known(NamedTuple):
    """What is known of a department that was made before."""

    digest: str
    stamp: str
    presets: tuple[str, ...]
    outcome: str
    """The outcome, as it is kept: read only where it is told."""


class Ledger:
    """The departments made so far in a folder, and the outcomes of this run in their order."""

    def __init__(self, out: Path) -> None:
        self._path = out / WORK / FILE
        self._earlier = self._opened()
        # a file of its own in the folder for temporary ones: where OUT is full it still grows
        self._run = sqlite3.connect("", isolation_level=None)
        self._run.execute(_RUN)
        self._run.execute("BEGIN")

    def _opened(self) -> sqlite3.Connection:
        """What earlier runs left; a new one where that cannot be read, for it only saves time.

        Raises `PackError` when the disk refuses.
        """
        told: Exception | None = None
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self._path, isolation_level=None)
                # a kill harms nothing; after a power cut the ledger may be made anew
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_TABLE)
                connection.execute(_TOLD)
                connection.execute("SELECT count(*) FROM departments").fetchone()
            except (sqlite3.Error, OSError) as wrong:
                told = wrong
                with suppress(OSError):
                    self._path.unlink()
            else:
                return connection
        what = f"We cannot write in {self._path.parent.parent} ({told})."
        raise PackError(Problem("", what, "Free some space or choose another folder."))

    def known(self, folder: str) -> Known | None:
        row = self._earlier.execute(
            "SELECT digest, stamp, presets, outcome FROM departments WHERE folder = ?", (folder,)
        ).fetchone()
        return Known(row[0], row[1], tuple(json.loads(row[2])), row[3]) if row else None

    def unchanged(self, order: Order, known: Known) -> None:
        """A department that is as it was made stands in this run as it stood in that one."""
        self._note(order.place, order.where, "unchanged", known.outcome)

    def keep(self, outcome: Outcome, digest: str) -> None:
        """Remember what came of a department; one that failed is made again the next time."""
        plain = json.dumps(outcome.plain, ensure_ascii=False)
        self._note(outcome.place, outcome.where, outcome.state, plain)
        if outcome.state == "failed":
            return
        row = (outcome.folder, digest, outcome.stamp, json.dumps(outcome.presets), plain)
        # where the disk is full the department is made again, and found as it should be
        with suppress(sqlite3.Error):
            self._earlier.execute("REPLACE INTO departments VALUES (?, ?, ?, ?, ?)", row)

    def _note(self, place: int, where: str, state: State, plain: str) -> None:
        self._run.execute("INSERT INTO run VALUES (?, ?, ?, ?)", (place, where, state, plain))

    def outcomes(self, *states: State) -> Iterator[Outcome]:
        """The outcomes of this run that ended so, or all of them, in the order of the list."""
        wanted = states or STATES
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT * FROM run WHERE state IN ({marks}) ORDER BY place"  # noqa: S608 - marks
        for place, where, state, plain in self._run.execute(query, wanted):
            now = {"place": place, "where": where, "state": state}
            yield outcome_of(json.loads(plain) | now)

    @property
    def digest(self) -> str:
        """A digest of all that there is to tell of this run."""
        summed = hashlib.blake2b(digest_size=20)
        for row in self._run.execute("SELECT * FROM run ORDER BY place"):
            summed.update(repr(row).encode("utf-8", "replace"))
        return summed.hexdigest()

    def grow_old(self) -> None:
        """What was made in this run is told as the next one will find it: unchanged."""
        self._run.execute("UPDATE run SET state = 'unchanged' WHERE state = 'made'")

    @property
    def told(self) -> str:
        """The digest of what the summary told last; empty where none was written."""
        row = self._earlier.execute("SELECT digest FROM summary").fetchone()
        return row[0] if row else ""

    def tell(self, digest: str) -> None:
        # where the disk is full it is told again
        with suppress(sqlite3.Error):
            self._earlier.execute("DELETE FROM summary")
            self._earlier.execute("INSERT INTO summary VALUES (?)", (digest,))

    def count(self, state: State) -> int:
        found = self._run.execute("SELECT count(*) FROM run WHERE state = ?", (state,)).fetchone()
        return int(found[0])

    def close(self) -> None:
        self._run.close()
        self._earlier.close()
