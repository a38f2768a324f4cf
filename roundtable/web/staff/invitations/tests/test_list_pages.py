"""The list of people in the browser: who is on it, who is added and why, who leaves it."""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged, request
from roundtable.casework.people.models import Person
from roundtable.casework.plans.tests import table
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.staff.tests.visiting import (
    carried_by,
    confirmed,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15


def address(conference: Conference, name: str, *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast)


def seat(conference: Conference, name: str) -> Participant:
    return next(one for one in conference.participants.all() if one.name == name)


def test_the_list_says_who_why_and_of_which_children(
    cast: Family, desk: Client, conference: Conference
) -> None:
    add(cast, conference, "half_siblings_father")
    words = words_of(desk.get(address(conference, "participants")))
    assert "Dele Lowe Conference chair, Conference service Chair Runs the meeting" in words
    assert "Marc Osei Parent or carer Belongs to the family Whole meeting Ben Hartley" in words


def test_who_is_suggested_is_added_without_typing(
    cast: Family, desk: Client, conference: Conference
) -> None:
    page = desk.get(address(conference, "add-suggested"))
    assert "Rosa Hartley" in words_of(page)
    assert "Has parental responsibility" in words_of(page)
    mother = f"family-{cast.people['mother'].pk}"
    done = desk.post(address(conference, "add-suggested"), filled(people=[mother]))
    assert done.status_code == 302
    assert seat(conference, "Rosa Hartley").reason.startswith("Mother of Ava Hartley")
    assert problems(desk.post(address(conference, "add-suggested"), filled())) == [
        "Select who is asked to come"
    ]


def test_no_child_of_another_conference_is_suggested(cast: Family, desk: Client) -> None:
    Person.objects.filter(pk=cast.ava.pk).update(birth_on=date(2012, 1, 1))
    about_ava, about_ben = arranged(cast, "ava"), request(cast, "ben")
    assert "Ava Hartley" in words_of(desk.get(address(about_ava, "add-suggested")))
    assert "Ava Hartley" not in words_of(desk.get(address(about_ben, "add-suggested")))


def relative(cast: Family, name: str, **answers: object) -> dict[str, object]:
    usual = {"role": "family", "reason": "Looks after the children on Fridays", "part": "whole"}
    return filled(person=str(cast.people[name].public_id), **(usual | answers))


def test_a_relative_is_added_with_a_reason_the_family_reads(
    cast: Family, desk: Client, conference: Conference
) -> None:
    done = desk.post(address(conference, "add-relative"), relative(cast, "grandmother"))
    assert done.status_code == 302
    added = seat(conference, "Jean Hartley")
    assert added.reason == "Looks after the children on Fridays"
    known = {row.child_id for row in added.may_know.all()}
    assert known == {cast.people["ava"].pk, cast.people["ben"].pk}  # those she is related to


def test_which_children_they_may_know_can_be_said(
    cast: Family, desk: Client, conference: Conference
) -> None:
    ava = str(conference.children.get(child=cast.people["ava"]).public_id)
    desk.post(address(conference, "add-relative"), relative(cast, "grandmother", may_know=[ava]))
    known = {row.child_id for row in seat(conference, "Jean Hartley").may_know.all()}
    assert known == {cast.people["ava"].pk}


def test_nothing_typed_is_lost_when_something_is_missing(
    cast: Family, desk: Client, conference: Conference
) -> None:
    page = desk.post(
        address(conference, "add-relative"), relative(cast, "grandmother", role="", reason="Helps")
    )
    assert page.status_code == 422
    assert problems(page) == ["Select what they are there"]
    assert 'value="Helps"' in page.content.decode()


def test_a_supporter_stands_by_somebody_and_keeps_it_to_themselves(
    cast: Family, desk: Client, conference: Conference
) -> None:
    add(cast, conference, "mother")
    supporter = relative(cast, "grandmother", role="supporter")
    page = desk.post(address(conference, "add-relative"), supporter)
    assert problems(page) == ["Select whom they help, speak or interpret for"]
    mother = str(seat(conference, "Rosa Hartley").public_id)
    page = desk.post(address(conference, "add-relative"), supporter | {"speaks_for": mother})
    assert problems(page) == ["They have not agreed to keep what they hear to themselves."]
    agreed = supporter | {"speaks_for": mother, "confidentiality_acknowledged": "yes"}
    assert desk.post(address(conference, "add-relative"), agreed).status_code == 302
    assert seat(conference, "Jean Hartley").speaks_for == seat(conference, "Rosa Hartley")


def test_a_professional_is_found_by_the_beginning_of_a_name(
    cast: Family, desk: Client, conference: Conference
) -> None:
    typed = filled(find="kez", reason="Weighs the baby", role="professional")
    page = desk.post(address(conference, "add-professional"), typed | {"_find": "1"})
    assert page.status_code == 200
    assert "Kezia Ncube" in words_of(page)
    assert 'value="Weighs the baby"' in page.content.decode()
    kezia = str(cast.professionals["health_visitor"].public_id)
    answers = typed | {"professional": kezia, "part": "whole", "has_direct_contact": "yes"}
    assert desk.post(address(conference, "add-professional"), answers).status_code == 302
    assert seat(conference, "Kezia Ncube").has_direct_contact


def test_nobody_found_is_said(cast: Family, desk: Client, conference: Conference) -> None:
    page = desk.post(address(conference, "add-professional"), filled(find="zz", _find="1"))
    assert "Nobody was found who is not on the list already." in words_of(page)


def test_somebody_leaves_the_list_and_is_told(cast: Family, desk: Client) -> None:
    conference = table.invited(cast)
    school = seat(conference, "Mia Stone")
    page = address(conference, "withdraw-participant", school.public_id)
    assert confirmed(desk, page, filled(because="not_involved")).status_code == 302
    school.refresh_from_db()
    assert school.withdrawn_at is not None
    assert OutboxMessage.objects.filter(kind="invitation_withdrawn").count() == 1
    assert "Not asked any more" in words_of(desk.get(address(conference, "participants")))


def test_nobody_is_kept_out_by_being_taken_off_the_list(
    cast: Family, desk: Client, conference: Conference
) -> None:
    mother = add(cast, conference, "mother")
    page = confirmed(
        desk,
        address(conference, "withdraw-participant", mother.public_id),
        filled(because="other", words="She shouts"),
    )
    assert page.status_code == 422
    assert "only the chair can decide that they may not" in problems(page)[0]


def test_a_part_is_kept_from_one_person(cast: Family, desk: Client, conference: Conference) -> None:
    add(cast, conference, "excluded_father")
    refuge = add(cast, conference, "refuge_worker")
    father = str(seat(conference, "Neil Doyle").public_id)
    done = desk.post(
        address(conference, "keep-from", refuge.public_id),
        filled(person=father, reason="She gives away where they live."),
    )
    assert done.status_code == 302
    assert "Kept from Neil Doyle" in words_of(desk.get(address(conference, "participants")))


def test_looking_for_nobody_is_said_beside_the_field(
    cast: Family, desk: Client, conference: Conference
) -> None:
    page = address(conference, "add-professional")
    for find in ("\x00", "Nobody at all"):
        found = desk.post(page, filled(find=find, reason="Knows Ava"))
        assert found.status_code == 422
        assert problems(found)[0] == "Select who is asked to come"
        assert 'id="professional"' in found.content.decode()


@pytest.mark.parametrize("name", ["administrator", "chair", "social_worker", "manager"])
def test_those_who_keep_the_list_change_it(cast: Family, conference: Conference, name: str) -> None:
    client = visitor(cast.actor(name))
    assert "Add a professional" in links(client.get(address(conference, "participants")))
    assert client.get(address(conference, "add-relative")).status_code == 200


def test_the_minute_taker_reads_it(cast: Family, conference: Conference) -> None:
    client = visitor(cast.actor("minute_taker"))
    assert "Add a professional" not in links(client.get(address(conference, "participants")))
    for name in ("add-relative", "add-professional", "add-suggested"):
        assert client.get(address(conference, name)).status_code == 404


@pytest.mark.parametrize("name", ["other_social_worker", "other_chair", "stranger"])
def test_to_others_there_is_no_list(cast: Family, conference: Conference, name: str) -> None:
    client = visitor(cast.actor(name))
    for page in ("participants", "add-relative", "add-professional", "add-suggested"):
        assert client.get(address(conference, page)).status_code == 404


def test_somebody_of_another_conference_is_not_found_in_this_one(
    cast: Family, desk: Client, conference: Conference
) -> None:
    mother = add(cast, conference, "mother")
    for page in ("withdraw-participant", "keep-from"):
        assert desk.get(address(conference, page, uuid.uuid4())).status_code == 404
        assert desk.get(address(conference, page, mother.public_id)).status_code == 200


@pytest.mark.parametrize("page", ["participants", "add-relative", "add-professional"])
def test_it_asks_the_same_for_many_as_for_few(
    cast: Family, desk: Client, conference: Conference, page: str
) -> None:
    add(cast, conference, "mother")
    few = queries_of(desk, address(conference, page))
    for name in ("health_visitor", "head_teacher", "police_officer", "half_siblings_father"):
        add(cast, conference, name)
    assert queries_of(desk, address(conference, page)) == few <= MOST_QUERIES


def test_a_professional_is_put_into_the_session_of_whom_comes_apart(
    cast: Family, desk: Client, conference: Conference
) -> None:
    nurse = add(cast, conference, "health_visitor")
    assert "Which session" not in words_of(desk.get(address(conference, "participants")))
    father = add(cast, conference, "half_siblings_father", part="separate", session=2)
    assert "Which session" in words_of(desk.get(address(conference, "participants")))
    page = address(conference, "assign-session", nurse.public_id)
    shown = desk.get(page)
    assert "The session of Marc Osei" in words_of(shown)
    assert problems(desk.post(page, filled())) == ["Select to which session they come"]
    sent = desk.post(page, carried_by(shown) | {"session": str(father.public_id)}, follow=True)
    assert "Saved." in words_of(sent)
    nurse.refresh_from_db()
    assert (nurse.part, nurse.session) == ("separate", 2)
    for other in (father, seat(conference, "Dele Lowe")):
        assert desk.get(address(conference, "assign-session", other.public_id)).status_code == 404
