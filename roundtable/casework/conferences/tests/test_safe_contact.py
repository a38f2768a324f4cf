"""Safe contact, gone through with the person, and who may know who else of the family comes."""

from typing import Any

import pytest

from roundtable.casework.cases.actions.household import CannotChangeHousehold
from roundtable.casework.cases.actions.safe_contact import (
    CannotConfirmContact,
    confirm_safe_contact,
)
from roundtable.casework.conferences.coming import who_is_coming
from roundtable.casework.conferences.models import Part, Participant, ParticipantRole
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import (
    is_told_of_sessions,
    reader_for,
    reader_of_participant,
)
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.people.models import ContactPoint, Person
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


def confirm(cast: Family, **changes: Any) -> Person:
    said: dict[str, Any] = {
        "case_id": cast.case.pk,
        "person_id": cast.mother.pk,
        "wants_calendar": True,
        "may_know_who_comes": False,
        "may_know_of_sessions": False,
        "actor": cast.actor("social_worker"),
        "now": clock.now(),
    }
    return confirm_safe_contact(**{**said, **changes})


def test_every_way_was_gone_through_today(cast: Family) -> None:
    person = confirm(cast)
    assert person.contact_confirmed_on == clock.today()
    assert person.wants_calendar
    assert not person.may_know_who_comes
    days = set(ContactPoint.objects.filter(person=person).values_list("marked_on", flat=True))
    assert days == {clock.today()}
    assert audited("person.contact_confirmed")[-1].details == {
        "may_know_who_comes": False,
        "may_know_of_sessions": False,
    }
    assert person.contact_confirmed_by == cast.actor("social_worker").name
    marked_by = set(ContactPoint.objects.filter(person=person).values_list("marked_by", flat=True))
    assert marked_by == {person.contact_confirmed_by}


def test_not_while_one_way_was_not_asked_about(cast: Family) -> None:
    ContactPoint.objects.filter(person=cast.mother).update(is_safe=None)
    with pytest.raises(CannotConfirmContact):
        confirm(cast)
    ContactPoint.objects.filter(person=cast.mother).delete()
    with pytest.raises(CannotConfirmContact):
        confirm(cast)


def test_only_of_the_case_and_by_those_who_keep_its_people(cast: Family) -> None:
    outsider = Person.objects.create(authority=cast.authority, forename="Pat", surname="Other")
    with pytest.raises(CannotChangeHousehold):
        confirm(cast, person_id=outsider.pk)
    for who in ("police_officer", "other_social_worker", "mother", "stranger"):
        with pytest.raises(NotAuthorised):
            confirm(cast, actor=cast.actor(who))


def test_who_may_not_know_who_else_comes_is_told_of_nobody_of_the_family(cast: Family) -> None:
    conference = arranged(cast)
    for name in ("mother", "grandmother", "health_visitor"):
        add(cast, conference, name)

    def told(person: Person) -> set[str]:
        everyone = participants_of(conference)
        reader = reader_of_participant(next(one for one in everyone if one.person == person))
        return {one.name for one in who_is_coming(conference, reader, everyone)}

    assert cast.grandmother.name not in told(cast.mother), "nobody is told unless it was decided"
    confirm(cast, may_know_who_comes=True)
    assert cast.grandmother.name in told(cast.mother)
    confirm(cast)
    assert cast.grandmother.name not in told(cast.mother)
    assert {cast.mother.name, cast.health_visitor.name} <= told(cast.mother)
    roles = {one.role for one in participants_of(conference)}
    assert ParticipantRole.FAMILY in roles


def test_what_somebody_may_know_holds_on_their_page_as_in_their_letter(cast: Family) -> None:
    conference = arranged(cast)
    for name in ("mother", "grandmother"):
        add(cast, conference, name)
    reader = reader_for(cast.actor("mother"), conference)
    assert cast.grandmother.name not in {one.name for one in who_is_coming(conference, reader)}
    confirm(cast, may_know_who_comes=True)
    reader = reader_for(cast.actor("mother"), conference)
    assert cast.grandmother.name in {one.name for one in who_is_coming(conference, reader)}


def test_that_some_come_at_another_time_is_told_to_whom_it_may_be(cast: Family) -> None:
    conference = arranged(cast)
    mother = add(cast, conference, "mother")
    advocate = add(cast, conference, "advocate", role="advocate", speaks_for_id=mother.pk)
    confirm(cast, may_know_of_sessions=True)

    def told(seat: Participant) -> bool:
        everyone = participants_of(conference)
        return is_told_of_sessions(next(one for one in everyone if one.pk == seat.pk), everyone)

    assert not told(mother), "there is no other session"
    father = add(cast, conference, "half_siblings_father", part=Part.SEPARATE, session=2)
    assert told(mother)
    assert told(advocate)
    assert not told(father), "nobody has decided that he may"
    confirm(cast)
    assert not told(mother)
