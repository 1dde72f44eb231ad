"""What an answers file replies, under the ids of today; nothing in it is dropped."""

from itertools import count
from typing import Any, Final

from schemekit.errors import AnswerError, Problem, nearest, printable
from schemekit.presets.layers import Held
from schemekit.presets.migrating import Change, carry
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.values import UNANSWERED
from schemekit.toolkit.versions import is_newer

_ORIGIN: Final = 150
"""Characters of an origin that are shown."""


class Replies:
    """The replies of a file under the ids of today, and everything there is to say about them."""

    def __init__(
        self, file: SourceFile, tables: dict[str, Any], questionnaire: Questionnaire
    ) -> None:
        self.replies: dict[str, Held] = {}
        self.unused: dict[str, Any] = {}
        self.notices: list[Problem] = []
        self.changes: list[Change] = []
        self.wrong: list[Problem] = []
        self._file = file
        self._questionnaire = questionnaire
        self._is_newer = is_newer(str(tables.get("toolkit", "")), questionnaire.toolkit)
        self._origins = {
            questionnaire.renamed.get(name, name): printable(str(each))[:_ORIGIN]
            for name, each in tables.get("origin", {}).items()
        }
        for table in ("answers", "parked", "unused"):
            self._read(table, tables.get(table, {}))
        for name in tables.get("unsure", []):
            now = questionnaire.renamed.get(name, name)
            if now in questionnaire.questions and now not in self.replies:
                self.replies[now] = Held(UNANSWERED, "not sure yet")

    def _read(self, table: str, written: dict[str, Any]) -> None:
        carried = carry(written, self._questionnaire)
        for name, raw in carried.apart.items():
            self._put_apart(name, raw)
        if table != "unused":
            self._tell(table, carried.changes, carried.unknown)
        for name, raw in carried.answers.items():
            if name in self.replies:
                self._put_apart(self._as_written(name, written), raw)
                continue
            try:
                value = self._questionnaire.questions[name].read(raw)
                self.replies[name] = Held(value, self._origins.get(name, "answers file"))
            except AnswerError as cannot:
                if table == "unused" or self._is_newer:
                    self._put_apart(name, raw)
                if table != "unused" and self._is_newer:
                    where = self._where(table, name)
                    self.notices.append(Problem(where, f"it is kept, and not used: {cannot}"))
                elif table != "unused":
                    self.wrong.append(Problem(self._where(table, name), str(cannot)))

    def _as_written(self, name: str, written: dict[str, Any]) -> str:
        renamed = self._questionnaire.renamed
        return next(each for each in written if renamed.get(each, each) == name)

    def _put_apart(self, name: str, raw: Any) -> None:
        """Keep `raw` beside whatever is kept under that name already."""
        there = self.unused.get(name, raw)
        if isinstance(there, list) and isinstance(raw, list):
            raw = [*there, *(each for each in raw if each not in there)]
        elif there != raw:
            name = next(f"{name}_{n}" for n in count(2) if f"{name}_{n}" not in self.unused)
        self.unused[name] = raw

    def _tell(self, table: str, changes: tuple[Change, ...], unknown: tuple[str, ...]) -> None:
        self.changes += changes
        self.notices += [Problem(self._where(table, each.question), str(each)) for each in changes]
        for name in unknown:
            remedy = nearest(name, self._questionnaire.questions)
            where = self._where(table, name)
            self.notices.append(Problem(where, "there is no such question; it is kept.", remedy))

    def _where(self, table: str, name: str) -> str:
        return f"{self._file.name}, line {self._file.line_of(table, 0, name)}, {name}"
