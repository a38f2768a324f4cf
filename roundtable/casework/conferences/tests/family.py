"""
One family and everyone round their table, built by acts wherever there is one.

Rosa Hartley has Ava with Neil Doyle and Ben with Marc Osei, and is expecting. Neil must not know
where they live; Marc may know of Ben alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction

from roundtable.casework.cases.actions.enquiries import (
    EnquiryOutcome,
    advise_on_convening,
    conclude_enquiry,
    hold_strategy_discussion,
)
from roundtable.casework.cases.actions.membership import add_member, allocate, open_case
from roundtable.casework.cases.actions.safe_contact import confirm_safe_contact
from roundtable.casework.cases.models import Capacity, Case, Section47Enquiry, Standing
from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.actions.arrange import arrange_conference
from roundtable.casework.conferences.actions.participants import add_participant
from roundtable.casework.conferences.actions.request import RequestedChild, request_conference
from roundtable.casework.conferences.models import (
    Conference,
    Kind,
    Participant,
    ParticipantRole,
    Room,
)
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Agency, Channel, Kinship, Person, Professional
from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override
from tests.support import owner

NOW = clock.at(date(2026, 11, 24), 10)
# Two weeks before the "now" of the tests, a Tuesday.
DISCUSSED_AT = clock.at(date(2026, 11, 17), 10)
BRANDING = {
    "team": "Conference team",
    "address": ["Harbour House", "2 Quay Street", "Marlsea MZ1 2AB"],
    "phone": "01632 960 100",
    "complaints": {"to": "the Complaints Team", "how": ["01632 960 190"]},
    "advice": [{"name": "Family Law Helpline", "helps_with": "free advice", "phone": "01632 1"}],
    "recording": "Please ask the chair if you would like to record the meeting.",
}
STARTS_AT = clock.at(date(2026, 12, 3), 10)
ENDS_AT = clock.at(date(2026, 12, 3), 12)


@dataclass
class Family:
    """The family, and the actors by their part in the cast."""

    authority: Authority
    other_authority: Authority
    case: Case
    people: dict[str, Person] = field(default_factory=dict)
    professionals: dict[str, Professional] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    enquiries: dict[str, Section47Enquiry] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for kind in ("people", "professionals"):
            if name in self.__dict__.get(kind, {}):
                return self.__dict__[kind][name]
        raise AttributeError(name)

    def actor(self, name: str) -> Actor:
        return self.actors[name]


def make_authority(code: str, name: str) -> Authority:
    return Authority.objects.create(code=code, name=name, branding=BRANDING)


Further = Callable[["Family"], object]
"""What a module adds to the family, once for all of its tests."""


@contextmanager
def family_in_database(further: Further) -> Iterator[Family]:
    """Build the family for several tests, and empty the tables after the last of them."""
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        family = build_family()
        further(family)
    yield family
    owner.restore_migrated_rows()


def build_family() -> Family:
    """Build the family up to the outcome of the enquiries. Sets the context of the authority."""
    authority = make_authority("MAR", "Marlsea Council")
    other = make_authority("OTH", "Elsewhere Council")
    set_context([authority.pk, other.pk])
    cast = Family(authority=authority, other_authority=other, case=Case())
    _hire(cast)
    now = DISCUSSED_AT
    worker = cast.actor("social_worker")
    cast.case = open_case(
        reference="C-1001",
        family_name="Hartley",
        opened_on=date(2026, 11, 16),
        actor=worker,
        now=now,
    )
    for name, capacity in (
        ("social_worker", Capacity.SOCIAL_WORKER),
        ("manager", Capacity.MANAGER),
        ("solicitor", Capacity.SOLICITOR),
    ):
        allocate(
            case=cast.case,
            professional=cast.professionals[name],
            capacity=capacity,
            starts_on=date(2026, 11, 16),
            actor=worker,
            now=now,
        )
    _bear(cast)
    _enquire(cast)
    return cast


AGENCIES = {
    "social_care": ("Children's social care", "social_care"),
    "conference": ("Conference service", "conference_service"),
    "police": ("Marlsea Police", "police"),
    "health": ("Marlsea Health", "health_visiting"),
    "midwifery": ("Marlsea Maternity", "midwifery"),
    "school": ("St Anne's Primary", "education"),
    "legal": ("Legal services", "legal"),
    "interpreting": ("Plain Speaking", "interpreting"),
    "advocacy": ("Speak Up Marlsea", "advocacy"),
    "refuge": ("Safe Haven", "domestic_abuse"),
}
# name -> (who, job, agency, role to sign in as)
STAFF: dict[str, tuple[str, str, str, Role | None]] = {
    "chair": ("Dele Lowe", "Conference chair", "conference", Role.CHAIR),
    "other_chair": ("Ines Mota", "Conference chair", "conference", Role.CHAIR),
    "minute_taker": ("Tom Reed", "Minute taker", "conference", Role.MINUTE_TAKER),
    "other_minute_taker": ("Una Ward", "Minute taker", "conference", Role.MINUTE_TAKER),
    "administrator": ("Priya Nair", "Administrator", "conference", Role.ADMINISTRATOR),
    "second_administrator": ("Gil Pace", "Administrator", "conference", Role.ADMINISTRATOR),
    "social_worker": ("Sam Iqbal", "Social worker", "social_care", Role.SOCIAL_WORKER),
    "other_social_worker": ("Lia Brandt", "Social worker", "social_care", Role.SOCIAL_WORKER),
    "manager": ("Ruth Okoro", "Team manager", "social_care", Role.MANAGER),
    "head_of_service": ("Ann Webb", "Head of service", "social_care", Role.HEAD_OF_SERVICE),
    "solicitor": ("Hal Finch", "Solicitor", "legal", Role.SOLICITOR),
    "police_officer": ("PC Grant", "Police officer", "police", Role.PARTNER),
    "health_visitor": ("Kezia Ncube", "Health visitor", "health", Role.PARTNER),
    "other_health_visitor": ("Bo Lind", "Health visitor", "health", Role.PARTNER),
    "midwife": ("Ola Berg", "Midwife", "midwifery", Role.PARTNER),
    "head_teacher": ("Mia Stone", "Head teacher", "school", Role.PARTNER),
    "withdrawn_partner": ("Ed Frost", "School nurse", "health", Role.PARTNER),
    "agency_lead": ("Sue Marsh", "Named nurse", "health", Role.AGENCY_LEAD),
    "interpreter": ("Adwoa Addo", "Interpreter", "interpreting", Role.INTERPRETER),
    "advocate": ("Sam Bell", "Advocate", "advocacy", Role.ADVOCATE),
    "refuge_worker": ("Jo Hale", "Refuge worker", "refuge", None),
    "out_of_hours": ("Kit Dow", "Out of hours", "social_care", Role.OUT_OF_HOURS),
    "data_officer": ("Lea Moss", "Data officer", "social_care", Role.DATA_OFFICER),
    "system_administrator": ("Al Voss", "Systems", "social_care", Role.SYSTEM_ADMINISTRATOR),
}
SINCE = date(2026, 1, 1)


def _hire(cast: Family) -> None:
    agencies = {}
    founder = Actor(
        user_id=0,
        name="founder",
        role=Role.SOCIAL_WORKER,
        authority_id=cast.authority.pk,
        authority_ids=(cast.authority.pk,),
    )
    for key, (name, kind) in AGENCIES.items():
        agencies[key] = people.add_agency(
            name=name,
            kind=kind,
            phone="01632 960 000",
            address=f"{name}, Mill Lane, Marlsea MZ3 8PD",
            actor=founder,
            now=DISCUSSED_AT,
        )
    for key, (name, job, agency, role) in STAFF.items():
        professional = people.add_professional(
            agency=agencies[agency],
            name=name,
            job_title=job,
            email=f"{key}@marlsea.example",
            phone="01632 960 111",
            actor=founder,
            now=DISCUSSED_AT,
        )
        cast.professionals[key] = professional
        if role is not None:
            agency_id = agencies[agency].pk if role is Role.AGENCY_LEAD else None
            cast.actors[key] = sign_up(
                cast.authority, key, name, role, professional=professional, agency_id=agency_id
            )
    cast.actors["stranger"] = sign_up(
        cast.other_authority,
        "stranger",
        "Stranger",
        Role.CHAIR,
        professional=_of_another_authority(cast),
    )
    for key, name, seats, step_free in (
        ("willow", "Willow Room", 20, True),
        ("oak", "Oak Room", 14, False),
    ):
        cast.rooms[key] = Room.objects.create(
            authority=cast.authority,
            name=name,
            address="Park Centre\nPark Road\nMarlsea",
            postcode="MZ7 2AB",
            capacity=seats,
            is_step_free=step_free,
        )


def _of_another_authority(cast: Family) -> Professional:
    agency = Agency.objects.create(
        authority=cast.other_authority, name="Elsewhere", kind="conference_service"
    )
    return Professional.objects.create(
        authority=cast.other_authority, agency=agency, name="Stranger", job_title="Chair"
    )


def agrees(
    cast: Family, name: str, code: str, words: str = "Agreed.", child: Person | None = None
) -> Override:
    """Return the agreement of one of the staff, in the role they sign in as."""
    role = STAFF[name][3]
    assert role is not None
    child_id = child.pk if child is not None else None
    return Override(code, words, role, child_id, by=cast.professionals[name].pk)


def sign_up(
    authority: Authority,
    key: str,
    name: str,
    role: Role,
    *,
    professional: Professional | None = None,
    person: Person | None = None,
    agency_id: int | None = None,
) -> Actor:
    """Make a user with one appointment, and return them as they act today."""
    user = User.objects.create_user(email=f"{key}@{authority.code.lower()}.example", name=name)
    appoint(
        user=user,
        authority=authority,
        role=role,
        starts_on=SINCE,
        professional_id=professional.pk if professional is not None else None,
        person_id=person.pk if person is not None else None,
        agency_id=agency_id,
    )
    actor = actor_for(user, role=role, today=clock.today())
    assert actor is not None
    return actor


# name -> forename, surname, birth date or None, role to sign in as
RELATIVES: dict[str, tuple[str, str, Role]] = {
    "mother": ("Rosa", "Hartley", Role.FAMILY),
    "excluded_father": ("Neil", "Doyle", Role.FAMILY),
    "half_siblings_father": ("Marc", "Osei", Role.FAMILY),
    "grandmother": ("Jean", "Hartley", Role.FAMILY),
}


def _bear(cast: Family) -> None:
    worker, now = cast.actor("social_worker"), DISCUSSED_AT
    born: dict[str, dict[str, Any]] = {
        "ava": {"forename": "Ava", "surname": "Hartley", "birth_on": date(2015, 5, 1)},
        "ben": {"forename": "Ben", "surname": "Hartley", "birth_on": date(2022, 3, 9)},
        "unborn": {"forename": "Baby", "surname": "Hartley", "expected_on": date(2027, 2, 14)},
    }
    for key, details in born.items():
        cast.people[key] = people.add_person(actor=worker, now=now, **details)
        add_member(
            case=cast.case,
            person=cast.people[key],
            standing=Standing.SUBJECT,
            actor=worker,
            now=now,
        )
    cast.actors["child"] = sign_up(
        cast.authority, "child", "Ava Hartley", Role.CHILD, person=cast.people["ava"]
    )
    for key, (forename, surname, role) in RELATIVES.items():
        person = people.add_person(forename=forename, surname=surname, actor=worker, now=now)
        cast.people[key] = person
        cast.actors[key] = sign_up(cast.authority, key, forename, role, person=person)
        add_member(case=cast.case, person=person, standing=Standing.ADULT, actor=worker, now=now)
        people.record_contact(
            person=person, channel=Channel.PORTAL, is_safe=True, actor=worker, now=now
        )
    for child, adult, kinship, responsible in (
        ("ava", "mother", Kinship.MOTHER, True),
        ("ben", "mother", Kinship.MOTHER, True),
        ("unborn", "mother", Kinship.MOTHER, True),
        ("ava", "excluded_father", Kinship.FATHER, True),
        ("ben", "half_siblings_father", Kinship.FATHER, True),
        ("ava", "grandmother", Kinship.GRANDPARENT, False),
        ("ben", "grandmother", Kinship.GRANDPARENT, False),
    ):
        people.relate(
            child=cast.people[child],
            adult=cast.people[adult],
            kinship=kinship,
            has_parental_responsibility=responsible,
            actor=worker,
            now=now,
        )
    people.record_address(
        person=cast.people["mother"],
        lines="14 Tern Close\nMarlsea",
        postcode="MZ4 7QQ",
        kept_from=[cast.people["excluded_father"]],
        reason="Violence",
        actor=worker,
        now=now,
    )


def _enquire(cast: Family) -> None:
    worker, manager = cast.actor("social_worker"), cast.actor("manager")
    children = [cast.people[key] for key in ("ava", "ben", "unborn")]
    hold_strategy_discussion(
        case_id=cast.case.pk,
        held_at=DISCUSSED_AT,
        attendees=[cast.professionals["police_officer"], cast.professionals["social_worker"]],
        decisions="Enquire under section 47.",
        children=children,
        actor=worker,
        now=DISCUSSED_AT,
    )
    for key in ("ava", "ben", "unborn"):
        enquiry = Section47Enquiry.objects.get(child=cast.people[key])
        advise_on_convening(
            enquiry_id=enquiry.pk,
            chair=cast.professionals["other_chair"],
            on=date(2026, 11, 20),
            advice="Hold a conference.",
            actor=worker,
            now=clock.at(date(2026, 11, 20), 16),
        )
        cast.enquiries[key] = conclude_enquiry(
            enquiry_id=enquiry.pk,
            outcome=EnquiryOutcome(
                concerns_substantiated=True,
                continuing_risk=True,
                findings="Harm found.",
                interim_safety_plan="Grandmother stays with them.",
            ),
            authorised_by=cast.professionals["manager"],
            on=date(2026, 11, 23),
            actor=manager,
            now=clock.at(date(2026, 11, 23), 16),
        )


def request(cast: Family, *names: str, **changes: Any) -> Conference:
    """Ask for an initial conference about the children named, all three if none is."""
    kinds = {"unborn": Kind.PRE_BIRTH}
    asked: dict[str, Any] = {
        "case_id": cast.case.pk,
        "children": [
            RequestedChild(cast.people[name].pk, kinds.get(name, Kind.INITIAL))
            for name in names or ("ava", "ben", "unborn")
        ],
        "children_on_a_plan": frozenset(),
        "reason": "All three are at continuing risk of significant harm.",
        "actor": cast.actor("social_worker"),
        "now": clock.now(),
    }
    return request_conference(**{**asked, **changes})


def authorised(cast: Family, *names: str, **changes: Any) -> Conference:
    """Ask for one, and have the manager authorise it."""
    conference = request(cast, *names, **changes)
    return authorise_request(
        conference_id=conference.pk, actor=cast.actor("manager"), now=clock.now()
    )


def arrange(cast: Family, conference: Conference, **changes: Any) -> Conference:
    """Arrange it for Thursday 3 December at ten, in the Willow Room, within the limit."""
    booked: dict[str, Any] = {
        "conference_id": conference.pk,
        "starts_at": STARTS_AT,
        "ends_at": ENDS_AT,
        "chair_id": cast.professionals["chair"].pk,
        "minute_taker_id": cast.professionals["minute_taker"].pk,
        "room_id": cast.rooms["willow"].pk,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return arrange_conference(**{**booked, **changes})


def arranged(cast: Family, *names: str) -> Conference:
    return arrange(cast, authorised(cast, *names))


def add(cast: Family, conference: Conference, name: str, **details: Any) -> Participant:
    """Put somebody of the cast on the list, in their usual role."""
    added: dict[str, Any] = {
        "conference_id": conference.pk,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    if name in cast.professionals:
        added |= {
            "professional_id": cast.professionals[name].pk,
            "role": _USUAL_ROLE.get(name, ParticipantRole.PROFESSIONAL),
            "reason": "Works with the children",
        }
    else:
        added |= {
            "person_id": cast.people[name].pk,
            "role": _USUAL_ROLE.get(name, ParticipantRole.PARENT),
            "reason": "Belongs to the family",
        }
    return add_participant(**{**added, **details})


_USUAL_ROLE = {
    "interpreter": ParticipantRole.INTERPRETER,
    "advocate": ParticipantRole.ADVOCATE,
    "solicitor": ParticipantRole.SOLICITOR,
    "ava": ParticipantRole.CHILD,
    "grandmother": ParticipantRole.FAMILY,
}


def go_through_contact(cast: Family, person: Person, *, now: datetime) -> None:
    """Have the social worker go through how to reach somebody safely."""
    confirm_safe_contact(
        case_id=cast.case.pk,
        person_id=person.pk,
        wants_calendar=False,
        may_know_who_comes=False,
        may_know_of_sessions=False,
        actor=cast.actor("social_worker"),
        now=now,
    )


def tell_invited(*participants: Participant, at: datetime | None = None) -> None:
    """Do what sending the invitations does here: the letters themselves are made above."""
    Participant.objects.filter(pk__in=[one.pk for one in participants]).update(
        invited_at=at or clock.now() - timedelta(hours=1)
    )


def letters_have_left(conference: Conference) -> None:
    """Let the time pass in which invitations can be called back: from now on they are asked."""
    asked = Participant.objects.filter(conference=conference, invited_at__gt=clock.now())
    asked.update(invited_at=clock.now())
