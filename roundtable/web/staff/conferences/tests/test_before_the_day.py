"""Speaking with the family before the day, and writing down what they think."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged, authorised
from roundtable.casework.room.models import Views
from roundtable.foundation.clocks.models import Clock
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15


@pytest.fixture
def conference(cast: Family) -> Conference:
    conference = arranged(cast, "ava", "ben")
    add(cast, conference, "mother")
    return conference


def address(conference: Conference, name: str, *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


def spoken(conference: Conference, name: str, **answers: str) -> dict[str, str]:
    person = conference.participants.get(person__forename=name)
    kind = "visit" if answers.pop("by", "chair") == "worker" else "chair_before"
    return filled(person=str(person.person.public_id), kind=kind, **answers) | day_of(
        "on", 23, 11, 2026
    )


def test_the_chair_records_that_they_spoke_with_the_mother(
    cast: Family, conference: Conference
) -> None:
    chair = visitor(cast.actor("chair"))
    page = chair.post(
        address(conference, "family-contact"),
        spoken(conference, "Rosa", was_possible="yes", how="At her home, for an hour."),
        follow=True,
    )
    assert "1 of 1 parent" in words_of(page)
    line = TimelineEntry.objects.get(kind="chair_contact")
    assert line.title == "Chair spoke with Rosa Hartley before the conference"
    running = Clock.objects.get(rule="chair_contact", subject_id=conference.pk)
    assert str(running.stopped_on) == "2026-11-23"
    assert "23 November 2026" in words_of(chair.get(address(conference, "family-contact")))


def test_the_clock_runs_until_every_parent_was_spoken_with(
    cast: Family, conference: Conference
) -> None:
    add(cast, conference, "excluded_father")
    chair = visitor(cast.actor("chair"))
    chair.post(
        address(conference, "family-contact"),
        spoken(conference, "Rosa", was_possible="yes", how="At her home."),
    )
    assert Clock.objects.get(rule="chair_contact", subject_id=conference.pk).is_running
    chair.post(
        address(conference, "family-contact"),
        spoken(conference, "Neil", was_possible="no", not_possible_reason="He does not answer."),
    )
    assert not Clock.objects.get(rule="chair_contact", subject_id=conference.pk).is_running


def test_what_the_worker_did_is_not_what_the_chair_did(
    cast: Family, conference: Conference
) -> None:
    worker = visitor(cast.actor("social_worker"))
    worker.post(
        address(conference, "family-contact"),
        spoken(
            conference, "Rosa", by="worker", was_possible="yes", how="Explained what happens there."
        ),
    )
    line = TimelineEntry.objects.get(kind="worker_contact")
    assert line.title == "Social care spoke with Rosa Hartley before the conference"
    assert line.detail == "Explained what happens there."
    assert Clock.objects.get(rule="chair_contact", subject_id=conference.pk).is_running
    assert "0 of 1 parent" in words_of(
        visitor(cast.actor("chair")).get(address(conference, "conference"))
    )


def test_contact_needs_words_either_way(cast: Family, conference: Conference) -> None:
    chair = visitor(cast.actor("chair"))
    page = chair.post(
        address(conference, "family-contact"), spoken(conference, "Rosa", was_possible="no")
    )
    assert page.status_code == 422
    assert problems(page) == ["Enter why you could not speak with them"]


@pytest.mark.parametrize("name", ["administrator", "minute_taker", "other_social_worker"])
def test_others_record_no_contact(cast: Family, conference: Conference, name: str) -> None:
    client = visitor(cast.actor(name))
    assert client.get(address(conference, "family-contact")).status_code == 404


def voice(conference: Conference, cast: Family, child: str, person: str) -> str:
    held = conference.children.get(child=cast.people[child])
    return address(conference, "record-views", held.public_id, cast.people[person].public_id)


def test_a_childs_words_are_written_down_for_whom_the_child_lets_read_them(
    cast: Family, conference: Conference
) -> None:
    worker = visitor(cast.actor("social_worker"))
    page = worker.get(address(conference, "views"))
    assert "Not in yet" in words_of(page)
    mother = str(cast.people["mother"].public_id)
    done = worker.post(
        voice(conference, cast, "ava", "ava"),
        filled(text="I want it quiet at night.", how_given="Told me at school", meant_for=[mother]),
    )
    assert done.status_code == 302
    views = Views.objects.get()
    assert views.is_the_childs
    readers = views.statement.versions.get().readers.all()
    assert [one.person for one in readers] == [cast.people["mother"]]
    assert "I want it quiet at night." in words_of(
        worker.get(voice(conference, cast, "ava", "ava"))
    )
    assert "1 of 2 children" in words_of(worker.get(address(conference, "conference")))


@pytest.mark.parametrize("by", ["the desk", "the room"])
def test_whom_the_child_has_chosen_is_ticked_when_the_views_are_opened_again(
    cast: Family, conference: Conference, by: str
) -> None:
    here, who = voice(conference, cast, "ava", "ava"), "social_worker"
    if by == "the room":
        Conference.objects.filter(pk=conference.pk).update(state="IN_SESSION")
        held = conference.children.get(child=cast.people["ava"])
        ids = [conference.public_id, held.public_id, cast.people["ava"].public_id]
        here, who = reverse("staff:room-views", args=ids), "minute_taker"
    client = visitor(cast.actor(who))
    mother = str(cast.people["mother"].public_id)
    assert ticked(client.get(here)) == []
    told = {"text": "I want it quiet.", "how_given": "At school", "meant_for": [mother]}
    assert client.post(here, filled(**told)).status_code == 302
    page = client.get(here)
    assert ticked(page) == [mother]
    again = carried_by(page) | told | {"text": "I want it quiet at night."}
    assert client.post(here, again).status_code == 302
    statement = Views.objects.get().statement
    readers = statement.versions.get(number=2).readers.all()
    assert [one.person for one in readers] == [cast.people["mother"]]
    withdrawn = carried_by(client.get(here)) | told | {"meant_for": []}
    client.post(here, withdrawn)
    assert not statement.versions.get(number=3).readers.exists()
    assert ticked(client.get(here)) == []


def ticked(page: HttpResponse) -> list[str]:
    boxes = html.fromstring(page.content).xpath("//input[@name='meant_for'][@checked]")
    return [box.get("value") for box in boxes]


def test_neither_views_nor_a_reason_is_no_answer(cast: Family, conference: Conference) -> None:
    worker = visitor(cast.actor("social_worker"))
    page = worker.post(voice(conference, cast, "ben", "ben"), filled(text=""))
    assert page.status_code == 422
    assert problems(page) == ["Enter the views, or why they could not be had."]
    worker.post(
        voice(conference, cast, "ben", "ben"), filled(not_obtained_reason="He is four, and hid.")
    )
    assert "Not obtained, with reason" in words_of(worker.get(address(conference, "views")))


def test_the_views_of_a_child_not_in_this_conference_are_not_asked(
    cast: Family, conference: Conference
) -> None:
    other = authorised(cast, "unborn")
    held = other.children.get()
    client = visitor(cast.actor("social_worker"))
    mixed = address(conference, "record-views", held.public_id, held.child.public_id)
    assert client.get(mixed).status_code == 404


@pytest.mark.parametrize("name", ["administrator", "stranger", "other_chair"])
def test_others_write_down_no_views(cast: Family, conference: Conference, name: str) -> None:
    avas = voice(conference, cast, "ava", "ava")
    client = visitor(cast.actor(name))
    assert client.get(address(conference, "views")).status_code == 404
    assert client.get(avas).status_code == 404


@pytest.mark.parametrize("name", ["views", "family-contact"])
def test_they_ask_the_same_for_many_as_for_few(
    cast: Family, conference: Conference, name: str
) -> None:
    worker = visitor(cast.actor("social_worker"))
    few = queries_of(worker, address(conference, name))
    for one in ("excluded_father", "half_siblings_father", "grandmother"):
        add(cast, conference, one)
    assert Participant.objects.filter(person__isnull=False).count() == 4
    assert queries_of(worker, address(conference, name)) == few <= MOST_QUERIES


def test_one_voice_is_read_in_few_queries(cast: Family, conference: Conference) -> None:
    worker = visitor(cast.actor("social_worker"))
    worker.post(voice(conference, cast, "ava", "ava"), filled(text="I want it quiet."))
    assert queries_of(worker, voice(conference, cast, "ava", "ava")) <= MOST_QUERIES
