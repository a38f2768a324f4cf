"""The page of a conference: what each person has to do there, and what they see of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add, arrange, arranged, authorised
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.plans.actions.invite import invite_everyone
from roundtable.casework.plans.tests import table
from roundtable.foundation.core import clock
from roundtable.rules.conference_states import State
from roundtable.web.staff.tests.visiting import links, queries_of, visitor, words_of

MOST_QUERIES = 15


def address(conference: object, name: str = "conference") -> str:
    return reverse(f"staff:{name}", args=[conference.public_id])  # type: ignore[attr-defined]


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


def test_a_request_waits_for_the_desk_with_its_limit(cast: Family, desk: Client) -> None:
    conference = authorised(cast)
    page = desk.get(address(conference))
    assert page.status_code == 200
    words = words_of(page)
    assert "Hartley family" in words
    assert "Ava Hartley: initial" in words
    assert "Baby Hartley: initial (before birth)" in words
    assert "Not arranged yet" in words
    assert "Due Tuesday 8 December 2026 · 10 working days left" in words
    assert "Counted from" in words  # the reason of the date is one tap away
    assert links(page)["Arrange day, place and people"] == address(conference, "arrange")


def test_the_desk_sees_who_comes_and_what_is_left(cast: Family, desk: Client) -> None:
    conference = table.invited(cast)
    words = words_of(desk.get(address(conference)))
    assert "Thursday 3 December 2026, 10am to midday" in words
    assert "Willow Room" in words
    assert "Rosa Hartley" in words
    assert "0 of 4 in" in words  # of the invitations nobody has answered
    assert "Not quorate, if only those come who said so." in words


def test_one_from_a_return_has_its_day_and_a_list_that_is_closed(
    cast: Family, desk: Client
) -> None:
    conference = authorised(cast, "ava")
    Conference.objects.filter(pk=conference.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value, on=date(2026, 9, 6)
    )
    words = words_of(desk.get(address(conference)))
    assert "Sunday 6 September 2026" in words
    assert "Not arranged yet" not in words
    assert "It is not on file here who was asked." in words
    on_list = desk.get(address(conference, "participants"))
    assert "Nobody is on the list." in words_of(on_list)
    assert "Add a professional" not in links(on_list)


@pytest.mark.parametrize(
    ("name", "tasks", "not_theirs"),
    [
        ("chair", ["Decide who is kept out", "Open the room"], ["Send the invitations"]),
        ("administrator", ["Send the invitations", "What people need"], ["Open the room"]),
        ("social_worker", ["Write your report", "Prepare the family"], ["Open the room"]),
        ("manager", ["Reports"], ["Write your report", "Send the invitations"]),
        ("minute_taker", ["The room"], ["Send the invitations", "Decide who is kept out"]),
    ],
)
def test_everybody_has_their_own_task_list(
    cast: Family, name: str, tasks: list[str], not_theirs: list[str]
) -> None:
    conference = arranged(cast)
    add(cast, conference, "mother")
    conference.refresh_from_db()
    look_at_invitations(cast, conference)
    invite_everyone(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    page = visitor(cast.actor(name)).get(address(conference))
    found = links(page)
    for task in tasks:
        assert task in found
    for task in not_theirs:
        assert task not in found


def test_letters_and_record_come_up_when_it_has_ended(cast: Family, desk: Client) -> None:
    conference, _ = table.decided(cast, "ava")
    page = desk.get(address(conference))
    assert "Who was asked to come" in words_of(page)
    assert "Came" in words_of(page)
    found = links(page)
    assert found["Decision letters"] == address(conference, "letters")
    assert found["Record of the conference"] == address(conference, "record")
    assert "Plan of Ava Hartley" not in found  # the desk opens no plans
    assert "Plan of Ava Hartley" in links(visitor(cast.actor("chair")).get(address(conference)))


@pytest.mark.parametrize(
    "name", ["other_social_worker", "other_chair", "other_minute_taker", "stranger", "data_officer"]
)
def test_to_others_there_is_no_such_conference(cast: Family, name: str) -> None:
    conference = arranged(cast)
    page = visitor(cast.actor(name)).get(address(conference))
    assert page.status_code == 404
    assert "Hartley" not in words_of(page)


def test_partners_and_family_have_other_doors(cast: Family) -> None:
    conference = table.invited(cast)
    for name in ("police_officer", "mother"):
        assert visitor(cast.actor(name)).get(address(conference)).status_code == 404


def test_it_asks_the_same_of_the_database_for_many_as_for_few(cast: Family) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    chair = visitor(cast.actor("chair"))
    few = queries_of(chair, address(conference))
    for name in ("mother", "health_visitor", "head_teacher", "police_officer", "midwife"):
        add(cast, conference, name)
    look_at_invitations(cast, conference)
    invite_everyone(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    many = queries_of(chair, address(conference))
    assert many == few <= MOST_QUERIES
