"""What is wrong for all departments of a batch, said before one of them is made."""

from schemekit import writers
from schemekit.departments.checked import Checked
from schemekit.departments.digests import with_digest
from schemekit.departments.orders import Brief
from schemekit.errors import AnswerError, AnswersError, Problem, UsageError, nearest
from schemekit.making import unknown_format
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.questionnaire import Questionnaire


def check(brief: Brief, content: str) -> Checked:
    """What is known of a brief in which nothing is wrong; `content` is the digest of its toolkit.

    Raises `SchemekitError` with what is wrong.
    """
    questionnaire = load_questionnaire(brief.toolkit)
    _refuse_unknown(brief, questionnaire)
    chain = files.chain(brief.presets, brief.preset_folders)
    stack(questionnaire, files.layers_of(chain))
    digest = with_digest(brief, [each.path for each in chain], content).digest
    return Checked(digest, tuple(questionnaire.questions), questionnaire.renamed)


def _refuse_unknown(brief: Brief, questionnaire: Questionnaire) -> None:
    known = writers.names()
    for ending in brief.formats:
        if ending not in known:
            raise UsageError(unknown_format(ending))
    problems: list[Problem] = []
    for name, raw in brief.settings:
        if name not in questionnaire.questions:
            remedy = nearest(name, questionnaire.questions)
            raise UsageError(Problem("--set", f"there is no question {name!r}.", remedy))
        try:
            questionnaire.questions[name].read(raw)
        except AnswerError as wrong:
            problems.append(Problem(f"--set {name}", str(wrong)))
    if problems:
        raise AnswersError(*problems)
