"""The documents of one pack, made together: those that tell what the others rest on come last."""

from collections.abc import Collection, Sequence
from typing import Final

from schemekit.assembly.assemble import NO_LISTS, draft
from schemekit.assembly.known import Known
from schemekit.assembly.sources import LISTS, sources_of
from schemekit.document.blocks import Document
from schemekit.document.drafts import Draft
from schemekit.document.memory import Kept
from schemekit.guidance import Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.templates import Each, Registered
from schemekit.toolkit.toolkit import Toolkit

_TELLING: Final[Kept[None, bool]] = Kept(most=512)


def assemble_together(
    templates: Sequence[DocumentTemplate],
    toolkit: Toolkit,
    profile: Profile,
    guidance: Guidance,
    in_pack: Collection[str],
) -> tuple[Document, ...]:
    """Each of `templates` as this organisation reads it, in the same order."""
    drafts = draft_together(templates, toolkit, profile, guidance, in_pack)
    return tuple(each.document for each in drafts)


def draft_together(
    templates: Sequence[DocumentTemplate],
    toolkit: Toolkit,
    profile: Profile,
    guidance: Guidance,
    in_pack: Collection[str],
) -> tuple[Draft, ...]:
    """Each of `templates` as many organisations have it, with the words of this one."""
    known = Known(toolkit, profile, guidance, in_pack, shared=True)
    telling = {each.id for each in templates if tells_sources(each)}
    made = {
        each.id: draft(each, toolkit, profile, guidance, known)
        for each in templates
        if each.id not in telling
    }
    lists = sources_of(tuple(made.values()), toolkit, profile, guidance) if telling else NO_LISTS
    for each in templates:
        if each.id in telling:
            made[each.id] = draft(each, toolkit, profile, guidance, known, lists)
    return tuple(made[each.id] for each in templates)


def tells_sources(template: DocumentTemplate) -> bool:
    """Whether it loops over a list of what other documents rest on."""
    return _TELLING.made(template, None, lambda: _tells_sources(template))


def _tells_sources(template: DocumentTemplate) -> bool:
    sources = (each.node.source for each in template.mentions if isinstance(each.node, Each))
    return any(isinstance(each, Registered) and each.register in LISTS for each in sources)
