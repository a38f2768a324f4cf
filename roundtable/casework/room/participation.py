"""How each child took part, from what is on record of the meeting."""

from collections.abc import Mapping, Sequence

from roundtable.casework.conferences.models import Conference, ConferenceChild, ParticipantRole
from roundtable.casework.preparing.models import Means
from roundtable.casework.preparing.queries import childrens_parts
from roundtable.casework.room.models import Attendance, Views
from roundtable.casework.statements.models import MadeIn, Statement
from roundtable.foundation.core import clock
from roundtable.rules.ages import age_on
from roundtable.rules.participation import Code, TookPart, participation_code

_WITHOUT_WORDS = frozenset({Means.DRAWING, Means.WRITING, Means.RECORDING})


def codes_of(conference: Conference, children: Sequence[ConferenceChild]) -> Mapping[int, Code]:
    """Return the participation code of each child, by child of the conference. Four queries."""
    came = set(
        Attendance.objects.filter(conference=conference).values_list(
            "participant__person_id", flat=True
        )
    )
    said = Statement.objects.filter(conference=conference, made_in=MadeIn.MEETING)
    speakers = set(
        said.values_list("author__role", "author__person_id", "author__speaks_for__person_id")
    )
    views = {
        one.conference_child_id: one
        for one in Views.objects.filter(
            conference_child__in=children, is_the_childs=True, statement__isnull=False
        ).select_related("statement__author")
    }
    parts = childrens_parts(children)
    on = conference.held_on or conference.on or clock.today()
    found = {}
    for held in children:
        child, own, part = held.child, views.get(held.pk), parts.get(held.pk)
        means = set(part.means) if part is not None else set()
        author = own.statement.author if own is not None and own.statement is not None else None
        is_brought = author is not None and author.role == ParticipantRole.ADVOCATE
        found[held.pk] = participation_code(
            TookPart(
                age=age_on(child.birth_on, on) if child.birth_on else None,
                came=child.pk in came,
                spoke=any(person == child.pk for _, person, _ in speakers),
                advocate_spoke=any(
                    role == ParticipantRole.ADVOCATE and whom == child.pk
                    for role, _, whom in speakers
                ),
                showed_without_words=own is not None and bool(means & _WITHOUT_WORDS),
                views_by_advocate=own is not None and (is_brought or Means.ADVOCATE in means),
                views_in=own is not None,
            )
        )
    return found
