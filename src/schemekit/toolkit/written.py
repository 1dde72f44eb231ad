"""Questions that are answered in words: a line, some sentences, an address."""

import re
import unicodedata
from typing import Final, Literal

from schemekit.errors import AnswerError
from schemekit.toolkit.asked import Asked
from schemekit.toolkit.authored import Plain
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.values import UNANSWERED, Given, Value

TEXT_LIMIT: Final = 200
PROSE_LIMIT: Final = 5_000
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class _Worded(Asked):
    default: Plain | None = None

    def default_value(self, scope: Scope) -> Value:
        """The answer where nobody is asked; `UNANSWERED` where there is no honest one."""
        return UNANSWERED if self.default is None else self.default.value(scope)

    def shown(self, value: Given) -> str:
        """`value` as a label says it, in review."""
        return str(value)

    def said(self, value: Given) -> str:
        """`value` inside a sentence."""
        return str(value)

    def _characters(self, raw: object, limit: int) -> str:
        text = unicodedata.normalize("NFC", str(raw)).replace("\r\n", "\n").replace("\r", "\n")
        for each in text:
            if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t":
                code = f"U+{ord(each):04X}"
                raise AnswerError(f"{self._noun} has a character that cannot be printed ({code}).")
        if len(text) > limit:
            raise AnswerError(
                f"{self._noun} must be {limit:,} characters or less; it has {len(text):,}."
            )
        return text


class TextQuestion(_Worded):
    """One line of at most 200 characters; line breaks are joined."""

    kind: Literal["text"]

    def read(self, raw: object) -> str:
        text = " ".join(self._characters(raw, TEXT_LIMIT * 5).split())
        if not text and self.required:
            raise self._missing()
        return self._characters(text, TEXT_LIMIT)


class ProseQuestion(_Worded):
    """Sentences with line breaks, 5,000 characters at most."""

    kind: Literal["prose"]

    def read(self, raw: object) -> str:
        text = self._characters(raw, PROSE_LIMIT).replace("\t", " ").strip()
        if not text and self.required:
            raise self._missing()
        return text


class EmailQuestion(_Worded):
    kind: Literal["email"]

    def read(self, raw: object) -> str:
        text = self._characters(raw, TEXT_LIMIT).strip()
        if not text and not self.required:
            return text
        if not _EMAIL.fullmatch(text):
            raise AnswerError(
                f"Enter {self.noun} in the form name@organisation.uk."
                if text
                else f"Enter {self.noun}."
            )
        return text
