"""Adding people, relating them, and where and how they can be reached."""

from datetime import date

import pytest

from roundtable.casework.cases.tests.town import Town
from roundtable.casework.people import actions
from roundtable.casework.people.models import Address, ContactPoint, Person, PersonName
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


def adult(worker: Actor, forename: str = "Rosa") -> Person:
    return actions.add_person(forename=forename, surname="Hartley", actor=worker, now=clock.now())


def child(worker: Actor) -> Person:
    return actions.add_person(
        forename="Ava",
        surname="Hartley",
        birth_on=date(2019, 5, 3),
        actor=worker,
        now=clock.now(),
    )


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_person_is_added_with_a_name_that_search_finds(worker: Actor) -> None:
    zoe = actions.add_person(forename="Zoë", surname="D'Arcy", actor=worker, now=clock.now())
    assert zoe.search_name == "d'arcy zoe"
    assert PersonName.objects.get(person=zoe).forename == "Zoë"
    event = AuditEvent.objects.get(verb="person.added")
    assert (event.subject_id, event.user_id) == (zoe.pk, worker.user_id)
    assert "Zoë" not in str(event.details)


def test_a_child_is_born_or_expected_never_both(worker: Actor) -> None:
    with pytest.raises(actions.CannotAddPerson, match="not both"):
        actions.add_person(
            surname="Hartley",
            birth_on=date(2026, 1, 1),
            expected_on=date(2027, 1, 1),
            actor=worker,
            now=clock.now(),
        )


def test_a_birth_cannot_lie_ahead(worker: Actor) -> None:
    with pytest.raises(actions.CannotAddPerson, match="has passed"):
        actions.add_person(
            surname="Hartley", birth_on=date(2026, 11, 25), actor=worker, now=clock.now()
        )


@pytest.mark.parametrize("role", [Role.MINUTE_TAKER, Role.DATA_OFFICER, Role.OUT_OF_HOURS])
def test_only_who_works_on_cases_adds_people(town: Town, role: Role) -> None:
    with pytest.raises(NotAuthorised):
        adult(town.actor(role, "Pat Reed"))
    assert not Person.objects.exists()


def test_responsibility_is_kept_for_each_pair_and_its_past_too(worker: Actor) -> None:
    ava, rosa = child(worker), adult(worker)
    first = actions.relate(
        child=ava,
        adult=rosa,
        kinship="carer",
        has_parental_responsibility=False,
        actor=worker,
        now=clock.now(),
    )
    changed = actions.change_relationship(
        relationship_id=first.pk,
        kinship="carer",
        has_parental_responsibility=True,
        responsibility_basis="Special guardianship order",
        responsibility_from=date(2026, 11, 2),
        actor=worker,
        now=clock.now(),
    )
    assert changed.has_parental_responsibility
    before = first.events.get()
    assert before.has_parental_responsibility is False
    assert verbs()[-2:] == ["person.related", "person.relationship_changed"]


def test_nobody_is_related_twice_or_to_themselves(worker: Actor) -> None:
    ava, rosa = child(worker), adult(worker)
    terms = {
        "kinship": "mother",
        "has_parental_responsibility": True,
        "actor": worker,
        "now": clock.now(),
    }
    actions.relate(child=ava, adult=rosa, **terms)
    with pytest.raises(actions.CannotRelate, match="Rosa Hartley is already"):
        actions.relate(child=ava, adult=rosa, **terms)
    with pytest.raises(actions.CannotRelate, match="two people"):
        actions.relate(child=ava, adult=ava, **terms)


def move(person: Person, worker: Actor, **details: object) -> Address:
    given = {"lines": "4 Mill Lane", "postcode": "pr7 2ab", **details}
    return actions.record_address(person=person, actor=worker, now=clock.now(), **given)


def test_a_new_address_ends_the_old_one(worker: Actor) -> None:
    rosa = adult(worker)
    old = move(rosa, worker, starts_on=date(2026, 1, 5))
    new = move(rosa, worker, lines="9 High Street", starts_on=date(2026, 11, 20))
    old.refresh_from_db()
    assert old.ends_on == date(2026, 11, 20)
    assert (new.ends_on, new.postcode) == (None, "PR7 2AB")


def test_an_address_from_before_the_present_one_is_history(worker: Actor) -> None:
    rosa = adult(worker)
    now = move(rosa, worker, starts_on=date(2026, 6, 1))
    earlier = move(rosa, worker, lines="2 Canal Row", starts_on=date(2025, 6, 1))
    now.refresh_from_db()
    assert (earlier.ends_on, now.ends_on) == (date(2026, 6, 1), None)


