"""
What each kind of author is asked to write: the sections of a report, in order, with their guidance.

The guidance is read before writing, so it stands with the section. A report keeps the form, and the
version of it, that it was asked for with: a later form changes no report in hand. Nothing here
stops anybody; a section that is asked for and not written is counted and shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from roundtable.casework.people.models import AgencyKind
from roundtable.casework.reports.models import Form, Section

VERSION = 1
_S = Section


@dataclass(frozen=True, slots=True)
class Asked:
    """A section as its author meets it; `domain` where the section is one of the four itself."""

    section: Section
    lines: tuple[str, str]
    domain: str = ""
    is_optional: bool = False
    only_for: AgencyKind | None = None
    """The one kind of agency that must write it. Everybody else may."""
    title: str = ""

    @property
    def code(self) -> str:
        return self.section.value

    @property
    def heading(self) -> str:
        return self.title or str(self.section.label)

    def is_needed_from(self, kind: str) -> bool:
        return not self.is_optional and self.only_for in (None, kind)


_INVOLVEMENT = Asked(
    _S.INVOLVEMENT,
    (
        "Since when you know the child or family, how often you see them, and when last.",
        "What help you offered, whether it was taken up, and whether it made a difference.",
    ),
)
_CHRONOLOGY = Asked(
    _S.CHRONOLOGY,
    (
        "The events that matter, one in a statement, each with its day.",
        "Good turns belong here as much as bad ones.",
    ),
    is_optional=True,
)
_HEALTH = Asked(
    _S.HEALTH,
    (
        "How the child is growing, learning and feeling, for their age.",
        "Say what you saw or measured, and when. A missed appointment is a fact, too.",
    ),
)
_EDUCATION = Asked(
    _S.EDUCATION,
    (
        "Attendance, progress and how the child is with others. Schools always fill it in.",
        "What changed, and since when.",
    ),
    only_for=AgencyKind.EDUCATION,
)
_PARENTING = Asked(
    _S.PARENTING,
    (
        "What the parents do to keep the child safe, fed, warm, well and comforted.",
        "Where it falls short, give an example, and say what gets in the way.",
    ),
)
_FAMILY = Asked(
    _S.FAMILY,
    (
        "Who matters in the child's life, where they live, money, work, neighbours.",
        "What happened earlier in the family that still makes a difference now.",
    ),
)
_FOUR_DOMAINS = (
    Asked(
        _S.WORKING_WELL,
        (
            "What keeps the child safe already, and who does it.",
            "Strengths count as much as worries: be as exact about them.",
        ),
        domain="working_well",
    ),
    Asked(
        _S.WORRIED,
        (
            "What has happened, and what may happen if nothing changes.",
            "One worry in one sentence, plainly. Do not soften it, do not colour it.",
        ),
        domain="worried",
    ),
    Asked(
        _S.IMPACT,
        (
            "What it is like to be this child. What they feel, miss or have learned to do.",
            "Each child apart: brothers and sisters live through it differently.",
        ),
        domain="impact",
    ),
    Asked(
        _S.GREY,
        (
            "What nobody knows yet, or what people say differently.",
            "Say what would settle it, and who could find out.",
        ),
        domain="grey",
    ),
)
_WISHES = Asked(
    _S.WISHES,
    (
        "What the child said, in their own words, and how you came to hear it.",
        "Ask the child who may read it. A child too young to say it shows it: describe how.",
    ),
)
_ANALYSIS = Asked(
    _S.ANALYSIS,
    (
        "Put it together: how likely is harm, how serious, and for which child.",
        "Say what your opinion rests on.",
    ),
)
_NEXT = Asked(
    _S.NEXT,
    (
        "What must change for the child, and how everyone would see that it has.",
        "What your own agency offers, from when.",
    ),
)

_AGENCY = (
    Asked(
        _S.DETAILS,
        (
            "Names, dates of birth or a home that the invitation got wrong.",
            "Leave it empty if all of it is right.",
        ),
        is_optional=True,
    ),
    Asked(
        _S.HOUSEHOLD,
        (
            "Who you know to live with the children or to matter to them, and how they are related.",
            "Their school and doctor, their language and background, as far as you know them.",
        ),
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
    Asked(
        _S.REASON,
        (
            "What happened that makes a conference necessary now.",
            "In the words you would use to the parents.",
        ),
    ),
    Asked(
        _S.CONSIDERED,
        (
            "Every other child of the household, and why the conference is not about them.",
            "Leave it empty if there is none.",
        ),
        is_optional=True,
    ),
    Asked(
        _S.GENOGRAM,
        (
            "Who is related to whom, living and dead, and who lives together.",
            "Checked with the family: say with whom.",
        ),
        is_optional=True,
    ),
    _CHRONOLOGY,
    Asked(
        _S.SEEN,
        (
            "On which days you saw each child, and saw them alone.",
            "If a child was not seen alone, say who was there and why.",
        ),
    ),
    _INVOLVEMENT,
    _HEALTH,
    _EDUCATION,
    _PARENTING,
    _FAMILY,
    *_FOUR_DOMAINS,
    _WISHES,
    Asked(
        _S.PARENTS_VIEWS,
        (
            "What each parent, and others of the family, say about all this, in their own words.",
            "What they say is wrong in this report belongs here, too.",
        ),
    ),
    _ANALYSIS,
    Asked(
        _S.DANGER,
        (
            "What may happen to which child, through what, if nothing changes.",
            "One sentence for each danger, so plain that a parent could say it to you.",
        ),
    ),
)
_PROPOSED = (
    Asked(
        _S.INTERIM_PLAN,
        ("What keeps the children safe until the conference.", "Who does it, and who checks."),
    ),
    Asked(
        _S.OUTLINE_PLAN,
        (
            "What would have to be different for each child, and how everyone would see it.",
            "Who would do what, by when.",
        ),
    ),
    _NEXT,
)
_SOCIAL_WORK = (
    *_OF_THE_SOCIAL_WORKER[:4],
    Asked(
        _S.FINDINGS,
        (
            "What the section 47 enquiry found, and what it did not.",
            "Say what was checked, with whom, and what stays open.",
        ),
    ),
    *_OF_THE_SOCIAL_WORKER[4:],
    *_PROPOSED,
)
_SOCIAL_WORK_REVIEW = (
    *_OF_THE_SOCIAL_WORKER[:4],
    Asked(
        _S.PROGRESS,
        (
            "For each outcome of the plan: what is different for the child, and how it is seen.",
            "What was not done belongs here with who was to do it.",
        ),
    ),
    Asked(
        _S.VISITS,
        (
            "How often you visited each child since the last conference, and saw them alone.",
            "If a visit was missed, say why.",
        ),
    ),
    Asked(
        _S.CORE_GROUPS,
        ("When the core group met, and who came.", "What it changed."),
    ),
    Asked(
        _S.ENGAGEMENT,
        (
            "What each parent did of what was agreed, and what made it hard.",
            "What they say of the help they were given.",
        ),
    ),
    *_OF_THE_SOCIAL_WORKER[4:],
    Asked(
        _S.MUST_CHANGE,
        (
            "What still has to be different before the plan can end.",
            "Or: why it can end, and what help goes on afterwards.",
        ),
    ),
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
