"""The path of data, from answers to finished files, in one place.

templates ──▶ Toolkit ─┐
presets ────▶ layers ──┼─▶ Interview ─▶ Profile ─▶ Guidance ─▶ Document … ─▶ files
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from schemekit import writers
from schemekit.assembly.assemble import assemble
from schemekit.assembly.examples import draft_example
from schemekit.assembly.known import Known
from schemekit.assembly.saying import WORKBOOK, Lists, Said
from schemekit.assembly.together import draft_together
from schemekit.assembly.workbooks import assemble_workbook
from schemekit.choosing import Verdict, verdicts
from schemekit.document.blocks import Document
from schemekit.document.drafts import Draft
from schemekit.document.examples import example_file
from schemekit.document.memory import Kept
from schemekit.document.theme import Theme, Words
from schemekit.document.workbook import Workbook
from schemekit.errors import Problem, UsageError, nearest
from schemekit.forms.form import Form, form_of
from schemekit.guidance import Guidance, advise
from schemekit.interview.interview import Profile, failed_checks
from schemekit.pack.manifest import Made, Manifest, place
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.facts import Check
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED
from schemekit.toolkit.workbooks import WorkbookTemplate
from schemekit.writers import DraftFormat, Format

Prepare: TypeAlias = Callable[[tuple[Document, ...]], tuple[Document, ...]]
WHOLE_PACK: Final = (WORKBOOK,)
"""The formats of a pack with its workbooks, as far as a document needs to know them."""

_GUIDANCE: Final[Kept[int, tuple[Toolkit, Guidance]]] = Kept(most=2)
"""Beside each the toolkit itself, so that no other takes its place."""


def make_pack(  # noqa: PLR0913, PLR0917 - a pack is made of just these
    toolkit: Toolkit,
    profile: Profile,
    theme: Theme,
    formats: Sequence[str],
    today: date,
    prepare: Prepare | None = None,
) -> tuple[Made, ...]:
    """Every file of a pack, the page that stands first before the others.

    `prepare` has the last word on the documents before they are written.
    """
    drafts = make_drafts(toolkit, profile, formats)
    if prepare is not None:
        drafts = _prepared(drafts, prepare)
    workbooks = make_workbooks(toolkit, profile, formats)
    failed = failed_checks(profile, today)
    examples = make_example_drafts(toolkit, profile, drafts)
    first = make_read_me(toolkit, profile, drafts, failed, theme, workbooks)
    return (first, *make_files((*drafts, *examples), theme, formats, workbooks))


def _prepared(drafts: Sequence[Draft], prepare: Prepare) -> tuple[Draft, ...]:
    """What is left as it was is still the draft that it was."""
    found = prepare(tuple(each.document for each in drafts))
    pairs = zip(drafts, found, strict=True)
    return tuple(old if new is old.document else Draft(new) for old, new in pairs)


def unknown_format(ending: str) -> Problem:
    """What to say of a format that no writer makes."""
    known = writers.names()
    remedy = nearest(ending, known) or f"There are {', '.join(sorted(known))}."
    return Problem("--format", f"nobody writes {ending!r}.", remedy)


def documents_of(toolkit: Toolkit, profile: Profile) -> tuple[DocumentTemplate, ...]:
    """The documents of the pack, in the order of their numbers."""
    found = (each.paper for each in verdicts(toolkit, profile) if each.inside)
    return tuple(each for each in found if isinstance(each, DocumentTemplate))


def workbooks_of(
    toolkit: Toolkit, profile: Profile, formats: Sequence[str] = WHOLE_PACK
) -> tuple[WorkbookTemplate, ...]:
    """The workbooks of the pack, where one of `formats` can hold them."""
    if not any(each in writers.names() and writers.for_workbooks(each) for each in formats):
        return ()
    found = (each.paper for each in verdicts(toolkit, profile) if each.inside)
    return tuple(each for each in found if isinstance(each, WorkbookTemplate))


def make_documents(
    toolkit: Toolkit, profile: Profile, formats: Sequence[str] = WHOLE_PACK
) -> tuple[Document, ...]:
    """Every document of the pack, ready for any writer; `formats` are those of the pack."""
    return tuple(each.document for each in make_drafts(toolkit, profile, formats))


def make_drafts(
    toolkit: Toolkit, profile: Profile, formats: Sequence[str] = WHOLE_PACK
) -> tuple[Draft, ...]:
    """The same, each as what it has in common with other packs and the words of its own."""
    guidance = _advised(toolkit, profile)
    chosen = documents_of(toolkit, profile)
    beside = workbooks_of(toolkit, profile, formats)
    in_pack = {*(each.id for each in chosen), *(each.id for each in beside)}
    return draft_together(chosen, toolkit, profile, guidance, in_pack)


def _advised(toolkit: Toolkit, profile: Profile) -> Guidance:
    """The advice for `profile`, worked out once for all that asks in one pack."""
    known = _GUIDANCE.of(profile)
    if id(toolkit) not in known:
        known[id(toolkit)] = (toolkit, advise(toolkit.recommendations.values(), profile))
    return known[id(toolkit)][1]


def make_examples(
    toolkit: Toolkit, profile: Profile, documents: Sequence[Document]
) -> tuple[Document, ...]:
    """The filled-in example of each form among `documents` that has one."""
    drafts = make_example_drafts(toolkit, profile, tuple(map(Draft, documents)))
    return tuple(each.document for each in drafts)


def make_example_drafts(
    toolkit: Toolkit, profile: Profile, drafts: Sequence[Draft]
) -> tuple[Draft, ...]:
    """The same, each as a draft."""
    in_pack = {each.id for each in drafts}
    known = Known(toolkit, profile, Guidance(()), in_pack, shared=True)
    made: list[Draft] = []
    for form in drafts:
        if form.id in toolkit.examples:
            fields = {each.id: each for each in toolkit.documents[form.id].fields}
            said = Said(toolkit, profile, Guidance(()), in_pack, fields, {}, known)
            made.append(draft_example(form, toolkit.examples[form.id], said))
    return tuple(made)


def make_forms(toolkit: Toolkit, profile: Profile, words: Words) -> dict[str, Form]:
    """Every form as this organisation gave it out, by document; also those not in the pack now."""
    guidance = _advised(toolkit, profile)
    in_pack = {each.id for each in documents_of(toolkit, profile)}
    forms: dict[str, Form] = {}
    for each in toolkit.documents.values():
        if not each.fields:
            continue
        document = assemble(each, toolkit, profile, guidance, in_pack)
        said = Said(toolkit, profile, guidance, in_pack, {one.id: one for one in each.fields}, {})
        declared = [said.field(one.id) for one in each.fields]
        required = frozenset(one.id for one in each.fields if one.required)
        forms[each.id] = form_of(document, declared, required, words)
    return forms


def make_workbooks(
    toolkit: Toolkit, profile: Profile, formats: Sequence[str] = WHOLE_PACK
) -> tuple[Workbook, ...]:
    """Every workbook of the pack, ready for any writer."""
    chosen = workbooks_of(toolkit, profile, formats)
    return tuple(assemble_workbook(each, toolkit, profile) for each in chosen)


def make_files(
    documents: Sequence[Document | Draft],
    theme: Theme,
    formats: Sequence[str],
    workbooks: Sequence[Workbook] = (),
) -> Iterator[Made]:
    """Each document, and each workbook, in each format that can hold it.

    Raises `UsageError` for a format nobody writes.
    """
    known = writers.names()
    for ending in formats:
        if ending not in known:
            raise UsageError(unknown_format(ending))
        if (of_documents := writers.for_documents(ending)) is not None:
            write = _writing(of_documents)
            for each in documents:
                yield Made(each.id, ending, place(each.file, ending), write(each, theme))
        if (of_workbooks := writers.for_workbooks(ending)) is not None:
            for workbook in workbooks:
                sheets = of_workbooks.write_workbook(workbook, theme)
                if sheets is not None:
                    yield Made(workbook.id, ending, place(workbook.file, ending), sheets)


def _writing(of_documents: Format) -> Callable[[Document | Draft, Theme], bytes]:
    drafts = of_documents if isinstance(of_documents, DraftFormat) else None

    def write(each: Document | Draft, theme: Theme) -> bytes:
        if isinstance(each, Document):
            return of_documents.write(each, theme)
        if drafts is not None:
            return drafts.write_draft(each, theme)
        return of_documents.write(each.document, theme)

    return write


def make_read_me(  # noqa: PLR0913, PLR0917 - it tells of just these
    toolkit: Toolkit,
    profile: Profile,
    documents: Sequence[Document | Draft],
    failed: Sequence[Check],
    theme: Theme,
    workbooks: Sequence[Workbook] = (),
) -> Made:
    """The page that stands first in a pack."""
    told = verdicts(toolkit, profile)
    lists = _lists(toolkit, profile, (*documents, *workbooks), failed, told)
    guidance = _advised(toolkit, profile)
    in_pack = {*(each.id for each in documents), *(each.id for each in workbooks)}
    page = assemble(toolkit.read_me, toolkit, profile, guidance, in_pack, lists)
    content = writers.find("html").write(page, theme)
    return Made(toolkit.read_me.id, "html", f"{toolkit.read_me.file}.html", content)


def _lists(
    toolkit: Toolkit,
    profile: Profile,
    made: Sequence[Document | Draft | Workbook],
    failed: Sequence[Check],
    told: Sequence[Verdict],
) -> Lists:
    """What the first page lists and no author can know beforehand."""
    questions = profile.questionnaire.questions
    why = {each.paper.id: each.why for each in told}
    return {
        "pack_documents": [_listed(each, why[each.id], toolkit) for each in made],
        "other_documents": [
            {"title": each.paper.title.said(profile), "why": each.why}
            for each in told
            if not each.inside
        ],
        "failed_checks": [
            {
                "level": each.level.capitalize(),
                "message": each.message.said(profile),
                "remedy": each.remedy.said(profile),
            }
            for each in failed
        ],
        "gaps": [
            {"label": questions[e].short, "ask": questions[e].ask, "why": questions[e].why}
            for e in profile.open_questions
        ],
    }


def _listed(each: Document | Draft | Workbook, why: str, toolkit: Toolkit) -> dict[str, str]:
    file = f"{each.file}.{WORKBOOK}" if isinstance(each, Workbook) else each.file
    return {
        "title": each.title,
        "file": file,
        "audience": each.audience,
        "purpose": each.purpose,
        "why": why,
        "example": example_file(each.file) if each.id in toolkit.examples else "",
    }


def manifest_of(toolkit: Toolkit, profile: Profile) -> Manifest:
    """The head of a manifest: the toolkit's version and every answer that was used."""
    return Manifest((), toolkit.questionnaire.toolkit, dict(_used(profile)))


def _used(profile: Profile) -> Mapping[str, object]:
    used: dict[str, object] = {}
    for name, held in profile.held.items():
        if held.value is UNANSWERED:
            continue
        plain = list(held.value) if isinstance(held.value, tuple) else held.value
        used[name] = plain if isinstance(plain, list | bool | int | float) else str(plain)
    return used
