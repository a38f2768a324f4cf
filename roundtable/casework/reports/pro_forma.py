"""
What each kind of author is asked to write: the sections of a report, in order, with their guidance.

The guidance to each section is a text that the authority edits; `guidance` says which version of it
stays with a report. A report keeps the form that it was asked for with: a later form changes no
report in hand. Nothing here stops anybody; a section that is asked for and not written is counted
and shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from roundtable.casework.information.shipped_sections import BELONGS
from roundtable.casework.people.models import AgencyKind
from roundtable.casework.reports.models import Form, Section

VERSION = 1
_S = Section


@dataclass(frozen=True, slots=True)
class Asked:
    """A section as its author meets it; `domain` where the section is one of the four itself."""

    section: Section
    domain: str = ""
    is_optional: bool = False
    only_for: AgencyKind | None = None
    """The one kind of agency that must write it. Everybody else may."""
    title: str = ""

    @property
    def code(self) -> str:
        return self.section.value

    @property
    def lines(self) -> tuple[str, str]:
        """What belongs in it, as every authority begins with it."""
        _, first, second = BELONGS[self.code]
        return first, second

    @property
    def heading(self) -> str:
        return self.title or str(self.section.label)

    def is_needed_from(self, kind: str) -> bool:
        return not self.is_optional and self.only_for in (None, kind)


_INVOLVEMENT = Asked(_S.INVOLVEMENT)
_CHRONOLOGY = Asked(
    _S.CHRONOLOGY,
    is_optional=True,
)
_HEALTH = Asked(_S.HEALTH)
_EDUCATION = Asked(
    _S.EDUCATION,
    only_for=AgencyKind.EDUCATION,
)
_PARENTING = Asked(_S.PARENTING)
_FAMILY = Asked(_S.FAMILY)
_FOUR_DOMAINS = (
    Asked(
        _S.WORKING_WELL,
        domain="working_well",
    ),
    Asked(
        _S.WORRIED,
        domain="worried",
    ),
    Asked(
        _S.IMPACT,
        domain="impact",
    ),
    Asked(
        _S.GREY,
        domain="grey",
    ),
)
_WISHES = Asked(_S.WISHES)
_ANALYSIS = Asked(_S.ANALYSIS)
_NEXT = Asked(_S.NEXT)

_AGENCY = (
    Asked(
        _S.DETAILS,
        is_optional=True,
    ),
    Asked(
        _S.HOUSEHOLD,
        is_optional=True,
    ),
    _INVOLVEMENT,
    _CHRONOLOGY,
    _HEALTH,
    _EDUCATION,
    _PARENTING,
    _FAMILY,
    *_FOUR_DOMAINS,
    _WISHES,
    _ANALYSIS,
    _NEXT,
)

_OF_THE_SOCIAL_WORKER = (
    Asked(_S.REASON),
    Asked(
        _S.CONSIDERED,
        is_optional=True,
    ),
    Asked(
        _S.GENOGRAM,
        is_optional=True,
    ),
    _CHRONOLOGY,
    Asked(_S.SEEN),
    _INVOLVEMENT,
    _HEALTH,
    _EDUCATION,
    _PARENTING,
    _FAMILY,
    *_FOUR_DOMAINS,
    _WISHES,
    Asked(_S.PARENTS_VIEWS),
    _ANALYSIS,
    Asked(_S.DANGER),
)
_PROPOSED = (
    Asked(_S.INTERIM_PLAN),
    Asked(_S.OUTLINE_PLAN),
    _NEXT,
)
_SOCIAL_WORK = (
    *_OF_THE_SOCIAL_WORKER[:4],
    Asked(_S.FINDINGS),
    *_OF_THE_SOCIAL_WORKER[4:],
    *_PROPOSED,
)
_SOCIAL_WORK_REVIEW = (
    *_OF_THE_SOCIAL_WORKER[:4],
    Asked(_S.PROGRESS),
    Asked(_S.VISITS),
    Asked(_S.CORE_GROUPS),
    Asked(_S.ENGAGEMENT),
    *_OF_THE_SOCIAL_WORKER[4:],
    Asked(_S.MUST_CHANGE),
    _NEXT,
)

FORMS: Mapping[str, tuple[Asked, ...]] = {
    Form.AGENCY.value: _AGENCY,
    Form.SOCIAL_WORK.value: _SOCIAL_WORK,
    Form.SOCIAL_WORK_REVIEW.value: _SOCIAL_WORK_REVIEW,
}
# Every section once, for pages that meet one without its report.
BY_CODE: Mapping[str, Asked] = {
    one.code: one for form in (_SOCIAL_WORK_REVIEW, _SOCIAL_WORK, _AGENCY) for one in form
}


def sections_of(form: str) -> tuple[Asked, ...]:
    """Return the sections of a form, in the order in which they are written and read."""
    return FORMS[form]


def form_for(*, is_social_worker: bool, is_review: bool) -> Form:
    """Return the form an author is asked to fill in."""
    if not is_social_worker:
        return Form.AGENCY
    return Form.SOCIAL_WORK_REVIEW if is_review else Form.SOCIAL_WORK
