"""Who could be asked to come: from the case, the family, and the last conference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity, CaseMember, Standing
from roundtable.casework.conferences.models import (
    Conference,
    Participant,
    ParticipantRole,
)
from roundtable.casework.convening.models import WantedProfessional
from roundtable.casework.people.models import Kinship, Relationship
from roundtable.rules.ages import age_on
from roundtable.rules.settings import number

_PARENTS = frozenset({Kinship.MOTHER, Kinship.FATHER, Kinship.STEP_PARENT, Kinship.CARER})
_BY_OFFICE = frozenset(
    {
        ParticipantRole.CHAIR,
        ParticipantRole.MINUTE_TAKER,
        ParticipantRole.SOCIAL_WORKER,
        ParticipantRole.MANAGER,
    }
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to put on the list, with what `add_participant` would be given."""

    name: str
    job: str
    role: ParticipantRole
    reason: str
    because: str
    person_id: int | None = None
    professional_id: int | None = None
    speaks_for_id: int | None = None
    """The seat of whom they help or speak for: what is kept from that person is kept from them."""
    has_direct_contact: bool = False
    has_responsibility: bool = False

    @property
    def who(self) -> tuple[int | None, int | None]:
        return self.person_id, self.professional_id


def suggest_participants(conference: Conference, *, today: date) -> tuple[Suggestion, ...]:
    """
    Return who is not on the list and could be: family first, each person once.

    Everybody with parental responsibility is among them, and children old enough to be asked; who
    lives in the household without being related; and whom the request asks for. Eight queries at
    most.
    """
    listed = {
        (one.person_id, one.professional_id)
        for one in conference.participants.filter(withdrawn_at=None)
    }
    found: dict[tuple[int | None, int | None], Suggestion] = {}
    for suggestion in (
        *_family(conference),
        *_household(conference),
        *_children(conference, today),
        *_professionals(conference, today),
        *_from_the_request(conference),
        *_from_last_time(conference),
    ):
        if suggestion.who not in listed:
            found.setdefault(suggestion.who, suggestion)
    return tuple(found.values())


def _family(conference: Conference) -> Iterator[Suggestion]:
    rows = Relationship.objects.filter(
        child__conferences__conference=conference, ended_on=None, adult__died_on=None
    ).select_related("adult", "child")
    by_adult: dict[int, list[Relationship]] = {}
    for row in rows.order_by("-has_parental_responsibility", "adult_id", "child_id"):
        by_adult.setdefault(row.adult_id, []).append(row)
    for ties in by_adult.values():
        adult = ties[0].adult
        is_parent = any(tie.kinship in _PARENTS for tie in ties)
        holds = any(tie.has_parental_responsibility for tie in ties)
        yield Suggestion(
            name=adult.name,
            job=Kinship(ties[0].kinship).label,
            role=ParticipantRole.PARENT if is_parent or holds else ParticipantRole.FAMILY,
            reason="; ".join(f"{Kinship(tie.kinship).label} of {tie.child.name}" for tie in ties),
            because="Has parental responsibility" if holds else "Belongs to the family",
            person_id=adult.pk,
            has_responsibility=holds,
        )


def _household(conference: Conference) -> Iterator[Suggestion]:
    """Adults who live there and are nobody's relative on file: a partner, a lodger."""
    related = Relationship.objects.filter(adult=OuterRef("person"), ended_on=None)
    rows = CaseMember.objects.filter(
        ~Exists(related),
        case_id=conference.case_id,
        standing=Standing.ADULT,
        in_household=True,
        ended_on=None,
        person__died_on=None,
    ).select_related("person")
    for row in rows.order_by("pk"):
        yield Suggestion(
            name=row.person.name,
            job="",
            role=ParticipantRole.FAMILY,
            reason="Lives in the household",
            because="Lives in the household",
            person_id=row.person_id,
        )


def _from_the_request(conference: Conference) -> Iterator[Suggestion]:
    """The professionals whom the booking form asks to invite."""
    if conference.booking_form_id is None:
        return
    rows = WantedProfessional.objects.filter(
        form_id=conference.booking_form_id, professional__left_on=None
    ).select_related("professional")
    for row in rows.order_by("professional__name", "pk"):
        yield Suggestion(
            name=row.professional.name,
            job=row.professional.job_title,
            role=ParticipantRole.PROFESSIONAL,
            reason="Works with the family",
            because="The request asks for them",
            professional_id=row.professional_id,
        )


def _children(conference: Conference, today: date) -> Iterator[Suggestion]:
    from_age = number(conference.authority.effective_settings, "child_invite_age")
    for held in conference.children.select_related("child").order_by("position"):
        born = held.child.birth_on
        if born is not None and age_on(born, today) >= from_age:
            yield Suggestion(
                name=held.child.name,
                job="",
                role=ParticipantRole.CHILD,
                reason="The meeting is about them",
                because=f"Is {from_age} or over",
                person_id=held.child_id,
            )


def _professionals(conference: Conference, today: date) -> Iterator[Suggestion]:
    rows = Allocation.objects.filter(
        open_on(today),
        case_id=conference.case_id,
        capacity__in=[Capacity.INVOLVED, Capacity.SOLICITOR],
        professional__left_on=None,
    ).select_related("professional")
    for row in rows.order_by("professional__name", "pk"):
        is_solicitor = row.capacity == Capacity.SOLICITOR
        yield Suggestion(
            name=row.professional.name,
            job=row.professional.job_title,
            role=ParticipantRole.SOLICITOR if is_solicitor else ParticipantRole.PROFESSIONAL,
            reason="Advises on the law" if is_solicitor else "Works with the family",
            because="Is on the case",
            professional_id=row.professional_id,
            has_direct_contact=row.has_direct_contact,
        )


def _from_last_time(conference: Conference) -> Iterator[Suggestion]:
    last = (
        Conference.objects.filter(case_id=conference.case_id, ending__gt="")
        .exclude(pk=conference.pk)
        .order_by("-on", "-pk")
        .first()
    )
    if last is None:
        return
    rows = Participant.objects.filter(
        conference=last, withdrawn_at=None, deputises_for=None
    ).select_related("person", "professional", "speaks_for")
    here = conference.participants.filter(person__isnull=False, withdrawn_at=None)
    seats = dict(here.values_list("person_id", "pk"))
    for row in rows.exclude(role__in=_BY_OFFICE).order_by("pk"):
        helped = row.speaks_for
        if helped is not None and helped.person_id not in seats:
            continue  # not before it is known whom they stand by this time
        if row.professional is None or row.professional.left_on is None:
            yield Suggestion(
                name=row.name,
                job=row.professional.job_title if row.professional is not None else "",
                role=ParticipantRole(row.role),
                reason=row.reason,
                because="Was asked last time",
                speaks_for_id=seats[helped.person_id] if helped is not None else None,
                person_id=row.person_id,
                professional_id=row.professional_id,
                has_direct_contact=row.has_direct_contact,
            )
