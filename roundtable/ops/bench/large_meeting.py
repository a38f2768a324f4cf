"""
A large meeting in session: what stands behind the figures of the room, its letters and its record.

Made as rows, not by acts: four hundred items by acts would take longer than all that is measured.
"""

from datetime import date, timedelta
from typing import Any

from roundtable.casework.cases.models import Case, CaseMember, Standing
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Kind,
    Participant,
    ParticipantChild,
    ParticipantRole,
)
from roundtable.casework.decisions.models import Decision
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.models import CoreGroupMember, Outline, PlanAction, PlanOutcome
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.models import AgendaItem, Attendance, LiveItem
from roundtable.casework.statements.models import (
    MadeIn,
    Statement,
    StatementChild,
    StatementVersion,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.ops.bench.papers import SENTENCE
from roundtable.rules.conference_states import State

PROFESSIONALS = 15
CHILDREN = 12
ITEMS = 400
REFERENCE = "MEASURED"
_DOMAINS = ("working_well", "worried", "impact", "grey")


def sit_down(
    authority: Authority,
    *,
    chair: Professional,
    minute_taker: Professional,
    professionals: int = PROFESSIONALS,
    children: int = CHILDREN,
    items: int = ITEMS,
) -> Conference:
    """Return a meeting that has been on for an hour, with so many at the table and so much said."""
    now = clock.now()
    case, family = _family(authority, children)
    conference = Conference.objects.create(
        authority=authority,
        case=case,
        state=State.IN_SESSION.value,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        on=clock.today(),
        opened_at=now - timedelta(hours=1),
        chair=chair,
        minute_taker=minute_taker,
        reason="Measured, and met by nobody.",
    )
    ConferenceChild.objects.bulk_create(
        ConferenceChild(
            authority=authority, conference=conference, child=child, kind=Kind.REVIEW, position=at
        )
        for at, child in enumerate(family[1:])
    )
    seats = _seats(conference, family, professionals)
    _agenda(conference)
    _say(conference, seats, family[1:], items)
    return conference


def _family(authority: Authority, children: int) -> tuple[Case, list[Person]]:
    """Return the case, with the mother first and then the children; made once, then kept."""
    case, is_new = Case.objects.get_or_create(
        authority=authority,
        reference=REFERENCE,
        defaults={"family_name": "Measured", "opened_on": clock.today()},
    )
    if is_new:
        mother = Person(authority=authority, forename="Mary", surname="Measured")
        born = (
            Person(
                authority=authority,
                forename=f"Child {number}",
                surname="Measured",
                birth_on=date(clock.today().year - 1 - number, 5, 1),
            )
            for number in range(1, CHILDREN + 1)
        )
        CaseMember.objects.bulk_create(
            CaseMember(
                authority=authority,
                case=case,
                person=person,
                standing=Standing.SUBJECT if person.birth_on else Standing.ADULT,
            )
            for person in Person.objects.bulk_create([mother, *born])
        )
    people = Person.objects.filter(memberships__case=case).order_by("pk")
    return case, list(people[: children + 1])


def _seats(conference: Conference, family: list[Person], professionals: int) -> list[Participant]:
    """Seat the chair, the minute taker, the professionals and the mother, who all are here."""
    ours = Professional.objects.filter(authority=conference.authority, left_on=None)
    running = [conference.chair, conference.minute_taker]
    others = ours.exclude(pk__in=[one.pk for one in running if one]).order_by("pk")
    roles = [ParticipantRole.CHAIR, ParticipantRole.MINUTE_TAKER, ParticipantRole.SOCIAL_WORKER]
    rows: list[dict[str, Any]] = [
        {"professional": one, "gives_opinion": number > 1}
        for number, one in enumerate([*running, *others[:professionals]])
    ]
    for number, row in enumerate(rows):
        row["role"] = roles[number] if number < len(roles) else ParticipantRole.PROFESSIONAL
    rows.append({"person": family[0], "role": ParticipantRole.PARENT})
    seats = Participant.objects.bulk_create(
        Participant(
            authority=conference.authority,
            conference=conference,
            invited_at=conference.opened_at,
            **row,
        )
        for row in rows
    )
    ParticipantChild.objects.bulk_create(
        ParticipantChild(authority=conference.authority, participant=seat, child=child)
        for seat in seats
        for child in family[1:]
    )
    Attendance.objects.bulk_create(
        Attendance(
            authority=conference.authority,
            conference=conference,
            participant=seat,
            arrived_at=conference.opened_at or clock.now(),
        )
        for seat in seats
    )
    return seats


def _agenda(conference: Conference) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            authority=conference.authority, conference=conference, position=position, title=title
        )
        for position, title in enumerate(default_agenda(conference.authority), start=1)
    )