def test_an_address_without_a_day_begins_on_the_london_day(
    worker: Actor, clock_at_midnight: None
) -> None:
    assert move(adult(worker), worker).starts_on == date(2026, 7, 2)


@pytest.fixture
def clock_at_midnight(clock: object) -> None:
    clock.move_to("2026-07-01T23:30:00Z")  # half past midnight in London


def test_an_address_is_kept_from_named_people_for_a_reason(worker: Actor) -> None:
    rosa, dean, kay = adult(worker), adult(worker, "Dean"), adult(worker, "Kay")
    address = move(rosa, worker, kept_from=[dean], reason="Non-molestation order")
    assert [one.from_person_id for one in address.kept_from.all()] == [dean.pk]
    actions.keep_address_from(
        address_id=address.pk, kept_from=[kay], reason="She asked", actor=worker, now=clock.now()
    )
    still = address.kept_from.filter(ended_on=None)
    assert [one.from_person_id for one in still] == [kay.pk]
    assert address.kept_from.get(from_person=dean).ended_on == date(2026, 11, 24)


def test_an_address_is_not_kept_for_no_reason_or_from_who_lives_there(worker: Actor) -> None:
    rosa, dean = adult(worker), adult(worker, "Dean")
    with pytest.raises(actions.CannotRecordAddress, match="Say why"):
        move(rosa, worker, kept_from=[dean])
    with pytest.raises(actions.CannotRecordAddress, match="lives there"):
        move(rosa, worker, kept_from=[rosa], reason="?")
    with pytest.raises(actions.CannotRecordAddress, match="Enter the address"):
        move(rosa, worker, lines="  ")
    assert not Address.objects.exists()


def test_a_channel_is_not_safe_until_the_person_says_so(worker: Actor) -> None:
    rosa = adult(worker)
    point = actions.record_contact(
        person=rosa, channel="phone", value="07700 900001", actor=worker, now=clock.now()
    )
    assert (point.is_safe, point.marked_on) == (None, None)
    actions.mark_contact(
        contact_id=point.pk, is_safe=True, safe_when="After 6pm", actor=worker, now=clock.now()
    )
    point.refresh_from_db()
    assert (point.is_safe, point.safe_when) == (True, "After 6pm")
    assert point.marked_on == date(2026, 11, 24)


def test_a_number_is_needed_to_ring(worker: Actor) -> None:
    with pytest.raises(actions.CannotRecordContact):
        actions.record_contact(person=adult(worker), channel="phone", actor=worker, now=clock.now())
    assert not ContactPoint.objects.exists()


def nameless(town: Town) -> Person:
    return Person.objects.create(
        authority=town.authority,
        la_child_id="C100",
        birth_on=date(2020, 1, 1),
        identity_complete=False,
        origin="census",
    )


def test_a_person_types_the_name_of_an_imported_child(town: Town) -> None:
    officer = town.actor(Role.DATA_OFFICER, "Pat Reed")
    imported = nameless(town)
    actions.complete_identity(
        person_id=imported.pk, forename=" Mia ", surname="Osei", actor=officer, now=clock.now()
    )
    imported.refresh_from_db()
    assert (imported.name, imported.search_name) == ("Mia Osei", "osei mia")
    assert imported.identity_complete
    assert verbs() == ["person.identity_completed"]


def test_an_identity_needs_both_names_and_is_completed_once(town: Town) -> None:
    officer = town.actor(Role.DATA_OFFICER, "Pat Reed")
    imported = nameless(town)
    complete = {"person_id": imported.pk, "actor": officer, "now": clock.now()}
    with pytest.raises(actions.CannotCompleteIdentity, match="first name and surname"):
        actions.complete_identity(forename="", surname="Osei", **complete)
    actions.complete_identity(forename="Mia", surname="Osei", **complete)
    with pytest.raises(actions.CannotCompleteIdentity, match="already"):
        actions.complete_identity(forename="Ada", surname="Osei", **complete)


def test_another_authoritys_people_are_out_of_reach(
    town: Town, other_town: Town, worker: Actor
) -> None:
    ava = child(worker)
    other_town.enter()
    stranger = other_town.actor(Role.SOCIAL_WORKER, "Alex Moor")
    with pytest.raises(NotAuthorised):
        move(ava, stranger)
    with pytest.raises(Person.DoesNotExist):
        actions.complete_identity(
            person_id=ava.pk, forename="A", surname="B", actor=stranger, now=clock.now()
        )
