"""The interview at a terminal, with everything around it that a terminal does not know."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from threading import Thread, Timer
from typing import TYPE_CHECKING, Final

from schemekit.cli.options import Wishes
from schemekit.cli.program import leave
from schemekit.cli.scheme import Scheme, today
from schemekit.errors import SchemekitError
from schemekit.interview.interview import Interview
from schemekit.toolkit.loading import load
from schemekit.toolkit.questions import Question

if TYPE_CHECKING:
    from schemekit.toolkit.toolkit import Toolkit


_FIRST_PROMPT_SECONDS: Final = 0.5


class Library:
    """The whole toolkit, loaded when help first asks for it, so that a first prompt need not."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._started = False

    @cached_property
    def toolkit(self) -> "Toolkit":
        return load(self._scheme.toolkit_folders)

    def preload(self) -> None:
        """Start loading while the person reads; a mistake in the content is told when it is met."""

        def load_quietly() -> None:
            with suppress(SchemekitError):
                _ = self.toolkit

        if not self._started:
            self._started = True
            Thread(target=load_quietly, daemon=True).start()

    def evidence_of(self, question: Question) -> str:
        """One line: what the question rests on, with its source."""
        if not question.evidence:
            return ""
        first = self.toolkit.evidence[question.evidence[0]]
        return f"Evidence: {first.claim} ({first.source}, {first.section or first.code})"

    def effect_of(self, question: Question) -> str:
        from schemekit.toolkit.effects import effect_of

        return effect_of(self.toolkit, question.id)


def hold_interview(scheme: Scheme, wishes: Wishes, *, review: bool = False) -> None:
    """Ask until every question has a reply; leaves with 130, answers saved, on Ctrl-C."""
    from schemekit.interview import front

    library = Library(scheme)
    # whoever asks why the first question is asked should not wait for all content to be read
    early = Timer(_FIRST_PROMPT_SECONDS, library.preload)
    early.daemon = True
    early.start()

    def keep(interview: Interview, drafts: Mapping[str, str]) -> None:
        scheme.keep(interview, drafts)
        library.preload()

    surroundings = front.Surroundings(
        keep=keep,
        evidence_of=library.evidence_of,
        effect_of=library.effect_of,
        today=today(),
        drafts=scheme.saved.drafts,
    )
    try:
        ask = front.review if review else front.hold
        scheme.interview = ask(scheme.interview, surroundings, plain=wishes.plain)
    except front.Left:
        # whoever hung up reads nothing more
        with suppress(OSError):
            sys.stdout.write(f'Saved. To carry on, run: schemekit new "{scheme.folder}"\n')
            sys.stdout.flush()
        leave(130)