def _say(
    conference: Conference, seats: list[Participant], children: list[Person], items: int
) -> None:
    """Have everybody speak in turn, about each child in turn, in each of the four domains."""
    authority, now = conference.authority, clock.now()
    statements = Statement.objects.bulk_create(
        Statement(
            authority=authority,
            conference=conference,
            author=seats[2 + number % (len(seats) - 2)],
            made_in=MadeIn.MEETING,
            session=1,
            position=number,
            made_at=now,
            finished_at=now,
        )
        for number in range(items)
    )
    versions = StatementVersion.objects.bulk_create(
        StatementVersion(
            authority=authority,
            statement=one,
            number=1,
            text=f"{one.position}. {SENTENCE}",
            kind="observation",
            provenance="first",
            domain=_DOMAINS[one.position % len(_DOMAINS)],
            at=now,
            audience="PROFESSIONALS" if one.position % 40 == 0 else "EVERYONE",
        )
        for one in statements
    )
    StatementChild.objects.bulk_create(
        StatementChild(
            authority=authority,
            version=one,
            child=children[one.statement.position // len(_DOMAINS) % len(children)],
        )
        for one in versions
    )
    LiveItem.objects.bulk_create(
        LiveItem(authority=authority, conference=conference, statement=one) for one in statements
    )


def decide(conference: Conference) -> Conference:
    """End it with a plan for every child, each with three outcomes of two actions."""
    now, today = clock.now(), clock.today()
    worker = conference.participants.get(role=ParticipantRole.SOCIAL_WORKER).professional
    mother = conference.participants.get(role=ParticipantRole.PARENT).person
    for held in conference.children.all():
        Decision.objects.create(
            authority=conference.authority,
            conference=conference,
            conference_child=held,
            child_id=held.child_id,
            decided_on=today,
            outcome="plan",
            categories=["NEG"],
            census_code="NEG",
            reasons=SENTENCE,
            likelihood_of_harm=SENTENCE,
            who_tells_the_child="The social worker and Mary, together",
            decided_by=conference.chair,
            decided_at=now,
        )
        outline = Outline.objects.create(
            authority=conference.authority,
            child_id=held.child_id,
            conference_child=held,
            key_worker=worker,
            protection=SENTENCE,
            contingency=SENTENCE,
            core_group_on=today + timedelta(days=10),
            review_on=today + timedelta(days=80),
        )
        owners = ({"professional": worker}, {"person": mother})
        for owner in owners:
            CoreGroupMember.objects.create(
                authority=conference.authority, outline=outline, joined_on=today, **owner
            )
        for number in range(3):
            outcome = PlanOutcome.objects.create(
                authority=conference.authority,
                outline=outline,
                position=number,
                what_must_change=SENTENCE,
                by=today + timedelta(days=80),
            )
            for owner in owners:
                PlanAction.objects.create(
                    authority=conference.authority,
                    outcome=outcome,
                    what=SENTENCE,
                    due_on=today + timedelta(days=20),
                    **owner,
                )
    conference.attendances.update(left_at=now)
    conference.state = conference.ending = State.DECIDED.value
    conference.held_on, conference.closed_at, conference.is_quorate = today, now, True
    conference.save()
    return conference
