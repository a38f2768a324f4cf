"""Who could be asked to come, and why."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Capacity, CaseMember, Standing
from roundtable.casework.conferences.actions.participants import add_participant
from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.conferences.suggestions import Suggestion, suggest_participants
from roundtable.casework.conferences.tests.family import Family, add, arranged, request
from roundtable.casework.convening.models import BookingForm, WantedProfessional
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.core import clock
from roundtable.rules.conference_states import State

TODAY = date(2026, 11, 24)


def suggested(conference: Conference) -> dict[str, Suggestion]:
    return {one.name: one for one in suggest_participants(conference, today=TODAY)}


def test_everybody_with_parental_responsibility_and_then_the_family(cast: Family) -> None:
    found = suggested(request(cast))
    assert list(found)[:4] == ["Rosa Hartley", "Neil Doyle", "Marc Osei", "Jean Hartley"]
    assert found["Neil Doyle"].because == "Has parental responsibility"
    assert found["Neil Doyle"].role is ParticipantRole.PARENT
    assert found["Jean Hartley"].role is ParticipantRole.FAMILY
    assert found["Jean Hartley"].reason == (
        "Grandparent of Ava Hartley; Grandparent of Ben Hartley"
    )


def test_only_family_of_the_children_it_is_about(cast: Family) -> None:
    assert "Neil Doyle" not in suggested(request(cast, "ben"))


def test_children_who_are_old_enough(cast: Family) -> None:
    found = suggested(request(cast))
    assert found["Ava Hartley"].role is ParticipantRole.CHILD
    assert "Ben Hartley" not in found


def test_professionals_of_the_case(cast: Family) -> None:
    assert suggested(request(cast))["Hal Finch"].role is ParticipantRole.SOLICITOR


@pytest.mark.parametrize(
    "who", ["police_officer", "health_visitor", "midwife", "head_teacher", "refuge_worker"]
)
def test_who_works_with_the_family_whatever_their_agency(cast: Family, who: str) -> None:
    conference = request(cast)
    name = cast.professionals[who].name
    assert name not in suggested(conference)
    allocate(
        case=cast.case,
        professional=cast.professionals[who],
        capacity=Capacity.INVOLVED,
        has_direct_contact=True,
        starts_on=date(2026, 11, 20),
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    found = suggested(conference)[name]
    assert (found.role, found.because) == (ParticipantRole.PROFESSIONAL, "Is on the case")
    seat = add(cast, conference, who, has_direct_contact=found.has_direct_contact)
    assert seat.gives_opinion
    assert seat.writes_report
    assert seat.has_direct_contact


def test_family_child_and_professionals_come_to_one_table(cast: Family) -> None:
    conference = arranged(cast, "ava")
    add(cast, conference, "police_officer")
    for one in suggested(conference).values():
        add_participant(
            conference_id=conference.pk,
            person_id=one.person_id,
            professional_id=one.professional_id,
            role=one.role,
            reason=one.reason,
            actor=cast.actor("administrator"),
            now=clock.now(),
        )
    at_the_table = {seat.name: seat.role for seat in conference.participants.all()}
    assert at_the_table == {
        "Dele Lowe": "chair",
        "Tom Reed": "minute_taker",
        "Sam Iqbal": "social_worker",
        "Ruth Okoro": "manager",
        "PC Grant": "professional",
        "Hal Finch": "solicitor",
        "Rosa Hartley": "parent",
        "Neil Doyle": "parent",
        "Jean Hartley": "family",
        "Ava Hartley": "child",
    }


def test_who_is_on_the_list_is_not_suggested(cast: Family) -> None:
    conference = request(cast)
    add(cast, conference, "mother")
    assert "Rosa Hartley" not in suggested(conference)


def test_who_was_asked_last_time_and_is_still_there(cast: Family) -> None:
    earlier = arranged(cast)
    add(cast, earlier, "police_officer", reason="Knows the house")
    add(cast, earlier, "head_teacher")
    Conference.objects.filter(pk=earlier.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value
    )
    cast.case.allocations.filter(capacity="involved").update(ends_on=date(2026, 11, 23))
    Professional.objects.filter(pk=cast.head_teacher.pk).update(left_on=date(2026, 11, 1))
    found = suggested(request(cast, "ava"))
    assert found["PC Grant"].because == "Was asked last time"
    assert found["PC Grant"].reason == "Knows the house"
    assert "Mia Stone" not in found
    assert "Dele Lowe" not in found, "the chair is chosen where it is arranged"


def test_who_speaks_for_somebody_does_so_again_once_that_person_is_asked(cast: Family) -> None:
    earlier = arranged(cast)
    father = add(cast, earlier, "excluded_father")
    add(cast, earlier, "advocate", speaks_for_id=father.pk)
    Conference.objects.filter(pk=earlier.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value
    )
    conference = request(cast)
    assert "Sam Bell" not in suggested(conference)
    father = add(cast, conference, "excluded_father")
    assert suggested(conference)["Sam Bell"].speaks_for_id == father.pk


def test_a_handful_of_queries_however_many_there_are(cast: Family) -> None:
    conference = request(cast)
    conference.authority.effective_settings  # noqa: B018 - loaded with the conference on a page
    with CaptureQueriesContext(connection) as queries:
        suggest_participants(conference, today=TODAY)
    assert len(queries) <= 6


def test_who_lives_there_and_whom_the_request_asks_for(cast: Family) -> None:
    conference = request(cast)
    lodger = Person.objects.create(
        authority=cast.authority, forename="Lee", surname="Marsh", search_name="marsh lee"
    )
    CaseMember.objects.create(
        authority=cast.authority,
        case=cast.case,
        person=lodger,
        standing=Standing.ADULT,
        in_household=True,
    )
    form = BookingForm.objects.create(
        authority=cast.authority, case=cast.case, started_at=clock.now(), saved_at=clock.now()
    )
    WantedProfessional.objects.create(
        authority=cast.authority, form=form, professional=cast.head_teacher
    )
    conference.booking_form = form
    conference.save()
    found = suggested(conference)
    assert found["Lee Marsh"].reason == "Lives in the household"
    assert found[cast.head_teacher.name].because == "The request asks for them"
