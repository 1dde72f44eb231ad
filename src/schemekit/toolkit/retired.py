"""Questions and options that are no longer asked: saved answers keep them, and are told."""

from schemekit.toolkit.authored import Authored, Id


class Retired(Authored):
    """A question, or one option of a question, that an earlier version of the toolkit had."""

    id: Id
    option: str = ""
    """The option that is gone; empty where the whole question is."""
    since: str = ""
    """The version that no longer had it."""
    instead: str = ""
    """What asks, or says, something like it now: a question, or an option of the same one."""
    note: str = ""
    """One sentence for whoever had answered it."""


class RetiredFile(Authored):
    retired: tuple[Retired, ...] = ()
